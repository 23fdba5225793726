"""Speech-like takes without an engine."""

from __future__ import annotations

import numpy as np
from scipy.signal import butter, sosfilt

from zt_audio.model import Speech

RATE = 22_050
FORMANTS_HZ = ((700, 1200), (300, 2200), (400, 900), (500, 1700))  # about a, i, u, e


def voiced(hz: float, formants: tuple[int, int], seconds: float) -> np.ndarray:
    """Return a buzz with two resonances, swelling and dying away like a syllable."""
    count = int(seconds * RATE)
    buzz = 2 * (np.cumsum(np.full(count, hz * 1.0) * np.linspace(1.05, 0.9, count)) / RATE % 1) - 1
    bands = [sosfilt(butter(1, (f * 0.9, f * 1.1), "bandpass", fs=RATE, output="sos"), buzz) for f in formants]
    spoken: np.ndarray = np.sum(bands, axis=0)
    return spoken * np.hanning(count) ** 0.5


def hiss(rng: np.random.Generator, seconds: float) -> np.ndarray:
    """Return a fricative."""
    count = int(seconds * RATE)
    noise: np.ndarray = sosfilt(butter(2, 3000, "highpass", fs=RATE, output="sos"), rng.standard_normal(count))
    return 0.1 * noise


def sentence(syllables: int, seed: int, level: float = 0.3) -> Speech:
    """Return a take of `syllables`, four a second, with silence around as an engine leaves it."""
    rng = np.random.default_rng(seed)
    parts = [np.zeros(RATE // 10)]
    for number in range(syllables):
        formants = FORMANTS_HZ[int(rng.integers(len(FORMANTS_HZ)))]
        parts += [hiss(rng, 0.07), voiced(110 + 5 * (seed + number) % 40, formants, 0.18) * rng.uniform(0.5, 1.5)]
    wave = np.concatenate([*parts, np.zeros(RATE // 5)])
    return speech(level * wave / np.abs(wave).max())


def speech(wave: np.ndarray, sample_rate: int = RATE) -> Speech:
    return Speech(np.rint(np.clip(wave, -1, 1) * 32767).astype("<i2").tobytes(), sample_rate)
