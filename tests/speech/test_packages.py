"""Test that packages of an extra come whole or not at all, and that pip ends with who started it."""

from __future__ import annotations

import multiprocessing
import socket
from importlib import metadata
from pathlib import Path

import pytest

from tests.support.packages import Shelf
from zt_audio.errors import VoiceError
from zt_audio.events import Event, Moved, Phase, StickEvent
from zt_audio.processes.child import EndableProcess
from zt_audio.speech import download
from zt_audio.speech.download import extra_packages, install_extra


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    return Shelf(tmp_path, monkeypatch)


def fail(extra: str) -> tuple[str, str]:
    with pytest.raises(VoiceError) as failed:
        install_extra(extra)
    (problem,) = failed.value.problems
    return problem.slug, str(problem.facts["reason"])


def test_what_an_extra_asks_for_stands_in_pyproject_alone() -> None:
    assert [name.split(">")[0] for name in extra_packages("ear")] == ["ctranslate2", "tiktoken"]
    assert [name.split(">")[0] for name in extra_packages("edge")] == ["edge-tts"]
    assert extra_packages("none") == []


def test_a_package_that_another_one_needs_comes_too(shelf: Shelf) -> None:
    shelf.put("ctranslate2", "99.0", "some_helper")
    shelf.put("some_helper", "1.0")
    shelf.put("tiktoken", "99.0")
    install_extra("ear")
    assert shelf.installed() == {"ctranslate2", "some_helper", "tiktoken"}


def test_what_is_here_is_not_replaced(shelf: Shelf) -> None:
    shelf.put("ctranslate2", "99.0", f"numpy>{metadata.version('numpy')}")
    shelf.put("numpy", "99.0")
    shelf.put("tiktoken", "99.0")
    slug, _reason = fail("ear")
    assert slug == "extra-failed"
    assert shelf.installed() == set()


def test_a_program_without_pip_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", none)
    with pytest.raises(VoiceError) as failed:
        install_extra("edge")
    assert failed.value.problems[0].slug == "extra-no-pip"


def test_a_package_that_is_nowhere_is_told(shelf: Shelf) -> None:
    shelf.put("ctranslate2", "99.0")
    slug, reason = fail("ear")
    assert (slug, "tiktoken" in reason) == ("extra-failed", True)
    assert shelf.installed() == set()


def test_without_a_connection_it_says_so(shelf: Shelf) -> None:
    shelf.go_offline()
    assert fail("edge")[0] == "extra-offline"


def test_each_file_is_a_phase_of_its_bytes() -> None:
    pip = 'print("Collecting x\\nProgress 0 of 10\\nProgress 10 of 10\\nProgress 5 of 20\\nProgress 20 of 20")'
    seen: list[Event | StickEvent] = []
    install_extra("edge", seen.append, pip=pip)
    assert seen == [Phase("fetch", 10), Moved(0), Moved(10), Phase("fetch", 20), Moved(5), Moved(15)]


def test_pip_ends_with_who_started_it(shelf: Shelf) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        shelf.ask_at(server.getsockname()[1])
        child = multiprocessing.get_context("spawn").Process(target=install_extra, args=("edge",))
        child.start()
        connection, _address = server.accept()
        with connection:
            assert connection.recv(65536)
            child.kill()
            child.join()
            connection.settimeout(60)
            assert connection.recv(65536) == b""  # it is gone, and asks no more


def test_an_interrupt_ends_pip(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[EndableProcess] = []

    def interrupted(pip: EndableProcess, _emit: object) -> list[str]:
        started.append(pip)
        raise KeyboardInterrupt

    monkeypatch.setattr(download, "_listen", interrupted)
    with pytest.raises(KeyboardInterrupt):
        install_extra("edge")
    assert started[0].process.returncode is not None
