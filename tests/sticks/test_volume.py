"""What systems say of their disks, as recorded, and what is read from it."""

from __future__ import annotations

import plistlib
from pathlib import Path, PurePosixPath

import pytest

from zt_audio.sticks.drives import of_linux
from zt_audio.sticks.manifest import StickFile
from zt_audio.sticks.platforms.macos import DiskInfo, disk_info
from zt_audio.sticks.platforms.mounts import Mount, mount_of, mounts, removable_mounts
from zt_audio.sticks.platforms.windows import roots
from zt_audio.sticks.volume import Volume, misfits, needed_bytes, volume_at

MOUNTINFO = r"""22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw
23 22 0:5 / /proc rw,nosuid shared:12 - proc proc rw
51 22 8:17 / /media/staff/VEHICLE\0407 rw,nosuid,nodev shared:40 - vfat /dev/sdb1 rw,fmask=0022,shortname=mixed
52 22 8:33 / /media/staff/CARD rw,nosuid - exfat /dev/sdc1 rw
53 22 8:17 /sub /mnt/again rw - vfat /dev/sdb1 rw
54 22 0:60 / /media/staff/VEHICLE\0407/deep rw - tmpfs tmpfs rw
55 22 8:49 / /media/staff/CARD ro - ntfs3 /dev/sdd1 ro
not a line of it
"""


def test_every_mount_is_read() -> None:
    found = list(mounts(MOUNTINFO))
    assert len(found) == 7
    assert found[2] == Mount("/media/staff/VEHICLE 7", "vfat", "/dev/sdb1")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/media/staff/VEHICLE 7", "vfat"),
        ("/media/staff/VEHICLE 7/folder", "vfat"),
        ("/media/staff/VEHICLE 7/deep/x", "tmpfs"),
        ("/media/staff/VEHICLE", "ext4"),
        ("/media/staff/CARD", "ntfs3"),  # mounted over the other
        ("/home/x", "ext4"),
    ],
)
def test_the_deepest_mount_counts(path: str, kind: str) -> None:
    found = mount_of(PurePosixPath(path), MOUNTINFO)
    assert found
    assert found.kind == kind


def test_a_device_is_listed_once() -> None:
    assert [mount.point for mount in removable_mounts(MOUNTINFO, {"sdb", "sdb1"})] == ["/mnt/again"]
    assert removable_mounts(MOUNTINFO, ()) == ()


def test_sticks_of_linux(tmp_path: Path) -> None:
    for device, removable in (("sda", "0"), ("sdb", "1"), ("sr0", "1")):
        part = tmp_path / "block" / device / f"{device}1"
        part.mkdir(parents=True)
        (part / "partition").write_text("1\n")
        (part.parent / "removable").write_text(f"{removable}\n")
        (part.parent / "queue").mkdir()
    (tmp_path / "block" / "broken").mkdir()
    stick = tmp_path / "stick"
    stick.mkdir()
    info = tmp_path / "mountinfo"
    info.write_text(f"1 1 8:1 / {tmp_path} rw - ext4 /dev/sda1 rw\n2 1 8:17 / {stick} rw - vfat /dev/sdb1 rw\n")
    [drive] = of_linux(tmp_path / "block", info)
    assert (drive.path, drive.label, drive.kind) == (str(stick), "stick", "vfat")
    assert drive.total_bytes >= drive.free_bytes > 0
    info.write_text("2 1 8:17 / /not/there rw - vfat /dev/sdb1 rw\n")
    assert list(of_linux(tmp_path / "block", info)) == []
    assert list(of_linux(tmp_path / "no", tmp_path / "no")) == []


def plist(**facts: object) -> bytes:
    """Return what `diskutil info -plist` answers, as far as it matters."""
    stick = {
        "MountPoint": "/Volumes/VEHICLE",
        "FilesystemType": "msdos",
        "VolumeName": "VEHICLE",
        "Size": 32_000_000_000,
    }
    return plistlib.dumps({**stick, "RemovableMediaOrExternalDevice": True, "Internal": False, **facts})


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (plist(), DiskInfo("/Volumes/VEHICLE", "VEHICLE", "msdos", removable=True)),
        (
            plist(RemovableMediaOrExternalDevice=False, RemovableMedia=True, FilesystemType="exfat"),
            DiskInfo("/Volumes/VEHICLE", "VEHICLE", "exfat", removable=True),
        ),
        (
            plist(RemovableMediaOrExternalDevice=False, MountPoint="/", FilesystemType="apfs", VolumeName="Mac"),
            DiskInfo("/", "Mac", "apfs", removable=False),
        ),
        (plist(MountPoint=""), None),
        (plistlib.dumps({"Error": True, "ErrorMessage": "Could not find disk: /x"}), None),
        (b"", None),
        (b"<plist>", None),
        (b"not a list", None),
    ],
)
def test_disks_of_macos(data: bytes, expected: DiskInfo | None) -> None:
    assert disk_info(data) == expected


@pytest.mark.parametrize(("mask", "expected"), [(0, ()), (0b1100, ("C:\\", "D:\\")), (1 << 25 | 1, ("A:\\", "Z:\\"))])
def test_drives_of_windows(mask: int, expected: tuple[str, ...]) -> None:
    assert roots(mask) == expected


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
    found = misfits(Volume(kind, 0, 512, bool(read_only)), files, "E:")
    assert [(problem.slug, problem.severity) for problem in found] == expected


def test_room_is_counted_in_clusters() -> None:
    volume = Volume("vfat", 0, 4096, read_only=False)
    slack = needed_bytes(volume, (), ())
    assert needed_bytes(volume, (SMALL, SMALL), ()) == slack + 8192
    assert needed_bytes(volume, (SMALL, SMALL), (1, 4097)) == slack + 8192 - 3 * 4096


def test_this_disk(tmp_path: Path) -> None:
    found = volume_at(tmp_path)
    assert found.free_bytes > 0
    assert not found.read_only
    assert found.kind
