"""Sticks: choose a drive and a playlist, write and read back, print the card; check a stick that comes back."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp
from types import MappingProxyType
from urllib.parse import quote

from zt_audio.app.making.export import Exported, known_target, list_drives, usual_folders
from zt_audio.app.making.output import make_cards
from zt_audio.app.roles import EXPORT_ROLE, require_act
from zt_audio.app.texts.workbench import Snapshot
from zt_audio.app.vouching.approvals import approval_faults
from zt_audio.app.vouching.keys import keys_here
from zt_audio.errors import ZtError
from zt_audio.i18n import N_, gettext as _
from zt_audio.studio.job_kinds import ExportJob, VerifyStickJob
from zt_audio.studio.names import playlist_titles
from zt_audio.studio.screens.jobs import FOLDERS_COOKIE, job_of, known_stick, recent_folders, show_job
from zt_audio.studio.visit import YEAR_S, FileResponse, HTMLResponse, HTTPException, Response, Visit, get, post


@get("/sticks")
def _sticks(visit: Visit) -> Response:
    built = visit.built
    named = visit.view.project.playlists if visit.view.project else {}
    made = {each.name for each in built}
    sealers = [
        (person, visit.studio.keys.find(person, visit.browser) is not None) for person in _sealers(visit.snapshot)
    ]
    return visit.page(
        "sticks.html",
        role=EXPORT_ROLE,
        built=built,
        silent=[playlist for name, playlist in named.items() if name not in made],
        wrong={name: title for name, title in playlist_titles(visit.view).items() if name not in {*named, *made}},
        drives=list_drives(),
        folders=_folders(visit),
        sealers=sealers,
        doubts=approval_faults(visit.snapshot),
        chosen=visit.query.get("playlist", ""),
    )


_MOST_FOLDERS = 3
_NAMES = {"Desktop": N_("Desktop"), "Documents": N_("Documents")}


def _folders(visit: Visit) -> dict[str, str]:
    """Return the folders to choose from, with their names: those written to last, and the usual ones."""
    recent = [path for path in recent_folders(visit) if os.path.isdir(os.path.dirname(path))]  # noqa: PTH112, PTH120 - any text
    return {path: path for path in recent} | {str(path): _(_NAMES[name]) for name, path in usual_folders()}


def usual_target(visit: Visit, playlist: str) -> Path:
    """Return where `playlist` goes without a question: to its stick, where it was written last, or into a zip."""
    return known_stick(visit, playlist) or _zip_of(visit, playlist)


def _zip_of(visit: Visit, playlist: str) -> Path:
    """Return the new zip of `playlist` that a browser will take."""
    visit.studio.downloads = visit.studio.downloads or Path(mkdtemp(prefix="zt-audio-"))
    file = visit.studio.downloads / f"{playlist}.zip"
    file.unlink(missing_ok=True)
    return file


@get("/sticks/zip/{number:int}")
def _download(visit: Visit) -> Response:
    """Give the zip that a job has written."""
    job = job_of(visit)
    if not (isinstance(job.request, ExportJob) and isinstance(job.result, Exported) and job.request.target.is_file()):
        raise HTTPException(404)
    return FileResponse(job.request.target, filename=job.request.zip_name(visit.teller))


def _sealers(snapshot: Snapshot) -> tuple[str, ...]:
    """Return who has a key on this computer; no one where the list of people cannot be read: it says so elsewhere."""
    try:
        return keys_here(snapshot)
    except ZtError:
        return ()


@get("/sticks/drives")
def _drives(visit: Visit) -> Response:
    """Return the list of drives alone: the page asks again while it is seen."""
    return visit.fragment("drives.html", drives=list_drives())


@post("/sticks")
def _write(visit: Visit) -> Response:
    playlist = visit.line("playlist")
    if not re.fullmatch(r"[a-z0-9-]+", playlist):  # folders and files get its name
        raise HTTPException(404)
    target = _zip_of(visit, playlist) if "zip" in visit.form else _target(visit.form, _folders(visit), playlist)
    by = visit.form.get("by", "")
    require_act(visit.root, by or visit.person, EXPORT_ROLE)
    key = visit.studio.keys.opened(by, visit.form.get("pin", ""), visit.browser) if by else None
    answer = show_job(visit, ExportJob(playlist, target, visit.today, by or visit.person), key)
    if visit.form.get("folder", "").strip():
        recent = [str(target), *(path for path in recent_folders(visit) if path != str(target))][:_MOST_FOLDERS]
        answer.set_cookie(
            FOLDERS_COOKIE, quote(json.dumps(recent), safe=""), max_age=YEAR_S, httponly=True, samesite="strict"
        )
    return answer


@post("/sticks/check")
def _check(visit: Visit) -> Response:
    return show_job(visit, VerifyStickJob(_target(visit.form)))


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
        gone = _("This stick is not plugged in now. Plug it in and choose it, or name a folder.")
        raise HTTPException(409, gone if drive else _("Choose a stick, or name a folder."))
    return Path(drive)


@get("/cards/{playlist:str}")
def _card(visit: Visit) -> Response:
    name = visit.named["playlist"]
    paper = visit.query.get("paper", "a4")
    if paper not in ("a4", "a5") or name not in {each.name for each in visit.built}:
        raise HTTPException(404)
    made, _warnings = make_cards(visit.root, visit.today, (name,), paper)
    # Its style and its letters lie in the page.
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'none'"
    return HTMLResponse(made[f"{name}.html"], headers={"content-security-policy": policy})
