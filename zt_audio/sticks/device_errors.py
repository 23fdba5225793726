"""What the system says when a stick refuses in, a DeviceError for people out. A stick can go at any moment."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from zt_audio.errors import DeviceError
from zt_audio.model import Problem
from zt_audio.sticks.directory_order import NoOrderError

_SLUGS: Mapping[int, str] = {
    errno.ENOTEMPTY: "stick-no-order",  # a folder of ours would have to go, and somebody's files are in it
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), "stick-full"),
    **dict.fromkeys((errno.EROFS, errno.EACCES, errno.EPERM), "stick-read-only"),
    # pulled, or failing: the system cannot tell one from the other
    **dict.fromkeys((errno.EIO, errno.ENODEV, errno.ENXIO, errno.ENOENT, errno.ENOTCONN, errno.ESTALE), "stick-gone"),
    **dict.fromkeys((errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ), "stick-name"),
    errno.EFBIG: "stick-file-too-large",
}
# Windows knows more kinds than errno has: write-protected; not ready, gone, not connected; full.
_WINDOWS: Mapping[int, str] = {
    19: "stick-read-only",
    **dict.fromkeys((21, 55, 433, 1006, 1117, 1167), "stick-gone"),
    **dict.fromkeys((39, 112), "stick-full"),
}


@contextmanager
def stick_errors(target: Path) -> Iterator[None]:
    """Turn an OSError or NoOrderError of the body into a DeviceError that names what to do."""
    facts = {"path": str(target)}
    try:
        yield
    except NoOrderError as error:
        raise DeviceError(Problem("stick-no-order", None, facts)) from error
    except OSError as error:
        windows = _WINDOWS.get(getattr(error, "winerror", None) or 0)
        slug = windows or _SLUGS.get(error.errno or 0, "stick-failed")
        reason = error.strerror or str(error)
        file = Path(str(error.filename)).name if error.filename else str(target)
        raise DeviceError(Problem(slug, None, {**facts, "reason": reason, "file": file})) from error
