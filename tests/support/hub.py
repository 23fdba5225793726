"""Run a web server on this computer that hands out files, as well or as badly as a test says."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain, repeat

Manner = Callable[[BaseHTTPRequestHandler, bytes], None]


@dataclass
class Hub:
    """`manners` are used up one a request; after them the server is honest. `ranges` is what it was asked for."""

    files: dict[str, bytes]
    manners: list[Manner] = field(default_factory=list)
    ranges: list[str | None] = field(default_factory=list)
    address: str = ""
    release: threading.Event = field(default_factory=threading.Event)


@contextmanager
def serve(hub: Hub) -> Iterator[Hub]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            hub.ranges.append(self.headers.get("Range"))
            manner = hub.manners.pop(0) if hub.manners else honest
            self.close_connection = True
            manner(self, hub.files.get(self.path, b""))

        def log_message(self, *_words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hub.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield hub
    finally:
        hub.release.set()
        server.shutdown()
        thread.join()
        server.server_close()


def answer(request: BaseHTTPRequestHandler, status: int, body: bytes, length: int | None = None, **more: str) -> None:
    request.send_response(status)
    if length != -1:
        request.send_header("Content-Length", str(len(body) if length is None else length))
    for name, value in more.items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    request.wfile.write(body)


def honest(request: BaseHTTPRequestHandler, body: bytes) -> None:
    """Answer as the real one does, ranges included."""
    asked = request.headers.get("Range")
    if not body:
        answer(request, 404, b"no such file")
    elif not asked:
        answer(request, 200, body)
    elif (start := int(asked.removeprefix("bytes=").removesuffix("-"))) >= len(body):
        answer(request, 416, b"")
    else:
        answer(request, 206, body[start:], Content_Range=f"bytes {start}-{len(body) - 1}/{len(body)}")


def no_ranges(request: BaseHTTPRequestHandler, body: bytes) -> None:
    answer(request, 200, body)


def refuse(status: int) -> Manner:
    return lambda request, _body: answer(request, status, b"trouble")


def cut_after(size: int) -> Manner:
    """Announce the whole, send `size` bytes of it and hang up."""
    return lambda request, body: answer(request, 200, body[:size], length=len(body))


def stop_after(size: int, hub: Hub) -> Manner:
    """Send `size` bytes and then nothing, without hanging up."""

    def manner(request: BaseHTTPRequestHandler, body: bytes) -> None:
        answer(request, 200, body[:size], length=len(body))
        hub.release.wait()

    return manner


def drip_after(head: bytes, hub: Hub, rest: bytes = b"") -> Manner:
    """Send `head`, and then a byte now and then: those of `rest`, and more without an end."""

    def manner(request: BaseHTTPRequestHandler, _body: bytes) -> None:
        with suppress(OSError):
            request.wfile.write(head)
            for byte in chain(rest, repeat(ord("0"))):
                if hub.release.wait(0.02):
                    break
                request.wfile.write(bytes([byte]))

    return manner


def other_content(request: BaseHTTPRequestHandler, body: bytes) -> None:
    answer(request, 200, bytes(len(body)))


def html(request: BaseHTTPRequestHandler, _body: bytes) -> None:
    answer(request, 200, b"<html>Please log in</html>", Content_Type="text/html")


def html_of_no_length(request: BaseHTTPRequestHandler, _body: bytes) -> None:
    answer(request, 200, b"<html>Log in!</html>", length=-1, Content_Type="text/html")


def endless(request: BaseHTTPRequestHandler, body: bytes) -> None:
    """Announce no length and send too much."""
    answer(request, 200, body * 3, length=-1)


def elsewhere(address: str) -> Manner:
    return lambda request, _body: answer(request, 302, b"", Location=address)


def from_the_wrong_place(request: BaseHTTPRequestHandler, body: bytes) -> None:
    """Say that a range begins where it was asked to, and send the file's beginning."""
    start = int((request.headers.get("Range") or "bytes=0-").removeprefix("bytes=").removesuffix("-"))
    answer(request, 206, body[: len(body) - start], Content_Range=f"bytes {start}-{len(body) - 1}/{len(body)}")


def too_much(request: BaseHTTPRequestHandler, body: bytes) -> None:
    """Begin a range where it was asked to, announce no length and send too much."""
    start = int((request.headers.get("Range") or "bytes=0-").removeprefix("bytes=").removesuffix("-"))
    answer(request, 206, body * 2, length=-1, Content_Range=f"bytes {start}-{len(body) - 1}/{len(body)}")
