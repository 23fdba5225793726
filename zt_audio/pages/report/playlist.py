"""One playlist of the manifest in, its section of the page out: its figures, a table of its tracks, each track."""

from __future__ import annotations

from collections.abc import Iterator

from zt_audio.pages.markup import Markup, element
from zt_audio.pages.report import figures
from zt_audio.pages.report.parts import airtime_ms
from zt_audio.pages.report.track import anchor, fact_list, names, stay, track_section
from zt_audio.pages.report.values import Built, Wording, clock
from zt_audio.store.manifest import PlaylistEntry, TrackEntry

COLUMNS = ("number", "place", "arrival", "stay", "duration", "lufs", "dbtp", "ratio")


def playlist_section(name: str, entry: PlaylistEntry, built: Built, wording: Wording) -> Markup:
    """Return the section of the page that shows the playlist `name`."""
    return element(
        "section",
        element("h2", names(entry.title)),
        _floor_notice(entry, wording),
        _facts(name, entry, built, wording),
        _table(name, entry, built, wording),
        *(track_section(name, track, built, wording) for track in entry.tracks),
        id=name,
        class_="playlist",
    )


def _floor_notice(entry: PlaylistEntry, wording: Wording) -> Markup | str:
    if not entry.below_floor:
        return ""
    return element("p", wording.say("below_floor", items=", ".join(entry.texts_below_floor)), class_="notice")


def total_ms(entry: PlaylistEntry) -> int:
    return sum(track.duration_ms for track in entry.tracks)


def _facts(name: str, entry: PlaylistEntry, built: Built, wording: Wording) -> Markup:
    spoken_ms = airtime_ms(entry.tracks, built.segments)
    return fact_list(
        [
            (wording.say("folder"), element("code", f"output/{name}")),
            (wording.say("build"), element("code", entry.number)),
            (wording.say("days"), ", ".join(_day(day, wording) for day in entry.days)),
            (wording.say("tracks"), str(len(entry.tracks))),
            (wording.say("duration"), clock(total_ms(entry))),
            (wording.say("airtime"), figures.airtime(spoken_ms, wording)),
        ]
    )


def _day(day: str, wording: Wording) -> str:
    """Return a weekday in the reader's language; a date as it stands."""
    return wording.say(day) if day in wording.words else day


def _table(name: str, entry: PlaylistEntry, built: Built, wording: Wording) -> Markup:
    heads = (element("th", wording.say(f"column_{column}"), scope="col", class_=column) for column in COLUMNS)
    rows = (element("tr", *_cells(name, track, built, wording)) for track in entry.tracks)
    table = element("table", element("thead", element("tr", *heads)), element("tbody", *rows))
    label = wording.say("tracks_of", name=next(iter(entry.title.values()), name))
    return element("div", table, class_="scroll", tabindex=0, role="group", aria_label=label)


def _cells(name: str, track: TrackEntry, built: Built, wording: Wording) -> Iterator[Markup]:
    spoken_ms = airtime_ms([track], built.segments)
    told = (
        f"{track.number:03d}",
        element("a", names(track.title), href=f"#{anchor(name, track)}"),
        track.arrive or "–",
        stay(track, wording),
        clock(track.duration_ms),
        wording.number(track.loudness_lufs, 2),
        wording.number(track.true_peak_dbtp, 2),
        figures.ratio(spoken_ms, wording),
    )
    for column, text in zip(COLUMNS, told, strict=True):
        yield element("td", text, class_=column)
