"""The opposite of a negation: what the ear tries in its place."""

from __future__ import annotations

import pytest

from zt_audio.language.registry import language_of
from zt_audio.model import Lang

ROWS: dict[Lang, str] = {
    "kk": """
        тастамаңыздар тастаңыздар
        айқайламаңыз айқайлаңыз
        ашпаңыз ашыңыз
        шықпаңыз шығыңыз
        тікпеңіздер тігіңіздер
        жүргізбеңіз жүргізіңіз
        қалдырмаңдар қалдырыңдар
        болмайды болады
        берілмейді беріледі
        сұрамайды сұрайды
        шықпайды шығады
        болмайтын болатын
        айтпайсыз айтасыз
        кешікпейік кешігейік
        тұрмайық тұрайық
        болмаса болса
        төнбесе төнсе
        толмағандарға толғандарға
        айтпаған айтқан
        кетпеді кетті
        бармады барды
        қарамау қарау
        бермеу беру
        шекпеулеріңізді шегулеріңізді
        Жоқ бар
    """,
    "ru": """
        Нельзя можно
        нет есть
    """,
}


@pytest.mark.parametrize(
    ("lang", "row"), [(lang, row) for lang, rows in ROWS.items() for row in rows.strip().split("\n")]
)
def test_a_negation_has_an_opposite(lang: Lang, row: str) -> None:
    word, opposite = row.split()
    assert language_of(lang).affirmed(word) == opposite


@pytest.mark.parametrize(("lang", "word"), [("kk", "емес"), ("ru", "Не")])
def test_some_negations_only_fall_away(lang: Lang, word: str) -> None:
    assert language_of(lang).affirmed(word) == ""


OTHER_WORDS: dict[Lang, str] = {
    "kk": "маусым машина мекемеңіз аялдамаңыз қамады жиырма мейірім үндемей тастаңыз",
    "ru": "небо ни нетрудно",
}


@pytest.mark.parametrize(
    ("lang", "word"), [(lang, word) for lang, words in OTHER_WORDS.items() for word in words.split()]
)
def test_other_words_have_none(lang: Lang, word: str) -> None:
    assert language_of(lang).affirmed(word) is None
