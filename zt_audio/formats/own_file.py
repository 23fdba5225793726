"""Give a library a real file to read, alone in a folder: some open what lies beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def in_own_file(data: bytes) -> Iterator[Path]:
    """Yield a file with `data`, in a folder that is gone afterwards. Raises OSError."""
    # A scanner for viruses may hold a file for a moment: what cannot be deleted then is left to the system.
    with TemporaryDirectory(prefix="zt-audio-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "file"  # without an ending: the bytes alone decide what it is
        path.write_bytes(data)
        yield path
