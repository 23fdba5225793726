"""Set-up shows that it is at work, and how it ended."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from zt_audio.engines.piper.catalogue import known_names
from zt_audio.engines.rhvoice.home import _COMMANDS

SCRIPTS = str(Path(__file__).parents[2] / "scripts")


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


def test_better_voices_are_offered_by_commands_that_exist(environment: ModuleType) -> None:
    python = environment.ROOT / ".venv" / "bin" / "python"
    plain, debian = (environment.voice_offer(python, is_debian=here) for here in (False, True))
    assert f"\n  {Path('.venv/bin/python')} -m zt_audio voices install kk_KZ-issai-high" in plain
    assert "kk_KZ-issai-high" in known_names()
    assert "apt install" not in plain
    assert "pip install" not in plain  # Piper comes along
    assert _COMMANDS["linux"] in debian
