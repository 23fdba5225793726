"""Set-up shows that it is at work, and how it ended."""

from __future__ import annotations

import importlib
import platform
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from zt_audio.engines.piper.models import known_names
from zt_audio.engines.rhvoice.home import _COMMANDS

ROOT = Path(__file__).parents[2]
SCRIPTS = str(ROOT / "scripts")
VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"


@pytest.fixture
def environment() -> Iterator[ModuleType]:
    sys.path.insert(0, SCRIPTS)
    try:
        yield importlib.import_module("environment")
    finally:
        sys.path.remove(SCRIPTS)


@pytest.mark.parametrize("code", [0, 3])
def test_a_long_step_shows_dots(environment: ModuleType, capsys: pytest.CaptureFixture[str], code: int) -> None:
    child = [sys.executable, "-c", f"import time; time.sleep(1); raise SystemExit({code})"]
    assert environment.run_with_dots(child, every_s=0.05) == code
    assert ".." in capsys.readouterr().err


def test_a_project_in_a_folder_with_kazakh_letters_is_found(environment: ModuleType, tmp_path: Path) -> None:
    project = tmp_path / "Үндеулер 'zt'"
    packages = project / ".venv" / "lib" / "site-packages"
    packages.mkdir(parents=True)
    file = packages / "__editable__.zt_audio-0.3.0.pth"
    file.write_text("import __editable___zt_audio_finder", encoding="utf-8")
    environment.write_path_file(project / ".venv")
    line = file.read_bytes()
    assert line.isascii()  # Python 3.11 on Windows reads it in the system's code page
    code = f"import sys; sys.prefix = {str(project / '.venv')!r}; exec({line.decode()!r}); print(sys.path[-1])"
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", code], capture_output=True, check=True, encoding="utf-8")
    assert done.stdout.strip() == str(project)


def test_the_environment_of_the_tests_is_linked_by_such_a_line() -> None:
    (file,) = Path(sys.prefix).rglob("site-packages/__editable__.zt_audio-*.pth")
    assert file.read_text("ascii") == "import os, sys; sys.path.append(os.path.dirname(sys.prefix))\n"


def test_better_voices_are_offered_by_commands_that_exist(environment: ModuleType) -> None:
    python = environment.ROOT / ".venv" / "bin" / "python"
    plain, debian = (environment.voice_offer(python, is_debian=here) for here in (False, True))
    assert f"\n  {Path('.venv/bin/python')} -m zt_audio voices install kk_KZ-issai-high" in plain
    assert "kk_KZ-issai-high" in known_names()
    assert "apt install" not in plain
    assert "pip install" not in plain  # Piper comes along
    assert _COMMANDS["linux"] in debian


@pytest.mark.parametrize(
    ("made_by", "folder"),
    [
        ({}, ".venv"),
        ({"home": sys.base_prefix, "version": platform.python_version()}, ".venv"),
        ({"home": sys.base_prefix, "version": "3.2.6"}, f".venv-{VERSION}"),
        ({"home": "/users/aigul/python", "version": platform.python_version()}, f".venv-{VERSION}-{platform.node()}"),
    ],
)
def test_computers_that_share_a_folder_have_environments_of_their_own(
    environment: ModuleType, tmp_path: Path, made_by: dict[str, str], folder: str
) -> None:
    if made_by:
        (tmp_path / ".venv").mkdir()
        lines = "".join(f"{name} = {value}\n" for name, value in made_by.items())
        (tmp_path / ".venv" / "pyvenv.cfg").write_text(lines, encoding="utf-8")
    assert environment.environment_folder(tmp_path) == tmp_path / folder


def test_the_studio_of_windows_asks_for_a_python_that_fits() -> None:
    script = (ROOT / "STUDIO.cmd").read_bytes()
    assert b"pushd" in script  # `cd` cannot stand in a share
    assert [version in script for version in (b"3.14", b"3.13", b"3.12", b"3.11", b"3.15")] == [*[True] * 4, False]
    assert script.count(b"\r\n") == script.count(b"\n")
