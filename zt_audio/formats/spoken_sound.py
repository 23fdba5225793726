"""Read the sound of a file that people bring: the channel that is heard best, 16 bit, at its own rate.

What phones record (M4A, AAC, AMR, 3GP, WMA, MP3) is read with the libraries of FFmpeg in the wheel of PyAV.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from zt_audio.formats.mp3 import whole_samples
from zt_audio.formats.refusal import RefusedFileError
from zt_audio.formats.sound_file import LongSoundError, UnreadableSoundError, require_sound_bounds, sound_blocks

if TYPE_CHECKING:
    import av


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
_MOST_CHANNELS = 2


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
            if frame.layout.nb_channels > _MOST_CHANNELS:
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
    power = squares - sums * sums / max(1, count)
    return rate, channels[int(np.argmax(power))]
