"""Approvals: hear what was built, line by line, and approve it by name or by a key behind a PIN; confirm pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from zt_audio.app.roles import name_of
from zt_audio.app.texts.appeals import playlists_by_appeal, unused_appeals
from zt_audio.app.vouching.approvals import (
    ApprovalRow,
    Approving,
    UnitEvidence,
    approval_faults,
    approval_need,
    approval_rows,
    approve,
    playlist_units,
    withdraw_approvals,
)
from zt_audio.app.vouching.pairs import PairState, confirm_pairs, pair_rows, word_changes
from zt_audio.i18n import N_, gettext as _
from zt_audio.model import Lang, PartId
from zt_audio.studio.names import appeal_titles, title_of
from zt_audio.studio.visit import (
    HTTPException,
    JSONResponse,
    Response,
    Visit,
    get,
    post,
    post_json,
    remember_person,
)

STATES = {
    "missing": ("●", N_("not approved")),
    "stale": ("▲", N_("approval is out of date")),
    "fresh": ("✓", N_("approved")),
    "former": ("▲", N_("approved as it was before")),  # the texts say something else now
}


@get("/approvals")
def _approvals(visit: Visit) -> Response:
    rows = approval_rows(visit.snapshot, visit.plan_of)
    names = dict.fromkeys(name for row in rows for name in row.playlists)
    waiting = [row for row in rows if row.state != "fresh"]
    silent = playlists_by_appeal(visit.view).keys() - {row.unit for row in rows}
    if playlist := visit.query.get("playlist", ""):
        order = playlist_units(visit.root, playlist)
        rows = tuple(sorted((row for row in rows if row.unit in order), key=lambda row: order.index(row.unit)))
    return visit.page(
        "approvals.html",
        doubts=approval_faults(visit.snapshot),
        rows=[(row, _blocks(row.evidence), all_heard(row.evidence, visit.studio.heard)) for row in rows],
        playlist=playlist,
        waiting=len(waiting),
        held_up=Counter(name for row in waiting for name in row.playlists),
        silent={unit: title for unit, title in appeal_titles(visit.view).items() if unit in silent},
        playlists=names,
        written=_written,
        states=STATES,
        approvers=approver_names(visit),
        person=visit.person,
        need=approval_need(visit.snapshot),
        unused=unused_appeals(visit.view),
        heard={
            block
            for row in rows
            for block in _blocks(row.evidence)
            if all(
                (str(part.id), part.speech) in visit.studio.heard
                for part in row.evidence.parts
                if part.id.block == block
            )
        },
    )


def approver_names(visit: Visit) -> Mapping[str, str]:
    """Return the names of those who may approve, by id. Raises ContentError, DeviceError."""
    return {each.id: name_of(each) for each in visit.snapshot.people.values() if "approver" in each.roles}


def _blocks(evidence: UnitEvidence) -> Mapping[PartId, str]:
    """Return each appeal, greeting or closing words of a unit by language, with the digest of what is heard."""
    blocks = dict.fromkeys(part.id.block for part in evidence.parts)
    return {block: evidence.heard[_lang(block)] for block in blocks}


def _written(evidence: UnitEvidence, block: PartId) -> list[str]:
    """Return the paragraphs of a block, to be read along."""
    return [part.written or " ".join(part.sentences) for part in evidence.parts if part.id.block == block]


def _lang(block: PartId) -> Lang:
    if block.lang is None:
        raise HTTPException(400)
    return block.lang


def all_heard(evidence: UnitEvidence, heard: Collection[tuple[str, str]]) -> bool:
    """Tell whether each paragraph of `evidence` is among those that were `heard` as they are now."""
    return all((str(part.id), part.speech) in heard for part in evidence.parts)


def _playable(rows: Iterable[ApprovalRow]) -> Mapping[tuple[str, str], Collection[tuple[str, str]]]:
    """Return the paragraphs that each thing plays which a page may report as heard: a paragraph, or a whole block."""
    found: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for row in rows:
        blocks = _blocks(row.evidence)
        for part in row.evidence.parts if row.is_current else ():
            one, block = (str(part.id), part.speech), part.id.block
            found.setdefault(one, set()).add(one)
            found.setdefault((str(block), blocks[block]), set()).add(one)
    return found


@post_json("/heard")
def _heard(visit: Visit) -> Response:
    """Note that a paragraph or a block was played to its end here, where it still says what the page was drawn from."""
    rows = approval_rows(visit.snapshot, visit.plan_of)
    played = _playable(rows).get((str(visit.said.get("block")), str(visit.said.get("digest"))))
    if not played:
        raise HTTPException(409, _("Its sound is another one now. Update the sound, then listen to it again."))
    visit.studio.heard.update(played)
    return JSONResponse(
        {"ready": [row.unit for row in rows if row.is_current and all_heard(row.evidence, visit.studio.heard)]}
    )


@post("/approvals")
def _approve(visit: Visit) -> Response:
    by = visit.form.get("by") or visit.person
    if unit := visit.form.get("withdraw"):
        withdraw_approvals(visit.root, [unit], by)
    else:
        _give(visit, by)
    answer = visit.lead_back("/approvals")
    remember_person(answer, by)
    return answer


def _give(visit: Visit, by: str) -> None:
    """Approve one unit, or all that were heard and have no approval that is fresh."""
    units, heard = [visit.form.get("unit", "")], visit.studio.heard
    if visit.form.get("all"):
        rows = [row for row in approval_rows(visit.snapshot) if row.state != "fresh" and row.is_current]
        units = [row.unit for row in rows if all_heard(row.evidence, heard)]
        if not rows:
            return
    pin, keys = visit.form.get("pin"), visit.studio.keys
    key = keys.opened(by, pin, visit.browser) if pin else keys.find(by, visit.browser)
    approve(visit.root, units, Approving(by, visit.form.get("note", ""), key), lambda each: all_heard(each, heard))


@get("/pairs")
def _pairs(visit: Visit) -> Response:
    found = pair_rows(visit.snapshot)
    open_rows = [(each.appeal, row) for each in found for row in each.rows if row.state is not PairState.CONFIRMED]
    files = [file for file in visit.view.files.values() if file.kind == "text"]
    return visit.page(
        "pairs.html",
        role="editor",
        rows=open_rows,
        titles={file.id: title_of(visit.view, file.name, "title") or file.id for file in files},
        new=sum(row.state is PairState.NEW for _appeal, row in open_rows),
        confirmed=sum(len(each.in_state(PairState.CONFIRMED)) for each in found),
        word_changes=word_changes,
    )


@post("/pairs")
def _confirm_pairs(visit: Visit) -> Response:
    appeal, number = visit.form.get("appeal", ""), visit.number("number")
    if bool(appeal) != (number is not None):
        raise HTTPException(400)
    appeals, numbers = [appeal] if appeal else [], [] if number is None else [number]
    confirm_pairs(visit.root, appeals, visit.person, numbers)
    return visit.lead_back("/pairs")
