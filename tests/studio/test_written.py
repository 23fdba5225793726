"""People read and write days and times as on paper; digests stand under Details, and no ids in the history."""

from __future__ import annotations

import re

import pytest

from tests.support.studio import PAGES, RunningStudio
from zt_audio.app.history import ChangedValue, changed_sentences
from zt_audio.content.timetable import typed_day, typed_time, written_day

LIMIT_S = 60
ISO = re.compile(r"\b\d{4}-\d\d-\d\d\b")
NUMBER = re.compile(r"\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8,}\b")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("15.30", "15:30"),
        ("15:30", "15:30"),
        ("9:00", "9:00"),
        ("1530", "15:30"),
        ("930", "9:30"),
        (" 15,30 ", "15:30"),
        ("25:00", "25:00"),
        ("15.61", "15.61"),
        ("вечером", "вечером"),
        ("", ""),
    ],
)
def test_a_time_is_read_as_people_type_it(typed: str, meant: str) -> None:
    assert typed_time(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("30.11.2026", "2026-11-30"), ("1.2.2026", "2026-02-01"), ("2026-11-30", "2026-11-30"), ("", "")],
)
def test_a_day_is_read_as_people_type_it(typed: str, meant: str) -> None:
    assert typed_day(typed) == meant
    assert typed_day(written_day(meant)) == meant


def text_of(page: str) -> str:
    """Return what is read on a page without opening anything."""
    seen = re.sub(r"<(script|style|svg|template|details|datalist).*?</\1>", "", page, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", seen).split())


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_page_shows_a_digest_or_a_day_of_a_computer(built_studio: RunningStudio, language: str) -> None:
    browser = built_studio.browser()
    browser.cookies.set("lang", language)
    for path in PAGES:
        if path.startswith(("/files/", "/help")):
            continue
        answer = browser.get(f"{built_studio.base}{path}", timeout=LIMIT_S)
        seen = text_of(answer.text)
        assert not ISO.search(seen), path
        assert not NUMBER.search(seen), path
        assert language == "ru" or "по-русски" not in seen, path


def saved(studio: RunningStudio, file: str, **edit: object) -> None:
    answer = studio.browser().post(f"{studio.base}/save", json={"file": file, "edits": [edit]}, timeout=LIMIT_S)
    assert answer.status_code == 200, answer.text


def test_times_and_days_are_saved_as_the_files_have_them(studio: RunningStudio) -> None:
    root, file = studio.studio.root, "appeals/playlists/city.yaml"
    saved(studio, file, path=["stops", 0, "arrive"], old="10:00", new="10.30")
    assert '"10:30"' in (root / file).read_text("utf-8")
    saved(studio, file, path=["dates"], old="", new="16.12.2026, 2.1.2027", list=True)
    assert {"2026-12-16", "2027-01-02"} <= set(re.findall(ISO, (root / file).read_text("utf-8")))
    saved(studio, file, path=["dates"], old="16.12.2026, 02.01.2027", new="16.12.2026", list=True)
    assert "2027-01-02" not in (root / file).read_text("utf-8")
    stop = {"place": "park", "arrive": "1645"}
    saved(studio, file, do="insert", path=["stops"], position=2, value=stop)
    assert '"16:45"' in (root / file).read_text("utf-8")


def test_the_history_names_values_and_plays_the_sentence_that_changed(studio: RunningStudio) -> None:
    old, new = "Берегите улицы. Бросайте мусор в урны.", "Берегите улицы. Бросайте мусор только в урны."
    saved(studio, "appeals/playlists/city.yaml", path=["stops", 0, "place"], old="market", new="school")
    text = studio.studio.view().texts("appeals/texts/a.yaml", "text")["ru"]
    assert old in text
    saved(studio, "appeals/texts/a.yaml", path=["text", "ru"], old=text, new=text.replace(old, new))
    browser = studio.browser()
    browser.cookies.set("lang", "ru")
    page = browser.get(f"{studio.base}/history", timeout=LIMIT_S).text
    seen = text_of(page)
    assert "market" not in seen
    assert "рынок" in seen
    plays = re.findall(r"data-play='([^']+)'", page)
    assert [each for each in plays if "Бросайте мусор" in each and "Берегите" not in each]
    assert len(plays) == 2
    assert page.count('<span class="plays">') == 2  # a button and its words stay on one line
    assert 'data-filter=".acts > li"' in page


def test_a_stop_that_moved_is_one_line_of_history(studio: RunningStudio) -> None:
    browser, file = studio.browser("ru"), "appeals/playlists/city.yaml"
    saved(studio, file, do="move", path=["stops"], position=0, to=1)
    seen = browser.get(f"{studio.base}/history", timeout=LIMIT_S).text
    assert seen.count('class="change"') == 1
    assert "было на месте 2, теперь на месте 1" in seen


def test_history_says_which_stops_came_and_went_by_the_names_that_places_had(studio: RunningStudio) -> None:
    file = "appeals/playlists/city.yaml"
    saved(studio, file, do="insert", path=["stops"], position=2, value={"place": "school", "arrive": "16:45"})
    form = {"stamp": studio.studio.stamp()}
    studio.browser().post(f"{studio.base}/places/park/remove", form, timeout=LIMIT_S)
    for address in ("/history", f"/history?file={file}"):
        page = studio.browser("ru").get(studio.base + address, timeout=LIMIT_S).text
        changes = re.findall(r'<p class="change">(.*?)</p>', page)
        assert "остановка добавлена: школа, 16:45" in changes
        assert "остановка удалена: парк, 11:00" in changes
        assert not [each for each in changes if "park" in each]


def test_empty_boxes_of_appeals_say_why(studio: RunningStudio) -> None:
    browser, file = studio.browser(), studio.studio.root / "appeals/playlists/city.yaml"
    text = file.read_text("utf-8")
    asked = (
        f"{studio.base}/playlists/city",
        "This stop says the appeals of the playlist",
        "Nothing is ticked: each stop",
    )
    own = re.sub(r"(?m)^appeals: .*\n", "", text).replace('"10:00"}', '"10:00", appeals: [a]}')
    for written, counts in ((text, (1, 0)), (own, (0, 1))):
        file.write_text(written, "utf-8")
        page = browser.get(asked[0], timeout=LIMIT_S).text
        assert tuple(map(page.count, asked[1:])) == counts


def test_the_sentences_that_changed_are_found() -> None:
    change = ChangedValue(("text", "ru"), "Раз. Два! Три?", "Раз. Два с половиной! Три? Четыре.")
    assert changed_sentences(change) == ("Два!", "Два с половиной! Четыре.")
    assert changed_sentences(ChangedValue((), "", "Раз.")) == ("", "Раз.")
