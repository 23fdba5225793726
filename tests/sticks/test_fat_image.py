"""FAT32 images: ours are judged by mtools and fsck.vfat, theirs are read by us, damaged ones are refused."""

from __future__ import annotations

import random
import re
import struct
from array import array
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.fat_judges import check, listed, new_image, read, said
from zt_audio.errors import BuildError
from zt_audio.sticks.contents import Payload
from zt_audio.sticks.fat32.image import Image, _little_endian, write_image
from zt_audio.sticks.fat32.layout import Geometry, boot_area, geometry_for, geometry_of
from zt_audio.sticks.fat32.names import packed, short_name, unpacked

FILES = {
    "001_ALTAI_MARKET.MP3": 70_000,
    "002_DINA.MP3": 512,
    "003_SEPTEMBER_1_STREET_HOUSE.MP3": 1_300_001,
    "004_ALTAI_MARKET.MP3": 0,
    "005 Ясный ауылы.mp3": 100,
    "006 Ясный бұрышы.mp3": 200,
    "PLAY.M3U": 1,
    "ZT_STICK.JSN": 513,
}


def payloads(files: dict[str, int]) -> list[Payload]:
    return [Payload(name, size, partial(pieces, name, size)) for name, size in files.items()]


def pieces(name: str, size: int) -> list[bytes]:
    data = random.Random(name).randbytes(size)  # noqa: S311 - any bytes will do
    return [data[at : at + 60_001] for at in range(0, size, 60_001)]


def content(name: str, size: int) -> bytes:
    return b"".join(pieces(name, size))


def written(path: Path, files: dict[str, int], geometry: Geometry | None = None) -> Path:
    geometry = geometry or geometry_for(sum(files.values()), len(files))
    with path.open("wb") as out:
        write_image(out, boot_area(geometry, 0x1234ABCD), geometry, b"", payloads(files))
    return path


def require_ours(image: Path, files: dict[str, int]) -> None:
    """Assert that mtools and we read the same in it, in order."""
    assert listed(image) == list(files)
    ours = Image(image)
    assert [(entry.name, entry.bytes) for entry in ours.entries()] == list(files.items())
    for name, size in files.items():
        assert read(image, name) == content(name, size) == b"".join(ours.chunks(name))


def test_mtools_reads_what_we_write(tmp_path: Path) -> None:
    image = written(tmp_path / "ours.img", FILES)
    require_ours(image, FILES)
    assert f"{len(FILES)} files" in check(image)
    told = said("mdir", "-i", image, "::").decode()
    assert "1234-ABCD" in told
    assert "1980-01-01" in told


FOLDERS = {
    "01/001.MP3": 5000,
    "01/002.MP3": 600,
    "02/001.MP3": 0,
    "003_YASNY/LONG NAME.MP3": 70_000,
    "003_YASNY/DEEP/ER/X.MP3": 9,
    "PLAY.M3U": 10,
    "02/002.MP3": 1,
}


def test_folders_are_what_mtools_reads(tmp_path: Path) -> None:
    many = {f"04/{number:03d}_PLACE_NUMBER_{number}.MP3": number for number in range(60)}
    files = {**FOLDERS, **many}
    image = written(tmp_path / "ours.img", files)
    assert sorted(name for name in listed(image, "-/") if not name.endswith("/")) == sorted(files)
    assert [name for name in listed(image) if name] == ["01/", "02/", "003_YASNY/", "PLAY.M3U", "04/"]
    ours = Image(image)
    there = [entry.name for entry in ours.entries() if entry.kind == "file"]
    assert sorted(there) == sorted(files)
    assert [name for name in there if name.startswith("0")][:4] == [
        "01/001.MP3",
        "01/002.MP3",
        "02/001.MP3",
        "02/002.MP3",
    ]
    for name, size in files.items():
        assert read(image, name) == content(name, size) == b"".join(ours.chunks(name))
    check(image)


def test_a_folder_that_lies_in_itself_is_damaged(tmp_path: Path) -> None:
    image = written(tmp_path / "x.img", FOLDERS)
    geometry = Image(image).geometry
    with image.open("r+b") as file:
        file.seek(geometry.data_start + 26)  # where the first folder begins
        file.write(struct.pack("<H", 2))
    with pytest.raises(BuildError, match="image-damaged"):
        Image(image).entries()


