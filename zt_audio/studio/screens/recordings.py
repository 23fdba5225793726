"""Voices and recordings: who speaks each language, what is recorded, and sessions in which a person reads."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from zt_audio.app.recording_session import (
    ReadingText,
    drop_waiting,
    new_waiting_file,
    reading_texts,
    sentences_to_read,
    waiting_file,
)
from zt_audio.errors import ZtError
from zt_audio.i18n import N_
from zt_audio.i18n import gettext as _
from zt_audio.messages.render import render
from zt_audio.model import LANGS, RECORDINGS, PartId, Problem, Verdict
from zt_audio.studio.bodies import json_object
from zt_audio.studio.html import fragment, page

_STATES = {"fresh": N_("recorded"), "stale": N_("stale"), "unproved": N_("unproved"), "missing": N_("missing")}
_SIGNS = {"fresh": "✓", "stale": "▲", "unproved": "▲", "missing": "○"}
_KINDS = {"intro": N_("Greeting"), "appeal": N_("Appeal"), "outro": N_("Closing words")}
_EXISTS = "recording-exists"
_MOST_PACES = 200  # of one session


def _recordings(request: Request) -> Response:
    studio = request.app.state.studio
    texts = reading_texts(studio.workbench, studio.view())
    by_lang = {lang: [text for text in texts if text.lang == lang] for lang in LANGS}
    return page(request, "recordings.html", by_lang=by_lang, states=_STATES, signs=_SIGNS, kinds=_KINDS)


def _voices(request: Request) -> Response:
    """Return the chain of each language; asking every engine takes seconds, so the page fetches it."""
    studio = request.app.state.studio
    project = studio.view().project
    found = studio.desk.voices()
    chains = {lang: project.settings.voices.names(lang) for lang in LANGS} if project else {}
    spoken = {(share.lang, share.engine): share.texts for share in found.shares}
    here = {(voice.lang, engine) for engine, voice in found.voices}
    drafts = {(voice.lang, engine) for engine, voice in found.voices if voice.draft}
    online = {engine for engine, voice in found.voices if voice.online}
    return fragment(
        "voices.html",
        chains=chains,
        spoken=spoken,
        here=here,
        drafts=drafts,
        online=online,
        recordings=RECORDINGS,
        problems=[problem for problem in found.problems if _is_about(problem, chains.values())],
    )


def _is_about(problem: Problem, chains: Iterable[Sequence[str]]) -> bool:
    """Tell whether `problem` is about an engine that the project names: others are no one's concern here."""
    engines = {name.partition(":")[0] for chain in chains for name in chain}
    return problem.severity == "error" or problem.slug.partition("-")[0] in engines - {RECORDINGS}


def _session(request: Request) -> Response:
    studio = request.app.state.studio
    lang, part = request.query_params.get("lang", ""), request.query_params.get("part")
    if lang not in LANGS:
        raise HTTPException(404)
    texts = [text for text in reading_texts(studio.workbench, studio.view()) if text.lang == lang]
    chosen = [text for text in texts if (str(text.part) == part if part else text.is_wanted)]
    if part and not chosen:
        raise HTTPException(404)
    return page(request, "session.html", reading=lang, texts=[_shown(text) for text in chosen])


def _shown(text: ReadingText) -> dict[str, Any]:
    """Return what the page of a session needs to know of `text`."""
    named = (
        _("paragraph {row} of {rows}").format(row=text.row, rows=text.rows) if text.rows else _(_KINDS[text.part.kind])
    )
    return {
        "part": str(text.part),
        "said": text.said,
        "title": " · ".join((*text.titles, named)),
        "length": _("about {n} s").format(n=max(1, round(text.seconds))),
        "sentences": text.sentences,
    }


