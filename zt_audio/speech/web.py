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
    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        try:
            check_safe(newurl)
        except NotSafeError:
            fp.close()
            raise
        return super().redirect_request(req, fp, code, msg, headers, newurl)


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
