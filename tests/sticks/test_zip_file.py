"""Zips: ours are judged by unzip and zipinfo, keep their order and their bytes; damaged ones are refused."""

from __future__ import annotations

import io
import random
import zipfile
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from tests.support.fat_judges import said
from zt_audio.errors import BuildError
from zt_audio.sticks.contents import Payload, Zip, write_zip

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


def written(path: Path) -> Path:
    with path.open("wb") as out:
        write_zip(out, payloads(FILES))
    return path


def test_unzip_and_zipinfo_agree(tmp_path: Path) -> None:
    path = written(tmp_path / "x.zip")
    assert b"No errors" in said("unzip", "-t", path)
    lines = said("zipinfo", "-T", path).decode().splitlines()[2:-1]
    assert [line.split(None, 7)[-1] for line in lines] == list(FILES)
    assert {tuple(line.split()[i] for i in (0, 2, 5, 6)) for line in lines} == {
        ("-rw-r--r--", "unx", "stor", "19800101.000000")
    }
    with zipfile.ZipFile(path) as archive:
        assert {name: archive.read(name) for name in FILES} == {n: content(n, s) for n, s in FILES.items()}


def test_the_same_content_makes_the_same_bytes(tmp_path: Path) -> None:
    assert written(tmp_path / "a.zip").read_bytes() == written(tmp_path / "b.zip").read_bytes()


def test_a_zip_that_is_gone_is_a_failure_of_the_disk_and_no_damage(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Zip(tmp_path / "x.zip").entries()


def test_there_and_back(tmp_path: Path) -> None:
    ours = Zip(written(tmp_path / "x.zip"))
    assert [(entry.name, entry.bytes, entry.kind) for entry in ours.entries()] == [(*f, "file") for f in FILES.items()]
    assert {name: b"".join(ours.chunks(name)) for name in FILES} == {n: content(n, s) for n, s in FILES.items()}


def test_folders_are_listed_and_a_name_that_comes_twice_is_listed_twice(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.mkdir("d")
        for name in ("d/a", "x"):
            archive.writestr(name, "1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("x", "2")
    entries = Zip(tmp_path / "x.zip").entries()
    assert [(entry.name, entry.kind) for entry in entries] == [
        ("d", "folder"),
        ("d/a", "file"),
        ("x", "file"),
        ("x", "file"),
    ]


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_no_damage_makes_it_fail_otherwise(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    buffer = io.BytesIO()
    write_zip(buffer, payloads({"001_A.MP3": 300, "PLAY.M3U": 20}))
    whole = bytearray(buffer.getvalue())
    for _ in range(data.draw(st.integers(1, 3))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "harmed.zip"
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole)))] if data.draw(st.booleans()) else whole)
    try:
        found = Zip(path)
        for entry in found.entries():
            if entry.kind == "file":
                b"".join(found.chunks(entry.name))
    except BuildError as error:
        assert [problem.slug for problem in error.problems] == ["zip-damaged"]  # noqa: PT017 - or nothing shows
