"""Texts are split into paragraphs, and readings into spoken sentences that know how they look in print."""

from __future__ import annotations

import pytest

from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read
from zt_audio.language.sentences import Sentence, paragraphs, sentences
from zt_audio.model import Lang


def split(written: str, lang: Lang = "ru", *, printed: bool = True) -> list[Sentence]:
    return list(sentences(read(written, lang, Lexicon()), lang, written if printed else ""))


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("", []),
        (" \n ", []),
        ("один", [(0, "один")]),
        ("один\nи тот же", [(0, "один и тот же")]),
        ("один\n\nдва\n \nтри\n", [(0, "один"), (6, "два"), (12, "три")]),
        ("  один  \n\n\n  два ", [(2, "один"), (13, "два")]),
    ],
)
def test_paragraphs_stand_between_empty_lines(value: str, found: list[tuple[int, str]]) -> None:
    assert list(paragraphs(value)) == found


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Не мусорите. Не курите!", [("Не мусорите.", 0, 5), ("Не курите!", 13, 4)]),
        ("Тел. 102. Спасибо", [("Телефон сто два.", 0, 5), ("Спасибо", 10, 3)]),
        ("Да! В! Нет", [("Да! В!", 0, 1), ("Нет", 7, 1)]),  # without a syllable: it goes with the one before
        ("В!", [("В!", 0, 0)]),
        ("", []),
    ],
)
def test_sentences_have_their_offset_and_syllables(written: str, found: list[tuple[str, int, int]]) -> None:
    assert [(one.text, one.offset, one.syllables) for one in split(written, printed=False)] == found


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Не курите!", [""]),  # as it is said
        ("Тишина – это «закон». Звоните.", ["Тишина – это «закон».", ""]),
        ("Часы: с 9:00 до 18:00 – без перерыва.", ["Часы: с девяти часов до восемнадцати часов – без перерыва."]),
        ("Нельзя ,штраф .", [""]),  # marks as hasty people set them
        ("Да! (В!) Нет…", ["Да! (В!)", "Нет…"]),
        ("«…» Нет", [""]),  # the marks make one sentence more than is said
    ],
)
def test_a_sheet_prints_the_marks_as_they_are_written(written: str, printed: list[str]) -> None:
    assert [one.printed for one in split(written)] == printed
