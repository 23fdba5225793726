"""Cut a recording shortly before its first word and shortly after its last one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from zt_audio.model import Speech
from zt_audio.sound.clean import window_levels, without_clicks, without_hum_and_rumble
from zt_audio.sound.expander import WINDOW_MS
from zt_audio.sound.pcm import Samples, samples_of

_BELOW_SPEECH_DB = 40.0  # an unstressed f lies 35-40 dB below the loudest vowel
ABOVE_NOISE_DB = 12.0  # above the quietest windows; noise swings that far
QUIETEST_WINDOWS = 6
_LOUD_PERCENT = 95
MARGIN_MS = 240  # longer than any row of consonants, and shorter than a click stands apart


def trimmed(speech: Speech) -> Speech:
    """Return `speech` from MARGIN_MS before its first word to MARGIN_MS after its last.

    In a noisy room the noise hides weak consonants; the margin keeps them.
    """
    start, end = spoken_span(speech)
    return replace(speech, pcm=speech.pcm[2 * start : 2 * end])


def spoken_span(speech: Speech) -> tuple[int, int]:
    """Return the first sample that `trimmed` keeps, and the first after those that it keeps."""
    samples = samples_of(speech)
    if not len(samples):
        return 0, 0
    span = voice_span(without_hum_and_rumble(samples, speech.sample_rate), speech.sample_rate)
    return span.indices(len(samples))[:2]


def voice_span(voice: Samples, sample_rate: int) -> slice:
    """Return where words are in `voice`, which neither hums nor rumbles, MARGIN_MS around included; all where none are.

    A short click near an end is no word.
    """
    width = sample_rate * WINDOW_MS // 1000
    if not width or len(voice) < width * QUIETEST_WINDOWS:
        return slice(len(voice))
    levels = window_levels(voice, width)
    noise_db = float(np.sort(levels)[:QUIETEST_WINDOWS][-1])
    found = np.flatnonzero(
        without_clicks(
            levels > max(float(np.percentile(levels, _LOUD_PERCENT)) - _BELOW_SPEECH_DB, noise_db + ABOVE_NOISE_DB)
        )
    )
    if not len(found):
        return slice(len(voice))
    margin = MARGIN_MS // WINDOW_MS
    return slice(max(0, int(found[0]) - margin) * width, (int(found[-1]) + 1 + margin) * width)
