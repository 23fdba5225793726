"""Sound: what was built and can be heard, and the button that brings it up to date."""

from __future__ import annotations

import os

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from zt_audio.app.build import BuildRequest
from zt_audio.app.built import built_playlists, track_path
from zt_audio.studio.html import page
from zt_audio.studio.job_worker import BuildJob


def _sound(request: Request) -> Response:
    studio = request.app.state.studio
    view = studio.view()
    built = built_playlists(studio.root, studio.today())
    names = view.project.playlists if view.project else {}
    missing = [playlist for name, playlist in names.items() if name not in {each.name for each in built}]
    last = studio.jobs.last
    job = last if last and last.is_running else None
    return page(request, "sound.html", built=built, missing=missing, errors=view.errors, job=job)


async def _update(request: Request) -> Response:
    """Begin a build; one that runs already is shown instead."""
    studio = request.app.state.studio
    job = studio.jobs.last
    if job is None or not job.is_running:
        order = BuildRequest(jobs=os.cpu_count() or 1, today=studio.today())
        job = await run_in_threadpool(studio.jobs.start, BuildJob(order))
    return RedirectResponse(f"/jobs/{job.number}", 303)


def _track(request: Request) -> Response:
    path = track_path(request.app.state.studio.root, request.path_params["playlist"], request.path_params["number"])
    if path is None:
        raise HTTPException(404)
    return FileResponse(path)


ROUTES = (
    Route("/sound", _sound),
    Route("/sound", _update, methods=["POST"]),
    Route("/tracks/{playlist:str}/{number:int}", _track),
)
