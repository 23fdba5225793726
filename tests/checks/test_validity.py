"""Appeals whose days are over, have not come or end soon, and the day on which these warnings change."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.tiny import Tiny
from zt_audio.checks.project import next_validity_change, validity_warnings
from zt_audio.content.project import Snapshot

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("valid", "days", "expected", "changes_on"),
    [
        ("", "[mon]", [], None),
        ("valid_until: 2026-12-31", "[mon]", [], "2026-12-24"),
        ("valid_until: 2026-11-30", "[tue]", [("appeal-expires-soon", "2026-11-30")], "2026-12-01"),
        ("valid_until: 2026-11-23", "[mon]", [("appeal-expired", "2026-11-23")], None),
        ("valid_from: 2026-11-25", "[tue]", [("appeal-not-yet", "2026-11-25")], "2026-11-25"),
        ("valid_from: 2026-11-24", "[mon]", [], None),
        ("valid_from: 2026-11-25", "2026-11-28", [], "2026-11-25"),
        ("valid_from: 2026-11-29", "2026-11-28", [("appeal-not-yet", "2026-11-29")], "2026-11-29"),
        ("", "2026-11-24, 2026-11-28", [], "2026-11-25"),
    ],
)
def test_what_is_reported_and_when_it_changes(
    fresh: Tiny, valid: str, days: str, expected: list[tuple[str, str]], changes_on: str | None
) -> None:
    fresh.edit("texts/a.yaml", "title:", f"{valid}\ntitle:" if valid else "title:")
    fresh.edit("playlists/city.yaml", "days: [mon]", f"dates: [{days}]" if days.startswith("2026") else f"days: {days}")
    project, _warnings = Snapshot(fresh.root).project()
    problems = list(validity_warnings(project, TODAY))
    assert [(problem.slug, problem.facts["date"]) for problem in problems] == expected
    assert {(p.severity, p.facts["appeal"], p.where.file if p.where else "") for p in problems} <= {
        ("warning", "a", "appeals/texts/a.yaml")
    }
    assert next_validity_change(project, TODAY) == (date.fromisoformat(changes_on) if changes_on else None)


def test_an_appeal_of_two_playlists_is_reported_once(fresh: Tiny) -> None:
    fresh.edit("texts/b.yaml", "title:", "valid_until: 2026-11-23\ntitle:")
    project, _warnings = Snapshot(fresh.root).project()
    assert [problem.slug for problem in validity_warnings(project, TODAY)] == ["appeal-expired"]
