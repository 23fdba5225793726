"""The studio in a real browser: no screen has what axe-core finds wrong, is too wide, or reaches beyond itself."""

from __future__ import annotations

import itertools
import json
import os
import re
import threading
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
import requests

from tests.support.chrome import Chrome, chrome
from tests.support.studio import NO_PAGE, PAGES, RunningStudio
from tests.support.word_file import word_file
from zt_audio.studio.guard import REFUSED_HEADER
from zt_audio.studio.serve import write_door

LAPTOP, PHONE = (1366, 768), (390, 844)


def opened(page: Chrome, studio: RunningStudio, language: str, path: str = "") -> None:
    page.visit(studio.door)
    page.say("Network.setCookie", name="lang", value=language, url=studio.base)
    if path:
        page.visit(studio.base + path)


def at_a_text(page: Chrome, studio: RunningStudio, language: str) -> None:
    opened(page, studio, language, "/appeals/a")
    page.until("document.querySelectorAll('[data-paragraphs=ru] li').length === 2")


MISTAKES = (  # file, what is right, what is wrong
    ("appeals/texts/a.yaml", "text:", "valid_until: 31.12.2026\ntext:"),
    ("appeals/texts/b.yaml", "Порядок}", "Порядок, ru Порядок}"),
    ("appeals/playlists/city.yaml", '"11:00"', '"09:00"'),
    ("appeals/playlists/yard.yaml", "[tue]", "tue"),
    ("appeals/places.yaml", "school:", "gone:\nschool:"),
)


LOOKS = [*itertools.product((LAPTOP, PHONE), ("kk", "ru", "en"), ("light", "dark"), ((), MISTAKES))]
SOME = (
    (LAPTOP, "kk", "light", ()),
    (PHONE, "ru", "dark", ()),
    (LAPTOP, "en", "dark", MISTAKES),
    (PHONE, "kk", "light", ()),
)
SIZES = {14, 16, 22}  # of letters, in pixels; those of the prompter are chosen by its reader
_SIZES_SEEN = """[...new Set([...document.querySelectorAll('main *, .side *')].filter((each) => each.checkVisibility()
  && !each.closest('.prompt, .sizes, option') && [...each.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
  .map((each) => Math.round(parseFloat(getComputedStyle(each).fontSize))))]"""
# The bar as a long round fills it; then what is wrong with it and with the end of the page.
_BAR = """(() => {
  const bar = document.getElementById('player');
  const long = 'Орталық қалалық базардың оңтүстік қақпасының алдындағы автотұрақ';
  const box = (name) => bar.querySelector(`[data-is=${name}]`);
  bar.hidden = false;
  bar.querySelector('details').open = true;
  box('toggle').textContent = '❚❚';
  [box('title').textContent, box('time').textContent] = [`12. ${long} · ${long}`, '12:34 / ≈ 45:56'];
  const row = `<li class="kk"><button>${long}</button><a href="#">Өзгерту</a></li>`;
  box('words').innerHTML = `<ol>${row.repeat(9)}</ol>`;
  const last = [...document.querySelectorAll('main :is(a, button, summary, input)')].filter((each) =>
    each.checkVisibility({ visibilityProperty: true }) && !each.closest('.unseen, .keys')).at(-1);
  scrollTo(0, 1e6);
  const { top, bottom } = bar.getBoundingClientRect();
  const found = [...bar.querySelectorAll(':is(b, span, button, .wave, details, li a)')];
  const parts = found.map((each) => each.getBoundingClientRect());
  const wrong = {
    wide: document.documentElement.scrollWidth - innerWidth,
    cut: parts.filter((each) => each.right > innerWidth || each.left < 0).length,
    low: innerHeight - bottom,
    high: top < 0.35 * innerHeight,
    hides: last && last.getBoundingClientRect().bottom > top,
  };
  bar.hidden = true;
  return Object.keys(wrong).filter((each) => Math.abs(Number(wrong[each])) > 0.5);
})()"""
_SEEN = "(each) => each.checkVisibility()"
_CONTROLS = ("button", "link", "textbox", "searchbox", "combobox", "checkbox", "radio", "spinbutton", "listbox")


def nameless(page: Chrome) -> list[str]:
    """Return the controls that a screen reader can give no name."""
    tree = page.say("Accessibility.getFullAXTree")["nodes"]
    seen = [node for node in tree if not node["ignored"] and node["role"]["value"] in _CONTROLS]
    return [node["role"]["value"] for node in seen if not node.get("name", {}).get("value", "").strip()]


@pytest.mark.parametrize(
    ("size", "language", "theme", "mistakes"),
    LOOKS if os.environ.get("ZT_LOOKS") == "all" else SOME,
    ids=lambda value: f"{value}" if isinstance(value, str) else "",
)
def test_each_screen_is_whole(
    built_studio: RunningStudio,
    size: tuple[int, int],
    language: str,
    theme: str,
    mistakes: tuple[tuple[str, str, str], ...],
) -> None:
    for name, right, wrong in mistakes:
        file = built_studio.studio.root / name
        file.write_text(file.read_text("utf-8").replace(right, wrong, 1), "utf-8")
    with chrome(*size) as page:
        page.theme(theme)
        opened(page, built_studio, language)
        for path in (*PAGES, NO_PAGE):
            page.visit(built_studio.base + path)
            page.until("document.readyState === 'complete'")
            assert page.violations() == [], path
            assert nameless(page) == [], path
            assert page.run("document.documentElement.scrollWidth <= innerWidth"), path
            assert page.run(f"[...document.querySelectorAll('.main')].filter({_SEEN}).length") <= 1, path
            assert {*page.run(_SIZES_SEEN)} <= SIZES, path
            assert page.run(_BAR) == [], path
        asked = [event["params"]["request"]["url"] for event in page.events if "requestWillBeSent" in str(event)[:60]]
        assert all(url.startswith((built_studio.base, "data:", "blob:")) for url in asked)
        refused = "422" if mistakes else "404"  # the page that is not there
        assert [line for line in page.complaints() if "404" not in line and refused not in line] == []


