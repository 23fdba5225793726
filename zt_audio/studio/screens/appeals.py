"""Appeals: the list, and the editor with both languages side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from zt_audio.app.appeal_trust import DraftPair, appeal_trust, built_approval, draft_pairs, fact_notes
from zt_audio.app.appeals import (
    AppealDraft,
    CheckedDraft,
    appeal_rows,
    check_draft,
    is_appeal,
    saved_texts,
    spoken_seconds,
)
from zt_audio.app.approvals import ApprovalRow, needs_seal
from zt_audio.app.drafts import drop_draft, keep_draft, kept_draft
from zt_audio.app.edit import save_edits
from zt_audio.app.file_form import file_form
from zt_audio.app.new_content import free_id, new_appeal
from zt_audio.app.pairs import word_changes
from zt_audio.app.renaming import appeal_uses, remove_appeal, rename_appeal
from zt_audio.app.residents import make_residents_page
from zt_audio.app.shown import Mark
from zt_audio.app.workbench import BilingualTexts, View
from zt_audio.i18n import gettext as _
from zt_audio.messages.message import message_of
from zt_audio.model import LANGS, SHORT, Fact, Lang, Offer
from zt_audio.studio.names import appeal_titles, neighbours
from zt_audio.studio.screens.approvals import STATES, all_heard, approver_names
from zt_audio.studio.told import Teller, teller_of
from zt_audio.studio.undo import show_saved
from zt_audio.studio.visit import filled, form_line, form_texts, json_object, page, person_of, typed_text


def _appeals(request: Request) -> Response:
    view = request.app.state.studio.view()
    titles = {file.id: view.texts(file.name, "title") for file in view.files.values() if file.kind == "playlist"}
    return page(
        request,
        "appeals.html",
        role="editor",
        rows=appeal_rows(view),
        titles=titles,
        trust=appeal_trust(request.app.state.studio.root),
    )


async def _new_appeal(request: Request) -> Response:
    form = await form_texts(request)
    studio = request.app.state.studio
    taken = {row.id for row in appeal_rows(await run_in_threadpool(studio.view))}
    title = {lang: form_line(form, f"title-{lang}") for lang in LANGS}
    text = {lang: form_line(form, f"text-{lang}") for lang in LANGS}
    appeal = free_id(title["ru"], taken)
    new = new_appeal(appeal, title, text)
    return await show_saved(request, f"/appeals/{appeal}", save_edits, [new], person_of(request))


def _appeal(request: Request) -> Response:
    view = request.app.state.studio.view()
    appeal = request.path_params["appeal"]
    file = f"appeals/texts/{appeal}.yaml"
    if file not in view.files:
        raise _gone()
    row = next(row for row in appeal_rows(view) if row.id == appeal)
    texts, titles = view.texts(file, "text"), view.texts(file, "title")
    draft = kept_draft(request.app.state.studio.root, person_of(request), file)
    return page(
        request,
        "appeal.html",
        role="editor",
        row=row,
        beside=neighbours("/appeals", appeal_titles(view), appeal),
        trust=appeal_trust(request.app.state.studio.root, appeal).get(appeal),
        file=view.files[file],
        parts=file_form(view, file, "text"),
        texts={lang: texts[lang] for lang in LANGS},
        titles={lang: titles[lang] for lang in LANGS},
        uses=appeal_uses(view, appeal),
        short_s=spoken_seconds(view, f"{appeal}{SHORT}", view.paces()),
        short_told=_short_told,
        unsaved={"title": dict(draft.title), "text": dict(draft.text)} if draft else None,
    )


async def _rename(request: Request) -> Response:
    form, appeal = await form_texts(request), request.path_params["appeal"]
    view = await _view_with(request, appeal)
    name = form_line(form, "name").lower()
    if name == appeal:
        return RedirectResponse(f"/appeals/{name}", 303)
    return await show_saved(request, f"/appeals/{name}", rename_appeal, view, appeal, name, person_of(request))


async def _remove(request: Request) -> Response:
    """Remove an appeal, from the playlists too where the page has said so."""
    form, appeal, by = await form_texts(request), request.path_params["appeal"], person_of(request)
    view = await _view_with(request, appeal)
    seen, everywhere = form.get("base", ""), form.get("everywhere") == "yes"
    answer = await show_saved(request, "/appeals", remove_appeal, view, appeal, by, seen, everywhere=everywhere)
    await run_in_threadpool(drop_draft, request.app.state.studio.root, by, f"appeals/texts/{appeal}.yaml")
    return answer


async def _view_with(request: Request, appeal: str) -> View:
    view: View = await run_in_threadpool(request.app.state.studio.view)
    if f"appeals/texts/{appeal}.yaml" not in view.files:
        raise _gone()
    return view


def _gone() -> HTTPException:
    return HTTPException(
        404, _("This appeal is not there: perhaps it was renamed or removed. The list has the others.")
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
        raise _gone()
    if said.get("unsaved") is True:
        await run_in_threadpool(keep_draft, studio.root, person_of(request), draft)
    else:
        await run_in_threadpool(drop_draft, studio.root, person_of(request), draft.file)
    checked = await run_in_threadpool(check_draft, studio.workbench, draft, studio.today())
    saved = saved_texts(studio.root, draft.file)
    is_saved = all(draft.text[lang] == saved[lang] for lang in LANGS)
    plan_of, appeal = studio.workbench.plan_of(studio.today()), request.path_params["appeal"]
    built = await run_in_threadpool(built_approval, studio.root, appeal, plan_of) if is_saved else None
    trust = await run_in_threadpool(_trust, request, draft, built, is_saved=is_saved)
    return JSONResponse({**await run_in_threadpool(painted, request, draft, checked, saved, built), "trust": trust})


def _short_told(seconds: Mapping[Lang, float]) -> str:
    whole = {lang: round(each) for lang, each in seconds.items()}
    return _("The short text lasts about {kk} s in Kazakh and {ru} s in Russian.").format(**whole)


async def _short(request: Request) -> Response:
    """Say how long a short text lasts that is being typed, or why it cannot be read."""
    texts = (await json_object(request)).get("text")
    text = {lang: typed_text(texts.get(lang, "") if isinstance(texts, dict) else "") for lang in LANGS}
    draft = AppealDraft(f"appeals/texts/{request.path_params['appeal']}.yaml", dict.fromkeys(LANGS, "–"), text)
    studio = request.app.state.studio
    if not await run_in_threadpool(is_appeal, studio.root, draft.file):
        raise _gone()
    checked = await run_in_threadpool(check_draft, studio.workbench, draft, studio.today())
    marks = (mark.problem for lang in LANGS for mark in checked.shown[lang].marks if mark.kind == "unreadable")
    wrong = tuple(problem for problem in marks if problem)
    if wrong:
        return JSONResponse({"told": (await run_in_threadpool(teller_of, request)).tell_all(wrong), "wrong": True})
    told = _short_told({lang: checked.shown[lang].seconds for lang in LANGS}) if any(text.values()) else ""
    return JSONResponse({"told": told, "wrong": False})


def painted(
    request: Request,
    draft: AppealDraft,
    checked: CheckedDraft,
    saved: BilingualTexts | None = None,
    built: ApprovalRow | None = None,
) -> dict[str, object]:
    """Return what the editor shows of a draft: marks and rows of each text, and what is wrong."""
    view = request.app.state.studio.view()
    saved = saved or dict.fromkeys(LANGS, "")
    return {
        "texts": {lang: _shown(request, draft, lang, checked, saved[lang], built) for lang in LANGS},
        "trust": "",
        "problems": filled(
            Teller(view.with_tree(draft.file, checked.tree), request.url.path),
            "appeal_problems.html",
            problems=checked.problems,
            counts=checked.unlike_counts,
        ),
    }


def _trust(request: Request, draft: AppealDraft, built: ApprovalRow | None, *, is_saved: bool) -> str:
    """Return what people say of a text: do both languages say the same, which facts stand in it, may it be approved."""
    studio = request.app.state.studio
    project = studio.view().project
    return filled(
        teller_of(request),
        "appeal_trust.html",
        appeal=request.path_params["appeal"],
        pairs=[(each, _places(draft, each)) for each in draft_pairs(studio.root, draft.text)],
        word_changes=word_changes,
        facts=fact_notes(project, draft.text, studio.workbench.finders(project), studio.today()) if project else (),
        is_saved=is_saved,
        built=built,
        ready=built is not None and built.is_current and all_heard(built.evidence, studio.heard),
        states=STATES,
        approvers=approver_names(studio.root) if built else {},
        person=person_of(request),
        sealed=built is not None and needs_seal(studio.root),
    )


def _places(draft: AppealDraft, pair: DraftPair) -> Mapping[Lang, tuple[int, int]]:
    """Return where a paragraph stands in each text, as a browser counts."""
    texts = draft.text
    return {lang: (_units(texts[lang], start), _units(texts[lang], end)) for lang, (start, end) in pair.spans.items()}


def _shown(
    request: Request, draft: AppealDraft, lang: Lang, checked: CheckedDraft, saved: str, built: ApprovalRow | None
) -> dict[str, object]:
    """Return what the page paints for one language: the marks in the text, and a row for each paragraph."""
    shown, text = checked.shown[lang], draft.text[lang]
    mends = [
        list(_mends(text, [mark for mark in shown.marks if mark.start in range(p.start, p.end)]))
        for p in shown.paragraphs
    ]
    rows = filled(
        teller_of(request),
        "appeal_rows.html",
        mends=mends,
        appeal=PurePosixPath(draft.file).stem,
        code=lang,
        text=text,
        shown=shown,
        is_saved=text == saved,
        speech={
            part.id.paragraph: (part.speech, (str(part.id), part.speech) in request.app.state.studio.heard)
            for part in built.evidence.parts
            if part.id.lang == lang
        }
        if built and built.is_current
        else {},
        one_sided=checked.one_sided[lang],
    )
    marks = [
        {"start": _units(text, mark.start), "end": _units(text, mark.end), "kind": mark.kind, "said": mark.said}
        for mark in shown.marks
    ]
    return {"rows": rows, "marks": marks, "length": _("{n} s").format(n=round(shown.seconds))}


def _mends(text: str, marks: Sequence[Mark]) -> Iterator[dict[str, object]]:
    """Yield what the page shows of each mark: what is written, the guess, what may be typed instead."""
    guesses = [(mark, guess) for mark in marks if (guess := _guess_of(mark))]
    told: list[Mark] = []
    for mark, guess in guesses:
        end = mark.start + len(str(guess["token"]))
        within = [one for one in marks if one.kind == "guess" and mark.start <= one.start <= end]
        told += (mark, *within)
        offers = [_placed(text, offer) for one in within for offer in one.offers]
        yield {"guess": guess, "offers": offers, "is_teachable": False}
    for mark in marks:
        if mark not in told and (mark.offers or mark.is_teachable):
            offers = [_placed(text, offer) for offer in mark.offers]
            token = text[mark.start : mark.end]
            yield {"guess": None, "token": token, "offers": offers, "is_teachable": mark.is_teachable}


def _guess_of(mark: Mark) -> Mapping[str, Fact] | None:
    """Return what is written and said of a guess that was not signed off."""
    problem = mark.problem
    return problem.facts if problem is not None and message_of(problem).is_guess else None


def _placed(text: str, offer: Offer) -> dict[str, object]:
    return {**asdict(offer), "start": _units(text, offer.start), "end": _units(text, offer.end)}


def _units(text: str, offset: int) -> int:
    """Return `offset` as a browser counts: in units of UTF-16."""
    return len(text[:offset].encode("utf-16-le")) // 2


def _text(said: dict[str, Any], part: str, lang: str) -> str:
    values = said.get(part)
    return typed_text(values.get(lang, "") if isinstance(values, dict) else "")


async def _residents(request: Request) -> Response:
    """Give the page of an appeal for residents, to be put where they find it."""
    studio, appeal = request.app.state.studio, request.path_params["appeal"]
    address, person = (await form_texts(request)).get("address", "").strip(), person_of(request)
    made = await run_in_threadpool(make_residents_page, studio.root, appeal, studio.today(), address, person)
    named = f"attachment; filename*=UTF-8''{quote(appeal)}.html"
    return HTMLResponse(made, headers={"content-disposition": named})


ROUTES = (
    Route("/appeals", _appeals),
    Route("/appeals", _new_appeal, methods=["POST"]),
    Route("/appeals/{appeal:str}", _appeal),
    Route("/appeals/{appeal:str}/short", _short, methods=["POST"]),
    Route("/appeals/{appeal:str}/check", _check, methods=["POST"]),
    Route("/appeals/{appeal:str}/rename", _rename, methods=["POST"]),
    Route("/appeals/{appeal:str}/remove", _remove, methods=["POST"]),
    Route("/appeals/{appeal:str}/residents", _residents, methods=["POST"]),
)
