"""Utterances in, speech out: espeak-ng, from its wheel, in processes of its own."""

from __future__ import annotations

import hashlib
import os
import sys
from bisect import bisect_left
from functools import partial
from pathlib import Path

from zt_audio.errors import VoiceError
from zt_audio.language.kk import loans, respelling, stress
from zt_audio.language.kk import vowel_harmony as sounds
from zt_audio.language.ru import transcription
from zt_audio.model import LANGS, Lang, Problem, Prosody, Speech, Utterance, Voice
from zt_audio.speech.espeak import data as espeak_data
from zt_audio.speech.espeak import kazakh as espeak_kk
from zt_audio.speech.espeak import russian as espeak_ru
from zt_audio.speech.espeak import worker as espeak_worker
from zt_audio.speech.process.pool import Pool
from zt_audio.speech.process.worker import Answer, Request, WorkerCrashedError, WorkerError, WorkerLateError
from zt_audio.speech.rules_digest import rules_digest
from zt_audio.speech.voices import find_voice

NAME = "espeak"
# Change it when this module or the worker make the same words sound different.
RECIPE: dict[str, str] = {"kk": "2", "ru": "2"}
RULES = {"kk": (loans, respelling, sounds, stress, espeak_kk), "ru": (transcription, espeak_ru)}
VOICES = tuple(Voice(id=lang, lang=lang, draft=True, licence="GPL-3.0-or-later") for lang in LANGS)

WORD_GAP_10MS = 2  # some 50 ms at the default pace: words stay apart where a square echoes

# Syllables a second -> words a minute. Measured with this word gap over twelve sentences a language, as appeals have:
# syllables over the time from first to last sound, less the silences of 150 ms and more. Russian cannot go slower than
# 3.95: espeak-ng stretches no more below 84 words a minute. Kazakh in phonemes is within 1.5 % of this.
PACE: dict[str, tuple[tuple[float, int], ...]] = {
    "kk": ((2.68, 80), (3.17, 100), (3.81, 120), (4.48, 140), (5.11, 160), (6.31, 200), (7.77, 250), (8.95, 300)),
    "ru": ((3.95, 80), (4.57, 100), (5.31, 120), (6.04, 140), (6.69, 160), (7.85, 200), (8.90, 250), (9.97, 300)),
}


class Espeak:
    """See `Engine`. `fork` is for tests: without it each utterance has a process that is started for it."""

    name = NAME
    deterministic = True
    keeps_time = True

    def __init__(self, *, fork: bool = hasattr(os, "fork"), size: int | None = None) -> None:
        self._mode = "fork" if fork else "once"
        self._library = espeak_data.library_path()
        self._data = espeak_data.data_path()
        size = size or os.cpu_count() or 1
        self._pool = Pool(partial(self._command, "sound"), size, once=not fork)
        self._spelling_pool = Pool(partial(self._command, "phonemes"), size, once=not fork)

    def voices(self, lang: Lang) -> tuple[Voice, ...]:
        return tuple(voice for voice in VOICES if voice.lang == lang)

    def fingerprint(self, voice_id: str) -> str:
        find_voice(NAME, VOICES, voice_id)
        rules = rules_digest(*RULES[voice_id])
        how = hashlib.sha256(repr((RECIPE[voice_id], WORD_GAP_10MS, PACE[voice_id], rules)).encode()).hexdigest()[:8]
        return f"{NAME}-{voice_id}-{how}-{espeak_data.fingerprint(self._library, self._data, voice_id)}"

    def prepare(self, text: str, lang: Lang) -> str:
        return espeak_kk.in_phonemes(text) if lang == "kk" else espeak_ru.in_phonemes(text)

    def speak(self, utterance: Utterance, voice_id: str, prosody: Prosody) -> Speech:
        answer = self._ask(self._pool, utterance, voice_id, prosody)
        return Speech(answer.pcm, answer.sample_rate, answer.words)

    def phonemes(self, utterance: Utterance, voice_id: str) -> tuple[str, ...]:
        """Return what `speak` says, in IPA: a text for each clause."""
        body = self._ask(self._spelling_pool, utterance, voice_id, Prosody()).pcm
        return tuple(body.decode().splitlines())

    def _ask(self, pool: Pool, utterance: Utterance, voice_id: str, prosody: Prosody) -> Answer:
        voice = find_voice(NAME, self.voices(utterance.lang), voice_id)
        text = self.prepare(utterance.text, utterance.lang)
        try:
            return pool.ask(voice.id, _request(text, voice.lang, prosody))
        except WorkerError as error:
            raise VoiceError(_problem(error, utterance)) from error

    def close(self) -> None:
        self._pool.close()
        self._spelling_pool.close()

    def _command(self, wanted: str, voice_id: str) -> list[str]:
        # Isolated, without site-packages: a worker is ready in 30 ms.
        script = Path(espeak_worker.__file__)
        data = espeak_data.reachable(self._data, espeak_data.short_places())
        how = (str(self._library), str(data), voice_id, self._mode, wanted)
        return [sys.executable, "-I", "-S", "-B", str(script), *how]


def engine() -> Espeak:
    """Return the engine that the entry point names."""
    return Espeak()


def _request(text: str, lang: Lang, prosody: Prosody) -> Request:
    pitch = min(max(prosody.pitch, 0), 100)
    return Request(text, rate_wpm(lang, prosody.rate_syl_per_s), pitch, WORD_GAP_10MS, timeout_s(text))


def timeout_s(text: str) -> int:
    """Return how long to wait: some hundred times what it takes, for a machine that is busy."""
    return min(10 + len(text) // 10, 600)


def rate_wpm(lang: Lang, rate_syl_per_s: float) -> int:
    """Return espeak-ng's words a minute for a rate in syllables a second, from the table, within its limits."""
    pace = PACE[lang]
    at = min(max(bisect_left(pace, (rate_syl_per_s, 0)), 1), len(pace) - 1)
    (slow, slow_wpm), (fast, fast_wpm) = pace[at - 1], pace[at]
    wpm = slow_wpm + (rate_syl_per_s - slow) * (fast_wpm - slow_wpm) / (fast - slow)
    return round(min(max(wpm, pace[0][1]), pace[-1][1]))


def _problem(error: WorkerError, utterance: Utterance) -> Problem:
    slugs: dict[type[WorkerError], str] = {WorkerCrashedError: "engine-crashed", WorkerLateError: "engine-timeout"}
    facts = {"engine": NAME, "lang": utterance.lang, "text": utterance.text, "reason": error.reason}
    return Problem(slugs.get(type(error), "engine-broken"), utterance.where, facts)
