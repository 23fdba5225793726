"""A project's settings in, the WAV file of its own chime out, read and found to be one."""

from __future__ import annotations

from pathlib import Path

from zt_audio.errors import ContentError
from zt_audio.model import Problem, Settings
from zt_audio.sound.own_chime import own_chime_samples

MOST_BYTES = 8_000_000  # five seconds of 24-bit stereo at 192 kHz


def read_own_chime(appeals: Path, settings: Settings) -> bytes:
    """Return the bytes of the file that `chime:` names. Raises ContentError with what is wrong, where it is named."""
    chime, where = settings.sound.chime.value, settings.sound.chime.where
    path = appeals / chime
    if not path.resolve().is_relative_to(appeals.resolve()):  # a link that leads out
        raise ContentError(Problem("chime-outside", where, {"value": chime}))
    try:
        with path.open("rb") as file:
            wav = file.read(MOST_BYTES + 1)
    except OSError as error:
        facts = {"value": chime, "reason": error.strerror or type(error).__name__}
        raise ContentError(Problem("chime-missing", where, facts)) from error
    if len(wav) > MOST_BYTES:
        raise ContentError(Problem("chime-too-large", where, {"limit_mb": MOST_BYTES // 1_000_000}))
    own_chime_samples(wav, where)
    return wav
