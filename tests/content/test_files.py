"""Files that staff may take for content and that are not read: they are reported with the right name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.content_project import write_project
from zt_audio.content.files import content_files, unread_names
from zt_audio.content.project import Snapshot

REPORTED = [
    ("texts/new.yaml.txt", "texts/new.yaml"),  # what Notepad makes where Windows hides extensions
    ("playlists/new.yaml.txt", "playlists/new.yaml"),
    ("lexicon/ru.yaml.txt", "lexicon/ru.yaml"),
    ("settings.yaml.txt", "settings.yaml"),
    ("texts/new.YAML.TXT", "texts/new.yaml"),
    ("texts/new.YAML", "texts/new.yaml"),
    ("texts/new.yml", "texts/new.yaml"),
    ("texts/new.txt", "texts/new.yaml"),
    ("texts/new", "texts/new.yaml"),
    ("texts/old/new.yaml", "texts/new.yaml"),
    ("lexicon/kz.yaml", "lexicon/kk.yaml"),
    ("outro.yaml", "outros.yaml"),
]
LEFT_ALONE = [
    ".DS_Store", "texts/.DS_Store", "texts/Thumbs.db", "playlists/desktop.ini", "texts/~$new.docx", "texts/~lock.x#",
    "texts/new.yaml~", "texts/new.yaml.bak", "texts/.new.yaml.swp", "texts/.hidden/new.yaml", "texts/new.wav",
    "texts/new.MP3", "own.flac", "chimes/own.m4a", "playlists/own.ogg", "recordings/kk/new.txt",
]  # fmt: skip


@pytest.mark.parametrize(("name", "right"), REPORTED)
def test_a_file_that_is_not_read_is_reported_with_its_right_name(tmp_path: Path, name: str, right: str) -> None:
    _, warnings = Snapshot(write_project(tmp_path, {name: "x"})).project()
    assert [(w.slug, w.severity, w.where.file if w.where else "", w.facts["nearest"]) for w in warnings] == [
        ("unread-file", "warning", f"appeals/{name}", right)
    ]
    assert unread_names(tmp_path) == (f"appeals/{name}",)


@pytest.mark.parametrize("name", ["texts/new.docx", "texts/New.DOC", "playlists/new.odt", "new.rtf"])
def test_a_document_is_not_to_be_renamed(tmp_path: Path, name: str) -> None:
    _, warnings = Snapshot(write_project(tmp_path, {name: "x"})).project()
    assert [(w.slug, w.severity, w.where and w.where.file) for w in warnings] == [
        ("unread-document", "warning", f"appeals/{name}")
    ]


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_a_file_of_systems_and_editors_is_left_alone(tmp_path: Path, name: str) -> None:
    before = content_files(write_project(tmp_path, {}))
    root = write_project(tmp_path, {name: "x"})
    assert Snapshot(root).project()[1] == ()
    assert unread_names(root) == ()
    assert [path for path in content_files(root) if path not in before and path.suffix.lower() != ".wav"] == []
