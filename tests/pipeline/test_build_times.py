"""A build knows the calendar: it warns of days and hours, and a new day may be something to do."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.tiny import Tiny
from zt_audio.app import clock
from zt_audio.app.making.build import build
from zt_audio.events import Event, Warned
from zt_audio.pipeline.request import BuildRequest

UNTIL = "valid_from: 2026-12-01\nvalid_until: 2026-12-20\n"


def warned(tiny: Tiny, day: date) -> tuple[list[tuple[str, int | None]], int]:
    """Return the warnings of a build on `day` with their lines, and how many it counts."""
    slugs: list[tuple[str, int | None]] = []

    def emit(event: object) -> None:
        if isinstance(event, Warned):
            where = event.problem.where
            slugs.append((event.problem.slug, where.line if where else None))

    return slugs, build(tiny.workspace, BuildRequest(today=day), emit).warnings


def test_each_day_says_what_it_has_to(fresh: Tiny) -> None:
    fresh.edit("texts/a.yaml", "title:", UNTIL + "title:")
    assert warned(fresh, date(2026, 11, 30)) == ([("appeal-not-yet", 1)], 1)
    assert warned(fresh, date(2026, 11, 30)) == ([], 1)  # nothing to do, and the same to say
    before = fresh.tree()
    assert warned(fresh, date(2026, 12, 1)) == ([], 0)
    assert warned(fresh, date(2026, 12, 12)) == ([], 0)
    assert warned(fresh, date(2026, 12, 13)) == ([("appeal-expires-soon", 2)], 1)
    assert warned(fresh, date(2026, 12, 20)) == ([], 1)
    assert warned(fresh, date(2026, 12, 21)) == ([("appeal-expired", 2)], 1)
    assert warned(fresh, date(2027, 12, 21)) == ([], 1)
    assert fresh.tree() == before  # no clock goes into any file
    assert fresh.manifest().playlists["city"].appeals["a"].valid_until == "2026-12-20"


def test_an_appeal_that_no_playlist_has_is_not_reported(fresh: Tiny) -> None:
    fresh.write("texts/c.yaml", UNTIL + (fresh.root / "appeals/texts/a.yaml").read_text("utf-8"))
    assert warned(fresh, date(2027, 1, 1)) == ([], 0)


def test_the_commands_ask_the_clock(fresh: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh.edit("texts/a.yaml", "title:", UNTIL + "title:")
    monkeypatch.setattr(clock, "today", lambda: date(2026, 12, 21))
    checked, built = fresh.run("check"), fresh.run("build")
    assert (checked.returncode, built.returncode) == (0, 0)
    for said in (checked.stderr, built.stderr):
        assert "appeals/texts/a.yaml:2:14: warning: The appeal “a” was valid until 2026-12-20." in said
    assert fresh.run("check", "--strict").returncode == 3


def test_a_playlist_in_quiet_hours_is_not_built_without_a_reason(built: Tiny) -> None:
    before = built.tree()
    built.edit("playlists/yard.yaml", '"12:00"', '"08:00"')
    assert list(built.build().report.failed) == ["yard"]
    assert built.tree() == before
    built.edit("playlists/yard.yaml", "days:", "outside_hours_reason: Таңғы рейд\ndays:")
    assert [event.problem.slug for event in built.build().of(Warned)] == ["outside-hours-allowed"]
    assert built.manifest().playlists["yard"].outside_hours_reason == "Таңғы рейд"


def test_the_manifest_keeps_which_dates_are_holidays(built: Tiny) -> None:
    built.edit("playlists/yard.yaml", "days: [tue]", "dates: [2026-12-16, 2026-12-17]")
    built.edit("settings.yaml", "pauses:", "quiet_hours: {holidays: [2026-12-16, 2027-01-01]}\npauses:")
    built.build()
    assert built.manifest().playlists["yard"].holidays == ("2026-12-16",)


def test_a_build_tells_what_only_its_lengths_and_the_day_show(fresh: Tiny) -> None:
    fresh.edit("playlists/yard.yaml", '"12:00"', '"09:30"')
    fresh.edit("settings.yaml", "voices:", "quiet_hours: {holidays: [2026-12-08]}\nvoices:")
    events: list[Event] = []
    build(fresh.workspace, BuildRequest(jobs=2, today=date(2026, 12, 1)), events.append)
    warned_of = [event.problem for event in events if isinstance(event, Warned)]
    assert [(problem.slug, problem.facts["dates"]) for problem in warned_of] == [("holiday-hours", "2026-12-08")]


def test_a_reading_sheet_makes_no_playlist_old(built: Tiny) -> None:
    assert built.run("recordings", "script").returncode == 0
    assert "texts-newer" not in built.run("verify").stderr
    assert "Nothing to do" in built.run("build").stderr
