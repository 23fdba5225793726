"""Replace words in all texts: the list of what would change, and the button that writes what stays ticked."""

from __future__ import annotations

from collections.abc import Mapping

from zt_audio.app.texts.replacing import ReplacedText, replaced_texts, save_replaced
from zt_audio.app.vouching.pairs import word_changes
from zt_audio.i18n import gettext as _
from zt_audio.model import LANGS
from zt_audio.studio.addresses import screen_of
from zt_audio.studio.visit import HTTPException, Response, Visit, get, normal_text, post

_TAKE = "take-"
_MOST_SHOWN = 500


@get("/replace")
def _replace(visit: Visit) -> Response:
    found = _found(visit, visit.query) if visit.query.get("find", "").strip() else ()
    return visit.page(
        "replacing.html",
        role="editor",
        asked=visit.query,
        done=0,
        found=found[:_MOST_SHOWN],
        total=len(found),
        take=_TAKE,
        word_changes=word_changes,
        screen_of=screen_of,
    )


@post("/replace")
def _save(visit: Visit) -> Response:
    chosen = {name.removeprefix(_TAKE) for name in visit.form if name.startswith(_TAKE)}
    texts = [each for each in _found(visit, visit.form) if each.key in chosen]
    if not chosen:
        raise HTTPException(400, _("Nothing is ticked, so nothing was replaced."))
    if len(texts) < len(chosen):
        raise HTTPException(409, _("These texts were changed meanwhile. Look at the list again."))
    visit.offer_undo(save_replaced(visit.studio.workbench, texts, visit.person))
    return visit.page("replacing.html", role="editor", asked={}, found=(), total=0, done=len(texts))


def _found(visit: Visit, asked: Mapping[str, str]) -> tuple[ReplacedText, ...]:
    find, instead = (" ".join(normal_text(asked.get(name, "")[:200]).split()) for name in ("find", "instead"))
    langs = [lang for lang in LANGS if asked.get("lang", "") in ("", lang)]
    return replaced_texts(visit.studio.workbench, visit.today, find, instead, langs, whole=asked.get("parts") != "yes")
