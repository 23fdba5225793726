"""Answers that are whole sound: MP3 and WAV of several kinds, as ffmpeg reads them too; no answer that was cut."""

from __future__ import annotations

import io
import subprocess
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings, strategies as st
from mutagen.id3 import TIT2
from mutagen.mp3 import MP3
from numpy.typing import NDArray

from tests.support.fake_services import as_mp3, as_wav, tones
from tests.support.judges import judge
from zt_audio.engines.online.client import NetError, decode_answer, join_speech
from zt_audio.model import Speech

TONES = tones("Не бросайте мусор", "ru")
MP3_48 = as_mp3(TONES)
WAV = as_wav(TONES)


def as_flac(samples: NDArray[Any], subtype: str = "PCM_16") -> bytes:
    file = io.BytesIO()
    soundfile.write(file, samples, TONES.sample_rate, format="FLAC", subtype=subtype)
    return file.getvalue()


FLAC = as_flac(np.frombuffer(TONES.pcm, "<i2"))


def ffmpeg(*arguments: str, data: bytes) -> bytes:
    command = [judge("ffmpeg"), "-v", "error", "-i", "pipe:0", *arguments, "pipe:1"]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout


def bad(data: bytes) -> bool:
    try:
        decode_answer(data)
    except NetError as error:
        return error.slug == "net-bad-audio"
    return False


@pytest.mark.parametrize("codec", [["libmp3lame", "-b:a", "48k"], ["libmp3lame", "-q:a", "4"], ["pcm_s16le"]])
@pytest.mark.parametrize("rate", [8_000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000])
def test_what_others_encode_is_decoded_as_others_decode_it(codec: list[str], rate: int, tmp_path: Path) -> None:
    path = tmp_path / f"a.{'wav' if codec[0].startswith('pcm') else 'mp3'}"  # with ID3 and a LAME tag
    subprocess.run(
        [judge("ffmpeg"), "-v", "error", "-i", "pipe:0", "-ar", str(rate), "-c:a", *codec, path], input=WAV, check=True
    )
    speech = decode_answer(path.read_bytes())
    assert speech.sample_rate == rate
    assert abs(len(speech.pcm) - len(ffmpeg("-f", "s16le", data=path.read_bytes()))) <= 2 * 1152 * 3


def test_mp3_of_a_changing_bit_rate_that_does_not_tell_its_length_is_refused_before_half_of_it_is_taken() -> None:
    data = ffmpeg("-c:a", "libmp3lame", "-q:a", "4", "-f", "mp3", data=WAV)
    assert bad(data)


def test_wav_that_was_sent_while_it_was_made_is_whole_where_it_ends() -> None:
    assert decode_answer(ffmpeg("-c:a", "pcm_s16le", "-f", "wav", data=WAV)).pcm == TONES.pcm


def test_wav_comes_back_bit_by_bit() -> None:
    assert decode_answer(WAV) == Speech(TONES.pcm, TONES.sample_rate)


