"""Measure what the ear notices: on takes by stand-ins for people, by language and fault, and what it costs.

The bounds of the ear were chosen on the takes of every other text; the other half is blind, and the goals hold there.
Another drawing of takes is blind as a whole. Where the extra `ear` and its model are here, what they notice besides is
measured, too, on blind takes alone.
"""

from __future__ import annotations

import json
import random
import resource
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks import projects
from benchmarks.figure import Figure, Goal, say
from benchmarks.negations import negation_takes, texts_with_negations
from benchmarks.stand_ins import StandIns, StandInTake, takes_of
from benchmarks.workshop import Workshop
from zt_audio.ear.listener import Ear, TextToHear
from zt_audio.ear.recogniser import installed_recogniser
from zt_audio.messages.message import is_doubted
from zt_audio.model import LANGS, Problem
from zt_audio.published.inputs import code_digest
from zt_audio.recordings.judge import text_to_hear
from zt_audio.recordings.status import RecordingText, recordings_view
from zt_audio.store.workspace import Workspace

NOTICED = ("left out", "doubled", "swapped", "cut", "other text")
SURELY = ("left out", "cut", "other text", "other language")  # with the recogniser
WORDS = ("number", "word", "former")
ROOM_S = 0.8
_CORES = 2  # that the goal for the recogniser speaks of
_PATIENCE_S = 3600  # the computer may be busy: what is measured is CPU time
Counted = Counter[tuple[str, str, str, str]]  # half, language, fault, what the ear said: see `_said`
Row = dict[str, tuple[int, int]]  # fault -> how many were noticed, of how many


@dataclass(frozen=True)
class _TextTakes:
    half: str  # "chosen", or "blind"
    text: RecordingText
    takes: Sequence[StandInTake]


