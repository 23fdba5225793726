"""Ready to drive? The rows of Home, the button that does it all, and texts that no playlist says."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.app.test_said import built_and_told
from tests.support.in_process import Asker, studio_in_process
from tests.support.tiny import TEXT_A, Tiny
from tests.support.tiny_fixtures import built, built_once, fresh
from zt_audio.app import clock
from zt_audio.app.journal import write_down
from zt_audio.app.making.export import ExportRequest, export_playlist, stick_for
from zt_audio.app.places.timetables import playlist_rows
from zt_audio.app.texts.workbench import Workbench
from zt_audio.app.vouching.approvals import Approving, approve
from zt_audio.sticks.volume import Drive, stick_at
from zt_audio.studio.screens.home import trip_cell
from zt_audio.trust.journal import Deed

__all__ = ["built", "built_once", "fresh"]
MONDAY = date(2026, 11, 23)


@pytest.fixture
def asker(fresh: Tiny) -> Iterator[Asker]:
    with studio_in_process(fresh.root) as asker:
        yield asker


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the only stick that is plugged in."""
    path = tmp_path / "stick"
    path.mkdir()
    plug_in(monkeypatch, path)
    return path


def plug_in(monkeypatch: pytest.MonkeyPatch, *paths: Path) -> None:
    drives = tuple(Drive(str(path), path.name, "vfat", 10**9, 10**9) for path in paths)
    monkeypatch.setattr("zt_audio.app.making.export.removable_drives", lambda: drives)


def cells(asker: Asker, playlist: str = "city") -> dict[str, tuple[str, str]]:
    """Return what Home says in each column of a playlist: words, and where they lead."""
    row = asker.get("/").text.split(f'<tr><td><a href="/playlists/{playlist}">')[1].split("</tr>")[0]
    found = re.findall(r'data-column="([^"]+)"><a[^>]*href="([^"]+)">([^<]*)</a></td>', row)
    return {column: (words, address) for column, address, words in found}


def done(asker: Asker, playlist: str) -> str:
    """Press the button, wait until the work is done, and return the page of it."""
    answer = asker.post(f"/ready/{playlist}", {})
    assert answer.status == 303
    job = asker.studio.jobs.last
    assert job
    seen = 0
    while job.is_running:
        seen += len(asyncio.run(job.news(seen, 60)))
    return asker.get(answer.headers["location"]).text


def test_each_cell_says_how_it_stands_and_leads_there(asker: Asker, fresh: Tiny, stick: Path) -> None:
    before = cells(asker)
    assert before["Sound"] == ("■ not made yet", "/sound")
    assert before["Stick"] == ("■ no stick of it is known", "/sticks?playlist=city")
    assert before["Texts"] == ("✓ no mistakes", "/playlists/city")
    assert before["Approved"] == before["Voice"] == ("known once there is sound", "/sound")
    assert done(asker, "city").count("✓") == 2  # one explains the signs
    after = cells(asker)
    assert after["Sound"] == ("✓ up to date", "/sound#city")
    assert after["Approved"] == ("no one has to approve it", "/settings")
    assert after["Voice"] == ("■ draft", "/recordings/voices")
    assert re.fullmatch(r"✓ \d\d\.\d\d\.\d{4}", after["Stick"][0])
    assert re.match(r"(today|tomorrow|in \d days), \d\d\.\d\d 10:00–11:00", after["Next trip"][0])
    fresh.edit("texts/a.yaml", "Берегите улицы.", "Берегите дворы.")
    assert cells(asker)["Stick"][0].endswith(": out of date")
    fresh.edit("texts/a.yaml", "Берегите дворы.", "Берегите 7;8.")
    assert cells(asker)["Texts"] == ("✗ 1 mistake", "/appeals/a")
    assert cells(asker)["Next trip"] == after["Next trip"]  # its own file says it
    assert stick_at(stick)


def test_a_number_without_a_source_is_told_at_the_end_of_the_work_and_on_home(fresh: Tiny, stick: Path) -> None:
    fresh.write("facts.yaml", 'police:\n  {kind: phone, says: {kk: ["102"], ru: ["102"]}, source: закон о связи}\n')
    fresh.edit("texts/a.yaml", "Берегите улицы.", "Звоните 8 701 123-45-67.")
    with studio_in_process(fresh.root) as asker:
        assert "8 701 123-45-67” comes from" in done(asker, "city")
        assert cells(asker)["Numbers in the texts"] == ("■ 1 has no source", "/facts")


