"""Test the reading sheet in a real browser: every text has its number, and no block is printed on two pages."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from collections.abc import Mapping
from html import unescape
from pathlib import Path

import pytest

from tests.support.browser import FLAGS, LIMIT_S, look
from tests.support.judges import judge
from tests.support.zt_cli import FILES, Zt, snapshot, write_files

STRESSED = FILES["texts/smoking.yaml"].replace("не курите.", "не кури́те здесь.")
STREET, STREETS = "Көшені таза ұстаңыз, ағайын.", "Берегите улицы нашего города."
MANY = """\
title: {{kk: Көп, ru: Много}}
text:
  kk: |
{kk}
  ru: |
{ru}
"""


def many() -> str:
    """Return an appeal of twelve paragraphs, each a sentence longer than the one before."""
    kk, ru = ("\n\n".join("    " + " ".join([one] * n) for n in range(1, 13)) for one in (STREET, STREETS))
    return MANY.format(kk=kk, ru=ru)


@pytest.fixture
def sheet(project: Path) -> Path:
    write_files(project, {"texts/many.yaml": many(), "texts/smoking.yaml": STRESSED})
    return project / "reading-sheet.html"


QUOTES = str.maketrans("", "", "«»")


def printed(project: Path) -> Mapping[int, tuple[str, ...]]:
    tree = json.loads((project / "appeals/recordings/sheet.json").read_bytes())
    return {int(number): tuple(row["sentences"]) for number, row in tree["numbers"].items()}


def blocks(html: str) -> Mapping[int, tuple[str, ...]]:
    """Return the sentences that the page shows under each number, without the quotation marks that are not spoken."""
    found = {}
    for article in re.findall(r"<article>(.*?)</article>", html, re.DOTALL):
        said = re.findall(r'<p lang="(?:kk|ru)" class="say">(.*?)</p>', article)
        number = re.search(r"<b>(\d+)</b>", article)
        file = re.search(r"<code>(\d+)\.wav</code>", article)
        assert number
        assert file
        assert number[1] == file[1]
        found[int(number[1])] = tuple(unescape(text).translate(QUOTES) for text in said)
    return found


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("Texts to be read out", "Greeting", "paragraph 2 of 12", "Texts: 16")),
        ("kk", ("Дауыстап оқылатын мәтіндер", "Сәлемдесу", "12 абзацтың 2-абзацы", "16 мәтін")),
        ("ru", ("Тексты для чтения вслух", "Приветствие", "абзац 2 из 12", "Текстов: 16")),
    ],
)
def test_the_page_in_a_browser(zt: Zt, project: Path, sheet: Path, lang: str, words: tuple[str, ...]) -> None:
    told = zt("recordings", "script", project=project, lang=lang)
    assert (told.code, told.out) == (0, "")
    seen = look(sheet)
    assert (seen.console, seen.requests) == ((), ())
    assert f'<html lang="{lang}">' in seen.dom
    assert blocks(seen.dom) == printed(project)
    assert [word for word in words if word not in seen.dom] == []
    assert "Пожалуйста, не кури́те здесь." in seen.dom


def pages(sheet: Path, folder: Path) -> list[str]:
    """Return the text of each page as the browser prints it."""
    pdf = folder / "sheet.pdf"
    options = (*FLAGS, f"--user-data-dir={folder}/profile", "--no-pdf-header-footer", f"--print-to-pdf={pdf}")
    subprocess.run([judge("chromium"), *options, sheet.as_uri()], capture_output=True, timeout=LIMIT_S, check=True)
    text = subprocess.run(
        [judge("pdftotext"), "-layout", str(pdf), "-"], capture_output=True, timeout=LIMIT_S, check=True
    ).stdout
    size = subprocess.run(
        [judge("pdfinfo"), str(pdf)], capture_output=True, timeout=LIMIT_S, check=True
    ).stdout.decode()
    assert "(A4)" in size
    return text.decode().split("\f")[:-1]


def test_no_block_is_printed_on_two_pages(zt: Zt, project: Path, sheet: Path, tmp_path: Path) -> None:
    assert zt("recordings", "script", project=project, lang="kk").code == 0
    found: dict[int, list[str]] = {}
    for page in pages(sheet, tmp_path):
        listed = page.partition("Қазақша")[2] or page  # the head names a file, too
        rows = re.split(r"^\s*(\d{3})\s", listed, flags=re.MULTILINE)[1:]
        for number, text in zip(rows[::2], rows[1::2], strict=True):
            found.setdefault(int(number), []).append(text)
    for number, sentences in printed(project).items():
        assert len(found[number]) == 1, number
        assert f"{number:03d}.wav" in found[number][0]
        words, shown = (Counter(re.findall(r"\w+", text)) for text in (" ".join(sentences), found[number][0]))
        assert words <= shown, number


def test_a_new_language_begins_on_a_new_page(zt: Zt, project: Path, sheet: Path, tmp_path: Path) -> None:
    zt("recordings", "script", project=project, lang="ru")
    first = next(page for page in pages(sheet, tmp_path) if "Русский" in page)
    assert first.split()[0] == "Русский"


def test_one_language_alone_and_elsewhere(zt: Zt, project: Path, sheet: Path, tmp_path: Path) -> None:
    told = zt("recordings", "script", "--lang", "ru", "-o", tmp_path / "out/sheet.html", project=project)
    assert (told.code, told.err) == (0, f"Written: {tmp_path / 'out/sheet.html'}\n")
    html = (tmp_path / "out/sheet.html").read_text("utf-8")
    assert set(re.findall(r'<section class="(\w+)">', html)) == {"ru"}
    assert blocks(html) == printed(project)


@pytest.mark.parametrize(("lang", "explained"), [("kk", False), ("ru", True)])
def test_the_stress_mark_is_explained_where_there_is_one(
    zt: Zt, project: Path, sheet: Path, lang: str, *, explained: bool
) -> None:
    zt("recordings", "script", "--lang", lang, "-o", sheet, project=project)
    html = sheet.read_text("utf-8")
    assert ("The mark ´ over a vowel shows the stress." in html, "\u0301" in html) == (explained, explained)
    assert html.count("<li>") == 5 + explained


def test_the_sheet_never_goes_on_the_stick(zt: Zt, project: Path, sheet: Path) -> None:
    before = snapshot(project)
    assert zt("recordings", "script", "-o", project / "output/city/sheet.html", project=project).code == 2
    assert snapshot(project) == before


def test_the_same_sheet_again_is_the_same(zt: Zt, project: Path, sheet: Path) -> None:
    zt("recordings", "script", project=project)
    before = {name: data for name, (data, _time) in snapshot(project).items()}
    zt("recordings", "script", project=project)
    assert {name: data for name, (data, _time) in snapshot(project).items()} == before


def test_a_content_error_writes_nothing(zt: Zt, project: Path, sheet: Path) -> None:
    write_files(project, {"texts/many.yaml": many().replace("улицы", "xyz")})
    for command in (("script",), ("list",), ("list", "--json")):
        told = zt("recordings", *command, project=project)
        assert told.code == 3
        if command[-1] == "--json":
            document = json.loads(told.out)
            assert (document["ok"], document["problems"][0]["line"]) == (False, 28)
        else:
            assert told.out == ""
    assert not sheet.exists()
    assert not (project / "appeals/recordings").exists()
