"""What was built and the reader's words in, the whole page out: one file that asks the network for nothing."""

from __future__ import annotations

from collections.abc import Iterator

from zt_audio.pages.document import document, shipped
from zt_audio.pages.markup import Markup, element, joined
from zt_audio.pages.report.playlist import playlist_section, total_ms
from zt_audio.pages.report.spoken import voices
from zt_audio.pages.report.track import names
from zt_audio.pages.report.values import NAMES, Built, Wording, clock
from zt_audio.store.manifest import PlaylistEntry


def page(built: Built, wording: Wording) -> str:
    """Return the page that shows `built` in the language of `wording`."""
    return document(
        wording.say("title"),
        _header(built, wording),
        element("main", *(playlist_section(name, entry, built, wording) for name, entry in built.playlists.items())),
        element("footer", element("p", wording.say("footnote"))),
        lang=wording.lang,
        style=shipped(__package__, "report.css"),
        script=shipped(__package__, "report.js"),
        sound=True,
    )


def _header(built: Built, wording: Wording) -> Markup:
    return element(
        "header",
        element("h1", wording.say("title")),
        *_draft_notice(built, wording),
        element("nav", element("ul", *_contents(built, wording)), aria_label=wording.say("playlists")),
        _legend(wording),
        class_="top",
    )


def _draft_notice(built: Built, wording: Wording) -> Iterator[Markup]:
    used = {part.segment for entry in built.playlists.values() for track in entry.tracks for part in track.cycle}
    found = ", ".join(voices([entry for key, entry in built.segments.items() if key in used]))
    if found:
        yield element("p", wording.say("draft_notice", voices=found), class_="notice")


def _contents(built: Built, wording: Wording) -> Iterator[Markup]:
    for name, entry in built.playlists.items():
        yield element("li", element("a", names(entry.title), _size(entry, wording), href=f"#{name}"))


def _size(entry: PlaylistEntry, wording: Wording) -> Markup:
    return element("small", f"{wording.say('tracks')}: {len(entry.tracks)} · {clock(total_ms(entry))}")


def _legend(wording: Wording) -> Markup:
    rows = [(lang, element("span", name, lang=lang)) for lang, name in NAMES.items()]
    rows += [(kind, element("span", wording.say(kind))) for kind in ("chime", "pause")]
    marks = (element("span", element("i", class_=kind), word) for kind, word in rows)
    return element("p", joined(marks), class_="legend")
