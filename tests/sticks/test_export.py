"""Exports of a playlist: what is checked before, what is written, what is asked, and what is proved."""

from __future__ import annotations

import errno
import io
import os
import posix
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from unittest.mock import Mock

import pytest

from tests.support.fat_judges import said
from tests.support.systems import not_on_windows, not_under_wine, path_of
from tests.support.tiny import CITY_FILES, Tiny, flipped, touched
from zt_audio.errors import BuildError, ContentError, DeviceError, ZtError
from zt_audio.events import Moved, Phase
from zt_audio.language import reading
from zt_audio.model import Problem
from zt_audio.published.judge import ExportRule, refuse_poor_voices, refuse_wrong_time
from zt_audio.published.trust_rules import ExportCandidate
from zt_audio.sticks import folder
from zt_audio.sticks.directory_order import FolderSlots
from zt_audio.sticks.export import Exported, ExportRequest, Others, export
from zt_audio.sticks.manifest import (
    STICK_MANIFEST,
    STICK_MANIFEST_TEMP,
    StickManifest,
    build_note,
    is_build_note,
    parse_stick_manifest,
)
from zt_audio.sticks.raw_io import open_from_device
from zt_audio.sticks.source import stick_source
from zt_audio.sticks.verify import verify_stick
from zt_audio.sticks.volume import SYSTEM_IO, StickIo, Volume, Write, volume_at
from zt_audio.store import manifest as store

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

