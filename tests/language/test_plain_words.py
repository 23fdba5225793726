"""What no rule has claimed is read only where it is surely a word."""

from __future__ import annotations

import pytest

from zt_audio.language.lexicon import Lexicon
from zt_audio.language.plain_words import may_be_short
from zt_audio.language.reading import read
from zt_audio.model import Lang

# Before the words that follow; rules of a language may read what is refused here, and stand before it.
SHORT: tuple[tuple[Lang, str, str], ...] = (
    ("ru", "подполк", ". полиции"),
    ("ru", "подполк", ". Ахметов"),
    ("ru", "загот", ". дров"),
    ("ru", "загот", ". «дров»"),
    ("ru", "казинформ", ".каз"),
    ("ru", "ск-во", " людей"),
    ("ru", "произ-во", ""),
    ("ru", "ЪЫЬ-код", ""),
    ("ru", "ТВ-канал", ""),
    ("ru", "ПДДшник", ""),
    ("kk", "мед", ". көмек"),
    ("kk", "эл", ". пошта"),
    ("kk", "кол-во", " көп"),
    ("kk", "ул", ". Абая"),
    ("kk", "қызм", ". Бар"),
    ("kk", "м-лігі", ""),
)
WORDS: tuple[tuple[Lang, str], ...] = (
    ("ru", "Приходите… ждём вас"),
    ("ru", "Приходите. Ждём вас"),
    ("ru", "Во-первых, в-третьих и по-русски"),
    ("ru", "Скажи-ка, кто-нибудь из Алма-Аты"),
    ("ru", "НЕ СТОЙТЕ НА СЕВЕРО-ВОСТОКЕ"),
    ("ru", "Магазин КазМунай"),
    ("kk", "Келіңіз. Күтеміз"),
    ("kk", "Келіңіз… күтеміз"),
    ("kk", "Бала-шаға, еле-еле"),
)


@pytest.mark.parametrize(("lang", "word", "after"), SHORT)
def test_what_may_be_short_is_no_plain_word(lang: Lang, word: str, after: str) -> None:
    assert may_be_short(word, word + after, len(word), lang)


@pytest.mark.parametrize(("lang", "written"), WORDS)
def test_words_are_read(lang: Lang, written: str) -> None:
    assert read(written, lang, Lexicon()).problems == ()


@pytest.mark.parametrize("lang", ["kk", "ru"])
@pytest.mark.parametrize("written", ["7;8", "7)8", "7(8132)", "7....8", "7'", "7’", '7"', "7“8", "сур.1"])
def test_what_joins_digits_is_never_left_out(lang: Lang, written: str) -> None:
    assert read(f"Слово {written}", lang, Lexicon()).problems


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_a_digit_may_end_a_quotation(lang: Lang) -> None:
    assert read('Дом "7" «8» “9”', lang, Lexicon()).problems == ()


def test_a_stress_stands_after_a_vowel() -> None:
    assert read("ба\u0301ня", "ru", Lexicon()).spoken == "ба\u0301ня"
    assert read("б\u0301аня", "ru", Lexicon()).problems
