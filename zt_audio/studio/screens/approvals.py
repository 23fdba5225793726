"""Approvals: hear what was built, line by line, and approve it by name, or by a key behind a PIN."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from zt_audio.app.texts.appeals import unused_appeals
from zt_audio.app.vouching.approvals import (
    ApprovalRow,
    Approving,
    UnitEvidence,
    approval_faults,
    approval_need,
    approval_rows,
    approve,
    people,
    playlist_units,
    withdraw_approvals,
)
from zt_audio.app.vouching.keys import OpenKey
from zt_audio.i18n import N_, gettext as _
from zt_audio.model import Lang, PartId
from zt_audio.studio.guard import browser_of
from zt_audio.studio.visit import form_texts, json_object, name_of, own_path, page, person_of, remember_person

STATES = {
    "missing": ("●", N_("not approved")),
    "stale": ("▲", N_("approval is out of date")),
    "fresh": ("✓", N_("approved")),
    "former": ("▲", N_("approved as it was before")),  # the texts say something else now
}


def _approvals(request: Request) -> Response:
    studio = request.app.state.studio
    rows = approval_rows(studio.root, studio.workbench.plan_of(studio.today()))
    names = dict.fromkeys(name for row in rows for name in row.playlists)
    if playlist := request.query_params.get("playlist", ""):
        order = playlist_units(studio.root, playlist)
        rows = tuple(sorted((row for row in rows if row.unit in order), key=lambda row: order.index(row.unit)))
    return page(
        request,
        "approvals.html",
        doubts=approval_faults(studio.root),
        rows=[(row, _blocks(row.evidence), all_heard(row.evidence, studio.heard)) for row in rows],
        playlist=playlist,
        playlists=names,
        written=_written,
        states=STATES,
        approvers=approver_names(studio.root),
        person=person_of(request),
        need=approval_need(studio.root),
        unused=unused_appeals(studio.view()),
        heard={block for row in rows for block in _blocks(row.evidence) if _block_heard(row, block, studio.heard)},
    )


def approver_names(root: Path) -> Mapping[str, str]:
    """Return the names of those who may approve, by id. Raises ContentError, DeviceError."""
    return {each.id: name_of(each) for each in people(root).values() if "approver" in each.roles}


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


def _block_heard(row: ApprovalRow, block: PartId, heard: Collection[tuple[str, str]]) -> bool:
    return all((str(part.id), part.speech) in heard for part in row.evidence.parts if part.id.block == block)


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


async def _heard(request: Request) -> Response:
    """Note that a paragraph or a block was played to its end here, where it still says what the page was drawn from."""
    said = await json_object(request)
    studio = request.app.state.studio
    rows = await run_in_threadpool(approval_rows, studio.root, studio.workbench.plan_of(studio.today()))
    played = _playable(rows).get((str(said.get("block")), str(said.get("digest"))))
    if not played:
        raise HTTPException(409, _("Its sound is another one now. Update the sound, then listen to it again."))
    studio.heard.update(played)
    return JSONResponse(
        {"ready": [row.unit for row in rows if row.is_current and all_heard(row.evidence, studio.heard)]}
    )


async def _approve(request: Request) -> Response:
    form = await form_texts(request)
    studio = request.app.state.studio
    by = form.get("by") or person_of(request)
    if unit := form.get("withdraw"):
        await run_in_threadpool(withdraw_approvals, studio.root, [unit], by)
    else:
        pin, browser = form.get("pin"), browser_of(request)
        key = partial(studio.keys.opened, by, pin, browser) if pin else partial(studio.keys.find, by, browser)
        await run_in_threadpool(_give, studio.root, form, by, studio.heard, key)
    answer = RedirectResponse(own_path(form.get("back", "/approvals")), 303)
    remember_person(answer, by)
    return answer


def _give(
    root: Path,
    form: Mapping[str, str],
    by: str,
    heard: Collection[tuple[str, str]],
    key: Callable[[], OpenKey | None],
) -> None:
    """Approve one unit, or all that were heard and have no approval that is fresh."""
    units = [form.get("unit", "")]
    if form.get("all"):
        rows = [row for row in approval_rows(root) if row.state != "fresh" and row.is_current]
        units = [row.unit for row in rows if all_heard(row.evidence, heard)]
        if not rows:
            return
    approve(root, units, Approving(by, form.get("note", ""), key()), lambda each: all_heard(each, heard))


ROUTES = (
    Route("/approvals", _approvals),
    Route("/approvals", _approve, methods=["POST"]),
    Route("/heard", _heard, methods=["POST"]),
)
