"""Speak Russian with the voice of Google Translate, by the library gTTS.

gTTS cuts a text into pieces that the service takes, and prepares the requests. It would send them without checking
certificates, so this module sends them. The endpoint is not official and has no pace that suits a square (its slow mode
reads word by word), and it speaks each piece of a long sentence by itself: draft quality.
"""

from __future__ import annotations

import base64
import binascii
import re
from functools import partial
from typing import TYPE_CHECKING

from zt_audio.engines.online.client import NetError, Patience, ServiceClient, decode_answer, fetch
from zt_audio.errors import VoiceError
from zt_audio.language.lexicon import STRESS
from zt_audio.model import Lang, Problem, Prosody, Speech, Utterance, Voice
from zt_audio.speech.registry import find_voice

if TYPE_CHECKING:
    from requests import PreparedRequest

_NAME = "gtts"
# Change it when the same words sound different: by this module, or by a version of the library that asks for others.
# The version itself is no part of it: an update helps against refusals, and what was fetched stays as good.
_RECIPE = "1"
_OWN_SYL_PER_S = 5.0  # the same assumption as in `azure`; the service takes no other
_HOST = "translate.google.com"
# Fast requests soon bring a 429. A long sentence is many requests; of four at once, each sends one in 2 s.
_PATIENCE = Patience(gap_s=0.5, at_once=4)
_VOICES = (Voice("ru", "ru", draft=True, licence="Google Terms of Service; unofficial endpoint", online=True),)

_AUDIO = re.compile(rb'jQ1olc","\[\\"([^"\\]*)\\"\]')  # JSON within JSON; gtts/tts.py finds it the same way


class Gtts:
    """See `Engine`. It obeys neither the rate nor the pitch of a prosody: `own_prosody` says how it always speaks."""

    name = _NAME
    deterministic = False
    keeps_time = True
    online = True
    own_prosody = Prosody(_OWN_SYL_PER_S)

    def __init__(self, client: ServiceClient | None = None) -> None:
        self._client = client or ServiceClient(_NAME, _HOST, _PATIENCE)

    def voices(self, lang: Lang) -> tuple[Voice, ...]:
        return tuple(voice for voice in _VOICES if voice.lang == lang)

    def fingerprint(self, voice_id: str) -> str:
        return f"{_NAME}-{find_voice(_NAME, _VOICES, voice_id).id}-{_RECIPE}"

    def prepare(self, text: str, lang: Lang) -> str:  # noqa: ARG002 - there is one language
        return text.replace(STRESS, "")

    def speak(self, utterance: Utterance, voice_id: str, prosody: Prosody) -> Speech:  # noqa: ARG002 - see the class
        voice = find_voice(_NAME, self.voices(utterance.lang), voice_id)
        if not (pieces := requests_for(self.prepare(utterance.text, utterance.lang), voice.id)):
            facts = {"engine": _NAME, "lang": utterance.lang, "text": utterance.text}
            raise VoiceError(Problem("engine-silent", utterance.where, facts))
        return self._client.speech(utterance, [partial(self._ask, piece) for piece in pieces])

    def _ask(self, request: PreparedRequest, left_s: float) -> Speech:
        return decode_answer(audio_of(fetch(request, self._client.patience, left_s)[1]))

    def close(self) -> None:
        """Fail the calls that wait for an answer; the engine holds nothing else."""
        self._client.close()


def engine() -> Gtts:
    """Return the engine that the entry point names."""
    return Gtts()


def requests_for(text: str, lang: str) -> list[PreparedRequest]:
    """Return gTTS's requests for `text`, one for each piece of at most 100 letters; none where it has no words."""
    from gtts import gTTS  # noqa: PLC0415 - brings requests, which a list of voices does not need

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
