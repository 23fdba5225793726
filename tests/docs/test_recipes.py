"""Carry out recipes of docs/development.md in a copy of the project, and run the checks that a newcomer would run.

Catalogues are renewed in each copy; that they are whole is asked where most changes. A recipe names every file that is
edited by hand, and how many these are: catalogues, manuals and tests do not count.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LIMIT_S = 250
LANGUAGES = ("kk", "ru")
EMPTY = re.compile(r'^(msgid "(.+)")\nmsgstr ""\n(?=\n|\Z)', re.MULTILINE)  # a translation that is missing
LEFT_OUT = shutil.ignore_patterns("__pycache__", "golden", "space.npy", "data")

Insertions = tuple[tuple[str, str], ...]  # a text that is there once, what is written behind it


@dataclass(frozen=True)
class Recipe:
    """What a newcomer does, and `own`, the test that they write; `checks` are tests of ours that hold afterwards."""

    name: str
    edits: Mapping[str, Insertions]
    own: str
    checks: tuple[str, ...]
    new: Mapping[str, str] = field(default_factory=dict)
    rows_of_tests: Mapping[str, Insertions] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name


CATALOGUES = "tests/messages/test_catalogues.py"
TRANSLATED = tuple(
    f"{CATALOGUES}::{name}"
    for name in (
        "test_the_catalogue_is_what_the_source_says",
        "test_everything_is_translated",
        "test_translations_keep_the_placeholders",
    )
)
SLUGS = tuple(f"{CATALOGUES}::{name}" for name in ("test_every_slug_has_a_message", "test_every_message_is_for_a_slug"))
TABLES = "tests/docs/test_tables.py"
SCREENS = "tests/studio/test_screen_table.py"
PROJECT = "from tests.support.tiny import tiny_project\n"
PAGE = """\
from tests.support.studio import running_studio

def page(root, address):
    with running_studio(root) as studio:
        return studio.browser().get(studio.base + address, timeout=60)
"""
USB = (ROOT / "zt_audio/content/profiles.yaml").read_text("utf-8").partition("\nusb:\n")[2].partition("\n\n")[0]
CALLED = "the usual player with a USB socket"

RECIPES = (
    Recipe(
        "A setting",
        {
            "model/values.py": (('    profile: str = "usb"\n', "    longest_stay_min: int = 120\n"),),
            "content/settings.py": (
                (
                    """        N_("The player in the vehicle"),
    )
""",
                    """    longest_stay_min: Annotated[int, whole_number(1, 1_440)] = _setting(
        _SOUND, _SETTINGS.longest_stay_min, N_("The longest stay, minutes."), N_("Longest stay, minutes")
    )
""",
                ),
            ),
            "checks/project.py": (
                (
                    "profile = profile_of(playlist.profile, project.own_profiles)\n",
                    "        usual = project.settings.longest_stay_min\n",
                ),
                ("is not None and stop.stay_min > ", "usual if usual else "),
            ),
        },
        PROJECT
        + PAGE
        + """
def test_it_is_obeyed_and_has_a_field(tmp_path):
    tiny = tiny_project(tmp_path / "project")
    tiny.edit("playlists/yard.yaml", 'arrive: "12:00"', 'arrive: "12:00", stay_min: 100')
    assert "[long-stay]" not in tiny.run("check").stderr
    tiny.edit("settings.yaml", "prosody:", "longest_stay_min: 30\\nprosody:")
    assert "[long-stay]" in tiny.run("check").stderr
    assert "Longest stay, minutes" in page(tiny.root, "/settings").text
""",
        (
            TABLES,
            f"{SCREENS}::test_each_key_of_a_file_has_a_field_on_its_page[settings]",
            "tests/content/test_settings.py",
        ),
        rows_of_tests={"tests/content/test_settings.py": (("profile: wav\n", "longest_stay_min: 30\n"),)},
    ),
    Recipe(
        "A player profile",
        {
            "content/profiles.yaml": (
                (f"\nusb:\n{USB}\n", f"\ntractor:\n{USB}\n".replace(CALLED, "tractor: a tractor")),
            ),
        },
        PROJECT
        + PAGE
        + """
def test_it_can_be_chosen(tmp_path):
    tiny = tiny_project(tmp_path / "project")
    tiny.edit("settings.yaml", "prosody:", "profile: tractor\\nprosody:")
    assert tiny.build("yard").slugs == {}
    assert tiny.manifest().playlists["yard"].profile == "tractor"
    assert "tractor: a tractor" in page(tiny.root, "/settings").text
