"""Speak in tones: a deterministic engine for tests. Each syllable is a burst, with a gap between words."""

from __future__ import annotations

import math
import re
import sys
from array import array
from dataclasses import dataclass
from functools import lru_cache

from zt_audio.language.lexicon import STRESS
from zt_audio.model import LANGS, Lang, Prosody, Speech, Utterance, Voice
from zt_audio.speech.registry import find_voice

_RECIPE = "1"  # change it when the same words come to sound different
_SAMPLE_RATE = 22_050
_AMPLITUDE = 0.1 * math.sqrt(2) * 32_767  # a sine of -20 dBFS RMS, about the level of speech
_FADE_SAMPLES = 220  # 10 ms
_WORD_GAP = bytes(2 * 1_103)  # 50 ms

_VOWELS = "аәеёиоөуұүыіэюя"
_BASE_HZ: dict[str, float] = dict(zip(LANGS, (220.0, 262.0, 311.0, 370.0), strict=False))  # minor thirds
_VOICES = tuple(Voice(id=lang, lang=lang, draft=True, licence="GPL-3.0-or-later") for lang in LANGS)
_WORD = re.compile(r"\w+(?:-\w+)*")


@dataclass(frozen=True, slots=True)
class Tone:
    """See `Engine`."""

    name: str = "tone"
    deterministic: bool = True

    def voices(self, lang: Lang) -> tuple[Voice, ...]:
        return tuple(voice for voice in _VOICES if voice.lang == lang)

    def fingerprint(self, voice_id: str) -> str:
        return f"tone-{_RECIPE}-{find_voice(self.name, _VOICES, voice_id).id}"

    def prepare(self, text: str, lang: Lang) -> str:  # noqa: ARG002 - both languages need the same
        return text.replace(STRESS, "")

    def speak(self, utterance: Utterance, voice_id: str, prosody: Prosody) -> Speech:
        voice = find_voice(self.name, self.voices(utterance.lang), voice_id)
        words = _WORD.findall(self.prepare(utterance.text, utterance.lang).lower())
        samples = round(_SAMPLE_RATE / prosody.rate_syl_per_s)
        bend = 2.0 ** ((prosody.pitch - 50) / 50)
        pcm = _WORD_GAP.join(_word(word, _BASE_HZ[voice.id] * bend, samples) for word in words)
        return Speech(pcm, _SAMPLE_RATE, words=len(words))

    def close(self) -> None:
        pass


def engine() -> Tone:
    """Return the engine that the entry point names."""
    return Tone()


def _word(word: str, base_hz: float, samples: int) -> bytes:
    """Return a burst for each vowel; a word without any is one burst, so that no word is silent."""
    vowels = [letter for letter in word if letter in _VOWELS] or [_VOWELS[0]]
    return b"".join(_burst(base_hz * (1 + _VOWELS.index(vowel) / len(_VOWELS)), samples) for vowel in vowels)


@lru_cache(maxsize=256)
def _burst(frequency_hz: float, samples: int) -> bytes:
    """Return a sine that fades in and out."""
    step = 2 * math.pi * frequency_hz / _SAMPLE_RATE
    fade = min(_FADE_SAMPLES, samples // 2) or 1
    wave = array(
        "h",
        (
            round(_AMPLITUDE * min(1.0, at / fade, (samples - 1 - at) / fade) * math.sin(step * at))
            for at in range(samples)
        ),
    )
    if sys.byteorder == "big":
        wave.byteswap()
    return wave.tobytes()
