"""What the system says when a disk refuses in, a DeviceError for people out."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zt_audio.errors import DeviceError
from zt_audio.model import Problem

_SLUGS = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EROFS: "read-only",
    errno.EACCES: "read-only",
    errno.EPERM: "read-only",
}


@contextmanager
def device_errors(folder: Path) -> Iterator[None]:
    """Turn an OSError of the body into a DeviceError that names what to do."""
    try:
        yield
    except OSError as error:
        path = str(error.filename or folder)
        slug = _SLUGS.get(error.errno or 0, "disk-failed")
        facts = {"path": path, "reason": error.strerror or str(error)}
        raise DeviceError(Problem(slug, None, facts)) from error


def require_space(folder: Path, needed_bytes: int) -> None:
    """Raise DeviceError `disk-full` where `folder` has no room for `needed_bytes`. Raises OSError."""
    free_bytes = shutil.disk_usage(folder).free
    if free_bytes < needed_bytes:
        mib = 2**20
        reason = f"{needed_bytes // mib + 1} MB > {free_bytes // mib} MB"
        raise DeviceError(Problem("disk-full", None, {"path": str(folder), "reason": reason}))