TODAY = date(2026, 11, 24)
MARKET, PARK, LIST, PAGE = CITY_FILES


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Give an empty folder that stands for a stick."""
    path = tmp_path / "stick"
    path.mkdir()
    return path


def exported(
    tiny: Tiny,
    target: Path,
    playlist: str = "city",
    accept: Callable[[Others], bool] = lambda _others: False,
    io: StickIo = SYSTEM_IO,
    rules: tuple[ExportRule, ...] = (),
) -> Exported:
    return export(tiny.workspace, ExportRequest(playlist, target, TODAY, rules, io), accept, lambda _event: None)


def refused(
    tiny: Tiny,
    target: Path,
    playlist: str = "city",
    accept: Callable[[Others], bool] = lambda _others: False,
    io: StickIo = SYSTEM_IO,
    rules: tuple[ExportRule, ...] = (),
) -> list[str]:
    """Return the slugs of what keeps the export from being made."""
    with pytest.raises(ZtError) as error:
        exported(tiny, target, playlist, accept, io, rules)
    return [problem.slug for problem in error.value.problems]


def slugs(target: Path, look: Callable[[Path], Volume] = volume_at) -> list[str]:
    """Return what verify-stick finds, warnings too."""
    return [problem.slug for problem in verify_stick(target, lambda _event: None, look).proof.problems]


def stated(stick: Path) -> StickManifest:
    found = parse_stick_manifest((stick / STICK_MANIFEST).read_bytes())
    assert found
    return found


def files_of(stick: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in stick.iterdir() if path.name != STICK_MANIFEST}


def source(tiny: Tiny, playlist: str = "city") -> dict[str, bytes]:
    """Return what was built and the note that an export adds."""
    return {path.name: path.read_bytes() for path in (tiny.output / playlist).iterdir()} | note(tiny, playlist)


def note(tiny: Tiny, playlist: str = "city") -> dict[str, bytes]:
    entry = tiny.manifest().playlists[playlist]
    row, data = build_note(entry.number, entry.title)
    return {row.file: data}


def name_of(handle: int) -> str:
    """Return the name of an open file."""
    return path_of(handle).name


def edit_market(tiny: Tiny) -> None:
    """Change what one of the two tracks of `city` says."""
    tiny.edit("places.yaml", "gen: рынка", "gen: базара")
    tiny.build()


# --- what is written ---------------------------------------------------------------------------------------


def test_a_folder_holds_what_was_built_and_a_list(built: Tiny, stick: Path) -> None:
    done = exported(built, stick)
    assert (done.kind, done.files, done.written, done.removed, done.before) == ("folder", 5, 5, 0, None)
    assert files_of(stick) == source(built)
    found = stated(stick)
    assert (found.state, found.build, found.playlist) == ("complete", built.manifest().playlists["city"].number, "city")
    assert found.title == {"kk": "Қала", "ru": "Город"}
    assert tuple(file.file for file in found.files) == (*CITY_FILES, *note(built))
    assert slugs(stick) == []


def test_nothing_but_what_the_manifest_owns(built: Tiny, stick: Path) -> None:
    (built.output / "city" / "NOTES.TXT").write_text("theirs", encoding="utf-8")
    exported(built, stick)
    assert set(files_of(stick)) == {*CITY_FILES, *note(built)}


def test_again_nothing_is_written_and_everything_is_read(built: Tiny, stick: Path) -> None:
    exported(built, stick)
    before = {path.name: path.stat().st_mtime_ns for path in stick.iterdir()}
    done = exported(built, stick)
    assert (done.written, done.before) == (0, "city")
    assert {path.name: path.stat().st_mtime_ns for path in stick.iterdir()} == before


def test_an_edit_writes_only_what_differs_and_where_it_stands(built: Tiny, stick: Path) -> None:
    exported(built, stick)
    before = {path.name: path.stat() for path in stick.iterdir()}
    edit_market(built)
    assert exported(built, stick).written == 3  # the page and the note tell the build number too
    after = {path.name: path.stat() for path in stick.iterdir()}
    assert after[PARK].st_mtime_ns == before[PARK].st_mtime_ns
    assert after[MARKET].st_ino == before[MARKET].st_ino  # the same entry of the directory
    assert files_of(stick) == source(built)
    assert stated(stick).build == built.manifest().playlists["city"].number


def test_tracks_that_are_of_no_use_any_more_go(built: Tiny, stick: Path) -> None:
    exported(built, stick)
    done = exported(built, stick, "yard")
    assert (done.written, done.removed, done.before) == (4, 3, "city")
    assert files_of(stick) == source(built, "yard")
    done = exported(built, stick)
    assert (done.written, done.removed) == (5, 2)
    assert files_of(stick) == source(built)


def test_a_copy_made_by_hand_is_taken_over(built: Tiny, stick: Path) -> None:
    shutil.copytree(built.output / "city", stick, dirs_exist_ok=True)
    done = exported(built, stick)
    assert done.written == 1  # the note
    assert files_of(stick) == source(built)
    assert slugs(stick) == []


def test_a_damaged_file_of_ours_is_mended(built: Tiny, stick: Path) -> None:
    exported(built, stick)
    touched(stick / PARK, flipped((stick / PARK).read_bytes()))
    assert slugs(stick) == ["stick-file-changed"]
    assert exported(built, stick).written == 3  # and the page and the note, last
    assert slugs(stick) == []


def test_a_hard_link_is_cut_and_not_written_through(built: Tiny, stick: Path) -> None:
    exported(built, stick)
    elsewhere = stick.parent / "elsewhere"
    os.link(stick / MARKET, elsewhere)
    before = elsewhere.read_bytes()
    edit_market(built)
    exported(built, stick)
    assert elsewhere.read_bytes() == before
    assert files_of(stick) == source(built)


def plant(at: Path, letter: Path, *, is_hard: bool) -> None:
    letter.write_bytes(b"theirs")
    if is_hard:
        os.link(letter, at)
    else:
        at.symlink_to(letter)


@pytest.mark.parametrize("is_hard", [True, False])
def test_nothing_is_written_through_a_link_in_the_place_of_a_temporary_file(
    built: Tiny, stick: Path, tmp_path: Path, *, is_hard: bool
) -> None:
    plant(stick / STICK_MANIFEST_TEMP, tmp_path / "letter.txt", is_hard=is_hard)
    exported(built, stick, accept=lambda _others: True)
    assert (tmp_path / "letter.txt").read_bytes() == b"theirs"
    assert slugs(stick) == []


@pytest.mark.parametrize("is_hard", [True, False])
def test_nothing_is_written_through_a_link_beside_a_file(built: Tiny, tmp_path: Path, *, is_hard: bool) -> None:
    plant(tmp_path / ".x.zip.part", tmp_path / "letter.txt", is_hard=is_hard)
    exported(built, tmp_path / "x.zip")
    assert (tmp_path / "letter.txt").read_bytes() == b"theirs"
    assert slugs(tmp_path / "x.zip") == []


def test_the_list_says_writing_from_before_the_first_change_until_all_was_read_back(built: Tiny, stick: Path) -> None:
    exported(built, stick)
    edit_market(built)
    states: list[tuple[str, str]] = []

    def tell(event: object) -> None:
        if isinstance(event, Phase | Moved) and (not states or isinstance(event, Phase)):
            states.append((getattr(event, "doing", ""), stated(stick).state))
        elif isinstance(event, Moved) and states[-1][0] != "look":
            assert stated(stick).state == "writing"

    export(built.workspace, ExportRequest("city", stick, TODAY), lambda _others: False, tell)
    page_last = [("write", "writing"), ("read", "writing")]
    assert states == [("look", "complete"), ("write", "complete"), ("read", "writing"), *page_last]
    assert stated(stick).state == "complete"


def test_while_a_stick_is_not_whole_its_page_shows_no_number(built: Tiny, stick: Path) -> None:
    """The driver holds the page's number against the card."""
    exported(built, stick)
    edit_market(built)
    seen: list[bytes] = []

    def write(handle: int, data: memoryview) -> int:
        if not is_build_note(name_of(handle)):
            assert not [path.name for path in stick.iterdir() if is_build_note(path.name)], name_of(handle)
            if name_of(handle) != PAGE:
                seen.append((stick / PAGE).read_bytes())
        return os.write(handle, data)

    exported(built, stick, io=StickIo(write=write))
    assert set(seen) == {folder.NOT_WHOLE}
    assert (stick / PAGE).read_bytes() == source(built)[PAGE]

    def broken(_handle: int, _data: memoryview) -> int:
        raise OSError(errno.EIO, "gone")

    built.edit("places.yaml", "gen: базара", "gen: рынка")
    built.build()
    with pytest.raises(DeviceError):
        exported(built, stick, io=StickIo(write=broken))
    assert (stick / PAGE).read_bytes() == folder.NOT_WHOLE
    assert not any(is_build_note(path.name) for path in stick.iterdir())


