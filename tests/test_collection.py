"""Every test file is collected: a folder that pytest skips by its name once hid 577 tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
VISITED = """
import sys, pytest
class Files:
    def pytest_collect_file(self, file_path):
        print("visited", file_path)
arguments = ["--collect-only", "-qq", "-s", "-p", "no:python", "-p", "no:cacheprovider", "-n", "0"]
sys.exit(pytest.main(arguments, plugins=[Files()]))
"""


def visited() -> set[Path]:
    """Return the files that pytest comes upon, without the 20 s that it takes to import them."""
    run = subprocess.run([sys.executable, "-c", VISITED], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    lines = run.stdout.splitlines()
    assert run.returncode in {0, 5}, run.stdout + run.stderr  # 5: no tests, for no file is imported
    return {Path(line.removeprefix("visited ")) for line in lines if line.startswith("visited ")}


def test_every_test_file_is_collected() -> None:
    files = set((ROOT / "tests").rglob("test_*.py"))
    assert files, "there are no tests"
    assert files - visited() == set()
