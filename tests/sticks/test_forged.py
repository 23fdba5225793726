"""Sticks and zips that were made to harm: each is refused or read in a time that its size explains."""

from __future__ import annotations

import hashlib
import io
import os
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

import pytest

from tests.support.systems import not_on_windows
from zt_audio.errors import BuildError
from zt_audio.sticks import contents
from zt_audio.sticks.contents import Payload, StickEntry, Zip, write_zip
from zt_audio.sticks.manifest import STICK_MANIFEST, StickFile, StickManifest, stick_manifest_bytes
from zt_audio.sticks.verify import CheckedStick, verify_stick

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

    monkeypatch.setattr(contents, "open_from_device", counted)
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


@not_on_windows("the path of a current folder has at most 258 characters")
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
