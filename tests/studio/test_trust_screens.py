"""Approvals and pairs on the pages of the studio: nothing is approved that was not played to its end."""

from __future__ import annotations

import re
from datetime import date, datetime
from html import unescape

import pytest
import requests

from tests.app.test_said import built_and_told, next_monday
from tests.studio.test_in_browser import LAPTOP, opened
from tests.support.chrome import chrome
from tests.support.studio import RunningStudio
from tests.support.tiny import PLACES, SETTINGS, Tiny
from zt_audio.app.texts.appeals import saved_texts

LIMIT_S = 100
PEOPLE = "dana:\n  name: {kk: Дана, ru: Дана}\n  roles: [editor, approver]\n"
FACTS = 'police:\n  {kind: phone, says: {kk: ["102"], ru: ["102"]}, source: закон о связи}\n'


@pytest.fixture
def asked(built_studio: RunningStudio) -> RunningStudio:
    """Give the studio of a built project that asks for approvals."""
    project = Tiny(built_studio.studio.root)
    project.write("settings.yaml", SETTINGS + "approval: {needed: named}\n")
    project.write("people.yaml", PEOPLE)
    project.build()
    return built_studio


def post(studio: RunningStudio, browser: requests.Session, path: str, form: dict[str, str]) -> requests.Response:
    return browser.post(studio.base + path, form, timeout=LIMIT_S)


def lines(text: str) -> list[dict[str, str]]:
    found = re.findall(r'data-block="([^"]+)" data-digest="([^"]+)"', text)
    return [{"block": unescape(block), "digest": digest} for block, digest in found]


def test_what_was_played_to_its_end_can_be_approved(asked: RunningStudio) -> None:
    browser = asked.browser()
    home = browser.get(f"{asked.base}/", timeout=LIMIT_S).text
    assert "Waiting for approval: 2 (“Чистота”, “Порядок”)" in home
    shown = browser.get(f"{asked.base}/approvals", timeout=LIMIT_S).text
    assert "2 texts are not approved, so these playlists cannot go on a stick:" in shown
    assert '<a class="chip" href="/approvals?playlist=city">Город: 2</a>' in shown
    assert shown.count("● not approved") == 2
    assert '<a class="button" href="#a">● Not approved: 2 of 2</a>' in shown
    assert '<tr id="a">' in shown
    assert "The settings do not ask" not in shown
    assert "No one is named" not in shown
    assert shown.count(" disabled>") == 2
    heard = lines(shown)
    assert [each["block"] for each in heard] == ["appeal/a/kk", "appeal/a/ru", "appeal/b/kk", "appeal/b/ru"]
    form = {"unit": "a", "by": "dana"}
    assert post(asked, browser, "/approvals", form).status_code == 422
    other = {**heard[0], "digest": "0" * 64}
    assert browser.post(f"{asked.base}/heard", json=other, timeout=LIMIT_S).status_code == 409
    ready = [browser.post(f"{asked.base}/heard", json=each, timeout=LIMIT_S).json()["ready"] for each in heard[:2]]
    assert ready == [[], ["a"]]
    answer = post(asked, browser, "/approvals", form)
    assert answer.status_code == 200
    assert answer.text.count("● not approved") == 1
    assert re.search(r"dana, \d\d\.\d\d\.20", answer.text)
    past = browser.get(f"{asked.base}/history", timeout=LIMIT_S).text
    assert "with this approval: both languages say the same" in past  # no one pressed that button
    assert post(asked, browser, "/approvals", {"unit": "b", "by": "dana"}).status_code == 422
    refused = post(asked, browser, "/approvals", {"all": "1", "by": "dana"})
    assert (refused.status_code, "no text that waits for approval was played to its end" in refused.text) == (422, True)
    assert "Waiting for approval: 1 (Порядок)" in browser.get(f"{asked.base}/", timeout=LIMIT_S).text
    assert post(asked, browser, "/approvals", {"by": "dana", "withdraw": "a"}).text.count("● not approved") == 2


