"""Every test file that git knows is collected: a folder that pytest skips by its name once hid 577 tests."""

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


def test_every_test_file_in_git_is_collected() -> None:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", "tests"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    files = {name for name in listed if Path(name).match("test_*.py") and (ROOT / name).exists()}
    assert files, "git lists no tests"
    assert files - collected() == set()
