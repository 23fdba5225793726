"""What the guard of the studio lets in, what it refuses, and that no route is outside of it."""

from __future__ import annotations

import asyncio
import http.client
import json
import logging
import os
import random
import re
import socket
from collections.abc import Iterator, Mapping
from contextlib import suppress
from urllib.parse import quote, unquote, urlsplit

import pytest
import requests
from starlette.routing import Mount, Route
from starlette.types import Message

from tests.support.studio import RunningStudio, enter, running_studio
from tests.support.tiny import tiny_project
from zt_audio.studio.app import all_routes
from zt_audio.studio.guard import CONTENT_POLICY, REFUSED_HEADER, SECRET_HEADER, Sessions, new_token

OWN, FOREIGN = "own", "https://example.kz"
ENDLESS = 1_000_000_000  # bytes
ODD = int(os.environ.get("ZT_GUARD_REQUESTS", "4000"))  # requests; by hand: 20 000


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStudio]:
    root = tmp_path_factory.mktemp("studio") / "project"
    tiny_project(root)
    with running_studio(root) as studio:
        yield studio


@pytest.fixture(scope="module")
def own(running: RunningStudio) -> Mapping[str, str]:
    """Give the headers that a page in a session sends with a change."""
    session = running.studio.sessions.enter(new_token(running.key))
    assert session
    return {"Origin": OWN, "Cookie": f"zt{running.studio.port}={session.cookie}", SECRET_HEADER: session.secret}


