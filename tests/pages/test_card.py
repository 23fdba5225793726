"""Test the driver's card: what it says, on how many sheets browsers print it, and that every letter is found there."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import product
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from tests.support.chrome import Chrome, chrome
from tests.support.firefox import firefox_prints
from tests.support.judges import judge
from tests.support.report_sample import SEGMENTS, built, segment, track
from zt_audio.content.profiles import Profile, built_in_profiles
from zt_audio.pages.card import CARD_WORDS, Card, Sight, card, days_told, layout_of
from zt_audio.pages.card_sheets import PAPERS, CardLayout, card_page, on_paper
from zt_audio.pages.html import ByLanguage, filled_words, one_line
from zt_audio.store.manifest import AppealEntry, CycleEntry, FileEntry, PlaylistEntry
from zt_audio.tracks import Named, listings, track_files

PRINTED = date(2026, 11, 24)
KAZAKH = "Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі"
GOLDEN = Path(__file__).parent / "golden"
LINE = 1.362  # Noto Sans: the height of a line in sizes of its letters, as poppler has it


def both(kk: str, ru: str) -> ByLanguage:
    return {"kk": kk, "ru": ru}


def entry(stops: int = 2, **facts: object) -> PlaylistEntry:
    sample = built(*(track(number) for number in range(1, stops + 1))).playlists["city"]
    titles = {"litter": AppealEntry({"kk": "Қоқыс тастамаңыз", "ru": "Не мусорите"})}
    hours = {"weekday": "09:00-22:00", "weekend": "10:00-22:00"}
    known = replace(sample, days=("mon", "tue", "wed"), appeals=titles, quiet_hours=hours, duty_phone="102")
    return replace(known, **facts)  # type: ignore[arg-type]


def made(stops: int = 2, **facts: object) -> Card:
    return replace(
        card("city", entry(stops, **facts), SEGMENTS, PRINTED), build="abcd1234", line="zt_audio city abcd1234"
    )


TITLES = {  # as long as those in appeals/
    "a": {"kk": "Құқық бұзушылыққа мүлдем төзбеушілік", "ru": "Нулевая терпимость к правонарушениям"},
    "b": {"kk": "Балалар түнде ересектерсіз жүрмесін", "ru": "Ночью дети – только со взрослыми"},
    "c": {"kk": "Тыйым салынған жерде темекі шекпеңіз", "ru": "Не курите в запрещённых местах"},
    "d": {"kk": "Бейжай қалмаңыз – 102-ге хабарласыңыз", "ru": "Не будьте равнодушны – звоните 102"},
    "e": {"kk": "Ұсақ бұзақылыққа жол бермейік", "ru": "Не допустим мелкого хулиганства"},
}
PLACE = {
    "kk": "Марат Оспанов атындағы Батыс Қазақстан медицина университеті",
    "ru": "Западно-Казахстанский медицинский университет имени Марата Оспанова",
}


def saying(*stops: str) -> Card:
    """Return the card of a playlist with long names; each letter of a stop is one of its appeals."""
    segments = {name: segment(f"appeal/{name}/kk/1", "kk", 200, "Сәлем.") for name in TITLES}
    tracks = tuple(
        replace(track(n, (), title=PLACE), arrive="19:05", cycle=tuple(CycleEntry(name, 0) for name in said))
        for n, said in enumerate(stops, start=1)
    )
    appeals = {name: AppealEntry(title) for name, title in TITLES.items()}
    return card("city", entry(tracks=tracks, appeals=appeals), segments, PRINTED)


@pytest.fixture(scope="module")
def browser() -> Iterator[Chrome]:
    with chrome() as page:
        yield page


class Print:
    """What a browser printed, as independent readers find it."""

    def __init__(self, pdf: bytes, folder: Path) -> None:
        self._path = folder / "printed.pdf"
        self._path.write_bytes(pdf)

    def text(self, order: Literal["-layout", "-raw", "-bbox"] = "-layout") -> str:
        """Return the text as it lies on the sheets, in the order in which it was written, or as boxes of words."""
        command = [judge("pdftotext"), order, str(self._path), "-"]
        return subprocess.run(command, capture_output=True, check=True).stdout.decode()

    def sheets(self) -> list[str]:
        return self.text().rstrip("\f").split("\f")

    def boxes(self) -> list[tuple[str, float, float]]:
        """Return each word with the top and the bottom of its line, in points."""
        found = re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]*)<', self.text("-bbox"))
        return [(word, float(top), float(bottom)) for top, bottom, word in found]

    def fonts(self) -> set[str]:
        """Return the names of the fonts that lie in it."""
        told = subprocess.run([judge("pdffonts"), self._path], capture_output=True, check=True).stdout.decode()
        return {line.split()[0].partition("+")[2] for line in told.splitlines()[2:]}

    def millimetres(self) -> tuple[int, int]:
        """Return the size of its sheets."""
        told = subprocess.run([judge("pdfinfo"), self._path], capture_output=True, check=True).stdout.decode()
        width, height = re.findall(r"Page size: +([\d.]+) x ([\d.]+)", told)[0]
        return round(float(width) * 25.4 / 72), round(float(height) * 25.4 / 72)

    def colours(self) -> set[str]:
        """Return the colours of the first sheet."""
        command = [judge("pdftoppm"), "-r", "20", "-l", "1", str(self._path)]
        drawn = subprocess.run(command, capture_output=True, check=True).stdout.split(b"\n255\n", 1)[1]
        return {drawn[at : at + 3].hex() for at in range(0, len(drawn), 3)}

    def points(self) -> dict[str, float]:
        """Return the size of the letters of each word."""
        return {word: (bottom - top) / LINE for word, top, bottom in self.boxes()}


@pytest.fixture
def on_sheets(browser: Chrome, tmp_path: Path) -> Callable[..., Print]:
    """Print a card by the browser."""

    def sheets(told: Card, paper: str = "a4") -> Print:
        page = tmp_path / "card.html"
        page.write_text(card_page(told, paper), encoding="utf-8")
        browser.open(page)
        return Print(browser.printed(), tmp_path)

    return sheets


def test_the_rows_say_what_to_press_where_when_and_what_the_player_shows() -> None:
    first, second = made().rows
    assert (first.press, first.place, first.begin, first.end) == ("1", both("Саябақ", "парк"), "10:00", "10:15")
    assert first.shown == "001_PARK.MP3"
    assert (second.begin, second.end) == ("", "")


@pytest.mark.parametrize(
    ("arrive", "stay_min", "begin", "end"),
    [("09:50", 15, "09:50", "10:05"), ("23:50", 20, "23:50", "00:10"), ("10:00", None, "10:00", ""), (None, 5, "", "")],
)
def test_times_are_from_and_to(arrive: str | None, stay_min: int | None, begin: str, end: str) -> None:
    [row] = made(1, tracks=(replace(track(1), arrive=arrive, stay_min=stay_min),)).rows
    assert (row.begin, row.end) == (begin, end)


def test_each_appeal_is_told_once_with_its_stops() -> None:
    said = saying("ab", "cab", "da", "ca").said
    assert [(each.title["ru"], each.stops) for each in said] == [
        ("Нулевая терпимость к правонарушениям", ""),
        ("Ночью дети – только со взрослыми", "1, 2"),
        ("Не курите в запрещённых местах", "2, 4"),
        ("Не будьте равнодушны – звоните 102", "3"),
    ]
    assert [each.stops for each in saying("ab", "a", "a", "b").said] == ["1–3", "1, 4"]


def test_steps_are_what_the_driver_does_and_the_hours_of_his_days() -> None:
    assert [step["ru"] for step in made().steps] == [
        "Нажмите номер остановки",
        "Включите повтор одного файла",
        "Только с 09:00 до\u00a022:00",
    ]
    weekend = made(days=("sat", "sun")).steps[2]
    assert weekend == filled_words(CARD_WORDS["hours"], begin="10:00", end="22:00")
    with_a_holiday = made(holidays=("2026-12-16",)).steps[2]["ru"]
    assert with_a_holiday == "Только 09:00–22:00; выходные, праздники: 10:00–22:00"
    assert len(made(quiet_hours={}).steps) == 2


def test_an_appeal_of_several_paragraphs_and_languages_is_told_once() -> None:
    assert track(1).appeals(SEGMENTS) == ("litter",)


@pytest.mark.parametrize(
    ("named", "kk", "ru"),
    [
        (("mon", "tue", "wed", "thu", "fri"), "дс–жм", "пн–пт"),
        (("sun", "sat"), "сб, жс", "сб, вс"),
        (("mon", "wed", "thu", "fri", "sun"), "дс, ср–жм, жс", "пн, ср–пт, вс"),
        (("2027-01-01", "2026-12-16"), "16.12.2026, 01.01.2027", "16.12.2026, 01.01.2027"),
        (tuple(f"2026-12-{day}" for day in range(10, 31)), "10.12.2026–30.12.2026", "10.12.2026–30.12.2026"),
        (
            tuple(f"2026-{month:02d}-09" for month in range(2, 13)),
            "09.02.2026 … 09.12.2026, барлығы 11 күн",
            "09.02.2026 … 09.12.2026, всего дней: 11",
        ),
    ],
)
def test_days_as_people_write_them(named: tuple[str, ...], kk: str, ru: str) -> None:
    assert days_told(named) == both(kk, ru)


@pytest.mark.parametrize("paper", ["a4", "a5"])
def test_dates_fill_two_lines_at_the_most(paper: str, on_sheets: Callable[..., Print]) -> None:
    for count in (10, 11, 60):
        dated = made(days=tuple(f"20{year}-12-16" for year in range(20, 20 + count)))
        lines = on_sheets(dated, paper).text().splitlines()
        assert 1 <= sum("16.12.20" in line for line in lines) <= 2


def test_a_date_that_both_languages_write_alike_stands_there_once() -> None:
    dated = made(days=("2026-12-16",))
    assert one_line(dated.days) == "16.12.2026"
    assert card_page(dated).count("16.12.2026") == 1


@pytest.mark.parametrize(
    ("duration_min", "kk", "ru"),
    [
        (0.2, "1 мин", "1 мин"),
        (38, "38 мин", "38 мин"),
        (60, "1 сағ 00 мин", "1 ч 00 мин"),
        (125, "2 сағ 05 мин", "2 ч 05 мин"),
    ],
)
def test_hours_are_told_where_there_are_any(duration_min: float, kk: str, ru: str) -> None:
    total = made(1, tracks=(replace(track(1), duration_ms=int(duration_min * 60_000)),)).notes[0]
    assert total["kk"].endswith(f"ұзақтығы: {kk}.")
    assert total["ru"].endswith(f"звука: {ru}.")


def test_the_card_tells_what_the_manifest_knows_and_nothing_else() -> None:
    assert made().phone == "102"
    assert made(duty_phone=None).phone == ""
    assert "Дежурный" in card_page(made())
    assert "Дежурный" not in card_page(made(duty_phone=None))
    assert CARD_WORDS["draft"] in made().notes
    assert CARD_WORDS["draft"] not in made(draft=False).notes
    allowed = [note["ru"] for note in made(outside_hours_reason="учения").notes]
    assert "Вне этих часов маршрут разрешён: учения" in allowed


@pytest.mark.parametrize("paper", ["a4", "a5"])
def test_the_sheet_reads_as_the_golden_text(paper: str, on_sheets: Callable[..., Print]) -> None:
    found = on_sheets(made(), paper).text("-raw")
    golden = (GOLDEN / "card.txt").read_text(encoding="utf-8")
    assert found.split() == golden.split()


def test_every_kazakh_letter_is_printed_in_both_fonts_of_the_card(on_sheets: Callable[..., Print]) -> None:
    odd = replace(made(), title=both(KAZAKH, f"{KAZAKH}!"))  # bold, and regular
    printed = on_sheets(odd)
    assert printed.text().count(KAZAKH) == 2
    assert printed.fonts() == {"NotoSans-Regular", "NotoSans-Bold"}  # none of the system


# As many as typst made of the same cards, which drew them until the page took its place.
SHEETS = {
    "a4": {"short": {1: 1, 7: 1, 12: 1, 20: 2, 40: 4, 60: 5}, "long": {1: 1, 7: 1, 12: 1, 20: 3, 40: 6, 60: 8}},
    "a5": {"short": {1: 1, 7: 1, 20: 2, 40: 4, 60: 6}, "long": {1: 1, 7: 2, 12: 3, 20: 4, 40: 7, 60: 10}},
}


def of_stops(names: str, stops: int) -> Card:
    return made(stops) if names == "short" else saying(*(["abcd", "abce", "acde", "e"] * 15)[:stops])


@pytest.mark.parametrize("names", ["short", "long"])
@pytest.mark.parametrize("paper", ["a4", "a5"])
def test_the_card_has_no_more_sheets_than_its_pdf_had(names: str, paper: str) -> None:
    for stops, count in SHEETS[paper][names].items():
        sheets = on_paper(of_stops(names, stops), PAPERS[paper]).sheets()
        assert len(sheets) == count, stops
        assert sum(len(sheet["rows"]) for sheet in sheets) == stops


def test_both_browsers_print_the_sheets_that_were_reckoned(on_sheets: Callable[..., Print], tmp_path: Path) -> None:
    """Each has its number, the whole of its rows, and nothing of the browser's own."""
    asked = [(paper, of_stops(names, stops)) for paper in SHEETS for names in ("short", "long") for stops in (7, 40)]
    pages = [(tmp_path / f"{number}.html", paper) for number, (paper, _told) in enumerate(asked)]
    for (page, _paper), (paper, told) in zip(pages, asked, strict=True):
        page.write_text(card_page(told, paper), encoding="utf-8")
    for (paper, told), pdf in zip(asked, firefox_prints(pages), strict=True):
        planned = on_paper(told, PAPERS[paper]).sheets()
        for printed in (on_sheets(told, paper), Print(pdf, tmp_path)):
            sheets = printed.sheets()
            assert len(sheets) == len(planned)
            for at, (sheet, plan) in enumerate(zip(sheets, planned, strict=True), start=1):
                assert sheet.count(".MP3") == len(plan["rows"])
                assert (f"Бет / Страница: {at} / {len(planned)}" in sheet) == (len(planned) > 1)
            assert not re.search(r"file:|\d\.html|card\.html", printed.text())
            assert {"0a3a82", "e3ecfa"} <= printed.colours()  # grounds too, which browsers leave out by themselves
            assert printed.millimetres() == {"a4": (210, 297), "a5": (148, 210)}[paper]


