"""Facts that have expired: what check and an export say, and who says them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from tests.support.studio import running_studio
from tests.support.tiny import SETTINGS, Tiny
from zt_audio.app.making.build import build
from zt_audio.app.making.export import ExportRequest, export_playlist
from zt_audio.app.today.check import CheckRequest, check_project
from zt_audio.app.vouching.facts import fact_rows
from zt_audio.content.project import Snapshot
from zt_audio.errors import BuildError
from zt_audio.pipeline.request import BuildRequest
from zt_audio.sticks.volume import Drive

FACTS = """\
police:
  kind: phone
  says: {kk: ["102"], ru: ["102"]}
  source: gov.kz
  valid_until: 2026-12-31
"""
BEFORE, SOON, AFTER = date(2026, 11, 2), date(2026, 12, 28), date(2027, 1, 4)


@pytest.fixture(scope="module")
def stated_once(built_once: Tiny, tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """Give a built project whose texts say a fact and a number that no fact knows."""
    tiny = built_once.copy(tmp_path_factory.mktemp("stated") / "project")
    tiny.write("facts.yaml", FACTS)
    tiny.write("settings.yaml", SETTINGS + "facts: stop\n")
    tiny.edit("texts/b.yaml", "Звоните в полицию.", "Звоните 102 или 112.")
    tiny.edit("texts/b.yaml", "Полицияға хабарласыңыз.", "102-ге не 112-ге хабарласыңыз.")
    tiny.build()
    return tiny


@pytest.fixture
def stated(stated_once: Tiny, tmp_path: Path) -> Tiny:
    """Give such a project of one's own."""
    return stated_once.copy(tmp_path / "project")


def test_a_build_says_what_an_export_would_refuse_for_a_fact(stated: Tiny) -> None:
    for day, forbidden in ((BEFORE, False), (AFTER, True)):
        for _ in range(2):  # the second one has nothing to do
            assert build(stated.workspace, BuildRequest(today=day)).playlists["city"].forbidden is forbidden


def exported(tiny: Tiny, folder: Path, day: date) -> list[tuple[str, str]]:
    folder.mkdir(exist_ok=True)
    try:
        found = export_playlist(tiny.root, ExportRequest("city", folder, day)).warnings
    except BuildError as error:
        found = tuple(error.problems)
    return [(each.slug, each.severity) for each in found if each.slug.startswith("fact")]


def checked(tiny: Tiny, day: date) -> list[tuple[str, str, int, object]]:
    found = check_project(tiny.root, CheckRequest(day)).problems
    return [
        (each.slug, each.where.file, each.where.line, each.facts["token"])
        for each in found
        if each.where and each.slug.startswith("fact")
    ]


def test_an_expired_fact_stops_an_export_where_it_is_asked_to(stated: Tiny, tmp_path: Path) -> None:
    assert exported(stated, tmp_path / "stick", BEFORE) == []
    assert exported(stated, tmp_path / "stick", SOON) == [("fact-expires-soon", "warning")]
    assert exported(stated, tmp_path / "other", AFTER) == [("fact-expired", "error")]
    assert list((tmp_path / "other").iterdir()) == []
    stated.edit("facts.yaml", "2026-12-31", "2027-12-31")  # no build is needed: nothing sounds otherwise
    assert exported(stated, tmp_path / "other", AFTER) == []
    assert (tmp_path / "other" / "PLAY.M3U").exists()
    stated.edit("facts.yaml", "2027-12-31", "2026-12-31")
    stated.edit("settings.yaml", "facts: stop", "facts: warn")
    stated.build()
    assert exported(stated, tmp_path / "other", AFTER) == [("fact-expired", "warning")]


def test_check_names_the_place_of_each(stated: Tiny) -> None:
    unknown = [("fact-unknown", "appeals/texts/b.yaml", 6, "112-ге")]  # once for both languages
    assert checked(stated, BEFORE) == unknown
    over = [("fact-expired", "appeals/texts/b.yaml", 6, "102-ге"), ("fact-expired", "appeals/texts/b.yaml", 10, "102")]
    assert sorted(checked(stated, AFTER)) == sorted([*unknown, *over])


def test_a_fact_lists_who_says_it(stated: Tiny, tmp_path: Path) -> None:
    export_playlist(stated.root, ExportRequest("yard", make(tmp_path / "stick"), BEFORE))
    project, _warnings = Snapshot(stated.root).project()
    [row] = fact_rows(stated.root, project, AFTER, lambda: [Drive(str(tmp_path / "stick"), "", "usb", 1, 1)])
    assert (row.verdict, row.texts, row.playlists) == ("fact-expired", ("b/kk", "b/ru"), ("city", "yard"))
    number = stated.manifest().playlists["yard"].number
    assert row.sticks[0] == (str(tmp_path / "stick"), "yard", number)
    assert row.sticks[1:] == (("stick", "yard", number),)  # the journal knows of it when it is gone
    [later] = fact_rows(stated.root, project, AFTER, list)
    assert later.sticks == row.sticks[1:]
    with running_studio(stated.root) as studio:
        page = studio.browser().get(f"{studio.base}/facts", timeout=100).text
    police = page[page.index("<b>102</b>") :].partition("</li>")[0]
    assert re.findall('href="([^"]+)"', police) == ["/appeals/b", "/appeals/b", "/playlists/city", "/playlists/yard"]
    assert "Sticks: stick (Двор)" in police
    assert number in police.partition("<details>")[2]


def make(folder: Path) -> Path:
    folder.mkdir()
    return folder