def test_the_same_content_makes_the_same_bytes(tmp_path: Path) -> None:
    one, two = (written(tmp_path / name, FILES) for name in ("one.img", "two.img"))
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("content_mib", [0, 1, 200, 300, 9_000, 17_000, 40_000])
def test_a_new_image_is_fat32_to_every_system_and_large_enough(tmp_path: Path, content_mib: int) -> None:
    geometry = geometry_for(content_mib * 2**20, 12)
    assert geometry.clusters >= 65_525
    assert geometry.clusters * geometry.cluster_bytes >= content_mib * 2**20 + 13 * geometry.cluster_bytes
    assert geometry.clusters + 2 <= geometry.fat_sectors * 128
    image = tmp_path / "ours.img"
    with image.open("wb") as out:
        write_image(out, boot_area(geometry, 1), geometry, b"", ())
    assert image.stat().st_blocks * 512 < 100 * 2**20  # the rest is a hole
    assert "32 bit entries" in said("fsck.vfat", "-n", "-v", image).decode()
    assert listed(image) == []
    assert geometry_of(image.read_bytes()[:512] if content_mib < 2 else Image(image).boot) == geometry


@pytest.mark.parametrize(("byteorder", "expected"), [("little", [1, 0x0FFFFFFF]), ("big", [0x01000000, 0xFFFFFF0F])])
def test_a_table_is_little_endian_on_every_computer(byteorder: str, expected: list[int]) -> None:
    assert list(_little_endian(array("I", [1, 0x0FFFFFFF]), byteorder)) == expected


def test_many_tracks_make_a_root_of_several_clusters(tmp_path: Path) -> None:
    files = {f"{number:03d}_PLACE_NUMBER_{number}.MP3": number for number in range(1, 256)}
    image = written(tmp_path / "many.img", files)
    assert listed(image) == list(files)
    assert [entry.name for entry in Image(image).entries()] == list(files)
    check(image)


def test_an_image_of_mkfs_is_filled_and_keeps_its_name_and_size(tmp_path: Path) -> None:
    empty = Image(new_image(tmp_path / "theirs.img", 40, "-n", "VEHICLE 7", "-i", "0badcafe"))
    assert (empty.entries(), len(empty.labels)) == ((), 32)
    filled = tmp_path / "filled.img"
    with filled.open("wb") as out:
        write_image(out, empty.boot, empty.geometry, empty.labels, payloads(FILES))
    require_ours(filled, FILES)
    check(filled)
    told = said("mdir", "-i", filled, "::").decode()
    assert "VEHICLE 7" in told
    assert "0BAD-CAFE" in told
    assert filled.stat().st_size == 40 * 2**20


def test_what_does_not_fit_is_said_before_a_byte_is_written(tmp_path: Path) -> None:
    geometry = geometry_for(0, 0)
    with (tmp_path / "x.img").open("wb") as out, pytest.raises(BuildError, match="image-too-small"):
        write_image(out, boot_area(geometry, 1), geometry, b"", payloads({"A.MP3": 40 * 2**20}))
    assert (tmp_path / "x.img").stat().st_size == 0


def test_we_read_what_mtools_writes(tmp_path: Path) -> None:
    image = new_image(tmp_path / "theirs.img")
    names = ["001_LONG NAME with space.mp3", "lower.mp3", "UPPER.MP3", "Қазақша атау.mp3", "x", "A.B.C"]
    for name in names:
        (tmp_path / name).write_bytes(content(name, 3000))
        said("mcopy", "-i", image, tmp_path / name, "::/")
    said("mdel", "-i", image, "::/UPPER.MP3")
    said("mmd", "-i", image, "::/folder")
    found = Image(image)
    assert [(e.name, e.kind) for e in found.entries()] == [
        (name, "file") if name != "UPPER.MP3" else ("folder", "folder") for name in names
    ]
    for name in (names[0], names[1], names[5]):
        assert b"".join(found.chunks(name)) == content(name, 3000)


