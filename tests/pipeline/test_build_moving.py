"""A vehicle that drives past: the short texts, where to call, and that everyone in range hears each passage whole."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

import numpy as np
import pytest

from tests.support.tiny import Tiny
from zt_audio.content.passer_by import TimedPart, hearing, share_of_arrivals
from zt_audio.content.project import Snapshot
from zt_audio.model import Moving, PartId

SHORT_A = """
short:
  kk: Қоқысты жерге тастамаңыздар. Қоқыс тастау – құқық бұзушылық.
  ru: Не бросайте мусор на землю. Мусорить – правонарушение.
"""
OUTRO = """\
default:
  kk: |
    Рақмет!

    Полиция телефоны – 102.
  ru: |
    Спасибо!

    Телефон полиции – 102.
"""
STOP = '{place: park, arrive: "11:00", appeals: [a]}'
MOVING = '{place: park, arrive: "11:00", appeals: [a], moving: {km_h: 20, range_m: 150}}'
MEASURED_DB = -45  # below it, an espeak voice at -16 LUFS is a pause


@pytest.fixture
def moving(fresh: Tiny) -> Tiny:
    """Give a project whose second stop is no stop: its vehicle drives past."""
    fresh.write("texts/a.yaml", (fresh.root / "appeals/texts/a.yaml").read_text(encoding="utf-8") + SHORT_A)
    fresh.write("outros.yaml", OUTRO)
    fresh.edit("playlists/city.yaml", STOP, MOVING)
    fresh.edit("settings.yaml", "{kk: [tone], ru: [tone]}", "{kk: [espeak], ru: [espeak]}")
    return fresh


def test_seconds_in_range() -> None:
    assert Moving(20, 150).in_range_s == pytest.approx(54)
    assert Moving(40, 100).in_range_s == pytest.approx(18)


def test_each_passage_is_heard_whole(moving: Tiny, judge: Callable[[str], str]) -> None:
    """Built, decoded by another program and measured: speech is where the manifest says, and fits into the range."""
    assert moving.build("city").slugs == {}
    manifest = moving.manifest()
    track = manifest.playlists["city"].tracks[1]
    cycle = [TimedPart(PartId.parse(p.part), manifest.segments[p.segment].frames * 1152 / 44100) for p in track.cycle]
    said = [str(part.id) for part in cycle if part.id.lang]
    assert said == [
        *("appeal/a.short/kk/1", "appeal/a.short/ru/1"),
        *("outro/park.call/kk/1", "outro/park.call/ru/1"),
    ]
    assert str(cycle[0].id) == "chime"
    in_range_s = Moving(20, 150).in_range_s
    called = {part.id for part in cycle if part.id.kind == "outro"}
    heard = hearing(cycle, called, in_range_s)
    assert (heard.paragraph, heard.passage, heard.where_to_call) == (1, 1, 1)
    assert track.repeats > 1  # as often as the drive of ten minutes needs

    path = moving.output / "city" / track.file
    done = subprocess.run(
        [judge("ffmpeg"), "-v", "error", "-i", str(path), "-f", "s16le", "-ac", "1", "-"],
        capture_output=True,
        check=True,
    )
    sound = np.frombuffer(done.stdout, "<i2")
    cycle_s = sum(part.length_s for part in cycle)
    assert len(sound) / 44100 == pytest.approx(cycle_s * track.repeats, abs=0.1)
    assert len(sound) / 44100 >= 600
    at, spans = 0.0, []
    for part in cycle:
        stretch = sound[round(at * 44100) : round((at + part.length_s) * 44100)] / 32768
        loud_db = 20 * np.log10(max(np.sqrt(np.mean(stretch**2)), 1e-9))
        assert (loud_db > MEASURED_DB) == (part.id.kind != "pause"), part
        if part.id.lang:
            spans.append((at, at + part.length_s))
        at += part.length_s
    assert share_of_arrivals([[span] for span in spans], in_range_s, cycle_s) == pytest.approx(1)  # each of them whole
    assert cycle_s + max(b - a for a, b in spans) <= in_range_s


def test_what_is_too_long_names_the_sentence_and_leaves_what_was_built(moving: Tiny) -> None:
    moving.build("city")
    before = moving.tree()
    moving.edit("playlists/city.yaml", "km_h: 20", "km_h: 60")  # 18 s
    ran = moving.build("city")
    assert ran.slugs == {"city": ["moving-too-long"]}
    assert ran.report.outcome
    [problem] = ran.report.outcome.failed["city"].problems
    assert problem.facts["there"] == 18
    assert problem.facts["sentence"] == "Қоқысты жерге тастамаңыздар."
    assert problem.where
    assert problem.where.file == "appeals/texts/a.yaml"
    assert moving.tree() == before


def test_an_appeal_without_a_short_text(moving: Tiny) -> None:
    moving.edit("playlists/city.yaml", "appeals: [a], moving", "appeals: [a, b], moving")
    done = moving.run("check")
    assert done.returncode == 3
    assert "short-missing" in done.stderr
    assert "“b”" in done.stderr


def test_a_short_text_is_approved_on_its_own(moving: Tiny) -> None:
    """A word of someone who heard the whole appeal is none for its short form, nor the other way round."""
    moving.build("city")
    moving.edit("settings.yaml", "voices:", "approval: {needed: named}\nvoices:")
    done = moving.run("approve")
    assert "a.short" in done.stdout + done.stderr
    assert "park.call" not in done.stdout + done.stderr


@pytest.mark.parametrize("text", ["short:\n  kk: Таза ұстаңыз.", "short: {kk: '', ru: Чисто.}"])
def test_a_short_text_is_in_both_languages(moving: Tiny, text: str) -> None:
    moving.edit("texts/a.yaml", SHORT_A.strip(), text)
    assert moving.run("check").returncode == 3


def test_what_a_page_emptied_counts_as_left_out(moving: Tiny) -> None:
    """Where the last field of a mapping is emptied on a page, its file keeps {}: then the vehicle stands as before."""
    moving.edit("playlists/city.yaml", "{km_h: 20, range_m: 150}", "{}")
    moving.edit("texts/a.yaml", SHORT_A, "\nshort: {}\n")
    moving.edit("settings.yaml", "voices:", "quiet_hours: {weekday: {}}\nvoices:")
    assert moving.run("check").returncode == 0
    [stop] = [stop for stop in Snapshot(moving.root).project()[0].playlists["city"].stops if stop.place == "park"]
    assert (stop.moving, stop.appeals) == (None, ("a",))
