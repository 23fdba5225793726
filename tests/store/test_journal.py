"""The redo journal on a folder of its own: interrupted anywhere, finished later, twice if need be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.systems import not_on_windows
from zt_audio.store import journal
from zt_audio.store.journal import JOURNAL, NOT_READY, STAGING, FileChange

OLD = {"city/1": b"old 1", "city/2": b"old 2", "city/out/6": b"old 6", "gone/3": b"old 3", "manifest.json": b"old"}
NEW = {"city/1": b"new 1", "city/4": b"new 4", "city/in/7": b"new 7", "fresh/5": b"new 5", "manifest.json": b"new"}
CHANGE = FileChange(("city/1", "city/4", "city/in/7", "fresh/5"), ("city/2", "city/out/6", "gone/3"))
CALLS = ("open", "replace", "unlink", "mkdir", "rmdir")  # of Path: all through which a commit touches the disk


class Killed(BaseException):
    """Stands for a kill."""


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def output_before(output: Path) -> None:
    """Write the old files, and stage the new ones."""
    for name, data in OLD.items():
        write(output / name, data)
    for name in CHANGE.moves:
        write(journal.staged(output, name), NEW[name])


def tree(output: Path) -> dict[str, bytes]:
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}


@contextmanager
def killed_at(call: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Let the `call`-th touch of the disk not happen any more, nor any after it; yield how many there were."""
    count = [0]
    with monkeypatch.context() as patch:
        for name in CALLS:

            def touch(self: Path, *args: object, _real: object = getattr(Path, name), **kwargs: object) -> object:
                count[0] += 1
                if count[0] >= call:
                    raise Killed
                return _real(self, *args, **kwargs)  # type: ignore[operator] # one of CALLS

            patch.setattr(Path, name, touch)
        yield count


def test_a_commit_puts_everything_in_place(tmp_path: Path) -> None:
    output_before(tmp_path)
    journal.commit(tmp_path, CHANGE, [NEW["manifest.json"]])
    assert tree(tmp_path) == NEW
    assert sorted(path.name for path in tmp_path.iterdir()) == ["city", "fresh", "manifest.json"]


def test_a_kill_at_any_touch_of_the_disk_is_made_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outcomes = []
    for call in range(1, 500):
        output = tmp_path / str(call)
        output_before(output)
        with killed_at(call, monkeypatch) as count:
            try:
                journal.commit(output, CHANGE, [NEW["manifest.json"]])
                break
            except Killed:
                pass
        between = {name: data for name, data in tree(output).items() if not name.startswith(".")}
        for name, data in between.items():
            assert data in (OLD.get(name), NEW.get(name)) or name.endswith(f"/{NOT_READY}")
        decided = journal.pending(output) is not None
        if not decided:
            assert between == OLD
        assert journal.recover(output) == decided
        assert tree(output) == (NEW if decided else OLD)
        assert not journal.recover(output)
        outcomes.append(decided)
    assert count[0] < call
    assert outcomes == sorted(outcomes)  # first undecided, then decided: never back
    assert {False, True} == set(outcomes)


def test_a_kill_while_recovering_is_made_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for call in range(1, 500):
        output = tmp_path / str(call)
        output_before(output)
        with killed_at(12, monkeypatch), pytest.raises(Killed):
            journal.commit(output, CHANGE, [NEW["manifest.json"]])
        assert journal.pending(output) == CHANGE
        try:
            with killed_at(call, monkeypatch):
                journal.recover(output)
                break
        except Killed:
            journal.recover(output)
        assert tree(output) == NEW
    assert call > 5


def test_while_files_move_their_folders_are_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output_before(tmp_path)
    seen = []

    real = Path.replace

    def look(source: Path, target: Path) -> Path:
        if target.parent != tmp_path and target.name != NOT_READY:
            seen.append((target.name, journal.not_ready(tmp_path, ("city", "fresh", "gone"))))
        return real(source, target)

    monkeypatch.setattr(Path, "replace", look)
    journal.commit(tmp_path, CHANGE, [NEW["manifest.json"]])
    assert seen == [(name, ("city", "fresh", "gone")) for name in ("1", "4", "7", "5")]
    assert journal.not_ready(tmp_path, ("city", "fresh", "gone")) == ()