def typed(page: Chrome, lang: str, words: str) -> None:
    """Type `words` at the end of the text in `lang`, as a keyboard does."""
    page.run(
        f"(() => {{ const t = document.querySelector('[data-text={lang}]'); t.focus(); t.selectionStart = 1e6; }})()"
    )
    page.say("Input.insertText", text=words)


def test_the_menu_and_the_buttons_stay_in_their_places(studio: RunningStudio) -> None:
    """The page that one is on takes one line in the menu, a short page does not scroll, and nothing touches."""
    with chrome(*LAPTOP) as page:
        opened(page, studio, "kk", "/recordings")
        heights = "[...document.querySelectorAll('.menu nav a')].map((each) => each.offsetHeight)"
        assert len({*page.run(heights)}) == 1
        assert "\n" not in page.run("document.querySelector('.menu [aria-current]').innerText")
        opened(page, studio, "kk", "/appeals/+")
        card = "document.querySelector('fieldset.panel').getBoundingClientRect()"
        legend = "document.querySelector('fieldset.panel > legend').getBoundingClientRect()"
        assert page.run(f"{legend}.top > {card}.top && {legend}.bottom < {card}.bottom")
        assert page.run("[...document.querySelectorAll('textarea')].every((each) => each.labels[0].checkVisibility())")
        page.visit(f"{studio.base}/help/problems")
        lines = "[...document.querySelectorAll('td:first-child > code')].map((each) => each.getClientRects().length)"
        assert {*page.run(lines)} == {1}
        page.visit(f"{studio.base}/sound")
        assert page.run("document.documentElement.scrollHeight === innerHeight")


def test_lines_that_are_one_paragraph_are_parted_and_an_empty_page_is_not_called_right(studio: RunningStudio) -> None:
    with chrome(*PHONE) as page:
        opened(page, studio, "ru", "/appeals/+")
        praised = "document.getElementById('found').checkVisibility({ visibilityProperty: true })"
        page.until("document.querySelector('#found span').textContent.includes('Ошибок нет')")
        assert not page.run(praised)
        typed(page, "ru", "\n🙂 Улица.\n\nБерегите улицы.\nБросайте мусор в урны.\nЧистота нужна всем.")
        page.until("document.querySelectorAll('[data-paragraphs=ru] > li').length === 2")
        assert page.run(praised)
        page.until("document.querySelector('[data-paragraphs=ru] .soft')?.textContent.includes('3 строки')")
        assert page.run("document.querySelector('[data-paragraphs=ru] .play').offsetWidth") < 60
        page.run("document.querySelector('[data-paragraphs=ru] .soft button').click()")
        page.until("document.querySelectorAll('[data-paragraphs=ru] > li').length === 4")
        now = "\n🙂 Улица.\n\nБерегите улицы.\n\nБросайте мусор в урны.\n\nЧистота нужна всем."
        assert page.run("document.querySelector('[data-text=ru]').value") == now


def test_a_sentence_is_changed_and_saved(studio: RunningStudio) -> None:
    file = studio.studio.root / "appeals/texts/a.yaml"
    before = file.read_text("utf-8")
    with chrome(*LAPTOP) as page:
        at_a_text(page, studio, "ru")
        typed(page, "ru", " Вызовите ИДП.")
        page.until("document.querySelector('[data-mirror=ru] .unreadable')?.textContent === 'ИДП'")
        page.until("document.querySelector('[data-paragraphs=ru]').textContent.includes('звука не будет')")
        assert page.run("document.getElementById('saved').textContent") == "Ещё не сохранено"
        page.run("document.querySelector('[data-text=ru]').selectionStart -= 'ИДП.'.length")
        page.say("Input.insertText", text="102.")
        page.until("document.querySelector('[data-mirror=ru] .read')?.textContent === '102'")
        page.until("document.querySelector('[data-paragraphs=ru]').textContent.includes('сто два')")
        page.run("document.getElementById('save').click()")
        page.until("document.getElementById('saved')?.textContent === 'Сохранено'")
        assert page.complaints() == []
    assert file.read_text("utf-8") == before.replace("Чистота нужна всем.", "Чистота нужна всем. Вызовите 102.")


@pytest.mark.parametrize("choice", [0, 1])
def test_two_people_who_change_one_text_lose_nothing(studio: RunningStudio, choice: int) -> None:
    file = studio.studio.root / "appeals/texts/a.yaml"
    with chrome(*LAPTOP) as page:
        at_a_text(page, studio, "en")
        file.write_text(file.read_text("utf-8").replace("Чистота нужна всем.", "Чистота нужна городу."), "utf-8")
        typed(page, "ru", " Мои слова.")
        page.run("document.getElementById('save').click()")
        page.until("document.querySelectorAll('.conflict button').length === 2")
        shown = page.run("document.querySelector('.conflict').textContent")
        assert "Чистота нужна городу." in shown
        assert "Мои слова." in shown
        assert page.violations() == []
        page.run(f"document.querySelectorAll('.conflict button')[{choice}].click()")
        page.run("document.getElementById('save').click()")
        page.until("document.getElementById('saved')?.textContent === 'Saved'")
    kept = file.read_text("utf-8")
    assert ("Чистота нужна всем. Мои слова." in kept, "Чистота нужна городу." in kept) == (choice == 1, choice == 0)


