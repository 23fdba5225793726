"""Sentences for what cannot be read aloud."""

from __future__ import annotations

from zt_audio.i18n import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "unsayable-reading": (
        N_("“{token}” is read as something that is not plain words of the language."),
        N_("Mend its entry in appeals/lexicon/{lang}.yaml: letters of that language, spaces and plain marks only."),
    ),
    "unreadable-token": (
        N_("Nothing says how “{token}” is read."),
        N_("Write it in words, or teach it in appeals/lexicon/{lang}.yaml."),
    ),
}
