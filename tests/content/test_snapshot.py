"""A snapshot reads each file once, and what is kept of one says what a new one says, after any edit."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.content_project import LITTERING, PLACES, write_project
from zt_audio.content import project as loading
from zt_audio.content.files import ContentFile
from zt_audio.content.project import Snapshot, Snapshots
from zt_audio.content.yaml import tree as yaml_tree
from zt_audio.content.yaml.source import SourceText, content_bytes
from zt_audio.errors import ContentError
from zt_audio.model import Problem, Where

PARTS = ("manner", "appeals", "facts", "people", "usable")


def told(snapshot: Snapshot) -> dict[str, str]:
    """Return all that a snapshot says of its project."""
    said = {"files": repr(snapshot.files().problems)}
    for part in PARTS:
        try:
            said[part] = repr(getattr(snapshot, part))
        except ContentError as error:
            said[part] = repr(error.problems)
    return said


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the files that are parsed from now on, each as often as it is."""
    names: list[str] = []
    parse = yaml_tree.parse_yaml

    def noted(source: SourceText, *more: object) -> object:
        names.append(source.file)
        return parse(source, *more)

    monkeypatch.setattr("zt_audio.content.project.parse_yaml", noted)
    return names


def test_a_file_is_read_once_and_again_where_it_changed(tmp_path: Path, parsed: list[str]) -> None:
    root = write_project(tmp_path)
    snapshots = Snapshots(root, keeps_all=True)
    first = told(snapshots.now())
    assert len(parsed) == len({*parsed}) > len(PARTS)
    parsed.clear()
    assert (told(snapshots.now()), parsed) == (first, [])
    appeal = root / "appeals/texts/littering.yaml"
    appeal.write_text(LITTERING.replace("общее дело", "наше дело"), "utf-8")
    after = told(snapshots.now())
    assert parsed == ["appeals/texts/littering.yaml"]
    assert after == told(Snapshot(root)) != first


def test_a_file_that_could_not_be_read_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_project(tmp_path)
    snapshots = Snapshots(root)

    def held(file: ContentFile) -> bytes:
        if file.id == "smoking":
            raise ContentError(Problem("unreadable-file", Where(file.name), {"reason": "another program holds it"}))
        return content_bytes(file)

    with monkeypatch.context() as disk:
        disk.setattr(loading, "content_bytes", held)
        before = told(snapshots.now())
    (root / "appeals/texts/littering.yaml").write_text(LITTERING + "\n", "utf-8")
    assert told(snapshots.now()) == told(Snapshot(root)) != before


def test_places_are_let_go_where_they_are_not_shown(tmp_path: Path, parsed: list[str]) -> None:
    snapshot = Snapshot(write_project(tmp_path))
    told(snapshot)
    told(snapshot)
    assert {name for name in parsed if parsed.count(name) > 1} == {"appeals/places.yaml"}


@pytest.mark.parametrize("name", ["texts/littering.yaml", "settings.yaml", "places.yaml", "people.yaml"])
@pytest.mark.parametrize("data", [LITTERING, PLACES, "sound: {preset: street}\n", "[", "", "\xff"])
def test_what_is_kept_says_what_is_new(tmp_path: Path, name: str, data: str) -> None:
    root = write_project(tmp_path)
    snapshots = Snapshots(root)
    before = told(snapshots.now())
    path = root / "appeals" / name
    was = path.read_bytes() if path.exists() else None
    path.write_bytes(data.encode("latin-1") if data == "\xff" else data.encode())
    assert told(snapshots.now()) == told(Snapshot(root))
    if was is None:
        path.unlink()
    else:
        path.write_bytes(was)
    assert told(snapshots.now()) == before


def test_a_draft_is_read_as_the_file_would_be(tmp_path: Path) -> None:
    root = write_project(tmp_path)
    snapshot, name = Snapshot(root), "appeals/texts/littering.yaml"
    text = LITTERING.replace("ru: Не мусорите", "ru: [Не мусорите").encode()
    draft = snapshot.with_file(name, text)
    said = told(draft)
    assert said != told(snapshot)
    (root / name).write_bytes(text)
    assert said == told(Snapshot(root))
