"""Whole tasks of a day in a real browser, counted in clicks: a new place, a new playlist, files changed elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.studio.test_in_browser import LAPTOP, opened, typed
from tests.support.chrome import Chrome, chrome
from tests.support.studio import RunningStudio, running_studio
from tests.support.tiny import tiny_project
from tests.support.word_file import word_file

CITY, PLACES = "appeals/playlists/city.yaml", "appeals/places.yaml"


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[RunningStudio]:
    with running_studio(tiny_project(tmp_path / "project").root) as running:
        yield running


@pytest.fixture
def page(studio: RunningStudio) -> Iterator[Chrome]:
    with chrome(*LAPTOP) as browser:
        opened(browser, studio, "ru")
        yield browser


def text(studio: RunningStudio, file: str) -> str:
    return (studio.studio.root / file).read_text("utf-8")


def click(page: Chrome, selector: str) -> int:
    """Click what `selector` finds, and return one, to be counted."""
    page.until(f"document.readyState === 'complete' && document.querySelector({selector!r}) !== null")
    page.run(f"document.querySelector({selector!r}).click()")
    return 1


def fill(page: Chrome, selector: str, words: str) -> None:
    """Type `words` into a field in place of what it holds."""
    page.run(f"(() => {{ const field = document.querySelector({selector!r}); field.focus(); field.select?.(); }})()")
    page.say("Input.insertText", text=words)


def choose(page: Chrome, selector: str, value: str) -> int:
    """Choose `value` of a list, and return one, to be counted."""
    field = f"document.querySelector({selector!r})"
    page.run(f"{field}.value = {value!r}; {field}.dispatchEvent(new Event('input', {{ bubbles: true }}))")
    return 1


def test_a_new_place_of_a_new_kind_comes_into_a_playlist_in_four_clicks(studio: RunningStudio, page: Chrome) -> None:
    page.visit(studio.base)
    clicks = click(page, "main a[href='/places?new=yes']")
    page.until("document.activeElement?.name === 'name-kk'")
    fill(page, "[name=name-ru]", "Рынок")
    page.until("document.querySelector('[data-preview$=same]')?.textContent.includes('Такое место уже есть')")
    fill(page, "[name=name-ru]", "Новый рынок")
    fill(page, "[name=name-kk]", "Жаңа базар")
    page.until("document.querySelector('[name=kind]').value === 'market'")  # the name says it, and so does the page
    assert page.run("document.querySelector('[data-kind]').textContent.includes('рынок')")
    clicks += choose(page, "[name=kind]", "+")
    fill(page, "[name=kind-ru]", "ярмарка")
    fill(page, "[name=kind-kk]", "жәрмеңке")
    page.until(
        "document.querySelector('[data-preview*=places][data-preview$=said]')?.textContent.includes('Нового рынка')"
    )
    assert page.violations() == []
    clicks += choose(page, "[name=playlist]", "city")
    page.until(
        "document.querySelector('[data-preview=\"/stops/said\"]').textContent.includes('10:00 рынок · 11:00 парк')"
    )
    fill(page, "#new-place .time", "12:30")
    click(page, "[data-preview*=places] .play")  # the greeting in both languages
    page.until("document.querySelectorAll('[data-is=words] > ol').length === 2")
    clicks += click(page, "form[action='/places'] button.main")
    page.until("location.pathname === '/places/novyi-rynok' && document.readyState === 'complete'")
    assert clicks <= 4
    assert "novyi-rynok" in text(studio, CITY)
    assert "kk: жәрмеңке" in text(studio, "appeals/intros.yaml")
    shown = "document.querySelector('[data-as=kind]').selectedOptions[0].text"
    page.until(f"{shown} === 'ярмарка · жәрмеңке'")


def test_the_greeting_follows_what_is_typed_and_is_written_for_a_place_alone(
    studio: RunningStudio, page: Chrome
) -> None:
    file = studio.studio.root / PLACES
    without = file.read_text("utf-8").replace("  forms: {kk: {gen: базардың}, ru: {gen: рынка}}\n", "")
    file.write_text(without.replace("ru: рынок", "ru: Новый рынок"), "utf-8")
    page.visit(f"{studio.base}/places/market")
    said = "(document.querySelector('[data-preview*=places][data-preview$=said]')?.textContent ?? '')"
    fill(page, "[data-as=form-ru-gen]", "рынка Нового")
    page.until(f"{said}.includes('рынка Нового')")
    fill(page, "[data-as=name-kk]", "Qw")
    page.until(f"{said}.includes('Название очень короткое') && {said}.includes('Неизвестно, как склоняется')")
    fill(page, "[data-as=name-kk]", "Жаңа базар")
    page.run("document.querySelector('[data-as=intro-ru]').closest('details').open = true")
    fill(page, ".chips:has(+ [data-as=intro-ru])", "Доброе утро, {place:nom}!")
    page.until(f"{said}.includes('Доброе утро, Новый рынок!') && {said}.includes('нужно на двух языках')")
    fill(page, ".chips:has(+ [data-as=intro-kk])", "Қайырлы таң, {place:nom}!")
    page.until(f"!{said}.includes('нужно на двух языках')")
    assert page.violations() == []
    click(page, ".saving .main")
    page.until("document.querySelector('output[data-saved]')?.className === '' && document.readyState === 'complete'")
    page.until(f"{said}.includes('Написано только для этого места')")
    assert "Доброе утро" in text(studio, "appeals/intros.yaml")


def test_a_new_playlist_is_made(studio: RunningStudio, page: Chrome) -> None:
    page.visit(f"{studio.base}/playlists")
    fill(page, "[name=title-kk]", "Кешкі")
    fill(page, "[name=title-ru]", "Вечерний")
    click(page, "form[action='/playlists'] button.main")
    page.until("location.pathname === '/playlists/vechernii' && document.readyState === 'complete'")
    click(page, "[data-path='[\"days\"]'] input[value=fri]")
    fill(page, "#stops .time", "18:00")
    page.key("ArrowUp")
    click(page, ".saving .main")
    page.until("document.querySelector('.day .stop')?.getAttribute('x') === '1085'")
    made = text(studio, "appeals/playlists/vechernii.yaml")
    assert 'arrive: "18:05"' in made
    assert "fri" in made


def test_a_stop_gets_another_of_the_places_that_the_page_offers_once(studio: RunningStudio, page: Chrome) -> None:
    page.visit(f"{studio.base}/playlists/city")
    place = "document.querySelector('#stops [data-offered]')"
    page.until(f"{place}?.options.length === document.getElementById('offered').options.length")
    assert page.run(f"{place}.value === {place}.querySelector('[selected]').value")
    names = page.run(f"[...{place}.options].map((option) => option.text)")
    offered = page.run("[...document.getElementById('offered').options].map((option) => option.text)")
    assert sorted(names) == sorted(offered)  # its own place comes first here, and there behind those without a stop
    page.run(f"{place}.value = 'school'; {place}.dispatchEvent(new Event('input', {{ bubbles: true }}))")
    click(page, ".saving .main")
    page.until("document.querySelector('output.dirty') === null")
    page.until(f"{place}?.value === 'school'")
    assert "place: school" in text(studio, CITY)


def test_a_stop_is_dragged_on_the_line_of_time(studio: RunningStudio, page: Chrome) -> None:
    page.visit(f"{studio.base}/playlists/city")
    page.until("document.querySelectorAll('.day .stop').length > 1")
    bar = page.run("JSON.parse(JSON.stringify(document.querySelector('.day .stop').getBoundingClientRect()))")
    minute = page.run("document.querySelector('.day').clientWidth / document.querySelector('.day').dataset.minutes")
    x, y = bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] / 2
    for kind, to in (("mousePressed", x), ("mouseMoved", x + 31 * minute), ("mouseReleased", x + 31 * minute)):
        page.say("Input.dispatchMouseEvent", type=kind, x=to, y=y, button="left", buttons=1, clickCount=1)
    page.until("document.querySelector('#stops .time')?.value === '10:30'")
    click(page, ".saving .main")
    page.until("document.querySelector('output.dirty') === null")
    assert "10:30" in text(studio, CITY)


def test_a_clean_page_shows_what_another_program_wrote(studio: RunningStudio, page: Chrome) -> None:
    page.visit(f"{studio.base}/playlists/city")
    file = studio.studio.root / CITY
    file.write_text(file.read_text("utf-8").replace("ru: Город", "ru: Столица"), "utf-8")
    page.until("document.querySelector('h1')?.textContent.includes('Столица')")


def test_a_page_with_unsaved_words_says_so_and_what_two_people_wrote_is_compared(
    studio: RunningStudio, page: Chrome
) -> None:
    page.visit(f"{studio.base}/places/park")
    field = '[data-path=\'["park","name","ru"]\']'
    fill(page, field, "сквер у реки")
    file = studio.studio.root / PLACES
    file.write_text(file.read_text("utf-8").replace("ru: парк", "ru: сад"), "utf-8")
    page.until("!document.getElementById('changed').hidden")
    assert page.run(f"document.querySelector({field!r}).value") == "сквер у реки"
    click(page, ".saving .main")
    page.until("document.querySelectorAll('.conflict button').length === 2")
    assert "сад" in page.run("document.querySelector('.conflict').textContent")
    assert page.violations() == []
    page.run("document.querySelectorAll('.conflict button')[1].click()")
    click(page, ".saving .main")
    page.until("document.querySelector('h1')?.textContent.includes('сквер у реки')")
    assert "сквер у реки" in text(studio, PLACES)


def test_a_place_is_removed_with_its_stops(studio: RunningStudio, page: Chrome) -> None:
    page.visit(f"{studio.base}/places/park")
    page.until("document.querySelector('.uses')?.textContent.includes('Город')")
    click(page, ".changing > summary")
    assert page.violations() == []
    click(page, "form[action$='/remove'] button")
    page.until("location.pathname === '/places' && document.getElementById('undo')?.hidden === false")
    assert "park" not in text(studio, PLACES) + text(studio, CITY)
    click(page, "#undo button")
    page.until("document.querySelector('#places')?.textContent.includes('парк')")
    assert "park" in text(studio, CITY)


def test_a_word_is_taught_and_taken_out_on_the_page_of_words(studio: RunningStudio, page: Chrome) -> None:
    page.visit(f"{studio.base}/words")
    form = "[form='add-appeals/lexicon/ru.yaml-general']"
    page.run(f"document.querySelector({form!r}).closest('details').open = true")
    fill(page, f"input[name=name]{form}", "ИДП")
    fill(page, f"[name='value:[]']{form}", "инспектор дорожной полиции")
    click(page, f"button{form}")
    page.until("document.querySelector('.entry [data-path]')?.value === 'инспектор дорожной полиции'")
    assert text(studio, "appeals/lexicon/ru.yaml") == "general:\n  ИДП: инспектор дорожной полиции\n"
    click(page, ".entry .written button")
    click(page, ".saving .main")  # the first form of the page saves them all
    page.until("document.querySelector('.entry .written') === null")
    assert text(studio, "appeals/lexicon/ru.yaml") == ""
    assert [line for line in page.complaints() if "409" not in line] == []  # the conflict above


def pressed(page: Chrome, selector: str) -> None:
    """Press a button with Enter, as a keyboard does."""
    page.run(f"document.querySelector({selector!r}).focus()")
    page.key("Enter")


def test_both_languages_are_corrected_heard_built_and_written_in_seven_clicks(
    built_studio: RunningStudio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys that are pressed while one types (Ctrl Enter) are no clicks; the button that makes the sound saves, too."""
    (tmp_path / "Documents").mkdir()
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    with chrome(*LAPTOP) as page:
        opened(page, built_studio, "ru")
        page.visit(built_studio.base)
        clicks = click(page, "main a[href='/appeals']")
        clicks += click(page, "#appeals a[href='/appeals/a']")
        page.until("document.querySelectorAll('[data-paragraphs=ru] li').length === 2")
        for lang, words in (("kk", " Қала таза."), ("ru", " Город чист.")):
            clicks += click(page, f"[data-text={lang}]")
            typed(page, lang, words)
            page.say("Input.dispatchKeyEvent", type="keyDown", key="Enter", modifiers=2)
            page.until("!!document.querySelector('[data-play-all][aria-pressed=true]')")
        clicks += click(page, "#update")
        page.until("location.pathname.startsWith('/jobs/') && !!document.querySelector('h1.good')")
        clicks += click(page, "main a[href='/sticks?playlist=city']")
        page.until("location.pathname === '/sticks' && document.readyState === 'complete'")
        folder = tmp_path / "stick"
        folder.mkdir()
        fill(page, "form.steps [name=folder]", str(tmp_path / "nowhere"))
        pressed(page, "form.steps .main")
        page.until("document.querySelector('[name=folder] + .refused') !== null")  # beside its field, all is kept
        assert page.run("document.querySelector('form.steps [name=folder]').value.endsWith('nowhere')")
        fill(page, "form.steps [name=folder]", str(folder))
        clicks += click(page, "form.steps .main")
        page.until("location.pathname.startsWith('/jobs/') && !!document.querySelector('h1.good')")
        assert list(folder.rglob("*.MP3")) + list(folder.rglob("*.mp3"))
        assert clicks <= 7
        page.visit(f"{built_studio.base}/appeals/a")  # from the second time on it is known where the stick is
        page.until("document.querySelectorAll('[data-paragraphs=ru] li').length === 2")
        typed(page, "ru", " Спасибо.")
        click(page, "[data-play-all='']")
        page.until("document.querySelectorAll('[data-is=words] > ol').length === 2")
        click(page, "[formaction='/ready/city']")  # saves, makes the sound and writes the stick
        page.until("document.querySelector('[formaction^=\"/ready\"]') === null && !!document.querySelector('h1.good')")
        assert f" {folder};" in page.run("document.querySelector('main').innerText")
        assert page.violations() == []
        page.visit(f"{built_studio.base}/sticks")
        offered = page.run("[...document.querySelectorAll('details [name=drive]')].map((each) => each.value)")
        assert offered == [str(folder), str(tmp_path / "Documents")]
        assert page.violations() == []
        page.run("document.querySelector('[name=playlist][value=city]').checked = true")
        click(page, "[name=zip]")
        page.until("!!document.querySelector('a[download]')")
        answer = page.run(
            "fetch(document.querySelector('a[download]').href).then((each) => each.headers.get('content-disposition'))"
        )
        assert answer == f"attachment; filename*=utf-8''{quote('Город.zip')}"
    assert "Город чист." in text(built_studio, "appeals/texts/a.yaml")


