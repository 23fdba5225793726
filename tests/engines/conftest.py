"""Lay out voices for the engines that bring none, and keep the tests off the network and off real clocks."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import NO_RHVOICE, REAL_RHVOICE
from tests.support.fake_clock import Clock
from tests.support.judges import find_judge
from tests.support.piper_voices import lay_models, models_elsewhere
from tests.support.rhvoice_fake import compile_library, lay_data
from zt_audio.engines.rhvoice.home import HOME_VARIABLE
from zt_audio.store import workspace


@pytest.fixture(scope="session")
def laid_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_models(tmp_path_factory.mktemp("voices"))


@pytest.fixture(scope="session")
def laid_rhvoice(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return where RHVoice is, as the environment names it: a real one if it was named, or a fake that cc compiles."""
    if REAL_RHVOICE or not find_judge("cc"):
        return REAL_RHVOICE or NO_RHVOICE
    folder = tmp_path_factory.mktemp("rhvoice")
    library, data = compile_library(folder / "libRHVoice.so.5"), lay_data(folder / "RHVoice")
    return f"{library}{os.pathsep}{data}"


@pytest.fixture(scope="module", autouse=True)
def piper_folder(laid_models: Path) -> Iterator[Path]:
    """Give the folder of models that engines and their processes find; tests of other rooms find none."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(workspace.VOICES_VARIABLE, str(laid_models))
        yield laid_models


@pytest.fixture(scope="module", autouse=True)
def rhvoice_home(laid_rhvoice: str) -> Iterator[None]:
    """Let engines and their processes find this RHVoice."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(HOME_VARIABLE, laid_rhvoice)
        yield


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture(scope="session", autouse=True)
def little_memory() -> Iterator[None]:
    with models_elsewhere():
        yield
