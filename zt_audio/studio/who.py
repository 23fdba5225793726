"""Tell who asks: the language and the name that a person chose in the browser, and who may do what they may not."""

from __future__ import annotations

from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from zt_audio.app.roles import people_with, project_people
from zt_audio.errors import ZtError
from zt_audio.i18n import MESSAGE_LANGUAGES, OTHER_NAMES, current_language, language_asked_for, speaking
from zt_audio.model import Person, Role

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
