"""A round of the manifest that may not go out today, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from zt_audio.delivery.refusals import export_refusals
from zt_audio.store.manifest import AppealEntry, PlaylistEntry, TrackEntry, from_bytes, to_bytes
from zt_audio.store.manifest import Manifest as Built

TODAY = date(2026, 12, 8)
EVENING = {"weekday": "08:00-20:00", "weekend": "10:00-22:00"}


def track(arrive: str | None, stay_min: int | None) -> TrackEntry:
    return TrackEntry("k", 1, "001_A.MP3", "a", "a", {}, arrive, stay_min, "", 1, 1, 1, 1, -13.0, -1.0, ())


def entry(arrive: str | None = "10:00", stay_min: int | None = 15, **changes: object) -> PlaylistEntry:
    made = PlaylistEntry({}, ("kk",), ("mon",), "usb", draft=False, tracks=(track(arrive, stay_min),), files=())
    return replace(made, **changes)  # type: ignore[arg-type] # each test knows the fields


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (entry(), []),
        (entry("08:59"), [("too-early-weekday", "error")]),
        (entry("21:50", 11), [("too-late-weekday", "error")]),
        (entry("22:00", None), [("too-late-weekday", "error")]),
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
        (entry(appeals={"a": AppealEntry({}, "2026-12-08", "2027-01-01"), "b": AppealEntry({})}), []),
    ],
)  # fmt: skip
def test_what_is_refused(given: PlaylistEntry, expected: list[tuple[str, str]]) -> None:
    again = from_bytes(to_bytes(Built({"city": given})))
    assert again is not None
    assert again.playlists["city"] == given
    found = export_refusals(again.playlists["city"], TODAY)
    assert [(problem.slug, problem.severity) for problem in found] == expected
