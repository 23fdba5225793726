"""What to know before output/ is used: other files in a playlist's folder, and texts that are newer than the sound."""

from __future__ import annotations

import shutil

import pytest

from tests.support.tiny import Tiny
from zt_audio.events import Warned
from zt_audio.published.freshness import output_warnings
from zt_audio.store.journal import NOT_READY

RUBBISH = ["MUSIC.MP3", "Thumbs.db", "desktop.ini", ".DS_Store", "._001_MARKET.MP3", "001_market.mp3.bak"]


def slugs(tiny: Tiny, *wanted: str) -> list[tuple[str, str]]:
    """Return slug and place of each notice; every one is a warning."""
    found = list(output_warnings(tiny.workspace, wanted))
    assert {problem.severity for problem in found} <= {"warning"}
    return [(p.slug, str(p.facts.get("file", p.facts.get("folder"))).removeprefix("output/")) for p in found]


def warned(tiny: Tiny, *playlists: str, dry_run: bool = False) -> list[tuple[str, object]]:
    problems = [event.problem for event in tiny.build(*playlists, dry_run=dry_run).of(Warned)]
    return [(problem.slug, problem.facts["file"]) for problem in problems]


# --- files of others --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", RUBBISH)
def test_a_file_of_others_is_told_by_every_build_and_by_verify(name: str, built: Tiny) -> None:
    (built.output / "city" / name).write_bytes(b"theirs")
    told = [("foreign-file", f"output/city/{name}")]
    assert warned(built) == told  # where there is nothing to do, too
    assert warned(built, dry_run=True) == told
    built.edit("texts/b.yaml", "Звоните в полицию.", "Зовите полицию.")
    assert warned(built, dry_run=True) == told
    assert warned(built) == told
    assert slugs(built) == [("foreign-file", f"city/{name}")]
    assert slugs(built, "yard") == []
    done = built.run("verify")
    assert (done.returncode, done.stderr.count(f"warning: output/city/{name} is not from this program.")) == (0, 1)


def test_a_folder_is_told_as_a_folder(built: Tiny) -> None:
    (built.output / "yard" / "002_EXTRA.MP3").mkdir()
    assert warned(built) == slugs_of_output(slugs(built)) == [("foreign-folder", "output/yard/002_EXTRA.MP3")]


def slugs_of_output(found: list[tuple[str, str]]) -> list[tuple[str, object]]:
    return [(slug, f"output/{name}") for slug, name in found]


def test_what_lies_beside_the_playlists_is_no_matter(built: Tiny) -> None:
    (built.output / "README.md").write_bytes(b"theirs")
    (built.output / "other").mkdir()
    (built.output / "other" / "MUSIC.MP3").write_bytes(b"theirs")
    (built.output / "city" / NOT_READY).write_bytes(b"")  # told as such
    assert slugs(built) == []


def test_what_stays_of_a_removed_playlist_is_told(built: Tiny) -> None:
    (built.output / "yard" / "MUSIC.MP3").write_bytes(b"theirs")
    (built.root / "appeals/playlists/yard.yaml").unlink()
    assert warned(built) == [("foreign-file", "output/yard/MUSIC.MP3")]


# --- texts that are newer ---------------------------------------------------------------------------------


def test_right_after_a_build_nothing_is_newer(built: Tiny) -> None:
    assert slugs(built) == []
    built.build()
    assert slugs(built) == []


@pytest.mark.parametrize("name", ["texts/a.yaml", "settings.yaml", "playlists/yard.yaml"])
def test_a_changed_text_is_newer_until_it_is_built(name: str, built: Tiny) -> None:
    path = built.root / "appeals" / name
    path.write_text(path.read_text("utf-8") + "\n# changed\n", "utf-8")
    assert slugs(built) == [("texts-newer", "city"), ("texts-newer", "yard")]
    assert slugs(built, "yard") == [("texts-newer", "yard")]
    for command in ("verify", "report"):
        done = built.run(command)
        assert (done.returncode, done.stderr.count("[texts-newer]")) == (0, 2)
    built.build()
    assert slugs(built) == []


def test_a_build_of_one_playlist_says_it_of_the_others_that_are_stale(built: Tiny) -> None:
    built.edit("texts/b.yaml", "Звоните в полицию.", "Зовите полицию.")
    built.build("yard")
    assert slugs(built) == [("texts-newer", "city")]
    built.edit("texts/a.yaml", "Берегите улицы.", "Берегите наши улицы.")  # no text of the yard
    assert built.build("city").report.stale == ()
    assert slugs(built) == []


def test_a_playlist_that_has_no_voice_is_not_ready(built: Tiny) -> None:
    built.edit("settings.yaml", "kk: [tone]", "kk: ['tone:x']")
    assert built.build("yard").report.stale == ("city",)
    assert slugs(built) == [("texts-newer", "city")]


def test_a_playlist_that_failed_stays_old(built: Tiny) -> None:
    built.edit("settings.yaml", "kk: [tone]", "kk: ['tone:x']")
    assert list(built.build().slugs) == ["city"]
    assert slugs(built) == [("texts-newer", "city")]


def test_without_its_state_the_age_is_unknown(built: Tiny) -> None:
    shutil.rmtree(built.workspace.cache)
    assert slugs(built) == [("age-unknown", "city"), ("age-unknown", "yard")]
    built.build()
    assert slugs(built) == []


def test_a_new_file_that_nothing_reads_is_told_by_the_next_build(built: Tiny) -> None:
    built.build()
    built.write("playlists/new.yaml.txt", "title: x")
    assert built.run("build").stderr.count("[unread-file]") == 1
    assert built.build().report.warnings == 1
    assert slugs(built) == []  # no sound changes by it