def test_what_another_program_wrote_is_shown_without_a_question(studio: RunningStudio) -> None:
    """What is typed in the editor is in its draft: the browser has nothing to ask."""
    file = studio.studio.root / "appeals/places.yaml"
    with chrome(*LAPTOP) as page:
        at_a_text(page, studio, "ru")
        typed(page, "ru", " Да.")
        page.until("document.querySelector('#saved.dirty')")
        file.write_text(file.read_text("utf-8") + "# seen\n", "utf-8")
        page.until("!document.getElementById('changed').hidden")
        page.run("window.drawn = 1; document.querySelector('#changed a').click()")
        page.until("window.drawn === undefined && document.readyState === 'complete'")
        assert page.run("document.querySelector('[data-text=ru]').value").endswith(" Да.")
        assert [each for each in page.events if each.get("method") == "Page.javascriptDialogOpening"] == []


def test_a_word_is_taught_in_place_and_the_teaching_undone(studio: RunningStudio) -> None:
    lexicon = studio.studio.root / "appeals/lexicon/ru.yaml"
    with chrome(*LAPTOP) as page:
        at_a_text(page, studio, "ru")
        typed(page, "ru", " Вызовите ИДП.")
        page.until("document.querySelector('[data-paragraphs=ru] [data-teach]')?.textContent.includes('ИДП')")
        page.run("document.querySelector('[data-paragraphs=ru] [data-teach]').click()")
        page.until("document.activeElement.matches('.teach input')")
        page.say("Input.insertText", text="инспектора дорожной полици")
        page.key("и")  # a real key: what hears keys must let it through
        page.until("document.querySelector('.changes ins')?.textContent.includes('инспектора дорожной полиции')")
        assert page.violations() == []
        page.key("Enter")
        page.until("document.querySelector('[data-paragraphs=ru] .said')?.textContent.includes('инспектора дорожной')")
        assert page.run("document.querySelectorAll('.teach').length") == 0
        assert lexicon.read_text("utf-8") == "general:\n  ИДП: инспектора дорожной полиции\n"
        page.run("document.querySelector('#undo button').click()")
        page.until("document.querySelector('#back')?.checkVisibility()")
        assert not lexicon.exists()
        assert page.complaints() == []


def test_a_word_that_is_read_is_asked_about_where_the_caret_stands(studio: RunningStudio) -> None:
    with chrome(*LAPTOP) as page:
        at_a_text(page, studio, "ru")
        typed(page, "ru", " Звоните 102")
        page.until("document.querySelector('[data-mirror=ru] .read')?.textContent === '102'")
        page.until("document.querySelector('[data-caret=ru]').dataset.teach === '102'")
        page.run("document.querySelector('[data-caret=ru]').click()")
        page.until("document.querySelector('.teach input')?.value === 'сто два'")
        page.run("(() => { const f = document.querySelector('.teach input'); f.value = ''; f.focus(); })()")
        page.say("Input.insertText", text="один ноль два")
        page.until("document.querySelector('.changes ins')?.textContent.includes('один ноль два')")
        page.run("document.querySelector('.teach [data-write]').click()")
        page.until("document.querySelector('[data-text=ru]').value.endsWith('Звоните один ноль два')")
        assert page.complaints() == []


def test_words_are_written_instead_of_an_abbreviation_with_its_stop_and_its_ending(studio: RunningStudio) -> None:
    with chrome(*LAPTOP) as page:
        at_a_text(page, studio, "ru")
        for lang, written, word, words, text in (
            ("ru", " Парк 101 дркл. бригады. ПЖКХ.", "дркл.", "дорожной", " Парк 101 дорожной бригады. ПЖКХ."),
            ("kk", " УАБП-ға келіңіз.", "УАБП-ға", "басқарма", " басқармаға келіңіз."),
        ):
            typed(page, lang, written)
            asked = f"document.querySelector('[data-paragraphs={lang}] [data-teach=\"{word}\"]')"
            page.until(f"{asked} !== null")
            page.run(f"{asked}.click()")
            page.until("document.activeElement.matches('.teach input')")
            page.say("Input.insertText", text=words)
            page.until("document.querySelector('[data-changes] p') !== null")
            if lang == "ru":
                assert "ПЖКХ" in str(page.run("document.querySelector('[data-changes]').textContent"))
            page.run("document.querySelector('.teach [data-write]').click()")
            page.until(f"document.querySelector('[data-text={lang}]').value.endsWith('{text}')")
            page.until("document.querySelector('.teach') === null")
        assert page.complaints() == []


def test_words_come_from_word_by_file_and_by_paste(studio: RunningStudio, tmp_path: Path) -> None:
    data = word_file("Қoқыс тастамаңыз.", "Не мусорите - это “порядок”.", "Подпись")
    (tmp_path / "from.docx").write_bytes(data)
    paste = """(() => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', ' Он\\u00adлайн.');
        const paste = { clipboardData, bubbles: true, cancelable: true };
        document.activeElement.dispatchEvent(new ClipboardEvent('paste', paste));
    })()"""
    with chrome(*LAPTOP) as page:
        at_a_text(page, studio, "ru")
        field = page.say(
            "DOM.querySelector", nodeId=page.say("DOM.getDocument")["root"]["nodeId"], selector="#word-file"
        )
        page.say("DOM.setFileInputFiles", files=[str(tmp_path / "from.docx")], nodeId=field["nodeId"])
        page.until("document.activeElement.matches('#word select')")
        assert page.run("[...document.querySelectorAll('#word select')].map((each) => each.value).join()") == "kk,ru,ru"
        assert "Қoқыс → Қоқыс" in page.run("document.querySelector('#word').textContent")
        assert page.violations() == []
        page.run("document.querySelector('#word li:last-child select').value = ''")
        page.run("document.querySelector('[data-take]').click()")
        page.until("document.querySelector('[data-text=ru]').value === 'Не мусорите – это «порядок».'")
        assert page.run("document.querySelector('[data-text=kk]').value") == "Қоқыс тастамаңыз."
        typed(page, "ru", "")
        page.run(paste)
        page.until("document.querySelector('[data-text=ru]').value.endsWith('порядок». Онлайн.')")
        assert "невидимые знаки" in page.run("document.getElementById('toast').textContent")
        page.run("document.execCommand('undo')")
        assert page.run("document.querySelector('[data-text=ru]').value") == "Не мусорите – это «порядок»."
        assert page.complaints() == []


