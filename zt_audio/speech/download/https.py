"""An address in, an open response out: over TLS alone, however often the server sends us elsewhere."""

from __future__ import annotations

from http.client import HTTPMessage, HTTPResponse
from typing import IO
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from zt_audio import __version__

LOOPBACK = ("127.0.0.1", "::1", "localhost")  # nobody listens between us and ourselves


class NotSafeError(Exception):
    """An address that anybody on the way could answer for; it is the message."""


class _Redirects(HTTPRedirectHandler):
    def http_error_302(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage) -> object:
        try:
            return super().http_error_302(req, fp, code, msg, headers)
        except ValueError:  # where we are sent is no address
            fp.close()
            raise

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        try:
            check_safe(newurl)
        except NotSafeError:
            fp.close()
            raise
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def is_address(text: str) -> bool:
    """Tell whether `text` can be asked for at all: a host, a port that is a number, and no letters but Latin ones."""
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").encode("idna")
        _number = parts.port
    except ValueError:
        return False
    return bool(host) and text.isascii() and text.isprintable() and " " not in text


def check_safe(address: str) -> None:
    """Raise NotSafeError unless `address` is https, or http on this computer."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise NotSafeError(address)


def open_address(address: str, start: int, timeout_s: float) -> HTTPResponse:
    """Return the response of `address`, from byte `start` on if the server can. Raises what urllib raises."""
    check_safe(address)
    headers = {"User-Agent": f"zt-audio/{__version__}"}
    if start:
        headers["Range"] = f"bytes={start}-"
    handlers = [_Redirects(), *([ProxyHandler({})] if urlsplit(address).hostname in LOOPBACK else [])]
    response: HTTPResponse = build_opener(*handlers).open(Request(address, headers=headers), timeout=timeout_s)  # noqa: S310 - checked
    return response
