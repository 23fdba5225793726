"""Mark a string for translation without translating it yet."""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802 - the name that gettext's extractors know
    """Return `message`; the catalogue translates it where it is shown."""
    return message
