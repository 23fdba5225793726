"""Put the studio together: its screens under one table of routes, behind the guard."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from zt_audio.app import clock
from zt_audio.app.places.place_import import PlaceImport
from zt_audio.app.speaking.recording_session import drop_unfinished_takes
from zt_audio.app.speaking.voice_brought import VoicesInHand
from zt_audio.app.texts.drafts import has_drafts
from zt_audio.app.texts.workbench import View, Workbench
from zt_audio.errors import ZtError
from zt_audio.i18n import MESSAGE_LANGUAGES
from zt_audio.studio.addresses import NAVIGATION
from zt_audio.studio.desk import Desk
from zt_audio.studio.guard import ENTER, Guard, Session, Sessions
from zt_audio.studio.jobs import Jobs
from zt_audio.studio.key_ring import KeyRing
from zt_audio.studio.refusals import HANDLERS, answer_at_the_door
from zt_audio.studio.screens import (
    appeals,
    approvals,
    find,
    forms,
    history,
    home,
    jobs,
    lexicon,
    manual,
    pairs,
    pasting,
    people,
    places,
    playing,
    playlists,
    proof,
    recordings,
    replacing,
    saving,
    sound,
    sticks,
    urgent,
    voices,
    week,
)
from zt_audio.studio.undo import UndoOffers
from zt_audio.studio.visit import (
    FONTS,
    LANGUAGE_COOKIE,
    LOOK,
    STATIC,
    YEAR_S,
    InTheirLanguage,
    bare_page,
    form_texts,
    own_path,
    page,
)

SCREENS = (
    home,
    urgent,
    appeals,
    approvals,
    pairs,
    people,
    places,
    playlists,
    week,
    recordings,
    voices,
    sound,
    playing,
    proof,
    sticks,
    history,
    find,
    forms,
    manual,
    saving,
    pasting,
    replacing,
    lexicon,
    jobs,
)  # each has ROUTES


@dataclass
class Studio:
    """What the screens share: the project, and how the studio ends."""

    root: Path
    port: int
    sessions: Sessions
    stop: Callable[[], None]
    workbench: Workbench
    desk: Desk
    jobs: Jobs
    heard: set[tuple[str, str]] = field(default_factory=set)  # paragraphs played to their end, each with its speech
    undo: UndoOffers = field(default_factory=UndoOffers)
    keys: KeyRing = field(default_factory=KeyRing)
    planned_table: tuple[str, PlaceImport | None] = ("", None)  # what a person may take, by its token
    downloads: Path | None = None  # where zips lie that a browser takes; removed at the end
    _measuring: threading.Lock = field(default_factory=threading.Lock)
    voices_in_hand: VoicesInHand = field(init=False)
    web: ASGIApp = field(init=False)  # without its guard

    def __post_init__(self) -> None:
        self.voices_in_hand = VoicesInHand(self.root)

    def guarded(self, web: ASGIApp) -> ASGIApp:
        """Return `web`, which only a browser of this computer reaches."""
        return Guard(InTheirLanguage(web), InTheirLanguage(answer_at_the_door), self.port, self.sessions)

    @property
    def asgi(self) -> ASGIApp:
        return self.guarded(self.web)

    @property
    def navigation(self) -> tuple[tuple[str, str], ...]:
        known = {route.path for screen in SCREENS for route in screen.ROUTES if isinstance(route, Route)}
        return tuple((path, label) for path, label in NAVIGATION if path in known)

    def today(self) -> date:
        return clock.today()

    def view(self) -> View:
        """Return the project as it is now. Raises ZtError, OSError."""
        return self.workbench.view(self.today())

    def stamp(self) -> str:
        """Return a value that changes with any file of the project; "" where it cannot be read."""
        with suppress(ZtError, OSError):
            return self.workbench.stamp()
        return ""

    @property
    def is_busy(self) -> bool:
        """Tell whether a job runs, or words wait that were not saved."""
        last = self.jobs.last
        return bool(last and last.is_running) or has_drafts(self.root)

    def __enter__(self) -> Self:
        return self

    def warm(self) -> None:
        """Start what makes sound and load what reads texts, so that no one waits for them at the first use."""
        threading.Thread(target=self._warm, daemon=True).start()

    def _warm(self) -> None:
        with suppress(ZtError, OSError):  # the first request says what is wrong
            drop_unfinished_takes(self.workbench)
            self.desk.warm()
            self.workbench.warm()
            self._measure()

    def measure_soon(self) -> None:
        """Learn from what was said meanwhile how fast the voices speak."""
        threading.Thread(target=self._measure, daemon=True).start()

    def _measure(self) -> None:
        """Measure the voices for a moment at a time: Play comes between."""
        if self._measuring.acquire(blocking=False):
            with suppress(ZtError, OSError):  # what is played next says what is wrong
                while not self.desk.measure():
                    pass
            self._measuring.release()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.keys.close()
        self.voices_in_hand.close()
        self.jobs.close()
        self.desk.close()
        if self.downloads:
            shutil.rmtree(self.downloads, ignore_errors=True)


def make_studio(root: Path, port: int, key: bytes, stop: Callable[[], None]) -> Studio:
    """Return the studio of the project at `root`; `key` makes the tokens that open it."""
    studio = Studio(root, port, Sessions(key), stop, Workbench(root), Desk(root), Jobs(root))
    studio.web = web = Starlette(routes=all_routes(), exception_handlers=HANDLERS)
    web.state.studio = studio
    return studio


def all_routes() -> list[BaseRoute]:
    """Return every route; a test holds each of them against the table of what the guard refuses."""
    return [
        Route(ENTER, _enter),
        Route("/language", _choose_language, methods=["POST"]),
        Route("/leave", _leave, methods=["POST"]),
        *(route for screen in SCREENS for route in screen.ROUTES),
        Route("/static/tokens.css", _tokens),
        Route("/static/mark.svg", _mark),
        Mount("/static/fonts", StaticFiles(directory=FONTS)),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]


def _enter(request: Request) -> Response:
    """Give the session's cookie and its secret; the token is void and leaves the address bar."""
    session: Session = request.scope["zt_session"]
    answer = bare_page("enter.html", secret=session.secret)
    port = request.app.state.studio.port
    answer.set_cookie(f"zt{port}", session.cookie, httponly=True, samesite="strict")
    return answer


async def _choose_language(request: Request) -> Response:
    form = await form_texts(request)
    language = form.get("language", "")
    answer = RedirectResponse(own_path(form.get("back", "")), 303)
    if language in MESSAGE_LANGUAGES:
        answer.set_cookie(LANGUAGE_COOKIE, language, max_age=YEAR_S, httponly=True, samesite="strict")
    return answer


def _tokens(_request: Request) -> Response:
    return FileResponse(LOOK / "tokens.css")


def _mark(_request: Request) -> Response:
    return FileResponse(LOOK / "mark.svg")


def _leave(request: Request) -> Response:
    answer = page(request, "left.html")  # filled first: answers under way have a second to leave
    request.app.state.studio.stop()
    return answer
