"""What pages say of problems: screens and fields, never files, lines, slugs or commands; and where each link leads."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.support.studio import RunningStudio
from tests.support.tiny import Tiny, tiny_project
from zt_audio.app.texts.workbench import View, Workbench
from zt_audio.i18n import MESSAGE_LANGUAGES, gettext as _, speaking
from zt_audio.messages.message import all_messages
from zt_audio.model import Fact, Problem, Where
from zt_audio.studio.addresses import SCREEN_NAMES, screen_label, screen_of
from zt_audio.studio.app import all_routes
from zt_audio.studio.problem_words import Teller

TODAY = date(2026, 11, 27)
NOT_ON_PAGES = ("log-incomplete", "log-unwritable", "stopped-by-user", "online-off")  # come of options of commands
OF_A_TERMINAL = re.compile(
    r"\.yaml|\bYAML|zt-audio|(?<![\w-])--[a-z]|`|\bcommand|команд|терминал|\bterminal|appeals/|pip install"
    r"|\[[a-z]+-[a-z-]+\]"
)
APPEAL, CITY, PLACES, SETTINGS = (
    f"appeals/{name}.yaml" for name in ("texts/a", "playlists/city", "places", "settings")
)

UNREADABLE = Problem("unreadable-token", Where(APPEAL, 8, 5), {"token": "ИДП"})


@pytest.fixture(scope="module")
def view(fresh_once: Tiny) -> View:
    return Workbench(fresh_once.root).view(TODAY)


class _Any(dict[str, Any]):
    """Facts for any sentence."""

    def __missing__(self, name: str) -> str:
        return name


@pytest.mark.parametrize("language", MESSAGE_LANGUAGES)
def test_no_page_speaks_of_files_or_commands(language: str, view: View) -> None:
    reachable = [slug for slug in all_messages() if slug not in NOT_ON_PAGES]
    facts = _Any(n=2, measured=1.0, lang="kk", nearest="market", file=PLACES)
    with speaking(language):
        told = {slug: Teller(view, "/").tell(Problem(slug, Where(APPEAL, 3, 5), facts)) for slug in reachable}
    assert {slug: str(each) for slug, each in told.items() if OF_A_TERMINAL.search(str(each))} == {}


@pytest.mark.parametrize("language", MESSAGE_LANGUAGES)
@pytest.mark.parametrize("path", ["/appeals/a", "/appeals/+"])
def test_the_page_of_an_appeal_leads_to_its_own_fields_for_a_source(language: str, path: str, view: View) -> None:
    with speaking(language):
        told = Teller(view, path).tell(Problem("fact-unknown", Where(APPEAL, 8, 5), {"token": "102"}))
        assert _("Numbers without a source") in told.text
    assert (told.screen, OF_A_TERMINAL.search(str(told))) == ("#sources", None)


def test_advice_is_for_messages_that_exist_and_leads_to_screens() -> None:
    assert all_messages().keys() >= set(NOT_ON_PAGES)
    assert {message.screen for message in all_messages().values()} <= {"", "/jobs/{number}", *SCREEN_NAMES}
    known = {getattr(route, "path", "") for route in all_routes()}
    assert {screen for screen in SCREEN_NAMES if screen != "/files"} <= known


@pytest.mark.parametrize(
    ("problem", "path", "place", "address", "screen"),
    [  # where, on which page → the place in words, its link, the screen that mends it
        (
            Problem("unreadable-token", Where(APPEAL, 8, 5), {"token": "ИДП"}),
            "/",
            "Чистота · Text · Русский · paragraph 1",
            "/appeals/a",
            "/words",
        ),
        (Problem("unreadable-token", Where(APPEAL, 8, 5), {"token": "ИДП"}), "/appeals/a", "Text", "", "/words"),
        (Problem("unreadable-token", Where(APPEAL, 8, 5), {}), "/appeals/a/check", "Text", "", "/words"),
        (Problem("bad-time", Where(CITY, 6, 13), {"value": "25:00"}), "/", "Город · stop 2", "/playlists/city", ""),
        (Problem("form-unknown", Where(PLACES, 3, 9), {}), "/", "рынок", "/places/market", "/places"),
        (Problem("yaml-tab", Where(CITY, 2, 1)), "/", "Город", "/playlists/city", f"/files/{CITY}"),
        (Problem("yaml-tab", Where(CITY, 2, 1)), f"/files/{CITY}", "line 2", "", ""),
        (Problem("nothing-built"), "/", "", "", "/sound"),
        (Problem("nothing-built"), "/sound", "", "", ""),
        (Problem("people-not-sealed", Where("appeals/people.yaml")), "/", "People and keys", "/people", ""),
    ],
)
def test_a_problem_leads_to_its_place_and_to_what_mends_it(
    view: View, problem: Problem, path: str, place: str, address: str, screen: str
) -> None:
    told = Teller(view, path).tell(problem)
    assert told.place.startswith(place) if place else not told.place
    assert (told.address, told.screen) == (address, screen)
    assert bool(told.label) == bool(screen)


def test_ids_are_told_as_titles(view: View) -> None:
    facts: dict[str, Fact] = {"playlist": "city", "items": ("a", "intro/market/ru/1")}
    told = Teller(view, "/sound").tell(Problem("approval-missing", None, facts)).text
    assert "Город" in told
    assert "city" not in told
    assert "greeting of рынок" in told


@pytest.mark.parametrize(
    ("file", "name"),
    [
        (APPEAL, "Чистота"),
        (PLACES, "Places"),
        ("appeals/pronunciations.yaml", "Doubtful words"),  # not written yet
        ("appeals/pairs/a.json", "Compare the languages · Чистота"),
        ("appeals/approvals/appeal/a.json", "Approvals · Чистота"),
        ("appeals/approvals/greeting/park.json", "Approvals · Greeting · парк"),
        ("appeals/texts/removed.yaml", "Appeals · removed"),
        ("output/city", "Город"),
        ("a", "Чистота"),
    ],
)
def test_files_are_told_as_titles(view: View, file: str, name: str) -> None:
    assert Teller(view, "/history").file_name(file) == name


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (
            Problem("quiet-hours-unchecked", None, {"n": 2, "stop": "park"}),
            "stops without a time: 2, the first is парк.",
        ),
        (Problem("approval-not-built", None, {"unit": "greeting/park"}), "Greeting · парк is not approved"),
        (Problem("reading-guessed", None, {"token": "6", "spoken": "шесть", "rule": "address:case"}), "a guess."),
        (Problem("kind-without-greeting", None, {"id": "vilage", "nearest": "village"}), "“village”?"),
    ],
)
def test_codes_in_facts_are_told_in_words(view: View, problem: Problem, text: str) -> None:
    told = Teller(view, "/").tell(problem).text
    assert text in told
    assert "address:case" not in told


FACT = "f: {kind: phone, says: {kk: ['102'], ru: ['102']}, source: x, checked: {by: Дана, on: 2026-01-01}}\n"


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("facts", FACT.replace("kind: phone, ", ""), "“f · Kind” is missing."),
        ("facts", FACT.replace("kind: phone", "kind: tel"), "telephone, sum"),
        ("facts", FACT.replace("says: {kk: ['102'], ru: ['102']}, ", ""), "“f · As it may stand in a text"),
        ("facts", FACT.replace("source: x, ", ""), "“f · Where it was read” is missing."),
        ("facts", FACT.replace("by: Дана, ", ""), "“f · Who checked it” is missing."),
        ("facts", FACT.replace(", on: 2026-01-01", ""), "“f · When it was checked” is missing."),
        ("facts", "f:\n  says: {kk: ['102'], ru: ['102']}\n  source: x\n", "“f · Kind” is missing."),
        ("places", "market:\n  name: {kk: Базар, ru: рынок}\n", "рынок: “Kind of place"),
        ("places", "market: {kind: market}\n", "market: “Name” is missing."),
        ("texts/a", "text: {kk: Сәлем., ru: Привет.}\n", "“Title” is missing."),
        ("texts/a", "title: {kk: Сәлем, ru: Привет}\n", "“Text” is missing."),
        ("texts/a", "title: {kk: Сәлем}\ntext: {kk: Сәлем., ru: Привет.}\n", "The text in Russian is missing."),
        (
            "playlists/city",
            "title: {kk: Қ, ru: Г}\nstops:\n  - {place: park}\n  - {arrive: '10:00'}\n",
            "stop 2: “Place”",
        ),
        ("playlists/city", "title: {kk: Қ, ru: Г}\nstops:\n  - arrive: '10:00'\n", "stop 1: “Place” is missing."),
        ("playlists/city", "title: {kk: Қ, ru: Г}\nappeals: [a]\n", "“Stops” is missing."),
        ("intros", "kinds: {market: {kk: Сәлем., ru: Привет.}}\n", "“Where nothing else is written” is missing."),
        ("lexicon/ru", "general:\n  КВД: {forms: {gen: клиники}}\n", "“КВД · How it is said” is missing."),
        ("profiles", "mine: {why: x}\n", "“mine · Built on” is missing."),
    ],
)
def test_a_field_that_is_missing_is_told_by_its_label(tmp_path: Path, file: str, text: str, told: str) -> None:
    tiny = tiny_project(tmp_path)
    tiny.write(f"{file}.yaml", text)
    view = Workbench(tiny.root).view(TODAY)
    problems = view.problems_of(f"appeals/{file}.yaml")
    on_page, as_written = (
        [words for words in map(str, map(Teller(view, path).tell, problems)) if told in words]
        for path in ("/", f"/files/appeals/{file}.yaml")
    )
    assert on_page
    assert len(as_written) == (told == "The text in Russian is missing.")  # there people see keys


def test_a_number_is_told_by_what_texts_say_not_by_its_id(tmp_path: Path) -> None:
    tiny = tiny_project(tmp_path)
    tiny.write("facts.yaml", "police:\n  kind: phone\n  says: {kk: [нөмір 102], ru: [номер 102]}\n  source: gov.kz\n")
    told = Teller(Workbench(tiny.root).view(TODAY), "/history")
    with speaking("ru"):
        assert told.field_name("appeals/facts.yaml", ("police", "kind")).startswith("номер 102 · ")


def test_a_field_is_told_by_stop_and_label(view: View) -> None:
    told = Teller(view, "/history")
    assert told.field_name(CITY, ("stops", 5, "arrive")) == "stop 6 · from"
    assert told.field_name(CITY, ("stops", 5, "arrive"), "park") == "парк · from"
    assert told.field_name(CITY, ("stops", 5, "appeals", 2), "park") == "парк · What is said, in this order"
    assert told.field_name(CITY, ("appeals", 4)).startswith("Appeals that are said")  # no stop
    assert told.field_name(CITY, ("stops", 5)) == "stop 6"
    assert told.field_name(PLACES, ("park", "name", "kk")) == "парк · Name · Қазақша"
    assert told.field_name("appeals/people.yaml", ("dana", "roles", 0)) == "dana · roles · 0"


def test_every_file_has_its_screen(view: View) -> None:
    assert [file for file in view.files if not screen_label(screen_of(file))] == []


def test_home_gives_each_playlist_its_own_reason(built_studio: RunningStudio) -> None:
    root = built_studio.studio.root
    for file, old, new in ((CITY, "[mon]", "[tue]"), ("appeals/texts/b.yaml", "Звоните в полицию.", "Звоните.")):
        (root / file).write_text((root / file).read_text("utf-8").replace(old, new), "utf-8")
    home = built_studio.browser("ru").get(built_studio.base, timeout=60).text
    told = re.findall(r'<li><a href="/sound#(\w+)">\w+</a>: ([^<]*)', home)
    assert dict(told)["yard"] == "изменился текст"
    assert [name for name, _why in told] == ["city", "yard"]


def test_home_and_the_editor_say_it_in_words_of_pages(studio: RunningStudio) -> None:
    appeal = studio.studio.root / APPEAL
    appeal.write_text(appeal.read_text("utf-8").replace("Чистота нужна всем.", "Вызовите ИДП."), "utf-8")
    home = studio.browser("ru").get(studio.base, timeout=60).text
    assert "«ИДП»" in home
    assert not OF_A_TERMINAL.search(re.sub(r"<[^>]*>", "", home))
