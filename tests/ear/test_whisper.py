"""The real recogniser on a voice like a person's, where both are: CI has neither its 150 MB model nor such a voice."""

from __future__ import annotations

import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr

from tests.conftest import REAL_EAR
from zt_audio.ear.listener import WordedText, doubt_of_words
from zt_audio.ear.recogniser import Recogniser
from zt_audio.ear.recogniser_files import FOLDER_VARIABLE

STRANGE = ("берегите", "улица", "дорога", "собака", "вечером", "городской", "курить", "тишина")
SENTENCE = "Звоните по номеру сто два. Не шумите ночью."


# 3 s of CPU for the model, and it is seldom here: `ZT_AUDIO_EAR` names its folder.
@pytest.mark.slow
@pytest.mark.skipif(
    not (REAL_EAR and find_spec("ctranslate2") and find_spec("tiktoken") and shutil.which("RHVoice-test")),
    reason="needs ctranslate2, tiktoken, a model that ZT_AUDIO_EAR names, and RHVoice with its Russian: not in CI",
)
@pytest.mark.parametrize(
    ("said", "slug"),
    [
        (SENTENCE, None),
        ("Звоните по номеру сто пять. Не шумите ночью.", "heard-number"),
        ("Пишите по номеру сто два. Не шумите ночью.", "heard-word"),
        ("Звоните по номеру сто два. Шумите ночью.", "heard-negation"),
        ("Звоните в полицию в любое время.", "heard-former"),
    ],
)
def test_a_reading_is_told_from_another_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, slug: str | None
) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, REAL_EAR)
    path = tmp_path / "said.wav"
    command = ["RHVoice-test", "-p", "anna", "-o", str(path)]
    subprocess.run(command, input=said.encode(), check=True, capture_output=True)
    wave, rate_hz = soundfile.read(path, dtype="float32")
    recogniser = Recogniser()
    text = WordedText("ru", (SENTENCE,), STRANGE, former="Звоните в полицию в любое время.")
    found = doubt_of_words(soxr.resample(wave, rate_hz, 16_000).astype(np.float32), text, recogniser)
    recogniser.close()
    assert (found.fault.value if found else None) == slug
