"""Sound: what was built and can be heard, and the buttons that plan, make and verify it."""

from __future__ import annotations

import os

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from zt_audio.app.build import BuildRequest
from zt_audio.app.built import BuiltPlaylist, built_playlists, track_path
from zt_audio.errors import BuildError
from zt_audio.model import Problem
from zt_audio.studio.html import page
from zt_audio.studio.job_worker import BuildJob, JobRequest, VerifyJob
from zt_audio.studio.who import person_of


def _sound(request: Request) -> Response:
    studio = request.app.state.studio
    view = studio.view()
    built: tuple[BuiltPlaylist, ...] = ()
    damage: tuple[Problem, ...] = ()
    try:
        built = built_playlists(studio.root, studio.today(), studio.workbench.plan_of(studio.today()))
    except BuildError as error:  # a damaged manifest: the button that makes it again is on this page
        damage = error.problems
    names = view.project.playlists if view.project else {}
    missing = [playlist for name, playlist in names.items() if name not in {each.name for each in built}]
    last = studio.jobs.last
    job = last if last and last.is_running else None
    return page(request, "sound.html", built=built, missing=missing, errors=view.errors, damage=damage, job=job)


async def _update(request: Request) -> Response:
    today = request.app.state.studio.today()
    return await _begin(request, BuildJob(BuildRequest(jobs=os.cpu_count() or 1, today=today, by=person_of(request))))


async def _plan(request: Request) -> Response:
    return await _begin(request, BuildJob(BuildRequest(dry_run=True, today=request.app.state.studio.today())))


async def _verify(request: Request) -> Response:
    return await _begin(request, VerifyJob())


async def _begin(request: Request, order: JobRequest) -> Response:
    """Begin a job; one that runs already is shown instead."""
    jobs = request.app.state.studio.jobs
    job = jobs.last
    if job is None or not job.is_running:
        job = await run_in_threadpool(jobs.start, order)
    return RedirectResponse(f"/jobs/{job.number}", 303)


def _track(request: Request) -> Response:
    path = track_path(request.app.state.studio.root, request.path_params["playlist"], request.path_params["number"])
    if path is None:
        raise HTTPException(404)
    return FileResponse(path)


ROUTES = (
    Route("/sound", _sound),
    Route("/sound", _update, methods=["POST"]),
    Route("/sound/plan", _plan, methods=["POST"]),
    Route("/sound/verify", _verify, methods=["POST"]),
    Route("/tracks/{playlist:str}/{number:int}", _track),
)
