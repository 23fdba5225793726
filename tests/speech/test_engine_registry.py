"""Engines come through entry points: built-in ones, those of third parties, and broken ones."""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from zt_audio.errors import VoiceError
from zt_audio.speech.protocol import Engine
from zt_audio.speech.registry import engine_names, load_engine, open_engines

PARROT = """
closed = 0

class Parrot:
    name = "parrot"
    voices = fingerprint = prepare = speak = lambda *_: None

    def close(self):
        global closed
        closed += 1

def engine():
    return Parrot()
"""


def install(site: Path, name: str, source: str) -> None:
    """Lay out what pip would for a package that registers one engine."""
    info = site / f"{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[zt_audio.engines]\n{name} = {name}_module:engine\n", encoding="utf-8")
    (site / f"{name}_module.py").write_text(source, encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(tmp_path)
    for module in ("parrot_module", "broken_module"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    return tmp_path


def test_anyones_engine_registers_like_ours(site: Path) -> None:
    assert "parrot" not in engine_names()
    install(site, "parrot", PARROT)
    assert engine_names() == tuple(sorted({*engine_names(), "parrot"}))
    assert load_engine("parrot", Path()).name == "parrot"


def test_names_import_nothing(site: Path) -> None:
    install(site, "broken", "raise RuntimeError")
    assert "broken" in engine_names()
    assert "broken_module" not in sys.modules


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("import no_such_library", "no_such_library"),
        ("raise ZeroDivisionError('model')", "ZeroDivisionError: model"),
        ("", "engine"),
        ("engine = 5", "not callable"),
        ("def engine():\n    raise OSError('no model')", "OSError: no model"),
        ("def engine():\n    pass", "NoneType has no voices, fingerprint, prepare, speak, close"),
        ("class engine:\n    voices = fingerprint = prepare = speak = print", "engine has no close"),
        ("raise SystemExit", "SystemExit"),
        ("import sys\n\ndef engine():\n    sys.exit('no licence')", "SystemExit: no licence"),
    ],
)
def test_a_broken_engine_is_a_voice_error_with_the_reason(site: Path, source: str, reason: str) -> None:
    install(site, "broken", source)
    with pytest.raises(VoiceError) as broken:
        load_engine("broken", Path())
    (problem,) = broken.value.problems
    assert problem.slug == "engine-broken"
    assert problem.facts["engine"] == "broken"
    assert reason in str(problem.facts["reason"])


@pytest.mark.parametrize("factory", ["def engine(context):", "def engine(*, context, size=4):"])
def test_a_factory_that_asks_for_the_context_hears_of_the_project(site: Path, tmp_path: Path, factory: str) -> None:
    install(site, "parrot", f"{PARROT}\n{factory}\n    Parrot.project = context.project\n    return Parrot()\n")
    with open_engines(tmp_path / "project") as load:
        load("parrot")
    assert sys.modules["parrot_module"].Parrot.project == tmp_path / "project"


def test_threads_share_the_engines_that_are_open(site: Path) -> None:
    opened: list[str] = []

    def slowly(name: str, project: Path) -> Engine:
        opened.append(name)
        time.sleep(0.05)
        return load_engine(name, project)

    with open_engines(Path(), slowly) as load, ThreadPoolExecutor(8) as threads:
        engines = set(map(id, threads.map(load, ["tone"] * 16)))
    assert (len(engines), opened) == (1, ["tone"])


def test_an_unknown_engine_names_the_nearest_and_all() -> None:
    with pytest.raises(VoiceError) as unknown:
        load_engine("espek", Path())
    (problem,) = unknown.value.problems
    assert (problem.slug, problem.facts["engine"], problem.facts["nearest"]) == ("engine-unknown", "espek", "espeak")
    assert "tone" in str(problem.facts["known"])


def test_open_engines_makes_each_once_and_closes_it(site: Path) -> None:
    install(site, "parrot", PARROT)
    with open_engines(Path()) as load:
        parrot = load("parrot")
        assert load("parrot") is parrot
        assert sys.modules["parrot_module"].closed == 0
    assert sys.modules["parrot_module"].closed == 1
