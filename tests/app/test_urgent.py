"""An urgent message: one appeal for today, one MP3, first on each stick until tonight, refused tomorrow."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.support.judges import judge
from tests.support.tiny import Tiny
from zt_audio.app import clock
from zt_audio.app.edit import undo_edits
from zt_audio.app.journal import acts
from zt_audio.app.making.build import BuildRequest, build_project
from zt_audio.app.making.export import ExportRequest, export_playlist, verify_target
from zt_audio.app.places.places import project_kinds
from zt_audio.app.places.urgent import UrgentMessage, say_urgently, take_urgent
from zt_audio.app.texts.workbench import Workbench
from zt_audio.app.today.status import SoundState, project_status
from zt_audio.content.project import Snapshot
from zt_audio.errors import BuildError, ContentError, ZtError
from zt_audio.model import Lang
from zt_audio.pipeline.request import BuildReport
from zt_audio.published.manifest_reader import read_manifest

MONDAY = date(2026, 11, 23)
LOST = UrgentMessage(
    {"kk": "Бүгін сағат 15:00-де бес жасар бала жоғалды.", "ru": "Сегодня в 15:00 пропал ребёнок пяти лет."}
)


@pytest.fixture
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, MONDAY)


def on(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    monkeypatch.setattr(clock, "today", lambda: day)


def said(tiny: Tiny, message: UrgentMessage = LOST, today: date = MONDAY) -> str:
    return say_urgently(Workbench(tiny.root), message, today)[0]


def built(tiny: Tiny, *playlists: str, today: date = MONDAY) -> BuildReport:
    return build_project(tiny.root, BuildRequest(playlists, today=today))


def slugs(error: ZtError) -> set[str]:
    return {problem.slug for problem in error.problems}


def tracks(tiny: Tiny, playlist: str) -> list[str]:
    return [track.stop for track in read_manifest(tiny.output).playlists[playlist].tracks]


@pytest.mark.usefixtures("monday")
def test_one_mp3_says_chime_both_languages_and_where_to_call(fresh: Tiny, tmp_path: Path) -> None:
    appeal = said(fresh)
    built(fresh, "urgent")
    made = take_urgent(fresh.root, appeal, MONDAY)
    entry = read_manifest(fresh.output).playlists["urgent"]
    assert made.name == f"Шұғыл-Срочно-1-2026-11-23-{entry.number}.mp3"
    assert len(made.audio) < 6_000_000
    segments = read_manifest(fresh.output).segments
    heard = [text for part in entry.tracks[0].cycle for text in segments[part.segment].text]
    assert heard == [
        "Назар аударыңыздар!",
        "екі мың жиырма алтыншы жылғы жиырма үшінші қараша күнгі нөмір бір шұғыл хабарлама.",
        "Бүгін сағат он бесте бес жасар бала жоғалды.",
        "Мына телефонға қоңырау шалыңыздар: жүз екі.",
        "Внимание!",
        "Срочное сообщение номер один от двадцать третьего ноября две тысячи двадцать шестого года.",
        "Сегодня в пятнадцать часов пропал ребёнок пяти лет.",
        "Звоните по телефону сто два.",
    ]
    assert entry.tracks[0].cycle[0].part == "chime" or segments[entry.tracks[0].cycle[0].segment].part == "chime"
    assert next(act.deed.did for act in acts(fresh.root)) == "urgent.taken"
    file = tmp_path / made.name
    file.write_bytes(made.audio)
    done = subprocess.run(
        [judge("ffprobe"), "-v", "error", "-show_entries", "format=duration:format_tags=title", "-of", "csv=p=0", file],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    seconds, title = done.stdout.strip().split(",", 1)
    assert abs(float(seconds) * 1000 - entry.tracks[0].duration_ms) < 100
    assert title == "Шұғыл хабарлама / Срочное сообщение"


@pytest.mark.usefixtures("monday")
def test_it_comes_first_on_the_sticks_of_today_alone(
    fresh: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(fresh)
    before = tracks(fresh, "city")
    said(fresh)
    assert {row.id: row.sound for row in project_status(fresh.root, MONDAY).playlists}["city"] is SoundState.OLDER
    with pytest.raises(BuildError) as refused:  # the sticks wait for it
        export_playlist(fresh.root, ExportRequest("city", tmp_path / "early.zip", MONDAY))
    assert "texts-newer" in slugs(refused.value)
    built(fresh)
    said(fresh)
    built(fresh)
    assert tracks(fresh, "city") == ["urgent-2", "urgent-1", *before]
    assert tracks(fresh, "urgent") == ["urgent-2", "urgent-1"]
    assert tracks(fresh, "yard") == ["school"]  # not played on a Monday
    stick = tmp_path / "city.zip"
    export_playlist(fresh.root, ExportRequest("city", stick, MONDAY))
    checked = verify_target(stick, root=fresh.root)
    assert checked.proof.is_whole
    assert checked.proof.manifest is not None
    assert checked.proof.manifest.files[0].file == "001_URGENT_2.MP3"

    tomorrow = MONDAY + timedelta(1)
    on(monkeypatch, tomorrow)
    for root in (fresh.root, None):
        proof = verify_target(stick, root=root).proof
        assert [(each.slug, each.facts["date"]) for each in proof.problems] == [("stick-over", "2026-11-23")]
    for playlist, reasons in (("city", {"appeal-expired", "texts-newer"}), ("urgent", {"playlist-over"})):
        with pytest.raises(BuildError) as over:
            export_playlist(fresh.root, ExportRequest(playlist, tmp_path / "late.zip", tomorrow))
        assert slugs(over.value) == reasons
    with pytest.raises(BuildError) as late:
        take_urgent(fresh.root, "", tomorrow)
    assert slugs(late.value) == {"playlist-over"}
    report = built(fresh, today=tomorrow)
    assert tracks(fresh, "city") == before
    assert report.playlists["urgent"].forbidden
    assert not report.playlists["city"].forbidden
    assert not [each for each in project_status(fresh.root, tomorrow).to_do if each.subject in ("city", "urgent")]

    appeal = said(fresh, today=tomorrow)  # the next one takes the place of what is over
    assert appeal == "urgent-2026-11-24-1"
    built(fresh, today=tomorrow)
    assert tracks(fresh, "yard") == ["urgent-1", "school"]
    assert take_urgent(fresh.root, appeal, tomorrow).name.startswith("Шұғыл-Срочно-1-2026-11-24-")


@pytest.mark.usefixtures("monday")
def test_a_message_with_an_error_writes_nothing(fresh: Tiny) -> None:
    before = fresh.tree("appeals")
    wrong: dict[Lang, str] = {"kk": LOST.text["kk"], "ru": "Вызовите ИДП."}
    for message, slug in (
        (UrgentMessage(wrong), "abbreviation-unknown"),
        (
            UrgentMessage(
                {"kk": "Сегодня утром в парке пропал ребёнок, который был в красной куртке.", "ru": LOST.text["ru"]}
            ),
            "wrong-language",
        ),
        (UrgentMessage(LOST.text, "??\n- 102"), "urgent-phone"),
        (UrgentMessage(LOST.text, "102-"), "urgent-phone"),
    ):
        with pytest.raises(ContentError) as refused:
            said(fresh, message)
        assert slug in slugs(refused.value)
        assert fresh.tree("appeals") == before


@pytest.mark.usefixtures("monday")
def test_a_broken_project_says_so_first(fresh: Tiny) -> None:
    fresh.write("settings.yaml", "voices: [")
    before = fresh.tree("appeals")
    with pytest.raises(ContentError) as refused:
        said(fresh)
    assert {problem.where.file for problem in refused.value.problems if problem.where} == {"appeals/settings.yaml"}
    assert fresh.tree("appeals") == before


@pytest.mark.usefixtures("monday")
def test_without_a_voice_nothing_is_made(fresh: Tiny) -> None:
    fresh.write("settings.yaml", "voices: {kk: [recordings], ru: [recordings]}\n")
    said(fresh)
    assert built(fresh, "urgent").errors
    with pytest.raises(ZtError):
        take_urgent(fresh.root, "", MONDAY)


@pytest.mark.usefixtures("monday")
def test_an_approval_is_asked_as_always(fresh: Tiny) -> None:
    fresh.write("people.yaml", "aigul:\n  name: {kk: Айгүл, ru: Айгуль}\n  roles: [approver, keeper, editor]\n")
    with (fresh.root / "appeals/settings.yaml").open("a", encoding="utf-8") as file:
        file.write("approval: {needed: named, of: all}\n")
    with pytest.raises(ContentError, match="person-not-allowed"):
        said(fresh)
    appeal = say_urgently(Workbench(fresh.root), LOST, MONDAY, "aigul")[0]
    built(fresh, "urgent")
    with pytest.raises(ZtError, match="person-not-allowed"):
        take_urgent(fresh.root, appeal, MONDAY)
    with pytest.raises(BuildError) as refused:
        take_urgent(fresh.root, appeal, MONDAY, "aigul")
    assert slugs(refused.value) == {"approval-missing"}
    assert fresh.run("approve", appeal, "--by", "aigul", "--all-heard").returncode == 0
    assert take_urgent(fresh.root, appeal, MONDAY, "aigul").audio


@pytest.mark.usefixtures("monday")
def test_it_is_no_kind_of_place_to_choose(fresh: Tiny) -> None:
    before = project_kinds(Snapshot(fresh.root).project()[0])
    said(fresh)
    project = Snapshot(fresh.root).project()[0]
    assert project.places["urgent"].kind == "urgent"
    assert project_kinds(project) == before


def test_undo_takes_all_of_it_back(fresh: Tiny) -> None:
    before = fresh.tree("appeals")
    _appeal, saved = say_urgently(Workbench(fresh.root), LOST, MONDAY)
    undo_edits(fresh.root, saved.changes)
    assert fresh.tree("appeals") == before


@pytest.mark.usefixtures("monday")
def test_too_long_for_a_messenger(fresh: Tiny) -> None:
    # in paragraphs: one of nine minutes takes 350 MB to make
    said(
        fresh,
        UrgentMessage({"kk": ("Бала жоғалды. " * 13 + "\n\n") * 20, "ru": ("Пропал ребёнок. " * 13 + "\n\n") * 20}),
    )
    built(fresh, "urgent")
    with pytest.raises(BuildError) as refused:
        take_urgent(fresh.root, "", MONDAY)
    assert slugs(refused.value) == {"urgent-too-long"}


@pytest.mark.usefixtures("monday")
def test_the_command_makes_it_at_once_and_takes_it_again(fresh: Tiny, tmp_path: Path) -> None:
    done = fresh.run("urgent", "--kk", LOST.text["kk"], "--ru", LOST.text["ru"], "-o", str(tmp_path))
    assert done.returncode == 0, done.stderr
    [file] = tmp_path.glob("*.mp3")
    assert str(file) in done.stderr
    assert fresh.run("urgent", "-o", str(tmp_path)).returncode == 0
    assert [*tmp_path.glob("*.mp3")] == [file]
    assert fresh.run("urgent", "--kk", "Бала.").returncode == 2
    shutil.rmtree(fresh.root / "appeals/playlists")
    assert fresh.run("urgent").returncode != 0
