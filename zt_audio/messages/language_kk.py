"""Sentences for abbreviations and initials that cannot be read aloud, and for names that have no form."""

from __future__ import annotations

from zt_audio.i18n import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "initials-unknown": (
        N_("Nobody has said what the initials in “{token}” stand for."),
        N_("Write the full name, or teach it in appeals/lexicon/{lang}.yaml."),
    ),
    "abbreviation-unknown": (
        N_("Nothing says what “{token}” stands for."),
        N_("Write it in words, or teach it in appeals/lexicon/{lang}.yaml."),
    ),
    "form-unknown": (
        N_("“{name}” has no form “{case}” that the rules know."),
        N_("Write that form under `forms` in appeals/places.yaml."),
    ),
}