def test_the_name_of_a_file_is_the_build_number(built: Tiny, stick: Path) -> None:
    """A list of names shows it, and no program or phone is needed."""
    exported(built, stick)
    old = built.manifest().playlists["city"].number
    assert [path.name for path in stick.glob("*.TXT")] == [f"{old.upper()}.TXT"]
    kazakh, russian = (stick / f"{old.upper()}.TXT").read_text("utf-8-sig").splitlines()
    assert kazakh.startswith(f"Қала. Жинақ: {old}. ")
    assert russian.startswith(f"Город. Сборка: {old}. ")
    edit_market(built)
    exported(built, stick)
    new = built.manifest().playlists["city"].number
    assert new != old
    assert [path.name for path in stick.glob("*.TXT")] == [f"{new.upper()}.TXT"]


@pytest.mark.parametrize("name", ["stick", "x.zip"])
def test_a_build_number_that_the_stick_does_not_hold_is_found_out(built: Tiny, tmp_path: Path, name: str) -> None:
    """The list proves the note, and the built playlist the list."""
    target = tmp_path / name
    if name == "stick":
        target.mkdir()
    exported(built, target)
    checked = verify_stick(target, lambda _event: None, output=built.output)
    assert checked.proof.problems == ()
    assert checked.proof.manifest
    assert checked.proof.manifest.files[-1].file in note(built)
    if name == "stick":
        [(own, data)] = note(built).items()
        (stick_note := target / own).rename(target / "00000000.TXT")
        assert slugs(target) == ["stick-file-missing", "stick-other-files"]
        assert refused(built, target) == ["stick-not-empty"]
        (target / "00000000.TXT").rename(stick_note)
        touched(stick_note, flipped(data))
        assert slugs(target) == ["stick-file-changed"]
        assert exported(built, target).written == 1
        assert slugs(target) == []


def test_a_foreign_file_with_the_name_of_the_note_stays(built: Tiny, stick: Path) -> None:
    [own] = note(built)
    (stick / own).write_text("theirs", encoding="utf-8")
    (stick / "01234567.TXT").write_text("theirs too", encoding="utf-8")
    assert refused(built, stick, accept=lambda _others: True) == ["stick-name-taken"]
    assert {path.name for path in stick.iterdir()} == {own, "01234567.TXT"}
    (stick / own).unlink()
    exported(built, stick, accept=lambda _others: True)
    edit_market(built)
    exported(built, stick, accept=lambda _others: True)
    assert (stick / "01234567.TXT").read_text(encoding="utf-8") == "theirs too"


def test_texts_that_are_newer_than_the_sound_do_not_go_out(built: Tiny, stick: Path) -> None:
    built.edit("texts/a.yaml", "title:", "valid_until: 2026-11-01\ntitle:")
    assert refused(built, stick) == ["texts-newer"]
    assert list(stick.iterdir()) == []


