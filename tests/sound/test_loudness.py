"""The meter agrees with EBU Tech 3341 and with pyloudnorm."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pyloudnorm
import pytest
from hypothesis import given, settings, strategies as st

from zt_audio.formats.mp3 import FRAME_SAMPLES, SAMPLE_RATE
from zt_audio.sound.filters import CHUNK
from zt_audio.sound.loudness import (
    frame_energies,
    gain,
    integrated,
    of_frames,
    passage_loudness,
)
from zt_audio.sound.pcm import Samples

ONE_CHANNEL_LU = -10 * math.log10(2)  # the document's signals stand on two channels


def tone(level_db: float, seconds: float, hz: float = 1000.0) -> Samples:
    return (gain(level_db) * np.sin(2 * np.pi * hz * np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE)).astype(
        np.float32
    )


def noise(seconds: float, seed: int = 0) -> Samples:
    return 0.1 * np.random.default_rng(seed).standard_normal(int(seconds * SAMPLE_RATE)).astype(np.float32)


@pytest.mark.parametrize(
    ("steps", "lufs"),
    [
        pytest.param([(-23, 20)], -23, id="case 1"),
        pytest.param([(-33, 20)], -33, id="case 2"),
        pytest.param([(-36, 10), (-23, 60), (-36, 10)], -23, id="case 3"),
        pytest.param([(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)], -23, id="case 4"),
        pytest.param([(-26, 20), (-20, 20.1), (-26, 20)], -23, id="case 5"),
    ],
)
def test_ebu_tech_3341(steps: list[tuple[float, float]], lufs: float) -> None:
    samples = np.concatenate([tone(level_db, seconds) for level_db, seconds in steps])
    assert integrated(frame_energies(samples)) == pytest.approx(lufs + ONE_CHANNEL_LU, abs=0.1)


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(lambda: noise(10), id="noise"),
        pytest.param(lambda: np.concatenate([noise(3), np.zeros(SAMPLE_RATE, np.float32), 0.1 * noise(3)]), id="gated"),
        pytest.param(lambda: tone(-20, 5, 60) + tone(-30, 5, 9000), id="both ends of the weighting"),
    ],
)
def test_frames_read_what_pyloudnorm_reads_from_samples(made: Callable[[], Samples]) -> None:
    samples = made()
    theirs = pyloudnorm.Meter(SAMPLE_RATE, filter_class="DeMan").integrated_loudness(samples.astype(np.float64))
    assert integrated(frame_energies(samples)) == pytest.approx(theirs, abs=0.1)


def test_silence_has_no_loudness() -> None:
    nothing = np.zeros(SAMPLE_RATE, np.float32)
    assert integrated(frame_energies(nothing)) == -math.inf
    assert passage_loudness(frame_energies(nothing[:0])) == -math.inf


@pytest.mark.parametrize(("seconds", "expected_lu"), [(0.6, -0.5), (1.0, -0.5), (4.0, -0.3), (30.0, -0.04)])
def test_a_passage_weighs_less_than_it_reads_but_never_by_more_than_half_a_unit(
    seconds: float, expected_lu: float
) -> None:
    energies = frame_energies(tone(-20, seconds))
    assert passage_loudness(energies) - integrated(energies) == pytest.approx(expected_lu, abs=0.1)


def test_where_a_short_passage_begins_does_not_matter() -> None:
    word = np.concatenate([tone(-20, 0.3), tone(-26, 0.3)])
    shifts = range(0, 4410, 441)
    readings = [passage_loudness(frame_energies(np.pad(word, (shift, 0)), 16), 16) for shift in shifts]
    assert max(readings) - min(readings) < 0.05


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(0, 1, width=32), min_size=1, max_size=400), st.floats(-40, 20))
def test_gain_moves_the_reading_by_as_much(energies: list[float], gain_db: float) -> None:
    before = np.array(energies, np.float32)
    reading = integrated(before)
    if reading > -25:  # far from the absolute gate
        assert integrated(before * np.float32(gain(gain_db) ** 2)) == pytest.approx(reading + gain_db, abs=0.01)


def test_energies_survive_as_bytes_and_join_in_order() -> None:
    parts = [frame_energies(noise(2, seed)).astype("<f4").tobytes() for seed in range(3)]
    whole = np.concatenate([noise(2, seed)[: 2 * SAMPLE_RATE // FRAME_SAMPLES * FRAME_SAMPLES] for seed in range(3)])
    assert of_frames(b"".join(parts)) == pytest.approx(integrated(frame_energies(whole)), abs=0.05)


@pytest.mark.parametrize("count", [1, 15, 4_096, 4_097, 50_000])
def test_working_in_chunks_changes_nothing(count: int) -> None:
    samples = np.random.default_rng(count).normal(0, 0.1, count).astype(np.float32)
    assert frame_energies(samples, 16, 4_096).tobytes() == frame_energies(samples, 16, CHUNK).tobytes()


@pytest.mark.parametrize("count", [1, FRAME_SAMPLES, FRAME_SAMPLES + 1, 50_000, CHUNK + 50_000])
def test_there_is_an_energy_for_each_begun_frame(count: int) -> None:
    energies = frame_energies(tone(-20, CHUNK // SAMPLE_RATE + 3)[:count])
    assert len(energies) == -(-count // FRAME_SAMPLES)
    steady = energies[5:-1]
    assert steady == pytest.approx(np.full(len(steady), 0.006), rel=0.05)
