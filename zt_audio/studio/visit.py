"""Read a request (who asks, in which language, what their forms say), and fill the page that answers it."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from zt_audio import __version__
from zt_audio.app.places.place_kinds import kind_name
from zt_audio.app.playlists.timetables import TYPED_TIME_PATTERN, written_day
from zt_audio.app.roles import people_with, project_people
from zt_audio.app.speaking.voices import usual_voices
from zt_audio.app.texts.workbench import MAX_SPEECH_CHARS
from zt_audio.errors import ZtError
from zt_audio.i18n import (
    MESSAGE_LANGUAGES,
    OTHER_NAMES,
    Figure,
    current_language,
    gettext,
    gettext as _,
    language_asked_for,
    ngettext,
    speaking,
)
from zt_audio.messages.pages import DAYS, template_environment
from zt_audio.model import LANGS, Lang, Person, Role
from zt_audio.studio.addresses import screens_beside
from zt_audio.studio.names import (
    CASES,
    choice_name,
    greeting_mark,
    paragraph_name,
    slot_words,
    slotted,
    voice_names,
    worded,
)
from zt_audio.studio.screen_table import NAME_LABELS, label_of
from zt_audio.studio.told import Teller, teller_of

if TYPE_CHECKING:
    from jinja2 import Environment

LANGUAGE_COOKIE = "lang"
PERSON_COOKIE = "person"
YEAR_S = 365 * 86_400
NO_PERSON = "-"  # what the history says where no one has given a name


class InTheirLanguage:
    """Answers each request in the language of the person who asks."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {name: value.decode("latin-1") for name, value in scope.get("headers", ())}
        with speaking(language_of_request(headers.get(b"cookie", ""), headers.get(b"accept-language", ""))):
            await self._app(scope, receive, send)


def language_of_request(cookie: str, accepted: str) -> str:
    """Return the language that was chosen, else that of this computer, else the first that the browser asks for."""
    chosen = cookie_value(cookie, LANGUAGE_COOKIE)
    if chosen in MESSAGE_LANGUAGES:
        return chosen
    if (system := language_asked_for()) != "en":
        return system
    for wish in accepted.split(","):
        code = wish.split(";")[0].strip().split("-")[0].lower()
        code = OTHER_NAMES.get(code, code)
        if code in MESSAGE_LANGUAGES:
            return code
    return "en"


def cookie_value(header: str, name: str) -> str:
    """Return the value of the cookie `name`, "" where there is none."""
    return next(iter(cookie_values(header, name)), "")


def cookie_values(header: str, name: str) -> list[str]:
    """Return the values of the cookies `name`; other programs on this computer set cookies of any form, too."""
    pairs = (pair.partition("=") for pair in header.split(";"))
    return [value.strip() for key, _equals, value in pairs if key.strip() == name]


def others_who_may(request: Request, role: Role | None) -> tuple[str, ...]:
    """Return the names of those who have `role`, where the person who asks has it not; () where they may go on."""
    if role is None:
        return ()
    try:
        known = project_people(request.app.state.studio.root)
    except ZtError:  # the page of people says what is wrong with the list
        return ()
    having = people_with(known, role)
    return () if person_of(request) in having else tuple(name_of(known[each]) for each in having)


def remember_person(answer: Response, person: str) -> None:
    """Let the browser remember who sits there; it is a name on paper, no proof."""
    answer.set_cookie(PERSON_COOKIE, quote(person), max_age=YEAR_S, httponly=True, samesite="strict")


def name_of(person: Person) -> str:
    """Return the name of `person` in the language of the page, or in another one."""
    names = {str(lang): name.value for lang, name in person.name.items()}
    return names.get(current_language()) or next(iter(names.values()), person.id)


def person_of(request: Request) -> str:
    """Return the name under which the history keeps what this browser does."""
    return unquote(cookie_value(request.headers.get("cookie", ""), PERSON_COOKIE)) or NO_PERSON


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
    """Return what a field of a page holds with composed letters, line ends of Unix, and slots as files have them."""
    return slotted(unicodedata.normalize("NFC", text.replace("\r\n", "\n")))


