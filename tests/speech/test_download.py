"""Whatever the server does, the file in place is whole or absent, and the user learns why."""

from __future__ import annotations

import hashlib
import logging
import random
import signal
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
import trustme

from tests.support import loopback
from tests.support.hub import (
    Hub,
    Manner,
    answer,
    cut_after,
    drip_after,
    elsewhere,
    endless,
    from_the_wrong_place,
    honest,
    html,
    html_of_no_length,
    no_ranges,
    other_content,
    refuse,
    serve,
    stop_after,
    too_much,
)
from zt_audio.errors import VoiceError
from zt_audio.speech.download import DownloadPatience, RemoteFile, fetch_file
from zt_audio.speech.https import without_password

BODY = random.Random(5).randbytes(300_000)  # noqa: S311 - any bytes will do
HALF = 150_000
Fetch = Callable[..., list[float]]


def remote(hub: Hub, address: str = "") -> RemoteFile:
    return RemoteFile("a.onnx", address or f"{hub.address}/a.onnx", len(BODY), hashlib.sha256(BODY).hexdigest())


@pytest.fixture
def hub() -> Iterator[Hub]:
    with serve(Hub({"/a.onnx": BODY})) as served:
        yield served


def get(hub: Hub, folder: Path, *, timeout_s: float = 20, address: str = "") -> tuple[list[float], list[int]]:
    """Fetch the file; return the waits and the numbers of bytes that were told."""
    waits: list[float] = []
    told: list[int] = []
    network = DownloadPatience(timeout_s, (1.0, 2.0), waits.append)
    fetch_file(remote(hub, address), folder, told.append, network)
    assert (folder / "a.onnx").read_bytes() == BODY
    assert told == sorted(told)
    assert told[-1] == len(BODY)
    return waits, told


def slug(hub: Hub, folder: Path, **how: str) -> str:
    """Fail to fetch the file; return the slug."""
    with pytest.raises(VoiceError) as refused:
        get(hub, folder, **how)  # type: ignore[arg-type]
    (problem,) = refused.value.problems
    assert problem.facts["file"] == "a.onnx"
    assert not (folder / "a.onnx").exists()
    return problem.slug


def test_an_honest_server(hub: Hub, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "voices"
    waits, told = get(hub, folder)
    assert (waits, hub.ranges) == ([], [None])
    assert len(told) > 3
    assert {path.name for path in folder.iterdir()} <= {"a.onnx", ".a.onnx.lock"}
    get(hub, folder)
    assert len(hub.ranges) == 1  # what is here is not asked for again


@pytest.mark.parametrize("trouble", [refuse(500), refuse(503), refuse(429), refuse(408)])
def test_a_server_in_trouble_is_asked_again(hub: Hub, tmp_path: Path, trouble: Manner) -> None:
    hub.manners = [trouble, trouble]
    assert get(hub, tmp_path)[0] == [1.0, 2.0]


def test_trouble_without_end_is_told(hub: Hub, tmp_path: Path) -> None:
    hub.manners = [refuse(502)] * 3
    assert slug(hub, tmp_path) == "download-failed"
    assert len(hub.ranges) == 3


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_refusal_is_final(hub: Hub, tmp_path: Path, status: int) -> None:
    hub.manners = [refuse(status)]
    assert slug(hub, tmp_path) == "download-wrong"
    assert len(hub.ranges) == 1


def test_after_a_cut_it_goes_on_where_it_stopped(hub: Hub, tmp_path: Path) -> None:
    hub.manners = [cut_after(HALF)]
    assert get(hub, tmp_path)[0] == [1.0]
    assert hub.ranges == [None, f"bytes={HALF}-"]


def test_cuts_without_end_leave_what_came_for_the_next_time(hub: Hub, tmp_path: Path) -> None:
    hub.manners = [cut_after(HALF), refuse(500), refuse(500)]
    assert slug(hub, tmp_path) == "download-failed"
    assert (tmp_path / "a.onnx.part").read_bytes() == BODY[:HALF]
    get(hub, tmp_path)
    assert hub.ranges[-1] == f"bytes={HALF}-"


def test_a_server_without_ranges_sends_all_again(hub: Hub, tmp_path: Path) -> None:
    hub.manners = [cut_after(HALF), no_ranges]
    network = DownloadPatience(20, (1.0,), lambda _wait_s: None)
    fetch_file(remote(hub), tmp_path, lambda _here: None, network)
    assert (tmp_path / "a.onnx").read_bytes() == BODY


def test_one_that_falls_silent_is_left_and_asked_again(hub: Hub, tmp_path: Path) -> None:
    hub.manners = [stop_after(HALF, hub)]
    assert get(hub, tmp_path, timeout_s=0.2)[0] == [1.0]
    assert hub.ranges == [None, f"bytes={HALF}-"]


_OK = b"HTTP/1.1 200 OK\r\n"
_SIZED = _OK + b"Content-Length: %d\r\n\r\n" % len(BODY)
_CHUNKED = _OK + b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"HTTP/1.1 2",
        _OK,
        _OK + b"X: ",
        b"HTTP/1.1 100 Continue\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nContent-Length: 9000\r\n",
        _SIZED,
        _SIZED + BODY[:HALF],
        _CHUNKED,
        _CHUNKED + b"%x\r\n" % HALF + BODY[:HALF] + b"\r\n",
        _CHUNKED + b"%x\r\n" % len(BODY) + BODY + b"\r\n0\r\nX: ",
    ],
    ids=lambda head: f"{len(head)} {head[-20:]!r}",
)
def test_one_that_drips_is_left_and_asked_again_where_it_stopped(hub: Hub, tmp_path: Path, head: bytes) -> None:
    come = len(head.partition(b"\r\n\r\n")[2])
    hub.manners = [drip_after(head, hub, BODY[come:] if head.startswith(_SIZED) else b"")]
    patience = DownloadPatience(20, (1.0,), lambda _wait_s: None, window_s=0.5)
    fetch_file(remote(hub), tmp_path, lambda _here: None, patience)
    assert (tmp_path / "a.onnx").read_bytes() == BODY
    assert hub.ranges[0] is None
    assert [bool(each) for each in hub.ranges[1:]] in ([come > 0 or head == _SIZED], [])


