"""Hum a text, one note for each syllable: this is all that an engine needs."""

from array import array
from math import pi, sin

from zt_audio.model import Lang, Prosody, Speech, Utterance, Voice


class Hum:
    name, deterministic = "hum", True  # where it is not, another take may be better than a bad one

    def voices(self, lang: Lang) -> tuple[Voice, ...]:
        return (Voice(f"hum-{lang}", lang, draft=True, licence="CC0-1.0"),)

    def fingerprint(self, voice_id: str) -> str:
        return f"{voice_id}-1"  # another one when the same words come to sound different

    def prepare(self, text: str, lang: Lang) -> str:
        return text.replace("\u0301", "")  # stress marks

    def speak(self, utterance: Utterance, voice_id: str, prosody: Prosody) -> Speech:
        size, pcm = round(16_000 / prosody.rate_syl_per_s), array("h")  # samples of a syllable
        for word in self.prepare(utterance.text, utterance.lang).lower().split():
            syllables = sum(letter in "аәеёиоөуұүыіэюя" for letter in word)
            pcm.extend(round(6_000 * sin(pi * at / size) * sin(at / 17)) for at in range(size * syllables))
            pcm.extend([0] * 800)
        return Speech(pcm.tobytes(), 16_000)

    def close(self) -> None:
        pass
