"""An edit changes what it names and no other byte, or is refused."""

from __future__ import annotations

import codecs
import copy
import json
import os
import pickle
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings, strategies as st

from tests.support.yaml_documents import KEYS, TEXTS, VALUES, documents
from zt_audio.content.yaml import edit
from zt_audio.content.yaml.changes import Change, Insert, Move, Put, Remove, SetText
from zt_audio.content.yaml.edit import EditConflict, changed
from zt_audio.content.yaml.source import source_of
from zt_audio.content.yaml.tree import YAML_LOADER, Map, Node, Seq, Value, YamlPath, parse_yaml
from zt_audio.errors import ContentError

EDITS = int(os.environ.get("ZT_EDITS", "300"))  # by hand: 10 000, five minutes on a free computer
ROOT = Path(__file__).parents[2]
SHIPPED = [*sorted((ROOT / "appeals").rglob("*.yaml")), *sorted((ROOT / "zt_audio/app/starter").rglob("*.yaml"))]


def plain(node: Node) -> Value:
    if isinstance(node, Map):
        return {key: plain(value) for key, value in node.items()}
    return [plain(item) for item in node] if isinstance(node, Seq) else node.value


def tree_of(data: bytes) -> Value:
    node, problems = parse_yaml(source_of(data, "f"))
    assert node is not None
    assert not problems
    return plain(node)


def paths_in(tree: Value, path: YamlPath = ()) -> Iterator[tuple[YamlPath, Value]]:
    yield path, tree
    if not isinstance(tree, str):
        for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from paths_in(value, (*path, key))


def tidy(value: Value) -> Value:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict):
        return {key.strip(): tidy(item) for key, item in value.items()}
    return [tidy(item) for item in value]


