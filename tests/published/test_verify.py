"""`verify` compares output/ with the manifest and names every difference."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.tiny import Tiny, flipped, touched
from zt_audio.errors import BuildError, ContentError
from zt_audio.events import Moved, Phase
from zt_audio.published.verify import verify
from zt_audio.store import manifest
from zt_audio.store.journal import NOT_READY
from zt_audio.store.manifest import FileEntry, Manifest, TrackEntry

MARKET, PARK, SCHOOL = "city/001_MARKET.MP3", "city/002_PARK.MP3", "yard/001_SCHOOL.MP3"


def faults(tiny: Tiny, *playlists: str) -> list[tuple[str, str]]:
    """Return slug and file (without output/) of each difference."""
    try:
        verify(tiny.workspace, playlists)
    except BuildError as error:
        return [
            (p.slug, str(p.facts.get("file", p.facts.get("folder"))).removeprefix("output/")) for p in error.problems
        ]
    return []


def test_what_was_built_is_proved(built: Tiny) -> None:
    proved = verify(built.workspace)
    assert (proved.playlists, proved.tracks, proved.files) == (2, 3, 7)
    assert proved.build == built.manifest().build
    assert proved.numbers == {name: entry.number for name, entry in built.manifest().playlists.items()}
    assert verify(built.workspace, ["yard"]).files == 3


def test_it_tells_how_far_it_is(built: Tiny) -> None:
    told: list[object] = []
    verify(built.workspace, emit=told.append)
    whole = sum(each.bytes for each in told if isinstance(each, Moved))
    assert told[0] == Phase("check", whole)
    assert len(told) == 1 + 7  # each file, once it was measured


def swap(output: Path) -> None:
    one, other = (output / MARKET).read_bytes(), (output / PARK).read_bytes()
    (output / MARKET).write_bytes(other)
    (output / PARK).write_bytes(one)


@pytest.mark.parametrize(
    ("harm", "expected"),
    [
        (lambda o: touched(o / MARKET, flipped((o / MARKET).read_bytes())), [("file-changed", MARKET)]),
        (lambda o: touched(o / MARKET, flipped((o / MARKET).read_bytes(), 0)), [("file-changed", MARKET)]),
        (lambda o: touched(o / PARK, flipped((o / PARK).read_bytes(), 100_000)), [("file-changed", PARK)]),
        (lambda o: (o / PARK).write_bytes((o / PARK).read_bytes()[:-1]), [("file-changed", PARK)]),
        (lambda o: (o / SCHOOL).write_bytes(b""), [("file-changed", SCHOOL)]),
        (swap, [("file-changed", MARKET), ("file-changed", PARK)]),
        (lambda o: (o / "city/PLAY.M3U").unlink(), [("file-missing", "city/PLAY.M3U")]),
        (lambda o: (o / "city/PLAY.M3U").write_bytes(b"001_MARKET.MP3\n"), [("file-changed", "city/PLAY.M3U")]),
        (lambda o: (o / SCHOOL).unlink(), [("file-missing", SCHOOL)]),
        (lambda o: (o / "city" / NOT_READY).write_bytes(b""), [("not-ready", "city")]),
        (lambda o: (o / "manifest.json").unlink(), [("nothing-built", "manifest.json")]),
        (lambda o: (o / "manifest.json").write_bytes(b"{}"), [("manifest-damaged", "manifest.json")]),
    ],
    ids=[
        "last",
        "first",
        "middle",
        "cut",
        "empty",
        "swapped",
        "no list",
        "list",
        "no track",
        "mark",
        "none",
        "damaged",
    ],
)
def test_each_harm_is_named(harm: Callable[[Path], object], expected: list[tuple[str, str]], built: Tiny) -> None:
    harm(built.output)
    assert faults(built) == expected


def test_all_harms_are_named_at_once_and_others_not(built: Tiny) -> None:
    (built.output / MARKET).unlink()
    (built.output / SCHOOL).write_bytes(b"x")
    assert faults(built) == [("file-missing", MARKET), ("file-changed", SCHOOL)]
    assert faults(built, "yard") == [("file-changed", SCHOOL)]


def test_a_whole_folder_that_is_gone(built: Tiny) -> None:
    for name in built.tree("yard"):
        (built.output / name).unlink()
    (built.output / "yard").rmdir()
    assert faults(built) == [
        ("file-missing", SCHOOL),
        ("file-missing", "yard/PLAY.M3U"),
        ("file-missing", "yard/PLAYER.HTML"),
    ]
    (built.output / "yard").write_bytes(b"a file")
    assert faults(built) == [
        ("file-missing", SCHOOL),
        ("file-missing", "yard/PLAY.M3U"),
        ("file-missing", "yard/PLAYER.HTML"),
    ]


def test_it_changes_nothing(built: Tiny) -> None:
    (built.output / "city" / NOT_READY).write_bytes(b"")
    before = built.stamps()
    assert built.run("verify").returncode == 1
    assert built.stamps() == before


def test_an_unknown_playlist_is_told_with_the_nearest(built: Tiny) -> None:
    with pytest.raises(ContentError) as error:
        verify(built.workspace, ["citty"])
    [problem] = error.value.problems
    assert (problem.slug, problem.facts["nearest"]) == ("playlist-unknown", "city")


def test_where_nothing_was_built(fresh: Tiny) -> None:
    done = fresh.run("verify")
    assert (done.returncode, done.stderr.count("[nothing-built]")) == (1, 1)


def rewritten(tiny: Tiny, change: Callable[[TrackEntry], TrackEntry], data: bytes | None = None) -> None:
    """Let the manifest say something else of the school's track, as if a bug had made both."""
    old = tiny.manifest()
    yard = old.playlists["yard"]
    [track] = yard.tracks
    new = replace(yard, tracks=(change(track),))
    tiny.output.joinpath("manifest.json").write_bytes(
        manifest.to_bytes(Manifest({**old.playlists, "yard": new}, old.segments))
    )
    if data is not None:
        (tiny.output / SCHOOL).write_bytes(data)


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("change", "slugs"),
    [
        (lambda track: replace(track, duration_ms=track.duration_ms + 1), ["track-duration"]),
        (lambda track: replace(track, frames=track.frames + 1), ["track-duration"]),
        (lambda track: replace(track, loudness_lufs=track.loudness_lufs - 0.3), ["track-loudness-differs"]),
        (lambda track: replace(track, loudness_lufs=track.loudness_lufs + 0.3), ["track-loudness-differs"]),
        (lambda track: replace(track, loudness_lufs=track.loudness_lufs - 0.1), []),
        (lambda track: replace(track, sha256="0" * 64), ["file-changed"]),
    ],
)
def test_a_manifest_that_is_wrong_is_found_out(
    change: Callable[[TrackEntry], TrackEntry], slugs: list[str], built: Tiny
) -> None:
    rewritten(built, change)
    assert faults(built) == [(slug, SCHOOL) for slug in slugs]


