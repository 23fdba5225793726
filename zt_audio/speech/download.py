"""Fetch a file of known size and digest; a bad network never leaves half a file in its place.

What has arrived is kept in `FILE.part`, and the next run continues it. A wrong answer in between (a page that wants a
sign-in, a server that lacks the file) costs only its own bytes. The file gets its name in one step, after its size and
digest are checked; another process that wants the same file waits.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from importlib import invalidate_caches, metadata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urljoin

from filelock import FileLock

from zt_audio import __version__
from zt_audio.errors import VoiceError
from zt_audio.events import Moved, Phase, StickEmit, ignore_event
from zt_audio.logs import logger_of
from zt_audio.model import Problem
from zt_audio.processes.child import EndableProcess
from zt_audio.speech.https import NotSafeError, check_safe, response_to, without_password
from zt_audio.store.disk import replace_file, sync_folder

if TYPE_CHECKING:
    from requests import PreparedRequest, Response

_CHUNK_BYTES = 1 << 16
_REDIRECTIONS = 10
_TRY_AGAIN = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS)

_OnBytes = Callable[[int], None]  # how many bytes of the file are here

_log = logger_of(__name__)


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file that can be fetched, and how to recognise it."""

    name: str
    address: str
    size: int
    sha256: str


class _BrokenError(Exception):
    """The connection broke, or the server is in trouble: another try may help."""


class _WrongError(Exception):
    """What comes is not the file: another try does not help."""


@dataclass(frozen=True, slots=True)
class DownloadPatience:
    """How long to wait for a server."""

    timeout_s: float = 30.0  # without a single byte
    waits_s: tuple[float, ...] = (1.0, 3.0, 10.0, 30.0)  # between the tries of a connection that breaks
    sleep: Callable[[float], None] = time.sleep
    window_s: float = 60.0  # for all headers; then a server that drips must send `least_bytes` in each
    least_bytes: int = 30_000  # the slowest line sends more


def fetch_steps(total_bytes: int, emit: StickEmit) -> _OnBytes:
    """Begin a phase of `total_bytes`, and return what reports to `emit` how many more of them are here."""
    here = 0

    def on_bytes(now: int) -> None:
        nonlocal here
        emit(Moved(now - here))
        here = now

    emit(Phase("fetch", total_bytes))
    return on_bytes


def fetch_file(remote: RemoteFile, folder: Path, on_bytes: _OnBytes, patience: DownloadPatience | None = None) -> Path:
    """Return the file in `folder`, fetched unless it is there.

    Raises VoiceError: download-failed, download-wrong, download-not-safe.
    """
    target = folder / remote.name
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / f".{remote.name}.lock"):
        if not _is_whole(target, remote):
            part = folder / f"{remote.name}.part"
            _beside(part).unlink(missing_ok=True)  # of a process that was killed
            # Delete `part` where it is a link: what is written to it would go elsewhere.
            with suppress(FileNotFoundError):
                if part.is_symlink() or part.stat().st_nlink > 1:
                    part.unlink()
            _log.info("fetching %s, %d bytes", without_password(remote.address), remote.size)
            _fill(remote, part, on_bytes, patience or DownloadPatience())
            # Give `part` its final name; a power cut leaves either name, and the whole file under it.
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            replace_file(part, target)
            sync_folder(target.parent)
    on_bytes(remote.size)
    return target


def _is_whole(path: Path, remote: RemoteFile) -> bool:
    """Tell whether `path` is the file, to the last bit."""
    try:
        if path.stat().st_size != remote.size:
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == remote.sha256
    except FileNotFoundError:
        return False


def _fill(remote: RemoteFile, part: Path, on_bytes: _OnBytes, patience: DownloadPatience) -> None:
    """Bring `part` to what `remote` says, or raise."""
    for wait_s in (*patience.waits_s, None):
        resumed = _kept(part, remote)
        try:
            _receive(remote, part, on_bytes, patience)
            if _is_whole(part, remote):
                return
            part.unlink()
            if not resumed:  # otherwise the beginning of an earlier run may be wrong
                raise _wrong(remote, "sha256")
        except _WrongError as error:
            raise _wrong(remote, str(error)) from error
        except NotSafeError as error:
            raise _problem("download-not-safe", remote, str(error)) from error
        except _BrokenError as error:
            if wait_s is None:
                raise _problem("download-failed", remote, str(error)) from error
            _log.info("%s: %s; trying again in %s s", remote.name, without_password(str(error)), wait_s)
            patience.sleep(wait_s)
    raise _wrong(remote, "sha256")


