"""Test how messages name the program: as it was called, so that the line can be typed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.support.zt_cli import Zt, environment
from zt_audio.messages.render import BUILD_CALL, with_program_name

SENTENCE = "Run: zt-audio build city"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with an environment that is not on the path."""
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "zt-audio").write_text("#!/bin/sh\n", encoding="utf-8")
    (tmp_path / ".venv" / "bin" / "zt-audio").chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.defpath)
    return tmp_path


@pytest.mark.parametrize(
    ("called", "told"),
    [
        (".venv/bin/zt-audio", ".venv/bin/zt-audio"),
        ("{here}/.venv/bin/zt-audio", ".venv/bin/zt-audio"),
        (".venv/bin/zt-audio.exe", ".venv/bin/zt-audio"),
        ("/elsewhere/bin/zt-audio", "/elsewhere/bin/zt-audio"),
        ("/else where/zt-audio", '"/else where/zt-audio"'),
        ("/site-packages/zt_audio/__main__.py", "zt-audio"),
        ("pytest", "zt-audio"),
    ],
)
def test_as_it_was_called(here: Path, monkeypatch: pytest.MonkeyPatch, called: str, told: str) -> None:
    monkeypatch.setattr(sys, "argv", [called.format(here=here)])
    told = told.replace("/", os.sep)
    assert with_program_name(SENTENCE) == f"Run: {told} build city"
    assert with_program_name('Now: zt-audio --project "x" build') == f'Now: {told} --project "x" build'


def test_what_the_path_finds_needs_no_folder(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(here / ".venv" / "bin"))
    monkeypatch.setattr(sys, "argv", [str(here / ".venv" / "bin" / "zt-audio")])
    assert with_program_name(SENTENCE) == SENTENCE


def test_by_the_script_that_sets_up(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(BUILD_CALL, r"py scripts\regenerate.py")
    monkeypatch.setattr(sys, "argv", ["/x/zt_audio/__main__.py"])
    monkeypatch.setattr(sys, "executable", str(here / ".venv" / "bin" / "python"))
    assert with_program_name(SENTENCE) == r"Run: py scripts\regenerate.py city"
    assert with_program_name("To read them: zt-audio check") == f"To read them: {Path('.venv/bin/zt-audio')} check"


@pytest.mark.parametrize(
    "sentence", ["Another zt-audio command is working.", "Другая команда zt-audio уже работает.", "zt-audio 0.1.0"]
)
def test_the_name_alone_stays(monkeypatch: pytest.MonkeyPatch, sentence: str) -> None:
    monkeypatch.setattr(sys, "argv", ["/elsewhere/zt-audio"])
    assert with_program_name(sentence) == sentence


def test_problems_and_notes_are_told_so(zt: Zt, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["/elsewhere/zt-audio"])
    assert zt("verify", project=project).err.startswith("Nothing has been built yet. Run: /elsewhere/zt-audio build")
    zt("recordings", "script", project=project)
    assert "run: /elsewhere/zt-audio recordings import FOLDER" in (project / "reading-sheet.html").read_text("utf-8")
    assert "/elsewhere/zt-audio build --explain" in zt("build", "--dry-run", project=project).out
    assert BUILD_CALL not in environment()
