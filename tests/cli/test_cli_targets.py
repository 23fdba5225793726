"""Test where commands write pages and sounds: a new file or one of their own, never over any other file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.zt_cli import FILES, Ran, Zt, snapshot, write_files

PREVIEW = ("preview", "littering", "--lang", "ru")
REPORT = ("report",)
SHEET = ("recordings", "script")


def refused(zt: Zt, project: Path, command: tuple[str, ...], target: Path) -> Ran:
    before = snapshot(project.parent)
    told = zt(*command, "-o", target, project=project)
    assert (told.code, told.out) == (2, "")
    assert snapshot(project.parent) == before
    return told


@pytest.mark.parametrize(
    "name",
    ["appeals/x{}", "appeals/texts/x{}", "output/x{}", "output/city/x{}", "output/new/x{}", ".zt-cache/x{}"],
)
@pytest.mark.parametrize(
    ("command", "suffix"), [(PREVIEW, ".mp3"), (REPORT, ".html"), (SHEET, ".html")], ids=["preview", "report", "sheet"]
)
def test_nothing_is_written_where_others_work(
    zt: Zt, built: Path, command: tuple[str, ...], suffix: str, name: str
) -> None:
    assert "is not for this" in refused(zt, built, command, built / name.format(suffix)).err


def test_nor_through_a_link(zt: Zt, built: Path) -> None:
    (built / "there").symlink_to(built / "output" / "city")
    assert "is not for this" in refused(zt, built, PREVIEW, built / "there" / "x.mp3").err
    (built / "page.html").symlink_to(built / "appeals" / "page.html")
    assert "is not for this" in refused(zt, built, REPORT, built / "page.html").err


@pytest.mark.parametrize("name", ["appeals/places.yaml", "output/city/001_ALTAI_MARKET.MP3", "output/manifest.json"])
@pytest.mark.parametrize("command", [PREVIEW, REPORT, SHEET], ids=["preview", "report", "sheet"])
def test_nothing_of_the_project_is_overwritten(zt: Zt, built: Path, command: tuple[str, ...], name: str) -> None:
    assert refused(zt, built, command, built / name).err.count("Error: ") == 1


@pytest.mark.parametrize(
    ("command", "name", "suffix"),
    [
        (PREVIEW, "x.wav", ".mp3"),
        (PREVIEW, "x", ".mp3"),
        (PREVIEW, "x.mp3.txt", ".mp3"),
        (REPORT, "x.htm", ".html"),
        (SHEET, "x.yaml", ".html"),
    ],
    ids=["wav", "none", "txt", "htm", "yaml"],
)
def test_the_name_says_what_it_is(zt: Zt, built: Path, command: tuple[str, ...], name: str, suffix: str) -> None:
    assert f"must end in {suffix}" in refused(zt, built, command, built / name).err


@pytest.mark.parametrize("name", ["missing/x.mp3", "file/x.mp3"])
def test_no_folder_is_made_silently(zt: Zt, built: Path, name: str) -> None:
    (built / "file").write_bytes(b"")
    told = refused(zt, built, PREVIEW, built / name)
    assert "There is no folder" in told.err
    assert not (built / "missing").exists()


@pytest.mark.parametrize(("command", "name"), [(PREVIEW, "x.mp3"), (REPORT, "x.html")], ids=["preview", "report"])
def test_a_folder_is_no_file(zt: Zt, built: Path, command: tuple[str, ...], name: str) -> None:
    (built / name).mkdir()
    assert "is a directory" in refused(zt, built, command, built / name).err


@pytest.mark.parametrize("name", ["x.mp3", "X.MP3"])
def test_a_preview_replaces_a_preview_and_no_other_sound(zt: Zt, built: Path, name: str) -> None:
    target = built / name
    for _ in range(2):
        assert zt(*PREVIEW, "-o", target, project=built).code == 0
    for other in ((built / "output" / "city" / "001_ALTAI_MARKET.MP3").read_bytes(), b"ID3\3song", b"notes", b""):
        target.write_bytes(other)
        assert "is not from this command" in refused(zt, built, PREVIEW, target).err


@pytest.mark.parametrize(("command", "name"), [(REPORT, "report.html"), (SHEET, "reading-sheet.html")])
def test_a_page_replaces_a_page_and_no_other(zt: Zt, built: Path, command: tuple[str, ...], name: str) -> None:
    for _ in range(2):
        assert zt(*command, project=built).code == 0
    for other in (b"<!doctype html>\n<html lang=ru><body>mine</body></html>", b"", b"<html>"):
        (built / name).write_bytes(other)
        assert "is not from this command" in zt(*command, project=built).err
        assert (built / name).read_bytes() == other


@pytest.mark.skipif(os.name == "nt", reason="pipes have no name in a folder there")
def test_a_pipe_is_no_file_of_ours(zt: Zt, built: Path) -> None:
    target = built / "x.mp3"
    assert zt(*PREVIEW, "-o", target, project=built).code == 0
    looks_like_ours = target.read_bytes()[:4096]
    target.unlink()
    os.mkfifo(target)
    handle = os.open(target, os.O_RDWR)
    os.write(handle, looks_like_ours)
    assert zt(*PREVIEW, "-o", target, project=built).code == 2
    os.close(handle)


# --- what a preview says ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "says"), [("", 2, "is empty"), (" \n", 2, "is empty"), ("...", 3, "[nothing")]
)
def test_a_preview_without_speech_is_no_preview(zt: Zt, project: Path, text: str, code: int, says: str) -> None:
    told = zt("preview", "--text", text, "--lang", "ru", "-o", project / "x.mp3", project=project)
    assert (told.code, told.out) == (code, "")
    assert says in told.err
    assert not (project / "x.mp3").exists()


def test_a_text_is_heard_while_others_have_mistakes(zt: Zt, project: Path) -> None:
    write_files(
        project, {"texts/smoking.yaml": "x", "places.yaml": None, "lexicon/ru.yaml": 'general: {"☺": улыбка}\n'}
    )
    said = ("preview", "--text", "Вот так ☺.", "--lang", "ru", "-o", project / "x.mp3")
    assert zt(*said, project=project).code == 0
    assert zt(*PREVIEW, "-o", project / "y.mp3", project=project).code == 0  # it reads none of the mistakes
    write_files(project, {"settings.yaml": FILES["settings.yaml"] + "pauzes: {}\n"})
    assert "[unknown-key]" in zt(*said, project=project).err


@pytest.mark.parametrize("folder", ["output", "output/city", "appeals", "appeals/texts", ".zt-cache", ".zt-fetched/x"])
@pytest.mark.parametrize("command", ["schema", "init"])
def test_no_folder_is_filled_where_others_work(zt: Zt, built: Path, command: str, folder: str) -> None:
    before = snapshot(built)
    told = zt(command, built / folder, project=built)
    assert (told.code, told.out) == (2, "")
    assert "is not for this" in told.err
    assert snapshot(built) == before


def test_a_schema_replaces_a_schema_and_no_other_file(zt: Zt, built: Path) -> None:
    assert zt("schema", built / "schemas", project=built).code == 0
    assert zt("schema", built / "schemas", project=built).code == 0
    (built / "schemas" / "text.schema.json").write_text("mine", encoding="utf-8")
    before = snapshot(built)
    told = zt("schema", built / "schemas", project=built)
    assert (told.code, told.out) == (2, "")
    assert snapshot(built) == before
