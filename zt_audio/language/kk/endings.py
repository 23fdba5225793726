"""Put endings on a Kazakh word, by tables of its final sound.

Source: the case, plural and possessive paradigms of any school grammar of Kazakh; the spelling of loans after the
orthography rules (emle.kz): -ск takes a linking і (Минскіге), -ст and -зд lose the stop (разъезге), -мм and -сс one of
their two (килограмға).
"""

from __future__ import annotations

from typing import Literal

from zt_audio.language import late_re as re
from zt_audio.language.kk import LANGUAGE
from zt_audio.language.kk.vowel_harmony import Final, final, harmony
from zt_audio.language.tables import word_list

KazakhCase = Literal["nom", "gen", "dat", "acc", "loc", "abl", "ins"]

# KazakhCase -> (back, front) rhyme of the ending, and its first consonant after each kind of final sound.
_RHYMES: dict[KazakhCase, tuple[str, str]] = {
    "gen": ("ың", "ің"),
    "dat": ("а", "е"),
    "acc": ("ы", "і"),
    "loc": ("а", "е"),
    "abl": ("ан", "ен"),
    "ins": ("ен", "ен"),
}
_ONSETS: dict[KazakhCase, dict[Final, str]] = {
    "gen": {"vowel": "н", "nasal": "н", "glide": "д", "buzz": "д", "hard": "т"},
    "dat": {"vowel": "ғ", "nasal": "ғ", "glide": "ғ", "buzz": "ғ", "hard": "қ"},
    "acc": {"vowel": "н", "nasal": "д", "glide": "д", "buzz": "д", "hard": "т"},
    "loc": {"vowel": "д", "nasal": "д", "glide": "д", "buzz": "д", "hard": "т"},
    "abl": {"vowel": "д", "nasal": "н", "glide": "д", "buzz": "д", "hard": "т"},
    "ins": {"vowel": "м", "nasal": "м", "glide": "м", "buzz": "б", "hard": "п"},
}
_PLURAL_ONSETS: dict[Final, str] = {"vowel": "л", "glide": "л", "nasal": "д", "buzz": "д", "hard": "т"}
_FRONT_DORSALS = {"ғ": "г", "қ": "к"}
# After a third-person possessive (базары, көшесі) every word ends alike.
_AFTER_POSSESSIVE: dict[KazakhCase, tuple[str, str]] = {
    "nom": ("", ""),
    "gen": ("ның", "нің"),
    "dat": ("на", "не"),
    "acc": ("н", "н"),
    "loc": ("нда", "нде"),
    "abl": ("нан", "нен"),
    "ins": ("мен", "мен"),
}
_KEEPS_STOP = frozenset({"үст"})  # a native word; only loans drop the stop: турис-ке
_LINKED = re.compile(r"(?:ск|(?:^|[фр])акт|[еи]кт)$")  # Минск-і-ге, факт-і-ге, объект-і-ге
# Words that lose the narrow vowel of their last syllable before a suffix that begins with a vowel: орын, орны.
_DROPPING = word_list(
    "халық орын ауыз мұрын ерін мойын қойын қарын ерік көрік бөрік құлық ғұрып қалып құлып әріп нарық "
    "кейіп қауіп тәуіп ырық қырық кәсіпорын қайын"
)
_VOICED = {"к": "г", "қ": "ғ", "п": "б"}
_VOICELESS = {voiced: voiceless for voiceless, voiced in _VOICED.items()}
_PLURAL_OWNED = re.compile(r"[лдт](?:ары|ері)$")
# Loans that keep their voiceless stop: тип, типі; микроскоп, микроскопы.
_KEEPS_VOICELESS = frozenset({"тип", "клип", "микроскоп", "телескоп", "гороскоп", "принцип"})


def case_ending(word: str, case: KazakhCase, *, possessive: bool = False) -> str:
    """Return the ending that `word` (its stem where `stem` shortens it) takes in `case`."""
    front = harmony(word) == "front"
    if possessive:
        return _AFTER_POSSESSIVE[case][front]
    if case == "nom":
        return ""
    onset = _ONSETS[case][final(word)]
    return (_FRONT_DORSALS.get(onset, onset) if front else onset) + _RHYMES[case][front]


def with_case(word: str, case: KazakhCase, *, possessive: bool = False) -> str:
    """Return `word` in `case`; `possessive` where it already ends in a third-person possessive."""
    if case == "nom":
        return word
    base = word if possessive else stem(word)
    return base + case_ending(base, case, possessive=possessive)


def stem(word: str) -> str:
    """Return what a suffix with a consonant is put after: разъезд, разъез-; Минск, Минскі-."""
    small = word.lower()
    if small.endswith(("ст", "зд", "мм", "сс")) and small not in _KEEPS_STOP:
        return word[:-1]
    return word + "і" if _LINKED.search(small) else word


def plural(word: str) -> str:
    """Return `word` with -лар and its kin: көшелер, аудандар, мектептер."""
    base = stem(word)
    onset = "д" if base.lower().endswith("л") else _PLURAL_ONSETS[final(base)]
    return base + onset + ("ер" if harmony(base) == "front" else "ар")


def owned_plural(word: str) -> str:
    """Return the plural of a `word` with a third-person possessive: оқиғасы, оқиғалары; орны, орындары."""
    if _PLURAL_OWNED.search(word):
        return word
    return possessive(plural(_without_possessive(word)))


def _without_possessive(word: str) -> str:
    """Return the bare noun of a third-person possessive: оқиғасы, оқиға; қызметі, қызмет; орны, орын."""
    for noun in _DROPPING:
        if word.lower().endswith(possessive(noun)):
            return word[: len(word) - len(possessive(noun))] + noun
    if word[-2] == "с" and word[-3] in LANGUAGE.vowels:
        return word[:-2]
    return word[:-2] + _VOICELESS.get(word[-2], word[-2])


def possessive(word: str) -> str:
    """Return the third-person possessive of a bare `word`: вокзалы, көшесі, саябағы, халқы."""
    vowel = "і" if harmony(word) == "front" else "ы"
    if final(word) == "vowel":
        return f"{word}с{vowel}"
    small = word.lower()
    if small.endswith(("ст", "зд", "мм", "сс")) and small not in _KEEPS_STOP:
        return word[:-1] + vowel  # съезі, разъезі, килограмы
    if small in _DROPPING:
        return word[:-2] + word[-1] + vowel
    if small[-1] in "ьъ":
        return word[:-1] + vowel
    if small[-1] in _VOICED and small[-2:-1] in LANGUAGE.vowels and small not in _KEEPS_VOICELESS:
        return word[:-1] + _VOICED[small[-1]] + vowel
    return word + vowel
