"""Measure how fast a voice speaks unasked, by a sentence whose syllables are known."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from zt_audio.language.registry import language_of

_SILENT_BELOW = 0.02  # of full scale


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
