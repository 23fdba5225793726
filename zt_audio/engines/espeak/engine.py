"""Speak with espeak-ng, from its wheel, in processes of its own."""

from __future__ import annotations

import hashlib
import os
import sys
from bisect import bisect_left
from functools import cache, partial
from pathlib import Path
from types import ModuleType

from zt_audio.engines import espeak_worker
from zt_audio.engines.espeak import data as espeak_data, kazakh as espeak_kk, russian as espeak_ru
from zt_audio.engines.worker_pool import Pool, WorkerAnswer, WorkerError, WorkerRequest, timeout_s
from zt_audio.language.kk import loans, respelling, stress, vowel_harmony as sounds
from zt_audio.language.ru.words import transcription
from zt_audio.model import LANGS, Lang, Prosody, Speech, Utterance, Voice
from zt_audio.speech.registry import find_voice

_NAME = "espeak"
# Change it when this module or the worker make the same words sound different.
_RECIPE: dict[str, str] = {"kk": "2", "ru": "2"}
_RULES = {"kk": (loans, respelling, sounds, stress, espeak_kk), "ru": (transcription, espeak_ru)}
_VOICES = tuple(Voice(id=lang, lang=lang, draft=True, licence="GPL-3.0-or-later") for lang in LANGS)

_WORD_GAP_10MS = 2  # some 50 ms at the default pace: words stay apart though a square echoes

# Syllables a second -> words a minute. Measured with this word gap over twelve sentences a language, as appeals have:
# syllables over the time from first to last sound, less the silences of 150 ms and more. Russian cannot go slower than
# 3.95: below 84 words a minute espeak-ng stretches no further. Kazakh in phonemes is within 1.5 % of this.
PACE: dict[str, tuple[tuple[float, int], ...]] = {
    "kk": ((2.68, 80), (3.17, 100), (3.81, 120), (4.48, 140), (5.11, 160), (6.31, 200), (7.77, 250), (8.95, 300)),
    "ru": ((3.95, 80), (4.57, 100), (5.31, 120), (6.04, 140), (6.69, 160), (7.85, 200), (8.90, 250), (9.97, 300)),
}


class Espeak:
    """See `Engine`. Tests set the arguments.

    Without `fork`, as on Windows, each utterance has a process of its own. `least_timeout_s` is for the shortest text.
    """

    name = _NAME
    deterministic = True
    by_rule = True
    quick = True  # 5 ms of CPU for a sentence that takes 75 ms to check, treat and encode, and 200 kB to keep
    keeps_time = True

    def __init__(self, *, fork: bool = hasattr(os, "fork"), size: int | None = None, least_timeout_s: int = 10) -> None:
        self._least_timeout_s = least_timeout_s
        self._mode = "fork" if fork else "once"
        self._library = espeak_data.library_path()
        self._data = espeak_data.data_path()
        size = size or os.cpu_count() or 1
        self._pool = Pool(partial(self._command, "sound"), size, once=not fork)
        self._spelling_pool = Pool(partial(self._command, "phonemes"), size, once=not fork)

    def voices(self, lang: Lang) -> tuple[Voice, ...]:
        return tuple(voice for voice in _VOICES if voice.lang == lang)

    def identity(self, voice_id: str) -> str:
        find_voice(_NAME, _VOICES, voice_id)
        rules = _rules_digest(*_RULES[voice_id])
        how = hashlib.sha256(repr((_RECIPE[voice_id], _WORD_GAP_10MS, PACE[voice_id], rules)).encode()).hexdigest()[:8]
        return f"{_NAME}-{voice_id}-{how}"

    def fingerprint(self, voice_id: str) -> str:
        return f"{self.identity(voice_id)}-{espeak_data.data_fingerprint(self._library, self._data, voice_id)}"

    def prepare(self, text: str, lang: Lang) -> str:
        return espeak_kk.kazakh_phonemes(text) if lang == "kk" else espeak_ru.russian_phonemes(text)

    def speak(self, utterance: Utterance, voice_id: str, prosody: Prosody) -> Speech:
        answer = self._ask(self._pool, utterance, voice_id, prosody)
        return Speech(answer.pcm, answer.sample_rate, answer.words)

    def phonemes(self, utterance: Utterance, voice_id: str) -> tuple[str, ...]:
        """Return what `speak` says, in IPA: a text for each clause."""
        return tuple(self._ask(self._spelling_pool, utterance, voice_id, Prosody()).pcm.decode().splitlines())

    def _ask(self, pool: Pool, utterance: Utterance, voice_id: str, prosody: Prosody) -> WorkerAnswer:
        voice = find_voice(_NAME, self.voices(utterance.lang), voice_id)
        text = self.prepare(utterance.text, utterance.lang)
        pitch = min(max(prosody.pitch, 0), 100)
        rate_wpm = words_per_minute(voice.lang, prosody.rate_syl_per_s)
        request = WorkerRequest(text, rate_wpm, pitch, _WORD_GAP_10MS, timeout_s(text, self._least_timeout_s))
        try:
            return pool.ask(voice.id, request)
        except WorkerError as error:
            raise error.about(utterance, _NAME) from error

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


@cache
def _rules_digest(*modules: ModuleType) -> str:
    """Return a digest of the source of `modules`, the same on every system: new rules may change the sound."""
    together = hashlib.sha256()
    for module in modules:
        together.update(b"".join(Path(str(module.__file__)).read_bytes().split(b"\r")))  # Windows may have CRLF
    return together.hexdigest()[:8]


def words_per_minute(lang: Lang, rate_syl_per_s: float) -> int:
    """Return espeak-ng's words a minute for a rate in syllables a second, from the table, within its limits."""
    pace = PACE[lang]
    at = min(max(bisect_left(pace, (rate_syl_per_s, 0)), 1), len(pace) - 1)
    (slow, slow_wpm), (fast, fast_wpm) = pace[at - 1], pace[at]
    wpm = slow_wpm + (rate_syl_per_s - slow) * (fast_wpm - slow_wpm) / (fast - slow)
    return round(min(max(wpm, pace[0][1]), pace[-1][1]))
