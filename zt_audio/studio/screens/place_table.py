"""Places from a table: a person gives a file, sees what would come and what is wrong, and takes it."""

from __future__ import annotations

import secrets
from pathlib import PurePath

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from zt_audio.app.place_import import PlaceImportRequest, PlaylistRule, plan_place_import, take_places
from zt_audio.i18n import gettext as _
from zt_audio.studio.bodies import form_number, form_texts
from zt_audio.studio.guard import PLACE_TABLE
from zt_audio.studio.html import page
from zt_audio.studio.undo import offer_undo
from zt_audio.studio.who import person_of

_SHOWN = 200  # rows of each list: a page of ten thousand is of no use
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
    return page(request, "place_table.html", plan=plan, token=token, shown=_SHOWN, first=_FIRST)


async def _take(request: Request) -> Response:
    """Write what the person has seen, or say that a file was changed since."""
    studio = request.app.state.studio
    token = (await form_texts(request)).get("token", "")
    known, plan = studio.planned_table
    if plan is None or not secrets.compare_digest(token.encode(), known.encode()):
        return RedirectResponse("/places", 303)  # taken already, or another table has come
    saved = await run_in_threadpool(take_places, studio.root, plan, person_of(request))
    studio.planned_table = ("", None)
    offer_undo(request, saved)
    return RedirectResponse("/places", 303)


ROUTES = (
    Route(PLACE_TABLE, _look, methods=["POST"]),
    Route(f"{PLACE_TABLE}/take", _take, methods=["POST"]),
)
