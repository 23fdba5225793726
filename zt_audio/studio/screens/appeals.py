"""Appeals: the list, and the editor with both languages side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from zt_audio.app.edit import Edit, FileEdit, save_edits
from zt_audio.app.file_form import file_form, path_at
from zt_audio.app.making.output import make_residents_page
from zt_audio.app.renaming import appeal_uses, remove_appeal, rename_appeal
from zt_audio.app.texts.appeals import (
    AppealDraft,
    AppealList,
    CheckedDraft,
    appeal_lists,
    appeal_rows,
    check_draft,
    drop_draft,
    is_appeal,
    keep_draft,
    kept_draft,
    saved_texts,
    unread_playlists,
    with_appeal,
)
from zt_audio.app.texts.draft_reading import Mark
from zt_audio.app.texts.new_content import free_id, new_appeal
from zt_audio.app.texts.workbench import BilingualTexts
from zt_audio.app.vouching.appeal_trust import (
    DraftPair,
    Unsourced,
    appeal_trust,
    built_approval,
    draft_pairs,
    fact_notes,
    sourced,
    unsourced,
)
from zt_audio.app.vouching.approvals import ApprovalRow, needs_seal
from zt_audio.app.vouching.pairs import word_changes
from zt_audio.i18n import gettext as _, ngettext
from zt_audio.messages.message import message_of
from zt_audio.model import LANGS, Lang, Offer, Problem
from zt_audio.studio.names import appeal_titles, neighbours, place_names, playlist_titles
from zt_audio.studio.problem_words import Teller
from zt_audio.studio.screens.approvals import STATES, all_heard, approver_names
from zt_audio.studio.visit import (
    HTMLResponse,
    HTTPException,
    JSONResponse,
    Response,
    Visit,
    filled,
    get,
    normal_text,
    post,
    post_json,
    typed_text,
)


@get("/appeals")
def _appeals(visit: Visit) -> Response:
    return visit.page(
        "appeals.html",
        role="editor",
        rows=appeal_rows(visit.view),
        words={file.id: " ".join(visit.view.texts(file.name, "text").values()) for file in visit.view.files.values()},
        titles=playlist_titles(visit.view),
        unread=unread_playlists(visit.view),
        trust=appeal_trust(visit.view),
    )


_NEW = _EVERY = "+"  # no id has it
_NEW_FILE = f"appeals/texts/{_NEW}.yaml"  # of the draft; the appeal gets an id of its title


@get(f"/appeals/{_NEW}")
def _new(visit: Visit) -> Response:
    """Open the editor for an appeal that has no file yet: its words are kept as a draft."""
    draft = kept_draft(visit.root, visit.person, _NEW_FILE)
    nothing = dict.fromkeys(LANGS, "")
    typed = {"title": dict(draft.title), "text": dict(draft.text)} if draft else None
    return visit.page(
        "appeal.html",
        role="editor",
        row=None,
        texts=nothing,
        titles=nothing,
        unsaved=typed,
        playlists=playlist_titles(visit.view),
        stops=Counter(each.playlist for each in appeal_lists(visit.view) if each.position is not None),
        every=_EVERY,
    )


@post("/appeals")
def _new_appeal(visit: Visit) -> Response:
    """Write a new appeal, into the playlists that are ticked. A title in one language is enough.

    The editor says what is missing.
    """
    taken = {row.id for row in appeal_rows(visit.view)}
    title = {lang: normal_text(visit.form.get(f"title-{lang}", "")).strip() for lang in LANGS}
    text = {lang: typed_text(visit.form.get(f"text-{lang}", "")).strip() for lang in LANGS}
    if not any(title.values()):
        raise HTTPException(400, _("Give the appeal a title: one language is enough."))
    appeal = free_id(title["ru"] or title["kk"], taken)
    edits: list[Edit] = [new_appeal(appeal, title, text), *with_appeal(visit.view, appeal, _lists_asked(visit))]
    if visit.form.get("source") or visit.form.get("valid_until"):
        edits.append(_sourced(visit, text))
    saved = save_edits(visit.root, edits, visit.person)
    drop_draft(visit.root, visit.person, _NEW_FILE)
    return visit.lead_to(f"/appeals/{appeal}", saved)


@post("/appeals/{appeal:str}/routes")
def _add_to_routes(visit: Visit) -> Response:
    """Put the appeal into the lists of playlists and stops that are ticked."""
    appeal = _appeal_of(visit)
    edits = with_appeal(visit.view, appeal, _lists_asked(visit))
    if not edits:
        raise HTTPException(400, _("Tick a route or a stop first."))
    return visit.lead_to(f"/appeals/{appeal}", save_edits(visit.root, edits, visit.person))


@post("/appeals/{appeal:str}/sources")
def _add_sources(visit: Visit) -> Response:
    """Write down where the numbers of the saved text were read: the page sends this after the text."""
    before = visit.studio.stamp()
    texts = saved_texts(visit.root, f"appeals/texts/{_appeal_of(visit)}.yaml")
    return visit.stay(save_edits(visit.root, [_sourced(visit, texts)], visit.person), before)


def _sourced(visit: Visit, texts: BilingualTexts) -> FileEdit:
    asked = [each for each in _unsourced(visit, texts) if f"number:{each.written[0]}" in visit.form]
    return sourced(visit.view, asked, visit.line("source"), visit.form.get("valid_until", ""))


def _unsourced(visit: Visit, texts: BilingualTexts) -> Sequence[Unsourced]:
    project = visit.view.project
    return unsourced(texts, visit.studio.workbench.finders(project)) if project else ()


def _lists_asked(visit: Visit) -> set[str]:
    asked = {name.removeprefix("to:") for name in visit.form if name.startswith("to:")}
    return {*playlist_titles(visit.view)} if _EVERY in asked else asked


@get("/appeals/{appeal:str}")
def _appeal(visit: Visit) -> Response:
    appeal = _appeal_of(visit)
    file = f"appeals/texts/{appeal}.yaml"
    row = next(row for row in appeal_rows(visit.view) if row.id == appeal)
    texts, titles = visit.view.texts(file, "text"), visit.view.texts(file, "title")
    draft = kept_draft(visit.root, visit.person, file)
    return visit.page(
        "appeal.html",
        role="editor",
        row=row,
        beside=neighbours("/appeals", appeal_titles(visit.view), appeal),
        trust=appeal_trust(visit.view, appeal).get(appeal),
        file=visit.view.files[file],
        parts=file_form(visit.view, file, "text"),
        texts={lang: texts[lang] for lang in LANGS},
        titles={lang: titles[lang] for lang in LANGS},
        uses=appeal_uses(visit.view, appeal),
        lists=(lists := appeal_lists(visit.view)),
        said_in={each.id for each in lists if appeal in each.said},
        said_at=_stops_that_say(appeal, lists),
        playlists=playlist_titles(visit.view),
        unread=unread_playlists(visit.view),
        places=place_names(visit.view),
        unsaved={"title": dict(draft.title), "text": dict(draft.text)} if draft else None,
    )


def _stops_that_say(appeal: str, lists: Sequence[AppealList]) -> Mapping[str, list[str]]:
    """Return how many stops of each playlist say `appeal`, where not all of them do."""
    stops = [each for each in lists if each.position is not None]
    whole, said = Counter(each.playlist for each in stops), Counter(e.playlist for e in stops if appeal in e.said)
    return {
        playlist: [_("stops: {n} of {whole}").format(n=n, whole=whole[playlist])]
        for playlist, n in said.items()
        if n < whole[playlist]
    }


@post("/appeals/{appeal:str}/rename")
def _rename(visit: Visit) -> Response:
    appeal, name = _appeal_of(visit), visit.line("name").lower()
    saved = None if name == appeal else rename_appeal(visit.root, visit.view, appeal, name, visit.person)
    return visit.lead_to(f"/appeals/{name}", saved)


@post("/appeals/{appeal:str}/remove")
def _remove(visit: Visit) -> Response:
    """Remove an appeal, from the playlists too where the page has said so."""
    appeal, everywhere = _appeal_of(visit), visit.form.get("everywhere") == "yes"
    seen, by = visit.form.get("base", ""), visit.person
    saved = remove_appeal(visit.root, visit.view, appeal, by, seen, everywhere=everywhere)
    drop_draft(visit.root, by, f"appeals/texts/{appeal}.yaml")
    return visit.lead_to("/appeals", saved)


def _appeal_of(visit: Visit) -> str:
    """Return the appeal that the address names. Raises HTTPException 404 where it is not there."""
    appeal: str = visit.named["appeal"]
    if f"appeals/texts/{appeal}.yaml" not in visit.view.files:
        raise _gone()
    return appeal


def _gone() -> HTTPException:
    return HTTPException(
        404, _("This appeal is not there: perhaps it was renamed or removed. The list has the others.")
    )


@post_json("/appeals/{appeal:str}/check")
def _check(visit: Visit) -> Response:
    """Say how the texts of an appeal would be said, and what is wrong with them, before they are saved."""
    draft = AppealDraft(
        f"appeals/texts/{visit.named['appeal']}.yaml",
        {lang: _text(visit.said, "title", lang) for lang in LANGS},
        {lang: _text(visit.said, "text", lang) for lang in LANGS},
    )
    is_new = draft.file == _NEW_FILE
    if not is_new and not is_appeal(visit.root, draft.file):
        raise _gone()
    if any((*draft.title.values(), *draft.text.values())) if is_new else visit.said.get("unsaved") is True:
        keep_draft(visit.root, visit.person, draft)
    else:
        drop_draft(visit.root, visit.person, draft.file)
    if is_new:  # checked under a name that a file may have: by the other one it would not be read
        taken = [file.id for file in visit.view.files.values()]
        draft = replace(draft, file=f"appeals/texts/{free_id('new', taken)}.yaml")
    checked = check_draft(visit.studio.workbench, draft, visit.today)
    numbers = filled(visit.teller, "appeal_numbers.html", numbers=_unsourced(visit, draft.text), is_new=is_new)
    if is_new:
        return JSONResponse({**painted(visit, draft, begun(checked)), "numbers": numbers})
    saved = saved_texts(visit.root, draft.file)
    is_saved = all(draft.text[lang] == saved[lang] for lang in LANGS)
    built = built_approval(visit.snapshot, visit.named["appeal"], visit.plan_of) if is_saved else None
    trust = _trust(visit, draft, built, is_saved=is_saved)
    return JSONResponse({**painted(visit, draft, checked, saved, built), "trust": trust, "numbers": numbers})


def begun(checked: CheckedDraft) -> CheckedDraft:
    """Return what is wrong so far with a text that has no file yet: what no one has typed yet is no mistake."""
    wrong = (each for each in checked.others if each.slug != "empty-text" and not message_of(each).is_stray_file)
    return replace(checked, others=tuple(wrong))


@post("/appeals/{appeal:str}/short")
def _short(visit: Visit) -> Response:
    """Say how long a short text lasts that is being typed, or why it cannot be read."""
    text = {lang: typed_text(visit.form.get(f"short-{lang}", "")) for lang in LANGS}
    draft = AppealDraft(f"appeals/texts/{visit.named['appeal']}.yaml", dict.fromkeys(LANGS, "–"), text)
    if not is_appeal(visit.root, draft.file):
        raise _gone()
    checked = check_draft(visit.studio.workbench, draft, visit.today)
    marks = (mark.problem for lang in LANGS for mark in checked.shown[lang].marks if mark.kind == "unreadable")
    wrong = visit.teller.tell_all(problem for problem in marks if problem)
    seconds = {lang: round(checked.shown[lang].seconds) for lang in LANGS if any(text.values())}
    return visit.fragment("appeal_short.html", wrong=wrong, seconds=seconds)


def painted(
    visit: Visit,
    draft: AppealDraft,
    checked: CheckedDraft,
    saved: BilingualTexts | None = None,
    built: ApprovalRow | None = None,
) -> dict[str, object]:
    """Return what the editor shows of a draft: marks and rows of each text, and what is wrong."""
    saved = saved or dict.fromkeys(LANGS, "")
    teller = Teller(visit.view.with_tree(draft.file, checked.tree), visit.path)
    rows = _Rows(
        teller,
        draft,
        checked,
        [
            (problem, next((lang for lang in LANGS if lang in path), None))  # none where it is about the whole
            for problem in checked.others
            for path, _paragraph in [path_at(checked.tree, problem)]
        ],
        built if built and built.is_current else None,
        visit.studio.heard,
    )
    above = [problem for problem, lang in rows.others if lang is None]
    return {
        "texts": {lang: rows.shown(lang, is_saved=draft.text[lang] == saved[lang]) for lang in LANGS},
        "trust": "",
        "problems": filled(teller, "appeal_problems.html", problems=above, counts=checked.unlike_counts),
    }


def _trust(visit: Visit, draft: AppealDraft, built: ApprovalRow | None, *, is_saved: bool) -> str:
    """Return what people say of a text: do both languages say the same, which facts stand in it, may it be approved."""
    project = visit.view.project
    return filled(
        visit.teller,
        "appeal_trust.html",
        appeal=visit.named["appeal"],
        pairs=[(each, _places(draft, each)) for each in draft_pairs(visit.root, draft.text)],
        word_changes=word_changes,
        facts=fact_notes(project, draft.text, visit.studio.workbench.finders(project), visit.today) if project else (),
        is_saved=is_saved,
        built=built,
        ready=built is not None and built.is_current and all_heard(built.evidence, visit.studio.heard),
        states=STATES,
        approvers=approver_names(visit) if built else {},
        person=visit.person,
        sealed=built is not None and needs_seal(visit.snapshot),
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
            certain=(certain := self._certain(lang)),
            all_certain=sum(len(self._certain(each)) for each in LANGS),
            mended=_mended(text, certain),
            mends=mends,
            appeal=PurePosixPath(self.draft.file).stem,
            code=lang,
            text=text,
            shown=shown,
            units=partial(_units, text),
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
        silent = sum(each.is_refused for each in shown.paragraphs)
        length = ngettext(
            "{n} s, {silent} paragraph cannot be read", "{n} s, {silent} paragraphs cannot be read", silent
        )
        told = (length if round(shown.seconds) else _("cannot be read: the sound waits")) if silent else _("{n} s")
        return {"rows": rows, "marks": marks, "length": told.format(n=round(shown.seconds), silent=silent)}

    def _certain(self, lang: Lang) -> list[Offer]:
        """Return what may be typed without a question, in the order of the text."""
        return [*dict.fromkeys(mark.offers[0] for mark in self.checked.shown[lang].marks if mark.is_certain)]


def _mended(text: str, offers: Sequence[Offer]) -> str:
    """Return `text` as it is once `offers` are typed, in their order; one that overlaps another waits."""
    parts, last = list[str](), 0
    for offer in offers:
        if offer.start >= last:
            parts += text[last : offer.start], offer.typed
            last = offer.end
    return "".join((*parts, text[last:]))


def _mends(text: str, marks: Sequence[Mark], *, knows_one_sided: bool) -> Iterator[dict[str, object]]:
    """Yield a row for each mark about which something is to be said or done: a guess, a problem, what may be typed.

    `knows_one_sided`: the paragraph says already what the other language does not have.
    """
    told: list[Mark] = []
    for mark in (mark for mark in marks if mark.problem is not None and message_of(mark.problem).is_guess):
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
        "is_teachable": mark.is_teachable,
    }


def _placed(text: str, offer: Offer) -> dict[str, object]:
    written = text[offer.start : offer.end]
    return {**asdict(offer), "start": _units(text, offer.start), "end": _units(text, offer.end), "written": written}


def _units(text: str, offset: int) -> int:
    """Return `offset` as a browser counts: in units of UTF-16."""
    return len(text[:offset].encode("utf-16-le")) // 2


def _text(said: Mapping[str, Any], part: str, lang: str) -> str:
    values = said.get(part)
    return typed_text(values.get(lang, "") if isinstance(values, dict) else "")


@post("/appeals/{appeal:str}/residents")
def _residents(visit: Visit) -> Response:
    """Give the page of an appeal for residents, to be put where they find it."""
    appeal = visit.named["appeal"]
    address = visit.form.get("address", "").strip()
    made = make_residents_page(visit.root, appeal, visit.today, address, visit.person)
    named = f"attachment; filename*=UTF-8''{quote(appeal)}.html"
    return HTMLResponse(made, headers={"content-disposition": named})
