"""Measure what the ear notices: on takes by stand-ins for people, by language and fault, and what it costs.

The bounds of the ear were chosen on the takes of every other text; the other half is blind, and the goals hold there.
Where the extra `ear` and its model are here, what they notice besides is measured, too, on the blind half alone.
"""

from __future__ import annotations

import resource
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from benchmarks import projects
from benchmarks.figure import Figure, Goal, say
from benchmarks.stand_ins import StandIns, StandInTake, takes_of
from benchmarks.workshop import Workshop
from zt_audio.ear.listener import Ear
from zt_audio.ear.recogniser import installed_recogniser
from zt_audio.model import DOUBTS, LANGS, Problem
from zt_audio.published.inputs import code_digest
from zt_audio.recordings.hearing import text_to_hear
from zt_audio.recordings.status import recordings_view
from zt_audio.recordings.texts import RecordingText
from zt_audio.store.workspace import Workspace

NOTICED = ("left out", "doubled", "swapped", "cut", "other text")
SURELY = ("left out", "cut", "other text", "other language")  # with the recogniser
WORDS = ("number", "word", "former")
ROOM_S = 0.8
_CORES = 2  # that the goal for the recogniser speaks of
Counted = Counter[tuple[str, str, str, str]]  # half, language, fault, what the ear said: "", "doubt" or "echo"
Row = dict[str, tuple[int, int]]  # fault -> how many were noticed, of how many


@dataclass
class Heard:
    """What an ear said of all takes, and its CPU time."""

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
    view = recordings_view(Workspace(project), code_digest())
    texts = view.texts[::5] if shop.quick else view.texts
    return figures_of(texts, StandIns(shop.emptied("read")), view.texts)


def figures_of(texts: Sequence[RecordingText], readers: StandIns, known: Sequence[RecordingText]) -> list[Figure]:
    core, scorer = Heard(Ear()), installed_recogniser()
    sharp = Heard(Ear(scorer=scorer))
    for at, text in enumerate(texts):
        half: str = "blind" if known.index(text) % 2 else "chosen"
        for take in _with_room(takes_of(known, text)):
            speech, key = readers.speech(take), (half, text.lang, "room" if take.room_s else take.fault)
            to_hear = text_to_hear(known, text, {})
            if take.fault == "former":
                to_hear = replace(to_hear, former=[sentence for sentence, _share in take.read])
            length_s = len(speech.pcm) / 2 / speech.sample_rate
            said, asks = "", scorer and half == "blind"
            for heard in (core, sharp):
                if said != "doubt" and (heard is core or asks):  # where the core doubts, no one asks further
                    began_s = time.process_time()
                    said = _said(heard.ear.warnings(speech, to_hear, "take.wav"))
                    heard.cpu_s += time.process_time() - began_s
                    heard.takes_s += length_s
                heard.counted[*key, said] += 1
        say(f"{at + 1} of {len(texts)} texts")
    core.close()
    sharp.close()
    return [*_of_core(core), *(_of_recogniser(sharp) if scorer else ())]


def _said(warnings: Sequence[Problem]) -> str:
    return "doubt" if any(each.slug in DOUBTS for each in warnings) else "echo" if warnings else ""


def _of_core(heard: Heard) -> Iterator[Figure]:
    yield Figure("ear-noticed", _least(heard, NOTICED), Goal(">=", 0.94), detail=_table(heard))
    yield Figure("ear-false-alarms", _alarms(heard), Goal("<=", 0.033))
    yield Figure("ear-cost", 20 * heard.cpu_s / heard.takes_s, Goal("<=", 1.0, "s of CPU for 20 s of a take"))


def _of_recogniser(heard: Heard) -> Iterator[Figure]:
    yield Figure("recogniser-noticed", _least(heard, SURELY), Goal(">=", 0.98), detail=_table(heard))
    yield Figure("recogniser-swapped", _least(heard, ("swapped",)), Goal(">=", 0.95))
    yield Figure("recogniser-words", _least(heard, WORDS), Goal(">=", 0.9))
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
