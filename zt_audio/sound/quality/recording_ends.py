"""Cut a recording shortly before its first word and shortly after its last one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfiltfilt

from zt_audio.model import Speech
from zt_audio.sound.clean import WINDOW_MS, Levels, window_levels, without_clicks

_RUMBLE_HZ = 80.0  # wind and handling lie below; no voice needs it to be found
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
    samples = np.frombuffer(speech.pcm, "<i2")
    width = speech.sample_rate * WINDOW_MS // 1000
    found = np.flatnonzero(_sounding(samples, speech.sample_rate, width))
    if not len(found):
        return 0, len(samples)
    margin = MARGIN_MS // WINDOW_MS
    return max(0, int(found[0]) - margin) * width, min(len(samples), (int(found[-1]) + 1 + margin) * width)


def _sounding(samples: NDArray[np.int16], sample_rate: int, width: int) -> NDArray[np.bool_]:
    """Return which windows of `width` samples are louder than the room; empty where `samples` is too short to tell."""
    if not width or len(samples) < width * QUIETEST_WINDOWS:
        return np.zeros(0, np.bool_)
    sections = butter(2, _RUMBLE_HZ, "highpass", fs=sample_rate, output="sos")
    settle = min(len(samples) - 1, sample_rate // 10)
    voice = sosfiltfilt(sections, samples / np.float32(32768), padlen=settle).astype(np.float32)
    levels = window_levels(voice, width)
    return without_clicks(levels > _threshold_db(levels))


def _threshold_db(levels: Levels) -> float:
    noise_db = float(np.sort(levels)[:QUIETEST_WINDOWS][-1])
    return max(float(np.percentile(levels, _LOUD_PERCENT)) - _BELOW_SPEECH_DB, noise_db + ABOVE_NOISE_DB)
