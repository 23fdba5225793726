"""Keep the bytes that files of a project had, each under the digest of these bytes, so that none is ever lost."""

from __future__ import annotations

import hashlib
import re
import zlib
from contextlib import suppress
from pathlib import Path

from zt_audio.store.disk import sync_folder, write_atomic
from zt_audio.store.state_file import read_regular

HISTORY = ".zt-history"  # beside appeals/; outside the cache, because nothing can make it again
_MOST_BYTES = 2**25  # a build of 999 stops has 5 MB, and what comes from elsewhere may unpack to anything
_DIGEST = re.compile(r"[0-9a-f]{64}")


def digest_of(data: bytes) -> str:
    """Return the name under which `data` is kept."""
    return hashlib.sha256(data).hexdigest()


def keep_bytes(root: Path, data: bytes, *, syncs_folder: bool = True) -> str:
    """Keep `data` in the history of the project at `root` and return its digest. Raises OSError.

    Who keeps much without `syncs_folder` calls `sync_history` before it counts on it.
    """
    digest = digest_of(data)
    if kept_bytes(root, digest) is None:
        write_atomic(root / HISTORY / digest, zlib.compress(data, 9), syncs_folder=syncs_folder)
    return digest


def sync_history(root: Path) -> None:
    sync_folder(root / HISTORY)


def kept_bytes(root: Path, digest: str) -> bytes | None:
    """Return what is kept under `digest`, proved by it; None where there is nothing, or it cannot be read."""
    with suppress(OSError):
        return read_kept(root, digest)
    return None


def read_kept(root: Path, digest: str) -> bytes | None:
    """Return what is kept under `digest`; None where nothing is kept or it is damaged. Raises OSError."""
    path = root / HISTORY / digest
    if not _DIGEST.fullmatch(digest) or not path.is_file():
        return None
    try:
        data = zlib.decompressobj().decompress(read_regular(path, _MOST_BYTES), _MOST_BYTES)
    except zlib.error:
        return None
    return data if digest_of(data) == digest else None