def test_one_that_drips_without_end_is_told(hub: Hub, tmp_path: Path) -> None:
    hub.manners = [drip_after(_OK, hub)] * 3
    patience = DownloadPatience(20, (1.0, 1.0), lambda _wait_s: None, window_s=0.2)
    with pytest.raises(VoiceError) as refused:
        fetch_file(remote(hub), tmp_path, lambda _here: None, patience)
    assert refused.value.problems[0].slug == "download-failed"


def test_a_slow_line_is_no_drip(hub: Hub, tmp_path: Path) -> None:
    def slow(request: BaseHTTPRequestHandler, body: bytes) -> None:
        answer(request, 200, b"", length=len(body))
        for at in range(0, len(body), 20_000):
            request.wfile.write(body[at : at + 20_000])
            hub.release.wait(0.1)

    hub.manners = [slow]
    patience = DownloadPatience(20, (), lambda _wait_s: None, window_s=0.8, least_bytes=1)
    fetch_file(remote(hub), tmp_path, lambda _here: None, patience)
    assert hub.ranges == [None]


@pytest.mark.parametrize("harm", [refuse(404), refuse(500), html, cut_after(HALF), elsewhere("http://u:pw@x.org/")])
def test_a_password_in_an_address_is_never_shown(
    hub: Hub, tmp_path: Path, caplog: pytest.LogCaptureFixture, harm: Manner
) -> None:
    caplog.set_level(logging.DEBUG, "zt_audio")
    hub.manners = [harm] * 9
    secret = hub.address.replace("//", "//staff:s3cret/@w@") + "/a.onnx"
    for address in (hub.address.replace("//", "//staff:s3cret@") + "/a.onnx", secret, "https://staff:s3cret@[::1/a"):
        with pytest.raises(VoiceError) as refused:
            get(hub, tmp_path, address=address)
        shown = f"{refused.value.problems} {caplog.text}"
        assert "s3cret" not in shown
        assert "pw@" not in shown
    assert without_password("see https://a:b@x.org/y, or c:d@z") == "see https://x.org/y, or z"


@pytest.mark.parametrize("lie", [other_content, html, html_of_no_length, endless, refuse(200)])
def test_what_is_not_the_file_is_thrown_away(hub: Hub, tmp_path: Path, lie: Manner) -> None:
    hub.manners = [lie]
    assert slug(hub, tmp_path) == "download-wrong"
    assert not (tmp_path / "a.onnx.part").exists()
    get(hub, tmp_path)


LIES = [refuse(404), refuse(403), refuse(200), html, html_of_no_length, other_content, endless]


