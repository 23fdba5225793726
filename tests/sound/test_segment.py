"""Segments are at level, under the ceiling, silent at both ends, and the same bytes every time."""

from __future__ import annotations

import hashlib
import math
import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pytest

from tests.support.spoken_samples import RATE, sentence, speech
from zt_audio.content.presets import CHIMES, DEFAULT_PRESET, HORN, PRESETS
from zt_audio.errors import BuildError
from zt_audio.formats.mp3 import FRAME_SAMPLES, SAMPLE_RATE, frame_count
from zt_audio.model import Segment, Speech
from zt_audio.sound.loudness import dbfs, frame_energies
from zt_audio.sound.pcm import LEAD_MS, TAIL_MS
from zt_audio.sound.segment import chime_segment, decode, in_band, joined, make_segment, process, silence_segment

STREET = PRESETS["street"]


def made(seed: int) -> bytes:
    return make_segment("k", [sentence(6, seed), sentence(5, seed + 1)], 450, STREET).frames


@pytest.mark.parametrize("preset", PRESETS)
def test_each_preset_reaches_its_level_under_the_ceiling(preset: str, passages: Sequence[Sequence[Speech]]) -> None:
    segments = [make_segment("k", sentences, 450, PRESETS[preset]) for sentences in passages[:3]]
    assert [s.loudness_lufs for s in segments] == pytest.approx([PRESETS[preset].target_lufs] * 3, abs=0.15)
    assert max(s.true_peak_dbtp for s in segments) <= -1.0


def test_street_is_the_default_and_every_preset_says_why() -> None:
    assert DEFAULT_PRESET == "street"
    assert {name: preset.target_lufs for name, preset in PRESETS.items()} == {
        "street": -13,
        "quiet": -16,
        "indoor": -16,
        "off": -16,
        "recording": -13,
    }
    assert all(preset.why.endswith(".") for preset in PRESETS.values())


@pytest.mark.parametrize("preset", PRESETS)
def test_both_ends_are_silent(preset: str, passages: Sequence[Sequence[Speech]]) -> None:
    for sentences in passages:
        decoded = decode(make_segment("k", sentences, 450, PRESETS[preset]).frames)
        assert max(np.abs(decoded[:441]).max(), np.abs(decoded[-441:]).max()) < 10 ** (-60 / 20)


def test_a_segment_measures_what_it_holds() -> None:
    segment = make_segment("abc", [sentence(4, 1)], 450, STREET)
    assert segment.key == "abc"
    assert segment.frame_count == frame_count(segment.frames) == len(segment.energies) // 4
    assert np.array_equal(np.frombuffer(segment.energies, "<f4"), frame_energies(decode(segment.frames)))


def test_same_input_same_bytes_here_and_in_other_processes() -> None:
    here = [hashlib.sha256(made(seed)).digest() for seed in (1, 2, 1, 2)]
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        there = [hashlib.sha256(run).digest() for run in pool.map(made, (1, 2))]
    assert here == there * 2


def test_the_pause_is_what_was_asked_for_between_the_sounds() -> None:
    beep = speech(0.5 * np.sin(2 * np.pi * 500 * np.arange(RATE // 2) / RATE))
    loud = np.flatnonzero(np.abs(joined([beep, beep], 450)) > 0.01)
    assert np.diff(loud).max() == pytest.approx(0.450 * SAMPLE_RATE, abs=0.012 * SAMPLE_RATE)


@pytest.mark.parametrize("pause_ms", [0, LEAD_MS + TAIL_MS])
def test_a_pause_shorter_than_the_margins_leaves_the_margins(pause_ms: int) -> None:
    one = len(joined([sentence(3, 1)], 0))
    assert len(joined([sentence(3, 1)] * 2, pause_ms)) == 2 * one


@pytest.mark.parametrize(
    ("hz", "at_least_db", "at_most_db"), [(100, -99, -30), (1000, -2, 2), (3000, 1, 4), (15000, -99, -24)]
)
def test_the_band_of_a_horn(hz: float, at_least_db: float, at_most_db: float) -> None:
    wave = 0.1 * np.sin(2 * np.pi * hz * np.arange(SAMPLE_RATE) / SAMPLE_RATE).astype(np.float32)
    change_db = dbfs(float(np.std(in_band(wave, HORN)[9000:]) / np.std(wave)))
    assert at_least_db < change_db < at_most_db


def test_street_brings_soft_and_loud_sentences_together() -> None:
    takes = [sentence(12, 1, 0.5), sentence(12, 1, 0.2)]
    spread_db = {
        name: dbfs(float(np.std(samples[: len(samples) // 2]) / np.std(samples[len(samples) // 2 :])))
        for name, samples in ((name, process(takes, 450, PRESETS[name])) for name in ("off", "street"))
    }
    assert spread_db["street"] < spread_db["off"] - 2


def test_a_peak_that_coding_lifts_is_limited_lower_the_second_time() -> None:
    segment = make_segment("k", [sentence(11, 1)], 450, STREET, ceiling_dbtp=0.5)
    assert segment.true_peak_dbtp <= -1.0
    with pytest.raises(BuildError) as caught:
        make_segment("k", [sentence(11, 1)], 450, STREET, ceiling_dbtp=0.5, most_tries=1)
    assert caught.value.problems[0].slug == "peak-too-high"


def test_a_pause_is_silent_and_has_no_loudness() -> None:
    pause = silence_segment("p", 800)
    assert pause.frame_count == round(0.8 * SAMPLE_RATE / FRAME_SAMPLES)
    assert pause.loudness_lufs == pause.true_peak_dbtp == -math.inf


@pytest.mark.parametrize("chime", ["three-tone", "two-tone"])
@pytest.mark.parametrize("preset", PRESETS)
def test_a_chime_is_a_little_below_speech_and_ends_in_silence(chime: str, preset: str) -> None:
    segment = chime_segment("c", CHIMES[chime], PRESETS[preset])
    assert 0 < PRESETS[preset].target_lufs - segment.loudness_lufs < 3
    decoded = decode(segment.frames)
    sounding = np.flatnonzero(np.abs(decoded) > 0.001)
    assert 1.8 < np.ptp(sounding) / SAMPLE_RATE < 2.4
    assert len(decoded) - sounding[-1] > 0.6 * SAMPLE_RATE


def notes(segment: Segment, starts_s: Sequence[float]) -> list[int]:
    """Return the strongest frequency in the 300 ms after each start."""
    decoded = decode(segment.frames)
    found = []
    for start_s in starts_s:
        at = int((start_s + 0.035) * SAMPLE_RATE)
        piece = decoded[at : at + SAMPLE_RATE * 3 // 10]
        found.append(int(np.argmax(np.abs(np.fft.rfft(piece * np.hanning(len(piece)), SAMPLE_RATE)))))
    return found


def test_the_three_tones_are_c5_e5_g5() -> None:
    segment = chime_segment("c", CHIMES["three-tone"], STREET)
    assert notes(segment, (0, 0.45, 0.9)) == pytest.approx([523, 659, 784], abs=4)


def test_no_chime_is_the_shortest_silence() -> None:
    segment: Segment = chime_segment("c", CHIMES["none"], STREET)
    assert segment.frame_count == 2
    assert segment.loudness_lufs == -math.inf
