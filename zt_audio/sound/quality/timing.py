"""Estimate how a spoken text lies in time, sound by sound, and measure how a take fits that: length, rests, words.

The estimate is coarse on purpose: it must hold for any voice. One beat is what a syllable takes on average, so a text
of n beats lasts n / rate seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from zt_audio.language.registry import Beats, language_of
from zt_audio.model import Lang
from zt_audio.sound.quality.takes import Take


class SoundKind(IntEnum):
    """What can be told apart from afar: how loud a sound is, and whether it hisses."""

    OPEN = 0  # vowels
    HISS = 1
    BUZZ = 2
    STOP = 3  # silence and a burst; and breath
    VOICED = 4
    GAP = 5  # between words


EDGE_BEATS = 1.5  # the first and the last sound are of no certain length: a single word varies most
MARK_REST_S = 0.5  # what a comma may add to a rest

_LETTERS = {
    SoundKind.OPEN: "аәеёиоөуұүыіэюя",
    SoundKind.HISS: "сцчшщ",
    SoundKind.BUZZ: "жз",
    SoundKind.STOP: "кқптфхһ",
    SoundKind.VOICED: "бвгғдйлмнңр",
}
KINDS: Mapping[str, SoundKind] = {letter: kind for kind, letters in _LETTERS.items() for letter in letters}

_SYLLABLE_WORD = re.compile(r"[^\W_]+")
_COMPOUND = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_MARK = re.compile(r"[,;:.!?–—-](?=\s)")  # inside the text: what ends it is followed by nothing


@dataclass(frozen=True, slots=True)
class Sound:
    kind: SoundKind
    beats: float


@lru_cache(maxsize=8)  # of the take that is being checked: two checks ask
def sounds(text: str, lang: Lang) -> tuple[Sound, ...]:
    """Return the sounds of `text` in order. Signs that only soften have none."""
    return tuple(_sounds(text.lower().replace("\u0301", ""), language_of(lang).tempo.beats))


def _sounds(text: str, beats: Beats) -> Iterator[Sound]:
    for number, word in enumerate(_SYLLABLE_WORD.findall(text)):
        if number:
            yield Sound(SoundKind.GAP, beats.word)
        for letter in word:
            if (kind := KINDS.get(letter)) is not None:
                yield Sound(kind, beats.vowel if kind is SoundKind.OPEN else beats.consonant)


def length_beats(text: str, lang: Lang) -> float:
    """Return how long `text` takes to say, without rests."""
    spoken = sounds(text, lang)
    return sum(sound.beats for sound in spoken) + (language_of(lang).tempo.beats.word if spoken else 0.0)


def word_counts(text: str) -> tuple[int, int]:
    """Return how many words `text` has: as few, and as many, as engines count where a hyphen joins two."""
    plain = text.replace("\u0301", "")  # a stress mark is no letter, and parts no word
    return len(_COMPOUND.findall(plain)), len(_SYLLABLE_WORD.findall(plain))


def inner_marks(text: str) -> int:
    """Return at how many places inside `text` a mark asks for a rest."""
    return len(_MARK.findall(text.strip()))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a take should say, and how fast."""

    text: str
    lang: Lang
    syllables: int
    rate_syl_per_s: float


def stretch(take: Take, asked: Asked) -> float:
    """Return the take's length as a multiple of what the text needs; 1 where an engine may well take that long.

    Engines differ in what a rate means: some give each syllable the same time, most give each letter its own.
    """
    beats = length_beats(asked.text, asked.lang)
    slowest = max(asked.rate_syl_per_s, language_of(asked.lang).tempo.slowest)
    shortest = (take.spoken_s * slowest + EDGE_BEATS) / (min(beats, (beats + asked.syllables) / 2) + EDGE_BEATS)
    longest = (take.spoken_s * asked.rate_syl_per_s + EDGE_BEATS) / (max(beats, asked.syllables) + EDGE_BEATS)
    return longest if longest > 1 else min(shortest, 1.0)


def rest_s(take: Take, asked: Asked) -> float:
    """Return the longest rest; as many rests as the text has marks count MARK_REST_S less."""
    marks = inner_marks(asked.text)
    at_marks = [rest - MARK_REST_S for rest in take.rests_s[:marks]]
    return max((*at_marks, *take.rests_s[marks:]), default=0.0)


def words_off(take: Take, asked: Asked) -> float:
    """Return by how many words the engine's own count differs from the text's; 0 where it does not count."""
    if take.words is None:
        return 0.0
    least, most = word_counts(asked.text)
    return float(max(take.words - most, min(take.words - least, 0)))