async def _take(request: Request) -> Response:
    """Let a recording wait, and say in words what it is like."""
    studio = request.app.state.studio
    part, bench = _part(request), studio.workbench
    clock_s, paces = _figures(request.query_params.get("clock", "")), _figures(request.query_params.get("paces", ""))
    if len(clock_s) != 1 or len(paces) > _MOST_PACES:
        raise HTTPException(400)
    try:
        if not await _sentences(request, part, request.query_params.get("said")):
            return _changed()
        with new_waiting_file(bench, part) as file:
            async for chunk in request.stream():
                await run_in_threadpool(file.write, chunk)
        verdict = await run_in_threadpool(studio.desk.judge, part, waiting_file(bench, part), paces, clock_s[0])
    except ClientDisconnect:  # the page was closed: what waited before still does
        return Response(status_code=400)
    except ZtError as error:
        return _refused(error)
    return JSONResponse(_told(verdict))


def _told(verdict: Verdict) -> dict[str, object]:
    """Return `verdict` in the words of the person who recorded."""
    measured = _(
        "{s} s · sentences: {n} · stretches of speech: {stretches} · level {level} dB · syllables a second: {pace}"
    )
    return {
        "mayBeKept": verdict.may_be_kept,
        "pace": verdict.pace_syl_per_s,
        "problems": [{"severity": problem.severity, "told": render(problem)} for problem in verdict.problems],
        "measured": measured.format(
            s=f"{verdict.spoken_s:.1f}",
            n=verdict.sentences,
            stretches=verdict.stretches,
            level=round(verdict.loud_db),
            pace=f"{verdict.pace_syl_per_s:.1f}",
        )
        if verdict.spoken_s
        else "",
    }


async def _keep(request: Request) -> Response:
    """Put the recording that waits into the project; 409 with `exists` where a good one would be lost."""
    said = await json_object(request)
    studio = request.app.state.studio
    part, bench = _part(request), studio.workbench
    job = studio.jobs.last
    if job and job.is_running:
        return JSONResponse({"told": _("The sound is being made now. Keep the recording when it is ready.")}, 409)
    try:
        sentences = await _sentences(request, part, said.get("said"))
        if not sentences:
            return _changed()
        wav = waiting_file(bench, part)
        if not wav.is_file():
            raise HTTPException(404)
        keep = studio.desk.keep
        await run_in_threadpool(lambda: keep(part, sentences, wav, replace=said.get("replace") is True))
        await run_in_threadpool(drop_waiting, bench, part)
    except ZtError as error:
        return _refused(error)
    return JSONResponse({})


async def _drop(request: Request) -> Response:
    studio = request.app.state.studio
    part = _part(request)
    try:
        if not await _sentences(request, part, (await json_object(request)).get("said")):
            return _changed()
        await run_in_threadpool(drop_waiting, studio.workbench, part)
    except ZtError as error:
        return _refused(error)
    return JSONResponse({})


async def _sentences(request: Request, part: PartId, said: object) -> tuple[str, ...] | None:
    studio = request.app.state.studio
    if not isinstance(said, str):
        raise HTTPException(400)
    view = await run_in_threadpool(studio.view)
    return await run_in_threadpool(sentences_to_read, studio.workbench, view, part, said)


def _changed() -> Response:
    return JSONResponse({"told": _("The text was changed meanwhile. Open this page again.")}, 409)


def _refused(error: ZtError) -> Response:
    exists = any(problem.slug == _EXISTS for problem in error.problems)
    told = "\n".join(render(problem) for problem in error.problems)
    return JSONResponse({"told": told, "exists": exists}, 409 if exists else 422)


def _part(request: Request) -> PartId:
    try:
        return PartId.parse(request.path_params["part"])
    except ValueError as error:
        raise HTTPException(404) from error


def _figures(text: str) -> tuple[float, ...]:
    """Return the positive numbers of a list such as 4.1,3.9. Raises HTTPException 400."""
    try:
        found = tuple(float(each) for each in text.split(",") if each)
    except ValueError as error:
        raise HTTPException(400) from error
    if not all(math.isfinite(each) and each > 0 for each in found):
        raise HTTPException(400)
    return found


ROUTES = (
    Route("/recordings", _recordings),
    Route("/recordings/voices", _voices),
    Route("/recordings/session", _session),
    Route("/takes/{part:path}/keep", _keep, methods=["POST"]),
    Route("/takes/{part:path}/drop", _drop, methods=["POST"]),
    Route("/takes/{part:path}", _take, methods=["PUT"]),
)