@dataclass
class Heard:
    """What an ear said of all takes, and its CPU time for those that were not counted before."""

    ear: Ear
    counted: Counted = field(default_factory=Counter)
    cpu_s: float = 0.0
    takes_s: float = 0.0

    def row(self, half: str, lang: str) -> Row:
        """Return for each fault how many takes were doubted, for "room" how many were told to echo, of how many."""
        found: Row = {}
        for (each_half, each_lang, fault, said), count in self.counted.items():
            if (each_half, each_lang) == (half, lang):
                noticed, all_ = found.get(fault, (0, 0))
                found[fault] = noticed + count * (said == ("echo" if fault == "room" else "doubt")), all_ + count
        return found

    def close(self) -> None:
        """End its processes, and count their CPU time."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.ear.close()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.cpu_s += after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def whole(shop: Workshop) -> list[Figure]:
    """Return how many of the blind spoilt takes are doubted, how many of the good ones, and the cost."""
    project = projects.shipped(shop.folder / "heard")
    known = recordings_view(Workspace(project), code_digest()).texts
    texts = list(_drawn(known, shop.drawing))
    random.Random(0).shuffle(texts)  # noqa: S311 - what is measured first must tell of all
    texts.sort(key=lambda each: each.half)  # blind ones first
    return figures_of(texts[::5] if shop.quick else texts, StandIns(shop.emptied("read")), known, shop.counts)


def _drawn(known: Sequence[RecordingText], drawing: int) -> Iterator[_TextTakes]:
    for at, text in enumerate(known):
        takes = (*_with_room(takes_of(known, text, drawing)), *negation_takes(text, drawing))
        yield _TextTakes("blind" if drawing or at % 2 else "chosen", text, takes)
    for at, text in enumerate(texts_with_negations()):
        yield _TextTakes("blind" if drawing or at % 2 else "chosen", text, tuple(negation_takes(text, drawing)))


def figures_of(
    texts: Sequence[_TextTakes], readers: StandIns, known: Sequence[RecordingText], counts: Path | None = None
) -> list[Figure]:
    """Return the figures of `texts`; those in the file `counts` are skipped, the others are added to it."""
    scorer = installed_recogniser(_PATIENCE_S)
    ears = core, sharp = Heard(Ear()), Heard(Ear(scorer=scorer, patience_s=_PATIENCE_S))
    before = _counted_before(counts)
    for at, each in enumerate(texts):
        found = before.get(str(each.text.part)) or _heard(each, readers, known, core, sharp if scorer else None)
        for heard, counted in zip(ears, found, strict=True):
            heard.counted += counted
        if counts and str(each.text.part) not in before:
            with counts.open("a", encoding="utf-8") as file:
                file.write(json.dumps([str(each.text.part), [[*counted.items()] for counted in found]]) + "\n")
        say(f"{at + 1} of {len(texts)} texts")
    core.close()
    sharp.close()
    return [*_of_core(core), *(_of_recogniser(sharp) if scorer else ())]


def _counted_before(counts: Path | None) -> dict[str, Sequence[Counted]]:
    """Return what the core and the recogniser said of the takes of each text in the file `counts`."""
    lines = counts.read_text("utf-8").splitlines() if counts and counts.exists() else []
    rows = [json.loads(line) for line in lines]
    return {part: [Counter({tuple(key): count for key, count in found}) for found in both] for part, both in rows}


def _heard(
    asked: _TextTakes, readers: StandIns, known: Sequence[RecordingText], core: Heard, sharp: Heard | None
) -> Sequence[Counted]:
    """Return what the ears say of the takes of a text."""
    found: tuple[Counted, Counted] = Counter(), Counter()
    own = text_to_hear(known, asked.text, {})
    for take in asked.takes:
        key = asked.half, asked.text.lang, "room" if take.room_s else take.fault
        to_hear = replace(own, former=[sentence for sentence, _share in take.read]) if take.fault == "former" else own
        said = _asked(core, take, readers, to_hear)
        found[0][*key, said] += 1
        if sharp and asked.half == "blind" and said != "doubt":  # where the core doubts, no one asks further
            said = _asked(sharp, take, readers, to_hear)
        found[1][*key, said] += 1
    return found


def _asked(heard: Heard, take: StandInTake, readers: StandIns, to_hear: TextToHear) -> str:
    speech, began_s = readers.speech(take), time.process_time()
    said = _said(heard.ear.warnings(speech, to_hear, "take.wav"))
    heard.cpu_s += time.process_time() - began_s
    heard.takes_s += len(speech.pcm) / 2 / speech.sample_rate
    return said


def _said(warnings: Sequence[Problem]) -> str:
    """Return "doubt"; "echo" where the room does; "no words" where the recogniser gave up; "" where all is well."""
    slugs = {each.slug for each in warnings}
    return "doubt" if is_doubted(warnings) else "echo" if "heard-echo" in slugs else "no words" if slugs else ""


def _of_core(heard: Heard) -> Iterator[Figure]:
    yield Figure("ear-noticed", _least(heard, NOTICED), Goal(">=", 0.94), detail=_table(heard))
    yield Figure("ear-false-alarms", _alarms(heard), Goal("<=", 0.033))
    yield Figure("ear-cost", 20 * heard.cpu_s / heard.takes_s, Goal("<=", 1.0, "s of CPU for 20 s of a take"))


def _of_recogniser(heard: Heard) -> Iterator[Figure]:
    yield Figure("recogniser-noticed", _least(heard, SURELY), Goal(">=", 0.98), detail=_table(heard))
    yield Figure("recogniser-swapped", _least(heard, ("swapped",)), Goal(">=", 0.95))
    yield Figure("recogniser-words", _least(heard, WORDS), Goal(">=", 0.9))
    yield Figure("recogniser-negations", _least(heard, ("negation",)), Goal(">=", 0.9))
    yield Figure("recogniser-false-alarms", _alarms(heard), Goal("<=", 0.03))
    cost = heard.cpu_s / heard.takes_s / _CORES
    yield Figure("recogniser-cost", cost, Goal("<=", 0.6, "times the take's length, its CPU time on two cores"))


def _table(heard: Heard) -> Mapping[str, Row]:
    return {f"{half} {lang}": heard.row(half, lang) for half in ("chosen", "blind") for lang in LANGS}


def _least(heard: Heard, faults: Sequence[str]) -> float:
    """Return the share that was noticed of the fault that was noticed least."""
    rows = [heard.row("blind", lang) for lang in LANGS]
    return min(row[fault][0] / row[fault][1] for row in rows for fault in faults if fault in row)


def _alarms(heard: Heard) -> float:
    return max(row[""][0] / row[""][1] for row in (heard.row("blind", lang) for lang in LANGS))


def _with_room(takes: Iterator[StandInTake]) -> Iterator[StandInTake]:
    """Yield `takes`, and the first of them once more in a room that echoes."""
    for at, take in enumerate(takes):
        yield take
        if at == 0:
            yield replace(take, room_s=ROOM_S)
