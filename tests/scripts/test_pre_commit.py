"""The hooks before a commit fetch nothing and name files that exist."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]


def test_hooks_run_tools_of_the_project_itself() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert [repo["repo"] for repo in config["repos"]] == ["local"]
    hooks = config["repos"][0]["hooks"]
    assert {hook["language"] for hook in hooks} == {"system"}
    named = [path for hook in hooks for path in re.findall(r"\S+\.py\b", hook["entry"])]
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []
