"""Independent decoders and meters judge a tiny project with real voices: clean, as long and as loud as it says."""

from __future__ import annotations

import io
import json
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from mutagen.id3 import ID3
from mutagen.mp3 import MP3, BitrateMode

from tests.support.tiny import Tiny, tiny_project
from zt_audio.formats.mp3 import FRAME_SAMPLES, SAMPLE_RATE
from zt_audio.pipeline.steps import ID_CHARS
from zt_audio.store.manifest import TrackEntry

DECODER_DELAY_SAMPLES = 529
Judge = Callable[[str], str]


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    tiny = tiny_project(tmp_path_factory.mktemp("spoken") / "project")
    tiny.edit("settings.yaml", "voices: {kk: [tone], ru: [tone]}", "voices: {kk: [espeak], ru: [espeak]}")
    tiny.edit("settings.yaml", "rate_syl_per_s: 6", "rate_syl_per_s: 3.8")
    tiny.edit("playlists/yard.yaml", '"12:00"', '"12:00", stay_min: 1')
    assert tiny.build().slugs == {}
    return tiny


def tracks(tiny: Tiny) -> Iterator[tuple[Path, TrackEntry]]:
    for folder, playlist in tiny.manifest().playlists.items():
        for track in playlist.tracks:
            yield tiny.output / folder / track.file, track


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=True)
    return done.stdout + done.stderr


def mp3(path: Path) -> Any:  # noqa: ANN401 - mutagen does not type it
    return MP3(path).info


def test_there_is_something_to_judge(spoken: Tiny) -> None:
    assert [(path.name, track.repeats > 1) for path, track in tracks(spoken)] == [
        ("001_MARKET.MP3", False),
        ("002_PARK.MP3", False),
        ("001_SCHOOL.MP3", True),
    ]
    assert all(entry.draft for entry in spoken.manifest().segments.values() if entry.engine)
    assert all(playlist.draft for playlist in spoken.manifest().playlists.values())


def test_ffmpeg_finds_no_fault(spoken: Tiny, judge: Judge) -> None:
    for path, _ in tracks(spoken):
        assert run(judge("ffmpeg"), "-v", "error", "-i", str(path), "-f", "null", "-") == ""


def test_mpg123_finds_no_fault(spoken: Tiny, judge: Judge) -> None:
    for path, _ in tracks(spoken):
        assert not re.search("warning|error", run(judge("mpg123"), "-t", str(path)), re.IGNORECASE)


def test_mp3val_finds_no_fault_and_counts_as_we_do(spoken: Tiny, judge: Judge) -> None:
    for path, track in tracks(spoken):
        verdict = run(judge("mp3val"), str(path))
        assert f"{track.frames + 1} MPEG frames (MPEG 1 Layer III), +ID3v2, CBR" in verdict  # + the Info frame
        assert not re.search("WARNING|ERROR|PROBLEM", verdict)


def test_madplay_finds_no_fault_and_counts_as_we_do(spoken: Tiny, judge: Judge) -> None:
    for path, track in tracks(spoken):
        verdict = run(judge("madplay"), "-o", "null:/dev/null", str(path))
        assert f"{track.frames} frames decoded" in verdict
        assert "0 clipped samples" in verdict
        assert not re.search("error|warning", verdict)


def test_durations_are_exact_to_the_frame(spoken: Tiny, judge: Judge) -> None:
    for path, track in tracks(spoken):
        found = run(
            judge("ffprobe"),
            "-v",
            "error",
            "-count_packets",
            "-of",
            "json",
            "-show_entries",
            "stream=nb_read_packets,duration_ts,time_base",
            str(path),
        )
        [stream] = json.loads(found)["streams"]
        assert int(stream["nb_read_packets"]) == track.frames
        one, a_second = map(int, stream["time_base"].split("/"))
        assert stream["duration_ts"] * one * SAMPLE_RATE == track.frames * FRAME_SAMPLES * a_second
        assert abs(track.duration_ms - track.frames * FRAME_SAMPLES * 1000 / SAMPLE_RATE) <= 0.5
        assert mp3(path).length * 1000 == pytest.approx(track.duration_ms, abs=1)