# written, changes, what becomes of it
CASES: list[tuple[str, list[Change], str]] = [
    # texts keep their style where it holds the new text
    ("k: бір # c\n", [SetText(("k",), "бір", "екі үш")], "k: екі үш # c\n"),
    ("k: 'бір'\n", [SetText(("k",), "бір", "it's")], "k: 'it''s'\n"),
    ('k: "бір"\n', [SetText(("k",), "бір", 'a "b" \\')], 'k: "a \\"b\\" \\\\"\n'),
    ("k: бір\n", [SetText(("k",), "бір", "a: b")], 'k: "a: b"\n'),
    ("k: бір\n", [SetText(("k",), "бір", "")], 'k: ""\n'),
    ("k: бір # c\nl: 1\n", [SetText(("k",), "бір", "a\r\n\r\nb")], "k: | # c\n  a\n\n  b\nl: 1\n"),
    ("k: {l: бір}\n", [SetText(("k", "l"), "бір", "a\nb, c")], 'k: {l: "a\\nb, c"}\n'),
    ("k: |  # c\n    a\n    b\n\n\nl: 1\n", [SetText(("k",), "a\nb", "c")], "k: |  # c\n    c\n\n\nl: 1\n"),
    ("k: |2-\n   a\n", [SetText(("k",), "a", "b\n c")], "k: |-\n   b\n    c\n"),
    ("k: >\n  a\n  b\n", [SetText(("k",), "a b", "a\nb")], "k: >\n  a\n\n  b\n"),
    ("k: >\n  a\n", [SetText(("k",), "a", "a\n  b")], "k: |\n  a\n    b\n"),
    ("k:   # c\nl:", [SetText(("k",), "", "a"), SetText(("l",), "", "b")], "k: a   # c\nl: b"),
    ("k:\n- a\n-\n", [SetText(("k", 1), "", "b")], "k:\n- a\n- b\n"),
    ("k: |", [SetText(("k",), "", "a\nb")], "k: |\n  a\n  b"),
    # added keys
    ("a:\n  b: 1\n# c\nd: 2\n", [SetText(("a", "e", "f"), None, "no")], 'a:\n  b: 1\n  e:\n    f: "no"\n# c\nd: 2\n'),
    ('g:\n  "а": "б"\n', [SetText(("g", "в"), None, "г")], 'g:\n  "а": "б"\n  "в": "г"\n'),
    ("g:\n", [SetText(("g", "в"), None, "г")], "g:\n  в: г\n"),
    ("# c\n", [SetText(("g", "в"), None, "г")], "# c\ng:\n  в: г\n"),
    ("", [SetText(("g",), None, "12:30")], 'g: "12:30"\n'),
    ("p: {} # c\n", [SetText(("p", "a", "kk"), None, "x")], "p: # c\n  a:\n    kk: x\n"),
    ("p: {a: 1}\n", [SetText(("p", "b"), None, "x, y")], 'p: {a: 1, b: "x, y"}\n'),
    ("a:\n  b: 1\n\nc:\n  b: 2", [Put(("d",), {"b": "3"})], "a:\n  b: 1\n\nc:\n  b: 2\n\nd:\n  b: 3"),
    # lists
    ("k: [a, b]\n", [Insert(("k",), 0, "c"), Insert(("k",), 3, "d")], "k: [c, a, b, d]\n"),
    ("k: []\n", [Insert(("k",), 0, {"a": "1", "b": ["x"]})], "k:\n  - a: 1\n    b: [x]\n"),
    ("k:\n  # 1\n  - a\n  - b # 2\n", [Insert(("k",), 0, "c")], "k:\n  - c\n  # 1\n  - a\n  - b # 2\n"),
    ("k:\n  # 1\n  - a\n  - b # 2\n", [Move(("k",), 0, 1)], "k:\n  - b # 2\n  # 1\n  - a\n"),
    ("k:\n- a: |\n    x\n\n- a: y", [Move(("k",), 1, 0)], "k:\n- a: y\n\n- a: |\n    x"),
    ("k: [a, [b], {c: d}]\n", [Move(("k",), 2, 0)], "k: [{c: d}, a, [b]]\n"),
    ("k:\n- - a\n  - b\n", [Move(("k", 0), 0, 1)], "k:\n- - b\n  - a\n"),
    ("k:\n- - a\n  # c\n  - b\n", [Move(("k", 0), 0, 1)], "k:\n- # c\n  - b\n  - a\n"),
    ("k:\n- - a\n", [Insert(("k", 0), 0, "b"), Insert(("k", 0), 2, "c")], "k:\n- - b\n  - a\n  - c\n"),
    # removals
    ("a: 1\n# c\nb: 2 # d\nc: 3\n", [Remove(("b",), "2")], "a: 1\nc: 3\n"),
    ("a: 1\n\nb: 2\n\nc: 3\n", [Remove(("b",), "2")], "a: 1\n\nc: 3\n"),
    ("a: 1\n\nb: 2", [Remove(("b",), "2")], "a: 1"),
    ("a: [x, y]\n", [Remove(("a", 1), "y")], "a: [x]\n"),
    ("a: [x, # 1\n  y]\n", [Remove(("a", 1), "y")], "a: [x, # 1\n  ]\n"),
    ("a: {x: 1, y: 2}\n", [Remove(("a", "x"), "1"), Remove(("a", "y"), "2")], "a: {}\n"),
    ("a: # c\n  # d\n  b: 1\nc: 2\n", [Remove(("a", "b"), "1")], "a: {} # c\nc: 2\n"),
    ("a:\n- b\n", [Remove(("a", 0), "b")], "a: []\n"),
    ("a:\n- b: 1\n  c: 2\n", [Remove(("a", 0, "b"), "1"), Remove(("a", 0, "c"), "2")], "a:\n- {}\n"),
    ("# c\na: 1\n", [Remove(("a",), "1")], ""),
    # whole values
    ("a: [x, y] # c\n", [Put(("a",), ["z"])], "a: [z] # c\n"),
    ("a: # c\n  - x\n", [Put(("a",), [])], "a: [] # c\n"),
    ("a: # c\n  - x\n  - y # d\nb: 1\n", [Put(("a",), ["z", "x"])], "a: # c\n  - z\n  - x # d\nb: 1\n"),
    ("a: |\n  x\nb: 1\n", [Put(("a",), {"c": "2"})], "a:\n  c: 2\nb: 1\n"),
    ("a:\n- x # c\n", [Put(("a", 0), {"c": "2", "d": "3"})], "a:\n- c: 2\n  d: 3 # c\n"),
    ("a:\n- x\nb: 1\n", [Put(("a",), {"c": "2"})], "a:\n  c: 2\nb: 1\n"),
    ("a: 'x'\n", [Put(("a",), "y")], "a: 'y'\n"),
]


@pytest.mark.parametrize("bom", [b"", codecs.BOM_UTF8])
@pytest.mark.parametrize("eol", ["\n", "\r\n"])
@pytest.mark.parametrize(("before", "changes", "after"), CASES)
def test_what_an_edit_writes(before: str, changes: list[Change], after: str, eol: str, bom: bytes) -> None:
    if not re.search(r"\n", before) and eol == "\r\n":
        return  # nothing tells the file's line ends
    assert changed(bom + before.replace("\n", eol).encode(), "f", changes) == bom + after.replace("\n", eol).encode()


