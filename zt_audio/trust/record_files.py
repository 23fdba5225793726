"""Write what people stand for (approvals, confirmed pairs) as files that prove themselves, with a line in the journal.

A record is canonical JSON, so it compares well from version to version, and holds the sha256 of its own content. A
file that is not exactly what the program would write counts as damaged, never as the word of a person.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any, TypeVar

from zt_audio.errors import ContentError
from zt_audio.logs import logger_of
from zt_audio.model import Problem, Where
from zt_audio.store.disk import device_errors, is_reached_directly
from zt_audio.store.state_file import DamageError, from_json, read_regular
from zt_audio.store.workspace import Workspace, edit_lock, user_data
from zt_audio.trust.history import FileVersions, carry_out, finish_edit, keep_bytes
from zt_audio.trust.journal import Deed, machine_id
from zt_audio.trust.memory import remember_journal

_FORMAT = 1
_MOST_BYTES = 2**22
_UNPROVED = ("digest", "seal")  # what the digest cannot be of
_T = TypeVar("_T")
_log = logger_of(__name__)


def record_bytes(record: Any) -> bytes:  # noqa: ANN401 - a dataclass
    """Return the file of `record`, a frozen dataclass of texts and mappings."""
    tree = {"format": _FORMAT, **asdict(record)}
    return _canonical({**tree, "digest": _digest(tree)})


def proved_bytes(record: Any) -> bytes:  # noqa: ANN401 - a dataclass
    """Return the bytes that a seal of `record` signs: the file without the seal."""
    tree = {"format": _FORMAT, **asdict(record)}
    return _canonical({**{name: value for name, value in tree.items() if name != "seal"}, "digest": _digest(tree)})


def read_record(root: Path, name: str, kind: type[_T]) -> _T | None:
    """Return the record in the file `name` of the project at `root`.

    None where there is no file; where it is damaged, was edited by hand, or is reached by a link, it counts as none.
    """
    try:
        return _read(root, name, kind)
    except FileNotFoundError:
        return None
    except (OSError, DamageError) as error:
        _log.warning("%s:%d: damaged, and counts as missing: %s", name, getattr(error, "line", 1), error)
        return None


def record_problem(root: Path, name: str, kind: type[Any]) -> Problem | None:
    """Return a warning where there is a file `name` that does not count as a record."""
    try:
        _read(root, name, kind)
    except FileNotFoundError:
        return None
    except (OSError, DamageError) as error:
        return Problem("record-altered", Where(name, getattr(error, "line", 1)), {"file": name}, "warning")
    return None


def _read(root: Path, name: str, kind: type[_T]) -> _T:
    if not is_reached_directly(root, root / name):
        raise DamageError("reached by a link")
    return proved_record(read_regular(root / name, _MOST_BYTES), kind)


def parse_record(data: bytes, kind: type[_T]) -> _T | None:
    """Return the record whose file holds `data`; None where these are not exactly the bytes that the program writes."""
    try:
        return proved_record(data, kind)
    except DamageError:
        return None


def proved_record(data: bytes, kind: type[_T]) -> _T:
    """Return the record whose file holds `data`. Raises DamageError with the first line that is another."""
    record = from_json(data, kind, beside=("format", "digest"))
    if (written := record_bytes(record)) != data:
        pairs = enumerate(zip_longest(written.split(b"\n"), data.split(b"\n")), start=1)
        raise DamageError("not as it is written", next(n for n, (one, other) in pairs if one != other))
    return record


def _canonical(tree: Mapping[str, object]) -> bytes:
    return f"{json.dumps(tree, ensure_ascii=False, indent=1, sort_keys=True)}\n".encode()


def _digest(tree: Mapping[str, object]) -> str:
    return hashlib.sha256(
        _canonical({name: value for name, value in tree.items() if name not in _UNPROVED})
    ).hexdigest()


def save_records(
    workspace: Workspace, records: Mapping[str, bytes | None], by: str, did: str | Mapping[str, str], at: datetime
) -> None:
    """Write each file of `records` (None: delete it) and its line in the journal, all or none; `did` may be one a file.

    Raises BuildError `busy`, ContentError `edit-file-conflict` where another program was quicker, DeviceError.
    """
    root = workspace.root
    workspace.require_own_folders()
    with device_errors(root), edit_lock(workspace.cache):
        machine = machine_id(user_data())
        finish_edit(workspace, machine, at)
        changes = []
        for name, data in records.items():
            before = read_regular(root / name) if (root / name).exists() else None
            if data != before:
                old, new = (None if each is None else keep_bytes(root, each) for each in (before, data))
                what = did if isinstance(did, str) else did[name]
                changes.append((Deed(by, what, name, old, new), FileVersions(name, old, new)))
        lost = carry_out(workspace, machine, changes, at) if changes else ()
        with suppress(OSError):  # it is done; the next change is remembered with it
            remember_journal(user_data(), root, machine)
    if lost:
        raise ContentError(Problem("edit-file-conflict", Where(name)) for name in lost)
