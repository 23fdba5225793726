"""The disk may refuse any touch of a save, once or from then on: what was told to have failed does not happen later."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.support.content_project import write_project
from tests.support.deadly import finish_edits
from tests.support.edit_kill_child import NEW, PLACES, SMOKING, TEXT, save
from tests.support.record_kill_child import FILES as RECORDS, give, prepare
from zt_audio.app.edit import set_text
from zt_audio.app.journal import acts, verify_journal
from zt_audio.errors import ContentError, DeviceError
from zt_audio.store.workspace import Workspace

CALLS = ("open", "replace", "unlink", "mkdir", "fsync", "ftruncate")
TEXTS = (TEXT, PLACES, SMOKING, NEW)


@pytest.fixture(autouse=True)
def _own_user_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def state(root: Path, files: Sequence[str]) -> tuple[bytes | None, ...]:
    return tuple((root / name).read_bytes() if (root / name).exists() else None for name in files)


@contextmanager
def refused_at(touch: int, last: int) -> Iterator[list[int]]:
    """Let the disk refuse the touches from `touch` to `last`; yield how many there were."""
    count = [0]

    def refusing(real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **options: object) -> object:
            count[0] += 1
            if touch <= count[0] <= last:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return real(*args, **options)

        return call

    with ExitStack() as held:
        for name in CALLS:
            held.enter_context(patch.object(os, name, refusing(getattr(os, name))))
        yield count


def of_texts(root: Path) -> None:
    """Do nothing: a change of texts needs nothing before it."""


CHANGES = {"texts": (of_texts, save, TEXTS), "records": (prepare, give, RECORDS)}


@pytest.mark.parametrize("lasts", [0, 1, 10**6], ids=["once", "twice", "from then on"])
@pytest.mark.parametrize("kind", CHANGES)
def test_what_the_disk_refused_is_not_done_later(tmp_path: Path, kind: str, lasts: int) -> None:
    begin, change, files = CHANGES[kind]
    template = write_project(tmp_path / "template")
    begin(template)
    old, before = state(template, files), len(acts(template))
    shutil.copytree(template, tmp_path / "whole")
    change(tmp_path / "whole")
    new = state(tmp_path / "whole", files)
    told: set[str] = set()
    for touch in range(1, 1000):
        root = tmp_path / str(touch)
        shutil.copytree(template, root)
        slug = ""
        with refused_at(touch, touch + lasts) as count:
            try:
                change(root)
            except (ContentError, DeviceError) as error:
                slug = error.problems[0].slug
        told.add(slug)
        is_pending = Workspace(root).decided_edit.exists()
        assert (slug == "edit-unfinished") == is_pending, touch
        if not is_pending:
            assert state(root, files) == (old if slug else new), touch
        finish_edits(root)
        assert state(root, files) in ([old, new] if is_pending else [old if slug else new]), touch
        report = verify_journal(root)
        assert (report.misfit, report.without_text) == (None, 0), touch
        done = [act.deed.did for act in acts(root)]
        abandoned = done.count("text.abandoned")
        assert len(done) - before - 2 * abandoned == (len(files) if state(root, files) == new else 0), touch
        if count[0] < touch:
            break
    assert {"", "disk-full", *(["edit-unfinished"] if lasts else [])} <= told


def test_an_edit_after_one_that_was_broken_off_changes_what_that_has_decided(tmp_path: Path) -> None:
    template = write_project(tmp_path / "template")
    of_texts(template)
    for touch in range(1, 1000):
        root = tmp_path / str(touch)
        shutil.copytree(template, root)
        with refused_at(touch, 10**6), suppress(ContentError, DeviceError):
            set_text(root, TEXT, "title/ru", "Чисто")
        if Workspace(root).decided_edit.exists():
            assert set_text(root, TEXT, "title/ru", "Чище")[0] == "Чисто"
            break
    else:
        pytest.fail("no edit was left pending")