def test_an_appeal_comes_from_word_into_a_playlist_in_five_clicks(
    studio: RunningStudio, page: Chrome, tmp_path: Path
) -> None:
    (tmp_path / "fire.docx").write_bytes(
        word_file("Өрт", "Өрт болса, 101 нөміріне хабарласыңыз.", "Пожар", "Звоните 101.")
    )
    page.visit(studio.base)
    clicks = click(page, "main a[href='/appeals/+']")
    page.until("location.pathname === '/appeals/+' && document.readyState === 'complete'")
    clicks += 1  # From a Word file
    document = page.say("DOM.getDocument")["root"]["nodeId"]
    field = page.say("DOM.querySelector", nodeId=document, selector="#word-file")["nodeId"]
    page.say("DOM.setFileInputFiles", files=[str(tmp_path / "fire.docx")], nodeId=field)
    page.until("document.querySelectorAll('#word select').length === 4")
    clicks += click(page, "[data-take]")
    page.until("document.querySelector('[data-title=ru]').value === 'Пожар'")
    assert page.run("document.querySelector('[data-text=kk]').value") == "Өрт болса, 101 нөміріне хабарласыңыз."
    clicks += click(page, "[name='to:city']")
    clicks += click(page, "#save")
    page.until("location.pathname === '/appeals/pozhar'")
    page.until("[...document.querySelectorAll('.in-routes .chip')].length === 1")
    assert clicks <= 5
    assert "pozhar" in text(studio, CITY)
    click(page, ".to-routes > summary")
    click(page, "[name='to:yard']")
    click(page, "[form=to-routes]:not(input)")
    page.until("[...document.querySelectorAll('.in-routes .chip')].length === 2")


