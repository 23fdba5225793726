"""Tell how the suffixes of a Kazakh word sound: back or front, and by the class of its final sound.

Sources: the orthography rules of Kazakh (emle.kz) and K. Musayev, *A Grammar of Kazakh*; checked against UniMorph
Kazakh (tests/language). Every row below is a rule or a word that a linguist can argue about.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from zt_audio.language import late_re as re
from zt_audio.language.lexicon import STRESS

Harmony = Literal["back", "front"]
Final = Literal["vowel", "glide", "buzz", "nasal", "hard"]

# The vowels и, у and ю are in neither row.
BACK = frozenset("аоұыяё")
FRONT = frozenset("әөүіеэ")
NATIVE_BACK = frozenset("қғұы")  # letters that no loan with a soft end has
_NATIVE_FRONT = frozenset("әөүі")

# Which suffix consonant a final letter asks for. Final б в г д are voiceless: клуб-қа, Жұбанов-тың.
_FINALS: dict[str, Final] = {
    **dict.fromkeys("аәоөұүыіеэяё", "vowel"),
    **dict.fromkeys("лрйиую", "glide"),
    **dict.fromkeys("жз", "buzz"),
    **dict.fromkeys("мнң", "nasal"),
    **dict.fromkeys("бвгғдкқпстфхһцчшщ", "hard"),
}

# Words whose row the letters do not show: и and у alone decide nothing, and some loans go against their vowels.
_FRONT_WORDS = frozenset({"би", "баку", "актёр", "шофёр", "режиссёр", "округ"})
BACK_WORDS = frozenset({"ми", "тарих", "ғали", "ғани", "қали"})
# Loans with и as their last vowel are front (таксиге, бензинге, активке), and those that end in these clusters.
_SOFT_END = re.compile(r"(?:и[бвгджзйклмнпрстфхцчшщ]*|лк|рк|рг|нк|ск|кт)$")
# у between consonants at the end is the back vowel of a loan: троллейбус-қа, институт-қа.
_CLOSED_U = re.compile(r"[бвгджзйклмнпрстфхцчшщ]у[бвгджзйклмнпрстфхцчшщ]+$")
_ALWAYS_SOFT = re.compile(r"(?:ь|..ин)$")  # Тверь; Алтынсарин, where only the ending is a loan
_SURNAME = re.compile(r"(?P<stem>..+)(?P<tail>[оеё]в)$")


@lru_cache(maxsize=4096)
def harmony(word: str) -> Harmony:
    """Return the row of the suffixes that `word` takes."""
    word = word.lower().replace(STRESS, "").rpartition("-")[2]
    if surname := _SURNAME.match(word):
        return _surname_row(surname["stem"], surname["tail"])
    if word in _FRONT_WORDS or _soft_end(word):
        return "front"
    if word in BACK_WORDS or (_CLOSED_U.search(word) and not _NATIVE_FRONT & set(word)):
        return "back"
    return _vowel_row(word) or "back"


def _soft_end(word: str) -> bool:
    """Tell whether the end of a loan is soft whatever its vowels: Кремль, Петербург, бензин, такси."""
    loan = not NATIVE_BACK & set(word) and word not in BACK_WORDS
    return bool(_ALWAYS_SOFT.search(word)) or (loan and bool(_SOFT_END.search(word)))


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
    return "front" if tail == "ев" or _NATIVE_FRONT & set(stem) else "back"


def final(word: str) -> Final:
    """Return the class of the final sound of `word`: what the consonant of a suffix follows."""
    word = word.lower().replace(STRESS, "").rstrip("ьъ")
    return _FINALS.get(word[-1:], "hard")