def ask(running: RunningStudio, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> int:
    """Send exactly these headers and return the status."""
    netloc = urlsplit(running.base).netloc
    connection = http.client.HTTPConnection(netloc, timeout=30)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in {"Host": netloc, "Content-Length": str(len(body)), **headers}.items():
        if value != "-":
            connection.putheader(name, running.base if value == OWN else value)
    connection.endheaders(body)
    status = connection.getresponse().status
    connection.close()
    return status


REQUESTS = [  # method, path, headers beside those of a page of ours, status
    ("GET", "/", {}, 200),
    ("GET", "/", {"Sec-Fetch-Site": "none"}, 200),
    ("HEAD", "/", {}, 200),
    ("GET", "/", {"Host": "localhost:{port}"}, 200),
    ("GET", "/", {"Host": "evil.kz"}, 421),
    ("GET", "/", {"Host": "127.0.0.1"}, 421),
    ("GET", "/", {"Host": "127.0.0.1:{port}.evil.kz"}, 421),
    ("GET", "/", {"Host": "-"}, 400),
    ("GET", "/", {"Host": "LOCALHOST:{port}"}, 421),
    ("GET", "/", {"Host": "[::1]:{port}"}, 421),
    ("GET", "/", {"Cookie": "-"}, 403),
    ("GET", "/", {"Cookie": "zt{port}=wrong"}, 403),
    ("GET", "/", {"Cookie": "zt{port}="}, 403),
    ("GET", "/", {"Cookie": "other=1"}, 403),
    ("GET", "/", {"Sec-Fetch-Site": "cross-site"}, 403),
    ("GET", "/", {"Sec-Fetch-Site": "same-site"}, 403),
    ("GET", "/static/studio.css", {}, 200),
    ("GET", "/static/studio.css", {"Cookie": "-"}, 200),  # a refusal is a page, too
    ("POST", "/static/studio.css", {"Cookie": "-", "Origin": OWN}, 403),
    ("GET", "/static/studio.css", {"Cookie": "-", "Sec-Fetch-Site": "cross-site"}, 403),
    ("GET", "/static/studio.js", {"Cookie": "-"}, 403),
    ("GET", "/static/../app.py", {}, 404),
    ("GET", "/static/%2e%2e/app.py", {}, 404),
    ("GET", "/static/..%2f..%2fapp.py", {}, 404),
    ("GET", "/files/../../etc/passwd", {}, 404),
    ("GET", "/files/appeals/../appeals/places.yaml", {}, 404),
    ("GET", "/files//etc/passwd", {}, 404),
    ("GET", "/files/appeals/places.yaml", {}, 200),
    ("GET", "/enter", {"Cookie": "-"}, 403),
    ("GET", "/enter?t=wrong", {"Cookie": "-"}, 403),
    ("GET", "/enter?t=wrong", {"Sec-Fetch-Site": "cross-site"}, 403),
    ("GET", "/enter?t={token}", {"Cookie": "-", "Sec-Fetch-Site": "cross-site"}, 200),  # from the browser's file
    ("GET", "/enter?t={token}", {"Cookie": "-", "Sec-Purpose": "prefetch"}, 503),
    ("POST", "/enter?t={token}", {"Cookie": "-", "Origin": FOREIGN}, 403),
    ("GET", "/nothing-here", {}, 404),
    ("GET", "/" + "a" * 3000, {}, 414),
    ("POST", "/language", {"Origin": "own"}, 303),
    ("POST", "/language", {}, 403),
    ("POST", "/language", {"Origin": "own", "zt-secret": "-"}, 403),
    ("POST", "/language", {"Origin": "own", "zt-secret": "A" * 43}, 403),
    ("POST", "/save", {"Origin": "own", "zt-secret": "-", "Content-Type": "application/json"}, 403),
    ("PUT", "/word", {"Origin": "own", "zt-secret": "-"}, 403),
    ("POST", "/language", {"Origin": FOREIGN}, 403),
    ("POST", "/language", {"Origin": "null"}, 403),
    ("POST", "/language", {"Origin": "http://127.0.0.1"}, 403),
    ("POST", "/language", {"Origin": "own", "Sec-Fetch-Site": "cross-site"}, 403),
    ("POST", "/language", {"Origin": "own", "Cookie": "-"}, 403),
    ("POST", "/language", {"Origin": FOREIGN, "Host": "evil.kz"}, 421),
    ("POST", "/language", {"Origin": "own", "Content-Length": "2000001"}, 413),
    ("POST", "/language", {"Origin": "own", "Content-Length": "-1"}, 400),
    ("PUT", "/takes/appeal/x/kk/1", {"Origin": "own", "Content-Length": "129000000"}, 413),
    ("PUT", "/word", {"Origin": "own", "Content-Length": "5000001"}, 413),
    ("PUT", "/word", {"Origin": FOREIGN}, 403),
    ("POST", "/word", {"Origin": "own", "Content-Length": "2000001"}, 413),
    ("DELETE", "/appeals", {"Origin": "own"}, 405),
    ("TRACE", "/", {}, 405),
    ("OPTIONS", "/", {"Origin": FOREIGN}, 405),
]


@pytest.mark.parametrize(("method", "path", "headers", "status"), REQUESTS)
def test_a_request_is_let_in_or_refused(
    running: RunningStudio, own: Mapping[str, str], method: str, path: str, headers: dict[str, str], status: int
) -> None:
    port = str(running.studio.port)
    changed = {name: value.replace("{port}", port) for name, value in headers.items()}
    path = path.replace("{token}", new_token(running.key))
    assert ask(running, method, path, {**own, "Origin": "-", **changed}) == status


@pytest.mark.parametrize("said", ["Content-Length", "Transfer-Encoding"])
@pytest.mark.parametrize(("path", "session"), [("/word", True), ("/takes/microphone", True), ("/word", False)])
def test_what_is_too_large_is_not_read_to_its_end(
    running: RunningStudio, own: Mapping[str, str], path: str, said: str, *, session: bool
) -> None:
    headers = {**own, "Host": urlsplit(running.base).netloc, "Origin": running.base if session else FOREIGN}
    headers |= {said: str(ENDLESS) if said == "Content-Length" else "chunked"}
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    part = bytes(2**20) if said == "Content-Length" else b"100000\r\n" + bytes(2**20) + b"\r\n"
    with socket.create_connection(("127.0.0.1", running.studio.port), timeout=30) as connection:
        connection.sendall(f"PUT {path} HTTP/1.1\r\n{head}\r\n".encode())
        sent = 0
        with suppress(ConnectionError):
            while sent < ENDLESS:
                connection.sendall(part)
                sent += len(part)
        answer = connection.recv(2**16).decode()
    assert sent < ENDLESS
    assert answer.split(" ", 2)[1] == ("413" if session else "403")
    assert "\r\nconnection: close\r\n" in answer


def test_a_large_file_is_refused_once_the_browser_has_sent_it(running: RunningStudio) -> None:
    assert running.browser().put(f"{running.base}/word", bytes(40_000_000), timeout=100).status_code == 413


def test_a_body_in_pieces_is_taken_and_the_connection_closed(running: RunningStudio) -> None:
    pieces = iter([b"lang", b"uage=", b"ru"])
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = running.browser().post(
        f"{running.base}/language", pieces, headers=headers, allow_redirects=False, timeout=30
    )
    assert (answer.status_code, answer.headers["Connection"]) == (303, "close")


def routes() -> list[tuple[str, str]]:
    """Return method and a path for each route of the studio."""
    found = []
    for route in all_routes():
        if isinstance(route, Route):
            path = re.sub(r"\{\w+:int\}", "1", route.path.replace("{name:path}", "appeals/places.yaml"))
            path = re.sub(r"\{\w+:str\}", "market", path)
            found += [(method, path) for method in sorted(route.methods or ()) if method != "HEAD"]
        elif isinstance(route, Mount):
            found.append(("GET", f"{route.path}/studio.css"))
    return found


@pytest.mark.parametrize(("method", "path"), [route for route in routes() if route[1] != "/enter"])
def test_each_route_needs_a_session_our_host_our_origin_and_the_secret(
    running: RunningStudio, own: Mapping[str, str], method: str, path: str
) -> None:
    in_any_case = path in ("/static/tokens.css", "/static/mark.svg", "/static/studio.css")
    assert ask(running, method, path, {**own, "Cookie": "-"}) == (200 if in_any_case else 403)
    assert ask(running, method, path, {**own, "Host": "evil.kz"}) == 421
    assert ask(running, method, path, {**own, "Sec-Fetch-Site": "cross-site"}) == 403
    if method != "GET":
        assert ask(running, method, path, {**own, "Origin": FOREIGN}) == 403
        assert ask(running, method, path, {**own, SECRET_HEADER: "-"}) == 403


def test_a_token_opens_one_session_and_its_later_use_ends_none(running: RunningStudio) -> None:
    client, door = requests.Session(), running.door
    first = enter(client, door)
    given = first.headers["set-cookie"].lower()
    assert "httponly" in given
    assert "samesite=strict" in given
    assert client.get(running.base, timeout=30).status_code == 200
    again = requests.get(door, headers={"Accept-Language": "ru"}, timeout=30)
    assert (again.status_code, again.headers[REFUSED_HEADER]) == (403, "used")
    assert "Этот адрес уже использован" in again.text
    assert "set-cookie" not in again.headers
    assert client.get(running.base, timeout=30).status_code == 200


def test_a_token_used_twice_before_its_first_page_has_arrived_ends_the_session(running: RunningStudio) -> None:
    client, door = requests.Session(), running.door
    enter(client, door)
    other = running.browser()
    assert requests.get(door, timeout=30).status_code == 403
    refused = client.get(running.base, timeout=30)
    assert (refused.status_code, refused.headers[REFUSED_HEADER]) == (403, "session")
    assert other.get(running.base, timeout=30).status_code == 200


@pytest.mark.parametrize("token", ["", ".", "a.b", "nonce." + "0" * 64, "ё.ё"])
def test_other_tokens_open_nothing(token: str) -> None:
    assert Sessions(b"key").enter(token) is None


def test_a_token_of_another_key_opens_nothing() -> None:
    assert Sessions(b"key").enter(new_token(b"other")) is None


def test_no_page_of_a_session_holds_its_secret(running: RunningStudio) -> None:
    """Who has the cookie alone may read the pages, and must not find there what a change needs."""
    client = running.browser()
    secret = client.headers.pop(SECRET_HEADER)
    for method, path in routes():
        if method == "GET" and not path.endswith("/events"):
            assert str(secret) not in client.get(running.base + path, timeout=30).text, path


@pytest.mark.parametrize("kind", ["fields", "parts"])
@pytest.mark.parametrize("place", ["first", "last"])
def test_a_form_shows_the_secret_as_a_field(running: RunningStudio, kind: str, place: str) -> None:
    client = running.browser()
    own = ("secret", str(client.headers.pop(SECRET_HEADER)))

    def answer(fields: list[tuple[str, str]]) -> requests.Response:
        body = {"data": fields} if kind == "fields" else {"files": [(name, (None, value)) for name, value in fields]}
        return client.post(f"{running.base}/language", **body, allow_redirects=False, timeout=30)

    others = [("language", "ru"), ("back", "/places?secret=" + "A" * 43)]
    done = answer([own, *others] if place == "first" else [*others, own])
    assert (done.status_code, done.headers["location"]) == (303, "/places?secret=" + "A" * 43)
    for wrong in ("A" * 43, own[1] + "A", own[1][:-1], ""):
        refused = answer([("secret", wrong), *others])
        assert (refused.status_code, refused.headers[REFUSED_HEADER]) == (403, "secret")


@pytest.mark.parametrize("size", [1, 7, 65_536])
def test_the_secret_of_a_large_form_is_found_however_it_is_cut(running: RunningStudio, size: int) -> None:
    client = running.browser()
    secret = str(client.headers.pop(SECRET_HEADER))
    body = f"language=ru&note={'ы' * (300_000 if size > 7 else 200)}&secret={secret}&back=/".encode()
    parts = (body[at : at + size] for at in range(0, len(body), size))
    headers = {"content-type": "application/x-www-form-urlencoded"}
    done = client.post(f"{running.base}/language", data=parts, headers=headers, allow_redirects=False, timeout=30)
    assert done.status_code == 303
    assert done.cookies["lang"] == "ru"


@pytest.mark.parametrize("headers", [{"content-type": "application/json"}, {"sec-fetch-dest": "empty"}])
def test_a_script_is_told_why_it_is_refused(running: RunningStudio, headers: dict[str, str]) -> None:
    headers = {**headers, "Origin": running.base, "Accept-Language": "ru"}
    refused = requests.post(f"{running.base}/save", headers=headers, timeout=30)
    assert (refused.status_code, refused.headers[REFUSED_HEADER]) == (403, "session")
    assert "Запустите студию" in refused.json()["told"]


@pytest.mark.parametrize("path", ["/", "/static/studio.js", "/nothing-here"])
def test_each_answer_forbids_what_is_not_ours(running: RunningStudio, path: str) -> None:
    answer = running.browser().get(running.base + path, timeout=30)
    assert answer.headers["content-security-policy"] == CONTENT_POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert not [name for name in answer.headers if name.lower().startswith("access-control-")]


@pytest.mark.parametrize(
    "back", ["https://evil.kz", "//evil.kz", "/\\evil.kz", "javascript:alert(1)", "/a\r\nSet-Cookie: x=1"]
)
def test_the_language_leads_to_no_other_site(running: RunningStudio, back: str) -> None:
    client = running.browser()
    answer = client.post(
        f"{running.base}/language", {"language": "ru", "back": back}, timeout=30, allow_redirects=False
    )
    assert answer.headers["location"] == "/"


COOKIES_OF_OTHERS = (
    'j={"a":1,"b":2}',
    "name=Иван",
    "a b=c",
    "x=1 2",
    "u=a,b",
    "path=/",
    "@x=1",
    "a=b=c",
    'q="unclosed',
    "a",
    "=",
    "",
    "зт=1",
    "a[0]=1",
    "zt{port}=tossed",
    "zt{port}",
    "Zt{port}=1",
    'lang="',
    "$Version=1",
    "expires=Wed, 21 Oct 2026 07:28:00 GMT",
    "x=" + "y" * 500_000,
)


@pytest.mark.parametrize("other", COOKIES_OF_OTHERS, ids=range(len(COOKIES_OF_OTHERS)))
def test_cookies_of_other_programs_do_not_matter(running: RunningStudio, own: Mapping[str, str], other: str) -> None:
    other = other.replace("{port}", str(running.studio.port)).encode().decode("latin-1")
    for cookies in (f"{other}; {own['Cookie']}", f"{own['Cookie']}; {other}", f"{other};{own['Cookie']};{other}"):
        assert ask(running, "GET", "/places", {**own, "Cookie": cookies}) == 200


@pytest.mark.parametrize(
    "folders", ["[" * 3_000, "%", "{}", '[1, "a"]', quote(json.dumps(["x" * 300 + "/b"])), quote(json.dumps(["a\0/b"]))]
)
def test_folders_that_other_programs_note_do_not_matter(
    running: RunningStudio, own: Mapping[str, str], folders: str
) -> None:
    """A page of another program on 127.0.0.1 may set the cookie of folders that were written to."""
    assert ask(running, "GET", "/sticks", {**own, "Cookie": f"{own['Cookie']}; folders={folders}"}) == 200


async def ask_directly(
    running: RunningStudio, method: str, path: str, headers: Mapping[str, str], body: bytes, *, leaves: bool = False
) -> int:
    """Send a request past the network, which takes most of the time, and return the status; it `leaves` in between."""
    status: list[int] = []
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": leaves}]

    async def receive() -> Message:
        return messages.pop() if messages else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            status.append(message["status"])

    path, _, query = path.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "scheme": "http",
        "method": method,
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", running.studio.port),
    }
    await running.studio.guarded(running.studio.web)(scope, receive, send)
    return status[0]


