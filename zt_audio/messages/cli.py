"""Say how a command ended."""

from __future__ import annotations

from zt_audio.i18n import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "stopped-by-user": (
        N_("The command was interrupted."),
        N_("Everything that was there before is still there; run the command again to continue."),
    ),
}
