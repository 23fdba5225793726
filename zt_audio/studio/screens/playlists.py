"""Playlists: the list, one playlist on a line of time, whose stops are moved by drag or by keys, and the week."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

from zt_audio.app.edit import save_edits
from zt_audio.app.file_form import file_form
from zt_audio.app.making.hearing import built_hearing, hearing_sentences, week_warnings
from zt_audio.app.places.timetables import PlaylistTimes, added_stop, next_free_time, playlist_rows, playlist_times
from zt_audio.app.speaking.playback import StopCycle, stop_cycles
from zt_audio.app.texts.appeals import appeal_rows
from zt_audio.app.texts.new_content import copied_playlist, free_id, new_playlist
from zt_audio.app.today.status import SoundState, project_status
from zt_audio.app.today.week import clock_time, monday_of, week_of
from zt_audio.i18n import gettext as _, speaking
from zt_audio.model import LANGS, Lang
from zt_audio.studio.names import (
    appeal_titles,
    length_in_words,
    namer,
    neighbours,
    place_choice,
    place_names,
    playlist_titles,
    title_of,
)
from zt_audio.studio.screens.places import AGAIN, changing_of, stops_there
from zt_audio.studio.visit import HTTPException, PlainTextResponse, Response, Visit, get, or_404, post

_FIRST_APPEALS = 4  # of a new playlist: about what a stay of ten minutes repeats
_DAY_MIN = 1440
_NOTED_S = 60  # nearly every cycle ends some seconds after the minutes that are written
_MOST_PLACES = 300  # a page of twelve thousand weighs megabytes


@get("/playlists")
def _playlists(visit: Visit) -> Response:
    places = place_choice(visit.view, visit.query)
    return visit.page("playlists.html", role="editor", rows=playlist_rows(visit.view), **places)


@post("/playlists")
def _new_playlist(visit: Visit) -> Response:
    title = {lang: visit.line(f"title-{lang}") for lang in LANGS}
    playlist = free_id(title["ru"], {row.id for row in playlist_rows(visit.view)})
    said = [row.id for row in appeal_rows(visit.view)][:_FIRST_APPEALS]
    file = new_playlist(playlist, title, visit.line("place"), said)
    return visit.lead_to(f"/playlists/{playlist}", save_edits(visit.root, [file], visit.person))


@post("/playlists/{playlist:str}/copy")
def _copy(visit: Visit) -> Response:
    """Make another playlist of one: its stops, times and appeals under a title that says so."""
    file = f"appeals/playlists/{visit.named['playlist']}.yaml"
    if file not in visit.view.files:
        raise HTTPException(404)
    old, title = visit.view.texts(file, "title"), dict[Lang, str]()
    for lang in LANGS:
        with speaking(lang):
            title[lang] = _("{title} (copy)").format(title=old[lang])
    playlist = free_id(title["ru"], {row.id for row in playlist_rows(visit.view)})
    new = copied_playlist(visit.root, file, playlist, old, title)
    return visit.lead_to(f"/playlists/{playlist}", save_edits(visit.root, [new], visit.person))


@get("/playlists/{playlist:str}")
def _playlist(visit: Visit) -> Response:
    times = or_404(playlist_times(visit.view, visit.named["playlist"]))
    first, last = _shown_hours(times)
    heard = built_hearing(visit.root, [times.row.id], visit.view.project)
    return visit.page(
        "playlist.html",
        role="editor",
        title=title_of(visit.view, times.row.file, "title") or times.row.id,
        times=times,
        beside=neighbours("/playlists", playlist_titles(visit.view), times.row.id),
        file=times.row.file,
        parts=file_form(visit.view, times.row.file, "playlist"),
        places=place_names(visit.view),
        appeals=appeal_titles(visit.view),
        cycles={number: _cycle_line(each) for number, each in enumerate(stop_cycles(visit.view, times.row.id))},
        brief=[stop.position + 1 for stop in times.stops if not stop.stay],
        added=visit.query.get("place", ""),
        first=first,
        last=last,
        next_time=next_free_time(times),
        name_of=namer(visit.view),
        hearing=[line for each in heard.values() for line in hearing_sentences(each)],
        dose=week_warnings(visit.root, times.row.id, visit.today, visit.view.project),
        changing=changing_of(visit.view, "playlist", times.row.id),
        **place_choice(visit.view, visit.query, {stop.place for stop in times.stops}),
    )


def _cycle_line(each: StopCycle) -> str:
    """Say how long a cycle lasts, and how many of them fill the stay."""
    one = round(each.seconds)  # as it is shown: a reader multiplies
    length = length_in_words(one)
    if each.stay_min is None:
        return _("said once: {length}").format(length=length)
    whole = one * each.times
    told = _("{min} min: {n} × {length}") if each.times == 1 else _("{min} min: {n} × {length} = {whole}")
    told = told.format(min=each.stay_min, n=each.times, length=length, whole=length_in_words(whole))
    over = whole - each.stay_min * 60
    if over < _NOTED_S:
        return told
    late = _("That is {over} longer than the stop. Write {min} minutes.")
    if each.times > 1:
        late = _("That is {over} longer than the stop. Write {fewer} minutes ({less} ×) or {min} ({n} ×).")
    counted = {"fewer": one * (each.times - 1) // 60, "less": each.times - 1, "min": whole // 60, "n": each.times}
    return f"{told}. {late.format(over=length_in_words(over), **counted)}"


@post("/playlists/{playlist:str}/cycle")
def _typed_cycle(visit: Visit) -> Response:
    """Say how often a stop says its texts in the minutes that are typed; nothing where they are no minutes."""
    cycles = stop_cycles(visit.view, visit.named["playlist"])
    position = visit.number("id")
    typed = visit.form.get(f"stay-{position}", "").strip()
    if position is None or position >= len(cycles) or not re.fullmatch("[1-9][0-9]{0,2}|", typed, re.ASCII):
        return PlainTextResponse("")
    return PlainTextResponse(_cycle_line(replace(cycles[position], stay_min=int(typed) if typed else None)))


def _shown_hours(times: PlaylistTimes) -> tuple[int, int]:
    """Return the whole hours that the line of time shows, in minutes after midnight: an hour more on either side."""
    known = [minute for stop in times.stops for minute in (stop.begin_min, stop.end_min) if minute is not None]
    first, last = min([times.hours[0], *known]), max([times.hours[1], *known])
    return max(0, first // 60 * 60 - 60), min(_DAY_MIN, -(-last // 60) * 60 + 60)


@post("/stops/said")
def _stops_there(visit: Visit) -> Response:
    """Say which stops the playlist has that is chosen for a place, and from when on its vehicle is free."""
    times = playlist_times(visit.view, visit.form.get("playlist", "").removesuffix(AGAIN))
    return visit.fragment("stops_there.html", **stops_there(visit, times))


@post("/stops")
def _add_stop(visit: Visit) -> Response:
    """Put a stop where its time belongs among the others, or behind the last; a second one where that is chosen."""
    wanted, place = visit.line("playlist"), visit.line("place")
    times = or_404(playlist_times(visit.view, wanted.removesuffix(AGAIN)))
    if not wanted.endswith(AGAIN) and any(stop.place == place for stop in times.stops):
        raise HTTPException(409, _("It is a stop there already. Go back and choose whether to add a second one."))
    edit = added_stop(times, place, visit.form.get("arrive", ""), visit.form.get("stay", ""))
    return visit.lead_to(f"/playlists/{times.row.id}", save_edits(visit.root, [edit], visit.person))


@get("/week")
def _week(visit: Visit) -> Response:
    view, today = visit.view, visit.today
    monday = monday_of(_day_or(visit.query.get("from", ""), today))
    week = week_of(visit.root, view.project, monday, today) if view.project else None
    status = project_status(visit.root, today, workbench=visit.studio.workbench)
    planned = view.project.playlists if view.project else ()
    places = week.places if week else ()
    shown = sorted(range(len(places)), key=lambda n: (not places[n].warnings, -places[n].dose.minutes))[:_MOST_PLACES]
    return visit.page(
        "week.html",
        week=week,
        older={each.id for each in status.playlists if each.sound is SoundState.OLDER},
        errors=view.errors,
        left_out={name: title for name, title in playlist_titles(view).items() if name not in planned},
        today=today,
        monday=monday,
        sunday=monday + timedelta(6),
        others=(monday - timedelta(7), monday + timedelta(7)),
        places=[places[n] for n in sorted(shown)],
        clock_time=clock_time,
        length_in_words=length_in_words,
        written=lambda day: day and f"{date.fromisoformat(day):%d.%m.%Y}",
    )


def _day_or(written: str, usual: date) -> date:
    """Return the day in an address, where it and the weeks beside it are days of the calendar."""
    with suppress(ValueError, OverflowError):
        day = date.fromisoformat(written)
        return day if date.min + timedelta(14) < day < date.max - timedelta(14) else usual
    return usual
