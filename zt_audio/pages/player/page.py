"""A round of the manifest in, its PLAYER.HTML out: one file, no framework, nothing asked of a network."""

from __future__ import annotations

import json
from collections.abc import Mapping

from zt_audio.pages.bilingual import Both
from zt_audio.pages.document import document, shipped
from zt_audio.pages.markup import Markup, element, pair
from zt_audio.pages.player import words
from zt_audio.pages.player.content import Segments, player_data
from zt_audio.store.manifest import PlaylistEntry, TrackEntry


def player_page(entry: PlaylistEntry, segments: Segments) -> bytes:
    """Return the page, to lie in the folder of the round's tracks."""
    title, data = Both(entry.title["kk"], entry.title["ru"]), player_data(entry, segments)
    number = data["build"]
    return document(
        f"{title.line} · {number}",
        element("header", element("h1", *pair(title)), _build(number)),
        element("main", element("ol", *(_stop(track) for track in entry.tracks), aria_label=words.STOPS.line)),
        _panel(),
        element("script", _json(data), type="application/json", id="data"),
        lang="kk",
        style=shipped(__package__, "player.css"),
        script=shipped(__package__, "player.js"),
        sound=True,
    ).encode()


def _build(number: str) -> Markup:
    return element("p", f"{words.BUILD.line}: ", element("strong", number, id="build"), class_="build")


def _stop(track: TrackEntry) -> Markup:
    stay = f"{track.stay_min} мин" if track.stay_min else None
    when = " · ".join(told for told in (track.arrive, stay) if told)
    return element(
        "li",
        element(
            "button",
            element("span", str(track.number), class_="number"),
            element("span", element("small", when), *pair(Both(track.title["kk"], track.title["ru"])), class_="place"),
            type="button",
            data_track=track.number,
            aria_pressed="false",
        ),
    )


def _panel() -> Markup:
    """Return what stays at the bottom of the screen: what sounds, for how long, what comes next."""
    return element(
        "section",
        element("p", id="elapsed", aria_label=words.ELAPSED.line),
        element("button", *pair(words.STOP), type="button", id="stop", aria_label=words.STOP.line, disabled=True),
        element("p", id="next"),
        element(
            "div",  # alone may grow too long: it scrolls, so that nothing else leaves the screen
            element("p", id="trouble", role="alert"),
            element("p", id="said", aria_live="polite"),
            element("p", id="awake"),
            class_="told",
        ),
        element("audio", id="audio", loop=True, preload="auto"),
        element("template", *_told(), id="words"),
        class_="panel",
        aria_label=words.NOW.line,
    )


def _told() -> list[Markup]:
    """Return the words that the script shows."""
    shown = {name: getattr(words, name.upper()) for name in words.SHOWN}
    return [element("span", *pair(both), data_word=name) for name, both in shown.items()]


def _json(data: Mapping[str, object]) -> Markup:
    """Return `data` as JSON that cannot end the element in which it stands."""
    told = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(told.replace("<", "\\u003c"))
