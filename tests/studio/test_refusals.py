"""What a page answers when something cannot be done, and every page of a project with mistakes in it."""

from __future__ import annotations

import html
import json
import re

import pytest

from tests.support.studio import PAGES, PARTS_OF_PAGES, RunningStudio

LIMIT_S = 100
PLAYLIST, PLACES = "appeals/playlists/city.yaml", "appeals/places.yaml"
SETTINGS = "settings that are not known"
MISTAKES = {  # file, what stands there, what stands there by mistake
    "a playlist out of order": (PLAYLIST, 'arrive: "11:00"', 'arrive: "09:00"'),
    "a playlist that is no YAML": (PLAYLIST, "appeals: [a, b]", "appeals: [a, b"),
    "a text with a word that no rule reads": ("appeals/texts/a.yaml", "Чистота нужна всем", "Чистота IDPX всем"),
    "a place without a name": (PLACES, "name: {kk: Базар, ru: рынок}", "name: {kk: Базар}"),
    SETTINGS: ("appeals/settings.yaml", "", "voises: {}\n"),
}


def spoil(studio: RunningStudio, file: str, right: str, wrong: str) -> None:
    path = studio.studio.root / file
    before = path.read_text("utf-8") if path.exists() else ""
    assert right in before
    path.write_text(before.replace(right, wrong, 1) if right else before + wrong, "utf-8")


@pytest.mark.parametrize("mistake", MISTAKES)
def test_every_page_opens_in_a_project_with_a_mistake(studio: RunningStudio, mistake: str) -> None:
    spoil(studio, *MISTAKES[mistake])
    browser = studio.browser()
    found = {path: browser.get(studio.base + path, timeout=LIMIT_S) for path in (*PAGES, *PARTS_OF_PAGES)}
    not_shown = {path: answer for path, answer in found.items() if answer.status_code != 200}
    if mistake == SETTINGS:  # nothing that depends on them can be told; the page says so
        assert set(not_shown) == {"/recordings", "/recordings/session?lang=kk", "/approvals"}
        assert all(answer.status_code == 422 and "voises" in answer.text for answer in not_shown.values())
    else:
        assert not_shown == {}


@pytest.mark.parametrize(
    ("page", "file", "gone"),
    [
        ("/playlists/city", PLAYLIST, "place: park"),
        ("/greetings", "appeals/intros.yaml", "Базар қонақтары"),
    ],
)
def test_what_a_page_offers_to_take_out_is_taken_out(studio: RunningStudio, page: str, file: str, gone: str) -> None:
    kinds = "kinds: {market: {kk: Базар қонақтары!, ru: Гости рынка!}}\n"
    spoil(studio, "appeals/intros.yaml", "default: {", f"{kinds}default: {{")
    browser, path = studio.browser(), studio.studio.root / file
    shown = html.unescape(browser.get(studio.base + page, timeout=LIMIT_S).text)
    offers = [json.loads(each) for each in re.findall(r'data-remove="(\{.*?\})"[ >]', shown)]
    offer = next(each for each in offers if each["path"][-1] in (1, "market"))
    before = path.read_text("utf-8")
    edits = {"file": file, "edits": [{"do": "remove", **offer}]}
    assert browser.post(f"{studio.base}/save", json=edits, timeout=LIMIT_S).status_code == 200
    assert path.read_text("utf-8").count(gone) == before.count(gone) - 1


REFUSED = [  # method, path, form, status, words
    ("POST", "/entries", {"file": "appeals/facts.yaml", "path": "x"}, 400, "cannot use what this page sent"),
    ("POST", "/places", {"name-kk": " "}, 400, "left empty"),
    ("POST", "/sticks", {"playlist": "city"}, 409, "Choose a stick"),
    ("POST", "/sticks", {"playlist": "city", "drive": "/no/such"}, 409, "not plugged in"),
    ("POST", "/undo", {"save": "7"}, 404, "History brings it back"),
    ("GET", "/history?place=a&day=31.02", {}, 400, "31.02"),
    ("GET", "/stops", {}, 405, "belongs to a button"),
    ("GET", "/none", {}, 404, "no such page"),
    ("GET", "/places/none", {}, 404, "No place of this project is called “none”"),
]


@pytest.mark.parametrize(("method", "path", "form", "status", "words"), REFUSED)
def test_a_refusal_names_its_cause_and_leads_back(
    studio: RunningStudio, method: str, path: str, form: dict[str, str], status: int, words: str
) -> None:
    browser = studio.browser()
    browser.headers["Referer"] = f"{studio.base}/playlists/city?place=park"
    answer = browser.request(method, studio.base + path, data=form, timeout=LIMIT_S)
    assert (answer.status_code, words in answer.text) == (status, True), answer.text
    assert "<nav" in answer.text
    assert 'href="/playlists/city?place=park"' in answer.text
    for_a_script = browser.request(
        method, studio.base + path, data=form, headers={"Sec-Fetch-Dest": "empty"}, timeout=LIMIT_S
    )
    assert words in for_a_script.json()["told"]


def test_a_refusal_leads_to_no_other_site(studio: RunningStudio) -> None:
    browser = studio.browser()
    browser.headers["Referer"] = "https://example.kz/playlists"
    assert "/playlists</a>" not in browser.get(f"{studio.base}/none", timeout=LIMIT_S).text
    assert "example.kz" not in browser.get(f"{studio.base}/none", timeout=LIMIT_S).text


def test_the_language_is_changed_on_the_page_of_a_refusal(studio: RunningStudio) -> None:
    browser = studio.browser()
    browser.headers["Referer"] = f"{studio.base}/places"
    refused = browser.post(f"{studio.base}/places", data={"name-kk": ""}, timeout=LIMIT_S).text
    assert 'name="back" value="/places"' in refused
    assert 'data-stamp=""' in refused  # a page that is drawn anew would send the form again
