"""The generated tables of the manuals are as scripts/docs.py writes them now, and they leave nothing out."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from scripts.docs import LANGUAGES, ROOT, STARTER, TABLES, in_language, stale
from zt_audio.cli.main import COMMANDS
from zt_audio.content.profiles import built_in_profiles, profile_rows
from zt_audio.content.schema import file_type, json_schema
from zt_audio.content.settings import SettingsFile
from zt_audio.content.yaml.source import SourceText
from zt_audio.content.yaml.tree import parse_yaml

PAGES = {"screens": "studio"}  # tables whose page has another name


def page(lang: str, name: str) -> str:
    return (ROOT / "docs" / lang / f"{name}.md").read_text("utf-8")


def test_the_tables_are_fresh() -> None:
    assert stale() == [], "run `.venv/bin/python scripts/docs.py` and commit docs/"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", TABLES)
def test_each_table_is_in_the_manual_of_each_language(lang: str, name: str) -> None:
    manual = PAGES.get(name, name)
    assert page(lang, manual).count(f"<!-- {name}: scripts/docs.py writes this -->") == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_manual_names_everything(lang: str) -> None:
    assert [name for name in COMMANDS if f"| `{name}` |" not in page(lang, "commands")] == []
    assert [name for name in SettingsFile.model_fields if f"| `{name}` |" not in page(lang, "settings")] == []
    assert [name for name in built_in_profiles() if f"| `{name}` |" not in page(lang, "players")] == []


def test_each_setting_and_each_profile_is_explained_in_each_language() -> None:
    for name, shape in json_schema("settings")["properties"].items():
        said = [in_language(lang, shape.get("description", "")) for lang in LANGUAGES]
        assert all(said), name
        assert shape["group"], name
    for name, row in profile_rows().items():
        assert set(row.called) == set(row.about) == set(LANGUAGES), name


def test_a_page_that_is_old_is_named(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs" / "ru", tmp_path / "docs" / "ru")
    old = tmp_path / "docs" / "ru" / "players.md"
    old.write_text(old.read_text("utf-8").replace("| `dfplayer` |", "| `df` |"), "utf-8")
    assert stale(tmp_path) == [old]


def test_a_new_project_has_the_defaults_and_every_example_can_be_read() -> None:
    """The head of the file says that `order` alone is not the default."""
    text = STARTER.read_text("utf-8")
    lines = [re.sub(r"^# ?(?=[a-z_]+:( [\[{\"]|$)|  +)", "", line) for line in text.splitlines()]
    for yaml, written in ((text, {"order"}), ("\n".join(lines), set(SettingsFile.model_fields))):
        tree = parse_yaml(SourceText("settings.yaml", yaml))[0]
        shape = file_type("settings").validate_python(tree)
        assert shape.model_fields_set >= written
        differing = {key for key, value in SettingsFile() if getattr(shape, key) != value}
        assert differing == {"order"} or written != {"order"}
