"""What systems say when a disk refuses, and what people read of it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from zt_audio.errors import DeviceError
from zt_audio.store.disk import DiskFailure, device_errors, disk_failure, require_space


def refusal(number: int, winerror: int | None = None, file: str | None = None) -> OSError:
    error = OSError(number, os.strerror(number), file)
    if winerror is not None:
        error.winerror = winerror  # type: ignore[attr-defined] # on Windows alone
    return error


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (refusal(errno.ENOSPC), "full"),
        (refusal(errno.EDQUOT), "full"),
        (refusal(errno.EROFS), "read-only"),
        (refusal(errno.EACCES), "read-only"),
        (refusal(errno.EIO), "gone"),
        (refusal(errno.ENOENT), "gone"),
        (refusal(errno.ENOTEMPTY), "not-empty"),
        (refusal(errno.ENAMETOOLONG), "name"),
        (refusal(errno.EFBIG), "file-too-large"),
        (refusal(errno.ETIMEDOUT), "failed"),
        (OSError("no number"), "failed"),
        (refusal(errno.EACCES, 19), "read-only"),  # ERROR_WRITE_PROTECT
        (refusal(errno.EINVAL, 1167), "gone"),  # ERROR_DEVICE_NOT_CONNECTED
        (refusal(errno.EACCES, 112), "full"),  # ERROR_DISK_FULL: what Windows says counts more
        (refusal(errno.EACCES, 5), "read-only"),  # ERROR_ACCESS_DENIED is in no table
        (refusal(errno.EACCES, 32), "shared"),  # ERROR_SHARING_VIOLATION
        (refusal(errno.EACCES, 33), "shared"),  # ERROR_LOCK_VIOLATION
        (refusal(errno.EACCES, 5, __file__), "shared"),  # a file that is there and may be written
        (refusal(errno.EACCES, 5, "/nowhere/x"), "read-only"),
    ],
)
def test_kinds_of_refusal(error: OSError, failure: DiskFailure) -> None:
    assert disk_failure(error) == failure


@pytest.mark.parametrize(
    ("winerror", "failure"),
    [(32, "shared"), (19, "read-only"), (5, "shared"), (None, "shared"), (2, "read-only")],
)
def test_windows_says_why_a_file_could_not_be_opened(winerror: int | None, failure: DiskFailure) -> None:
    def rename(old: str, new: str) -> None:
        assert old == new == __file__  # nothing is changed
        if winerror:
            raise refusal(errno.EACCES, winerror)

    opened = refusal(errno.EACCES, file=__file__)  # what `open` raises there: it has no code of Windows
    assert disk_failure(opened, windows=True, rename=rename) == failure
    assert disk_failure(opened, windows=False, rename=rename) == "read-only"


@pytest.mark.parametrize(
    ("number", "file", "slug", "path"),
    [
        (errno.ENOSPC, "/p/output/x", "disk-full", "/p/output/x"),
        (errno.EROFS, None, "read-only", "/p"),
        (errno.EIO, None, "disk-failed", "/p"),
        (errno.ENOENT, None, "disk-failed", "/p"),
    ],
)
def test_a_refusal_becomes_a_problem_with_its_path(number: int, file: str | None, slug: str, path: str) -> None:
    with pytest.raises(DeviceError) as error, device_errors(Path("/p")):
        raise refusal(number, file=file)
    [problem] = error.value.problems
    assert (problem.slug, problem.facts) == (
        slug,
        {"path": str(Path(path)) if file is None else path, "reason": os.strerror(number)},
    )


def test_other_errors_pass_as_they_are() -> None:
    with pytest.raises(ValueError, match="mine"), device_errors(Path("/p")):
        raise ValueError("mine")


def test_room_is_asked_for_before_it_is_used(tmp_path: Path) -> None:
    require_space(tmp_path, 1000, free=lambda _folder: 1000)
    require_space(tmp_path, 1)  # this disk has that
    with pytest.raises(DeviceError) as error:
        require_space(tmp_path, 5 * 2**20, free=lambda _folder: 2**20)
    [problem] = error.value.problems
    assert (problem.slug, problem.facts) == ("disk-full", {"path": str(tmp_path), "reason": "6 MB > 1 MB"})


def test_a_file_that_a_player_holds_open_is_said_to_be_open() -> None:
    with pytest.raises(DeviceError) as error, device_errors(Path("/p")):
        raise refusal(errno.EACCES, 32, "/p/output/01.MP3")
    [problem] = error.value.problems
    assert (problem.slug, problem.facts["path"]) == ("file-in-use", "/p/output/01.MP3")
