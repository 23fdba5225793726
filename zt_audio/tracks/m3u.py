"""Track names in play order in, the bytes of an M3U out: ASCII for old players, UTF-8 (M3U8) for new ones."""

from __future__ import annotations

from collections.abc import Sequence


def m3u(names: Sequence[str], encoding: str = "ascii") -> bytes:
    """Return a plain M3U: one relative name a line, CRLF, no header, no BOM. Raises UnicodeEncodeError."""
    return "".join(f"{name}\r\n" for name in names).encode(encoding)
