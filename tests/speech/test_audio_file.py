"""Audio files as people bring them: formats, widths, channels; files of phones; files without sound."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.support.judges import judge
from zt_audio.errors import BuildError
from zt_audio.model import Speech
from zt_audio.processes.door import decode_audio_file

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
    "channels",
    [
        lambda: [TONE, TONE],
        lambda: [TONE, 0 * TONE],
        lambda: [0 * TONE, TONE],
        lambda: [TONE, -TONE],  # a mean of these is silence
        lambda: [OTHER + 0.5, TONE],  # an offset is no voice
        lambda: [OTHER, 0 * TONE, TONE, OTHER],
    ],
)
def test_the_channel_with_the_voice_is_taken(channels: Callable[[], list[np.ndarray]]) -> None:
    speech = decode_audio_file(encoded(np.stack(channels(), axis=1), subtype="FLOAT"), "a.wav")
    assert np.abs(heard(speech) - TONE).max() < 1e-4


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


PHONES = {
    "Voice 001.M4A": ("aac", "ipod"),
    "a.aac": ("aac", "adts"),
    "a.3gp": ("aac", "3gp"),
    "a.mp4": ("aac", "mp4"),
    "a.wma": ("wmav2", "asf"),
}


def recorded_by_phone(tmp_path: Path, name: str, samples: np.ndarray) -> bytes:
    codec, kind = PHONES[name]
    file = str(tmp_path / "sound")
    command = [judge("ffmpeg"), "-v", "error", "-f", "wav", "-i", "-", "-c:a", codec, "-f", kind, file]
    subprocess.run(command, input=encoded(samples), capture_output=True, check=True)
    return (tmp_path / "sound").read_bytes()


@pytest.mark.parametrize("name", PHONES)
def test_what_a_phone_records_is_read_without_a_program_beside_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    data = recorded_by_phone(tmp_path, name, TONE)
    monkeypatch.setenv("PATH", str(tmp_path))
    speech = decode_audio_file(data, name)
    assert speech.sample_rate == RATE
    assert heard(speech).std() == pytest.approx(TONE.std(), rel=0.1)
    assert len(heard(speech)) == pytest.approx(len(TONE), abs=4096)


def test_the_channels_of_a_phone_stay_apart(tmp_path: Path) -> None:
    data = recorded_by_phone(tmp_path, "Voice 001.M4A", np.stack([0 * TONE, TONE], axis=1))
    assert heard(decode_audio_file(data, "a.m4a")).std() == pytest.approx(TONE.std(), rel=0.05)


@pytest.mark.parametrize("name", ["Voice 001.M4A", "a.aac", "a.3gp"])
@pytest.mark.parametrize("channels", [4, 6, 8])
def test_more_channels_than_a_phone_has_are_refused_by_name(tmp_path: Path, name: str, channels: int) -> None:
    data = recorded_by_phone(tmp_path, name, np.stack([TONE] * channels, axis=1))
    with pytest.raises(BuildError) as caught:
        decode_audio_file(data, name)
    (problem,) = caught.value.problems
    assert (problem.slug, problem.facts["n"], problem.facts["file"]) == ("recording-channels", channels, name)


def test_a_stream_that_becomes_stereo_is_no_recording(tmp_path: Path) -> None:
    data = recorded_by_phone(tmp_path, "a.aac", TONE)
    (tmp_path / "sound").unlink()
    with pytest.raises(BuildError, match="recording-unreadable"):
        decode_audio_file(data + recorded_by_phone(tmp_path, "a.aac", np.stack([TONE, TONE], axis=1)), "a.aac")


def test_a_phone_that_recorded_all_night_is_refused(tmp_path: Path) -> None:
    data = recorded_by_phone(tmp_path, "Voice 001.M4A", np.tile(TONE, 3))
    with pytest.raises(BuildError, match="recording-endless"):
        decode_audio_file(data, "a.m4a", longest_s=1)


@pytest.mark.parametrize("playlist", [b"#EXTM3U\n#EXTINF:1,\n/etc/hostname\n", b"ffconcat version 1.0\nfile a.wav\n"])
def test_a_list_of_other_files_is_no_sound(tmp_path: Path, playlist: bytes) -> None:
    (tmp_path / "a.wav").write_bytes(encoded(TONE))
    with pytest.raises(BuildError, match="recording-unreadable"):
        decode_audio_file(playlist, "a.m4a")


def test_a_cut_file_of_a_phone_is_sound_or_unreadable(tmp_path: Path) -> None:
    data = recorded_by_phone(tmp_path, "Voice 001.M4A", TONE)
    slugs = {_slug_of(data[:length]) for length in range(0, len(data), 997)}
    assert slugs <= {None, "recording-unreadable"}


def _slug_of(data: bytes) -> str | None:
    try:
        decode_audio_file(data, "a.m4a")
    except BuildError as error:
        return error.problems[0].slug
    return None
