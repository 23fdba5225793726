"""The audio of a track read back from its file, MP3 and WAV."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.support.tiny import Tiny
from zt_audio.errors import BuildError
from zt_audio.formats.wav import FRAME_BYTES
from zt_audio.published.manifest_reader import audio_span
from zt_audio.published.verify import count_frames, decoded_samples, first_cycle, frame_runs, read_cycle

PCM = np.arange(-3000, 3000, dtype="<i2").repeat(2).tobytes()[: 2 * FRAME_BYTES]


@pytest.fixture
def wav(built: Tiny) -> Tiny:
    """Give a project that was built as WAV; the one stop of the yard is repeated for a minute."""
    settings = (built.root / "appeals" / "settings.yaml").read_text("utf-8")
    built.write("settings.yaml", settings + "profile: wav\n")
    built.edit("playlists/yard.yaml", '"12:00"', '"12:00", stay_min: 1')
    built.build()
    return built


def test_a_cycle_of_a_wav_is_its_pcm(wav: Tiny) -> None:
    yard = wav.manifest().playlists["yard"]
    [track] = yard.tracks
    path = wav.output / "yard" / track.file
    start, end = audio_span(path, track, yard)
    cycle, others = read_cycle(path, track, yard)
    assert (end - start, end) == (len(cycle) * track.repeats, path.stat().st_size)
    assert (cycle, others) == (first_cycle(path, track, yard), 0)
    assert count_frames(cycle, track.file) * track.repeats == track.frames
    assert path.read_bytes()[start:] == cycle * track.repeats
    path.write_bytes(path.read_bytes()[:-2] + b"\1\1")
    assert read_cycle(path, track, yard) == (cycle, 1)


def test_a_track_in_a_file_of_several_ends_where_the_next_begins(built: Tiny, tmp_path: Path) -> None:
    city = built.manifest().playlists["city"]
    one, two = (replace(track, file="CITY.MP3") for track in city.tracks)
    two = replace(two, start_byte=3000)
    path = tmp_path / "CITY.MP3"
    path.write_bytes((built.output / "city" / "001_MARKET.MP3").read_bytes()[:5000])
    entry = replace(city, tracks=(one, two))
    start, end = audio_span(path, one, entry)
    assert (0 < start < 3000, end) == (True, 3000)
    assert audio_span(path, two, entry) == (3000, 5000)


def test_samples_of_pcm_are_between_minus_one_and_one() -> None:
    samples = decoded_samples(PCM, "X.WAV")
    assert samples.dtype == np.float32
    assert (len(samples), count_frames(PCM, "x.wav")) == (FRAME_BYTES, 2)
    assert samples[0] == -3000 / 32768


@pytest.mark.parametrize("file", ["X.WAV", "X.MP3"])
def test_half_a_frame_is_damage(file: str, built: Tiny) -> None:
    coded = PCM[:-1]
    if file == "X.MP3":
        city = built.manifest().playlists["city"]
        coded = first_cycle(built.output / "city" / city.tracks[0].file, city.tracks[0], city)[:-1]
    with pytest.raises(BuildError, match="frames-damaged"):
        count_frames(coded, file)
    if file == "X.WAV":  # a decoder of MP3 skips what it cannot read
        with pytest.raises(BuildError, match="frames-damaged"):
            decoded_samples(coded, file)


def test_frames_come_in_runs(built: Tiny) -> None:
    assert list(frame_runs(PCM, "X.WAV", [1, 1])) == [PCM[:FRAME_BYTES], PCM[FRAME_BYTES:]]
    city = built.manifest().playlists["city"]
    cycle = first_cycle(built.output / "city" / city.tracks[0].file, city.tracks[0], city)
    counts = (1, 10, count_frames(cycle, "X.MP3") - 11)
    runs = list(frame_runs(cycle, "X.MP3", counts))
    assert b"".join(runs) == cycle
    assert [count_frames(run, "X.MP3") for run in runs] == list(counts)
