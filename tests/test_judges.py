"""A judge that is not installed skips its tests and is named at the end, or fails them where all are needed."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.support.judges import ALL_NEEDED, JUDGES

ROOT = Path(__file__).parents[1]
TESTS = """
import pytest
from tests.support.judges import judge

@pytest.fixture(scope="module")
def image():
    return judge("mkfs.vfat")

def test_one(): judge("ffmpeg")
def test_two(): judge("ffmpeg")
def test_three(image): pass
def test_nothing(): pass
"""


def ran(folder: Path, **environment: str) -> tuple[str, list[str]]:
    """Run four small tests where no judge is installed. Return the last line and the lines of our section."""
    file = folder / "test_small.py"
    file.write_text(TESTS, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.conftest",
        "-p",
        "no:cacheprovider",
        "-n",
        "1",
        "--tests=all",
    ]
    environment = {**os.environ, "PATH": str(folder), "PYTHONPATH": str(ROOT), **environment}
    command += ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(folder), str(file)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
    lines = done.stdout.splitlines()
    heads = [at for at, line in enumerate(lines) if "judges that are not installed" in line]
    return lines[-1], lines[heads[0] + 1 : -1] if heads else []


def test_missing_judges_skip_and_are_named_once(tmp_path: Path) -> None:
    last, section = ran(tmp_path, **{ALL_NEEDED: ""})
    assert "1 passed, 3 without a judge" in last
    assert section[0].startswith("Tests skipped: 3.")
    assert section[0].endswith("not installed: ffmpeg (2), mkfs.vfat (1).")
    [command] = [line for line in section if "apt-get install" in line]
    assert {"ffmpeg", "dosfstools", "chromium"} <= set(command.split())


def test_missing_judges_fail_where_all_are_needed(tmp_path: Path) -> None:
    last, section = ran(tmp_path, **{ALL_NEEDED: "1"})
    assert "1 passed" in last
    assert "without" not in last
    assert section == []


def started_programs(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and name of each judge that begins a command."""
    for node in ast.walk(tree):
        match node:
            case (
                ast.List(elts=[ast.Constant(value=str(name)), _, *_])
                | ast.Call(func=ast.Attribute(attr="which"), args=[ast.Constant(value=str(name)), *_])
            ) if name in JUDGES:
                yield node.lineno, name


def test_every_judge_that_is_asked_for_is_in_the_list() -> None:
    asked = {
        str(node.args[0].value)
        for file in (ROOT / "tests").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"judge", "said"}
        if node.args and isinstance(node.args[0], ast.Constant)
    }
    assert asked - set(JUDGES) == set()


def test_every_judge_is_asked_for_by_its_function() -> None:
    files = (ROOT / "tests").rglob("*.py")
    found = [(file.name, *each) for file in files for each in started_programs(ast.parse(file.read_text("utf-8")))]
    assert found == []
