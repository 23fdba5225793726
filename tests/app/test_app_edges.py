"""Test what use cases of app say at the edges: a broken project, a wrong language, an output that is not whole."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import pytest

from tests.support.recogniser import install, lay_model
from tests.support.tiny import Tiny
from zt_audio.app.making.output import make_cards
from zt_audio.app.project import appeal_names, playlist_names
from zt_audio.app.speaking.preview import PreviewRequest, make_preview
from zt_audio.app.today.doctor import Finding, Health, examine
from zt_audio.ear.listener import Ear
from zt_audio.ear.recogniser_files import FOLDER_VARIABLE, VOCABULARY
from zt_audio.errors import BuildError, ContentError
from zt_audio.model import Problem

SENTENCES, WORDS = "sentences in recordings", "words and numbers in recordings"
TODAY = date(2026, 11, 26)


def found(root: Path) -> dict[str, Finding]:
    return {finding.name: finding for finding in examine(root)}


def test_a_preview_refuses_a_text_in_the_other_language(fresh: Tiny) -> None:
    with pytest.raises(ContentError) as raised:
        make_preview(fresh.root, PreviewRequest("ru", text="Құрметті қала тұрғындары!"))
    (problem,) = raised.value.problems
    assert (problem.slug, problem.facts["lang"], problem.facts["other"]) == ("wrong-language", "ru", "kk")


def test_a_card_needs_a_whole_output(built: Tiny) -> None:
    (built.output / "city" / "NOT_READY.TXT").touch()
    with pytest.raises(BuildError):
        make_cards(built.root, TODAY)


def test_doctor_tries_no_voice_of_settings_that_cannot_be_read(fresh: Tiny) -> None:
    fresh.write("settings.yaml", "voices: [\n")
    result = found(fresh.root)
    assert result["appeals"].health is Health.FAILED
    assert set(result) == {"espeak (kk)", "espeak (ru)", "appeals", SENTENCES, WORDS}


def test_doctor_tries_what_hears_recordings(fresh: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = lay_model(tmp_path / "ear", "kk", "Құрметті тұрғындар!")
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "nowhere"))
    result = found(fresh.root)
    assert (result[SENTENCES].health, result[WORDS].health) == (Health.WORKS, Health.ABSENT)
    assert "ear-not-installed" in [problem.slug for problem in result[WORDS].problems]
    install(monkeypatch, model)
    assert found(fresh.root)[WORDS] == Finding(WORDS, Health.WORKS)
    (model / VOCABULARY).write_text("", "utf-8")
    broken = found(fresh.root)[WORDS]
    assert (broken.health, broken.error) == (Health.FAILED, None)
    assert [(problem.slug, problem.facts["folder"]) for problem in broken.problems] == [("ear-broken", str(model))]


def test_doctor_says_that_sentences_are_not_heard(fresh: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Ear, "warnings", lambda *_take: ())
    deaf = found(fresh.root)[SENTENCES]
    assert (deaf.health, deaf.error, [problem.slug for problem in deaf.problems]) == (Health.FAILED, None, ["ear-deaf"])


def test_doctor_says_that_nothing_is_recorded_yet(fresh: Tiny) -> None:
    fresh.write("settings.yaml", "voices: {kk: [recordings, tone], ru: [recordings]}\n")
    result = found(fresh.root)
    assert result["kk recordings"].health is result["ru recordings"].health is Health.UNRECORDED
    assert result["kk recordings"].error is None  # another voice speaks Kazakh


def test_names_for_completion_come_from_the_folders(fresh: Tiny, tmp_path: Path) -> None:
    assert playlist_names(fresh.root) == ("city", "yard")
    assert appeal_names(fresh.root) == ("a", "b")
    assert playlist_names(tmp_path / "nowhere") == appeal_names(tmp_path / "nowhere") == ()


def test_an_error_keeps_its_problems_on_the_way_to_another_process() -> None:
    error = BuildError((Problem("busy", None, {"seconds": 3}), Problem("disk-full")))
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (type(again), again.problems) == (BuildError, error.problems)
