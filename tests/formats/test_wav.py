"""Test the header of a WAV file against the standard library, and the check that a file is whole."""

from __future__ import annotations

import io
import wave

import pytest

from zt_audio.formats.wav import FRAME_BYTES, is_whole_wav, wav_header


def riff(*chunks: tuple[bytes, int, bytes]) -> bytes:
    """Return a WAV file of chunks: name, the size that is stated, what is there."""
    body = b"".join(name + size.to_bytes(4, "little") + data for name, size, data in chunks)
    return b"RIFF" + (4 + len(body)).to_bytes(4, "little") + b"WAVE" + body


FORM = (b"fmt ", 16, bytes(16))


@pytest.mark.parametrize("frames", [0, 1, 1000])
def test_another_reader_finds_the_samples(frames: int) -> None:
    with wave.open(io.BytesIO(wav_header(frames) + bytes(frames * FRAME_BYTES))) as found:
        assert (found.getnchannels(), found.getsampwidth(), found.getframerate()) == (1, 2, 44_100)
        assert found.getnframes() == frames * 1152


@pytest.mark.parametrize(
    ("encoded", "whole"),
    [
        (wav_header(2) + bytes(2 * FRAME_BYTES), True),
        (wav_header(2) + bytes(2 * FRAME_BYTES - 1), False),
        (riff(FORM, (b"LIST", 3, b"abc\0"), (b"data", 4, b"1234")), True),  # a chunk of odd size is padded
        (riff(FORM, (b"LIST", 3, b"abc\0"), (b"data", 4, b"123")), False),
        (riff(FORM, (b"data", 0, b"1234")), True),  # it was sent while it was made: no size is stated
        (riff(FORM, (b"data", 0xFFFFFFFF, b"1234")), True),
        (riff(FORM), False),
        (b"RIFF", False),
        (b"", False),
    ],
)
def test_a_file_that_was_cut_off_is_known(encoded: bytes, *, whole: bool) -> None:
    assert is_whole_wav(encoded) is whole
