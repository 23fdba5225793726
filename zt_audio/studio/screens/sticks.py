"""Sticks: choose a drive and a playlist, write and read back, print the card; check a stick that comes back."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp
from types import MappingProxyType
from urllib.parse import quote, unquote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from zt_audio.app.making.export import Exported, known_target, list_drives, stick_for, usual_folders
from zt_audio.app.making.output import built_playlists, make_cards
from zt_audio.app.roles import EXPORT_ROLE, require_act
from zt_audio.app.vouching.approvals import approval_faults
from zt_audio.app.vouching.keys import keys_here
from zt_audio.errors import ZtError
from zt_audio.i18n import N_, gettext as _
from zt_audio.studio.guard import browser_of
from zt_audio.studio.job_worker import ExportJob, VerifyStickJob
from zt_audio.studio.screens.jobs import job_of, show_job
from zt_audio.studio.visit import YEAR_S, cookie_value, form_line, form_texts, fragment, page, person_of


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
        folders=_folders(request),
        sealers=sealers,
        doubts=doubts,
        chosen=request.query_params.get("playlist", ""),
    )


_FOLDERS_COOKIE = "folders"
_MOST_FOLDERS = 3
_NAMES = {"Desktop": N_("Desktop"), "Documents": N_("Documents")}


def _folders(request: Request) -> dict[str, str]:
    """Return the folders to choose from, with their names: those written to last, and the usual ones."""
    recent = [path for path in _recent(request) if os.path.isdir(os.path.dirname(path))]  # noqa: PTH112, PTH120 - any text
    return {path: path for path in recent} | {str(path): _(_NAMES[name]) for name, path in usual_folders()}


def _recent(request: Request) -> list[str]:
    """Return what this browser wrote to last; other programs on this computer may have set the cookie."""
    with suppress(ValueError, RecursionError):
        known = json.loads(unquote(cookie_value(request.headers.get("cookie", ""), _FOLDERS_COOKIE)))
        return [path for path in known if isinstance(path, str)] if isinstance(known, list) else []
    return []


def usual_target(request: Request, playlist: str) -> Path:
    """Return where `playlist` goes without a question: to its stick, where it was written last, or into a zip."""
    usual = (path / f"zt_audio {playlist}" for _name, path in usual_folders())
    return stick_for(playlist, [*map(Path, _recent(request)), *usual]) or _zip_of(request, playlist)


def _zip_of(request: Request, playlist: str) -> Path:
    """Return the new zip of `playlist` that a browser will take."""
    studio = request.app.state.studio
    studio.downloads = studio.downloads or Path(mkdtemp(prefix="zt-audio-"))
    file: Path = studio.downloads / f"{playlist}.zip"
    file.unlink(missing_ok=True)
    return file


def _download(request: Request) -> Response:
    """Give the zip that a job has written."""
    job = job_of(request)
    if not (isinstance(job.request, ExportJob) and isinstance(job.result, Exported) and job.request.target.is_file()):
        raise HTTPException(404)
    return FileResponse(job.request.target, filename=job.request.target.name)


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
    form, studio = await form_texts(request), request.app.state.studio
    playlist = form_line(form, "playlist")
    if not re.fullmatch(r"[a-z0-9-]+", playlist):  # folders and files get its name
        raise HTTPException(404)
    if "zip" in form:
        target = await run_in_threadpool(_zip_of, request, playlist)
    else:
        target = await run_in_threadpool(_target, form, _folders(request), playlist)
    by = form.get("by", "")
    await run_in_threadpool(require_act, studio.root, by or person_of(request), EXPORT_ROLE)
    key = await run_in_threadpool(studio.keys.opened, by, form.get("pin", ""), browser_of(request)) if by else None
    export = ExportJob(playlist, target, studio.today(), by or person_of(request))
    answer = await show_job(request, export, key)
    if form.get("folder", "").strip():
        recent = [str(target), *(path for path in _recent(request) if path != str(target))][:_MOST_FOLDERS]
        answer.set_cookie(
            _FOLDERS_COOKIE, quote(json.dumps(recent), safe=""), max_age=YEAR_S, httponly=True, samesite="strict"
        )
    return answer


async def _check(request: Request) -> Response:
    target = await run_in_threadpool(_target, await form_texts(request))
    return await show_job(request, VerifyStickJob(target))


def _target(form: Mapping[str, str], folders: Mapping[str, str] = MappingProxyType({}), playlist: str = "") -> Path:
    """Return what was typed, a drive that is plugged in now, or one of `folders`: in a usual one, a folder of its own.

    Raises DeviceError where what was typed is none.
    """
    if typed := form.get("folder", "").strip():
        return known_target(Path(typed))
    drive = form.get("drive", "")
    if drive in folders:
        within = Path(drive) if folders[drive] == drive else Path(drive) / f"zt_audio {playlist}"
        within.mkdir(exist_ok=True)
        return within
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
    Route("/sticks/zip/{number:int}", _download),
    Route("/cards/{playlist:str}", _card),
)