def test_two_playlists_are_named_so_that_each_is_seen(fresh: Tiny) -> None:
    """A name may have commas of its own."""
    with studio_in_process(fresh.root) as asker:
        told = asker.get("/").text
        assert re.findall(r'<li><a href="/sound#\w+">([^<]*)</a>', told) == ["Город", "Двор"]


def test_what_was_never_written_is_nowhere_called_ready(built: Tiny) -> None:
    """Its sound could be written, and that is what is still to be done."""
    with studio_in_process(built.root) as asker:
        assert cells(asker)["Stick"] == ("■ no stick of it is known", "/sticks?playlist=city")


@pytest.mark.parametrize(
    ("days", "stops", "now", "told"),
    [
        ("[mon]", "10:00 30, 11:00 20", "11:19", "today, 23.11 10:00–11:20"),
        ("[mon]", "10:00 30, 11:00 20", "11:20", "in 7 days, 30.11 10:00–11:20"),
        ("[mon, tue]", "10:00, 11:00", "23:00", "tomorrow, 24.11 10:00–11:00"),
        ("[mon]", "10:00 30, - 40", "11:00", "today, 23.11 10:00–11:10"),
        ("[mon]", "-, -", "23:00", "today, 23.11"),
        ("[mon]", "9:00 ten", "10:00", "in 7 days, 30.11 09:00–09:00"),
        ("[mon]", "9:99", "10:00", "today, 23.11"),
        ("[funday, tue]", "9:00", "10:00", "tomorrow, 24.11 09:00–09:00"),
        ("[]", "10:00", "09:00", "■ no day is given"),
        ("dates: ['2026-11-22']", "10:00", "09:00", "■ all its days are over"),
        ("dates: ['2026-11-23', '2026-12-01']", "10:00", "12:00", "in 8 days, 01.12 10:00–10:00"),
    ],
)
def test_the_next_trip_is_not_past(fresh: Tiny, days: str, stops: str, now: str, told: str) -> None:
    """Also where the file has a mistake, as far as it says plainly when it is heard."""
    lines = []
    for begin, stay in ((*stop.split(), "")[:2] for stop in stops.split(", ")):
        arrive = "" if begin == "-" else f', arrive: "{begin}"'
        lines.append(f"  - {{place: park{arrive}" + f", stay_min: {stay}" * bool(stay) + "}\n")
    days = days if days.startswith("dates") else f"days: {days}"
    title = "title: {kk: Қала, ru: Город}"
    fresh.write("playlists/city.yaml", f"{title}\n{days}\nappeals: [a]\nstops:\n{''.join(lines)}")
    hour, minute = map(int, now.split(":"))
    view = Workbench(fresh.root).view(MONDAY)
    [row] = [row for row in playlist_rows(view) if row.id == "city"]
    state, words = trip_cell(row, datetime.combine(MONDAY, time(hour, minute)))
    assert "■ " * (state == "warning") + words == told


def test_texts_that_are_approved_are_counted(built: Tiny) -> None:
    """Only where the settings ask for it."""
    with studio_in_process(built.root) as asker:
        built.write("people.yaml", "aigul: {name: {kk: Айгүл, ru: Айгуль}, roles: [approver]}\n")
        built.edit("settings.yaml", "voices:", "approval: {needed: named}\nvoices:")
        assert cells(asker)["Approved"] == ("■ 0 of 2", "/approvals?playlist=city")
        approve(built.root, ["a"], Approving("aigul"), lambda _evidence: True)
        assert cells(asker)["Approved"][0] == "■ 1 of 2"
        approve(built.root, ["b"], Approving("aigul"), lambda _evidence: True)
        assert cells(asker)["Approved"][0] == "✓ 2 of 2"
        assert cells(asker, "yard")["Approved"][0] == "✓ 1 of 1"


def test_it_makes_the_sound_and_writes_the_stick(asker: Asker, stick: Path) -> None:
    page = done(asker, "city")
    assert "/cards/city" in page
    found = stick_at(stick)
    assert found
    assert found.playlist == "city"
    assert cells(asker, "yard")["Sound"][0] == "■ not made yet"  # one playlist, as was asked


