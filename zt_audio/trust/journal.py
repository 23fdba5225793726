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
from typing import Literal

from zt_audio import __version__
from zt_audio.model import Problem, Severity, Where
from zt_audio.store.disk import require_no_links, sync_folder, write_atomic
from zt_audio.store.state_file import DamageError, Moment, from_tree, moment_of, open_regular, parse_json, read_regular

# Note in a project the newest program that has written there, so that an older one keeps off it.

_FILE = ".zt-history/program"  # in a folder that moves with the texts
_BYTES_AT_MOST = 100


def note_program(root: Path) -> None:
    """Write the version of this program into the project at `root`. Raises OSError, DeviceError."""
    if _numbers(_noted(root)) < _numbers(__version__):
        path = root / _FILE
        require_no_links(root, path.parent)
        write_atomic(path, __version__.encode())


def newer_program(root: Path) -> str:
    """Return the version of the program that has written in the project at `root`, where it is newer; otherwise ""."""
    noted = _noted(root)
    return noted if _numbers(noted) > _numbers(__version__) else ""


def _noted(root: Path) -> str:
    with suppress(OSError, ValueError):
        return read_regular(root / _FILE, _BYTES_AT_MOST).decode("ascii").strip()
    return ""


def _numbers(version: str) -> tuple[int, ...]:
    """Return `version` so that the newer one is the greater; what is no version is the oldest."""
    numbers = version.split(".")
    return tuple(map(int, numbers)) if all(number.isdecimal() for number in numbers) else ()


JOURNAL_FOLDER = "journal"  # beside appeals/, and committed with it
NOT_NAMED = "-"  # the person, on a computer where people do not say who they are
_SUFFIX = ".jsonl"
_MACHINE_FILE = "machine"
_LINE_BYTES = 8192  # a line has a few hundred
_DAY = re.compile(rb'"at":"([0-9]{4}-[0-9]{2}-[0-9]{2})T')
_MACHINE = re.compile(r"[0-9a-f]{8}")

_LINE_BYTES_AT_MOST = 2**20
_FIELDS = {"from": "old", "to": "new"}  # what a line calls otherwise

# `cut`: lines that this computer has seen are gone, or other ones stand in their place. `name`: no computer is called
# so, and nothing in it counts
MisfitReason = Literal["torn", "unreadable", "number", "chain", "cut", "name"]
_SLUGS: Mapping[str, str] = {"torn": "journal-torn", "cut": "journal-cut", "name": "journal-name"}


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
    """A line of a journal: the deed, when it was done (as it is written), where, and its number there, from 1."""

    machine: str
    n: int
    at: Moment
    deed: Deed

    @property
    def moment(self) -> datetime:
        """Return when it was done, in the zone of this computer."""
        return moment_of(self.at)

    @property
    def file(self) -> str:
        return self.deed.what.split("#")[0]

    @property
    def done(self) -> str:
        """Return what was done; a journal calls a zip a stick, too, which it is not until someone unpacks it."""
        did = self.deed.did
        return did.replace("stick.", "zip.") if self.deed.what.lower().endswith(".zip") else did


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
    return _head_of(_whole_lines(path))


def _head_of(lines: Sequence[bytes]) -> JournalHead:
    return JournalHead(len(lines), _digest(lines[-1])) if lines else JournalHead()


def journal_heads(root: Path) -> dict[str, JournalHead]:
    """Return the end of each chain of the project at `root` that can be read, by the name of its computer."""
    return {path.stem: _head_of(_lines_if_readable(path)) for path in _files(root)}


def journal_births(root: Path) -> frozenset[str]:
    """Return the digest of the first line of each journal that can be read."""
    return frozenset(_digest(line.rstrip(b"\n")) for path in _files(root) if (line := _first_line(path)))


def _first_line(path: Path) -> bytes:
    try:
        with open_regular(path) as file:
            return file.readline(_LINE_BYTES_AT_MOST)
    except OSError:
        return b""


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
    """Add `lines` to a journal whose last line is whole, through to the disk. Raises OSError, DeviceError.

    Before that, the project notes which program writes: each change of it comes through here.
    """
    note_program(path.parent.parent)
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
        if (whole := data.rfind(b"\n") + 1) < len(data):
            file.truncate(whole)
            os.fsync(file.fileno())
            return True
    return False


def read_acts(root: Path) -> tuple[Act, ...]:
    """Return the acts in all journals of the project at `root`, the newest first; other lines are skipped."""
    found = [act for path in _files(root) for act in _acts_in(path, _lines_if_readable(path))]
    return tuple(sorted(found, key=lambda act: (act.moment, act.n), reverse=True))


def read_deeds(root: Path, kinds: Sequence[str]) -> Iterator[Deed]:
    """Yield the deeds of `kinds`, in no order; of a long journal the other lines are not parsed."""
    marks = [kind.encode() for kind in kinds]
    for path in _files(root):
        lines = [line for line in _lines_if_readable(path) if any(mark in line for mark in marks)]
        yield from (act.deed for act in _acts_in(path, lines) if act.deed.did in kinds)


