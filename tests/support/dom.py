"""Write an HTML page as lines, one an element or a text: what a browser would build, whatever the line breaks are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta"})
INLINE = frozenset({"a", "b", "button", "code", "em", "i", "small", "span", "strong"})  # spaces beside them are seen
RAW = frozenset({"script", "style"})


@dataclass
class Node:
    """An element with its attributes and what stands in it; neighbouring texts are one."""

    tag: str
    attributes: dict[str, str]
    content: list[Node | str] = field(default_factory=list)

    def add(self, text: str) -> None:
        if self.content and isinstance(self.content[-1], str):
            self.content[-1] += text
        else:
            self.content.append(text)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Node("page", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "option":
            self._end_option()
        assert len(dict(attrs)) == len(attrs), f"an attribute stands twice in <{tag}>"
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].content.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def _end_option(self) -> None:
        """End an option that is open: its own end may be left out."""
        if self.open[-1].tag == "option":
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag != "option":
            self._end_option()
        assert self.open.pop().tag == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        self.open[-1].add(data)


def dom(html: str) -> Node:
    """Return the root of `html`. Fails where an element is closed that was not opened last, or never closed."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert builder.open == [builder.root], f"never closed: {[node.tag for node in builder.open[1:]]}"
    return builder.root


def dom_lines(html: str) -> list[str]:
    """Return `html` as lines: styles, scripts, digests and pictures by their names alone, data as JSON."""
    return list(_lines(dom(html), 0))


def _lines(node: Node, depth: int) -> Iterator[str]:
    attributes = (f" {name}={_scrubbed(value)!r}" for name, value in sorted(node.attributes.items()))
    yield "  " * depth + node.tag + "".join(attributes)
    for at, each in enumerate(node.content):
        if isinstance(each, Node):
            yield from _lines(each, depth + 1)
        elif text := _raw(node, each) if node.tag in RAW else _seen(node.content, at):
            yield "  " * (depth + 1) + repr(text)


def _scrubbed(value: str) -> str:
    return re.sub(r"(sha256-|base64,)[A-Za-z0-9+/=]+", r"\1…", value)


def _raw(node: Node, text: str) -> str:
    if node.attributes.get("type") == "application/json":
        return json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True)
    return "…"


def _seen(content: list[Node | str], at: int) -> str:
    """Return the text at `at` as it is shown: white space is one space, and none at the edge of a block."""
    text = re.sub(r"[ \n\t]+", " ", str(content[at]))
    before, after = content[at - 1] if at else None, content[at + 1] if at + 1 < len(content) else None
    inline = [isinstance(each, Node) and each.tag in INLINE for each in (before, after)]
    if text == " ":
        return text if all(inline) else ""
    text = text if inline[0] else text.lstrip(" ")
    return text if inline[1] else text.rstrip(" ")
