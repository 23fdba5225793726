"""A count of MP3 frames in, the header of the WAV file that holds their samples out: one channel, 16-bit PCM."""

from __future__ import annotations

from zt_audio.formats.mp3 import FRAME_SAMPLES, SAMPLE_RATE

SAMPLE_BYTES = 2
HEADER_BYTES = 44
FRAME_BYTES = FRAME_SAMPLES * SAMPLE_BYTES  # of PCM, for each MP3 frame


def header(frames: int) -> bytes:
    """Return the header of a WAV file with the PCM of `frames` MP3 frames (RIFF 1.0, WAVE_FORMAT_PCM)."""
    data_bytes = frames * FRAME_BYTES
    numbers = ((16, 4), (1, 2), (1, 2), (SAMPLE_RATE, 4), (SAMPLE_RATE * SAMPLE_BYTES, 4), (SAMPLE_BYTES, 2), (16, 2))
    form = b"".join(value.to_bytes(size, "little") for value, size in numbers)
    riff_bytes = HEADER_BYTES - 8 + data_bytes
    return b"RIFF" + riff_bytes.to_bytes(4, "little") + b"WAVEfmt " + form + b"data" + data_bytes.to_bytes(4, "little")
