"""Set up all tests: say which judges are missing, and give property tests the same examples on every run in CI."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import _lru_cache_wrapper

import pytest
from hypothesis import HealthCheck, settings

from tests.support.judges import NO_JUDGE, judge, lacked_judge, missing_report
from tests.support.quick_run import Progress, mix_files, quick_tests
from tests.support.worker_memory import MemoryReport, PeakMemory, call_malloc
from zt_audio.language.ru.words.morphology import release_dictionary

os.environ["ZT_AUDIO_TEST_ENGINE"] = "1"  # projects of tests may use the tone engine: quick, the same everywhere

# What the program keeps for a user (keys, how far journals went) is neither read nor written by tests.
USER_DATA = tempfile.mkdtemp(prefix="zt-audio-tests-")
os.environ["XDG_DATA_HOME"] = USER_DATA
os.environ["LOCALAPPDATA"] = USER_DATA  # the same on Windows
atexit.register(shutil.rmtree, USER_DATA, ignore_errors=True)

# Nor are the voices of this computer: what a test hears is the same everywhere. RHVoice alone may be a real one.
NO_RHVOICE = os.pathsep.join(["/nowhere", "/nowhere"])
REAL_RHVOICE = os.environ.get("ZT_AUDIO_RHVOICE", "").removeprefix(NO_RHVOICE)  # a worker inherits what follows
os.environ["ZT_AUDIO_RHVOICE"] = NO_RHVOICE
os.environ["ZT_AUDIO_VOICES"] = os.path.join(USER_DATA, "voices")  # noqa: PTH118 - a text for the environment

# Nor is anything synced, as what a killed process wrote is not lost: each call waits 4 to 6 ms for the disk.
# Tests of what is synced put their own functions there; commands in processes of their own sync as ever.
for name in {"fsync", "sync"} & vars(os).keys():
    setattr(os, name, lambda *_handle: None)

os.environ["PIP_NO_INDEX"] = "1"  # no test installs from the network, whatever a command of the program asks for

REAL_EAR = os.environ.pop("ZT_AUDIO_EAR", "")  # the same of the ear's model: one test asks a real one, if it is named

# A shell makes a process in the background ignore Ctrl-C, and every process that the tests start would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

# No test fails because the computer is busy, and none in CI by chance.
settings.register_profile(
    "project", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=bool(os.environ.get("CI"))
)
settings.load_profile("project")


def pytest_addoption(parser: pytest.Parser) -> None:
    help_text = "run the quick tests or all in a mixed order, and show how long is left"
    parser.addoption("--tests", choices=("quick", "all"), help=help_text)


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if config.option.tests and config.option.verbose <= 0 and isinstance(reporter, pytest.TerminalReporter):
        which = "quick tests (--all runs all)" if config.option.tests == "quick" else "tests"
        config.pluginmanager.register(Progress(reporter, which))
    if config.option.tests:
        call_malloc("mallopt", -8, 1)  # M_ARENA_MAX: each thread of a build had memory of its own, and kept it
        call_malloc("mallopt", -3, 4_000_000)  # M_MMAP_THRESHOLD: else it grows, and long sounds leave holes behind
        config.pluginmanager.register(PeakMemory() if is_worker(config) else MemoryReport())


def is_worker(config: pytest.Config) -> bool:
    """Tell whether this process runs tests for another one that shows them."""
    return hasattr(config, "workerinput")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.option.tests == "quick":
        quick = quick_tests(items)
        taken = set(map(id, quick))
        if not is_worker(config):  # it would keep them all, 3 kB each, and shows nothing
            config.hook.pytest_deselected(items=[item for item in items if id(item) not in taken])
        items[:] = quick
    if config.option.tests:
        mix_files(items)


def pytest_collection_finish() -> None:
    """Take what was collected out of the garbage collector's sight: each build asks it to look through everything."""
    gc.collect()
    gc.freeze()


def kept_by_tests() -> Iterator[_lru_cache_wrapper[object]]:
    """Yield what tests and their support remember: the syntax trees of the package alone are 120 MB."""
    modules = [module for name, module in sys.modules.items() if name.startswith("tests.")]
    for module in modules:
        yield from (value for value in vars(module).values() if isinstance(value, _lru_cache_wrapper))


def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Give the system back what a file's models and sounds took: a worker grew to 1.5 GB by what it no longer used."""
    if nextitem is None or nextitem.path != item.path:
        if item.path.parent.name == "language":
            release_dictionary()  # with the forms of each word that the file asked for
        for cached in kept_by_tests():
            cached.cache_clear()
        gc.collect()
        call_malloc("malloc_trim", 0)


@pytest.fixture(scope="session", name="judge")
def judge_fixture() -> Callable[[str], str]:
    """Return the function that finds an independent program. It skips the test where the program is not installed."""
    return judge


def pytest_report_teststatus(report: pytest.CollectReport | pytest.TestReport) -> object:
    """Count tests without their judge apart: they are named in a block at the end, not one by one."""
    return (NO_JUDGE, "s", ("SKIPPED", {"yellow": True})) if lacked_judge(report) else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the judges that were missing, how many tests that skipped, and what installs them."""
    if lacked := Counter(lacked_judge(report) for report in terminalreporter.stats.get(NO_JUDGE, ())):
        terminalreporter.section("judges that are not installed")
        terminalreporter.line(missing_report(lacked))
