"""Sticks: choose a drive and a playlist, write and read back, print the card; check a stick that comes back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from zt_audio.app.approvals import approval_faults
from zt_audio.app.export import list_drives
from zt_audio.app.keys import keys_here
from zt_audio.app.output import built_playlists, make_cards
from zt_audio.app.roles import EXPORT_ROLE, require_act
from zt_audio.errors import ZtError
from zt_audio.i18n import gettext as _
from zt_audio.studio.guard import browser_of
from zt_audio.studio.job_worker import ExportJob, VerifyStickJob
from zt_audio.studio.screens.jobs import show_job
from zt_audio.studio.visit import form_line, form_texts, fragment, page, person_of


def _sticks(request: Request) -> Response:
    studio = request.app.state.studio
    built = built_playlists(studio.root, studio.today(), studio.workbench.plan_of(studio.today()))
    sealers = [(person, studio.keys.find(person, browser_of(request)) is not None) for person in _sealers(studio.root)]
    doubts = approval_faults(studio.root)
    return page(
        request,
        "sticks.html",
        role=EXPORT_ROLE,
        built=built,
        drives=list_drives(),
        sealers=sealers,
        doubts=doubts,
        chosen=request.query_params.get("playlist", ""),
    )


def _sealers(root: Path) -> tuple[str, ...]:
    """Return who has a key on this computer; no one where the list of people cannot be read: it says so elsewhere."""
    try:
        return keys_here(root)
    except ZtError:
        return ()


def _drives(request: Request) -> Response:
    """Return the list of drives alone: the page asks again while it is seen."""
    return fragment(request, "drives.html", drives=list_drives())


async def _write(request: Request) -> Response:
    form = await form_texts(request)
    target = await run_in_threadpool(_target, form)
    playlist = form_line(form, "playlist")
    studio = request.app.state.studio
    by = form.get("by", "")
    await run_in_threadpool(require_act, studio.root, by or person_of(request), EXPORT_ROLE)
    key = await run_in_threadpool(studio.keys.opened, by, form.get("pin", ""), browser_of(request)) if by else None
    export = ExportJob(playlist, target, studio.today(), by or person_of(request))
    return await show_job(request, export, key)


async def _check(request: Request) -> Response:
    target = await run_in_threadpool(_target, await form_texts(request))
    return await show_job(request, VerifyStickJob(target))


def _target(form: Mapping[str, str]) -> Path:
    """Return a drive that is plugged in now, or the folder that was typed into its own field."""
    if typed := form.get("folder", "").strip():
        return Path(typed)
    drive = form.get("drive", "")
    if drive not in {each.path for each in list_drives()}:  # never a path of the request
        raise HTTPException(409, _("This stick is not plugged in now. Plug it in and choose it, or name a folder."))
    return Path(drive)


def _card(request: Request) -> Response:
    studio = request.app.state.studio
    name = request.path_params["playlist"]
    paper = request.query_params.get("paper", "a4")
    if paper not in ("a4", "a5") or name not in {each.name for each in built_playlists(studio.root, studio.today())}:
        raise HTTPException(404)
    made, _warnings = make_cards(studio.root, studio.today(), (name,), paper)
    # Its style and its letters lie in the page.
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'none'"
    return HTMLResponse(made[f"{name}.html"], headers={"content-security-policy": policy})


ROUTES = (
    Route("/sticks", _sticks),
    Route("/sticks", _write, methods=["POST"]),
    Route("/sticks/drives", _drives),
    Route("/sticks/check", _check, methods=["POST"]),
    Route("/cards/{playlist:str}", _card),
)
