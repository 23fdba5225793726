"""Teach how a word is said, where it stands; what will sound otherwise is shown and heard before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from zt_audio.app.texts.lexicon import AppealText, teach_word, try_word
from zt_audio.studio.undo import offer_undo
from zt_audio.studio.visit import fragment, json_object, known_lang, person_of, typed_text

_MOST_CHARS = 200


async def _try(request: Request) -> Response:
    """Return the panel of a word; with spoken words only the list of what they change."""
    said = await json_object(request)
    studio = request.app.state.studio
    lang, written = known_lang(said.get("lang")), _line(said.get("written"))
    spoken = None if said.get("spoken") is None else typed_text(said["spoken"]).strip()[:_MOST_CHARS]
    trial = await run_in_threadpool(try_word, studio.workbench, studio.today(), lang, written, spoken, _draft(said))
    template = "teach.html" if spoken is None else "word_changes.html"
    return fragment(request, template, trial=trial, code=lang, spoken=spoken)


async def _teach(request: Request) -> Response:
    said = await json_object(request)
    studio = request.app.state.studio
    lang, written, spoken = known_lang(said.get("lang")), _line(said.get("written")), _line(said.get("spoken"))
    old = typed_text(said["old"]) if said.get("old") is not None else None
    before, view = await run_in_threadpool(studio.stamp), await run_in_threadpool(studio.view)
    saved = await run_in_threadpool(teach_word, studio.root, view, lang, written, spoken, old, person_of(request))
    after = await run_in_threadpool(studio.stamp)
    return JSONResponse({"undo": offer_undo(request, saved)}, headers={"zt-stamps": f"{before} {after}"})


def _draft(said: Mapping[str, Any]) -> AppealText | None:
    appeal = said.get("appeal")
    return AppealText(appeal, typed_text(said.get("text"))) if isinstance(appeal, str) else None


def _line(value: object) -> str:
    line = typed_text(value).strip()
    if not line or "\n" in line or len(line) > _MOST_CHARS:
        raise HTTPException(400)
    return line


ROUTES = (Route("/lexicon/try", _try, methods=["POST"]), Route("/lexicon", _teach, methods=["POST"]))
