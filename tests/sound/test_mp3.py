"""Frames are counted, checked and joined, and keep the level that went in."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from zt_audio.errors import BuildError
from zt_audio.formats import mp3 as frames
from zt_audio.formats.mp3 import FRAME_SAMPLES, SAMPLE_RATE
from zt_audio.sound import segment as mp3
from zt_audio.sound.loudness import dbfs
from zt_audio.sound.pcm import Samples
from zt_audio.tracks import duration_ms

DELAY = 1105  # samples, of encoder and decoder


def sine(seconds: float, hz: float = 1000, level: float = 0.5) -> Samples:
    return (level * np.sin(2 * np.pi * hz * np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE)).astype(np.float32)


@pytest.fixture(scope="module")
def coded() -> bytes:
    return mp3.encode(sine(1.0))


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 6000))
def test_every_frame_is_decoded_and_all_content_is_in_them(samples: int) -> None:
    run = mp3.encode(sine(1)[:samples])
    length = frames.frame_count(run) * FRAME_SAMPLES
    assert len(mp3.decode(run)) == length
    assert samples + DELAY <= length < samples + DELAY + 2 * FRAME_SAMPLES


@pytest.mark.parametrize("hz", [300, 1000, 3000, 6000])
def test_what_comes_out_is_as_loud_as_what_went_in_and_starts_after_the_delay(hz: float) -> None:
    wave = sine(1.0, hz)
    decoded = mp3.decode(mp3.encode(wave))[DELAY:][: len(wave)]
    middle = slice(5000, -5000)
    assert dbfs(float(np.dot(decoded[middle], wave[middle]) / np.dot(wave[middle], wave[middle]))) == pytest.approx(
        0, abs=0.02
    )


def test_full_scale_is_clipped_not_wrapped() -> None:
    decoded = mp3.decode(mp3.encode(np.full(SAMPLE_RATE // 2, 2.0, np.float32)))
    assert np.min(decoded[8000:16000]) > 0


@pytest.mark.parametrize("bitrate_kbps", [64, 96, 128, 160, 320])
def test_each_bit_rate_keeps_the_sample_rate(bitrate_kbps: int) -> None:
    run = mp3.encode(sine(0.5), bitrate_kbps)
    assert {frame[2] >> 2 & 3 for frame in frames.split(run)} == {0}
    assert len(run) == pytest.approx(duration_ms(frames.frame_count(run)) * bitrate_kbps / 8, rel=0.01)


def test_both_padding_states_occur_and_are_counted(coded: bytes) -> None:
    assert {len(frame) for frame in frames.split(coded)} == {417, 418}
    assert b"".join(frames.split(coded)) == coded


def test_a_run_borrows_nothing_and_keeps_its_flush_frame(coded: bytes) -> None:
    first, *rest = frames.split(coded)
    assert frames.main_data_begin(first) == 0
    assert any(frames.main_data_begin(frame) for frame in rest)  # otherwise there would be nothing to look after
    with pytest.raises(BuildError):
        frames.require_joinable(b"".join(rest))


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda run: run[:-1], id="cut off"),
        pytest.param(lambda run: run[1:], id="shifted"),
        pytest.param(lambda run: b"ID3" + run, id="a tag"),
        pytest.param(lambda run: run[:417] + b"\0" + run[418:], id="sync lost"),
        pytest.param(lambda run: run[:2] + bytes([run[2] | 0x0C]) + run[3:], id="no such sample rate"),
        pytest.param(lambda run: run[:2] + b"\xf0" + run[3:], id="no such bit rate"),
        pytest.param(lambda run: run[:3] + b"\x00" + run[4:], id="stereo"),
        pytest.param(lambda _: b"\xff\xfb", id="half a header"),
        pytest.param(lambda _: b"", id="nothing"),
    ],
)
def test_damage_is_noticed(coded: bytes, damage: Callable[[bytes], bytes]) -> None:
    with pytest.raises(BuildError) as caught:
        frames.require_joinable(damage(coded))
    assert caught.value.problems[0].slug == "frames-damaged"


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes_are_frames_or_a_build_error(junk: bytes) -> None:
    try:
        assert b"".join(frames.split(junk)) == junk
    except BuildError as error:
        assert error.problems[0].offset <= len(junk)  # noqa: PT017 - either outcome is right


@pytest.mark.parametrize(
    ("duration_ms", "count"), [(0, 2), (52, 2), (400, 15), (450, 17), (800, 31), (1200, 46), (3000, 115)]
)
def test_silence_has_the_nearest_frame_count_and_is_silent(duration_ms: int, count: int) -> None:
    run = mp3.silent_frames(duration_ms)
    assert frames.frame_count(run) == count
    assert not mp3.decode(run).any()


def test_what_is_no_mp3_is_named() -> None:
    with pytest.raises(BuildError) as caught:
        mp3.decode(b"no mp3 at all" * 100)
    assert caught.value.problems[0].slug == "frames-damaged"


def test_planning_and_joining_load_no_heavy_library() -> None:
    loaded = "import sys, zt_audio.formats.mp3, zt_audio.content.presets; print('numpy' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", loaded], encoding="utf-8") == "False\n"


def test_the_info_frame_tells_what_follows(coded: bytes) -> None:
    info = frames.info_frame(39, len(coded))
    assert frames.frame_count(info + coded) == frames.frame_count(coded) + 1
    assert info[21:25] == b"Info"
    assert not any(info[4:21])
    assert [int.from_bytes(info[at : at + 4]) for at in (25, 29, 33)] == [15, 39, len(coded) + len(info)]
    assert list(info[37:137]) == sorted(info[37:137])
    assert frames.without_info(info + coded) == coded
    assert frames.without_info(coded) == coded
