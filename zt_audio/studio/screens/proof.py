"""Is it said right: make the page for a native speaker, and take in what was answered there."""

from __future__ import annotations

from zt_audio.app.vouching.proof import plan_answers, read_answers, take_answers
from zt_audio.i18n import gettext as _
from zt_audio.messages.acts import told_line
from zt_audio.studio.job_kinds import ProofJob
from zt_audio.studio.screens.jobs import show_job
from zt_audio.studio.visit import FileResponse, HTTPException, Response, Visit, get, post

_PAGE = "proof.html"


@get("/proof")
def _proof(visit: Visit) -> Response:
    made = visit.studio.workbench.workspace.cache / _PAGE
    return visit.page("proof.html", role="editor", is_made=made.is_file(), plan=None)


@post("/proof")
def _make(visit: Visit) -> Response:
    return show_job(visit, ProofJob(visit.studio.workbench.workspace.cache / _PAGE, visit.today))


@get("/proof/page")
def _page(visit: Visit) -> Response:
    made = visit.studio.workbench.workspace.cache / _PAGE
    if not made.is_file():
        raise HTTPException(404)
    return FileResponse(made, filename=_PAGE)


@post("/proof/answers", most_files=1)
def _look(visit: Visit) -> Response:
    """Say what the answers of a file would change. Nothing is written."""
    if not (chosen := visit.files.get("answers")):
        raise HTTPException(400, _("No file was chosen. Go back and choose one."))
    data = chosen[0].file.read()
    plan = plan_answers(visit.studio.workbench, visit.today, read_answers(data))
    return visit.page(
        "proof.html",
        section="/appeals",
        role="editor",
        is_made=False,
        plan=plan,
        lines=[told_line(*line) for line in plan.lines],
        written=data.decode(),
    )


@post("/proof/take")
def _take(visit: Visit) -> Response:
    """Write what the answers bring, as the project is now."""
    answers = read_answers(visit.form.get("written", "").encode())
    _plan, saved = take_answers(visit.studio.workbench, visit.today, answers, visit.person)
    return visit.lead_to("/proof", saved)