@pytest.mark.parametrize(
    ("change", "old", "theirs", "line"),
    [
        (SetText(("a", "b"), "0", "2"), "0", "1", 2),
        (SetText(("a", "b"), None, "2"), None, "1", 2),
        (SetText(("a", "x"), "0", "2"), "0", None, 2),
        (SetText(("a", "b", "c"), None, "2"), None, "1", 2),
        (SetText((), "0", "2"), "0", {"a": {"b": "1"}, "l": ["x"]}, 1),
        (Remove(("l",), ["y"]), ["y"], ["x"], 3),
        (Remove((), {}), {}, None, 1),
        (Insert(("l",), 2, "y"), None, ["x"], 3),
        (Insert(("a",), 0, "y"), None, {"b": "1"}, 2),
        (Move(("l",), 0, 1), None, ["x"], 3),
        (Move(("m",), 0, 1), None, None, 1),
        (Put(("l", 1), {}), None, ["x"], 3),
        (Put(("l", "x"), {}), None, ["x"], 3),
    ],
)
def test_what_is_not_as_seen_is_a_conflict(change: Change, old: Value | None, theirs: Value | None, line: int) -> None:
    with pytest.raises(EditConflict) as raised:
        changed(b"a:\n  b: 1\nl: [x]\n", "f.yaml", [change])
    (conflict,) = raised.value.conflicts
    assert (conflict.file, conflict.path, conflict.old, conflict.theirs) == ("f.yaml", change.path, old, theirs)
    assert conflict.line == line
    assert pickle.loads(pickle.dumps(raised.value)).conflicts == raised.value.conflicts  # noqa: S301 - our own


@pytest.mark.parametrize("value", ["m\\x61rket", "market\\\n    "])
def test_what_a_change_only_asks_for_stays_as_it_is_written(value: str) -> None:
    data = f'stops:\n- place: "{value}"  # own words\n  stay_min: 20\n'.encode()
    asked = SetText(("stops", 0, "place"), "market", "market")
    assert changed(data, "a.yaml", [asked]) == data
    assert changed(data, "a.yaml", [asked, SetText(("stops", 0, "stay_min"), "20", "30")]) == data.replace(b"20", b"30")


def test_the_second_of_two_changes_sees_the_first() -> None:
    assert changed(b"a: 1\n", "f", [SetText(("a",), "1", "2"), SetText(("a",), "2", "3")]) == b"a: 3\n"


@pytest.mark.parametrize(
    ("data", "slug"),
    [
        (b"a: 1\na: 2\n", "repeated-key"),
        (b"a: 1: 2\n", "yaml-colon"),
        (b"a: &x 1\n", "yaml-alias"),
        ("a: қ\n".encode("utf-16"), "not-utf8"),
        (b"? a\n: 1\n", "edit-impossible"),
    ],
)
def test_what_cannot_be_changed_safely_is_refused(data: bytes, slug: str) -> None:
    with pytest.raises(ContentError) as raised:
        changed(data, "f", [SetText(("b",), None, "2"), Remove(("a",), "1")])
    assert [problem.slug for problem in raised.value.problems] == [slug]


def test_a_character_that_no_text_may_have_is_named() -> None:
    with pytest.raises(ContentError) as raised:
        changed(b"a: 1\n", "f", [SetText(("a",), "1", "x\u00ady")])
    assert [problem.slug for problem in raised.value.problems] == ["odd-character"]


@pytest.mark.parametrize(
    ("written", "path", "value"),
    [
        ("a/b", ("a", "b"), "1"),
        ("l/0", ("l", 0), "x"),
        ("l/7", ("l", 7), None),
        ("km~1h", ("km/h",), "2"),
        ("~01", ("~1",), "3"),
        ("new/0", ("new", "0"), None),
    ],
)
def test_paths_as_people_write_them(written: str, path: YamlPath, value: Value | None) -> None:
    assert edit.path_in(b'a: {b: 1}\nl: [x]\n"km/h": 2\n"~1": 3\n', "f", written) == (path, value)
    assert edit.pointer(path) == written


# --- every shipped file in the layouts that people make ---------------------------------------------------------------


def _with_comments_beside(text: str) -> str:
    return re.sub(r": \|$", ": | # c", text, flags=re.MULTILINE)


def _with_four_spaces(text: str) -> str:
    doubled = re.sub(r"^( +)", lambda found: found[1] * 2, text, flags=re.MULTILINE)
    return re.sub(r"^( *)- ", r"\1-   ", doubled, flags=re.MULTILINE)