def test_what_is_no_track_at_all(built: Tiny) -> None:
    data = b"these are words and no frames" * 100
    rewritten(built, lambda track: replace(track, sha256=sha256_of(data), bytes=len(data)), data)
    assert faults(built) == [("track-undecodable", SCHOOL)]


def test_a_peak_above_the_ceiling(built: Tiny) -> None:
    with pytest.raises(BuildError) as error:
        verify(built.workspace, ["yard"], ceiling_dbtp=-50)
    assert [(problem.slug, problem.facts["file"]) for problem in error.value.problems] == [
        ("track-peak", f"output/{SCHOOL}")
    ]


def test_a_repeat_that_is_not_the_cycle(built: Tiny) -> None:
    built.edit("playlists/yard.yaml", '"12:00"', '"12:00", stay_min: 1')
    built.build()
    data = (built.output / SCHOOL).read_bytes()
    assert faults(built) == []
    other = flipped(data, -300)  # in the last repeat
    rewritten(built, lambda track: replace(track, sha256=sha256_of(other)), other)
    assert faults(built) == [("track-cycle", SCHOOL)]


def test_files_of_ours_are_tracks_the_list_and_the_page(built: Tiny) -> None:
    yard = built.manifest().playlists["yard"]
    assert [entry.file for entry in yard.files] == ["PLAY.M3U", "PLAYER.HTML"]
    assert isinstance(yard.files[0], FileEntry)
