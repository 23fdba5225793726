"""Saving keeps what was there, refuses what it did not expect, and writes all or nothing."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support.content_project import FILES, LITTERING, write_project
from tests.support.deadly import finish_edits
from zt_audio.app.edit import (
    FileEdit,
    NewFile,
    RemoveFile,
    bring_back,
    history_text,
    read_file,
    require_file,
    save_edits,
    set_text,
)
from zt_audio.app.journal import acts, verify_journal
from zt_audio.app.today.check import CheckRequest, check_project
from zt_audio.content.files import content_file
from zt_audio.content.yaml.changes import Insert, Put, SetText
from zt_audio.content.yaml.edit import EditConflict
from zt_audio.errors import BuildError, ContentError, DeviceError
from zt_audio.store.workspace import Workspace, edit_lock, user_data
from zt_audio.trust.history import HISTORY, FileVersions, Recovery, carry_out, digest_of, keep_bytes
from zt_audio.trust.journal import Deed, Misfit, journal_file, machine_id

TEXT = "appeals/texts/littering.yaml"
SMOKING = "appeals/texts/smoking.yaml"
PLACES = "appeals/places.yaml"
CITY = "appeals/playlists/city.yaml"
TITLE = ("title", "ru")
EDIT = FileEdit(TEXT, (SetText(TITLE, "Не мусорите", "Берегите чистоту"),))


@pytest.fixture(autouse=True)
def _own_user_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_project(tmp_path / "project")


def appeals(root: Path) -> Mapping[str, str]:
    return {p.relative_to(root).as_posix(): p.read_text("utf-8") for p in (root / "appeals").rglob("*") if p.is_file()}


def test_a_save_writes_the_file_its_former_bytes_and_a_line(root: Path) -> None:
    saved = save_edits(root, [EDIT], by="aigerim")
    text = (root / TEXT).read_bytes()
    assert text.decode() == LITTERING.replace("Не мусорите", "Берегите чистоту")
    assert saved.digests == {TEXT: digest_of(text)}
    (act,) = acts(root)
    assert act.deed == Deed("aigerim", "text.saved", f"{TEXT}#title/ru", digest_of(LITTERING.encode()), digest_of(text))
    assert datetime.fromisoformat(act.at).tzinfo is not None
    assert history_text(root, act.deed.old or "") == LITTERING
    assert not Workspace(root).decided_edit.exists()


def test_what_changes_nothing_leaves_no_trace(root: Path) -> None:
    digest = digest_of(LITTERING.encode())
    saved = save_edits(root, [FileEdit(TEXT, (SetText(TITLE, "Не мусорите", "Не мусорите "),))])
    assert (saved.digests, acts(root)) == ({TEXT: digest}, ())


def test_edits_of_several_files_are_saved_together(root: Path) -> None:
    place = Put(("new-market",), {"kind": "market", "name": {"kk": "Жаңа базар", "ru": "Новый рынок"}})
    stop = Insert(("stops",), 1, {"place": "new-market", "arrive": "10:45"})
    new = "appeals/texts/new.yaml"
    save_edits(root, [FileEdit(PLACES, (place,)), FileEdit(CITY, (stop,)), NewFile(new, LITTERING)])
    assert {act.deed.what for act in acts(root)} == {f"{PLACES}#new-market", f"{CITY}#stops", new}
    assert not [p for p in check_project(root, CheckRequest()).problems if p.severity == "error"]


def test_every_conflict_is_told_and_nothing_is_written(root: Path) -> None:
    before = appeals(root)
    stale = FileEdit(PLACES, (SetText(("yasny", "name", "ru"), "Ясный", "x"),))
    gone = FileEdit("appeals/texts/gone.yaml", (SetText(TITLE, "a", "b"),))
    taken, other = NewFile(SMOKING, "a: b\n"), RemoveFile(CITY, "0" * 64)
    with pytest.raises(EditConflict) as raised:
        save_edits(root, [EDIT, stale, gone, taken, other])
    found = [(one.file, one.path, one.theirs) for one in raised.value.conflicts]
    assert found == [
        (PLACES, ("yasny", "name", "ru"), "посёлок Ясный"),
        ("appeals/texts/gone.yaml", (), None),
        (SMOKING, (), FILES["texts/smoking.yaml"]),
        (CITY, (), FILES["playlists/city.yaml"]),
    ]
    slugs = ["edit-conflict", "missing-file", "edit-file-conflict", "edit-file-conflict"]
    assert [problem.slug for problem in raised.value.problems] == slugs
    assert (appeals(root), acts(root)) == (before, ())


def test_two_people_who_edit_different_places_both_win(root: Path) -> None:
    save_edits(root, [EDIT])
    save_edits(root, [FileEdit(TEXT, (SetText(("title", "kk"), "Қоқыс тастамаңыз", "Тазалық сақтаңыз"),))])
    assert (root / TEXT).read_text("utf-8").startswith("title: {kk: Тазалық сақтаңыз, ru: Берегите чистоту}")


def test_edits_of_one_file_follow_each_other(root: Path) -> None:
    again = FileEdit(TEXT, (SetText(TITLE, "Берегите чистоту", "Чисто"),))
    save_edits(root, [EDIT, again])
    (act,) = acts(root)
    assert act.deed.what == f"{TEXT}#title/ru"
    assert "ru: Чисто}" in (root / TEXT).read_text("utf-8")


def test_a_list_that_was_left_out_begins(root: Path) -> None:
    save_edits(root, [FileEdit("appeals/lexicon/kk.yaml", (SetText(("general", "ИДП"), None, "инспектор"),))])
    assert (root / "appeals/lexicon/kk.yaml").read_text("utf-8") == "general:\n  ИДП: инспектор\n"


@pytest.mark.parametrize(
    "name",
    [
        "appeals/texts/../../x.yaml", "../x.yaml", "/etc/passwd", "appeals/texts/a/b.yaml", "appeals/other.yaml",
        "appeals/texts/x.yml", "appeals/texts/.x.yaml", "appeals\\texts\\x.yaml", "appeals/texts/a:b.yaml", "",
        "appeals/texts/", "appeals/lexicon/de.yaml", "journal/x.yaml", "appeals/recordings/kk/x.yaml", "texts/x.yaml",
        "appeals/texts/a\0.yaml",
    ],
)  # fmt: skip
def test_only_content_can_be_saved(root: Path, name: str) -> None:
    for edit in (FileEdit(name, ()), NewFile(name, "a: b\n"), RemoveFile(name, "")):
        with pytest.raises(ContentError) as raised:
            save_edits(root, [edit])
        assert [problem.slug for problem in raised.value.problems] == ["no-content-file"]


def test_a_link_is_not_followed(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.yaml").write_text(LITTERING, "utf-8")
    (root / "appeals/texts/link.yaml").symlink_to(outside / "x.yaml")
    (root / "appeals/texts/broken.yaml").symlink_to(outside / "none.yaml")
    (root / "appeals/lexicon").rename(outside / "lexicon")
    (root / "appeals/lexicon").symlink_to(outside / "lexicon")
    for name in ("texts/link.yaml", "texts/broken.yaml", "lexicon/ru.yaml"):
        assert content_file(root, f"appeals/{name}") is None
        with pytest.raises(DeviceError) as raised:
            save_edits(root, [FileEdit(f"appeals/{name}", EDIT.changes)])
        assert [problem.slug for problem in raised.value.problems] == ["link-in-project"]


def test_a_link_that_comes_between_a_look_and_the_reading_is_not_followed(root: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("a letter of mine", "utf-8")
    file = require_file(root, "appeals/texts/littering.yaml")
    file.path.unlink()
    file.path.symlink_to(tmp_path / "letter.txt")
    with pytest.raises(ContentError) as raised:
        read_file(file)
    assert [problem.slug for problem in raised.value.problems] == ["link-outside"]


@pytest.mark.parametrize(
    ("name", "text", "slug"),
    [
        ("appeals/texts/Новый.yaml", LITTERING, "bad-id"),
        ("appeals/texts/con.yaml", LITTERING, "reserved-id"),
        ("appeals/texts/new.yaml", "a: b\na: c\n", "repeated-key"),
        ("appeals/texts/new.yaml", "a: b\u200b\n", "odd-character"),
    ],
)
def test_a_new_file_needs_a_good_name_and_good_yaml(root: Path, name: str, text: str, slug: str) -> None:
    with pytest.raises(ContentError) as raised:
        save_edits(root, [NewFile(name, text)])
    assert [problem.slug for problem in raised.value.problems] == [slug]
    assert not (root / name).exists()


def test_a_removed_file_can_be_brought_back_and_removed_again(root: Path) -> None:
    before = appeals(root)
    saved = save_edits(root, [RemoveFile(TEXT, digest_of(LITTERING.encode()))], did="text.removed")
    assert saved.digests == {TEXT: None}
    assert not (root / TEXT).exists()
    (act,) = acts(root, TEXT)
    bring_back(root, TEXT, act.deed.old, by="bolat")
    assert appeals(root) == before
    newest, oldest = acts(root)
    assert (newest.deed.by, newest.deed.did, newest.n) == ("bolat", "text.brought-back", 2)
    bring_back(root, TEXT, newest.deed.old)
    assert not (root / TEXT).exists()
    assert acts(root)[-1] == oldest
    assert verify_journal(root).misfit is None


def test_a_version_comes_back_only_over_what_the_person_saw(root: Path) -> None:
    first = digest_of(LITTERING.encode())
    second = save_edits(root, [EDIT]).digests[TEXT]
    (root / TEXT).write_text(LITTERING.replace("Не мусорите", "Из блокнота"), "utf-8")
    with pytest.raises(EditConflict):
        bring_back(root, TEXT, first, seen=second)
    assert "Из блокнота" in (root / TEXT).read_text("utf-8")
    bring_back(root, TEXT, first)
    assert (root / TEXT).read_text("utf-8") == LITTERING


def test_a_version_that_is_not_kept_here_is_named(root: Path) -> None:
    for version in ("0" * 64, "../x"):
        with pytest.raises(ContentError) as raised:
            bring_back(root, TEXT, version)
        assert raised.value.problems[0].slug == "version-gone"


def test_acts_are_filtered_and_limited(root: Path) -> None:
    for number in range(4):
        set_text(root, TEXT if number % 2 else PLACES, "title/ru" if number % 2 else "yasny/name/ru", f"Слово {number}")
    assert [act.n for act in acts(root, limit=3)] == [4, 3, 2]
    assert [act.n for act in acts(root, file=TEXT)] == [4, 2]


def test_a_broken_journal_and_lost_versions_are_reported(root: Path) -> None:
    save_edits(root, [EDIT])
    set_text(root, TEXT, "title/ru", "Чисто")
    report = verify_journal(root)
    assert (report.acts, report.misfit, report.without_text) == (2, None, 0)
    (root / HISTORY / digest_of(LITTERING.encode())).unlink()
    path = journal_file(root, machine_id(user_data()))
    path.write_bytes(path.read_bytes().replace(b"text.saved", b"text.faked", 1))
    report = verify_journal(root)
    assert (report.misfit, report.without_text) == (Misfit(f"journal/{path.name}", 2, "chain"), 1)


@pytest.mark.parametrize(
    ("written", "new", "before"),
    [("title/ru", "Чисто", "Не мусорите"), ("valid_until", "2026-12-31", None)],
)
def test_one_text_at_a_path_as_people_write_it(root: Path, written: str, new: str, before: str | None) -> None:
    assert set_text(root, TEXT.replace("/", "\\"), written, new)[0] == before
    assert set_text(root, TEXT, written, "x", old=new)[0] == new
    with pytest.raises(EditConflict):
        set_text(root, TEXT, written, "y", old=new)


def test_a_key_that_nothing_reads_is_not_written(root: Path) -> None:
    """A slip in the path would break the project, and the command would say that it was saved."""
    before = (root / TEXT).read_bytes()
    with pytest.raises(ContentError) as refused:
        set_text(root, TEXT, "title/de", "x")
    assert [problem.slug for problem in refused.value.problems] == ["unknown-key"]
    assert (root / TEXT).read_bytes() == before


@pytest.mark.parametrize("position", ["9", "-1", "٣", "9" * 5000])
def test_a_position_that_a_list_has_not_is_refused(root: Path, position: str) -> None:
    with pytest.raises(EditConflict):
        set_text(root, CITY, f"stops/{position}/arrive", "12:00")


def test_more_than_a_text_is_not_overwritten(root: Path) -> None:
    with pytest.raises(ContentError) as raised:
        set_text(root, CITY, "days", "mon")
    assert raised.value.problems[0].facts["names"] == "days/0, days/1"


def test_the_lock_is_waited_for_only_so_long(root: Path) -> None:
    cache = Workspace(root).cache
    with edit_lock(cache), pytest.raises(BuildError) as raised, edit_lock(cache, timeout_s=0.01):
        pass
    assert raised.value.problems[0].slug == "busy"


def test_many_threads_lose_no_edit(root: Path) -> None:
    def insert(number: int) -> None:
        save_edits(root, [FileEdit(PLACES, (SetText((f"place-{number}", "kind"), None, "market"),))])

    threads = [threading.Thread(target=insert, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {f"place-{number}:" in (root / PLACES).read_text("utf-8") for number in range(12)} == {True}
    report = verify_journal(root)
    assert (report.acts, report.misfit) == (12, None)


def test_check_says_nothing_of_journal_and_history(root: Path) -> None:
    before = check_project(root, CheckRequest()).problems
    save_edits(root, [FileEdit(TEXT, (SetText(TITLE, "Не мусорите", "Не сорите"),))])
    assert check_project(root, CheckRequest()).problems == before


# --- after a kill -----------------------------------------------------------------------------------------------------


def interrupted(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Save two files, and be killed between them."""
    real = os.replace

    def dying(source: str | Path, target: str | Path) -> None:
        if Path(target).name == "places.yaml":
            raise KeyboardInterrupt
        real(source, target)

    place = FileEdit(PLACES, (SetText(("yasny", "kind"), "village", "market"),))
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", dying)
        with pytest.raises(KeyboardInterrupt):
            save_edits(root, [EDIT, place])
    assert "Берегите" in (root / TEXT).read_text("utf-8")
    assert (root / PLACES).read_text("utf-8") == FILES["places.yaml"]


