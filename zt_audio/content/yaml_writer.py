"""Write texts, lists and mappings as YAML in the style of the files that staff edit."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TypeAlias

import yaml
from yaml.resolver import Resolver

Value: TypeAlias = "str | list[Value] | dict[str, Value]"

_MAX_FLOW_CHARS = 100  # a longer list of texts has a line for each

# What needs no quotes, and looks to people as if it needed none: YAML would take more.
_PLAIN = re.compile(r"[^\W_]|[«„“(№–][^\s]|[«„“(№–\w](?:(?!: | #)[^\x00-\x1f\\`|])*[^\s:\x00-\x1f\\`|]")
_FLOW_MARKS = re.compile(r"[,\[\]{}]")
_NUMBER = re.compile(r"0|[1-9][0-9]*(\.[0-9]+)?")
_TEXT_TAGS = ("tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp")  # dates are written without quotes, too
_RESOLVER = Resolver()


def written_scalar(text: str, *, in_flow: bool, quoted: bool) -> str:
    """Return `text` on one line: plain where no reader of YAML takes it for anything else, or in double quotes."""
    plain = _PLAIN.fullmatch(text) and not (in_flow and _FLOW_MARKS.search(text))
    if plain and not quoted and (_NUMBER.fullmatch(text) or _is_text(text)):
        return text
    return in_double_quotes(text)


@lru_cache(maxsize=1024)  # keys and kinds are the same at 12 000 places
def _is_text(text: str) -> bool:
    """Tell whether other readers of YAML, such as editors, take plain `text` for text: `no` and `12:30` are not."""
    return _RESOLVER.resolve(yaml.ScalarNode, text, (True, False)) in _TEXT_TAGS  # type: ignore[no-untyped-call]


def in_double_quotes(text: str) -> str:
    """Return `text` as a double-quoted scalar; JSON has no string that YAML reads otherwise."""
    return json.dumps(text, ensure_ascii=False)


def written_flow(value: Value, *, quoted: bool) -> str:
    """Return `value` on one line, lists and mappings in brackets."""
    if isinstance(value, str):
        return written_scalar(value, in_flow=True, quoted=quoted)
    if isinstance(value, list):
        return f"[{', '.join(written_flow(item, quoted=quoted) for item in value)}]"
    pairs = (f"{written_flow(key, quoted=quoted)}: {written_flow(item, quoted=quoted)}" for key, item in value.items())
    return f"{{{', '.join(pairs)}}}"


def written_block(value: Value, step: int, *, quoted: bool) -> list[str]:
    """Return the lines of a list or mapping that has items, from column 0; each level is `step` further right."""
    if isinstance(value, dict):
        entries = ((f"{written_scalar(key, in_flow=False, quoted=quoted)}:", item) for key, item in value.items())
    else:
        entries = (("-", item) for item in value)
    return [line for head, item in entries for line in written_entry(head, item, step, quoted=quoted)]


def written_entry(head: str, value: Value, step: int, *, quoted: bool) -> list[str]:
    """Return the lines of one entry: `head` is its key with the colon, or the dash of an item."""
    if isinstance(value, str):
        if "\n" in value and not quoted:  # a comment behind it would become text of a literal
            return [f"{head} |", *literal_lines(value, step)]
        return [f"{head} {written_scalar(value, in_flow=False, quoted=quoted)}"]
    if not value or _is_short_list(value):
        return [f"{head} {written_flow(value, quoted=quoted)}"]
    lines = written_block(value, step, quoted=quoted)
    if head == "-":
        return [f"- {lines[0]}", *indented(lines[1:], 2)]
    return [head, *indented(lines, step)]


def literal_lines(text: str, indent: int) -> list[str]:
    """Return the lines below a `|`."""
    return indented(text.split("\n"), indent)


def indented(lines: list[str], spaces: int) -> list[str]:
    """Return `lines` moved to the right; empty ones stay empty."""
    return [" " * spaces + line if line else "" for line in lines]


def _is_short_list(value: Value) -> bool:
    if not isinstance(value, list):
        return False
    short = all(isinstance(item, str) and "\n" not in item for item in value)
    return short and sum(len(item) + 2 for item in value) <= _MAX_FLOW_CHARS
