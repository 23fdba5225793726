"""Decode an audio file that people bring, from a phone or an editor: mono, 16 bit, at its own rate."""

from __future__ import annotations

from zt_audio.model import Speech
from zt_audio.processes.door import LONGEST_SOUND_S, OpeningLimits, open_foreign


def decode_audio_file(data: bytes, name: str, longest_s: int = LONGEST_SOUND_S) -> Speech:
    """Return the sound of the file `data`, called `name`.

    Raises BuildError: recording-unreadable, recording-endless, recording-channels, and as `open_foreign` does; OSError.
    """
    sound = open_foreign("sound", data, name, OpeningLimits(sound_s=longest_s))
    return Speech(sound.body, int(sound.about["rate_hz"]))
