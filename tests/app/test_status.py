"""What must be done now, in order, and how each playlist stands."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.support.read_aloud import record
from tests.support.tiny import Tiny
from zt_audio.app.journal import write_down
from zt_audio.app.making.export import ExportRequest, export_playlist
from zt_audio.app.speaking.recordings import RecordedText, judge_recording, keep_judged
from zt_audio.app.texts.workbench import Workbench
from zt_audio.app.today.status import SoundState, Status, ToDo, ToDoKind, project_status
from zt_audio.content.timetable import NextPlay, next_day
from zt_audio.errors import ContentError
from zt_audio.events import Reason
from zt_audio.sticks.volume import Drive
from zt_audio.store.journal import NOT_READY
from zt_audio.store.workspace import user_data
from zt_audio.trust.journal import Deed

MONDAY = date(2026, 11, 23)
SOUND = {"numpy", "soundfile", "soxr", "lameenc"}
CHILD = """
import sys
from datetime import date
from pathlib import Path
from zt_audio.app.today.status import project_status
project_status(Path(sys.argv[1]), date(2026, 11, 23))
print(*sys.modules)
"""


def seen(tiny: Tiny, *sticks: Path, today: date = MONDAY) -> Status:
    """Return the status as a new process finds it, after comparing it with that of a process that stayed."""
    drives = tuple(Drive(str(path), path.name, "vfat", 1, 1) for path in sticks)
    found = project_status(tiny.root, today, drives=lambda: drives)
    assert project_status(tiny.root, today, drives=lambda: drives, workbench=kept_workbench(tiny.root)) == found
    return found


@cache
def kept_workbench(root: Path) -> Workbench:
    return Workbench(root)


def tasks(status: Status) -> list[tuple[str, str | tuple[str, ...], int]]:
    return [(each.kind.value, each.subject, each.count) for each in status.to_do]


def sounds(status: Status) -> dict[str, SoundState]:
    return {row.id: row.sound for row in status.playlists}


def of_kind(status: Status, kind: ToDoKind) -> Sequence[ToDo]:
    return [each for each in status.to_do if each.kind is kind]


def test_after_a_build_there_is_nothing_to_do(built: Tiny) -> None:
    status = seen(built)
    assert tasks(status) == []
    city = next(row for row in status.playlists if row.id == "city")
    assert (city.title, city.errors, city.may_leave) == ({"kk": "Қала", "ru": "Город"}, 0, True)
    assert city.build == built.manifest().playlists["city"].number
    assert city.next_play == NextPlay(MONDAY, "10:00", "11:00")


def test_what_was_never_built_is_to_be_built(fresh: Tiny) -> None:
    status = seen(fresh)
    assert tasks(status) == [("build", "city", 2), ("build", "yard", 1)]
    assert status.to_do[0].reasons == {Reason.NEW: 2}
    assert set(sounds(status).values()) == {SoundState.MISSING}
    assert [row.build for row in status.playlists] == [None, None]


def test_a_changed_text_makes_older_the_playlists_that_say_it(built: Tiny) -> None:
    built.edit("texts/a.yaml", "Берегите улицы.", "Берегите парки.")
    status = seen(built)
    assert of_kind(status, ToDoKind.BUILD)[0] == ToDo(ToDoKind.BUILD, "city", 2, reasons={Reason.TEXT: 2})
    assert sounds(status) == {"city": SoundState.OLDER, "yard": SoundState.FRESH}  # which says the same as before
    assert [row.may_leave for row in status.playlists] == [False, True]
    built.build()
    assert tasks(seen(built)) == []


def test_a_number_without_a_source_counts_for_the_playlists_that_say_it(fresh: Tiny) -> None:
    fresh.write("facts.yaml", 'police: {kind: phone, says: {kk: ["102"], ru: ["102"]}, source: gov.kz}\n')
    fresh.edit("texts/a.yaml", "Чистота нужна всем.", "Звоните 112.")
    fresh.edit("texts/a.yaml", "Тазалық бәрімізге керек.", "112-ге хабарласыңыз.")
    assert {row.id: row.unsourced for row in seen(fresh).playlists} == {"city": 1, "yard": 0}


def test_without_the_cache_nothing_is_to_do_where_a_build_does_nothing(built: Tiny) -> None:
    shutil.rmtree(built.workspace.cache)
    assert tasks(seen(built)) == []
    assert set(sounds(seen(built)).values()) == {SoundState.FRESH}
    assert built.build().written == 0


def test_a_track_that_was_changed_by_hand_is_to_be_built(built: Tiny) -> None:
    (built.output / "city/001_MARKET.MP3").write_bytes(b"other")
    assert sounds(seen(built))["city"] is SoundState.OLDER


def test_mistakes_stand_first_by_file_and_count_for_the_playlists_that_use_it(built: Tiny) -> None:
    built.edit("texts/a.yaml", "Берегите улицы.", "Вызовите XQZ.")
    status = seen(built)
    assert status.to_do[0].kind is ToDoKind.CORRECT
    assert status.to_do[0].subject == "appeals/texts/a.yaml"
    assert "unreadable-token" in [problem.slug for problem in status.to_do[0].problems]
    errors = {row.id: row.errors for row in status.playlists}
    assert errors["city"] > 0
    assert errors["yard"] == 0  # it does not say that appeal


def test_a_mistake_elsewhere_hides_no_reason(fresh: Tiny) -> None:
    fresh.edit("texts/a.yaml", "Берегите улицы.", "Вызовите XQZ.")  # yard does not say it
    (build,) = of_kind(seen(fresh), ToDoKind.BUILD)
    assert (build.subject, build.reasons) == ("yard", {Reason.NEW: 1})
    fresh.build()
    fresh.edit("texts/b.yaml", "Звоните в полицию.", "Зовите полицию.")
    (build,) = of_kind(seen(fresh), ToDoKind.BUILD)
    assert (build.subject, build.reasons) == ("yard", {Reason.TEXT: 1})


def test_the_other_texts_are_not_read_again_while_there_is_a_mistake(fresh: Tiny) -> None:
    fresh.edit("texts/a.yaml", "Берегите улицы.", "Берегите ИДП.")
    assert tasks(seen(fresh))[0][:2] == ("correct", "appeals/texts/a.yaml")
    assert "Соблюдайте порядок." in fresh.workspace.readings.read_text("utf-8")


def test_a_text_under_a_wrong_name_is_a_mistake_of_the_playlists_that_use_it(built: Tiny) -> None:
    texts = built.root / "appeals/texts"
    (texts / "a.yaml").rename(texts / "a copy.yaml")
    assert {row.id: row.errors for row in seen(built).playlists} == {"city": 1, "yard": 0}


def test_files_that_cannot_be_read_at_all_leave_the_rows(built: Tiny) -> None:
    built.write("places.yaml", "market: [")
    status = seen(built)
    assert status.to_do[0].subject == "appeals/places.yaml"
    assert [row.id for row in status.playlists] == ["city", "yard"]
    assert all(row.errors and row.build and row.next_play is None for row in status.playlists)
    assert status.playlists[0].title == {"kk": "Қала", "ru": "Город"}


def test_a_playlist_without_a_voice_is_named_with_the_reasons(built: Tiny) -> None:
    built.edit("settings.yaml", "kk: [tone]", "kk: [piper:no-such-voice]")
    found = of_kind(seen(built), ToDoKind.VOICE)
    assert [each.subject for each in found] == ["city"]  # `yard` is in Russian alone
    assert "no-voice" in [problem.slug for problem in found[0].problems]


def test_what_may_not_leave_is_named_with_the_rule(built: Tiny) -> None:
    built.edit("texts/a.yaml", "title:", "valid_until: 2026-11-20\ntitle:")
    built.build()
    status = seen(built)
    (found,) = of_kind(status, ToDoKind.SETTLE)
    assert found.subject == "city"
    assert [problem.slug for problem in found.problems] == ["appeal-expired"]
    assert [row.may_leave for row in status.playlists] == [False, True]


def test_an_appeal_that_is_over_is_named_before_the_sound_is_made_again(built: Tiny) -> None:
    built.edit("texts/a.yaml", "title:", "valid_until: 2026-11-20\ntitle:")
    built.edit("texts/a.yaml", "Чистота нужна всем.", "Чистота нужна каждому.")
    status = seen(built)
    (found,) = of_kind(status, ToDoKind.SETTLE)
    assert (found.subject, [problem.slug for problem in found.problems]) == ("city", ["appeal-expired"])
    assert [row.over for row in status.playlists] == [1, 0]
    assert {each.subject for each in of_kind(status, ToDoKind.BUILD)} == {"city"}


def test_recordings_are_asked_for_once_one_exists(built: Tiny, tmp_path: Path) -> None:
    assert not of_kind(seen(built), ToDoKind.RECORD)
    wav = record(tmp_path / "take.wav", ("Берегите улицы.", "Бросайте мусор в урны."))
    keep_judged(built.root, judge_recording(built.root, wav, RecordedText("ru", "a", 1)))
    (found,) = of_kind(seen(built), ToDoKind.RECORD)
    assert (found.subject, found.count) == ("ru", 6)  # three paragraphs more, three greetings


def test_a_stick_that_holds_an_older_build_is_to_be_written_again(built: Tiny, tmp_path: Path) -> None:
    stick, other = tmp_path / "stick", tmp_path / "other"
    stick.mkdir()
    other.mkdir()
    export_playlist(built.root, ExportRequest("city", stick, MONDAY))
    assert tasks(seen(built, stick, other)) == []
    built.edit("texts/a.yaml", "Берегите улицы.", "Берегите парки.")
    assert not of_kind(seen(built, stick), ToDoKind.EXPORT)  # first the sound
    built.build()
    assert tasks(seen(built, stick, other)) == [("export", str(stick), 1)]
    (stick / "ZT_STICK.JSN").write_bytes(b"damaged")
    assert tasks(seen(built, stick)) == []


@pytest.mark.parametrize(
    ("days", "today", "expected"),
    [
        (("mon",), "2026-11-23", "2026-11-23"),
        (("mon",), "2026-11-24", "2026-11-30"),
        (("sat", "wed"), "2026-11-23", "2026-11-25"),
        (("2026-12-01", "2026-11-25"), "2026-11-23", "2026-11-25"),
        (("2026-12-01", "fri"), "2026-11-28", "2026-12-01"),
        (("2026-11-20",), "2026-11-23", None),
        ((), "2026-11-23", None),
    ],
)
def test_the_next_day(days: tuple[str, ...], today: str, expected: str | None) -> None:
    assert next_day(days, date.fromisoformat(today)) == (date.fromisoformat(expected) if expected else None)


def test_no_project_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ContentError):
        project_status(tmp_path, MONDAY)


def test_nothing_is_changed_by_looking(built: Tiny) -> None:
    built.edit("texts/a.yaml", "Берегите улицы.", "Берегите парки.")
    before = built.stamps()
    seen(built)
    assert built.stamps() == before


def test_nothing_that_makes_sound_is_loaded(built: Tiny) -> None:
    built.edit("texts/a.yaml", "Берегите улицы.", "Берегите парки.")
    command = [sys.executable, "-c", CHILD, str(built.root)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert set(done.stdout.split()) & SOUND == set()


# --- the command ------------------------------------------------------------------------------------------


def test_the_command_lists_what_is_to_do(built: Tiny) -> None:
    done = built.run("status")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == "Nothing to do: all is as it is written here."
    built.edit("texts/a.yaml", "Берегите улицы.", "Берегите парки.")
    lines = built.run("status").stdout.splitlines()
    assert lines[0] == "What must be done now:"
    assert lines[1].startswith("1. Build city: ")
    assert lines[1].endswith(" · tracks to make: its text changed – 2")
    assert lines[2].startswith("city: texts can be read aloud · sound older than the texts · build ")


def test_mistakes_are_printed_below_their_file(built: Tiny) -> None:
    built.edit("texts/a.yaml", "Берегите улицы.", "Вызовите XQZ.")
    lines = built.run("status").stdout.splitlines()
    assert lines[1] == "1. Correct appeals/texts/a.yaml. Problems: 1"
    assert lines[2].startswith("  appeals/texts/a.yaml:")


def test_the_document_has_the_same(built: Tiny) -> None:
    built.edit("texts/a.yaml", "Берегите улицы.", "Берегите парки.")
    document = json.loads(built.run("status", "--json").stdout)
    assert document["to_do"][0] | {"problems": []} == {
        "kind": "build",
        "subject": "city",
        "count": 2,
        "problems": [],
        "reasons": {"text": 2},
    }
    assert [row["sound"] for row in document["playlists"]] == ["older", "fresh"]


# --- a status with nothing changed ---------------------------------------------------------------------------


def again(tiny: Tiny, today: date = MONDAY) -> bool:
    """Tell whether the last status is told again, and compare it with that of a process that stayed."""
    with patch("zt_audio.app.today.status._Look", side_effect=RuntimeError):
        try:
            found = project_status(tiny.root, today, drives=tuple)
        except RuntimeError:
            found = None
    assert found in (None, project_status(tiny.root, today, drives=tuple, workbench=kept_workbench(tiny.root)))
    return found is not None


def key_made(_tiny: Tiny) -> None:
    (user_data() / "keys").mkdir(parents=True)
    (user_data() / "keys" / "dana.key").write_text("x", "utf-8")


CHANGES: dict[str, Callable[[Tiny], object]] = {
    "text": lambda tiny: tiny.edit("texts/a.yaml", "Берегите", "Любите"),
    "list": lambda tiny: tiny.write("playlists/more.yaml", "title: {kk: А, ru: А}\nstops: []\n"),
    "sound gone": lambda tiny: next((tiny.output / "city").glob("*.MP3")).unlink(),
    "another file": lambda tiny: (tiny.output / "city" / "X.MP3").write_bytes(b"x"),
    "not ready": lambda tiny: (tiny.output / "city" / NOT_READY).touch(),
    "state": lambda tiny: tiny.workspace.state.unlink(),
    "record": lambda tiny: tiny.write("approvals/a.json", "{}"),
    "journal": lambda tiny: write_down(tiny.workspace, Deed("dana", "approved", "a")),
    "key made": key_made,
    "damage": lambda tiny: tiny.workspace.status.write_bytes(tiny.workspace.status.read_bytes()[:-9]),
    "a lie": lambda tiny: tiny.workspace.status.write_text(
        tiny.workspace.status.read_text("utf-8").replace('"may_leave": true', '"may_leave": false'), "utf-8"
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_last_status_is_told_again_only_while_nothing_changes(
    change: str, built: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    seen(built)
    assert again(built)
    assert not again(built, date(2026, 11, 24))
    CHANGES[change](built)
    assert not again(built)
    seen(built)
    assert again(built)


def test_a_stick_that_is_plugged_in_is_told_where_nothing_else_changed(built: Tiny, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    export_playlist(built.root, ExportRequest("city", stick, MONDAY))
    built.edit("texts/a.yaml", "Берегите", "Любите")
    built.build()
    seen(built)
    with patch("zt_audio.app.today.status._Look", side_effect=RuntimeError):
        status = project_status(built.root, MONDAY, drives=lambda: (Drive(str(stick), "stick", "vfat", 1, 1),))
    assert [(each.kind, each.subject) for each in status.to_do] == [("export", str(stick))]
