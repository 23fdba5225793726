"""Give tests of the studio tiny projects, written and built."""

from __future__ import annotations

from tests.support.tiny_fixtures import built, built_once, fresh

__all__ = ["built", "built_once", "fresh"]
