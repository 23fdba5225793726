"""Places may lie in many files: their ids are one list, and each file is judged by its own limit."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.content_project import PLACES, places_of, problems_of, write_project
from zt_audio.content.files import MAX_FILE_BYTES, MAX_PLACES_BYTES, content_file, content_files
from zt_audio.content.project import Snapshot

EAST = "east-market:\n  kind: market\n  name: {kk: «Шығыс» базары, ru: рынок «Восток»}\n"


def test_places_of_all_files_are_one_list(tmp_path: Path) -> None:
    root = write_project(tmp_path, {"places/b.yaml": EAST, "places/a-b.yaml": EAST.replace("east", "west")})
    project, warnings = Snapshot(root).project()
    assert [*project.places] == ["altai-market", "yasny", "west-market", "east-market"]
    assert project.places["east-market"].where.file == "appeals/places/b.yaml"
    assert warnings == ()
    assert root / "appeals/places/b.yaml" in content_files(root)


def test_the_one_file_may_be_left_out_where_others_are(tmp_path: Path) -> None:
    assert places_of(write_project(tmp_path / "a", {"places.yaml": None, "places/all.yaml": PLACES})) == []
    assert places_of(write_project(tmp_path / "b", {"places.yaml": b"", "places/all.yaml": PLACES})) == []
    gone = write_project(tmp_path / "c", {"places.yaml": None})
    assert ("places.yaml", 1, 1, "missing-file") in places_of(gone)


def test_an_id_that_two_files_have_is_reported_with_both_places(tmp_path: Path) -> None:
    repeated = "# east\n" + EAST + PLACES.split("\n", 1)[1].split("yasny:", maxsplit=1)[0]
    problems = problems_of(write_project(tmp_path, {"places/east.yaml": repeated}))
    assert [(p.slug, p.where and (p.where.file, p.where.line), dict(p.facts)) for p in problems] == [
        (
            "repeated-place",
            ("appeals/places/east.yaml", 5),
            {"id": "altai-market", "file": "appeals/places.yaml", "line": 2},
        )
    ]


def test_a_file_of_places_that_cannot_be_read_hides_no_stop(tmp_path: Path) -> None:
    root = write_project(tmp_path, {"places/east.yaml": "east-market: {kind: [\n"})
    assert {problem.slug for problem in problems_of(root)} == {"yaml-bracket"}


def test_a_kind_without_greeting_is_reported_once_for_all_files(tmp_path: Path) -> None:
    parks = {f"places/{n}.yaml": EAST.replace("east", f"e{n}").replace("kind: market", "kind: park") for n in range(3)}
    problems = problems_of(write_project(tmp_path, parks))
    assert [(p.slug, p.where and p.where.file) for p in problems] == [
        ("kind-without-greeting", "appeals/places/0.yaml")
    ]


@pytest.mark.parametrize(
    ("file", "is_content"),
    [
        ("appeals/places/east.yaml", True),
        ("appeals/places/../settings.yaml", False),
        ("appeals/places/deep/east.yaml", False),
        ("appeals/places/east.txt", False),
    ],
)
def test_an_edit_may_name_files_of_places(tmp_path: Path, file: str, *, is_content: bool) -> None:
    assert (content_file(write_project(tmp_path), file) is not None) is is_content


def test_places_may_be_larger_than_what_staff_write(tmp_path: Path) -> None:
    blank = "\n" * (MAX_FILE_BYTES + 1)
    assert places_of(write_project(tmp_path / "a", {"places.yaml": PLACES + blank})) == []
    large = write_project(tmp_path / "b", {"places/all.yaml": EAST + "\n" * MAX_PLACES_BYTES, "intros.yaml": blank})
    assert {("places/all.yaml", 1, 1, "file-too-large"), ("intros.yaml", 1, 1, "file-too-large")} == {*places_of(large)}
