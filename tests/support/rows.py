"""Judge each row of a large table in one test: an item of pytest costs 5 ms and 3 kB, a row of text less than 1 ms."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from inspect import signature
from typing import Any

import pytest


def each_row(rows: Iterable[Any]) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Make a test of a function that judges one row, given as its columns. The test names every row that fails."""
    table = list(rows)

    def made(judge: Callable[..., None]) -> Callable[[], None]:
        def test() -> None:
            assert table, "no rows"
            wrong = []
            for row in table:
                columns = (row,) if len(signature(judge).parameters) == 1 else row
                try:
                    judge(*columns)
                except Exception as error:  # noqa: BLE001 - whatever one row does, the others are judged, too
                    wrong.append(f"{row!r}\n{type(error).__name__}: {error}")
            if wrong:
                pytest.fail("\n\n".join((f"{len(wrong)} of {len(table)} rows", *wrong)), pytrace=False)

        test.__name__, test.__doc__, test.__module__ = judge.__name__, judge.__doc__, judge.__module__
        return test

    return made
