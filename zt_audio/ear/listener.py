"""Listen to a take of a text: warn where it seems to read something else, and say which sentence to listen to.

Nothing is refused here, and nothing is approved. One wrong word, or another number, is noticed with a recogniser alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from zt_audio.ear.comparison import (
    HOP,
    KEPT_FRAME_S,
    RATE_HZ,
    Cepstra,
    Fault,
    Frames,
    HeardFrames,
    Script,
    cepstra_of,
    doubt_of,
    projected,
    sentence_frames,
    wave_of,
)
from zt_audio.ear.recogniser import AskedReading, ReadingScore, Scorer, installed_recogniser
from zt_audio.engines.espeak.engine import Espeak
from zt_audio.engines.worker_pool import WorkerError, WorkerLateError
from zt_audio.errors import VoiceError
from zt_audio.language.lexicon import STRESS
from zt_audio.language.registry import language_of
from zt_audio.logs import logger_of
from zt_audio.model import LANGS, Fact, Lang, Problem, Prosody, Speech, Utterance
from zt_audio.sound.clean import spoken_span

# Compare a take with its text word by word: tell whether another word, number or text was read, or no negation.
#
# A recogniser says how likely a text is in the sound of the take, and only altered texts are compared with it: a word
# that was not read is no likelier than other words in its place, whatever the accent. A word that the recogniser finds
# unlikely is no fault by itself.

_MARKS = ".,!?:;–—«»()"  # that a word may bring along
_LEAST_LIKELY = 2  # words to try in turn: of the changed ones of the chosen half each was the least likely one
_NUMBERS = 3  # words of numbers to try in turn, the least likely ones: each takes up to 35 readings
_OTHER_WORDS = 20  # to try in the place of each
_LIKELIEST = 3  # of them that count together: one alone may sound like the word by chance
_SHORTEST = 3  # letters: a sound that is as short as «к» is heard only by what is around it
_SAME_STEM = 3  # letters: what begins alike may be a form of the word
_AFTER_NEGATION = 2  # words: what follows is said alike with a negation and without

# By how much likelier than the text an altered one must be for a doubt: of words the margin of `_altered`, of whole
# texts the logarithm of the ratio by token. Chosen on half of the takes of `benchmarks/run.py recogniser`, judged by
# the other half. Below 0: none of what is tried is what was read, but it fits as well as what should be there.
WHOLE_BOUNDS: Mapping[Fault, float] = {Fault.FORMER: 0.0, Fault.OTHER_TEXT: -0.6, Fault.OTHER_LANGUAGE: 0.0}
# The recogniser knows Russian, and expects the words of the text more than others; of Kazakh it knows the sounds alone.
WORD_BOUNDS: Mapping[Lang, Mapping[Fault, float]] = {
    "kk": {Fault.NUMBER: 1.0, Fault.WORD: 3.0, Fault.NEGATION: 1.5},
    "ru": {Fault.NUMBER: 1.0, Fault.WORD: -4.0, Fault.NEGATION: 0.0},
}
_NAME_BOUND = 3.0  # of names it knows the sounds alone in any language, too


@dataclass(frozen=True, slots=True)
class WordedText:
    """The sentences of a text as they are said. `strange` are words to try; the others are whole texts to try."""

    lang: Lang
    sentences: Sequence[str]
    strange: Sequence[str] = ()
    others: Sequence[str] = ()
    former: str = ""
    translation: str = ""

    @property
    def words(self) -> list[str]:
        return [word for sentence in self.sentences for word in without_stress(sentence).split()]

    def is_name(self, word: int) -> bool:
        """Tell whether that word has a capital letter within its sentence."""
        begins = word == 0 or self.sentence_of(word) != self.sentence_of(word - 1)
        return not begins and bare(self.words[word])[:1].isupper()

    def sentence_of(self, word: int) -> int:
        """Return the sentence, from 0, in which that word is."""
        ends = np.cumsum([len(without_stress(sentence).split()) for sentence in self.sentences])
        return int(np.searchsorted(ends, word, side="right"))


@dataclass(frozen=True, slots=True)
class OtherReading:
    """An altered text: `margin` is by how much likelier it is.

    `word` is the place, from 0, of the word that it alters, None where the whole text is another one; `likely` is the
    log-probability of that word.
    """

    fault: Fault
    margin: float
    word: int | None = None
    likely: float = 0.0


def without_stress(said: str) -> str:
    """Return a spoken text as it is written: the recogniser knows no marks of stress."""
    return said.replace(STRESS, "")


def doubt_of_words(
    wave: NDArray[np.float32], text: WordedText, scorer: Scorer, *, by_word: bool = True
) -> OtherReading | None:
    """Return the altered text for a doubt; None where none is likelier by its bound. Raises WorkerError.

    Words are tried with `by_word` and where no whole text is doubted. Of several a negation is named, then the least
    likely one.
    """
    if not text.words:
        return None
    whole_texts = list(_whole_texts(text))
    own = AskedReading(text.lang, " ".join(text.words))
    true, *others = scorer.scores(wave, [own, *(reading for _fault, reading in whole_texts)])
    wholes = [
        OtherReading(fault, score.by_token - true.by_token)
        for (fault, _reading), score in zip(whole_texts, others, strict=True)
    ]
    if doubted := [each for each in wholes if each.margin > WHOLE_BOUNDS[each.fault]]:
        return max(doubted, key=lambda each: each.margin)
    bounds = WORD_BOUNDS.get(text.lang) if by_word else None
    if not bounds:
        return None
    words = [each for each in _altered(wave, text, true, scorer) if each.margin > _bound(each, text, bounds)]
    return min(words, key=lambda each: (each.fault is not Fault.NEGATION, each.likely), default=None)


def _bound(found: OtherReading, text: WordedText, bounds: Mapping[Fault, float]) -> float:
    """Return the bound for one of the altered words."""
    if found.fault is Fault.WORD and found.word is not None and text.is_name(found.word):
        return max(bounds[Fault.WORD], _NAME_BOUND)
    return bounds[found.fault]


def _whole_texts(text: WordedText) -> Iterator[tuple[Fault, AskedReading]]:
    yield from ((Fault.OTHER_TEXT, AskedReading(text.lang, without_stress(other))) for other in text.others)
    if text.former:
        yield Fault.FORMER, AskedReading(text.lang, without_stress(text.former))
    if text.translation:
        other_lang = next(lang for lang in LANGS if lang != text.lang)
        yield Fault.OTHER_LANGUAGE, AskedReading(other_lang, without_stress(text.translation))


def _altered(wave: NDArray[np.float32], text: WordedText, true: ReadingScore, scorer: Scorer) -> Iterator[OtherReading]:
    """Yield how other words fit in the place of some, and how likely each negation was not read. Raises WorkerError.

    `true` is the score of the whole text.
    """
    words, other_numbers = text.words, language_of(text.lang).other_numbers
    numbers = {at: kin for at, word in enumerate(words) if (kin := other_numbers(bare(word)))}
    content = [at for at, word in enumerate(words) if at not in numbers and len(bare(word)) >= _SHORTEST]
    likely = true.words.__getitem__
    tried = {at: numbers[at] for at in sorted(numbers, key=likely)[:_NUMBERS]}
    tried |= {at: _strange_words(words[at], text.strange) for at in sorted(content, key=likely)[:_LEAST_LIKELY]}
    negations = list(_negations(text.lang, words))
    asked = [_in_place(text.lang, words, at, word) for at, kin in tried.items() for word in (words[at], *kin)]
    scores = iter(scorer.scores(wave, [*asked, *(each for _at, *pair in negations for each in pair)]))
    for at, kin in tried.items():
        own, others = next(scores), sorted(next(scores).total for _word in kin)
        if at in numbers:  # the one that was read is among the others
            yield OtherReading(Fault.NUMBER, others[-1] - own.total, at, true.words[at])
        elif others:
            # By how much likelier the likeliest others are than the word in its place. Added is by how much less
            # likely, by token, the word is than the whole text: a reader who is hard to understand is so everywhere.
            yield OtherReading(
                Fault.WORD,
                float(np.mean(others[-_LIKELIEST:])) - own.total + true.by_token - own.words[0] / own.tokens[0],
                at,
                true.words[at],
            )
    for at, _with, _without in negations:
        negated, affirmed = next(scores).total, next(scores).total
        yield OtherReading(Fault.NEGATION, affirmed - negated, at, true.words[at])


def _negations(lang: Lang, words: Sequence[str]) -> Iterator[tuple[int, AskedReading, AskedReading]]:
    """Yield for each negation its place, the words around it, and the same without it."""
    for at, word in enumerate(words):
        if (opposite := language_of(lang).affirmed(bare(word))) is not None and len(words) > 1:
            affirmed = without_negation(words, at, opposite)
            first, before = max(0, at - 1), " ".join(words[: max(0, at - 1)])
            end = at + 1 + _AFTER_NEGATION
            said = (words[first:end], affirmed[first : end + len(affirmed) - len(words)])
            yield at, AskedReading(lang, " ".join(said[0]), before), AskedReading(lang, " ".join(said[1]), before)


def without_negation(words: Sequence[str], at: int, opposite: str) -> list[str]:
    """Return `words` with `opposite` in place `at`; where it is "" the marks of that word stay with those beside it."""
    before, after, own = list(words[:at]), list(words[at + 1 :]), bare(words[at])
    if opposite:
        return [*before, _in_form(words[at], opposite), *after]
    if before:
        before[-1] += words[at].partition(own)[2]
    if after and own[:1].isupper():
        after[0] = after[0][:1].upper() + after[0][1:]
    return [*before, *after]


def _in_place(lang: Lang, words: Sequence[str], at: int, word: str) -> AskedReading:
    """Return `word` at place `at` of `words`, with the next word: it is likely only if the one before it was read."""
    if word != words[at]:
        word = _in_form(words[at], word)
    return AskedReading(lang, " ".join([word, *words[at + 1 : at + 2]]), " ".join(words[:at]))


def _in_form(word: str, other: str) -> str:
    """Return `other` with the marks and the capital letter of `word`."""
    own = bare(word)
    return word.replace(own, other.capitalize() if own[:1].isupper() else other)


def bare(word: str) -> str:
    """Return `word` without the marks beside it."""
    return word.strip(_MARKS)


def _strange_words(word: str, strange: Sequence[str]) -> tuple[str, ...]:
    """Return those of `strange` that are about as long as `word` and no form of it."""
    own = bare(word).lower()
    others = [each for each in strange if each[:_SAME_STEM] != own[:_SAME_STEM]]
    return tuple(sorted(others, key=lambda each: (abs(len(each) - len(own)), each))[:_OTHER_WORDS])


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
    others = [" ".join(sentence.text for sentence in other) for other in text.others[:_MOST_OTHERS]]
    translation = " ".join(sentence.text for sentence in text.translation)
    return replace(worded, others=others, former=" ".join(text.former), translation=translation)


def echoes(wave: NDArray[np.float32]) -> bool:
    """Tell whether no sound in `wave`, at RATE_HZ, stops as quickly as sounds do in a dry room."""
    windows = wave[: len(wave) // _WINDOW * _WINDOW].reshape(-1, _WINDOW)
    levels_db = 10 * np.log10(np.square(windows - wave.mean()).mean(axis=1) + _POWER_OF_NOTHING)
    falls_db = np.sort(levels_db[:-_FALL_WINDOWS] - levels_db[_FALL_WINDOWS:])
    clicks = min(max(int(len(wave) / RATE_HZ / _S_PER_CLICK), 1), _MOST_CLICKS)
    if len(falls_db) <= clicks or np.ptp(np.percentile(levels_db, (3, 95))) < _LEAST_RANGE_DB:
        return False
    return bool(falls_db[-1 - clicks] < _STEEPEST_DRY_DB)
