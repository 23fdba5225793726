"""Give tests of the studio tiny projects, written and built, and a studio that runs on one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.browser import LIMIT_S
from tests.support.studio import RunningStudio, running_studio
from tests.support.tiny import Tiny, tiny_project
from tests.support.tiny_fixtures import built, built_once, fresh
from tests.support.waiting import wait_until
from zt_audio.store.workspace import user_data
from zt_audio.studio.studio import UndoOffers
from zt_audio.trust.memory import remember_journals

__all__ = ["built", "built_once", "fresh"]


@pytest.fixture(scope="session")
def fresh_once(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """Give a project that was never built and that no test may change."""
    return tiny_project(tmp_path_factory.mktemp("fresh") / "project")


@pytest.fixture(scope="session")
def open_studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStudio]:
    """Give a studio that stays open: the process in which it makes sound takes seconds to start."""
    with running_studio(tiny_project(tmp_path_factory.mktemp("studio") / "project").root) as running:
        yield running


@pytest.fixture
def studio(open_studio: RunningStudio, fresh_once: Tiny) -> RunningStudio:
    """Give the studio of a project that was never built, as new for each test."""
    return with_project(open_studio, fresh_once.root)


@pytest.fixture
def built_studio(open_studio: RunningStudio, built_once: Tiny) -> RunningStudio:
    """Give the studio of a project that was built, as new for each test."""
    return with_project(open_studio, built_once.root)


def with_project(running: RunningStudio, project: Path) -> RunningStudio:
    """Put a copy of `project` in the place of the one that a studio has, and forget what people did there."""
    studio = running.studio
    if studio.jobs.last and studio.jobs.last.is_running:
        studio.jobs.last.cancel()
    wait_until(lambda: _is_replaced(studio.root, project), LIMIT_S)
    remember_journals(user_data(), studio.root.resolve())
    studio.undo, studio.planned_table = UndoOffers(), ("", None)
    studio.heard.clear()
    return running


def _is_replaced(folder: Path, project: Path) -> bool:
    """Put a copy of `project` there if that can be: a page of the test before may still let the studio write there."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        shutil.copytree(project, folder, symlinks=True)
    except FileExistsError:
        return False
    return True