MESSAGE = """Ит серуендету
Итті көшеде қарғыбаусыз жүргізгені үшін айыппұл 5 АЕК
Келу мекенжайы: Абай көшесі 5

Выгул собак
Выгул собак без поводка - штраф 5 МРП 😊
Приходить: ул. Абая 5,
каб. 12"""


def test_a_message_in_both_languages_is_on_its_route_with_its_source_in_five_clicks(
    studio: RunningStudio, page: Chrome
) -> None:
    page.visit(studio.base)
    clicks = click(page, "main a[href='/appeals/+']")
    page.until("document.readyState === 'complete' && document.activeElement?.name === 'title-kk'")
    page.run(f"""(() => {{
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', {json.dumps(MESSAGE)});
        const paste = {{ clipboardData, bubbles: true, cancelable: true }};
        document.activeElement.dispatchEvent(new ClipboardEvent('paste', paste));
    }})()""")
    page.until("document.querySelector('[data-title=ru]').value === 'Выгул собак'")
    value = "document.querySelector('[name=text-{}]').value"
    assert page.run("document.querySelector('[data-title=kk]').value") == "Ит серуендету"
    assert page.run(value.format("kk")).split("\n\n") == [*MESSAGE.splitlines()[1:3]]
    assert page.run(value.format("ru")).endswith("– штраф 5 МРП\n\nПриходить: ул. Абая 5, каб. 12")
    clicks += click(page, "[data-paragraphs=ru] [data-all]")
    page.until(f"{value.format('kk')}.endsWith('көшесі 5.') && {value.format('ru')}.endsWith('каб. 12.')")
    page.until("document.querySelectorAll('#numbers input').length > 0")
    assert page.violations() == []
    clicks += click(page, "[name=source]")
    fill(page, "[name=source]", "КоАП, статья 408")
    clicks += click(page, "[name='to:city']")
    clicks += click(page, "#save")
    page.until("[...document.querySelectorAll('.in-routes .chip')].length === 1")
    assert clicks <= 5
    assert "vygul-sobak" in text(studio, CITY)
    facts = text(studio, "appeals/facts.yaml")
    assert (facts.count("КоАП, статья 408"), "5 МРП" in facts, "5 АЕК" in facts) == (1, True, True)
    fill(page, "[data-text=ru]", "Штраф 7000 тенге и 9000 тенге.")
    page.until("document.querySelectorAll('#numbers input').length === 2")
    page.run("document.querySelector('#numbers input').click()")
    fill(page, "[name=source]", "gov.kz")
    click(page, "#save")
    page.until("document.querySelectorAll('#numbers input').length === 1")
    facts = text(studio, "appeals/facts.yaml")
    assert ("7000" in facts, "9000 тенге" in facts, facts.count("gov.kz")) == (False, True, 1)


