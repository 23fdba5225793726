"""Run a real HTTP server on this computer that answers by a script: what a service may do, each as one value."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MOST_WAIT_S = 60
NO_LENGTH = -1


@dataclass(frozen=True)
class Reply:
    body: bytes = b""
    status: int = 200
    kind: str = "audio/x-wav"
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = None  # what Content-Length says; None: the truth, NO_LENGTH: nothing does
    stall: str = ""  # "head": say nothing; "body": stop in the middle; "drip": a byte now and then, for ever


@dataclass(frozen=True)
class Heard:
    path: str
    headers: Mapping[str, str]
    body: bytes


Answerer = Callable[[Heard], Reply]


@dataclass
class Server:
    url: str
    answer: Answerer
    heard: list[Heard] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


@contextmanager
def serve(answer: Answerer, tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Answer at `url` until the end; requests that still wait end then."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard = Heard(self.path, dict(self.headers), body)
            server.heard.append(heard)
            send(self, server.answer(heard), server.over)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name it has
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """Clients go away: that is what the tests are about."""

    http = Quiet(("127.0.0.1", 0), Handler)
    if tls:
        http.socket = tls.wrap_socket(http.socket, server_side=True)
    server = Server(f"http{'s' if tls else ''}://127.0.0.1:{http.server_port}", answer)
    thread = threading.Thread(target=http.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        http.shutdown()
        thread.join()
        http.server_close()


def send(handler: BaseHTTPRequestHandler, reply: Reply, over: threading.Event) -> None:
    handler.close_connection = True
    if reply.stall == "head":
        over.wait(MOST_WAIT_S)
        return
    handler.send_response_only(reply.status)  # no Date of its own
    length = len(reply.body) if reply.length is None else reply.length
    length_header = {} if length == NO_LENGTH else {"Content-Length": str(length)}
    for name, value in {"Content-Type": reply.kind, **length_header, **reply.headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    if reply.stall == "drip":
        while not over.wait(0.02):
            handler.wfile.write(b"x")
        return
    handler.wfile.write(reply.body[: len(reply.body) // 2] if reply.stall else reply.body)
    handler.wfile.flush()
    if reply.stall:
        over.wait(MOST_WAIT_S)
