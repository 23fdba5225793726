"""A table in one test judges every row, and names each that fails."""

from __future__ import annotations

import pytest

from tests.support.rows import each_row


def test_every_row_that_fails_is_named_whatever_it_does() -> None:
    judged = []

    @each_row([(1, 1), (0, 2), (2, 1), (4, 2)])
    def holds(divisor: int, value: int) -> None:
        judged.append(value)
        assert value // divisor == 1

    with pytest.raises(pytest.fail.Exception) as failed:
        holds()
    told = str(failed.value)
    assert judged == [1, 2, 1, 2]
    assert told.startswith("3 of 4 rows\n\n(0, 2)\nZeroDivisionError")
    assert "(2, 1)\nAssertionError: assert (1 // 2) == 1" in told
    assert "(4, 2)" in told


def test_a_row_of_one_column_is_given_as_it_is_and_no_rows_are_a_failure() -> None:
    judged: list[object] = []

    @each_row(["ab", ["c", "d"]])
    def holds(row: object) -> None:
        """Say why."""
        judged.append(row)

    holds()
    assert (judged, holds.__name__, holds.__doc__) == (["ab", ["c", "d"]], "holds", "Say why.")
    with pytest.raises(AssertionError, match="no rows"):
        each_row([])(lambda row: None)()
