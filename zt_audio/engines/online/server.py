"""Speak with a server of this network that has the interface of OpenAI: `POST /v1/audio/speech`.

Neural voices that need a machine or an environment of their own are served this way. The settings say where it listens
and who speaks there. The interface has a `speed` and no pitch: a higher voice is asked to speak slower,
and played faster.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import threading
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from zt_audio import __version__
from zt_audio.content.project import Snapshot
from zt_audio.engines.online.client import NetError, Patience, ServiceClient, decode_answer, fetch
from zt_audio.errors import ContentError, VoiceError
from zt_audio.language.lexicon import STRESS
from zt_audio.language.registry import language_of
from zt_audio.model import LANGS, Lang, Problem, Prosody, ServerSettings, ServerVoice, Speech, Utterance, Voice
from zt_audio.speech.https import NotSafeError, check_safe, is_address
from zt_audio.speech.protocol import EngineContext
from zt_audio.speech.registry import find_voice

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from requests import PreparedRequest

_NAME = "server"
_RECIPE = "1"  # change it when this module makes the same words sound different
# A model without a graphics card may take a minute for a sentence, and answers only when it has all of it.
_PATIENCE = Patience(attempts=3, read_s=120, total_s=300, gap_s=0, at_once=2)
_SPEEDS = (0.25, 4.0)  # what the interface allows
_LICENCE = "see the licence of the server's voice"
_SOUND = ("audio/", "application/octet-stream")
KEY_VARIABLE = "ZT_AUDIO_SERVER_KEY"

_KEY = re.compile(r"[\x21-\x7e]{1,512}")  # it may carry no line into a header


@dataclass(frozen=True, slots=True)
class SpeechServer:
    """A server that may be asked; its key is never shown."""

    settings: ServerSettings
    key: str = field(default="", repr=False)

    @property
    def url(self) -> str:
        """Return what is asked; people write the address with /v1 or without."""
        return _asked_at(self.settings.address.value)

    @property
    def identity(self) -> str:
        """Return which server it is: by the name that staff gave it, or else by its address.

        What servers say of themselves (/v1/models) is alike where their weights differ. So only a person can know that
        the same server has moved, and says it by the name; without one, a new address never carries on in silence.
        """
        return _asked_at(self.settings.name or self.settings.address.value)

    @property
    def host(self) -> str:
        return urlsplit(self.settings.address.value).netloc.rpartition("@")[2]


class Server:
    """See `Engine`. The id of a voice is its language and its name there: one model may speak both languages."""

    name = _NAME
    deterministic = False
    keeps_time = True
    online = True

    def __init__(self, server: SpeechServer | Problem, client: ServiceClient | None = None) -> None:
        """Take the server, or why there is none."""
        self._server = server
        host = server.host if isinstance(server, SpeechServer) else ""
        self._client = client or ServiceClient(_NAME, host, _PATIENCE)
        self._paces: dict[Lang, Future[float]] = {}
        self._lock = threading.Lock()

    def missing(self, lang: Lang, wanted: str) -> tuple[Problem, ...]:  # noqa: ARG002 - all voices need the same
        return (self._server,) if isinstance(self._server, Problem) else ()

    def voices(self, lang: Lang) -> tuple[Voice, ...]:
        """Return the voice of `lang`. Raises VoiceError: server-no-address, server-address-bad, server-address-open."""
        found = self._ready().settings.voices.get(lang)
        return (_voice(lang, found),) if found else ()

    def fingerprint(self, voice_id: str) -> str:
        lang = find_voice(_NAME, [voice for lang in LANGS for voice in self.voices(lang)], voice_id).lang
        there = self._of(lang)
        told = (_RECIPE, self._ready().identity, there.model, there.voice, lang, language_of(lang).samples.pace)
        return f"{_NAME}-{voice_id}-{hashlib.sha256(repr(told).encode()).hexdigest()[:16]}"

    def prepare(self, text: str, lang: Lang) -> str:  # noqa: ARG002 - no model is known to read the mark
        return text.replace(STRESS, "")

    def speak(self, utterance: Utterance, voice_id: str, prosody: Prosody) -> Speech:
        find_voice(_NAME, self.voices(utterance.lang), voice_id)
        from zt_audio.speech.pace import as_pcm, pitch_factor, raised  # noqa: PLC0415 - numpy; only speaking needs it

        slowest, fastest = _SPEEDS
        higher = pitch_factor(prosody.pitch)
        speed = min(max(prosody.rate_syl_per_s / self._pace(utterance) / higher, slowest), fastest)
        said = self._said(utterance, self.prepare(utterance.text, utterance.lang), speed)
        if higher == 1.0:
            return said
        return Speech(as_pcm(raised(_samples(said), said.sample_rate, higher)), said.sample_rate)

    def _pace(self, utterance: Utterance) -> float:
        """Return the syllables a second that the voice says unasked: models differ by a third.

        One caller measures it. Those that wait for it fail with it: they would wait for the same server again.
        """
        lang = utterance.lang
        with self._lock:
            is_first = lang not in self._paces
            found = self._paces.setdefault(lang, Future())
        if is_first:
            try:
                found.set_result(self._measured(utterance))
            except BaseException as error:  # noqa: BLE001 - raised again where the result is awaited
                with self._lock:
                    del self._paces[lang]
                found.set_exception(error)
        return found.result()

    def _measured(self, utterance: Utterance) -> float:
        from zt_audio.speech.pace import pace, pace_sentence  # noqa: PLC0415 - as above

        said = self._said(utterance, pace_sentence(utterance.lang)[0], 1.0)
        if not (own := pace(_samples(said), said.sample_rate, utterance.lang)):
            facts = {"engine": _NAME, "lang": utterance.lang, "text": utterance.text}
            raise VoiceError(Problem("engine-silent", utterance.where, facts))
        return own

    def _said(self, utterance: Utterance, text: str, speed: float) -> Speech:
        voice = self._of(utterance.lang)
        wanted = {"model": voice.model, "voice": voice.voice, "input": text, "speed": round(speed, 2)}
        return self._client.speech(utterance, [partial(self._ask, {**wanted, "response_format": "wav"})])

    def _ask(self, wanted: Mapping[str, object], left_s: float) -> Speech:
        own_network = self._ready().settings.network == "own"
        kind, body = fetch(self._request(wanted), self._client.patience, left_s, own_network=own_network)
        if not kind.startswith(_SOUND):
            raise NetError("net-unexpected", kind or "-")
        return decode_answer(body)

    def _request(self, wanted: Mapping[str, object]) -> PreparedRequest:
        import requests  # noqa: PLC0415 - 0.1 s that only a request has to pay

        server = self._ready()
        headers = {"Content-Type": "application/json", "User-Agent": f"zt-audio/{__version__}"}
        if server.key:
            headers["Authorization"] = f"Bearer {server.key}"
        document = json.dumps(wanted, ensure_ascii=False).encode()
        return requests.Request("POST", server.url, headers, data=document).prepare()

    def _of(self, lang: Lang) -> ServerVoice:
        return self._ready().settings.voices[lang]

    def _ready(self) -> SpeechServer:
        if isinstance(self._server, Problem):
            raise VoiceError(self._server)
        return self._server

    def close(self) -> None:
        """Fail the calls that wait for an answer; the engine holds nothing else."""
        self._client.close()


def engine(context: EngineContext) -> Server:
    """Return the engine that the entry point names."""
    try:
        settings = Snapshot(context.project).manner.settings.voices.server
    except ContentError:  # those who read the project report it
        settings = ServerSettings()
    return Server(server_of(settings, os.environ))


def server_of(settings: ServerSettings, environment: Mapping[str, str]) -> SpeechServer | Problem:
    """Return the server of `settings`, or why it may not be asked: server-..., engine-no-key, which quote no key."""
    address, where = settings.address.value, settings.address.where
    if not address:
        return Problem("server-no-address")
    if not is_address(address) or not address.startswith(("http://", "https://")) or "@" in address:
        return Problem("server-address-bad", where)
    try:
        check_safe(address, own_network=settings.network == "own")
    except NotSafeError:
        return Problem("server-address-open", where, {"address": address})
    key = environment.get(KEY_VARIABLE, "").strip()
    if key and not _KEY.fullmatch(key):
        return Problem("engine-no-key", None, {"engine": _NAME, "names": KEY_VARIABLE})
    return SpeechServer(settings, key)


def _asked_at(address: str) -> str:
    return f"{address.rstrip('/').removesuffix('/v1')}/v1/audio/speech"


def _voice(lang: Lang, voice: ServerVoice) -> Voice:
    """Return the voice as the program knows it: whose it is no server says."""
    return Voice(f"{lang}-{voice.voice}", lang, draft=False, licence=_LICENCE, online=True, origin_known=False)


def _samples(speech: Speech) -> NDArray[np.float32]:
    import numpy as np  # noqa: PLC0415 - as above

    return np.frombuffer(speech.pcm, "<i2").astype(np.float32) / np.float32(32_768)
