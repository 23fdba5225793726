"""What the checks of texts know of each language: stems of numbers, words that give a language away, typing slips."""

from __future__ import annotations

import re

import pytest

from zt_audio.language.kk.sloppy.spelling import plain_kazakh, spelt
from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read
from zt_audio.language.registry import language_of
from zt_audio.model import LANGS, Lang


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("number", [0, 1, 7, 10, 12, 15, 19, 20, 21, 40, 90, 99, 100, 102, 112, 200, 215, 340, 999])
def test_the_stems_of_a_number_are_found_in_its_words(number: int, lang: Lang) -> None:
    words = read(str(number), lang, Lexicon()).spoken.split()
    stems = language_of(lang).check_facts().number_stems(number)
    assert len(stems) == len(words)
    assert all(re.match(stem, word) for stem, word in zip(stems, words, strict=True))


@pytest.mark.parametrize(
    ("lang", "word", "seems"),
    [
        ("kk", "тазалыкты", True),
        ("kk", "курметти", True),
        ("kk", "рынок", False),
        ("ru", "вам", True),
        ("ru", "мусорить", True),
        ("ru", "В", False),  # an initial
        ("ru", "базар", False),
    ],
)
def test_a_word_seems_to_be_of_a_language(lang: Lang, word: str, *, seems: bool) -> None:
    assert language_of(lang).check_facts().seems(word) is seems


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Курметти тургындар!", [(0, "Курметти", "Құрметті"), (9, "тургындар", "тұрғындар")]),
        ("Кокыс тастаманыз", [(0, "Кокыс", "Қоқыс"), (6, "тастаманыз", "тастамаңыз")]),
        ("Құрметті тұрғындар!", []),
        ("Алма ал", []),
    ],
)
def test_kazakh_typed_without_its_letters_is_noticed(text: str, found: list[tuple[int, str, str]]) -> None:
    problems = list(plain_kazakh(text))
    assert [(p.facts["offset"], p.facts["token"], p.facts["right"]) for p in problems] == found


def test_a_word_that_is_right_without_them_is_left_alone() -> None:
    assert spelt("базар") == ""
