"""What Word puts into a text is set right where it is certain, and nothing else is touched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, strategies as st

from zt_audio.content.project import Snapshot
from zt_audio.language import cleaner
from zt_audio.language.cleaner import clean_text
from zt_audio.language.homoglyphs import LatinLetter, sure_letters
from zt_audio.model import LANGS, Lang

ROOT = Path(__file__).parents[2]

SET_RIGHT: list[tuple[Lang, str, str, str]] = [  # what is written, what it becomes, what was set right
    ("ru", "Мусoр в урну.", "Мусор в урну.", "letter"),
    ("kk", "Қoқыс тастамаңыз, бiз бірге.", "Қоқыс тастамаңыз, біз бірге.", "letter"),
    ("kk", "Әкiмдiк", "Әкімдік", "letter"),
    ("ru", "C 22 часов", "С 22 часов", "letter"),
    ("ru", "он\u00adлайн", "онлайн", "invisible"),
    ("ru", "пере¬нос", "перенос", "invisible"),
    ("ru", "\ufeffЗвоните\u200b", "Звоните", "invisible"),
    ("ru", "Не сорите 😊 👍\nЗвоните 102 🙏", "Не сорите\nЗвоните 102", "face"),
    ("ru", "86\u00a0500\u202fтенге", "86 500 тенге", "space"),
    ("ru", "Это\tтак", "Это так", "space"),
    ("ru", "Мусор - в урну", "Мусор – в урну", "dash"),
    ("ru", "Мусор -- в урну", "Мусор – в урну", "dash"),
    ("kk", "сен\u2011ақ", "сен-ақ", "dash"),
    ("ru", "Рынок “Алтай”", "Рынок «Алтай»", "quote"),
    ("ru", "Рынок „Алтай“", "Рынок «Алтай»", "quote"),
    ("ru", 'Рынок "Алтай", "Темір"', "Рынок «Алтай», «Темір»", "quote"),
    ("ru", "• Не сорите", "Не сорите", "bullet"),
    ("ru", "Не сорите.\r\nЗвоните 102.", "Не сорите.\n\nЗвоните 102.", "line"),
    ("ru", "Не сорите.\x0bЗвоните.", "Не сорите.\n\nЗвоните.", "line"),
]
LEFT: list[tuple[Lang, str]] = [
    ("ru", "WhatsApp и QR-код"),
    ("ru", "WhatsAppтан"),  # which letters are Latin on purpose?
    ("ru", "Курить 🚫"),  # says something
    ("ru", "бiз"),  # Kazakh or Russian?
    ("ru", "8 - 10 часов"),
    ("ru", "экран 5\" и 'так'"),
    ("ru", "«Рынок “Алтай”»"),
    ("ru", 'кавычка " одна'),
    ("ru", "–5…–10 °C"),
    ("ru", "кое-где, 434-2"),
    ("ru", "строка\nи ещё строка"),
    ("ru", "Первый.\n\nВторой.\nТретий."),
    ("kk", "А – Ә, Б"),
]


@pytest.mark.parametrize(("lang", "written", "right", "kind"), SET_RIGHT)
def test_what_is_certain_is_set_right_and_named(lang: Lang, written: str, right: str, kind: str) -> None:
    clean = clean_text(written, lang)
    assert (clean.text, list(clean.fixes)) == (right, [kind])


@pytest.mark.parametrize(("lang", "written"), LEFT)
def test_what_is_not_certain_is_left(lang: Lang, written: str) -> None:
    clean = clean_text(written, lang)
    assert (clean.text, clean.fixes) == (written, {})


def test_the_shipped_texts_are_clean() -> None:
    appeals = Snapshot(ROOT).project()[0].appeals.values()
    for lang, text in [(lang, text.value.strip()) for appeal in appeals for lang, text in appeal.text.items()]:
        assert clean_text(text, lang).text == text


@example("““\r1", "ru")  # both marks come to be «», and » ends a line
@example(".\n”А”", "ru")
@example("1\r \r ", "kk")
@given(st.text(alphabet='аАбiоoқa«»"“”„-–— \t\xa0\xad¬•\n\r.!1\u200b', max_size=40), st.sampled_from(LANGS))
def test_what_was_cleaned_is_clean_and_no_word_is_lost(text: str, lang: Lang) -> None:
    clean = clean_text(text, lang)
    assert clean_text(clean.text, lang).text == clean.text
    kept = [char for char in clean.text if char.isalnum()]
    assert len(kept) == sum(char.isalnum() for char in text)


@pytest.mark.parametrize(
    "text", ["аa " * 5_000, "а a " * 5_000, "a " * 5_000 + "а", "аa" * 10_000, "Мусoр a вoт c " * 500]
)
def test_all_letters_of_a_text_are_set_right_in_a_few_rounds(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    rounds: list[int] = []

    def counted(text: str, lang: Lang) -> Iterator[LatinLetter]:
        rounds.append(len(text))
        return sure_letters(text, lang)

    monkeypatch.setattr(cleaner, "sure_letters", counted)
    clean_text(text, "ru")
    assert len(rounds) <= 4


def test_between_paragraphs_is_one_empty_line() -> None:
    assert clean_text("Раз.\n\n \n\nДва.\n", "ru").text == "Раз.\n\nДва."


def test_spaces_before_a_text_stay_and_take_no_square_of_time() -> None:
    spaces = " " * 100_000
    assert clean_text(f"{spaces}слово{spaces}\n{spaces}слово", "ru").text == f"{spaces}слово\nслово"
