"""Requests that no page sends: what stands in them is refused where requests are read, never inside the program."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.in_process import Asker, studio_in_process
from tests.support.tiny import tiny_project

HALF = "\ud800"  # of a surrogate pair: JSON can say it, no file can hold it
DIGITS = "9" * 5000  # more than Python makes a number of
APPEAL = "appeals/texts/a.yaml"


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    root = tiny_project(tmp_path_factory.mktemp("requests") / "project").root
    with studio_in_process(root) as asker:
        yield asker


def both(value: object) -> dict[str, object]:
    return {"kk": value, "ru": "а"}


SENT_AS_JSON: list[tuple[str, Any]] = [
    ("/save", {"file": APPEAL, "edits": [{"path": ["title", "ru"], "old": None, "new": HALF}]}),
    ("/save", {"file": APPEAL, "edits": [{"path": [HALF], "old": None, "new": "а"}]}),
    ("/save", {"file": HALF, "edits": [{"path": ["title", "ru"], "old": None, "new": "а"}]}),
    ("/save", {"file": APPEAL, "edits": [{"do": "put", "path": ["stops"], "value": {HALF: "а"}}]}),
    ("/save", {"file": APPEAL, "edits": [{"do": "insert", "path": ["stops"], "position": float("inf"), "value": "а"}]}),
    ("/appeals/a/check", {"title": both(HALF), "text": both("а"), "unsaved": True}),
    ("/appeals/a/check", {"title": both("а"), "text": both(f"а{HALF}б"), "unsaved": False}),
    ("/lexicon/try", {"lang": "kk", "written": HALF, "spoken": None}),
    ("/lexicon", {"lang": "kk", "written": "а", "spoken": HALF}),
    ("/clean", {"lang": "ru", "text": HALF}),
    ("/heard", {"block": HALF, "digest": HALF}),
    ("/say", {"lang": "ru", "text": HALF}),
    ("/say", {"part": f"appeal/{HALF}/ru"}),
    ("/takes/appeal/a/ru/1/keep", {"said": HALF}),
]
SENT_AS_FORMS: list[tuple[str, dict[str, str]]] = [
    ("/undo", {"save": DIGITS, "back": "/"}),
    ("/pairs", {"appeal": "a", "number": DIGITS}),
    ("/entries", {"file": "appeals/settings.yaml", "path": json.dumps([HALF]), "name": "x"}),
    ("/entries", {"file": "appeals/settings.yaml", "path": f"[{DIGITS}]", "name": "x"}),
]


def test_a_short_text_tells_its_seconds_while_it_is_typed(asker: Asker) -> None:
    def told(kk: str, ru: str) -> tuple[str, bool]:
        text = asker.post("/appeals/a/short", {"short-kk": kk, "short-ru": ru}).text
        return text.strip(), 'class="bad"' in text

    boxes = r"<textarea rows=\"3\" [^>]*data-as=\"short-(kk|ru)\""  # to be seen: no box of chips stands for it
    assert re.findall(boxes, asker.get("/appeals/a").text) == ["kk", "ru"]
    assert told("", "") == ("", False)
    lines = [told("Көшені таза ұстаңыз. " * n, "Берегите наши улицы.")[0] for n in (1, 4)]
    seconds = [[int(n) for n in re.findall(r"\d+", line)] for line in lines]
    assert seconds[1][0] > 3 * seconds[0][0] > 0
    assert seconds[0][1] == seconds[1][1] > 0
    words, is_wrong = told("Көше.", "Берегите 7;8.")
    assert is_wrong
    assert "7;8" in words
    assert asker.post("/appeals/gone/short", {"short-ru": "а"}).status == 404


def test_half_a_character_is_refused_where_json_is_read(asker: Asker) -> None:
    for address, value in SENT_AS_JSON:
        assert asker.send(address, value).status == 400, (address, value)


def test_numbers_and_json_in_forms_are_refused_where_they_are_read(asker: Asker) -> None:
    for address, form in SENT_AS_FORMS:
        assert asker.post(address, form).status in (400, 404), (address, form)


def test_a_new_entry_takes_only_the_fields_that_its_page_has(asker: Asker) -> None:
    foreign = {'value:["a"]': "х", 'value:["a","b"]': "у", "value:[[]]": "z", "value:{}": "z", "value:": "z"}
    entry = {"file": "appeals/intros.yaml", "path": '["kinds"]', "name": "market", **foreign}
    assert asker.post("/entries", entry).status == 400


@pytest.mark.parametrize("charset", ["unicode_escape", "raw_unicode_escape", "undefined", "idna", "utf-16", "hex", "x"])
def test_a_form_in_any_encoding_is_read_or_refused(asker: Asker, charset: str) -> None:
    parts = b'--b\r\nContent-Disposition: form-data; name="text-kk"\r\n\r\n\\ud800\xff\r\n--b--\r\n'
    answer = asker.ask("POST", "/appeals", parts, f"multipart/form-data; boundary=b; charset={charset}")
    assert answer.status == 400


def test_a_body_that_is_too_long_is_called_so(asker: Asker) -> None:
    for address, body in (("/save", b'"' + b"a" * 1_000_001), ("/word", b"a" * 5_000_001)):
        method = "PUT" if address == "/word" else "POST"
        assert asker.ask(method, address, body, tells_length=False).status == 413, address


def test_a_link_among_the_texts_is_not_shown(tmp_path: Path) -> None:
    root = tiny_project(tmp_path / "project").root
    (tmp_path / "letter.txt").write_text("a letter of mine", "utf-8")
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon/ru.yaml").write_text("a letter of mine", "utf-8")
    (root / "appeals/texts/link.yaml").symlink_to(tmp_path / "letter.txt")
    (root / "appeals/lexicon").symlink_to(tmp_path / "lexicon")
    with studio_in_process(root) as asker:
        for name in ("texts/link", "lexicon/ru"):
            answer = asker.get(f"/files/appeals/{name}.yaml")
            assert answer.status == 422, answer.text
            assert "is a link to another place" in answer.text
            assert "a letter of mine" not in answer.text
        assert "of <mark>mine</mark>" not in asker.get("/find?q=mine").text
        assert asker.get("/replace?find=mine&instead=ours").status == 200
        form = {"text": "a: b\n", "base": ""}
        assert asker.post("/files/appeals/texts/link.yaml", form).status == 422
    assert (tmp_path / "letter.txt").read_text("utf-8") == "a letter of mine"


def test_a_refusal_gives_back_what_was_typed(asker: Asker) -> None:
    words = {"title-kk": "", "title-ru": "", "text-kk": "Бірінші.\n\nЕкінші.", "text-ru": "Первый <b>."}
    told = asker.post("/appeals", words)
    assert told.status == 400
    assert all(f">{each}</textarea>" in told.text for each in ("Бірінші.\n\nЕкінші.", "Первый &lt;b&gt;."))
    secret = {"id": "", "name-kk": "Дана", "name-ru": "Дана", "pin": "қыс 2026", "again": "қыс 2026"}
    assert "қыс 2026" not in asker.post("/people", secret).text


def test_a_name_too_long_for_the_disk_is_one_that_is_not_there(asker: Asker) -> None:
    told = asker.send(f"/appeals/{'a' * 300}/check", {"title": both("а"), "text": both("а")})
    assert (told.status, "This appeal is not there" in told.json["told"]) == (404, True)


def test_what_the_disk_refused_can_be_tried_again(tmp_path: Path) -> None:
    root = tiny_project(tmp_path / "project").root
    (root / "appeals/recordings").write_text("no folder", "utf-8")
    with studio_in_process(root) as asker:
        told = asker.get("/recordings/session?lang=ru&part=appeal/a/ru")
    assert told.status == 422
    assert 'href="/recordings/session?lang=ru&amp;part=appeal/a/ru">Try again</a>' in told.text


def test_the_first_entry_of_a_file_is_added(tmp_path: Path) -> None:
    root = tiny_project(tmp_path / "project").root
    fact = {"kind": "phone", "says.kk": "102", "says.ru": "102", "source": "gov.kz"}
    fields = {f"value:{json.dumps(name.split('.'), separators=(',', ':'))}": value for name, value in fact.items()}
    with studio_in_process(root) as asker:
        form = {"file": "appeals/facts.yaml", "path": "[]", "name": "police", "back": "/facts", **fields}
        assert asker.post("/entries", form).status == 303
    assert "source: gov.kz" in (root / "appeals/facts.yaml").read_text("utf-8")


def test_a_screen_that_cannot_open_leads_to_its_file(tmp_path: Path) -> None:
    root = tiny_project(tmp_path / "project").root
    (root / "appeals/people.yaml").write_text("dana: {name: {kk: Дана, ru: Дана}, roles: [boss]}\n", "utf-8")
    with studio_in_process(root) as asker:
        told = asker.get("/people")
    assert (told.status, 'href="/files/appeals/people.yaml"' in told.text) == (422, True)


def test_a_link_to_a_place_that_is_gone_says_so(asker: Asker) -> None:
    told = asker.get("/places/gone")
    assert (told.status, "No place of this project is called “gone”" in told.text) == (404, True)
