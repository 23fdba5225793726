"""Read what phones record (M4A, AAC, AMR, 3GP, WMA, MP3) with the libraries of FFmpeg in the wheel of PyAV."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from zt_audio.formats.sound_file import DecodedSound, UnreadableSoundError, require_sound_bounds, sound_in_own_file

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


def read_phone_sound(data: bytes, ending: str, longest_s: float) -> DecodedSound:
    """Return the sound of the file `data`, whose name has this `ending`, one of PHONE_ENDINGS.

    Raises UnreadableSoundError, LongSoundError, OSError.
    """
    import av  # noqa: PLC0415 - 35 MB of libraries that few files need

    with sound_in_own_file(data) as path:
        try:
            with av.open(str(path), format=_DEMUXERS[ending]) as container:
                return _sound(container, longest_s)
        except (av.error.FFmpegError, ValueError, IndexError) as error:
            raise UnreadableSoundError(str(error)) from error


def _sound(container: av.container.InputContainer, longest_s: float) -> DecodedSound:
    """Decode the first sound of `container`, until it is longer than it may be."""
    stream = container.streams.audio[0]
    decoder: av.AudioCodecContext | None = stream.codec_context  # none where the file was cut in its head
    if decoder is None:
        raise UnreadableSoundError("no decoder")
    rate_hz, blocks, frames = decoder.sample_rate, [], 0
    require_sound_bounds(0, decoder.channels, rate_hz, longest_s)
    for block in _blocks(container, stream):
        frames += len(block)
        require_sound_bounds(frames, block.shape[1], rate_hz, longest_s)
        blocks.append(block)
    if not blocks:
        raise UnreadableSoundError("no sound in it")
    return DecodedSound(np.concatenate(blocks), rate_hz)


def _blocks(container: av.container.InputContainer, stream: av.AudioStream) -> Iterator[NDArray[Any]]:
    """Yield the sound piece by piece, with a column for each channel."""
    import av  # noqa: PLC0415 - as above

    resampler = av.AudioResampler(format="fltp")  # the rate and the channels stay
    for frame in container.decode(stream):
        yield from (part.to_ndarray().T for part in resampler.resample(frame))
    yield from (part.to_ndarray().T for part in resampler.resample(None))
