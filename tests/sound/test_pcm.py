"""Takes become samples: what is kept, what is cut, and no consonant loses a part."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from tests.support.spoken_samples import RATE, speech
from zt_audio.formats.mp3 import SAMPLE_RATE
from zt_audio.sound.pcm import LEAD_MS, TAIL_MS, faded, from_speech

MS = SAMPLE_RATE // 1000


def vowel(seconds: float, rate: int = RATE) -> np.ndarray:
    return 0.5 * np.sin(2 * np.pi * 220 * np.arange(int(seconds * rate)) / rate)


def burst(rng: np.random.Generator) -> np.ndarray:
    """Return a plosive: loud at once, gone in 20 ms."""
    return 0.2 * rng.uniform(-1, 1, RATE // 50) * np.exp(-np.arange(RATE // 50) / (RATE * 0.005))


def fricative(rng: np.random.Generator) -> np.ndarray:
    """Return 20 ms of hiss, 40 dB below the vowel."""
    return 0.005 * rng.uniform(-1, 1, RATE // 50)


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 24_000, 44_100, 48_000])
@pytest.mark.parametrize("around_s", [0.0, 0.01, 0.3])
def test_any_rate_becomes_44100_with_the_same_margins(rate: int, around_s: float) -> None:
    quiet = np.zeros(int(around_s * rate))
    samples = from_speech(speech(np.concatenate([quiet, vowel(0.5, rate), quiet]), rate))
    assert samples.dtype == np.float32
    assert abs(len(samples) / SAMPLE_RATE - (0.5 + (LEAD_MS + TAIL_MS) / 1000)) < 0.012


Edge = Callable[[np.random.Generator], np.ndarray]


@pytest.mark.parametrize("sound", [burst, fricative])
@pytest.mark.parametrize("around_s", [0.0, 0.3])
def test_consonants_at_the_ends_keep_their_energy(sound: Edge, around_s: float) -> None:
    edge = sound(np.random.default_rng(3))
    quiet = np.zeros(int(around_s * RATE))
    samples = from_speech(speech(np.concatenate([quiet, edge, vowel(0.3), edge[::-1], quiet])))
    before = np.square(edge).sum() * SAMPLE_RATE / RATE
    margin = 6 * MS  # the edge is found in steps of 5 ms
    first = np.square(samples[LEAD_MS * MS - margin : (LEAD_MS + 20) * MS]).sum()
    last = np.square(samples[-(TAIL_MS + 20) * MS : -TAIL_MS * MS + margin]).sum()
    assert 10 * np.log10(first / before) > -1.5
    assert 10 * np.log10(last / before) > -1.5


def test_a_constant_offset_goes_and_does_not_hide_the_edges() -> None:
    quiet = np.zeros(RATE // 2)
    samples = from_speech(speech(np.concatenate([quiet, vowel(0.5), quiet]) + 0.1))
    assert abs(samples.mean()) < 1e-3
    assert len(samples) < 0.62 * SAMPLE_RATE


def test_resampling_adds_nothing_of_its_own() -> None:
    samples = from_speech(speech(vowel(1.0)))[200 * MS : 800 * MS]
    time_s = np.arange(len(samples)) / SAMPLE_RATE
    basis = np.stack([np.sin(2 * np.pi * 220 * time_s), np.cos(2 * np.pi * 220 * time_s)])
    fit = np.linalg.lstsq(basis.T, samples, rcond=None)[0] @ basis
    assert 10 * np.log10(np.square(fit).sum() / np.square(samples - fit).sum()) > 85  # 16 bits allow 92


@pytest.mark.parametrize("wave", [np.zeros(0), np.zeros(RATE), np.full(RATE, 0.2)])
def test_a_silent_take_is_empty(wave: np.ndarray) -> None:
    assert len(from_speech(speech(wave))) == 0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-32768, 32767), max_size=3000), st.sampled_from([8_000, 22_050, 44_100]))
def test_whatever_comes_in_comes_out_finite_and_starts_and_ends_at_zero(values: list[int], rate: int) -> None:
    samples = from_speech(speech(np.array(values) / 32768, rate))
    assert np.isfinite(samples).all()
    assert len(samples) == 0 or max(abs(samples[0]), abs(samples[-1])) < 1e-2


@pytest.mark.parametrize("count", [0, 1, 2, 50, 1000])
def test_fades_leave_the_middle_alone(count: int) -> None:
    shaped = faded(np.ones(count, np.float32))
    assert np.array_equal(shaped[22:-22], np.ones(max(0, count - 44), np.float32))
    assert count < 2 or shaped[0] == shaped[-1] == 0
