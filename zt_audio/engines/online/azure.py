"""Speak with the neural voices of Azure, by its official REST interface, with a key and a contract.

The voices are Microsoft's, which `edge` reaches as well: both take their names and percents from here.

What the lexicon teaches reaches the service in two ways. Replacements are in the text already (`sub` would send both
forms, to be spoken the same). A Russian stress is sent as `phoneme`, because the service is not documented to know a
mark in the text. Kazakh loses its marks: Microsoft lists no phones for kk-KZ, and the service refuses a whole document
for one phone that is not listed. Kazakh stress is final anyway.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from zt_audio import __version__
from zt_audio.engines.online.client import NetError, Patience, ServiceClient, decode_answer, fetch
from zt_audio.errors import VoiceError
from zt_audio.language.lexicon import STRESS
from zt_audio.language.registry import language_of
from zt_audio.language.ru.words.transcription import MARKED_WORD, ipa
from zt_audio.model import LANGS, Lang, Problem, Prosody, Speech, Utterance, Voice
from zt_audio.speech.registry import find_voice

if TYPE_CHECKING:
    from requests import PreparedRequest

_NAME = "azure"
_RECIPE = "2"  # change it when this module makes the same words sound different
_HOST = "tts.speech.microsoft.com"
_FORMAT = "riff-24khz-16bit-mono-pcm"
_PATIENCE = Patience(gap_s=0.1)
_LICENCE = "Microsoft Product Terms (contract)"
KEY, REGION = "ZT_AUDIO_AZURE_KEY", "ZT_AUDIO_AZURE_REGION"

# Letters and digits only: neither may carry a line into a header or another host into the address.
_KEY = re.compile(r"[A-Za-z0-9]{16,256}")
_REGION = re.compile(r"[a-z]{2,30}[0-9]{0,2}")


_NAMES: dict[Lang, tuple[str, ...]] = {
    "kk": ("kk-KZ-AigulNeural", "kk-KZ-DauletNeural"),
    "ru": ("ru-RU-SvetlanaNeural", "ru-RU-DmitryNeural"),
}

# An assumption: these voices speak 5 syllables a second by themselves in both languages, as announcers do.
NATURAL_SYL_PER_S = 5.0
_SLOWEST_PERCENT, _FASTEST_PERCENT = -50, 100  # the service bends no further (SSML: rate 0.5 to 2)
_DEEPEST_PERCENT, _HIGHEST_PERCENT = -50, 50


def voices(lang: Lang, licence: str) -> tuple[Voice, ...]:
    """Return the voices for `lang`. They are good enough for a broadcast; whether one may is a question of terms."""
    return tuple(Voice(name, lang, draft=False, licence=licence, online=True) for name in _NAMES[lang])


def rate_percent(prosody: Prosody) -> int:
    """Return how much faster than by itself a voice should speak: the default of 3.8 syllables a second is -24 %."""
    percent = round(100 * (prosody.rate_syl_per_s / NATURAL_SYL_PER_S - 1))
    return min(max(percent, _SLOWEST_PERCENT), _FASTEST_PERCENT)


def pitch_percent(prosody: Prosody) -> int:
    """Return how much higher than by itself a voice should speak; 50 is its own pitch."""
    return min(max(prosody.pitch - 50, _DEEPEST_PERCENT), _HIGHEST_PERCENT)


@dataclass(frozen=True, slots=True)
class Account:
    """The account that pays for the speech; neither part is ever shown."""

    key: str = field(repr=False)
    region: str = field(repr=False)


class Azure:
    """See `Engine`. `endpoint` is for tests."""

    name = _NAME
    deterministic = False
    keeps_time = True
    online = True

    def __init__(
        self, account: Account | Problem, endpoint: str | None = None, client: ServiceClient | None = None
    ) -> None:
        """Take the account, or what is wrong with it."""
        self._account = account
        self._endpoint = endpoint or (f"https://{account.region}.{_HOST}" if isinstance(account, Account) else "")
        self._client = client or ServiceClient(_NAME, _HOST, _PATIENCE)

    def missing(self, lang: Lang, wanted: str) -> tuple[Problem, ...]:  # noqa: ARG002 - all voices need the same
        return (self._account,) if isinstance(self._account, Problem) else ()

    def voices(self, lang: Lang) -> tuple[Voice, ...]:
        """Return the voices. Raises VoiceError: engine-no-key."""
        self._ready()
        return voices(lang, _LICENCE)

    def fingerprint(self, voice_id: str) -> str:
        voice = find_voice(_NAME, [voice for lang in LANGS for voice in self.voices(lang)], voice_id)
        return f"{_NAME}-{voice.id}-{_RECIPE}-{NATURAL_SYL_PER_S}-{_FORMAT}"

    def prepare(self, text: str, lang: Lang) -> str:
        return text if language_of(lang).stresses else text.replace(STRESS, "")

    def speak(self, utterance: Utterance, voice_id: str, prosody: Prosody) -> Speech:
        voice = find_voice(_NAME, self.voices(utterance.lang), voice_id)
        document = ssml(self.prepare(utterance.text, utterance.lang), voice.id, prosody)
        return self._client.speech(utterance, [partial(self._ask, document)])

    def _ask(self, document: bytes, left_s: float) -> Speech:
        kind, body = fetch(self._request(document), self._client.patience, left_s)
        if not kind.startswith("audio/"):
            raise NetError("net-unexpected", kind or "-")
        return decode_answer(body)

    def _request(self, document: bytes) -> PreparedRequest:
        import requests  # noqa: PLC0415 - 0.1 s that only a request has to pay

        headers = {
            "Ocp-Apim-Subscription-Key": self._ready().key,
            "Content-Type": "application/ssml+xml",
            "X-Microsoft-OutputFormat": _FORMAT,
            "User-Agent": f"zt-audio/{__version__}",
        }
        return requests.Request("POST", f"{self._endpoint}/cognitiveservices/v1", headers, data=document).prepare()

    def _ready(self) -> Account:
        if isinstance(self._account, Problem):
            raise VoiceError(self._account)
        return self._account

    def close(self) -> None:
        """Fail the calls that wait for an answer; the engine holds nothing else."""
        self._client.close()


def engine() -> Azure:
    """Return the engine that the entry point names."""
    return Azure(account_in(os.environ))


def account_in(environment: Mapping[str, str]) -> Account | Problem:
    """Return the account that the environment names, or engine-no-key, which quotes nothing of it."""
    key, region = environment.get(KEY, "").strip(), environment.get(REGION, "").strip().lower()
    wrong = [name for name, found in ((KEY, _KEY.fullmatch(key)), (REGION, _REGION.fullmatch(region))) if not found]
    if wrong:
        return Problem("engine-no-key", facts={"engine": _NAME, "names": ", ".join(wrong)})
    return Account(key, region)


def ssml(text: str, voice_id: str, prosody: Prosody) -> bytes:
    """Return the document that asks `voice_id` to say `text`; a Russian word with a stress mark by its sounds."""
    document = ET.TreeBuilder()
    language = {"{http://www.w3.org/XML/1998/namespace}lang": "-".join(voice_id.split("-")[:2])}
    document.start("speak", {"version": "1.0", "xmlns": "http://www.w3.org/2001/10/synthesis"} | language)
    document.start("voice", {"name": voice_id})
    bend = {"rate": f"{rate_percent(prosody):+d}%", "pitch": f"{pitch_percent(prosody):+d}%"}
    document.start("prosody", bend)
    for part in MARKED_WORD.split(text):
        sounds = ipa(part) if STRESS in part else None
        if sounds:
            document.start("phoneme", {"alphabet": "ipa", "ph": sounds})
        document.data(part.replace(STRESS, ""))
        if sounds:
            document.end("phoneme")
    for name in ("prosody", "voice", "speak"):
        document.end(name)
    return bytes(ET.tostring(document.close(), encoding="utf-8"))
