"""Model the street: the horn of a loudspeaker car, and noises of a given spectrum and level.

Everything is the same each time. Levels are A-weighted (IEC 61672-1): traffic is loudest where horns and ears are deaf.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt, welch

from benchmarks.sii import BANDS_HZ, Levels
from zt_audio.formats.mp3 import SAMPLE_RATE
from zt_audio.sound.pcm import Samples

HORN_HZ = (350, 6000)  # -3 dB
HORN_ORDER = 2  # 12 dB an octave on either side
SEED = 102
WELCH = 8192  # 5 Hz: seven lines in the narrowest band
CARS_DB = 3.0  # how much louder traffic is while a car passes
CARS_S = 6.0  # from one car to the next

# EN 1793-3, A-weighted spectrum of traffic; the ends, which it does not have, carried on at the same slopes
TRAFFIC_HZ: tuple[int, ...] = (50, 63, 80, 100, 125, 160, 200, 250, 315, 400, 500, 630, 800, 1000, 1250, 1600, 2000)
TRAFFIC_HZ += (2500, 3150, 4000, 5000, 6300, 8000, 10000)
TRAFFIC_DB: tuple[int, ...] = (-25, -23, -21, -20, -20, -18, -16, -15, -14, -13, -12, -11, -9, -8, -9, -10, -11)
TRAFFIC_DB += (-13, -15, -16, -18, -20, -22, -25)


def horn(samples: Samples) -> Samples:
    """Return what comes out in front of a horn that full scale drives to its limit."""
    sections = butter(HORN_ORDER, HORN_HZ, "bandpass", fs=SAMPLE_RATE, output="sos")
    driven: Samples = np.tanh(sosfilt(sections, samples)).astype(np.float32)
    return driven


def speech_noise(speech: Samples, count: int) -> Samples:
    """Return steady noise with the long-term spectrum of `speech`."""
    frequencies_hz, density = welch(speech, SAMPLE_RATE, nperseg=WELCH)
    return _noise(frequencies_hz, density, count)


def traffic_noise(count: int) -> Samples:
    """Return the noise of a street with a car passing now and then."""
    bands_hz = np.array(TRAFFIC_HZ, np.float64)
    density = 10 ** (np.array(TRAFFIC_DB) / 10) / bands_hz / a_weighting(bands_hz)  # a third octave is as wide as high
    turns = np.arange(count) / SAMPLE_RATE / CARS_S
    swell_db = CARS_DB * np.maximum(0, np.sin(2 * np.pi * turns) + 0.5 * np.sin(2 * np.pi * turns * 0.37))
    passing: Samples = (_noise(bands_hz, density, count) * 10 ** (swell_db / 20)).astype(np.float32)
    return passing


def a_weighting(frequencies_hz: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the power factor of the A-weighting, 1 at 1 kHz."""
    square = np.square(frequencies_hz, dtype=np.float64)
    low, high = np.sqrt((square + 107.7**2) * (square + 737.9**2)), square + 12194**2
    weight = 12194**2 * square**2 / ((square + 20.6**2) * low * high)
    power: NDArray[np.float64] = np.square(weight * 10**0.1)
    return power


def level_db(samples: Samples) -> float:
    """Return the level in dB relative to full scale."""
    return float(10 * np.log10(np.mean(np.square(samples, dtype=np.float64))))


def level_dba(samples: Samples) -> float:
    """Return the A-weighted level in dB relative to full scale."""
    frequencies_hz, density = welch(samples, SAMPLE_RATE, nperseg=WELCH)
    return float(10 * np.log10(np.sum(density * a_weighting(frequencies_hz)) * frequencies_hz[1]))


def band_levels(samples: Samples) -> Levels:
    """Return the mean spectrum level in each band of the index, in dB per hertz relative to full scale."""
    frequencies_hz, density = welch(samples, SAMPLE_RATE, nperseg=WELCH)
    edges = BANDS_HZ[:, None] * 2 ** np.array([-1 / 6, 1 / 6])
    inside = (frequencies_hz >= edges[:, :1]) & (frequencies_hz < edges[:, 1:])
    levels: Levels = 10 * np.log10((inside * density).sum(axis=1) / inside.sum(axis=1) + 1e-20)
    return levels


def _noise(frequencies_hz: NDArray[np.float64], density: NDArray[np.float64], count: int) -> Samples:
    """Return noise whose power density runs through `density`; at no particular level."""
    white = np.fft.rfft(np.random.default_rng(SEED).standard_normal(count))
    shape = np.sqrt(np.interp(np.fft.rfftfreq(count, 1 / SAMPLE_RATE), frequencies_hz, density, 0, 0))
    noise = np.fft.irfft(white * shape, count)
    even: Samples = (noise / np.sqrt(np.mean(np.square(noise)))).astype(np.float32)
    return even
