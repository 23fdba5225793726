"""The week of a place, from built playlists: numbers as the manifest has them, limits as the settings say."""

from __future__ import annotations

import json
from datetime import date

from tests.support.tiny import Tiny
from tests.support.tiny_fixtures import built, built_once, fresh
from zt_audio.app.making.hearing import builds_in_output, built_hearing, hearing_sentences, place_weeks, week_warnings
from zt_audio.app.making.report import make_report
from zt_audio.content.project import Snapshot

__all__ = ["built", "built_once", "fresh"]
MONDAY = date(2026, 11, 30)


def test_the_week_of_built_playlists(fresh: Tiny) -> None:
    fresh.edit("playlists/city.yaml", '"10:00"}', '"10:00", stay_min: 3}')
    fresh.edit("playlists/yard.yaml", 'place: school, arrive: "12:00"', 'place: market, arrive: "10:02", stay_min: 2')
    fresh.edit("playlists/yard.yaml", "days: [tue]", "days: [mon, tue]")
    fresh.edit("settings.yaml", "voices:", "dose: {an_hour: 60, kinds: {market: {an_hour: 2}}}\nvoices:")
    assert fresh.build().slugs == {}
    project = Snapshot(fresh.root).project()[0]
    weeks = {week.names["ru"]: week for week in place_weeks(builds_in_output(fresh.workspace), (), MONDAY, project)}
    market = weeks["рынок"]
    playlists = fresh.manifest().playlists
    city, yard = playlists["city"].tracks[0], playlists["yard"].tracks[0]
    assert market.dose.minutes * 60_000 == city.duration_ms + 2 * yard.duration_ms
    assert {title["ru"]: n for title, n in market.appeals} == {
        "Чистота": city.repeats,
        "Порядок": city.repeats + 2 * yard.repeats,
    }
    assert {problem.slug for problem in market.warnings} == {"dose-hour", "dose-together"}
    assert weeks["парк"].warnings == ()
    assert week_warnings(fresh.root, "city", MONDAY, project) == market.warnings
    assert {problem.slug for problem in make_report(fresh.root, (), fresh.root / "r.html").warnings} >= {"dose-hour"}


def test_nothing_is_said_of_what_was_not_built(fresh: Tiny) -> None:
    assert week_warnings(fresh.root, "city", MONDAY, Snapshot(fresh.root).project()[0]) == ()
    assert built_hearing(fresh.root) == {}


def test_who_hears_it_is_in_the_report_and_in_json(built: Tiny) -> None:
    """The mean of the stops, and what another order would give, in words and as numbers."""
    document = json.loads(built.run("check", "--json").stdout)["hearing"]
    heard = built_hearing(built.root)
    assert document.keys() == heard.keys() == {"city", "yard"}
    assert document["city"]["order"] == "by_language"
    assert document["city"]["other_orders"].keys() == {"by_appeal", "by_paragraph"}
    assert document["yard"]["other_orders"] == {}  # one language
    assert document["city"]["words"] == list(hearing_sentences(heard["city"]))
    assert "both languages" not in " ".join(hearing_sentences(heard["yard"]))
    page = make_report(built.root, (), built.root / "r.html").html
    assert all(sentence in page for sentence in hearing_sentences(heard["city"])[:3])