def own_path(path: str) -> str:
    """Return `path` where it is a path of this studio and not the address of another site."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() else "/"


STATIC = Path(__file__).parent / "static"
FONTS = Path(__file__).parent.parent / "pages" / "card" / "fonts"
LOOK = Path(__file__).parent.parent / "pages" / "templates"  # values and mark that all pages of the project share
_TEMPLATES = Path(__file__).parent / "templates"

_LANGUAGES = (("kk", "Қазақша"), ("ru", "Русский"), ("en", "English"))


def page(
    request: Request, template: str, *, status: int = 200, section: str = "", role: Role | None = None, **values: object
) -> HTMLResponse:
    """Return the page of `template`, which belongs to the screen at `section`; every string in `values` is escaped.

    `role` is what changing anything there asks for: where the person has it not, the page says who has.
    """
    tabs = screens_beside(request.url.path)
    frame = {
        "lang": current_language(),
        "path": request.url.path if request.method == "GET" else page_before(request) or "/",
        "stamp": request.app.state.studio.stamp(),
        "section": section or (tabs[0][0] if tabs else request.url.path),
        "tabs": tabs,
        "languages": _LANGUAGES,
        "navigation": request.app.state.studio.navigation,
        "undo": request.app.state.studio.undo.shown_to(person_of(request)),
        "teller": teller_of(request),
        "others_who_may": others_who_may(request, role),
    }
    return HTMLResponse(_environment().get_template(template).render(**frame, **values), status)


def page_before(request: Request) -> str:
    """Return the path of the page whose link or button was pressed; "" where a person typed the address."""
    before = urlsplit(request.headers.get("referer", ""))
    path = before.path + (f"?{before.query}" if before.query else "")
    return own_path(path) if before.netloc == request.url.netloc else ""


def bare_page(template: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """Return a page without the frame, which a browser without a session can show as well."""
    return HTMLResponse(_environment().get_template(template).render(lang=current_language(), **values), status)


def fragment(request: Request, template: str, **values: object) -> HTMLResponse:
    """Return a part of a page, which replaces one that the browser has."""
    return HTMLResponse(filled(teller_of(request), template, **values))


def filled(teller: Teller, template: str, **values: object) -> str:
    """Return `template` filled with `values`, each escaped; `teller` says the problems in them."""
    return _environment().get_template(template).render(lang=current_language(), teller=teller, **values)


def _is_day_or_empty(value: str) -> bool:
    """Tell whether a browser shows `value` in a field for a day: it leaves out whatever it cannot read."""
    with suppress(ValueError):
        return not value or date.fromisoformat(value).isoformat() == value
    return False


@cache
def _environment() -> Environment:
    from jinja2 import FileSystemLoader, pass_context  # noqa: PLC0415 - 40 ms of a second start

    environment = template_environment(FileSystemLoader(_TEMPLATES))
    environment.globals |= {
        "_": gettext,
        "ngettext": ngettext,
        "version": __version__,
        "LANGS": LANGS,
        "language_names": dict(_LANGUAGES),
        "figure": Figure,
        "label_of": label_of,
        "name_label": lambda key: NAME_LABELS[key],
        "choice_name": choice_name,
        "day_names": DAYS,
        "case_names": CASES,
        "paragraph": paragraph_name,
        "voice_names": voice_names,
        "greeting_mark": greeting_mark,
        "usual_voices": usual_voices,
    }
    environment.globals["time_pattern"] = TYPED_TIME_PATTERN
    environment.filters["days"] = lambda value: ", ".join(map(written_day, str(value).split(", ")))
    environment.filters["moment"] = lambda moment: f"{moment:%d.%m.%Y %H:%M}"
    environment.filters["worded"] = worded
    environment.globals["slot_words"] = slot_words
    environment.tests["day_or_empty"] = _is_day_or_empty
    environment.globals["kind_name"] = pass_context(lambda context, kind: kind_name(kind, context["teller"].view))
    environment.filters["told"] = pass_context(lambda context, problem: context["teller"].tell(problem))
    return environment