def _kept(part: Path, remote: RemoteFile) -> int:
    """Return how many bytes are here from before; drop them if they are more than the file has."""
    with suppress(FileNotFoundError):
        if part.stat().st_size <= remote.size:
            return part.stat().st_size
        part.unlink()
    return 0


def _receive(remote: RemoteFile, part: Path, on_bytes: _OnBytes, patience: DownloadPatience) -> None:
    """Bring what is missing of `part`. Raises _BrokenError, _WrongError, NotSafeError."""
    from requests import RequestException  # noqa: PLC0415 - 0.1 s that only a request has to pay
    from urllib3.exceptions import HTTPError  # noqa: PLC0415 - comes with it

    if (here := _kept(part, remote)) == remote.size:
        return
    try:
        with _opened(remote.address, here, patience) as response:
            if not here or response.headers.get("Content-Range", "").startswith(f"bytes {here}-"):
                _append(response, part, here, remote, on_bytes, patience)
            else:
                _replace(response, part, remote, on_bytes, patience)
    except ValueError as error:  # a redirection to what is no address
        raise _WrongError(str(error)) from error
    except (RequestException, HTTPError) as error:
        raise _BrokenError(str(error) or type(error).__name__) from error


@contextmanager
def _opened(address: str, start: int, patience: DownloadPatience) -> Iterator[Response]:
    """Yield the response from `start` on, or from the beginning where the server has no such place.

    A redirection is followed to an address that is as safe.
    Raises _BrokenError, _WrongError, NotSafeError, and what requests raises.
    """
    until_s = time.monotonic() + patience.window_s
    for _ in range(_REDIRECTIONS):
        check_safe(address)
        waits = patience.timeout_s, patience.timeout_s, until_s - time.monotonic()
        with response_to(_request(address, start), *waits) as response:
            status = response.status_code
            if response.is_redirect:
                address = urljoin(address, response.headers["Location"])
            elif start and status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
                start = 0
            elif status in (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT):
                yield response
                return
            else:
                again = status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in _TRY_AGAIN
                raise (_BrokenError if again else _WrongError)(f"HTTP {status}")
    raise _WrongError(f"HTTP {status}")


def _request(address: str, start: int) -> PreparedRequest:
    from requests import Request  # noqa: PLC0415 - loaded already

    headers = {"User-Agent": f"zt-audio/{__version__}", "Accept-Encoding": "identity"}
    if start:
        headers["Range"] = f"bytes={start}-"
    return Request("GET", address, headers).prepare()


def _append(
    response: Response, part: Path, start: int, remote: RemoteFile, on_bytes: _OnBytes, patience: DownloadPatience
) -> None:
    """Write `response` behind the first `start` bytes of `part`; nothing of a wrong one stays there."""
    try:
        with part.open("r+b" if start else "wb") as file:
            file.seek(start)
            _copy(response, file, remote, on_bytes, patience)
    except _WrongError:
        if start:
            os.truncate(part, start)
        else:
            part.unlink()
        raise


def _replace(
    response: Response, part: Path, remote: RemoteFile, on_bytes: _OnBytes, patience: DownloadPatience
) -> None:
    """Put `response`, the file from its beginning, in place of `part` when all of it is here."""
    whole = _beside(part)
    try:
        with whole.open("wb") as file:
            _copy(response, file, remote, on_bytes, patience)
        if not _is_whole(whole, remote):
            raise _WrongError("sha256")
        whole.replace(part)
    finally:
        whole.unlink(missing_ok=True)


def _beside(part: Path) -> Path:
    return part.with_suffix(".whole")


def _copy(
    response: Response, file: BinaryIO, remote: RemoteFile, on_bytes: _OnBytes, patience: DownloadPatience
) -> None:
    """Write `response` to the end of the file. Raises _WrongError where it is another file, _BrokenError at a cut."""
    announced = response.headers.get("Content-Length")
    if announced is not None and announced != str(remote.size - file.tell()):
        raise _WrongError(f"{announced} B")
    with _watched(response, file, patience) as is_slow:
        while chunk := response.raw.read1(_CHUNK_BYTES):  # what has arrived, not a full chunk: it can be told, and kept
            if file.tell() + len(chunk) > remote.size:
                raise _WrongError(f"> {remote.size} B")
            file.write(chunk)
            on_bytes(file.tell())
    if is_slow.is_set():
        raise _BrokenError(f"< {patience.least_bytes} B / {patience.window_s:.0f} s")
    if file.tell() < remote.size:  # without an announced length it may be a whole page, not a cut file
        raise (_WrongError if announced is None else _BrokenError)(f"{file.tell()} / {remote.size} B")


