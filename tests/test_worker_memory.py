"""Test that a run fails where a process that ran tests took too much memory."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from tests.support.worker_memory import MemoryReport, PeakMemory, peak_mb


@pytest.mark.parametrize(
    ("peaks", "exit_code"),
    [([], 0), ([(699, "a"), (700, "b")], 0), ([(650, "a"), (701, "b")], 1)],
)
def test_the_worker_that_took_most_decides(peaks: list[tuple[int, str]], exit_code: int) -> None:
    report, session = MemoryReport(700), SimpleNamespace(exitstatus=pytest.ExitCode.OK)
    report.pytest_testnodedown(SimpleNamespace())  # one that broke
    for peak in peaks:
        report.pytest_testnodedown(SimpleNamespace(workeroutput={"peak": peak}))
    report.pytest_sessionfinish(cast("pytest.Session", session))
    assert session.exitstatus == exit_code


def test_a_worker_names_the_test_in_which_it_took_most(request: pytest.FixtureRequest) -> None:
    memory, session = PeakMemory(), SimpleNamespace(config=SimpleNamespace(workeroutput={}))
    memory.pytest_runtest_teardown(request.node)
    memory.pytest_sessionfinish(cast("pytest.Session", session))
    peak, name = session.config.workeroutput["peak"]
    assert (peak > 0, name) == ((True, request.node.nodeid) if peak_mb() else (False, ""))
