"""Respell a Kazakh word as it sounds: су, сұу; тиіс, тійіс; ереже, йереже; ясный, йасный.

The orthography writes several sounds with one letter. Here each letter stands for one sound: у is always the glide
of тау, й the glide of тай. The plain vowels of loans have no letter in Kazakh; they are written as in Tajik, ӯ and ӣ.
Signs that only soften have no sound. The number of vowels is the number of syllables, and nothing else counts them.

Source: the orthography and orthoepy rules of Kazakh (emle.kz): у and и after a consonant are ұу, үу, ый, ій by
harmony, у beside a vowel at the head of a word and after a vowel is a consonant, е is йе at the head and after a vowel.
A loan has both vowels of иу: аквариум has four syllables.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from zt_audio.language import late_re as re
from zt_audio.language.kk.loans import loan_reach
from zt_audio.language.kk.suffixes import INFLECTION
from zt_audio.language.kk.vowel_harmony import BACK, BACK_WORDS, FRONT, NATIVE_BACK, Harmony
from zt_audio.language.lexicon import STRESS

_PART = re.compile(r"[^\W\d_]+")
SOUND_VOWELS = frozenset("аәеоөұүыіэӣӯ")
_OPEN = (BACK | FRONT | {"и"}) - {"я", "ё"}  # letters that begin with a vowel where a consonant is before them
_FRONT_BEFORE = re.compile("[әөүі]")
_GLIDED_U: dict[Harmony, str] = {"back": "ұу", "front": "үу"}
_GLIDED_I: dict[Harmony, str] = {"back": "ы", "front": "і"}
# у is the native suffix of verbs even after a loan's stem: штрафталу, цифрландыруды; no suffix in капитулянт.
_VERB = re.compile(r".*(?:[лдт][ае](?:[лнст]|т[ыі]л)?|[дт][ыі]р(?:[ыі]л|т)?)")
_VERBAL_TAIL = re.compile(
    rf"у(?:ш[ыі]|л[ыі]|с[ыі]з)?{INFLECTION}|у[ыі](?:м|ң|м[ыі]з|ң[ыі]з|н[ыі]ң|на|не|н|нда|нде|нан|нен|мен)?"
)

_VOICELESS = frozenset("кқпстфхһцчшщ")
_DEVOICED = {"в": "ф", "б": "п", "д": "т", "г": "к"}  # only loans have them there: Оспанов, клуб, завод


@dataclass(frozen=True, slots=True)
class _Spot:
    """A letter in its word: where it stands, what sounded before it ("" at the head), whether it is of a loan."""

    word: str
    at: int
    before: str
    loan: bool

    @property
    def after(self) -> str:
        return self.word[self.at + 1 : self.at + 2]

    @property
    def glided(self) -> bool:
        """Tell whether the letter before has brought the й already: қи-ар, ми-а."""
        return self.before == "й" and self.word[self.at - 1] == "и"

    @property
    def row(self) -> Harmony:
        """Return the harmony here: of the vowel right after, else of the nearest before, else of the next."""
        front_name = self.after == "я" and _FRONT_BEFORE.search(self.word, 0, self.at)  # Әлия, Әсия
        around = ("" if front_name else self.after) + self.word[: self.at][::-1] + self.word[self.at + 1 :]
        for letter in around:
            if letter in BACK:
                return "back"
            if letter in FRONT:
                return "front"
        front = "и" in self.word and self.word not in BACK_WORDS and not NATIVE_BACK & set(self.word)
        return "front" if front else "back"


def _u(spot: _Spot) -> str:
    if spot.loan and spot.before == "ӣ":
        return "ӯ"
    if spot.before in SOUND_VOWELS or (not spot.before and spot.after and spot.after in _OPEN):
        return "у"
    verbal = _VERB.fullmatch(spot.word[: spot.at]) and _VERBAL_TAIL.fullmatch(spot.word[spot.at :])
    return "ӯ" if spot.loan and not verbal else _GLIDED_U[spot.row]


def _i(spot: _Spot) -> str:
    if spot.loan or spot.before in SOUND_VOWELS:
        return "ӣ"
    return _GLIDED_I[spot.row] + ("" if spot.after == "й" else "й")


def _e(spot: _Spot) -> str:
    softened = spot.at > 0 and spot.word[spot.at - 1] in "ьъ"
    return "йе" if not spot.before or spot.before in SOUND_VOWELS or softened else "е"


def _yu(spot: _Spot) -> str:
    glide = "" if spot.glided else "й"
    return glide + ("ӯ" if spot.loan else _GLIDED_U[spot.row])


_LETTERS: dict[str, Callable[[_Spot], str]] = {
    "у": _u,
    "и": _i,
    "е": _e,
    "я": lambda spot: "а" if spot.glided else "йа",
    "ю": _yu,
    "ё": lambda _: "йо",
    "ь": lambda _: "",
    "ъ": lambda _: "",
}


@lru_cache(maxsize=4096)
def sounds_of(word: str) -> tuple[str, ...]:
    """Return what each letter of `word` (letters alone, one part of a compound) sounds like; "" where it is silent."""
    small = word.lower()
    reach = loan_reach(small)
    found: list[str] = []
    before = ""
    for at, letter in enumerate(small):
        say = _LETTERS.get(letter)
        found.append(say(_Spot(small, at, before, at < reach)) if say else letter)
        before = found[-1][-1:] or before
    return tuple(_devoiced(found))


def _devoiced(sounds: list[str]) -> list[str]:
    """Voice ends at the end of a word and before a voiceless consonant: Жұбанофтар, поест."""
    after = " "
    for at in range(len(sounds) - 1, -1, -1):
        if after == " " or after in _VOICELESS:
            sounds[at] = _DEVOICED.get(sounds[at], sounds[at])
        after = sounds[at][:1] or after
    return sounds


def respelled(word: str) -> str:
    """Return `word`, which may be a compound with hyphens, as it sounds."""
    return "-".join("".join(sounds_of(part)) for part in word.replace(STRESS, "").split("-"))


def count_syllables(spoken: str) -> int:
    """Return how many syllables `spoken` has: one a vowel that sounds."""
    return sum(map(_syllables_of, _PART.findall(spoken.replace(STRESS, ""))))


@lru_cache(maxsize=8192)  # the greetings of 12 000 places have 12 000 names and ten other words
def _syllables_of(part: str) -> int:
    return sum(sound in SOUND_VOWELS for sound in "".join(sounds_of(part)))
