"""Sticks, zips and images that were made to harm: each is refused or read in a time that its size explains."""

from __future__ import annotations

import hashlib
import io
import os
import struct
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

import pytest

from zt_audio.errors import BuildError
from zt_audio.sticks import zip_file
from zt_audio.sticks.contents import Payload, StickEntry
from zt_audio.sticks.fat32.image import Image, write_image
from zt_audio.sticks.fat32.layout import FOLDER, LAST_CLUSTER, boot_area, geometry_for
from zt_audio.sticks.fat32.names import packed
from zt_audio.sticks.manifest import STICK_MANIFEST, StickFile, StickManifest, stick_manifest_bytes
from zt_audio.sticks.verify import CheckedStick, verify_stick
from zt_audio.sticks.zip_file import Zip, write_zip

MANY = 2_000


def payload(name: str, data: bytes) -> Payload:
    return Payload(name, len(data), lambda: [data])


def listed(files: Mapping[str, bytes]) -> list[Payload]:
    """Return `files` and a list of them."""
    rows = tuple(StickFile(name, hashlib.sha256(data).hexdigest(), len(data)) for name, data in files.items())
    stick = stick_manifest_bytes(StickManifest("complete", "b", "p", {}, rows))
    return [*(payload(name, data) for name, data in files.items()), payload(STICK_MANIFEST, stick)]


def verified(path: Path) -> CheckedStick:
    return verify_stick(path, lambda _event: None)


def zipped(path: Path, files: list[Payload]) -> Path:
    with path.open("wb") as out:
        write_zip(out, files)
    return path


# --- zips -----------------------------------------------------------------------------------------------------------


def test_a_zip_of_many_files_is_opened_a_few_times(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path / "x.zip", listed({f"{number:04d}.MP3": b"%d" % number for number in range(MANY)}))
    opened = []

    def counted(path: Path) -> BinaryIO:
        opened.append(path)
        return path.open("rb")

    monkeypatch.setattr(zip_file, "open_from_device", counted)
    assert verified(path).proof.is_whole
    assert len(opened) < 10


def test_a_zip_that_holds_more_than_any_sound_is_damaged(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("1.MP3", bytes(1_000_000))
    with pytest.raises(BuildError, match="zip-damaged"):
        Zip(tmp_path / "x.zip").entries()


def test_a_zip_whose_files_share_their_bytes_is_damaged(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    write_zip(buffer, [payload("1.MP3", bytes(100_000))])
    whole = buffer.getvalue()
    start, end = whole.index(b"PK\x01\x02"), whole.index(b"PK\x05\x06")
    rows = b"".join(whole[start:end].replace(b"1.MP3", b"%d.MP3" % number) for number in range(9))
    counts = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 9, 9, len(rows), start, 0)
    (tmp_path / "x.zip").write_bytes(whole[:start] + rows + counts)
    with pytest.raises(BuildError, match="zip-damaged"):
        Zip(tmp_path / "x.zip").entries()


def test_of_what_lies_deep_in_a_zip_only_the_folder_is_named(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", [payload("/".join("x" * 30_000), b"1"), payload("a/1.MP3", b"")])
    nine = "/".join("x" * 9)
    assert Zip(path).entries() == (StickEntry(nine, 0, "folder"), StickEntry("a/1.MP3", 0, "file"))


# --- folders --------------------------------------------------------------------------------------------------------


def test_a_folder_deeper_than_python_can_go_is_named_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / STICK_MANIFEST).write_bytes(stick_manifest_bytes(StickManifest("complete", "b", "p", {}, ())))
    monkeypatch.chdir(tmp_path)
    depth = 1_100
    for _ in range(depth):
        Path("d").mkdir()
        os.chdir("d")
    found = verified(tmp_path).proof
    for _ in range(depth):  # pytest cannot delete them either
        os.chdir("..")
        Path("d").rmdir()
    assert [(problem.slug, problem.facts) for problem in found.problems] == [("stick-other-files", {"files": "d/"})]


# --- images ---------------------------------------------------------------------------------------------------------


class Fat:
    """An empty image whose directories and chains can be written as one likes."""

    def __init__(self, path: Path) -> None:
        self.path, self.geometry = path, geometry_for(0, 10)
        with path.open("wb") as out:
            write_image(out, boot_area(self.geometry, 1), self.geometry, b"", ())

    def write(self, directories: Mapping[int, bytes], links: Mapping[int, int]) -> Image:
        with self.path.open("r+b") as out:
            for cluster, link in links.items():
                out.seek(self.geometry.reserved_sectors * 512 + 4 * cluster)
                out.write(struct.pack("<I", link))
            for cluster, data in directories.items():
                out.seek(self.geometry.offset(cluster))
                out.write(data)
        return Image(self.path)


def folder(name: str, cluster: int) -> bytes:
    return packed(name, cluster, 0, set(), FOLDER)


def file(name: str, cluster: int, size_bytes: int) -> bytes:
    return packed(name, cluster, size_bytes, set())


@pytest.fixture
def fat(tmp_path: Path) -> Fat:
    return Fat(tmp_path / "x.img")


def test_folders_in_folders_without_end(fat: Fat) -> None:
    nested = {cluster: folder("D", cluster + 1) for cluster in range(2, 3_000)}
    image = fat.write(nested, dict.fromkeys(nested, LAST_CLUSTER))
    assert [entry.name for entry in image.entries()] == ["/".join("D" * depth) for depth in range(1, 10)]


def test_folders_that_share_a_chain_are_damaged(fat: Fat) -> None:
    chain = {cluster: cluster + 1 for cluster in range(3, 100)}
    root = folder("A", 3) + folder("B", 50)
    with pytest.raises(BuildError, match="image-damaged"):
        fat.write({2: root}, {2: LAST_CLUSTER, **chain, 100: LAST_CLUSTER}).entries()


def test_a_folder_larger_than_fat_allows_is_damaged(fat: Fat) -> None:
    chain = {cluster: cluster + 1 for cluster in range(3, 10_000)}
    used = file("1.MP3", 0, 0) * 16
    with pytest.raises(BuildError, match="image-damaged"):
        fat.write({2: folder("A", 3), **dict.fromkeys(chain, used)}, {2: LAST_CLUSTER, **chain}).entries()


def test_files_that_claim_more_than_the_image_holds_are_damaged(fat: Fat) -> None:
    root = b"".join(file(f"{number}.MP3", 3, 20_000_000) for number in range(9))
    with pytest.raises(BuildError, match="image-damaged"):
        fat.write({2: root}, {2: LAST_CLUSTER}).entries()


def test_no_more_of_a_chain_is_read_than_the_file_needs(fat: Fat, monkeypatch: pytest.MonkeyPatch) -> None:
    links = {cluster: cluster + 2 for cluster in range(3, 40_001, 2)}
    image = fat.write({2: file("1.MP3", 3, 5), 3: b"12345"}, {2: LAST_CLUSTER, **links})
    steps = []
    next_of = Image._chain

    def counted(image: Image, first: int) -> Iterator[int]:
        for cluster in next_of(image, first):
            steps.append(cluster)
            yield cluster

    monkeypatch.setattr(Image, "_chain", counted)
    assert list(image.chunks("1.MP3")) == [b"12345"]
    assert len(steps) < 10
