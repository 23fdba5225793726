"""The recogniser's process: what it answers, how it fails, and that nothing is loaded where it is not installed."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.support.recogniser import install, lay_model
from zt_audio.ear.listener import open_ear
from zt_audio.ear.recogniser import AskedReading, Recogniser, installed_recogniser
from zt_audio.ear.recogniser_files import EAR_ADDRESS_VARIABLE, MODEL, VOCABULARY, model_files
from zt_audio.engines.worker_pool import WorkerCrashedError, WorkerError, WorkerUnableError

LIKELY, UNLIKELY = math.log(0.9), math.log(1e-3)  # of the stand-in
WAVE = np.sin(np.arange(24_000, dtype=np.float32))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = lay_model(tmp_path / "ear", "kk", "Жүз екі.")
    install(monkeypatch, folder)
    return folder


def test_each_word_has_its_log_probability_and_its_tokens(folder: Path) -> None:
    recogniser = installed_recogniser()
    assert recogniser
    readings = [
        AskedReading("kk", "Жүз екі."),
        AskedReading("kk", "екі.", before="Жүз"),
        AskedReading("kk", "Жүз мың."),
        AskedReading("ru", "Жүз екі."),
        *[AskedReading("kk", "Жүз")] * 20,  # more than at once
    ]
    scores = recogniser.scores(WAVE, readings)
    recogniser.close()
    assert [each.tokens for each in scores[:3]] == [(7, 8), (8,), (7, 8)]  # bytes, with the space before
    assert scores[0].words == pytest.approx((7 * LIKELY, 8 * LIKELY))
    assert scores[0].by_token == pytest.approx(LIKELY)
    assert scores[1].words == pytest.approx((8 * LIKELY,))
    assert scores[2].words[0] == pytest.approx(7 * LIKELY)
    assert scores[2].words[1] < 3 * UNLIKELY
    assert scores[3].total == pytest.approx(15 * UNLIKELY)
    assert {each.words for each in scores[4:]} == {scores[0].words[:1]}


def test_one_process_serves_takes_of_any_length(folder: Path) -> None:
    recogniser = Recogniser()
    for seconds in (0.1, 5.0, 25.0):
        (score,) = recogniser.scores(np.zeros(int(seconds * 16_000), np.float32), [AskedReading("kk", "Жүз екі.")])
        assert score.by_token == pytest.approx(LIKELY)
    assert len(recogniser._pool._idle) == 1
    recogniser.close()


@pytest.mark.parametrize("name", [MODEL, VOCABULARY])
def test_a_model_that_cannot_be_loaded_is_told(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(WorkerUnableError):
        Recogniser().scores(WAVE, [AskedReading("kk", "Жүз")])
    assert installed_recogniser() is None


def test_a_process_that_ends_is_told() -> None:
    with pytest.raises(WorkerCrashedError):
        Recogniser([sys.executable, "-c", ""]).scores(WAVE, [AskedReading("kk", "Жүз")])


def test_without_its_packages_nothing_is_asked_or_imported(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert installed_recogniser()
    ear = open_ear()
    assert ear._scorer
    ear.close()
    assert not {"ctranslate2", "tiktoken"} & set(sys.modules)
    bare = [path for path in sys.path if not path.endswith(("fake_recogniser", "site-packages"))]
    monkeypatch.setattr(sys, "path", bare)
    assert installed_recogniser() is None
    assert open_ear()._scorer is None


def test_the_worker_is_unable_without_its_packages(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONPATH")
    with pytest.raises(WorkerError):
        Recogniser([sys.executable, "-S", "-m", "zt_audio.ear.recogniser_worker", str(folder)]).scores(WAVE, [])


def test_the_files_come_from_one_commit_or_from_a_mirror(monkeypatch: pytest.MonkeyPatch) -> None:
    for file in model_files():
        assert file.address.startswith("https://")
        assert len(file.address.split("/")[-2]) == 40  # a commit, not a branch
        assert len(file.sha256) == 64
    assert 140e6 < sum(file.size for file in model_files()) < 150e6
    assert model_files()[-1].name == MODEL  # comes last: whole or absent
    monkeypatch.setenv(EAR_ADDRESS_VARIABLE, "https://mirror.example/ear/")
    assert [file.address for file in model_files()] == [
        f"https://mirror.example/ear/{name}" for name in ("config.json", "vocabulary.txt", "model.bin")
    ]
