"""Russian utterances in, speech out: the voice of Google Translate, by way of the library gTTS.

gTTS cuts a text into what the service takes, and writes the requests; it sends them without looking at certificates,
so they are sent here. The endpoint is not an official one and knows no pace that suits a square (its slow mode reads
word by word), and each piece of a long sentence is spoken by itself: draft quality.
"""

from __future__ import annotations

import base64
import binascii
import re
from functools import partial
from typing import TYPE_CHECKING

from zt_audio.errors import VoiceError
from zt_audio.language.lexicon import STRESS
from zt_audio.model import Lang, Problem, Prosody, Speech, Utterance, Voice
from zt_audio.speech.online.client import Line, Patience
from zt_audio.speech.online.decode import decode
from zt_audio.speech.online.errors import NetError
from zt_audio.speech.online.http import fetch
from zt_audio.speech.voices import find_voice

if TYPE_CHECKING:
    from requests import PreparedRequest

NAME = "gtts"
# Change it when the same words sound different: by this module, or by a version of the library that asks for others.
# The version itself is no part of it: an update is what helps against refusals, and what was fetched stays as good.
RECIPE = "1"
NATURAL_SYL_PER_S = 5.0  # taken to be what neural.py takes it to be: nobody can ask for another
HOST = "translate.google.com"
# 429 comes soon where requests come fast. A long sentence is many requests: four at once wait 2 s for each of theirs.
PATIENCE = Patience(gap_s=0.5, at_once=4)
VOICES = (Voice("ru", "ru", draft=True, licence="Google Terms of Service; unofficial endpoint", online=True),)

_AUDIO = re.compile(rb'jQ1olc","\[\\"([^"\\]*)\\"\]')  # JSON within JSON; gtts/tts.py finds it the same way


class Gtts:
    """See `Engine`. Neither rate nor pitch of the prosody can be had: `own_prosody` is how it speaks in any case."""

    name = NAME
    deterministic = False
    keeps_time = True
    online = True
    own_prosody = Prosody(NATURAL_SYL_PER_S)

    def __init__(self, line: Line | None = None) -> None:
        self._line = line or Line(NAME, HOST, PATIENCE)

    def voices(self, lang: Lang) -> tuple[Voice, ...]:
        return tuple(voice for voice in VOICES if voice.lang == lang)

    def fingerprint(self, voice_id: str) -> str:
        return f"{NAME}-{find_voice(NAME, VOICES, voice_id).id}-{RECIPE}"

    def prepare(self, text: str, lang: Lang) -> str:  # noqa: ARG002 - there is one language
        return text.replace(STRESS, "")

    def speak(self, utterance: Utterance, voice_id: str, prosody: Prosody) -> Speech:  # noqa: ARG002 - see the class
        voice = find_voice(NAME, self.voices(utterance.lang), voice_id)
        pieces = requests_for(self.prepare(utterance.text, utterance.lang), voice.id)
        if not pieces:
            facts = {"engine": NAME, "lang": utterance.lang, "text": utterance.text}
            raise VoiceError(Problem("engine-silent", utterance.where, facts))
        return self._line.speech(utterance, [partial(self._ask, piece) for piece in pieces])

    def _ask(self, request: PreparedRequest, left_s: float) -> Speech:
        return decode(audio_of(fetch(request, self._line.patience, left_s).body))

    def close(self) -> None:
        """Let go of who still waits for an answer; nothing else is held."""
        self._line.close()


def engine() -> Gtts:
    """Return the engine that the entry point names."""
    return Gtts()


def requests_for(text: str, lang: str) -> list[PreparedRequest]:
    """Return gTTS's requests for `text`, one for each piece of at most 100 letters; none where nothing can be said."""
    from gtts import gTTS  # noqa: PLC0415 - brings requests, which nobody needs who asks for a voice's name

    try:
        prepared: list[PreparedRequest] = gTTS(text, lang=lang, lang_check=False)._prepare_requests()  # noqa: SLF001
    except AssertionError:  # gTTS's way to say that only signs are left
        return []
    return prepared


def audio_of(body: bytes) -> bytes:
    """Return the MP3 in an answer of the service. Raises NetError: net-bad-audio unless it is there, once and whole."""
    found = _AUDIO.findall(body)
    try:
        (coded,) = found
        return base64.b64decode(coded, validate=True)
    except (ValueError, binascii.Error) as error:
        raise NetError("net-bad-audio", f"{len(body)} B") from error
