"""What a project says of names and links stays inside its folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.systems import not_under_wine
from zt_audio.errors import DeviceError
from zt_audio.store.disk import is_inside, is_reached_directly, require_no_links


@pytest.mark.parametrize(
    "name", ["city", "city/001_ALTAI.MP3", "01/001.mp3", "city/001 «Алтай» базары.mp3", "a.b/c-d_e"]
)
def test_names_that_lead_down_are_inside(name: str) -> None:
    assert is_inside(name)


@pytest.mark.parametrize(
    "name",
    [
        *("", ".", "..", "../x", "a/../x", "a/..", "/etc/x", "a//b", "a/", "C:/x", "C:x", "..\\x", "a\\b"),
        *("\\\\host\\x", ".. /x", "...", " ", "a/. /b", ".journal.json", "city/.x", "a\0b", "a\nb", "city/x:stream"),
        *("a*b", "a?", "\u202eb"),
    ],
)
def test_names_that_lead_elsewhere_on_any_system_are_not(name: str) -> None:
    assert not is_inside(name)


@not_under_wine("it shows a link to a folder as a folder")
def test_what_is_reached_through_a_link_is_told_from_what_is_not(tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "root", tmp_path / "elsewhere"
    for folder in (root / "own" / "inner", elsewhere):
        folder.mkdir(parents=True)
    (root / "out").symlink_to(elsewhere)
    (root / "own" / "back").symlink_to(root)
    (tmp_path / "way").symlink_to(root)
    (root / "broken").symlink_to(tmp_path / "nowhere")
    assert is_reached_directly(root, root)
    assert is_reached_directly(root, root / "own" / "inner" / "new" / "file")
    assert is_reached_directly(tmp_path / "way", tmp_path / "way" / "own")
    for name in ("out", "out/new", "own/back", "own/back/own", "broken", "broken/x"):
        assert not is_reached_directly(root, root / name), name
    with pytest.raises(DeviceError) as caught:
        require_no_links(root, root / "own", root / "out", root / "broken")
    assert [(p.slug, p.facts["path"]) for p in caught.value.problems] == [
        ("link-in-project", str(root / "out")),
        ("link-in-project", str(root / "broken")),
    ]
