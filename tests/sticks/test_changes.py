"""What to write, to delete and to ask about, as tables."""

from __future__ import annotations

import pytest

from zt_audio.sticks.contents import EntryKind, StickEntry
from zt_audio.sticks.manifest import StickFile, StickManifest, StickState
from zt_audio.sticks.verify import StickPlan, stick_plan


def wanted(*names: str) -> tuple[StickFile, ...]:
    return tuple(StickFile(name, name * 2, 5) for name in names)


def entries(*names: str, size: int = 5) -> list[StickEntry]:
    """Return entries; a slash behind a name makes a folder of it, an @ a link."""
    kinds: dict[str, EntryKind] = {"/": "folder", "@": "other"}
    return [StickEntry(name.rstrip("/@"), size, kinds.get(name[-1], "file")) for name in names]


def stick(*names: str, state: StickState = "complete", leaving: tuple[str, ...] = ()) -> StickManifest:
    return StickManifest(state, "b", "p", {}, wanted(*names), wanted(*leaving))


def names(made: StickPlan) -> dict[str, tuple[str, ...]]:
    shown = {
        "keep": tuple(file.file for file in made.keep),
        "write": tuple(file.file for file in made.write),
        "remove": made.remove,
        "empty": made.empty,
        "foreign": made.foreign,
        "altered": made.altered,
        "blocked": made.blocked,
    }
    return {name: found for name, found in shown.items() if found}


LIST = "ZT_STICK.JSN"


@pytest.mark.parametrize(
    ("there", "before", "right", "expected"),
    [
        ((), None, "", {"write": ("1", "2")}),
        (("1", "2", LIST), stick("1", "2"), "12", {"keep": ("1", "2")}),
        (("1", "2", LIST), stick("1", "2"), "1", {"keep": ("1",), "write": ("2",)}),
        (("1", "3", LIST), stick("1", "3"), "1", {"keep": ("1",), "write": ("2",), "remove": ("3",)}),
        (("1", "3"), stick("1", "2", state="writing", leaving=("3",)), "", {"write": ("1", "2"), "remove": ("3",)}),
        (("1", "3"), stick("1"), "1", {"keep": ("1",), "write": ("2",), "foreign": ("3",)}),
        (("1",), None, "", {"write": ("1", "2"), "blocked": ("1",)}),
        (("1",), None, "1", {"keep": ("1",), "write": ("2",)}),
        (("1/",), stick("1"), "", {"write": ("1", "2"), "blocked": ("1",)}),
        (("1@",), stick("1"), "", {"write": ("1", "2"), "blocked": ("1",)}),
        (("3/",), stick("3"), "", {"write": ("1", "2"), "foreign": ("3/",)}),
        (("3@",), stick("3"), "", {"write": ("1", "2"), "foreign": ("3",)}),
        (("x.mp3", "dir/"), None, "", {"write": ("1", "2"), "foreign": ("x.mp3", "dir/")}),
        (("System Volume Information/", "zt_stick.tmp"), None, "", {"write": ("1", "2")}),
        (("ZT0000.TMP",), stick("1", state="writing"), "", {"write": ("1", "2"), "foreign": ("ZT0000.TMP",)}),
    ],
)
def test_plans(
    there: tuple[str, ...], before: StickManifest | None, right: str, expected: dict[str, tuple[str, ...]]
) -> None:
    assert names(stick_plan(wanted("1", "2"), entries(*there), before, set(right))) == expected


@pytest.mark.parametrize(
    ("there", "before", "expected"),
    [
        ((), None, {"write": ("01/1", "02/1")}),
        (("01/", "01/1"), stick("01/1"), {"write": ("01/1", "02/1")}),
        (("01/", "01/1", "01/x"), stick("01/1"), {"write": ("01/1", "02/1"), "foreign": ("01/x",)}),
        (("01",), None, {"write": ("01/1", "02/1"), "blocked": ("01",)}),
        (("01",), stick("01"), {"write": ("01/1", "02/1"), "remove": ("01",)}),
        (("01@",), None, {"write": ("01/1", "02/1"), "blocked": ("01",)}),
        (
            ("03/", "03/1", "03/in/", "03/in/1"),
            stick("03/1", "03/in/1"),
            {"write": ("01/1", "02/1"), "remove": ("03/1", "03/in/1"), "empty": ("03/in", "03")},
        ),
        (("03/",), stick("01/1", state="writing", leaving=("03/1",)), {"write": ("01/1", "02/1"), "empty": ("03",)}),
        (("x/", "x/y/", "x/y/z"), None, {"write": ("01/1", "02/1"), "foreign": ("x/",)}),
        (("System Volume Information/", "System Volume Information/WPSettings.dat"), None, {"write": ("01/1", "02/1")}),
    ],
)
def test_plans_with_folders(
    there: tuple[str, ...], before: StickManifest | None, expected: dict[str, tuple[str, ...]]
) -> None:
    assert names(stick_plan(wanted("01/1", "02/1"), entries(*there), before, set())) == expected


def test_an_empty_file_that_keeps_a_slot_shut_is_ours_while_writing() -> None:
    there = entries("ZT0000.TMP", size=0)
    assert names(stick_plan(wanted("1"), there, stick("1", state="writing"), ()))["remove"] == ("ZT0000.TMP",)
    assert names(stick_plan(wanted("1"), there, stick("1"), ()))["foreign"] == ("ZT0000.TMP",)


def test_a_file_of_ours_that_somebody_changed_is_asked_about() -> None:
    other = [*entries("1", size=6), *entries("3", size=6)]
    assert names(stick_plan(wanted("1"), other, stick("1", "3"), ())) == {
        "write": ("1",),
        "remove": ("3",),
        "altered": ("1", "3"),
    }
    assert "altered" not in names(stick_plan(wanted("1"), other, stick("1", "3", state="writing"), ()))


@pytest.mark.parametrize("state", ["writing", "complete"])
def test_a_file_that_is_to_be_deleted_and_is_another_is_asked_about(state: StickState) -> None:
    made = stick_plan(wanted("1"), entries("photo", size=6), stick(state=state, leaving=("photo",)), ())
    assert (made.remove, made.altered) == (("photo",), ("photo",))


def test_the_list_of_a_stick_that_is_being_written_says_what_was_there() -> None:
    assert stick_plan(wanted("1"), entries("3"), stick("3"), ()).leaving == wanted("3")
    assert stick_plan(wanted("1"), entries("3"), stick(state="writing", leaving=("3", "4")), ()).leaving == wanted("3")


def test_names_that_differ_in_case_are_one() -> None:
    made = stick_plan(wanted("A.MP3"), entries("a.mp3"), stick("A.mp3"), ())
    assert names(made) == {"write": ("A.MP3",)}
