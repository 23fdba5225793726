"""Write down what people did, in a chain of lines that shows every later change of it.

Each computer has a file of its own, `journal/<machine>.jsonl`, so that two laptops never continue one chain. A line is
canonical JSON and holds the sha256 of the line before it. A kill or a power cut can tear the last line only.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from zt_audio.store.atomic import sync_folder
from zt_audio.store.state_file import parse_json, read_regular

JOURNAL_FOLDER = "journal"  # beside appeals/, and committed with it
_SUFFIX = ".jsonl"
_MACHINE_FILE = "machine"
_LINE_BYTES = 8192  # a line has a few hundred
_DAY = re.compile(rb'"at":"([0-9]{4}-[0-9]{2}-[0-9]{2})T')
_MACHINE = re.compile(r"[0-9a-f]{8}")

_KEYS = {"at", "by", "did", "from", "n", "prev", "to", "what"}

# `cut`: lines that this computer has seen are gone, or other ones stand in their place
MisfitReason = Literal["torn", "unreadable", "number", "chain", "cut"]


@dataclass(frozen=True, slots=True)
class Deed:
    """What a person did: `did` is a slug, `what` a file and paths in it; digests before and after, None: no file."""

    by: str
    did: str
    what: str
    old: str | None = None
    new: str | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """A line of a journal: the deed, when it was done (ISO 8601), where, and its number there, from 1."""

    machine: str
    n: int
    at: str
    deed: Deed

    @property
    def file(self) -> str:
        """Return the file that was changed."""
        return self.deed.what.split("#")[0]


@dataclass(frozen=True, slots=True)
class JournalHead:
    """The end of a chain: how many lines it has, and the digest of the last one."""

    n: int = 0
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Misfit:
    """The first line of a journal that does not fit what stands before it."""

    file: str
    line: int
    reason: MisfitReason


_NOTHING_SEEN: Mapping[str, JournalHead] = {}


def is_machine(name: str) -> bool:
    """Tell whether a journal may be called `name`."""
    return bool(_MACHINE.fullmatch(name))


def machine_id(folder: Path) -> str:
    """Return the name of this computer in journals; it is drawn once and kept in `folder`. Raises OSError."""
    path = folder / _MACHINE_FILE
    with suppress(OSError, UnicodeDecodeError):
        if is_machine(known := path.read_text("ascii").strip()):
            return known
    folder.mkdir(parents=True, exist_ok=True)
    drawn = os.urandom(4).hex()
    path.write_text(f"{drawn}\n", "ascii")
    return drawn


def journal_file(root: Path, machine: str) -> Path:
    return root / JOURNAL_FOLDER / f"{machine}{_SUFFIX}"


def last_day(root: Path, folder: Path) -> date | None:
    """Return the day of the last line that this computer wrote in the project; None where it has written none.

    `folder` is where the name of this computer is kept. Only the end of the file is read.
    """
    with suppress(OSError, ValueError):
        with journal_file(root, (folder / _MACHINE_FILE).read_text("ascii").strip()).open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _LINE_BYTES))
            days = _DAY.findall(file.read())
        return date.fromisoformat(days[-1].decode()) if days else None
    return None


def journal_head(path: Path) -> JournalHead:
    """Return the end of the chain in `path`; a torn last line does not count. Raises OSError."""
    lines = _whole_lines(path)
    return JournalHead(len(lines), _digest(lines[-1])) if lines else JournalHead()


def journal_heads(root: Path) -> dict[str, JournalHead]:
    """Return the end of each chain of the project at `root`, by the name of its computer. Raises OSError."""
    return {path.stem: journal_head(path) for path in _files(root)}


def next_lines(head: JournalHead, deeds: Sequence[Deed], at: datetime) -> tuple[str, ...]:
    """Return the lines that continue a chain."""
    lines = []
    for deed in deeds:
        tree: dict[str, object] = {
            "at": at.isoformat(timespec="seconds"),
            "by": deed.by,
            "did": deed.did,
            "from": deed.old,
        }
        tree |= {"n": head.n + 1, "prev": head.digest, "to": deed.new, "what": deed.what}
        line = _canonical(tree)
        lines.append(line)
        head = JournalHead(head.n + 1, _digest(line.encode()))
    return tuple(lines)


def append_lines(path: Path, lines: Sequence[str]) -> None:
    """Add `lines` to a journal whose last line is whole, through to the disk. Raises OSError."""
    is_new = not path.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.write("".join(f"{line}\n" for line in lines).encode())
        file.flush()
        os.fsync(file.fileno())
    if is_new:
        sync_folder(path.parent)


def heal_journal(path: Path) -> bool:
    """Cut a torn last line off: what it told was not done yet. Return whether there was one. Raises OSError."""
    with suppress(FileNotFoundError), path.open("rb+") as file:
        data = file.read()
        whole = data.rfind(b"\n") + 1
        if whole < len(data):
            file.truncate(whole)
            os.fsync(file.fileno())
            return True
    return False


def read_acts(root: Path) -> tuple[Act, ...]:
    """Return the acts in all journals of the project at `root`, the newest first; other lines are skipped."""
    found = [act for path in _files(root) for act in _acts(path)]
    return tuple(sorted(found, key=lambda act: (datetime.fromisoformat(act.at).astimezone(), act.n), reverse=True))


def read_deeds(root: Path, kinds: Sequence[str]) -> Iterator[Deed]:
    """Yield the deeds of `kinds`, in no order; of a long journal the other lines are not parsed. Raises OSError."""
    marks = [kind.encode() for kind in kinds]
    for path in _files(root):
        lines = [line for line in _whole_lines(path) if any(mark in line for mark in marks)]
        yield from (act.deed for act in _acts_in(path, lines) if act.deed.did in kinds)


def verify_journals(root: Path, seen: Mapping[str, JournalHead] = _NOTHING_SEEN) -> Misfit | None:
    """Return the first line that does not fit into its chain, or None where all chains are whole. Raises OSError.

    `seen` holds how far each chain went when it was last looked at. Nothing covers the lines after that: a chain that
    no one has seen may lack its end.
    """
    paths = sorted({*_files(root), *(journal_file(root, machine) for machine in seen if is_machine(machine))})
    misfits = (misfit for path in paths for misfit in _misfits(path, seen.get(path.stem, JournalHead())))
    return next(misfits, None)


def goes_on_from(path: Path, seen: JournalHead) -> bool:
    """Tell whether the journal at `path` still has the end that was `seen`, whatever came after it. Raises OSError."""
    lines = _whole_lines(path)
    return not seen.n or (len(lines) >= seen.n and _digest(lines[seen.n - 1]) == seen.digest)


def find_head(root: Path, beginning: str) -> Act | None:
    """Return the act whose line's digest begins with `beginning`, as it stands on a card. Raises OSError."""
    for path in _files(root):
        for line in _whole_lines(path):
            if _digest(line).startswith(beginning):
                return next(_acts_in(path, [line]), None)
    return None


