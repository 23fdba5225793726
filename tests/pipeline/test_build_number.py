"""The build number of a playlist: what its driver hears and reads, the same on every computer."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.tiny import Tiny, tiny_project
from zt_audio.pipeline import plan
from zt_audio.published.inputs import load_build_state, save_build_state
from zt_audio.store.journal import MANIFEST_FILE
from zt_audio.store.manifest import PLAYER_FILE, Manifest, from_bytes, to_bytes

# On every system, with every Python and every version of a library. Another sound recipe makes others of them: look at
# what was built, and write down the new ones.
NUMBERS = {"city": "6c27130d", "yard": "10467bfa"}


def numbers(tiny: Tiny) -> dict[str, str]:
    return {name: entry.number for name, entry in tiny.manifest().playlists.items()}


def test_the_number_is_the_same_everywhere(built: Tiny) -> None:
    assert numbers(built) == NUMBERS


def test_other_bytes_of_the_same_sound_have_the_same_number(
    built: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other libraries encode otherwise, and an engine has another fingerprint where its library is another one."""
    monkeypatch.setattr(plan, "_sound_versions", lambda: ("numpy of tomorrow",))
    monkeypatch.setattr("zt_audio.speech.tone.Tone.fingerprint", lambda _self, voice: f"of tomorrow {voice}")
    monkeypatch.setattr("zt_audio.speech.tone.Tone.identity", lambda _self, voice: f"tone-1-{voice}", raising=False)
    monkeypatch.setattr("zt_audio.sound.dynamics.gain", lambda db: 10 ** ((db - 0.5) / 20))
    other = tiny_project(tmp_path / "other laptop")
    other.build()
    assert other.tree("city")["city/001_MARKET.MP3"] != built.tree("city")["city/001_MARKET.MP3"]
    assert numbers(other) == numbers(built)
    for name in ("city", "yard"):
        assert numbers(built)[name].encode() in other.tree(name)[f"{name}/{PLAYER_FILE}"]


@pytest.mark.parametrize(
    ("file", "old", "new", "changed"),
    [
        ("texts/a.yaml", "title:", "# a note\ntitle:", ""),
        ("texts/a.yaml", "Берегите улицы.", "Берегите парки.", "city"),
        ("texts/a.yaml", "Көшені таза", "Ауланы таза", "city"),
        ("texts/a.yaml", "title:", "valid_until: 2027-01-31\ntitle:", "city"),
        ("places.yaml", "ru: школа", "ru: гимназия", "yard"),
        ("places.yaml", "ru: {gen: школы}", "ru: {gen: гимназии}", "yard"),
        ("settings.yaml", "voices:", "preset: indoor\nvoices:", "city yard"),
        ("settings.yaml", "voices:", "chime: none\nvoices:", "city yard"),
        ("settings.yaml", "voices:", "profile: phone\nvoices:", "city yard"),
        ("settings.yaml", "kk: [tone]", "kk: ['tone:ru']", ""),
        ("settings.yaml", "cycle_ms: 600", "cycle_ms: 900", "city yard"),
        ("settings.yaml", "kk: {rate_syl_per_s: 6}", "kk: {rate_syl_per_s: 5}", "city"),
        ("settings.yaml", "voices:", "quiet_hours: {holidays: ['2030-12-16']}\nvoices:", ""),
        ("settings.yaml", "voices:", 'duty_phone: "102"\nvoices:', "city yard"),
        ("playlists/yard.yaml", "days: [tue]", "days: [wed]", "yard"),
        ("playlists/yard.yaml", '"12:00"', '"12:30"', "yard"),
        ("playlists/yard.yaml", '"12:00"', '"12:00", stay_min: 15', "yard"),
    ],
)
def test_what_a_driver_hears_or_reads_makes_another_number(
    file: str, old: str, new: str, changed: str, built: Tiny
) -> None:
    before = numbers(built)
    built.edit(file, old, new)
    built.build()
    after = numbers(built)
    assert [name for name in before if after[name] != before[name]] == changed.split()


def test_another_voice_is_another_number(built: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    """A laptop without the wanted voice speaks with the next one: its card and stick are others."""
    before = numbers(built)
    monkeypatch.setattr("zt_audio.speech.tone.Tone.fingerprint", lambda _self, voice: f"another {voice}")
    shutil.rmtree(built.workspace.cache)
    built.build()
    assert set(numbers(built).values()).isdisjoint(before.values())


def of_an_older_program(built: Manifest) -> Manifest:
    return replace(built, playlists={name: replace(entry, build="") for name, entry in built.playlists.items()})


def test_what_an_older_program_built_keeps_its_number_until_it_is_built_again(built: Tiny) -> None:
    new = numbers(built)
    old = of_an_older_program(built.manifest())
    (built.output / MANIFEST_FILE).write_bytes(to_bytes(old))
    state = load_build_state(built.workspace.state)
    noted = {name: f"{each.split(':')[0]}:older:voices" for name, each in state.content_digest_by_playlist.items()}
    save_build_state(
        built.workspace.state, replace(state, content_digest_by_playlist=noted, inputs="older:contents:voices")
    )
    assert set(numbers(built).values()).isdisjoint(new.values())
    rows = built.run("status").stdout
    assert "sound as the texts, but this computer would make it otherwise" in rows
    assert all(number in rows for number in numbers(built).values())
    built.build()
    assert numbers(built) == new


def test_a_number_that_no_build_writes_is_a_damaged_manifest(built: Tiny) -> None:
    entry = built.manifest().playlists["city"]
    for number in ("../../xx", "0123456", "ABCDEF01", "012345678"):
        assert from_bytes(to_bytes(replace(built.manifest(), playlists={"city": replace(entry, build=number)}))) is None
