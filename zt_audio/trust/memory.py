"""Remember outside of a project what this computer has seen of it: who may change the project cannot change that.

A file in the user's data for each project, by the path where it lies. It holds the first line of each journal as well:
such a line is like no other, and goes along where a project is moved, copied or brought back. What was seen at a path
holds there, whatever else a stranger puts in; where nothing was seen at a path, what is known of the journals holds.
As ssh remembers the keys of hosts, the first sight is trusted until a person compares the keys, and is said each time;
what is different later is reported.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from zt_audio.store.disk import write_atomic
from zt_audio.store.state_file import DamageError, from_json, read_regular
from zt_audio.trust.journal import (
    JournalHead,
    goes_on_from,
    journal_births,
    journal_file,
    journal_head,
    journal_heads,
)

_FOLDER = "projects"


@dataclass(frozen=True, slots=True)
class ProjectMemory:
    """How far each journal went, the keys of those who may seal people.yaml, and the day of its last seal.

    `births` are digests of the first lines of its journals, of all that were seen.
    `is_compared` is false from the first sight of the keepers until a person has compared their keys.
    """

    root: str
    heads: Mapping[str, JournalHead] = field(default_factory=dict)
    keepers: tuple[str, ...] = ()
    people_sealed_on: str = ""
    births: tuple[str, ...] = ()
    is_compared: bool = True


def memory_of(folder: Path, root: Path) -> ProjectMemory:
    """Return what is remembered in `folder`, the user's data, of the project at `root` (resolved)."""
    found = _read(_file(folder, root))
    return found if found and found.root == str(root) else ProjectMemory(str(root))


def known_of(folder: Path, root: Path) -> ProjectMemory:
    """Return what is remembered of the project at `root`, also from where it lay before, or from a copy of it.

    The keepers that were seen at `root` stay: another place adds no others, only a later day of the last seal.
    """
    own, births = memory_of(folder, root), journal_births(root)
    found = (_read(path) for path in (folder / _FOLDER).glob("*.json")) if births else ()
    kin = [each for each in found if each and each.root != own.root and births & {*each.births}]
    heads = next(
        (
            each.heads
            for each in kin
            if all(goes_on_from(journal_file(root, machine), head) for machine, head in each.heads.items())
        ),
        {},
    )
    known = replace(own, heads={**heads, **own.heads})
    sealed = max((each for each in kin if each.keepers), key=lambda each: each.people_sealed_on, default=None)
    if sealed is None:
        return known
    if not own.keepers:
        return replace(sealed, root=own.root, heads=known.heads)
    is_compared = own.is_compared or (sealed.is_compared and {*own.keepers} <= {*sealed.keepers})
    return replace(known, people_sealed_on=max(own.people_sealed_on, sealed.people_sealed_on), is_compared=is_compared)


def remember_project(folder: Path, memory: ProjectMemory) -> None:
    """Keep `memory`. Raises OSError."""
    path = _file(folder, Path(memory.root))
    memory = replace(memory, births=tuple(sorted({*memory.births, *journal_births(Path(memory.root))})))
    if _read(path) != memory:
        data = json.dumps(asdict(memory), ensure_ascii=False, indent=1)
        write_atomic(path, data.encode("utf-8", "surrogatepass"), mode=0o600)


def remember_journal(folder: Path, root: Path, machine: str) -> JournalHead:
    """Remember how far the journal of `machine` goes; return its end. Raises OSError.

    A journal that lacks what was seen stays remembered as it was, so that it is reported until a person accepts it.
    """
    path, memory = journal_file(root, machine), memory_of(folder, root)
    head = journal_head(path)
    seen = memory.heads.get(machine, JournalHead())
    if head != seen and goes_on_from(path, seen):
        remember_project(folder, replace(memory, heads={**memory.heads, machine: head}))
    return head


def remember_journals(folder: Path, root: Path, only: Container[str] | None = None) -> None:
    """Remember the journals of the project at `root` as they are now, or `only` those of some computers.

    Raises OSError.
    """
    heads = {machine: head for machine, head in journal_heads(root).items() if only is None or machine in only}
    remember_project(folder, replace(memory_of(folder, root), heads=heads))


def _read(path: Path) -> ProjectMemory | None:
    try:
        return from_json(read_regular(path), ProjectMemory)
    except (OSError, DamageError):
        return None


def _file(folder: Path, root: Path) -> Path:
    name = hashlib.sha256(str(root).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return folder / _FOLDER / f"{name}.json"
