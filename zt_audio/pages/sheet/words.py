"""The words of the reading sheet, by what they are for. English; the catalogue has the others."""

from __future__ import annotations

from collections.abc import Mapping

from zt_audio.i18n import N_
from zt_audio.i18n import gettext as _
from zt_audio.messages.program_name import with_program_name

WORDS: Mapping[str, str] = {
    "title": N_("Texts to be read out"),
    "count": N_("Texts: {n}"),
    "step_room": N_(
        "Sit in a quiet room, with soft things in it, and no fan. Hold the phone 20 cm from your mouth, a little aside."
    ),
    "step_file": N_("Record each number as a file of its own. Wait for a second, read, wait for a second, and stop."),
    "step_name": N_(
        "Give the file the name that stands beside the text, for example {file}. FLAC and MP3 are as good as WAV."
    ),
    "step_read": N_(
        "Read calmly and clearly, and rest where a sentence ends. If you stumble, record the whole text again."
    ),
    "step_stress": N_("The mark ´ over a vowel shows the stress."),
    "step_import": N_("Copy all files into one folder and run: zt-audio takes import FOLDER"),
    "intro": N_("Greeting"),
    "appeal": N_("Appeal"),
    "outro": N_("Closing words"),
    "paragraph": N_("paragraph {row} of {rows}"),
    "stale": N_("The text was changed: read it again."),
    "unproved": N_("There is a recording, but nobody knows which text it reads."),
}


def sheet_words() -> dict[str, str]:
    """Return the words in the language that is set, with commands as they can be typed here."""
    return {key: with_program_name(_(word)) for key, word in WORDS.items()}
