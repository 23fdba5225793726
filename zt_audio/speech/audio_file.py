"""Decode an audio file that people bring, from a phone or an editor: mono, 16 bit, at its own rate."""

from __future__ import annotations

import io
import shutil
import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zt_audio.errors import BuildError
from zt_audio.formats.sound_file import DecodedSound, LongSoundError, UnreadableSoundError, read_sound
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
        sound = _decoded(data, name, longest_s)
    except UnreadableSoundError as error:
        raise _unreadable(name) from error
    except LongSoundError as error:
        raise BuildError(Problem("recording-endless", None, {"file": name, "limit_min": longest_s // 60})) from error
    if not np.isfinite(sound.samples).all():
        raise _unreadable(name)
    scaled = np.clip(np.rint(_loudest(sound.samples) * 32768), -32768, 32767)
    return Speech(scaled.astype("<i2").tobytes(), sound.sample_rate)


def _decoded(data: bytes, name: str, longest_s: int) -> DecodedSound:
    try:
        return read_sound(data, longest_s)
    except UnreadableSoundError:
        if not name.lower().endswith(_PHONE_ENDINGS):
            raise
        return read_sound(_as_wav(data, name, longest_s), longest_s)


def _unreadable(name: str) -> BuildError:
    return BuildError(Problem("recording-unreadable", None, {"file": name}))


def _loudest(channels: _Samples) -> _Samples:
    """Return the channel with most power: a mean of two microphones has holes where their times differ."""
    if not channels.size:
        return np.zeros(0, np.float32)
    loudest: _Samples = channels[:, int(np.argmax(channels.var(axis=0)))]
    return loudest


def _as_wav(data: bytes, name: str, longest_s: int) -> bytes:
    """Return `data` as WAV, by ffmpeg if it is installed: phones record in formats that need it.

    A sound that is too long is cut after `longest_s` and a second. Raises BuildError.
    """
    if not all(map(shutil.which, _DECODERS)):
        raise BuildError(Problem("recording-needs-decoder", None, {"file": name}))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pydub imports a module that Python has removed
        from pydub import AudioSegment  # noqa: PLC0415 - few files need it
    stream = io.BytesIO()
    try:
        segment: Any = AudioSegment.from_file(io.BytesIO(data), duration=longest_s + 1)
        segment.export(stream, format="wav")
    except Exception as error:  # pydub 0.25.1 raises almost anything on a damaged file
        raise _unreadable(name) from error
    return stream.getvalue()
