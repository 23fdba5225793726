"""Turn a refusal of a disk or a stick into a DeviceError that names what to do."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

from zt_audio.errors import DeviceError
from zt_audio.model import Problem

Rename = Callable[[str, str], None]
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


def disk_failure(error: OSError, *, windows: bool = _IS_WINDOWS, rename: Rename = os.rename) -> DiskFailure:
    """Return what kind of refusal `error` is."""
    code = getattr(error, "winerror", None) or 0
    if windows and not code and error.errno == errno.EACCES:
        code = _why_denied(str(error.filename), rename)
    if code == _ACCESS_DENIED and _may_be_written(error.filename):
        code = _SHARED  # a program that plays it lets no one write or replace it
    return _BY_WINERROR.get(code) or _BY_ERRNO.get(error.errno or 0, "failed")


def _why_denied(file: str, rename: Rename) -> int:
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


def _free_bytes(folder: Path) -> int:
    return shutil.disk_usage(folder).free


def require_space(folder: Path, needed_bytes: int, free: Callable[[Path], int] = _free_bytes) -> None:
    """Raise DeviceError `disk-full` where `folder` has no room for `needed_bytes`. Raises OSError."""
    free_bytes = free(folder)
    if free_bytes < needed_bytes:
        mib = 2**20
        reason = f"{needed_bytes // mib + 1} MB > {free_bytes // mib} MB"
        raise DeviceError(Problem("disk-full", None, {"path": str(folder), "reason": reason}))