@pytest.mark.parametrize("stops", [["abcd"] * 12, ["abcd", "abce", "abde"] * 4])
def test_twelve_stops_with_four_appeals_are_one_sheet_that_can_be_read(
    stops: list[str], on_sheets: Callable[..., Print]
) -> None:
    printed = on_sheets(saying(*stops))
    assert len(printed.sheets()) == 1
    assert min(printed.points().values()) >= 6.95


@pytest.mark.parametrize("paper", ["a4", "a5"])
def test_where_there_must_be_more_sheets_each_tells_what_it_is_and_none_has_small_letters(
    paper: str, on_sheets: Callable[..., Print]
) -> None:
    long = replace(saying(*["abcd", "abce"] * 15), build="abcd1234", title=both("Айналым", "Объезд"))
    printed = on_sheets(long, paper)
    found = printed.sheets()
    assert len(found) > 1
    for number, page in enumerate(found, start=1):
        assert ("Айналым" in page, "Объезд" in page, "abcd1234" in page) == (True, True, True)
        assert f"Бет / Страница: {number} / {len(found)}" in page
        assert "Нөмір / Номер" in page
    assert min(printed.points().values()) == pytest.approx(8 if paper == "a4" else 6.4, abs=0.05)


@pytest.mark.parametrize("paper", ["a4", "a5"])
@pytest.mark.parametrize("press", ["12", "345", "02/001", "1:05:56"])
def test_no_number_and_no_time_is_broken(paper: str, press: str, on_sheets: Callable[..., Print]) -> None:
    told = saying("abcd", "abce")
    found = on_sheets(replace(told, rows=tuple(replace(row, press=press) for row in told.rows)), paper).text().split()
    assert (found.count(press), found.count("19:05–19:20"), found.count("19:05"), found.count("Нөмір")) == (2, 1, 1, 1)


