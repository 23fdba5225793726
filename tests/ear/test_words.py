"""What is doubted word by word, by a recogniser that hears a given text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from tests.support.recogniser import FakeScorer
from zt_audio.ear.comparison import Fault
from zt_audio.ear.listener import WordedText, doubt_of_words, without_negation
from zt_audio.ear.recogniser import AskedReading, ReadingScore
from zt_audio.language.registry import language_of
from zt_audio.model import Lang

WAVE = np.zeros(16_000, np.float32)
TEXT = WordedText(
    "ru",
    ("Звоните по номеру сто два.", "Не шумите по́сле десяти вечера."),
    strange=("берегите", "улица", "город", "мусор", "дорога", "собака", "шумно", "ночь"),
    others=("Переходите улицу только по переходу, и смотрите на дорогу.",),
    former="Звоните по номеру сто два. Не шумите после девяти вечера.",
    translation="Жүз екі нөміріне хабарласыңыз. Кешкі оннан кейін шуламаңыз.",
)
RIGHT = "Звоните по номеру сто два. Не шумите после десяти вечера."


@pytest.mark.parametrize(
    ("heard", "fault", "word"),
    [
        (RIGHT, None, None),
        ("Звоните по номеру сто пять. Не шумите после десяти вечера.", Fault.NUMBER, 4),
        ("Звоните по номеру двести два. Не шумите после десяти вечера.", Fault.NUMBER, 3),
        ("Звоните по номеру сто два. Не шумите после десяти дорога.", Fault.WORD, 9),
        ("Берегите по номеру сто два. Не шумите после десяти вечера.", Fault.WORD, 0),
        ("Звоните по номеру сто два. Не шумите после девяти вечера.", Fault.FORMER, None),
        (TEXT.others[0], Fault.OTHER_TEXT, None),
    ],
)
def test_what_was_read_instead_is_doubted(heard: str, fault: Fault | None, word: int | None) -> None:
    found = doubt_of_words(WAVE, TEXT, FakeScorer("ru", heard))
    assert (found.fault if found else None, found.word if found else None) == (fault, word)


def test_the_other_language_is_doubted() -> None:
    found = doubt_of_words(WAVE, TEXT, FakeScorer("kk", TEXT.translation))
    assert found
    assert found.fault is Fault.OTHER_LANGUAGE


def test_of_two_words_the_least_likely_one_is_named() -> None:
    heard = "Звоните по номеру сто два. Не шумно после десяти zzzzzz."
    found = doubt_of_words(WAVE, TEXT, FakeScorer("ru", heard))
    assert found
    assert found.word == 9


def test_a_word_that_is_unlikely_is_no_fault_by_itself() -> None:
    """A reader with an accent: everything is unlikely, and what is written is the likeliest."""
    heard = " ".join(word[:-1] + "ы" for word in RIGHT.split())
    assert doubt_of_words(WAVE, TEXT, FakeScorer("ru", heard)) is None


def test_words_are_tried_in_their_form_and_without_marks_of_stress() -> None:
    scorer = FakeScorer("ru", "Мусор по номеру сто два. Не шумите после десяти вечера.")
    assert doubt_of_words(WAVE, TEXT, scorer)
    said = {(each.before, each.said) for each in scorer.asked}
    assert ("", "Дорога по") in said  # with a capital letter
    assert ("Звоните по номеру сто два. Не шумите после", "девяти вечера.") in said
    assert ("Звоните по номеру сто", "пять. Не") in said  # with the full stop
    assert not any("\u0301" in each.said + each.before for each in scorer.asked)
    assert not any(said.startswith("шумно") for before, said in said if before.endswith("Не"))  # a form of шумите


PROHIBITIONS: dict[Lang, WordedText] = {
    "kk": WordedText("kk", ("Есікті ашпаңыз, бұл қауіпсіз емес.", "Шу шығаруға рұқсат жоқ!")),
    "ru": WordedText("ru", ("Не открывайте дверь, там никого нет.", "Здесь курить нельзя.")),
}


@pytest.mark.parametrize(
    ("lang", "heard", "word"),
    [
        ("kk", "Есікті ашпаңыз, бұл қауіпсіз емес. Шу шығаруға рұқсат жоқ!", None),
        ("kk", "Есікті ашыңыз, бұл қауіпсіз емес. Шу шығаруға рұқсат жоқ!", 1),
        ("kk", "Есікті ашпаңыз, бұл қауіпсіз. Шу шығаруға рұқсат жоқ!", 4),
        ("kk", "Есікті ашпаңыз, бұл қауіпсіз емес. Шу шығаруға рұқсат бар!", 8),
        ("ru", "Не открывайте дверь, там никого нет. Здесь курить нельзя.", None),
        ("ru", "Открывайте дверь, там никого нет. Здесь курить нельзя.", 0),
        ("ru", "Не открывайте дверь, там никого есть. Здесь курить нельзя.", 5),
        ("ru", "Не открывайте дверь, там никого нет. Здесь курить можно.", 8),
    ],
)
def test_a_negation_that_was_not_read_is_doubted(lang: Lang, heard: str, word: int | None) -> None:
    found = doubt_of_words(WAVE, PROHIBITIONS[lang], FakeScorer(lang, heard))
    assert (found and found.fault, found and found.word) == (
        (Fault.NEGATION, word) if word is not None else (None, None)
    )


def test_a_negation_is_named_before_a_word_that_is_less_likely() -> None:
    text = replace(PROHIBITIONS["ru"], strange=("собака", "дорога", "вечером"))
    found = doubt_of_words(WAVE, text, FakeScorer("ru", "Не zzz дверь, там никого нет. Здесь курить можно."))
    assert found
    assert (found.fault, found.word) == (Fault.NEGATION, 8)


@pytest.mark.parametrize(
    ("sentence", "at", "opposite", "said"),
    [
        ("Не открывайте дверь.", 0, "", "Открывайте дверь."),
        ("Мост сегодня не закрыт.", 2, "", "Мост сегодня закрыт."),
        ("Хабарлама жалған емес. Рақмет.", 2, "", "Хабарлама жалған. Рақмет."),
        ("Есікті Ашпаңыз!", 1, "ашыңыз", "Есікті Ашыңыз!"),
        ("Не!", 0, "", ""),
    ],
)
def test_without_its_negation_a_sentence_is_written_as_it_should_be(
    sentence: str, at: int, opposite: str, said: str
) -> None:
    assert " ".join(without_negation(sentence.split(), at, opposite)) == said


@pytest.mark.parametrize(("likelier", "named"), [(1.0, 0), (2.0, 2)])
def test_a_name_needs_more_for_a_doubt_than_another_word(likelier: float, named: int) -> None:
    class Unsure(FakeScorer):
        """Finds the name unlikely, and two words likelier than all others."""

        def scores(self, wave: np.ndarray, readings: Sequence[AskedReading]) -> Sequence[ReadingScore]:
            likely = {"Шыгыс": -1.0, "Собака": likelier, "Дорога": likelier}
            words = [[likely.get(word, 0.0) for word in each.said.split()] for each in readings]
            return [ReadingScore(tuple(found), (1,) * len(found)) for found in words]

    text = WordedText("ru", ("Это рынок Шыгыс",), strange=("собака", "дорога"))
    assert [text.is_name(at) for at in range(3)] == [False, False, True]
    found = doubt_of_words(WAVE, text, Unsure("ru", ""))
    assert found
    assert (found.fault, found.word) == (Fault.WORD, named)


def test_a_text_without_words_is_not_asked_about() -> None:
    scorer = FakeScorer("ru", "")
    assert doubt_of_words(WAVE, WordedText("ru", ()), scorer) is None
    assert not scorer.asked


@pytest.mark.parametrize(("word", "sentence"), [(0, 0), (4, 0), (5, 1), (9, 1)])
def test_a_word_knows_its_sentence(word: int, sentence: int) -> None:
    assert TEXT.sentence_of(word) == sentence


@pytest.mark.parametrize(
    ("lang", "word", "some"),
    [
        ("kk", "екі", {"бір", "жиырма", "жүз", "мың"}),
        ("kk", "сегізінші", {"бірінші", "оныншы"}),
        ("kk", "Екіге", {"үшке", "онға"}),
        ("kk", "сөз", set()),
        ("ru", "сто", {"пятьсот", "два", "двенадцать"}),
        ("ru", "восьмого", {"третьего", "сорокового"}),
        ("ru", "Двумя", {"тремя", "девяноста"}),
        ("ru", "слово", set()),
    ],
)
def test_other_numbers_have_the_form_of_the_word(lang: Lang, word: str, some: set[str]) -> None:
    found = language_of(lang).other_numbers(word)
    assert some <= set(found)
    assert bool(found) is bool(some)
    assert word.lower() not in found
