"""Make the ID3v2.3 tag that a player's display shows for a track."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tags:
    title: str
    album: str
    number: int
    total: int
    languages: tuple[str, ...]  # ISO 639-2: kaz, rus


def cut(text: str, limit_bytes: int | None) -> str:
    """Return as much of `text` as fits into `limit_bytes` of UTF-16 with its byte order mark, in whole characters.

    A letter keeps its combining marks; a character above U+FFFF keeps both its halves.
    """
    if limit_bytes is None or len(text.encode("utf-16")) <= limit_bytes:
        return text
    end = next(end for end in range(len(text), -1, -1) if len(text[:end].encode("utf-16")) <= limit_bytes)
    while end and unicodedata.combining(text[end]):
        end -= 1
    return text[:end].rstrip()


def id3v23(tags: Tags) -> bytes:
    """Return an ID3v2.3 tag in UTF-16: what old head units read most widely. No picture, no ID3v1, no padding."""
    from mutagen.id3 import ID3, TALB, TIT2, TLAN, TRCK, Encoding  # noqa: PLC0415 - heavy, and a plan writes no tag

    id3 = ID3()
    id3.add(TIT2(encoding=Encoding.UTF16, text=[tags.title]))
    id3.add(TALB(encoding=Encoding.UTF16, text=[tags.album]))
    id3.add(TRCK(encoding=Encoding.LATIN1, text=[f"{tags.number}/{tags.total}"]))
    id3.add(TLAN(encoding=Encoding.LATIN1, text=["".join(tags.languages)]))  # codes run together, ID3v2.3 4.2.1
    buffer = io.BytesIO()
    id3.save(buffer, v1=0, v2_version=3, padding=lambda _info: 0)
    return buffer.getvalue()
