"""Places: the list, one place, places from a table; and another id, or none, for a place or a playlist."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from zt_audio.app.edit import FileEdit, save_edits
from zt_audio.app.places.place_import import PlaceImportRequest, PlaylistRule, plan_place_import, take_places
from zt_audio.app.places.places import (
    TypedPlace,
    kind_called,
    kind_in_names,
    kinds_in_both,
    namesakes,
    place_details,
    place_files,
    place_problems,
    place_rows,
    typed_greetings,
)
from zt_audio.app.places.timetables import PlaylistTimes, added_stop, open_time, playlist_times
from zt_audio.app.renaming import (
    PlaceUse,
    place_uses,
    remove_place,
    remove_playlist,
    rename_place,
    rename_playlist,
    taken_ids,
)
from zt_audio.app.texts.appeals import appeal_rows, unread_playlists
from zt_audio.app.texts.new_content import free_id, new_kind, new_place
from zt_audio.app.texts.workbench import View
from zt_audio.i18n import N_, gettext as _
from zt_audio.model import LANGS
from zt_audio.studio.guard import PLACE_TABLE
from zt_audio.studio.names import CASE_QUESTIONS, neighbours, place_names, playlist_titles, title_of
from zt_audio.studio.visit import HTTPException, Response, Visit, get, normal_text, or_404, post

AGAIN = "+"  # behind the id of a playlist, which has no such character: a second stop is wanted there
_SHOWN = 100  # places on one page; more are found by their names


@get("/places")
def _places(visit: Visit) -> Response:
    rows = place_rows(visit.view)
    asked = visit.query.get("q", "").strip()
    found = [row for row in rows if asked.casefold() in f"{row.id} {' '.join(row.name.values())}".casefold()]
    return visit.page(
        "places.html",
        role="editor",
        rows=found[:_SHOWN],
        found=len(found),
        is_long=len(rows) > _SHOWN,
        asked=asked,
        is_new="new" in visit.query,
        kinds=kinds_in_both(visit.view),
        titles=playlist_titles(visit.view),
        unread=unread_playlists(visit.view),
        appeals=appeal_rows(visit.view),
        problems=place_problems(visit.view)[:_SHOWN],
    )


@post("/places")
def _new_place(visit: Visit) -> Response:
    """Write a new place, with it a kind that is new, and the stop of a playlist where one is chosen: all or none."""
    taken = {row.id for row in place_rows(visit.view)}
    name = {lang: visit.line(f"name-{lang}") for lang in LANGS}
    others = namesakes(visit.view, name, visit.form.get("kind", ""))
    if (others.same or others.near) and "again" not in visit.form:
        told = _("There is such a place already: {name}. Open it, or tick that another one is wanted.")
        if not others.same:
            told = _("There is a place of nearly this name: {name}. Open it, or tick that this is another place.")
        raise HTTPException(409, told.format(name=visit.teller.place_name((others.same or others.near)[0].id)))
    place = free_id(name["ru"], taken)
    kind, edits = visit.form.get("kind", ""), list[FileEdit]()
    if kind == _NEW_KIND:
        words = {lang: visit.line(f"kind-{lang}") for lang in LANGS}
        kind = kind_called(visit.view, words.values()) or free_id(words["ru"], kinds_in_both(visit.view))
        if kind not in kinds_in_both(visit.view):
            edits.append(new_kind(kind, words))
    if not kind:
        raise HTTPException(400, _("Choose what kind of place it is: its greeting depends on that."))
    edits.append(new_place(place_files(visit.view)[0], place, kind, name))
    if playlist := visit.form.get("playlist", ""):
        times = or_404(playlist_times(visit.view, playlist))
        edits.append(added_stop(times, place, visit.form.get("arrive", ""), visit.form.get("stay", "")))
    return visit.lead_to(f"/places/{place}", save_edits(visit.root, edits, visit.person))


_NEW_KIND = "+"  # no id has it


@post("/places/said")
def _said(visit: Visit) -> Response:
    """Say what a vehicle would say at the place that is typed, and what may be wrong with its names."""
    kind = visit.form.get("kind", "")
    if kind == _NEW_KIND:
        kind = kind_called(visit.view, [visit.form.get(f"kind-{lang}", "").strip() for lang in LANGS]) or ""
    typed = TypedPlace(
        visit.form.get("id", ""),
        kind,
        {lang: normal_text(visit.form.get(f"name-{lang}", "")) for lang in LANGS},
        {
            lang: {case: normal_text(visit.form.get(f"form-{lang}-{case}", "")) for case in CASE_QUESTIONS}
            for lang in LANGS
        },
        {
            part: {lang: normal_text(visit.form.get(f"{part}-{lang}", "")) for lang in LANGS}
            for part in ("intro", "outro")
        },
    )
    said = typed_greetings(visit.view, typed)
    return visit.fragment("place_said.html", said=said, kind=kind, is_new=not typed.id)


@post("/places/same")
def _same(visit: Visit) -> Response:
    """Say beside the names of a new place what is called so, or nearly, and which kind they say: its button is far."""
    names = {lang: normal_text(visit.form.get(f"name-{lang}", "")) for lang in LANGS}
    kind = visit.form.get("kind", "")
    return visit.fragment(
        "place_same.html",
        others=namesakes(visit.view, names, kind),
        said=kind_in_names(visit.view, names["kk"], names["ru"]),
        kind=kind,
    )


@get("/places/{place:str}")
def _place(visit: Visit) -> Response:
    told = _("No place of this project is called “{name}”. Choose one from the list.")
    name = visit.named["place"]
    details = or_404(place_details(visit.view, name), told.format(name=name))
    titles = playlist_titles(visit.view)
    first = next((each for each in titles if each not in details.row.playlists), "")
    known = [(each, playlist_times(visit.view, each)) for each in details.row.playlists]
    return visit.page(
        "place.html",
        role="editor",
        details=details,
        beside=neighbours("/places", place_names(visit.view), details.row.id),
        kinds=kinds_in_both(visit.view),
        address=visit.view.texts(details.row.file, details.row.id, "address"),
        titles=titles,
        hours={each: [s.arrive for s in times.stops if s.place == name] for each, times in known if times},
        unread=unread_playlists(visit.view),
        again=AGAIN,
        **stops_there(visit, playlist_times(visit.view, first)),
        file=details.row.file,
        changing=changing_of(visit.view, "place", details.row.id),
        problems=[p for p in visit.view.problems_of(details.row.file) if p.facts.get("place") == details.row.id],
    )


def stops_there(visit: Visit, times: PlaylistTimes | None) -> dict[str, Any]:
    """Return what a page says of the stops of a playlist into which a place may come; nothing where none is chosen."""
    return {"times": times, "open_time": open_time(times) if times else "", "places": place_names(visit.view)}


_SHOWN_ROWS = 200  # rows of each list: a page of ten thousand is of no use
_FIRST = 3  # rows of each cause; the others unfold
_MOST_STOPS = 999
_NAME_CHARS = 100  # of the table's file


@post(PLACE_TABLE, most_files=1)
def _look(visit: Visit) -> Response:
    """Say what the table would bring. Nothing is written."""
    form, tables = visit.form, visit.files.get("table")
    if not tables:
        raise HTTPException(400, _("No table was chosen. Go back and choose a file."))
    stops, appeal = visit.number("stops"), form.get("appeal", "")
    rule = PlaylistRule(min(stops, _MOST_STOPS), (appeal,)) if stops and appeal else None
    wanted = PlaceImportRequest(
        district=form.get("district", ""), corrected="corrected" in form, replaces="replaces" in form, rule=rule
    )
    name = PurePath(str(tables[0].filename).replace("\\", "/")).name[:_NAME_CHARS]
    plan = plan_place_import(visit.root, tables[0].file.read(), name, wanted)
    token = secrets.token_urlsafe(16)
    visit.studio.planned_table = (token, plan)  # one at a time: a new table takes the place of the one before it
    there = {row.name[lang] for row in place_rows(visit.view) for lang in LANGS}
    return visit.page("place_table.html", plan=plan, token=token, shown=_SHOWN_ROWS, first=_FIRST, there=there)


@post(f"{PLACE_TABLE}/take")
def _take(visit: Visit) -> Response:
    """Write what the person has seen, or say that a file was changed since."""
    known, plan = visit.studio.planned_table
    if plan is None or not secrets.compare_digest(visit.form.get("token", "").encode(), known.encode()):
        return visit.lead_to("/places")  # taken already, or another table has come
    saved = take_places(visit.root, plan, visit.person)
    visit.studio.planned_table = ("", None)
    return visit.lead_to("/places", saved)


_SCREENS = {"place": "/places", "playlist": "/playlists"}
_RENAME = {"place": rename_place, "playlist": rename_playlist}
_TEXTS_OF = {
    "intros": N_("its own greeting"),
    "outros": N_("its own closing words"),
    "lexicon": N_("words of its greeting"),
}


@dataclass(frozen=True, slots=True)
class Use:
    """A page that names what is to be removed: its address, its title, and how often."""

    address: str
    title: str
    stops: tuple[int, ...]  # from 1
    is_all: bool


@dataclass(frozen=True, slots=True)
class Changing:
    """What the page needs to offer both: `suggestion` is an id made of the title that is free."""

    id: str
    address: str
    suggestion: str
    uses: tuple[Use, ...]

    @property
    def hindered_by(self) -> tuple[Use, ...]:
        """Return the playlists that would be left without a stop."""
        return tuple(use for use in self.uses if use.is_all)


def changing_of(view: View, kind: str, name: str) -> Changing:
    """Return what the page of the `kind` (place or playlist) `name` offers."""
    if kind == "place":
        title = next(row.name for row in place_rows(view) if row.id == name)
    else:
        title = view.texts(f"appeals/playlists/{name}.yaml", "title")
    suggestion = free_id(title["ru"] or name, taken_ids(view, kind) - {name})
    uses = tuple(_use(view, use) for use in place_uses(view, name)) if kind == "place" else ()
    return Changing(name, f"{_SCREENS[kind]}/{name}", suggestion, uses)


def _use(view: View, use: PlaceUse) -> Use:
    if use.kind != "playlist":
        return Use("/words" if use.kind == "lexicon" else "/greetings", _(_TEXTS_OF[use.kind]), (), is_all=False)
    playlist = view.files[use.file].id
    title = title_of(view, use.file, "title") or playlist
    return Use(f"/playlists/{playlist}", title, tuple(n + 1 for n in use.stops), use.is_all)


@post(*(f"{path}/{{name:str}}/rename" for path in _SCREENS.values()))
def _rename(visit: Visit) -> Response:
    kind, name = _asked(visit)
    new = free_id(visit.line("id"), taken_ids(visit.view, kind) - {name})
    if new == name or not _is_current(visit):
        return visit.lead_to(f"{_SCREENS[kind]}/{name}")
    return visit.lead_to(f"{_SCREENS[kind]}/{new}", _RENAME[kind](visit.root, visit.view, name, new, visit.person))


@post(*(f"{path}/{{name:str}}/remove" for path in _SCREENS.values()))
def _remove(visit: Visit) -> Response:
    """Remove it everywhere; where files were changed since the page was drawn, the page is shown again instead."""
    kind, name = _asked(visit)
    if not _is_current(visit) or changing_of(visit.view, kind, name).hindered_by:
        return visit.lead_to(f"{_SCREENS[kind]}/{name}")
    remove = remove_place if kind == "place" else remove_playlist
    return visit.lead_to(_SCREENS[kind], remove(visit.root, visit.view, name, visit.person))


def _asked(visit: Visit) -> tuple[str, str]:
    """Return kind and id of what the address names. Raises HTTPException 404 where it is not there."""
    kind = next(kind for kind, path in _SCREENS.items() if visit.path.startswith(f"{path}/"))
    name: str = visit.named["name"]
    if name not in taken_ids(visit.view, kind):
        raise HTTPException(404)
    return kind, name


def _is_current(visit: Visit) -> bool:
    """Tell whether no file was changed since the page was drawn."""
    return visit.form.get("stamp", "") == visit.studio.stamp()
