"""The quick tests: a few of each file, a few cases of each test, nothing slow; and how long is left."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pytest

from tests.cli import test_card_page, test_cli_chain
from tests.support.quick_run import in_words, mix_files, quick_tests, spread


class Item:
    """A test as far as the rule looks at it."""

    def __init__(self, nodeid: str, *, is_slow: bool = False, module: object = object) -> None:
        self.nodeid, self.module = nodeid, module
        self._is_slow = is_slow

    def get_closest_marker(self, name: str) -> object:
        return name if self._is_slow and name == "slow" else None


def quick(items: list[Item], tests: int, cases: int) -> list[str]:
    return [item.nodeid for item in quick_tests(cast("Any", items), tests, cases)]


@pytest.mark.parametrize(
    ("length", "most", "taken"),
    [(0, 3, []), (1, 3, [0]), (3, 3, [0, 1, 2]), (4, 3, [0, 2, 3]), (100, 4, [0, 33, 66, 99]), (5, 2, [0, 4])],
)
def test_values_are_taken_at_even_distances(length: int, most: int, taken: list[int]) -> None:
    assert list(spread(range(length), most)) == taken


def test_a_few_cases_of_a_few_tests_of_each_file() -> None:
    giant = [Item(f"a.py::test_one[{n}::x]") for n in range(9)]
    many = [Item(f"b.py::test_{n}") for n in range(5)]
    slow = [Item("b.py::test_0[slow]", is_slow=True), Item("c.py::test_kill", is_slow=True)]
    taken = quick([*giant, *many, *slow], tests=2, cases=3)
    assert taken == [
        "a.py::test_one[0::x]",
        "a.py::test_one[4::x]",
        "a.py::test_one[8::x]",
        "b.py::test_0",
        "b.py::test_4",
    ]


def test_of_a_file_that_opens_a_browser_fewer_are_taken() -> None:
    modules = {"a": test_card_page, "b": test_cli_chain}
    ids = [f"{file}.py::test_{n}[{case}]" for file in modules for n in range(5) for case in range(3)]
    cases = [Item(each, module=modules[each[0]]) for each in ids]
    taken = quick(cases, tests=8, cases=4)
    assert sum(each.startswith("a.py") for each in taken) == 2 * 2
    assert sum(each.startswith("b.py") for each in taken) == 5 * 3


def test_files_are_mixed_and_each_stays_in_one_piece() -> None:
    items = [Item(f"tests/room/test_{file}.py::test_{n}") for file in range(20) for n in range(3)]
    mixed, again = list(items), list(reversed(items))
    mix_files(cast("Any", mixed))
    mix_files(cast("Any", again))
    files = [item.nodeid.partition("::")[0] for item in mixed]
    assert files != sorted(files)
    assert files == [item.nodeid.partition("::")[0] for item in again]
    assert sum(one != other for one, other in pairwise(files)) == 19


@pytest.mark.parametrize(("seconds", "said"), [(0, "0 s"), (44, "40 s"), (100, "about 2 min"), (290, "about 5 min")])
def test_time_in_words(seconds: float, said: str) -> None:
    assert in_words(seconds) == said


def test_every_room_has_quick_tests(request: pytest.FixtureRequest) -> None:
    """Where the whole suite is collected, each folder keeps a test that is quick."""
    items = request.session.items
    folders = {Path(item.nodeid.partition("::")[0]).parent for item in items}
    assert {Path(item.nodeid.partition("::")[0]).parent for item in quick_tests(items)} == folders
