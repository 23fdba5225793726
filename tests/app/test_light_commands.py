"""Commands that neither read texts nor make sound load no library for that."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"numpy", "pydantic", "soundfile", "pymorphy3", "soxr", "lameenc", "yaml", "jinja2"}
CHILD = "import sys; import zt_audio.app.{module}; print(*sys.modules)"


def loaded(module: str) -> set[str]:
    """Return the modules that a use case loads before it is called."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD.format(module=module)], capture_output=True, encoding="utf-8", check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["making.build", "making.export"])
def test_a_use_case_loads_no_heavy_library(module: str) -> None:
    assert loaded(module) & HEAVY == set()


def test_the_list_is_of_libraries_that_a_use_case_loads() -> None:
    assert loaded("speaking.preview") >= {"numpy", "pydantic"}
