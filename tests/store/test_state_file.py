"""State files: what the program wrote is read back; everything else counts as missing, and nothing hangs."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from tests.support.systems import not_on_windows
from zt_audio.model import Fact
from zt_audio.store.state_file import (
    DamageError,
    Moment,
    from_json,
    from_tree,
    moment_of,
    open_regular,
    parse_json,
    read_json,
    read_regular,
    to_tree,
)


@dataclass(frozen=True)
class Inner:
    name: str
    level: float | None = None


@dataclass(frozen=True)
class Told:
    facts: Mapping[str, Fact]


@dataclass(frozen=True)
class State:
    text: str
    count: int
    level: float
    flag: bool
    rows: tuple[Inner, ...]
    stamp: tuple[int, int]
    by_name: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


STATE = State("сөз", 3, 1.5, True, (Inner("a", 2.0), Inner("b")), (1, 2), {"x": ("y", "z")})  # noqa: FBT003 - a value

trees = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def test_what_was_written_is_read_with_its_types(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text(json.dumps(to_tree(STATE)), encoding="utf-8")
    assert read_json(tmp_path / "state.json", State) == STATE
    assert read_json(tmp_path / "none.json", State) is None


def test_facts_come_back_with_their_types() -> None:
    told = Told({"n": 2, "said": "a, b", "items": ("a", "b"), "from_s": 1.5})
    assert from_tree(json.loads(json.dumps(to_tree(told))), Told) == told
    for wrong in ([1], [["a"]], {"a": "b"}, None):
        with pytest.raises(ValueError, match="an unexpected"):
            from_tree({"facts": {"items": wrong}}, Told)


def test_a_tree_is_that_of_asdict() -> None:
    assert json.dumps(to_tree(STATE)) == json.dumps(asdict(STATE))


def test_a_field_with_a_default_may_be_missing_in_a_part_and_not_in_the_file(tmp_path: Path) -> None:
    tree = {name: value for name, value in json.loads(json.dumps(asdict(STATE))).items() if name != "by_name"}
    assert from_tree(tree, State).by_name == {}
    (tmp_path / "state.json").write_text(json.dumps(tree), encoding="utf-8")
    assert read_json(tmp_path / "state.json", State) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("text", 1),
        ("text", None),
        ("count", True),
        ("count", 1.0),
        ("count", "1"),
        ("count", 2**63),
        ("level", "1"),
        ("level", True),
        ("level", 10**400),
        ("flag", 0),
        ("rows", {}),
        ("rows", [{"name": "a", "other": 1}]),
        ("rows", [{"level": 1.0}]),
        ("rows", ["a"]),
        ("stamp", [1]),
        ("stamp", [1, 2, 3]),
        ("by_name", []),
        ("by_name", {"x": "y"}),
        ("by_name", {"x": [1]}),
    ],
)
def test_another_type_is_damage(name: str, value: object) -> None:
    with pytest.raises(ValueError, match=r"unexpected|not a|zip"):
        from_tree(json.loads(json.dumps(asdict(STATE))) | {name: value}, State)


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"{", b"\xff", b"[NaN]", b"[-Infinity]", b"[Infinity]", b'["\\ud800"]', b'{"\\udfff": 1}', b"9" * 5000),
        *(b"[" * 100_000, b'{"a":' * 100_000, "[1]".encode("utf-16"), b"\xef\xbb\xbf[]"),
    ],
)
def test_what_is_no_plain_json_is_damage(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_json(data)


@given(trees)
@settings(deadline=None, max_examples=300)
def test_any_other_tree_is_damage_and_no_crash(tree: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_tree(tree, State)


def test_a_float_without_end_is_damage() -> None:
    with pytest.raises(ValueError, match="float"):
        from_tree(parse_json(b'{"name": "a", "level": 1e999}'), Inner)


@not_on_windows("no pipe has a name in a folder")
def test_a_pipe_a_device_and_a_folder_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "endless").symlink_to("/dev/zero")
    (tmp_path / "folder").mkdir()
    for name in ("pipe", "endless", "folder"):
        with pytest.raises(OSError, match=r"."):
            open_regular(tmp_path / name)
        assert read_json(tmp_path / name, State) is None


def test_no_more_than_asked_for_is_read(tmp_path: Path) -> None:
    (tmp_path / "long").write_bytes(b"12345")
    assert read_regular(tmp_path / "long", 3) == b"123"


@dataclass(frozen=True)
class Row:
    name: str
    at: Moment


@dataclass(frozen=True)
class Table:
    title: str
    rows: tuple[Row, ...] = ()
    by_name: Mapping[str, Row] = field(default_factory=dict)


GOOD = """{
 "title": "a",
 "rows": [
  {"name": "x", "at": "2026-11-25T10:12:40+05:00"}
 ],
 "by_name": {
  "одна": {
   "name": "y",
   "at": "2026-11-25T05:12:40Z"
  }
 }
}
"""


def test_moments_are_read_and_shown_in_the_zone_of_this_computer() -> None:
    found = from_json(GOOD.encode(), Table)
    assert found.rows[0].at == "2026-11-25T10:12:40+05:00"
    assert moment_of(found.rows[0].at) == moment_of(found.by_name["одна"].at)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('"a"', "5", 2),
        ('"a"', "", 2),
        ('"a"', "1e999", 1),
        ('"x"', "null", 4),
        ('"2026-11-25T10:12:40+05:00"', '"2026-11-25T10:12:40"', 4),
        ('"y"', '["y"]', 8),
        ('"2026-11-25T05:12:40Z"', '"0001-01-01T00:00:00+14:00"', 9),
        ('"2026-11-25T05:12:40Z"', '"9999-12-31T23:59:59-14:00"', 9),
        ('"2026-11-25T05:12:40Z"', "5", 9),
        ('   "name": "y",\n', "", 7),
        ("}\n}", "}", 12),
    ],
)
def test_damage_names_its_line(old: str, new: str, line: int) -> None:
    with pytest.raises(DamageError) as damage:
        from_json(GOOD.replace(old, new, 1).encode(), Table)
    assert damage.value.line == line


def test_damage_of_bytes_names_its_line() -> None:
    with pytest.raises(DamageError) as damage:
        from_json(GOOD.encode().replace(b'"y"', b'"\xff"'), Table)
    assert damage.value.line == GOOD[: GOOD.index('"y"')].count("\n") + 1
