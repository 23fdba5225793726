"""Listen to a take of a text: warn where it seems to read something else, and say which sentence to listen to.

Nothing is refused here, and nothing is approved: one wrong word, or another number, is not noticed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from zt_audio.ear.comparison import Alternative, Script, doubt_of
from zt_audio.ear.echo import echoes
from zt_audio.ear.features import FRAME_S, Cepstra, Frames, HeardFrames, cepstra_of, projected, wave_of
from zt_audio.engines.espeak.engine import Espeak
from zt_audio.errors import VoiceError
from zt_audio.logs import logger_of
from zt_audio.model import Fact, Lang, Problem, Prosody, Speech, Utterance
from zt_audio.sound.quality.recording_ends import spoken_span

Speak = Callable[[Utterance], Speech]
Sentences = Sequence[Utterance]

_PROSODY = Prosody(rate_syl_per_s=5.0)  # people read at 3.5 to 6.5; a reference goes along at up to twice its pace
_LONGEST_S = 120.0  # of speech: what is compared grows with the square of the length
_MOST_KEPT = 200  # references, of 30 kB each
_AROUND_S = 1.0  # what is played before and after the place of a sentence

_log = logger_of(__name__)


@dataclass(frozen=True, slots=True)
class TextToHear:
    """What a take should read; `others` are other texts of the same language, `translation` the same in the other."""

    sentences: Sentences
    others: Sequence[Sentences] = ()
    translation: Sentences = ()


class Ear:
    """Compares takes with espeak-ng's own, which it keeps for the next take. For one thread."""

    def __init__(self, speak: Speak | None = None, longest_s: float = _LONGEST_S) -> None:
        """`speak` makes references, espeak-ng without it. Takes with more speech than `longest_s` are not judged."""
        self._longest_s = longest_s
        self._engine: Espeak | None = None
        self._speak = speak or self._espeak
        self._kept: dict[tuple[Lang, str], Cepstra] = {}

    def warnings(self, take: Speech, text: TextToHear, file: str) -> tuple[Problem, ...]:
        """Return what a person should listen to in `take`, the recording `file` of `text`."""
        start, end = spoken_span(take)
        wave = wave_of(replace(take, pcm=take.pcm[2 * start : 2 * end]))
        (heard,) = projected([cepstra_of(wave)])
        if not len(heard.frames):
            return ()
        if echoes(wave):
            return (Problem("heard-echo", None, {"file": file}, "warning"),)
        if len(heard.frames) * FRAME_S > self._longest_s:
            return (Problem("heard-too-long", None, {"file": file, "limit_s": round(self._longest_s)}, "warning"),)
        try:
            script = self._script(text)
        except VoiceError as error:  # the recording is no worse for it
            _log.warning("the ear has no references: %s", error)
            return ()
        doubt = doubt_of(heard.frames, script)
        return (_warning(doubt, heard, start / take.sample_rate, text, file),) if doubt else ()

    def close(self) -> None:
        """End the processes of espeak-ng."""
        if self._engine:
            self._engine.close()

    def _script(self, text: TextToHear) -> Script:
        """Return the references of `text`. Raises VoiceError."""
        own, *others = self._references([text.sentences, *text.others])
        (translation,) = self._references([text.translation]) if text.translation else [()]
        return Script(own, others, translation)

    def _references(self, texts: Sequence[Sentences]) -> list[Sequence[Frames]]:
        """Return the frames of each sentence of `texts` of one language, by text."""
        found = iter(projected([self._reference(sentence) for text in texts for sentence in text]))
        return [[next(found).frames for _sentence in text] for text in texts]

    def _reference(self, sentence: Utterance) -> Cepstra:
        key = sentence.lang, sentence.text
        if key not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = cepstra_of(wave_of(self._speak(sentence)))
        return self._kept[key]

    def _espeak(self, sentence: Utterance) -> Speech:
        self._engine = self._engine or Espeak(size=1)
        return self._engine.speak(sentence, sentence.lang, _PROSODY)


def _warning(doubt: Alternative, heard: HeardFrames, begins_s: float, text: TextToHear, file: str) -> Problem:
    """Return the doubt as facts: which sentence, and where to listen in a take whose first word is at `begins_s`."""
    facts: dict[str, Fact] = {"file": file}
    last = len(heard.times_s) - 1
    start_s, end_s = (begins_s + float(heard.times_s[min(frame, last)]) for frame in (doubt.start, doubt.end))
    if doubt.sentence is not None:
        facts |= {"sentence": doubt.sentence + 1, "text": text.sentences[doubt.sentence].text}
    facts |= {"from_s": round(max(0.0, start_s - _AROUND_S), 1), "to_s": round(end_s + _AROUND_S, 1)}
    return Problem(doubt.fault.value, None, facts, "warning")
