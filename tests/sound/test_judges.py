"""Independent decoders and meters judge whole tracks: ffmpeg, mpg123, mp3val, madplay; all must be installed."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
import soundfile
from mutagen.id3 import ID3, TIT2

from zt_audio.content.presets import CHIMES, PRESETS
from zt_audio.formats.mp3 import info_frame
from zt_audio.model import Segment, Speech
from zt_audio.sound.loudness import of_frames
from zt_audio.sound.segment import chime_segment, make_segment, silence_segment
from zt_audio.tracks import duration_ms

Judge = Callable[[str], str]


@pytest.fixture(scope="module")
def spoken(passages: Sequence[Sequence[Speech]]) -> dict[str, list[Segment]]:
    return {
        name: [make_segment(str(at), sentences, 450, preset) for at, sentences in enumerate(passages)]
        for name, preset in PRESETS.items()
    }


def cycle(spoken: Sequence[Segment], preset: str, pause_ms: int) -> list[Segment]:
    """Return chime, passages, and a pause after each."""
    pause = silence_segment("pause", pause_ms)
    parts = [chime_segment("chime", CHIMES["three-tone"], PRESETS[preset])]
    return [*parts, *(part for segment in spoken for part in (segment, pause))]


def track(segments: Sequence[Segment]) -> bytes:
    frames = b"".join(segment.frames for segment in segments)
    return info_frame(sum(segment.frame_count for segment in segments), len(frames)) + frames


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=True)
    return done.stdout + done.stderr


def ebur128(ffmpeg: str, path: Path) -> tuple[float, float]:
    """Return integrated loudness and true peak as ffmpeg reads them."""
    report = run(ffmpeg, "-hide_banner", "-nostats", "-i", str(path), "-af", "ebur128=peak=true", "-f", "null", "-")
    summary = report[report.rindex("Summary:") :]
    loudness, peak = (re.search(rf"{name}:\s+(\S+)", summary) for name in ("I", "Peak"))
    assert loudness
    assert peak
    return float(loudness[1]), float(peak[1])


def by_ffmpeg(ffmpeg: str, frames: bytes) -> np.ndarray:
    command = [ffmpeg, "-v", "error", "-f", "mp3", "-i", "-", "-f", "f32le", "-"]
    return np.frombuffer(subprocess.run(command, input=frames, capture_output=True, check=True).stdout, "<f4")


def by_soundfile(_: str, frames: bytes) -> np.ndarray:
    return np.asarray(soundfile.read(io.BytesIO(frames), dtype="float32")[0])


@pytest.mark.parametrize("decode", [by_ffmpeg, by_soundfile])
def test_joined_segments_decode_to_the_decoded_segments(
    decode: Callable[[str, bytes], np.ndarray], spoken: dict[str, list[Segment]], judge: Judge
) -> None:
    ffmpeg = judge("ffmpeg")
    segments = cycle(spoken["street"], "street", 400) * 2
    joined = decode(ffmpeg, b"".join(segment.frames for segment in segments))
    apart = np.concatenate([decode(ffmpeg, segment.frames) for segment in segments])
    assert len(joined) == len(apart) == 1152 * sum(segment.frame_count for segment in segments)
    assert np.abs(joined - apart).max() < 1e-4


@pytest.mark.parametrize(("preset", "pause_ms"), [("street", 3000), *((name, 400) for name in PRESETS)])
@pytest.mark.parametrize("which", [slice(0, 4), slice(0, 1), slice(1, 3)], ids=["all", "one short", "two long"])
def test_tracks_are_on_target_and_our_reading_is_the_judges(
    preset: str, pause_ms: int, which: slice, spoken: dict[str, list[Segment]], judge: Judge, tmp_path: Path
) -> None:
    segments = cycle(spoken[preset][which], preset, pause_ms)
    path = tmp_path / "track.mp3"
    path.write_bytes(track(segments))
    loudness_lufs, true_peak_dbtp = ebur128(judge("ffmpeg"), path)
    assert loudness_lufs == pytest.approx(PRESETS[preset].target_lufs, abs=0.5)
    assert true_peak_dbtp <= -1.0
    assert of_frames(b"".join(segment.energies for segment in segments)) == pytest.approx(loudness_lufs, abs=0.1)
    assert max(segment.true_peak_dbtp for segment in segments) == pytest.approx(true_peak_dbtp, abs=0.2)


def test_every_judge_finds_a_track_clean(spoken: dict[str, list[Segment]], judge: Judge, tmp_path: Path) -> None:
    segments = cycle(spoken["street"], "street", 800)
    count = sum(segment.frame_count for segment in segments)
    path = tmp_path / "track.mp3"
    path.write_bytes(track(segments))
    tags = ID3()
    tags.add(TIT2(encoding=1, text="Алтай"))
    tags.save(path, v2_version=3)

    assert run(judge("ffmpeg"), "-v", "error", "-i", str(path), "-f", "null", "-") == ""
    said = run(judge("ffprobe"), "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", str(path))
    assert round(float(said) * 1000) == duration_ms(count)
    assert not re.search("warning|error", run(judge("mpg123"), "-t", str(path)), re.IGNORECASE)
    verdict = run(judge("mp3val"), str(path))
    assert f"{count + 1} MPEG frames (MPEG 1 Layer III), +ID3v2, CBR" in verdict
    assert not re.search("WARNING|ERROR|PROBLEM", verdict)
    verdict = run(judge("madplay"), "-o", "null:/dev/null", str(path))
    assert f"{count} frames decoded" in verdict
    assert "0 clipped samples" in verdict
    assert not re.search("error|warning", verdict)


def test_a_judge_would_notice_a_wrong_info_frame(
    spoken: dict[str, list[Segment]], judge: Judge, tmp_path: Path
) -> None:
    segment = spoken["street"][0]
    path = tmp_path / "track.mp3"
    path.write_bytes(info_frame(segment.frame_count, len(segment.frames) + 417) + segment.frames)
    assert "Wrong number of MPEG data bytes specified in Xing header" in run(judge("mp3val"), str(path))
