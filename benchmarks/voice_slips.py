"""Measure what is noticed of the slips of a neural voice, which leaves words out or says them twice inside a sentence.

RHVoice reads the shipped texts in such a voice's place. A take is judged as in a build, and what passes is listened to.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from benchmarks import projects
from benchmarks.figure import Figure, Goal, say
from benchmarks.stand_ins import RATE_HZ, VOICES, StandIns
from benchmarks.workshop import Workshop
from zt_audio.ear.comparison import Length, length_ratios
from zt_audio.ear.listener import Ear
from zt_audio.errors import BuildError
from zt_audio.formats.mp3 import SAMPLE_RATE
from zt_audio.messages.message import message_of
from zt_audio.model import LANGS, Lang, Prosody, Speech
from zt_audio.published.inputs import code_digest
from zt_audio.recordings.judge import text_to_hear
from zt_audio.recordings.status import RecordingText, recordings_view
from zt_audio.sound.filters import RecursiveFilter, high_pass
from zt_audio.sound.pcm import from_speech, with_samples
from zt_audio.sound.segment import joined
from zt_audio.sound.take_checks import require_sound_take
from zt_audio.store.workspace import Workspace

_LEAST_WORDS = 6  # of a sentence in which some can be missing
_PACE = Prosody(4.5)  # about RHVoice's own
_PAUSE_MS = 450
_RUMBLE_HZ = 60  # some of these voices have rumble, which neural ones have not
_GOOD = "good"
_VOICES = 3  # of each language


def whole(shop: Workshop) -> list[Figure]:
    """Return the share of slips that are noticed, by length or by the ear, and of good takes that the ear doubts."""
    project = projects.shipped(shop.folder / "slips")
    texts = recordings_view(Workspace(project), code_digest()).texts
    counted: Counter[tuple[str, str]] = Counter()  # slip, "refused", "doubted" or "passed"
    ear, voices = Ear(), StandIns(shop.emptied("read"))
    good = {name: _lengths(texts, lang, name, ear, voices) for lang in LANGS for name in VOICES[lang][:_VOICES]}
    for text in texts[:: 4 if shop.quick else 1]:
        for slip, verdict in _judged(text, texts, ear, voices, good):
            counted[slip, verdict] += 1
        say(f"{sum(counted.values())} takes")
    ear.close()
    slips = {slip: _shares(counted, slip) for slip, _verdict in counted}
    right = slips.pop(_GOOD)
    noticed = min(row["refused"] + row["doubted"] for row in slips.values())
    return [
        Figure("slips-noticed", noticed, Goal(">=", 0.85), detail=slips),
        Figure("slips-false-alarms", right["doubted"], Goal("<=", 0.033), detail=right),
    ]


def _shares(counted: Counter[tuple[str, str]], slip: str) -> dict[str, float]:
    found = {verdict: counted[slip, verdict] for verdict in ("refused", "doubted", "passed")}
    takes = sum(found.values())
    return {"takes": takes, **{verdict: round(count / takes, 3) for verdict, count in found.items()}}


def _lengths(texts: Sequence[RecordingText], lang: Lang, voice: str, ear: Ear, voices: StandIns) -> list[Length]:
    """Return how long `voice` and espeak-ng need for the sentences of every other text: those show its pace."""
    sentences = [each for text in texts[::2] if text.lang == lang for each in text.utterances]
    return [(_seconds(_spoken(voices, voice, each.text)), ear.usual_s(each)) for each in sentences]


def _seconds(speech: Speech) -> float:
    return len(from_speech(speech)) / SAMPLE_RATE


def _judged(
    text: RecordingText, texts: Sequence[RecordingText], ear: Ear, voices: StandIns, good: Mapping[str, list[Length]]
) -> Iterator[tuple[str, str]]:
    """Yield each slip in one sentence of `text` with what came of it."""
    rng = random.Random(str(text.part))  # noqa: S311 - the same takes in every run
    voice, at = rng.choice(VOICES[text.lang][:_VOICES]), rng.randrange(len(text.sentences))
    strange = [each for each in texts if each.lang == text.lang and each.subject != text.subject]
    heard = text_to_hear(texts, text, {})
    for slip, sentence in _slips(text.sentences[at], rng, rng.choice(strange).sentences[0]):
        read = [*text.sentences[:at], sentence, *text.sentences[at + 1 :]]
        spoken = [_spoken(voices, voice, each) for each in read]
        try:
            require_sound_take(spoken[at], text.utterances[at], _PACE)
        except BuildError:
            yield slip, "refused"
            continue
        take = with_samples(Speech(b"", SAMPLE_RATE), joined(spoken, _PAUSE_MS))
        doubts = [problem for problem in ear.warnings(take, heard, "take.wav") if message_of(problem).is_doubt]
        length = _seconds(spoken[at]), ear.usual_s(text.utterances[at])
        is_odd = length_ratios([*good[voice], length])[-1] != 1
        yield slip, "doubted" if doubts or is_odd else "passed"


def _slips(sentence: str, rng: random.Random, strange: str) -> Iterator[tuple[str, str]]:
    words = sentence.split()
    yield _GOOD, sentence
    yield "said twice", f"{sentence} {sentence}"
    yield "another sentence", strange
    if len(words) >= _LEAST_WORDS:
        half, at = len(words) // 2, rng.randrange(1, len(words) - 3)
        yield "second half lost", " ".join(words[:half])
        yield "last two words lost", " ".join(words[:-2])
        yield "three words inside lost", " ".join(words[:at] + words[at + 3 :])
        yield "first half twice", " ".join(words[:half] + words)
        yield "second half twice", " ".join(words + words[half:])


def _spoken(voices: StandIns, voice: str, sentence: str) -> Speech:
    wave = voices.sentence(voice, sentence)
    quiet = RecursiveFilter(high_pass(4, _RUMBLE_HZ, RATE_HZ))(wave.astype(np.float32))
    return Speech(np.rint(20_000 * quiet / np.abs(quiet).max()).astype("<i2").tobytes(), RATE_HZ)
