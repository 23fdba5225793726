"""A playlist of output/ in, what goes on a stick out: only what was built, whole, and may be played.

Each file is held against its digest in the manifest. `build` measured and decoded exactly these bytes before it wrote
the digest down, so that `verify`, which decodes them again, could tell nothing more of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from zt_audio.errors import BuildError
from zt_audio.model import Problem
from zt_audio.published.export_rules import export_refusals
from zt_audio.published.freshness import older
from zt_audio.published.manifest_reader import chosen, fault, not_ready, stated
from zt_audio.sticks.manifest import StickFile, StickManifest
from zt_audio.store.manifest import PlaylistEntry
from zt_audio.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Candidate:
    """A playlist that somebody wants to export, and the day on which."""

    name: str
    entry: PlaylistEntry
    today: date


Refusal = Callable[[Candidate], Iterable[Problem]]


def below_floor(candidate: Candidate) -> Iterable[Problem]:
    """Refuse what is spoken worse than may be heard in public."""
    if candidate.entry.below_floor:
        texts = candidate.entry.texts_below_floor
        yield Problem("below-floor", None, {"playlist": candidate.name, "n": len(texts), "items": ", ".join(texts)})


def out_of_time(candidate: Candidate) -> Iterable[Problem]:
    """Refuse quiet hours and appeals whose days are over or have not come; warn of those that soon are over."""
    return export_refusals(candidate.entry, candidate.today)


REFUSALS: tuple[Refusal, ...] = (below_floor, out_of_time)  # each may say why a playlist is not to be played


@dataclass(frozen=True, slots=True)
class Source:
    """Where the files lie, and the list that the finished stick holds: in play order, then what is not played."""

    folder: Path
    stick: StickManifest
    warnings: tuple[Problem, ...] = ()

    @property
    def files(self) -> tuple[StickFile, ...]:
        return self.stick.files


def source_of(workspace: Workspace, playlist: str, today: date, refusals: Sequence[Refusal] = REFUSALS) -> Source:
    """Return what goes on the stick. Raises BuildError with every reason why nothing may, ContentError, OSError."""
    found = stated(workspace.output)
    entry = chosen(found, [playlist])[playlist]
    told = [problem for refusal in refusals for problem in refusal(Candidate(playlist, entry, today))]
    problems = [*not_ready(workspace.output, [playlist]), *(each for each in told if each.severity == "error")]
    problems += [replace(each, severity="error") for each in older(workspace, [playlist]) if each.slug == "texts-newer"]
    problems += _faults(workspace.output / playlist, playlist, entry)
    if problems:
        raise BuildError(problems)
    warnings = tuple(each for each in told if each.severity == "warning")
    stick = StickManifest("complete", entry.number, playlist, dict(entry.title), _in_order(entry))
    return Source(workspace.output / playlist, stick, warnings)


def _in_order(entry: PlaylistEntry) -> tuple[StickFile, ...]:
    tracks = sorted(entry.tracks, key=lambda track: track.number)
    owned = entry.owned()
    names = dict.fromkeys(
        [*(track.file for track in tracks), *(row.file for row in entry.files)]
    )  # stops may share one
    return tuple(StickFile(name, *owned[name]) for name in names)


def _faults(folder: Path, name: str, entry: PlaylistEntry) -> Iterable[Problem]:
    with ThreadPoolExecutor(os.cpu_count()) as beside:  # hashing lets other threads go on
        owned = entry.owned().items()
        found = [beside.submit(fault, folder, name, file, sha256) for file, (sha256, _bytes) in owned]
        return [problem for result in found if (problem := result.result())]
