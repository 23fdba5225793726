"""Days and hours in YAML: each mistake is reported at its place; a day has the hours of its kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.content_project import CITY, FILES, LITTERING, places_of, problems_of, write_project
from zt_audio.content.timetable import (
    DayKind,
    TimedVisit,
    day_kinds,
    holidays_met,
    hours_span,
    impossible,
    playing_time,
    quiet_hour_problems,
    written_length,
)
from zt_audio.messages.message import all_messages
from zt_audio.model import QuietHours

CITY_FILE, SETTINGS_FILE, TEXT_FILE = "playlists/city.yaml", "settings.yaml", "texts/littering.yaml"
HOURS = "quiet_hours:\n  weekday: {{begin: {}, end: {}}}\n"


def city(days: str = "days: [mon, tue]", first: str = "10:00", stay: int = 15, more: str = "") -> str:
    text = CITY.replace("days: [mon, tue]", days).replace('arrive: "10:00"', f"arrive: {first}")
    return text.replace("stay_min: 15", f"stay_min: {stay}") + more


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        (SETTINGS_FILE, HOURS.format("09:00", "22:00"), []),
        (SETTINGS_FILE, HOURS.format("09:00", "08:59"), [(2, 32, "hours-backwards")]),
        (SETTINGS_FILE, HOURS.format("09:00", "09:00"), [(2, 32, "hours-backwards")]),
        (SETTINGS_FILE, HOURS.format("09:00", "24:00"), [(2, 32, "bad-time")]),
        (SETTINGS_FILE, "quiet_hours:\n  weekend: {begin: 9.00, end: 22:00}\n", [(2, 20, "bad-time")]),
        (SETTINGS_FILE, "quiet_hours:\n  weekday: {begin: 09:00}\n", [(2, 3, "missing-key")]),
        (SETTINGS_FILE, "quiet_hours:\n", []),
        (SETTINGS_FILE, "quiet_hours: {holidays: [2026-02-30]}\n", [(1, 26, "bad-date")]),
        (SETTINGS_FILE, "quiet_hours:\n  holidays: [2026-12-16, 2026-12-16]\n", [(2, 26, "repeated-item")]),
        (TEXT_FILE, f"valid_from: 2026-12-16\nvalid_until: 2026-12-16\n{LITTERING}", []),
        (TEXT_FILE, f"valid_from: 2026-12-16\nvalid_until: 2026-12-15\n{LITTERING}", [(2, 14, "validity-backwards")]),
        (TEXT_FILE, f"valid_until: 2026-12-15\n{LITTERING}", []),
        (TEXT_FILE, f"valid_until: soon\n{LITTERING}", [(1, 14, "bad-date")]),
        # the hours of each kind of day
        (CITY_FILE, city(first="09:00"), []),
        (CITY_FILE, city(first="08:59"), [(7, 13, "too-early-weekday")]),
        (CITY_FILE, city("days: [sun]", "09:59"), [(7, 13, "too-early-weekend")]),
        (CITY_FILE, city("days: [fri, sat]", "08:00"), [(7, 13, "too-early-weekday"), (7, 13, "too-early-weekend")]),
        (CITY_FILE, city("dates: [2026-12-16]", "09:00"), []),  # a Wednesday, and no holiday in these settings
        (CITY_FILE, city("dates: [2026-12-19]", "09:00"), [(7, 13, "too-early-weekend")]),
        (CITY_FILE, city("days:", "09:00"), [(7, 13, "too-early-weekend")]),  # every day
        (CITY_FILE, CITY.replace("12:00", "22:00"), [(13, 13, "too-late-weekday")]),  # it sounds, however short
        (CITY_FILE, CITY.replace("12:00", "21:59"), []),
        (CITY_FILE, CITY.replace("12:00", "21:00\n    stay_min: 60"), []),  # may end with the last minute
        (CITY_FILE, CITY.replace("12:00", "21:00\n    stay_min: 61"), [(13, 13, "too-late-weekday")]),
        (CITY_FILE, CITY.replace("12:00", "21:00\n    stay_min: 240"), [(13, 13, "too-late-weekday")]),  # past midnight
        (CITY_FILE, CITY.replace("    arrive: 11:30\n", ""), [(10, 5, "quiet-hours-unchecked")]),
        (CITY_FILE, CITY.replace("    arrive: 11:30\n", "") + "outside_hours_reason: Түнгі рейд\n", []),
    ],
)
def test_each_mistake_at_its_place(tmp_path: Path, file: str, text: str, expected: list[tuple[int, int, str]]) -> None:
    root = write_project(tmp_path, {file: text})
    assert places_of(root) == [(file, *place) for place in expected]


def test_facts_name_the_stop_the_limit_and_whose_rule_it_is(tmp_path: Path) -> None:
    [problem] = problems_of(write_project(tmp_path, {CITY_FILE: city(first="08:30")}))
    said = {"stop": "altai-market", "value": "08:30", "leave": "08:45"}
    assert problem.severity == "error"
    assert problem.facts == {**said, "limit": "09:00", "rule": "zt_audio"}
    settings = FILES[SETTINGS_FILE] + HOURS.format("08:40", "20:00")
    [problem] = problems_of(write_project(tmp_path, {SETTINGS_FILE: settings, CITY_FILE: city(first="08:30")}))
    assert problem.facts == {**said, "limit": "08:40", "rule": "settings.yaml"}


def test_a_reason_makes_warnings_of_them(tmp_path: Path) -> None:
    early = city(first="08:30", more="outside_hours_reason: Таңғы рейд\n")
    [problem] = problems_of(write_project(tmp_path, {CITY_FILE: early}))
    assert (problem.slug, problem.severity) == ("outside-hours-allowed", "warning")
    assert problem.facts["reason"] == "Таңғы рейд"


def test_a_holiday_is_kept_as_a_weekend(tmp_path: Path) -> None:
    changes = {
        SETTINGS_FILE: "quiet_hours: {holidays: [2026-12-16]}\n",
        CITY_FILE: city("dates: [2026-12-16]", "09:30"),
    }
    assert places_of(write_project(tmp_path, changes)) == [(CITY_FILE, 7, 13, "too-early-weekend")]


@pytest.mark.parametrize("settings", ["quiet_hours: {weekday: {begin: 9, end: 22}}\n", "preset: [\n"])
def test_hours_that_are_wrong_are_not_judged_by(tmp_path: Path, settings: str) -> None:
    found = places_of(write_project(tmp_path, {SETTINGS_FILE: settings, CITY_FILE: city(first="08:00")}))
    assert {file for file, *_ in found} == {SETTINGS_FILE}


def visits(*rows: tuple[str, int | None, int | None]) -> list[TimedVisit]:
    return [TimedVisit(place, place, arrive, stay) for place, arrive, stay in rows]


@pytest.mark.parametrize(
    ("stops", "expected"),
    [
        ([("a", 600, 15), ("b", 615, None)], []),
        ([("a", 600, 15), ("b", 614, None)], [("stay-too-long", "error")]),
        ([("a", 600, 15), ("a", 614, None)], [("stay-too-long", "warning")]),
        ([("a", 600, 15), ("b", 600, None)], [("time-backwards", "error")]),
        ([("a", 600, None), ("b", None, None), ("c", 600, None)], [("time-backwards", "error")]),
        ([("a", 600, 15), ("b", None, 30), ("c", 644, None)], [("stay-too-long", "error")]),
        ([("a", 600, 15), ("b", None, 30), ("c", 645, None)], []),
        ([("a", None, 700), ("b", 10, None)], []),  # the first may have begun whenever it had to
    ],
)
def test_a_vehicle_is_at_one_place_at_a_time(
    stops: list[tuple[str, int | None, int | None]], expected: list[tuple[str, str]]
) -> None:
    assert [(problem.slug, problem.severity) for problem in impossible(visits(*stops))] == expected


@pytest.mark.parametrize(
    ("days", "holidays", "kinds"),
    [
        (("mon", "fri"), (), ("weekday",)),
        (("sat",), (), ("weekend",)),
        (("sun", "mon"), ("2026-12-16",), ("weekday", "weekend")),
        (("2026-12-16",), (), ("weekday",)),
        (("2026-12-16",), ("2026-12-16",), ("weekend",)),
        (("2026-12-20",), (), ("weekend",)),
        ((), (), ()),
    ],
)
def test_which_hours_hold(days: tuple[str, ...], holidays: tuple[str, ...], kinds: tuple[str, ...]) -> None:
    assert day_kinds(days, holidays) == kinds


def test_both_ends_of_a_stay_are_looked_at() -> None:
    kinds: tuple[DayKind] = ("weekday",)
    problems = quiet_hour_problems(visits(("a", 500, 900)), kinds, QuietHours(), None)
    assert [problem.slug for problem in problems] == ["too-early-weekday", "too-late-weekday"]


@pytest.mark.parametrize(
    ("duration_ms", "shown"),
    [(0, "0:00"), (499, "0:00"), (1_500, "0:02"), (356_400, "5:56"), (3_599_600, "1:00:00"), (3_956_000, "1:05:56")],
)
def test_lengths_are_shown_as_players_show_them(duration_ms: int, shown: str) -> None:
    assert playing_time(duration_ms) == shown


@pytest.mark.parametrize(
    ("seconds", "told"), [(0, "0 s"), (59.4, "59 s"), (60, "1 min"), (375, "6 min 15 s"), (3601, "60 min 1 s")]
)
def test_a_length_is_not_taken_for_a_time_of_day(seconds: float, told: str) -> None:
    assert written_length(seconds, "{n} min", "{n} s") == told


@pytest.mark.parametrize(("hours", "shown"), [((540, 1320), "09:00-22:00"), ((600, 1450), "10:00-24:10")])
def test_a_stretch_of_the_day_is_shown_by_its_ends(hours: tuple[int, int], shown: str) -> None:
    assert hours_span(hours) == shown


@pytest.mark.parametrize(
    ("days", "met"),
    [
        (("wed",), ("2026-12-16",)),
        (("2026-12-16", "2027-01-01"), ("2026-12-16", "2027-01-01")),
        (("mon",), ()),
    ],
)
def test_holidays_are_met_by_weekday_or_by_date(days: tuple[str, ...], met: tuple[str, ...]) -> None:
    assert holidays_met(days, ("2026-12-16", "2027-01-01")) == met


OF_TIMES = (
    "hours-backwards",
    "validity-backwards",
    "too-early-weekday",
    "too-early-weekend",
    "too-late-weekday",
    "too-late-weekend",
    "outside-hours-allowed",
    "holiday-hours",
    "stay-too-short",
    "playlist-over",
    "quiet-hours-unchecked",
    "appeal-expired",
    "appeal-expires-soon",
    "appeal-not-yet",
)


def test_there_are_words_for_what_is_reported() -> None:
    facts = {
        "begin": "",
        "end": "",
        "from": "",
        "until": "",
        "stop": "",
        "value": "",
        "leave": "",
        "limit": "",
        "reason": "",
        "hours": "",
        "dates": "",
        "minutes": 1,
        "cycle_min": 1,
        "cycle_s": 2,
    }
    for slug in OF_TIMES:
        for sentence in (all_messages()[slug].what, all_messages()[slug].do):
            assert sentence.format(**facts, rule="", n=1, appeal="", date="")
