"""What could be read and the takes that there are in, how things stand for each text out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from zt_audio.model import Lang, PartId, Problem, Where
from zt_audio.recordings.texts import RecordingText
from zt_audio.speech.recordings import FOLDER, Recording, is_proved, part_of, read_recordings, recording_for


class State(Enum):
    FRESH = "fresh"  # says what the text says
    STALE = "stale"  # the text was changed after it was read
    UNPROVED = "unproved"  # audio that no note vouches for
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Judged:
    """How the take of a part stands: what was `read` in its `file`, and what is `due`."""

    state: State
    file: str | None = None
    read: tuple[str, ...] = ()
    due: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """A text, and the take that decides: its own, or one of the whole appeal."""

    text: RecordingText
    take: Judged

    @property
    def state(self) -> State:
        return self.take.state


@dataclass(frozen=True, slots=True)
class Takes:
    """The folder of recordings with each digest proved: what notes vouch for, what nothing vouches for."""

    proved: Mapping[PartId, Recording]
    unproved: Mapping[PartId, str]  # part -> file
    problems: tuple[Problem, ...]  # of the folder alone


def look(folder: Path) -> Takes:
    """Read notes and audio below `folder`. Raises OSError."""
    noted, problems = read_recordings(folder)
    proved = {part: take for part, take in noted.items() if is_proved(folder, take)}
    changed = {part: f"{FOLDER}/{take.file}" for part, take in noted.items() if part not in proved}
    loose = [str(problem.facts["file"]) for problem in problems if problem.slug == "recording-unproved"]
    unproved = {part: file for file in loose if (part := _part(file)) and part not in proved}
    told = tuple(Problem("recording-unproved", Where(file), {"file": file}, "warning") for file in changed.values())
    return Takes(proved, {**unproved, **changed}, (*problems, *told))


def _part(file: str) -> PartId | None:
    return part_of(file.removeprefix(f"{FOLDER}/").rpartition(".")[0])


def standings(texts: Sequence[RecordingText], takes: Takes) -> tuple[Standing, ...]:
    """Return how each of `texts` stands.

    A fresh take of a whole appeal is one of each of its paragraphs, until each of them has a fresh one of its own.
    """
    blocks: dict[PartId, list[RecordingText]] = {}
    for text in texts:
        blocks.setdefault(_whole(text), []).append(text)
    found = {id(text): standing for group in blocks.values() for text, standing in _of_block(group, takes)}
    return tuple(found[id(text)] for text in texts)


def due_of(texts: Sequence[RecordingText]) -> frozenset[tuple[PartId, tuple[str, ...]]]:
    """Return what is to be read: blocks and sentences."""
    return frozenset((text.part.block, text.sentences) for text in texts)


def _of_block(group: Sequence[RecordingText], takes: Takes) -> Iterator[tuple[RecordingText, Standing]]:
    due = due_of(group)
    rows = [_judged(text.part, text.sentences, takes, due) for text in group]
    sentences = tuple(sentence for text in group for sentence in text.sentences)
    whole = _judged(_whole(group[0]), sentences, takes, due)
    for text, own in zip(group, rows, strict=True):
        if whole.state is State.FRESH and any(row.state is not State.FRESH for row in rows):
            yield text, Standing(text, whole)
        else:
            yield text, Standing(text, min((own, whole), key=lambda take: list(State).index(take.state)))


def _whole(text: RecordingText) -> PartId:
    return text.part.block if text.rows else text.part


def _judged(
    part: PartId, said: tuple[str, ...], takes: Takes, due: Collection[tuple[PartId, tuple[str, ...]]]
) -> Judged:
    if take := recording_for(takes.proved, part, said):
        if take.sentences == said:
            return Judged(State.FRESH, f"{FOLDER}/{take.file}", take.sentences, said)
        if (part.block, take.sentences) not in due:  # else it is another paragraph's, and fresh there
            return Judged(State.STALE, f"{FOLDER}/{take.file}", take.sentences, said)
    if file := takes.unproved.get(part):
        return Judged(State.UNPROVED, file)
    return Judged(State.MISSING)


def unused_warnings(texts: Sequence[RecordingText], takes: Takes) -> Iterator[Problem]:
    """Yield what is wrong in the folder, at the text that it is about where there is one; and takes of no text."""
    places = {part: text.where for text in reversed(texts) for part in (text.part, _whole(text))}
    parts = {file: part for part, file in takes.unproved.items()}
    for problem in takes.problems:
        about = parts.get(str(problem.facts["file"]))
        where = places.get(about, problem.where) if about else problem.where
        yield replace(problem, where=where)
    due = due_of(texts)
    for part, take in takes.proved.items():
        if part not in places and (part.block, take.sentences) not in due:
            file = f"{FOLDER}/{take.file}"
            yield Problem("recording-orphan", Where(file), {"file": file}, "warning")


def stale_warnings(found: Sequence[Standing]) -> Iterator[Problem]:
    """Yield a warning at the text of each recording that says something else."""
    stale = {standing.take.file: standing for standing in reversed(found) if standing.state is State.STALE}
    for file, standing in stale.items():
        old, new = difference(standing.take.read, standing.take.due)
        facts = {"file": file or "", "old": old, "new": new}
        yield Problem("recording-stale", standing.text.where, facts, "warning")


def difference(old: Sequence[str], new: Sequence[str]) -> tuple[str, str]:
    """Return the sentences of `old` that are said no longer, and those of `new` that are said instead."""
    gone = [sentence for sentence in old if sentence not in new]
    come = [sentence for sentence in new if sentence not in old]
    if not gone and not come:  # in another order, or not as often
        gone, come = list(old), list(new)
    return " ".join(gone) or "-", " ".join(come) or "-"


def totals(found: Sequence[Standing]) -> dict[Lang, dict[State, int]]:
    """Return how many texts of each language are in each state."""
    counts: dict[Lang, dict[State, int]] = {}
    for standing in found:
        of_lang = counts.setdefault(standing.text.lang, dict.fromkeys(State, 0))
        of_lang[standing.state] += 1
    return counts
