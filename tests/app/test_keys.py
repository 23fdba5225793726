"""Keys of people: made, ended, handed over, lost; each computer notices when the list of people is not a keeper's."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from tests.support.content_project import write_project
from tests.support.sealing import PIN, QUICK, open_key
from zt_audio.app import clock
from zt_audio.app.journal import acts, verify_journal, write_down
from zt_audio.app.vouching.keys import (
    end_keys,
    keys_here,
    list_keys,
    new_key,
    new_pin,
    seal_people,
    trust_keepers,
    trusted_keys,
    unlock,
)
from zt_audio.content.project import Snapshot
from zt_audio.errors import ContentError, ZtError
from zt_audio.store.workspace import Workspace
from zt_audio.trust.journal import Deed
from zt_audio.trust.keys import KnownKey, seal

TODAY, LATER = date(2026, 11, 25), date(2026, 12, 1)
PEOPLE = """\
# who works here
olzhas:
  name: {kk: Олжас Қ., ru: Олжас К.}
  roles: [keeper]
aigerim:
  name: {kk: Айгерім С., ru: Айгерим С.}
  roles: [editor, approver]
bolat:
  name: {kk: Болат Т., ru: Болат Т.}
  roles: [keeper]
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    on_laptop(tmp_path, monkeypatch, "first")
    return write_project(tmp_path / "project", {"people.yaml": PEOPLE})


def on_laptop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Go on at another computer: the project is the same, what the user keeps is not."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / name))


def made(root: Path, *people: str, on: date = TODAY) -> None:
    for person in people:
        new_key(root, person, PIN, on, QUICK)


def sealed(root: Path, keeper: str = "olzhas", on: date = TODAY) -> None:
    seal_people(root, unlock(keeper, PIN), on)


def slugs(root: Path) -> list[str]:
    return [problem.slug for problem in trusted_keys(Snapshot(root)).problems]


def counting(root: Path) -> list[str]:
    return [key.person for key in trusted_keys(Snapshot(root)).keys]


def problem_of(work: Callable[[], object]) -> str:
    with pytest.raises(ZtError) as raised:
        work()
    return raised.value.problems[0].slug


# --- making and ending ------------------------------------------------------------------------------------------------


def test_a_key_is_made_named_in_the_list_and_written_down(root: Path) -> None:
    row = new_key(root, "aigerim", PIN, TODAY, QUICK)
    text = (root / "appeals/people.yaml").read_text("utf-8")
    assert text.startswith("# who works here\n")
    assert f"key: {row.public}" in text
    assert list_keys(Snapshot(root)).rows == (row,)
    assert keys_here(Snapshot(root)) == ("aigerim",)
    assert [(act.deed.by, act.deed.did) for act in acts(root)] == [("aigerim", "key.made")]
    assert str(row.public) not in (root / "appeals/settings.yaml").read_text("utf-8")
    assert not list(root.rglob("*.key"))


@pytest.mark.parametrize(
    ("person", "pin", "slug"),
    [("daniyar", PIN, "no-such-person"), ("aigerim", "12345", "pin-too-short"), ("aigerim", "", "pin-too-short")],
)
def test_what_is_refused_makes_no_key(root: Path, person: str, pin: str, slug: str) -> None:
    before = (root / "appeals/people.yaml").read_bytes()
    assert problem_of(lambda: new_key(root, person, pin, TODAY, QUICK)) == slug
    assert ((root / "appeals/people.yaml").read_bytes(), list_keys(Snapshot(root)).rows) == (before, ())


def test_a_key_that_counts_is_not_replaced(root: Path) -> None:
    made(root, "aigerim")
    assert problem_of(lambda: made(root, "aigerim")) == "key-exists"


def test_a_key_that_was_made_but_not_named_is_named_by_the_next_try(root: Path) -> None:
    row = new_key(root, "aigerim", PIN, TODAY, QUICK)
    (root / "appeals/people.yaml").write_text(PEOPLE, "utf-8")
    assert [(each.since, each.is_here) for each in list_keys(Snapshot(root)).rows] == [("", True)]
    assert new_key(root, "aigerim", "", TODAY, QUICK) == row