@pytest.mark.parametrize("lie", LIES)
def test_one_wrong_answer_takes_nothing_away_from_what_came_before(hub: Hub, tmp_path: Path, lie: Manner) -> None:
    part = tmp_path / "a.onnx.part"
    part.write_bytes(BODY[:HALF])
    hub.manners = [lie]
    assert slug(hub, tmp_path) == "download-wrong"
    assert part.read_bytes() == BODY[:HALF]
    get(hub, tmp_path)
    assert hub.ranges == [f"bytes={HALF}-"] * 2
    assert {path.name for path in tmp_path.iterdir()} <= {"a.onnx", ".a.onnx.lock"}


def test_a_rest_that_is_too_long_is_taken_off_again(hub: Hub, tmp_path: Path) -> None:
    part = tmp_path / "a.onnx.part"
    part.write_bytes(BODY[:HALF])
    hub.manners = [too_much]
    assert slug(hub, tmp_path) == "download-wrong"
    assert part.read_bytes() == BODY[:HALF]


def test_a_server_without_ranges_that_is_cut_takes_nothing_away(hub: Hub, tmp_path: Path) -> None:
    (tmp_path / "a.onnx.part").write_bytes(BODY[:HALF])
    hub.manners = [cut_after(1_000)]
    assert get(hub, tmp_path)[0] == [1.0]
    assert hub.ranges == [f"bytes={HALF}-"] * 2


def test_a_server_that_lacks_the_place_is_asked_for_all(hub: Hub, tmp_path: Path) -> None:
    (tmp_path / "a.onnx.part").write_bytes(BODY[:HALF])
    hub.manners = [refuse(416)]
    assert get(hub, tmp_path)[0] == []
    assert hub.ranges == [f"bytes={HALF}-", None]


def test_a_flood_is_left_at_once(hub: Hub, tmp_path: Path) -> None:
    hub.manners = [endless]
    told: list[int] = []
    with pytest.raises(VoiceError):
        fetch_file(remote(hub), tmp_path, told.append)
    assert max(told) <= len(BODY)


@pytest.mark.parametrize("stale", [bytes(HALF), bytes(len(BODY)), bytes(len(BODY) + 1), BODY])
def test_whatever_was_left_before(hub: Hub, tmp_path: Path, stale: bytes) -> None:
    (tmp_path / "a.onnx.part").write_bytes(stale)
    fetch_file(remote(hub), tmp_path, lambda _here: None)
    assert (tmp_path / "a.onnx").read_bytes() == BODY


@pytest.mark.parametrize("is_hard", [True, False])
@pytest.mark.parametrize("ending", ["part", "whole"])
def test_nothing_is_written_through_a_link(hub: Hub, tmp_path: Path, ending: str, *, is_hard: bool) -> None:
    letter, folder = tmp_path / "letter.txt", tmp_path / "voices"
    folder.mkdir()
    letter.write_bytes(b"theirs")
    link = folder / f"a.onnx.{ending}"
    if is_hard:
        link.hardlink_to(letter)
    else:
        link.symlink_to(letter)
    get(hub, folder)
    assert letter.read_bytes() == b"theirs"
    assert not (folder / "a.onnx").is_symlink()


def test_a_range_that_is_another_is_found_out(hub: Hub, tmp_path: Path) -> None:
    hub.manners = [cut_after(HALF), from_the_wrong_place]
    fetch_file(remote(hub), tmp_path, lambda _here: None, DownloadPatience(20, (1.0, 1.0), lambda _wait_s: None))
    assert (tmp_path / "a.onnx").read_bytes() == BODY
    assert hub.ranges == [None, f"bytes={HALF}-", None]


def test_a_damaged_file_in_place_is_replaced(hub: Hub, tmp_path: Path) -> None:
    (tmp_path / "a.onnx").write_bytes(BODY[:-1] + b"?")
    get(hub, tmp_path)
    assert (hub.ranges, (tmp_path / "a.onnx").read_bytes()) == ([None], BODY)


def test_nobody_there(tmp_path: Path) -> None:
    with serve(Hub({})) as gone:
        pass
    assert slug(gone, tmp_path) == "download-failed"


@pytest.mark.parametrize(
    "address", ["http://example.org/a.onnx", "file:///etc/passwd", "ftp://localhost/a.onnx", "a.onnx"]
)
def test_only_what_nobody_can_change_on_the_way(hub: Hub, tmp_path: Path, address: str) -> None:
    assert slug(hub, tmp_path, address=address) == "download-not-safe"
    hub.manners = [elsewhere(address)]
    if address.startswith("http:"):
        assert slug(hub, tmp_path) == "download-not-safe"


