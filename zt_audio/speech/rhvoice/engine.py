"""Utterances in, speech out: Russian voices of RHVoice, in processes of their own."""

from __future__ import annotations

import os
import sys
import threading

import numpy as np

from zt_audio.errors import VoiceError
from zt_audio.model import Lang, Problem, Prosody, Speech, Utterance, Voice
from zt_audio.speech.online.pace import pace, pace_sentence
from zt_audio.speech.process.pool import Pool
from zt_audio.speech.process.worker import Answer, Request, WorkerCrashedError, WorkerError, WorkerLateError
from zt_audio.speech.rhvoice import home as rhvoice_home
from zt_audio.speech.rhvoice.home import Home
from zt_audio.speech.voices import find_voice

NAME = "rhvoice"
RECIPE = "1"  # change it when this module or the worker make the same words sound different

UNKNOWN_LICENCE = "see the voice's own licence"
FREE = "no restriction listed"
NO_CHANGES = "CC BY-NC-ND 4.0"  # who may not change may hardly play it through a horn loudspeaker: those come last
LICENCES: dict[str, str] = {  # the best first
    "Anna": FREE,
    "Irina": FREE,
    "Aleksandr-hq": "CC BY-SA 4.0",
    "Aleksandr": FREE,
    "Elena": "GPL-3.0",
    **dict.fromkeys(("Arina", "Artemiy", "Evgeniy-Rus", "Mikhail", "Pavel", "Tatiana", "Timofey", "Umka"), NO_CHANGES),
    **dict.fromkeys(("Victoria", "Vitaliy", "Vitaliy-ng", "Vsevolod", "Yuriy"), NO_CHANGES),
}
RATES_PERCENT = (30, 300)  # of a voice's own pace; in between it follows exactly
PITCHES_PERCENT = (70, 140)  # at the ends of the scale


class RHVoice:
    """See `Engine`. A voice's id is its name in small letters."""

    name = NAME
    deterministic = True
    keeps_time = True

    def __init__(self, home: Home | Problem, size: int | None = None) -> None:
        """Take the place where RHVoice is, or why it is nowhere."""
        self._home = home
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
            Voice(id=name.lower(), lang="ru", draft=False, licence=LICENCES.get(name, UNKNOWN_LICENCE))
            for name in names
        )

    def fingerprint(self, voice_id: str) -> str:
        find_voice(NAME, self.voices("ru"), voice_id)
        return f"{NAME}-{voice_id}-{RECIPE}-{rhvoice_home.fingerprint(self._found(), self._folders[voice_id])}"

    def prepare(self, text: str, lang: Lang) -> str:  # noqa: ARG002 - it has but one
        return text  # it reads U+0301, and ё

    def speak(self, utterance: Utterance, voice_id: str, prosody: Prosody) -> Speech:
        voice = find_voice(NAME, self.voices(utterance.lang), voice_id)
        own = self._pace(voice, utterance)
        slowest, fastest = RATES_PERCENT
        rate = min(max(round(100 * prosody.rate_syl_per_s / own), slowest), fastest)
        answer = self._ask(voice, utterance, utterance.text, rate, pitch_percent(prosody.pitch))
        return Speech(answer.pcm, answer.sample_rate, answer.words)

    def close(self) -> None:
        self._pool.close()

    def _pace(self, voice: Voice, utterance: Utterance) -> float:
        """Return the syllables a second that this voice says unasked: each has a pace of its own."""
        with self._measuring:
            if voice.id not in self._paces:
                answer = self._ask(voice, utterance, pace_sentence("ru")[0], 100, 100)
                audio = np.frombuffer(answer.pcm, "<i2").astype(np.float32) / np.float32(32_768)
                own = pace(audio, answer.sample_rate, "ru")
                if not own:
                    raise VoiceError(_problem(WorkerError("silence"), utterance))
                self._paces[voice.id] = own
            return self._paces[voice.id]

    def _ask(self, voice: Voice, utterance: Utterance, text: str, rate_percent: int, pitch_percent_: int) -> Answer:
        request = Request(text, rate_percent, pitch_percent_, 0, timeout_s(text))
        try:
            return self._pool.ask(voice.id, request)
        except WorkerError as error:
            raise VoiceError(_problem(error, utterance)) from error

    def _command(self, voice_id: str) -> list[str]:
        worker = [sys.executable, "-P", "-B", "-m", "zt_audio.speech.rhvoice.worker"]
        return [*worker, str(self._found().library), str(self._found().data), self._names[voice_id]]

    def _found(self) -> Home:
        if isinstance(self._home, Problem):
            raise VoiceError(self._home)
        return self._home


def engine() -> RHVoice:
    """Return the engine that the entry point names."""
    return RHVoice(rhvoice_home.find_home())


def timeout_s(text: str) -> int:
    """Return how long to wait: many times what it takes, for a machine that is busy."""
    return min(20 + len(text) // 10, 600)


def pitch_percent(pitch: int) -> int:
    """Return RHVoice's percent for a pitch of 0-100; 50 is the voice's own."""
    lowest, highest = PITCHES_PERCENT
    away = min(max(pitch / 50 - 1, -1.0), 1.0)
    return round(100 + away * (highest - 100 if away > 0 else 100 - lowest))


def _problem(error: WorkerError, utterance: Utterance) -> Problem:
    slugs: dict[type[WorkerError], str] = {WorkerCrashedError: "engine-crashed", WorkerLateError: "engine-timeout"}
    facts = {"engine": NAME, "lang": utterance.lang, "text": utterance.text, "reason": error.reason}
    return Problem(slugs.get(type(error), "engine-broken"), utterance.where, facts)
