"""What file systems accept: names, sizes, room; and what this disk says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.fake_drives import FakeSystem
from zt_audio.sticks.manifest import StickFile
from zt_audio.sticks.volume import Volume, needed_bytes, room_problems, volume_at, volume_problems


@pytest.mark.parametrize(
    ("kind", "family", "ordered"),
    [
        ("vfat", "fat", True),
        ("msdos", "fat", True),
        ("FAT32", "fat", True),
        ("exFAT", "exfat", True),
        ("NTFS", "other", False),
        ("fuseblk", "other", False),
        ("", "other", False),
    ],
)
def test_families(kind: str, family: str, ordered: object) -> None:
    volume = Volume(kind, 0, 512, read_only=False)
    assert (volume.family, volume.is_ordered) == (family, ordered)


SMALL, LARGE = StickFile("A.MP3", "", 100), StickFile("B.MP3", "", 2**32)


@pytest.mark.parametrize(
    ("kind", "read_only", "files", "expected"),
    [
        ("vfat", False, (SMALL,), []),
        ("vfat", False, (SMALL, LARGE), [("stick-file-too-large", "error")]),
        ("exfat", False, (LARGE,), [("stick-not-fat", "warning")]),
        ("NTFS", False, (LARGE,), [("stick-not-fat", "warning")]),
        ("vfat", True, (SMALL,), [("stick-read-only", "error")]),
        ("", False, (SMALL,), []),
        ("vfat", False, (StickFile("A?.MP3", "", 1),), [("stick-name", "error")]),
    ],
)
def test_what_does_not_fit(
    kind: str, read_only: int, files: tuple[StickFile, ...], expected: list[tuple[str, str]]
) -> None:
    found = volume_problems(Volume(kind, 0, 512, bool(read_only)), files, "E:")
    assert [(problem.slug, problem.severity) for problem in found] == expected


def test_room_is_counted_in_clusters() -> None:
    volume = Volume("vfat", 0, 4096, read_only=False)
    slack = needed_bytes(volume, (), ())
    assert needed_bytes(volume, (SMALL, SMALL), ()) == slack + 8192
    assert needed_bytes(volume, (SMALL, SMALL), (1, 4097)) == slack + 8192 - 3 * 4096


@pytest.mark.parametrize(("free_bytes", "expected"), [(300_000, []), (4096, ["stick-full"]), (0, ["stick-full"])])
def test_room_that_is_lacking(free_bytes: int, expected: list[str]) -> None:
    found = list(room_problems(Volume("vfat", free_bytes, 4096, read_only=False), (SMALL,), (), "E:"))
    assert [problem.slug for problem in found] == expected
    assert [problem.facts for problem in found] == [{"path": "E:", "reason": "1 MB"} for _ in expected]


def test_this_disk(tmp_path: Path) -> None:
    found = volume_at(tmp_path)
    assert found.free_bytes > 0
    assert not found.read_only
    assert found.kind


def test_windows_reports_no_cluster_size(tmp_path: Path) -> None:
    """The largest that FAT32 knows is assumed: a stick may look fuller than it is, and never emptier."""
    found = volume_at(tmp_path, FakeSystem(read_only=True), "win32")
    assert (found.kind, found.cluster_bytes, found.read_only) == ("vfat", 65_536, True)
    assert found.free_bytes > 0
