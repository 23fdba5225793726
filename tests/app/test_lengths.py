"""How long a text takes is told before anyone hears it, and exactly once its voice was measured."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from zt_audio.app.speaking.desk import SoundDesk
from zt_audio.app.speaking.playback import stop_cycles
from zt_audio.app.texts.appeals import appeal_rows
from zt_audio.app.texts.draft_reading import EDGES_MS, keep_paces, read_paces, usual_pace
from zt_audio.app.texts.workbench import Workbench
from zt_audio.model import LANGS, PartId, Prosody
from zt_audio.sound.pcm import LEAD_MS, TAIL_MS

SHIPPED = Path(__file__).parents[2] / "appeals"
TODAY = date(2026, 11, 28)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SoundDesk]:
    root = tmp_path_factory.mktemp("shipped")
    shutil.copytree(SHIPPED, root / "appeals", ignore=shutil.ignore_patterns("recordings"))
    with closing(SoundDesk(root)) as found:
        yield found


def test_the_edges_of_a_sentence_are_those_that_sound_gives_it() -> None:
    assert EDGES_MS == LEAD_MS + TAIL_MS


def test_each_shipped_text_takes_as_long_as_is_told(desk: SoundDesk) -> None:
    root = desk._workspace.root
    guessed = {row.id: row.seconds for row in appeal_rows(Workbench(root).view(TODAY))}
    while not desk.measure():
        pass
    measured = {row.id: row.seconds for row in appeal_rows(Workbench(root).view(TODAY))}
    heard = {row: {lang: desk.say_part(PartId("appeal", row, lang)).seconds for lang in LANGS} for row in guessed}
    assert len(heard) >= 8
    for row, seconds in heard.items():
        assert measured[row] == pytest.approx(seconds, rel=0.005), row
        assert guessed[row] == pytest.approx(seconds, rel=0.03), row  # nobody has measured this voice yet


def test_a_new_sentence_is_told_by_the_pace_of_its_voice(desk: SoundDesk) -> None:
    """Sentences of one appeal are told by what was measured of the others."""
    while not desk.measure():
        pass
    project, _errors = desk._content()
    pace = read_paces(desk._workspace, project.settings)["ru"]
    new = "Сегодня вечером во дворах дома номер пять не будет воды, потому что трубы меняют на новые."
    told = pace.passage_s([(new, 30)])
    assert new not in pace.said_s
    assert told == pytest.approx(desk.say("ru", new).seconds, rel=0.12)


def test_what_was_measured_counts_for_its_settings_alone(desk: SoundDesk) -> None:
    while not desk.measure():
        pass
    settings = desk._content()[0].settings
    assert read_paces(desk._workspace, settings)["ru"].said_s
    slower = replace(settings.voices, prosody={**settings.voices.prosody, "ru": Prosody(2.0)})
    paces = read_paces(desk._workspace, replace(settings, voices=slower))
    assert paces["kk"].said_s
    assert paces["ru"] == usual_pace("ru", replace(settings, voices=slower))
    assert paces["ru"].sentence_s("Берегите улицы.", 6) > usual_pace("ru", settings).sentence_s("Берегите улицы.", 6)


def test_the_round_of_each_stop_is_told_before_it_is_made(desk: SoundDesk) -> None:
    view = Workbench(desk._workspace.root).view(TODAY)
    name = "city-centre"
    told = stop_cycles(view, name)[0]
    pieces = desk.stop(name, 0).pieces
    heard_s = sum(desk.stop(name, 0, number).pieces[0].seconds for number in range(len(pieces)))
    assert told.seconds == pytest.approx(heard_s, rel=0.03)
    assert (told.times - 1) * heard_s < (told.stay_min or 0) * 60 <= told.times * heard_s
    again = desk.stop(name, 0)
    assert all(piece.is_exact for piece in again.pieces)
    assert sum(piece.seconds for piece in again.pieces) == pytest.approx(heard_s)


def test_paces_of_another_program_count_as_none(desk: SoundDesk) -> None:
    """Any file may lie in the cache: one with too few weights broke each page with a length."""
    settings = desk._content()[0].settings
    while not desk.measure():
        pass
    measured = read_paces(desk._workspace, settings)
    assert measured["kk"].said_s
    try:
        keep_paces(desk._workspace, {lang: replace(pace, weights=pace.weights[1:]) for lang, pace in measured.items()})
        assert read_paces(desk._workspace, settings) == {lang: usual_pace(lang, settings) for lang in LANGS}
    finally:
        keep_paces(desk._workspace, dict(measured.items()))
