"""Is it said right: make the page for a native speaker, and take in what was answered there."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from zt_audio.app.vouching.proof import plan_answers, read_answers, take_answers
from zt_audio.i18n import gettext as _
from zt_audio.messages.acts import told_line
from zt_audio.studio.job_worker import ProofJob
from zt_audio.studio.undo import offer_undo
from zt_audio.studio.visit import form_texts, page, person_of

_PAGE = "proof.html"


def _proof(request: Request) -> Response:
    made = request.app.state.studio.workbench.workspace.cache / _PAGE
    return page(request, "proof.html", role="editor", is_made=made.is_file(), plan=None)


async def _make(request: Request) -> Response:
    studio = request.app.state.studio
    order = ProofJob(studio.workbench.workspace.cache / _PAGE, studio.today())
    job = await run_in_threadpool(studio.jobs.start, order)
    return RedirectResponse(f"/jobs/{job.number}", 303)


def _page(request: Request) -> Response:
    made = request.app.state.studio.workbench.workspace.cache / _PAGE
    if not made.is_file():
        raise HTTPException(404)
    return FileResponse(made, filename=_PAGE)


async def _look(request: Request) -> Response:
    """Say what the answers of a file would change. Nothing is written."""
    async with request.form(max_files=1) as form:
        file = form.get("answers")
        if not isinstance(file, UploadFile) or not file.filename:
            raise HTTPException(400, _("No file was chosen. Go back and choose one."))
        data = await file.read()
    studio, answers = request.app.state.studio, read_answers(data)
    plan = await run_in_threadpool(plan_answers, studio.workbench, studio.today(), answers)
    return page(
        request,
        "proof.html",
        section="/appeals",
        role="editor",
        is_made=False,
        plan=plan,
        lines=[told_line(*line) for line in plan.lines],
        written=data.decode(),
    )


async def _take(request: Request) -> Response:
    """Write what the answers bring, as the project is now."""
    studio = request.app.state.studio
    answers = read_answers((await form_texts(request)).get("written", "").encode())
    _plan, saved = await run_in_threadpool(take_answers, studio.workbench, studio.today(), answers, person_of(request))
    if saved:
        offer_undo(request, saved)
    return RedirectResponse("/proof", 303)


ROUTES = (
    Route("/proof", _proof),
    Route("/proof", _make, methods=["POST"]),
    Route("/proof/page", _page),
    Route("/proof/answers", _look, methods=["POST"]),
    Route("/proof/take", _take, methods=["POST"]),
)