""",
        (
            TABLES,
            "tests/pipeline/test_build_profiles.py::test_a_change_of_text_makes_again_what_it_must[tractor]",
        ),
        rows_of_tests={
            "tests/pipeline/test_build_profiles.py": (
                ("LAID_OUT = {\n", '    "tractor": ["001_MARKET.MP3", "002_PARK.MP3", "PLAY.M3U"],\n'),
            )
        },
    ),
    Recipe(
        "A command",
        {
            "cli/main.py": (
                (
                    '    N_("Now and then"): {\n',
                    '        "count-people": (N_("Say how many people are named."), "/people"),\n',
                ),
            )
        },
        PROJECT
        + """
def test_it_runs(tmp_path):
    told = tiny_project(tmp_path / "project").run("count-people")
    assert (told.returncode, told.stdout) == (0, "0\\n")
""",
        (
            TABLES,
            "tests/cli/test_cli_help.py::test_there_is_a_module_for_each_command_and_a_command_for_each_module",
            f"{SCREENS}::test_each_command_has_a_page_or_a_reason",
        ),
        new={
            "cli/commands/count_people.py": '''"""Add the command `zt-audio count-people`."""

from __future__ import annotations

from pathlib import Path

import click

from zt_audio.cli import console


@click.command("count-people")
@click.pass_obj
def command(project: Path) -> int:
    from zt_audio.app.count_people import count_people

    console.result(str(count_people(project)))
    return 0
''',
            "app/count_people.py": '''"""Count the people of a project."""

from __future__ import annotations

from pathlib import Path

from zt_audio.app.roles import project_people


def count_people(root: Path) -> int:
    return len(project_people(root))
''',
        },
    ),
    Recipe(
        "A message",
        {
            "messages/app.py": (
                (
                    "MESSAGES: dict[str, Message] = {\n",
                    '    "room-dark": Message(N_("The room {name} is dark."), N_("Open the curtains.")),\n',
                ),
            ),
            "app/roles.py": (
                (
                    '    """Return who works with the project at `root`, by id. Raises ContentError, DeviceError."""\n',
                    """    if root.name == "dark":
        raise ContentError(Problem("room-dark", None, {"name": root.name}))
""",
                ),
            ),
        },
        PROJECT
        + """
def test_it_is_told(tmp_path):
    told = tiny_project(tmp_path / "dark").run("edit", "appeals/texts/a.yaml", "title/ru", "Порядок", "--by", "dana")
    assert told.returncode == 3
    assert "The room dark is dark. Open the curtains. [room-dark]" in told.stderr
""",
        (*TRANSLATED, *SLUGS),
    ),
    Recipe(
        "A text warning",
        {
            "checks/texts.py": (
                ("    yield from unbalanced_marks(text)\n", "    yield from shouted_words(text)\n"),
                (
                    "    yield from language_of(lang).check_facts().slips(text)\n",
                    """

def shouted_words(text: str) -> Iterator[Problem]:
    for found in re.finditer("[А-Я]{6,}", text):
        yield Problem.warning("shouted-word", found.start(), token=found[0])
""",
                ),
            ),
            "messages/checks.py": (
                (
                    "MESSAGES: dict[str, Message] = {\n",
                    '    "shouted-word": Message(N_("“{token}” is shouted."), N_("Write it in small letters.")),\n',
                ),
            ),
        },
        PROJECT
        + """
def test_it_stands_at_its_place(tmp_path):
    tiny = tiny_project(tmp_path / "project")
    tiny.edit("texts/b.yaml", "ru: Порядок", "ru: ПОРЯДОК")
    assert "“ПОРЯДОК” is shouted. Write it in small letters. [shouted-word]" in tiny.run("check").stderr
""",
        SLUGS,
    ),
    Recipe(
        "A role",
        {
            "model/__init__.py": (("Role = Literal[", '"driver", '),),
            "app/roles.py": (
                ("ROLE_WORDS: Mapping[Role, str] = {\n", '    "driver": N_("drives"),\n'),
                ("_ROLE_BY_FILE: Mapping[str, Role] = {", '\n    "appeals/playlists/": "driver",'),
            ),
        },
        PROJECT
        + PAGE
        + """
