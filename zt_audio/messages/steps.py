"""Say why a step of a build is to be done."""

from __future__ import annotations

from zt_audio.i18n import N_

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
