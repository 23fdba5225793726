"""Every character of a text knows its place in the file, in each style of YAML and with both of its parsers."""

from __future__ import annotations

import unicodedata

import pytest
import yaml
from hypothesis import given, settings, strategies as st

from zt_audio.content.yaml.source import SourceText
from zt_audio.content.yaml.tree import parse_yaml
from zt_audio.model import Text, Where

pytestmark = pytest.mark.parametrize("loader", ["CLoader", "Loader"])


def text_in(source: str, loader: str) -> Text:
    """Return what stands under the first key of `source`."""
    node, problems = parse_yaml(SourceText("f", source), getattr(yaml, loader))
    assert problems == ()
    assert isinstance(node, dict)
    text = next(iter(node.values()))
    assert isinstance(text, Text)
    return text


def character_at(source: str, where: Where) -> str:
    return source.splitlines(keepends=True)[where.line - 1][where.column - 1]


# source, value, then (a piece of the value, its line, its column)
PLACES: list[tuple[str, str, list[tuple[str, int, int]]]] = [
    ("к: бір екі\n", "бір екі", [("бір", 1, 4), ("екі", 1, 8)]),
    ("к:   бір   \n", "бір", [("бір", 1, 6)]),
    ("к: бір\n  екі\n\n  үш # сөз\n", "бір екі\nүш", [("бір", 1, 4), ("екі", 2, 3), ("үш", 4, 3)]),
    ("к: 'бір'\n", "бір", [("бір", 1, 5)]),
    ("к: 'бір ''екі'' үш'\n", "бір 'екі' үш", [("екі", 1, 11), ("үш", 1, 17)]),
    ("к: 'бір\n\n\n  екі'\n", "бір\n\nекі", [("екі", 4, 3)]),
    ('к: "бір\\tекі \\u04D9үш"\n', "бір\tекі әүш", [("екі", 1, 10), ("ә", 1, 14), ("үш", 1, 20)]),
    ('к: "бір\\\n   екі"\n', "бірекі", [("бір", 1, 5), ("екі", 2, 4)]),
    ('к: "бір\n  екі\n\n  үш"\n', "бір екі\nүш", [("екі", 2, 3), ("үш", 4, 3)]),
    ("к: |\n  бір\n\n    екі\n  үш\n", "бір\n\n  екі\nүш", [("бір", 2, 3), ("екі", 4, 5), ("үш", 5, 3)]),
    ("к: |2- # сөз\n\n   бір\n  екі\n", "бір\nекі", [("бір", 3, 4), ("екі", 4, 3)]),
    ("к: >\n  бір\n  екі\n\n  үш\n", "бір екі\nүш", [("бір", 2, 3), ("екі", 3, 3), ("үш", 5, 3)]),
    ("к: >-\n  бір\n    екі\n", "бір\n  екі", [("бір", 2, 3), ("екі", 3, 5)]),
    ("к: |\r\n  бір\r\n  екі\r\n", "бір\nекі", [("бір", 2, 3), ("екі", 3, 3)]),
    ("к: 😀 бір\n", "😀 бір", [("бір", 1, 6)]),
    ("к: и\u0306 бір\n", "й бір", [("бір", 1, 7)]),
    ("к:\n", "", [("", 1, 3)]),
    ("к: |", "", [("", 1, 4)]),
    ("к: ''", "", [("", 1, 5)]),
    ("к: |-\n  |-\n", "|-", [("|-", 2, 3)]),
    ("{к: бір}\n", "бір", [("бір", 1, 5)]),
]


@pytest.mark.parametrize(("source", "value", "pieces"), PLACES)
def test_places(source: str, value: str, pieces: list[tuple[str, int, int]], loader: str) -> None:
    text = text_in(source, loader)
    assert text.value == value
    found = [(piece, where.line, where.column) for piece, *_ in pieces for where in [text.at(value.index(piece))]]
    assert found == pieces


def test_each_line_of_a_block_has_its_place(loader: str) -> None:
    text = text_in("к: |\n  бір\n\n  үш\n", loader)
    assert text.lines == (Where("f", 2, 3), Where("f", 3, 1), Where("f", 4, 3))


def test_every_scalar_stays_text(loader: str) -> None:
    source = SourceText("f", "[no, 12:30, 0112, null, 1.0, 2026-12-16, ~]")
    node, _ = parse_yaml(source, getattr(yaml, loader))
    assert isinstance(node, list)
    assert [text.value for text in node if isinstance(text, Text)] == [
        "no", "12:30", "0112", "null", "1.0", "2026-12-16", "~",
    ]  # fmt: skip


WORDS = st.lists(
    st.text("абвғқәүі\u0306«».,!0-😀", min_size=1, max_size=6).map(lambda w: "а" + w), min_size=1, max_size=5
)
LINES = st.lists(WORDS.map(" ".join), min_size=1, max_size=4)
STYLES = {
    "plain": lambda lines: "к: " + "\n  ".join(lines) + "\n",
    "single": lambda lines: "к: '" + "\n\n   ".join(line.replace("а", "''а") for line in lines) + "'\n",
    "double": lambda lines: 'к: "' + "\n ".join(line.replace("б", "\\u0431") for line in lines) + '"\n',
    "literal": lambda lines: "к: |\n" + "".join(f"    {line}\n\n" for line in lines),
    "folded": lambda lines: "к: >-\n" + "".join(f"   {line}\n" for line in lines),
}


@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=60, deadline=None)
@given(lines=LINES)
def test_every_character_is_found_again(style: str, loader: str, lines: list[str]) -> None:
    source = STYLES[style](lines)
    text = text_in(source, loader)
    for offset, character in enumerate(text.value):
        written = character_at(source, text.at(offset))
        if character.strip() and written != "\\":  # an escape stands for its character
            assert unicodedata.normalize("NFC", character)[0] in (
                written,
                unicodedata.normalize("NFC", written + "\u0306"),
            )