def test_the_marks_stand_where_the_words_are(studio: RunningStudio) -> None:
    """The mirror below the field is as high as the field, so a mark is under its word at every width."""
    for width in (390, 768, 1366):
        with chrome(width, 768) as page:
            opened(page, studio, "kk")
            page.visit(f"{studio.base}/appeals/a")
            page.until("document.querySelectorAll('[data-paragraphs=kk] li').length === 2")
            typed(page, "kk", " 102-ге хабарласыңыздар." * 30)
            page.until("document.querySelectorAll('[data-mirror=kk] mark').length >= 30")
            heights = page.run(
                "['data-mirror', 'data-text'].map((name) => document.querySelector(`[${name}=kk]`).scrollHeight)"
            )
            assert abs(heights[0] - heights[1]) <= 2, width


def stops(studio: RunningStudio) -> list[tuple[str, str]]:
    """Return place and time of each stop of the playlist `city`."""
    text = (studio.studio.root / "appeals/playlists/city.yaml").read_text("utf-8")
    found = re.findall(r"place: (\w+).*?(?:arrive: \"([\d:]+)\"|$)", text.partition("stops:")[2], re.DOTALL)
    return [(place, time) for place, time in found]


def test_stops_are_moved_taken_out_and_added_and_all_of_it_waits_for_save(studio: RunningStudio) -> None:
    """A stop that is moved takes the time of its new row; a field that was typed before is not lost."""
    file = studio.studio.root / "appeals/playlists/city.yaml"
    before = file.read_bytes()
    with chrome(*LAPTOP) as page:
        opened(page, studio, "en", "/playlists/city")
        page.run("document.querySelector('.settings input').focus()")
        page.say("Input.insertText", text="Жаңа ")
        page.run("document.querySelector('#stops > li:last-child > .plays [data-move=\"-1\"]').click()")
        values = "[...row.querySelectorAll('select, .time')].map((each) => each.value).join(' ')"
        shown = f"[...document.querySelectorAll('#stops > li')].map((row) => {values})"
        assert page.run(shown) == ["park 10:00", "market 11:00"]
        seen = "each.checkVisibility({ visibilityProperty: true })"
        ends = f"[...document.querySelectorAll('#stops > li > .plays [data-move]')].map((each) => {seen})"
        assert page.run(ends) == [False, True, True, False]
        page.run(
            "document.querySelector('#offered').value = 'school'; document.querySelector('#add-time').value = '10:30'"
        )
        page.run("document.querySelector('#add-stop').click()")
        assert page.run(shown) == ["park 10:00", "school 10:30", "market 11:00"]
        assert file.read_bytes() == before
        page.run("window.before = performance.timeOrigin; document.querySelector('#stops > li [data-remove]').click()")
        assert page.violations() == []
        page.run("document.querySelector('#playlist .main').click()")
        page.until("window.before === undefined && document.readyState === 'complete'")
        assert page.run(shown) == ["school 10:30", "market 11:00"]
        assert page.complaints() == []
    assert stops(studio) == [("school", "10:30"), ("market", "11:00")]
    assert "Жаңа " in file.read_text("utf-8")


MOVES = (  # stops as place, time and minutes; which one is moved how far; what stands there then (! begins too early)
    ("a 10:00 10, b 11:00 20, c 12:00 30", (2, -1), "a 10:00 10, c 11:00 30, b 12:00 20"),
    ("a 10:00 60, b 11:00 10, c 11:20", (1, -1), "b 10:00 60, a 11:00 10, c 11:20"),
    ("a 10:00, b 18:00, c 12:00", (1, 1), "a 10:00, c 12:00, b 18:00"),
    ("a 10:00, b 18:00, c 12:00, d 14:00", (1, 1), "a 10:00, c 12:00, b 18:00, d 14:00!"),
    ("a 10:00, b 18:00, c 12:00", (0, 1), "b 10:00, a 18:00, c 12:00!"),
    ("a, b, c", (2, -2), "c, a, b"),
    ("a 10:00, b, c 12:00", (1, -1), "b, a 10:00, c 12:00"),
    ("a 10:00, b, c 12:00", (2, -2), "c 10:00, a 12:00, b"),
    ("a 10:00 30, b 10:10", (0, 1), "b 10:00, a 10:10 30"),
    ("a 10:00 30, b 10:10 30", (0, 1), "b 10:10 30, a 10:00 30!"),
)


