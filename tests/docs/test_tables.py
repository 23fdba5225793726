"""The generated tables of the manuals are as scripts/docs.py writes them now, and they leave nothing out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scripts.docs import LANGUAGES, PROFILES, ROOT, STARTER, TABLES, comments, stale
from zt_audio.cli.main import COMMANDS
from zt_audio.content.profiles import built_in_profiles
from zt_audio.content.settings import SettingsFile

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
    settings = comments(STARTER.read_text("utf-8"), LANGUAGES)
    assert set(SettingsFile.model_fields) <= set(settings)
    assert set(comments(PROFILES.read_text("utf-8"), ("kk", "ru"))) == set(built_in_profiles())


def test_a_page_that_is_old_is_named(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs" / "ru", tmp_path / "docs" / "ru")
    old = tmp_path / "docs" / "ru" / "players.md"
    old.write_text(old.read_text("utf-8").replace("| `dfplayer` |", "| `df` |"), "utf-8")
    assert stale(tmp_path) == [old]


def test_comments_are_read_by_key_and_language() -> None:
    yaml = "# о\n# бір\n# один\n# one, for example:\n# number:\n#   inner: 1\n\n# а\n# б\n# в.\nother: 2\n"
    assert comments(yaml, LANGUAGES) == {
        "number": {"kk": "бір", "ru": "один", "en": "one."},
        "other": {"kk": "а", "ru": "б", "en": "в."},
    }
