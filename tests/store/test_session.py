"""A project held for one command: the lock, and the change that a killed run had decided."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from zt_audio.errors import BuildError, DeviceError
from zt_audio.events import Event, Recovered, Waiting
from zt_audio.store import journal
from zt_audio.store.disk import write_synced
from zt_audio.store.journal import FileChange
from zt_audio.store.workspace import Workspace, finish_pending, project_lock, session


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


def interrupted(workspace: Workspace) -> None:
    """Leave what a run leaves that was killed right after it had decided to publish `city/1`."""
    new = journal.staged(workspace.output, "city/1")
    new.parent.mkdir(parents=True)
    new.write_bytes(b"new")
    journal.staged(workspace.output, "manifest.json").write_bytes(b"{}")
    write_synced(workspace.output / journal.JOURNAL, [journal._journal(FileChange(("city/1",), ()))])


def test_a_session_finishes_what_was_decided_and_says_so(workspace: Workspace) -> None:
    interrupted(workspace)
    events: list[Event] = []
    with session(workspace, events.append):
        assert events == [Recovered()]
        assert (workspace.output / "city" / "1").read_bytes() == b"new"
    with session(workspace, events.append):
        assert events == [Recovered()]


def test_a_command_that_reads_takes_the_lock_only_where_something_is_decided(workspace: Workspace) -> None:
    events: list[Event] = []
    finish_pending(workspace, events.append)
    assert (events, workspace.cache.exists()) == ([], False)
    interrupted(workspace)
    finish_pending(workspace, events.append)
    assert events == [Recovered()]
    assert journal.pending(workspace.output) is None


def test_who_waits_too_long_is_refused_and_the_next_one_is_not(workspace: Workspace) -> None:
    said: list[str] = []
    with (
        session(workspace, lambda _event: None),
        pytest.raises(BuildError) as error,
        project_lock(workspace.cache, lambda: said.append("waiting"), timeout_s=0.01),
    ):
        pass
    assert [(problem.slug, problem.facts) for problem in error.value.problems] == [("busy", {"seconds": 0})]
    assert said == ["waiting"]
    events: list[Event] = []
    with session(workspace, events.append):
        assert Waiting() not in events


def test_a_failure_of_the_disk_names_what_to_do_and_frees_the_project(workspace: Workspace) -> None:
    with pytest.raises(DeviceError, match="disk-full"), session(workspace, lambda _event: None):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    with project_lock(workspace.cache, lambda: pytest.fail("it is still held"), timeout_s=0):
        pass


def test_folders_of_a_project_have_names_that_stay(workspace: Workspace, tmp_path: Path) -> None:
    """Projects of earlier versions have them, and what was fetched may have cost money."""
    paths = {
        "appeals": workspace.appeals,
        "appeals/recordings": workspace.recordings,
        "output": workspace.output,
        ".zt-fetched": workspace.fetched.root,
        ".zt-cache": workspace.cache,
        ".zt-cache/speech": workspace.speech.root,
        ".zt-cache/segments": workspace.segments.root,
        ".zt-cache/rejects": workspace.rejects,
        ".zt-cache/readings.json": workspace.readings,
        ".zt-cache/state.json": workspace.state,
    }
    assert {path.relative_to(tmp_path).as_posix() for path in paths.values()} == set(paths)
    assert all(path == tmp_path / name for name, path in paths.items())