@pytest.mark.parametrize(("before", "move", "after"), MOVES)
def test_a_stop_that_is_moved_keeps_its_time_or_takes_another(
    studio: RunningStudio, before: str, move: tuple[int, int], after: str
) -> None:
    """It keeps its time where the order is as possible with it; where it is not possible at all, its row says why."""
    places = {"a": "market", "b": "park", "c": "school", "d": "market"}
    lines = []
    for place, time, stay in ((*stop.split(), "", "")[:3] for stop in before.split(", ")):
        given = f', arrive: "{time}"' * bool(time) + f", stay_min: {stay}" * bool(stay)
        lines.append(f"  - {{place: {places[place]}{given}}}\n")
    file = studio.studio.root / "appeals/playlists/city.yaml"
    file.write_text("title: {kk: Қала, ru: Город}\nappeals: [a]\nstops:\n" + "".join(lines), "utf-8")
    with chrome(*LAPTOP) as page:
        opened(page, studio, "en", "/playlists/city")
        position, by = move
        step = by // abs(by)
        for at in range(position, position + by, step):
            row = f"document.querySelectorAll('#stops > li')[{at}]"
            page.run(f"{row}.querySelector(':scope > .plays [data-move=\"{step}\"]').click()")
        values = "['select', '.time', '.short'].map((each) => row.querySelector(each).value).filter(Boolean).join(' ')"
        early = "(row.querySelector('[data-clash]').checkVisibility() ? '!' : '')"
        shown = page.run(f"[...document.querySelectorAll('#stops > li')].map((row) => {values} + {early}).join(', ')")
        names = {place: name for name, place in reversed(places.items())}
        for place, name in names.items():
            shown = shown.replace(place, name)
        assert shown == after.replace("d ", "a ")
        page.run("document.querySelector('#playlist .main').click()")
        page.until("document.querySelector('output.dirty') === null")
        assert page.complaints() == []


def test_a_save_draws_the_page_anew_and_words_of_another_form_stay(studio: RunningStudio) -> None:
    """The browser asked whether to leave; who stayed had a page that still showed a stop that was gone."""
    with chrome(*LAPTOP) as page:
        opened(page, studio, "en", "/playlists/city")
        name = "document.querySelector('form[action$=rename] [name=id]')"
        page.run(f"{name}.closest('details')?.setAttribute('open', ''); {name}.select()")
        page.say("Input.insertText", text="centre")
        page.run("window.before = performance.timeOrigin; document.querySelector('#stops li [data-remove]').click()")
        page.run("document.querySelector('#playlist .main').click()")
        page.until("window.before === undefined && document.readyState === 'complete'")
        page.until(f"{name}.value === 'centre'")
        assert page.run("document.querySelectorAll('#stops > li').length") == 1
        assert page.complaints() == []
    assert stops(studio) == [("park", "11:00")]


def test_what_is_crossed_out_can_be_taken_back(studio: RunningStudio) -> None:
    with chrome(*LAPTOP) as page:
        opened(page, studio, "en", "/playlists/city")
        for told in ("Not saved yet", "Saved"):
            page.run("document.querySelector('#stops li [data-remove]').click()")
            assert page.run("document.querySelector('#playlist output').textContent") == told
    assert stops(studio) == [("market", "10:00"), ("park", "11:00")]


def test_another_button_of_a_page_saves_what_was_typed(studio: RunningStudio) -> None:
    file = studio.studio.root / "appeals/places.yaml"
    with chrome(*LAPTOP) as page:
        opened(page, studio, "en", "/places/school")
        page.run("document.querySelector('.column.ru input').focus()")
        page.say("Input.insertText", text="Новая ")
        page.run("document.querySelector('[form=place-in][name=arrive]').value = '12:00'")
        page.run("document.querySelector('button[form=place-in]').click()")
        page.until("location.pathname.startsWith('/playlists/') && document.readyState === 'complete'")
        assert page.complaints() == []
    assert "Новая " in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("path", "field", "button"),
    [("/appeals/+", "[data-title=ru]", "#save"), ("/playlists/city", ".short", ".saving .main")],
)
def test_what_is_being_done_is_said(studio: RunningStudio, path: str, field: str, button: str) -> None:
    """On the button that was pressed, and in words where it takes long; the next page or this one comes then."""
    with chrome(*LAPTOP) as page:
        opened(page, studio, "ru", path)
        page.run(
            "window.drawn = 1; window.held = []; const ask = fetch; window.fetch = async (address, what) => {"
            " if (what?.method === 'POST' && !address.endsWith('/check')) await new Promise((go) => held.push(go));"
            " return ask(address, what); }"
        )
        page.run(f"document.querySelector({field!r}).focus()")
        page.say("Input.insertText", text="15")
        page.run(f"document.querySelector({button!r}).click()")
        assert page.run(f"document.querySelector({button!r}).ariaDisabled") == "true"
        page.until("document.querySelector('[role=status] .working').checkVisibility({ visibilityProperty: true })")
        assert page.violations() == []
        page.run("held.forEach((go) => go())")  # a preview was asked for, too
        page.until("window.drawn === undefined && document.readyState === 'complete'")
        assert page.run(f"document.querySelector({button!r}).ariaDisabled") is None
        assert not page.run("document.querySelector('.working').checkVisibility()")


@pytest.mark.parametrize("mouse", [(), ("--blink-settings=primaryHoverType=2,primaryPointerType=4",)], ids=len)
def test_keys_are_named_only_where_there_is_a_mouse(studio: RunningStudio, mouse: tuple[str, ...]) -> None:
    with chrome(*LAPTOP, flags=mouse) as page:  # else the browser is one that is touched
        at_a_text(page, studio, "ru")
        assert page.run("matchMedia('(hover: none)').matches") is not bool(mouse)
        shown = page.run("document.body.innerText + document.getElementById('find').placeholder")
        assert {"Ctrl S" in shown, "Ctrl K" in shown} == {bool(mouse)}
        page.visit(f"{studio.base}/playlists/city")
        assert ("↑ ↓ в поле" in page.run("document.body.innerText")) == bool(mouse)
        for path in ("/", "/appeals", "/recordings/session?lang=ru"):
            page.visit(studio.base + path)
            words = page.run(
                "document.querySelector('main').textContent + document.getElementById('session')?.dataset.words"
            )
            assert not {"Ctrl", "пробел"} & {*words.replace(",", " ").split()}, path


