"""Files that no build made, found in folders of output/ and in those inside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.systems import not_on_windows
from zt_audio.published.inputs import by_folder, foreign_file_warnings

OURS = {"city": {"001.MP3", "01/001.MP3", "01/deep/X.MP3", "PLAY.M3U"}}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("city/001.MP3", []),
        ("city/01/deep/X.MP3", []),
        ("city/NOT_READY.TXT", []),
        ("other/X.MP3", []),
        ("X.MP3", []),
        ("city/X.MP3", [("foreign-file", "output/city/X.MP3")]),
        ("city/02/X.MP3", [("foreign-folder", "output/city/02")]),
        ("city/01/002.MP3", [("foreign-file", "output/city/01/002.MP3")]),
        ("city/01/deep/er/X.MP3", [("foreign-folder", "output/city/01/deep/er")]),
        ("city/PLAY.M3U/X", [("foreign-folder", "output/city/PLAY.M3U")]),
        ("city/Thumbs.db", [("foreign-file", "output/city/Thumbs.db")]),
    ],
)
def test_what_is_foreign(tmp_path: Path, name: str, expected: list[tuple[str, str]]) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"theirs")
    found = list(foreign_file_warnings(tmp_path, OURS))
    assert [(problem.slug, problem.facts["file"]) for problem in found] == expected
    assert {problem.severity for problem in found} <= {"warning"}


def test_a_folder_that_is_not_there_has_nothing_foreign(tmp_path: Path) -> None:
    assert list(foreign_file_warnings(tmp_path, OURS)) == []


def test_files_are_sorted_by_their_first_folder() -> None:
    names = ["city/1", "city/01/2", "yard/3", "manifest.json"]
    assert by_folder(names) == {"city": ["1", "01/2"], "yard": ["3"]}


@not_on_windows("making a link takes a right that staff have not")
def test_a_link_is_what_it_leads_to_and_one_that_leads_nowhere_a_file(tmp_path: Path) -> None:
    (tmp_path / "city").mkdir()
    (tmp_path / "city" / "A").symlink_to(tmp_path)
    (tmp_path / "city" / "B").symlink_to("B")
    (tmp_path / "city" / "C").symlink_to(__file__)
    found = [(problem.slug, problem.facts["file"]) for problem in foreign_file_warnings(tmp_path, OURS)]
    assert found == [
        ("foreign-folder", "output/city/A"),
        ("foreign-file", "output/city/B"),
        ("foreign-file", "output/city/C"),
    ]
