"""Every route and control of the studio, in projects with one mistake each, in three languages, without a browser.

Whatever is wrong with a project, its pages open, each refusal names its cause and a way on, and after each press the
files are as the page says, or unchanged.

CI takes a tenth of the projects, and of each some of the controls and one language a page; `ZT_STATES_SEED` draws them.
`ZT_STATES=each` takes all projects in the same way. `ZT_STATES=all` opens every page in three languages and presses
every control as it stands, with other words, with none and with hostile ones.
"""

from __future__ import annotations

import logging
import os
import random
import re
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from unittest.mock import patch
from urllib.parse import quote, unquote, urlsplit

import pytest
from markupsafe import escape
from starlette.routing import Match, Mount, Route

from tests.support.dom import Node
from tests.support.in_process import Answered, Asker, studio_in_process
from tests.support.page_controls import FILLS, Fill, Press, days_not_shown, links_of, page_of, presses, saved_value
from tests.support.project_states import State, all_states, bytes_of
from tests.support.tiny import Tiny
from zt_audio.i18n import gettext as _, speaking
from zt_audio.studio.app import all_routes
from zt_audio.studio.guard import ENTER
from zt_audio.studio.refusals import _CAUSES
from zt_audio.studio.visit import normal_text

SEED = os.environ.get("ZT_STATES_SEED", "2026")
SIZE = os.environ.get("ZT_STATES", "")
TAKES_ALL = SIZE == "all"
SHARE = 10  # one project of so many in CI
LANGUAGES = ("kk", "ru", "en")
STATES = all_states()
TAKEN = STATES if SIZE in ("all", "each") else random.Random(SEED).sample(STATES, len(STATES) // SHARE)  # noqa: S311 - no secret
PARAMETERS = {"str": ("gone", "%00", "..", "Ә" * 300), "int": ("0", "9" * 30), "path": ("gone", "a/../../x", "%00/b")}
MENDING = (
    "/",
    "/appeals",
    "/places",
    "/playlists",
    "/settings",
    "/greetings",
    "/words",
    "/facts",
    "/history",
)
NOT_PAGES = ("/static", "/cards/", "/images/", "/stamp", "/jobs/", "/takes/")  # sounds, pictures, streams
JOBS = ("/sound", "/sound/plan", "/sound/verify", "/sound/voices", "/sticks", "/sticks/check", "/recordings/voices/get")
LONG_S = 60
ROUTES = all_routes()
ODD_JSON: tuple[object, ...] = (
    {},
    [],
    b"\xff",
    {"file": None, "edits": [None]},
    {"lang": "kk", "text": 5, "said": [], "part": "x"},
)
ODD_FORMS: tuple[dict[str, str], ...] = (
    {},
    {"x": "y"},
    {"file": "appeals/settings.yaml", "path": "[]", "entry": "[]", "back": "//evil"},
)
SLOW = ("/recordings/voices/chains", "/recordings/voices/audition")  # every engine is asked: once is enough


@pytest.mark.parametrize("state", TAKEN, ids=[state.name for state in TAKEN])
def test_nothing_breaks_in_a_project_with_a_mistake(state: State, built_once: Tiny, tmp_path: Path) -> None:
    root = tmp_path / "project"
    state.make(root, built_once)
    with studio_in_process(root) as asker, state.holds(root), errors_logged() as logged, no_downloads():
        walk = Walk(asker, root, state, logged)
        for turn in range(len(LANGUAGES) if TAKES_ALL else 1):
            walk.open_every_page(turn)
        walk.press_everything()
        walk.ask_every_route()
    assert walk.wrong == [], "\n" + "\n".join(walk.wrong)


@contextmanager
def errors_logged() -> Iterator[list[str]]:
    """Give the list of what the program logs as an error."""
    found: list[str] = []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(self.format(record))

    keeper, logger = Keeper(logging.ERROR), logging.getLogger("zt_audio")
    logger.addHandler(keeper)
    try:
        yield found
    finally:
        logger.removeHandler(keeper)


@contextmanager
def no_downloads() -> Iterator[None]:
    """Let nothing be fetched: a voice weighs 60 MB."""
    with patch("zt_audio.studio.job_kinds.download_voice", lambda *_arguments: ()):
        yield


def content_of(root: Path) -> dict[str, bytes]:
    """Return the texts and records of a project, which no press may change by chance."""
    found = {}
    for folder, _folders, names in os.walk(root / "appeals"):
        for name in names:
            path = Path(folder) / name
            if path.is_file() and not path.is_symlink():
                found[os.path.relpath(path, root)] = bytes_of(path)
    return found


def sent_of(press: Press) -> str:
    return f"{press.form or press.json}"[:200]


@dataclass
class Walk:
    """A person who presses everything, and looks at what came of it; `wrong` is what that person would complain of."""

    asker: Asker
    root: Path
    state: State
    logged: list[str]
    wrong: list[str] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)  # by address, in the language asked for last
    asked: set[str] = field(default_factory=set)  # routes, as METHOD path
    draw: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.draw = random.Random(f"{SEED} {self.state.name}")  # noqa: S311 - no secret

    # --- pages ------------------------------------------------------------------------------------------------

    def open_every_page(self, turn: int) -> None:
        """Open every address without a name in it, and what these pages lead to: two of a kind.

        One language comes after the other; after three turns each page was seen in each.
        """
        first = turn + self.draw.randrange(len(LANGUAGES)) * (not TAKES_ALL)
        skipped = SLOW if turn else ()
        waiting = [route.path for route in _routes("GET") if "{" not in route.path and route.path != ENTER]
        seen: set[str] = set()
        kinds, offered = dict.fromkeys(waiting, 0), {"/"}
        while waiting:
            address = waiting.pop(0)
            if address in seen or address.startswith(skipped) or len(seen) > 120:
                continue
            self.asker.language = LANGUAGES[(first + len(seen)) % len(LANGUAGES)]
            seen.add(address)
            answer = self._get(address, is_offered=address in offered and not address.startswith(NOT_PAGES))
            if address in offered and self.state.is_project:
                self._judge_screen(address, answer)
            if not answer.is_page or answer.status >= 400:
                continue
            self.pages[address] = answer.text
            for shown in days_not_shown(answer.text):
                self._complain(f"a browser does not show {shown!r} <- GET {address}")
            for link in links_of(answer.text, address):
                offered.add(link)
                route = _route_of("GET", urlsplit(link).path)
                if link.startswith(("https://", "mailto:", "data:")):
                    continue
                if route is None:
                    self._complain(f"{address} leads to {link}, which is nothing")
                elif isinstance(route, Route) and kinds.setdefault(f"{route.path}{'?' in link}", 0) < 2:
                    kinds[f"{route.path}{'?' in link}"] += 1
                    waiting.append(link)

    def _judge_screen(self, address: str, answer: Answered) -> None:
        """Complain of a page that is closed where mistakes are mended, or that leads nowhere from one."""
        main, told = _main_of(answer) if answer.is_page else ("", "")
        if address in MENDING and answer.status >= 400:
            self._complain(f"{answer.status}: {told} <- GET {address}")
        if answer.status == 422 and not {*links_of(main, address)} - {"/"}:
            self._complain(f"422 leads nowhere: {told} <- GET {address}")

    def _get(self, address: str, *, is_offered: bool = True) -> Answered:
        if address.endswith("/events"):
            return Answered(200, {}, b"")
        answer = self._ask("GET", address)
        self._judge(f"GET {address}", answer, is_offered=is_offered)
        return answer

    def _parsed(self, what: str, html: str) -> Node:
        try:
            return page_of(html)
        except AssertionError as error:
            self._complain(f"{error} <- {what}")
            return Node("page", {})

    # --- presses ----------------------------------------------------------------------------------------------

    def press_everything(self) -> None:
        """Press each control, one language after the other; of those that differ in names alone, the first."""
        seen: set[tuple[str, str]] = set()
        trees = {address: self._parsed(address, html) for address, html in self.pages.items()}
        for fill in FILLS:
            for address, root in trees.items():
                for press in presses(root, address, fill, self.draw.randrange(100)):
                    key = (press.shape, "" if not TAKES_ALL else fill)
                    if key in seen or (not TAKES_ALL and not self._is_drawn(press, fill)):
                        continue
                    seen.add(key)
                    self.press(press)

    def _is_drawn(self, press: Press, fill: Fill) -> bool:
        chance = hash_of(SEED, self.state.name, press.shape) % 100
        rare = press.address in (*JOBS, "/save", "/say")
        return chance % len(FILLS) == FILLS.index(fill) and chance < (20 if rare else 60)

    def press(self, press: Press) -> None:
        """Send what a control sends, and compare what the answer says with the files."""
        self.asker.language = self.draw.choice(LANGUAGES)
        before = content_of(self.root)
        answer = self._send(press)
        self._judge(str(press), answer, is_offered=press.fill != "hostile", press=press)
        self._wait_for_jobs(press)
        after = content_of(self.root)
        changed = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
        if answer.status >= 400 and changed:
            self._complain(f"answered {answer.status}, and changed {changed} <- {press}")
        shown = self._followed(press, answer)
        if changed and answer.status < 400:
            self._look_at_change(press, changed)
            self._undo(press, answer, shown, before)
        elif press.field and press.fill == "changed" and answer.status < 400:
            self._complain(f"answered {answer.status}, and wrote nothing <- {press}")
        self._restore(before)

    def _send(self, press: Press) -> Answered:
        self.asked.add(_name_of(press.method, press.address))
        if press.file:
            body, kind = _multipart(press.form or {}, press.file)
            return self._ask("POST", press.address, body, kind, press.page)
        if press.form is not None:
            return self._caught(lambda: self.asker.post(press.address, press.form or {}, press.page))
        if press.method == "GET":
            return self._ask("GET", press.address)
        value = press.data if press.data is not None else press.json
        return self._caught(lambda: self.asker.send(press.address, value, press.method, press.page))

    def _followed(self, press: Press, answer: Answered) -> str:
        """Return the page that a person sees after a press."""
        if answer.status in (302, 303):
            shown = self._ask("GET", answer.headers["location"])
            self._judge(f"{press}, then GET {answer.headers['location']}", shown)
            answer = shown
        return answer.text if answer.is_page else ""

    def _look_at_change(self, press: Press, changed: list[str]) -> None:
        if press.field and press.fill == "changed":
            shown = self._ask("GET", press.page)
            if shown.status >= 400:
                self._complain(f"was saved, and its page is gone: {shown.status} <- {press}")
                return
            value = saved_value(self._parsed(str(press), shown.text), press.json["file"], press.field)
            wanted = normal_text(press.json["edits"][0]["new"]).strip()
            if (value or "").strip() != wanted:
                self._complain(f"the page shows {value!r} instead of {wanted!r} <- {press}")
        named = {value for name, value in (press.form or {}).items() if name in ("name", "id", "kind-kk", "kind-ru")}
        for words in press.typed if press.form and press.fill == "changed" else ():
            written = b"".join((self.root / name).read_bytes() for name in changed if (self.root / name).is_file())
            if words not in named and words.encode() not in written and words not in str(changed):
                self._complain(f"{words!r} is in none of {changed} <- {press}")

    def _undo(self, press: Press, answer: Answered, shown: str, before: Mapping[str, bytes]) -> None:
        """Undo what the answer offers to undo: not one byte is other than before."""
        number = answer.json.get("undo") if isinstance(answer.json, dict) else None
        if offered := re.search(r'action="/undo">.*?name="save" value="(\d+)"', shown, re.DOTALL):
            number = offered[1]
        if not number:
            return
        answer = self._caught(lambda: self.asker.post("/undo", {"save": str(number), "back": "/"}))
        self._judge(f"undo of {press}", answer)
        if answer.status < 400 and content_of(self.root) != before:
            self._complain(f"undo of {press}: the files are not as before")

    def _restore(self, before: Mapping[str, bytes]) -> None:
        now = content_of(self.root)
        for name in {*now} - {*before}:
            (self.root / name).unlink()
        for name, data in before.items():
            if now.get(name) != data:
                (self.root / name).parent.mkdir(parents=True, exist_ok=True)
                (self.root / name).write_bytes(data)
        shutil.rmtree(self.root / "drafts", ignore_errors=True)

    def _wait_for_jobs(self, press: Press) -> None:
        job = self.asker.studio.jobs.last
        end = time.monotonic() + LONG_S
        while job and job.is_running:
            if job.question:
                job.answer(job.question, agrees=False)
            if time.monotonic() > end:
                self._complain(f"the job does not end <- {press}")
                job.cancel()
            time.sleep(0.01)
        if job and any(problem.slug == "job-died" for problem in getattr(job.result, "problems", ())):
            self._complain(f"the job died <- {press}")
        if job and press.address in JOBS:
            self._get(f"/jobs/{job.number}")
            events = self._ask("GET", f"/jobs/{job.number}/events")
            self._judge(f"events of {press}", events)

    # --- routes -----------------------------------------------------------------------------------------------

    def ask_every_route(self) -> None:
        """Ask each route for what is not there, and send each that takes something what no page sends."""
        self.asker.language = self.draw.choice(LANGUAGES)
        for route in _routes("GET"):
            for address in () if route.path == ENTER else self._odd_addresses(route):
                self._get(address, is_offered=False)
        for method in ("POST", "PUT"):
            for route in _routes(method):
                for address in self._odd_addresses(route):
                    self._ask_oddly(method, address)

    def _odd_addresses(self, route: Route) -> list[str]:
        found = _addresses(route)
        return found if TAKES_ALL else self.draw.sample(found, 1)

    def _ask_oddly(self, method: str, address: str) -> None:
        for value in ODD_JSON if TAKES_ALL else self.draw.sample(ODD_JSON, 1):
            answer = self._caught(partial(self.asker.send, address, value, method))
            self._judge(f"{method} {address} {value!r}", answer, is_offered=False)
        for form in ODD_FORMS if TAKES_ALL else self.draw.sample(ODD_FORMS, 1):
            answer = self._caught(partial(self.asker.post, address, form))
            self._judge(f"{method} {address} {form}", answer, is_offered=False)
            self._wait_for_jobs(Press("/", method, address, "hostile"))

    # --- what counts ------------------------------------------------------------------------------------------

    def _ask(self, method: str, address: str, body: bytes = b"", kind: str = "", came_from: str = "/") -> Answered:
        self.asked.add(_name_of(method, address))
        return self._caught(lambda: self.asker.ask(method, address, body, kind, came_from))

    def _caught(self, ask: Callable[[], Answered]) -> Answered:
        try:
            return ask()
        except Exception as error:  # noqa: BLE001 - whatever escapes is what this test looks for
            return Answered(500, {}, f"{type(error).__name__}: {error}".encode())

    def _judge(self, what: str, answer: Answered, *, is_offered: bool = True, press: Press | None = None) -> None:
        """Complain of an answer that is no answer to a person."""
        if self.logged:
            self._complain(f"logged {self.logged.pop()[-1500:]} <- {what}")
            self.logged.clear()
        if answer.status >= 500:
            self._complain(f"{answer.status} {answer.body[:200]!r} <- {what}")
        if b"Traceback" in answer.body:
            self._complain(f"a traceback <- {what}")
        if 400 <= answer.status < 500:
            self._judge_refusal(what, answer, is_offered=is_offered, press=press)

    def _judge_refusal(self, what: str, answer: Answered, *, is_offered: bool, press: Press | None) -> None:
        language = self.asker.language
        with speaking(language):
            vague = {_(heading) for heading, _to_do in _CAUSES.values()}
        if isinstance(answer.json, dict):
            told = str(answer.json.get("told", ""))
        elif answer.is_page:
            main, told = _main_of(answer)
            if "<a " not in main:
                self._complain(f"{answer.status} without a way on: {told!r} <- {what}")
            for words in press.typed if press and press.form else ():
                if _is_words(words) and words not in answer.text and _escaped(words) not in answer.text:
                    self._complain(f"{answer.status}, and {words[:40]!r} is lost <- {what}")
        else:
            self._complain(f"bare {answer.status} {answer.body[:80]!r} <- {what}")
            return
        if len(told) < 12:
            self._complain(f"{answer.status} says {told!r} <- {what}")
        if is_offered and any(told.startswith(heading) for heading in vague):
            self._complain(f"{answer.status} names no cause: {told[:100]!r} <- {what}")
        if language != "en" and not re.search("[а-яА-ЯәіңғүұқөһӘІҢҒҮҰҚӨҺ]{4}", told):
            self._complain(f"not in {language}: {told[:100]!r} <- {what}")

    def _complain(self, what: str) -> None:
        self.wrong.append(what[:1800])


