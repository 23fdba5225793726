"""Test that what is large is made while its test runs: each worker of pytest holds the parameters of all tests."""

from __future__ import annotations

import sys
from collections import defaultdict

import numpy as np
import pytest

MOST_BYTES = 2_000_000  # of one test with all its cases


def size_of(value: object, seen: set[int]) -> int:
    """Return the bytes of what holds texts, bytes or samples, without what is in `seen`."""
    if id(value) in seen:
        return 0
    seen.add(id(value))
    if isinstance(value, tuple | list):
        return sum(size_of(each, seen) for each in value)
    return value.nbytes if isinstance(value, np.ndarray) else sys.getsizeof(value)


def test_no_test_has_large_parameters(request: pytest.FixtureRequest) -> None:
    sizes: defaultdict[str, int] = defaultdict(int)
    seen: set[int] = set()
    for item in request.session.items:
        call = getattr(item, "callspec", None)
        sizes[item.nodeid.partition("[")[0]] += sum(size_of(each, seen) for each in call.params.values()) if call else 0
    assert {test: size for test, size in sizes.items() if size > MOST_BYTES} == {}