def test_the_appeals_of_a_playlist_are_put_in_order_and_the_playlist_is_copied(
    studio: RunningStudio, page: Chrome
) -> None:
    page.visit(f"{studio.base}/playlists/city")
    said = "[...document.querySelectorAll('.settings .order :checked')].map((box) => box.value).join()"
    page.until(f"document.readyState === 'complete' && {said}.split(',').length > 1")
    before = str(page.run(said)).split(",")
    page.run("document.querySelector('.settings .says').open = true")
    page.run("document.querySelector('.settings .order li [data-move=\"1\"]').focus()")
    page.key("Enter")
    now = [before[1], before[0], *before[2:]]
    assert page.run(said) == ",".join(now)
    assert page.violations() == []
    click(page, ".saving .main")
    page.until("document.querySelector('output.dirty') === null && document.readyState === 'complete'")
    assert f"appeals: [{', '.join(now)}]" in text(studio, CITY)
    click(page, "form[action$='/copy'] button")
    page.until("location.pathname !== '/playlists/city' && document.readyState === 'complete'")
    copy = text(studio, f"appeals{page.run('location.pathname')}.yaml")
    lines = text(studio, CITY).splitlines()
    assert [line for line in copy.splitlines() if line not in lines and "(копия)" not in line] == []
    assert "(көшірме)" in copy