@pytest.mark.parametrize(
    ("method", "path", "kind"),
    [
        ("POST", "/playlists", "application/x-www-form-urlencoded"),
        ("POST", "/save", "application/json"),
        ("PUT", "/word", ""),
        ("PUT", "/takes/appeal/a/ru/1?said=0123456789abcdef", ""),
    ],
)
def test_a_page_that_is_closed_while_it_sends_is_no_failure(
    running: RunningStudio, own: Mapping[str, str], caplog: pytest.LogCaptureFixture, method: str, path: str, kind: str
) -> None:
    headers = {**own, "Host": urlsplit(running.base).netloc, "Origin": running.base, "Content-Type": kind}
    with caplog.at_level(logging.WARNING):
        assert asyncio.run(ask_directly(running, method, path, headers, b"{", leaves=True)) == 400
    assert not caplog.records


@pytest.mark.slow
def test_no_request_breaks_the_studio(running: RunningStudio, own: Mapping[str, str]) -> None:
    """Requests of odd methods, paths, headers and bodies: an answer to each, and never a failure of ours."""
    chance = random.Random(14)  # noqa: S311 - a seed, so that a failure comes again
    host = urlsplit(running.base).netloc
    letters = "/%.aA0ё?&=#~:@-_\\\"'<>{}[]|^`+,;!$*()\x00\x7f"
    paths = [path for _method, path in routes() if path != "/leave"]
    bodies = [b"", b"{}", b"[]", b"null", b'{"text": 1}', b'{"text": {"kk": 5}}', b"a=b&a", b"[" * 10_000]

    async def ask_many() -> None:
        for _round in range(ODD):
            method = chance.choice(["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
            path = chance.choice(paths)
            if chance.random() < 0.6:
                path += "".join(chance.choices(letters, k=chance.randrange(40)))
            headers = {**own, "Host": host, "Origin": running.base, "Content-Type": "x/y"}
            headers["Content-Type"] = chance.choice(["application/json", "application/x-www-form-urlencoded", ""])
            for name in chance.sample(sorted(headers), chance.randrange(2)):
                headers[name] = "".join(chance.choices('abc019=;:/."', k=chance.randrange(30)))
            body = chance.choice([*bodies, chance.randbytes(chance.randrange(200))])
            status = await ask_directly(running, method, path, headers, body)
            assert status < 500, (method, path, headers, body)

    asyncio.run(ask_many())
