"""The JSON Schemas that editors use say the same as the loader."""

from __future__ import annotations

import json
from typing import Literal, get_args, get_origin

import pytest

from zt_audio.content.facts import FactEntry
from zt_audio.content.fields import Strict
from zt_audio.content.files import FileKind
from zt_audio.content.presets import CHIMES, DEFAULT_PRESET, PRESETS
from zt_audio.content.profiles import built_in_profiles
from zt_audio.content.schema import json_schemas
from zt_audio.content.settings import ApprovalEntry, ServerEntry, SettingsFile, VoiceOriginEntry


def test_there_is_one_for_each_kind_of_file() -> None:
    assert set(json_schemas()) == set(get_args(FileKind))


@pytest.mark.parametrize("kind", sorted(get_args(FileKind)))
def test_it_is_json_and_knows_no_inner_type(kind: str) -> None:
    schema = json_schemas()[kind]
    assert '"lines"' not in json.dumps(schema)
    assert "Where" not in schema.get("$defs", {})


def test_required_keys_and_ranges() -> None:
    playlist = json_schemas()["playlist"]
    stop = playlist["$defs"]["StopEntry"]
    assert playlist["required"] == ["title", "stops"]
    assert playlist["additionalProperties"] is False
    assert {"type": "integer", "minimum": 1, "maximum": 720} in stop["properties"]["stay_min"]["anyOf"]
    assert playlist["properties"]["stops"]["minItems"] == 1


def test_the_defaults_are_names_of_the_tables() -> None:
    defaults = SettingsFile()
    assert defaults.preset == DEFAULT_PRESET
    assert defaults.preset in PRESETS
    assert defaults.chime in CHIMES
    assert defaults.profile in built_in_profiles()


def test_editors_know_every_preset_chime_and_profile_of_the_tables() -> None:
    schemas = json_schemas()
    settings, profiles = schemas["settings"], schemas["profiles"]
    assert settings["$defs"]["PresetEntry"]["properties"]["base"]["enum"] == list(PRESETS)
    assert settings["properties"]["chime"]["anyOf"][0]["enum"] == list(CHIMES)
    assert profiles["$defs"]["OwnProfileEntry"]["properties"]["base"]["enum"] == list(built_in_profiles())


def test_enumerations() -> None:
    settings = json_schemas()["settings"]
    assert settings["properties"]["chime"]["anyOf"][0]["enum"] == ["three-tone", "two-tone", "none"]
    forms = json_schemas()["places"]["$defs"]["Forms"]
    assert "px3" in forms["properties"]["kk"]["propertyNames"]["enum"]


@pytest.mark.parametrize("shape", [SettingsFile, ApprovalEntry, ServerEntry, VoiceOriginEntry, FactEntry])
def test_each_value_of_a_choice_has_words_and_is_one_that_the_program_knows(shape: type[Strict]) -> None:
    properties = shape.model_json_schema()["properties"]
    choices = {name: field for name, field in shape.model_fields.items() if get_origin(field.annotation) is Literal}
    assert choices
    for name, field in choices.items():
        assert set(properties[name]["words"]) == set(properties[name]["enum"]), name
        assert set(properties[name]["enum"]) == set(get_args(field.annotation)), name


def test_a_lexicon_word_is_short_or_long() -> None:
    general = json_schemas()["lexicon"]["properties"]["general"]["additionalProperties"]
    assert [choice.get("type", "object") for choice in general["anyOf"]] == ["string", "object"]


def test_a_limit_is_a_number_or_none_and_one_kind_of_mp3_is_made() -> None:
    columns = json_schemas()["profiles"]["$defs"]["OwnProfileEntry"]["properties"]
    number, word = columns["files_per_folder"]["anyOf"]
    assert (number["minimum"], word["enum"]) == (1, ["none"])
    assert columns["bitrate_kbps"]["anyOf"][0] == {"type": "integer", "enum": [128]}
