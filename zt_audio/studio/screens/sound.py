"""Sound: what was built, the buttons that make and verify it, and what the ear doubts."""

from __future__ import annotations

import os

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from zt_audio.app.making.build import BuildRequest
from zt_audio.app.making.output import BuiltPlaylist, built_playlists
from zt_audio.app.speaking.doubted_takes import DoubtedTake, doubted_takes, vouch
from zt_audio.app.texts.appeals import unused_appeals
from zt_audio.errors import BuildError
from zt_audio.model import Problem
from zt_audio.studio.job_worker import BuildJob, ListenJob, VerifyJob
from zt_audio.studio.names import place_names, title_of
from zt_audio.studio.screens.jobs import show_job
from zt_audio.studio.visit import form_line, form_texts, page, person_of


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
    return page(
        request,
        "sound.html",
        built=built,
        missing=missing,
        errors=view.errors,
        is_barred=bool(view.errors) and not view.scripts,
        damage=damage,
        job=job,
        unused=unused_appeals(view),
    )


async def _update(request: Request) -> Response:
    today = request.app.state.studio.today()
    return await show_job(
        request, BuildJob(BuildRequest(jobs=os.cpu_count() or 1, today=today, by=person_of(request))), joins=True
    )


async def _plan(request: Request) -> Response:
    return await show_job(
        request, BuildJob(BuildRequest(dry_run=True, today=request.app.state.studio.today())), joins=True
    )


async def _verify(request: Request) -> Response:
    return await show_job(request, VerifyJob(), joins=True)


_DOUBTS = "/sound/voices"


def _listening(request: Request) -> Response:
    studio = request.app.state.studio
    takes = [
        (take, _title(request, take), next(iter(studio.desk.take(take.digest).pieces), None))
        for take in doubted_takes(studio.root)
    ]
    return page(request, "listening.html", role="editor", takes=takes)


def _title(request: Request, take: DoubtedTake) -> str:
    """Return the title of the appeal, or the name of the place."""
    view, subject = request.app.state.studio.view(), take.part.subject
    if take.part.kind == "appeal":
        return title_of(view, f"appeals/texts/{subject}.yaml", "title") or subject
    return place_names(view).get(subject, subject)


async def _listen(request: Request) -> Response:
    return await show_job(request, ListenJob(), joins=True)


async def _heard(request: Request) -> Response:
    digest = form_line(await form_texts(request), "digest")
    take = await run_in_threadpool(_named, request, digest)
    await run_in_threadpool(vouch, request.app.state.studio.root, [take], person_of(request))
    return RedirectResponse(_DOUBTS, 303)


def _named(request: Request, digest: str) -> DoubtedTake:
    """Return the take that a page names. Raises HTTPException 404."""
    found = [take for take in doubted_takes(request.app.state.studio.root) if take.digest == digest]
    if not found:
        raise HTTPException(404)
    return found[0]


ROUTES = (
    Route("/sound", _sound),
    Route("/sound", _update, methods=["POST"]),
    Route("/sound/plan", _plan, methods=["POST"]),
    Route("/sound/verify", _verify, methods=["POST"]),
    Route(_DOUBTS, _listening),
    Route(_DOUBTS, _listen, methods=["POST"]),
    Route(f"{_DOUBTS}/heard", _heard, methods=["POST"]),
)
