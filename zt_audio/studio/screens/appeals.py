"""Appeals: the list, and the editor with both languages side by side."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from zt_audio.app.editing.edit import save_edits
from zt_audio.app.files.file_form import file_form
from zt_audio.app.files.problem_places import path_at
from zt_audio.app.files.renaming import appeal_uses, remove_appeal, rename_appeal
from zt_audio.app.making.residents import make_residents_page
from zt_audio.app.texts.appeal_lists import appeal_lists, unread_playlists, with_appeal
from zt_audio.app.texts.appeals import (
    AppealDraft,
    CheckedDraft,
    appeal_rows,
    check_draft,
    is_appeal,
    saved_texts,
)
from zt_audio.app.texts.drafts import drop_draft, keep_draft, kept_draft
from zt_audio.app.texts.new_content import free_id, new_appeal
from zt_audio.app.texts.shown import Mark
from zt_audio.app.texts.workbench import BilingualTexts, View
from zt_audio.app.vouching.appeal_trust import (
    DraftPair,
    Unsourced,
    appeal_trust,
    built_approval,
    draft_pairs,
    fact_notes,
    unsourced,
)
from zt_audio.app.vouching.approvals import ApprovalRow, needs_seal
from zt_audio.app.vouching.pairs import word_changes
from zt_audio.i18n import gettext as _
from zt_audio.messages.message import message_of
from zt_audio.model import LANGS, Lang, Offer, Problem
from zt_audio.studio.names import appeal_titles, neighbours, place_names, playlist_titles
from zt_audio.studio.screens.approvals import STATES, all_heard, approver_names
from zt_audio.studio.told import Teller, teller_of
from zt_audio.studio.undo import show_saved
from zt_audio.studio.visit import filled, form_line, form_texts, json_object, normal_text, page, person_of, typed_text


def _appeals(request: Request) -> Response:
    view = request.app.state.studio.view()
    return page(
        request,
        "appeals.html",
        role="editor",
        rows=appeal_rows(view),
        words={file.id: " ".join(view.texts(file.name, "text").values()) for file in view.files.values()},
        titles=playlist_titles(view),
        unread=unread_playlists(view),
        trust=appeal_trust(view),
    )


_NEW = "+"  # no id has it
_NEW_FILE = f"appeals/texts/{_NEW}.yaml"  # of the draft; the appeal gets an id of its title


def _new(request: Request) -> Response:
    """Open the editor for an appeal that has no file yet: its words are kept as a draft."""
    draft = kept_draft(request.app.state.studio.root, person_of(request), _NEW_FILE)
    nothing = dict.fromkeys(LANGS, "")
    typed = {"title": dict(draft.title), "text": dict(draft.text)} if draft else None
    return page(request, "appeal.html", role="editor", row=None, texts=nothing, titles=nothing, unsaved=typed)


async def _new_appeal(request: Request) -> Response:
    """Write a new appeal. A title in one language is enough: the editor says what is missing."""
    form = await form_texts(request)
    studio, by = request.app.state.studio, person_of(request)
    taken = {row.id for row in appeal_rows(await run_in_threadpool(studio.view))}
    title = {lang: normal_text(form.get(f"title-{lang}", "")).strip() for lang in LANGS}
    text = {lang: typed_text(form.get(f"text-{lang}", "")).strip() for lang in LANGS}
    if not any(title.values()):
        raise HTTPException(400, _("Give the appeal a title: one language is enough."))
    appeal = free_id(title["ru"] or title["kk"], taken)
    answer = await show_saved(request, f"/appeals/{appeal}", save_edits, [new_appeal(appeal, title, text)], by)
    await run_in_threadpool(drop_draft, studio.root, by, _NEW_FILE)
    return answer


async def _add_to_routes(request: Request) -> Response:
    """Put the appeal into the lists of playlists and stops that are ticked."""
    appeal, form = request.path_params["appeal"], await form_texts(request)
    view = await _view_with(request, appeal)
    edits = with_appeal(view, appeal, {name.removeprefix("to:") for name in form if name.startswith("to:")})
    if not edits:
        raise HTTPException(400, _("Tick a route or a stop first."))
    return await show_saved(request, f"/appeals/{appeal}", save_edits, edits, person_of(request))


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
        trust=appeal_trust(view, appeal).get(appeal),
        file=view.files[file],
        parts=file_form(view, file, "text"),
        texts={lang: texts[lang] for lang in LANGS},
        titles={lang: titles[lang] for lang in LANGS},
        uses=appeal_uses(view, appeal),
        lists=(lists := appeal_lists(view)),
        said_in={each.id for each in lists if appeal in each.said},
        playlists=playlist_titles(view),
        unread=unread_playlists(view),
        places=place_names(view),
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
    is_new = draft.file == _NEW_FILE
    if not is_new and not await run_in_threadpool(is_appeal, studio.root, draft.file):
        raise _gone()
    if any((*draft.title.values(), *draft.text.values())) if is_new else said.get("unsaved") is True:
        await run_in_threadpool(keep_draft, studio.root, person_of(request), draft)
    else:
        await run_in_threadpool(drop_draft, studio.root, person_of(request), draft.file)
    checked = await run_in_threadpool(check_draft, studio.workbench, draft, studio.today())
    if is_new:
        return JSONResponse(await run_in_threadpool(painted, request, draft, begun(checked)))
    saved = saved_texts(studio.root, draft.file)
    is_saved = all(draft.text[lang] == saved[lang] for lang in LANGS)
    plan_of, appeal = studio.workbench.plan_of(studio.today()), request.path_params["appeal"]
    built = await run_in_threadpool(built_approval, studio.root, appeal, plan_of) if is_saved else None
    trust = await run_in_threadpool(_trust, request, draft, built, is_saved=is_saved)
    return JSONResponse({**await run_in_threadpool(painted, request, draft, checked, saved, built), "trust": trust})


def begun(checked: CheckedDraft) -> CheckedDraft:
    """Return what is wrong so far with a text that has no file yet: what no one has typed yet is no mistake."""
    wrong = (each for each in checked.others if each.slug != "empty-text" and not message_of(each).is_stray_file)
    return replace(checked, others=tuple(wrong))


async def _short(request: Request) -> Response:
    """Say how long a short text lasts that is being typed, or why it cannot be read."""
    form = await form_texts(request)
    text = {lang: typed_text(form.get(f"short-{lang}", "")) for lang in LANGS}
    draft = AppealDraft(f"appeals/texts/{request.path_params['appeal']}.yaml", dict.fromkeys(LANGS, "–"), text)
    studio = request.app.state.studio
    if not await run_in_threadpool(is_appeal, studio.root, draft.file):
        raise _gone()
    checked = await run_in_threadpool(check_draft, studio.workbench, draft, studio.today())
    marks = (mark.problem for lang in LANGS for mark in checked.shown[lang].marks if mark.kind == "unreadable")
    teller = await run_in_threadpool(teller_of, request)
    wrong = teller.tell_all(problem for problem in marks if problem)
    seconds = {lang: round(checked.shown[lang].seconds) for lang in LANGS if any(text.values())}
    return HTMLResponse(filled(teller, "appeal_short.html", wrong=wrong, seconds=seconds))


def painted(
    request: Request,
    draft: AppealDraft,
    checked: CheckedDraft,
    saved: BilingualTexts | None = None,
    built: ApprovalRow | None = None,
) -> dict[str, object]:
    """Return what the editor shows of a draft: marks and rows of each text, and what is wrong."""
    studio = request.app.state.studio
    view = studio.view()
    saved = saved or dict.fromkeys(LANGS, "")
    teller = Teller(view.with_tree(draft.file, checked.tree), request.url.path)
    finders = studio.workbench.finders(view.project) if view.project else {}
    rows = _Rows(
        teller,
        draft,
        checked,
        [(problem, _lang_of(problem, checked)) for problem in checked.others],
        unsourced(draft.text, finders),
        built if built and built.is_current else None,
        studio.heard,
    )
    above = [problem for problem, lang in rows.others if lang is None]
    return {
        "texts": {lang: rows.shown(lang, is_saved=draft.text[lang] == saved[lang]) for lang in LANGS},
        "trust": "",
        "problems": filled(teller, "appeal_problems.html", problems=above, counts=checked.unlike_counts),
    }


def _lang_of(problem: Problem, checked: CheckedDraft) -> Lang | None:
    """Return the language of the title or text that `problem` is about; None where it is about the whole."""
    path, _paragraph = path_at(checked.tree, problem)
    return next((lang for lang in LANGS if lang in path), None)


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


@dataclass(frozen=True, slots=True)
class _Rows:
    """Fills the rows below each text; `others` are problems that have no place in a text, with their language."""

    teller: Teller
    draft: AppealDraft
    checked: CheckedDraft
    others: Sequence[tuple[Problem, Lang | None]]
    sources: Mapping[str, Unsourced]
    built: ApprovalRow | None  # of what is built now
    heard: Container[tuple[str, str]]

    def shown(self, lang: Lang, *, is_saved: bool) -> dict[str, object]:
        """Return what the page paints for one language: the marks in the text, and a row for each paragraph."""
        shown, text = self.checked.shown[lang], self.draft.text[lang]
        one_sided = self.checked.one_sided[lang]
        mends = [
            [*_mends(text, [m for m in shown.marks if each.start <= m.start < each.end], knows_one_sided=bool(sides))]
            for each, sides in zip(shown.paragraphs, one_sided, strict=True)
        ]
        rows = filled(
            self.teller,
            "appeal_rows.html",
            above=[problem for problem, of in self.others if of == lang],
            mends=mends,
            sources=self.sources,
            appeal=PurePosixPath(self.draft.file).stem,
            code=lang,
            text=text,
            shown=shown,
            is_saved=is_saved,
            speech={
                part.id.paragraph: (part.speech, (str(part.id), part.speech) in self.heard)
                for part in (self.built.evidence.parts if self.built else ())
                if part.id.lang == lang
            },
            one_sided=one_sided,
        )
        marks = [
            {"start": _units(text, mark.start), "end": _units(text, mark.end), "kind": mark.kind, "said": mark.said}
            for mark in shown.marks
        ]
        return {"rows": rows, "marks": marks, "length": _("{n} s").format(n=round(shown.seconds))}


def _mends(text: str, marks: Sequence[Mark], *, knows_one_sided: bool) -> Iterator[dict[str, object]]:
    """Yield a row for each mark about which something is to be said or done: a guess, a problem, what may be typed.

    `knows_one_sided`: the paragraph says already what the other language does not have.
    """
    told: list[Mark] = []
    for mark in (mark for mark in marks if _is_guess(mark)):
        token = str(mark.problem.facts["token"]) if mark.problem else ""
        within = [one for one in marks if one.kind == "guess" and mark.start <= one.start <= mark.start + len(token)]
        told += (mark, *within)
        offers = [_placed(text, offer) for one in within for offer in one.offers]
        yield _row(text, mark, offers, is_guess=True)
    rows: dict[object, Mark] = {}  # two Latin letters in a word are one row: one press mends both
    for mark in marks:
        is_known = knows_one_sided and mark.problem is not None and message_of(mark.problem).is_one_sided
        if mark not in told and (mark.offers or mark.problem) and not is_known:
            rows[mark.offers or id(mark)] = mark
    yield from (_row(text, mark, [_placed(text, offer) for offer in mark.offers]) for mark in rows.values())


def _row(text: str, mark: Mark, offers: list[dict[str, object]], *, is_guess: bool = False) -> dict[str, object]:
    place = {"start": _units(text, mark.start), "end": _units(text, mark.end), "token": text[mark.start : mark.end]}
    message = message_of(mark.problem) if mark.problem else None
    return {
        **place,
        "problem": mark.problem,
        "is_guess": is_guess,
        "offers": offers,
        "parts": message is not None and message.mend == "parts",
        "wants_source": message is not None and message.wants_source,
        "is_teachable": mark.is_teachable,
    }


def _is_guess(mark: Mark) -> bool:
    return mark.problem is not None and message_of(mark.problem).is_guess


def _placed(text: str, offer: Offer) -> dict[str, object]:
    written = text[offer.start : offer.end]
    return {**asdict(offer), "start": _units(text, offer.start), "end": _units(text, offer.end), "written": written}


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
    Route(f"/appeals/{_NEW}", _new),
    Route("/appeals/{appeal:str}", _appeal),
    Route("/appeals/{appeal:str}/short", _short, methods=["POST"]),
    Route("/appeals/{appeal:str}/routes", _add_to_routes, methods=["POST"]),
    Route("/appeals/{appeal:str}/check", _check, methods=["POST"]),
    Route("/appeals/{appeal:str}/rename", _rename, methods=["POST"]),
    Route("/appeals/{appeal:str}/remove", _remove, methods=["POST"]),
    Route("/appeals/{appeal:str}/residents", _residents, methods=["POST"]),
)
