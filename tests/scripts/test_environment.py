"""Set-up shows that it is at work, and how it ended."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

SCRIPTS = str(Path(__file__).parents[2] / "scripts")


@pytest.mark.parametrize("code", [0, 3])
def test_a_long_step_shows_dots(capsys: pytest.CaptureFixture[str], code: int) -> None:
    sys.path.insert(0, SCRIPTS)
    try:
        environment = importlib.import_module("environment")
    finally:
        sys.path.remove(SCRIPTS)
    child = [sys.executable, "-c", f"import time; time.sleep(1); raise SystemExit({code})"]
    assert environment.run_with_dots(child, every_s=0.05) == code
    assert ".." in capsys.readouterr().err
