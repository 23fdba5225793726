"""Give a screen what it needs to answer: who asks, what they sent, the project; and fill the page that answers."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from io import BytesIO
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any, TypeVar, cast
from urllib.parse import quote, unquote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route

from zt_audio.app.edit import Saved
from zt_audio.app.making.output import BuiltPlaylist, built_playlists
from zt_audio.app.roles import name_of, people_with
from zt_audio.app.texts.workbench import MAX_SPEECH_CHARS, PlanOf, Snapshot, View
from zt_audio.errors import ZtError
from zt_audio.i18n import gettext as _
from zt_audio.model import LANGS, Lang, PartId, Role
from zt_audio.studio.addresses import screens_beside
from zt_audio.studio.guard import Session, cookie_value
from zt_audio.studio.names import slotted
from zt_audio.studio.page_templates import filled
from zt_audio.studio.problem_words import Teller
from zt_audio.studio.studio import Studio

__all__ = [
    "LANGUAGE_COOKIE",
    "NO_PERSON",
    "PERSON_COOKIE",
    "YEAR_S",
    "Answer",
    "FileResponse",
    "HTMLResponse",
    "HTTPException",
    "JSONResponse",
    "PlainTextResponse",
    "Response",
    "Screen",
    "StreamingResponse",
    "Visit",
    "bare_page",
    "filled",
    "get",
    "given_text",
    "json_value",
    "known_lang",
    "known_part",
    "normal_text",
    "or_404",
    "own_path",
    "post",
    "post_json",
    "put",
    "remember_person",
    "typed_path",
    "typed_text",
    "typed_value",
]  # screens have what they need of Starlette from here
LANGUAGE_COOKIE = "lang"
PERSON_COOKIE = "person"
YEAR_S = 365 * 86_400
NO_PERSON = "-"  # what the history says where no one has given a name
_T = TypeVar("_T")
_MOST_DIGITS = 9
_MOST_FILES = 1000  # of a form
_IN_MEMORY_BYTES = 1_000_000  # of a file; one that is longer comes to the disk


@dataclass(frozen=True)
class Visit:
    """One request to a screen. Its body was read before: a form with its files, an object of JSON, or a file."""

    request: Request
    form: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Sequence[UploadFile]] = field(default_factory=dict)
    said: Mapping[str, Any] = field(default_factory=dict)
    body: IO[bytes] = field(default_factory=BytesIO)

    @property
    def studio(self) -> Studio:
        return cast("Studio", self.request.app.state.studio)

    @property
    def root(self) -> Path:
        return self.studio.root

    @property
    def path(self) -> str:
        return self.request.url.path

    @property
    def query(self) -> Mapping[str, str]:
        """Return what stands behind the question mark of the address."""
        return self.request.query_params

    @property
    def named(self) -> Mapping[str, Any]:
        """Return what the address names, by the braces of its route."""
        return self.request.path_params

    @cached_property
    def today(self) -> date:
        return self.studio.today()

    @cached_property
    def view(self) -> View:
        """Return the project as it is when this is first asked for. Raises ZtError, OSError."""
        return self.studio.view()

    @cached_property
    def snapshot(self) -> Snapshot:
        """Return what the files say when this is first asked for; those that are as they were are not read again."""
        return self.studio.workbench.snapshot()

    @property
    def plan_of(self) -> PlanOf:
        """Return what plans the playlists that may be out of date, as `Workbench.plan_of` does."""
        return self.studio.workbench.plan_of(self.today)

    @cached_property
    def built(self) -> tuple[BuiltPlaylist, ...]:
        """Return every playlist that was built. Raises ZtError, OSError."""
        return built_playlists(self.snapshot, self.today, self.plan_of, self.studio.workbench.memory)

    @cached_property
    def teller(self) -> Teller:
        """Return what says problems on the page that is asked for."""
        return self._teller()

    def _teller(self) -> Teller:
        view = None
        with suppress(ZtError, OSError):  # then no file can be named
            view = self.studio.view()
        return Teller(view, self.path)

    @property
    def person(self) -> str:
        """Return the name under which the history keeps what this browser does."""
        return unquote(cookie_value(self.request.headers.get("cookie", ""), PERSON_COOKIE)) or NO_PERSON

    @property
    def browser(self) -> str:
        """Return what tells the browser that asks from others: the cookie of its session."""
        session: Session = self.request.scope["zt_session"]
        return session.cookie

    @property
    def page_before(self) -> str:
        """Return the path of the page whose link or button was pressed; "" where a person typed the address."""
        before = urlsplit(self.request.headers.get("referer", ""))
        path = before.path + (f"?{before.query}" if before.query else "")
        return own_path(path) if before.netloc == self.request.url.netloc else ""

    def number(self, name: str) -> int | None:
        """Return the whole number that a field of the form holds; None where it is none, or has over nine digits."""
        written = self.form.get(name, "")
        return int(written) if written.isdecimal() and len(written) <= _MOST_DIGITS else None

    def line(self, name: str) -> str:
        """Return what a field of the form holds, as our files have it. Raises HTTPException 400 where it is empty."""
        value = normal_text(self.form.get(name, "")).strip()
        if not value:
            raise HTTPException(400, _("A field that is needed was left empty. Go back and fill it in."))
        return value

    def others_who_may(self, role: Role | None) -> tuple[str, ...]:
        """Return the names of those who have `role`, where the person who asks has it not; () where they may go on."""
        if role is None:
            return ()
        try:
            known = self.snapshot.people
        except ZtError:  # the page of people says what is wrong with the list
            return ()
        having = people_with(known, role)
        return () if self.person in having else tuple(name_of(known[each]) for each in having)

    def page(
        self, template: str, *, status: int = 200, section: str = "", role: Role | None = None, **values: object
    ) -> HTMLResponse:
        """Return the page of `template`, which belongs to the screen at `section`; every string is escaped.

        `role` is what changing anything there asks for: where the person has it not, the page says who has.
        """
        tabs = screens_beside(self.path)
        number, changes = self.studio.undo.shown_to(self.person, self.path) or ("", ())
        frame = {
            "path": self.path if self.request.method == "GET" else self.page_before or "/",
            "stamp": self.studio.stamp(),
            "section": section or (tabs[0][0] if tabs else self.path),
            "tabs": tabs,
            "undo": number,
            "saved": self.teller.saved_name(changes, self.path),
            "others_who_may": self.others_who_may(role),
        }
        return HTMLResponse(filled(self.teller, template, **frame, **values), status)

    def fragment(self, template: str, **values: object) -> HTMLResponse:
        """Return a part of a page, which replaces one that the browser has."""
        return HTMLResponse(filled(self.teller, template, **values))

    def lead_to(self, address: str, saved: Saved | None = None) -> Response:
        """Lead to the page at `address`, which offers to undo what was `saved`."""
        if saved:
            self.offer_undo(saved, address)
        return RedirectResponse(address, 303)

    def lead_back(self, usual: str = "", saved: Saved | None = None) -> Response:
        """Lead to the page that the form names, or to the `usual` one."""
        return self.lead_to(own_path(self.form.get("back", usual)), saved)

    def stay(self, saved: Saved, stamp_before: str, **told: object) -> Response:
        """Tell a page that stays open what it `saved`: how to undo it, and that no one else changed the files."""
        stamps = f"{stamp_before} {self.studio.stamp()}"
        told |= {"undo": self.offer_undo(saved), "saved": self._teller().saved_name(saved.changes, self.page_before)}
        return JSONResponse(told, headers={"zt-stamps": stamps})

    def offer_undo(self, saved: Saved, address: str = "") -> int | None:
        """Offer the person who saved to undo it at `address`, or on their page; return the number of the save."""
        return self.studio.undo.add(self.person, saved.changes, urlsplit(address or self.page_before).path)


Answer = Callable[[Visit], Response]


@dataclass(frozen=True, slots=True)
class Screen:
    """A function that answers at some addresses; the studio finds each in the modules of `screens`."""

    routes: tuple[Route, ...]


def get(*paths: str) -> Callable[[Answer], Screen]:
    """Let a function show the pages at `paths`. As the three below, it runs on a thread."""
    return partial(_screen, "GET", paths, _without_body)


def post(*paths: str, most_files: int = _MOST_FILES) -> Callable[[Answer], Screen]:
    """Let a function do what the form asks for that is sent to one of `paths`."""
    return partial(_screen, "POST", paths, partial(_with_form, most_files=most_files))


def post_json(*paths: str) -> Callable[[Answer], Screen]:
    """Let a function do what a script asks for in an object of JSON."""
    return partial(_screen, "POST", paths, _with_json)


def put(*paths: str) -> Callable[[Answer], Screen]:
    """Let a function take in a file."""
    return partial(_screen, "PUT", paths, _with_file)


def _screen(method: str, paths: Sequence[str], read: Callable[[Request], Awaitable[Visit]], answer: Answer) -> Screen:
    async def endpoint(request: Request) -> Response:
        try:
            visit = await read(request)
        except ClientDisconnect:  # the page was closed
            return Response(status_code=400)
        with visit.body:
            try:
                return await run_in_threadpool(answer, visit)
            finally:
                await request.close()  # the files of its form

    return Screen(tuple(Route(path, endpoint, methods=[method]) for path in paths))


async def _without_body(request: Request) -> Visit:
    return Visit(request)


async def _with_form(request: Request, most_files: int) -> Visit:
    """Read a form. Raises HTTPException 400 where it is none."""
    try:
        form = await request.form(max_files=most_files)
        texts = {name: value for name, value in form.items() if isinstance(value, str)}
        "".join((*texts, *texts.values())).encode()  # a form may name any encoding, and some can say half a character
    except ValueError as error:
        raise HTTPException(400) from error
    request.state.typed = texts  # a refusal gives them back
    chosen = {name: [each for each in form.getlist(name) if isinstance(each, UploadFile)] for name in form}
    return Visit(request, texts, {name: [each for each in files if each.filename] for name, files in chosen.items()})


async def _with_json(request: Request) -> Visit:
    """Read an object of JSON. Raises HTTPException 400 where there is none."""
    said = json_value(await request.body())
    if not isinstance(said, dict):
        raise HTTPException(400)
    return Visit(request, said=said)


async def _with_file(request: Request) -> Visit:
    """Read a file of any size."""
    with ExitStack() as opened:
        file = opened.enter_context(SpooledTemporaryFile(_IN_MEMORY_BYTES))
        async for chunk in request.stream():
            await run_in_threadpool(file.write, chunk)
        file.seek(0)
        opened.pop_all()
    return Visit(request, body=file)


def bare_page(template: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """Return a page without the frame, which a browser without a session can show as well."""
    return HTMLResponse(filled(Teller(), template, **values), status)


def remember_person(answer: Response, person: str) -> None:
    """Let the browser remember who sits there; it is a name on paper, no proof."""
    answer.set_cookie(PERSON_COOKIE, quote(person), max_age=YEAR_S, httponly=True, samesite="strict")


def json_value(written: str | bytes) -> Any:  # noqa: ANN401 - whatever JSON can say
    """Return what `written` says. Raises HTTPException 400 where it is no JSON, or what no file can hold."""
    try:
        value = json.loads(written)
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()  # half a surrogate pair is no character
    except (ValueError, RecursionError) as error:
        raise HTTPException(400) from error
    return value


def typed_text(value: object) -> str:
    """Return a text that a person types, as our files have it. Raises HTTPException where it is none, or too long."""
    text = given_text(value)
    if len(text) > MAX_SPEECH_CHARS:
        raise HTTPException(413, _("This text is too long: at most {n} characters.").format(n=MAX_SPEECH_CHARS))
    return normal_text(text)


def given_text(value: object) -> str:
    """Return a text that a script sends. Raises HTTPException 400 where it is none."""
    if not isinstance(value, str):
        raise HTTPException(400)
    return value


def or_404(value: _T | None, told: str | None = None) -> _T:
    """Return what an address names. Raises HTTPException 404, in the words `told`, where there is nothing."""
    if not value:
        raise HTTPException(404, told)
    return value


def known_part(name: str, status: int = 400) -> PartId:
    """Return the part of a text that is called `name`. Raises HTTPException `status` where it is no such name."""
    try:
        return PartId.parse(name)
    except ValueError as error:
        raise HTTPException(status) from error


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
