"""Write the page on which people compare voices: the same sentences by every voice, and how to vote."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from zt_audio.i18n import N_
from zt_audio.model import Lang
from zt_audio.pages.html import render_page
from zt_audio.pages.wording import LANGUAGE_NAMES, Wording

AUDITION_WORDS: Mapping[str, str] = {  # English; the catalogue has the others
    "title": N_("Which voice reads best?"),
    "step_listen": N_("Listen to each sentence by every voice, as it would sound from the vehicle."),
    "step_choose": N_("Choose the voice that people understand at once: endings, numbers and names whole."),
    "step_vote": N_(
        "Type the line below that voice in a terminal. It comes first in settings.yaml, behind recordings."
    ),
    "voice": N_("Voice {letter}"),
    "vote": N_("To take it:"),
}
STEPS = ("step_listen", "step_choose", "step_vote")


@dataclass(frozen=True, slots=True)
class HeardVoice:
    """A column: the name of a voice ("" where no one should know it), the code of a vote, and an MP3 a sentence."""

    name: str
    code: str
    sounds: tuple[bytes, ...]


def audition_page(lang: Lang, texts: Sequence[str], voices: Sequence[HeardVoice], wording: Wording) -> str:
    """Return the page in the language of `wording`, which has the keys of AUDITION_WORDS; it carries its sound."""
    return render_page(
        "audition",
        lang=wording.lang,
        carries=True,
        text_lang=lang,
        language=LANGUAGE_NAMES[lang],
        steps=STEPS,
        letters=[voice_letter(at) for at in range(len(voices))],
        voices=voices,
        rows=[(text, [_url(voice.sounds[at]) for voice in voices]) for at, text in enumerate(texts)],
        say=wording.say,
    )


def voice_letter(at: int) -> str:
    """Return A, B, … Z, and AA, AB, … for more."""
    more, last = divmod(at, len(ascii_uppercase))
    return (ascii_uppercase[more - 1] if more else "") + ascii_uppercase[last]


def _url(mp3: bytes) -> str:
    return f"data:audio/mpeg;base64,{b64encode(mp3).decode()}"