def test_blanks_alone_are_nothing(studio: RunningStudio) -> None:
    """A form of a name that holds blanks is given by the rule: the file had an empty form, which silenced the place."""
    file = studio.studio.root / "appeals/places.yaml"
    with chrome(*LAPTOP) as page:
        opened(page, studio, "en", "/places/market")
        for form, told in (("dat", "Saved"), ("gen", "Not saved yet")):
            page.run(f"document.querySelector('[data-path*=\\'\"kk\",\"{form}\"\\']').select()")
            page.say("Input.insertText", text="  ")
            assert page.run("document.querySelector('form.fields output').textContent") == told
        page.run("document.querySelector('.editor .main').click()")
        page.until("!document.querySelector('output.dirty')")
        assert page.complaints() == []
    assert "forms: {ru: {gen: рынка}}" in file.read_text("utf-8")


def test_a_refused_form_keeps_what_was_typed_and_says_why(studio: RunningStudio) -> None:
    with chrome(*LAPTOP) as page:
        opened(page, studio, "en", "/sticks")
        page.run("document.querySelector('form[action=\"/sticks/check\"] input').value = ' '")
        page.run("document.querySelector('form[action=\"/sticks/check\"] button').click()")
        page.until("document.querySelector('[role=alert].refused')?.textContent.includes('Choose a stick')")
        assert page.run("location.pathname") == "/sticks"
        assert page.violations() == []


def test_words_come_back_after_the_studio_was_started_again(studio: RunningStudio) -> None:
    """The old page says that it is not known any more; its words wait in the browser for the new session."""
    with chrome(*LAPTOP) as page:
        opened(page, studio, "en")
        for path, field in (("/appeals/a", "[data-text=ru]"), ("/places/school", ".column.ru input")):
            page.visit(studio.base + path)
            page.run(f"document.querySelector({field!r}).focus()")
            page.say("Network.clearBrowserCookies")  # as a new start does: its session is another
            page.say("Input.insertText", text="Набрано. ")
            page.until("!document.querySelector('#lost').hidden")
            assert "started again" in page.run("document.querySelector('#lost').textContent")
            assert page.violations() == []
            page.run("document.querySelector('output.dirty')?.classList.remove('dirty')")  # else it asks before it goes
            opened(page, studio, "en")
            page.until("document.querySelector('#waiting a')?.checkVisibility()")
            assert page.run("document.querySelector('#waiting a').getAttribute('href')") == path
            page.visit(studio.base + path)
            page.until(f"document.querySelector({field!r}).value.includes('Набрано. ')")
            page.run("document.querySelector('.editor .main').click()")
            page.until("!document.querySelector('output.dirty')")
    for file in ("texts/a.yaml", "places.yaml"):
        assert "Набрано. " in (studio.studio.root / "appeals" / file).read_text("utf-8")


def test_words_that_came_back_are_given_up_by_one_button(studio: RunningStudio) -> None:
    with chrome(*LAPTOP) as page:
        at_a_text(page, studio, "ru")
        saved = page.run("document.querySelector('[data-text=ru]').value")
        typed(page, "ru", " Набрано 102.")
        page.until("document.querySelector('[data-mirror=ru] .read')?.textContent === '102'")
        for _times in range(2):  # of a draft that the studio has, then of words that wait in the browser
            page.run("document.querySelector('output.dirty').classList.remove('dirty')")  # else it asks before it goes
            at_a_text(page, studio, "ru")
            page.until("document.querySelector('#back').checkVisibility()")
            assert page.run("document.querySelector('[data-text=ru]').value").endswith(" Набрано 102.")
            assert page.violations() == []
            page.run("document.querySelector('#back button').click()")
            page.until("!document.querySelector('output.dirty')")
            assert page.run("document.querySelector('[data-text=ru]').value") == saved
            page.until("document.querySelectorAll('[data-paragraphs=ru] li').length === 2")
            page.run(
                "new Promise((go) => setTimeout(go, 500))"
            )  # the draft is dropped by the check of what stands there
            at_a_text(page, studio, "ru")
            assert page.run("document.querySelector('#back').hidden")
            words = {"title": "", "words": {'appeals/texts/a.yaml ["text","ru"]': f"{saved.rstrip()} Набрано 102."}}
            page.run(f"localStorage.setItem('words /appeals/a', {json.dumps(json.dumps(words))})")
            page.run("document.querySelector('output').classList.add('dirty')")


def test_leaving_is_asked_about_only_where_words_would_be_lost(studio: RunningStudio) -> None:
    asks = "document.querySelectorAll('output.dirty, form[method=post][data-touched]').length"
    with chrome(*LAPTOP) as page:
        opened(page, studio, "ru", "/sticks")
        page.run("document.querySelector('details:has([name=folder])').open = true")
        for field in page.run(
            "[...document.querySelectorAll('main [type=radio], main [name=folder]')].keys().toArray()"
        ):
            page.run(f"document.querySelectorAll('main [type=radio], main [name=folder]')[{field}].focus()")
            page.run("document.activeElement.click()")
            page.say("Input.insertText", text="D:")
        assert page.run(asks) == 0
        page.visit(f"{studio.base}/places")
        page.run("document.querySelector('details:has(#new-place)').open = true")
        page.run("var at = document.querySelector('[name=name-ru]'); at.focus()")
        page.say("Input.insertText", text="Сад")
        assert page.run(asks) == 1
        page.run("at.select(); document.execCommand('delete')")
        assert page.run(asks) == 0
        assert page.complaints() == []


