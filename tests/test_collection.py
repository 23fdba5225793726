"""Every test file is collected: a folder that pytest skips by its name once hid 577 tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def collected() -> set[str]:
    """Return the files, relative to the project, that hold at least one test for pytest."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-qq", "-p", "no:cacheprovider", "-n", "0"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return {line.rpartition(": ")[0] for line in run.stdout.splitlines() if ": " in line}


def test_every_test_file_is_collected() -> None:
    files = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py")}
    assert files, "there are no tests"
    assert files - collected() == set()
