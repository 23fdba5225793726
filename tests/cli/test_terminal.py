"""Names and texts of others reach a terminal as words: they move no cursor, colour nothing, make no own line."""

from __future__ import annotations

import ast
import hashlib
import json
import logging
import sys
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

import zt_audio.cli
from tests.support.zt_cli import Zt
from zt_audio.app.making import export
from zt_audio.messages.render import printable, render
from zt_audio.model import Problem, Where
from zt_audio.sticks.manifest import STICK_MANIFEST, StickFile, StickManifest, stick_manifest_bytes
from zt_audio.sticks.volume import Drive

FORGED = "All 9 files are there"
NASTY = [
    f"x\n{FORGED}",
    f"x\r{FORGED}",
    f"x\x1b[2K\x1b[1G{FORGED}",
    f"x\x9b2K{FORGED}",
    f"x\x1b]0;{FORGED}\x07",
    "\x1b]8;;https://mirror.example\x1b\\click\x1b]8;;\x1b\\",
    f"x\u2028{FORGED}",
    f"x\u202e{FORGED[::-1]}",
    f"x\x08\x08{FORGED}",
    "x\x7f\u200b\u2066\ufeff\U000e0041",
    f"x{' ' * 70}{FORGED}",
    f"x{chr(0x2800) * 70}{FORGED}",
    f"x{chr(0xA0) * 70}{FORGED}",
]


def assert_harmless(text: str) -> None:
    for line in text.splitlines():
        assert not line.startswith(FORGED)
        assert all(char.isprintable() or char == "\t" for char in line), line


def assert_plain(text: str) -> None:
    assert_harmless(text)
    assert " " * 3 not in text


@pytest.mark.parametrize("name", NASTY)
def test_what_a_stick_says_of_itself(zt: Zt, tmp_path: Path, name: str) -> None:
    stick = StickManifest("complete", name, name, {"kk": name, name: "x"}, (StickFile("1.MP3", _sha(b"1"), 1),))
    (tmp_path / "1.MP3").write_bytes(b"1")
    (tmp_path / STICK_MANIFEST).write_bytes(stick_manifest_bytes(stick))
    told = zt("verify-stick", tmp_path)
    assert (told.code, told.out) == (0, "")
    assert_plain(told.err)
    read = zt("verify-stick", tmp_path, "--json").out
    assert_harmless(read)
    assert json.loads(read)["title"]["kk"] == name


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
@pytest.mark.parametrize("name", [name.replace("/", "") for name in NASTY])
def test_names_of_files_and_folders(zt: Zt, built: Path, tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    target.mkdir()
    assert zt("export", "city", target, project=built).code == 0
    for file in (f"{name}.mp3", f"{name}.txt"):
        (target / file).touch()
    for arguments in (
        ("verify-stick", target),
        ("verify-stick", target / f"{name}.zip"),
        ("verify-stick", target / f"{name}.txt"),
        ("verify-stick", target / f"{name}.mp3", name),
        ("export", "city", target / f"{name}.mp3"),
        ("export", name, target),
        ("recordings", "add", target / f"{name}.mp3", "--lang", "kk", "--appeal", name),
        ("voices", "--sample", target / name / "x.mp3", "--lang", "kk"),
        ("preview", "--text", name, "--lang", "ru"),
        ("build", name),
        (f"a{name}",),
        ("build", f"--{name}"),
    ):
        told = zt(*arguments, project=built)
        assert_plain(told.out + told.err)


@pytest.mark.parametrize("name", NASTY)
def test_the_label_of_a_stick(zt: Zt, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(export, "list_drives", lambda: (Drive("x", name, name, 2, 1),))
    assert_plain(zt("export", "--list").out)


@pytest.mark.parametrize("name", NASTY)
def test_the_log(zt: Zt, tmp_path: Path, name: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "zt_audio")
    assert_harmless(zt("--verbose", "export", name, tmp_path, project=tmp_path).err)


@given(st.text())
def test_any_text_is_one_line(text: str) -> None:
    shown = printable(text)
    assert shown.isprintable()
    assert printable(shown) == shown
    if text.isprintable() and text.isascii() and "   " not in text:
        assert shown == text


def test_the_place_of_a_problem_is_cleaned_too() -> None:
    for name in NASTY:
        assert_plain(render(Problem("yaml-syntax", Where(name), {name: name})))


def test_a_note_has_an_end(zt: Zt, tmp_path: Path) -> None:
    stick = StickManifest("complete", "1", "city", {"kk": "x" * 100_000}, ())
    (tmp_path / STICK_MANIFEST).write_bytes(stick_manifest_bytes(stick))
    assert len(zt("verify-stick", tmp_path).err) < 5_000


def test_only_the_console_prints() -> None:
    for path in Path(zt_audio.cli.__file__).parent.rglob("*.py"):
        if path.name not in ("console.py", "log.py", "__init__.py"):
            calls = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
            names = {ast.unparse(call) for call in calls}
            assert not names & {"print", "click.echo", "click.secho", "sys.stdout.write", "sys.stderr.write"}, path


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
