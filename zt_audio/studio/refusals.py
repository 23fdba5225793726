"""Answer what cannot be done: a page, or a sentence for a script, that names the cause and a way on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from zt_audio.app.project import device_errors
from zt_audio.errors import DeviceError, ZtError
from zt_audio.i18n import N_, gettext as _
from zt_audio.logs import logger_of
from zt_audio.model import Problem
from zt_audio.studio.guard import REFUSED_HEADER, BarReason, Refused
from zt_audio.studio.visit import Visit, bare_page

_log = logger_of(__name__)

_CAUSES: Mapping[int, tuple[str, str]] = {  # what is wrong and what to do, where the screen says nothing closer
    400: (
        N_("The studio cannot use what this page sent."),
        N_("Open the page again: perhaps it is older than the studio."),
    ),
    404: (N_("There is no such page"), N_("Perhaps it was renamed or removed.")),
    405: (N_("This address belongs to a button."), N_("Open the page and press the button there.")),
    409: (N_("This was changed meanwhile."), N_("Look at it again and repeat.")),
    413: (N_("That is too much at once."), N_("Make it shorter.")),
    415: (N_("The studio cannot read this kind of file."), N_("Choose a file of another kind.")),
}
_AT_THE_DOOR: Mapping[BarReason, tuple[str, str]] = {  # what is wrong and what to do
    "session": (
        N_("The studio does not know this browser: perhaps it was started again."),
        N_(
            "Start the studio, or copy the address from its window into the browser. Then this page works again, "
            "and what you typed is still in it."
        ),
    ),
    "used": (N_("This address was used already."), N_("Start the studio again.")),
    "size": _CAUSES[413],
    "secret": (
        N_("Nothing was changed: the page was not ready yet."),
        N_("Go back, open the page again and press the button once more."),
    ),
}
_NOT_TYPED = ("entry", "back", "pin", "again")  # fields of forms that are not shown, or not to be shown


def _not_done(request: Request, error: Exception) -> Response:
    """Say why an HTTPException was raised: in its own words, else by its status."""
    status, detail = (error.status_code, error.detail) if isinstance(error, HTTPException) else (400, "")
    heading, to_do = map(_, _CAUSES.get(status, _CAUSES[400]))
    if detail and detail != HTTPStatus(status).phrase:
        heading, to_do = detail, ""
    return _answer(request, status, heading, to_do)


def _told(request: Request, error: Exception) -> Response:
    """Say what is wrong with the project, or with what a person asked for."""
    problems = error.problems if isinstance(error, ZtError) else ()
    is_again = isinstance(error, DeviceError) and request.method == "GET"  # the disk may be mended meanwhile
    again = str(request.url.replace(scheme="", netloc="")) if is_again else ""
    return _answer(request, 422, _("That was not possible"), problems=problems, again=again)


def _of_disk(request: Request, error: Exception) -> Response:
    """Name the file or folder that the disk refused, and why."""
    _log.warning("the disk refused a request", exc_info=error)
    try:
        with device_errors(request.app.state.studio.root):
            raise error
    except ZtError as told:
        return _told(request, told)


def _failed(request: Request, error: Exception) -> Response:
    """Say that the program itself failed; what a person typed stays in the page."""
    _log.error("a request failed", exc_info=error)
    return _answer(request, 500, _("The studio itself failed here. What you typed is still in the page."))


def _answer(
    request: Request, status: int, heading: str, to_do: str = "", problems: tuple[Problem, ...] = (), again: str = ""
) -> Response:
    visit = Visit(request)
    if _is_from_script(request):
        told = visit.teller.tell_all(problems) or " ".join(filter(None, (heading, to_do)))
        return JSONResponse({"told": told}, status)
    known = visit.teller.view.files if visit.teller.view else {}
    # What a person typed into the form that was sent: the page that had it may come back without it.
    form: Mapping[str, str] = getattr(request.state, "typed", {})
    words = (value.strip() for name, value in form.items() if name not in _NOT_TYPED)
    return visit.page(
        "refused.html",
        status=status,
        heading=heading,
        to_do=to_do,
        problems=problems,
        back=visit.page_before,
        again=again,
        typed=[value for value in words if " " in value or not value.isascii()],
        files=dict.fromkeys(each.where.file for each in problems if each.where and each.where.file in known),
    )


def _is_from_script(request: Request) -> bool:
    headers = request.headers
    is_json = headers.get("content-type", "").startswith("application/json")
    return is_json or headers.get("sec-fetch-dest") == "empty" or request.method == "PUT"


async def answer_at_the_door(scope: Scope, receive: Receive, send: Send) -> None:
    """Say why the guard does not let a request in, without the frame of a page: it shows parts of the project."""
    refused: Refused = scope["zt_refused"]
    heading, to_do = map(_, _AT_THE_DOOR[refused.reason])
    answer: Response
    if _is_from_script(Request(scope)):
        answer = JSONResponse({"told": f"{heading} {to_do}"}, refused.status_code)
    else:
        answer = bare_page("no_session.html", status=refused.status_code, heading=heading, to_do=to_do)
    answer.headers[REFUSED_HEADER] = refused.reason
    await answer(scope, receive, send)


HANDLERS: Mapping[type[Exception], Callable[[Request, Exception], Response]] = {
    ZtError: _told,
    OSError: _of_disk,
    HTTPException: _not_done,
    Exception: _failed,
}
