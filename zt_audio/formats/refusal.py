"""Refuse a file for a reason that people can be told. This module loads quickly: a child process starts with it."""

from __future__ import annotations


class RefusedFileError(Exception):
    """The file is not what it should be, or more than may be read; `slug` and `facts` make the message."""

    def __init__(self, slug: str, line: int = 0, **facts: str | int) -> None:
        """`line` is where in the file, 0 where lines mean nothing."""
        self.slug, self.line, self.facts = slug, line, facts
        super().__init__(slug, line, facts)