def test_a_pin_is_changed(root: Path) -> None:
    made(root, "aigerim")
    assert problem_of(lambda: new_pin("aigerim", "wrong pin", "other pin", QUICK)) == "key-wrong-pin"
    assert problem_of(lambda: new_pin("aigerim", PIN, "short", QUICK)) == "pin-too-short"
    new_pin("aigerim", PIN, "other pin", QUICK)
    assert unlock("aigerim", "other pin").person == "aigerim"
    assert problem_of(lambda: unlock("aigerim", PIN)) == "key-wrong-pin"
    assert problem_of(lambda: unlock("olzhas", PIN)) == "key-not-here"


# --- the list of people -----------------------------------------------------------------------------------------------


def test_a_project_without_people_trusts_no_key_and_says_nothing(tmp_path: Path, root: Path) -> None:
    (root / "appeals/people.yaml").unlink()
    assert (counting(root), slugs(root)) == ([], [])


def test_keys_in_a_list_that_no_keeper_sealed_count_with_a_warning(root: Path) -> None:
    assert slugs(root) == []
    made(root, "aigerim")
    assert (counting(root), slugs(root)) == (["aigerim"], ["people-not-sealed"])


def test_a_sealed_list_is_seen_and_each_change_of_it_takes_all_keys_away(root: Path) -> None:
    made(root, "olzhas", "aigerim")
    sealed(root)
    assert (counting(root), slugs(root)) == (["olzhas", "aigerim"], [])
    people, seal = root / "appeals/people.yaml", root / "appeals/people.sig"
    people.write_bytes(people.read_bytes().replace(b"[editor, approver]", b"[editor, keeper]"))
    assert (counting(root), slugs(root)) == ([], ["people-changed"])
    seal.unlink()
    assert (counting(root), slugs(root)) == ([], ["people-seal-gone"])
    sealed(root)
    assert slugs(root) == []


def test_only_a_keeper_seals(root: Path) -> None:
    made(root, "olzhas", "aigerim")
    assert problem_of(lambda: sealed(root, "aigerim")) == "not-a-keeper"
    end_keys(root, "olzhas", LATER)
    assert problem_of(lambda: sealed(root, "olzhas", LATER)) == "not-a-keeper"
    assert not (root / "appeals/people.sig").exists()