def _files(root: Path) -> list[Path]:
    return sorted((root / JOURNAL_FOLDER).glob(f"*{_SUFFIX}"))


def _whole_lines(path: Path) -> list[bytes]:
    try:
        return read_regular(path).split(b"\n")[:-1]
    except FileNotFoundError:
        return []


def _acts(path: Path) -> Iterator[Act]:
    return _acts_in(path, _whole_lines(path))


def _acts_in(path: Path, lines: Sequence[bytes]) -> Iterator[Act]:
    for line in lines:
        with suppress(ValueError, KeyError, TypeError):
            tree: dict[str, Any] = parse_json(line)
            deed = Deed(
                str(tree["by"]), str(tree["did"]), str(tree["what"]), _version(tree["from"]), _version(tree["to"])
            )
            datetime.fromisoformat(tree["at"])
            yield Act(path.stem, int(tree["n"]), tree["at"], deed)


def _version(written: object) -> str | None:
    return None if written is None else str(written)


def _misfits(path: Path, seen: JournalHead) -> Iterator[Misfit]:
    name = f"{JOURNAL_FOLDER}/{path.name}"
    head = JournalHead()
    try:
        *lines, torn = read_regular(path).split(b"\n")
    except FileNotFoundError:
        lines, torn = [], b""
    for number, line in enumerate(lines, start=1):
        tree = _parsed(line)
        if tree is None:
            yield Misfit(name, number, "unreadable")
            return
        if tree["n"] != number:
            yield Misfit(name, number, "number")
        if tree["prev"] != head.digest:
            yield Misfit(name, number, "chain")
        head = JournalHead(number, _digest(line))
        if number == seen.n and head != seen:
            yield Misfit(name, number, "cut")
    if len(lines) < seen.n:
        yield Misfit(name, len(lines) + 1, "cut")
    if torn:
        yield Misfit(name, len(lines) + 1, "torn")


def _parsed(line: bytes) -> dict[str, Any] | None:
    """Return what `line` holds; None where this program would not have written it so, to the byte."""
    try:
        tree = parse_json(line)
    except ValueError:
        return None
    is_ours = isinstance(tree, dict) and tree.keys() == _KEYS and _canonical(tree).encode() == line
    return tree if is_ours else None


def _canonical(tree: Mapping[str, object]) -> str:
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _digest(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()
