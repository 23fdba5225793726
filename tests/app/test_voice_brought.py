"""A voice from files speaks before it is taken, and a model that breaks the runtime breaks a child alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.piper_voices import NAMES, config, lay_model, lay_models
from zt_audio.app.speaking.preview import is_preview
from zt_audio.app.speaking.voice_install import VoicesInHand, keep_voice, try_voices, voices_aside
from zt_audio.errors import VoiceError, ZtError
from zt_audio.processes.door import OpeningLimits
from zt_audio.speech.registry import open_engines
from zt_audio.store.workspace import VOICES_VARIABLE

KK = NAMES["kk"]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "project/voices").mkdir(parents=True)
    monkeypatch.delenv(VOICES_VARIABLE, raising=False)
    return tmp_path / "project"


def test_a_voice_is_tried_kept_and_speaks(tmp_path: Path, root: Path) -> None:
    source = lay_models(tmp_path / "таяқша")
    with voices_aside(root) as aside:
        for tried in try_voices(root, source, aside):
            assert is_preview(tried.sample[:100])
            assert len(tried.sample) > 50_000
            assert tried.brought.licence == "CC0"
            with open_engines(root) as load, pytest.raises(VoiceError):
                load("piper").voices("kk" if tried.name == KK else "ru")  # before it is agreed to
            if tried.name == KK:
                assert keep_voice(root, tried) == ()
            else:
                break
    names = {path.name for path in (root / "voices").iterdir()}
    assert names == {f"{KK}{end}" for end in (".onnx", ".onnx.json", ".MODEL_CARD")}
    with open_engines(root) as load:
        assert [voice.id for voice in load("piper").voices("kk")] == [KK]
    with voices_aside(root) as aside, pytest.raises(VoiceError) as error:
        try_voices(root, source, aside)
    assert error.value.problems[0].slug == "voice-name-taken"


def test_a_model_that_is_none_is_told_and_nothing_stays(tmp_path: Path, root: Path) -> None:
    onnx = lay_model(tmp_path / "source", KK, config("kk"))
    onnx.unlink()
    onnx.write_bytes(b"\x08\x09" * 5000)
    in_hand = VoicesInHand(root)
    with pytest.raises(ZtError) as error, onnx.open("rb") as model, Path(f"{onnx}.json").open("rb") as about:
        in_hand.look({onnx.name: model, f"{onnx.name}.json": about})
    assert error.value.problems[0].slug == "piper-model-broken"
    in_hand.close()
    assert not list((root / "voices").iterdir())


@pytest.mark.parametrize(
    ("limits", "slug"),
    [
        (OpeningLimits(seconds=0.5), "foreign-file-late"),
        (OpeningLimits(memory_bytes=60_000_000), "foreign-file-died"),
    ],
)
def test_a_model_that_takes_too_much_ends_its_child_alone(
    tmp_path: Path, root: Path, limits: OpeningLimits, slug: str
) -> None:
    onnx = lay_model(tmp_path / "source", KK, config("kk"))
    with voices_aside(root) as aside, pytest.raises(VoiceError) as error:
        try_voices(root, onnx, aside, limits)
    assert error.value.problems[0].slug in (slug, "foreign-file-memory", "piper-model-broken")
