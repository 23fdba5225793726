"""Choose what a take of a text is compared with: other texts and words, its former wording, its translation."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from zt_audio.ear.listener import Sentences, TextToHear
from zt_audio.messages.message import message_of
from zt_audio.model import LANGS, PartId, Problem, Speech
from zt_audio.recordings.texts import RecordingText
from zt_audio.speech.recordings import Recording, recording_for

Hear = Callable[[Speech, TextToHear, str], tuple[Problem, ...]]  # a take, its text, its file -> warnings

_MOST_KEPT = 64  # answers
_MOST_OTHERS = 6
_MOST_SHARED = 0.34  # of the words of the shorter text: greetings differ in the name of a place alone
_LEAST_SHARE = 0.8  # of the syllables of the text: a short text fits anywhere in a long take


class HearingMemory:
    """Asks `hear` once about the same take of the same text: a take is judged before it is kept, and when it is kept.

    Other texts may have changed meanwhile; that makes no take right or wrong. A take whose words were not compared is
    asked about again. For one thread.
    """

    def __init__(self, hear: Hear) -> None:
        self._hear = hear
        self._said: dict[str, tuple[Problem, ...]] = {}

    def __call__(self, take: Speech, text: TextToHear, file: str) -> tuple[Problem, ...]:
        key = _digest(take, text, file)
        if key in self._said:
            return self._said[key]
        said = self._hear(take, text, file)
        if not any(message_of(problem).is_unheard for problem in said):
            if len(self._said) >= _MOST_KEPT:
                self._said.pop(next(iter(self._said)))
            self._said[key] = said
        return said


def _digest(take: Speech, text: TextToHear, file: str) -> str:
    """Return what names a take, its file and all that its text must say."""
    sentences = [(sentence.lang, sentence.text) for sentence in text.sentences]
    known = repr((file, take.sample_rate, sentences, tuple(text.former)))
    return hashlib.sha256(known.encode() + hashlib.sha256(take.pcm).digest()).hexdigest()


def text_to_hear(
    texts: Sequence[RecordingText], text: RecordingText, recordings: Mapping[PartId, Recording]
) -> TextToHear:
    """Return `text` with six of `texts` of about its length that have other words, and its translation.

    What its recording of `recordings` reads is its former wording.
    """
    others = tuple(islice(_others(texts, text), _MOST_OTHERS))
    found = recording_for(recordings, text.part, text.sentences)
    former = found.sentences if found and found.sentences != text.sentences else ()
    same = (each for each in texts if each.lang == text.lang)
    strange = sorted(frozenset[str]().union(*map(_words, same)) - _words(text))
    (other,) = (lang for lang in LANGS if lang != text.lang)
    twin = replace(text.part, lang=other)
    return TextToHear(
        text.utterances,
        others,
        [utterance for each in texts if twin in (each.part, each.part.block) for utterance in each.utterances],
        former,
        strange,
    )


def _others(texts: Sequence[RecordingText], text: RecordingText) -> Iterator[Sentences]:
    own = _words(text)
    strange = [each for each in texts if each.lang == text.lang and _shared(own, _words(each)) <= _MOST_SHARED]
    strange.sort(key=lambda each: (abs(each.syllables - text.syllables), str(each.part)))
    taken: list[RecordingText] = []
    for each in strange:
        taken.append(each)
        if sum(part.syllables for part in taken) >= _LEAST_SHARE * text.syllables:
            yield [utterance for part in taken for utterance in part.utterances]
            taken = []


def _words(text: RecordingText) -> frozenset[str]:
    return frozenset(word.strip(".,!?:;–") for sentence in text.sentences for word in sentence.lower().split())


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))
