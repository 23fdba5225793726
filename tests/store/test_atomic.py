"""Files that appear whole: several threads on one path, disks that refuse, Windows' sharing violations."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.systems import not_on_windows
from zt_audio.store.disk import replace_file, sync_folder, temp_beside, write_atomic

NO_WAITS = (0.0, 0.0, 0.0)


@pytest.mark.parametrize("durable", [True, False])
def test_what_is_written_is_there_and_nothing_else(tmp_path: Path, durable: bool) -> None:  # noqa: FBT001
    path = tmp_path / "in" / "a"
    for data in (b"old", b"new"):
        write_atomic(path, data, durable=durable)
        assert path.read_bytes() == data
    assert list(path.parent.iterdir()) == [path]


@not_on_windows("no file can be replaced while a reader never lets go of it")
def test_several_threads_on_one_file_leave_it_whole(tmp_path: Path) -> None:
    """With one temporary name for the process, four threads gave 36 torn reads in 600, and a FileNotFoundError."""
    path = tmp_path / "shared"
    contents = {bytes([65 + number]) * 200_000 for number in range(4)}
    write_atomic(path, min(contents))
    failures: list[BaseException] = []
    torn = 0
    running = threading.Event()

    def write(data: bytes) -> None:
        running.wait()
        try:
            for _ in range(50):
                write_atomic(path, data, durable=False)
        except BaseException as error:  # noqa: BLE001 - told below
            failures.append(error)

    threads = [threading.Thread(target=write, args=(data,)) for data in contents]
    for thread in threads:
        thread.start()
    running.set()
    while any(thread.is_alive() for thread in threads):
        torn += path.read_bytes() not in contents
    for thread in threads:
        thread.join()
    assert (failures, torn) == ([], 0)
    assert path.read_bytes() in contents
    assert list(tmp_path.iterdir()) == [path]


def test_the_temporary_name_belongs_to_one_thread_of_one_process(tmp_path: Path) -> None:
    path, names = tmp_path / "a", list[Path]()
    thread = threading.Thread(target=lambda: names.append(temp_beside(path)))
    thread.start()
    names.append(temp_beside(path))
    thread.join()
    assert len(set(names)) == 2
    assert all(str(os.getpid()) in name.name and name.parent == tmp_path for name in names)


def refusing(times: int, code: int | None) -> tuple[list[Path], Callable[[Path, Path], None]]:
    """Return a rename that fails the first `times` times, as Windows does with the error `code`; and its calls."""
    calls: list[Path] = []

    def rename(source: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) <= times:
            error = PermissionError(errno.EACCES, "Access is denied", str(target))
            if code is not None:
                error.winerror = code  # type: ignore[attr-defined] # on Windows alone
            raise error
        source.replace(target)

    return calls, rename


@pytest.mark.parametrize("code", [5, 32])
def test_a_file_that_another_program_holds_for_a_moment_is_replaced(tmp_path: Path, code: int) -> None:
    source, target = tmp_path / "new", tmp_path / "old"
    source.write_bytes(b"new")
    target.write_bytes(b"old")
    calls, rename = refusing(3, code)
    replace_file(source, target, rename=rename, waits_s=NO_WAITS)
    assert target.read_bytes() == b"new"
    assert len(calls) == 4


@pytest.mark.parametrize(("code", "attempts"), [(5, 4), (32, 4), (19, 1), (None, 1)])
def test_a_file_that_is_not_let_go_is_an_error_in_the_end(tmp_path: Path, code: int | None, attempts: int) -> None:
    """Only sharing violations are worth another attempt; elsewhere no permission stays no permission."""
    (tmp_path / "new").write_bytes(b"new")
    calls, rename = refusing(99, code)
    with pytest.raises(PermissionError):
        replace_file(tmp_path / "new", tmp_path / "old", rename=rename, waits_s=NO_WAITS)
    assert len(calls) == attempts
    assert (tmp_path / "new").read_bytes() == b"new"


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    write_atomic(path, b"old")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("system", "synced"),
    [("nt", []), pytest.param("posix", ["fsync"], marks=not_on_windows("no folder can be opened"))],
)
def test_a_folder_is_synced_where_the_system_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, synced: list[str]
) -> None:
    calls: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda _handle: calls.append("fsync"))
    sync_folder(tmp_path, system)
    assert calls == synced


def test_a_folder_that_cannot_be_synced_is_no_failure(tmp_path: Path) -> None:
    sync_folder(tmp_path / "none")
    assert not (tmp_path / "none").exists()