def test_a_redirection_to_what_is_no_address(hub: Hub, tmp_path: Path) -> None:
    hub.manners = [elsewhere("https://[::1")]
    assert slug(hub, tmp_path) == "download-wrong"


def test_a_safe_redirection_is_followed(hub: Hub, tmp_path: Path) -> None:
    hub.manners = [elsewhere(f"{hub.address}/a.onnx")]
    get(hub, tmp_path)
    assert (len(hub.ranges), (tmp_path / "a.onnx").read_bytes()) == (2, BODY)


def test_the_body_of_a_redirection_is_not_read(hub: Hub, tmp_path: Path) -> None:
    hub.manners = [drip_after(b"HTTP/1.1 302 Found\r\nLocation: /a.onnx\r\nContent-Length: 9000\r\n\r\n", hub)]
    assert get(hub, tmp_path)[0] == []


def test_redirections_without_end_are_left(hub: Hub, tmp_path: Path) -> None:
    hub.manners = [elsewhere("/a.onnx")] * 20
    assert slug(hub, tmp_path) == "download-wrong"
    assert len(hub.ranges) == 10


def test_a_false_certificate_is_refused_whatever_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PYTHONHTTPSVERIFY", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE"):
        monkeypatch.setenv(name, "" if name.endswith("BUNDLE") else "0")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with loopback.serve(lambda _: loopback.Reply(body=BODY), context) as server:
        file = RemoteFile("a.onnx", f"{server.url}/a.onnx", len(BODY), hashlib.sha256(BODY).hexdigest())
        with pytest.raises(VoiceError) as refused:
            fetch_file(file, tmp_path, lambda _here: None, DownloadPatience(5, ()))
    assert [problem.slug for problem in refused.value.problems] == ["download-failed"]
    assert "CERTIFICATE_VERIFY_FAILED" in str(refused.value.problems[0].facts["reason"])
    assert not (tmp_path / "a.onnx").exists()


def test_several_at_once_fetch_it_once(hub: Hub, tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as threads:
        done = [threads.submit(fetch_file, remote(hub), tmp_path, lambda _here: None) for _ in range(4)]
        assert {one.result() for one in done} == {tmp_path / "a.onnx"}
    assert (hub.ranges, (tmp_path / "a.onnx").read_bytes()) == ([None], BODY)


PROCESS = """
import sys
from pathlib import Path
from zt_audio.speech.download import RemoteFile, fetch_file
remote = RemoteFile("a.onnx", sys.argv[1], int(sys.argv[2]), sys.argv[3])
fetch_file(remote, Path(sys.argv[4]), lambda here: print(here, flush=True))
"""


def start(hub: Hub, folder: Path) -> subprocess.Popen[str]:
    file = remote(hub)
    words = [file.address, str(file.size), file.sha256, str(folder)]
    return subprocess.Popen([sys.executable, "-c", PROCESS, *words], stdout=subprocess.PIPE, encoding="utf-8")


def test_a_killed_process_leaves_nothing_in_place_and_another_goes_on(hub: Hub, tmp_path: Path) -> None:
    hub.manners = [stop_after(HALF, hub)]
    first = start(hub, tmp_path)
    assert first.stdout
    while int(first.stdout.readline()) < HALF:
        pass
    second = start(hub, tmp_path)  # waits for the first, or comes when it is gone
    assert not (tmp_path / "a.onnx").exists()
    first.send_signal(signal.SIGKILL)
    first.communicate()
    second.communicate(timeout=60)
    assert second.returncode == 0
    assert (tmp_path / "a.onnx").read_bytes() == BODY
    assert hub.ranges == [None, f"bytes={HALF}-"]


def test_the_file_is_never_seen_in_part(hub: Hub, tmp_path: Path) -> None:
    seen: set[int] = set()
    over = threading.Event()

    def look() -> None:
        while not over.is_set():
            if (tmp_path / "a.onnx").exists():
                seen.add((tmp_path / "a.onnx").stat().st_size)

    watcher = threading.Thread(target=look)
    watcher.start()
    hub.manners = [cut_after(1000), cut_after(HALF), honest]
    fetch_file(remote(hub), tmp_path, lambda _here: None, DownloadPatience(20, (0, 0), lambda _wait_s: None))
    over.set()
    watcher.join()
    assert seen <= {len(BODY)}
