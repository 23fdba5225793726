"""Compare a take with its text word by word: tell whether another word, number or text was read, or no negation.

A recogniser says how likely a text is in the sound of the take, and only altered texts are compared with it: a word
that was not read is no likelier than other words in its place, whatever the accent. A word that the recogniser finds
unlikely is no fault by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zt_audio.ear.comparison import Fault
from zt_audio.ear.recogniser import AskedReading, ReadingScore, Scorer
from zt_audio.language.lexicon import STRESS
from zt_audio.language.registry import language_of
from zt_audio.model import LANGS, Lang

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
