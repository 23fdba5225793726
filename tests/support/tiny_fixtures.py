"""Give tests tiny projects, written and built."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.tiny import Tiny, tiny_project


@pytest.fixture
def fresh(tmp_path: Path) -> Tiny:
    """Give a project that was never built."""
    return tiny_project(tmp_path / "project")


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """Give a built project that no test may change."""
    tiny = tiny_project(tmp_path_factory.mktemp("built") / "project")
    tiny.build()
    return tiny


@pytest.fixture
def built(built_once: Tiny, tmp_path: Path) -> Tiny:
    """Give a built project of one's own."""
    return built_once.copy(tmp_path / "project")
