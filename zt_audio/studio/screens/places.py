"""Places: the list, one place, places from a table; and another id, or none, for a place or a playlist."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import PurePath

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from zt_audio.app.editing.edit import save_edits
from zt_audio.app.editing.edits import FileEdit
from zt_audio.app.files.renaming import (
    PlaceUse,
    place_uses,
    remove_place,
    remove_playlist,
    rename_place,
    rename_playlist,
    taken_ids,
)
from zt_audio.app.places.place_import import PlaceImportRequest, PlaylistRule, plan_place_import, take_places
from zt_audio.app.places.place_kinds import kind_called, kinds_in_both
from zt_audio.app.places.places import (
    TypedPlace,
    place_details,
    place_files,
    place_problems,
    place_rows,
    places_named,
    typed_greetings,
)
from zt_audio.app.playlists.timetables import added_stop, playlist_times
from zt_audio.app.texts.appeal_lists import unread_playlists
from zt_audio.app.texts.appeals import appeal_rows
from zt_audio.app.texts.new_content import free_id, new_kind, new_place
from zt_audio.app.texts.workbench import View
from zt_audio.i18n import N_, gettext as _
from zt_audio.model import LANGS
from zt_audio.studio.guard import PLACE_TABLE
from zt_audio.studio.names import CASES, neighbours, place_names, playlist_titles, title_of
from zt_audio.studio.undo import show_saved
from zt_audio.studio.visit import form_line, form_number, form_texts, fragment, normal_text, page, person_of

AGAIN = "+"  # behind the id of a playlist, which has no such character: a second stop is wanted there
_SHOWN = 100  # places on one page; more are found by their names


def _places(request: Request) -> Response:
    view = request.app.state.studio.view()
    rows = place_rows(view)
    asked = request.query_params.get("q", "").strip()
    found = [row for row in rows if asked.casefold() in f"{row.id} {' '.join(row.name.values())}".casefold()]
    return page(
        request,
        "places.html",
        role="editor",
        rows=found[:_SHOWN],
        found=len(found),
        is_long=len(rows) > _SHOWN,
        asked=asked,
        kinds=kinds_in_both(view),
        titles=playlist_titles(view),
        unread=unread_playlists(view),
        appeals=appeal_rows(view),
        problems=place_problems(view)[:_SHOWN],
    )


async def _new_place(request: Request) -> Response:
    """Write a new place, with it a kind that is new, and the stop of a playlist where one is chosen: all or none."""
    form = await form_texts(request)
    view = await run_in_threadpool(request.app.state.studio.view)
    taken = {row.id for row in place_rows(view)}
    name = {lang: form_line(form, f"name-{lang}") for lang in LANGS}
    same = [row for text in name.values() if text for row in places_named(view, text)]
    if same and "again" not in form:
        told = _("There is such a place already: {name}. Open it, or tick that another one is wanted.")
        raise HTTPException(409, told.format(name=same[0].name["ru"] or same[0].name["kk"]))
    place = free_id(name["ru"], taken)
    kind, edits = form.get("kind", ""), list[FileEdit]()
    if kind == _NEW_KIND:
        words = {lang: form_line(form, f"kind-{lang}") for lang in LANGS}
        kind = kind_called(view, words.values()) or free_id(words["ru"], kinds_in_both(view))
        if kind not in kinds_in_both(view):
            edits.append(new_kind(kind, words))
    if not kind:
        raise HTTPException(400, _("Choose what kind of place it is: its greeting depends on that."))
    edits.append(new_place(place_files(view)[0], place, kind, name))
    if playlist := form.get("playlist", ""):
        times = playlist_times(view, playlist)
        if times is None:
            raise HTTPException(404)
        edits.append(added_stop(times, place, form.get("arrive", "")))
    return await show_saved(request, f"/places/{place}", save_edits, edits, person_of(request))


_NEW_KIND = "+"  # no id has it


async def _said(request: Request) -> Response:
    """Say what a vehicle would say at the place that is typed, and what may be wrong with its names."""
    form = await form_texts(request)
    view = await run_in_threadpool(request.app.state.studio.view)
    kind = form.get("kind", "")
    if kind == _NEW_KIND:
        kind = kind_called(view, [form.get(f"kind-{lang}", "").strip() for lang in LANGS]) or ""
    typed = TypedPlace(
        form.get("id", ""),
        kind,
        {lang: normal_text(form.get(f"name-{lang}", "")) for lang in LANGS},
        {lang: {case: normal_text(form.get(f"form-{lang}-{case}", "")) for case in CASES} for lang in LANGS},
        {part: {lang: normal_text(form.get(f"{part}-{lang}", "")) for lang in LANGS} for part in ("intro", "outro")},
    )
    said = await run_in_threadpool(typed_greetings, view, typed)
    return fragment(request, "place_said.html", said=said, kind=kind, is_new=not typed.id)


def _place(request: Request) -> Response:
    view = request.app.state.studio.view()
    details = place_details(view, request.path_params["place"])
    if details is None:
        told = _("No place of this project is called “{name}”. Choose one from the list.")
        raise HTTPException(404, told.format(name=request.path_params["place"]))
    return page(
        request,
        "place.html",
        role="editor",
        details=details,
        beside=neighbours("/places", place_names(view), details.row.id),
        kinds=kinds_in_both(view),
        own={part: view.texts(f"appeals/{part}s.yaml", "places", details.row.id) for part in ("intro", "outro")},
        address=view.texts(details.row.file, details.row.id, "address"),
        titles=playlist_titles(view),
        unread=unread_playlists(view),
        again=AGAIN,
        file=details.row.file,
        changing=changing_of(view, "place", details.row.id),
        problems=[p for p in view.problems_of(details.row.file) if p.facts.get("place") == details.row.id],
    )


_SHOWN_ROWS = 200  # rows of each list: a page of ten thousand is of no use
_FIRST = 3  # rows of each cause; the others unfold
_MOST_STOPS = 999
_NAME_CHARS = 100  # of the table's file


async def _look(request: Request) -> Response:
    """Say what the table would bring. Nothing is written."""
    async with request.form(max_files=1) as form:
        table = form.get("table")
        if not isinstance(table, UploadFile) or not table.filename:
            raise HTTPException(400, _("No table was chosen. Go back and choose a file."))
        data, name = await table.read(), PurePath(table.filename.replace("\\", "/")).name[:_NAME_CHARS]
        texts = await form_texts(request)
    stops, appeal = form_number(texts, "stops"), texts.get("appeal", "")
    rule = PlaylistRule(min(stops, _MOST_STOPS), (appeal,)) if stops and appeal else None
    wanted = PlaceImportRequest(
        district=texts.get("district", ""), corrected="corrected" in texts, replaces="replaces" in texts, rule=rule
    )
    studio = request.app.state.studio
    plan = await run_in_threadpool(plan_place_import, studio.root, data, name, wanted)
    token = secrets.token_urlsafe(16)
    studio.planned_table = (token, plan)  # one at a time: a new table takes the place of the one before it
    return page(request, "place_table.html", plan=plan, token=token, shown=_SHOWN_ROWS, first=_FIRST)


async def _take(request: Request) -> Response:
    """Write what the person has seen, or say that a file was changed since."""
    studio = request.app.state.studio
    token = (await form_texts(request)).get("token", "")
    known, plan = studio.planned_table
    if plan is None or not secrets.compare_digest(token.encode(), known.encode()):
        return RedirectResponse("/places", 303)  # taken already, or another table has come
    answer = await show_saved(request, "/places", take_places, plan, person_of(request))
    studio.planned_table = ("", None)
    return answer


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


async def _rename(request: Request) -> Response:
    kind, name, view = await _asked(request)
    form = await form_texts(request)
    wanted = form_line(form, "id")
    new = free_id(wanted, taken_ids(view, kind) - {name})
    address = f"{_SCREENS[kind]}/{name}"
    if new != name and _is_current(request, form.get("stamp", "")):
        address = f"{_SCREENS[kind]}/{new}"
        return await show_saved(request, address, _RENAME[kind], view, name, new, person_of(request))
    return RedirectResponse(address, 303)


async def _remove(request: Request) -> Response:
    """Remove it everywhere; where files were changed since the page was drawn, the page is shown again instead."""
    kind, name, view = await _asked(request)
    form = await form_texts(request)
    if not _is_current(request, form.get("stamp", "")) or changing_of(view, kind, name).hindered_by:
        return RedirectResponse(f"{_SCREENS[kind]}/{name}", 303)
    remove = remove_place if kind == "place" else remove_playlist
    return await show_saved(request, _SCREENS[kind], remove, view, name, person_of(request))


async def _asked(request: Request) -> tuple[str, str, View]:
    """Return kind and id of what the address names, and the project. Raises HTTPException 404 where it is not there."""
    kind = next(kind for kind, path in _SCREENS.items() if request.url.path.startswith(f"{path}/"))
    view: View = await run_in_threadpool(request.app.state.studio.view)
    name: str = request.path_params["name"]
    if name not in taken_ids(view, kind):
        raise HTTPException(404)
    return kind, name, view


def _is_current(request: Request, stamp: str) -> bool:
    current: str = request.app.state.studio.stamp()
    return stamp == current


ROUTES = (
    Route(PLACE_TABLE, _look, methods=["POST"]),
    Route(f"{PLACE_TABLE}/take", _take, methods=["POST"]),
    Route("/places", _places),
    Route("/places", _new_place, methods=["POST"]),
    Route("/places/said", _said, methods=["POST"]),
    Route("/places/{place:str}", _place),
    *(
        Route(f"{path}/{{name:str}}/{what}", function, methods=["POST"])
        for path in _SCREENS.values()
        for what, function in (("rename", _rename), ("remove", _remove))
    ),
)
