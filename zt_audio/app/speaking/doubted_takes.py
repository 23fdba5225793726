"""Remember what the ear said of takes of neural voices, and keep the word of the person who listened to one.

A doubted take stays in the tracks, but no playlist with it may leave before a person has listened: the journal holds
the doubt and the person's word.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from zt_audio.app.journal import NOT_NAMED, write_down
from zt_audio.app.project import open_project
from zt_audio.app.roles import TAKE_ROLE, require_act
from zt_audio.model import Fact, PartId, Problem, Where
from zt_audio.published.evidence import HEARD, open_doubts
from zt_audio.published.inputs import judge_again
from zt_audio.speech.recordings import stem_of
from zt_audio.store.disk import write_atomic
from zt_audio.store.manifest import Manifest, load_manifest
from zt_audio.store.rejects import Reject, read_rejects
from zt_audio.store.state_file import read_json, to_tree
from zt_audio.store.workspace import Workspace
from zt_audio.trust.journal import Deed

_FILE = "listened.json"  # in the cache
_SAVED_EACH = 20  # takes: what a kill may lose


@dataclass(frozen=True, slots=True)
class _Told:
    slug: str
    where: tuple[str, int, int]
    facts: Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class HeardTake:
    """What the ear said of the part that `voice` speaks; `part` is as PartId writes it.

    `lengths` are the seconds of each sentence, by the voice and by espeak-ng; `odd` says which are strange.
    """

    part: str
    voice: str
    told: tuple[_Told, ...]
    lengths: tuple[tuple[float, float], ...] = ()
    odd: tuple[_Told, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        rows = (*self.told, *self.odd)
        return tuple(Problem(each.slug, Where(*each.where), each.facts, "warning") for each in rows)

    def with_odd(self, problems: Iterable[Problem]) -> HeardTake:
        """Return the same with what the lengths of its sentences show now."""
        return replace(self, odd=_rows(problems))


@dataclass(frozen=True, slots=True)
class _Said:
    """What the ear that is called `ear` said, by the digest of the speech."""

    ear: str = ""
    takes: Mapping[str, HeardTake] = field(default_factory=dict)


def heard_take(
    part: str, voice: str, problems: Iterable[Problem], lengths: tuple[tuple[float, float], ...]
) -> HeardTake:
    """Return what is remembered of a take; its `problems` have a place."""
    return HeardTake(part, voice, _rows(problems), lengths)


def _rows(problems: Iterable[Problem]) -> tuple[_Told, ...]:
    told = ((each.slug, each.where, each.facts) for each in problems if each.where)
    return tuple(_Told(slug, (where.file, where.line, where.column), facts) for slug, where, facts in told)


def remembered_takes(workspace: Workspace) -> Mapping[str, HeardTake]:
    """Return what was said the last time, by the digest of the speech."""
    found = read_json(workspace.cache / _FILE, _Said)
    return found.takes if found else {}


class ListeningMemory:
    """What the ear that is called `ear` said before; another one listens to everything again.

    It is saved at the end of the `with`.
    """

    def __init__(self, workspace: Workspace, ear: str) -> None:
        self._path, self._ear = workspace.cache / _FILE, ear
        found = read_json(self._path, _Said)
        self._takes = dict(found.takes) if found and found.ear == self._ear else {}
        self._unsaved = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._unsaved:
            self._save()

    def get(self, digest: str) -> HeardTake | None:
        """Return what was said of the speech with this digest; None where it was not listened to."""
        return self._takes.get(digest)

    def put(self, digest: str, take: HeardTake) -> None:
        """Remember `take`. Raises OSError."""
        if self._takes.get(digest) == take:
            return
        self._takes[digest] = take
        self._unsaved += 1
        if self._unsaved >= _SAVED_EACH:
            self._save()

    def forget_others(self, digests: Collection[str]) -> None:
        """Remember only the takes with these digests. Raises OSError."""
        if gone := self._takes.keys() - set(digests):
            for digest in gone:
                del self._takes[digest]
            self._save()

    def _save(self) -> None:
        write_atomic(self._path, json.dumps(to_tree(_Said(self._ear, self._takes)), ensure_ascii=False).encode())
        self._unsaved = 0


_DIGEST_CHARS = 8  # in the name of a file


@dataclass(frozen=True, slots=True)
class DoubtedTake:
    """What `voice` said of `part`, in `file` to be listened to; `digest` is what the journal knows it by."""

    part: PartId
    voice: str
    digest: str
    file: Path
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Listening:
    """How many takes were listened to, now or before, and which are doubted and not vouched for.

    `told` is what could not be judged; `unbuilt` are playlists of which something was never spoken.
    """

    takes: int
    doubted: tuple[DoubtedTake, ...]
    told: tuple[Problem, ...]
    unbuilt: tuple[str, ...]


def doubted_takes(root: Path) -> tuple[DoubtedTake, ...]:
    """Return the doubted takes in output/ that no one has vouched for, as they were found the last time.

    Raises ContentError, DeviceError.
    """
    with open_project(root) as project:
        workspace = project.workspace
        if not (doubts := open_doubts(workspace.root)):
            return ()
        built = load_manifest(workspace.output) or Manifest()
    said = {segment.speech for segment in built.segments.values()} & doubts
    takes = ((digest, take) for digest, take in remembered_takes(workspace).items() if digest in said)
    return tuple(as_doubted(workspace, digest, take) for digest, take in takes)


def rejected_takes(root: Path) -> tuple[Reject, ...]:
    """Return the takes that no track may have, the newest first. Raises ContentError, DeviceError."""
    with open_project(root) as project:
        return read_rejects(project.workspace.rejects)


def vouch(root: Path, takes: Sequence[DoubtedTake], by: str = NOT_NAMED) -> None:
    """Write down that `by` has listened to each of `takes`, and that it reads its text word for word.

    Raises ContentError `person-not-allowed`, DeviceError, BuildError `busy`.
    """
    if takes:
        require_act(root, by, TAKE_ROLE)
        with open_project(root, to_change=True) as project:
            write_down(project.workspace, *(Deed(by, HEARD, str(take.part), None, take.digest) for take in takes))
            judge_again(project.workspace)


def as_doubted(workspace: Workspace, digest: str, take: HeardTake) -> DoubtedTake:
    """Return what is remembered of a doubted take, with its file."""
    part = PartId.parse(take.part)
    return DoubtedTake(part, take.voice, digest, doubted_file(workspace, part, digest), take.problems)


def doubted_file(workspace: Workspace, part: PartId, digest: str) -> Path:
    """Return where what was said of `part` is kept to be listened to; a later take of it has another name."""
    return workspace.doubted / f"{stem_of(part)}-{digest[:_DIGEST_CHARS]}.wav"
