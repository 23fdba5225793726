"""Write files whole or not at all, inside the folder that they belong to, and say what a disk refuses.

A project may come from anyone. Its journal, manifest and state name files that the program moves and deletes, and a
link may stand where the program expects a folder of its own.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import stat
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

from zt_audio.errors import DeviceError
from zt_audio.model import Problem

_UNSAFE = frozenset('\\:*?"<>|')  # Windows reads \ and : as ways to somewhere else, and refuses the others


def is_inside(name: str) -> bool:
    """Tell whether `name` (`city/01/001.mp3`) leads down from its folder on every system, and to no hidden file."""
    return all(map(_is_step, name.split("/")))


def _is_step(part: str) -> bool:
    """Tell whether `part` names an entry of a folder; Windows drops dots and spaces at its end."""
    return part.isprintable() and not part.startswith(".") and bool(part.strip(" .")) and _UNSAFE.isdisjoint(part)


def is_reached_directly(root: Path, path: Path) -> bool:
    """Tell whether no link and no junction stands between `root` and `path`, which need not exist."""
    expected = Path(os.path.realpath(root)) / path.relative_to(root)
    return os.path.normcase(os.path.realpath(path)) == os.path.normcase(expected)


def require_no_links(root: Path, *paths: Path) -> None:
    """Raise DeviceError `link-in-project` where a link or a junction stands between `root` and one of `paths`."""
    if found := [path for path in paths if not is_reached_directly(root, path)]:
        raise DeviceError(Problem("link-in-project", None, {"path": str(path)}) for path in found)


_Rename = Callable[[str, str], None]
DiskFailure = Literal["full", "read-only", "gone", "not-empty", "name", "file-too-large", "shared", "failed"]

_BY_ERRNO: Mapping[int, DiskFailure] = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), "full"),
    **dict.fromkeys((errno.EROFS, errno.EACCES, errno.EPERM), "read-only"),
    # unplugged or failing: the system does not know which
    **dict.fromkeys((errno.EIO, errno.ENODEV, errno.ENXIO, errno.ENOENT, errno.ENOTCONN, errno.ESTALE), "gone"),
    errno.ENOTEMPTY: "not-empty",
    **dict.fromkeys((errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ), "name"),
    errno.EFBIG: "file-too-large",
}
# Windows has more kinds than errno: write-protected; not ready, gone, not connected; full.
_BY_WINERROR: Mapping[int, DiskFailure] = {
    19: "read-only",
    **dict.fromkeys((21, 55, 433, 1006, 1117, 1167), "gone"),
    **dict.fromkeys((39, 112), "full"),
    32: "shared",  # another program shares the file
    33: "shared",  # ... or locks a part of it
}
_ACCESS_DENIED, _SHARED = 5, 32
_IS_WINDOWS = os.name == "nt"
# A disk of the computer is not unplugged: the message quotes the system for every other failure.
_DISK_SLUGS: Mapping[DiskFailure, str] = {"full": "disk-full", "read-only": "read-only", "shared": "file-in-use"}


def disk_failure(error: OSError, *, windows: bool = _IS_WINDOWS, rename: _Rename = os.rename) -> DiskFailure:
    """Return what kind of refusal `error` is."""
    code = getattr(error, "winerror", None) or 0
    if windows and not code and error.errno == errno.EACCES:
        code = _why_denied(str(error.filename), rename)
    if code == _ACCESS_DENIED and _may_be_written(error.filename):
        code = _SHARED  # a program that plays it lets no one write or replace it
    return _BY_WINERROR.get(code) or _BY_ERRNO.get(error.errno or 0, "failed")


def _why_denied(file: str, rename: _Rename) -> int:
    """Return the code of Windows where `open` was refused, which has none: a file is given the name that it has."""
    try:
        rename(file, file)
    except OSError as error:
        return getattr(error, "winerror", None) or 0
    return _ACCESS_DENIED


def _may_be_written(name: object) -> bool:
    """Tell whether a file is there and not marked as read-only."""
    with suppress(OSError, TypeError, ValueError):
        return bool(Path(str(name)).stat().st_mode & stat.S_IWRITE) and Path(str(name)).is_file()
    return False


@contextmanager
def device_errors(folder: Path) -> Iterator[None]:
    """Turn an OSError of the body into a DeviceError that names what to do."""
    try:
        yield
    except OSError as error:
        path = str(error.filename if isinstance(error.filename, str) else folder)  # it may be the number of a handle
        slug = _DISK_SLUGS.get(disk_failure(error), "disk-failed")
        facts = {"path": path, "reason": error.strerror or str(error)}
        raise DeviceError(Problem(slug, None, facts)) from error


def require_space(
    folder: Path, needed_bytes: int, free: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free
) -> None:
    """Raise DeviceError `disk-full` where `folder` has no room for `needed_bytes`. Raises OSError."""
    if (free_bytes := free(folder)) < needed_bytes:
        mib = 2**20
        reason = f"{needed_bytes // mib + 1} MB > {free_bytes // mib} MB"
        raise DeviceError(Problem("disk-full", None, {"path": str(folder), "reason": reason}))


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
        for path in [entry.path for entry in entries if _TORN.fullmatch(entry.name)]:
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
