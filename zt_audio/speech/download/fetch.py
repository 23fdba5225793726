"""An address, a size and a digest in, a whole file in place out: the network at its worst leaves nothing half done.

What has arrived is kept in `FILE.part` and gone on with the next time; a wrong answer in between (a page that wants a
sign-in, a server that lacks the file) takes nothing away but what it brought. The file appears under its name in one
step, after its size and digest have been proved; another process that wants the same one waits.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from ssl import SSLError
from typing import BinaryIO
from urllib.error import HTTPError, URLError

from filelock import FileLock

from zt_audio.errors import VoiceError
from zt_audio.model import Problem
from zt_audio.speech.download.https import NotSafeError, open_address
from zt_audio.speech.piper.catalogue import RemoteFile

CHUNK_BYTES = 1 << 16
WAITS_S = (1.0, 3.0, 10.0, 30.0)  # between the tries of a connection that breaks
TRY_AGAIN = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS)
TIMEOUT_S = 30.0  # without a single byte

OnBytes = Callable[[int], None]  # how many bytes of the file are here


class _BrokenError(Exception):
    """The connection broke, or the server is in trouble: to try again may help."""


class _WrongError(Exception):
    """What comes is not the file: to try again helps nothing."""


@dataclass(frozen=True, slots=True)
class Network:
    """How patient we are; tests are not."""

    timeout_s: float = TIMEOUT_S
    waits_s: tuple[float, ...] = WAITS_S
    sleep: Callable[[float], None] = time.sleep


def fetch(remote: RemoteFile, folder: Path, on_bytes: OnBytes, network: Network | None = None) -> Path:
    """Return the file in `folder`, fetched unless it is there. Raises VoiceError: download-failed, download-wrong."""
    target = folder / remote.name
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / f".{remote.name}.lock"):
        if not is_whole(target, remote):
            part = folder / f"{remote.name}.part"
            _beside(part).unlink(missing_ok=True)  # of one who was killed
            _fill(remote, part, on_bytes, network or Network())
            put_in_place(part, target)
    on_bytes(remote.size)
    return target


def is_whole(path: Path, remote: RemoteFile) -> bool:
    """Tell whether `path` is the file, to the last bit."""
    try:
        if path.stat().st_size != remote.size:
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == remote.sha256
    except FileNotFoundError:
        return False


def put_in_place(part: Path, target: Path) -> None:
    """Give `part` its name, safe from a power cut."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(target)
    if hasattr(os, "O_DIRECTORY"):
        folder = os.open(target.parent, os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _fill(remote: RemoteFile, part: Path, on_bytes: OnBytes, network: Network) -> None:
    """Bring `part` to what `remote` says, or raise."""
    for wait_s in (*network.waits_s, None):
        resumed = _kept(part, remote)
        try:
            _receive(remote, part, on_bytes, network.timeout_s)
            if is_whole(part, remote):
                return
            part.unlink()
            if not resumed:  # otherwise an old beginning may have been at fault
                raise _wrong(remote, "sha256")
        except _WrongError as error:
            raise _wrong(remote, str(error)) from error
        except NotSafeError as error:
            raise _problem("download-not-safe", remote, str(error)) from error
        except _BrokenError as error:
            if wait_s is None:
                raise _problem("download-failed", remote, str(error)) from error
            network.sleep(wait_s)
    raise _wrong(remote, "sha256")


def _kept(part: Path, remote: RemoteFile) -> int:
    """Return how many bytes are here from before; more than the file has are none of it."""
    with suppress(FileNotFoundError):
        if part.stat().st_size <= remote.size:
            return part.stat().st_size
        part.unlink()
    return 0


def _receive(remote: RemoteFile, part: Path, on_bytes: OnBytes, timeout_s: float) -> None:
    """Bring what is missing of `part`. Raises _BrokenError, _WrongError, NotSafeError."""
    here = _kept(part, remote)
    if here == remote.size:
        return
    try:
        with _opened(remote.address, here, timeout_s) as response:
            if not here or response.headers.get("Content-Range", "").startswith(f"bytes {here}-"):
                _append(response, part, here, remote, on_bytes)
            else:
                _replace(response, part, remote, on_bytes)
    except HTTPError as error:
        raise _refused(error) from error
    except ValueError as error:  # where the server sends us is no address
        raise _WrongError(str(error)) from error
    except (URLError, HTTPException, SSLError, TimeoutError, ConnectionError) as error:
        raise _BrokenError(str(getattr(error, "reason", None) or error or type(error).__name__)) from error


def _opened(address: str, start: int, timeout_s: float) -> HTTPResponse:
    """Return the response from `start` on, or from the beginning where the server has no such place."""
    try:
        return open_address(address, start, timeout_s)
    except HTTPError as error:
        if not start or error.code != HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            raise
        error.close()
        return open_address(address, 0, timeout_s)


def _append(response: HTTPResponse, part: Path, start: int, remote: RemoteFile, on_bytes: OnBytes) -> None:
    """Write `response` behind the first `start` bytes of `part`; of a wrong one nothing stays there."""
    try:
        with part.open("r+b" if start else "wb") as file:
            file.seek(start)
            _copy(response, file, remote, on_bytes)
    except _WrongError:
        if start:
            os.truncate(part, start)
        else:
            part.unlink()
        raise


def _replace(response: HTTPResponse, part: Path, remote: RemoteFile, on_bytes: OnBytes) -> None:
    """Put `response`, which is the file from its beginning, in place of `part` once it is all there."""
    whole = _beside(part)
    try:
        with whole.open("wb") as file:
            _copy(response, file, remote, on_bytes)
        if not is_whole(whole, remote):
            raise _WrongError("sha256")
        whole.replace(part)
    finally:
        whole.unlink(missing_ok=True)


def _beside(part: Path) -> Path:
    return part.with_suffix(".whole")


def _copy(response: HTTPResponse, file: BinaryIO, remote: RemoteFile, on_bytes: OnBytes) -> None:
    """Write `response` to the end of the file. Raises _WrongError where it is another, _BrokenError at a cut."""
    announced = response.headers.get("Content-Length")
    if announced is not None and announced != str(remote.size - file.tell()):
        raise _WrongError(f"{announced} B")
    while chunk := response.read1(CHUNK_BYTES):
        if file.tell() + len(chunk) > remote.size:
            raise _WrongError(f"> {remote.size} B")
        file.write(chunk)
        on_bytes(file.tell())
    if file.tell() < remote.size:  # without an announced length it may be all that was meant: a page
        raise (_WrongError if announced is None else _BrokenError)(f"{file.tell()} / {remote.size} B")


def _refused(error: HTTPError) -> Exception:
    error.close()
    again = error.code >= HTTPStatus.INTERNAL_SERVER_ERROR or error.code in TRY_AGAIN
    return (_BrokenError if again else _WrongError)(f"HTTP {error.code}")


def _wrong(remote: RemoteFile, reason: str) -> VoiceError:
    return _problem("download-wrong", remote, reason)


def _problem(slug: str, remote: RemoteFile, reason: str) -> VoiceError:
    return VoiceError(Problem(slug, facts={"file": remote.name, "address": remote.address, "reason": reason}))
