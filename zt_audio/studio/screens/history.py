"""History: who changed what and when, and the way back to former words."""

from __future__ import annotations

from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from zt_audio.app.edit import bring_back
from zt_audio.app.history import past_acts
from zt_audio.app.journal import verify_journal
from zt_audio.app.pairs import word_changes
from zt_audio.app.said import said_at
from zt_audio.messages.acts import what_was_done
from zt_audio.studio.bodies import form_texts
from zt_audio.studio.html import page
from zt_audio.studio.undo import offer_undo
from zt_audio.studio.who import person_of


def _history(request: Request) -> Response:
    root = request.app.state.studio.root
    file = request.query_params.get("file") or None
    place, day = request.query_params.get("place", ""), request.query_params.get("day", "")
    return page(
        request,
        "history.html",
        acts=past_acts(root, file),
        file=file,
        chain=verify_journal(root),
        what_was_done=what_was_done,
        word_changes=word_changes,
        place=place,
        day=day,
        visits=said_at(root, place, _day(day)) if place and day else None,
    )


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise HTTPException(400) from error


async def _bring_back(request: Request) -> Response:
    form = await form_texts(request)
    file, version = form.get("file", ""), form.get("version", "")
    if not file or not version:
        raise HTTPException(400)
    saved = await run_in_threadpool(bring_back, request.app.state.studio.root, file, version, person_of(request))
    offer_undo(request, saved)
    return RedirectResponse("/history", 303)


ROUTES = (Route("/history", _history), Route("/history", _bring_back, methods=["POST"]))
