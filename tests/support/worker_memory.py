"""Say after a whole run how much memory the processes that run tests took at most, and where; fail above a limit.

A worker of pytest lives as long as the run: what one test leaves behind, all later ones have on top.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

# 700 is wanted: 340 are the tests and what they import; Piper's models are in another process. Which tests come before
# the derivation of a key, which takes 134, differs from run to run.
MOST_MB = 760
_STATUS = Path("/proc/self/status")  # of Linux alone


def peak_mb() -> int:
    """Return the most memory that this process has had; 0 where the system does not tell it."""
    lines = _STATUS.read_text("utf-8").splitlines() if _STATUS.exists() else []
    return next((int(line.split()[1]) // 1000 for line in lines if line.startswith("VmHWM")), 0)


def call_malloc(function: str, *arguments: int) -> None:
    """Call a function of glibc's malloc; do nothing where another library allocates."""
    if found := getattr(ctypes.CDLL(None), function, None) if sys.platform == "linux" else None:
        found(*arguments)


class PeakMemory:
    """In a process that runs tests: note the test in which its memory was last higher than ever before."""

    def __init__(self) -> None:
        self._peak: tuple[int, str] = (0, "")

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> None:
        if (peak := peak_mb()) > self._peak[0]:
            self._peak = peak, item.nodeid

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        session.config.workeroutput["peak"] = self._peak  # type: ignore[attr-defined]


class MemoryReport:
    """In the process that shows the run: collect what the others noted."""

    def __init__(self, most_mb: int = MOST_MB) -> None:
        self._most_mb = most_mb
        self._peaks: list[tuple[int, str]] = []

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        output: Mapping[str, tuple[int, str]] = getattr(node, "workeroutput", {})
        self._peaks += [output["peak"]] if "peak" in output else []

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if max(self._peaks, default=(0, ""))[0] > self._most_mb and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for peak, test in sorted(self._peaks, reverse=True):
            is_much = peak > self._most_mb
            line = f"most memory of a worker: {peak} MB" + f", more than {self._most_mb}" * is_much + f", in {test}"
            terminalreporter.line(line, red=is_much)
