"""Places: the list, and one place with the forms of its name and its greeting to hear."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from zt_audio.app.appeals import appeal_rows
from zt_audio.app.edit import save_edits
from zt_audio.app.new_content import free_id, new_place
from zt_audio.app.places import place_details, place_files, place_kinds, place_problems, place_rows
from zt_audio.i18n import gettext as _
from zt_audio.model import LANGS
from zt_audio.studio.bodies import form_line, form_texts
from zt_audio.studio.html import page
from zt_audio.studio.names import playlist_titles
from zt_audio.studio.screens.changing import changing_of
from zt_audio.studio.undo import offer_undo
from zt_audio.studio.who import person_of

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
        kinds=place_kinds(view),
        titles=playlist_titles(view),
        appeals=appeal_rows(view),
        problems=place_problems(view)[:_SHOWN],
    )


async def _new_place(request: Request) -> Response:
    form = await form_texts(request)
    studio = request.app.state.studio
    view = await run_in_threadpool(studio.view)
    taken = {row.id for row in place_rows(view)}
    name = {lang: form_line(form, f"name-{lang}") for lang in LANGS}
    place = free_id(name["ru"], taken)
    kind = free_id(form["other-kind"], ()) if form.get("other-kind", "").strip() else form_line(form, "kind")
    edit = new_place(place_files(view)[0], place, kind, name)
    offer_undo(request, await run_in_threadpool(save_edits, studio.root, [edit], person_of(request)))
    return RedirectResponse(f"/places/{place}", 303)


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
        kinds=place_kinds(view),
        titles=playlist_titles(view),
        file=details.row.file,
        changing=changing_of(view, "place", details.row.id),
        problems=[p for p in view.problems_of(details.row.file) if p.facts.get("place") == details.row.id],
    )


ROUTES = (
    Route("/places", _places),
    Route("/places", _new_place, methods=["POST"]),
    Route("/places/{place:str}", _place),
)
