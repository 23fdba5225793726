"""What people did stands in the journal: builds, takes, exports, each with what proves it."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from tests.support.read_aloud import record
from tests.support.sealing import PIN, QUICK
from tests.support.tiny import Tiny
from zt_audio.app.journal import accept_journals, act_of_head, acts, verify_journal, write_builds_down
from zt_audio.app.making.build import BuildRequest, build
from zt_audio.app.making.export import ExportRequest, export_playlist, verify_target
from zt_audio.app.speaking.recordings import RecordedText, judge_recording, keep_judged
from zt_audio.app.vouching.keys import end_keys, keys_here, new_key, seal_people, unlock
from zt_audio.content.project import Snapshot
from zt_audio.errors import ContentError, ZtError
from zt_audio.sticks.manifest import STICK_MANIFEST, STICK_SEAL
from zt_audio.store.manifest import from_bytes
from zt_audio.store.workspace import user_data
from zt_audio.trust.history import kept_bytes
from zt_audio.trust.journal import journal_file, machine_id

TODAY, LATER = date(2026, 11, 24), date(2026, 12, 1)  # a Tuesday: `city` is for Mondays
PEOPLE = "aigerim:\n  name: {kk: Айгерім С., ru: Айгерим С.}\n  roles: [approver, keeper]\n"


@pytest.fixture(autouse=True)
def _own_user_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "E").mkdir()
    return tmp_path / "E"


def done(tiny: Tiny) -> list[tuple[str, str, str]]:
    return [(act.deed.by, act.deed.did, act.deed.what) for act in reversed(acts(tiny.root))]


def exported(tiny: Tiny, stick: Path, *, sealed: bool = False) -> None:
    key = unlock("aigerim", PIN) if sealed else None
    export_playlist(tiny.root, ExportRequest("city", stick, TODAY, ()), key=key, by="bolat")


def with_key(tiny: Tiny) -> None:
    tiny.write("people.yaml", PEOPLE)
    new_key(tiny.root, "aigerim", PIN, TODAY, QUICK)


def slugs(tiny: Tiny, stick: Path) -> list[str]:
    return [problem.slug for problem in verify_target(stick, root=tiny.root).proof.problems]


def test_each_new_build_is_written_down_once_with_what_it_was_made_of(fresh: Tiny) -> None:
    fresh.build()
    fresh.build()
    numbers = {name: entry.number for name, entry in fresh.manifest().playlists.items()}
    assert done(fresh) == [("-", "build.made", f"output/{name}#{number}") for name, number in numbers.items()]
    kept = kept_bytes(fresh.root, acts(fresh.root, "output/city")[0].deed.new or "")
    manifest = from_bytes(kept or b"")
    assert manifest
    assert manifest.playlists == {"city": fresh.manifest().playlists["city"]}
    fresh.edit("places.yaml", "gen: рынка", "gen: базара")
    fresh.build("city")
    (fresh.root / "appeals/playlists/yard.yaml").unlink()
    fresh.build()
    city, yard = fresh.manifest().playlists["city"].number, numbers["yard"]
    assert done(fresh)[2:] == [
        ("-", "build.made", f"output/city#{city}"),
        ("-", "build.removed", f"output/yard#{yard}"),
    ]


def test_a_build_is_written_down_in_the_name_of_one_who_is_known(fresh: Tiny) -> None:
    build(fresh.workspace, BuildRequest(("yard",), by="somebody"))  # with no list of people any name will do
    assert {by for by, _did, _what in done(fresh)} == {"somebody"}
    fresh.write("people.yaml", PEOPLE)
    with pytest.raises(ContentError) as refused:
        build(fresh.workspace, BuildRequest(by="aigerin"))
    assert [(each.slug, each.facts["nearest"]) for each in refused.value.problems] == [("person-unknown", "aigerim")]
    build(fresh.workspace, BuildRequest(("city",), by="aigerim"))
    assert done(fresh)[-1][:2] == ("aigerim", "build.made")


def test_a_build_that_was_killed_before_its_line_is_written_down_by_the_next(fresh: Tiny) -> None:
    fresh.build()
    (path,) = (fresh.root / "journal").iterdir()
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    accept_journals(fresh.root)
    found = fresh.manifest()
    write_builds_down(fresh.workspace, found, {name: entry.number for name, entry in found.playlists.items()})
    assert [did for _by, did, _what in done(fresh)] == ["build.made", "journal.accepted", "build.made"]
    assert verify_journal(fresh.root).misfit is None


def test_an_export_stands_in_the_journal_and_its_seal_names_the_line(built: Tiny, stick: Path) -> None:
    with_key(built)
    exported(built, stick, sealed=True)
    build = built.manifest().playlists["city"].number
    written = [each for each in done(built) if each[1].startswith("stick.")]
    assert written == [
        ("aigerim", "stick.begun", f"output/city#{build} E"),
        ("aigerim", "stick.written", f"output/city#{build} E"),
    ]
    assert slugs(built, stick) == ["people-not-sealed"]
    found = verify_target(stick, root=built.root).seal
    assert found
    assert act_of_head(built.root, found.verdict.head).deed.did == "stick.begun"
    with pytest.raises(ContentError, match="journal-no-head"):
        act_of_head(built.root, "00000000")


def test_a_key_that_has_ended_or_is_unknown_seals_nothing(built: Tiny, stick: Path) -> None:
    with_key(built)
    seal_people(built.root, unlock("aigerim", PIN), TODAY)
    built.write("people.yaml", PEOPLE)
    with pytest.raises(ZtError, match="people-changed"):
        exported(built, stick, sealed=True)
    (built.root / "appeals/people.sig").unlink()
    (built.root.parent / "data").rename(built.root.parent / "elsewhere")
    (built.root.parent / "data/zt-audio").mkdir(parents=True)
    (built.root.parent / "elsewhere/zt-audio/keys").rename(built.root.parent / "data/zt-audio/keys")
    with pytest.raises(ZtError, match="key-does-not-count"):
        exported(built, stick, sealed=True)
    assert list(stick.iterdir()) == []
    assert keys_here(Snapshot(built.root)) == ()


def test_what_the_project_says_of_a_stick(built: Tiny, stick: Path) -> None:
    with_key(built)
    seal_people(built.root, unlock("aigerim", PIN), TODAY)
    exported(built, stick, sealed=True)
    assert slugs(built, stick) == []
    path = journal_file(built.root, machine_id(user_data()))
    whole = path.read_bytes()
    path.write_bytes(whole.splitlines(keepends=True)[0])
    assert slugs(built, stick) == ["stick-log-unknown"]
    path.write_bytes(whole)
    end_keys(built.root, "aigerim", TODAY, date(2026, 11, 23))
    assert slugs(built, stick) == ["people-changed"]  # no key counts, and no keeper is left to seal the list
    (stick / STICK_SEAL).unlink()
    assert slugs(built, stick) == []
    assert verify_target(stick).seal == verify_target(stick, root=stick).seal  # no project, no keys


def test_an_export_without_a_key_is_written_down_too(built: Tiny, stick: Path) -> None:
    exported(built, stick)
    exported(built, stick)  # nothing to write
    mine = [did for by, did, _what in done(built) if by == "bolat"]  # the build may be of the same second
    assert mine == ["stick.begun", "stick.written"]
    assert not (stick / STICK_SEAL).exists()
    assert (stick / STICK_MANIFEST).exists()


def test_a_take_is_written_down_with_its_digest(built: Tiny, tmp_path: Path) -> None:
    wav = record(tmp_path / "take.wav", ("Берегите улицы.", "Бросайте мусор в урны."))
    keep_judged(built.root, judge_recording(built.root, wav, RecordedText("ru", "a", 1)), by="bolat")
    (act,) = acts(built.root, "appeals/recordings/ru/a.1.flac")
    audio = (built.root / act.deed.what).read_bytes()
    assert (act.deed.by, act.deed.did, act.deed.new) == ("bolat", "take.kept", hashlib.sha256(audio).hexdigest())