def test_the_next_command_finishes_a_save(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    interrupted(root, monkeypatch)
    torn = root / "appeals/.places.yaml.77.1.tmp"
    torn.write_bytes(b"kind")
    check_project(root, CheckRequest())
    assert "yasny:\n  kind: market" in (root / PLACES).read_text("utf-8")
    assert not torn.exists()
    assert finish_edits(root) == Recovery()
    assert [act.n for act in acts(root)] == [2, 1]


def test_the_next_save_says_what_it_finished(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    interrupted(root, monkeypatch)
    path = journal_file(root, machine_id(user_data()))
    path.write_bytes(path.read_bytes()[:-9])
    assert set_text(root, TEXT, "title/ru", "Чисто")[1].recovery == Recovery(healed=True, finished=(TEXT, PLACES))
    assert (verify_journal(root).acts, verify_journal(root).misfit) == (3, None)


def test_what_staff_saved_meanwhile_is_theirs(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    interrupted(root, monkeypatch)
    (root / PLACES).write_text("a: b\n", "utf-8")
    assert finish_edits(root) == Recovery(finished=(TEXT,), abandoned=(PLACES,))
    assert (root / PLACES).read_text("utf-8") == "a: b\n"
    assert [act.deed.did for act in acts(root)] == ["text.abandoned", "text.saved", "text.saved"]
    assert finish_edits(root) == Recovery()


def test_a_file_that_changes_in_the_last_moment_is_a_conflict(root: Path) -> None:
    workspace = Workspace(root)
    new = keep_bytes(root, b"a: b\n")
    version = FileVersions(TEXT, digest_of(b"what was read"), new)
    lost = carry_out(workspace, "7f3a91c2", [(Deed("-", "text.saved", TEXT, None, new), version)], datetime.now(UTC))
    assert lost == (TEXT,)
    assert (root / TEXT).read_text("utf-8") == LITTERING


@pytest.mark.parametrize("name", ["../x.yaml", "appeals/../x.yaml", "journal/x.yaml", "appeals/link/x.yaml"])
def test_an_intention_of_a_project_from_elsewhere_changes_nothing_outside(root: Path, name: str) -> None:
    outside = root.parent / "outside"
    outside.mkdir()
    (root / "appeals/link").symlink_to(outside)
    new = keep_bytes(root, b"a: b\n")
    deeds, versions = [asdict(Deed("-", "x", name, None, new))], [asdict(FileVersions(name, None, new))]
    intention = {"machine": "7f3a91c2", "before": 0, "lines": ["{}"], "deeds": deeds, "versions": versions}
    cache = Workspace(root).cache
    cache.mkdir()
    (cache / "edit.json").write_text(json.dumps(intention), "utf-8")
    assert finish_edits(root).finished == ()
    assert [*root.parent.rglob("x.yaml")] == []
    assert not Workspace(root).decided_edit.exists()


@pytest.mark.parametrize("name", [".zt-history", "journal", ".zt-cache/edit.lock", ".zt-cache/edit.json"])
def test_nothing_is_written_through_a_link(root: Path, name: str) -> None:
    outside = root.parent / "outside"
    outside.mkdir()
    (root / ".zt-cache").mkdir()
    (root / name).symlink_to(outside / "new" if name.startswith(".zt-cache") else outside)
    with pytest.raises(DeviceError) as raised:
        save_edits(root, [EDIT])
    assert raised.value.problems[0].slug == "link-in-project"
    assert [*outside.iterdir()] == []


@pytest.mark.parametrize("damage", [b"", b"{}", b"[1]", json.dumps({"lines": 5}).encode()])
def test_a_damaged_intention_decides_nothing(root: Path, damage: bytes) -> None:
    cache = Workspace(root).cache
    cache.mkdir()
    (cache / "edit.json").write_bytes(damage)
    assert finish_edits(root) == Recovery()
    assert not Workspace(root).decided_edit.exists()
