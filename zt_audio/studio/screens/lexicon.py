"""Teach how a word is said, where it stands; what will sound otherwise is shown and heard before."""

from __future__ import annotations

from zt_audio.app.texts.lexicon import AppealText, teach_word, try_word
from zt_audio.studio.visit import HTTPException, JSONResponse, Response, Visit, known_lang, post_json, typed_text

_MOST_CHARS = 200


@post_json("/lexicon/try")
def _try(visit: Visit) -> Response:
    """Return the panel of a word; with spoken words only the list of what they change."""
    said = visit.said
    lang, written = known_lang(said.get("lang")), _line(said.get("written"))
    spoken = None if said.get("spoken") is None else typed_text(said["spoken"]).strip()[:_MOST_CHARS]
    appeal = said.get("appeal")
    draft = AppealText(appeal, typed_text(said.get("text"))) if isinstance(appeal, str) else None
    trial = try_word(visit.studio.workbench, visit.today, lang, written, spoken, draft)
    template = "teach.html" if spoken is None else "word_changes.html"
    return visit.fragment(template, trial=trial, code=lang, spoken=spoken)


@post_json("/lexicon")
def _teach(visit: Visit) -> Response:
    said = visit.said
    lang, written, spoken = known_lang(said.get("lang")), _line(said.get("written")), _line(said.get("spoken"))
    old = typed_text(said["old"]) if said.get("old") is not None else None
    before = visit.studio.stamp()
    saved = teach_word(visit.root, visit.view, lang, written, spoken, old, visit.person)
    stamps = f"{before} {visit.studio.stamp()}"
    return JSONResponse({"undo": visit.offer_undo(saved)}, headers={"zt-stamps": stamps})


def _line(value: object) -> str:
    line = typed_text(value).strip()
    if not line or "\n" in line or len(line) > _MOST_CHARS:
        raise HTTPException(400)
    return line
