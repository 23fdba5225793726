"""Recordings are used where they say what the text says now, and reported where they do not."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest

from tests.pipeline.test_build_nothing import CHILD, HEAVY
from tests.support.fakes import record
from tests.support.tiny import Tiny
from zt_audio.content.presets import PRESETS
from zt_audio.errors import exit_code_of
from zt_audio.events import Warned
from zt_audio.model import Speech
from zt_audio.pipeline.tasks import cleaned_recording
from zt_audio.published.verify import verify

A_RU = ("Берегите улицы.", "Бросайте мусор в урны.")
B_RU = ("Соблюдайте порядок.", "Не будьте равнодушны."), ("Звоните в полицию.",)


@pytest.fixture
def spoken(fresh: Tiny) -> Tiny:
    """Give a project in which people come first."""
    fresh.edit("settings.yaml", "ru: [tone]", "ru: [recordings, tone]")
    return fresh


def voices(tiny: Tiny) -> dict[str, tuple[str | None, str | None, bool]]:
    """Return engine, voice and draft of each part that is spoken."""
    return {
        entry.part: (entry.engine, entry.voice, entry.draft)
        for entry in tiny.manifest().segments.values()
        if entry.lang
    }


def warned(events: list[Warned]) -> dict[str, tuple[object, object]]:
    return {e.problem.slug: (e.problem.facts.get("n"), e.problem.facts.get("items")) for e in events}


def record_b(tiny: Tiny) -> None:
    for row, texts in enumerate(B_RU, start=1):
        record(tiny, f"appeal/b/ru/{row}", *texts)


def test_a_paragraph_that_moved_is_still_played(spoken: Tiny) -> None:
    record_b(spoken)
    spoken.edit("texts/b.yaml", "Соблюдайте порядок.", "Это важно.\n\n    Соблюдайте порядок.")
    record(spoken, "appeal/b/ru/4", "Это важно.")
    assert spoken.build().slugs == {}
    found = voices(spoken)
    assert [found[f"appeal/b/ru/{row}"][1] for row in (1, 2, 3)] == ["ru/b.4.flac", "ru/b.1.flac", "ru/b.2.flac"]


def test_people_who_record_nothing_are_not_told_so(spoken: Tiny) -> None:
    assert spoken.build().slugs == {}
    assert warned(spoken.build().of(Warned)) == {}


def test_a_recorded_appeal_is_played_and_the_rest_is_spoken(spoken: Tiny) -> None:
    record_b(spoken)
    record(spoken, "intro/school/ru", "Уважаемые гости школы!")
    ran = spoken.build()
    assert ran.slugs == {}
    found = voices(spoken)
    assert found["appeal/b/ru/1"] == ("recordings", "ru/b.1.flac", False)
    assert found["appeal/b/ru/2"] == ("recordings", "ru/b.2.flac", False)
    assert found["intro/school/ru/1"] == ("recordings", "ru/intros/school.flac", False)
    assert {part for part, said in found.items() if said[0] == "tone"} == {
        *(f"appeal/{name}/{lang}/{row}" for name in "ab" for lang in ("kk", "ru") for row in (1, 2)),
        *(f"intro/{name}/{lang}/1" for name in ("market", "park") for lang in ("kk", "ru")),
    } - {"appeal/b/ru/1", "appeal/b/ru/2"}
    assert [entry.draft for entry in spoken.manifest().playlists.values()] == [True, False]  # the yard is all human
    assert warned(ran.of(Warned)) == {"recordings-missing": (3, ("intro/market/ru", "appeal/a/ru", "intro/park/ru"))}
    assert not {"Звоните в полицию.", "Уважаемые гости школы!"} & set(ran.spoken)
    verify(spoken.workspace)
    assert spoken.build().report.outcome is None  # nothing to do


def test_nothing_heavy_is_loaded_to_tell_that_there_is_nothing_to_do(spoken: Tiny) -> None:
    record_b(spoken)
    spoken.process("build")
    command = [sys.executable, "-c", CHILD, "--project", str(spoken.root), "build"]
    english = {**os.environ, "ZT_AUDIO_LANG": "en"}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, env=english)
    code, *modules = done.stdout.split()
    assert (code, done.stderr.splitlines()[0]) == ("0", "Nothing to do: output is up to date.")
    assert set(HEAVY).isdisjoint(modules)


def test_half_a_recorded_appeal_is_not_played(spoken: Tiny) -> None:
    record(spoken, "appeal/b/ru/1", *B_RU[0])
    spoken.build()
    assert {voices(spoken)[f"appeal/b/ru/{row}"][0] for row in (1, 2)} == {"tone"}


def test_an_appeal_read_in_one_go_is_one_part(spoken: Tiny) -> None:
    spoken.edit("settings.yaml", "appeal_ms: 400", "appeal_ms: 0")
    spoken.edit("playlists/yard.yaml", "appeals: [b]", "appeals: [b, b, a]")
    texts = tuple(text for row in B_RU for text in row)
    record(spoken, "appeal/b/ru", *texts)
    assert spoken.build().slugs == {}
    entry = next(e for e in spoken.manifest().segments.values() if e.part == "appeal/b/ru")
    assert (entry.engine, entry.voice, entry.text) == ("recordings", "ru/b.flac", texts)
    track = spoken.manifest().playlists["yard"].tracks[0]
    parts = [spoken.manifest().segments[each.segment].part for each in track.cycle]
    assert parts == [
        *("chime", "intro/school/ru/1", "appeal/b/ru", "appeal/b/ru"),
        *("appeal/a/ru/1", "pause", "appeal/a/ru/2", "pause"),
    ]
    verify(spoken.workspace)


def test_another_text_makes_a_recording_stale_and_the_next_voice_speaks(spoken: Tiny) -> None:
    record_b(spoken)
    spoken.build()
    spoken.edit("texts/b.yaml", "Звоните в полицию.", "Зовите полицию.")
    ran = spoken.build()
    assert ran.slugs == {}
    assert {voices(spoken)[f"appeal/b/ru/{row}"][0] for row in (1, 2)} == {"tone"}
    assert warned(ran.of(Warned))["recordings-stale"] == (1, ("appeals/recordings/ru/b.2.flac",))
    assert spoken.build().of(Warned)  # and says so again
    verify(spoken.workspace)


def test_a_stale_recording_may_stop_its_playlists(spoken: Tiny) -> None:
    record_b(spoken)
    spoken.build()
    before = spoken.tree()
    spoken.edit("settings.yaml", "pauses:", "stale_takes: stop\npauses:")
    assert spoken.build().slugs == {}
    spoken.edit("texts/b.yaml", "Звоните в полицию.", "Зовите полицию.")
    ran = spoken.build()
    assert ran.slugs == {"city": ["recording-stops"], "yard": ["recording-stops"]}
    assert ran.report.outcome
    assert exit_code_of(ran.report.outcome.failed.values()) == 1
    problem = ran.report.outcome.failed["yard"].problems[0]
    assert problem.facts["file"] == "appeals/recordings/ru/b.2.flac"
    assert (problem.where and (problem.where.file, problem.where.line)) == ("appeals/texts/b.yaml", 10)
    checked = spoken.run("check")  # promises nothing that the build refuses
    assert (checked.returncode, checked.stderr.count("[recording-stops]")) == (1, 1)
    assert {name: data for name, data in spoken.tree().items() if name.endswith("MP3")} == {
        name: data for name, data in before.items() if name.endswith("MP3")
    }
    record(spoken, "appeal/b/ru/2", "Зовите полицию.")
    assert spoken.build().slugs == {}


def test_another_recording_of_the_same_text_is_noticed(spoken: Tiny) -> None:
    record_b(spoken)
    spoken.build()
    path = record(spoken, "appeal/b/ru/2", "Зовите полицию.")  # as if it was read another way
    note = path.with_suffix(".json")
    note.write_text(note.read_text("utf-8").replace("Зовите", "Звоните в"), "utf-8")
    ran = spoken.build(dry_run=True)
    assert [(s.name, s.reason) for s in ran.report.steps if s.kind == "encode" and s.reason != "fresh"] == [
        ("appeal/b/ru/2", "take")
    ]
    note.write_text(note.read_text("utf-8").replace("Звоните в", "Звоните  в"), "utf-8")
    assert "recordings-stale" in warned(spoken.build(dry_run=True).of(Warned))


def test_audio_that_is_not_what_was_added_is_not_played(spoken: Tiny) -> None:
    record_b(spoken)
    path = spoken.workspace.recordings / "ru/b.2.flac"
    path.write_bytes(path.read_bytes()[:-1])
    ran = spoken.build()
    assert ran.slugs == {}
    assert voices(spoken)["appeal/b/ru/2"][0] == "tone"
    assert "recording-unproved" in warned(ran.of(Warned))


def test_a_recording_that_is_not_sound_fails_its_playlists(spoken: Tiny) -> None:
    record(spoken, "appeal/b/ru/1", *B_RU[0])
    record(spoken, "appeal/b/ru/2", "Звоните в полицию. " * 12)
    note = spoken.workspace.recordings / "ru/b.2.json"
    note.write_text(note.read_text("utf-8").replace("Звоните в полицию. " * 12, "Звоните в полицию."), "utf-8")
    ran = spoken.build()
    assert set(ran.slugs["yard"]) == {"recorded-slow"}
    assert not (spoken.output / "yard").exists()


def test_a_new_file_among_the_recordings_is_looked_at(spoken: Tiny) -> None:
    record_b(spoken)
    spoken.build()
    assert spoken.build().report.outcome is None
    stray = spoken.workspace.recordings / "ru" / "a.wav"
    stray.write_bytes(b"x")
    assert "recording-unproved" in warned(spoken.build().of(Warned))
    stray.unlink()
    spoken.build()
    assert spoken.build().report.outcome is None
    audio = spoken.workspace.recordings / "ru" / "b.1.flac"
    os.utime(audio, ns=(1, 1))
    assert spoken.build().report.outcome is not None


def test_a_recording_loses_some_of_its_room_once() -> None:
    noise = np.random.default_rng(1).normal(0, 10, 22_050)
    word = np.where(np.arange(22_050) // 4_410 == 2, 9_000 * np.sin(np.arange(22_050) / 8), 0)
    take = Speech((noise + word).astype("<i2").tobytes(), 22_050)
    clean, rest = cleaned_recording(take, PRESETS["street"])
    quiet = [np.frombuffer(each.pcm, "<i2")[:4_000].std() for each in (take, clean)]
    assert quiet[1] < quiet[0] / 3
    assert rest == PRESETS["street"]  # which cleans nothing: done is done
    assert cleaned_recording(take, PRESETS["recording"])[1].cleaning is None