def test_the_same_card_gives_the_same_bytes() -> None:
    assert card_page(made()) == card_page(made())


def playlist_of(profile: Profile, stops: int) -> PlaylistEntry:
    """Return a playlist as it is built for `profile`."""
    names = track_files(profile, Named("city-01", "Қала 01"), [Named("park", "Саябақ")] * stops)
    lists = tuple(FileEntry(listing.file, "", 0) for listing in listings(profile, names))
    tracks = (replace(track(n), file=file, start_ms=748_000 * n - 748_000) for n, file in enumerate(names, start=1))
    return entry(tracks=tuple(tracks), files=lists)


@pytest.mark.parametrize(("name", "stops"), [*product(built_in_profiles(), (1, 2, 300)), ("unlimited", 1001)])
@pytest.mark.parametrize("alphabet", ["ascii", "cyrillic"])
def test_how_to_play_depends_on_how_the_files_lie_and_not_on_how_many_there_are(
    name: str, stops: int, alphabet: Literal["ascii", "cyrillic"]
) -> None:
    profile = replace(built_in_profiles()[name], alphabet=alphabet)
    assert layout_of(playlist_of(profile, stops)) == profile.layout


@pytest.mark.parametrize(
    ("name", "stops", "press", "steps", "shown"),
    [
        ("usb", 1, ["1"], ("press", "loop"), "001_PARK.MP3"),
        ("continuous", 1, ["0:00"], ("seek", "pause"), ""),
        ("continuous", 2, ["0:00", "12:28"], ("seek", "pause"), ""),
        ("headunit", 1, ["1"], ("press_folder", "loop_folder"), "001_PARK"),
        ("headunit", 2, ["1", "2"], ("press_folder", "loop_folder"), "001_PARK"),
        ("dfplayer", 2, ["1", "2"], ("press", "loop"), ""),
        ("phone", 1, ["1"], ("press", "loop"), "001 Саябақ.mp3"),
    ],
)
def test_what_to_press_and_how(name: str, stops: int, press: list[str], steps: tuple[str, str], shown: str) -> None:
    told = card("city", playlist_of(built_in_profiles()[name], stops), SEGMENTS, PRINTED)
    assert [row.press for row in told.rows] == press
    assert told.steps[:2] == tuple(CARD_WORDS[step] for step in steps)
    assert told.rows[0].shown == shown


