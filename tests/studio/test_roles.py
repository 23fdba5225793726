"""Who may do what in the studio: each act × each role; the pages say who may."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.studio.conftest import with_project
from tests.support.studio import RunningStudio
from tests.support.tiny import Tiny
from zt_audio.app.roles import role_of_file
from zt_audio.studio.visit import PERSON_COOKIE

LIMIT_S = 60
ROLES = {"dana": "editor", "aigerim": "approver", "olzhas": "keeper"}
NOBODY = "-"
PEOPLE = "\n".join(f"{name}:\n  name: {{kk: {name}, ru: {name}}}\n  roles: [{role}]" for name, role in ROLES.items())
FACT = {"kind": "phone", "says": {"kk": ["102"], "ru": ["102"]}, "source": "ІІД"}
APPEAL, SETTINGS, FACTS, PEOPLE_FILE = (f"appeals/{name}.yaml" for name in ("texts/a", "settings", "facts", "people"))
TITLE = {"path": ["title", "ru"], "old": "Чистота", "new": "Порядок"}
GEN = {"file": "appeals/lexicon/ru.yaml", "path": '["general"]', "name": "ИДП", "value:[]": "инспектор"}

Row = tuple[str, Mapping[str, Any], str]
JSON_ROWS: tuple[Row, ...] = (  # address, body → who may
    ("/save", {"file": APPEAL, "edits": [TITLE]}, "editor"),
    ("/save", {"file": SETTINGS, "edits": [{"path": ["facts"], "old": None, "new": "warn"}]}, "keeper"),
    ("/save", {"file": FACTS, "edits": [{"do": "put", "path": ["police"], "value": FACT}]}, "approver"),
    ("/lexicon", {"lang": "ru", "written": "ИДП", "spoken": "инспектор"}, "editor"),
)
FORM_ROWS: tuple[Row, ...] = (
    ("/appeals", {"title-kk": "Сәлем", "title-ru": "Привет", "text-kk": "Сәлем.", "text-ru": "Привет."}, "editor"),
    ("/urgent", {"text-kk": "Бала жоғалды.", "text-ru": "Пропал ребёнок.", "phone": "102"}, "editor"),
    ("/appeals/a/rename", {"name": "c"}, "editor"),
    ("/places", {"name-kk": "Жаңа", "name-ru": "Новый", "kind": "market"}, "editor"),
    ("/places/school/rename", {"id": "lyceum", "stamp": "now"}, "editor"),
    ("/playlists", {"title-kk": "Кеш", "title-ru": "Вечер", "place": "market"}, "editor"),
    ("/stops", {"place": "school", "playlist": "city", "arrive": "12:00"}, "editor"),
    ("/entries", GEN, "editor"),
    ("/pairs", {"appeal": "a", "number": "1"}, "editor"),
    ("/files/" + APPEAL, {"text": "title: {kk: А, ru: Б}\ntext: {kk: Сәлем., ru: Привет.}\n"}, "editor"),
    ("/files/" + SETTINGS, {"text": "facts: warn\n"}, "keeper"),
    ("/files/" + PEOPLE_FILE, {"text": PEOPLE.replace("editor", "approver")}, "keeper"),
    ("/people", {"id": "new", "name-kk": "Ә", "name-ru": "А", "role-editor": "1"}, "keeper"),
    ("/people/act", {"do": "remove", "person": "dana"}, "keeper"),
    ("/people/act", {"do": "end", "person": "dana"}, "keeper"),
    ("/sticks", {"playlist": "city", "folder": "stick"}, "approver"),
    ("/approvals", {"withdraw": "a"}, "approver"),
)
REFUSED = ("Say who you are", "Choose an approver", "in the list of people")


@pytest.fixture(scope="module")
def staffed(fresh_once: Tiny, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("staffed") / "project"
    shutil.copytree(fresh_once.root, root)
    (root / PEOPLE_FILE).write_text(PEOPLE + "\n", "utf-8")
    return root


@pytest.fixture
def asked(open_studio: RunningStudio, staffed: Path) -> RunningStudio:
    return with_project(open_studio, staffed)


def as_person(studio: RunningStudio, person: str) -> requests.Session:
    browser = studio.browser()
    browser.cookies.set(PERSON_COOKIE, person, domain="127.0.0.1")
    return browser


@pytest.mark.parametrize("row", [*JSON_ROWS, *FORM_ROWS], ids=lambda row: f"{row[0]}-{row[2]}")
def test_each_act_asks_for_its_role(asked: RunningStudio, tmp_path: Path, row: Row) -> None:
    address, body, role = row
    root = asked.studio.root
    if address.startswith("/files/"):
        body = {**body, "base": sha256((root / address.removeprefix("/files/")).read_bytes()).hexdigest()}
    body = {name: asked.studio.stamp() if value == "now" else value for name, value in body.items()}
    body |= {"folder": str(tmp_path)} if "folder" in body else {}
    before = contents(root)

    def answer_to(person: str) -> requests.Response:
        form, sent = (None, body) if row in JSON_ROWS else (body, None)
        return as_person(asked, person).post(asked.base + address, form, sent, timeout=LIMIT_S, allow_redirects=False)

    for person in (NOBODY, *(name for name in ROLES if ROLES[name] != role)):
        refused = answer_to(person)
        assert refused.status_code == 422, person
        assert any(words in refused.text for words in REFUSED), person
    assert contents(root) == before
    done = answer_to(next(name for name in ROLES if ROLES[name] == role))
    assert not any(words in done.text for words in REFUSED)
    assert done.status_code in (200, 303) or "no approval" in done.text  # none was given yet


def contents(root: Path) -> Mapping[Path, bytes]:
    return {path: path.read_bytes() for path in sorted((root / "appeals").rglob("*")) if path.is_file()}


@pytest.mark.parametrize("name", ["appeals/approvals/appeal/a.json", "appeals/pairs/a.json", "appeals/people.sig"])
def test_records_are_no_files_to_be_written_by_hand(asked: RunningStudio, name: str) -> None:
    (asked.studio.root / name).parent.mkdir(parents=True, exist_ok=True)
    (asked.studio.root / name).write_text("{}", encoding="utf-8")
    for person in ROLES:
        browser, address = as_person(asked, person), f"{asked.base}/files/{name}"
        assert browser.get(address, timeout=LIMIT_S).status_code == 404
        assert browser.post(address, {"text": "x", "base": ""}, timeout=LIMIT_S).status_code == 404


@pytest.mark.parametrize(
    ("page", "role"),
    [
        ("/appeals/a", "editor"),
        ("/places/market", "editor"),
        ("/playlists/city", "editor"),
        ("/pairs", "editor"),
        ("/settings", "keeper"),
        ("/players", "keeper"),
        ("/people", "keeper"),
        ("/recordings/voices", "keeper"),
        ("/facts", "approver"),
        ("/sticks", "approver"),
        (f"/files/{SETTINGS}", "keeper"),
    ],
)
def test_a_page_says_who_may_change_it(asked: RunningStudio, page: str, role: str) -> None:
    for person in (*ROLES, NOBODY):
        shown = as_person(asked, person).get(asked.base + page, timeout=LIMIT_S).text
        told = f"Only these people may change something here: {next(n for n in ROLES if ROLES[n] == role)}."
        assert (told in shown) == (ROLES.get(person) != role)


def test_alone_anyone_may_do_all(studio: RunningStudio) -> None:
    for address, body, _role in JSON_ROWS:
        answer = studio.browser().post(studio.base + address, json=body, timeout=LIMIT_S)
        assert answer.status_code == 200, answer.text
    assert "Only these people" not in studio.browser().get(f"{studio.base}/settings", timeout=LIMIT_S).text


def test_a_broken_list_of_people_can_be_mended_and_nothing_else_changed(asked: RunningStudio) -> None:
    file = asked.studio.root / PEOPLE_FILE
    file.write_text("dana: [", "utf-8")
    browser = as_person(asked, NOBODY)
    refused = browser.post(f"{asked.base}/save", json={"file": APPEAL, "edits": [TITLE]}, timeout=LIMIT_S)
    assert refused.status_code == 422
    body = {"text": PEOPLE + "\n", "base": sha256(file.read_bytes()).hexdigest()}
    browser.post(f"{asked.base}/files/{PEOPLE_FILE}", body, timeout=LIMIT_S)
    assert file.read_text("utf-8") == PEOPLE + "\n"


@pytest.mark.parametrize(
    ("file", "role"),
    [
        (APPEAL, "editor"),
        ("appeals/lexicon/kk.yaml", "editor"),
        ("appeals/pairs/a.json", "editor"),
        ("appeals/recordings/kk/a.flac", "editor"),
        (FACTS, "approver"),
        ("appeals/approvals/appeal/a.json", "approver"),
        (SETTINGS, "keeper"),
        ("appeals/profiles.yaml", "keeper"),
        (PEOPLE_FILE, "keeper"),
        ("appeals/people.sig", "keeper"),
    ],
)
def test_each_file_asks_for_its_role(file: str, role: str) -> None:
    assert role_of_file(file) == role
