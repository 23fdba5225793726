"""A round of the manifest in, its PLAYER.HTML out: one file, no framework, nothing asked of a network."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from importlib.resources import files

from zt_audio.delivery.markup import Markup, element
from zt_audio.delivery.player import words
from zt_audio.delivery.player.content import Segments, player_data
from zt_audio.delivery.words import Both
from zt_audio.store.manifest import PlaylistEntry, TrackEntry


def player_page(entry: PlaylistEntry, segments: Segments) -> bytes:
    """Return the page, to lie in the folder of the round's tracks."""
    script, style = _shipped("player.js"), _shipped("player.css")
    title = f"{entry.title['kk']} / {entry.title['ru']}"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_policy(script)),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("link", rel="icon", href="data:,"),
        element("title", f"{title} · {entry.number}"),
        element("style", style),
    )
    body = element(
        "body",
        element("header", element("h1", *_pair(Both(entry.title["kk"], entry.title["ru"]))), _build(entry)),
        element("main", element("ol", *(_stop(track) for track in entry.tracks), aria_label=words.STOPS.line)),
        _panel(),
        element("script", _data(entry, segments), type="application/json", id="data"),
        element("script", script),
    )
    return f"<!doctype html>\n{element('html', head, body, lang='kk')}\n".encode()


def _shipped(name: str) -> Markup:
    return Markup(files(__package__).joinpath(name).read_text(encoding="utf-8"))


def _policy(script: str) -> str:
    """Return what the browser may load: our script and style, and sound that lies beside the page."""
    digest = b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; img-src data:; "
        "media-src 'self' file: blob: content:; base-uri 'none'; form-action 'none'"
    )


def _build(entry: PlaylistEntry) -> Markup:
    return element("p", f"{words.BUILD.line}: ", element("strong", entry.number, id="build"), class_="build")


def _stop(track: TrackEntry) -> Markup:
    stay = f"{track.stay_min} мин" if track.stay_min else None
    when = " · ".join(told for told in (track.arrive, stay) if told)
    return element(
        "li",
        element(
            "button",
            element("span", str(track.number), class_="number"),
            element("span", element("small", when), *_pair(Both(track.title["kk"], track.title["ru"])), class_="place"),
            type="button",
            data_track=track.number,
            aria_pressed="false",
        ),
    )


def _panel() -> Markup:
    """Return what stays at the bottom of the screen: what sounds, for how long, what comes next."""
    return element(
        "section",
        element("p", id="said", aria_live="polite"),
        element(
            "p",
            element("span", id="elapsed", aria_label=words.ELAPSED.line),
            element("button", words.STOP.line, type="button", id="stop", disabled=True),
            class_="line",
        ),
        element("p", id="next"),
        element("p", id="awake"),
        element("p", id="trouble", role="alert"),
        element("audio", id="audio", loop=True, preload="auto"),
        element("template", *_told(), id="words"),
        class_="panel",
        aria_label=words.NOW.line,
    )


def _told() -> list[Markup]:
    """Return the words that the script shows."""
    shown = {name: getattr(words, name.upper()) for name in words.SHOWN}
    return [element("span", *_pair(both), data_word=name) for name, both in shown.items()]


def _pair(both: Both) -> tuple[Markup, Markup]:
    return element("b", both.kk, lang="kk"), element("i", both.ru, lang="ru")


def _data(entry: PlaylistEntry, segments: Segments) -> Markup:
    """Return the data as JSON that cannot end the element in which it stands."""
    told = json.dumps(player_data(entry, segments), ensure_ascii=False, separators=(",", ":"))
    return Markup(told.replace("<", "\\u003c"))
