"""Logs are silent unless a program listens."""

from __future__ import annotations

import subprocess
import sys

import pytest

CHILD = "import logging; import zt_audio.{module}; logging.getLogger('zt_audio.speech').warning('heard')"


@pytest.mark.parametrize("module", ["app.making.build", "speech.registry", "pipeline.run", "engines.worker_pool"])
def test_a_warning_of_ours_goes_nowhere_by_itself(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CHILD.format(module=module)], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stderr == ""
