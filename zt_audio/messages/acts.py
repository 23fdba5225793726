"""Say what a person did, for each kind of line in the journal."""

from __future__ import annotations

from zt_audio.i18n import N_, gettext as _

_DONE = {
    "text.saved": N_("saved"),
    "places.imported": N_("took places from a table"),
    "text.brought-back": N_("brought back"),
    "text.abandoned": N_("not done: another program was quicker, or the disk refused"),
    "approval.given": N_("approved"),
    "approval.withdrawn": N_("took the approval back"),
    "record.moved": N_("took the record along under the new name"),
    "place.renamed": N_("renamed the place"),
    "place.removed": N_("removed the place"),
    "playlist.renamed": N_("renamed the playlist"),
    "playlist.removed": N_("removed the playlist"),
    "pairs.confirmed": N_("confirmed that both languages say the same"),
    "take.doubted": N_("a voice seems to have read a text otherwise"),
    "take.heard": N_("listened to a doubted take: it reads its text"),
    "take.kept": N_("recording kept"),
    "build.made": N_("sound made"),
    "build.removed": N_("sound removed"),
    "stick.begun": N_("began to write the stick"),
    "stick.written": N_("wrote and proved the stick"),
    "residents.made": N_("made the page for residents"),
    "urgent.taken": N_("took the MP3 of the urgent message"),
    "key.made": N_("made a key"),
    "key.ended": N_("ended a key"),
    "people.changed": N_("changed the list of people"),
    "people.sealed": N_("sealed the list of people"),
    "people.trusted": N_("trusted another keeper"),
    "journal.accepted": N_("took the journal as it is"),
}


def what_was_done(did: str) -> str:
    """Return the words for the slug `did` of a journal's line; the slug itself where another version wrote it."""
    return _(_DONE[did]) if did in _DONE else did
