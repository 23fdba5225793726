"""Test the card's page in a real browser: it fits a phone, and sheets of paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.chrome import chrome
from tests.support.zt_cli import FILES, Zt, write_files

PLACE = """\
university:
  kind: school
  name:
    kk: Марат Оспанов атындағы Батыс Қазақстан медицина университеті
    ru: Западно-Казахстанский медицинский университет имени Марата Оспанова
  forms: {kk: {gen: университетінің}, ru: {gen: университета}}
"""
TITLES = {
    "a": ("Құқық бұзушылыққа мүлдем төзбеушілік", "Нулевая терпимость к правонарушениям"),
    "b": ("Балалар түнде ересектерсіз жүрмесін", "Ночью дети – только со взрослыми"),
    "c": ("Тыйым салынған жерде темекі шекпеңіз", "Не курите в запрещённых местах"),
    "d": ("Бейжай қалмаңыз – 102-ге хабарласыңыз", "Не будьте равнодушны – звоните 102"),
}
SAID = ("abc", "bcd", "acd", "abd", "abcd", "ab", "cd")


@pytest.fixture
def page(zt: Zt, project: Path) -> Path:
    """Give the card of seven stops with long names."""
    stops = [f'  - {{place: university, arrive: "{10 + n}:00", appeals: [{", ".join(SAID[n])}]}}\n' for n in range(7)]
    head = "title: {kk: Қала, ru: Город}\ndays: [mon, tue]\nstops:\n"
    texts = {
        f"texts/{name}.yaml": f"title: {{kk: {kk}, ru: {ru}}}\ntext: {{kk: {kk}., ru: {ru}.}}\n"
        for name, (kk, ru) in TITLES.items()
    }
    write_files(
        project, {**texts, "places.yaml": FILES["places.yaml"] + PLACE, "playlists/long.yaml": head + "".join(stops)}
    )
    assert zt("build", "long", project=project).code == 0
    assert zt("card", "long", project=project).code == 0
    return project / "cards" / "long.html"


def test_a_phone_shows_the_card_in_its_whole_width(page: Path) -> None:
    with chrome(width=412) as phone:
        phone.open(page)
        assert phone.run("document.documentElement.scrollWidth") == 412
        cells = phone.run("""[...document.querySelectorAll('tbody tr')].map(row => [...row.cells].map(cell => {
            const box = cell.getBoundingClientRect();
            return {left: box.left, right: box.right, top: box.top, bottom: box.bottom,
                    cut: cell.scrollWidth > cell.clientWidth};
        }))""")
    assert len(cells) == 7
    for number, place, time in cells:
        assert 0 <= number["left"] < number["right"] <= place["left"] < place["right"] <= time["left"]
        assert time["right"] <= 412
        assert not any(cell["cut"] for cell in (number, place, time))


def test_the_browser_prints_seven_stops_on_one_sheet(page: Path, zt: Zt, project: Path) -> None:
    for paper, box in (
        ("a4", rb"/MediaBox \[0 0 59[45][.\d]* 84[12]"),
        ("a5", rb"/MediaBox \[0 0 4(19|20)[.\d]* 59[45]"),
    ):
        assert zt("card", "--paper", paper, "long", project=project).code == 0
        with chrome() as browser:
            browser.open(page)
            pdf = browser.printed()
        assert len(re.findall(rb"/Type /Page\b", pdf)) == {"a4": 1, "a5": 2}[paper]
        assert re.search(box, pdf)
