"""States that are no mistake of form get a word: a wrong clock, a long stay, another day, a folder of the project."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.zt_cli import FILES, Zt, write_files
from zt_audio import RELEASED, __version__
from zt_audio.app import clock
from zt_audio.app.clock import clock_doubts
from zt_audio.trust.journal import Deed, JournalHead, append_lines, journal_file, next_lines

CITY = "playlists/city.yaml"
TODAY = date(2026, 11, 30)  # a Monday


@pytest.mark.parametrize("days", ["1970-01-01", "2001-01-01", "2024-01-01"])
@pytest.mark.parametrize("command", [("check",), ("build", "--dry-run"), ("status",)])
def test_a_clock_that_lost_its_power_is_told(
    zt: Zt, project: Path, monkeypatch: pytest.MonkeyPatch, days: str, command: tuple[str, ...]
) -> None:
    monkeypatch.setattr(clock, "today", lambda: date.fromisoformat(days))
    told = zt(*command, project=project, lang="ru")
    assert told.err.count("[clock-behind]") == 1
    assert days in told.err
    assert RELEASED in told.err


def test_the_version_and_its_date_are_the_newest_of_the_changelog() -> None:
    changelog = (Path(__file__).parents[2] / "CHANGELOG.md").read_text("utf-8")
    versions = re.findall(r"(?m)^## ([\d.]+) \(([\d-]+)\)$", changelog)
    assert versions[0] == (__version__, RELEASED)
    assert versions == sorted(versions, reverse=True)


def test_a_clock_that_may_be_right_is_not_told(tmp_path: Path) -> None:
    made = date.fromisoformat(RELEASED)
    for days in (-700, -1, 0, 1, 3000):
        assert clock_doubts(tmp_path, made + timedelta(days)) == ()


@pytest.mark.parametrize(("days", "told"), [(-400, True), (-2, True), (-1, False), (0, False), (5, False)])
def test_a_clock_before_the_last_act_of_this_computer_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: int, *, told: bool
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/machine").write_text("0badcafe\n", "ascii")
    monkeypatch.setattr(clock, "user_data", lambda: tmp_path / "data")
    written = datetime(2027, 5, 6, 12, 0).astimezone()
    for machine, at in (("0badcafe", written), ("ffffffff", written + timedelta(5000))):  # another's clock may be wrong
        path = journal_file(tmp_path, machine)
        path.parent.mkdir(exist_ok=True)
        append_lines(path, next_lines(JournalHead(), [Deed("-", "text.changed", "x")] * 60, at))
    found = clock_doubts(tmp_path, written.date() + timedelta(days))
    assert [problem.facts["newest"] for problem in found] == (["2027-05-06"] if told else [])


@pytest.mark.parametrize(
    ("profile", "minutes", "megabytes"), [("usb", 180, 173), ("wav", 180, 953), ("usb", 121, 116), ("usb", 120, None)]
)
def test_a_long_stay_is_told_with_the_size_of_its_file(
    zt: Zt, project: Path, profile: str, minutes: int, megabytes: int | None
) -> None:
    text = FILES[CITY].replace("stay_min: 1", f"stay_min: {minutes}").replace('"11:00"', '"18:00"')
    write_files(project, {CITY: text, "settings.yaml": f"{FILES['settings.yaml']}profile: {profile}\n"})
    told = zt("check", project=project, lang="ru")
    assert told.code == 0, told.err
    assert ("[long-stay]" in told.err) == (megabytes is not None)
    if megabytes:
        assert f"{minutes} минут" in told.err
        assert f"{megabytes} МБ" in told.err
        assert "altai-market" in told.err


@pytest.mark.parametrize(("today", "told"), [(TODAY, ""), (date(2026, 11, 29), ""), (date(2026, 11, 28), "2026-11-30")])
def test_a_playlist_of_another_day_is_told_when_it_is_exported(
    zt: Zt, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, today: date, told: str
) -> None:
    monkeypatch.setattr(clock, "today", lambda: today)
    (tmp_path / "stick").mkdir()
    done = zt("export", "city", tmp_path / "stick", project=built, lang="ru")
    assert done.code == 0, done.err
    assert ("[playlist-other-day]" in done.err) == bool(told)
    assert told in done.err


@pytest.mark.parametrize("inside", ["appeals", "appeals/texts", "output"])
@pytest.mark.parametrize("command", [("check",), ("build",), ("status",), ("recordings", "list")])
def test_a_folder_of_a_project_is_recognised(
    zt: Zt, project: Path, monkeypatch: pytest.MonkeyPatch, inside: str, command: tuple[str, ...]
) -> None:
    (project / inside).mkdir(exist_ok=True)
    monkeypatch.chdir(project / inside)
    told = zt(*command, lang="ru")
    assert (told.code, "[inside-project]" in told.err) == (3, True), told.err
    above = "/".join([".."] * len(inside.split("/")))
    assert f"{inside}." in told.err
    assert f'cd "{above}"' in told.err