@pytest.mark.parametrize("language", ["ДАЙЫН ЕМЕС", "НЕ ГОТОВО", "NOT READY"])
def test_the_mark_says_so_in_each_language_to_an_old_editor(language: str) -> None:
    assert language in journal._MARK.decode("utf-8-sig")
    assert journal._MARK.startswith(b"\xef\xbb\xbf")
    assert journal._MARK.count(b"\r\n") == journal._MARK.count(b"\n") == 3


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"sha256": 1, "body": 2}', '{"sha256": "00", "body": "{}"}'])
def test_a_damaged_journal_decides_nothing_and_is_taken_away(damage: str, tmp_path: Path) -> None:
    output_before(tmp_path)
    write(tmp_path / JOURNAL, damage.encode())
    assert journal.pending(tmp_path) is None
    assert not journal.recover(tmp_path)
    assert tree(tmp_path) == OLD
    assert not (tmp_path / STAGING).exists()


def test_a_journal_that_was_written_into_is_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output_before(tmp_path)
    with killed_at(12, monkeypatch), pytest.raises(Killed):
        journal.commit(tmp_path, CHANGE, [NEW["manifest.json"]])
    tree_ = json.loads((tmp_path / JOURNAL).read_bytes())
    tree_["body"] = tree_["body"].replace("city/2", "city/9")
    (tmp_path / JOURNAL).write_text(json.dumps(tree_), encoding="utf-8")
    assert journal.pending(tmp_path) is None


def test_inner_folders_come_and_go_with_their_files(tmp_path: Path) -> None:
    output_before(tmp_path)
    write(tmp_path / "city/out/deep/theirs.txt", b"mine")
    journal.commit(tmp_path, CHANGE, [NEW["manifest.json"]])
    assert tree(tmp_path) == NEW | {"city/out/deep/theirs.txt": b"mine"}
    output_before(tmp_path / "other")
    journal.commit(tmp_path / "other", CHANGE, [NEW["manifest.json"]])
    assert sorted(path.name for path in (tmp_path / "other/city").iterdir()) == ["1", "4", "in"]


@pytest.mark.parametrize("one_file", [True, pytest.param(False, marks=not_on_windows("such names are one file"))])
def test_a_name_that_differs_in_capitals_is_removed_only_where_it_is_another_file(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    one_file: bool,  # noqa: FBT001
) -> None:
    write(tmp_path / "city/A.MP3", b"old")
    write(journal.staged(tmp_path, "city/a.mp3"), b"new")
    if one_file:  # as on a disk that ignores case
        monkeypatch.setattr(Path, "samefile", lambda one, other: one.name.casefold() == other.name.casefold())
    journal.commit(tmp_path, FileChange(("city/a.mp3",), ("city/A.MP3",)), [b"new"])
    assert (tmp_path / "city/a.mp3").read_bytes() == b"new"
    assert (tmp_path / "city/A.MP3").exists() is one_file


def test_files_of_others_stay_and_keep_their_folder(tmp_path: Path) -> None:
    output_before(tmp_path)
    write(tmp_path / "gone/theirs.txt", b"mine")
    write(tmp_path / "city/theirs.txt", b"mine")
    journal.commit(tmp_path, CHANGE, [NEW["manifest.json"]])
    assert tree(tmp_path) == NEW | {"gone/theirs.txt": b"mine", "city/theirs.txt": b"mine"}


def test_nothing_is_recovered_where_nothing_was_begun(tmp_path: Path) -> None:
    assert not journal.recover(tmp_path)
    assert not journal.recover(tmp_path / "no such folder")
    assert list(tmp_path.iterdir()) == []


def test_abandoning_drops_what_is_staged_and_never_what_is_decided(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(journal.staged(tmp_path, "city/1"), b"new")
    journal.abandon(tmp_path)
    assert not (tmp_path / STAGING).exists()
    output_before(tmp_path / "decided")
    with killed_at(12, monkeypatch), pytest.raises(Killed):
        journal.commit(tmp_path / "decided", CHANGE, [NEW["manifest.json"]])
    journal.abandon(tmp_path / "decided")
    assert journal.recover(tmp_path / "decided")
    assert tree(tmp_path / "decided") == NEW
