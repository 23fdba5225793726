"""Listen to a take of a text: warn where it seems to read something else, and say which sentence to listen to.

Nothing is refused here, and nothing is approved. One wrong word, or another number, is noticed with a recogniser alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from zt_audio.ear.comparison import Fault, Script, doubt_of, sentence_frames
from zt_audio.ear.features import (
    HOP,
    KEPT_FRAME_S,
    RATE_HZ,
    Cepstra,
    Frames,
    HeardFrames,
    cepstra_of,
    projected,
    wave_of,
)
from zt_audio.ear.recogniser import Scorer, installed_recogniser
from zt_audio.ear.words import WordedText, bare, doubt_of_words, without_stress
from zt_audio.engines.espeak.engine import Espeak
from zt_audio.engines.process.worker import WorkerError, WorkerLateError
from zt_audio.errors import VoiceError
from zt_audio.logs import logger_of
from zt_audio.model import Fact, Lang, Problem, Prosody, Speech, Utterance
from zt_audio.sound.clean import spoken_span

Speak = Callable[[Utterance], Speech]
Sentences = Sequence[Utterance]
_Span = tuple[float, float]  # seconds

_RECIPE = 1  # raise where the same take may be told otherwise

_PROSODY = Prosody(rate_syl_per_s=5.0)  # people read at 3.5 to 6.5; a reference goes along at up to twice its pace
_LONGEST_S = 120.0  # of speech: what is compared grows with the square of the length
_MOST_KEPT = 200  # references, of 30 kB each
_WINDOW_S = 25.0  # that the recogniser hears at once, of the 30 that it can
_MOST_OTHERS = 3  # whole texts that the recogniser compares: the core has compared them all, at a fraction of the cost
_PATIENCE_S = 20.0  # after which no more windows are asked about: a person waits in the studio
_AROUND_S = 1.0  # what is played before and after the place of a sentence


_log = logger_of(__name__)


_WINDOW = RATE_HZ // 100
_FALL_WINDOWS = 6  # 60 ms
# So many steeper ones may be clicks, one in 2 s and at most 5: in a short take few sounds stop at once.
_S_PER_CLICK, _MOST_CLICKS = 2.0, 5
# In 592 dry readings the voice falls by 22 dB and more within 60 ms. In a room with a reverberation time of 0.8 s it
# falls by at most 16.4 dB (56 readings), with 0.6 s in 56 of 57 by at most 17.2 dB, with 0.3 s at times as in dry ones.
_STEEPEST_DRY_DB = 19.0
# Where the room's noise lies no further below the loud sounds, nothing can fall: then it is not the echo that hinders.
_LEAST_RANGE_DB = 22.0
_POWER_OF_NOTHING = 1e-10


@dataclass(frozen=True, slots=True)
class TextToHear:
    """What a take should read; `others` are other texts of the same language, `translation` the same in the other.

    `former` is how the text was when it was recorded before, `strange` are words of other texts.
    """

    sentences: Sentences
    others: Sequence[Sentences] = ()
    translation: Sentences = ()
    former: Sequence[str] = ()
    strange: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class _Doubt:
    """What a person should listen to: seconds after the first word, a sentence from 0 and a word, if it is one."""

    fault: Fault
    span_s: _Span
    sentence: int | None = None
    word: str = ""


@dataclass(frozen=True, slots=True)
class _Window:
    """A part of a take, and its sentences `first` to before `after`."""

    first: int
    after: int
    start_s: float
    end_s: float


class Ear:
    """Compares takes with espeak-ng's own, which it keeps for the next take. For one thread."""

    def __init__(
        self,
        speak: Speak | None = None,
        longest_s: float = _LONGEST_S,
        scorer: Scorer | None = None,
        patience_s: float = _PATIENCE_S,
    ) -> None:
        """`speak` makes references, espeak-ng without it. Takes with more speech than `longest_s` are not judged.

        `scorer` is the recogniser, which hears words and numbers. It does not understand espeak-ng. Within `patience_s`
        it begins with the last part of a take, or gives up.
        """
        self._longest_s = longest_s
        self._engine: Espeak | None = None
        self._speak = speak or self._espeak
        self._scorer = scorer
        self._patience_s = patience_s
        self._kept: dict[tuple[Lang, str], Cepstra] = {}

    @property
    def name(self) -> str:
        """Return what changes whenever the same take may be told otherwise."""
        return f"{_RECIPE}+words" if self._scorer else str(_RECIPE)

    def usual_s(self, sentence: Utterance) -> float:
        """Return how many seconds espeak-ng needs for `sentence`. Raises VoiceError."""
        cepstra, _spoken = self._reference(sentence)
        return len(cepstra) * HOP / RATE_HZ

    def warnings(self, take: Speech, text: TextToHear, file: str) -> tuple[Problem, ...]:
        """Return what a person should listen to in `take`, the recording `file` of `text`."""
        start, end = spoken_span(take)
        wave = wave_of(replace(take, pcm=take.pcm[2 * start : 2 * end]))
        (heard,) = projected([cepstra_of(wave)])
        if not len(heard.frames):
            return ()
        begins_s, script = start / take.sample_rate, None
        if not (told := self._not_comparable(wave, heard, file)):
            script = self._script(text)
            if script and (found := doubt_of(heard.frames, script)):
                span_s = heard.second_of(found.start), heard.second_of(found.end)
                return (_warning(_Doubt(found.fault, span_s, found.sentence), begins_s, text, file),)
        if not self._scorer:
            return told
        try:
            doubt = _doubt_of_words(self._scorer, wave, heard, script, text, monotonic() + self._patience_s)
        except WorkerError as error:  # the recording is no worse for it
            _log.warning("the recogniser gives up: %s", error)
            return (*told, Problem("heard-no-words", None, {"file": file}, "warning"))
        return (_warning(doubt, begins_s, text, file),) if doubt else told

    def _not_comparable(self, wave: NDArray[np.float32], heard: HeardFrames, file: str) -> tuple[Problem, ...]:
        """Return why a take cannot be compared with references, nothing where it can."""
        if echoes(wave):
            return (Problem("heard-echo", None, {"file": file}, "warning"),)
        if len(heard.frames) * KEPT_FRAME_S > self._longest_s:
            return (Problem("heard-too-long", None, {"file": file, "limit_s": round(self._longest_s)}, "warning"),)
        return ()

    def close(self) -> None:
        """End the processes of espeak-ng and of the recogniser."""
        if self._engine:
            self._engine.close()
        if self._scorer:
            self._scorer.close()

    def _script(self, text: TextToHear) -> Script | None:
        """Return the references of `text`; None where espeak-ng makes none."""
        try:
            own, *others = self._references([text.sentences, *text.others])
            (translation,) = self._references([text.translation]) if text.translation else [()]
        except VoiceError as error:  # the recording is no worse for it
            _log.warning("the ear has no references: %s", error)
            return None
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


