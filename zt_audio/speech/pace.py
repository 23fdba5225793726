"""Bend a voice that only knows faster and slower: measure its own pace by a sentence, and raise its pitch."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from zt_audio.language.registry import language_of

_SILENT_BELOW = 0.02  # of full scale
_SEMITONES = 6.0  # up or down at the ends of the pitch scale; beyond these it sounds like another person


@cache
def pace_sentence(lang: str) -> tuple[str, int]:
    """Return what a voice says once, so that its own pace can be measured, and how many syllables that has."""
    sentence = language_of(lang).samples.pace
    return sentence, language_of(lang).syllables(sentence)


def pace(audio: NDArray[np.float32], sample_rate: int, lang: str) -> float:
    """Return the syllables a second of `audio`, which is `pace_sentence(lang)` spoken; 0 where nothing is heard.

    The time goes from the first sound to the last.
    """
    heard = np.flatnonzero(np.abs(audio) > _SILENT_BELOW)
    return pace_sentence(lang)[1] * sample_rate / float(heard[-1] - heard[0] + 1) if heard.size else 0.0


def pitch_factor(pitch: int) -> float:
    """Return by which factor a voice is higher at `pitch`; 50 is its own."""
    return float(2.0 ** ((min(max(pitch, 0), 100) - 50) / 50 * _SEMITONES / 12))


def raised(audio: NDArray[np.float32], rate: int, higher: float) -> NDArray[np.float32]:
    """Return `audio`, which was spoken slower by the factor `higher`, faster and higher by that factor."""
    if higher == 1.0 or not audio.size:
        return audio
    import soxr  # noqa: PLC0415 - only for another pitch

    resampled: NDArray[np.float32] = soxr.resample(audio, rate * higher, rate)
    return resampled


def as_pcm(audio: NDArray[np.float32]) -> bytes:
    """Return 16-bit PCM, made quieter only where it would clip."""
    loudest = max(1.0, float(np.abs(audio).max(initial=0.0)))
    pcm: bytes = np.rint(audio * (32_767 / loudest)).astype("<i2").tobytes()
    return pcm