def test_a_mistake_is_read_out_once_the_typing_rests(studio: RunningStudio) -> None:
    with chrome(*LAPTOP) as page:
        at_a_text(page, studio, "ru")
        page.run("var came = [], box = document.getElementById('came')")
        page.run("new MutationObserver(() => came.push(box.textContent)).observe(box, { childList: true })")
        for letter in " Вызовите ИДП.":
            typed(page, "ru", letter)
        page.until("came.length")
        page.run("new Promise((go) => setTimeout(go, 1500))")
        told = page.run("came")
        assert len(told) == 1
        assert "ИДП" in told[0]
        assert page.violations() == []
        assert page.run("document.querySelectorAll('main [aria-live]').length") == 0  # each letter would be read there


def test_a_text_is_heard(studio: RunningStudio) -> None:
    with chrome(*LAPTOP) as page:
        opened(page, studio, "en", "/appeals")
        page.run("document.querySelector('[data-play]').click()")
        page.until("document.querySelector('[data-play]').getAttribute('aria-pressed') === 'true'")
        assert page.complaints() == []


def test_the_language_is_chosen_on_the_page(studio: RunningStudio) -> None:
    with chrome(*LAPTOP) as page:
        opened(page, studio, "en", "/places")
        page.run("document.querySelector('.languages [value=kk]').click()")
        page.until("document.documentElement?.lang === 'kk' && document.querySelector('h1')?.textContent === 'Орындар'")


class _OtherProgram(BaseHTTPRequestHandler):
    """Another program on this computer, which notes the cookies that it is given."""

    given: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.given.append(self.headers.get("Cookie", ""))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>other</title><script>seen = JSON.stringify(localStorage)</script>")

    def log_message(self, *_: object) -> None:
        pass


def test_a_file_lets_a_browser_in_and_its_cookie_alone_changes_nothing(studio: RunningStudio, tmp_path: Path) -> None:
    door = tmp_path / "door.html"
    write_door(door, studio.door)
    other = ThreadingHTTPServer(("127.0.0.1", 0), _OtherProgram)
    threading.Thread(target=other.serve_forever, daemon=True).start()
    with chrome(*LAPTOP) as page, closing(other.socket):
        page.open(door)
        page.until(f"location.href === '{studio.base}/' && document.readyState === 'complete'")
        page.run("document.querySelector('.languages [value=ru]').click()")  # a form without a line of ours
        page.until("document.documentElement?.lang === 'ru' && document.readyState === 'complete'")
        page.visit(f"http://127.0.0.1:{other.server_port}/")
        assert "secret" not in page.run("seen")
        other.shutdown()
    cookie = next(each for each in _OtherProgram.given if each)
    thief = {"Cookie": cookie, "Origin": studio.base}
    assert requests.get(studio.base, headers=thief, timeout=30).status_code == 200  # docs/trust.md says so
    for path in ("/language", "/save", "/leave", "/people"):
        refused = requests.post(studio.base + path, data={"secret": "A" * 43}, headers=thief, timeout=30)
        assert (refused.status_code, refused.headers[REFUSED_HEADER]) == (403, "secret")


SLOPPY = """\
title: {kk: Тазалық, ru: Чистота}
text:
  kk: |
    Жиналыс 15.08 ге дейін болады.
  ru: |
    Школа закр на ремонт, сбор 12.10 у входа.
"""
GUESSED = "title: {kk: Тазалық, ru: Чистота}\ntext: {kk: Көшені таза ұстаңыз., ru: Приём ведёт Ахметов А.С. завтра.}\n"


@pytest.mark.parametrize(("size", "language"), [(LAPTOP, "kk"), (PHONE, "ru"), (PHONE, "en")])
def test_one_click_types_an_offer_and_undo_takes_it_back(
    studio: RunningStudio, size: tuple[int, int], language: str
) -> None:
    (studio.studio.root / "appeals/texts/a.yaml").write_text(SLOPPY, "utf-8")
    field = "document.querySelector('[data-text=ru]')"
    button = (
        "[...document.querySelectorAll('[data-paragraphs=ru] [data-end]')].find((one) => one.value === '12 октября')"
    )
    with chrome(*size) as page:
        opened(page, studio, language, "/appeals/a")
        page.until(f"!!{button}")
        assert page.violations() == []
        assert page.run("document.documentElement.scrollWidth <= innerWidth")
        heights = page.run("[...document.querySelectorAll('.mend button')].map((one) => one.offsetHeight)")
        assert size == LAPTOP or min(heights) >= 44
        assert page.run("[...document.querySelectorAll('.offer')].every((one) => one.querySelector('.play'))")
        before = page.run(f"{field}.value")
        page.run(f"{button}.click()")
        assert page.run(f"{field}.value") == before.replace("12.10", "12 октября")
        page.until(f"!{button}")
        page.run("document.execCommand('undo')")  # what Ctrl Z does
        assert page.run(f"{field}.value") == before
        page.until(f"!!{button}")
        assert page.complaints() == []


ADVISED = """\
title: {kk: Тазалық, ru: Чистота}
text:
  kk: |
    Көше таза болсын. Айыппұл 15 АЕК болады
  ru: |
    Штраф штраф 15 МРП. Мы просим всех жителей нашего города беречь чистоту улиц, не бросать мусор мимо урн, \
не жечь траву, не мыть машины во дворах и сразу звонить нам, если это делает кто-то другой.
"""


