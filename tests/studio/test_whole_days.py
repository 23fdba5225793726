"""Whole days of staff, in each language by the words that are seen: one language of each in the fast set, all slow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.studio.conftest import with_project
from tests.support.chrome import Chrome, chrome
from tests.support.hand import CTRL, Hand, Reader
from tests.support.microphone import give_microphone, say
from tests.support.read_aloud import spoken
from tests.support.studio import RunningStudio, running_studio
from tests.support.tiny import Tiny
from tests.support.waiting import wait_until
from tests.support.word_file import word_file
from zt_audio.app.making.export import verify_target

LIMIT_S = 60
MOST_READINGS = 8
LANGUAGES = ("ru", "kk", "en")
SLOW = pytest.mark.slow  # the same steps in other words
APPEAL, CITY, PLACES = (f"appeals/{name}.yaml" for name in ("texts/a", "playlists/city", "places"))
TRIAL = ("Сегодня все жители гуляют.",)
READ = (("Берегите улицы.", "Бросайте мусор в урны."), ("Чистота нужна всем.",))


@dataclass
class Day:
    """A person before a studio in which a tiny project was built."""

    hand: Hand
    studio: RunningStudio
    folder: Path

    @property
    def root(self) -> Path:
        return self.studio.studio.root

    def text(self, file: str) -> str:
        return (self.root / file).read_text("utf-8")


@pytest.fixture(scope="module")
def page(open_studio: RunningStudio) -> Iterator[Chrome]:
    with chrome(1366, 768) as browser:
        give_microphone(browser)
        browser.visit(open_studio.door)
        browser.run("localStorage.setItem('beeps', 'no')")
        yield browser


def the_text_changed(day: Day) -> None:
    hand = day.hand
    hand.tap("Appeals")
    hand.tap("Тазалық")
    hand.page.until("document.querySelectorAll('[data-paragraphs=ru] li').length === 2")
    hand.fill(f"{hand.words('Text')} · Қазақша", " 102-ге хабарласыңыз.", at_end=True)
    hand.fill(f"{hand.words('Text')} · Русский", " Звоните 102.", at_end=True)
    hand.page.until("document.querySelector('[data-paragraphs=ru]').textContent.includes('сто два')")
    hand.key("Enter", CTRL)
    hand.meets(f"{hand.words('Play all')} · Русский", pressed="true")
    hand.key("s", CTRL)
    hand.tap("Update the sound")
    hand.sees_the_end()
    hand.tap(f"{hand.words('Write a stick')} · {'Қала' if hand.language == 'kk' else 'Город'}")
    write(day, day.folder)
    assert hand.clicks + 2 <= 8 + 1  # two fields; a folder, one click more, stands for the stick
    assert "102-ге хабарласыңыз." in day.text(APPEAL)
    assert "Звоните 102." in day.text(APPEAL)
    assert verify_target(day.folder).proof.is_whole


def write(day: Day, target: Path) -> None:
    """Write the playlist Қала to `target`, on the page of sticks."""
    day.hand.fill("A folder on the computer on which the studio runs, not on your phone", str(target))
    day.hand.tap("Қала Город")
    day.hand.tap("Write and prove")
    day.hand.sees_the_end()


def a_new_place(day: Day) -> None:
    hand = day.hand
    hand.tap("Places")
    hand.tap("New place")
    hand.fill(f"{hand.words('Name')} · Қазақша", "Жаңа базар")
    hand.fill(f"{hand.words('Name')} · Русский", "Новый рынок")
    hand.choose("Kind of place", "market")
    hand.choose("Add it to a playlist", "city")
    hand.fill("from", "12:30")
    hand.page.until(
        "document.querySelector('[data-preview*=places][data-preview$=said]').textContent.includes('Нового рынка')"
    )
    hand.tap("Make it")
    hand.is_at("/places/novyi-rynok")
    assert hand.clicks <= 6
    assert "novyi-rynok" in day.text(CITY)
    assert "12:30" in day.text(CITY)
    hand.tap("Undo")
    hand.is_at("/places")
    assert "novyi-rynok" not in day.text(CITY)
    assert "novyi-rynok" not in day.text(PLACES)


def a_new_round(day: Day) -> None:
    hand = day.hand
    hand.tap("Playlists")
    hand.fill("Қазақша", "Кешкі")
    hand.fill("Русский", "Вечерний")
    hand.tap("Make it")
    hand.is_at("/playlists/vechernii")
    hand.fill("from", "18:05")
    hand.tap("Fri")
    hand.tap("Save")
    hand.page.until("document.querySelector('.day .stop')?.getAttribute('x') === '1085'")
    made = day.text("appeals/playlists/vechernii.yaml")
    assert 'arrive: "18:05"' in made
    assert "fri" in made


def an_appeal_from_word(day: Day) -> None:
    hand, file = day.hand, day.folder / "fire.docx"
    file.write_bytes(word_file("Өрт", "Өрт болса, 101 нөміріне хабарласыңыз.", "Пожар", "Звоните 101."))
    hand.tap("Appeals")
    hand.tap("New appeal")
    hand.give(f"{hand.words('From a Word file')} …", file)
    hand.tap("Put into the text")
    hand.page.until("document.querySelector('[data-title=ru]').value === 'Пожар'")
    hand.tap("on all routes")
    hand.tap("Save")
    hand.is_at("/appeals/pozhar")
    assert hand.clicks <= 6
    assert "pozhar" in day.text(CITY)


def what_a_form_lacks(day: Day) -> None:
    hand = day.hand
    hand.tap("Places")
    hand.tap("New place")
    hand.tap("Make it")
    name = f"{hand.words('Name')} · Қазақша"
    hand.hears("Fill this in.")
    hand.meets(name, invalid="true", focused=True, description=f"✗ {hand.words('Fill this in.')}")
    hand.fill(name, "Жаңа базар")
    hand.meets(name, invalid="false", description="")
    hand.fill(f"{hand.words('Name')} · Русский", "Новый рынок")
    hand.choose("Kind of place", "market")
    hand.tap("Make it")
    hand.is_at("/places/novyi-rynok")


def record_an_appeal(day: Day) -> None:
    hand, keys, presses = day.hand, 0, 0
    hand.page.run("sessionStorage.removeItem('tried')")  # the day in another language tried the microphone
    hand.tap("Appeals")
    hand.tap("Тазалық")
    hand.tap(f"{hand.words('Record')} · Русский")
    for number, said in enumerate((TRIAL, *READ)):
        hand.page.until("document.getElementById('session')?.dataset.state === 'ready'")
        hand.page.until(f"!document.querySelectorAll('article')[{number}].hidden")
        while not hand.page.run("document.getElementById('state').classList.contains('good')"):
            assert (presses := presses + 1) <= MOST_READINGS  # a busy machine drops samples: what was cut is read again
            hand.key(" ")
            hand.page.until("document.getElementById('session').dataset.state === 'recording'")
            if said == TRIAL:
                hand.hears("Now read the sentence.")
            say(hand.page, spoken(said, "ru"))
            hand.page.until("document.getElementById('session').dataset.state === 'ready'")
        hand.key("Enter")
        keys += 2
    hand.hears("To hear it in the playlists, update the sound.")
    assert keys <= 8
    assert len([*(day.root / "appeals/recordings/ru").glob("a.*.flac")]) == len(READ)


def write_a_stick(day: Day) -> None:
    archive = day.folder / "city.zip"
    day.hand.tap("Sticks")
    write(day, archive)
    day.hand.tap("Sticks")
    day.hand.fill("The stick, or a folder", str(archive))
    day.hand.tap("Check")
    day.hand.sees_the_end()
    assert verify_target(archive).proof.is_whole


def a_colleague_edited_the_same_text(day: Day) -> None:
    hand = day.hand
    hand.tap("Appeals")
    hand.tap("Тазалық")
    hand.page.until("document.querySelectorAll('[data-paragraphs=ru] li').length === 2")
    hand.fill(f"{hand.words('Text')} · Русский", " Мои слова.", at_end=True)
    hand.hears("Not saved yet")
    old = day.studio.studio.view().texts(APPEAL, "text")["ru"]
    edit = {"path": ["text", "ru"], "old": old, "new": old.replace("всем", "городу")}
    answer = day.studio.browser().post(
        f"{day.studio.base}/save", json={"file": APPEAL, "edits": [edit]}, timeout=LIMIT_S
    )
    assert answer.status_code == 200
    hand.tap("Save")
    hand.hears("Take mine")
    hand.tap("Take mine")
    hand.tap("Save")
    hand.hears("Saved")
    assert "Чистота нужна всем. Мои слова." in day.text(APPEAL)
    hand.tap("History")
    hand.sees("городу")  # nothing of the colleague is lost


def the_power_went(day: Day) -> None:
    """Only what a person sees: `test_power_cut` kills the processes."""
    hand = day.hand
    hand.tap("Appeals")
    hand.tap("Тазалық")
    hand.page.until("document.querySelectorAll('[data-paragraphs=ru] li').length === 2")
    hand.fill(f"{hand.words('Text')} · Русский", " Это цело: 102.", at_end=True)
    hand.page.until("document.querySelector('[data-paragraphs=ru]').textContent.includes('сто два')")
    with running_studio(day.root) as again:
        hand.page.visit(again.door)
        hand.tap("Appeals")
        hand.tap("Тазалық")
        hand.hears("Your words that were not saved are here again.")
        assert hand.page.run("document.querySelector('[data-text=ru]').value").endswith("Это цело: 102.")
        hand.tap("Save")
        hand.hears("Saved")
        hand.page.visit(day.studio.door)  # the cookie of a session goes to all ports
    assert "Это цело: 102." in day.text(APPEAL)


def something_urgent(day: Day) -> None:
    hand, page = day.hand, day.hand.page
    with (day.root / "appeals/settings.yaml").open("a", encoding="utf-8") as settings:
        settings.write("approval: {needed: named}\n")
    aigul = "aigul: {name: {kk: Айгүл, ru: Айгуль}, roles: [approver]}\n"
    (day.root / "appeals/people.yaml").write_text(aigul, encoding="utf-8")
    hand.tap("Urgent")
    hand.is_at("/urgent")
    hand.fill(f"{hand.words('What happened')} · Қазақша", "Сағат 15:00-де бала жоғалды. ИДП.")
    hand.fill(f"{hand.words('What happened')} · Русский", "В 15:00 пропал ребёнок.")  # one click more, or Tab
    page.until("document.querySelector('[data-mirror=kk] .unreadable')?.textContent === 'ИДП'")
    assert page.violations() == []
    hand.fill(f"{hand.words('What happened')} · Қазақша", "Сағат 15:00-де бала жоғалды.")
    page.until("document.querySelector('[data-paragraphs=kk]').textContent.includes('он бесте')")
    hand.tap("Make the sound")
    hand.sees("Play one after another")
    assert page.violations() == []
    hand.tap(f"{hand.words('Play')} · Қазақша")
    page.until("document.querySelector('[data-approve]')?.disabled === false")  # both languages, one after another
    page.run("document.querySelector('[data-approve]').click()")  # in Kazakh a screen has the same name
    page.keep_downloads(day.folder)
    may_leave = "document.querySelector('form[action$=mp3] button')?.disabled === false"
    page.until(f"document.readyState === 'complete' && {may_leave}")  # nothing moves under the mouse any more
    hand.tap("Take the MP3 for a messenger")
    wait_until(lambda: any(day.folder.glob("Шұғыл-Срочно-1-*.mp3")), LIMIT_S, lambda: f"{[*day.folder.iterdir()]}")
    assert hand.clicks + 2 <= 6
    hand.tap("Text")
    hand.sees("Last day on which it is said")


def approve_by_listening(day: Day) -> None:
    """Hear a text to its end in both languages; only then it may be approved."""
    hand = day.hand
    with (day.root / "appeals/settings.yaml").open("a", encoding="utf-8") as settings:
        settings.write("approval: {needed: named}\n")
    aigul = "aigul: {name: {kk: Айгүл, ru: Айгуль}, roles: [approver]}\n"
    (day.root / "appeals/people.yaml").write_text(aigul, encoding="utf-8")
    hand.tap("Approvals")
    hand.is_at("/approvals")
    assert hand.page.run("document.querySelector('[data-approve=a]').disabled")
    for title, language in (("Тазалық", "Қазақша"), ("Чистота", "Русский")):
        hand.tap(f"{hand.words('Play')} · {title} · {language}")
        heard = f"[...document.querySelectorAll('[data-block]')].find((each) => each.innerHTML.includes('· {title} ·'))"
        hand.page.until(f"{heard}?.querySelector('output').textContent === '✓'")
    assert hand.page.run("!document.querySelector('[data-approve=a]').disabled")
    assert hand.page.run("document.activeElement.matches('[data-block] button')")
    hand.tap("Approve all that was heard")
    hand.sees("Take the approval back")
    assert hand.page.run("document.querySelectorAll('[name=withdraw]').length") == 1
    hand.sees("Айгуль" if hand.language == "ru" else "Айгүл")


def times_as_they_are_typed(day: Day) -> None:
    hand = day.hand
    hand.tap("Playlists")
    hand.tap("Қала")
    hand.page.until("document.querySelectorAll('#stops > li').length === 2")
    hand.fill("from", "9.30")
    hand.fill("stays, min", "20")
    hand.fill("Or single dates, as 16.12.2026, with commas", "16.12.2026")
    hand.page.run("window.before = true")
    hand.key("s", CTRL)
    wait_until(lambda: "2026-12-16" in day.text(CITY), LIMIT_S, "it was not saved")
    hand.page.until("!window.before && document.querySelector('.day .stop')?.getAttribute('x') === '570'")
    made = day.text(CITY)
    assert 'arrive: "9:30"' in made
    assert "stay_min: 20" in made
    market = "Базар" if hand.language == "kk" else "рынок"
    hand.tap(f"{hand.words('Later')}: {market}")
    hand.hears("Not saved yet")
    hand.tap("Save")
    wait_until(lambda: "place: park" in day.text(CITY).partition("stops:")[2].partition("}")[0], LIMIT_S, "not moved")
    hand.hears("Saved")


def what_was_said_before_is_heard_and_brought_back(day: Day) -> None:
    hand = day.hand
    before = day.text(APPEAL)
    hand.tap("Appeals")
    hand.tap("Тазалық")
    hand.page.until("document.querySelectorAll('[data-paragraphs=ru] li').length === 2")
    hand.fill(f"{hand.words('Text')} · Русский", "Берегите дворы.")
    hand.key("s", CTRL)
    hand.hears("Saved")
    hand.tap("History")
    for label in ("Hear it as it was", "Hear it as it became"):
        hand.tap(label)
        hand.meets(label, pressed="true")
        hand.meets(label, pressed=None)  # it was played to its end
    hand.tap("Bring back what was before")
    wait_until(lambda: day.text(APPEAL) == before, LIMIT_S, "it was not brought back")


WALKS: tuple[Callable[[Day], None], ...] = (
    the_text_changed,
    a_new_place,
    a_new_round,
    an_appeal_from_word,
    what_a_form_lacks,
    record_an_appeal,
    write_a_stick,
    a_colleague_edited_the_same_text,
    the_power_went,
    something_urgent,
    approve_by_listening,
    times_as_they_are_typed,
    what_was_said_before_is_heard_and_brought_back,
)


@pytest.mark.parametrize(
    ("walk", "language", "by"),
    [
        *(
            pytest.param(walk.__name__, language, Hand, marks=() if LANGUAGES[n % 3] == language else SLOW)
            for n, walk in enumerate(WALKS)
            for language in LANGUAGES
        ),
        *(
            pytest.param(
                walk.__name__,
                LANGUAGES[(n + 1) % 3],
                Reader,
                marks=() if walk in (the_text_changed, an_appeal_from_word) else SLOW,
            )
            for n, walk in enumerate(WALKS)
        ),
    ],
)
def test_a_day(
    open_studio: RunningStudio,
    built_once: Tiny,
    page: Chrome,
    tmp_path: Path,
    walk: str,
    language: str,
    by: type[Hand],
) -> None:
    page.visit("about:blank")  # the page of the day before asks for texts that this project does not have
    studio = with_project(open_studio, built_once.root)
    page.events.clear()
    page.say("Network.setCookie", name="lang", value=language, url=studio.base)
    page.say("Network.deleteCookies", name="folders", url=studio.base)  # else the stick of the day before is known
    page.visit(studio.base)
    next(each for each in WALKS if each.__name__ == walk)(Day(by(page, language), studio, tmp_path))
    assert [line for line in page.complaints() if "409" not in line] == []  # the conflict of two people
