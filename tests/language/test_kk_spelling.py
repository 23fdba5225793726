"""Kazakh typed with Russian letters is spelt where it has one spelling, and what is right is never changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from zt_audio.language.kk.sloppy.certain_repairs import certain_repairs
from zt_audio.language.kk.sloppy.spelling import spelt
from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read
from zt_audio.language.repairs import written_out
from zt_audio.model import LexiconEntry, Where

DATA = Path(__file__).parent / "data"
_WORD = re.compile("[а-яёәғқңөұүһі]+")
_PLAIN = str.maketrans("қғұүңәөһі", "кгуунаохи")


def _words() -> set[str]:
    """Return the words of clean Kazakh sentences."""
    lines = [
        line.split("\t")[0]
        for name in ("kk_blind.tsv", "kk_spoken.tsv")
        for line in (DATA / name).read_text("utf-8").splitlines()
        if line[:1] != "#"
    ]
    return {word for line in lines for word in _WORD.findall(line.lower()) if len(word) > 3}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("кабатка", "қабатқа"),
        ("жогалды", "жоғалды"),
        ("келиниздер", "келіңіздер"),
        ("уйдин", "үйдің"),
        ("шыгыныздар", "шығыңыздар"),
        ("шұңқырга", "шұңқырға"),
        ("көрсен", "көрсең"),
        ("сыныпка", "сыныпқа"),
        ("нолевойга", "нолевойга"),  # unknown: `spelling_repairs` gives it its ending
        ("болад", "болады"),
        ("келед", "келеді"),
        ("Мугалжарда", "Мұғалжарда"),
    ],
)
def test_a_word_with_one_spelling_is_spelt(typed: str, meant: str) -> None:
    assert (spelt(typed.lower()).capitalize() if typed[0].isupper() else spelt(typed) or typed) == meant


@pytest.mark.parametrize(
    "word",
    [
        "музыка",
        "карта",
        "калина",
        "туса",
        "киіп",
        "сонымен",
        "жайлы",
        "сондай",
        "туры",
        "тонна",
        "қайын",
        "саласын",
        "кол",
    ],
)
def test_a_word_that_is_right_or_may_be_two_is_left_alone(word: str) -> None:
    assert spelt(word) == ""


def test_right_words_are_left_alone() -> None:
    assert {word: spelt(word) for word in _words() if spelt(word)} == {}


def test_known_words_without_their_letters_are_spelt_as_they_were() -> None:
    plain = {word.translate(_PLAIN): word for word in _words() if spelt(word.translate(_PLAIN))}
    right = [typed for typed, word in plain.items() if spelt(typed) == word]
    assert len(plain) > 900
    assert len(right) > 0.97 * len(plain)


def test_a_taught_word_is_not_spelt() -> None:
    lexicon = Lexicon([LexiconEntry("кабат", "кабат", {}, None, Where("lexicon.yaml"))])
    assert read("2 үйде кабат бар", "kk", lexicon).spoken == "екі үйде кабат бар"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9 кабатка су шыкпайды кешке дейин", "9-қабатқа су шықпайды кешке дейін"),
        ("сабак жок 25мам кешке", "сабақ жоқ 25 мамыр кешке"),
        ("дс ср күні 350мын берем", "дүйсенбі сәрсенбі күні 350 мың берем"),
    ],
)
def test_letters_words_and_numbers_are_mended_together(typed: str, meant: str) -> None:
    assert written_out(typed, certain_repairs(typed)).text == meant
