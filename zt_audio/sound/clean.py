"""Take some of the room out of a recording: rumble, noise between words, clicks at the ends.

Gentle on purpose: a gate that closes too early eats the ends of words, and no noise is as bad as that.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d, uniform_filter1d
from scipy.signal import butter, sosfiltfilt

from zt_audio.content.presets import Cleaning
from zt_audio.model import Speech
from zt_audio.sound.pcm import Samples

WINDOW_MS = 5
FLOOR_SHARE = 0.1  # of a take, at least, is breath and pause: its quietest tenth shows the noise
_ABOVE_FLOOR_DB = 9.0  # noise itself swings by some dB from window to window
_BELOW_SPEECH_DB = 40.0  # an unstressed f lies 35-40 dB below the loudest vowel: what is louder is never touched
AROUND_MS = 120  # open this long before and after every sound: closures of plosives are no pauses
SMOOTH_MS = 30
CLICK_MS = 60  # with what the high-pass makes ring; no syllable is as short
LONE_MS = 250  # a click stands apart; the release of a last plosive comes 50-150 ms after its vowel
EDGE_MS = 400  # where fingers press buttons

Levels = NDArray[np.float64]  # dB relative to full scale, one for each WINDOW_MS


def cleaned(take: Speech, cleaning: Cleaning) -> Speech:
    """Return `take` cleaned; its length and its words stay as they are."""
    samples = np.frombuffer(take.pcm, "<i2", count=len(take.pcm) // 2).astype(np.float32) / 32768
    width = take.sample_rate * WINDOW_MS // 1000
    if not samples.any():
        return take
    sections = butter(2, cleaning.high_pass_hz, "highpass", fs=take.sample_rate, output="sos")
    settle = min(len(samples) - 1, take.sample_rate // 10)
    voice = sosfiltfilt(sections, samples, padlen=settle).astype(np.float32)  # there and back: nothing is smeared
    levels = window_levels(voice, width)
    sounding = without_clicks(levels > threshold_db(levels))
    kept = voice * _per_sample(gate(sounding, cleaning.quieter_db), width, len(voice))
    return replace(take, pcm=np.clip(np.rint(kept * 32768), -32768, 32767).astype("<i2").tobytes())


def window_levels(samples: Samples, width: int) -> Levels:
    """Return the level of each `width` samples; the last is filled up with silence."""
    rows = np.pad(samples, (0, -len(samples) % width)).reshape(-1, width)
    levels: Levels = 10 * np.log10(np.square(rows, dtype=np.float64).mean(axis=1) + 1e-12)
    return levels


def threshold_db(levels: Levels) -> float:
    """Return the level that separates sound from the room: above its noise, and well below the words.

    In a take without a pause the quietest tenth is a consonant. The second bound keeps it; a room that is noisier than
    that bound stays as it is.
    """
    floor_db = float(np.quantile(levels, FLOOR_SHARE))
    return min(floor_db + _ABOVE_FLOOR_DB, float(np.max(levels)) - _BELOW_SPEECH_DB)


def without_clicks(sounding: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which windows sound, except a short sound that stands alone near an end."""
    kept = sounding.copy()
    _drop_click(kept)
    _drop_click(kept[::-1])
    return kept


def _drop_click(sounding: NDArray[np.bool_]) -> None:
    found = np.flatnonzero(sounding)
    if not len(found):
        return
    start = int(found[0])
    gaps = np.flatnonzero(np.diff(found) > LONE_MS // WINDOW_MS)  # the first sound ends at found[gaps[0]]
    if len(gaps) and start < EDGE_MS // WINDOW_MS and found[gaps[0]] - start < CLICK_MS // WINDOW_MS:
        sounding[start : found[gaps[0]] + 1] = False


def gate(sounding: NDArray[np.bool_], quieter_db: float) -> Samples:
    """Return the gain of each window: 1 around what sounds, `quieter_db` less elsewhere, with soft steps between."""
    around = 2 * (AROUND_MS // WINDOW_MS) + 1
    is_open = maximum_filter1d(sounding.astype(np.float32), around)
    reduced_db = uniform_filter1d(is_open - 1, SMOOTH_MS // WINDOW_MS) * quieter_db
    gains: Samples = np.power(10, reduced_db / 20).astype(np.float32)
    return gains


def _per_sample(curve: Samples, width: int, count: int) -> Samples:
    middles = (np.arange(len(curve)) + 0.5) * width
    line: Samples = np.interp(np.arange(count), middles, curve).astype(np.float32)
    return line