def test_two_channels_become_one() -> None:
    left = np.frombuffer(TONES.pcm, "<i2")
    file = io.BytesIO()
    soundfile.write(file, np.stack([left, left // 2], axis=1), 24_000, format="WAV", subtype="PCM_16")
    mono = np.frombuffer(decode_answer(file.getvalue()).pcm, "<i2")
    assert np.abs(mono - 0.75 * left).max() <= 1


def test_tags_are_no_sound(tmp_path: Path) -> None:
    path = tmp_path / "tagged.mp3"
    path.write_bytes(MP3_48)
    tagged = MP3(path)
    tagged.add_tags()
    assert tagged.tags is not None
    tagged.tags.add(TIT2(3, "Не бросайте мусор"))
    tagged.save(v1=2)
    assert path.read_bytes()[-128:-125] == b"TAG"
    assert decode_answer(path.read_bytes()) == decode_answer(MP3_48)


@pytest.mark.parametrize("channels", [1, 2])
def test_flac_comes_back_bit_by_bit(channels: int) -> None:
    samples = np.repeat(np.frombuffer(TONES.pcm, "<i2")[:, None], channels, axis=1)
    assert decode_answer(as_flac(samples)) == Speech(TONES.pcm, TONES.sample_rate)


def test_flac_of_another_program_is_decoded_too(tmp_path: Path) -> None:
    path = tmp_path / "a.flac"
    subprocess.run([judge("ffmpeg"), "-v", "error", "-i", "pipe:0", path], input=WAV, check=True)
    assert decode_answer(path.read_bytes()).pcm == TONES.pcm


def test_flac_that_does_not_prove_its_end_is_refused() -> None:
    samples = np.frombuffer(TONES.pcm, "<i2")[:, None]
    assert bad(ffmpeg("-f", "flac", data=WAV)[:-1])
    whole = as_flac(samples)
    assert bad(whole[:18] + (int.from_bytes(whole[18:26], "big") & ~0xFFFFFFFFF).to_bytes(8, "big") + whole[26:])
    assert bad(whole[:26] + bytes(16) + whole[42:])
    assert bad(as_flac(samples, "PCM_24"))
    other = as_flac(samples[::-1])  # as long, and each of its frames is sound
    assert bad(whole[:26] + other[26:42] + whole[42:])


@settings(max_examples=60, deadline=None)
@given(st.integers(100, len(FLAC) - 1), st.integers(1, 255))
def test_flac_that_was_changed_or_cut_anywhere_is_refused(at: int, change: int) -> None:
    assert bad(FLAC[:at])
    assert bad(FLAC[:at] + bytes([FLAC[at] ^ change]) + FLAC[at + 1 :])


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(MP3_48) - 1), st.sampled_from([MP3_48, WAV]))
def test_what_was_cut_is_refused(at: int, whole: bytes) -> None:
    frame = 144  # 48 kbit/s at 24 kHz
    if whole is WAV or at % frame:
        assert bad(whole[:at])


@settings(max_examples=60, deadline=None)
@given(st.integers(1, len(MP3_48) // 144 - 2), st.binary(min_size=1, max_size=143))
def test_what_has_something_else_in_it_is_refused(frames: int, noise: bytes) -> None:
    assert bad(MP3_48[: 144 * frames] + noise + MP3_48[144 * frames :])


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"RIFF", b"ID3", b"\xff\xf3", b"OggS", b"fLaC", b"RIFF\0\0\0\0WAVEdata"]),
)
def test_noise_is_refused(noise: bytes, start: bytes) -> None:
    assert bad(start + noise)


def test_a_decoder_that_stops_early_is_noticed() -> None:
    """An Info frame that promises less than comes after it: as where two whole files were put together."""
    parts = [ffmpeg("-c:a", "libmp3lame", "-f", "mp3", "-id3v2_version", "0", data=WAV) for _ in range(2)]
    assert len(join_speech([decode_answer(part) for part in parts]).pcm) == 2 * len(decode_answer(parts[0]).pcm)
    both = b"".join(parts)
    assert bad(both) or len(decode_answer(both).pcm) > 1.9 * len(decode_answer(parts[0]).pcm)


@pytest.mark.parametrize(("rate", "ok"), [(8_000, True), (48_000, True), (7_999, False), (96_000, False)])
def test_only_rates_that_speech_has(rate: int, ok: bool) -> None:  # noqa: FBT001 - a row
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(rate)
        wav.writeframes(TONES.pcm)
    assert bad(file.getvalue()) != ok


def test_parts_of_different_rates_are_not_joined() -> None:
    with pytest.raises(NetError, match="net-bad-audio"):
        join_speech([Speech(b"\1\0", 8_000), Speech(b"\1\0", 16_000)])
    with pytest.raises(NetError, match="net-bad-audio"):
        join_speech([])
