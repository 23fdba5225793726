"""Decode an audio file that people bring, from a phone or an editor: mono, 16 bit, at its own rate."""

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

_LONGEST_S = 600  # people do not read for longer in one go, and memory is limited
_DECODERS = ("ffmpeg", "ffprobe")  # pydub needs both
_PHONE_ENDINGS = (".m4a", ".mp4", ".aac", ".3gp", ".amr", ".wma")  # soundfile knows none of these

_Samples = NDArray[np.float32]


def decode_audio_file(data: bytes, name: str, longest_s: int = _LONGEST_S) -> Speech:
    """Return the sound of the file `data`, called `name`.

    Raises BuildError: recording-unreadable, recording-needs-decoder, recording-endless.
    """
    try:
        channels, sample_rate = _read(data, longest_s)
    except soundfile.LibsndfileError as error:
        if not name.lower().endswith(_PHONE_ENDINGS):
            raise BuildError(Problem("recording-unreadable", None, {"file": name})) from error
        channels, sample_rate = _read(_as_wav(data, name), longest_s)
    if len(channels) > longest_s * sample_rate:
        raise BuildError(Problem("recording-endless", None, {"file": name, "limit_min": longest_s // 60}))
    if not np.isfinite(channels).all():
        raise BuildError(Problem("recording-unreadable", None, {"file": name}))
    scaled = np.clip(np.rint(_loudest(channels) * 32768), -32768, 32767)
    return Speech(scaled.astype("<i2").tobytes(), sample_rate)


def _read(data: bytes, longest_s: int) -> tuple[_Samples, int]:
    with soundfile.SoundFile(io.BytesIO(data)) as file:
        channels: _Samples = file.read(longest_s * file.samplerate + 1, dtype="float32", always_2d=True)
        return channels, int(file.samplerate)


def _loudest(channels: _Samples) -> _Samples:
    """Return the channel with most power: a mean of two microphones has holes where their times differ."""
    if not channels.size:
        return np.zeros(0, np.float32)
    loudest: _Samples = channels[:, int(np.argmax(channels.var(axis=0)))]
    return loudest


def _as_wav(data: bytes, name: str) -> bytes:
    """Return `data` as WAV, by ffmpeg if it is installed: phones record in formats that need it."""
    if not all(map(shutil.which, _DECODERS)):
        raise BuildError(Problem("recording-needs-decoder", None, {"file": name}))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pydub imports a module that Python has removed
        from pydub import AudioSegment  # noqa: PLC0415 - few files need it
        from pydub.exceptions import CouldntDecodeError  # noqa: PLC0415 - as above
    stream = io.BytesIO()
    try:
        segment: Any = AudioSegment.from_file(io.BytesIO(data))
        segment.export(stream, format="wav")
    except (
        CouldntDecodeError,
        OSError,
        IndexError,
        KeyError,
    ) as error:  # pydub 0.25.1 on files without sound
        raise BuildError(Problem("recording-unreadable", None, {"file": name})) from error
    return stream.getvalue()
