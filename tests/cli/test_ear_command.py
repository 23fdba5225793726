"""Test what `zt-audio ear` and `zt-audio ear install` say and ask, and which files are there in the end."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.hub import Hub, cut_after, html, refuse, serve
from tests.support.packages import Shelf
from tests.support.recogniser import install, lay_model
from tests.support.zt_cli import Zt
from zt_audio.cli import console
from zt_audio.ear import recogniser_files
from zt_audio.speech import download

NAMES = ("config.json", "vocabulary.txt", "model.bin")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(recogniser_files.FOLDER_VARIABLE, str(tmp_path / "ear"))
    return tmp_path / "ear"


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[Hub]:
    """Give a mirror with a small model, a table that says so, and the packages; a download is tried twice, at once."""
    install(monkeypatch, folder)
    model = lay_model(tmp_path / "source", "kk", "Жүз екі.")
    files = {f"/{name}": (model / name).read_bytes() for name in NAMES}
    table = [(name, len(files[f"/{name}"]), hashlib.sha256(files[f"/{name}"]).hexdigest()) for name in NAMES]
    monkeypatch.setattr(recogniser_files, "_published", lambda: tuple(table))
    patience = download.DownloadPatience(20.0, (0.0,), lambda _wait_s: None)
    monkeypatch.setattr(download, "DownloadPatience", lambda: patience)
    with serve(Hub(files)) as served:
        monkeypatch.setenv(recogniser_files.EAR_ADDRESS_VARIABLE, served.address)
        yield served


def visible(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*") if not path.name.startswith(".")}


def test_a_model_is_fetched_and_then_words_are_heard(
    zt: Zt, hub: Hub, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = zt("ear")
    assert (before.code, before.out) == (0, "sentences: works\nwords and numbers: none here\n")
    assert "[ear-not-installed]" in before.err
    told = zt("ear", "install", "--yes")
    assert (told.code, told.out) == (0, "")
    assert "Licence: MIT – https://github.com/openai/whisper" in told.err
    assert f"From: {hub.address}/model.bin" in told.err
    assert f"Digest (SHA-256): {hashlib.sha256(hub.files['/model.bin']).hexdigest()}" in told.err
    assert f"To: {folder}, 0 MB" in told.err
    assert visible(folder) == set(NAMES)
    after = zt("ear")
    assert (after.out, after.err) == ("sentences: works\nwords and numbers: works\n", "")
    assert zt("ear", "install", "--yes").code == 0
    assert len(hub.ranges) == 3  # nothing was fetched again


@pytest.mark.usefixtures("hub")
def test_packages_that_lack_come_with_the_model(
    zt: Zt, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recogniser_files, "find_spec", lambda _name: None)
    shelf = Shelf(tmp_path, monkeypatch)
    for name in ("ctranslate2", "tiktoken"):
        shelf.put(name, "99.0")
    told = zt("ear", "install", "--yes")
    assert told.code == 0, told.err
    assert shelf.installed() == {"ctranslate2", "tiktoken"}
    assert visible(folder) == set(NAMES)


def test_without_a_connection_nothing_comes_and_it_is_told(
    zt: Zt, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Shelf(tmp_path, monkeypatch).go_offline()
    told = zt("ear", "install", "--yes")
    assert (told.code, "[extra-offline]" in told.err) == (4, True)
    assert "pip install" not in told.err
    assert visible(folder) == set()


@pytest.mark.parametrize(("typed", "code"), [("иә\n".encode(), 0), (b"n\n", 4), (b"\n", 4)])
def test_the_licence_is_asked_for(
    zt: Zt, hub: Hub, folder: Path, monkeypatch: pytest.MonkeyPatch, typed: bytes, code: int
) -> None:
    monkeypatch.setattr(console, "can_answer", lambda: True)
    told = zt("ear", "install", stdin=typed)
    assert told.code == code
    assert told.err.index("Licence: MIT") < told.err.index("Do you accept the licence and download the model?")
    assert (folder / "model.bin").exists() is bool(hub.ranges) is not code


def test_without_a_terminal_nothing_is_fetched(zt: Zt, hub: Hub, folder: Path) -> None:
    told = zt("ear", "install")
    assert (told.code, hub.ranges, folder.exists()) == (2, [], False)
    assert "--yes" in told.err


@pytest.mark.parametrize(
    ("manners", "slug"),
    [([html], "download-wrong"), ([refuse(404)], "download-wrong"), ([cut_after(10), refuse(500)], "download-failed")],
)
def test_what_cannot_be_fetched_is_told_and_goes_on_the_next_time(
    zt: Zt, hub: Hub, folder: Path, manners: list[object], slug: str
) -> None:
    hub.manners = manners  # type: ignore[assignment]
    told = zt("ear", "install", "--yes")
    assert (told.code, f"[{slug}]" in told.err) == (4, True)
    assert visible(folder) <= {"config.json.part"}
    assert zt("ear", "install", "--yes").code == 0
    assert visible(folder) == set(NAMES)


def test_a_file_that_was_changed_at_its_place_is_not_taken(zt: Zt, hub: Hub, folder: Path) -> None:
    hub.files["/model.bin"] = b"x" * len(hub.files["/model.bin"])
    told = zt("ear", "install", "--yes")
    assert (told.code, "[download-wrong]" in told.err) == (4, True)
    assert "model.bin" not in visible(folder)
    assert "[ear-not-installed]" in zt("ear").err


@pytest.mark.parametrize(("address", "code"), [("https://[::1", 2), ("x", 2), ("http://mirror.example", 4)])
def test_a_mirror_that_is_no_safe_address_is_refused(
    zt: Zt, folder: Path, monkeypatch: pytest.MonkeyPatch, address: str, code: int
) -> None:
    monkeypatch.setenv(recogniser_files.EAR_ADDRESS_VARIABLE, address)
    told = zt("ear", "install", "--yes")
    assert (told.code, told.out, visible(folder)) == (code, "", set())
