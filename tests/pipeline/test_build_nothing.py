"""A build with nothing to do touches nothing and loads nothing heavy."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.tiny import Tiny, touched
from zt_audio.engines.piper.engine import Piper
from zt_audio.engines.rhvoice import home as rhvoice_home
from zt_audio.events import Planned, Warned
from zt_audio.model import Prosody, Speech, Utterance
from zt_audio.speech.tone import Tone
from zt_audio.store import workspace

MODEL = {
    "audio": {"sample_rate": 22_050},
    "espeak": {"voice": "kk"},
    "language": {"family": "kk"},
    "phoneme_id_map": {"a": [1]},
    "num_speakers": 1,
}
HEAVY = ("numpy", "pydantic", "soundfile", "pymorphy3", "soxr", "lameenc", "yaml")
CHILD = """
import sys
from zt_audio.cli.main import run
code = run(sys.argv[1:])
print(code, *sorted(name for name in sys.modules if "." not in name))
"""


def test_no_file_is_touched(built: Tiny) -> None:
    built.build()
    before = built.stamps()
    ran = built.build()
    assert ran.events == []
    assert ran.report.outcome is None
    assert built.stamps() == before


def test_no_heavy_library_is_loaded(built: Tiny) -> None:
    built.process("build")
    command = [sys.executable, "-c", CHILD, "--project", str(built.root), "build"]
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", check=True, env={**os.environ, "ZT_AUDIO_LANG": "en"}
    )
    code, *modules = done.stdout.split()
    assert (code, done.stderr.splitlines()[0]) == ("0", "Nothing to do: output is up to date.")
    assert "zt_audio" in modules
    assert set(HEAVY).isdisjoint(modules)


def test_the_list_of_heavy_libraries_is_that_of_a_build(fresh: Tiny) -> None:
    command = [sys.executable, "-c", CHILD, "--project", str(fresh.root), "build"]
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", check=True, env={**os.environ, "ZT_AUDIO_LANG": "en"}
    )
    rare = {"pymorphy3"}  # for Russian that is not in the cache
    assert set(HEAVY) - rare <= set(done.stdout.split())


# --- a voice that is another than before, though no text is -----------------------------------------------


def lay_model(folder: Path, name: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.onnx.json").write_text(json.dumps(MODEL), "utf-8")
    (folder / f"{name}.onnx").write_bytes(name.encode())
    return folder / f"{name}.onnx"


def hum(_self: Piper, utterance: Utterance, _voice_id: str, prosody: Prosody) -> Speech:
    return Tone().speak(utterance, utterance.lang, prosody)


def to_speak(tiny: Tiny) -> int | None:
    """Return how many sentences a build would have spoken, None where it finds nothing to do."""
    counts = [event.to_speak for event in tiny.build(dry_run=True).of(Planned)]
    return counts[0] if counts else None


def test_a_model_that_comes_changes_or_goes_is_noticed(
    fresh: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    voices = tmp_path / "voices"
    monkeypatch.setenv(workspace.VOICES_VARIABLE, str(voices))
    monkeypatch.setattr(Piper, "speak", hum)
    fresh.edit("settings.yaml", "kk: [tone]", "kk: [piper, tone]")
    usual = lay_model(voices, "kk_KZ-usual-medium")
    assert fresh.build().slugs == {}
    assert to_speak(fresh) is None
    better = lay_model(voices, "kk_KZ-better-high")
    kazakh = to_speak(fresh)
    assert kazakh
    better.unlink()
    Path(f"{better}.json").unlink()
    assert to_speak(fresh) is None
    touched(usual, b"another")
    assert to_speak(fresh) == kazakh
    usual.unlink()
    Path(f"{usual}.json").unlink()
    assert to_speak(fresh) == kazakh
    fresh.edit("settings.yaml", "kk: [piper, tone]", "kk: ['piper:kk_KZ-usual-medium', tone]")
    assert "piper-no-model" in [event.problem.slug for event in fresh.build(dry_run=True).of(Warned)]


def test_where_rhvoice_lies_is_noticed(built: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "RHVoice"
    monkeypatch.setenv(rhvoice_home.HOME_VARIABLE, f"{tmp_path / 'libRHVoice.so'}{os.pathsep}{data}")
    built.build()
    for name in ("voices/anna/voice.info", "voices/anna/24000/voice.data", "languages/Russian/language.info"):
        assert to_speak(built) is None
        (data / name).parent.mkdir(parents=True)
        (data / name).write_text("x", "utf-8")
        assert to_speak(built) == 0
        built.build()


def test_an_account_is_noticed_and_never_kept(built: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    built.build()
    monkeypatch.setenv("ZT_AUDIO_AZURE_KEY", "first" * 5)
    assert to_speak(built) == 0
    built.build()
    monkeypatch.setenv("ZT_AUDIO_AZURE_KEY", "second" * 5)
    assert to_speak(built) is None  # by nothing that is kept could anyone tell one key from another
    monkeypatch.delenv("ZT_AUDIO_AZURE_KEY")
    assert to_speak(built) == 0


def test_an_engine_that_is_installed_beside_is_noticed(
    built: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built.build()
    monkeypatch.syspath_prepend(tmp_path / "packages")
    assert to_speak(built) is None
    (tmp_path / "packages" / "hum-1.dist-info").mkdir(parents=True)
    assert to_speak(built) == 0
