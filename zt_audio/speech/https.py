"""Send HTTP requests, for services and downloads: TLS is always verified, plain HTTP stays on this computer.

Only where the settings call a server one of the institute's own network may it be asked without TLS.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager
from functools import partial
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from zt_audio.speech.registry import started

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


def check_safe(address: str, *, own_network: bool = False) -> None:
    """Raise NotSafeError unless `address` is https, or http on this computer. Raises ValueError for no address.

    With `own_network` it may be http to any host whose address is not one of the internet.
    """
    parts = urlsplit(address)
    host = parts.hostname or ""
    is_near = host in _LOOPBACK or (own_network and host != "" and not _is_public(host))
    if parts.scheme != "https" and not (parts.scheme == "http" and is_near):
        raise NotSafeError(address)


def _is_public(host: str) -> bool:
    """Tell whether `host` is an address of the internet; of a name that is not known before it is looked up."""
    try:
        return ip_address(host).is_global
    except ValueError:
        return False


def _close(late: Future[Response]) -> None:
    if late.exception() is None:
        late.result().close()


@contextmanager
def response_to(
    request: PreparedRequest, connect_s: float, read_s: float, head_s: float, *, own_network: bool = False
) -> Iterator[Response]:
    """Yield the response to `request`, its body still to be read; a redirection is not followed.

    `read_s` is for a server that sends nothing, `head_s` for all until the body begins: one that sends a header a byte
    at a time keeps every reading short, and would hold the caller for ever.

    Each call has its own session: sessions are not safe for several threads. Proxies and an additional certificate
    authority come from the environment, as in every program; the environment cannot turn verification off. What is
    sent without TLS goes through no proxy.
    Raises NotSafeError, ValueError, requests.RequestException.
    """
    import requests  # noqa: PLC0415 - 0.1 s that only a request has to pay

    address = str(request.url)
    check_safe(address, own_network=own_network)
    with requests.Session() as session:
        how = session.merge_environment_settings(address, {}, True, True, None)  # noqa: FBT003 - stream, verify
        if urlsplit(address).scheme == "http" or urlsplit(address).hostname in _LOOPBACK:
            how["proxies"] = {}
        # `session.send` would read the whole body of a redirection into memory, for as long as a server sends one.
        send: Callable[..., Response] = session.get_adapter(address).send
        answer = started(partial(send, request, timeout=(connect_s, read_s), **how))
        if not wait([answer], head_s).done:
            answer.add_done_callback(_close)
            raise requests.ReadTimeout(f"> {head_s:.0f} s")
        with answer.result() as response:
            yield response
