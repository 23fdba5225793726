"""Give tests of the studio tiny projects, written and built, and a studio that runs on one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.studio import RunningStudio, running_studio
from tests.support.tiny import Tiny
from tests.support.tiny_fixtures import built, built_once, fresh

__all__ = ["built", "built_once", "fresh"]


@pytest.fixture
def studio(fresh: Tiny) -> Iterator[RunningStudio]:
    """Give the studio of a project that was never built."""
    with running_studio(fresh.root) as running:
        yield running
