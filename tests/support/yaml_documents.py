"""Strategies for files of the strict grammar of YAML, in the styles that people write."""

from __future__ import annotations

import json

from hypothesis import strategies as st

from zt_audio.content.yaml.tree import Value

_MARKS = " .,:;#-–!&*|>'\"%@`{}[]()«»/\\~=\t"
WORDS = st.text("абәқіңүЯЖaZ019" + _MARKS, max_size=12)
TEXTS = st.lists(WORDS, min_size=1, max_size=4).map("\n".join) | WORDS
KEYS = st.text("абәқkru19-:# /~\"'", min_size=1, max_size=6)
VALUES: st.SearchStrategy[Value] = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=5
)


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    """Return a file with a mapping; some are no YAML, or not of the strict grammar."""
    tree = draw(st.dictionaries(KEYS, VALUES, max_size=4))
    lines = _Writer(draw).block(tree) if tree else draw(st.sampled_from([[], ["# c0"], ["{}"], ["---"]]))
    eol = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    text = eol.join([*lines, *draw(st.sampled_from([[], [""], ["", ""], ["# c9"], ["", "# c9", ""]]))])
    return draw(st.sampled_from([b"", b"", b"\xef\xbb\xbf"])) + text.encode()


class _Writer:
    """Writes each value in a style that is drawn for it, with numbered comments between."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw
        self._step = draw(st.sampled_from([2, 2, 4, 1]))
        self._list_step = draw(st.sampled_from([0, self._step]))
        self._comments = 0

    def block(self, tree: Value) -> list[str]:
        lines: list[str] = []
        entries = tree.items() if isinstance(tree, dict) else [("-", item) for item in tree]
        for key, value in entries:
            lines += self._between(first=not lines)
            lines += self._entry(f"{self._key(key)}:" if isinstance(tree, dict) else "-", value)
        return lines

    def _between(self, *, first: bool) -> list[str]:
        if first:
            return []
        return self._draw(st.sampled_from([[], [], [], [""], [self._comment()], ["", self._comment()]]))

    def _comment(self) -> str:
        self._comments += 1
        return f"# c{self._comments}"

    def _beside(self) -> str:
        return self._draw(st.sampled_from(["", "", "", f"  {self._comment()}"]))

    def _entry(self, head: str, value: Value) -> list[str]:
        if isinstance(value, str):
            return self._text(head, value)
        if not value or self._draw(st.booleans()):
            return [f"{head} {self._flow(value)}{self._beside()}"]
        lines = self.block(value)
        if head == "-":
            if self._draw(st.booleans()):
                return [f"-{self._beside()}", *_moved(lines, self._step + 1)]
            return [f"- {lines[0]}", *_moved(lines[1:], 2)]
        step = self._list_step if isinstance(value, list) else self._step
        return [f"{head}{self._beside()}", *_moved(lines, step)]

    def _text(self, head: str, text: str) -> list[str]:
        style = self._draw(st.sampled_from(["plain", "'", '"', "|", "|-", "|+", ">", ">-"]))
        if style[0] in "|>":
            body = text.strip().replace("\n", "\n\n" if style[0] == ">" else "\n")
            return [f"{head} {style}{self._beside()}", *_moved(body.split("\n"), self._step)]
        return [f"{head} {self._inline(text, style)}{self._beside()}"]

    def _key(self, key: str) -> str:
        return key if key.isalnum() else json.dumps(key, ensure_ascii=False)

    def _inline(self, text: str, style: str) -> str:
        if style == "plain" and text.isalnum():
            return text
        if style == "'" and "\n" not in text:
            return "'" + text.replace("'", "''") + "'"
        return json.dumps(text, ensure_ascii=False)

    def _flow(self, value: Value) -> str:
        if isinstance(value, str):
            return self._inline(value, self._draw(st.sampled_from(["plain", "'", '"'])))
        if isinstance(value, list):
            return f"[{', '.join(map(self._flow, value))}]"
        return f"{{{', '.join(f'{self._key(key)}: {self._flow(item)}' for key, item in value.items())}}}"


def _moved(lines: list[str], spaces: int) -> list[str]:
    return [" " * spaces + line if line else "" for line in lines]
