"""Other files in output/ are never deleted or overwritten; they are in the way only where a track needs their name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.tiny import Tiny, tiny_project
from zt_audio.pipeline.staleness import output_warnings
from zt_audio.published.verify import verify

NEW_STOP = "appeals: [a]}\n  - {place: school}"
WANTED = "city/003_SCHOOL.MP3"


def add_a_stop(tiny: Tiny) -> None:
    tiny.edit("playlists/city.yaml", "appeals: [a]}", NEW_STOP)


def in_the_way(tiny: Tiny, before: dict[str, bytes], name: str, what: str = "file") -> None:
    done = tiny.run("build")
    assert done.returncode == 1
    fault = "a folder" if what == "folder" else "not from this program"
    assert f"output/{name} is {fault}, but its name is needed" in done.stderr
    assert done.stderr.count(f"output/{name}") == done.stderr.count(f"[{what}-in-the-way]") == 1
    assert tiny.tree() == before
    verify(tiny.workspace)


def test_a_file_in_the_way_changes_nothing(built: Tiny) -> None:
    add_a_stop(built)
    (built.output / WANTED).write_bytes(b"theirs")
    before = built.tree()
    in_the_way(built, before, WANTED)
    (built.output / WANTED).rename(built.output / "city/THEIRS.MP3")
    ran = built.build()
    assert ran.slugs == {}
    assert built.tree()["city/THEIRS.MP3"] == b"theirs"
    assert ran.spoken == []  # what was made before it was in the way is kept


def test_other_playlists_are_built_past_it(built: Tiny) -> None:
    add_a_stop(built)
    built.edit("texts/b.yaml", "Звоните в полицию.", "Зовите полицию.")
    (built.output / WANTED).write_bytes(b"theirs")
    before = built.tree("city")
    ran = built.build()
    assert ran.slugs == {"city": ["file-in-the-way"]}
    assert "yard/001_SCHOOL.MP3" in ran.tracks
    assert built.tree("city") == before
    verify(built.workspace)


def test_a_file_that_is_what_we_would_write_is_taken_over(built: Tiny, tmp_path: Path) -> None:
    add_a_stop(built)
    there = tiny_project(tmp_path / "there")
    add_a_stop(there)
    there.build()
    (built.output / WANTED).write_bytes(there.tree()[WANTED])
    assert built.build().slugs == {}
    assert built.tree() == there.tree()


def test_a_folder_in_place_of_a_track(built: Tiny) -> None:
    add_a_stop(built)
    (built.output / WANTED).mkdir()
    in_the_way(built, built.tree(), WANTED, "folder")
    assert (built.output / WANTED).is_dir()


def test_a_folder_in_place_of_the_manifest(built: Tiny) -> None:
    before = built.tree()
    manifest = built.output / "manifest.json"
    manifest.unlink()
    manifest.mkdir()
    status = built.run("status")
    assert (status.returncode, status.stderr) == (0, "")
    checked = built.run("verify", "city")
    assert (checked.returncode, checked.stderr.count("[manifest-damaged]")) == (1, 1)
    for _turn in range(2):  # the first leaves nothing behind that stops the second
        done = built.run("build")
        assert (done.returncode, done.stderr.count("output/manifest.json")) == (1, 1)
        assert "[folder-in-the-way]" in done.stderr
    manifest.rmdir()
    assert built.build().slugs == {}
    assert built.tree() == before


def test_a_folder_in_place_of_a_track_of_ours(built: Tiny) -> None:
    name = "city/001_MARKET.MP3"
    (built.output / name).unlink()
    (built.output / name / "more").mkdir(parents=True)
    done = built.run("build")
    assert (done.returncode, done.stderr.count(f"output/{name} is a folder, but")) == (1, 1)
    assert done.stderr.count(f"output/{name}") == 1
    assert built.run("verify").stderr.count("[file-missing]") == 1
    built.edit("playlists/city.yaml", '  - {place: market, arrive: "10:00"}\n', "")  # its name is needed no more
    assert built.build().slugs == {}
    assert (built.output / name / "more").is_dir()
    verify(built.workspace)


@pytest.mark.parametrize("name", ["city", "yard"])
def test_a_file_in_place_of_a_playlist(name: str, fresh: Tiny) -> None:
    fresh.output.mkdir()
    (fresh.output / name).write_bytes(b"theirs")
    ran = fresh.build()
    assert ran.slugs == {name: ["file-in-the-way"]}
    assert fresh.tree()[name] == b"theirs"
    verify(fresh.workspace)
    (fresh.output / name).unlink()
    assert fresh.build().slugs == {}


@pytest.mark.parametrize("name", ["README.md", "city/NOTES.TXT", "city/sub/A.MP3", "other/B.MP3", "city/.hidden"])
def test_files_of_others_stay(name: str, built: Tiny) -> None:
    path = built.output / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"theirs")
    built.edit("settings.yaml", "cycle_ms: 600", "cycle_ms: 700")
    assert built.build().slugs == {}
    assert path.read_bytes() == b"theirs"
    for playlist in ("city", "yard"):
        (built.root / f"appeals/playlists/{playlist}.yaml").rename(built.root / f"appeals/playlists/{playlist}2.yaml")
    assert built.build().slugs == {}
    assert path.read_bytes() == b"theirs"
    assert set(built.tree()) == {
        name,
        "manifest.json",
        *(f"city2/{file}" for file in ("001_MARKET.MP3", "002_PARK.MP3", "PLAY.M3U", "PLAYER.HTML")),
        "yard2/001_SCHOOL.MP3",
        "yard2/PLAY.M3U",
        "yard2/PLAYER.HTML",
    }


def test_a_link_of_others_that_leads_nowhere_is_in_the_way(built: Tiny) -> None:
    add_a_stop(built)
    (built.output / WANTED).symlink_to("nowhere")
    assert built.build().slugs == {"city": ["file-in-the-way"]}
    assert (built.output / WANTED).is_symlink()


@pytest.mark.parametrize("profile", ["headunit", "dfplayer"])
def test_our_own_inner_folders_are_not_foreign_and_files_in_them_are_looked_at(built: Tiny, profile: str) -> None:
    settings = (built.root / "appeals" / "settings.yaml").read_text("utf-8")
    built.write("settings.yaml", settings + f"profile: {profile}\n")
    assert built.build().slugs == {}
    assert list(output_warnings(built.workspace)) == []
    inner = next(path for path in (built.output / "city").iterdir() if path.is_dir())
    (inner / "theirs.txt").write_text("x", "utf-8")
    [warning] = output_warnings(built.workspace)
    assert (warning.slug, warning.facts["file"]) == ("foreign-file", f"output/city/{inner.name}/theirs.txt")
