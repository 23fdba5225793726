"""Say why a step of a build is to be done."""

from __future__ import annotations

from zt_audio.i18n import N_

BESIDE = "beside"  # no track changes, but days, times, titles, lists or what is still to be signed off
UNREAD = "unread"
STEP_REASONS = {
    "new": N_("new"),
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
