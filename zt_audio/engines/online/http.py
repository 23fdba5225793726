"""Send a prepared HTTP request to a service, and return the whole answer: TLS verified, no redirections."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from zt_audio.engines.online.client import Patience
from zt_audio.engines.online.decode import NetError, of_status
from zt_audio.speech.https import NotSafeError, response_to

if TYPE_CHECKING:
    from requests import PreparedRequest, RequestException, Response

_OK = 200
_CHUNK_BYTES = 65_536
_MOST_BYTES = 32_000_000  # an hour of MP3; no utterance comes near it


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    kind: str  # the content type, in small letters and without parameters
    body: bytes


def fetch(request: PreparedRequest, patience: Patience, left_s: float, *, own_network: bool = False) -> HttpAnswer:
    """Return the answer to `request`; with `own_network` it may go there without TLS. Raises NetError."""
    from requests import RequestException  # noqa: PLC0415 - 0.1 s that only a request has to pay

    try:
        waits = min(patience.connect_s, left_s), min(patience.read_s, left_s), left_s
        with response_to(request, *waits, own_network=own_network) as response:
            return _judged(response)
    except NotSafeError as error:
        raise NetError("net-untrusted", f"{str(request.url).partition(':')[0]}:") from error
    except RequestException as error:
        raise _failure(error) from error


def _judged(response: Response) -> HttpAnswer:
    if response.status_code != _OK:
        raise of_status(response.status_code, _retry_after_s(response.headers.get("Retry-After"), response))
    # The answer must state its end. Without that, a body that was cut off looks like a whole one. A WAV
    # file may not tell either: the header of one that is sent while it is made says 0xFFFFFFFF.
    coding = response.headers.get("Transfer-Encoding", "").lower()
    if not (coding.split(",")[-1].strip() == "chunked" or response.headers.get("Content-Length", "").isdecimal()):
        raise NetError("net-cut", "Content-Length: ?")
    body = bytearray()
    for chunk in response.iter_content(_CHUNK_BYTES):
        body += chunk
        if len(body) > _MOST_BYTES:
            raise NetError("net-unexpected", f"> {_MOST_BYTES} B")
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if "html" in kind or body.lstrip()[:1] == b"<":  # the sign-in page of a network answers in place of the service
        raise NetError("net-unexpected", "HTML")
    return HttpAnswer(kind, bytes(body))


def _retry_after_s(header: str | None, response: Response) -> float | None:
    """Return for how many seconds the service wants to be left alone, if it says so (RFC 9110, 10.2.3).

    A date is compared with the service's own: this computer's clock may be wrong.
    """
    if header is None:
        return None
    if header.strip().isdecimal():
        return float(header)
    try:
        wait = parsedate_to_datetime(header) - parsedate_to_datetime(response.headers["Date"])
    except (KeyError, TypeError, ValueError):
        return None
    return max(wait.total_seconds(), 0.0)


def _failure(error: RequestException) -> NetError:
    """Return what `error` of requests means. Its own text may hold addresses and headers, so it is not kept."""
    import requests  # noqa: PLC0415 - loaded already
    from urllib3.exceptions import ReadTimeoutError  # noqa: PLC0415

    kind = type(error).__name__
    if isinstance(error, requests.exceptions.SSLError):
        return NetError("net-untrusted", kind)
    # A body that stops to come is a plain ConnectionError: requests/models.py, iter_content.
    if isinstance(error, requests.Timeout) or (error.args and isinstance(error.args[0], ReadTimeoutError)):
        return NetError("net-timeout", kind)
    if isinstance(error, requests.exceptions.ChunkedEncodingError | requests.exceptions.ContentDecodingError):
        return NetError("net-cut", kind)
    return NetError("net-offline", kind)