def test_who_may_change_a_playlist(tmp_path):
    tiny = tiny_project(tmp_path / "project")
    for name, role in (("dana", "editor"), ("aset", "driver")):
        with (tiny.root / "appeals/people.yaml").open("a", encoding="utf-8") as people:
            people.write(f"{name}:\\n  name: {{kk: {name}, ru: {name}}}\\n  roles: [{role}]\\n")
    assert "drives" in tiny.run("people").stdout
    edit = ("edit", "appeals/playlists/city.yaml", "title/ru", "Порядок", "--by")
    assert "[person-not-allowed]" in tiny.run(*edit, "dana").stderr
    assert tiny.run(*edit, "aset").returncode == 0
    assert "drives" in page(tiny.root, "/people").text
""",
        ("tests/studio/test_roles.py::test_each_act_asks_for_its_role[/sticks-approver]",),
    ),
    Recipe(
        "A screen",
        {
            "studio/addresses.py": (('    ("/history", N_("History")),\n', '    ("/weather", N_("Weather")),\n'),),
        },
        PROJECT
        + PAGE
        + """
def test_it_is_shown_and_led_to(tmp_path):
    answer = page(tiny_project(tmp_path / "project").root, "/weather")
    assert (answer.status_code, "It rains." in answer.text) == (200, True)
    assert 'href="/weather"' in answer.text
""",
        (*TRANSLATED, TABLES),
        new={
            "studio/screens/weather.py": '''"""Say what the weather is."""

from __future__ import annotations

from starlette.responses import Response

from zt_audio.studio.visit import Visit, get


@get("/weather")
def _weather(visit: Visit) -> Response:
    return visit.page("weather.html", rains=True)
''',
            "studio/templates/weather.html": """{% extends "base.html" %}
{% block title %}{{ _("Weather") }}{% endblock %}
{% block main %}<h1>{{ _("Weather") }}</h1>{% if rains %}<p>{{ _("It rains.") }}</p>{% endif %}{% endblock %}
""",
        },
    ),
)


def recipe_in_docs(name: str) -> str:
    """Return the paragraph of docs/development.md that begins with `name` in bold."""
    text = (ROOT / "docs/development.md").read_text("utf-8")
    (found,) = re.findall(rf"^\*\*{name}\*\*.*?(?=\n\n)", text, flags=re.MULTILINE | re.DOTALL)
    return " ".join(str(found).split())


def insert(path: Path, insertions: Insertions) -> None:
    text = path.read_text("utf-8")
    for before, what in insertions:
        assert text.count(before) == 1, (path.name, before)
        text = text.replace(before, before + what)
    path.write_text(text, "utf-8", newline="\n")


def translate(copy: Path) -> None:
    """Fill in each empty translation, as a newcomer does before they ask a clerk."""
    for language in LANGUAGES:
        file = copy / f"zt_audio/locale/{language}/LC_MESSAGES/zt_audio.po"
        filled = EMPTY.sub(r'\1\nmsgstr "\2"\n', file.read_text("utf-8"))
        file.write_text(filled, "utf-8", newline="\n")


@pytest.mark.slow  # each runs other tests in a copy of the program
@pytest.mark.parametrize("recipe", RECIPES, ids=str)
def test_a_recipe_can_be_carried_out(tmp_path: Path, recipe: Recipe) -> None:
    copy = tmp_path / "copy"
    for folder in ("zt_audio", "tests", "scripts", "docs"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=LEFT_OUT)
    for file in (*ROOT.glob("*.toml"), *ROOT.glob("*.py"), ROOT / "README.md"):
        shutil.copy(file, copy)
    for name, insertions in recipe.edits.items():
        insert(copy / "zt_audio" / name, insertions)
    for name, text in recipe.new.items():
        (copy / "zt_audio" / name).write_text(text, "utf-8")
    for name, insertions in recipe.rows_of_tests.items():
        insert(copy / name, insertions)
    own = copy / "tests/docs/test_own.py"
    own.write_text(recipe.own, "utf-8")

    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(copy), str(copy / "scripts")])}

    def run(*arguments: str) -> None:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=copy,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=LIMIT_S,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    run("scripts/messages.py")
    translate(copy)
    if TABLES in recipe.checks:
        run("scripts/docs.py")
    run("-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", str(own), *recipe.checks)

    told, edited = recipe_in_docs(recipe.name), {*recipe.edits, *recipe.new}
    assert [name for name in recipe.edits if name not in told] == []
    assert [name for name in recipe.rows_of_tests if name not in told] == []
    assert int(re.findall(r"Edited: (\d+)\.", told)[0]) == len(edited)
