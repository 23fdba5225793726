"""A value in brackets that people left open, closed twice or mixed up is always a named slip."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from tests.support.content_project import problems_of, write_project
from zt_audio.content.yaml.values import ValueReader


@given(st.text(alphabet="a:, []{}'\"\n", max_size=14), st.integers(0, 2))
def test_no_row_of_brackets_ends_the_reader(rest: str, stop: int) -> None:
    lines = f"key: [{rest}".split("\n")
    after, slip = ValueReader(lines, stop).value(0, 0)
    assert slip or 0 < after <= len(lines)


@pytest.mark.parametrize("days", ["[mon, tue]]]", "[mon, tue]]:", "[mon}}, tue]", "[]]]"])
def test_a_bracket_closed_twice_is_named_at_its_line(tmp_path: Path, days: str) -> None:
    write_project(tmp_path, {"playlists/city.yaml": f"title: Базар\ndays: {days}\nappeals: [littering]\nstops: []\n"})
    assert [(p.slug, p.where.line) for p in problems_of(tmp_path) if p.where] == [("yaml-after-bracket", 2)]