def verify_journals(root: Path, seen: Mapping[str, JournalHead] = _NOTHING_SEEN) -> Misfit | None:
    """Return the first line that does not fit into its chain, or None where all chains are whole.

    `seen` holds how far each chain went when it was last looked at. Nothing covers the lines after that: a chain that
    no one has seen may lack its end.
    """
    paths = sorted({*_folder(root), *(journal_file(root, machine) for machine in seen if is_machine(machine))})
    return next(filter(None, (_misfit(path, seen.get(path.stem, JournalHead())) for path in paths)), None)


def journal_problems(root: Path, seen: Mapping[str, JournalHead]) -> Iterator[Problem]:
    """Yield what does not fit, and a warning for each chain of which nothing was `seen`."""
    if misfit := verify_journals(root, seen):
        where = Where(misfit.file, misfit.line)
        # a torn last line comes of a kill, and the next save cuts it off
        severity: Severity = "warning" if misfit.reason == "torn" else "error"
        yield Problem(_SLUGS.get(misfit.reason, "journal-changed"), where, {}, severity)
    for machine, head in journal_heads(root).items():
        if head.n and machine not in seen:
            where = Where(f"{JOURNAL_FOLDER}/{machine}{_SUFFIX}")
            yield Problem("journal-unseen", where, {"machine": machine, "n": head.n}, "warning")


def goes_on_from(path: Path, seen: JournalHead) -> bool:
    """Tell whether the journal at `path` still has the end that was `seen`; one that cannot be read has none."""
    lines = _lines_if_readable(path)
    return not seen.n or (len(lines) >= seen.n and _digest(lines[seen.n - 1]) == seen.digest)


def find_head(root: Path, beginning: str) -> Act | None:
    """Return the act whose line's digest begins with `beginning`, as it stands on a card."""
    for path in _files(root):
        for line in _lines_if_readable(path):
            if _digest(line).startswith(beginning):
                return next(_acts_in(path, [line]), None)
    return None


def _folder(root: Path) -> list[Path]:
    return sorted((root / JOURNAL_FOLDER).glob(f"*{_SUFFIX}"))


def _files(root: Path) -> list[Path]:
    """Return the journals of computers: anyone can put another file beside them."""
    return [path for path in _folder(root) if is_machine(path.stem)]


def _whole_lines(path: Path) -> list[bytes]:
    try:
        return read_regular(path).split(b"\n")[:-1]
    except FileNotFoundError:
        return []


def _lines_if_readable(path: Path) -> list[bytes]:
    """Return the lines of a journal; none of one that cannot be read, which `verify_journals` names."""
    try:
        return _whole_lines(path)
    except OSError:
        return []


def _acts_in(path: Path, lines: Sequence[bytes]) -> Iterator[Act]:
    for line in lines:
        with suppress(ValueError):
            found = _parsed(line)
            yield Act(path.stem, found.n, found.at, Deed(found.by, found.did, found.what, found.old, found.new))


def _misfit(path: Path, seen: JournalHead) -> Misfit | None:
    name = f"{JOURNAL_FOLDER}/{path.name}"
    if not is_machine(path.stem):
        return Misfit(name, 1, "name")
    try:
        *lines, torn = (read_regular(path) if path.exists() else b"").split(b"\n")
    except OSError:
        return Misfit(name, 1, "unreadable")
    head = JournalHead()
    for number, line in enumerate(lines, start=1):
        reason = _reason(line, head)
        head = JournalHead(number, _digest(line))
        if reason or (number == seen.n and head != seen):
            return Misfit(name, number, reason or "cut")
    if torn or len(lines) < seen.n:
        return Misfit(name, len(lines) + 1, "cut" if len(lines) < seen.n else "torn")
    return None


def _reason(line: bytes, head: JournalHead) -> MisfitReason | None:
    """Return why `line` does not continue the chain that ends with `head`."""
    try:
        found = _parsed(line)
    except ValueError:
        return "unreadable"
    if found.n != head.n + 1:
        return "number"
    return None if found.prev == head.digest else "chain"


@dataclass(frozen=True, slots=True)
class _Line:
    at: Moment
    by: str
    did: str
    old: str | None
    n: int
    prev: str
    new: str | None
    what: str


def _parsed(line: bytes) -> _Line:
    """Return what `line` holds. Raises ValueError where this program would not have written it so, to the byte."""
    tree = parse_json(line)
    if not isinstance(tree, dict) or _canonical(tree).encode() != line:
        raise DamageError("not as it is written")
    return from_tree({_FIELDS.get(name, name): value for name, value in tree.items()}, _Line)


def _canonical(tree: Mapping[str, object]) -> str:
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _digest(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()
