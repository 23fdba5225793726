"""Read what a page of the studio sends: JSON and forms, refused where they are not what our pages send."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

from zt_audio.app.workbench import MAX_SPEECH_CHARS
from zt_audio.i18n import gettext as _
from zt_audio.model import LANGS, Lang

_MOST_DIGITS = 9


async def json_object(request: Request) -> dict[str, Any]:
    """Return the JSON object in the body. Raises HTTPException 400 where there is none."""
    value = json_value(await request.body())
    if not isinstance(value, dict):
        raise HTTPException(400)
    return value


def json_value(written: str | bytes) -> Any:  # noqa: ANN401 - whatever JSON can say
    """Return what `written` says. Raises HTTPException 400 where it is no JSON, or what no file can hold."""
    try:
        value = json.loads(written)
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()  # half a surrogate pair is no character
    except (ValueError, RecursionError) as error:
        raise HTTPException(400) from error
    return value


async def form_texts(request: Request) -> Mapping[str, str]:
    """Return the texts of a form; files in it are left out. Raises HTTPException 400 where it is no form."""
    try:
        form = await request.form()
        texts = {name: value for name, value in form.items() if isinstance(value, str)}
        "".join((*texts, *texts.values())).encode()  # a form may name any encoding, and some can say half a character
    except ValueError as error:
        raise HTTPException(400) from error
    request.state.typed = texts  # a refusal gives them back
    return texts


def form_number(form: Mapping[str, str], name: str) -> int | None:
    """Return the whole number that a field of a form holds; None where it is none, or longer than nine digits."""
    written = form.get(name, "")
    return int(written) if written.isdecimal() and len(written) <= _MOST_DIGITS else None


def form_line(form: Mapping[str, str], name: str) -> str:
    """Return what a field of a form holds, as our files have it. Raises HTTPException 400 where it is empty."""
    value = normal_text(form.get(name, "")).strip()
    if not value:
        raise HTTPException(400, _("A field that is needed was left empty. Go back and fill it in."))
    return value


def typed_text(value: object) -> str:
    """Return a text that a person types, as our files have it. Raises HTTPException where it is none, or too long."""
    if not isinstance(value, str):
        raise HTTPException(400)
    if len(value) > MAX_SPEECH_CHARS:
        raise HTTPException(413, _("This text is too long: at most {n} characters.").format(n=MAX_SPEECH_CHARS))
    return normal_text(value)


def known_lang(value: object) -> Lang:
    """Return a language of the texts. Raises HTTPException 400 where it is none."""
    for lang in LANGS:
        if lang == value:
            return lang
    raise HTTPException(400)


def typed_path(path: object) -> tuple[str | int, ...]:
    """Return the path of a value in a file. Raises HTTPException 400 where it is none."""
    if not isinstance(path, list) or not path:
        raise HTTPException(400)
    if not all(isinstance(key, str) or (isinstance(key, int) and not isinstance(key, bool)) for key in path):
        raise HTTPException(400)
    return tuple(path)


def typed_value(value: object) -> Any:  # noqa: ANN401 - texts, lists and mappings of them
    """Return a value of a file, as our files have it. Raises HTTPException 400 where it is none."""
    if isinstance(value, str):
        return normal_text(value)
    if isinstance(value, list):
        return [typed_value(item) for item in value]
    if isinstance(value, dict):
        return {str(key): typed_value(item) for key, item in value.items()}
    raise HTTPException(400)


def normal_text(text: str) -> str:
    """Return what a field of a page holds with composed letters and line ends of Unix."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n"))


def own_path(path: str) -> str:
    """Return `path` where it is a path of this studio and not the address of another site."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() else "/"
