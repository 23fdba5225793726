"""Write the page on which a native speaker hears and judges each sentence; what it saves is a small file of words."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zt_audio.i18n import N_
from zt_audio.model import Lang
from zt_audio.pages.html import render_page
from zt_audio.pages.wording import LANGUAGE_NAMES, Wording

ANSWERS_FILE = "answers.json"
PROOF_WORDS: Mapping[str, str] = {  # English; the catalogue has the others
    "title": N_("Is it said right?"),
    "how": N_(
        "Play each sentence and say what is right. Nothing is sent anywhere: at the end press “Save” and give the "
        "file back."
    ),
    "said": N_("Said"),
    "play": N_("Play"),
    "right": N_("right"),
    "wrong": N_("wrong here"),
    "should": N_("should be said …"),
    "word": N_("Which word"),
    "whole": N_("the whole sentence"),
    "answer": N_("How it should be, in words"),
    "save": N_("Save"),
    "judged": N_("Judged"),
    "guess": N_("A guess"),
    "more": N_("{n} more sentences are not on this page."),
    "message": N_("a message of the program, not spoken"),
}


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A sentence on the page; `sound` is its MP3, empty where it is not spoken."""

    id: str
    lang: Lang
    written: str
    said: str
    guesses: tuple[tuple[str, str], ...]
    sound: bytes

    @property
    def carried(self) -> str:
        return b64encode(self.sound).decode()

    @property
    def choices(self) -> tuple[str, ...]:
        """Return the words of which one may be said otherwise."""
        words = (word.strip(".,!?:;…«»„“”()") for word in self.written.split())
        return tuple(dict.fromkeys(word for word in words if word))


def proof_page(rows: Sequence[ShownRow], left_out: int, wording: Wording) -> str:
    """Return the page of `rows` in the language of `wording`, which has the keys of PROOF_WORDS."""
    return render_page(
        "proof",
        lang=wording.lang,
        sound=True,
        sections={lang: [row for row in rows if row.lang == lang] for lang in LANGUAGE_NAMES},
        names=LANGUAGE_NAMES,
        left_out=left_out,
        file=ANSWERS_FILE,
        say=wording.say,
    )
