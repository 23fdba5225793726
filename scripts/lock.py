"""Lock the dependencies of pyproject.toml for all systems and Pythons: `python3 scripts/lock.py`; needs uv.

The files in requirements/ pin each version with its hashes and name no index. The first line of each holds a digest of
what it was made from, so that a test tells without a network whether the locks are fresh. Versions that are locked
already stay; other arguments go to uv (`--upgrade`, `--upgrade-package NAME`).
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCKS: Mapping[str, tuple[str, ...]] = {  # file in requirements/ -> dependency groups beside the project's own
    "runtime": ("build",),
    "dev": ("build", "dev"),
}
HEADER = "# Made by scripts/lock.py from pyproject.toml; sha256 of its dependencies: "


def digest(pyproject: Mapping[str, Any], groups: tuple[str, ...]) -> str:
    """Return a digest of everything in pyproject.toml that decides the content of a lock file."""
    project = pyproject["project"]
    sources = [
        project["requires-python"],
        sorted(project["dependencies"]),
        {group: sorted(pyproject["dependency-groups"][group]) for group in groups},
    ]
    return hashlib.sha256(json.dumps(sources, sort_keys=True).encode()).hexdigest()


def stale(root: Path = ROOT) -> list[str]:
    """Return the names of the lock files that are missing or were made from other dependencies."""
    pyproject = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    return [
        name
        for name, groups in LOCKS.items()
        if not (path := root / "requirements" / f"{name}.txt").exists()
        or path.read_text(encoding="utf-8").split("\n", 1)[0] != HEADER + digest(pyproject, groups)
    ]


def lock(name: str, extra: list[str]) -> int:
    """Resolve the dependencies of lock file `name`; return uv's exit code."""
    path = ROOT / "requirements" / f"{name}.txt"
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = [argument for group in LOCKS[name] for argument in ("--group", group)]
    # With their extras: pip compares hashes of coverage[toml] with a line of that name, not with one of coverage.
    options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-strip-extras"]
    quiet = ["--quiet", "--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header"]
    command = [_uv(), "pip", "compile", *options, *quiet, *groups, *extra, "pyproject.toml", "-o", str(path)]
    code = subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.DEVNULL).returncode
    if not code:
        text = path.read_text(encoding="utf-8")
        path.write_text(f"{HEADER}{digest(pyproject, LOCKS[name])}\n{text}", encoding="utf-8", newline="\n")
    return code


def _uv() -> str:
    found = shutil.which("uv")
    if found is None:
        sys.exit("uv is needed to lock dependencies: pip install uv")
    return found


if __name__ == "__main__":
    sys.exit(max(lock(name, sys.argv[1:]) for name in LOCKS))
