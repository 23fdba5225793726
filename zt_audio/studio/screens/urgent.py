"""Urgent: one field a language, checked while typing; one MP3 for today, and first on each stick until tonight."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from zt_audio.app.edit import FileVersions
from zt_audio.app.places.urgent import (
    PHONE,
    UrgentMessage,
    say_urgently,
    take_urgent,
    urgent_appeals,
    urgent_words,
)
from zt_audio.app.roles import EXPORT_ROLE
from zt_audio.app.texts.appeals import AppealDraft, check_draft, drop_draft, keep_draft, kept_draft
from zt_audio.app.vouching.appeal_trust import built_approval
from zt_audio.app.vouching.approvals import approval_need
from zt_audio.model import LANGS, URGENT
from zt_audio.studio.job_kinds import BuildJob
from zt_audio.studio.screens.appeals import begun, painted
from zt_audio.studio.screens.approvals import STATES, all_heard, approver_names
from zt_audio.studio.screens.jobs import sound_order
from zt_audio.studio.visit import HTTPException, JSONResponse, Response, Visit, get, post, post_json, typed_text

_DRAFT = f"appeals/texts/{URGENT}.yaml"  # of the page; the appeal gets a name of its own


@get("/urgent")
def _urgent(visit: Visit) -> Response:
    draft = kept_draft(visit.root, visit.person, _DRAFT)
    said = urgent_appeals(visit.view, visit.today)
    typed = draft.text if draft else dict.fromkeys(LANGS, "")
    return visit.page("urgent.html", role="editor", typed=typed, phone=PHONE, said=said, appeal=URGENT)


@post_json("/urgent/check")
def _check(visit: Visit) -> Response:
    """Say how what is typed would be said, and keep it."""
    texts = visit.said.get("text")
    text = {lang: typed_text(texts.get(lang, "") if isinstance(texts, dict) else "") for lang in LANGS}
    draft = AppealDraft(_DRAFT, dict.fromkeys(LANGS, "–"), text)
    if any(text.values()):
        keep_draft(visit.root, visit.person, draft)
    else:
        drop_draft(visit.root, visit.person, _DRAFT)
    checked = check_draft(visit.studio.workbench, draft, visit.today)
    return JSONResponse(painted(visit, draft, begun(checked)))


@post("/urgent")
def _say(visit: Visit) -> Response:
    message = UrgentMessage({lang: visit.line(f"text-{lang}") for lang in LANGS}, visit.line("phone"))
    appeal, saved = say_urgently(visit.studio.workbench, message, visit.today, visit.person)
    drop_draft(visit.root, visit.person, _DRAFT)
    visit.offer_undo(saved, f"/urgent/{appeal}")
    return _made(visit, appeal)


def draft_of(visit: Visit, changes: Iterable[FileVersions]) -> AppealDraft | None:
    """Return as a draft what was said with `changes` and is to be undone: a person corrects it, and types it once."""
    said = (each.file for each in changes if each.old is None and each.file.startswith(f"appeals/texts/{URGENT}-"))
    texts = [visit.view.texts(file, "text") for file in said]
    typed = {lang: urgent_words(text) for lang, text in texts[0].items()} if texts else {}
    return AppealDraft(_DRAFT, dict.fromkeys(LANGS, "–"), typed) if typed else None


@post("/urgent/{appeal:str}/make")
def _make(visit: Visit) -> Response:
    return _made(visit, visit.named["appeal"])


def _made(visit: Visit, appeal: str) -> Response:
    """Begin to make the sound of what is urgent, unless something else is made now: its page says so."""
    if visit.studio.jobs.running is None:
        visit.studio.jobs.start(BuildJob(sound_order(visit, URGENT)))
    return visit.lead_to(f"/urgent/{appeal}")


@get("/urgent/{appeal:str}")
def _message(visit: Visit) -> Response:
    appeal = visit.named["appeal"]
    if f"appeals/texts/{appeal}.yaml" not in visit.view.files:
        raise HTTPException(404)
    todays = urgent_appeals(visit.view, visit.today)
    last, running = visit.studio.jobs.last, visit.studio.jobs.running
    row = None if running else built_approval(visit.snapshot, appeal, visit.plan_of)
    built = () if running else visit.built
    return visit.page(
        "urgent_message.html",
        section="/urgent",
        role=EXPORT_ROLE,
        appeal=appeal,
        number=next((n for n, name in enumerate(todays, 1) if name == appeal), 0),
        titles=visit.view.texts(f"appeals/texts/{appeal}.yaml", "title"),
        job=running,
        problems=last.outcome(visit.teller, None).problems
        if last and isinstance(last.request, BuildJob) and not running
        else (),
        built=next((each for each in built if each.name == URGENT), None) if row else None,
        row=row,
        ready=row is not None and all_heard(row.evidence, visit.studio.heard),
        need=approval_need(visit.snapshot),
        states=STATES,
        approvers=approver_names(visit),
        person=visit.person,
    )


@post("/urgent/{appeal:str}/mp3")
def _take(visit: Visit) -> Response:
    made = take_urgent(visit.root, visit.named["appeal"], visit.today, visit.person)
    named = f"attachment; filename*=UTF-8''{quote(made.name)}"
    return Response(made.audio, media_type="audio/mpeg", headers={"content-disposition": named})