def test_a_file_in_pieces_is_read_in_its_order(tmp_path: Path) -> None:
    image = new_image(tmp_path / "theirs.img")
    for name, size in (("A", 4000), ("B", 4000), ("C", 4000)):
        (tmp_path / name).write_bytes(content(name, size))
        said("mcopy", "-i", image, tmp_path / name, "::/")
    said("mdel", "-i", image, "::/A", "::/C")
    with image.open("r+b") as file:  # let the next free cluster be looked for from the start
        file.seek(512 + 492)
        file.write(b"\xff" * 4)
    (tmp_path / "D").write_bytes(content("D", 9000))
    said("mcopy", "-i", image, tmp_path / "D", "::/")
    assert b"".join(Image(image).chunks("D")) == content("D", 9000) == read(image, "D")


@pytest.mark.parametrize("size", [0, 1, 511, 512, 513, 2**20])
def test_what_is_no_fat32_image_is_refused(tmp_path: Path, size: int) -> None:
    path = tmp_path / "x.img"
    path.write_bytes(content("x", size))
    with pytest.raises(BuildError, match="image-not-fat32"):
        Image(path).entries()


@pytest.mark.parametrize(("kind", "mib"), [("12", 4), ("16", 24)])
def test_an_older_fat_is_refused(tmp_path: Path, kind: str, mib: int) -> None:
    path = tmp_path / "x.img"
    path.write_bytes(bytes(mib * 2**20))
    said("mkfs.vfat", "-F", kind, path)
    with pytest.raises(BuildError, match="image-not-fat32"):
        Image(path).entries()


def test_a_cut_image_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "x.img", FILES)
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 512)
    with pytest.raises(BuildError, match="image-not-fat32"):
        Image(path).entries()


@pytest.mark.parametrize("link", [1, 5, 0x0FFFFFF6, 0, 2])
def test_a_chain_that_leads_nowhere_or_round_is_damaged(tmp_path: Path, link: int) -> None:
    path = written(tmp_path / "x.img", FILES)
    first = next(e.cluster for e in unpacked(path.read_bytes()[Image(path).geometry.data_start :]) if e.bytes > 10**6)
    with path.open("r+b") as file:
        file.seek(32 * 512 + 4 * first)
        file.write(struct.pack("<I", first if link == 5 else link))
    image = Image(path)
    name = "003_SEPTEMBER_1_STREET_HOUSE.MP3"
    try:
        assert b"".join(image.chunks(name)) != content(name, FILES[name])
    except BuildError as error:
        assert [problem.slug for problem in error.problems] == ["image-damaged"]  # noqa: PT017 - or other bytes


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_no_damage_makes_it_fail_otherwise(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    path = tmp_path_factory.getbasetemp() / "harmed.img"
    if not path.exists():
        written(path, FILES)
    geometry_end = 32 * 512 + 2 * 4 * 66_000
    at = data.draw(
        st.one_of(
            st.integers(0, 90), st.integers(32 * 512, 32 * 512 + 64), st.integers(geometry_end, geometry_end + 2000)
        )
    )
    harm = data.draw(st.binary(min_size=1, max_size=8))
    with path.open("r+b") as file:
        file.seek(at)
        before = file.read(len(harm))
        file.seek(at)
        file.write(harm)
    try:
        image = Image(path)
        for entry in image.entries():
            if entry.kind == "file":
                sum(map(len, image.chunks(entry.name)))
    except BuildError as error:
        assert error.problems[0].slug in ("image-not-fat32", "image-damaged")  # noqa: PT017 - or nothing shows
    finally:
        with path.open("r+b") as file:
            file.seek(at)
            file.write(before)


NAMES = st.from_regex(r"[A-Z0-9_қЯ]{1,28}\.[A-Z0-9]{3}", fullmatch=True)


@pytest.mark.slow  # 20 s for generating names
@given(st.lists(NAMES, unique=True, max_size=40))
def test_names_there_and_back_with_short_names_of_their_own(names: Sequence[str]) -> None:
    taken: set[bytes] = set()
    directory = b""
    for number, name in enumerate(names):
        entries = packed(name, number + 3, number, taken)
        assert short_name(entries) not in taken
        assert re.fullmatch(rb"[A-Z0-9_~]+ *", short_name(entries)[:8])
        taken.add(short_name(entries))
        directory += entries
    assert [(entry.name, entry.cluster, entry.bytes) for entry in unpacked(directory)] == [
        (name, number + 3, number) for number, name in enumerate(names)
    ]


@given(st.binary(max_size=2000))
def test_any_bytes_are_some_directory(data: bytes) -> None:
    assert len(list(unpacked(data))) <= len(data) // 32