@contextmanager
def _watched(response: Response, file: BinaryIO, patience: DownloadPatience) -> Iterator[threading.Event]:
    """End `response` where too little of it comes, whatever the reading waits for; the event says that it was ended.

    A server can drip where no byte of the file comes: in the size of a chunk, or behind the last one.
    """
    is_over, is_slow = threading.Event(), threading.Event()

    def watch() -> None:
        before = file.tell()
        while not is_over.wait(patience.window_s):
            if file.tell() - before < patience.least_bytes:
                is_slow.set()
                response.raw.shutdown()
                return
            before = file.tell()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield is_slow
    finally:
        is_over.set()
        watcher.join()  # it reads where `file` stands


def _wrong(remote: RemoteFile, reason: str) -> VoiceError:
    return _problem("download-wrong", remote, reason)


def _problem(slug: str, remote: RemoteFile, reason: str) -> VoiceError:
    address, told = without_password(remote.address), without_password(reason)
    return VoiceError(Problem(slug, facts={"file": remote.name, "address": address, "reason": told}))


# Install the packages of an extra by pip, from where the pip of this computer fetches everything.

# pip ends where we do: its input ends then. Its errors come with its output.
_PIP = """
import os, runpy, threading
os.dup2(1, 2)
threading.Thread(target=lambda: (os.read(0, 1), os._exit(1)), daemon=True).start()
runpy.run_module("pip", run_name="__main__", alter_sys=True)
"""
_OPTIONS = ("--only-binary=:all:", "--retries=1", "--no-input", "--disable-pip-version-check", "--no-color")
_TELLS_BYTES_SINCE = (24, 1)
_OFFLINE = re.compile("connection broken by|Connection ?(Error|Refused)|timed out", re.IGNORECASE)


def extra_packages(extra: str) -> list[str]:
    """Return what `extra` of pyproject.toml asks for, as pip takes it."""
    asked = re.compile(rf"(.+?) *; *extra == ['\"]{extra}['\"]")
    return [found[1] for line in metadata.requires("zt_audio") or () if (found := asked.fullmatch(line))]


def install_extra(extra: str, emit: StickEmit = ignore_event, *, pip: str = _PIP) -> None:
    """Install what `extra` asks for, by the Python of `pip`; what is here already stays in the version that it has.

    Raises VoiceError: extra-offline, extra-failed; extra-no-pip in a folder that was made without pip.
    """
    try:
        version = metadata.version("pip")
    except metadata.PackageNotFoundError:
        raise VoiceError(Problem("extra-no-pip", facts={"name": extra})) from None
    options = [*_OPTIONS]
    if tuple(map(int, version.split(".")[:2])) >= _TELLS_BYTES_SINCE:
        options.append("--progress-bar=raw")
    with TemporaryDirectory() as folder:
        kept = Path(folder, "kept.txt")
        here = {each.name: each.version for each in metadata.distributions()}
        kept.write_text("".join(f"{name}=={version}\n" for name, version in here.items()), encoding="utf-8")
        command = [sys.executable, "-c", pip, "install", *options, f"--constraint={kept}", *extra_packages(extra)]
        installing = EndableProcess(command)
        try:
            said = _listen(installing, emit)
            code = installing.process.wait()
        finally:
            installing.close()
    if code:
        slug = "extra-offline" if _OFFLINE.search("\n".join(said)) else "extra-failed"
        reason = next((line for line in reversed(said) if line.startswith("ERROR")), f"pip: exit {code}")
        raise VoiceError(Problem(slug, facts={"name": extra, "reason": reason.removeprefix("ERROR: ")}))
    invalidate_caches()


def _listen(pip: EndableProcess, emit: StickEmit) -> list[str]:
    """Report how far each file is, and return the other lines."""
    said: list[str] = []
    size, on_bytes = 0, fetch_steps(0, ignore_event)
    for line in pip.process.stdout or ():
        text = line.decode(errors="replace").strip()
        if step := re.fullmatch(r"Progress (\d+) of (\d+)", text):
            if int(step[2]) != size:
                size = int(step[2])
                on_bytes = fetch_steps(size, emit)
            on_bytes(int(step[1]))
        else:
            said.append(text)
    return said