def test_a_new_text_without_sound_is_named_with_what_to_do(asked: RunningStudio) -> None:
    project, browser = Tiny(asked.studio.root), asked.browser()
    button = '<form method="post" action="/sound" class="panel barred">'
    assert button not in browser.get(f"{asked.base}/approvals", timeout=LIMIT_S).text
    project.write(
        "texts/c.yaml", "title: {kk: Тыныштық, ru: Тишина}\ntext: {kk: Тыныштық сақтаңыз., ru: Соблюдайте тишину.}\n"
    )
    project.edit("playlists/city.yaml", "appeals: [a, b]", "appeals: [a, b, c]")
    shown = browser.get(f"{asked.base}/approvals", timeout=LIMIT_S).text
    told = shown.partition(button)[2].partition("</form>")[0]
    assert 'href="/appeals/c"' in told
    assert "/appeals/a" not in told
    assert "Update the sound" in told


def test_the_texts_of_one_playlist_are_read_along_in_their_order(asked: RunningStudio) -> None:
    Tiny(asked.studio.root).edit("playlists/city.yaml", "appeals: [a, b]", "appeals: [b, a]")
    Tiny(asked.studio.root).build()
    browser = asked.browser()
    shown = browser.get(f"{asked.base}/approvals?playlist=city", timeout=LIMIT_S).text
    assert [each["block"] for each in lines(shown)] == [f"appeal/{each}" for each in ("b/kk", "b/ru", "a/kk", "a/ru")]
    assert '<p class="along" lang="ru">Берегите улицы. Бросайте мусор в урны.\nЧистота нужна всем.</p>' in shown
    assert '<progress max="4"' in shown
    yard = browser.get(f"{asked.base}/approvals?playlist=yard", timeout=LIMIT_S).text
    assert {each["block"] for each in lines(yard)} == {"appeal/b/kk", "appeal/b/ru"}  # both, or it is not heard
    assert browser.get(f"{asked.base}/approvals?playlist=gone", timeout=LIMIT_S).status_code in (404, 422)


def test_a_whole_playlist_is_heard_by_one_press(asked: RunningStudio) -> None:
    with chrome(*LAPTOP) as page:
        opened(page, asked, "en")
        page.visit(f"{asked.base}/approvals?playlist=city")
        page.until("document.querySelector('#heard b')?.textContent === '0 / 4'")
        page.run("""(async () => {
            const along = () => document.querySelector('[data-block]:has([aria-pressed]) .along')?.textContent ?? '';
            document.querySelector('#heard button').click();
            while (!along().includes('Көшені')) await new Promise((go) => setTimeout(go, 10));
        })()""")
        page.until("document.querySelector('#heard b').textContent === '4 / 4'")
        page.until("![...document.querySelectorAll('[data-approve]')].some((each) => each.disabled)")
        assert page.run("document.querySelector('#heard progress').value") == 4
        assert page.violations() == []


def test_sound_that_is_older_than_its_text_is_said_so_before_it_is_heard(asked: RunningStudio) -> None:
    """Nothing of it is counted, no approval of other words is shown as one, and a button makes the sound."""
    browser = asked.browser()
    for each in lines(browser.get(f"{asked.base}/approvals", timeout=LIMIT_S).text):
        browser.post(f"{asked.base}/heard", json=each, timeout=LIMIT_S)
    assert post(asked, browser, "/approvals", {"all": "1", "by": "dana"}).text.count("✓ approved") == 2
    assert browser.get(f"{asked.base}/appeals", timeout=LIMIT_S).text.count("✓ approved") == 2
    Tiny(asked.studio.root).edit("texts/a.yaml", "Бросайте", "Кидайте")
    shown = browser.get(f"{asked.base}/approvals", timeout=LIMIT_S).text
    assert {each["block"] for each in lines(shown)} == {"appeal/b/kk", "appeal/b/ru"}
    assert '<progress max="2"' in shown
    assert (shown.count("✓ approved"), shown.count("▲ approved as it was before")) == (1, 1)
    row = shown[shown.index("to listen to it does not count") :]
    assert row.index('<button formaction="/sound">') < row.index("data-play")
    listed = browser.get(f"{asked.base}/appeals", timeout=LIMIT_S).text
    assert (listed.count("✓ approved"), listed.count("approval is out of date")) == (1, 1)
    Tiny(asked.studio.root).edit("playlists/yard.yaml", '"12:00"', '"12:99"')  # the other playlist says b in both
    assert browser.get(f"{asked.base}/approvals", timeout=LIMIT_S).text.count("✓ approved") == 1
    kazakh = (asked.studio.root / "appeals/texts/a.yaml").read_text("utf-8")
    Tiny(asked.studio.root).write("texts/a.yaml", kazakh.partition("  ru: |")[0] + '  ru: ""\n')
    assert browser.get(f"{asked.base}/appeals", timeout=LIMIT_S).text.count("✓ approved") == 1
    assert "✓ approved" not in browser.get(f"{asked.base}/approvals", timeout=LIMIT_S).text  # the mistake is of both


