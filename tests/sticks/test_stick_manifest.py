"""The manifest of a stick proves itself; a damaged or foreign one owns nothing."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

import pytest
from hypothesis import given, strategies as st

from zt_audio.sticks.manifest import StickFile, StickManifest, is_plain, parse_stick_manifest, stick_manifest_bytes
from zt_audio.store.records import key_of

STICK = StickManifest(
    "writing",
    "0123abcd",
    "city",
    {"kk": "Қала", "ru": "Город"},
    (StickFile("001_MARKET.MP3", "a" * 64, 5), StickFile("PLAY.M3U", "b" * 64, 7)),
    (StickFile("002_PARK.MP3", "c" * 64, 9),),
)
DATA = stick_manifest_bytes(STICK)


def test_there_and_back() -> None:
    assert parse_stick_manifest(DATA) == STICK
    assert stick_manifest_bytes(STICK) == DATA
    assert STICK.owned() == {"001_market.mp3", "play.m3u", "002_park.mp3"}


@given(st.integers(0, len(DATA) - 1), st.integers(0, 7))
def test_a_turned_bit_never_says_anything_else(at: int, bit: int) -> None:
    harmed = DATA[:at] + bytes([DATA[at] ^ 1 << bit]) + DATA[at + 1 :]
    assert parse_stick_manifest(harmed) in (None, STICK)  # white space may change


@given(st.integers(0, len(DATA) - 2))
def test_a_cut_one_says_nothing(length: int) -> None:
    assert parse_stick_manifest(DATA[:length]) is None


@given(st.binary(max_size=200))
def test_anything_else_says_nothing(data: bytes) -> None:
    assert parse_stick_manifest(data) is None


def test_a_list_as_deep_as_a_well_says_nothing() -> None:
    assert parse_stick_manifest(b"[" * 2_000_000) is None


def signed(**changes: object) -> bytes:
    tree = {**json.loads(json.dumps(asdict(STICK))), **changes}
    return json.dumps({"format": 1, "sha256": key_of(tree), **tree}).encode()


def leaving(*names: str) -> dict[str, object]:
    return {"leaving": [{"file": name, "sha256": "", "bytes": 1} for name in names]}


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "done"},
        leaving("../../etc/passwd.mp3"),
        leaving("a/../b.mp3"),
        leaving("/a.mp3"),
        leaving("a//b.mp3"),
        leaving("a/"),
        leaving("/".join("abcdefghij") + ".mp3"),
        leaving("C:x.mp3"),
        leaving(".."),
        leaving("a\\b.mp3"),
        leaving("001_market.mp3"),
        leaving(""),
        leaving("PHOTO.JPG"),
        leaving("TEXTS.DOCX"),
        leaving("NO_ENDING"),
        {"leaving": ["002_PARK.MP3"]},
        {"leaving": None},
        {"files": [{"file": "x.mp3", "sha256": "", "bytes": -1}]},
        {"files": [{"file": "/x", "sha256": "", "bytes": 1}]},
        {"files": [{"file": "x"}]},
        {"files": "x"},
        {"title": 5},
    ],
    ids=str,
)
def test_a_list_that_is_signed_and_wrong(changes: dict[str, object]) -> None:
    assert parse_stick_manifest(signed()) == STICK
    assert parse_stick_manifest(signed(**changes)) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("001_MARKET.MP3", True),
        ("PLAY.M3U", True),
        ("01/001.mp3", True),
        ("a.", False),
        ("001 Ясный ауылы.mp3", True),
        ("a ", False),
        (".hidden", False),
        ("-x", False),
        ("x\n", False),
        ("a:b", False),
        ("a?", False),
        ("a" * 128, False),
    ],
)
def test_plain_names(name: str, expected: object) -> None:
    assert is_plain(name) is expected


def test_a_finished_one_is_another() -> None:
    assert stick_manifest_bytes(replace(STICK, state="complete", leaving=())) != DATA
