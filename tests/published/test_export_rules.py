"""A built playlist that may not be exported today, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from zt_audio.model import Problem
from zt_audio.published.judge import Judgement, export_problems
from zt_audio.published.trust_rules import ExportCandidate
from zt_audio.store.manifest import AppealEntry, Manifest as Built, PlaylistEntry, TrackEntry, from_bytes, to_bytes

TODAY = date(2026, 12, 8)
EVENING = {"weekday": "08:00-20:00", "weekend": "10:00-22:00"}


def track(arrive: str | None, stay_min: int | None, long_ms: int = 1, place: str = "a") -> TrackEntry:
    return TrackEntry("k", 1, "001_A.MP3", place, place, {}, arrive, stay_min, "", 1, 1, long_ms, 1, -13.0, -1.0, ())


def entry(
    arrive: str | None = "10:00", stay_min: int | None = 15, long_ms: int = 1, **changes: object
) -> PlaylistEntry:
    tracks = (track(arrive, stay_min, long_ms),)
    made = PlaylistEntry({}, ("kk",), ("mon",), "usb", draft=False, tracks=tracks, files=())
    return replace(made, **changes)  # type: ignore[arg-type] # each test knows the fields


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (entry(), []),
        (entry("08:59"), [("too-early-weekday", "error")]),
        (entry("21:50", 11), [("too-late-weekday", "error")]),
        (entry("22:00", None), [("too-late-weekday", "error")]),
        (entry("21:59", None, long_ms=125_000), [("too-late-weekday", "error")]),  # it lasts as long as its cycle
        (entry("21:59", None, long_ms=60_000), []),
        (entry(days=("2026-12-07",)), [("playlist-over", "error")]),
        (entry(days=("2026-12-07", "2026-12-08")), []),
        (entry("09:30", days=("tue",), holidays=("2026-12-08",)), [("too-early-weekend", "error")]),
        (entry("09:30", days=("tue",), holidays=("2026-12-15",)), [("holiday-hours", "warning")]),
        (entry("09:30", days=("tue",), holidays=("2026-12-01",)), []),
        (entry("10:00", days=("tue",), holidays=("2026-12-08", "2026-12-15")), []),
        (entry("09:30", days=("tue",), holidays=("2026-12-15",), outside_hours_reason="рейд"), []),
        (entry(stay_min=1, long_ms=61_000), [("stay-too-short", "warning")]),
        (entry(stay_min=1, long_ms=60_000), []),
        (entry("08:00", outside_hours_reason="рейд"), [("outside-hours-allowed", "warning")]),
        (entry("09:30", days=("2026-12-16",)), []),
        (entry("09:30", days=("2026-12-16",), holidays=("2026-12-16",)), [("too-early-weekend", "error")]),
        (entry("08:00", quiet_hours=EVENING), []),
        (entry("19:50", quiet_hours=EVENING), [("too-late-weekday", "error")]),
        (entry(None), [("quiet-hours-unchecked", "warning")]),
        (entry(None, outside_hours_reason="рейд"), []),
        (entry(appeals={"a": AppealEntry({}, None, "2026-12-07")}), [("appeal-expired", "error")]),
        (entry(appeals={"a": AppealEntry({}, None, "2026-12-08")}), [("appeal-expires-soon", "warning")]),
        (entry(appeals={"a": AppealEntry({}, "2026-12-09", None)}), [("appeal-not-yet", "error")]),
        # days that are dates: judged by those that are still to come
        (entry(days=("2026-12-16",), appeals={"a": AppealEntry({}, "2026-12-16", None)}), []),
        (entry(days=("2026-12-16",), appeals={"a": AppealEntry({}, "2026-12-17")}), [("appeal-not-yet", "error")]),
        (
            entry(days=("2027-01-02",), appeals={"a": AppealEntry({}, None, "2027-01-01")}),
            [("appeal-expired", "error")],
        ),
        (entry(days=("2026-12-10",), appeals={"a": AppealEntry({}, None, "2026-12-10")}), []),
        (entry(appeals={"a": AppealEntry({}, "2026-12-08", "2027-01-01"), "b": AppealEntry({})}), []),
        # voices that are made from a person's
        (entry(consents={"server:kk-aigul": "2026-12-07"}), [("voice-consent-over", "error")]),
        (entry(consents={"server:kk-aigul": "2026-12-08"}), [("voice-consent-ends", "warning")]),
        (entry(consents={"server:kk-a": "2027-12-31", "server:ru-a": "2026-12-01"}), [("voice-consent-over", "error")]),
        (entry(days=("2027-01-02",), consents={"server:kk-aigul": "2027-01-01"}), [("voice-consent-over", "error")]),
        (entry(consents={"server:kk-aigul": "2027-12-31"}), []),
    ],
)  # fmt: skip
def test_what_is_refused(given: PlaylistEntry, expected: list[tuple[str, str]]) -> None:
    again = from_bytes(to_bytes(Built({"city": given})))
    assert again is not None
    assert again.playlists["city"] == given
    found = export_problems(ExportCandidate("city", again.playlists["city"], TODAY))
    assert [(problem.slug, problem.severity) for problem in found] == expected


def test_the_length_of_a_cycle_tells_what_cannot_be_in_time() -> None:
    two = entry(tracks=(track("10:00", None, 120_000), track("10:01", None, 1, "b")))
    assert [(each.slug, each.severity) for each in export_problems(ExportCandidate("city", two, TODAY))] == [
        ("stay-too-long", "warning")
    ]


def test_a_stop_without_a_time_begins_when_the_one_before_it_ends() -> None:
    late = entry(tracks=(track("21:30", 30), track(None, 120, 1, "b")))
    found = {each.slug: each for each in export_problems(ExportCandidate("city", late, TODAY))}
    assert set(found) == {"too-late-weekday", "quiet-hours-unchecked"}
    assert (found["too-late-weekday"].facts["value"], found["too-late-weekday"].facts["leave"]) == ("22:00", "24:00")
    early = entry(tracks=(track(None, 30), track("09:00", 15, 1, "b")))
    assert {each.slug for each in export_problems(ExportCandidate("city", early, TODAY))} == {"quiet-hours-unchecked"}


def judgement(built: PlaylistEntry, today: date | None = TODAY) -> Judgement:
    return Judgement(built, export_problems(ExportCandidate("city", built, today)))


POOR = entry(below_floor=("appeal/a/kk/1", "appeal/a/kk/2"), stay_min=1, long_ms=61_000)


def test_a_voice_below_the_floor_forbids_an_export_on_every_day() -> None:
    [poor, short] = export_problems(ExportCandidate("city", POOR, TODAY))
    assert (poor.slug, poor.severity, short.slug) == ("below-floor", "error", "stay-too-short")
    assert poor.facts == {"playlist": "city", "n": 1, "items": ("appeal/a/kk",)}
    assert [problem.slug for problem in export_problems(ExportCandidate("city", POOR, None))] == ["below-floor"]
    assert judgement(POOR).errors
    assert judgement(POOR, None).errors


def test_a_guess_that_is_not_signed_off_forbids_an_export() -> None:
    guessing = entry(guesses=("замок → замок", "12б → он екі бэ"))
    [problem] = export_problems(ExportCandidate("city", guessing, TODAY))
    facts = {"playlist": "city", "n": 2, "items": ("замок → замок", "12б → он екі бэ")}
    assert (problem.slug, problem.severity, problem.facts) == ("guesses-unsigned", "error", facts)
    [warning] = judgement(guessing).shown_by_build()
    assert (warning.slug, warning.severity) == ("guesses-unsigned", "warning")


def test_a_longer_consent_makes_no_stick_wrong() -> None:
    given, longer = entry(consents={"server:kk-aigul": "2026-12-31"}), entry(consents={"server:kk-aigul": "2027-12-31"})
    assert given.number == longer.number == entry().number
    [warning] = judgement(entry(consents={"x": "2026-12-01"})).shown_by_build()
    assert (warning.slug, warning.severity) == ("voice-consent-over", "warning")


def test_a_warning_forbids_nothing() -> None:
    short = judgement(entry(stay_min=1, long_ms=61_000))
    assert (short.errors, [each.slug for each in short.warnings]) == ((), ["stay-too-short"])
    assert judgement(entry("08:59")).errors
    assert not judgement(entry("08:59"), None).errors  # without a day nothing about time is judged


def test_a_build_warns_about_what_only_the_tracks_show() -> None:
    playlists = {"poor": POOR, "early": entry("08:59"), "over": entry(days=("2026-12-07",))}
    found = [
        (name, problem.slug, problem.severity)
        for name, built in playlists.items()
        for problem in judgement(built).shown_by_build()
    ]
    assert found == [
        ("poor", "below-floor", "warning"),
        ("poor", "stay-too-short", "warning"),
        ("over", "playlist-over", "warning"),
    ]


def test_a_further_rule_is_asked_too() -> None:
    def never(candidate: ExportCandidate) -> list[Problem]:
        return [Problem("never", None, {"playlist": candidate.name})]

    assert [each.slug for each in export_problems(ExportCandidate("city", entry(), TODAY), (never,))] == ["never"]
