"""What neural voices said: have the ear listen to it, hear what it doubts, and say that it reads its text."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from zt_audio.app.doubted_takes import DoubtedTake, doubted_takes, vouch
from zt_audio.studio.bodies import form_line, form_texts
from zt_audio.studio.html import page
from zt_audio.studio.job_worker import ListenJob
from zt_audio.studio.names import place_names, title_of
from zt_audio.studio.who import person_of

ADDRESS = "/sound/voices"


def _listening(request: Request) -> Response:
    studio = request.app.state.studio
    takes = doubted_takes(studio.root)
    return page(request, "listening.html", role="editor", takes=[(take, _title(request, take)) for take in takes])


def _title(request: Request, take: DoubtedTake) -> str:
    """Return the title of the appeal, or the name of the place."""
    view, subject = request.app.state.studio.view(), take.part.subject
    if take.part.kind == "appeal":
        return title_of(view, f"appeals/texts/{subject}.yaml", "title") or subject
    return place_names(view).get(subject, subject)


async def _begin(request: Request) -> Response:
    """Begin to listen; a job that runs already is shown instead."""
    jobs = request.app.state.studio.jobs
    job = jobs.last
    if job is None or not job.is_running:
        job = await run_in_threadpool(jobs.start, ListenJob())
    return RedirectResponse(f"/jobs/{job.number}", 303)


def _take(request: Request) -> Response:
    take = _named(request, request.path_params["digest"])
    if not take.file.is_file():  # the cache was emptied
        raise HTTPException(404)
    return FileResponse(take.file, headers={"cache-control": "no-store"})


async def _heard(request: Request) -> Response:
    digest = form_line(await form_texts(request), "digest")
    take = await run_in_threadpool(_named, request, digest)
    await run_in_threadpool(vouch, request.app.state.studio.root, [take], person_of(request))
    return RedirectResponse(ADDRESS, 303)


def _named(request: Request, digest: str) -> DoubtedTake:
    """Return the take that a page names. Raises HTTPException 404."""
    found = [take for take in doubted_takes(request.app.state.studio.root) if take.digest == digest]
    if not found:
        raise HTTPException(404)
    return found[0]


ROUTES = (
    Route(ADDRESS, _listening),
    Route(ADDRESS, _begin, methods=["POST"]),
    Route(f"{ADDRESS}/heard", _heard, methods=["POST"]),
    Route(f"{ADDRESS}/{{digest:str}}", _take),
)
