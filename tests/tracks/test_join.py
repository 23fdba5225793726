"""Tracks: frames joined, repeated to fill a stay, written through without growing in memory."""

from __future__ import annotations

import errno
import hashlib
import os
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings, strategies as st

from zt_audio.formats.mp3 import FRAME_SAMPLES, SAMPLE_RATE, frame_count, info_frame, without_info
from zt_audio.sound.segment import decode, encode, silent_frames
from zt_audio.tracks import duration_ms, read_back, repeats, repeats_in_line, write_stream, write_track

HEAD = b"head"


def sound(hz: float, seconds: float) -> bytes:
    """Return frames of a tone that ends in silence, as every segment does."""
    time = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    wave = 0.3 * np.sin(2 * np.pi * hz * time) * np.hanning(len(time))
    return encode(np.concatenate([wave, np.zeros(SAMPLE_RATE // 50)]).astype(np.float32))


@pytest.fixture(scope="module")
def cycle() -> list[bytes]:
    return [sound(523, 0.4), silent_frames(300), sound(220, 0.7), silent_frames(30), sound(1800, 0.05)]


def test_a_track_is_its_head_and_its_parts(cycle: list[bytes], tmp_path: Path) -> None:
    path = tmp_path / "below" / "TRACK.MP3"
    sha256, size_bytes = write_track(path, HEAD, cycle, 3)
    data = path.read_bytes()
    assert data == HEAD + b"".join(cycle) * 3
    assert size_bytes == len(data)
    assert sha256 == hashlib.sha256(data).hexdigest()


def test_a_decoded_track_is_its_decoded_parts(cycle: list[bytes], tmp_path: Path) -> None:
    path = tmp_path / "TRACK.MP3"
    runs = b"".join(cycle)
    write_track(path, info_frame(2 * frame_count(runs), 2 * len(runs)), cycle, 2)
    joined = decode(without_info(path.read_bytes()))
    apart = np.concatenate([decode(part) for part in cycle * 2])
    assert len(joined) == len(apart) == 2 * frame_count(runs) * FRAME_SAMPLES
    assert np.abs(joined - apart).max() < 1e-4


@given(st.integers(1, 60_000), st.integers(1, 720))
@settings(deadline=None, max_examples=300)
@example(cycle_frames=2297, stay_min=1)  # 2296.875 frames are a minute
@example(cycle_frames=1225, stay_min=8)  # fifteen of them are eight minutes to the sample
def test_a_stay_is_filled_and_no_cycle_more(cycle_frames: int, stay_min: int) -> None:
    times = repeats(cycle_frames, stay_min)
    cycle_samples, stay_samples = cycle_frames * FRAME_SAMPLES, stay_min * 60 * SAMPLE_RATE
    assert times * cycle_samples >= stay_samples
    assert times == 1 or (times - 1) * cycle_samples < stay_samples


def test_eight_minutes_to_the_sample_take_no_repeat_more() -> None:
    assert repeats(1225, 8) == 15
    assert 15 * 1225 * FRAME_SAMPLES == 8 * 60 * SAMPLE_RATE


def test_without_a_stay_a_cycle_plays_once() -> None:
    assert repeats(10, None) == 1


@given(st.lists(st.tuples(st.integers(400, 9000), st.one_of(st.none(), st.integers(5, 60))), min_size=1, max_size=12))
def test_stops_in_one_file_keep_to_the_sum_of_their_stays(stops: list[tuple[int, int | None]]) -> None:
    planned = reached = 0
    for (cycle_frames, stay_min), times in zip(stops, repeats_in_line(stops), strict=True):
        cycle = cycle_frames * FRAME_SAMPLES
        planned += cycle if stay_min is None else stay_min * 60 * SAMPLE_RATE
        reached += times * cycle
        assert times >= 1
        assert abs(reached - planned) <= cycle / 2 or times == 1


def test_a_stay_that_is_shorter_than_a_cycle_is_made_up_for() -> None:
    minute = round(60 * SAMPLE_RATE / FRAME_SAMPLES)
    assert repeats_in_line([(3 * minute, 1), (minute, 5), (minute, 5)]) == (1, 3, 5)
    assert repeats_in_line([(minute, None), (minute, 2)]) == (1, 2)


@pytest.mark.parametrize(
    ("frames", "expected_ms"), [(0, 0), (1, 26), (2, 52), (38, 993), (1225, 32_000), (137_813, 3_600_013)]
)
def test_durations_are_those_of_frames(frames: int, expected_ms: int) -> None:
    assert duration_ms(frames) == expected_ms


def test_what_the_system_does_not_take_at_once_is_written_later(
    cycle: list[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, data[:1000]))
    write_track(tmp_path / "TRACK.MP3", HEAD, cycle, 2)
    assert (tmp_path / "TRACK.MP3").read_bytes() == HEAD + b"".join(cycle) * 2


def test_a_full_disk_is_told(cycle: list[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = [5000]
    real = os.write

    def write(handle: int, data: memoryview) -> int:
        if not taken[0]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        count = real(handle, data[: taken[0]])
        taken[0] -= count
        return count

    monkeypatch.setattr(os, "write", write)
    with pytest.raises(OSError, match="No space"):
        write_track(tmp_path / "TRACK.MP3", HEAD, cycle, 2)


def test_a_track_is_on_the_disk_before_it_is_said_to_be(
    cycle: list[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        real(handle)
        synced.append(os.fstat(handle).st_size)

    monkeypatch.setattr(os, "fsync", fsync)
    _, size_bytes = write_track(tmp_path / "TRACK.MP3", HEAD, cycle, 2)
    assert synced == [size_bytes]


def peak_bytes(path: Path, cycle: list[bytes], times: int) -> int:
    tracemalloc.start()
    try:
        write_track(path, HEAD, cycle, times)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_is_that_of_one_cycle_however_long_the_track(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _handle: None)  # the sink cannot be synced
    cycle = [bytes(400_000), bytes(200_000)]  # 37 s of frames
    hour, ten_hours = (peak_bytes(Path(os.devnull), cycle, times) for times in (96, 960))
    assert hour < 2 * 600_000
    assert ten_hours < hour + 50_000


def test_a_stream_may_take_up_again_what_it_wrote(tmp_path: Path) -> None:
    path = tmp_path / "below" / "LONG.MP3"
    parts = [HEAD, b"one cycle of it", b" and its end"]

    def chunks() -> Iterator[bytes]:
        yield from parts
        for _ in range(3):
            yield from read_back(path, len(HEAD), sum(map(len, parts)), chunk_bytes=7)

    sha256, size_bytes = write_stream(path, chunks())
    data = path.read_bytes()
    assert data == HEAD + b"one cycle of it and its end" * 4
    assert (sha256, size_bytes) == (hashlib.sha256(data).hexdigest(), len(data))
