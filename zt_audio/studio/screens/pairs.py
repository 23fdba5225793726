"""Pairs: paragraphs side by side that are not confirmed to say the same in both languages, and how to confirm them."""

from __future__ import annotations

from zt_audio.app.vouching.pairs import PairState, confirm_pairs, pair_rows, word_changes
from zt_audio.studio.names import title_of
from zt_audio.studio.visit import HTTPException, Response, Visit, get, post


@get("/pairs")
def _pairs(visit: Visit) -> Response:
    found = pair_rows(visit.root)
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
def _confirm(visit: Visit) -> Response:
    appeal, number = visit.form.get("appeal", ""), visit.number("number")
    if bool(appeal) != (number is not None):
        raise HTTPException(400)
    appeals, numbers = [appeal] if appeal else [], [] if number is None else [number]
    confirm_pairs(visit.root, appeals, visit.person, numbers)
    return visit.lead_back("/pairs")
