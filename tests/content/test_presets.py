"""Presets: a built-in one, and what staff made of one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from zt_audio.content.presets import FIRM, HORN, PRESETS, TIDY, cleaning_of, preset_of
from zt_audio.model import OwnPreset

OWN = {
    "loud": OwnPreset("street", -12.5, {"low_hz": 250.0}, {}),
    "plain": OwnPreset("off", None, {}, {"ratio": 2.0}),
}


@pytest.mark.parametrize("name", PRESETS)
def test_a_built_in_preset_is_itself(name: str) -> None:
    assert preset_of(name, OWN) == PRESETS[name]


def test_an_own_preset_has_its_base_and_what_it_says_otherwise() -> None:
    street = PRESETS["street"]
    assert preset_of("loud", OWN) == replace(street, target_lufs=-12.5, band=replace(HORN, low_hz=250))


def test_a_number_that_its_base_lacks_is_that_of_street() -> None:
    assert preset_of("plain", OWN) == replace(PRESETS["off"], compression=replace(FIRM, ratio=2))


@pytest.mark.parametrize("name", PRESETS)
def test_every_recording_is_cleaned(name: str) -> None:
    assert cleaning_of(PRESETS[name]) == TIDY
