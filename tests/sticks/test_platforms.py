"""Recorded answers of Linux, macOS and Windows about their disks, and what is read from them."""

from __future__ import annotations

import ctypes
import os
import plistlib
import sys
from pathlib import Path, PurePosixPath

import pytest

from tests.support.fake_drives import FakeSystem
from tests.support.fake_kernel32 import FakeKernel32, kernel
from tests.support.systems import not_on_windows
from zt_audio.sticks.contents import Folder
from zt_audio.sticks.directory_order import FolderSlots
from zt_audio.sticks.platforms import FileSystem, MountedDrive, linux, macos, windows
from zt_audio.sticks.platforms.linux import Mount, mount_of, mounts, removable_mounts
from zt_audio.sticks.platforms.macos import DiskInfo, disk_info
from zt_audio.sticks.platforms.windows import VolumeName, roots
from zt_audio.sticks.volume import Drive, drive_system, is_removable, removable_drives, target_path

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


@not_on_windows("/dev is no folder there, so a link to it leads elsewhere")
def test_sticks_of_linux(tmp_path: Path) -> None:
    for device, removable in (("sda", "0"), ("sdb", "1"), ("sr0", "1")):
        part = tmp_path / "block" / device / f"{device}1"
        part.mkdir(parents=True)
        (part / "partition").write_text("1\n", encoding="utf-8")
        (part.parent / "removable").write_text(f"{removable}\n", encoding="utf-8")
        (part.parent / "queue").mkdir()
    (tmp_path / "block" / "broken").mkdir()
    stick = tmp_path / "stick"
    stick.mkdir()
    info = tmp_path / "mountinfo"
    info.write_text(
        f"1 1 8:1 / {tmp_path} rw - ext4 /dev/sda1 rw\n2 1 8:17 / {stick} rw - vfat /dev/sdb1 rw\n", encoding="utf-8"
    )
    assert list(linux.removable_drives(tmp_path / "block", info)) == [MountedDrive(str(stick), "stick", "vfat")]
    by_uuid = tmp_path / "by-uuid"
    by_uuid.mkdir()
    (by_uuid / "1A2B-03C4").symlink_to("/dev/sdb1")
    assert linux.file_system_at(stick, info, by_uuid) == FileSystem("vfat", serial="1A2B-03C4")
    assert linux.file_system_at(tmp_path / "block", info, by_uuid) == FileSystem("ext4")
    assert linux.file_system_at(stick, info, tmp_path / "no") == FileSystem("vfat")
    assert linux.file_system_at(Path("/elsewhere"), info) == FileSystem("")
    assert list(linux.removable_drives(tmp_path / "no", tmp_path / "no")) == []


def test_a_drive_that_does_not_answer_is_left_out(tmp_path: Path) -> None:
    system = FakeSystem(tmp_path / "unplugged", tmp_path)
    [drive] = removable_drives(system)
    assert (drive.path, drive.label, drive.kind) == (str(tmp_path), tmp_path.name, "vfat")
    assert drive.total_bytes >= drive.free_bytes > 0
    assert is_removable(tmp_path / "folder", system)
    assert not is_removable(tmp_path.parent, system)
    assert not is_removable(tmp_path, FakeSystem())


@pytest.mark.parametrize(
    ("platform", "module"), [("win32", windows), ("darwin", macos), ("linux", linux), ("bsd", linux)]
)
def test_each_system_is_asked_in_its_own_way(platform: str, module: object) -> None:
    assert drive_system(platform) is module


def test_this_system_answers() -> None:
    assert all(isinstance(drive, Drive) for drive in removable_drives())


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


def test_sticks_of_macos(tmp_path: Path) -> None:
    answers = {
        "Mac": plist(RemovableMediaOrExternalDevice=False, MountPoint="/", FilesystemType="apfs", VolumeName="Mac"),
        "VEHICLE": plist(),
        "gone": b"",
    }
    for name in answers:
        (tmp_path / name).mkdir()
    found = list(macos.removable_drives(tmp_path, lambda point: answers[point.name]))
    assert found == [MountedDrive("/Volumes/VEHICLE", "VEHICLE", "msdos")]


def test_the_disk_is_asked_about_where_it_is_mounted(tmp_path: Path) -> None:
    asked: list[Path] = []

    def ask(point: Path) -> bytes:
        asked.append(point)
        return plist(VolumeUUID="0F1E2D3C-0000")

    assert macos.file_system_at(tmp_path, ask) == FileSystem("msdos", serial="0F1E2D3C-0000")
    assert macos.file_system_at(tmp_path, lambda _point: b"") == FileSystem("")
    assert [point.is_mount() for point in asked] == [True]


