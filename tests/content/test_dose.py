"""What a place hears in a week: sums by hand, and the limits of the settings."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from zt_audio.content.passer_by import PlaceDose, SoundingVisit, dose_warnings, week_doses
from zt_audio.model import DoseLimits, DoseSettings

MONDAY = date(2026, 11, 30)
ALWAYS = (None, None)


def visit(**changes: Any) -> SoundingVisit:  # noqa: ANN401 - any field
    """Return a visit to the market on Mondays at 10:00: three cycles of five minutes that say littering."""
    usual: dict[str, Any] = {
        "playlist": "city",
        "place": "market",
        "days": ("mon",),
        "begin_min": 600,
        "cycle_s": 300.0,
        "repeats": 3,
        "appeals": {"littering": ALWAYS},
    }
    return SoundingVisit(**{**usual, **changes})


@pytest.mark.parametrize(
    ("visits", "minutes", "repeats", "an_hour"),
    [
        ([visit()], 15, {"littering": 3}, 3),
        ([visit(days=("mon", "wed", "sun"))], 45, {"littering": 9}, 3),  # each day by itself
        ([visit(days=("2026-12-01",))], 15, {"littering": 3}, 3),
        ([visit(), visit(begin_min=650)], 30, {"littering": 6}, 5),  # 10:00, 10:05, 10:10, 10:50, 10:55; not 11:00
        ([visit(), visit(begin_min=665)], 30, {"littering": 6}, 3),  # 11:05 is an hour after 10:05
        ([visit(), visit(begin_min=None)], 30, {"littering": 6}, 3),  # nothing says when
        # an appeal counts on the days on which it may be said
        ([visit(days=("mon", "tue"), appeals={"ice": ("2026-12-01", None)})], 30, {"ice": 3}, 3),
        ([visit(days=("mon", "tue"), appeals={"ice": (None, "2026-11-30")})], 30, {"ice": 3}, 3),
        ([visit(appeals={"ice": (None, "2026-11-29")})], 15, {}, 3),
    ],
)
def test_sums_by_hand(visits: list[SoundingVisit], minutes: float, repeats: dict[str, int], an_hour: int) -> None:
    dose = week_doses(visits, MONDAY)["market"]
    assert (dose.minutes, dose.repeats, dose.an_hour) == (minutes, repeats, an_hour)


def test_a_place_without_sound_in_this_week_is_left_out() -> None:
    assert week_doses([visit(days=("2026-12-07",))], MONDAY) == {}
    assert week_doses([visit(days=("2026-12-06",))], MONDAY).keys() == {"market"}


@pytest.mark.parametrize(
    ("other", "together"),
    [
        (visit(playlist="yard", begin_min=614), [("city", "yard")]),
        (visit(playlist="yard", begin_min=590), [("yard", "city")]),
        (visit(playlist="yard", begin_min=615), []),  # one leaves, the other comes
        (visit(playlist="yard", begin_min=605, days=("tue",)), []),
        (visit(playlist="yard", begin_min=605, place="park"), []),
        (visit(playlist="yard", begin_min=None), []),
        (visit(begin_min=605), []),  # the same vehicle
    ],
)
def test_two_vehicles_at_one_place(other: SoundingVisit, together: list[tuple[str, str]]) -> None:
    assert list(week_doses([visit(), other], MONDAY)["market"].together) == together


def dose(longest_s: float = 300, an_hour: int = 3, together: tuple[tuple[str, str], ...] = ()) -> dict[str, PlaceDose]:
    return {"market": PlaceDose(15, {}, longest_s, an_hour, together)}


USUAL = DoseSettings(DoseLimits(5, 3))
SCHOOL = DoseSettings(DoseLimits(5, 3), {"school": DoseLimits(an_hour=1)})


@pytest.mark.parametrize(
    ("found", "kind", "settings", "slugs"),
    [
        (dose(9999, 99), "market", DoseSettings(), []),  # no limit unless the settings state one
        (dose(), "market", USUAL, []),
        (dose(300.5), "market", USUAL, ["dose-cycle"]),
        (dose(an_hour=4), "market", USUAL, ["dose-hour"]),
        (dose(), "school", SCHOOL, ["dose-hour"]),
        (dose(301, 1), "school", SCHOOL, ["dose-cycle"]),  # the usual limit where the kind states none
        (dose(), "market", SCHOOL, []),
        (dose(together=(("city", "yard"),)), "market", DoseSettings(), ["dose-together"]),
    ],
)
def test_warnings(found: dict[str, PlaceDose], kind: str, settings: DoseSettings, slugs: list[str]) -> None:
    problems = list(dose_warnings(found, {"market": kind}, settings))
    assert [problem.slug for problem in problems] == slugs
    assert all(problem.severity == "warning" for problem in problems)
