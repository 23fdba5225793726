"""Choose the quick tests by a rule, and show how far a run is.

The rule needs no list of tests and no measured durations, which would be wrong on the next computer or after the next
change. Tests that are marked slow are left out. Of each file a few tests are taken, of each test with many cases a few
cases, both spread evenly: they reach nearly all lines of the program. The others are for rare words and rare states.
Of files whose tests open a browser fewer are taken: they took a third of the time, and what they reach of the program
is reached without a browser, too.
"""

from __future__ import annotations

import hashlib
import time
from collections import defaultdict
from collections.abc import Generator, Sequence
from typing import TypeVar

import pytest

TESTS, CASES = 3, 2  # of each file and of each test in a quick run
IN_BROWSER = 2, 2  # the same where a browser is opened
BROWSERS = ("tests.support.browser", "tests.support.chrome")
EVERY_S = 15  # between two lines of progress in a log; a terminal shows each change

T = TypeVar("T")


def quick_tests(items: Sequence[pytest.Item], tests: int = TESTS, cases: int = CASES) -> list[pytest.Item]:
    """Return at most `cases` cases of at most `tests` tests of each file, and none that is slow."""
    files: dict[str, dict[str, list[pytest.Item]]] = defaultdict(lambda: defaultdict(list))
    for item in items:
        if item.get_closest_marker("slow") is None:
            file, _, name = item.nodeid.partition("::")
            files[file][name.partition("[")[0]].append(item)
    return [item for file in files.values() for item in _spread_twice([*file.values()], tests, cases)]


def _spread_twice(by_test: Sequence[Sequence[pytest.Item]], tests: int, cases: int) -> list[pytest.Item]:
    if opens_browser(by_test[0][0]):
        tests, cases = map(min, (tests, cases), IN_BROWSER)
    return [item for same in spread(by_test, tests) for item in spread(same, cases)]


def opens_browser(item: pytest.Item) -> bool:
    """Tell whether the file of a test has taken anything from what opens browsers."""
    values = vars(getattr(item, "module", None) or object).values()
    return any(getattr(value, "__module__", "") in BROWSERS for value in values)


def spread(values: Sequence[T], most: int) -> Sequence[T]:
    """Return `most` of `values` at even distances, the first and the last among them."""
    if len(values) <= most:
        return values
    return [values[round(at * (len(values) - 1) / (most - 1))] for at in range(most)]


def mix_files(items: list[pytest.Item]) -> None:
    """Order the files of `items` by chance, the same each time.

    What has run then tells how long the rest takes, and no worker gets all the tests in a browser.
    """
    items.sort(key=lambda item: hashlib.sha256(item.nodeid.partition("::")[0].encode()).digest())


class Progress:
    """Show what runs and how long is left, in the place of pytest's dots, and each failure at once."""

    def __init__(self, reporter: pytest.TerminalReporter, which: str) -> None:
        self._reporter, self._which = reporter, which
        self._running: dict[str, None] = {}
        self._total = self._done = 0
        self._began = self._shown_at = time.monotonic()

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self._start(len(session.items))

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, node: object, ids: Sequence[str]) -> None:
        self._start(len(ids))

    def _start(self, total: int) -> None:
        self._total, self._began = total, time.monotonic()

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self._running[nodeid] = None

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        self._running.pop(nodeid, None)
        self._done += 1
        now = time.monotonic()
        is_terminal = bool(self._reporter.isatty)
        if self._done == self._total or now - self._shown_at >= (0.2 if is_terminal else EVERY_S):
            self._shown_at = now
            self._show(is_terminal=is_terminal)

    def _show(self, *, is_terminal: bool) -> None:
        left_s = (time.monotonic() - self._began) / self._done * (self._total - self._done)
        files = ", ".join(dict.fromkeys(nodeid.partition("::")[0] for nodeid in self._running))
        line = f"{self._done} of {self._total} {self._which}, {in_words(left_s)} left" + f": {files}" * bool(files)
        if is_terminal:
            width = self._reporter._tw.fullwidth - 1
            self._reporter.rewrite(line[:width].ljust(width))
        else:
            self._reporter.write_line(line)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_report_teststatus(
        self, report: pytest.CollectReport | pytest.TestReport
    ) -> Generator[None, tuple[str, str, object], tuple[str, str, str]]:
        status = yield
        if report.failed:
            self._reporter.ensure_newline()
            self._reporter.write_line(f"FAILED {report.nodeid}", red=True)
        return status[0], "", ""


def in_words(seconds: float) -> str:
    """Return a duration as a person says it: "about 3 min", "40 s"."""
    return f"about {round(seconds / 60)} min" if seconds >= 90 else f"{round(seconds / 10) * 10} s"
