"""The bytes of an audio file in, its speech out: mono, 16 bit, at its own rate."""

from __future__ import annotations

import io
import shutil
import warnings
from typing import Any

import numpy as np
import soundfile
from numpy.typing import NDArray

from zt_audio.errors import BuildError
from zt_audio.model import Problem, Speech

LONGEST_S = 600  # nobody reads for longer in one go; and memory ends somewhere
DECODERS = ("ffmpeg", "ffprobe")  # pydub needs both
PHONE_ENDINGS = (".m4a", ".mp4", ".aac", ".3gp", ".amr", ".wma")  # soundfile knows none of these

Samples = NDArray[np.float32]


def decode(data: bytes, name: str) -> Speech:
    """Return what is heard in the file `data`, called `name`.

    Raises BuildError: recording-unreadable, recording-needs-decoder, recording-endless.
    """
    try:
        channels, sample_rate = _read(data)
    except soundfile.LibsndfileError as error:
        if not name.lower().endswith(PHONE_ENDINGS):
            raise BuildError(Problem("recording-unreadable", None, {"file": name})) from error
        channels, sample_rate = _read(_as_wav(data, name))
    if len(channels) > LONGEST_S * sample_rate:
        raise BuildError(Problem("recording-endless", None, {"file": name, "limit_min": LONGEST_S // 60}))
    if not np.isfinite(channels).all():
        raise BuildError(Problem("recording-unreadable", None, {"file": name}))
    scaled = np.clip(np.rint(_loudest(channels) * 32768), -32768, 32767)
    return Speech(scaled.astype("<i2").tobytes(), sample_rate)


def _read(data: bytes) -> tuple[Samples, int]:
    with soundfile.SoundFile(io.BytesIO(data)) as file:
        channels: Samples = file.read(LONGEST_S * file.samplerate + 1, dtype="float32", always_2d=True)
        return channels, int(file.samplerate)


def _loudest(channels: Samples) -> Samples:
    """Return the channel with most power: a mean of two microphones has holes where their times differ."""
    if not channels.size:
        return np.zeros(0, np.float32)
    loudest: Samples = channels[:, int(np.argmax(channels.var(axis=0)))]
    return loudest


def _as_wav(data: bytes, name: str) -> bytes:
    """Return `data` as WAV, by a program that may be installed here; phones record in formats that need one."""
    if not all(map(shutil.which, DECODERS)):
        raise BuildError(Problem("recording-needs-decoder", None, {"file": name}))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pydub imports a module that Python gave up
        from pydub import AudioSegment  # noqa: PLC0415 - few files need it
        from pydub.exceptions import CouldntDecodeError  # noqa: PLC0415 - as above
    stream = io.BytesIO()
    try:
        segment: Any = AudioSegment.from_file(io.BytesIO(data))
        segment.export(stream, format="wav")
    except (CouldntDecodeError, OSError, IndexError, KeyError) as error:  # pydub 0.25.1 trips over what has no sound
        raise BuildError(Problem("recording-unreadable", None, {"file": name})) from error
    return stream.getvalue()
