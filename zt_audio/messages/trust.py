"""Say what is wrong with journals, and with records that must prove themselves."""

from __future__ import annotations

from zt_audio.i18n import N_
from zt_audio.messages.message import Message

MESSAGES: dict[str, Message] = {
    "edit-unfinished": Message(
        N_("It is decided, but the disk let only a part of it be written: {reason}."),
        N_("Free some space, or close what has the file open. The rest is then written by itself: do not do it again."),
    ),
    "journal-torn": Message(
        N_("The last line of this journal is torn: the program was interrupted while it wrote it."),
        N_("Nothing is lost: the next change cuts it off."),
        of_trust=True,
    ),
    "journal-changed": Message(
        N_("This line does not fit the lines before it: the journal was changed, or lines are missing."),
        N_("Ask who changed it, and compare it with a copy of the folder journal."),
        of_trust=True,
    ),
    "journal-cut": Message(
        N_("This computer has seen other lines here: the journal was cut or rewritten, or an older copy was put back."),
        N_("Ask who did it. After a backup was brought back on purpose: zt-audio log verify --accept"),
        do_on_page=N_("Ask who did it. After a back-up the person who installs the program helps."),
        screen="/history",
        of_trust=True,
    ),
    "journal-name": Message(
        N_("No computer of this program is called so: what stands in this file does not count."),
        N_("Ask who put it there, and move it elsewhere."),
        of_trust=True,
    ),
    "journal-unseen": Message(
        N_("This computer sees the journal of the computer {machine} for the first time (lines: {n})."),
        N_("Anyone could have written it. If you know which computer that is: zt-audio log verify --accept"),
        do_on_page=N_(
            "Anyone could have written it. If it is known which computer that is, who installs the program accepts it."
        ),
        screen="/history",
        shown_by_tracks=True,
        told_each_time=True,
        of_trust=True,
    ),
    "record-altered": Message(
        N_("This file is not as the program wrote it, so it counts as not there."),
        N_("Bring it back from a copy. If there is none, delete it, and approve or compare again."),
        shown_by_tracks=True,
        told_each_time=True,
        of_trust=True,
    ),
}
