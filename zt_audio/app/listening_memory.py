"""Remember what the ear said of each take of a voice, so that only new ones are listened to."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Self

from zt_audio.model import Fact, Problem, Where
from zt_audio.store.atomic import write_atomic
from zt_audio.store.state_file import read_json, to_tree
from zt_audio.store.workspace import Workspace

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
