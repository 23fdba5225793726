"""Track names in play order in, the bytes of an M3U that old players read out."""

from __future__ import annotations

from collections.abc import Sequence


def m3u(names: Sequence[str]) -> bytes:
    """Return a plain M3U: ASCII, one relative name a line, CRLF, no header, no BOM. Raises UnicodeEncodeError."""
    return "".join(f"{name}\r\n" for name in names).encode("ascii")
