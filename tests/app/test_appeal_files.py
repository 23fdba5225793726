"""An appeal is renamed and removed in every list that has it, all or nothing, and both can be undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.support.tiny import Tiny
from zt_audio.app.edit import bring_back, undo_edits
from zt_audio.app.history import past_acts
from zt_audio.app.renaming import appeal_uses, remove_appeal, rename_appeal
from zt_audio.app.texts.workbench import View, Workbench
from zt_audio.app.vouching.pairs import confirm_pairs
from zt_audio.errors import ContentError, ZtError
from zt_audio.trust.vouching import Approval, approval_file, read_approval, read_pairs, record_bytes

CITY, A, B = "appeals/playlists/city.yaml", "appeals/texts/a.yaml", "appeals/texts/b.yaml"


def view_of(tiny: Tiny) -> View:
    return Workbench(tiny.root).view(date(2026, 11, 27))


def contents(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / "appeals").rglob("*.yaml")}


def slug(error: pytest.ExceptionInfo[ZtError]) -> str:
    return error.value.problems[0].slug


def test_a_renamed_appeal_is_renamed_in_each_list(fresh: Tiny) -> None:
    before = contents(fresh.root)
    fresh.edit("playlists/city.yaml", "appeals: [a, b]", "appeals: [a, b]  # both")
    noted = contents(fresh.root)
    saved = rename_appeal(fresh.root, view_of(fresh), "a", "clean", "-")
    after = contents(fresh.root)
    assert after["clean.yaml"] == before["a.yaml"]
    assert b"appeals: [clean, b]  # both" in after["city.yaml"]
    assert b"appeals: [clean]}" in after["city.yaml"]
    assert view_of(fresh).errors == ()
    undo_edits(fresh.root, saved.changes)
    assert contents(fresh.root) == noted


GIVEN = Approval(
    "appeal/a", {"kk": "a" * 64}, {"kk": "b" * 64}, {"kk": "tone"}, "dana", "2026-11-25T10:12:40+05:00", "by ear"
)


def put(root: Path, name: str, data: bytes) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_bytes(data)


def records(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in (root / "appeals").rglob("*.json")}


def test_pairs_and_approval_go_along_with_a_renamed_appeal(fresh: Tiny) -> None:
    confirm_pairs(fresh.root, ["a"])
    pairs = read_pairs(fresh.root, "a")
    put(fresh.root, approval_file("appeal/a"), record_bytes(GIVEN))
    before, texts = records(fresh.root), contents(fresh.root)
    saved = rename_appeal(fresh.root, view_of(fresh), "a", "clean", "-")
    assert sorted(records(fresh.root)) == ["appeals/approvals/appeal/clean.json", "appeals/pairs/clean.json"]
    assert read_pairs(fresh.root, "clean") == pairs != ()
    assert read_approval(fresh.root, "appeal/clean") == replace(GIVEN, unit="appeal/clean")
    assert {past.act.deed.did for past in past_acts(fresh.root)} >= {"record.moved", "text.saved"}
    undo_edits(fresh.root, saved.changes)
    assert (records(fresh.root), contents(fresh.root)) == (before, texts)


def test_a_sealed_approval_keeps_the_name_of_its_appeal(fresh: Tiny) -> None:
    put(fresh.root, approval_file("appeal/a"), record_bytes(replace(GIVEN, seal="untrusted comment: x")))
    before, texts = records(fresh.root), contents(fresh.root)
    with pytest.raises(ContentError) as error:
        rename_appeal(fresh.root, view_of(fresh), "a", "clean", "-")
    assert slug(error) == "approval-names-id"
    assert (records(fresh.root), contents(fresh.root)) == (before, texts)


def test_former_bytes_of_an_approval_are_not_brought_back_as_a_text(fresh: Tiny) -> None:
    file = approval_file("appeal/a")
    put(fresh.root, file, record_bytes(GIVEN))
    saved = rename_appeal(fresh.root, view_of(fresh), "a", "clean", "-")
    version = next(each.old for each in saved.changes if each.file == file)
    with pytest.raises(ContentError) as error:
        bring_back(fresh.root, file, version)
    assert slug(error) == "no-content-file"
    assert not (fresh.root / file).exists()


@pytest.mark.parametrize(("name", "found"), [("b", "appeal-id-taken"), ("Ключ", "bad-id"), ("con", "reserved-id")])
def test_a_name_that_cannot_be_is_refused(fresh: Tiny, name: str, found: str) -> None:
    before = contents(fresh.root)
    with pytest.raises(ContentError) as error:
        rename_appeal(fresh.root, view_of(fresh), "a", name, "-")
    assert slug(error) == found
    assert contents(fresh.root) == before


def test_a_taken_name_comes_with_a_free_one(fresh: Tiny) -> None:
    with pytest.raises(ContentError) as error:
        rename_appeal(fresh.root, view_of(fresh), "a", "b", "-")
    assert error.value.problems[0].facts == {"id": "b", "right": "b-2"}


def test_an_appeal_that_is_last_at_a_stop_stays(fresh: Tiny) -> None:
    before = contents(fresh.root)
    view = view_of(fresh)
    assert [(use.playlist, use.is_last) for use in appeal_uses(view, "a")] == [("city", True)]
    with pytest.raises(ContentError) as error:
        remove_appeal(fresh.root, view, "a", "-", view.files[A].digest, everywhere=True)
    assert slug(error) == "appeal-alone"
    assert contents(fresh.root) == before


def test_an_appeal_is_removed_there_too_and_comes_back(fresh: Tiny) -> None:
    fresh.edit("playlists/yard.yaml", "appeals: [b]", "appeals: [b, a]")
    before, view = contents(fresh.root), view_of(fresh)
    seen = view.files[B].digest
    with pytest.raises(ContentError) as error:
        remove_appeal(fresh.root, view, "b", "-", seen, everywhere=False)
    assert slug(error) == "appeal-used"
    saved = remove_appeal(fresh.root, view, "b", "-", seen, everywhere=True)
    after = contents(fresh.root)
    assert "b.yaml" not in after
    assert (b"appeals: [a]\n" in after["city.yaml"], b"appeals: [a]\n" in after["yard.yaml"]) == (True, True)
    assert view_of(fresh).errors == ()
    undo_edits(fresh.root, saved.changes)
    assert contents(fresh.root) == before


def test_what_another_person_changed_meanwhile_is_not_removed(fresh: Tiny) -> None:
    fresh.edit("playlists/yard.yaml", "appeals: [b]", "appeals: [b, a]")
    view = view_of(fresh)
    fresh.edit("texts/b.yaml", "Звоните в полицию.", "Звоните 102.")
    with pytest.raises(ZtError) as error:
        remove_appeal(fresh.root, view, "b", "-", view.files[B].digest, everywhere=True)
    assert slug(error) == "edit-file-conflict"
    assert b"appeals: [a, b]" in contents(fresh.root)["city.yaml"]


def test_a_recorded_appeal_keeps_its_name(fresh: Tiny) -> None:
    folder = fresh.root / "appeals/recordings/ru"
    folder.mkdir(parents=True)
    note = (
        '{"format": 1, "part": "appeal/a/ru/1", "lang": "ru", "sentences": ["Да."], "audio": "a.1.flac", "sha256": "0"}'
    )
    (folder / "a.1.json").write_text(note, "utf-8")
    (folder / "a.1.flac").write_bytes(b"sound")
    with pytest.raises(ContentError) as error:
        rename_appeal(fresh.root, view_of(fresh), "a", "clean", "-")
    assert slug(error) == "appeal-recorded"