def _main_of(answer: Answered) -> tuple[str, str]:
    """Return what stands in the middle of a page, as it is and without marks."""
    main = answer.text.partition("<main")[2].partition(">")[2].rpartition("</main>")[0] or answer.text
    main = re.sub(r"<p id=\"changed\".*?</p>", "", main, flags=re.DOTALL)
    return main, " ".join(re.sub("<[^>]*>", " ", main).split())


def hash_of(*values: object) -> int:
    return random.Random(repr(values)).randrange(1 << 30)  # noqa: S311 - no secret


def _is_words(typed: str) -> bool:
    """Tell whether a person would be sorry to lose `typed`."""
    return bool(re.search(r"\w \w|[^\W\x00-\x7f]", typed)) and "\0" not in typed


def _escaped(words: str) -> str:
    return str(escape(words))


def _routes(method: str) -> list[Route]:
    return [route for route in ROUTES if isinstance(route, Route) and method in (route.methods or ())]


@cache
def _route_of(method: str, path: str) -> Route | Mount | None:
    scope = {"type": "http", "path": unquote(path), "method": method, "root_path": "", "headers": []}
    found = (route for route in ROUTES if isinstance(route, Route | Mount))
    return next((route for route in found if route.matches(scope)[0] is Match.FULL), None)


def _name_of(method: str, address: str) -> str:
    route = _route_of(method, urlsplit(address).path)
    return f"{method} {route.path if route else address}"


def _addresses(route: Route) -> list[str]:
    """Return addresses of `route` with names that nothing has."""
    kinds = re.findall(r"\{\w+(?::(\w+))?\}", route.path)
    return [_filled(route.path, turn) for turn in range(len(PARAMETERS["str"]))] if kinds else [route.path]


def _filled(path: str, turn: int) -> str:
    def value(parameter: re.Match[str]) -> str:
        values = PARAMETERS[parameter[1] or "str"]
        return quote(values[turn % len(values)], safe="/%.")

    return re.sub(r"\{\w+(?::(\w+))?\}", value, path)


def _multipart(form: Mapping[str, str], file: tuple[str, str, bytes]) -> tuple[bytes, str]:
    name, file_name, data = file
    begin = "--b\r\nContent-Disposition: form-data; name="
    parts = [f'{begin}"{key}"\r\n\r\n{value}\r\n'.encode() for key, value in form.items()]
    head = f'{begin}"{name}"; filename="{file_name}"\r\n\r\n'.encode()
    return b"".join([*parts, head, data, b"\r\n--b--\r\n"]), "multipart/form-data; boundary=b"
