"""Decode an audio file that people bring, from a phone or an editor: mono, 16 bit, at its own rate."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from zt_audio.errors import BuildError
from zt_audio.formats.mp3 import whole_samples
from zt_audio.formats.phone_sound import PHONE_ENDINGS, read_phone_sound
from zt_audio.formats.sound_file import DecodedSound, LongSoundError, UnreadableSoundError, read_sound
from zt_audio.model import Problem, Speech

_LONGEST_S = 600  # people do not read for longer in one go, and memory is limited

_Samples = NDArray[np.float32]


def decode_audio_file(data: bytes, name: str, longest_s: int = _LONGEST_S) -> Speech:
    """Return the sound of the file `data`, called `name`.

    Raises BuildError: recording-unreadable, recording-endless.
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
    if whole_samples(data):  # libsndfile guesses the length of an MP3 by its first frame: with VBR, half may be missing
        return read_phone_sound(data, ".mp3", longest_s)
    try:
        return read_sound(data, longest_s)
    except UnreadableSoundError:
        ending = Path(name).suffix.lower()
        if ending not in PHONE_ENDINGS:
            raise
        return read_phone_sound(data, ending, longest_s)


def _unreadable(name: str) -> BuildError:
    return BuildError(Problem("recording-unreadable", None, {"file": name}))


def _loudest(channels: _Samples) -> _Samples:
    """Return the channel with most power: a mean of two microphones has holes where their times differ."""
    if not channels.size:
        return np.zeros(0, np.float32)
    loudest: _Samples = channels[:, int(np.argmax(channels.var(axis=0)))]
    return loudest
