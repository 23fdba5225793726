"""What the screens of the studio show and save, asked for as a browser asks."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import requests

from tests.support.studio import PAGES, RunningStudio
from tests.support.word_file import word_file
from zt_audio.app.texts.appeals import appeal_lists
from zt_audio.studio.names import slot_words, slotted, worded
from zt_audio.studio.screens.manual import MANUALS

LIMIT_S = 60
APPEAL = "appeals/texts/a.yaml"


def page(studio: RunningStudio, path: str, language: str = "en") -> str:
    answer = studio.browser(language).get(studio.base + path, timeout=LIMIT_S)
    assert answer.status_code == 200, (path, answer.text)
    return answer.text


def save(studio: RunningStudio, file: str, *edits: object) -> requests.Response:
    return studio.browser().post(f"{studio.base}/save", json={"file": file, "edits": edits}, timeout=LIMIT_S)


def file_of(studio: RunningStudio, name: str) -> Path:
    return studio.studio.root / name


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_each_screen_opens_in_each_language(studio: RunningStudio, language: str) -> None:
    for path in PAGES:
        assert f'<html lang="{language}">' in page(studio, path, language), path


@pytest.mark.parametrize("path", ["/appeals/none", "/places/none", "/playlists/none", "/files/none.yaml", "/help/none"])
def test_what_is_not_there_is_said_so(studio: RunningStudio, path: str) -> None:
    assert studio.browser().get(studio.base + path, timeout=LIMIT_S).status_code == 404


def test_a_draft_is_read_aloud_and_judged_before_it_is_saved(studio: RunningStudio) -> None:
    texts = {"kk": "102-ге хабарласыңыз.", "ru": "Звоните 102.\n\nПо данным ИДП."}
    draft = {"title": {"kk": "Тазалық", "ru": "Чистота"}, "text": texts, "unsaved": True}
    told = studio.browser("ru").post(f"{studio.base}/appeals/a/check", json=draft, timeout=LIMIT_S).json()
    kazakh, russian = told["texts"]["kk"], told["texts"]["ru"]
    assert [(mark["kind"], mark["said"]) for mark in kazakh["marks"]] == [("read", "жүз екіге")]
    assert re.findall('class="meta( refused)?"', russian["rows"]) == ["", " refused"]
    assert 'data-teach="ИДП"' in russian["rows"]
    unreadable = next(mark for mark in russian["marks"] if mark["kind"] == "unreadable")
    assert texts["ru"][unreadable["start"] : unreadable["end"]] == "ИДП"
    assert "«ИДП»" in russian["rows"]
    assert "Тазалық" in file_of(studio, APPEAL).read_text("utf-8")  # and nothing was written


@pytest.mark.parametrize(
    ("lang", "text", "word"),
    [
        ("kk", "с 14-00ч до 22.00ч, ул Абая 15/2, тел 8 701 123 45 67", "с"),
        ("kk", "Көше таза болсын.\n\nс 14-00ч до 22.00ч, ул Абая 15/2", "с"),
        ("ru", "14-00ден 22.00ге дейін су жоқ, Абай көшесі 15/2", "дейін"),
    ],
)
def test_a_text_of_the_other_language_is_said_to_be_one(studio: RunningStudio, lang: str, text: str, word: str) -> None:
    """And what a word of it might stand for in the language of the field is not asked."""
    texts = {"kk": "102-ге хабарласыңыз.", "ru": "Звоните 102."} | {lang: text}
    draft = {"title": {"kk": "Тазалық", "ru": "Чистота"}, "text": texts, "unsaved": True}
    told = studio.browser("ru").post(f"{studio.base}/appeals/a/check", json=draft, timeout=LIMIT_S).json()
    marks = [mark for mark in told["texts"][lang]["marks"] if mark["kind"] in ("guess", "unreadable")]
    assert [text[mark["start"] : mark["end"]] for mark in marks] == [word]
    assert "Напишите каждый текст под своим языком" in told["texts"][lang]["rows"]


@pytest.mark.parametrize(
    ("file", "path", "old"),
    [
        (APPEAL, ["title", "ru"], "Чистота"),
        ("appeals/places.yaml", ["park", "name", "kk"], "Саябақ"),
        ("appeals/intros.yaml", ["default", "ru"], "Уважаемые гости {place:gen}!"),
    ],
)
def test_words_go_only_after_a_person_has_said_so(studio: RunningStudio, file: str, path: list[str], old: str) -> None:
    before = file_of(studio, file).read_bytes()
    for empty in ("", "  "):
        asked = save(studio, file, {"path": path, "old": old, "new": empty})
        assert (asked.status_code, file_of(studio, file).read_bytes()) == (409, before)
        assert "What stood there" in asked.json()["html"]
    assert save(studio, file, {"path": path, "old": old, "new": "", "agreed": True}).status_code == 200
    assert file_of(studio, file).read_text("utf-8").count(old) == before.decode().count(old) - 1


def test_a_draft_of_no_appeal_is_not_judged(studio: RunningStudio) -> None:
    draft = {"title": {"kk": "А", "ru": "Б"}, "text": {"kk": "Сәлем.", "ru": "Привет."}, "unsaved": True}
    answer = studio.browser().post(f"{studio.base}/appeals/none/check", json=draft, timeout=LIMIT_S)
    assert answer.status_code == 404


def test_words_that_were_not_saved_come_back(studio: RunningStudio) -> None:
    browser = studio.browser()
    draft = {"title": {"kk": "А", "ru": "Б"}, "text": {"kk": "Сәлем.", "ru": "Привет."}, "unsaved": True}
    browser.post(f"{studio.base}/appeals/a/check", json=draft, timeout=LIMIT_S)
    assert "Привет." in browser.get(f"{studio.base}/appeals/a", timeout=LIMIT_S).text
    browser.post(f"{studio.base}/appeals/a/check", json={**draft, "unsaved": False}, timeout=LIMIT_S)
    assert "Привет." not in browser.get(f"{studio.base}/appeals/a", timeout=LIMIT_S).text


def test_a_text_is_saved_and_no_other_byte_changes(studio: RunningStudio) -> None:
    before = file_of(studio, APPEAL).read_bytes()
    answer = save(studio, APPEAL, {"path": ["title", "ru"], "old": "Чистота", "new": "Порядок и чистота"})
    assert answer.status_code == 200
    assert file_of(studio, APPEAL).read_bytes() == before.replace("Чистота".encode(), "Порядок и чистота".encode(), 1)
    assert "Порядок и чистота" in page(studio, "/history")


def test_what_another_person_changed_is_shown_and_not_overwritten(studio: RunningStudio) -> None:
    save(studio, APPEAL, {"path": ["title", "ru"], "old": "Чистота", "new": "Их слова"})
    answer = save(studio, APPEAL, {"path": ["title", "ru"], "old": "Чистота", "new": "Мои слова"})
    assert answer.status_code == 409
    assert answer.json()["conflicts"] == [{"path": ["title", "ru"], "mine": "Мои слова", "theirs": "Их слова"}]
    assert "Мои слова" not in file_of(studio, APPEAL).read_text("utf-8")


ELSEWHERE = ["../x.yaml", "/etc/passwd", "appeals/../../x.yaml", "appeals/texts/none.yaml", "output/manifest.json", ""]


@pytest.mark.parametrize("file", ELSEWHERE)
def test_only_files_of_the_project_are_saved(studio: RunningStudio, file: str) -> None:
    answer = save(studio, file, {"path": ["title", "ru"], "old": None, "new": "x"})
    assert answer.status_code in (409, 422)


@pytest.mark.parametrize(
    "edit",
    [
        None,
        {},
        {"path": []},
        {"path": ["title"], "old": 1, "new": "x"},
        {"path": ["title", True], "old": "a", "new": "x"},
        {"path": "title", "old": "a", "new": "x"},
        {"do": "insert", "path": ["stops"], "position": "0", "value": "x"},
        {"do": "put", "path": ["stops"], "value": 5},
        {"do": "dance", "path": ["stops"]},
    ],
)
def test_an_edit_of_another_shape_is_refused(studio: RunningStudio, edit: object) -> None:
    assert save(studio, APPEAL, edit).status_code == 400


@pytest.mark.parametrize(("ticked", "said_in"), [(None, []), ("to:city", ["city"]), ("to:+", ["city", "yard"])])
def test_a_new_appeal_is_said_only_where_a_person_has_ticked(
    studio: RunningStudio, ticked: str | None, said_in: list[str]
) -> None:
    assert "on all 2 stops" in page(studio, "/appeals/+")
    form = {"title-ru": "Пожар", "text-ru": "Звоните."} | ({ticked: "on"} if ticked else {})
    studio.browser().post(f"{studio.base}/appeals", form, timeout=LIMIT_S)
    files = {name: file_of(studio, f"appeals/playlists/{name}.yaml").read_text("utf-8") for name in ("city", "yard")}
    assert [name for name, text in files.items() if "pozhar" in text] == said_in


def test_the_history_of_a_week_holds_what_was_done_in_it(studio: RunningStudio) -> None:
    save(studio, APPEAL, {"path": ["title", "ru"], "old": "Чистота", "new": "Новое"})
    for when, is_there in (("today", True), ("week", True), ("last", False), ("", True)):
        shown = page(studio, f"/history?when={when}")
        assert ("Bring back what was before" in shown) == is_there
        assert ("Nothing was changed in this time." in shown) != is_there


def test_a_change_that_was_undone_offers_no_way_back(studio: RunningStudio) -> None:
    save(studio, APPEAL, {"path": ["title", "ru"], "old": "Чистота", "new": "Новое"})
    assert page(studio, "/history").count("Bring back what was before") == 1
    save(studio, APPEAL, {"path": ["title", "ru"], "old": "Новое", "new": "Чистота"})
    assert page(studio, "/history").count("Bring back what was before") == 1  # of the second change alone


def test_the_page_of_doubtful_words_says_that_there_are_none(studio: RunningStudio) -> None:
    assert "Now no word is doubtful." in page(studio, "/readings")


def former(studio: RunningStudio) -> dict[str, str]:
    """Return what the button of the last change of the appeal sends."""
    shown = page(studio, "/history")
    versions = {name: re.findall(rf'name="{name}" value="([0-9a-f]{{64}})"', shown)[0] for name in ("version", "after")}
    return {"file": APPEAL, **versions}


def test_former_words_are_brought_back(studio: RunningStudio) -> None:
    before = file_of(studio, APPEAL).read_bytes()
    save(studio, APPEAL, {"path": ["title", "ru"], "old": "Чистота", "new": "Новое"})
    form = former(studio)
    answer = studio.browser().post(f"{studio.base}/history", form, timeout=LIMIT_S)
    assert answer.status_code == 200
    assert file_of(studio, APPEAL).read_bytes() == before


def test_what_was_changed_later_is_shown_before_it_is_lost(studio: RunningStudio) -> None:
    before = file_of(studio, APPEAL).read_bytes()
    save(studio, APPEAL, {"path": ["title", "ru"], "old": "Чистота", "new": "Новое"})
    form = former(studio)
    file = file_of(studio, APPEAL)  # two more values, in Notepad
    later = file.read_text("utf-8").replace("kk: Тазалық,", "kk: Таза,").replace("нужна всем.", "нужна детям.")
    file.write_text(later, "utf-8")
    changed = file.read_bytes()
    browser = studio.browser()
    question = browser.post(f"{studio.base}/history", form, timeout=LIMIT_S).text
    assert "2 later changes would be lost:" in question
    assert "<small>Title · Қазақша</small> <del>Тазалық</del> <ins>Таза</ins>" in " ".join(question.split())
    assert "<ins>детям.</ins>" in question
    assert question.count('class="change"') == 2  # the title that the person wants gone is no loss
    assert file.read_bytes() == changed
    seen = re.findall(r'name="seen" value="([0-9a-f]{64})"', question)[0]
    file.write_bytes(changed + b"# one more\n")
    assert browser.post(f"{studio.base}/history", {**form, "seen": seen}, timeout=LIMIT_S).status_code == 422
    file.write_bytes(changed)
    assert browser.post(f"{studio.base}/history", {**form, "seen": seen}, timeout=LIMIT_S).status_code == 200
    assert file.read_bytes() == before
    again = browser.post(f"{studio.base}/history", form, timeout=LIMIT_S).text
    assert "would be lost" not in again  # all of it is as it was


def test_what_would_be_wrong_then_is_asked_before(studio: RunningStudio) -> None:
    """A place that a route uses by now is not taken away by a press, and stops are named as History names them."""
    browser = studio.browser()
    form = {"name-kk": "Сарыжар ауылы", "name-ru": "село Сарыжар", "kind": "village", "playlist": "city"}
    assert browser.post(f"{studio.base}/places", form, timeout=LIMIT_S).status_code == 200
    shown = page(studio, "/history")
    versions = {
        file: {"file": file, "version": old, "after": new}
        for file, old, new in re.findall(
            r'name="file" value="([^"]*)"><input type="hidden" name="version" value="([0-9a-f]{64})"><input '
            r'type="hidden" name="after" value="([0-9a-f]*)"',
            shown,
        )
    }
    places = versions["appeals/places.yaml"]
    before = file_of(studio, places["file"]).read_bytes()
    question = browser.post(f"{studio.base}/history", places, timeout=LIMIT_S).text
    assert "Then this would be wrong:" in question
    assert "There is no place “село Сарыжар”." in question
    assert file_of(studio, places["file"]).read_bytes() == before
    route = versions["appeals/playlists/city.yaml"]
    file = file_of(studio, route["file"])
    stops = file.read_text("utf-8").replace("- {place: park", "- {place: school, arrive: '10:30'}\n  - {place: park")
    file.write_text(stops, "utf-8")
    question = browser.post(f"{studio.base}/history", route, timeout=LIMIT_S).text
    assert "1 later change would be lost:" in question
    assert "stop added: школа, 10:30" in question


def test_a_wrong_date_of_a_route_is_told_at_no_stop(studio: RunningStudio) -> None:
    file = file_of(studio, "appeals/playlists/city.yaml")
    file.write_text(file.read_text("utf-8") + "dates: [2027-02-31]\n", "utf-8")
    shown = page(studio, "/playlists/city")
    assert "Write day, month and year: 16.12.2026." in shown
    assert "A playlist has either days of the week or single dates." in shown
    stops = shown.partition('class="stops"')[2].partition("</ol>")[0]
    assert "16.12.2026" not in stops
    assert "single dates" not in stops


def test_a_new_appeal_is_made_from_its_words(studio: RunningStudio) -> None:
    form = {
        "title-kk": "Жаңа үндеу",
        "title-ru": "Щучья ёлка!",
        "text-kk": "Бірінші.\r\n\r\nЕкінші.",
        "text-ru": "Первый.\r\n\r\nВторой.",
    }
    answer = studio.browser().post(f"{studio.base}/appeals", form, timeout=LIMIT_S)
    assert answer.url.endswith("/appeals/schuchya-elka")
    assert "Первый." in answer.text
    made = file_of(studio, "appeals/texts/schuchya-elka.yaml").read_text("utf-8")
    assert made.startswith("title:\n  kk: Жаңа үндеу\n  ru: Щучья ёлка!\ntext:\n  kk: |\n    Бірінші.\n\n    Екінші.")
    again = studio.browser().post(f"{studio.base}/appeals", form, timeout=LIMIT_S)
    assert again.url.endswith("/appeals/schuchya-elka-2")
    assert studio.browser().post(f"{studio.base}/appeals", {"text-ru": "Привет."}, timeout=LIMIT_S).status_code == 400
    alone = studio.browser().post(f"{studio.base}/appeals", {"title-kk": "Жалғыз"}, timeout=LIMIT_S)
    assert alone.url.endswith("/appeals/zhalgyz")  # what is missing is told in the editor


def test_an_appeal_is_added_to_many_lists_at_once(studio: RunningStudio) -> None:
    """A whole playlist means its list and each stop with a list of its own; a single stop gets one."""
    browser = studio.browser()
    new = {"title-kk": "Өрт", "title-ru": "Пожар", "text-kk": "Өрт.", "text-ru": "Пожар."}
    browser.post(f"{studio.base}/appeals", new, timeout=LIMIT_S)
    address = f"{studio.base}/appeals/pozhar/routes"
    assert browser.post(address, {}, timeout=LIMIT_S).status_code == 400
    added = browser.post(address, {"to:city": "on", "to:yard/0": "on"}, timeout=LIMIT_S)
    assert added.url.endswith("/appeals/pozhar")
    lists = {each.id: each for each in appeal_lists(studio.studio.view())}
    city = [each for name, each in lists.items() if name.startswith("city")]
    assert all("pozhar" in each.said for each in city)
    assert lists["yard/0"].own[-1] == "pozhar"
    assert "pozhar" not in lists["yard"].own
    assert 'name="to:city" checked disabled' in added.text


def test_a_stop_whose_time_is_left_open_comes_after_the_last_one(studio: RunningStudio) -> None:
    browser, form = studio.browser(), {"place": "market", "playlist": "city"}
    said = browser.post(f"{studio.base}/stops/said", form, timeout=LIMIT_S)
    assert "Without a time it comes after the last one: from 11:10." in said.text
    browser.post(f"{studio.base}/stops", form | {"playlist": "city+"}, timeout=LIMIT_S)
    city = file_of(studio, "appeals/playlists/city.yaml")
    assert city.read_text("utf-8").count('"11:10"') == 1
    city.write_text(city.read_text("utf-8").replace('"11:10"', '"22:50"'), "utf-8")  # the day is over then
    assert "Without a time" not in browser.post(f"{studio.base}/stops/said", form, timeout=LIMIT_S).text


def test_a_second_stop_at_a_place_is_added_only_where_it_is_chosen(studio: RunningStudio) -> None:
    """A mistake in the file does not hide the first one."""
    file = file_of(studio, "appeals/playlists/city.yaml")
    file.write_text(file.read_text("utf-8").replace("11:00", "09:00"), "utf-8")
    shown = page(studio, "/places/park")
    assert '<a class="chip" href="/playlists/city">' in shown
    assert re.search('<optgroup label="It is a stop there already; add a second one"><option value="city.">', shown)
    form, before = {"place": "park", "playlist": "city", "arrive": "12:00"}, file.read_bytes()
    refused = studio.browser().post(f"{studio.base}/stops", form, timeout=LIMIT_S)
    assert (refused.status_code, file.read_bytes()) == (409, before)
    assert "It is a stop there already." in refused.text
    added = studio.browser().post(f"{studio.base}/stops", form | {"playlist": "city+"}, timeout=LIMIT_S)
    assert added.status_code == 200
    assert file.read_text("utf-8").count("place: park") == 2
    assert '<optgroup label="It is a stop there already; add a second one">' in page(studio, "/playlists/city")


def test_the_history_names_a_stop_by_its_place(studio: RunningStudio) -> None:
    """The place that stood there then: another one may stand there now."""
    city = "appeals/playlists/city.yaml"
    assert save(studio, city, {"path": ["stops", 1, "arrive"], "old": "11:00", "new": "11:30"}).status_code == 200
    assert save(studio, city, {"do": "move", "path": ["stops"], "position": 1, "to": 0}).status_code == 200
    edit = {"path": ["appeals"], "old": "a, b", "new": "a", "list": True}
    assert save(studio, city, edit).status_code == 200
    shown = page(studio, "/history")
    assert re.search(r"<small>парк · from</small>\s*<del>11:00</del>\s*<ins>11:30</ins>", shown)
    assert "stop 2" not in shown  # the second appeal of the playlist is none


def test_a_playlist_says_which_stops_have_no_minutes(studio: RunningStudio) -> None:
    assert "For stops 1, 2 it is not written how many minutes the vehicle stays" in page(studio, "/playlists/city")
    edit = {"path": ["stops", 0, "stay_min"], "old": None, "new": "10"}
    assert save(studio, "appeals/playlists/city.yaml", edit).status_code == 200
    assert "For stop 2 it is not written" in page(studio, "/playlists/city")


def test_a_new_place_and_playlist_are_made(studio: RunningStudio) -> None:
    browser = studio.browser()
    form = {"name-kk": "Жаңа базар", "name-ru": "Новый рынок", "kind": "market"}
    assert browser.post(f"{studio.base}/places", form, timeout=LIMIT_S).url.endswith("/places/novyi-rynok")
    nothing = browser.post(f"{studio.base}/places", {"name-kk": "Ә", "name-ru": "А"}, timeout=LIMIT_S)
    assert nothing.status_code == 400  # no kind is chosen in silence
    for language, name in (("kk", "Жаңа базар"), ("ru", "Новый рынок"), ("en", "Новый рынок")):
        said = studio.browser(language).post(f"{studio.base}/places/said", form, timeout=LIMIT_S)
        assert f'<a href="/places/novyi-rynok">{name}</a>' in said.text  # there is such a place already
    village = {"name-kk": "Жаңа ауыл", "name-ru": "Новое", "kind": "+", "kind-kk": "ауыл", "kind-ru": "село"}
    assert "kind_names" not in file_of(studio, "appeals/intros.yaml").read_text("utf-8")
    browser.post(f"{studio.base}/places", village, timeout=LIMIT_S)
    assert "kind: village" in file_of(studio, "appeals/places.yaml").read_text("utf-8")  # what it is called already
    form = {"title-kk": "Түн", "title-ru": "Ночь", "place": "novyi-rynok"}
    answer = browser.post(f"{studio.base}/playlists", form, timeout=LIMIT_S)
    assert answer.url.endswith("/playlists/noch")
    assert "novyi-rynok" in answer.text


def test_a_place_that_is_made_for_a_stop_says_when_it_is_there(studio: RunningStudio) -> None:
    form = {"name-kk": "Жаңа базар", "name-ru": "Новый рынок", "kind": "market"}
    stop = {"playlist": "city", "arrive": "14.30", "stay": "15"}
    answer = studio.browser("ru").post(f"{studio.base}/places", {**form, **stop}, timeout=LIMIT_S)
    assert "Город · 14:30</a>" in answer.text
    assert '<details id="where"><summary>' in answer.text  # another playlist is no next step
    assert "stay_min: 15" in file_of(studio, "appeals/playlists/city.yaml").read_text("utf-8")
    assert "отъезжая, выключите звук" in page(studio, "/playlists/city", "ru")  # cycles last longer than a stay


def test_a_cycle_that_outlasts_the_stay_says_by_how_much_and_which_minutes_fit(studio: RunningStudio) -> None:
    text, city = file_of(studio, "appeals/texts/a.yaml"), file_of(studio, "appeals/playlists/city.yaml")
    long = "Чистота нужна всем.\n\n    " * 60
    text.write_text(text.read_text("utf-8").replace("Чистота нужна всем", f"{long}Чистота нужна всем"), "utf-8")
    times = city.read_text("utf-8")

    def told(minutes: int) -> str:
        city.write_text(times.replace('"10:00"', f'"10:00", stay_min: {minutes}'), "utf-8")
        return page(studio, "/playlists/city", "en")

    [fits] = re.findall(r"longer than the stop. Write (\d+) minutes", told(1))
    assert "longer than the stop" not in told(int(fits))
    [both] = re.findall(r"Write (\d+) minutes \(1 ×\) or (\d+) \(2 ×\)", told(int(fits) + 1))
    assert all("longer than the stop" not in told(int(minutes)) for minutes in both)
    typed = {"id": "0", "stay-0": "30"}
    line = studio.browser("en").post(f"{studio.base}/playlists/city/cycle", typed, timeout=LIMIT_S).text
    times, one, whole = re.split(r"\W[×=]\W", line)
    shown_s = [
        sum(int(n) * {"min": 60, "s": 1}[of] for n, of in re.findall(r"(\d+)\W(min|s)", each)) for each in (one, whole)
    ]
    assert int(times.split()[-1]) * shown_s[0] == shown_s[1] > 0  # the product of what is shown


@pytest.mark.parametrize(
    ("first", "is_title"),
    [
        ("Өрт қауіпсіздігін сақтаңыз!", True),
        ("Қоқыс тастамаңыз", True),
        ("Құрметті тұрғындар!", False),
        ("Қоқыс тастамаңыз.", False),
    ],
)
def test_a_first_line_of_a_word_file_is_offered_as_the_title(
    studio: RunningStudio, first: str, *, is_title: bool
) -> None:
    data = word_file(first, "Қыста пешті қараусыз қалдырмаңыз.", "Берегите себя!", "Не оставляйте печь без присмотра.")
    rows = studio.browser("en").put(f"{studio.base}/word", data=data, params={"name": "a.docx"}, timeout=LIMIT_S).text
    assert ('"title-kk" selected' in rows) is is_title
    assert '"title-ru" selected' in rows


def test_places_come_from_a_table_once_they_were_seen(studio: RunningStudio) -> None:
    browser = studio.browser()
    table = ("t.csv", "kk;ru;district\nАқкөл а.;с.Акколь;Абай\nОрда а.;;Абай\n".encode())
    options = {"district": "", "stops": "5", "appeal": "a"}
    seen = browser.post(f"{studio.base}/places/table", options, files={"table": table}, timeout=LIMIT_S).text
    assert "село Акколь" in seen
    assert "t.csv · line 3</b>: This place has no name in Russian." in seen
    assert "more row" not in seen
    longer = (table[0], table[1] + "Ал а.;;Абай\nБес а.;;Абай\nКүн а.;;Абай\n".encode())
    many = browser.post(f"{studio.base}/places/table", options, files={"table": longer}, timeout=LIMIT_S).text
    assert "<summary>1 more row like these</summary>" in many
    again = (table[0], table[1] + "Ақкөл а.;с.Акколь;Абай\n".encode())
    twice = browser.post(f"{studio.base}/places/table", options, files={"table": again}, timeout=LIMIT_S).text
    assert twice.count("It is in the table more than once.") == 2
    seen = browser.post(f"{studio.base}/places/table", options, files={"table": table}, timeout=LIMIT_S).text
    assert not file_of(studio, "appeals/places").exists()
    token = re.search(r'name="token" value="([^"]+)"', seen)
    assert token
    take = f"{studio.base}/places/table/take"
    assert browser.post(take, {"token": "other"}, timeout=LIMIT_S).url.endswith("/places")
    assert not file_of(studio, "appeals/places").exists()
    answer = browser.post(take, {"token": token[1]}, timeout=LIMIT_S)
    assert "Ақкөл ауылы" in answer.text
    assert file_of(studio, "appeals/playlists/abai.yaml").is_file()
    assert '"kind"' in page(studio, "/places/akkol")
    save(studio, "appeals/places/abai.yaml", {"path": ["akkol", "kind"], "old": "village", "new": "park"})
    assert "kind: park" in file_of(studio, "appeals/places/abai.yaml").read_text("utf-8")
    assert browser.post(take, {"token": token[1]}, timeout=LIMIT_S).url.endswith("/places")


def test_a_table_that_cannot_be_read_is_reported(studio: RunningStudio) -> None:
    files = {"table": ("t.xlsx", b"PK\x03\x04")}
    answer = studio.browser().post(f"{studio.base}/places/table", files=files, timeout=LIMIT_S)
    assert (answer.status_code, "This table cannot be read" in answer.text) == (422, True)


def test_many_places_are_searched_on_the_server(studio: RunningStudio) -> None:
    rows = "".join(f"p{n}: {{kind: park, name: {{kk: Бақ {n}, ru: сад {n}}}}}\n" for n in range(600))
    file_of(studio, "appeals/places").mkdir()
    file_of(studio, "appeals/places/many.yaml").write_text(rows, "utf-8")
    shown = page(studio, "/places")
    assert shown.count('href="/places/') == 100
    assert "603 places" in shown
    assert page(studio, "/places?q=САД 599").count('href="/places/') == 1


@pytest.mark.parametrize("path", ["/appeals", "/places", "/playlists"])
def test_nothing_is_made_of_empty_words(studio: RunningStudio, path: str) -> None:
    answer = studio.browser().post(studio.base + path, {"title-kk": " ", "name-kk": ""}, timeout=LIMIT_S)
    assert answer.status_code == 400


def test_a_broken_file_can_be_mended_as_a_whole(studio: RunningStudio) -> None:
    path = file_of(studio, APPEAL)
    good = path.read_text("utf-8")
    path.write_text(good.replace("title: {kk", "title: {{kk"), "utf-8")
    home = page(studio, "/")
    assert f"/appeals/{path.stem}" in home or f"/files/{APPEAL}" in home
    shown = page(studio, f"/files/{APPEAL}")
    base = re.search(r'name="base" value="([0-9a-f]{64})"', shown)
    assert base
    form = {"text": good.replace("\n", "\r\n"), "base": base[1]}
    assert studio.browser().post(f"{studio.base}/files/{APPEAL}", form, timeout=LIMIT_S).status_code == 200
    assert path.read_text("utf-8") == good


def test_settings_are_saved_as_values_of_their_file(studio: RunningStudio) -> None:
    file = "appeals/settings.yaml"
    path = file_of(studio, file)
    answer = save(studio, file, {"do": "put", "path": ["voices", "kk"], "value": ["recordings", "tone"]})
    assert answer.status_code == 200, answer.text
    assert "recordings" in path.read_text("utf-8")
    assert re.findall('value="([^"]+)" checked', page(studio, "/settings"))[:2] == ["recordings", "tone"]


def test_what_was_typed_is_never_markup(studio: RunningStudio) -> None:
    save(studio, APPEAL, {"path": ["title", "ru"], "old": "Чистота", "new": "<script>alert('x')</script>"})
    for path in PAGES:
        assert "<script>alert" not in page(studio, path)


def test_an_appeal_is_renamed_and_removed_on_its_page(studio: RunningStudio) -> None:
    browser = studio.browser()
    answer = browser.post(f"{studio.base}/appeals/b/rename", {"name": "order"}, timeout=LIMIT_S)
    assert answer.url.endswith("/appeals/order")
    assert "[a, order]" in file_of(studio, "appeals/playlists/city.yaml").read_text("utf-8")
    refused = browser.post(f"{studio.base}/appeals/order/rename", {"name": "a"}, timeout=LIMIT_S)
    assert (refused.status_code, "a-2" in refused.text) == (422, True)
    page_of_a = page(studio, "/appeals/a")
    assert re.search("<button disabled>Remove the appeal, there too", page_of_a)
    save(studio, "appeals/playlists/yard.yaml", {"do": "insert", "path": ["appeals"], "position": 0, "value": "a"})
    base = re.search(r'name="base" value="([0-9a-f]{64})"', page(studio, "/appeals/order"))
    assert base
    form = {"base": base[1], "everywhere": "yes"}
    assert browser.post(f"{studio.base}/appeals/order/remove", form, timeout=LIMIT_S).url.endswith("/appeals")
    assert "appeals: [a]" in file_of(studio, "appeals/playlists/city.yaml").read_text("utf-8")
    assert browser.post(f"{studio.base}/appeals/order/remove", form, timeout=LIMIT_S).status_code == 404


def test_only_what_the_lexicon_can_learn_is_offered_to_be_taught(studio: RunningStudio) -> None:
    texts = {"kk": "«Алға». деді УАБП-ға.", "ru": "1 МРП = 5. До 31.02.2026, в 25:70, 🙂 зовите 101 дркл. бригады."}
    draft = {"title": {"kk": "Тазалық", "ru": "Чистота"}, "text": texts, "unsaved": False}
    told = studio.browser().post(f"{studio.base}/appeals/a/check", json=draft, timeout=LIMIT_S).json()["texts"]
    offered = {lang: re.findall('data-teach="([^"]*)"', told[lang]["rows"]) for lang in told}
    assert offered == {"kk": ["УАБП-ға"], "ru": ["дркл."]}


def test_a_length_says_which_paragraphs_it_leaves_out(studio: RunningStudio) -> None:
    texts = {"kk": "Тазалық сақтаңыз.", "ru": "Берегите улицы.\n\nЗовите ПЖКХ."}
    draft = {"title": {"kk": "Тазалық", "ru": "Чистота"}, "text": texts, "unsaved": False}
    told = studio.browser().post(f"{studio.base}/appeals/a/check", json=draft, timeout=LIMIT_S).json()["texts"]
    assert re.fullmatch(r"\d s", told["kk"]["length"])
    assert re.fullmatch(r"\d s, 1 paragraph cannot be read", told["ru"]["length"])


@pytest.mark.parametrize("before", ["", " ", "\n\n"])
def test_what_is_wrong_behind_spaces_before_a_text_is_told_once(studio: RunningStudio, before: str) -> None:
    draft = {"title": {"kk": "а", "ru": "а"}, "text": {"kk": "а", "ru": f"{before}Парк. ПЖКХ."}, "unsaved": True}
    told = studio.browser().post(f"{studio.base}/appeals/a/check", json=draft, timeout=LIMIT_S).json()["texts"]["ru"]
    at = len(before) + len("Парк. ")
    assert [(mark["start"], mark["end"]) for mark in told["marks"]] == [(at, at + len("ПЖКХ"))]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_help_lists_each_manual_once_the_page_for_the_day_first(studio: RunningStudio, language: str) -> None:
    listed = re.findall(r'href="/help/([a-z]+)"', page(studio, "/help", language))
    assert listed[0] == "day"
    assert sorted([*listed, "index"]) == sorted(path.stem for path in (MANUALS / language).glob("*.md"))


def test_help_shows_nothing_that_is_meant_for_the_program(studio: RunningStudio) -> None:
    for name in ("problems", "studio", "settings", "players", "commands"):
        shown = page(studio, f"/help/{name}", "kk")
        assert "scripts/docs.py" not in shown
        assert ("data-filter" in shown) == (name in ("problems", "commands"))  # hundreds of rows


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_help_leads_to_nothing_that_is_not_there(studio: RunningStudio, language: str) -> None:
    client, seen, due = studio.browser(language), set[str](), ["/help"]
    while due:
        path = due.pop()
        answer = client.get(studio.base + path, timeout=LIMIT_S)
        assert answer.status_code == 200, path
        seen.add(path)
        article = answer.text.partition("<main")[2].partition("</main>")[0]
        found = re.findall(r'(?:href|src)="([^"#]+)(?:#[^"]*)?"', article)
        due += {link for link in found if not re.match("[a-z]+:", link)} - seen - {*due}
    assert {"/help/recordings", "/help/docs/trust", "/help/CHANGELOG", "/images/card.png"} <= seen


def test_a_page_that_taught_a_word_knows_that_it_was_itself(studio: RunningStudio) -> None:
    """Else it would say that files were changed outside of it."""
    browser = studio.browser()
    before = browser.get(f"{studio.base}/stamp", timeout=LIMIT_S).text
    word = {"lang": "ru", "written": "ИДП", "spoken": "инспектор дорожной полиции"}
    taught = browser.post(f"{studio.base}/lexicon", json=word, timeout=LIMIT_S)
    after = browser.get(f"{studio.base}/stamp", timeout=LIMIT_S).text
    assert taught.headers["zt-stamps"] == f"{before} {after}"
    assert before != after


def test_a_page_that_wrote_an_entry_stays_and_knows_that_it_was_itself(studio: RunningStudio) -> None:
    browser = studio.browser()
    before = browser.get(f"{studio.base}/stamp", timeout=LIMIT_S).text
    fact = {"file": "appeals/facts.yaml", "path": "[]", "name": "police", 'value:["source"]': "закон"}
    says = {'value:["kind"]': "phone", 'value:["says","kk"]': "102", 'value:["says","ru"]': "102"}
    written = browser.post(f"{studio.base}/entries", {**fact, **says}, timeout=LIMIT_S)
    after = browser.get(f"{studio.base}/stamp", timeout=LIMIT_S).text
    assert written.headers["zt-stamps"] == f"{before} {after}"
    assert written.json()["undo"]


def test_a_new_appeal_is_judged_as_the_one_that_it_will_be(studio: RunningStudio) -> None:
    """It said that there was no mistake, and six of them right after Save."""
    draft = {"title": {"kk": "Түн", "ru": "Ночь"}, "text": {"kk": "Түнде тыныш болсын", "ru": "Ночью тихо. Зовите 102"}}
    told = studio.browser("ru").post(f"{studio.base}/appeals/+/check", json=draft, timeout=LIMIT_S).json()
    assert "«Түнде тыныш болсын»" in told["texts"]["kk"]["rows"]
    assert 'value="102."' in told["texts"]["ru"]["rows"]


def test_a_press_makes_all_corrections_of_a_text_that_leave_nothing_to_decide(studio: RunningStudio) -> None:
    russian = "Не шумите\n\nНе курите"
    draft = {"title": {"kk": "Түн", "ru": "Ночь"}, "text": {"kk": "Тыныш болсын", "ru": russian}}
    told = studio.browser("ru").post(f"{studio.base}/appeals/a/check", json=draft, timeout=LIMIT_S).json()
    offered = {
        lang: re.findall('class="above"><button[^>]* value="([^"]*)"', each["rows"])
        for lang, each in told["texts"].items()
    }
    assert offered == {"kk": ["Тыныш болсын."], "ru": ["Не шумите.\n\nНе курите."]}  # a press makes those of both


def test_a_greeting_shows_words_for_its_slots_and_the_file_keeps_the_slots(studio: RunningStudio) -> None:
    for lang in ("kk", "ru"):
        words = slot_words(lang)
        assert len({*words.values()}) == len(words)  # each stands for one slot
        written = f"А{'Б'.join(words)}В"
        assert "{" not in worded(written, lang)
        assert slotted(worded(written, lang)) == written
    shown = page(studio, "/greetings", "ru")
    assert "{place" not in shown
    assert shown.count('class="main"') == 1  # one press saves greetings and closing words
    assert shown.count('role="textbox"') >= 2  # static/chips.js makes chips of what stands in the field behind
    assert 'data-chip="‹место: о ком? о чём?›"' in shown
    assert 'data-chip="‹орын: кімде? неде?›"' in shown
    assert 'data-chip="‹место: где? в чём?›"' not in shown  # Russian says it with «о ком? о чём?»
    assert "‹место: кого? чего?›" in shown
    old = studio.studio.view().texts("appeals/intros.yaml", "default")["ru"]
    edit = {"path": ["default", "ru"], "old": worded(old, "ru"), "new": "Гости ‹место: кого? чего?›!"}
    assert save(studio, "appeals/intros.yaml", edit).status_code == 200
    assert studio.studio.view().texts("appeals/intros.yaml", "default")["ru"] == "Гости {place:gen}!"


def greeting_said(studio: RunningStudio, path: list[str], words: str) -> str:
    address = f"{studio.base}/greetings/said"
    answer = studio.browser("ru").post(address, {json.dumps(path): words, "id": ""}, timeout=LIMIT_S)
    assert answer.status_code == 200
    return answer.text


def test_a_greeting_is_said_at_a_real_place_while_it_is_typed(studio: RunningStudio) -> None:
    said = greeting_said(studio, ["kinds", "market", "ru"], "Гости ‹место: кого? чего?›!")
    assert '<b class="chip">рынка</b>!' in said
    assert '"text":"Гости рынка!"' in said  # the button speaks this
    assert 'href="/places/market"' in said
    assert "Базар" in greeting_said(studio, ["places", "market", "kk"], "‹орын› қонақтары!")
    assert 'href="/places/market"' not in greeting_said(studio, ["kinds", "park", "ru"], "Гости ‹место›!")
    for nothing in (["kinds", "none", "ru"], ["places", "none", "ru"]):
        assert greeting_said(studio, nothing, "Гости!").strip() == ""
    assert greeting_said(studio, ["default", "ru"], " ").strip() == ""
    wrong = greeting_said(studio, ["default", "ru"], "Гости {place:loc}!")
    assert 'data-problem="error"' in wrong
    for bad in ({"[]": "x"}, {"[1": "x"}, {'["default","en"]': "x"}, {}):
        assert studio.browser().post(f"{studio.base}/greetings/said", bad, timeout=LIMIT_S).status_code == 400


def test_a_name_without_the_form_that_a_greeting_needs_is_named(studio: RunningStudio) -> None:
    places = file_of(studio, "appeals/places.yaml")
    places.write_text(places.read_text("utf-8").replace("ru: рынок", "ru: Qw"), "utf-8")
    said = greeting_said(studio, ["places", "market", "ru"], "Стоим с ‹место: кем? чем?›!")
    assert 'class="bad"' in said
    assert "data-play" not in said


def test_settings_name_each_voice_and_put_them_in_order(studio: RunningStudio) -> None:
    shown = page(studio, "/settings", "kk")
    assert "осы компьютердегі табиғи дауыс" in shown
    assert not re.search('<input[^>]*value="[a-z]+, ', shown)  # no list of ids to be typed
    at = shown.index("[&#34;voices&#34;,&#34;ru&#34;]")
    ticked = re.findall('value="([^"]+)" checked', shown[at : shown.index("</fieldset>", at)])
    edit = {"path": ["voices", "ru"], "old": ", ".join(ticked), "new": "recordings, espeak", "list": True}
    assert save(studio, "appeals/settings.yaml", edit).status_code == 200
    assert "ru: [recordings, espeak]" in file_of(studio, "appeals/settings.yaml").read_text("utf-8")


def test_the_usual_voices_are_ticked_where_settings_name_none(studio: RunningStudio) -> None:
    settings = file_of(studio, "appeals/settings.yaml")
    settings.write_text(re.sub("(?m)^voices:.*\n", "", settings.read_text("utf-8")), "utf-8")
    shown = page(studio, "/settings")
    at = shown.index("[&#34;voices&#34;,&#34;kk&#34;]")
    assert 'data-old=""' in shown[at : shown.index(">", at)]  # so that the first save finds what the file has: nothing
    assert 'value="espeak" checked' in shown[at:]
    edit = {"path": ["voices", "kk"], "old": "", "new": "espeak", "list": True}
    assert save(studio, "appeals/settings.yaml", edit).status_code == 200


def test_no_page_shows_the_slots_of_a_greeting(studio: RunningStudio) -> None:
    old = studio.studio.view().texts("appeals/intros.yaml", "default")["ru"]
    edit = {"path": ["default", "ru"], "old": worded(old, "ru"), "new": "Гости ‹место: кого? чего?›, слушайте!"}
    assert save(studio, "appeals/intros.yaml", edit).status_code == 200
    found = page(studio, "/find?q=слушайте", "ru")
    assert 'href="/greetings#intros-default-ru"' in found
    assert 'id="intros-default-ru"' in page(studio, "/greetings", "ru")
    for shown in (found, page(studio, "/history", "ru")):
        seen = re.sub("<[^>]*>", "", shown)
        assert "‹место: кого? чего?›" in seen
        assert "{place" not in seen


def test_history_names_the_voices(studio: RunningStudio) -> None:
    edit = {"path": ["voices", "ru"], "old": "tone", "new": "tone, espeak", "list": True}
    assert save(studio, "appeals/settings.yaml", edit).status_code == 200
    history = page(studio, "/history")
    assert "a draft voice, for trying" in history
    assert "espeak" not in history  # the name of a program


def test_nothing_is_written_to_a_stick_before_there_is_sound(studio: RunningStudio) -> None:
    sticks = page(studio, "/sticks")
    assert '<button class="main" disabled>' in sticks
    assert "The driver&#39;s card" not in sticks


def test_a_place_leads_to_the_greeting_that_is_said_there(studio: RunningStudio) -> None:
    typed = {"id": "market", "kind": "market", "name-ru": "рынок", "name-kk": "Базар"}
    said = studio.browser("ru").post(f"{studio.base}/places/said", typed, timeout=LIMIT_S).text
    [mark] = {*re.findall('href="/greetings#(intros-[^"]*-ru)"', said)}
    assert f'id="{mark}"' in page(studio, "/greetings", "ru")


def test_the_list_of_appeals_says_of_which_language_a_length_is(studio: RunningStudio) -> None:
    listed = page(studio, "/appeals", "kk")
    assert re.search(r"Қазақша: \d+ сек</span><span class=\"name\">Русский: \d+ сек<", listed)


def test_a_place_of_a_name_that_exists_is_made_only_where_that_is_said(studio: RunningStudio) -> None:
    typed = {"kind": "market", "name-ru": "Рынок", "name-kk": "Жаңа базар"}
    browser, places = studio.browser("en"), studio.studio.root / "appeals/places.yaml"
    before = places.read_text("utf-8")
    told = browser.post(f"{studio.base}/places/said", typed, timeout=LIMIT_S).text
    assert 'href="/places/market"' in told
    above_the_button = told[told.rindex('class="greeting"') :]
    assert 'name="again" form="new-place"' in above_the_button
    refused = browser.post(f"{studio.base}/places", typed, timeout=LIMIT_S)
    assert refused.status_code == 409
    assert "There is such a place already: рынок" in refused.text
    assert places.read_text("utf-8") == before
    assert browser.post(f"{studio.base}/places", {**typed, "again": "on"}, timeout=LIMIT_S).status_code == 200
    assert "rynok:" in places.read_text("utf-8")


@pytest.mark.parametrize(
    ("kk", "ru", "kind", "is_told"),
    [
        ("Ясный", "Ясный", "village", True),
        ("Ясный ауылы", "Ясный", "village", True),
        ("Жаңа ауыл", "с. Ясный", "village", True),
        ("Ясный кенті", "Светлый", "village", True),
        ("Ясный көшесі", "улица Ясный", "street", False),
        ("Ясный", "Ясный", "street", False),
        ("Ясная", "Ясная", "village", False),
        ("№ 6 мектеп", "школа № 6", "school", False),
        ("№ 5", "№ 5", "school", False),
    ],
)
def test_a_place_of_nearly_the_name_of_another_is_made_only_where_that_is_said(
    studio: RunningStudio, kk: str, ru: str, kind: str, *, is_told: bool
) -> None:
    browser = studio.browser("en")
    for name_kk, name_ru, of in (("Ясный ауыл", "посёлок Ясный", "village"), ("№ 5 мектеп", "школа № 5", "school")):
        made = {"kind": of, "name-kk": name_kk, "name-ru": name_ru}
        assert browser.post(f"{studio.base}/places", made, timeout=LIMIT_S).status_code == 200
    typed = {"kind": kind, "name-kk": kk, "name-ru": ru}
    for beside in ("same", "said"):
        told = browser.post(f"{studio.base}/places/{beside}", typed, timeout=LIMIT_S).text
        assert ("of nearly this name" in told, 'name="again"' in told) == (is_told, is_told and beside == "said")
    answer = browser.post(f"{studio.base}/places", typed, timeout=LIMIT_S)
    assert ("of nearly this name: посёлок Ясный" in answer.text) == (answer.status_code == 409) == is_told
    assert browser.post(f"{studio.base}/places", {**typed, "again": "on"}, timeout=LIMIT_S).status_code == 200


def test_the_sound_is_made_from_home_and_from_the_page_of_sticks(built_studio: RunningStudio) -> None:
    text = built_studio.studio.root / "appeals/texts/a.yaml"
    text.write_text(text.read_text("utf-8").replace("Чистота нужна всем", "Чистота важна всем"), "utf-8")
    sticks = page(built_studio, "/sticks")
    assert '<button form="sound">Update the sound</button>' in sticks
    assert '<form id="sound" method="post" action="/sound">' in sticks
    home = page(built_studio, "/")
    assert '<button form="now" formaction="/sound" class="main">Update the sound</button>' in home
    assert '<form id="now" method="post"></form>' in home
