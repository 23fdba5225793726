"""Write a file so that a reader, or a kill at any moment, finds the old content or the new one."""

from __future__ import annotations

import contextlib
import os
import re
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

# Windows refuses to replace a file that another program has open just now: a virus scanner, an indexer, a player.
# Such a program closes the file within a fraction of a second; the waits are 1.3 s in all.
_SHARING_VIOLATIONS = (5, 32)  # ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION
_TORN = re.compile(r"\.?.+\.\d+\.\d+\.tmp")  # a name of `temp_beside`
_RETRY_WAITS_S = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.5)


def write_atomic(
    path: Path, data: bytes, *, durable: bool = True, mode: int | None = None, syncs_folder: bool = True
) -> None:
    """Replace `path` by `data`; a kill at any moment leaves the old file or the new one. Raises OSError.

    Threads and processes may write one path at the same time: the file of one of them stays, whole. `durable` syncs the
    file before the function returns; without it a power cut may lose the file, or leave a part of it. `mode` says who
    may read and write the file, from before anything is in it. Who writes many files without `syncs_folder` calls
    `sync_folder` once for all of them.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temp = temp_beside(path)
    try:
        _write_new(temp, [data], sync=durable, mode=mode)
        try:
            replace_file(temp, path)
        except FileNotFoundError:  # another process took the temporary file for one of a killed run
            _write_new(temp, [data], sync=durable, mode=mode)
            replace_file(temp, path)
    except BaseException:
        temp.unlink(missing_ok=True)
        raise
    if durable and syncs_folder:
        sync_folder(path.parent)


def temp_beside(path: Path) -> Path:
    """Return a hidden name beside `path` that no other thread and no other process writes to."""
    return path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}.tmp")


def drop_torn_files(folder: Path) -> None:
    """Delete the temporary files of killed processes in `folder`; a file that cannot be deleted stays."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        torn = [entry.path for entry in entries if _TORN.fullmatch(entry.name)]
        for path in torn:
            os.unlink(path)  # noqa: PTH108 - a path as the system gave it


def _rename(source: Path, target: Path) -> None:
    source.replace(target)


def replace_file(
    source: Path,
    target: Path,
    *,
    rename: Callable[[Path, Path], None] = _rename,
    waits_s: Sequence[float] = _RETRY_WAITS_S,
) -> None:
    """Move `source` to `target` and replace what is there; retry while another program holds the target on Windows.

    Raises OSError; a sharing violation only after all of `waits_s`.
    """
    for wait_s in waits_s:
        try:
            return rename(source, target)
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _SHARING_VIOLATIONS:
                raise
        time.sleep(wait_s)
    return rename(source, target)


def write_synced(path: Path, pieces: Iterable[bytes]) -> None:
    """Write `pieces` as the new file `path` through to the disk; a kill may leave a part of it. Raises OSError."""
    _write_new(path, pieces, sync=True)


def _write_new(path: Path, pieces: Iterable[bytes], *, sync: bool, mode: int | None = None) -> None:
    """Write `path` as a new file: what has the name already may be a link to a file of the user."""
    path.unlink(missing_ok=True)
    with path.open("xb") as file:
        if mode is not None:
            path.chmod(mode)
        file.writelines(pieces)
        if sync:
            file.flush()
            os.fsync(file.fileno())


def write_all(handle: int, data: bytes, write: Callable[[int, memoryview], int] | None = None) -> None:
    """Write all of `data`: the system may take less at a time, for example before it reports a full disk.

    `write` stands in for `os.write`. Raises OSError.
    """
    view = memoryview(data)
    while view:
        view = view[(write or os.write)(handle, view) :]


def is_same_file(one: Path, other: Path) -> bool:
    """Tell whether both names exist and lead to one file: disks of Windows and macOS ignore case."""
    return one.exists() and other.exists() and one.samefile(other)


def sync_folder(folder: Path, system: str = os.name) -> None:
    """Make renames in `folder` durable, where the system can; Windows has no such call and needs none."""
    if system == "nt":
        return
    with contextlib.suppress(OSError):  # some network disks refuse to sync a folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
