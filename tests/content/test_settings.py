"""Each value of settings.yaml arrives in the settings, and each field there has a value that the file may hold."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

import pytest

from zt_audio.content.schema import file_type
from zt_audio.content.settings import SettingsFile, build_settings
from zt_audio.content.yaml.source import SourceText
from zt_audio.content.yaml.tree import parse_yaml
from zt_audio.model import Settings

ALL = """\
voices: {kk: [espeak], ru: [espeak]}
online: ask
quality_floor: broadcast
stale_takes: stop
voice_origins: {espeak: {cloned: no}}
prosody: {kk: {rate_syl_per_s: 3, pitch: 40}, ru: {rate_syl_per_s: 3, pitch: 40}}
pauses: {sentence_ms: 1, paragraph_ms: 2, appeal_ms: 3, language_ms: 4, cycle_ms: 5}
voice_prosody: {espeak: {rate_syl_per_s: 3, pitch: 40, sentence_ms: 6, paragraph_ms: 7}}
approval: {needed: sealed, of: all, four_eyes: yes}
pairs: stop
facts: stop
preset: far
presets: {far: {base: street, target_lufs: -12, band: {low_hz: 300}, compression: {ratio: 2}}}
chime: none
profile: wav
order: by_appeal
duty_phone: "102"
quiet_hours:
  {weekday: {begin: "10:00", end: "20:00"}, weekend: {begin: "11:00", end: "20:00"}, holidays: [2026-12-16]}
dose: {cycle_min: 5, an_hour: 3, kinds: {school: {cycle_min: 3, an_hour: 1}}}
server:
  {address: "http://10.0.0.7", name: own, network: own, voices: {kk: {model: a, voice: b}, ru: {model: a, voice: b}}}
cluster: {address: "tls://10.0.0.5:8786", ca: ca.pem, cert: cert.pem, key: key.pem}
"""


def unlike(found: object, usual: object, path: str = "") -> list[str]:
    """Return the fields of `found` that are as `usual`, in all dataclasses inside."""
    if not is_dataclass(usual):
        return [path] if found == usual else []
    return [
        same
        for each in fields(usual)
        for same in unlike(getattr(found, each.name), getattr(usual, each.name), f"{path}.{each.name}")
    ]


def built(yaml: str) -> Settings:
    tree = parse_yaml(SourceText("settings.yaml", yaml))[0]
    return build_settings(file_type("settings").validate_python(tree), tree)


def test_every_value_arrives() -> None:
    assert set(parse_yaml(SourceText("settings.yaml", ALL))[0]) == set(SettingsFile.model_fields)  # type: ignore[arg-type]
    settings = built(ALL)
    assert unlike(settings, Settings()) == []
    assert settings.voices.own_prosody["espeak"].paragraph_ms == 7
    assert settings.dose.kinds["school"].an_hour == 1
    assert settings.voices.server.voices["kk"].voice == "b"
    assert (settings.duty_phone, settings.cluster.key, settings.voices.server.name) == ("102", "key.pem", "own")


@pytest.mark.parametrize("yaml", ["{}", "pauses: {}\n"])
def test_nothing_said_is_the_usual(yaml: str) -> None:
    assert built(yaml) == Settings()
