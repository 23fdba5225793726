"""Appeals: the list, and the editor with both languages side by side."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from zt_audio.app.appeals import AppealDraft, appeal_rows, check_draft, is_appeal
from zt_audio.app.drafts import drop_draft, keep_draft, kept_draft
from zt_audio.app.edit import save_edits
from zt_audio.app.new_content import free_id, new_appeal
from zt_audio.messages.render import render
from zt_audio.model import LANGS
from zt_audio.studio.bodies import form_line, form_texts, json_object, typed_text
from zt_audio.studio.html import page
from zt_audio.studio.who import person_of


def _appeals(request: Request) -> Response:
    return page(request, "appeals.html", rows=appeal_rows(request.app.state.studio.view()))


async def _new_appeal(request: Request) -> Response:
    form = await form_texts(request)
    studio = request.app.state.studio
    taken = {row.id for row in appeal_rows(await run_in_threadpool(studio.view))}
    title = {lang: form_line(form, f"title-{lang}") for lang in LANGS}
    text = {lang: form_line(form, f"text-{lang}") for lang in LANGS}
    appeal = free_id(title["ru"], taken)
    await run_in_threadpool(save_edits, studio.root, [new_appeal(appeal, title, text)], person_of(request))
    return RedirectResponse(f"/appeals/{appeal}", 303)


def _appeal(request: Request) -> Response:
    view = request.app.state.studio.view()
    appeal = request.path_params["appeal"]
    file = f"appeals/texts/{appeal}.yaml"
    if file not in view.files:
        raise HTTPException(404)
    row = next(row for row in appeal_rows(view) if row.id == appeal)
    texts, titles = view.texts(file, "text"), view.texts(file, "title")
    draft = kept_draft(request.app.state.studio.root, person_of(request), file)
    return page(
        request,
        "appeal.html",
        row=row,
        file=view.files[file],
        texts={lang: texts[lang] for lang in LANGS},
        titles={lang: titles[lang] for lang in LANGS},
        unsaved={"title": dict(draft.title), "text": dict(draft.text)} if draft else None,
    )


async def _check(request: Request) -> Response:
    """Say how the texts of an appeal would be said, and what is wrong with them, before they are saved."""
    said = await json_object(request)
    draft = AppealDraft(
        f"appeals/texts/{request.path_params['appeal']}.yaml",
        {lang: _text(said, "title", lang) for lang in LANGS},
        {lang: _text(said, "text", lang) for lang in LANGS},
    )
    studio = request.app.state.studio
    if not await run_in_threadpool(is_appeal, studio.root, draft.file):
        raise HTTPException(404)
    if said.get("unsaved") is True:
        await run_in_threadpool(keep_draft, studio.root, person_of(request), draft)
    else:
        await run_in_threadpool(drop_draft, studio.root, person_of(request), draft.file)
    checked = await run_in_threadpool(check_draft, studio.workbench, draft, studio.today())
    return JSONResponse(
        {
            "seq": said.get("seq"),
            "texts": {
                lang: {
                    "seconds": round(shown.seconds),
                    "paragraphs": [
                        {
                            "start": each.start,
                            "end": each.end,
                            "seconds": round(each.seconds),
                            "refused": each.is_refused,
                            "said": [[s.said, s.differs] for s in each.sentences],
                        }
                        for each in shown.paragraphs
                    ],
                    "marks": [
                        {
                            "start": mark.start,
                            "end": mark.end,
                            "kind": mark.kind,
                            "said": mark.said,
                            "told": render(mark.problem) if mark.problem else "",
                        }
                        for mark in shown.marks
                    ],
                }
                for lang, shown in checked.shown.items()
            },
            "problems": [{"told": render(p), "severity": p.severity} for p in checked.others],
        }
    )


def _text(said: dict[str, Any], part: str, lang: str) -> str:
    values = said.get(part)
    return typed_text(values.get(lang, "") if isinstance(values, dict) else "")


ROUTES = (
    Route("/appeals", _appeals),
    Route("/appeals", _new_appeal, methods=["POST"]),
    Route("/appeals/{appeal:str}", _appeal),
    Route("/appeals/{appeal:str}/check", _check, methods=["POST"]),
)
