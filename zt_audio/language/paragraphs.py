"""A text in, its paragraphs out, each with where it begins."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PARAGRAPH = re.compile(r"\S(?:.*?\S)?(?=\s*\n[^\S\n]*\n|\s*\Z)", re.DOTALL)


def paragraphs(value: str) -> Iterator[tuple[int, str]]:
    """Yield each paragraph of `value` (parted by empty lines) with its offset; line ends inside it read as spaces."""
    for match in _PARAGRAPH.finditer(value):
        yield match.start(), match.group().replace("\n", " ")
