"""The table of voices that can be fetched: whole, plausible, and consistent with what the engine reads."""

from __future__ import annotations

import re

import pytest

from zt_audio.engines.piper.models import ADDRESS_VARIABLE, QUALITIES, known_names, known_voice
from zt_audio.errors import VoiceError
from zt_audio.model import LANGS

PROJECTS = {"kk_KZ": "kk", "ru_RU": "ru"}


@pytest.mark.parametrize("name", known_names())
def test_each_row_is_whole(name: str) -> None:
    voice = known_voice(name)
    country, short, quality = name.split("-")
    assert (voice.lang, voice.quality) == (PROJECTS[country], quality)
    assert quality in QUALITIES
    assert voice.speakers >= 1
    assert voice.licence
    assert voice.source.startswith("https://")
    assert [file.name for file in voice.files] == [f"{name}.onnx.json", f"{name}.onnx"]  # the model comes last
    for file in voice.files:
        assert re.fullmatch(r"[0-9a-f]{64}", file.sha256)
        assert file.address.startswith("https://")
        assert file.address.endswith(f"/{voice.lang}/{country}/{short}/{quality}/{file.name}")
    assert 20e6 < voice.size < 200e6
    assert f"License: {voice.licence}" in voice.card


def test_no_two_files_are_the_same() -> None:
    digests = [file.sha256 for name in known_names() for file in known_voice(name).files]
    assert len(set(digests)) == len(digests)


def test_both_languages_have_a_voice_for_broadcast() -> None:
    good = {voice.lang for voice in map(known_voice, known_names()) if voice.quality in ("medium", "high")}
    assert good == set(LANGS)


def test_a_mirror_has_the_same_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ADDRESS_VARIABLE, "https://mirror.example/voices/")
    assert known_voice("ru_RU-denis-medium").files[1].address == (
        "https://mirror.example/voices/ru/ru_RU/denis/medium/ru_RU-denis-medium.onnx"
    )


def test_an_unknown_name_is_told_the_nearest() -> None:
    with pytest.raises(VoiceError) as unknown:
        known_voice("issai-high")
    (problem,) = unknown.value.problems
    assert (problem.slug, problem.facts["nearest"]) == ("download-unknown", "kk_KZ-issai-high")
    assert problem.facts["known"] == tuple(known_names())