def open_ear() -> Ear:
    """Return the ear of this computer, with the recogniser where it is installed."""
    return Ear(scorer=installed_recogniser())


def _doubt_of_words(
    scorer: Scorer,
    wave: NDArray[np.float32],
    heard: HeardFrames,
    script: Script | None,
    text: TextToHear,
    until_s: float,
) -> _Doubt | None:
    """Return what the recogniser doubts; without a `script` only whether another text was read. Raises WorkerError."""
    places = sentence_frames(heard.frames, script.sentences) if script else []
    spans = [(heard.second_of(start), heard.second_of(end)) for start, end in places]
    windows = list(_windows(spans, len(text.sentences), len(wave) / RATE_HZ))
    for window in windows:
        if monotonic() > until_s:
            raise WorkerLateError("slow")
        part = wave[int(window.start_s * RATE_HZ) : int(window.end_s * RATE_HZ)]
        worded = _worded(text, window, is_whole=len(windows) == 1)
        # Echoes blur words: half of the Russian readings in a room of 0.8 s have one that any other fits as well.
        found = doubt_of_words(part, worded, scorer, by_word=script is not None)
        if found and found.word is None:
            return _Doubt(found.fault, (window.start_s, window.end_s))
        if found and found.word is not None:
            at = window.first + worded.sentence_of(found.word)
            return _Doubt(found.fault, spans[at], at, bare(worded.words[found.word]))
    return None


def _warning(doubt: _Doubt, begins_s: float, text: TextToHear, file: str) -> Problem:
    """Return the doubt as facts: which sentence, and where to listen in a take whose first word is at `begins_s`."""
    facts: dict[str, Fact] = {"file": file}
    if doubt.sentence is not None:
        facts |= {"sentence": doubt.sentence + 1, "text": text.sentences[doubt.sentence].text}
    if doubt.word:
        facts["word"] = doubt.word
    start_s, end_s = doubt.span_s
    facts["from_s"] = round(max(0.0, begins_s + start_s - _AROUND_S), 1)
    facts["to_s"] = round(begins_s + end_s + _AROUND_S, 1)
    return Problem(doubt.fault.value, None, facts, "warning")


def _windows(spans: Sequence[_Span], sentences: int, length_s: float) -> Iterator[_Window]:
    """Yield parts of a take for the recogniser; what cannot be cut between sentences is left out."""
    if length_s <= _WINDOW_S:
        yield _Window(0, sentences, 0.0, length_s)
        return
    cuts = [0.0, *((end + start) / 2 for (_start, end), (start, _end) in pairwise(spans)), length_s]
    first = 0
    for after in range(1, len(spans) + 1):
        if after == len(spans) or cuts[after + 1] - cuts[first] > _WINDOW_S:
            if cuts[after] - cuts[first] <= _WINDOW_S:
                yield _Window(first, after, cuts[first], cuts[after])
            first = after


def _worded(text: TextToHear, window: _Window, *, is_whole: bool) -> WordedText:
    """Return the sentences of a window; with the whole texts that may be read instead where it is the whole take."""
    own = [sentence.text for sentence in text.sentences[window.first : window.after]]
    worded = WordedText(text.sentences[0].lang, own, [without_stress(word) for word in text.strange])
    if not is_whole:
        return worded
    others = [_joined(other) for other in text.others[:_MOST_OTHERS]]
    return replace(worded, others=others, former=" ".join(text.former), translation=_joined(text.translation))


def _joined(sentences: Sentences) -> str:
    return " ".join(sentence.text for sentence in sentences)


def echoes(wave: NDArray[np.float32]) -> bool:
    """Tell whether no sound in `wave`, at RATE_HZ, stops as quickly as sounds do in a dry room."""
    windows = wave[: len(wave) // _WINDOW * _WINDOW].reshape(-1, _WINDOW)
    levels_db = 10 * np.log10(np.square(windows - wave.mean()).mean(axis=1) + _POWER_OF_NOTHING)
    falls_db = np.sort(levels_db[:-_FALL_WINDOWS] - levels_db[_FALL_WINDOWS:])
    clicks = min(max(int(len(wave) / RATE_HZ / _S_PER_CLICK), 1), _MOST_CLICKS)
    if len(falls_db) <= clicks or np.ptp(np.percentile(levels_db, (3, 95))) < _LEAST_RANGE_DB:
        return False
    return bool(falls_db[-1 - clicks] < _STEEPEST_DRY_DB)
