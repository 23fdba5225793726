"""Write through to a device, and read its own bytes back instead of the system's cache.

| system  | before reading back                                                     | so the bytes come from    |
|---------|-------------------------------------------------------------------------|---------------------------|
| Linux   | `posix_fadvise(DONTNEED)` after `fsync`: the page cache drops the file  | the device                |
| macOS   | `F_NOCACHE` on the handles that write and read                          | the device                |
| Windows | a handle with `FILE_FLAG_NO_BUFFERING` is opened: the cache is purged   | the device, on FAT, NTFS  |

No system can empty the device's own cache; cheap sticks have almost none. A file system in memory (tmpfs) has no
device at all.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from zt_audio.events import Moved, StickEmit
from zt_audio.sticks.platforms import windows

DEVICE_CHUNK_BYTES = 2**20
_F_NOCACHE, _F_FULLFSYNC = 48, 51  # of macOS, <sys/fcntl.h>
READERS = 2  # one waits for the device while the other hashes
Tell = Callable[[int], None]  # reports how many more bytes were read or written


def byte_reporter(emit: StickEmit) -> Tell:
    """Return a function that reports numbers of bytes as events."""
    return lambda count: emit(Moved(count))


def _fcntl(handle: int, command: int, value: int) -> None:
    import fcntl  # noqa: PLC0415 - Windows has no such module

    fcntl.fcntl(handle, command, value)


@dataclass(frozen=True, slots=True)
class CacheControl:
    """How to flush and to bypass the cache of the system `platform`, a value of `sys.platform`."""

    platform: str = sys.platform
    fcntl: Callable[[int, int, int], None] = _fcntl
    purge: Callable[[Path], None] = windows.purge_cache


_SYSTEM = CacheControl()


def flush(handle: int, control: CacheControl = _SYSTEM) -> None:
    """Write everything that was written to `handle` through to the device. Raises OSError."""
    if control.platform == "darwin":
        control.fcntl(handle, _F_FULLFSYNC, 0)  # fsync does not reach the disk itself there
    else:
        os.fsync(handle)


def bypass_cache(handle: int, control: CacheControl = _SYSTEM) -> None:
    """Keep the bytes that go through `handle` out of the system's cache. Only macOS can do this for a handle."""
    if control.platform == "darwin":
        control.fcntl(handle, _F_NOCACHE, 1)


def open_from_device(path: Path, control: CacheControl = _SYSTEM) -> BinaryIO:
    """Open `path` so that its bytes come from the device, as the table above says. Raises OSError."""
    if control.platform == "win32":
        control.purge(path)
    file = path.open("rb", buffering=0)
    if control.platform == "linux":
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    bypass_cache(file.fileno(), control)
    return file


def chunks_of(file: BinaryIO, chunk_bytes: int = DEVICE_CHUNK_BYTES) -> Iterator[bytes]:
    while chunk := file.read(chunk_bytes):
        yield chunk


def sha256_of(chunks: Iterable[bytes], tell: Tell) -> str:
    """Return the sha256 of `chunks`. Hashing releases the interpreter lock, so another thread can read meanwhile."""
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
        tell(len(chunk))
    return digest.hexdigest()
