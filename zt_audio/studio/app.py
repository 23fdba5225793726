"""Put the studio together: its screens under one table of routes, behind the guard."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from zt_audio.app.texts.workbench import Workbench
from zt_audio.i18n import MESSAGE_LANGUAGES, OTHER_NAMES, language_asked_for, speaking
from zt_audio.studio.desk import Desk
from zt_audio.studio.guard import ENTER, Guard, Session, Sessions, cookie_value
from zt_audio.studio.jobs import Jobs
from zt_audio.studio.refusals import HANDLERS, answer_at_the_door
from zt_audio.studio.studio import Studio
from zt_audio.studio.visit import LANGUAGE_COOKIE, YEAR_S, Screen, Visit, bare_page, post

STATIC = Path(__file__).parent / "static"
_FONTS = Path(__file__).parent.parent / "pages" / "fonts"
_LOOK = Path(__file__).parent.parent / "pages" / "templates"  # values and mark that all pages of the project share


def make_studio(root: Path, port: int, key: bytes, stop: Callable[[], None]) -> Studio:
    """Return the studio of the project at `root`; `key` makes the tokens that open it."""
    studio = Studio(root, port, sessions := Sessions(key), stop, Workbench(root), Desk(root), Jobs(root))
    studio.web = web = Starlette(routes=all_routes(), exception_handlers=HANDLERS)
    door = InTheirLanguage(answer_at_the_door)
    studio.guarded = lambda app: Guard(InTheirLanguage(app), door, port, sessions)
    web.state.studio = studio
    return studio


def all_routes() -> list[BaseRoute]:
    """Return every route; a test holds each of them against the table of what the guard refuses."""
    names = sorted(path.stem for path in (Path(__file__).parent / "screens").glob("[!_]*.py"))
    modules = [import_module(f"{__package__}.screens.{name}") for name in names]
    screens = (value for module in modules for value in vars(module).values() if isinstance(value, Screen))
    return [
        Route(ENTER, _enter),
        *_choose_language.routes,
        *_leave.routes,
        *(route for screen in screens for route in screen.routes),
        *(Route(f"/static/{name}", _of_all_pages) for name in ("tokens.css", "mark.svg")),
        Mount("/static/fonts", StaticFiles(directory=_FONTS)),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]


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


def _enter(request: Request) -> Response:
    """Give the session's cookie and its secret; the token is void and leaves the address bar."""
    session: Session = request.scope["zt_session"]
    answer = bare_page("enter.html", secret=session.secret)
    answer.set_cookie(f"zt{request.app.state.studio.port}", session.cookie, httponly=True, samesite="strict")
    return answer


@post("/language")
def _choose_language(visit: Visit) -> Response:
    answer = visit.lead_back()
    if (language := visit.form.get("language", "")) in MESSAGE_LANGUAGES:
        answer.set_cookie(LANGUAGE_COOKIE, language, max_age=YEAR_S, httponly=True, samesite="strict")
    return answer


def _of_all_pages(request: Request) -> Response:
    return FileResponse(_LOOK / request.url.path.rpartition("/")[2])


@post("/leave")
def _leave(visit: Visit) -> Response:
    answer = visit.page("left.html")  # filled first: answers under way have a second to leave
    visit.studio.stop()
    return answer
