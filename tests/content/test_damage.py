"""Damaged content loads, or every problem has words and a place inside its file; nothing else happens."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.support.content_project import FILES, problems_of, write_project
from zt_audio.content.yaml.tree import YamlLoader
from zt_audio.messages.message import message_of
from zt_audio.messages.render import with_languages

MUTANTS = 500  # for each of PyYAML's parsers
ODD = [
    "\t", "\0", "\r", "\n", "\u2028", "\x85", "\ufeff", "\xad", "i", "ә", "{", "}", "[", "]", ":", ": ", "- ", "#",
    "&a ", "*a ", "!x ", "!!int ", "<<: ", "|", ">", '"', "'", "\\", "\\x", "%", "@", "`", "?", "? ", ",", "---\n",
    "\U0001f600", "и\u0306", "../", "con:", "-5", "99999999999999999999", "null", "~", "{place:gen}", "{place",
]  # fmt: skip
ODD_BYTES = [b"\xff", b"\xc3", b"\xd0", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"]


def _cut(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + data[at + rng.choice([1, 1, 2, 5, 30]) :]


def _double(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + data[max(0, at - rng.choice([1, 3, 20])) :]


def _odd_text(data: bytes, rng: random.Random) -> bytes:
    text = data.decode("utf-8", "ignore")
    at = rng.randrange(len(text) + 1)
    return (text[:at] + rng.choice(ODD) + text[at + rng.choice([0, 0, 1]) :]).encode()


def _odd_bytes(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.choice(ODD_BYTES) + data[at + rng.choice([0, 1]) :]


def _lines(data: bytes, rng: random.Random) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    here, there = rng.randrange(len(lines)), rng.randrange(len(lines))
    change = rng.choice(["swap", "drop", "double", "indent", "outdent", "cut"])
    if change == "swap":
        lines[here], lines[there] = lines[there], lines[here]
    elif change == "drop":
        del lines[here]
    elif change == "double":
        lines.insert(there, lines[here])
    elif change == "indent":
        lines[here] = b" " * rng.choice([1, 2, 9]) + lines[here]
    elif change == "outdent":
        lines[here] = lines[here].lstrip(b" ")
    else:
        lines = lines[:here]
    return b"".join(lines)


MUTATIONS: list[Callable[[bytes, random.Random], bytes]] = [
    _cut,
    _double,
    _odd_text,
    _odd_text,
    _odd_bytes,
    _lines,
    _lines,
]


@pytest.mark.parametrize("loader", ["CLoader", pytest.param("Loader", marks=pytest.mark.slow)])  # 30 s: pure Python
def test_damaged_content_never_surprises(tmp_path: Path, loader: str) -> None:
    rng = random.Random(f"damage {loader}")  # noqa: S311 - the same damage in every run
    root = write_project(tmp_path)
    reported = 0
    for _ in range(MUTANTS):
        name = rng.choice(list(FILES))
        data = FILES[name].encode()
        for _ in range(rng.choice([1, 1, 2, 4])):
            data = rng.choice(MUTATIONS)(data, rng)
        path = root / "appeals" / name
        path.write_bytes(data)
        reported += _look_at(root, getattr(yaml, loader))
        path.write_bytes(FILES[name].encode())
    assert reported > MUTANTS / 2  # most damage is noticed; what is not is a text like any other


def _look_at(root: Path, loader: YamlLoader) -> bool:
    """Judge every problem that is reported; tell whether there is one."""
    problems = problems_of(root, loader)
    for problem in problems:
        assert problem.where is not None
        path = root / problem.where.file
        text = path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
        lines = re.split(r"\r\n|\r|\n", text)  # as editors count
        assert 1 <= problem.where.line <= len(lines)
        assert 1 <= problem.where.column <= len(lines[problem.where.line - 1]) + 1
        for sentence in (message_of(problem).what, message_of(problem).do):
            assert sentence.format(**with_languages(problem.facts))
    return bool(problems)
