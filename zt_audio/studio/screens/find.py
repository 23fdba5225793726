"""Find words in all texts, and pages by their names; replace words in the texts that stay ticked."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from zt_audio.app.texts.replacing import Found, ReplacedText, find_words, replaced_texts, save_replaced
from zt_audio.app.vouching.pairs import word_changes
from zt_audio.i18n import gettext as _
from zt_audio.messages.message import AS_WRITTEN
from zt_audio.model import LANGS
from zt_audio.studio.addresses import SCREEN_NAMES, screen_of
from zt_audio.studio.names import greeting_mark
from zt_audio.studio.visit import HTTPException, Response, Visit, get, normal_text, post

_SHOWN = 60
_TAKE = "take-"
_MOST_SHOWN = 500


@get("/find")
def _find(visit: Visit) -> Response:
    asked = " ".join(visit.query.get("q", "").split())
    found = find_words(visit.view, asked)
    screens = [(address, _(name)) for address, name in SCREEN_NAMES.items() if address != AS_WRITTEN]
    return visit.page(
        "find.html",
        asked=asked,
        screens=[each for each in screens if asked and asked.casefold() in each[1].casefold()],
        rows=[(_address(each), each) for each in found[:_SHOWN]],
        left=max(0, len(found) - _SHOWN),
    )


def _address(found: Found) -> str:
    if found.kind == "places" and found.path:
        return f"/places/{quote(str(found.path[0]))}"
    if found.kind in ("intros", "outros"):
        return "#".join((screen_of(found.file), greeting_mark(found.kind, found.path)))
    return screen_of(found.file) or f"{AS_WRITTEN}/{quote(found.file)}"


@get("/replace")
def _replace(visit: Visit) -> Response:
    found, left = _to_replace(visit, visit.query) if visit.query.get("find", "").strip() else ((), ())
    return visit.page(
        "replacing.html",
        role="editor",
        asked=visit.query,
        done=0,
        found=found[:_MOST_SHOWN],
        total=len(found),
        left=left,
        take=_TAKE,
        word_changes=word_changes,
        screen_of=screen_of,
    )


@post("/replace")
def _save(visit: Visit) -> Response:
    chosen = {name.removeprefix(_TAKE) for name in visit.form if name.startswith(_TAKE)}
    texts = [each for each in _to_replace(visit, visit.form)[0] if each.key in chosen]
    if not chosen:
        raise HTTPException(400, _("Nothing is ticked, so nothing was replaced."))
    if len(texts) < len(chosen):
        raise HTTPException(409, _("These texts were changed meanwhile. Look at the list again."))
    visit.offer_undo(save_replaced(visit.studio.workbench, texts, visit.person))
    return visit.page("replacing.html", role="editor", asked={}, found=(), left=(), total=0, done=len(texts))


def _to_replace(visit: Visit, asked: Mapping[str, str]) -> tuple[tuple[ReplacedText, ...], tuple[str, ...]]:
    find, instead = (" ".join(normal_text(asked.get(name, "")[:200]).split()) for name in ("find", "instead"))
    langs = [lang for lang in LANGS if asked.get("lang", "") in ("", lang)]
    return replaced_texts(visit.studio.workbench, visit.today, find, instead, langs, whole=asked.get("parts") != "yes")