def test_diskutil_is_run_and_may_fail(tmp_path: Path) -> None:
    script = (sys.executable, "-c", "import sys; print(sys.argv[-1])")
    assert macos.diskutil(tmp_path, script).decode().strip() == str(tmp_path)
    assert macos.diskutil(tmp_path, ("no such program",)) == b""
    assert macos.diskutil(tmp_path, (sys.executable, "-c", "import time; time.sleep(60)"), timeout_s=0.1) == b""


FIXED, REMOVABLE = 3, 2
PLUGGED = kernel(
    C=(FIXED, ("Windows", "NTFS", 0x03E7_06FF)),
    E=(REMOVABLE, ("VEHICLE 7", "FAT32", 0x0002_0206)),
    F=(REMOVABLE, None),  # a card reader without a card
    G=(REMOVABLE, ("LOCKED", "exFAT", 0x000A_0206)),
)


def test_sticks_of_windows() -> None:
    assert list(windows.removable_drives(PLUGGED)) == [
        MountedDrive("E:\\", "VEHICLE 7", "FAT32"),
        MountedDrive("G:\\", "LOCKED", "exFAT"),
    ]


@pytest.mark.parametrize(
    ("path", "name", "system"),
    [
        (
            "C:\\Users",
            VolumeName("Windows", "NTFS", read_only=False, serial="1A2B-03C4"),
            FileSystem("NTFS", read_only=False, serial="1A2B-03C4"),
        ),
        (
            "E:\\",
            VolumeName("VEHICLE 7", "FAT32", read_only=False, serial="1A2B-03C4"),
            FileSystem("FAT32", read_only=False, serial="1A2B-03C4"),
        ),
        ("F:\\", None, FileSystem("")),
        (
            "G:\\x",
            VolumeName("LOCKED", "exFAT", read_only=True, serial="1A2B-03C4"),
            FileSystem("exFAT", read_only=True, serial="1A2B-03C4"),
        ),
    ],
)
def test_what_a_volume_of_windows_says(path: str, name: VolumeName | None, system: FileSystem) -> None:
    assert windows.volume_name(Path(path), PLUGGED) == name
    assert windows.file_system_at(Path(path), PLUGGED) == system


@pytest.mark.parametrize(("handle", "closed"), [(7, [7]), (None, []), (ctypes.c_void_p(-1).value, [])])
def test_the_cache_is_purged_by_opening_without_it(handle: int | None, closed: list[int]) -> None:
    library = kernel()
    library.CreateFileW.handle = handle
    windows.purge_cache(Path("E:\\001.MP3"), library)
    path, *how = library.CreateFileW.calls
    assert isinstance(path, ctypes.c_wchar_p)
    assert path.value == "E:\\001.MP3"
    assert how == [0x8000_0000, 7, None, 3, 0x2000_0000, None]
    assert library.CreateFileW.restype is ctypes.c_void_p  # else a handle is cut to 32 bits
    assert library.closed == closed


def test_kernel32_is_loaded_where_there_is_one() -> None:
    asked: list[tuple[str, bool]] = []

    def load(name: str, *, use_last_error: bool) -> FakeKernel32:
        asked.append((name, use_last_error))
        return PLUGGED

    assert windows.kernel32(load) is PLUGGED
    assert asked == [("kernel32", True)]
    with pytest.raises(OSError, match=sys.platform):
        windows.kernel32(None)


@pytest.mark.parametrize(("mask", "expected"), [(0, ()), (0b1100, ("C:\\", "D:\\")), (1 << 25 | 1, ("A:\\", "Z:\\"))])
def test_drives_of_windows(mask: int, expected: tuple[str, ...]) -> None:
    assert roots(mask) == expected


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("E", "E:\\"),
        ("e:", "e:\\"),
        ("E:\\", "E:\\"),
        ("stick", "stick"),
        ("EE", "EE"),
        ("5", "5"),
        ("stick.zip", "stick.zip"),
    ],
)
def test_a_letter_is_a_drive_of_windows(written: str, meant: str) -> None:
    assert str(target_path(written, windows=True)) == meant
    assert str(target_path(written, windows=False)) == written


def test_no_box_opens_for_an_empty_card_reader() -> None:
    library = kernel(E=(2, None), F=(2, ("ZT", "FAT32", 0)))
    assert [drive.label for drive in windows.removable_drives(library)] == ["ZT"]
    assert library.error_mode == 1


def test_an_empty_root_is_no_missing_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(path: object) -> object:  # what `os.scandir` says of an empty drive of Windows
        raise FileNotFoundError(2, "not found", str(path))

    monkeypatch.setattr(os, "scandir", missing)
    assert Folder(tmp_path, is_ordered=True).entries() == ()
    assert FolderSlots(tmp_path, {}).names() == []
