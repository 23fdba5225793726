"""The time to read a text grows with its length and no faster; what is too long for that is refused.

CPU times of two sizes are compared, never a wall time.
"""

from __future__ import annotations

import os
import time

import pytest

from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read
from zt_audio.language.stretches import MAX_NUMBERS, MAX_TEXT_CHARS, MAX_TOKEN_CHARS
from zt_audio.model import Lang

# fmt: off
PATTERNS = (
    "1", "12 ", "1,", "1, ", "1-", "1:", "1/", "1 000 ", "(", "( ", "() ", "«", "» ", "А", "А. ", "а. ", "а.а.а.",
    "ГУ ", "КСК ", "ҚР ", "-", " - ", "– ", "…", "№ ", "№ 1 ", "1-1-1-", "8 (", "+7 ", "8 701 ", "1. ", "а- ", "АБ- ",
    "мкр. ", "ул. ", "ул. Абая ", "қ. ", "ст. 1 ", "1 ст. ", "434-бап ", "в 1, 2 и ", "1 и ", "от 1 до ", "22:00 ",
    "22:00-", "01.01.2024 ", "2024 г. ", "XI ", "1 % ", "5 - ", "Иванов И.И. ", "А.А. Иванов ", "a", "aа ", "\u200b",
    " ", "\t", "е\u0301", "+а", '"', "'", "1/2 ", "1а ", "1-го ", "м/с ", "млн ", "тыс. ", "₸ ", "! ", "слово ",
    "Слово. ", "Келіңіз! ", "дом 1. ", "ТОО «", "«Алтай» ЖШС ", "а» ", "а»", "1)", "а) ", "_", "😀", "2-3-4 ", "1,5 ",
    "Дом 5. Слово 7-го. ", "М. Оспанов. ", "Телефон 8 (7132) 21-45-67. ", "Бағасы 5-10 мың теңге. ",
)
# fmt: on
SMALL, LARGE = 5_000, 20_000
LONG_SENTENCE = 900


def cpu_s(text: str, lang: Lang) -> float:
    began = time.process_time()
    read(text, lang, Lexicon())
    return time.process_time() - began


@pytest.mark.parametrize("lang", ["kk", "ru"])
@pytest.mark.parametrize("pattern", PATTERNS)
def test_repeated_input_takes_linear_time(lang: Lang, pattern: str) -> None:
    small, large = ((pattern * size)[:size] for size in (SMALL, LARGE))
    cpu_s(small, lang)  # tables and dictionaries load
    base = min(cpu_s(small, lang) for _ in range(2))
    # Four times the text: eight times the time allows for noise, quadratic would be sixteen.
    assert min(cpu_s(large, lang) for _ in range(2)) <= 8 * max(base, 0.01)


@pytest.mark.parametrize("lang", ["kk", "ru"])
@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_megabyte_is_refused(lang: Lang, pattern: str) -> None:
    reading = read((pattern * 1_000_000)[:1_000_000], lang, Lexicon())
    assert {problem.slug for problem in reading.problems} == {"text-too-long"}
    assert (reading.spoken, reading.pieces[0].end) == ("", 1_000_000)


def _patterns(count: int) -> list[str]:
    """Return patterns of two and three of PATTERNS side by side, the same in each run."""
    steps = ((7 * at, 31 * at + 1, 53 * at + 2)[: 2 + at % 2] for at in range(count))
    return ["".join(PATTERNS[step % len(PATTERNS)] for step in each) for each in steps]


@pytest.mark.slow  # a text of half a minute
@pytest.mark.parametrize("lang", ["kk", "ru"])
@pytest.mark.parametrize("pattern", _patterns(int(os.environ.get("ZT_PATTERNS", "2"))))
def test_sentences_of_any_pattern_take_linear_time(lang: Lang, pattern: str) -> None:
    sentence = (pattern * LONG_SENTENCE)[:LONG_SENTENCE].strip() + " сөздер. Слово "
    small, large = ((sentence * size)[:size] for size in (SMALL // 2, LARGE // 2))
    base = cpu_s(small, lang)
    if base < 1:  # tables and dictionaries loaded, or the clock ticked; of what takes longer that is a small part
        base = min(base, cpu_s(small, lang))
    assert cpu_s(large, lang) <= 8 * max(base, 0.01)


def test_what_is_too_long_is_named_at_its_place() -> None:
    token = "а" * (MAX_TOKEN_CHARS + 1)
    (problem,) = read(f"Слово {token} слово", "ru", Lexicon()).problems
    assert (problem.slug, problem.facts["offset"], problem.facts["n"]) == ("token-too-long", 6, MAX_TOKEN_CHARS + 1)
    assert not read(f"Слово {token[1:]} слово", "ru", Lexicon()).problems


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_a_long_text_is_read_as_its_sentences_are(lang: Lang) -> None:
    sentence = "Жиналыс 5 наурыз күні өтеді. " if lang == "kk" else "Собрание пройдёт 5 марта в доме № 7. "
    times = MAX_TEXT_CHARS // len(sentence)
    one, many = read(sentence, lang, Lexicon()), read(sentence * times, lang, Lexicon())
    assert not many.problems
    assert many.spoken == " ".join([one.spoken] * times)
    assert [piece.start for piece in many.pieces[1:]] == [piece.end for piece in many.pieces[:-1]]
    assert many.pieces[-1].end == len(sentence) * times


def test_a_problem_of_a_later_stretch_has_its_place() -> None:
    text = "Слово стоит здесь. " * 200 + "Слово Latin."
    (problem,) = read(text, "ru", Lexicon()).problems
    assert text[problem.offset :] == "Latin."


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_thousands_of_numbers_are_refused(lang: Lang) -> None:
    (problem,) = read("5, 7. " * 4_000, lang, Lexicon()).problems
    assert (problem.slug, problem.facts["limit"]) == ("numbers-too-many", MAX_NUMBERS)


def test_a_sentence_without_an_end_is_refused() -> None:
    (problem,) = read("слово " * 600, "ru", Lexicon()).problems
    assert problem.slug == "sentence-too-long"