def test_on_a_phone_one_thing_is_shown_at_a_time_and_mistakes_come_first(studio: RunningStudio) -> None:
    file = studio.studio.root / "appeals/texts/a.yaml"
    file.write_text(ADVISED.replace("Штраф штраф 15 МРП", "ГБВНП: с 9:00 тел. 102"), "utf-8")
    with chrome(*PHONE) as page:
        opened(page, studio, "kk", "/pairs")
        tabs = "document.querySelector('.tabs')"
        assert page.run(f"new Set([...{tabs}.children].map((each) => each.offsetTop)).size") == 1
        assert page.run(f"{tabs}.scrollWidth > {tabs}.clientWidth && getComputedStyle({tabs}).overflowX") == "auto"
        page.visit(f"{studio.base}/appeals/a")
        page.run("for (const id of ['lost', 'changed', 'back']) document.getElementById(id).hidden = false")
        seen = "[...document.querySelectorAll('.foot > .changed')].filter((each) => each.checkVisibility())"
        assert page.run(f"{seen}.map((each) => each.id)") == ["lost"]
        page.until("document.querySelector('.column.ru .onesided')")
        page.until("document.querySelector('.column.ru .mend[data-problem=error]')")
        below = (
            "compareDocumentPosition(document.querySelector('.column.ru .onesided')) & Node.DOCUMENT_POSITION_FOLLOWING"
        )
        mends = "[...document.querySelector('.column.ru .onesided').parentElement.querySelectorAll('.mend')]"
        assert page.run(f"{mends}.length && {mends}.every((each) => each.{below})")


def test_each_problem_stands_at_its_paragraph_and_is_mended_there(studio: RunningStudio) -> None:
    root = studio.studio.root
    (root / "appeals/texts/a.yaml").write_text(ADVISED, "utf-8")
    (root / "appeals/facts.yaml").write_text("call: {kind: phone, says: {ru: ['102']}, source: закон}\n", "utf-8")
    found = "document.getElementById('found')"
    rows = "[...document.querySelectorAll('.mend[data-problem]')].map((row) => row.dataset.lang).join()"
    with chrome(*LAPTOP) as page:
        opened(page, studio, "ru", "/appeals/a")
        page.until(f"{found}.textContent.includes('▲\u00a0советов: 4')")
        assert page.run("document.querySelector('.mend a[href]').hash") == "#sources"  # the fields are on this page
        assert page.run(rows) == "kk,kk,ru,ru"  # 15 is told once, for both languages
        assert page.violations() == []
        for token in ("15 АЕК", "ы", "штраф", "Мы"):
            page.key("F8")
            selected = "(({ value, selectionStart: a, selectionEnd: b }) => value.slice(a, b))(document.activeElement)"
            assert page.run(selected) == token
        for beginning in ("[value='болады.']", "[value='Штраф']", "[value='урн. Не']"):
            press = f'document.querySelector(".mend button{beginning}")'
            stood = page.run(f"{press}.scrollIntoView({{ block: 'center' }}); scrollY")
            page.run(f"{press}.click()")  # what stands is what it was made for
            page.run("document.querySelector('.mend [data-end]')?.click()")  # too quick: it would cut another word
            page.until(f"!{press}")
            # Beside the next one, not at the top; the page is shorter by a row, and may end there.
            assert page.run("scrollY") == pytest.approx(stood, abs=20)
        page.until("!document.querySelector('.mend button[value]')")
        page.run("document.querySelector('[name=source]').focus()")
        page.say("Input.insertText", text="КоАП")
        page.run("document.getElementById('save').click()")
        page.until("!document.querySelector('#numbers input')")
        known = "fetch('/stamp').then((answer) => answer.text()).then((stamp) => stamp === document.body.dataset.stamp)"
        assert page.run(known)  # the page does not say that another one wrote it
        page.until("!document.querySelector('output.dirty, [data-touched]')")  # nothing is asked on leaving
        assert page.run("document.querySelector('[data-text=ru]').value").startswith(
            "Штраф 15 МРП. Мы просим всех жителей нашего города беречь чистоту улиц, не бросать мусор мимо урн. Не"
        )
        page.run("document.querySelector('[data-text=kk]').select(); document.execCommand('delete')")
        page.until(f"{found}.textContent.includes('✗')")  # an emptied text is told before it is saved
        assert page.run("!!document.querySelector('[data-paragraphs=kk] .above .error')")
        assert page.complaints() == []
    [*_others, fact] = (root / "appeals/facts.yaml").read_text("utf-8").split("\n\n")
    assert "kind: sum" in fact
    assert "15 АЕК" in fact
    assert "15 МРП" in fact
    assert "КоАП" in fact


def test_a_guess_is_signed_off_beside_its_text(studio: RunningStudio) -> None:
    (studio.studio.root / "appeals/texts/a.yaml").write_text(GUESSED, "utf-8")
    with chrome(*LAPTOP) as page:
        opened(page, studio, "en", "/appeals/a")
        page.until("!!document.querySelector('[data-paragraphs=ru] [data-entry]')")
        assert page.violations() == []
        page.run("document.querySelector('[data-paragraphs=ru] [data-entry]').click()")
        page.until("!document.querySelector('[data-paragraphs=ru] [data-entry]')")
        assert page.complaints() == []
    signed = (studio.studio.root / "appeals/pronunciations.yaml").read_text("utf-8")
    assert signed == "ru:\n  Ахметов А.С.: Ахметов а эс\n"
