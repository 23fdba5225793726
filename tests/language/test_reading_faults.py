"""A rule that fails refuses what it was to read; it never ends the program."""

from __future__ import annotations

import re

import pytest

from zt_audio.errors import ContentError
from zt_audio.language.grammar import Context, Guess, Rule, Unread
from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import _said, read
from zt_audio.model import Lang, Problem


@pytest.mark.parametrize(
    "error",
    [
        ValueError("too long"),
        OverflowError("too large"),
        IndexError("no such row"),
        KeyError("no such word"),
        ContentError(Problem("form-unknown", None, {"name": "x"})),
    ],
)
def test_what_a_rule_cannot_say_is_unreadable(error: Exception) -> None:
    def fail(_match: re.Match[str], _context: Context) -> str | Guess | Unread | None:
        raise error

    match = re.match(r"\d+", "5")
    assert match is not None
    context = Context("5", 0, 1, (), Lexicon(()))
    assert _said(Rule("failing", match.re, fail), match, context) == Unread("unreadable-token")


@pytest.mark.parametrize("lang", ["kk", "ru"])
@pytest.mark.parametrize(
    "frame", ["{}", "№ {}", "{}-й", "{} м", "ст. {}", "{}:{}", "{}.{}.{}", "+7 {}", "{},{}", "{}–{}", "{} %"]
)
@pytest.mark.parametrize(
    "number", ["01234567890123456789", "9" * 40, "0" * 40, "9" * 99, "1" + "0" * 33, "٣", "²", "१२"]
)
def test_numbers_of_any_length_are_said_or_refused(number: str, frame: str, lang: Lang) -> None:
    written = f"Счёт {frame.format(*[number] * 3)} открыт."
    reading = read(written, lang, Lexicon(()))
    assert reading.problems or not re.search(r"\d", reading.spoken)
