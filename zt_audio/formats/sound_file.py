"""Read and write sound files with libsndfile, within bounds: a file of 2 MB can claim hours of sound on many channels.

libsndfile works on a real file in a folder of its own. Given a Python object instead, it loses a Ctrl-C that comes in
the middle, prints tracebacks, and takes a file `._` of the working folder for a part of the sound.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import soundfile
from numpy.typing import NDArray

from zt_audio.formats.mp3 import whole_samples
from zt_audio.formats.refusal import RefusedFileError, in_own_file

if TYPE_CHECKING:
    import av

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


# The demuxer is named by the file's ending and never guessed: some formats make FFmpeg open other files and addresses.
_DEMUXERS = {
    ".m4a": "mov",
    ".mp4": "mov",
    ".3gp": "mov",
    ".aac": "aac",
    ".amr": "amr",
    ".wma": "asf",
    ".mp3": "mp3",
}
PHONE_ENDINGS = tuple(_DEMUXERS)
_MOST_OF_PEOPLE = 2  # channels of a recording


def phone_blocks(path: Path, ending: str, longest_s: float) -> Iterator[tuple[int, NDArray[Any]]]:
    """Yield the sample rate and a column for each channel of the file at `path`, block by block.

    Its name had this `ending`, one of PHONE_ENDINGS. Raises UnreadableSoundError, LongSoundError, OSError.
    """
    import av  # noqa: PLC0415 - 35 MB of libraries that few files need

    try:
        with av.open(str(path), format=_DEMUXERS[ending]) as container:
            yield from _decoded_blocks(container, longest_s)
    except (av.error.FFmpegError, ValueError, IndexError) as error:
        raise UnreadableSoundError(str(error)) from error


def _decoded_blocks(container: av.container.InputContainer, longest_s: float) -> Iterator[tuple[int, NDArray[Any]]]:
    """Decode the first sound of `container`, until it is longer than it may be."""
    import av  # noqa: PLC0415 - as above

    stream = container.streams.audio[0]
    decoder: av.AudioCodecContext | None = stream.codec_context  # none where the file was cut in its head
    if decoder is None:
        raise UnreadableSoundError("no decoder")
    decoder.thread_count = 1  # each thread reserves memory
    resampler = av.AudioResampler(format="flt")  # packed, and one plane: PyAV reads past the planes of eight channels
    form, frames = None, 0
    for frame in chain(container.decode(stream), (None,)):  # the last asks for what is left
        if frame is not None:
            frames += frame.samples
            if frame.layout.nb_channels > _MOST_OF_PEOPLE:
                raise RefusedFileError("recording-channels", n=frame.layout.nb_channels)
            require_sound_bounds(frames, frame.layout.nb_channels, frame.sample_rate, longest_s)
            own = (frame.sample_rate, frame.layout.nb_channels, frame.format.name)
            form = form or own
            if own != form:
                raise UnreadableSoundError(f"{form} becomes {own}")
        for part in resampler.resample(frame):
            channels = part.layout.nb_channels
            values = np.frombuffer(bytes(part.planes[0]), "<f4", part.samples * channels)
            yield part.sample_rate, values.reshape(part.samples, channels)
    if not frames:
        raise UnreadableSoundError("no sound in it")


_FULL_SCALE = 32_768
_Pcm = NDArray[np.int16]


def spoken_sound(path: Path, ending: str, longest_s: int) -> tuple[int, list[_Pcm]]:
    """Return the sample rate in Hz and the blocks of PCM of the file at `path`, whose name had this `ending`.

    `path` is alone in its folder. Raises RefusedFileError: recording-unreadable, recording-endless,
    recording-channels; OSError.
    """
    try:
        return _best_channel(_blocks(path, ending, longest_s))
    except UnreadableSoundError as error:
        raise RefusedFileError("recording-unreadable") from error
    except LongSoundError as error:
        raise RefusedFileError("recording-endless", limit_min=longest_s // 60) from error


def _blocks(path: Path, ending: str, longest_s: int) -> Iterator[tuple[int, NDArray[Any]]]:
    """Yield the sample rate and a column for each channel, block by block."""
    if _is_whole_mp3(path):  # libsndfile guesses the length of an MP3 by its first frame: with VBR, half may be missing
        yield from phone_blocks(path, ".mp3", longest_s)
        return
    try:
        yield from sound_blocks(path, longest_s)
    except UnreadableSoundError:
        if ending not in PHONE_ENDINGS:
            raise
        yield from phone_blocks(path, ending, longest_s)


def _is_whole_mp3(path: Path) -> bool:
    if not path.stat().st_size:
        return False
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return bool(whole_samples(data))


def _best_channel(blocks: Iterator[tuple[int, NDArray[Any]]]) -> tuple[int, list[_Pcm]]:
    """Return the channel with most power: a mean of two microphones has holes where their times differ."""
    rate, count, sums, squares = 0, 0, np.zeros(1), np.zeros(1)
    channels: list[list[_Pcm]] = [[]]
    for rate_hz, block in blocks:
        rate = rate_hz
        if not count:
            sums, squares = np.zeros(block.shape[1]), np.zeros(block.shape[1])
            channels = [[] for _ in sums]
        if block.shape[1] != len(channels) or not np.isfinite(block).all():
            raise UnreadableSoundError("channels that come and go, or numbers that are none")
        count += len(block)
        wide = block.astype(np.float64)
        sums += wide.sum(axis=0)
        squares += (wide * wide).sum(axis=0)
        pcm = np.clip(np.rint(block * _FULL_SCALE), -_FULL_SCALE, _FULL_SCALE - 1).astype("<i2")
        for channel, samples in zip(channels, pcm.T, strict=True):
            channel.append(np.ascontiguousarray(samples))
    return rate, channels[int(np.argmax(squares - sums * sums / max(1, count)))]
