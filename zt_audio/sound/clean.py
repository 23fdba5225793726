"""Take some of the room out of a recording: the hum of the mains, rumble, noise between words, clicks at the ends.

A recording is cut shortly before its first word and shortly after its last one.

Gentle on purpose: a gate that closes too early eats the ends of words, and no noise is as bad as that. So a sound is a
sound where it stands above the room in any of three bands: a last f or s hides in the noise of a room as a whole, and
not in the treble, where rooms are quiet. Hum is taken out with narrow notches, and only where the room itself hums.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from zt_audio.content.presets import Cleaning
from zt_audio.model import Speech
from zt_audio.sound.dynamics import WINDOW_MS, expanded
from zt_audio.sound.filters import Matrix, around, band_pass, hann, high_pass, low_pass, notch, there_and_back
from zt_audio.sound.pcm import Samples, samples_of, with_samples

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


_ABOVE_NOISE_DB = 12.0  # above the quietest windows; noise swings that far
_QUIETEST_WINDOWS = 6
MARGIN_MS = 240  # longer than any row of consonants, and shorter than a click stands apart


def without_hum(samples: Samples, sample_rate: int) -> Samples:
    """Return `samples` with a notch at each line that `hum_lines` finds; the same array where there is none."""
    if not (lines_hz := hum_lines(samples, sample_rate)):
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


_EVEN_MS = 20  # noise is averaged as long, or it swings by 5 dB from window to window
_BANDS_HZ = (700.0, 2500.0)  # vowels and rumbling rooms below, s and t above
PAUSE_MS = 200  # the quietest stretch as long is the room: no consonant is held longer
_ABOVE_ROOM_DB = 7.0  # averaged noise swings by 3, and a room is not the same all the time
_STEADY_DB = 12.0  # a quiet stretch that swings more is a word
_BELOW_SPEECH_DB = 40.0  # an unstressed f lies 35-40 dB below the loudest vowel: where no pause shows the room
_NEAREST_ROOM_DB = 17.5  # below the loud moments: 13 dB below the voice; a nearer room hides soft sounds
_FARTHEST_ROOM_DB = 60.0  # quieter than this it is no room but what filters leave
WORDS_HZ = 120.0  # what is below is rumble: of a deep voice it holds the tone, which no word needs to be understood
CLICK_MS = 60  # with what the high-pass makes ring; no syllable is as short
LONE_MS = 250  # a click stands apart; the release of a last plosive comes 50-150 ms after its vowel
EDGE_MS = 400  # where fingers press buttons
_LOUD_PERCENT = 95

Levels = NDArray[np.float64]  # dB relative to full scale, one for each WINDOW_MS


def cleaned(take: Speech, cleaning: Cleaning) -> Speech:
    """Return `take` cleaned; its length and its words stay as they are."""
    samples = samples_of(take)
    if not samples.any():
        return take
    voice = without_hum_and_rumble(samples, take.sample_rate, cleaning.high_pass_hz)
    words = filtered(voice, high_pass(2, WORDS_HZ, take.sample_rate), take.sample_rate)
    sounding = without_clicks(sounding_windows(words, take.sample_rate))
    return with_samples(take, expanded(voice, sounding, cleaning.quieter_db, take.sample_rate))


def without_hum_and_rumble(samples: Samples, sample_rate: int, high_pass_hz: float = WORDS_HZ) -> Samples:
    """Return `samples` without what lies below `high_pass_hz`, and without lines of mains hum."""
    return filtered(without_hum(samples, sample_rate), high_pass(2, high_pass_hz, sample_rate), sample_rate)


def filtered(samples: Samples, sections: Matrix, sample_rate: int) -> Samples:
    """Return `samples` filtered there and back: nothing is smeared."""
    return there_and_back(sections, samples, min(len(samples) - 1, sample_rate // 10)).astype(np.float32)


def window_levels(samples: Samples, width: int) -> Levels:
    """Return the level of each `width` samples; the last is filled up with silence."""
    rows = np.pad(samples, (0, -len(samples) % width)).reshape(-1, width)
    levels: Levels = 10 * np.log10(np.square(rows, dtype=np.float64).mean(axis=1) + 1e-12)
    return levels


def sounding_windows(voice: Samples, sample_rate: int) -> NDArray[np.bool_]:
    """Return which windows of `voice` stand above the room, in any band; all that is no whisper where none shows."""
    width = sample_rate * WINDOW_MS // 1000
    whole = window_levels(voice, width)
    # The quietest stretch of PAUSE_MS is a room if it lies well below the words, and is no part of a word.
    quietest = _quietest(evened := _evened(whole))
    is_steady = len(quietest) and np.ptp(quietest) < _STEADY_DB
    if not (is_steady and quietest.mean() < np.percentile(evened, _LOUD_PERCENT) - _NEAREST_ROOM_DB):
        return whole > float(np.max(whole)) - _BELOW_SPEECH_DB
    low, high = _BANDS_HZ
    bands = (
        filtered(voice, low_pass(2, low, sample_rate), sample_rate),
        filtered(voice, band_pass(low, high, sample_rate), sample_rate),
        filtered(voice, high_pass(2, high, sample_rate), sample_rate),
    )
    sounding = [_above_room(window_levels(band, width)) for band in bands]
    return sounding[0] | sounding[1] | sounding[2]


def _above_room(levels: Levels) -> NDArray[np.bool_]:
    """Return which windows stand above the quietest stretch; none in a band where the voice hardly does."""
    evened = _evened(levels)
    threshold_db = max(float(_quietest(evened).mean()) + _ABOVE_ROOM_DB, float(np.max(evened)) - _FARTHEST_ROOM_DB)
    if threshold_db > float(np.percentile(evened, _LOUD_PERCENT)):
        return np.zeros(len(levels), np.bool_)
    return evened > threshold_db


def _quietest(evened: Levels) -> Levels:
    """Return the quietest stretch of PAUSE_MS; nothing where there is none as long."""
    count = PAUSE_MS // WINDOW_MS
    if len(evened) < count:
        return evened[:0]
    stretches = np.lib.stride_tricks.sliding_window_view(evened, count)
    quietest: Levels = stretches[int(np.argmin(stretches.mean(axis=1)))]
    return quietest


def _evened(levels: Levels) -> Levels:
    """Return the levels of the power averaged over _EVEN_MS."""
    width = _EVEN_MS // WINDOW_MS
    power = around(np.power(10, levels / 10), width // 2, width - width // 2 - 1).mean(axis=-1)
    evened: Levels = 10 * np.log10(power + 1e-12)
    return evened


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
    if not width or len(voice) < width * _QUIETEST_WINDOWS:
        return slice(len(voice))
    levels = window_levels(voice, width)
    noise_db = float(np.sort(levels)[:_QUIETEST_WINDOWS][-1])
    found = np.flatnonzero(
        without_clicks(
            levels
            > max(
                float(np.percentile(levels, _LOUD_PERCENT)) - _BELOW_SPEECH_DB,
                noise_db + _ABOVE_NOISE_DB,
            )
        )
    )
    if not len(found):
        return slice(len(voice))
    margin = MARGIN_MS // WINDOW_MS
    return slice(max(0, int(found[0]) - margin) * width, (int(found[-1]) + 1 + margin) * width)