def test_an_approval_of_no_one_is_shown_so(built_studio: RunningStudio) -> None:
    browser = built_studio.browser()
    shown = browser.get(f"{built_studio.base}/approvals", timeout=LIMIT_S).text
    assert "The settings do not ask for approvals" in shown
    assert "The person who approves a text also confirms that both languages say the same." in shown
    assert "No one is named who may approve" in shown
    assert '<a href="/people">' in shown
    for each in lines(shown):
        browser.post(f"{built_studio.base}/heard", json=each, timeout=LIMIT_S)
    answer = post(built_studio, browser, "/approvals", {"all": "1"})
    assert answer.status_code == 200
    assert len(re.findall(r"<small>without a name, \d\d\.\d\d\.\d{4}</small>", answer.text)) == 2
    assert post(built_studio, browser, "/approvals", {"all": "1"}).status_code == 200  # nothing waits


def test_history_answers_what_was_said(asked: RunningStudio) -> None:
    browser = asked.browser()
    nothing = browser.get(f"{asked.base}/history?place=park&day=2020-01-06", timeout=LIMIT_S).text
    assert "know of nothing that was said there" in nothing
    assert browser.get(f"{asked.base}/history?place=park&day=x", timeout=LIMIT_S).status_code == 400


def said(studio: RunningStudio, place: str, day: date) -> str:
    asked_for = {"place": place, "day": day.isoformat()}
    return unescape(studio.browser().get(f"{studio.base}/history", params=asked_for, timeout=LIMIT_S).text)


def test_history_knows_places_by_their_names(asked: RunningStudio) -> None:
    project = Tiny(asked.studio.root)
    monday = next_monday(datetime.now().astimezone().date())
    project.write("places.yaml", PLACES.replace("ru: рынок", "ru: село Нурбулак").replace("ru: школа", "ru: парк"))
    project.build()
    number = built_and_told(project)
    for name in ("село Нурбулак", "с. НУРБУЛАК", "нурбулак", "базар", "market"):
        answer = said(asked, name, monday)
        assert re.search(rf"Город · 10:00.*?card: {number}", answer, re.DOTALL), name
        assert "<b>Greeting · село Нурбулак</b>" in answer, name
    assert '<option value="село Нурбулак">' in answer
    assert "No place of this project is called “Нурбулакк”" in said(asked, "Нурбулакк", monday)
    assert "No place of this project is called “!”" in said(asked, "!", monday)
    several = said(asked, "Парк", monday)  # two are called so
    assert ("place=park&" in several, "place=school&" in several) == (True, True)
    project.edit("places.yaml", "park:\n", "garden:\n")  # another id, so the old one is in what was built alone
    project.edit("playlists/city.yaml", "place: park", "place: garden")
    assert re.search(rf" · 11:00.*?card: {number}", said(asked, "park", monday), re.DOTALL)


