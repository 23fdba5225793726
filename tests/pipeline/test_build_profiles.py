"""Each kind of player has its folder: laid out again for another profile, refused where it cannot hold a playlist."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.tiny import Tiny
from zt_audio.content.profiles import built_in_profiles
from zt_audio.errors import BuildError, ContentError
from zt_audio.published.verify import verify
from zt_audio.store.journal import NOT_READY

PROFILES = list(built_in_profiles())
PLAYER = "PLAYER.HTML"
LAID_OUT = {
    "usb": ["001_MARKET.MP3", "002_PARK.MP3", "PLAY.M3U"],
    "dfplayer": ["01/001.mp3", "01/002.mp3"],
    "headunit": ["001_MARKET/001_MARKET.MP3", "001_MARKET/PLAY.M3U", "002_PARK/002_PARK.MP3", "002_PARK/PLAY.M3U"],
    "phone": ["001 Базар.mp3", "002 Саябақ.mp3", "PLAY.m3u8"],
    "continuous": ["CITY.CUE", "CITY.MP3"],
    "wav": ["001_MARKET.WAV", "002_PARK.WAV", "PLAY.M3U"],
    "unlimited": ["001_MARKET.MP3", "002_PARK.MP3", "PLAY.M3U"],
}


def stops(count: int) -> str:
    lines = "".join(f"  - {{place: school, id: s{number}}}\n" for number in range(count))
    return f"title: {{kk: Аула, ru: Двор}}\ndays: [tue]\nlanguages: [ru]\nappeals: [b]\nstops:\n{lines}"


def choose(tiny: Tiny, profile: str) -> None:
    settings = (tiny.root / "appeals/settings.yaml").read_text("utf-8").split("profile:")[0]
    tiny.write("settings.yaml", f"{settings}profile: {profile}\n")


def test_more_stops_than_the_player_takes(built: Tiny) -> None:
    before = built.tree("yard")
    built.write("playlists/yard.yaml", stops(256))
    failed = built.build().report.failed["yard"].problems
    assert [problem.slug for problem in failed] == ["profile-files", "profile-links"]
    where = failed[0].where
    assert where is not None
    assert where.file == "appeals/playlists/yard.yaml"
    assert built.tree("yard") == before


def test_a_player_without_limits_gets_them(built: Tiny) -> None:
    built.write("playlists/yard.yaml", stops(256))
    built.edit("playlists/yard.yaml", "days:", "profile: unlimited\ndays:")
    ran = built.build("yard")
    assert ran.slugs == {}
    assert len(ran.tracks) == 256
    assert ran.spoken == []
    assert built.tree()["yard/PLAY.M3U"].count(b"\r\n") == 256


@pytest.mark.slow  # a build for each pair of profiles
def test_from_each_profile_to_the_next_nothing_stays_behind(built: Tiny, tmp_path: Path) -> None:
    for profile in (*PROFILES[1:], "usb"):
        choose(built, profile)
        ran = built.build()
        assert (ran.slugs, ran.spoken) == ({}, [])
        assert list(built.tree("city")) == [f"city/{name}" for name in sorted([*LAID_OUT[profile], PLAYER])]
        assert not [path for path in built.output.rglob("*") if path.is_dir() and not any(path.iterdir())]
        entry = built.manifest().playlists["city"]
        assert entry.profile == profile
        assert [track.stop for track in entry.tracks] == ["market", "park"]
        assert verify(built.workspace).tracks == 3
        assert built.build().report.outcome is None
        there = built.copy(tmp_path / profile)
        shutil.rmtree(there.output)
        there.build()
        assert there.tree() == built.tree()  # whatever was there before


@pytest.mark.parametrize("profile", PROFILES)
def test_a_change_of_text_makes_again_what_it_must(built: Tiny, profile: str) -> None:
    choose(built, profile)
    built.build()
    built.edit("texts/b.yaml", "Тәртіп сақтаңыз.", "Тәртіпті сақтаңыз.")
    ran = built.build()
    tracks = [f"city/{name}" for name in LAID_OUT[profile] if name.lower().endswith(("mp3", "wav"))]
    assert ran.tracks == (tracks * 2 if profile == "continuous" else tracks[:1])
    again = built.copy(built.root.with_name("again"))
    (again.output / tracks[0]).unlink()
    assert tracks[0] in again.build().tracks
    assert again.tree() == built.tree()


def test_a_profile_of_ones_own(built: Tiny) -> None:
    built.write("profiles.yaml", "small:\n  base: usb\n  name_chars: 12\n  case: lower\n  tags: none\n  list: none\n")
    choose(built, "small")
    built.build()
    assert list(built.tree("city")) == ["city/001_mark.mp3", "city/002_park.mp3", "city/PLAYER.HTML"]
    assert not built.tree()["city/001_mark.mp3"].startswith(b"ID3")
    assert verify(built.workspace).tracks == 3


def test_a_profile_that_contradicts_itself_is_reported_where_it_stands(built: Tiny) -> None:
    before = built.stamps()
    built.write("profiles.yaml", "ours:\n  base: usb\n  list: cue\n")
    with pytest.raises(ContentError) as error:
        built.build()
    [problem] = error.value.problems
    assert problem.where is not None
    assert (problem.slug, problem.where.file, problem.where.line) == (
        "profile-contradiction",
        "appeals/profiles.yaml",
        1,
    )
    assert (problem.facts["one"], problem.facts["other"]) == ("list: cue", "layout: flat")
    assert built.stamps() == before


def test_a_file_that_no_stick_can_hold_is_not_begun(built: Tiny) -> None:
    before = built.tree("yard")
    choose(built, "continuous")
    stays = "".join(f"  - {{place: school, id: s{n}, stay_min: 720}}\n" for n in range(7))
    built.write("playlists/yard.yaml", stops(1) + stays.replace("id: s0", "id: t0"))
    ran = built.build()
    assert ran.slugs == {"yard": ["file-too-big"]}
    assert built.tree("yard") == before


@pytest.mark.parametrize(
    ("path", "is_folder", "reported"),
    [
        ("city/01", False, "city/01"),
        ("city/01/001.mp3", False, "city/01/001.mp3"),
        ("city/01/002.mp3", True, "city/01/002.mp3"),
    ],
)
def test_files_of_others_in_inner_folders_are_in_the_way(
    built: Tiny,
    path: str,
    is_folder: bool,  # noqa: FBT001 - a row of the table
    reported: str,
) -> None:
    choose(built, "dfplayer")
    theirs = built.output / path
    theirs.parent.mkdir(exist_ok=True)
    theirs.mkdir() if is_folder else theirs.write_bytes(b"theirs")
    before = built.tree()
    done = built.run("build", "city")
    slug = "folder-in-the-way" if is_folder else "file-in-the-way"
    assert (done.returncode, done.stderr.count(f"[{slug}]")) == (1, 1)
    assert f"output/{reported}" in done.stderr
    assert built.tree() == before


def test_files_of_others_keep_an_inner_folder(built: Tiny) -> None:
    choose(built, "dfplayer")
    built.build()
    (built.output / "city/01/theirs.txt").write_bytes(b"theirs")
    choose(built, "usb")
    built.build()
    assert list(built.tree("city")) == sorted(
        ["city/01/theirs.txt", *(f"city/{name}" for name in [*LAID_OUT["usb"], PLAYER])]
    )


@pytest.mark.parametrize("profile", ["dfplayer", "continuous", "wav"])
def test_harm_is_found(built: Tiny, profile: str) -> None:
    choose(built, profile)
    built.build()
    [path] = [
        path for path in built.output.rglob("*") if path.name.lower() in ("001.mp3", "city.mp3", "001_market.wav")
    ][:1]
    path.write_bytes(path.read_bytes()[:-2] + b"\x00\x01")
    with pytest.raises(BuildError) as error:
        verify(built.workspace)
    assert [problem.slug for problem in error.value.problems] == ["file-changed"]
    path.unlink()
    with pytest.raises(BuildError) as error:
        verify(built.workspace)
    assert [problem.slug for problem in error.value.problems] == ["file-missing"]
    (built.output / "city" / NOT_READY).write_bytes(b"")
    assert built.build().slugs == {}
    assert verify(built.workspace).tracks == 3


def test_silence_at_the_seam_is_what_the_player_needs(built: Tiny) -> None:
    built.edit("settings.yaml", "cycle_ms: 600", "cycle_ms: 0")
    built.write("profiles.yaml", "slow:\n  base: usb\n  silence_begin_ms: 500\n  silence_end_ms: 250\n")
    for profile, first, last_ms in (("unlimited", "chime", None), ("usb", "chime", 100), ("slow", "pause", 250)):
        choose(built, profile)
        built.build()
        found = built.manifest()
        for track in found.playlists["city"].tracks:
            parts = [found.segments[part.segment] for part in track.cycle]
            assert parts[0].part == first
            assert (parts[-1].part == "pause") is (last_ms is not None)
            if last_ms:
                assert abs(parts[-1].frames * 1152 / 44.1 - last_ms) < 14