LAYOUTS: dict[str, Callable[[str], bytes]] = {
    "as shipped": str.encode,
    "comment at the end": lambda text: f"{text}# end\n".encode(),
    "comments beside |": lambda text: _with_comments_beside(text).encode(),
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "BOM": lambda text: text.encode("utf-8-sig"),
    "no final newline": lambda text: text.removesuffix("\n").encode(),
    "four spaces": lambda text: _with_four_spaces(text).encode(),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_foreign_byte_of_shipped_files_changes(layout: str) -> None:
    edits = 0
    for file in SHIPPED:
        data = LAYOUTS[layout](file.read_text(encoding="utf-8"))
        for path, old in paths_in(tree_of(data)):
            if not isinstance(old, str):
                continue
            new = f"{old}\n\nЖаңа: сөз" if edits % 3 == 0 else f"{old} 1"
            result = changed(data, file.name, [SetText(path, old, new)])
            before, after = foreign_bytes(data, path)
            assert result.startswith(before)
            assert result.endswith(after)
            assert tree_of(changed(result, file.name, [SetText(path, new, old)])) == tree_of(data)
            edits += 1
    assert edits > 250


def foreign_bytes(data: bytes, path: YamlPath) -> tuple[bytes, bytes]:
    """Return what stands before and behind the text at `path`, by the parser's marks.

    What follows it on its last line, a comment, may move to the line of a `|`.
    """
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    text = data[len(bom) :].decode()
    node: Any = yaml.compose(text, Loader=YAML_LOADER)
    for step in path:
        pairs = node.value if isinstance(step, int) else [v for k, v in node.value if k.value.strip() == step]
        node = pairs[step] if isinstance(step, int) else pairs[0]
    end = len(text[: node.end_mark.index].rstrip()) if node.style in ("|", ">") else node.end_mark.index
    line_end = re.compile(r"\r\n?|\n|\Z").search(text, max(end, node.start_mark.index))
    assert line_end
    return bom + text[: node.start_mark.index].encode(), text[line_end.start() :].encode()


# --- random files, random edits ---------------------------------------------------------------------------------------


@st.composite
def edits(draw: st.DrawFn, tree: Value) -> tuple[Change, Value]:
    """Return a change that fits `tree`, and the tree after it."""
    path, value = draw(st.sampled_from([*paths_in(tree)]))
    after = copy.deepcopy(tree)
    holder: Any = after
    for step in path[:-1]:
        holder = holder[step]
    here: Any = holder[path[-1]] if path else after
    if isinstance(value, list) and draw(st.booleans()):
        if len(value) > 1 and draw(st.booleans()):
            position, to = draw(st.integers(0, len(value) - 1)), draw(st.integers(0, len(value) - 1))
            here.insert(to, here.pop(position))
            return Move(path, position, to), after
        position, new = draw(st.integers(0, len(value))), draw(VALUES)
        here.insert(position, tidy(new))
        return Insert(path, position, new), after
    if isinstance(value, dict) and (not path or draw(st.booleans())):
        key = draw(KEYS.filter(lambda key: key.strip() not in value))
        text, deep = draw(TEXTS), draw(st.booleans())
        here[key.strip()] = {"a b": tidy(text)} if deep else tidy(text)
        return SetText((*path, key, "a b") if deep else (*path, key), None, text), after
    if isinstance(value, str) and draw(st.booleans()):
        text = draw(TEXTS)
        holder[path[-1]] = tidy(text)
        return SetText(path, value, text), after
    if draw(st.booleans()):
        del holder[path[-1]]
        return Remove(path, value), after
    new = draw(VALUES)
    holder[path[-1]] = tidy(new)
    return Put(path, new), after


COMMENT = re.compile(r"# c\d+")


def check_random_edit(data: bytes, draw: st.DataObject) -> None:
    try:
        tree = tree_of(data)
    except (ContentError, AssertionError):
        assume(False)  # noqa: FBT003 - the file is not of the strict grammar
    change, after = draw.draw(edits(tree))
    result = changed(data, "f", [change])
    assert json.dumps(tree_of(result)) == json.dumps(after)
    assert result.startswith(codecs.BOM_UTF8) == data.startswith(codecs.BOM_UTF8)
    if b"\r\n" in data and not re.search(rb"(?<!\r)\n|\r(?!\n)", data):
        assert not re.search(rb"(?<!\r)\n|\r(?!\n)", result)
    if isinstance(change, SetText) and change.old is not None:
        before, behind = foreign_bytes(data, change.path)
        assert result.startswith(before)
        assert result.endswith(behind)
    if not isinstance(change, Remove | Put):
        assert sorted(COMMENT.findall(data.decode())) == sorted(COMMENT.findall(result.decode()))


@pytest.mark.timeout(1800)
@given(data=documents(), draw=st.data())
@settings(max_examples=EDITS, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
def test_a_random_edit_of_a_random_file(data: bytes, draw: st.DataObject) -> None:
    check_random_edit(data, draw)


def test_lines_take_the_place_of_a_list_that_has_a_comment() -> None:
    """The comment would become a line of a literal text, so the text is quoted."""
    result = changed(b'a:\n- []  # c1\nb: ""\n', "f", [Put(("a",), "one\ntwo")])
    assert result == b'a: "one\\ntwo"  # c1\nb: ""\n'