def test_an_older_list_that_is_put_back_is_noticed(root: Path) -> None:
    made(root, "olzhas", "aigerim")
    sealed(root)
    old = {name: (root / "appeals" / name).read_bytes() for name in ("people.yaml", "people.sig")}
    end_keys(root, "aigerim", LATER)
    sealed(root, on=LATER)
    assert slugs(root) == []
    for name, data in old.items():
        (root / "appeals" / name).write_bytes(data)
    assert (counting(root), slugs(root)) == ([], ["people-older"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(data=st.data())
def test_no_bit_of_the_list_or_its_seal_can_change(root: Path, data: st.DataObject) -> None:
    seal = root / "appeals/people.sig"
    if not seal.exists():
        made(root, "olzhas", "aigerim")
        sealed(root)
    path = data.draw(st.sampled_from([root / "appeals/people.yaml", seal]))
    whole = path.read_bytes()
    at = data.draw(st.integers(0, 8 * len(whole) - 1))
    path.write_bytes(whole[: at // 8] + bytes([whole[at // 8] ^ 1 << at % 8]) + whole[at // 8 + 1 :])
    try:
        assert counting(root) == []
    except ContentError:  # it is no YAML any more
        pass
    finally:
        path.write_bytes(whole)


# --- rehearsals of docs/trust.md ---------------------------------------------------------------------------


def test_a_lost_pin_means_an_end_and_a_new_key(root: Path) -> None:
    made(root, "olzhas", "aigerim")
    sealed(root)
    (ended,) = end_keys(root, "aigerim", LATER)
    assert ended.until == "2026-11-30"
    made(root, "aigerim", on=LATER)
    assert slugs(root) == ["people-changed"]  # until the keeper has looked at it
    sealed(root, on=LATER)
    old, new = (key for key in trusted_keys(Snapshot(root)).keys if key.person == "aigerim")
    assert (old.until, new.since, new.until) == (date(2026, 11, 30), LATER, None)
    assert keys_here(Snapshot(root)) == ("olzhas", "aigerim")


def test_a_lost_laptop_takes_its_key_along_but_what_it_sealed_before_stays(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(root, "aigerim")
    on_laptop(tmp_path, monkeypatch, "second")
    made(root, "olzhas")
    sealed(root)
    end_keys(root, "aigerim", LATER, date(2026, 11, 27))
    sealed(root, on=LATER)
    aigerim = next(key for key in trusted_keys(Snapshot(root)).keys if key.person == "aigerim")
    assert aigerim == KnownKey("aigerim", aigerim.key, TODAY, date(2026, 11, 27))
    assert (keys_here(Snapshot(root)), verify_journal(root).misfit) == (("olzhas",), None)


def test_a_keeper_hands_over_and_other_computers_agree(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(root, "olzhas", "bolat")
    sealed(root)
    on_laptop(tmp_path, monkeypatch, "second")
    assert slugs(root) == ["people-first-seen"]  # both keepers are remembered
    on_laptop(tmp_path, monkeypatch, "first")
    end_keys(root, "olzhas", LATER)
    sealed(root, "bolat", LATER)
    on_laptop(tmp_path, monkeypatch, "second")
    assert (slugs(root), counting(root)) == (["people-first-seen"], ["olzhas", "bolat"])
    assert len(trust_keepers(root)) == 1
    assert (slugs(root), counting(root)) == ([], ["olzhas", "bolat"])


def test_a_keeper_who_is_gone_without_handing_over_is_replaced_by_telephone(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(root, "olzhas")
    sealed(root)
    on_laptop(tmp_path, monkeypatch, "second")
    made(root, "bolat")
    assert slugs(root) == ["people-changed"]
    sealed(root, "bolat")
    assert (counting(root), slugs(root)) == (["olzhas", "bolat"], [])  # nothing was seen here before
    on_laptop(tmp_path, monkeypatch, "first")
    assert (counting(root), slugs(root)) == ([], ["people-other-keeper"])
    (told,) = trusted_keys(Snapshot(root)).problems
    assert told.facts["person"] == "bolat"
    assert len(trust_keepers(root)) == 2
    assert (counting(root), slugs(root)) == (["olzhas", "bolat"], [])
    assert acts(root)[0].deed.did == "people.trusted"


def test_a_list_that_no_keeper_of_it_sealed_cannot_be_trusted(root: Path) -> None:
    assert problem_of(lambda: trust_keepers(root)) == "people-changed"
    made(root, "olzhas", "aigerim")
    sealed(root)
    (root / "appeals/people.yaml").write_text(PEOPLE, "utf-8")
    assert problem_of(lambda: trust_keepers(root)) == "people-changed"


# --- another place, a stranger's list ---------------------------------------------------------------------------------


def forged(root: Path) -> None:
    """Exchange the list of people for one that a stranger has written and sealed."""
    stranger = open_key("stranger")
    keys = f"  keys:\n  - {{key: {stranger.public}, since: 2026-01-01}}\n"
    text = PEOPLE.replace("  roles: [keeper]\n", f"  roles: [keeper, approver]\n{keys}", 1)
    (root / "appeals/people.yaml").write_text(text, "utf-8")
    written = seal(text.encode(), stranger, "people", TODAY)
    (root / "appeals/people.sig").write_text(written, "ascii")


MOVES: dict[str, Callable[[Path, Path], object]] = {
    "moved": lambda root, other: root.rename(other),
    "copied": shutil.copytree,
    "renamed": lambda root, other: root.rename(other.with_name("project 2")),
    "brought back from a copy": lambda root, other: shutil.move(shutil.copytree(root, other / "copy"), other / "back"),
}


@pytest.mark.parametrize("way", [*MOVES])
@pytest.mark.parametrize("has_key", [True, False])
def test_keepers_are_known_wherever_a_project_goes(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch, way: str, *, has_key: bool
) -> None:
    made(root, "olzhas")
    sealed(root)
    if not has_key:
        on_laptop(tmp_path, monkeypatch, "second")
        assert slugs(root) == ["people-first-seen"]
        trust_keepers(root)
    other = Path(str(MOVES[way](root, tmp_path / "elsewhere")))
    assert (slugs(other), counting(other)) == ([], ["olzhas"])
    assert verify_journal(other).misfit is None
    forged(other)
    assert counting(other) == []
    assert slugs(other)[0] == "people-other-keeper"


def test_what_was_known_holds_at_the_new_place_too(tmp_path: Path, root: Path) -> None:
    """Who takes the journals away afterwards does not make it a first sight."""
    made(root, "olzhas")
    sealed(root)
    other = root.rename(tmp_path / "elsewhere")
    assert slugs(other) == []
    shutil.rmtree(other / "journal")
    (tmp_path / "first/zt-audio/keys/olzhas.key").unlink()
    forged(other)
    assert (counting(other), slugs(other)) == ([], ["people-other-keeper"])


def test_a_stranger_who_hides_which_project_it_is_is_announced_each_time(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(root, "olzhas", "aigerim")
    sealed(root)
    on_laptop(tmp_path, monkeypatch, "second")
    trust_keepers(root)
    other = root.rename(tmp_path / "elsewhere")
    shutil.rmtree(other / "journal")
    forged(other)
    for _ in range(3):
        assert (slugs(other), list_keys(Snapshot(other)).trusted.is_sealed) == (["people-first-seen"], True)
    on_laptop(tmp_path, monkeypatch, "first")  # here lies the key of olzhas, for whom the list names another one
    assert (slugs(other), counting(other)) == (["people-key-replaced"], [])
    assert problem_of(lambda: trust_keepers(other)) == "people-key-replaced"
    assert slugs(other) == ["people-key-replaced"]  # nothing of it was remembered


def test_the_journal_of_another_project_brings_no_keeper_along(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(root, "olzhas")
    sealed(root)
    on_laptop(tmp_path, monkeypatch, "second")
    trust_keepers(root)
    theirs = write_project(tmp_path / "theirs", {"people.yaml": PEOPLE})
    forged(theirs)
    write_down(Workspace(theirs), Deed("-", "x", "y"))
    trust_keepers(theirs)
    shutil.rmtree(root / "journal")
    shutil.copytree(theirs / "journal", root / "journal")
    forged(root)
    assert (slugs(root), counting(root)) == (["people-other-keeper"], [])


def test_a_copy_with_an_older_list_is_noticed(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(root, "olzhas", "aigerim")
    sealed(root)
    backup = shutil.copytree(root, tmp_path / "backup")
    end_keys(root, "aigerim", LATER)
    sealed(root, on=TODAY + timedelta(days=2))
    assert (slugs(root), slugs(backup), counting(backup)) == ([], ["people-older"], [])
    shutil.rmtree(root)
    backup.rename(root)
    assert slugs(root) == ["people-older"]


def test_a_key_that_was_ended_or_never_named_is_not_replaced(root: Path) -> None:
    made(root, "olzhas", "aigerim")
    end_keys(root, "aigerim", TODAY)
    sealed(root)
    assert slugs(root) == []  # ended
    (root / "appeals/people.yaml").write_text(PEOPLE, "utf-8")
    (root / "appeals/people.sig").unlink()
    assert slugs(root) == ["people-seal-gone"]  # a list without any keys
    text = f"  roles: [editor, approver]\n  keys:\n  - {{key: {open_key('other').public}, since: 2026-01-01}}\n"
    (root / "appeals/people.yaml").write_text(PEOPLE.replace("  roles: [editor, approver]\n", text), "utf-8")
    assert slugs(root) == ["people-seal-gone"]


# --- clocks -----------------------------------------------------------------------------------------------------------


def at(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    monkeypatch.setattr(clock, "today", lambda: day)


@pytest.mark.parametrize("wrong", [date(2036, 1, 1), date(9999, 12, 31), TODAY + timedelta(days=8)])
def test_a_seal_of_a_day_to_come_is_refused_and_the_next_one_counts(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch, wrong: date
) -> None:
    made(root, "olzhas")
    sealed(root)
    on_laptop(tmp_path, monkeypatch, "second")
    at(monkeypatch, TODAY)
    trust_keepers(root)
    on_laptop(tmp_path, monkeypatch, "first")
    at(monkeypatch, wrong)
    sealed(root, on=wrong)
    assert slugs(root) == []  # here it is that day
    at(monkeypatch, TODAY)
    assert (slugs(root), counting(root)) == (["people-sealed-ahead"], [])
    on_laptop(tmp_path, monkeypatch, "second")
    assert (slugs(root), counting(root)) == (["people-sealed-ahead"], [])
    assert problem_of(lambda: trust_keepers(root)) == "people-sealed-ahead"
    on_laptop(tmp_path, monkeypatch, "first")
    sealed(root, on=TODAY)  # what the message says
    for laptop in ("first", "second"):
        on_laptop(tmp_path, monkeypatch, laptop)
        for day in range(3):
            at(monkeypatch, TODAY + timedelta(days=day))
            assert (slugs(root), counting(root)) == ([], ["olzhas"])


def test_a_clock_that_is_a_few_days_ahead_shuts_no_later_list_out(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, TODAY)
    made(root, "olzhas")
    sealed(root, on=TODAY + timedelta(days=5))
    on_laptop(tmp_path, monkeypatch, "second")
    trust_keepers(root)
    on_laptop(tmp_path, monkeypatch, "first")
    sealed(root, on=TODAY)
    on_laptop(tmp_path, monkeypatch, "second")
    assert (slugs(root), counting(root)) == ([], ["olzhas"])


def test_a_clock_in_the_past_is_named_and_harms_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(root, "olzhas")
    sealed(root)
    at(monkeypatch, date(1970, 1, 1))
    assert (slugs(root), counting(root)) == (["people-sealed-ahead"], [])
    assert [each.slug for each in seal_people(root, unlock("olzhas", PIN), date(1970, 1, 1)).problems] == [
        "people-seal-early"
    ]
    at(monkeypatch, TODAY)
    assert slugs(root) == ["people-seal-early"]
    sealed(root)
    assert (slugs(root), counting(root)) == ([], ["olzhas"])


def test_a_key_that_was_made_under_a_wrong_clock_is_ended_and_made_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, TODAY)
    made(root, "olzhas", on=date(2036, 1, 1))
    assert [each.slug for each in seal_people(root, unlock("olzhas", PIN), TODAY).problems] == ["people-seal-early"]
    end_keys(root, "olzhas", TODAY)
    made(root, "olzhas")
    assert seal_people(root, unlock("olzhas", PIN), TODAY).is_sealed
    assert slugs(root) == []


@pytest.mark.skipif(os.name != "posix", reason="Windows has other rights")
def test_nothing_that_is_secret_can_be_read_by_others(tmp_path: Path, root: Path) -> None:
    made(root, "olzhas")
    sealed(root)
    files = [path for path in (tmp_path / "first").rglob("*") if path.is_file() and path.name != "machine"]
    assert len(files) == 2
    assert {path.stat().st_mode & 0o077 for path in files} == {0}
