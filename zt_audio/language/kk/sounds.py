"""A Kazakh word in, how its suffixes must sound out: back or front, and the class of its final sound.

Sources: the orthography rules of Kazakh (emle.kz) and K. Musayev, *A Grammar of Kazakh*; checked against UniMorph
Kazakh (tests/language). Every row below is a rule or a word that a linguist can argue about.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from zt_audio.language.lexicon import STRESS

Harmony = Literal["back", "front"]
Final = Literal["vowel", "glide", "buzz", "nasal", "hard"]

BACK = frozenset("аоұыяё")
FRONT = frozenset("әөүіеэ")
NEUTRAL = frozenset("иую")
VOWELS = BACK | FRONT | NEUTRAL
NATIVE_BACK = frozenset("қғұы")  # letters that only words of the back row have

# Which suffix consonant a final letter asks for. Final б в г д are voiceless: клуб-қа, Жұбанов-тың.
FINALS: dict[str, Final] = {
    **dict.fromkeys("аәоөұүыіеэяё", "vowel"),
    **dict.fromkeys("лрйиую", "glide"),
    **dict.fromkeys("жз", "buzz"),
    **dict.fromkeys("мнң", "nasal"),
    **dict.fromkeys("бвгғдкқпстфхһцчшщ", "hard"),
}

# Words whose row the letters do not show: и and у alone decide nothing, and some loans go against their vowels.
FRONT_WORDS = frozenset({"би", "баку", "актёр", "шофёр", "режиссёр"})
BACK_WORDS = frozenset({"ми", "тарих", "ғали", "ғани", "қали"})
# Loans whose last syllable closes with и or has a final и are front: таксиге, бензинге, активке.
_CLOSED_I = re.compile(r"и[бвгджзйклмнпрстфхцчшщ]+$")
# у between consonants at the end is the back vowel of a loan: троллейбус-қа, институт-қа.
_CLOSED_U = re.compile(r"[бвгджзйклмнпрстфхцчшщ]у[бвгджзйклмнпрстфхцчшщ]+$")
_SOFT_CLUSTER = re.compile(r"(?:лк|рк|рг|нк|ск)$")
_SURNAME = re.compile(r"(?P<stem>.+)(?P<tail>[оеё]в)$")


@lru_cache(maxsize=4096)
def harmony(word: str) -> Harmony:
    """Return the row of the suffixes that `word` takes."""
    return _harmony(word.lower().replace(STRESS, "").rpartition("-")[2])


def _harmony(word: str) -> Harmony:
    if word in FRONT_WORDS:
        return "front"
    if word in BACK_WORDS:
        return "back"
    if word.endswith("ь") or (_SOFT_CLUSTER.search(word) and not NATIVE_BACK & set(word)):
        return "front"
    if len(word) > 3 and (surname := _SURNAME.match(word)):
        return _surname_row(surname["stem"], surname["tail"])
    if _CLOSED_U.search(word) and not set("әөүі") & set(word):
        return "back"
    if (_CLOSED_I.search(word) or word.endswith("и")) and not NATIVE_BACK & set(word):
        return "front"
    return _vowel_row(word) or "back"


def _vowel_row(word: str) -> Harmony | None:
    """Return the row of the last vowel that has one; None where there is none (су, ту)."""
    for letter in reversed(word):
        if letter in BACK:
            return "back"
        if letter in FRONT:
            return "front"
    return None


def _surname_row(stem: str, tail: str) -> Harmony:
    """-ов and -ев follow the Kazakh name before them: Тоқаевтың, Мүсіреповтің; a Russian name its own о: Чеховтың."""
    row = _vowel_row(stem)
    if row == "back" or (row is None and tail == "ов"):
        return "back"
    kazakh = bool(set("әөүі") & set(stem))
    return "front" if kazakh or tail == "ев" else "back"


def final(word: str) -> Final:
    """Return the class of the final sound of `word`: what the consonant of a suffix follows."""
    word = word.lower().replace(STRESS, "").rstrip("ьъ")
    return FINALS.get(word[-1:], "hard")
