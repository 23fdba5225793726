"""Refuse a file of a stranger for a reason that people can be told, or hand it to a library alone in a folder.

ZIP_DAMAGE is what zipfile, and what it unpacks with, raise of a zip that is damaged or made to harm.
"""

from __future__ import annotations

import lzma
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import BadZipFile

ZIP_DAMAGE = (BadZipFile, RuntimeError, EOFError, ValueError, OverflowError, struct.error, zlib.error, lzma.LZMAError)


class RefusedFileError(Exception):
    """The file is not what it should be, or more than may be read; `slug` and `facts` make the message."""

    def __init__(self, slug: str, line: int = 0, **facts: str | int) -> None:
        """`line` is where in the file, 0 where lines mean nothing."""
        self.slug, self.line, self.facts = slug, line, facts
        super().__init__(slug, line, facts)


@contextmanager
def in_own_file(data: bytes) -> Iterator[Path]:
    """Yield a file with `data`, in a folder that is gone afterwards. Raises OSError."""
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - a child process starts with this module

    # A scanner for viruses may hold a file for a moment: what cannot be deleted then is left to the system.
    with TemporaryDirectory(prefix="zt-audio-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "file"  # without an ending: the bytes alone decide what it is
        path.write_bytes(data)
        yield path
