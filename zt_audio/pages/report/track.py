"""One track of the manifest in, its part of the page out: where and when, figures, player, waveform, what is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from zt_audio.pages.markup import Markup, element, joined
from zt_audio.pages.report import figures
from zt_audio.pages.report.parts import airtime_ms, cycle_parts
from zt_audio.pages.report.spoken import draft, spoken
from zt_audio.pages.report.values import Built, Wording, clock
from zt_audio.pages.report.waveform import waveform
from zt_audio.store.manifest import TrackEntry


def track_section(playlist: str, track: TrackEntry, built: Built, wording: Wording) -> Markup:
    """Return the part of the page that shows `track`."""
    parts = cycle_parts(track, built.segments)
    name = f"{track.number:03d} {next(iter(track.title.values()), track.place)}"
    heading = element("h3", element("span", f"{track.number:03d}", class_="number"), names(track.title))
    drafts = draft(wording) if any(part.entry.draft for part in parts) else ""
    return element(
        "article",
        element("header", heading, drafts),
        _facts(track, built, wording),
        _player(name, f"{built.audio_url}/{quote(playlist)}/{quote(track.file)}", track, wording),
        waveform(name, parts, built.envelopes, wording),
        spoken(parts, wording),
        id=anchor(playlist, track),
        aria_label=name,
    )


def anchor(playlist: str, track: TrackEntry) -> str:
    return f"{playlist}-{track.number:03d}"


def names(title: Mapping[str, str]) -> Markup:
    """Return a name in each language, each marked with its own."""
    return element("span", *(element("span", text, lang=lang) for lang, text in title.items()), class_="names")


def _facts(track: TrackEntry, built: Built, wording: Wording) -> Markup:
    rows = [
        (wording.say("arrival"), element("b", track.arrive or "–")),
        (wording.say("stay"), element("b", stay(track, wording))),
        (wording.say("duration"), _duration(track, wording)),
        (wording.say("loudness"), figures.loudness(track.loudness_lufs, built.limits, wording)),
        (wording.say("true_peak"), figures.true_peak(track.true_peak_dbtp, built.limits, wording)),
        (wording.say("airtime"), figures.airtime(airtime_ms([track], built.segments), wording)),
    ]
    return fact_list(rows)


def fact_list(rows: Sequence[tuple[str, str]]) -> Markup:
    """Return names with what each is."""
    pairs = (element("div", element("dt", term), element("dd", told)) for term, told in rows)
    return element("dl", *pairs, class_="facts")


def stay(track: TrackEntry, wording: Wording) -> str:
    return wording.say("minutes", n=track.stay_min) if track.stay_min is not None else "–"


def _duration(track: TrackEntry, wording: Wording) -> Markup:
    cycle = wording.say("repeats", n=track.repeats, cycle=clock(track.duration_ms / track.repeats))
    return joined([element("b", clock(track.duration_ms)), element("small", cycle) if track.repeats > 1 else ""])


def _player(name: str, url: str, track: TrackEntry, wording: Wording) -> Markup:
    """Return the player of `track`; where the file holds other stops too, it keeps to this one's stretch."""
    label = wording.say("player_of", name=name)
    start_s, end_s = track.start_ms / 1000, (track.start_ms + track.duration_ms) / 1000
    stretch = f"#t={start_s},{end_s}" if track.start_byte else ""
    data_start = start_s if track.start_byte else None
    return element("audio", controls=True, preload="none", src=url + stretch, data_start=data_start, aria_label=label)
