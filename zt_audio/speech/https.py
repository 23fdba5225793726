"""Send HTTP requests, for services and downloads: TLS is always verified, plain HTTP stays on this computer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from requests import PreparedRequest, Response

_USER = re.compile(r"(\w+://)?\S*@")
_LOOPBACK = ("127.0.0.1", "::1", "localhost")  # no network lies in between


class NotSafeError(Exception):
    """Others on the way could answer for this address, or read the request; the address is the message."""


def is_address(text: str) -> bool:
    """Tell whether `text` can be an address: a host, a port that is a number, Latin letters only."""
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").encode("idna")
        _number = parts.port
    except ValueError:
        return False
    return bool(host) and text.isascii() and text.isprintable() and " " not in text


def without_password(text: str) -> str:
    """Return `text` with no name and no password in its addresses, as people and logs may see it."""
    return _USER.sub(lambda found: found[1] or "", text)


def check_safe(address: str) -> None:
    """Raise NotSafeError unless `address` is https, or http on this computer. Raises ValueError for no address."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise NotSafeError(address)


@contextmanager
def response_to(request: PreparedRequest, connect_s: float, read_s: float) -> Iterator[Response]:
    """Yield the response to `request`, its body still to be read; a redirection is not followed.

    Each call has its own session: sessions are not safe for several threads. Proxies and an additional certificate
    authority come from the environment, as in every program; the environment cannot turn verification off.
    Raises NotSafeError, ValueError, requests.RequestException.
    """
    import requests  # noqa: PLC0415 - 0.1 s that only a request has to pay

    address = str(request.url)
    check_safe(address)
    with requests.Session() as session:
        how = session.merge_environment_settings(address, {}, True, True, None)  # noqa: FBT003 - stream, verify
        if urlsplit(address).hostname in _LOOPBACK:
            how["proxies"] = {}
        with session.send(request, timeout=(connect_s, read_s), allow_redirects=False, **how) as response:
            yield response
