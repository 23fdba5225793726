"""Check the names and days of a playlist."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from zt_audio.content.tree import Map, Node, items, mapping, texts
from zt_audio.model import Problem, Text
from zt_audio.suggestions import near_facts

_SETS = ("days", "dates", "languages")  # lists in which nothing may come twice


def playlist_problems(tree: Node, places: Collection[str] | None, appeals: Collection[str] | None) -> Iterator[Problem]:
    """Yield what is wrong in a playlist; `places` and `appeals` are the known ids, None where they are not known."""
    playlist = mapping(tree)
    if "days" in playlist and "dates" in playlist and isinstance(tree, Map):
        yield Problem("days-and-dates", tree.key_where["dates"])
    for key in _SETS:
        yield from repeated(texts(playlist.get(key)), "repeated-item")
    yield from _played_twice(playlist.get("appeals"))
    yield from _unknown(texts(playlist.get("appeals")), appeals, "unknown-appeal")
    stops = [stop for stop in items(playlist.get("stops")) if isinstance(stop, Map)]
    for stop in stops:
        yield from _unknown(_given([stop], "place"), places, "unknown-place")
        yield from _unknown(texts(stop.get("appeals")), appeals, "unknown-appeal")
        yield from _played_twice(stop.get("appeals"))
        if not items(stop.get("appeals", playlist.get("appeals"))):
            yield Problem("nothing-to-play", stop.where)
    yield from repeated(_given(stops, "id"), "repeated-stop-id")


def repeated(found: list[Text], slug: str) -> Iterator[Problem]:
    """Yield a problem for each text that repeats an earlier one."""
    seen: dict[str, int] = {}
    for text in found:
        if text.value in seen:
            yield Problem(slug, text.where, {"value": text.value, "first": seen[text.value]})
        seen.setdefault(text.value, text.where.line)


def _played_twice(appeals: Node | None) -> Iterator[Problem]:
    """Yield a warning for each appeal that a list names again, which may be intended."""
    for problem in repeated(texts(appeals), "repeated-appeal"):
        yield replace(problem, severity="warning")


def _given(stops: list[Map], key: str) -> list[Text]:
    return [text for stop in stops if isinstance(text := stop.get(key), Text) and text.value]


def _unknown(named: list[Text], known: Collection[str] | None, slug: str) -> Iterator[Problem]:
    for text in named:
        if known is not None and text.value and text.value not in known:
            yield Problem(slug, text.where, {"id": text.value, **near_facts(text.value, known)})
