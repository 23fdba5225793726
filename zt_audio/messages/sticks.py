"""Say what goes wrong between output/ and a stick or a zip."""

from __future__ import annotations

from typing import Protocol

from zt_audio.i18n import N_, gettext as _
from zt_audio.messages.message import Message

_WRITE_AGAIN = N_("Do not use the stick. Write it again.")
_PREPARE = N_(
    "Take another stick, or prepare this one in Windows: “This PC”, the right mouse button on the stick, “Format…”;"
    " choose FAT32 under “File system”. All that is on it is deleted. Then write it again."
)

MESSAGES: dict[str, Message] = {
    "playlist-other-day": Message(
        N_("The playlist {playlist} is not for today: its next day is {day}."),
        N_("Check whether it is the right one."),
    ),
    "stick-failed": Message(
        N_("The stick reported an error at {path}: {reason}."),
        N_("The stick is not complete. Check it and run zt-audio export again, or take another one."),
        do_on_page=N_("The stick is not complete. Check it and write it again, or take another one."),
        screen="/sticks",
    ),
    "stick-file-changed": Message(
        N_("{file} on the stick is not the file that belongs there."),
        N_("Do not use the stick. Run zt-audio export again; if this stays, take another stick."),
        do_on_page=N_("Do not use the stick. Write it again; if this stays, take another one."),
        screen="/sticks",
    ),
    "stick-file-not-built": Message(
        N_("{file} on the stick is not what was built here."),
        N_("If another computer wrote the stick, compare it there. If not, do not use it: run zt-audio export again."),
        do_on_page=_WRITE_AGAIN,
        screen="/sticks",
    ),
    "stick-other-build": Message(
        N_("The stick has build {build} of the playlist {playlist}; what was built here is {built}."),
        N_("To renew the stick, run zt-audio export again."),
        do_on_page=N_("Write the stick again."),
        screen="/sticks",
    ),
    "stick-file-missing": Message(
        N_("{file} is missing on the stick."),
        N_("Do not use the stick. Run zt-audio export again."),
        do_on_page=_WRITE_AGAIN,
        screen="/sticks",
    ),
    "stick-file-too-large": Message(
        N_("{file} is larger than a file may be on this stick."),
        N_("Shorten the stay at this stop."),
    ),
    "stick-full": Message(
        N_("There is not enough space at {path} (missing: {reason})."),
        N_("Take a larger stick, or delete what is not needed there, and run zt-audio export again."),
        do_on_page=N_("Take a larger stick, or delete what is not needed there, and write it again."),
        screen="/sticks",
    ),
    "stick-gone": Message(
        N_("{path} does not answer any more ({reason}): the stick was pulled out, or it is failing."),
        N_("The stick is not complete. Plug it in again and run zt-audio export again."),
        do_on_page=N_("The stick is not complete. Plug it in again and write it again."),
        screen="/sticks",
    ),
    "stick-list-damaged": Message(
        N_(
            "The list ZT_STICK.JSN on the stick is damaged, so it is not known which files there are from this program."
        ),
        N_("Delete the tracks and this list yourself, then run zt-audio export again."),
        what_on_page=N_("The list of its files on the stick is damaged: it is not known which are from this program."),
        do_on_page=N_("Delete the sound and ZT_STICK.JSN from it yourself, then write the stick again."),
        screen="/sticks",
    ),
    "stick-name": Message(
        N_("The file system of the stick does not take the name {file}."),
        N_("Take a stick that is formatted as FAT32."),
        what_on_page=N_("This stick cannot hold a file with the name {file}."),
        do_on_page=_PREPARE,
    ),
    "stick-name-taken": Message(
        N_("{file} at {path} is not from this program, but its name is needed."),
        N_("Move that file elsewhere, then run zt-audio export again. Nothing was touched."),
        do_on_page=N_("Move that file elsewhere, then write the stick again. Nothing was touched."),
        screen="/sticks",
    ),
    "stick-no-list": Message(
        N_("There is no list ZT_STICK.JSN here: this was not made by zt-audio export."),
        N_("Run: zt-audio export"),
        what_on_page=N_("This program did not write what is here."),
        do_on_page=_WRITE_AGAIN,
        screen="/sticks",
    ),
    "stick-no-order": Message(
        N_("The files at {path} could not be brought into the order in which they are to be played."),
        N_("Move everything off the stick, or format it as FAT32, and run zt-audio export again."),
        do_on_page=_PREPARE,
        screen="/sticks",
    ),
    "stick-not-empty": Message(
        N_("There are files at {path} that are not from this program or were changed: {files}. Nothing was touched."),
        N_("Move them elsewhere; or run the same command with --yes to write beside them."),
        do_on_page=N_("Move them elsewhere; or write it again and say that they may stay."),
        screen="/sticks",
    ),
    "stick-not-fat": Message(
        N_(
            "{path} is formatted as {kind}, which many players cannot read, and the order of play cannot be seen there."
        ),
        N_("For a player take a stick that is formatted as FAT32."),
        what_on_page=N_("The stick is prepared in a way that many players cannot read."),
        do_on_page=_PREPARE,
    ),
    "stick-order": Message(
        N_("A player would not play the tracks in the right order."),
        N_("Do not use the stick. Run zt-audio export again: it puts them in order."),
        do_on_page=_WRITE_AGAIN,
        screen="/sticks",
    ),
    "stick-other-audio": Message(
        N_("There is other sound on the stick, and a player may play it between the tracks: {files}."),
        N_("Move it elsewhere."),
        is_unsealed_file=True,
    ),
    "stick-other-files": Message(
        N_("There are files on the stick that are not from this program: {files}."),
        N_("They were left as they are. Where the settings ask for seals, move them elsewhere."),
        is_unsealed_file=True,
    ),
    "stick-read-only": Message(
        N_("Writing to {path} is not allowed."),
        N_("Move the small switch on the stick or card, or take another one."),
    ),
    "stick-unfinished": Message(
        N_("The stick is marked as not complete: writing it was interrupted."),
        N_("Do not use it. Run zt-audio export again: it finishes the job."),
        do_on_page=_WRITE_AGAIN,
        screen="/sticks",
    ),
    "stick-not-sealed": Message(
        N_("The stick is not sealed, but the settings say that sticks must be."),
        N_("Do not use it. Run zt-audio export again with a key."),
        do_on_page=_WRITE_AGAIN,
        screen="/sticks",
    ),
    "stick-seal-altered": Message(
        N_("The seal ZT_STICK.SIG is not one of this list: the stick was changed after it was sealed."),
        N_("Do not use the stick. Ask who changed it, and run zt-audio export again."),
        what_on_page=N_("The stick was changed after it was sealed."),
        do_on_page=N_("Do not use the stick. Ask who changed it, and write it again."),
        screen="/sticks",
    ),
    "stick-seal-ended": Message(
        N_("The stick is sealed by {person} on {date}, and on that day the key {key} did not count."),
        N_("Do not use the stick. Ask {person}, and run zt-audio export again with a key that counts."),
        do_on_page=N_("Do not use the stick. Ask {person}, and write it again with a key that counts."),
        screen="/sticks",
    ),
    "stick-seal-unknown": Message(
        N_("The stick is sealed by a key that is no approver's here: {key}."),
        N_("Do not use the stick until the keeper knows whose key it is."),
    ),
    "target-image": Message(
        N_("{path} is an image of a stick, and images are no longer written or read."),
        N_("Write the playlist to a stick, a folder or a file .zip."),
    ),
    "target-in-project": Message(
        N_("{path} belongs to the project itself."),
        N_("Name a stick, or a folder outside the project."),
    ),
    "target-kind": Message(
        N_("{path} is neither a folder nor a file whose name ends in .zip."),
        N_("To see the sticks: zt-audio export --list"),
        do_on_page=N_("Choose a stick from the list, or name a folder or such a file."),
        screen="/sticks",
    ),
    "target-missing": Message(
        N_("There is no folder or file “{path}”."),
        N_("Plug the stick in, or make the folder first. To see the sticks: zt-audio export --list"),
        do_on_page=N_("Plug the stick in, or make the folder first."),
        screen="/sticks",
    ),
    "target-not-ours": Message(
        N_("{path} already exists and holds files that are not from this program: {files}. Nothing was touched."),
        N_("Give another name."),
    ),
    "zip-damaged": Message(
        N_("{path} cannot be read as a zip."),
        N_("Do not use it. To make it again, delete it first and run zt-audio export again."),
        do_on_page=N_("Do not use it. Delete it and write it again."),
        screen="/sticks",
    ),
}


class _Sealed(Protocol):
    """Whose seal it is; the values of trust/keys.py."""

    @property
    def key_id(self) -> str: ...

    @property
    def person(self) -> str: ...

    @property
    def on(self) -> object: ...


def seal_line(state: str, verdict: _Sealed) -> str:
    """Say who sealed a stick; nothing where a problem says it."""
    if state == "none":
        return _("Not sealed.")
    if state == "unknown":
        return _("Sealed by a key that is not known here: {key}.").format(key=verdict.key_id)
    if state == "known":
        told = _("Sealed by {person} on {date}, key {key}.")
        return told.format(person=verdict.person, date=verdict.on, key=verdict.key_id)
    return ""
