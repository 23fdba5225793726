"""Find the end of an ID3v2 tag."""

from __future__ import annotations

ID3_HEADER_BYTES = 10


def id3_tag_bytes(head: bytes) -> int:
    """Return the length of the tag that begins with `head`, 0 where it begins none.

    The size is "synchsafe": seven bits a byte (ID3v2.3, 3.1).
    """
    if not head.startswith(b"ID3") or len(head) < ID3_HEADER_BYTES:
        return 0
    size = 0
    for byte in head[6:ID3_HEADER_BYTES]:
        size = size << 7 | byte & 0x7F
    return ID3_HEADER_BYTES + size
