"""What no rule has claimed is read only where it is surely a word."""

from __future__ import annotations

import pytest

from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read
from zt_audio.model import Lang

SHORT: tuple[tuple[Lang, str, str], ...] = (
    ("ru", "Протокол подполк. полиции", "подполк"),
    ("ru", "Протокол подполк. Ахметова", "подполк"),
    ("ru", "Идёт загот. дров", "загот"),
    ("ru", "Идёт загот. «дров»", "загот"),
    ("ru", "Работает казинформ.каз", "казинформ"),
    ("ru", "Большое ск-во людей", "ск-во"),
    ("ru", "Расширено произ-во", "произ-во"),
    ("ru", "Введите ЪЫЬ-код", "ЪЫЬ-код"),
    ("ru", "Позвонил ПДДшник", "ПДДшник"),
    ("kk", "Мед. көмек", "Мед"),
    ("kk", "Эл. пошта", "Эл"),
    ("kk", "Адам кол-во көп", "кол-во"),
    ("kk", "Мекенжайы: ул. Абая", "ул"),
    ("kk", "Бүгін қызм. бар", "қызм"),
    ("kk", "Ол серж. Ахметов", "серж"),
)
WORDS: tuple[tuple[Lang, str], ...] = (
    ("ru", "Приходите… ждём вас"),
    ("ru", "Приходите... ждём вас"),
    ("ru", "Приходите. Ждём вас"),
    ("ru", "Во-первых, в-третьих и по-русски"),
    ("ru", "Скажи-ка, кто-нибудь из Алма-Аты"),
    ("ru", "НЕ СТОЙТЕ НА СЕВЕРО-ВОСТОКЕ"),
    ("ru", "Магазин КазМунай"),
    ("kk", "Келіңіз. Күтеміз"),
    ("kk", "Келіңіз… күтеміз"),
    ("kk", "Бала-шаға, еле-еле"),
)


@pytest.mark.parametrize(("lang", "written", "token"), SHORT)
def test_what_may_be_short_is_refused(lang: Lang, written: str, token: str) -> None:
    problems = read(written, lang, Lexicon()).problems
    assert [(p.slug, p.facts["token"]) for p in problems] == [("abbreviation-unknown", token)]


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
