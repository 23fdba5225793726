"""Say what goes wrong with the disk, the cache and the lock."""

from __future__ import annotations

from zt_audio.i18n import N_
from zt_audio.messages.message import Message

MESSAGES: dict[str, Message] = {
    "busy": Message(
        N_("Another zt-audio command has been working on this project for more than {seconds} seconds."),
        N_("Wait until it is done, or close it, and try again."),
        what_on_page=N_("Another program has been working on this project for more than {seconds} seconds."),
    ),
    "disk-failed": Message(
        N_("The disk reported an error at {path}: {reason}."),
        N_("Check the disk and the folder, then run the command again. The last good output is kept."),
        do_on_page=N_("Check the disk and the folder, then do it again. What was there before is still there."),
    ),
    "disk-full": Message(
        N_("There is not enough space on the disk for {path} ({reason})."),
        N_("Free some space, then build again. The last good output is kept."),
        do_on_page=N_("Free some space, then update the sound. What was made before is still there."),
        screen="/sound",
    ),
    "link-in-project": Message(
        N_("{path} is a link to another place, and what is there is not to be changed."),
        N_("Delete the link, not what it leads to, and run the command again."),
        do_on_page=N_("Delete the link, not what it leads to, and do it again."),
    ),
    "read-only": Message(
        N_("{path} may not be opened or changed ({reason})."),
        N_(
            "Ask for the right to it, take the write protection off, or work in another folder. "
            "The last good output is kept."
        ),
    ),
    "file-in-use": Message(
        N_("Another program has {path} open."),
        N_("Close the player, or what else shows it, and try again."),
    ),
    "record-damaged": Message(
        N_("A stored piece of sound ({key}) keeps getting damaged."),
        N_("The disk may be failing. Run zt-audio cache --clear, then build; if it stays, use another disk."),
        do_on_page=N_("The disk may be failing. Update the sound; if it stays, use another disk."),
        heals_itself=True,
    ),
}
