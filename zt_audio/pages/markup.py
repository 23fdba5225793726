"""Names, texts and attributes in, HTML out that none of them can break: what is not Markup is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from zt_audio.pages.bilingual import Both

VOID = frozenset(("col", "link", "meta", "path", "rect", "line"))  # nothing stands inside; SVG's close themselves
Attribute = str | int | float | bool | None


class Markup(str):
    """A string that is HTML already."""

    __slots__ = ()


def element(name: str, /, *content: str, **attributes: Attribute) -> Markup:
    """Return `<name ...>content</name>`; `class_` makes `class`, `data_at` makes `data-at`, None no attribute."""
    start = "".join((name, *(_attribute(key, value) for key, value in attributes.items())))
    if name in VOID:
        return Markup(f"<{start}/>")
    return Markup(f"<{start}>{joined(content)}</{name}>")


def joined(content: Iterable[str]) -> Markup:
    """Return the parts of `content` one after the other, each escaped unless it is Markup."""
    return Markup("".join(part if isinstance(part, Markup) else escape(part, quote=False) for part in content))


def pair(both: Both) -> tuple[Markup, Markup]:
    """Return both languages, each marked as what it is: Kazakh first and bold."""
    return element("b", both.kk, lang="kk"), element("i", both.ru, lang="ru")


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
