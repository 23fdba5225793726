"""Read what phones record (M4A, AAC, AMR, 3GP, WMA, MP3) with the libraries of FFmpeg in the wheel of PyAV."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from zt_audio.formats.refusal import RefusedFileError
from zt_audio.formats.sound_file import UnreadableSoundError, require_sound_bounds

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
            yield from _blocks(container, longest_s)
    except (av.error.FFmpegError, ValueError, IndexError) as error:
        raise UnreadableSoundError(str(error)) from error


def _blocks(container: av.container.InputContainer, longest_s: float) -> Iterator[tuple[int, NDArray[Any]]]:
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
