"""Say how a command ended, and what is wrong with its log."""

from __future__ import annotations

from zt_audio.i18n import N_
from zt_audio.messages.message import Message

MESSAGES: dict[str, Message] = {
    "log-incomplete": Message(
        N_("The log {file} is not complete: {reason}."),
        N_("Free some space on that disk, or name another file after --log-file."),
    ),
    "log-unwritable": Message(
        N_("The log cannot be written to {file}: {reason}."),
        N_("Name another file after --log-file."),
    ),
    "stopped-by-user": Message(
        N_("The command was interrupted."),
        N_("Everything that was there before is still there; run the command again to continue."),
    ),
}
