"""Say what the journal and a plan hold in one word: what was done, why a step is to be done, what an answer changes."""

from __future__ import annotations

from collections.abc import Mapping

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
    "pairs.approved": N_("with this approval: both languages say the same"),
    "take.doubted": N_("a voice seems to have read a text otherwise"),
    "take.heard": N_("listened to a doubted take: it reads its text"),
    "take.kept": N_("recording kept"),
    "build.made": N_("sound made"),
    "build.removed": N_("sound removed"),
    "stick.begun": N_("began to write the stick"),
    "stick.written": N_("wrote and proved the stick"),
    "zip.begun": N_("began to make the file to download"),
    "zip.written": N_("made the file to download"),
    "residents.made": N_("made the page for residents"),
    "urgent.taken": N_("took the MP3 of the urgent message"),
    "key.made": N_("made a key"),
    "key.ended": N_("ended a key"),
    "people.changed": N_("changed the list of people"),
    "people.sealed": N_("sealed the list of people"),
    "people.trusted": N_("trusted another keeper"),
    "journal.accepted": N_("took the journal as it is"),
}


_LINES: Mapping[str, str] = {
    "signed": N_("Signed off: {written} → {said}"),
    "taught": N_("Taught: {written} → {said}"),
    "changed": N_("Changed: {written} → {said}"),
    "note": N_("To be looked at: {written} → {said}"),
}


BESIDE = "beside"  # no track changes, but days, times, titles, lists or what is still to be signed off
UNREAD = "unread"
STEP_REASONS = {
    "new": N_("there was no such sound before"),
    "text": N_("its text changed"),
    "voice": N_("another voice"),
    "engine": N_("another version of the engine"),
    "settings": N_("settings, order or names changed"),
    "take": N_("another recording"),
    "missing": N_("its file is missing or was changed"),
    "fresh": N_("up to date"),
}
CHANGES = {  # in what a playlist is not as it is written now
    **STEP_REASONS,
    BESIDE: N_("days, times, names or what is still to be signed off"),
    UNREAD: N_("what is written now cannot be read, or no voice here can speak it"),
}


def what_was_done(did: str) -> str:
    """Return the words for the slug `did` of a journal's line; the slug itself where another version wrote it."""
    return _(_DONE[did]) if did in _DONE else did


def told_line(kind: str, written: str, said: str) -> str:
    """Return what an answer does to what is written."""
    return _(_LINES[kind]).format(written=written, said=said or "?")