def test_where_there_are_several_numbered_folders_the_folder_is_told() -> None:
    few = replace(built_in_profiles()["dfplayer"], files_per_folder=3)
    told = card("city", playlist_of(few, 4), SEGMENTS, PRINTED)
    assert [row.press for row in told.rows] == ["01/001", "01/002", "01/003", "02/001"]
    assert filled_words(CARD_WORDS["folders"], file="02/001") in told.notes
    assert not any("01/00" in note["ru"] for note in card("city", playlist_of(few, 3), SEGMENTS, PRINTED).notes)


@pytest.mark.parametrize(
    ("appeals", "told"),
    [
        ([(None, None)], []),
        ([("2026-11-24", None)], []),  # begun on the day of printing
        (
            [("2026-11-25", "2026-12-31"), (None, "2027-01-15")],
            [filled_words(CARD_WORDS["from"], day="25.11.2026"), filled_words(CARD_WORDS["until"], day="31.12.2026")],
        ),
        (
            [(None, "2027-01-15"), ("2026-11-01", "2026-12-31"), (None, None)],
            [filled_words(CARD_WORDS["until"], day="31.12.2026")],
        ),
    ],
)
def test_the_days_on_which_a_playlist_may_be_played(
    appeals: list[tuple[str | None, str | None]], told: list[ByLanguage]
) -> None:
    notes = made(appeals={str(n): AppealEntry({}, *each) for n, each in enumerate(appeals)}).notes
    assert list(notes[1 : notes.index(CARD_WORDS["same_build"])]) == told


