"""Pairs: paragraphs side by side that are not confirmed to say the same in both languages, and how to confirm them."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from zt_audio.app.vouching.pairs import PairState, confirm_pairs, pair_rows, word_changes
from zt_audio.studio.names import title_of
from zt_audio.studio.visit import form_number, form_texts, own_path, page, person_of


def _pairs(request: Request) -> Response:
    studio = request.app.state.studio
    found = pair_rows(studio.root)
    open_rows = [(each.appeal, row) for each in found for row in each.rows if row.state is not PairState.CONFIRMED]
    view = studio.view()
    files = [file for file in view.files.values() if file.kind == "text"]
    return page(
        request,
        "pairs.html",
        role="editor",
        rows=open_rows,
        titles={file.id: title_of(view, file.name, "title") or file.id for file in files},
        new=sum(row.state is PairState.NEW for _appeal, row in open_rows),
        confirmed=sum(len(each.in_state(PairState.CONFIRMED)) for each in found),
        word_changes=word_changes,
    )


async def _confirm(request: Request) -> Response:
    form = await form_texts(request)
    appeal, number = form.get("appeal", ""), form_number(form, "number")
    if bool(appeal) != (number is not None):
        raise HTTPException(400)
    appeals, numbers = [appeal] if appeal else [], [] if number is None else [number]
    await run_in_threadpool(confirm_pairs, request.app.state.studio.root, appeals, person_of(request), numbers)
    return RedirectResponse(own_path(form.get("back", "/pairs")), 303)


ROUTES = (Route("/pairs", _pairs), Route("/pairs", _confirm, methods=["POST"]))
