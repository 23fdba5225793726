"""Remember outside of a project what this computer has seen of it: who may change the project cannot change that.

A file in the user's data for each project, by the path where it lies. As ssh remembers the keys of hosts, the first
sight is trusted, and what is different later is reported.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from zt_audio.store.atomic import write_atomic
from zt_audio.store.state_file import read_json
from zt_audio.trust.journal import JournalHead, goes_on_from, journal_file, journal_head, journal_heads

_FOLDER = "projects"


@dataclass(frozen=True, slots=True)
class ProjectMemory:
    """How far each journal went, the keys of those who may seal people.yaml, and the day of its last seal."""

    root: str
    heads: Mapping[str, JournalHead] = field(default_factory=dict)
    keepers: tuple[str, ...] = ()
    people_sealed_on: str = ""


def memory_of(folder: Path, root: Path) -> ProjectMemory:
    """Return what is remembered in `folder`, the user's data, of the project at `root` (resolved)."""
    found = read_json(_file(folder, root), ProjectMemory)
    return found if found and found.root == str(root) else ProjectMemory(str(root))


def remember(folder: Path, memory: ProjectMemory) -> None:
    """Keep `memory`. Raises OSError."""
    data = json.dumps(asdict(memory), ensure_ascii=False, indent=1)
    write_atomic(_file(folder, Path(memory.root)), data.encode("utf-8", "surrogatepass"), mode=0o600)


def remember_journal(folder: Path, root: Path, machine: str) -> JournalHead:
    """Remember how far the journal of `machine` goes; return its end. Raises OSError.

    A journal that lacks what was seen stays remembered as it was, so that it is reported until a person accepts it.
    """
    path, memory = journal_file(root, machine), memory_of(folder, root)
    head = journal_head(path)
    seen = memory.heads.get(machine, JournalHead())
    if head != seen and goes_on_from(path, seen):
        remember(folder, replace(memory, heads={**memory.heads, machine: head}))
    return head


def remember_journals(folder: Path, root: Path) -> None:
    """Remember all journals of the project at `root` as they are now. Raises OSError."""
    remember(folder, replace(memory_of(folder, root), heads=journal_heads(root)))


def _file(folder: Path, root: Path) -> Path:
    name = hashlib.sha256(str(root).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return folder / _FOLDER / f"{name}.json"