def test_files_are_written_one_at_a_time_in_play_order(
    built: Tiny, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[tuple[str, str]] = []
    real = os.fsync

    def write(handle: int, data: memoryview) -> int:
        order.append(("write", name_of(handle)))
        return os.write(handle, data[:50_000])  # the system may take less

    def fsync(handle: int) -> None:
        order.append(("sync", name_of(handle)))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    exported(built, stick, io=StickIo(write=write))
    wanted = (*CITY_FILES, *note(built))
    assert [step for step in dict.fromkeys(order) if step[1] in wanted] == [
        (doing, name) for name in wanted for doing in ("write", "sync")
    ]
    assert files_of(stick) == source(built)


def as_fat(path: Path) -> Volume:
    """Let every disk count as FAT: what a folder lists is then the order of play."""
    return replace(volume_at(path), kind="vfat")


FAT_IO = StickIo(volume_at=as_fat, holes_at_most=3)


def test_a_stick_is_to_be_taken_out_by_the_system_and_a_folder_is_not(built: Tiny, stick: Path) -> None:
    assert not exported(built, stick).is_stick
    assert exported(built, stick, io=StickIo(is_removable=lambda path: path == stick)).is_stick


class BackwardSlots(FolderSlots):
    """A directory in which nothing can be put in order."""

    def names(self) -> list[str]:
        return sorted((path.name for path in self.path.iterdir()), reverse=True)


def test_an_order_that_cannot_be_made_is_never_called_finished(built: Tiny, stick: Path) -> None:
    assert refused(built, stick, io=replace(FAT_IO, open_slots=BackwardSlots)) == ["stick-no-order"]
    assert stated(stick).state == "writing"
    assert not list(stick.glob("ZT0*"))


def test_an_order_that_was_changed_is_found_out(built: Tiny, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listing = ["X.TXT", STICK_MANIFEST, *CITY_FILES, *note(built)]
    real = os.listdir

    def listdir(path: Path) -> list[str]:
        return sorted(real(path), key=lambda name: listing.index(name) if name in listing else 9)

    monkeypatch.setattr(os, "listdir", listdir)
    exported(built, stick, io=FAT_IO)
    assert slugs(stick, as_fat) == []
    listing.reverse()
    assert slugs(stick, as_fat) == ["stick-order"]
    assert refused(built, stick, io=FAT_IO) == [
        "stick-no-order"
    ]  # this directory never changes; a real one is put in order
    assert (stick / store.PLAYER_FILE).read_bytes() == folder.NOT_WHOLE  # no number, though no byte was wrong
    assert "stick-unfinished" in slugs(stick, as_fat)
    listing.reverse()
    assert exported(built, stick, io=FAT_IO).written > 0
    assert slugs(stick, as_fat) == []


# --- folders on the stick ----------------------------------------------------------------------------------


@pytest.fixture
def deep(built: Tiny) -> Tiny:
    """Give a project whose `city` is laid out in folders, as some players want it."""
    found = built.manifest()
    city = found.playlists["city"]
    names = {MARKET: "01/001.MP3", PARK: "02/001 парк.mp3"}
    for old, new in names.items():
        (built.output / "city" / new).parent.mkdir()
        (built.output / "city" / old).rename(built.output / "city" / new)
    tracks = tuple(replace(track, file=names[track.file]) for track in city.tracks)
    playlists = {**found.playlists, "city": replace(city, tracks=tracks)}
    (built.output / "manifest.json").write_bytes(store.to_bytes(replace(found, playlists=playlists)))
    return built


def tree(path: Path) -> dict[str, bytes | None]:
    """Return all that lies in a folder, folders as None."""
    found = ((file.relative_to(path).as_posix(), file) for file in path.rglob("*") if file.name != STICK_MANIFEST)
    return {name: None if file.is_dir() else file.read_bytes() for name, file in found}


def test_folders_come_and_go(deep: Tiny, stick: Path) -> None:
    exported(deep, stick)
    assert tree(stick) == tree(deep.output / "city") | note(deep)
    assert slugs(stick) == []
    assert exported(deep, stick).written == 0
    exported(deep, stick, "yard")
    assert tree(stick) == tree(deep.output / "yard") | note(deep, "yard")
    exported(deep, stick)
    (stick / "02" / "mine.txt").touch()
    assert slugs(stick) == ["stick-other-files"]
    assert refused(deep, stick, "yard") == ["stick-not-empty"]
    exported(deep, stick, "yard", accept=lambda others: others.foreign == ("02/mine.txt",))
    assert tree(stick) == {**tree(deep.output / "yard"), **note(deep, "yard"), "02": None, "02/mine.txt": b""}


def test_folders_in_a_file(deep: Tiny, tmp_path: Path) -> None:
    target = tmp_path / "x.zip"
    for playlist in ("city", "yard", "city"):
        exported(deep, target, playlist)
        assert slugs(target) == []
    assert b"No errors" in said("unzip", "-t", target)


def test_folders_out_of_order_are_made_again_with_what_is_in_them(
    deep: Tiny, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A directory in which what was made last stands last, as on an empty stick."""
    born: dict[str, int] = {}
    real = os.listdir

    def listdir(path: Path) -> list[str]:
        names = sorted(real(path))
        for name in names:
            born.setdefault(str(path / name), 1 + max(born.values(), default=0))
        return sorted(names, key=lambda name: born[str(path / name)])

    class Forgetting(FolderSlots):
        def remove(self, name: str) -> None:
            FolderSlots.remove(self, name)
            for path in [path for path in born if Path(path).is_relative_to(self.path / name)]:
                del born[path]

    io = replace(FAT_IO, open_slots=Forgetting)
    monkeypatch.setattr(os, "listdir", listdir)
    exported(deep, stick, io=io)
    assert slugs(stick, as_fat) == []
    born[str(stick / "01")] = 1000
    assert slugs(stick, as_fat) == ["stick-order"]
    assert exported(deep, stick, io=io).written > 0
    assert slugs(stick, as_fat) == []
    assert tree(stick) == tree(deep.output / "city") | note(deep)
    ours = [name for name in sorted(tree(stick), key=lambda name: born[str(stick / name)]) if "/" not in name]
    assert ours[-1] in note(deep)
    born[str(stick / "01")], born[str(stick / "02")] = 2000, 1999
    (stick / "02" / "mine.txt").touch()
    assert refused(deep, stick, io=io, accept=lambda _others: True) == ["stick-no-order"]
    assert (stick / "02" / "mine.txt").exists()


# --- what is refused before anything is touched ------------------------------------------------------------


def test_a_source_that_is_not_what_was_built(built: Tiny, stick: Path) -> None:
    touched(built.output / "city" / MARKET, flipped((built.output / "city" / MARKET).read_bytes()))
    (built.output / "city" / LIST).unlink()
    (built.output / "city" / "NOT_READY.TXT").touch()
    assert refused(built, stick) == ["not-ready", "file-changed", "file-missing"]
    assert list(stick.iterdir()) == []


def test_a_source_whose_time_was_set_back(built: Tiny, stick: Path) -> None:
    path = built.output / "city" / MARKET
    facts = path.stat()
    path.write_bytes(flipped(path.read_bytes()))
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert refused(built, stick) == ["file-changed"]
    assert list(stick.iterdir()) == []


def test_an_unknown_playlist_or_nothing_built(built: Tiny, fresh: Tiny, stick: Path) -> None:
    with pytest.raises(ContentError, match="playlist-unknown"):
        exported(built, stick, "citty")
    shutil.rmtree(built.output)
    assert refused(built, stick) == ["nothing-built"]


def test_every_refusal_is_asked_and_told(built: Tiny, stick: Path) -> None:
    def never(candidate: ExportCandidate) -> list[Problem]:
        return [Problem("below-floor", None, {"playlist": candidate.name, "parts": str(candidate.today)})]

    assert refused(built, stick, rules=(never, never)) == ["below-floor", "below-floor"]
    assert list(stick.iterdir()) == []


def test_a_playlist_below_the_floor_is_refused(built: Tiny, stick: Path) -> None:
    built.write(
        "settings.yaml", (built.root / "appeals/settings.yaml").read_text("utf-8") + "quality_floor: broadcast\n"
    )
    assert built.build().slugs == {}
    entry = built.manifest().playlists["city"]
    [problem] = refuse_poor_voices(ExportCandidate("city", entry, TODAY))
    assert (problem.facts["playlist"], problem.facts["n"]) == ("city", len(entry.texts_below_floor))
    assert refused(built, stick, rules=(refuse_poor_voices,)) == ["below-floor"]
    assert list(stick.iterdir()) == []


@pytest.mark.parametrize("where", ["", "output", "output/city", "appeals", "appeals/texts", ".zt-cache"])
def test_the_project_itself_is_no_target(built: Tiny, where: str) -> None:
    before = built.tree()
    assert refused(built, built.root / where) == ["target-in-project"]
    if where:
        assert refused(built, built.root / where / "x.zip") == ["target-in-project"]
    assert built.tree() == before


@not_under_wine("it shows a link as what the link leads to")
def test_a_link_into_the_project_is_no_target(built: Tiny, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(built.output / "city", target_is_directory=True)
    assert refused(built, tmp_path / "link") == ["target-in-project"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("nowhere", "target-missing"),
        ("no/x.zip", "target-missing"),
        ("file.iso", "target-kind"),
        ("file", "target-kind"),
    ],
)
def test_what_is_no_target(built: Tiny, tmp_path: Path, name: str, slug: str) -> None:
    if slug == "target-kind":
        (tmp_path / name).touch()
    assert refused(built, tmp_path / name) == [slug]


def test_a_stick_without_room_is_not_touched(built: Tiny, stick: Path) -> None:
    small, locked = Volume("vfat", 100_000, 512, read_only=False), Volume("vfat", 10**9, 512, read_only=True)
    assert refused(built, stick, io=StickIo(volume_at=lambda _path: small)) == ["stick-full"]
    assert refused(built, stick, io=StickIo(volume_at=lambda _path: locked)) == ["stick-read-only"]
    assert list(stick.iterdir()) == []


# --- what is not ours --------------------------------------------------------------------------------------


def test_foreign_files_are_asked_about_and_stay(built: Tiny, stick: Path) -> None:
    (stick / "song.mp3").write_bytes(b"la")
    (stick / "photos").mkdir()
    (stick / "System Volume Information").mkdir()
    asked: list[Others] = []
    assert refused(built, stick) == ["stick-not-empty"]
    assert sorted(path.name for path in stick.iterdir()) == ["System Volume Information", "photos", "song.mp3"]

    def accept(others: Others) -> bool:
        asked.append(others)
        return True

    done = exported(built, stick, accept=accept)
    assert [set(others.foreign) for others in asked] == [{"song.mp3", "photos/"}]
    assert {problem.slug for problem in done.warnings} - {"stick-not-fat", "playlist-other-day"} == {
        "stick-other-audio",
        "stick-other-files",
    }
    assert (stick / "song.mp3").read_bytes() == b"la"
    assert slugs(stick) == ["stick-other-audio", "stick-other-files"]
    exported(built, stick, "yard", accept=lambda _others: True)
    assert (stick / "song.mp3").read_bytes() == b"la"


@pytest.mark.parametrize(
    "make", ["file", "folder", pytest.param("link", marks=not_under_wine("it shows what the link leads to"))]
)
def test_a_foreign_thing_with_a_name_that_we_need(built: Tiny, stick: Path, make: str) -> None:
    foreign = stick / MARKET
    if make == "file":
        foreign.write_bytes(b"theirs")
    elif make == "folder":
        foreign.mkdir()
    else:
        (stick.parent / "else").write_bytes(b"theirs")
        foreign.symlink_to(stick.parent / "else")
    assert refused(built, stick, accept=lambda _others: True) == ["stick-name-taken"]
    assert [path.name for path in stick.iterdir()] == [MARKET]
    if make == "link":
        assert (stick.parent / "else").read_bytes() == b"theirs"


@not_under_wine("it shows a link as what the link leads to")
def test_a_link_put_in_the_place_of_one_of_our_files(built: Tiny, stick: Path) -> None:
    exported(built, stick)
    (stick / MARKET).unlink()
    (stick.parent / "else").write_bytes(b"theirs")
    (stick / MARKET).symlink_to(stick.parent / "else")
    assert slugs(stick) == ["stick-file-missing"]
    assert refused(built, stick, accept=lambda _others: True) == ["stick-name-taken"]
    assert (stick.parent / "else").read_bytes() == b"theirs"


def test_a_file_of_ours_that_was_replaced_is_asked_about(built: Tiny, stick: Path) -> None:
    exported(built, stick)
    (stick / MARKET).write_bytes(b"an edit")
    assert refused(built, stick) == ["stick-not-empty"]
    assert refused(built, stick, "yard") == ["stick-not-empty"]
    assert (stick / MARKET).read_bytes() == b"an edit"
    exported(built, stick, accept=lambda others: others.altered == (MARKET,))
    assert files_of(stick) == source(built)


def test_a_damaged_list_owns_nothing(built: Tiny, stick: Path) -> None:
    exported(built, stick)
    (stick / STICK_MANIFEST).write_bytes(flipped((stick / STICK_MANIFEST).read_bytes(), 40))
    assert slugs(stick) == ["stick-list-damaged"]
    before = files_of(stick)
    assert refused(built, stick, "yard", accept=lambda _others: True) == [
        "stick-list-damaged",
        "stick-name-taken",
        "stick-name-taken",
    ]
    assert files_of(stick) == before


def test_the_replacement_of_a_list_that_was_lost_still_owns(built: Tiny, stick: Path) -> None:
    exported(built, stick)
    (stick / STICK_MANIFEST).rename(stick / STICK_MANIFEST_TEMP)
    (stick / STICK_MANIFEST).touch()
    exported(built, stick, "yard")
    assert files_of(stick) == source(built, "yard")


# --- devices that fail -------------------------------------------------------------------------------------


def failing(number: int, after: int) -> Write:
    left = [after]

    def write(handle: int, data: memoryview) -> int:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(number, os.strerror(number))
        return os.write(handle, data[:70_000])

    return write


@pytest.mark.parametrize(
    ("number", "slug"),
    [
        (errno.EIO, "stick-gone"),
        (errno.ENODEV, "stick-gone"),
        (errno.ENXIO, "stick-gone"),
        (errno.ENOSPC, "stick-full"),
        (errno.EROFS, "stick-read-only"),
        (errno.ETIMEDOUT, "stick-failed"),
    ],
)
@pytest.mark.parametrize("after", [0, 1, 5])
def test_a_device_that_fails_while_it_is_written(built: Tiny, stick: Path, number: int, slug: str, after: int) -> None:
    assert refused(built, stick, io=StickIo(write=failing(number, after))) == [slug]
    assert stated(stick).state == "writing"
    assert "stick-unfinished" in slugs(stick)
    exported(built, stick)
    assert slugs(stick) == []
    assert files_of(stick) == source(built)


def test_a_device_that_forgets_what_it_was_given(built: Tiny, stick: Path) -> None:
    """It is written in full, later writes go over earlier ones: what a stick of a false size does."""
    first: list[int] = []

    def write(handle: int, data: memoryview) -> int:
        first.append(handle)
        if name_of(handle) == PARK:
            with (stick / MARKET).open("r+b") as file:
                file.write(b"\0")
        return os.write(handle, data)

    assert refused(built, stick, io=StickIo(write=write)) == ["stick-file-changed"]
    assert stated(stick).state == "writing"


def test_a_device_that_goes_before_it_is_touched(built: Tiny, stick: Path) -> None:
    def gone(_path: Path) -> Volume:
        raise OSError(errno.EIO, "Input/output error", str(stick))

    with pytest.raises(DeviceError) as error:
        exported(built, stick, io=StickIo(volume_at=gone))
    assert error.value.problems[0].facts["path"] == str(stick)


@not_on_windows("no call writes all disks, so none can be pretended to change a file")
def test_a_manifest_that_the_device_changes_is_noticed(
    built: Tiny, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sync() -> None:
        path = stick / STICK_MANIFEST
        path.write_bytes(flipped(path.read_bytes(), 100))

    monkeypatch.setattr(os, "sync", sync)
    assert refused(built, stick) == ["stick-file-changed"]


@pytest.mark.parametrize("part", [b'"state": "complete"', b"<!doctype html>", b"001_MARKET.MP3\r\n"])
def test_a_zip_that_the_device_changes_is_not_put_in_place(built: Tiny, tmp_path: Path, part: bytes) -> None:
    """Its manifest, the page and the list are read back; no part of the zip stays."""
    work = tmp_path / "work"
    work.mkdir()

    def damage(handle: int) -> None:
        path = path_of(handle)
        data = path.read_bytes()
        path.write_bytes(flipped(data, data.index(part)))

    assert refused(built, work / "x.zip", io=StickIo(flush=damage)) in (["zip-damaged"], ["stick-file-changed"])
    assert list(work.iterdir()) == []


def test_a_manifest_that_cannot_be_put_leaves_nothing_beside_it(built: Tiny, stick: Path) -> None:
    (stick / STICK_MANIFEST).mkdir()
    assert refused(built, stick, accept=lambda _others: True) in (["stick-failed"], ["stick-read-only"])
    assert not (stick / STICK_MANIFEST_TEMP).exists()


class Brim(io.FileIO):
    """A file that may grow to `size` bytes: then the disk is full."""

    def __init__(self, path: Path, size: int) -> None:
        super().__init__(path, "w")
        self.size = size

    def write(self, data: ReadableBuffer, /) -> int:
        if self.tell() + memoryview(data).nbytes > self.size:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().write(data)


def as_if_a_disk(point: Path, monkeypatch: pytest.MonkeyPatch, size: int, *, read_only: bool) -> StickIo:
    """Let `point` be taken for a disk of `size` bytes; return how it is looked at and written."""

    def left() -> int:
        return size - sum(path.stat().st_size for path in point.rglob("*") if path.is_file())

    def opened(path: Path, mode: str = "r", buffering: int = -1, encoding: str | None = None) -> IO[Any]:
        small = path.parent == point and mode in ("wb", "xb")
        return io.BufferedWriter(Brim(path, left())) if small else open(path, mode, buffering, encoding)  # noqa: PTH123

    def write(handle: int, data: memoryview) -> int:
        if len(data) > left():
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return os.write(handle, data)

    monkeypatch.setattr(Path, "open", opened)
    return StickIo(volume_at=lambda _path: Volume("tmpfs", left(), 4096, read_only), write=write)


Disk = Callable[..., tuple[Path, StickIo]]


@pytest.fixture(params=["mounted", "simulated"])
def disk(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    """Give a function that makes a disk, and what it is used by: a real one where the system lets us mount it."""
    point = tmp_path / "small"
    point.mkdir()

    def make(size: int, *, read_only: bool = False) -> tuple[Path, StickIo]:
        options = f"size={size}{',ro' * read_only}"
        mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(point)]
        try:
            real = request.param == "mounted" and not subprocess.run(mount, capture_output=True, check=False).returncode
        except OSError:
            real = False
        return point, SYSTEM_IO if real else as_if_a_disk(point, monkeypatch, size, read_only=read_only)

    yield make
    if point.is_mount():
        subprocess.run(["umount", point], check=True)


def unaware(io: StickIo) -> StickIo:
    """Return `io` with a disk that says that it has room, whatever it has."""
    return replace(io, volume_at=lambda path: replace(io.volume_at(path), free_bytes=10**9))


def test_a_disk_that_is_full(built: Tiny, disk: Disk) -> None:
    target, io = disk(600 * 1024)
    assert refused(built, target, io=io) == ["stick-full"]
    assert list(target.iterdir()) == []
    assert refused(built, target / "x.zip", io=io) == ["stick-full"]
    assert refused(built, target, io=unaware(io)) == ["stick-full"]  # the disk itself says so
    assert stated(target).state == "writing"
    for path in target.iterdir():
        path.unlink()
    assert refused(built, target / "x.zip", io=unaware(io)) == ["stick-full"]
    assert list(target.iterdir()) == []


def test_a_disk_that_is_read_only(built: Tiny, disk: Disk) -> None:
    target, io = disk(10**7, read_only=True)
    assert refused(built, target, io=io) == ["stick-read-only"]
    assert refused(built, target / "x.zip", io=io) == ["stick-read-only"]
    assert list(target.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="the others have handles that pass the memory by")
def test_what_is_read_back_is_not_what_the_system_remembers(
    built: Tiny, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file is let go of before it is read back. Where there is a device, the kernel itself says that it has."""
    resident: list[int] = []
    let_go: list[str] = []
    has_device = shutil.which("fincore") and volume_at(stick).kind not in ("tmpfs", "overlay")
    forget = os.posix_fadvise

    def advise(handle: int, start: int, size: int, advice: int) -> None:
        forget(handle, start, size, advice)
        if (start, size, advice) == (0, 0, os.POSIX_FADV_DONTNEED):
            let_go.append(name_of(handle))

    def tell(event: object) -> None:
        if isinstance(event, Phase) and event.doing == "read" and "" not in let_go:
            if has_device:
                with open_from_device(stick / MARKET):
                    told = subprocess.run(["fincore", "-nbo", "PAGES", stick / MARKET], capture_output=True, check=True)
                resident.append(int(told.stdout))
            let_go.append("")  # from here on it is read back

    monkeypatch.setattr(os, "posix_fadvise", advise)
    for name in ("fsync", "sync"):  # what waits to be written cannot be let go of
        monkeypatch.setattr(os, name, getattr(posix, name))
    export(built.workspace, ExportRequest("city", stick, TODAY), lambda _others: False, tell)
    assert resident == ([0] if has_device else [])
    assert set(CITY_FILES) <= set(let_go[let_go.index("") :])


# --- zips --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["x.zip", "X.ZIP"])
def test_a_file_is_written_whole_and_proved(built: Tiny, tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    done = exported(built, target)
    assert (done.kind, done.written) == ("zip", 5)
    assert slugs(target) == []
    data = target.read_bytes()
    assert exported(built, target).written == 0
    assert exported(built, tmp_path / f"again{target.suffix}").written == 5
    assert (tmp_path / f"again{target.suffix}").read_bytes() == data
    done = exported(built, target, "yard")
    assert (done.written, done.before) == (4, "city")
    assert slugs(target) == []
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_an_image_of_a_stick_is_refused_with_what_to_use_instead(built: Tiny, tmp_path: Path) -> None:
    """Earlier versions wrote images of sticks."""
    (tmp_path / "old.img").write_bytes(b"theirs")
    for name in ("old.img", "new.IMG"):
        assert refused(built, tmp_path / name) == ["target-image"]
        with pytest.raises(DeviceError, match="target-image"):
            slugs(tmp_path / name)
    assert [path.name for path in tmp_path.glob("*.*")] == ["old.img"]


def test_a_zip_stands_in_play_order(built: Tiny, tmp_path: Path) -> None:
    exported(built, tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert archive.namelist() == [*CITY_FILES, STICK_MANIFEST, *note(built)]
        assert {name: archive.read(name) for name in (*CITY_FILES, *note(built))} == source(built)


def test_a_file_that_is_not_ours_is_not_overwritten(built: Tiny, tmp_path: Path) -> None:
    target = tmp_path / "x.zip"
    target.write_bytes(b"theirs" * 100)
    assert refused(built, target, accept=lambda _others: True) == ["zip-damaged"]
    assert target.read_bytes() == b"theirs" * 100


@not_under_wine("it shows a link as what the link leads to")
def test_a_link_is_no_target(built: Tiny, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"")
    (tmp_path / "x.zip").symlink_to(tmp_path / "elsewhere")
    assert refused(built, tmp_path / "x.zip") == ["target-kind"]


def test_a_zip_of_ours_with_something_added_is_not_overwritten(built: Tiny, tmp_path: Path) -> None:
    target = tmp_path / "x.zip"
    exported(built, target)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("letter.txt", "mine")
    before = target.read_bytes()
    assert slugs(target) == ["stick-other-files"]
    assert refused(built, target, "yard", accept=lambda _others: True) == ["target-not-ours"]
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("PLAY.M3U", "")
    assert refused(built, target) == ["target-not-ours"]
    assert before != target.read_bytes()


def test_an_export_that_fails_leaves_the_old_file(built: Tiny, tmp_path: Path) -> None:
    target = tmp_path / "x.zip"
    exported(built, target)
    before = target.read_bytes()

    def gone(_handle: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    assert refused(built, target, "yard", io=StickIo(flush=gone)) == ["stick-gone"]
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("name", ["none", "none.zip"])
def test_what_is_not_there_cannot_be_verified(tmp_path: Path, name: str) -> None:
    with pytest.raises(DeviceError, match="target-missing"):
        slugs(tmp_path / name)


def test_every_turned_bit_of_a_track_is_found(built: Tiny, tmp_path: Path) -> None:
    target = tmp_path / "x.zip"
    exported(built, target)
    whole = target.read_bytes()
    at = whole.index(source(built)[PARK][1000:1100])
    for offset in (0, 5000, 20_000):
        target.write_bytes(flipped(whole, at + offset))
        try:
            assert slugs(target) == ["stick-file-changed"]
        except BuildError as error:  # a zip finds it by itself
            assert [problem.slug for problem in error.problems] == ["zip-damaged"]  # noqa: PT017 - one or the other


def test_what_a_playlist_says_is_read_for_its_facts_once(built: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    built.write("facts.yaml", "police:\n  kind: phone\n  says: {kk: ['102'], ru: ['102']}\n  source: the police\n")
    built.build()
    read = Mock(wraps=reading.read)
    monkeypatch.setattr("zt_audio.content.facts.read", read)
    stick_source(built.workspace, "city", TODAY)
    assert read.call_count > 0  # greetings with their places
    read.reset_mock()
    stick_source(built.workspace, "city", TODAY)
    assert read.call_count == 0


def test_a_playlist_out_of_its_days_or_hours_is_refused_by_the_rule(built: Tiny, tmp_path: Path) -> None:
    """The rules of the timetable stand before every export, as they stand before every build."""
    built.edit("texts/a.yaml", "title:", "valid_until: 2026-12-31\ntitle:")
    assert built.build().slugs == {}
    entry = built.manifest().playlists["city"]
    told = {problem.slug for problem in refuse_wrong_time(ExportCandidate("city", entry, date(2027, 1, 1)))}
    assert "appeal-expired" in told
    with pytest.raises(BuildError) as refused:
        stick_source(built.workspace, "city", date(2027, 1, 1))
    assert "appeal-expired" in {problem.slug for problem in refused.value.problems}
    soon = stick_source(built.workspace, "city", date(2026, 12, 28))
    assert [problem.slug for problem in soon.warnings if problem.slug.startswith("appeal")] == ["appeal-expires-soon"]
