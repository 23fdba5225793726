"""Write through to a device, and read back what it kept, not what the system remembers.

| system  | before reading back                                                     | so the bytes come from    |
|---------|-------------------------------------------------------------------------|---------------------------|
| Linux   | `posix_fadvise(DONTNEED)` after `fsync`: the page cache lets go of it   | the device                |
| macOS   | `F_NOCACHE` on the handles that write and that read                     | the device                |
| Windows | a handle with `FILE_FLAG_NO_BUFFERING` is opened: the cache is purged   | the device, on FAT, NTFS  |

The device's own memory stays in between: none of these systems can empty it; cheap sticks have almost none. A file
system in memory (tmpfs) has no device at all.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from zt_audio.sticks.platforms import windows

DEVICE_CHUNK_BYTES = 2**20
READERS = 2  # one waits for the device while the other hashes what it got
Tell = Callable[[int], None]  # how many bytes more were done


def flush(handle: int) -> None:
    """Write what `handle` holds through to the device. Raises OSError."""
    if sys.platform == "darwin":
        import fcntl  # noqa: PLC0415 - not there on Windows

        fcntl.fcntl(handle, fcntl.F_FULLFSYNC)  # fsync stops at the drive's door there
    else:
        os.fsync(handle)


def bypass_cache(handle: int) -> None:
    """Keep the bytes that go through `handle` out of the system's memory, where the system can do that for a handle."""
    if sys.platform == "darwin":
        import fcntl  # noqa: PLC0415 - not there on Windows

        fcntl.fcntl(handle, fcntl.F_NOCACHE, 1)


def open_from_device(path: Path) -> BinaryIO:
    """Open `path` so that what is read comes from the device, as far as the table above goes. Raises OSError."""
    if sys.platform == "win32":
        windows.purge_cache(path)
    file = path.open("rb", buffering=0)
    if sys.platform == "linux":
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    bypass_cache(file.fileno())
    return file


def chunks_of(file: BinaryIO, chunk_bytes: int = DEVICE_CHUNK_BYTES) -> Iterator[bytes]:
    """Yield the rest of `file` in chunks."""
    while chunk := file.read(chunk_bytes):
        yield chunk


def sha256_of(chunks: Iterable[bytes], tell: Tell) -> str:
    """Return the sha256 of `chunks`. Hashing releases the interpreter, so that another thread reads meanwhile."""
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
        tell(len(chunk))
    return digest.hexdigest()
