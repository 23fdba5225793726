"""Audio files as people bring them: formats, widths, channels; files of phones; files without sound."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile

from zt_audio.errors import BuildError
from zt_audio.model import Speech
from zt_audio.speech.audio_file import decode_audio_file

RATE = 48_000
TONE = 0.25 * np.sin(2 * np.pi * 220 * np.arange(RATE) / RATE)
OTHER = 0.05 * np.sin(2 * np.pi * 330 * np.arange(RATE) / RATE)


def encoded(samples: np.ndarray, kind: str = "WAV", subtype: str | None = None, rate: int = RATE) -> bytes:
    stream = io.BytesIO()
    soundfile.write(stream, samples, rate, format=kind, subtype=subtype)
    return stream.getvalue()


def heard(speech: Speech) -> np.ndarray:
    return np.frombuffer(speech.pcm, "<i2") / 32768


@pytest.mark.parametrize(
    ("kind", "subtype", "most_off"),
    [
        ("WAV", "PCM_U8", 1 / 128),
        ("WAV", "PCM_16", 1e-4),
        ("WAV", "PCM_24", 1e-4),
        ("WAV", "FLOAT", 1e-4),
        ("WAVEX", "PCM_24", 1e-4),
        ("FLAC", "PCM_24", 1e-4),
        ("MP3", None, 0.02),
        ("OGG", None, 0.05),
    ],
)
@pytest.mark.parametrize("rate", [8_000, 44_100, 48_000])
def test_formats(kind: str, subtype: str | None, most_off: float, rate: int) -> None:
    speech = decode_audio_file(encoded(TONE, kind, subtype, rate), "a")
    assert speech.sample_rate == rate
    samples = heard(speech)[: len(TONE)]
    assert len(samples) == len(TONE)
    assert np.abs(samples - TONE)[2000:-2000].max() < most_off


@pytest.mark.parametrize(
    ("channels", "expected"),
    [
        ([TONE, TONE], TONE),
        ([TONE, 0 * TONE], TONE),
        ([0 * TONE, TONE], TONE),
        ([TONE, -TONE], TONE),  # a mean of these is silence
        ([OTHER + 0.5, TONE], TONE),  # an offset is no voice
        ([OTHER, 0 * TONE, TONE, OTHER], TONE),
    ],
)
def test_the_channel_with_the_voice_is_taken(channels: list[np.ndarray], expected: np.ndarray) -> None:
    speech = decode_audio_file(encoded(np.stack(channels, axis=1), subtype="FLOAT"), "a.wav")
    assert np.abs(heard(speech) - expected).max() < 1e-4


def test_sixteen_bits_come_through_unchanged() -> None:
    pcm = np.random.default_rng(1).integers(-32768, 32767, RATE, dtype=np.int16)
    assert decode_audio_file(encoded(pcm, "FLAC", "PCM_16"), "a.flac").pcm == pcm.astype("<i2").tobytes()


def test_more_than_full_scale_is_clipped_and_does_not_wrap() -> None:
    samples = heard(decode_audio_file(encoded(8 * TONE, subtype="FLOAT"), "a.wav"))
    assert (samples.min(), samples.max()) == (-1, 32767 / 32768)


def test_an_empty_file_is_silence() -> None:
    assert decode_audio_file(encoded(TONE[:0]), "a.wav") == Speech(b"", RATE)


@pytest.mark.parametrize("data", [b"", b"RIFF", b"ID3" + bytes(100), bytes(10_000), encoded(TONE)[:30]])
@pytest.mark.parametrize("name", ["a.wav", "a.mp3", "a.m4a", "a"])
def test_no_sound_at_all(data: bytes, name: str) -> None:
    with pytest.raises(BuildError, match="recording-unreadable"):
        decode_audio_file(data, name)


@pytest.mark.parametrize("wrong", [np.nan, np.inf])
def test_no_number_is_no_sound(wrong: float) -> None:
    with pytest.raises(BuildError, match="recording-unreadable"):
        decode_audio_file(encoded(np.append(TONE, wrong), subtype="FLOAT"), "a.wav")


def test_a_file_without_end() -> None:
    assert decode_audio_file(encoded(TONE), "a.wav", longest_s=1)
    with pytest.raises(BuildError, match="recording-endless"):
        decode_audio_file(encoded(np.append(TONE, 0)), "a.wav", longest_s=1)


@pytest.fixture
def m4a(tmp_path: Path) -> bytes:
    if shutil.which("ffmpeg") is None:
        pytest.fail("ffmpeg is not installed; this test needs an encoder as a phone has one")
    command = ["ffmpeg", "-v", "error", "-f", "wav", "-i", "-", "-c:a", "aac", str(tmp_path / "a.m4a")]
    subprocess.run(command, input=encoded(TONE), capture_output=True, check=True)
    return (tmp_path / "a.m4a").read_bytes()


def test_what_a_phone_records_is_read_where_a_decoder_is(m4a: bytes) -> None:
    samples = heard(decode_audio_file(m4a, "Voice 001.M4A"))
    assert samples.std() == pytest.approx(TONE.std(), rel=0.05)
    assert len(samples) == pytest.approx(len(TONE), abs=4096)


def test_and_where_there_is_none_people_are_told(m4a: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None if name == "ffprobe" else name)
    with pytest.raises(BuildError, match="recording-needs-decoder"):
        decode_audio_file(m4a, "a.m4a")
