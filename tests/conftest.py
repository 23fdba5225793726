"""For all tests: independent judges; and property tests that see the same examples on every run in CI."""

from __future__ import annotations

import gc
import os
import shutil
import signal
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings

os.environ["ZT_AUDIO_TEST_ENGINE"] = "1"  # in our projects tones speak: quick, and the same everywhere

# A shell that starts us in the background has us ignore Ctrl-C, and so would every process that the tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Nothing is judged by how busy this computer is, and in CI no change by luck.
settings.register_profile(
    "project", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=bool(os.environ.get("CI"))
)
settings.load_profile("project")


def pytest_collection_finish() -> None:
    """Take what was collected out of the garbage collector's sight: each build asks it to look through everything."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def judge() -> Callable[[str], str]:
    """Return the path of a program that must be there: a test without its judge proves nothing."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None:
            pytest.fail(f"{name} is not installed; `.ci/run` names what the tests need")
        return path

    return find
