"""Let a person hear a text as the vehicle will play it: by the same voices, the same sound, the same pauses."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from zt_audio.errors import ZtError
from zt_audio.model import PartId
from zt_audio.studio.bodies import json_object, known_lang, typed_text
from zt_audio.studio.told import teller_of


async def _say(request: Request) -> Response:
    """Return an MP3 of a part of the project, of a voice, or of a text in a language."""
    said = await json_object(request)
    desk = request.app.state.studio.desk
    try:
        if isinstance(said.get("part"), str):
            audio = await run_in_threadpool(desk.say_part, _part(said["part"]))
        elif isinstance(said.get("voice"), str):
            text = _text(said["text"]) if "text" in said else None
            audio = await run_in_threadpool(desk.say_voice, known_lang(said.get("lang")), said["voice"], text)
        else:
            audio = await run_in_threadpool(
                desk.say, known_lang(said.get("lang")), _text(said.get("text")), _place(said), _taught(said)
            )
    except ZtError as error:
        return JSONResponse({"told": teller_of(request).tell_all(error.problems)}, 422)
    return Response(audio, media_type="audio/mpeg")


def _part(name: str) -> PartId:
    try:
        return PartId.parse(name)
    except ValueError as error:
        raise HTTPException(400) from error


def _place(said: Mapping[str, object]) -> str | None:
    place = said.get("place")
    return place if isinstance(place, str) else None


def _taught(said: Mapping[str, object]) -> tuple[str, str] | None:
    """Return a word and how it is to be said, where a page asks how it will sound."""
    match said.get("taught"):
        case [str() as written, str() as spoken]:
            return typed_text(written), typed_text(spoken)
    return None


def _text(value: object) -> str:
    text = typed_text(value)
    if not text.strip():
        raise HTTPException(400)
    return text


ROUTES = (Route("/say", _say, methods=["POST"]),)
