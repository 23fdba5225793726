"""The locked requirements are fresh, pin every package by hash and name no index."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from scripts.lock import HEADER, LOCKS, digest, stale

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def lines(name: str) -> list[str]:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def test_locks_are_made_from_the_dependencies_of_today() -> None:
    assert stale() == [], "run `python3 scripts/lock.py` (needs uv) and commit requirements/"


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_by_hash(name: str) -> None:
    pinned = [i for i, line in enumerate(lines(name)) if re.match(r"[a-z0-9-]+==\S+", line)]
    assert len(pinned) > 40
    assert all("--hash=sha256:" in lines(name)[i + 1] for i in pinned)


@pytest.mark.parametrize("name", LOCKS)
def test_no_lock_names_an_index_or_a_place_on_a_disk(name: str) -> None:
    named = [line for line in lines(name)[1:] if "://" in line or line.lstrip().startswith(("-", "file:", "/"))]
    assert all(re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line) for line in named)


def test_development_has_everything_that_staff_have() -> None:
    runtime, dev = ([line.removesuffix(" \\") for line in lines(name) if "==" in line] for name in LOCKS)
    assert [line for line in runtime if line not in dev and line.partition(" ;")[0] not in dev] == []


@pytest.mark.parametrize(
    "change",
    [
        {"project": {**PYPROJECT["project"], "dependencies": [*PYPROJECT["project"]["dependencies"], "jinja2"]}},
        {"project": {**PYPROJECT["project"], "requires-python": ">=3.12"}},
        {"dependency-groups": {**PYPROJECT["dependency-groups"], "dev": ["pytest"]}},
    ],
    ids=["dependency", "python", "group"],
)
def test_a_change_of_dependencies_changes_the_digest(change: dict[str, Any]) -> None:
    assert digest({**PYPROJECT, **change}, LOCKS["dev"]) != digest(PYPROJECT, LOCKS["dev"])


def test_a_lock_that_is_missing_or_old_is_stale(tmp_path: Path) -> None:
    (tmp_path / "requirements").mkdir()
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    (tmp_path / "requirements/dev.txt").write_text(HEADER + "0" * 64 + "\npytest==9\n", encoding="utf-8")
    assert stale(tmp_path) == list(LOCKS)
