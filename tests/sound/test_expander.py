"""Between words the room falls, band by band near a word; what sounds stays as it is, to the bit."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.ndimage import binary_erosion
from scipy.signal import butter, sosfiltfilt

from tests.support.spoken_samples import RATE, hiss, voiced
from zt_audio.sound.dynamics import AFTER_MS, BEFORE_MS, WINDOW_MS, expanded
from zt_audio.sound.loudness import dbfs

QUIETER_DB = 20.0
ROOM = 10 ** (-45 / 20)  # 25 dB below the vowel
VOWEL_S, REST_S = 0.25, 0.8
END = round((REST_S + VOWEL_S) * RATE)  # of the vowel


def room(seed: int, count: int, rate: int = RATE) -> np.ndarray:
    """Return a room whose power falls with the frequency."""
    shape = np.maximum(np.fft.rfftfreq(count, 1 / rate), 50) ** -0.5
    noise = np.fft.irfft(np.fft.rfft(np.random.default_rng(seed).standard_normal(count)) * shape, count)
    return np.asarray(ROOM * noise / noise.std())


def word(*later: tuple[float, np.ndarray]) -> np.ndarray:
    """Return a vowel of 0.1 RMS with rest around it, and sounds that come so many seconds after it."""
    vowel = voiced(120, (700, 1200), VOWEL_S)
    wave = np.zeros(END + round(REST_S * RATE))
    wave[END - len(vowel) : END] = 0.1 * vowel / vowel.std()
    for after_s, sound in later:
        at = END + round(after_s * RATE)
        wave[at : at + len(sound)] += sound
    return wave


def sounding(clean: np.ndarray) -> np.ndarray:
    """Return which windows hold the vowel; softer sounds do not count."""
    loud = np.flatnonzero(np.abs(clean) > 0.06)
    width = RATE * WINDOW_MS // 1000
    windows = np.zeros(-(-len(clean) // width), np.bool_)
    windows[loud[0] // width : loud[-1] // width + 1] = True
    return windows


def after_expansion(clean: np.ndarray, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Return `clean` in a room, before and after."""
    noisy = (clean + room(seed, len(clean))).astype(np.float32)
    return noisy, expanded(noisy, sounding(clean), QUIETER_DB, RATE)


def span(start_ms: float, end_ms: float) -> slice:
    """Return the samples from `start_ms` to `end_ms` after the end of the vowel."""
    return slice(END + round(start_ms * RATE / 1000), END + round(end_ms * RATE / 1000))


def fall_db(before: np.ndarray, after: np.ndarray) -> float:
    return dbfs(float(np.std(before))) - dbfs(float(np.std(after)))


def test_what_sounds_stays_to_the_bit() -> None:
    before, after = after_expansion(clean := word())
    width = RATE * WINDOW_MS // 1000
    sounds = np.repeat(binary_erosion(sounding(clean)), width)[: len(clean)]
    assert sounds.mean() > 0.1
    assert np.array_equal(before[sounds], after[sounds])


@pytest.mark.parametrize(
    ("start_ms", "end_ms", "least_db", "most_db"),
    [
        (-10_000, -VOWEL_S * 1000 - BEFORE_MS - 40, 19, 21),
        (40, AFTER_MS, 7, 21),  # here some of the bands open by chance
        (AFTER_MS + 60, 600, 19, 21),
    ],
)
def test_the_room_falls_in_whole_pauses_and_soon_after_a_word(
    start_ms: float, end_ms: float, least_db: float, most_db: float
) -> None:
    start = max(0, END + round(start_ms * RATE / 1000))
    stretch = slice(start, span(0, end_ms).stop)
    falls = [fall_db(before[stretch], after[stretch]) for before, after in map(after_expansion, [word()] * 6, range(6))]
    assert least_db < np.mean(falls) < most_db


@pytest.mark.parametrize("after_s", [0.02, 0.06, 0.12])
@pytest.mark.parametrize(
    ("sound", "name"),
    [
        (0.1 * hiss(np.random.default_rng(3), 0.08), "fricative"),
        (0.1 * hiss(np.random.default_rng(4), 0.015), "release of a plosive"),
    ],
)
def test_a_soft_end_that_no_window_noticed_stays_where_it_stands_above_the_room(
    after_s: float, sound: np.ndarray, name: str
) -> None:
    clean = word((after_s, sound))
    assert not sounding(clean)[END * 1000 // RATE // WINDOW_MS + 2 :].any()
    before, after = after_expansion(clean)
    stretch = span(1000 * after_s, 1000 * after_s + 1000 * len(sound) / RATE)
    end = clean[stretch]
    kept = np.dot(after[stretch], end) / np.dot(before[stretch], end)
    assert dbfs(float(kept)) > -1.0, name


def test_a_soft_end_opens_its_own_bands_alone() -> None:
    end = 0.1 * hiss(np.random.default_rng(3), 0.08)
    clean, stretch = word((0.06, end)), span(60, 60 + 1000 * len(end) / RATE)
    vowels = butter(4, 1500, "lowpass", fs=RATE, output="sos")
    heard = [[sosfiltfilt(vowels, each)[stretch] for each in after_expansion(clean, seed)] for seed in range(6)]
    assert np.mean([fall_db(before, after) for before, after in heard]) > 5


def test_the_click_of_a_button_is_no_room_and_hides_no_end() -> None:
    end = 0.1 * hiss(np.random.default_rng(3), 0.08)
    clean = word((0.06, end))
    noisy = (clean + room(1, len(clean))).astype(np.float32)
    clicked = noisy.copy()
    clicked[: RATE // 20] += (5 * hiss(np.random.default_rng(9), 0.05)).astype(np.float32)
    kept, kept_clicked = (expanded(each, sounding(clean), QUIETER_DB, RATE) for each in (noisy, clicked))
    assert kept_clicked[span(0, 200)] == pytest.approx(kept[span(0, 200)], abs=0.003)


@pytest.mark.parametrize("rest_s", [0.1, 0.35])
def test_near_a_word_nothing_falls_where_no_pause_is_long_enough_to_know_the_room(rest_s: float) -> None:
    clean = word()[END - round(VOWEL_S * RATE) : END + round(rest_s * RATE)]
    noisy = (clean + room(1, len(clean))).astype(np.float32)
    near = slice(round((VOWEL_S + min(rest_s, AFTER_MS / 1000 - 0.05)) * RATE))
    assert np.array_equal(expanded(noisy, sounding(clean), QUIETER_DB, RATE)[near], noisy[near])


@pytest.mark.parametrize("sample_rate", [4_000, 8_000, 11_025, 44_100, 96_000])
@pytest.mark.parametrize("count", [1, 50, 1_999, 40_000])
def test_any_rate_and_length_keeps_its_length(sample_rate: int, count: int) -> None:
    wave = room(2, count, sample_rate).astype(np.float32) if count > 1 else np.ones(1, np.float32)
    nothing = np.zeros(-(-count // (sample_rate * WINDOW_MS // 1000)), np.bool_)
    after = expanded(wave, nothing, QUIETER_DB, sample_rate)
    assert after.shape == wave.shape
    assert after == pytest.approx(wave / 10, abs=1e-5)
