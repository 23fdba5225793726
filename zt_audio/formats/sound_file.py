"""Read and write sound files with libsndfile, within bounds: a file of 2 MB can claim hours of sound on many channels.

libsndfile works on a real file in a folder of its own. Given a Python object instead, it loses a Ctrl-C that comes in
the middle, prints tracebacks, and takes a file `._` of the working folder for a part of the sound.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from numpy.typing import NDArray

from zt_audio.formats.own_file import in_own_file

_MOST_CHANNELS = 8
_HIGHEST_RATE_HZ = 192_000
_BLOCK_FRAMES = 2**16
_MOST_VALUES = 2**27  # of all channels, 512 MB: ten minutes of stereo at 96 kHz are 115 million


class UnreadableSoundError(Exception):
    """These bytes are no sound, or no sound of a kind that anybody records."""


class LongSoundError(Exception):
    """The sound is longer than it may be: it has this many seconds, or claims them."""

    def __init__(self, length_s: float) -> None:
        self.length_s = length_s
        super().__init__(length_s)


@dataclass(frozen=True, slots=True)
class DecodedSound:
    """`samples` has a column for each channel; full scale is 1.0, or 32768 where it was read as int16."""

    samples: NDArray[Any]
    sample_rate: int


def read_sound(data: bytes, longest_s: float, dtype: str = "float32", most_values: int = _MOST_VALUES) -> DecodedSound:
    """Return the sound of the file `data`.

    What the file claims is compared with `longest_s` and `most_values` before memory is taken for it.
    Raises UnreadableSoundError, LongSoundError, OSError.
    """
    with in_own_file(data) as path:
        try:
            with soundfile.SoundFile(path) as file:
                require_sound_bounds(file.frames, file.channels, file.samplerate, longest_s, most_values)
                return DecodedSound(file.read(file.frames, dtype=dtype, always_2d=True), file.samplerate)
        except soundfile.LibsndfileError as error:
            raise UnreadableSoundError(str(error)) from error


def sound_blocks(path: Path, longest_s: float) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """Yield the sample rate and a column for each channel of the file at `path`, block by block; one at least.

    Raises UnreadableSoundError, LongSoundError, OSError.
    """
    try:
        with soundfile.SoundFile(path) as file:
            require_sound_bounds(file.frames, file.channels, file.samplerate, longest_s)
            block = file.read(_BLOCK_FRAMES, dtype="float32", always_2d=True)
            yield file.samplerate, block
            while len(block):
                block = file.read(_BLOCK_FRAMES, dtype="float32", always_2d=True)
                yield file.samplerate, block
    except soundfile.LibsndfileError as error:
        raise UnreadableSoundError(str(error)) from error


def require_sound_bounds(
    frames: int, channels: int, rate_hz: int, longest_s: float, most_values: int = _MOST_VALUES
) -> None:
    """Raise UnreadableSoundError or LongSoundError where a sound is, or claims to be, more than people record."""
    claimed = f"{frames} frames of {channels} channels at {rate_hz} Hz"
    if channels > _MOST_CHANNELS or not 0 < rate_hz <= _HIGHEST_RATE_HZ or frames < 0:
        raise UnreadableSoundError(claimed)
    if frames > longest_s * rate_hz:
        raise LongSoundError(frames / rate_hz)
    if frames * channels > most_values:
        raise UnreadableSoundError(claimed)


def flac_bytes(samples: NDArray[np.int16], sample_rate: int) -> bytes:
    """Return `samples` as FLAC: lossless, and half of a WAV. Raises OSError."""
    with in_own_file(b"") as path:
        soundfile.write(path, samples, sample_rate, format="FLAC", subtype="PCM_16")
        return path.read_bytes()
