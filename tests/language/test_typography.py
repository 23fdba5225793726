"""The same text is said the same, whichever spaces, hyphens and dashes it was typed with."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read
from zt_audio.language.typography import uniform
from zt_audio.model import Lang

DATA = Path(__file__).parent / "data"
VARIANTS: dict[str, Callable[[str], str]] = {
    "spaces that do not break": lambda text: text.replace(" ", "\u00a0"),
    "two spaces": lambda text: text.replace(" ", "  "),
    "hyphens that do not break": lambda text: re.sub(r"(?<=\w)-(?=\w)", "\u2011", text),
    "dashes before suffixes": lambda text: re.sub(r"(?<=\d)-(?=[а-яёәғқңөұүһі])", "–", text),
}
ROWS = {"kk": ("kk_spoken", "kk_blind", "kk_refused"), "ru": ("ru_blind", "ru_refused")}


def said(text: str, lang: Lang) -> str:
    reading = read(text, lang, Lexicon())
    return "refused" if reading.problems else reading.spoken


@pytest.mark.parametrize("lang", ["kk", "ru"])
@pytest.mark.parametrize("variant", VARIANTS)
def test_a_text_is_said_the_same_however_it_is_typed(lang: Lang, variant: str) -> None:
    for name in ROWS[lang]:
        for line in (DATA / f"{name}.tsv").read_text("utf-8").splitlines():
            written = line.split("\t")[0]
            assert said(VARIANTS[variant](written), lang) == said(written, lang), written


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("Түнде —27 °С", "Түнде –27 °С"),
        ("9:00 − 18:00", "9:00 – 18:00"),
        ("5−10 минут", "5-10 минут"),
        ("ата−ана", "ата-ана"),
        ("АЕК–ке", "АЕК-ке"),
        ("15 %–ға", "15 %-ға"),
        ("Ақтөбе–Орал", "Ақтөбе–Орал"),
        ("−5 °C", "−5 °C"),
        ("в 2025 — 210", "в 2025 — 210"),
        ("жол\nжабық", "жол\nжабық"),
        ("щит.железы", "щит. железы"),
        ("подс.5л, отч.ф.№910", "подс. 5л, отч. ф. №910"),
        ("с 14.00до17.00:с.Алгабас", "с 14.00 до 17.00: с.Алгабас"),
        ('раб.:муж., ОСИ "Уют",вход', 'раб.: муж., ОСИ "Уют", вход'),
        ("кв.+14, кв.7и8", "кв. +14, кв. 7 и 8"),
        ("т.е. 2013г.р., и.о. акима, пр.т.п.", "т.е. 2013г.р., и.о. акима, пр.т.п."),
        ("в 10:15те, 1:50 000, 3,5 кг, сайт.kz, сайт.рф", "в 10:15те, 1:50 000, 3,5 кг, сайт.kz, сайт.рф"),
    ],
)
def test_variants_of_marks(typed: str, same: str) -> None:
    assert uniform(typed)[0] == same


def test_pieces_and_problems_keep_their_places() -> None:
    text = "Сағат\u00a0 10:00\u2011де  Li\u2011Fi жоқ"
    reading = read(text, "kk", Lexicon())
    assert "".join(text[piece.start : piece.end] for piece in reading.pieces) == text
    (problem,) = reading.problems
    assert text[problem.offset :].startswith("Li\u2011Fi")
    assert len(str(problem.facts["token"])) == len("Li-Fi")


def test_an_offer_brings_the_space_that_was_missing_behind_it() -> None:
    offer = read("дом 5,уч.Калиев принимает", "ru", Lexicon()).problems[0].offers[0]
    assert offer.typed == "участковый "
