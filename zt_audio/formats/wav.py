"""Write WAV files, the header alone for the PCM of MP3 frames, and check that a WAV file is whole."""

from __future__ import annotations

import wave
from io import BytesIO

from zt_audio.formats.mp3 import FRAME_SAMPLES, SAMPLE_RATE

WAV_HEADER_BYTES = 44
_SAMPLE_BYTES = 2
FRAME_BYTES = FRAME_SAMPLES * _SAMPLE_BYTES  # of PCM, for each MP3 frame
_RIFF_HEAD, _CHUNK_HEAD = 12, 8
_UNKNOWN_SIZES = (0, 0x7FFFFFFF, 0xFFFFFFFF)  # of WAV that was sent while it was made


def wav_header(frames: int) -> bytes:
    """Return the header of a WAV file with the PCM of `frames` MP3 frames (RIFF 1.0, WAVE_FORMAT_PCM)."""
    data_bytes = frames * FRAME_BYTES
    numbers = ((16, 4), (1, 2), (1, 2), (SAMPLE_RATE, 4), (SAMPLE_RATE * _SAMPLE_BYTES, 4), (_SAMPLE_BYTES, 2), (16, 2))
    form = b"".join(value.to_bytes(size, "little") for value, size in numbers)
    riff_bytes = WAV_HEADER_BYTES - 8 + data_bytes
    return b"RIFF" + riff_bytes.to_bytes(4, "little") + b"WAVEfmt " + form + b"data" + data_bytes.to_bytes(4, "little")


def wav_file(pcm: bytes, rate_hz: int) -> bytes:
    """Return a WAV file of mono PCM of 16 bits; half a sample at its end is padded."""
    stream = BytesIO()
    with wave.open(stream, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(_SAMPLE_BYTES)
        file.setframerate(rate_hz)
        file.writeframes(pcm + bytes(len(pcm) % _SAMPLE_BYTES))
    return stream.getvalue()


def is_whole_wav(encoded: bytes) -> bool:
    """Tell whether the chunk of samples is there, to its end."""
    at = _RIFF_HEAD
    while at + _CHUNK_HEAD <= len(encoded):
        size = int.from_bytes(encoded[at + 4 : at + _CHUNK_HEAD], "little")
        at += _CHUNK_HEAD
        if encoded[at - _CHUNK_HEAD : at - 4] == b"data":
            return size in _UNKNOWN_SIZES or at + size <= len(encoded)
        at += size + size % 2
    return False