def test_pairs_are_compared_and_confirmed(asked: RunningStudio) -> None:
    browser = asked.browser()
    browser.cookies.set("person", "dana")
    shown = browser.get(f"{asked.base}/pairs", timeout=LIMIT_S).text
    assert "Confirm all 4 paragraphs as they stand" in shown
    assert "Only where a person has compared them all" in shown  # one press confirms nothing yet
    assert post(asked, browser, "/pairs", {"appeal": "a", "number": "1"}).text.count("They say the same") == 3
    assert "All paragraphs are confirmed" in post(asked, browser, "/pairs", {}).text
    assert post(asked, browser, "/pairs", {"appeal": "a"}).status_code == 400
    Tiny(asked.studio.root).edit("texts/a.yaml", "Чистота нужна всем.", "Чистота нужна детям.")
    shown = browser.get(f"{asked.base}/pairs", timeout=LIMIT_S).text
    assert "<del>всем.</del>" in shown
    assert "<ins>детям.</ins>" in shown
    assert "1 paragraph may not say the same" in browser.get(f"{asked.base}/", timeout=LIMIT_S).text


def checked(studio: RunningStudio, browser: requests.Session, ru: str, kk: str) -> tuple[str, str]:
    """Return what the editor shows below the texts of the appeal `a`, and its rows of paragraphs."""
    draft = {"seq": 1, "title": {"kk": "Тазалық", "ru": "Чистота"}, "text": {"kk": kk, "ru": ru}}
    told = browser.post(f"{studio.base}/appeals/a/check", json=draft, timeout=LIMIT_S).json()
    return told["trust"], "".join(told["texts"][lang]["rows"] for lang in ("kk", "ru"))


def test_the_editor_approves_what_was_heard_paragraph_by_paragraph(asked: RunningStudio) -> None:
    browser = asked.browser()
    texts = saved_texts(asked.studio.root, "appeals/texts/a.yaml")
    below, rows = checked(asked, browser, texts["ru"], texts["kk"])
    heard = lines(rows)
    assert [each["block"] for each in heard] == [f"appeal/a/{lang}/{n}" for lang in ("kk", "ru") for n in (1, 2)]
    for each in heard:
        assert 'data-approve="a" disabled' in checked(asked, browser, texts["ru"], texts["kk"])[0]
        assert browser.post(f"{asked.base}/heard", json=each, timeout=LIMIT_S).status_code == 200
    below, rows = checked(asked, browser, texts["ru"], texts["kk"])
    assert 'data-approve="a">' in below
    assert rows.count("✓</output>") == 4
    below, rows = checked(asked, browser, texts["ru"] + " Спасибо.", texts["kk"])
    assert "data-approve" not in below  # the field differs from what is saved
    assert lines(rows) == []
    answer = post(asked, browser, "/approvals", {"unit": "a", "by": "dana", "back": "/appeals/a"})
    assert answer.url == f"{asked.base}/appeals/a"
    assert re.search(r"dana, \d\d\.\d\d\.20", checked(asked, browser, texts["ru"], texts["kk"])[0])


def test_the_editor_compares_paragraphs_and_remembers_the_other_half(asked: RunningStudio) -> None:
    Tiny(asked.studio.root).write("facts.yaml", FACTS)
    browser = asked.browser()
    browser.cookies.set("person", "dana")
    texts = saved_texts(asked.studio.root, "appeals/texts/a.yaml")
    assert "not compared yet" in checked(asked, browser, texts["ru"], texts["kk"])[0]
    form = {"appeal": "a", "number": "1", "back": "/appeals/a"}
    assert post(asked, browser, "/pairs", form).url == f"{asked.base}/appeals/a"
    assert "= the same" in checked(asked, browser, texts["ru"], texts["kk"])[0]
    changed, _rows = checked(asked, browser, "Звоните 102. " + texts["ru"], texts["kk"])
    assert "<ins>Звоните 102.</ins>" in changed
    assert "They say the same" not in changed  # before it is saved there is nothing to confirm
    assert ">102</a> · Русский: закон о связи" in " ".join(changed.split())
    both, _rows = checked(asked, browser, "Звоните 102. " + texts["ru"], texts["kk"] + " Телефон: 102.")
    assert ">102</a> · Қазақша, Русский: закон о связи" in " ".join(both.split())
    alone, _rows = checked(asked, browser, texts["ru"], "")
    first = texts["kk"].split("\n\n")[0]
    assert f'data-edit="kk" data-start="0" data-end="0" value="{first}"' in unescape(alone)
