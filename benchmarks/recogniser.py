"""Measure what the ear notices: on takes by stand-ins for people, by language and fault, and what it costs.

The bounds of the ear were chosen on the takes of every other text; the other half is blind, and the goals hold there.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from benchmarks import projects
from benchmarks.figure import Figure, Goal, say
from benchmarks.stand_ins import StandIns, StandInTake, takes_of
from benchmarks.workshop import Workshop
from zt_audio.ear.listener import Ear
from zt_audio.model import DOUBTS
from zt_audio.published.inputs import code_digest
from zt_audio.recordings.hearing import text_to_hear
from zt_audio.recordings.status import recordings_view
from zt_audio.recordings.texts import RecordingText
from zt_audio.store.workspace import Workspace

NOTICED = ("left out", "doubled", "swapped", "cut", "other text")
ROOM_S = 0.8
Counted = Counter[tuple[str, str, str, str]]  # half, language, fault, what the ear said: "", "doubt" or "echo"


def whole(shop: Workshop) -> list[Figure]:
    """Return how many of the blind spoilt takes are doubted, how many of the good ones, and the cost."""
    project = projects.shipped(shop.folder / "heard")
    view = recordings_view(Workspace(project), code_digest())
    texts = view.texts[::6] if shop.quick else view.texts
    return figures_of(texts, StandIns(shop.emptied("read")), view.texts)


def figures_of(texts: Sequence[RecordingText], readers: StandIns, known: Sequence[RecordingText]) -> list[Figure]:
    ear, counted, cpu_s, heard_s = Ear(), Counted(), 0.0, 0.0
    for at, text in enumerate(texts):
        for take in _with_room(takes_of(known, text)):
            speech = readers.speech(take)
            began_s = time.process_time()
            warnings = ear.warnings(speech, text_to_hear(known, text), "take.wav")
            cpu_s += time.process_time() - began_s
            heard_s += len(speech.pcm) / 2 / speech.sample_rate
            said = "doubt" if any(each.slug in DOUBTS for each in warnings) else "echo" if warnings else ""
            half = "blind" if known.index(text) % 2 else "chosen"
            counted[half, text.lang, "room" if take.room_s else take.fault, said] += 1
        say(f"{at + 1} of {len(texts)} texts")
    ear.close()
    table = {f"{half} {lang}": _row(counted, half, lang) for half in ("chosen", "blind") for lang in ("kk", "ru")}
    blind = [_row(counted, "blind", lang) for lang in ("kk", "ru")]
    least = min(row[fault][0] / row[fault][1] for row in blind for fault in NOTICED if fault in row)
    alarms = max(row[""][0] / row[""][1] for row in blind)
    return [
        Figure("ear-noticed", least, Goal(">=", 0.94), detail=table),
        Figure("ear-false-alarms", alarms, Goal("<=", 0.033)),
        Figure("ear-cost", 20 * cpu_s / heard_s, Goal("<=", 1.0, "s of CPU for 20 s of a take")),
    ]


def _with_room(takes: Iterator[StandInTake]) -> Iterator[StandInTake]:
    """Yield `takes`, and the first of them once more in a room that echoes."""
    for at, take in enumerate(takes):
        yield take
        if at == 0:
            yield replace(take, room_s=ROOM_S)


def _row(counted: Counted, half: str, lang: str) -> dict[str, tuple[int, int]]:
    """Return for each fault how many takes were doubted, for "room" how many were told to echo, of how many."""
    found: dict[str, tuple[int, int]] = {}
    for (each_half, each_lang, fault, said), count in counted.items():
        if (each_half, each_lang) == (half, lang):
            noticed, all_ = found.get(fault, (0, 0))
            found[fault] = noticed + count * (said == ("echo" if fault == "room" else "doubt")), all_ + count
    return found
