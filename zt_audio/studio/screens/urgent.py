"""Urgent: one field a language, checked while typing; one MP3 for today, and first on each stick until tonight."""

from __future__ import annotations

import os
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from zt_audio.app.making.build import BuildRequest
from zt_audio.app.making.output import built_playlists
from zt_audio.app.playlists.urgent import PHONE, UrgentMessage, say_urgently, take_urgent, urgent_appeals
from zt_audio.app.roles import EXPORT_ROLE
from zt_audio.app.texts.appeals import AppealDraft, check_draft
from zt_audio.app.texts.drafts import drop_draft, keep_draft, kept_draft
from zt_audio.app.vouching.appeal_trust import built_approval
from zt_audio.app.vouching.approvals import approval_need
from zt_audio.model import LANGS, URGENT
from zt_audio.studio.job_worker import BuildJob
from zt_audio.studio.screens.appeals import begun, painted
from zt_audio.studio.screens.approvals import STATES, all_heard, approver_names
from zt_audio.studio.screens.jobs import job_problems
from zt_audio.studio.undo import offer_undo
from zt_audio.studio.visit import form_line, form_texts, json_object, page, person_of, typed_text

_DRAFT = f"appeals/texts/{URGENT}.yaml"  # of the page; the appeal gets a name of its own


def _urgent(request: Request) -> Response:
    studio = request.app.state.studio
    draft = kept_draft(studio.root, person_of(request), _DRAFT)
    said = urgent_appeals(studio.view(), studio.today())
    typed = draft.text if draft else dict.fromkeys(LANGS, "")
    return page(request, "urgent.html", role="editor", typed=typed, phone=PHONE, said=said, appeal=URGENT)


async def _check(request: Request) -> Response:
    """Say how what is typed would be said, and keep it."""
    said, studio = await json_object(request), request.app.state.studio
    texts = said.get("text")
    text = {lang: typed_text(texts.get(lang, "") if isinstance(texts, dict) else "") for lang in LANGS}
    draft = AppealDraft(_DRAFT, dict.fromkeys(LANGS, "–"), text)
    if any(text.values()):
        await run_in_threadpool(keep_draft, studio.root, person_of(request), draft)
    else:
        await run_in_threadpool(drop_draft, studio.root, person_of(request), _DRAFT)
    checked = await run_in_threadpool(check_draft, studio.workbench, draft, studio.today())
    return JSONResponse(await run_in_threadpool(painted, request, draft, begun(checked)))


async def _say(request: Request) -> Response:
    form, studio, person = await form_texts(request), request.app.state.studio, person_of(request)
    message = UrgentMessage({lang: form_line(form, f"text-{lang}") for lang in LANGS}, form_line(form, "phone"))
    appeal, saved = await run_in_threadpool(say_urgently, studio.workbench, message, studio.today(), person)
    await run_in_threadpool(drop_draft, studio.root, person, _DRAFT)
    offer_undo(request, saved)
    return await _made(request, appeal)


async def _make(request: Request) -> Response:
    return await _made(request, request.path_params["appeal"])


async def _made(request: Request, appeal: str) -> Response:
    """Begin to make the sound of what is urgent, unless something else is made now: its page says so."""
    studio = request.app.state.studio
    last = studio.jobs.last
    if last is None or not last.is_running:
        order = BuildRequest((URGENT,), os.cpu_count() or 1, today=studio.today(), by=person_of(request))
        await run_in_threadpool(studio.jobs.start, BuildJob(order))
    return RedirectResponse(f"/urgent/{appeal}", 303)


def _message(request: Request) -> Response:
    studio, appeal = request.app.state.studio, request.path_params["appeal"]
    view, plan_of = studio.view(), studio.workbench.plan_of(studio.today())
    if f"appeals/texts/{appeal}.yaml" not in view.files:
        raise HTTPException(404)
    todays = urgent_appeals(view, studio.today())
    last = studio.jobs.last
    running = last if last and last.is_running else None
    row = None if running else built_approval(studio.root, appeal, plan_of)
    built = () if running else built_playlists(studio.root, studio.today(), plan_of)
    return page(
        request,
        "urgent_message.html",
        section="/urgent",
        role=EXPORT_ROLE,
        appeal=appeal,
        number=next((n for n, name in enumerate(todays, 1) if name == appeal), 0),
        titles=view.texts(f"appeals/texts/{appeal}.yaml", "title"),
        job=running,
        problems=job_problems(last) if last and isinstance(last.request, BuildJob) and not running else (),
        built=next((each for each in built if each.name == URGENT), None) if row else None,
        row=row,
        ready=row is not None and all_heard(row.evidence, studio.heard),
        need=approval_need(studio.root),
        states=STATES,
        approvers=approver_names(studio.root),
        person=person_of(request),
    )


async def _take(request: Request) -> Response:
    studio = request.app.state.studio
    made = await run_in_threadpool(
        take_urgent, studio.root, request.path_params["appeal"], studio.today(), person_of(request)
    )
    named = f"attachment; filename*=UTF-8''{quote(made.name)}"
    return Response(made.audio, media_type="audio/mpeg", headers={"content-disposition": named})


ROUTES = (
    Route("/urgent", _urgent),
    Route("/urgent", _say, methods=["POST"]),
    Route("/urgent/check", _check, methods=["POST"]),
    Route("/urgent/{appeal:str}", _message),
    Route("/urgent/{appeal:str}/make", _make, methods=["POST"]),
    Route("/urgent/{appeal:str}/mp3", _take, methods=["POST"]),
)
