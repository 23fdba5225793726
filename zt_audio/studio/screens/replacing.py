"""Replace words in all texts: the list of what would change, and the button that writes what stays ticked."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from zt_audio.app.texts.replacing import ReplacedText, replaced_texts, save_replaced
from zt_audio.app.vouching.pairs import word_changes
from zt_audio.i18n import gettext as _
from zt_audio.model import LANGS
from zt_audio.studio.addresses import screen_of
from zt_audio.studio.undo import offer_undo
from zt_audio.studio.visit import form_texts, normal_text, page, person_of

_TAKE = "take-"
_MOST_SHOWN = 500


def _replace(request: Request) -> Response:
    asked = request.query_params
    found = _found(request, asked) if asked.get("find", "").strip() else ()
    return page(
        request,
        "replacing.html",
        role="editor",
        asked=asked,
        done=0,
        found=found[:_MOST_SHOWN],
        total=len(found),
        take=_TAKE,
        word_changes=word_changes,
        screen_of=screen_of,
    )


async def _save(request: Request) -> Response:
    form, studio = await form_texts(request), request.app.state.studio
    chosen = {name.removeprefix(_TAKE) for name in form if name.startswith(_TAKE)}
    found = await run_in_threadpool(_found, request, form)
    texts = [each for each in found if each.key in chosen]
    if not chosen:
        raise HTTPException(400, _("Nothing is ticked, so nothing was replaced."))
    if len(texts) < len(chosen):
        raise HTTPException(409, _("These texts were changed meanwhile. Look at the list again."))
    saved = await run_in_threadpool(save_replaced, studio.workbench, texts, person_of(request))
    offer_undo(request, saved)
    return page(request, "replacing.html", role="editor", asked={}, found=(), total=0, done=len(texts))


def _found(request: Request, asked: Mapping[str, str]) -> tuple[ReplacedText, ...]:
    studio = request.app.state.studio
    find, instead = (" ".join(normal_text(asked.get(name, "")[:200]).split()) for name in ("find", "instead"))
    langs = [lang for lang in LANGS if asked.get("lang", "") in ("", lang)]
    return replaced_texts(studio.workbench, studio.today(), find, instead, langs, whole=asked.get("parts") != "yes")


ROUTES = (Route("/replace", _replace), Route("/replace", _save, methods=["POST"]))
