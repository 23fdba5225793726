"""Take the hum of the mains out of a recording: narrow notches, and only where the room itself hums."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from zt_audio.sound.filters import hann, notch, there_and_back
from zt_audio.sound.pcm import Samples

MAINS_HZ = 50.0
_HIGHEST_HZ = 3000.0  # rectifiers and lamps buzz on; what lies above is no louder than a room that is accepted
_NOTCH_HZ = 4.0  # wide, at least: mains and clocks of phones are off by 0.1 % at most
_NOTCH_SHARE = 0.004  # of the line: twice as wide as it may be off, either side
_SETTLE_S = 0.5  # in which a notch as narrow dies away
_WINDOW_S = 0.2  # lines of 5 Hz; a pause between sentences is as long
_STEADY_SHARE = 0.1  # of a take, at least, is breath and pause: there a voice has no line
_LEAST_ABOVE_DB = 15.0  # a line against the gaps beside it; noise alone gives 7 at most
_WEAKEST_DB = -60.0  # a line against the whole take: a weaker one is not heard
_NOTHING = 1e-20


def without_hum(samples: Samples, sample_rate: int) -> Samples:
    """Return `samples` with a notch at each line that `hum_lines` finds; the same array where there is none."""
    lines_hz = hum_lines(samples, sample_rate)
    if not lines_hz:
        return samples
    before = _hum_before(samples, lines_hz, sample_rate)
    after = _hum_before(samples[::-1], lines_hz, sample_rate)[::-1]
    quiet = np.concatenate([before, samples, after])  # a hum that begins at once would ring in the notch
    notches = [notch(line_hz, max(_NOTCH_HZ, _NOTCH_SHARE * line_hz), sample_rate) for line_hz in lines_hz]
    quiet = there_and_back(np.vstack(notches), quiet)  # at once: 29 lines take a tenth of the time
    kept: Samples = quiet[len(before) : len(quiet) - len(after)].astype(np.float32)
    return kept


def _hum_before(samples: Samples, lines_hz: tuple[float, ...], sample_rate: int) -> Samples:
    """Return what the hum at the beginning of `samples` was like in the _SETTLE_S before."""
    count = round(_WINDOW_S * sample_rate)
    times = np.arange(-round(_SETTLE_S * sample_rate), count) / sample_rate
    angles = 2 * np.pi * np.outer(times, lines_hz)
    waves = np.hstack([np.cos(angles), np.sin(angles)])
    amounts = samples[:count] @ waves[-count:] * (2 / count)  # whole periods of each: none holds any of another
    before: Samples = (waves[:-count] @ amounts).astype(np.float32)
    return before


def hum_lines(samples: Samples, sample_rate: int) -> tuple[float, ...]:
    """Return the multiples of MAINS_HZ that sound all the time, in Hz. Mains hum has the first or the second."""
    width = round(_WINDOW_S * sample_rate)
    if len(samples) < 2 * width:
        return ()
    # the power spectrum of each `width` samples, half of them shared with the next
    views = np.lib.stride_tricks.sliding_window_view(samples, width)[:: width // 2]
    bins = np.fft.rfft(views * hann(width).astype(np.float32), axis=1)
    power: NDArray[np.float64] = np.square(np.abs(bins), dtype=np.float64)
    steady = np.quantile(power, _STEADY_SHARE, axis=0) + _NOTHING
    lines_hz = np.arange(MAINS_HZ, min(_HIGHEST_HZ, sample_rate / 4) + 1, MAINS_HZ)
    at, aside = np.rint(lines_hz * _WINDOW_S).astype(int), round(MAINS_HZ * _WINDOW_S / 2)
    above_db = _decibels(steady[at] / np.maximum(steady[at - aside], steady[at + aside]))
    loud_db = _decibels(steady[at] / (power.sum(axis=1).mean() + _NOTHING))
    found = (above_db > _LEAST_ABOVE_DB) & (loud_db > _WEAKEST_DB)
    return tuple(float(hz) for hz in lines_hz[found]) if found[:2].any() else ()


def _decibels(ratio: NDArray[np.float64]) -> NDArray[np.float64]:
    decibels: NDArray[np.float64] = 10 * np.log10(ratio)
    return decibels
