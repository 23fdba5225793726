"""Speak with Russian voices of RHVoice, in processes of their own."""

from __future__ import annotations

import os
import sys
import threading

import numpy as np

from zt_audio.engines.rhvoice import home as rhvoice_home
from zt_audio.engines.rhvoice.home import Home
from zt_audio.engines.worker_pool import Pool, WorkerAnswer, WorkerError, WorkerRequest, timeout_s
from zt_audio.errors import VoiceError
from zt_audio.model import Lang, Problem, Prosody, Speech, Utterance, Voice
from zt_audio.speech.pace import pace, pace_sentence
from zt_audio.speech.registry import find_voice

_NAME = "rhvoice"
_RECIPE = "1"  # change it when this module or the worker make the same words sound different

_UNKNOWN_LICENCE = "see the voice's own licence"
_FREE = "no restriction listed"
_NO_CHANGES = "CC BY-NC-ND 4.0"  # no changes may mean no horn loudspeaker: those come last
LICENCES: dict[str, str] = {  # the best first
    "Anna": _FREE,
    "Irina": _FREE,
    "Aleksandr-hq": "CC BY-SA 4.0",
    "Aleksandr": _FREE,
    "Elena": "GPL-3.0",
    **dict.fromkeys(("Arina", "Artemiy", "Evgeniy-Rus", "Mikhail", "Pavel", "Tatiana", "Timofey", "Umka"), _NO_CHANGES),
    **dict.fromkeys(("Victoria", "Vitaliy", "Vitaliy-ng", "Vsevolod", "Yuriy"), _NO_CHANGES),
}
_RATES_PERCENT = (30, 300)  # of a voice's own pace; in between it follows exactly
_PITCHES_PERCENT = (70, 140)  # at the ends of the scale


class RHVoice:
    """See `Engine`. A voice's id is its name in small letters. Tests set the arguments after `home`."""

    name = _NAME
    deterministic = True
    by_rule = True
    keeps_time = True

    def __init__(self, home: Home | Problem, size: int | None = None, least_timeout_s: int = 20) -> None:
        """Take the place where RHVoice is, or why there is none."""
        self._home = home
        self._least_timeout_s = least_timeout_s
        voices = home.voices() if isinstance(home, Home) else {}
        self._folders = {name.lower(): folder for name, folder in voices.items()}
        self._names = {name.lower(): name for name in voices}
        self._pool = Pool(self._command, size or os.cpu_count() or 1, once=False)
        self._paces: dict[str, float] = {}
        self._measuring = threading.Lock()

    def missing(self, lang: Lang, wanted: str) -> tuple[Problem, ...]:  # noqa: ARG002 - all voices need the same
        return (self._home,) if isinstance(self._home, Problem) else ()

    def voices(self, lang: Lang) -> tuple[Voice, ...]:
        """Return the voices. Raises VoiceError: rhvoice-not-installed, rhvoice-unsupported."""
        self._found()
        if lang != "ru":
            return ()
        order = [*LICENCES]
        names = sorted(
            self._names.values(), key=lambda name: (order.index(name) if name in order else len(order), name)
        )
        return tuple(
            Voice(id=name.lower(), lang="ru", draft=False, licence=LICENCES.get(name, _UNKNOWN_LICENCE))
            for name in names
        )

    def fingerprint(self, voice_id: str) -> str:
        find_voice(_NAME, self.voices("ru"), voice_id)
        return f"{_NAME}-{voice_id}-{_RECIPE}-{rhvoice_home.home_fingerprint(self._found(), self._folders[voice_id])}"

    def identity(self, voice_id: str) -> str:
        return f"{_NAME}-{voice_id}-{_RECIPE}"

    def prepare(self, text: str, lang: Lang) -> str:  # noqa: ARG002 - there is one language
        return text  # it reads U+0301, and ё

    def speak(self, utterance: Utterance, voice_id: str, prosody: Prosody) -> Speech:
        voice = find_voice(_NAME, self.voices(utterance.lang), voice_id)
        own = self._pace(voice, utterance)
        slowest, fastest = _RATES_PERCENT
        rate = min(max(round(100 * prosody.rate_syl_per_s / own), slowest), fastest)
        answer = self._ask(voice, utterance, utterance.text, rate, _pitch_percent(prosody.pitch))
        return Speech(answer.pcm, answer.sample_rate, answer.words)

    def close(self) -> None:
        self._pool.close()

    def _pace(self, voice: Voice, utterance: Utterance) -> float:
        """Return the syllables a second that this voice says unasked: each voice has its own pace."""
        with self._measuring:
            if voice.id not in self._paces:
                answer = self._ask(voice, utterance, pace_sentence("ru")[0], 100, 100)
                audio = np.frombuffer(answer.pcm, "<i2").astype(np.float32) / np.float32(32_768)
                if not (own := pace(audio, answer.sample_rate, "ru")):
                    raise WorkerError("silence").about(utterance, _NAME)
                self._paces[voice.id] = own
            return self._paces[voice.id]

    def _ask(
        self, voice: Voice, utterance: Utterance, text: str, rate_percent: int, pitch_percent: int
    ) -> WorkerAnswer:
        request = WorkerRequest(text, rate_percent, pitch_percent, 0, timeout_s(text, self._least_timeout_s))
        try:
            return self._pool.ask(voice.id, request)
        except WorkerError as error:
            raise error.about(utterance, _NAME) from error

    def _command(self, voice_id: str) -> list[str]:
        worker = [sys.executable, "-P", "-B", "-m", "zt_audio.engines.rhvoice_worker"]
        return [*worker, str(self._found().library), str(self._found().data), self._names[voice_id]]

    def _found(self) -> Home:
        if isinstance(self._home, Problem):
            raise VoiceError(self._home)
        return self._home


def engine() -> RHVoice:
    """Return the engine that the entry point names."""
    return RHVoice(rhvoice_home.find_home())


def _pitch_percent(pitch: int) -> int:
    """Return RHVoice's percent for a pitch of 0-100; 50 is the voice's own."""
    lowest, highest = _PITCHES_PERCENT
    away = min(max(pitch / 50 - 1, -1.0), 1.0)
    return round(100 + away * (highest - 100 if away > 0 else 100 - lowest))