def test_without_a_stick_there_is_a_zip_and_the_card(
    asker: Asker, fresh: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    plug_in(monkeypatch)
    page = done(asker, "city")
    assert "/cards/city" in page
    assert list(fresh.manifest().playlists) == ["city"]
    assert "is ready: download the file Город.zip." in page  # by its title
    sticks = asker.get("/sticks").text
    assert [name in sticks.partition("○ its sound is not made yet")[0] for name in ("Город", "Двор")] == [True, True]
    assert sticks.count("○ its sound is not made yet") == 1
    assert "no empty one was found, so nothing is on a stick yet" in page
    assert "Unpack the file onto an empty stick" in page
    assert str(asker.studio.downloads) not in page  # a folder of the computer says nothing to a phone
    zipped = asker.get(re.findall('href="(/sticks/zip/[0-9]+)"', page)[0])
    assert (zipped.status, zipped.headers["content-type"]) == (200, "application/zip")
    assert zipped.headers["content-disposition"] == f"attachment; filename*=utf-8''{quote('Город.zip')}"
    assert asker.studio.downloads
    assert (asker.studio.downloads / "city.zip").read_bytes().startswith(b"PK")


def test_without_a_stick_it_goes_where_it_was_written_last(
    asker: Asker, fresh: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plug_in(monkeypatch)
    fresh.build()
    last, empty = tmp_path / "last", tmp_path / "empty"
    for path in (last, empty):
        path.mkdir()
    export_playlist(fresh.root, ExportRequest("city", last, clock.today()))
    assert stick_for("city", [empty, last]) == last
    assert stick_for("yard", [empty, last]) is None  # that folder has another playlist
    monkeypatch.setattr("zt_audio.studio.screens.jobs.recent_folders", lambda _request: [str(empty), str(last)])
    fresh.edit("texts/a.yaml", "Берегите улицы.", "Берегите дворы.")
    before = stick_at(last)
    assert "/sticks/zip" not in done(asker, "city")
    assert stick_at(last) != before
    assert not any(empty.iterdir())


def test_who_may_not_write_sticks_gets_the_sound(asker: Asker, fresh: Tiny, stick: Path) -> None:
    fresh.write("people.yaml", "aigul: {name: {kk: Айгүл, ru: Айгуль}, roles: [approver]}\n")
    page = done(asker, "city")
    assert "✓ Finished" in page
    assert not any(stick.iterdir())


def test_what_may_not_leave_is_not_written(asker: Asker, fresh: Tiny, stick: Path) -> None:
    fresh.edit("settings.yaml", "voices:", "quality_floor: broadcast\nvoices:")
    page = done(asker, "city")
    assert "✗ Not finished" in page
    assert not any(stick.iterdir())


def test_the_stick_of_another_playlist_is_left_alone(
    built: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, other, empty = (tmp_path / name for name in ("ours", "other", "empty"))
    for path in (ours, other, empty):
        path.mkdir()
    plug_in(monkeypatch, other)
    assert stick_for("city") == other
    export_playlist(built.root, ExportRequest("yard", other, clock.today()))
    assert stick_for("city") is None
    assert stick_for("yard") == other
    plug_in(monkeypatch, other, empty)
    assert stick_for("city") is None  # which of two is meant is not clear
    export_playlist(built.root, ExportRequest("city", ours, clock.today()))
    plug_in(monkeypatch, other, empty, ours)
    assert stick_for("city") == ours


@pytest.mark.parametrize("address", ["/", "/sound", "/approvals"])
def test_a_text_in_no_playlist_is_named(asker: Asker, fresh: Tiny, address: str) -> None:
    named = "In no playlist, so never heard:"
    assert named not in asker.get(address).text
    fresh.write("texts/spare.yaml", TEXT_A.replace("Чистота}", "Запасное}"))
    page = asker.get(address).text
    assert re.search(named + r'\s*<a class="chip" href="/appeals/spare">', page)


def test_the_week_calls_a_stick_out_of_date_whose_texts_have_changed_since(built: Tiny) -> None:
    number = built.manifest().playlists["city"].number
    write_down(built.workspace, Deed("dana", "stick.written", f"output/city#{number} E:"))
    week = f"/week?from={datetime.now().astimezone().date() + timedelta(7)}"
    with studio_in_process(built.root) as asker:
        before = asker.get(week).text
        built.write("texts/a.yaml", TEXT_A.replace("таза", "әрдайым таза"))
        after = asker.get(week).text
    assert ("as the sound is now" in before, "out of date" in before) == (True, False)
    assert ("as the sound is now" in after, "out of date" in after) == (False, True)
    assert "the sound is older than the texts" in after


def test_a_zip_to_download_is_no_stick(built: Tiny) -> None:
    """Home, the week, the history and the facts tell it apart by its name, so that old journals are read alike."""
    built.write("facts.yaml", 'police:\n  {kind: phone, says: {kk: ["102"], ru: ["102"]}, source: закон о связи}\n')
    built.edit("texts/a.yaml", "Берегите улицы.", "Звоните 102.")
    number = built_and_told(built)
    write_down(
        built.workspace,
        *(Deed("dana", did, f"output/city#{number} city.zip") for did in ("stick.begun", "stick.written")),
    )
    day = f"{datetime.now().astimezone():%d.%m.%Y}"
    with studio_in_process(built.root) as asker:
        assert cells(asker)["Stick"] == (f"file to download of {day}", "/sticks?playlist=city")
        route = asker.get("/week").text.partition('/playlists/city">')[2].partition("</th>")[0]
        assert "no stick of it is known" in route
        history = asker.get("/history").text
        assert "Sticks:" not in asker.get("/facts").text
    assert "made the file to download" in history
    assert "began to make the file to download" in history
    assert [words in history for words in ("proved the stick", "city.zip")] == [False, False]
    write_down(built.workspace, Deed("dana", "stick.written", f"output/city#{number} E:"))
    write_down(built.workspace, Deed("dana", "stick.written", f"output/city#{number} CITY.ZIP"))
    with studio_in_process(built.root) as asker:  # a stick stays one when a zip is made after it
        assert cells(asker)["Stick"][0] == f"✓ {day}"
        assert "Sticks: E: (Город)" in asker.get("/facts").text


def test_a_route_with_mistakes_shows_nothing_green_of_its_numbers(asker: Asker, fresh: Tiny) -> None:
    fresh.edit("texts/a.yaml", "Берегите улицы.", "Берегите 7;8.")
    assert cells(asker)["Numbers in the texts"] == ("not checked while there are mistakes", "/appeals/a")


def test_a_mistake_of_another_route_keeps_the_numbers_from_being_checked(asker: Asker, fresh: Tiny) -> None:
    assert cells(asker)["Numbers in the texts"] == ("✓ none is out of date", "/facts")
    fresh.edit("playlists/yard.yaml", "ru:", "rus:")
    assert cells(asker)["Numbers in the texts"] == ("not checked while there are mistakes", "/")


def test_a_past_week_without_a_stick_says_that_it_is_not_known(built: Tiny) -> None:
    last = datetime.now().astimezone().date() - timedelta(7)
    told = "so it is not known what was said."
    with studio_in_process(built.root) as asker:
        assert told in asker.get(f"/week?from={last}").text
        assert told not in asker.get("/week").text


def test_sticks_names_a_playlist_with_a_mistake_and_writes_nothing_without_another(asker: Asker, fresh: Tiny) -> None:
    for name in ("city", "yard"):
        fresh.edit(f"playlists/{name}.yaml", "place: ", "plase: ")
    page = asker.get("/sticks").text
    told = re.compile(r'href="/playlists/(\w+)">[^<]*</a> <span class="state error">✗ a mistake keeps')
    assert told.findall(page) == ["city", "yard"]
    assert re.search(r'class="main" disabled>Write and prove', page)
    fresh.edit("playlists/city.yaml", "plase: ", "place: ")
    fresh.build()
    fresh.edit("playlists/city.yaml", "place: ", "plase: ")
    assert told.findall(asker.get("/sticks").text) == ["yard"]  # the other one stands among what was built


def test_the_voice_that_reads_is_told_where_nothing_could_be_planned(asker: Asker, fresh: Tiny) -> None:
    fresh.edit("playlists/city.yaml", "place: ", "plase: ")
    page = asker.get("/recordings/voices/chains").text
    assert re.findall("✓ (reads now|installed, not needed now)", page) == ["reads now"] * 2
    assert "○ not chosen" in page


def test_the_week_marks_today_and_tomorrow(built: Tiny) -> None:
    tomorrow = datetime.now().astimezone().date() + timedelta(1)
    with studio_in_process(built.root) as asker:
        shown = asker.get(f"/week?from={tomorrow}").text
    assert re.search(rf"<b>{tomorrow:%d\.%m}</b> <small>tomorrow</small>", shown)
