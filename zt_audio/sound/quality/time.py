"""Measure how a take fits its text in time: its length, its rests, its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zt_audio.model import Lang
from zt_audio.sound.quality.syllable_pace import inner_marks, length_beats, word_counts
from zt_audio.sound.quality.takes import Take

# Syllables a second that an engine may not go below, whatever was asked for: espeak-ng stretches no more.
SLOWEST: Mapping[Lang, float] = {"kk": 2.68, "ru": 3.95}
EDGE_BEATS = 1.5  # the first and the last sound are of no certain length: a single word varies most
MARK_REST_S = 0.5  # what a comma may add to a rest


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
    slowest = max(asked.rate_syl_per_s, SLOWEST[asked.lang])
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
