"""Recordings: how each text stands, and sessions in which a person reads one after another."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from shutil import copyfileobj
from typing import IO, Any

from zt_audio.app.speaking.recording_session import (
    ENDINGS,
    TRIAL_QUIET_S,
    ReadingText,
    drop_waiting,
    new_take,
    reading_texts,
    sentences_to_read,
    trial_sentence,
    unheard,
    waiting_take,
    write_sheet,
)
from zt_audio.errors import ContentError, ZtError
from zt_audio.i18n import N_, gettext as _
from zt_audio.messages.message import is_doubted
from zt_audio.model import LANGS, PartId, Problem, Verdict
from zt_audio.studio.visit import (
    FileResponse,
    HTTPException,
    JSONResponse,
    Response,
    Visit,
    filled,
    get,
    given_text,
    known_lang,
    known_part,
    or_404,
    post,
    post_json,
    put,
)

_STATES = {"fresh": N_("recorded"), "stale": N_("stale"), "unproved": N_("unproved"), "missing": N_("missing")}
_SIGNS = {"fresh": "✓", "stale": "▲", "unproved": "▲", "missing": "○"}
_KINDS = {"intro": N_("Greeting"), "appeal": N_("Appeal"), "outro": N_("Closing words")}
_EXISTS = "recording-exists"
_SAID = re.compile("[0-9a-f]{16}")
_MOST_SHOWN = 200  # texts of a language on one page; more are found by their names
_MOST_PACES = 200  # of one session


@get("/recordings")
def _recordings(visit: Visit) -> Response:
    texts = reading_texts(visit.studio.workbench, visit.view)
    by_lang = {lang: [text for text in texts if text.lang == lang] for lang in LANGS}
    asked = {key: visit.query.get(key, "").strip() for key in ("q", "state")}
    shown = {lang: [text for text in found if _is_asked_for(text, asked)] for lang, found in by_lang.items()}
    is_long = max(map(len, by_lang.values())) > _MOST_SHOWN
    return visit.page(
        "recordings.html",
        by_lang=by_lang,
        shown={lang: found[:_MOST_SHOWN] for lang, found in shown.items()} if is_long else by_lang,
        counts={lang: len(found) for lang, found in shown.items()},
        is_long=is_long,
        asked=asked,
        states=_STATES,
        signs=_SIGNS,
        kinds=_KINDS,
        problems=(*visit.view.errors, *unheard(visit.view, *LANGS)),
    )


def _is_asked_for(text: ReadingText, asked: Mapping[str, str]) -> bool:
    words = f"{', '.join(text.titles)} {text.number or ''}".casefold()
    return asked["q"].casefold() in words and asked["state"] in ("", text.status)


@post("/recordings/sheet")
def _sheet(visit: Visit) -> Response:
    """Give the sheet of what is still to be read in a language; a page with the list where that is nothing any more."""
    lang = known_lang(visit.form.get("lang"))
    sheet = visit.studio.workbench.workspace.cache / f"reading-sheet-{lang}.html"
    if not write_sheet(visit.root, sheet, lang):
        return visit.lead_to("/recordings")
    return FileResponse(sheet, filename=sheet.name)


@get("/recordings/session")
def _session(visit: Visit) -> Response:
    lang, part = visit.query.get("lang", ""), visit.query.get("part")
    if lang not in LANGS:
        raise HTTPException(404)
    texts = [text for text in reading_texts(visit.studio.workbench, visit.view) if text.lang == lang]
    named = [text for text in texts if part in (None, str(text.part), str(text.part.block))]
    is_one = any(part == str(text.part) for text in named)  # it may be recorded already
    chosen = named if is_one else [text for text in named if text.is_wanted]
    if part and not named:
        raise ContentError(visit.view.errors) if visit.view.errors else HTTPException(404)
    shown = [_shown(text, waiting_take(visit.studio.workbench, text.part, text.said)) for text in chosen]
    return visit.page(
        "session.html",
        role="editor",
        reading=lang,
        texts=shown,
        appeal=next((text for text in named if part and text.part.kind == "appeal"), None),
        trial={
            "part": "microphone",
            "title": _("Microphone test"),
            "length": _("about {n} s").format(n=round(TRIAL_QUIET_S) + 6),
            "sentences": [trial_sentence(lang)],
            "quiet": TRIAL_QUIET_S,
            "said": "",
        },
        endings=ENDINGS,
        problems=(*visit.view.errors, *unheard(visit.view, lang)),
    )


def _shown(text: ReadingText, waiting: Path | None) -> dict[str, Any]:
    """Return what the page of a session needs to know of `text`, and of its recording that waits."""
    named = (
        _("paragraph {row} of {rows}").format(row=text.row, rows=text.rows) if text.rows else _(_KINDS[text.part.kind])
    )
    return {
        "part": str(text.part),
        "said": text.said,
        "title": " · ".join((*text.titles, named)),
        "length": _("about {n} s").format(n=max(1, round(text.seconds))),
        "sentences": text.sentences,
        "waits": waiting.suffix if waiting else "",
    }


@put("/takes/microphone")
def _trial(visit: Visit) -> Response:
    """Judge a microphone by a recording of quiet and one sentence, of which nothing is kept."""
    clock_s, is_processed = _clock_s(visit), visit.query.get("processed") == "1"
    with new_take(visit.studio.workbench, None, _ending(visit)) as take:
        _receive(visit.body, take.path)
        found = visit.studio.desk.try_microphone(take.path, TRIAL_QUIET_S, clock_s, is_processed=is_processed)
    told = _("room {noise} dB · voice {level} dB · {rate} samples a second")
    told = told.format(noise=round(found.noise_db), level=round(found.loud_db), rate=found.sample_rate)
    return _answer(visit, found.problems, _("The microphone is good."), told if found.loud_db else "")


def _receive(body: IO[bytes], path: Path) -> None:
    with path.open("wb") as file:
        copyfileobj(body, file)


@put("/takes/{part:path}")
def _take(visit: Visit) -> Response:
    """Judge a recording, and say in words what it is like; one that may be kept waits until a person says so."""
    part, said = known_part(visit.named["part"], 404), given_text(visit.query.get("said"))
    clock_s, paces = _clock_s(visit), _figures(visit.query.get("paces", ""))
    if len(paces) > _MOST_PACES:
        raise HTTPException(400)
    _sentences(visit, part, said)
    with new_take(visit.studio.workbench, part, _ending(visit)) as take:
        _receive(visit.body, take.path)
        verdict = visit.studio.desk.judge(part, take.path, paces, clock_s)
        if verdict.may_be_kept:
            take.accept(said)
    measured, must_be_heard = _measured(verdict), is_doubted(verdict.problems)
    return _answer(visit, verdict.problems, _("Good."), measured, verdict.pace_syl_per_s, must_be_heard=must_be_heard)


@get("/takes/{part:path}")
def _waiting(visit: Visit) -> Response:
    """Return a recording that waits, so that a page that was closed can go on with it."""
    said = visit.query.get("said", "")
    path = (
        waiting_take(visit.studio.workbench, known_part(visit.named["part"], 404), said)
        if _SAID.fullmatch(said)
        else None
    )
    return FileResponse(or_404(path), headers={"cache-control": "no-store"})


def _measured(verdict: Verdict) -> str:
    if not verdict.spoken_s:
        return ""
    told = _(
        "{s} s · sentences: {n} · parts between pauses: {stretches} · level {level} dB · syllables a second: {pace}"
    )
    return told.format(
        s=f"{verdict.spoken_s:.1f}",
        n=verdict.sentences,
        stretches=verdict.stretches,
        level=round(verdict.loud_db),
        pace=f"{verdict.pace_syl_per_s:.1f}",
    )


def _answer(
    visit: Visit,
    problems: Sequence[Problem],
    good: str,
    measured: str,
    pace_syl_per_s: float = 0.0,
    *,
    must_be_heard: bool = False,
) -> Response:
    """Return a verdict in the words of the person who recorded: one thing to do, why, and the figures."""
    may_be_kept = all(problem.severity == "warning" for problem in problems)
    if not may_be_kept:
        told, kind = "✗ " + _("Record again."), "bad"
    elif problems:
        told, kind = "▲ " + _("Listen to it, then keep it or record again."), "warn"
    else:
        told, kind = f"✓ {good}", "good"
    return JSONResponse(
        {
            "mayBeKept": may_be_kept,
            "pace": pace_syl_per_s,
            "told": told,
            "kind": kind,
            "verdict": filled(
                visit.teller, "verdict.html", problems=problems, measured=measured, must_be_heard=must_be_heard
            ),
        }
    )


@post_json("/takes/{part:path}/keep")
def _keep(visit: Visit) -> Response:
    """Put the recording that waits into the project; 409 with `exists` where a good one would be lost."""
    told, bench = visit.said, visit.studio.workbench
    said, part = given_text(told.get("said")), known_part(visit.named["part"], 404)
    if visit.studio.jobs.running:
        raise HTTPException(409, _("The sound is being made now. Keep the recording when it is ready."))
    sentences = _sentences(visit, part, said)
    wav = or_404(waiting_take(bench, part, said), _("This recording is no longer here. Record the text again."))
    replace, heard = told.get("replace") is True, told.get("heard") is True
    try:
        visit.studio.desk.keep(part, sentences, wav, replace=replace, has_listened=heard, by=visit.person)
    except ZtError as error:
        exists = any(problem.slug == _EXISTS for problem in error.problems)
        refused = visit.teller.tell_all(error.problems)
        return JSONResponse({"told": refused, "exists": exists}, 409 if exists else 422)
    drop_waiting(bench, part, said)
    return JSONResponse({})


@post_json("/takes/{part:path}/drop")
def _drop(visit: Visit) -> Response:
    part, said = known_part(visit.named["part"], 404), given_text(visit.said.get("said"))
    _sentences(visit, part, said)
    drop_waiting(visit.studio.workbench, part, said)
    return JSONResponse({})


def _sentences(visit: Visit, part: PartId, said: str) -> tuple[str, ...]:
    """Return what is read. Raises HTTPException 409 where the page shows other sentences."""
    if sentences := sentences_to_read(visit.studio.workbench, visit.view, part, said):
        return sentences
    raise HTTPException(409, _("The text was changed meanwhile. Open this page again."))


def _clock_s(visit: Visit) -> float | None:
    """Return how long the recording took; nothing of a file that was made elsewhere. Raises HTTPException 400."""
    told = visit.query.get("clock")
    figures = _figures(told) if told is not None else ()
    if told is not None and len(figures) != 1:
        raise HTTPException(400)
    return next(iter(figures), None)


def _ending(visit: Visit) -> str:
    """Return how the name of the file ends. Raises HTTPException 415 where no sound has such an ending."""
    ending = visit.query.get("ending", ".wav").lower()
    if ending not in ENDINGS:
        raise HTTPException(415)
    return ending


def _figures(text: str) -> tuple[float, ...]:
    """Return the positive numbers of a list such as 4.1,3.9. Raises HTTPException 400."""
    try:
        found = tuple(float(each) for each in text.split(",") if each)
    except ValueError as error:
        raise HTTPException(400) from error
    if not all(math.isfinite(each) and each > 0 for each in found):
        raise HTTPException(400)
    return found
