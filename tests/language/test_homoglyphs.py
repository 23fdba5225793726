"""Latin letters in Cyrillic words are found; names and Roman numerals are left alone."""

from __future__ import annotations

from typing import SupportsIndex

import pytest

from zt_audio.language.homoglyphs import latin_letters
from zt_audio.model import Lang


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Құрметтi тұрғындар", "kk", [(7, "i", "і")]),
        ("Opталық базар", "kk", [(0, "O", "О"), (1, "p", "р")]),
        ("әдeмі қaла", "kk", [(2, "e", "е"), (7, "a", "а")]),
        ("əдемі", "kk", [(0, "ə", "ә")]),
        ("hәм", "kk", [(0, "h", "һ")]),
        ("Yлкен", "kk", [(0, "Y", "Ү")]),
        ("Yлица", "ru", [(0, "Y", "У")]),
        ("посëлок", "ru", [(3, "ë", "ё")]),
        ("рынoк «Алтай»", "ru", [(3, "o", "о")]),
        ("с 22 до 6, c 8 до 9", "ru", [(11, "c", "с")]),
        ("жизнь a потом", "ru", [(6, "a", "а")]),
        ("мусоz", "ru", [(4, "z", "")]),
        ("XX ғасыр, II тоқсан", "kk", []),
        ("V ғасыр", "kk", []),
        ("SMS-хабарлама", "kk", []),
        ("Wi-Fi желісі", "kk", []),
        ("витамин C vitamin C", "ru", []),
        ("Қоқыс тастамаңыз", "kk", []),
        ("{place}", "kk", []),
        ("", "kk", []),
    ],
)
def test_latin_letters(text: str, lang: Lang, expected: list[tuple[int, str, str]]) -> None:
    assert [(found.offset, found.letter, found.right) for found in latin_letters(text, lang)] == expected


def test_a_taught_word_may_have_them() -> None:
    assert list(latin_letters("SMSтер", "kk", {"SMSтер"})) == []
    assert [found.letter for found in latin_letters("SMSтер", "kk")] == ["S", "M", "S"]


class CountedText(str):
    """Counts the characters that are cut out of it."""

    __slots__ = ("cut",)
    cut: int

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        found = super().__getitem__(key)
        self.cut = getattr(self, "cut", 0) + len(found)
        return found


@pytest.mark.parametrize("unit", ["аa ", "° C аa ", "a а ", "аa"])
def test_the_work_grows_with_the_text_and_no_faster(unit: str) -> None:
    text = CountedText(unit * 5_000)
    assert list(latin_letters(text, "ru"))
    assert text.cut <= 10 * len(text)