def test_every_track_is_as_loud_as_asked_for_and_as_said(spoken: Tiny, judge: Judge) -> None:
    for path, track in tracks(spoken):
        report = run(
            judge("ffmpeg"), "-hide_banner", "-nostats", "-i", str(path), "-af", "ebur128=peak=true", "-f", "null", "-"
        )
        summary = report[report.rindex("Summary:") :]
        loudness, peak = (re.search(rf"{name}:\s+(\S+)", summary) for name in ("I", "Peak"))
        assert loudness
        assert peak
        assert float(loudness[1]) == pytest.approx(-13, abs=0.5)
        assert float(loudness[1]) == pytest.approx(track.loudness_lufs, abs=0.15)
        assert float(peak[1]) <= -1.0
        assert float(peak[1]) == pytest.approx(track.true_peak_dbtp, abs=0.3)


def test_a_decoded_track_is_its_decoded_segments(spoken: Tiny) -> None:
    payloads = {}
    for key in sorted(spoken.workspace.segments.keys()):
        record = spoken.workspace.segments.get(key)
        assert record
        frames = record.payload[record.meta["frames"] * 4 :]
        payloads[key[:ID_CHARS]] = soundfile.read(io.BytesIO(frames), dtype="float32")[0]
    for path, track in tracks(spoken):
        heard = soundfile.read(path, dtype="float32")[0]
        parts = np.concatenate([payloads[part.segment] for part in track.cycle] * track.repeats)
        assert len(parts) == track.frames * FRAME_SAMPLES
        delay = len(parts) - len(heard)  # this decoder leaves out its own delay where an Info frame stands
        assert delay in (0, DECODER_DELAY_SAMPLES)
        assert np.abs(heard - parts[delay:]).max() < 1e-4


def test_a_cycle_says_when_each_part_begins(spoken: Tiny) -> None:
    segments = spoken.manifest().segments
    for _, track in tracks(spoken):
        frames = 0
        for part in track.cycle:
            assert abs(part.start_ms - frames * FRAME_SAMPLES * 1000 / SAMPLE_RATE) <= 0.5
            frames += segments[part.segment].frames
        assert frames * track.repeats == track.frames


def test_a_cycle_begins_and_ends_in_silence(spoken: Tiny) -> None:
    for path, _ in tracks(spoken):
        heard = soundfile.read(path, dtype="float32")[0]
        assert np.abs(heard[:441]).max() < 1e-3
        assert np.abs(heard[-4410:]).max() < 1e-3


def test_tags_are_what_old_players_read(spoken: Tiny) -> None:
    path = spoken.output / "city/001_MARKET.MP3"
    tag = ID3(path, translate=False)
    assert tag.version == (2, 3, 0)
    assert (str(tag["TIT2"]), str(tag["TALB"]), str(tag["TRCK"])) == ("Базар / рынок", "Қала / Город", "1/2")
    assert not [name for name in tag if name.startswith("APIC")]
    assert path.read_bytes()[-128:-125] != b"TAG"
    info = mp3(path)
    assert (info.sample_rate, info.channels, info.bitrate_mode) == (44_100, 1, BitrateMode.CBR)
    assert info.bitrate == pytest.approx(128_000, abs=50)


def test_kazakh_is_first_and_each_language_has_its_own_voice(spoken: Tiny) -> None:
    manifest = spoken.manifest()
    for track in manifest.playlists["city"].tracks:
        languages = [entry.lang for part in track.cycle if (entry := manifest.segments[part.segment]).lang]
        assert languages == sorted(languages)
        assert set(languages) == {"kk", "ru"}
    assert all(entry.lang == entry.voice for entry in manifest.segments.values())
