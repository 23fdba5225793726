"""Voices for the engines that bring none of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from piper_voices import lay_models

from zt_audio.speech.voice_folders import VARIABLE


@pytest.fixture(scope="session", autouse=True)
def piper_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give the folder of models that engines and their processes find."""
    folder = lay_models(tmp_path_factory.mktemp("voices"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(folder))
        yield folder
