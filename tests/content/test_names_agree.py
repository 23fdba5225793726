"""Names that content knows by heart, because it may not import the rooms that own them, must be theirs."""

from __future__ import annotations

from zt_audio.content import fields
from zt_audio.content.presets import CHIMES, DEFAULT_PRESET, PRESETS
from zt_audio.content.profiles import built_in
from zt_audio.content.schema import SettingsFile


def test_content_knows_the_names_that_the_rooms_have() -> None:
    assert tuple(built_in()) == fields.PROFILES
    assert set(fields.PRESETS) == set(PRESETS)
    assert set(fields.CHIMES) == set(CHIMES)
    assert (SettingsFile().preset, SettingsFile().chime in CHIMES) == (DEFAULT_PRESET, True)
