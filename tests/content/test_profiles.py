"""Profiles that staff make: rows of their own, and each mistake at its place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.content_project import CITY, FILES, places_of, problems_of, write_project
from zt_audio.content.profiles import built_in_profiles, profile_contradictions, profile_of
from zt_audio.content.project import Snapshot
from zt_audio.model import OwnProfile, Where

PROFILES, CITY_FILE, SETTINGS = "profiles.yaml", "playlists/city.yaml", "settings.yaml"
OURS = "our-radio:\n  base: headunit\n  files_per_folder: none\n  name_chars: 24\n  case:\n"


def test_a_row_keeps_what_is_set(tmp_path: Path) -> None:
    changes = {PROFILES: OURS, CITY_FILE: CITY + "profile: our-radio\n"}
    project = Snapshot(write_project(tmp_path, changes)).project()[0]
    own = project.own_profiles["our-radio"]
    assert (own.base, own.columns) == ("headunit", {"files_per_folder": None, "name_chars": 24})
    assert (own.where.file, own.where.line) == ("appeals/profiles.yaml", 1)
    assert project.playlists["city"].profile == "our-radio"


@pytest.mark.parametrize(
    ("text", "line", "column", "slug"),
    [
        ("usb:\n  base: headunit\n", 1, 1, "profile-taken"),
        ("ours:\n  name_chars: 24\n", 1, 1, "missing-key"),
        ("ours:\n  base: hedunit\n", 2, 9, "unknown-value"),
        ("ours:\n  base: usb\n  bitrate_kbps: 64\n", 3, 17, "unknown-value"),
        ("ours:\n  base: usb\n  sample_rate_hz: 48000\n", 3, 19, "unknown-value"),
        ("ours:\n  base: usb\n  channels: 2\n", 3, 13, "unknown-value"),
        ("ours:\n  base: usb\n  name_chars: 11\n", 3, 15, "out-of-range"),
        ("ours:\n  base: usb\n  name_chars: none\n", 3, 15, "not-a-number"),
        ("ours:\n  base: usb\n  depth: deep\n", 3, 10, "not-a-number"),
        ("ours:\n  base: usb\n  layuot: flat\n", 3, 3, "unknown-key"),
        ("Ours:\n  base: usb\n", 1, 1, "bad-id"),
        ("ours:\n  base: usb\nours:\n  base: usb\n", 3, 1, "repeated-key"),
    ],
)
def test_each_mistake(tmp_path: Path, text: str, line: int, column: int, slug: str) -> None:
    assert places_of(write_project(tmp_path, {PROFILES: text})) == [(PROFILES, line, column, slug)]


@pytest.mark.parametrize(("file", "column"), [(CITY_FILE, 10), (SETTINGS, 10)])
def test_an_unknown_profile_is_reported_with_the_nearest(tmp_path: Path, file: str, column: int) -> None:
    text = FILES[file] + "profile: our-radoi\n"
    root = write_project(tmp_path, {PROFILES: OURS, file: text})
    assert places_of(root) == [(file, text.count("\n"), column, "unknown-value")]
    [problem] = problems_of(root)
    assert problem.facts["nearest"] == "our-radio"
    assert "our-radio" in str(problem.facts["known"])


def test_an_own_profile_has_its_base_and_what_it_says_otherwise() -> None:
    own = {"ours": OwnProfile("headunit", {"name_chars": 24, "files_per_folder": None}, Where(PROFILES))}
    base = built_in_profiles()["headunit"]
    assert profile_of("headunit", own) == base
    assert profile_of("ours", own) == replace(base, name="ours", name_chars=24, files_per_folder=None)


@pytest.mark.parametrize("name", built_in_profiles())
def test_a_built_in_profile_has_no_contradiction(name: str) -> None:
    assert profile_contradictions(profile_of(name, {})) == ()


@pytest.mark.parametrize(
    ("base", "columns", "found"),
    [
        ("usb", {"list": "cue"}, (("list", "layout"),)),
        ("usb", {"layout": "one-file", "list": "m3u"}, (("list", "layout"),)),
        ("usb", {"alphabet": "cyrillic", "list": "m3u"}, (("list", "alphabet"),)),
        ("usb", {"format": "wav", "tags": "id3v2.3"}, (("tags", "format"),)),
        ("usb", {"alphabet": "cyrillic", "list": "m3u8"}, ()),
    ],
)
def test_columns_that_cannot_stand_together_are_named(
    base: str, columns: dict[str, str], found: tuple[tuple[str, str], ...]
) -> None:
    own = {"ours": OwnProfile(base, columns, Where(PROFILES))}
    assert profile_contradictions(profile_of("ours", own)) == found


def test_what_keys_are_made_of_stays_english() -> None:
    assert built_in_profiles()["wav"].why.startswith("A player that takes PCM alone")