class _Balanced(HTMLParser):
    """Fails where an element is closed that was not opened last."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_escaped_and_asks_the_network_for_nothing() -> None:
    html = card_page(made(title={"kk": "<b>Қала", "ru": "Город & село"}))
    parser = _Balanced()
    parser.feed(html)
    assert parser.open == []
    assert "&lt;b&gt;Қала" in html
    assert "Город &amp; село" in html
    assert "http://" not in html.replace("http://www.w3.org/2000/svg", "")
    assert "https://" not in html


def test_the_code_says_which_playlist_and_build_in_a_line_that_a_phone_shows(tmp_path: Path) -> None:
    told = card("city", entry(), SEGMENTS, PRINTED)
    assert told.line == f"zt_audio city {entry().number}"
    assert f'aria-label="{told.line}"' in card_page(told)
    assert card_page(told) != card_page(replace(told, line="zt_audio city 00000000"))


def test_the_code_says_where_the_journals_stood() -> None:
    told = card("city", entry(), SEGMENTS, PRINTED, ["0123456789abcdef", "fedcba9876543210"])
    assert told.line == f"zt_audio city {entry().number} log 01234567 log fedcba98"


@pytest.mark.parametrize(("paper", "least"), [("a4", 10.0), ("a5", 9.0)])
def test_what_the_driver_acts_on_is_never_small_however_many_stops(
    paper: str, least: float, on_sheets: Callable[..., Print]
) -> None:
    points = on_sheets(replace(saying(*["abcd"] * 12), phone="87132555102"), paper).points()
    for word in ("12", "19:05–19:20", "Оспанов", "Оспанова", "Нажмите", "басыңыз", "повтор", "87132555102", "Выньте"):
        assert points[word] >= least - 0.05, word


def test_the_three_actions_stand_in_the_top_third(on_sheets: Callable[..., Print]) -> None:
    at = {word: bottom for word, _top, bottom in on_sheets(saying(*["abcd"] * 7)).boxes()}
    for word in ("Нажмите", "повтор", "Только"):
        assert at[word] <= 842 / 3, word


@given(
    st.lists(st.text(st.sampled_from("ӘҢщШiі.W— "), min_size=1, max_size=90), min_size=1, max_size=25),
    st.sampled_from(["a4", "a5"]),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_names_whatever_make_a_browser_print_more_sheets(
    on_sheets: Callable[..., Print], names: list[str], paper: str
) -> None:
    rows = tuple(replace(made(1).rows[0], press=str(n), place=both(name, f"{name} ")) for n, name in enumerate(names))
    odd = replace(made(), rows=rows)
    assert len(on_sheets(odd, paper).sheets()) == len(on_paper(odd, PAPERS[paper]).sheets())


PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"
    "AAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def sighted(stops: int, photo: str = PIXEL) -> Card:
    address = {"ru": "проспект Абилкайыр хана, 85, у фонтана", "kk": "Әбілқайыр хан даңғылы, 85, субұрқақ жанында"}
    return card("city", entry(stops), SEGMENTS, PRINTED, (), {"park": Sight(address, photo)})


def test_a_row_says_how_the_place_is_found_and_how_long_a_cycle_lasts(on_sheets: Callable[..., Print]) -> None:
    row = sighted(1).rows[0]
    assert [*row.address] == ["kk", "ru"]
    assert (row.photo, row.cycle) == (PIXEL, "24 с")
    text = " ".join(on_sheets(sighted(2)).text().split())
    assert "Әбілқайыр хан даңғылы, 85, субұрқақ жанында / проспект Абилкайыр хана, 85, у фонтана" in text
    assert "айналым / круг 24 с" in text
    assert text.endswith("Жүргізушінің қолы, күні / Подпись водителя, дата")


@pytest.mark.parametrize("paper", ["a4", "a5"])
def test_pictures_and_addresses_are_reckoned_with(paper: str, on_sheets: Callable[..., Print]) -> None:
    for stops in (3, 9, 14):
        planned = on_paper(sighted(stops), PAPERS[paper]).sheets()
        assert len(on_sheets(sighted(stops), paper).sheets()) == len(planned), stops


def test_a_card_is_signed_unless_that_takes_a_sheet() -> None:
    for paper in PAPERS.values():
        for stops in (*range(1, 16), *range(16, 61, 4)):
            sheets = on_paper(made(stops), paper).sheets()
            bare = [replace(CardLayout(made(stops), paper, scale), is_signed=False).sheets() for scale in paper.scales]
            assert len(sheets) <= (1 if any(len(each) == 1 for each in bare) else len(bare[0])), stops
            assert sum(len(sheet.get("sign", ())) for sheet in sheets) <= 1
