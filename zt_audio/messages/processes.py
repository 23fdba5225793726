"""Say why a file of a stranger is not opened."""

from __future__ import annotations

from zt_audio.i18n import N_
from zt_audio.messages.message import Message

_SAVE_AGAIN = N_(
    "Open it in the program that made it, save it under a new name, and give the new file. If you do not know who made "
    "it, do not use it."
)

MESSAGES: dict[str, Message] = {
    "foreign-file-died": Message(
        N_("{file} cannot be opened: it is damaged, or made so that programs break off over it ({reason})."),
        _SAVE_AGAIN,
    ),
    "foreign-file-late": Message(N_("{file} was not read within {seconds} seconds."), _SAVE_AGAIN),
    "foreign-file-memory": Message(
        N_("To open {file}, more than {limit_mb} MB of memory would be needed."), _SAVE_AGAIN
    ),
}
