"""Sentences for what cannot be read aloud."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {}
