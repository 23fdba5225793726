"""Test `spoken`: it answers each line of input with one line, and reports lines that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.zt_cli import Zt, process, write_files

LEXICON = "general:\n  ЖЭК: жэк\nplaces:\n  yasny:\n    № 5: пятый дом\n"


def test_one_text_in_one_line_out(zt: Zt, tmp_path: Path) -> None:
    told = zt("spoken", "--lang", "kk", "Полиция нөмірі – 102.", project=tmp_path)
    assert (told.code, told.out, told.err) == (0, "Полиция нөмірі, жүз екі.\n", "")


@pytest.mark.parametrize(
    ("lang", "lines", "expected"),
    [
        ("kk", "Қоқыс тастамаңыз.\nПолиция 102.\n", "Қоқыс тастамаңыз.\nПолиция жүз екі.\n"),
        ("ru", "Не мусорите.\r\nЗвоните 102.\r\n", "Не мусорите.\nЗвоните сто два.\n"),
        ("ru", "слово без конца строки", "слово без конца строки\n"),
        ("ru", "первая\n\n   \nчетвёртая\n", "первая\n\n\nчетвёртая\n"),
        ("ru", "\ufeffслово\n", "слово\n"),
        ("ru", "и\u0306од\n", "йод\n"),
        ("ru", "", ""),
    ],
    ids=["kk", "ru", "no final newline", "blank lines", "byte order mark", "decomposed letters", "nothing"],
)
def test_lines_in_lines_out(zt: Zt, tmp_path: Path, lang: str, lines: str, expected: str) -> None:
    told = zt("spoken", "--lang", lang, project=tmp_path, stdin=lines.encode())
    assert (told.code, told.out, told.err) == (0, expected, "")


@pytest.mark.parametrize(
    ("line", "place", "slug"),
    [
        ("ещё ☺ слово".encode(), "2:5: ", "emoji-in-text"),
        ("ещё ".encode() + b"\xff", "2:5: ", "bad-utf8"),
        ("ещё".encode("utf-16"), "2:1: ", "bad-utf8"),
    ],
)
def test_an_unreadable_line_is_empty_and_its_reason_on_stderr(
    zt: Zt, tmp_path: Path, line: bytes, place: str, slug: str
) -> None:
    stdin = "слово\n".encode() + line.replace(b"\n", b" ") + "\nдругое\n".encode()
    told = zt("spoken", "--lang", "ru", project=tmp_path, stdin=stdin)
    assert (told.code, told.out) == (3, "слово\n\nдругое\n")
    assert told.err.startswith(place)
    assert told.err.endswith(f"[{slug}]\n")


def test_an_unreadable_argument_gives_no_line(zt: Zt, tmp_path: Path) -> None:
    told = zt("spoken", "--lang", "ru", "слово ☺", project=tmp_path)
    assert (told.code, told.out) == (3, "")
    assert told.err.startswith("1:7: ")


def test_outside_a_project_the_built_in_rules_serve(tmp_path: Path) -> None:
    told = process("spoken", "--lang", "ru", cwd=tmp_path, stdin="Звоните 102.\n".encode())
    assert (told.code, told.out, told.err) == (0, "Звоните сто два.\n", "")
    assert list(tmp_path.iterdir()) == []


def test_inside_a_project_its_lexicon_serves(zt: Zt, project: Path, tmp_path: Path) -> None:
    write_files(project, {"lexicon/ru.yaml": LEXICON})
    assert zt("spoken", "--lang", "ru", "Вот ЖЭК.", project=project).out == "Вот жэк.\n"
    assert zt("spoken", "--lang", "ru", "Вот ЖЭК.", project=tmp_path).out != "Вот жэк.\n"


def test_a_broken_lexicon_is_told(zt: Zt, project: Path) -> None:
    write_files(project, {"lexicon/ru.yaml": "general:\n  ЖЭК: жэк\n  ЖЭК: жек\n"})
    told = zt("spoken", "--lang", "ru", "слово", project=project)
    assert (told.code, told.out) == (3, "")
    assert told.err.startswith("appeals/lexicon/ru.yaml:3:3: ")


def test_explain_shows_what_read_what(zt: Zt, tmp_path: Path) -> None:
    told = zt("spoken", "--lang", "ru", "--explain", "Звоните 102.", project=tmp_path)
    *pieces, spoken = told.out.splitlines()
    assert spoken == "Звоните сто два."
    assert [piece.split("\t")[:2] for piece in pieces] == [["Звоните", "Звоните"], ["102", "сто два"], [".", "."]]


@pytest.mark.parametrize(
    ("lang", "text", "said"),
    [
        ("kk", "Су туралы 102-ге, тиіс.", "sˈʊw tʊwɾɑɫˈə ʒˈuz jekɪɡˈe | tɪjˈɪs"),
        ("ru", "Звоните 102.", "zvʌnʲˈitʲi stˈo dvˈɑ"),
    ],
)
def test_phonemes_show_what_espeak_says(zt: Zt, tmp_path: Path, lang: str, text: str, said: str) -> None:
    told = zt("spoken", "--lang", lang, "--phonemes", text, project=tmp_path)
    assert (told.code, told.out, told.err) == (0, said + "\n", "")


def test_phonemes_come_one_line_a_line(zt: Zt, tmp_path: Path) -> None:
    lines = "Су бар. Тау!\n\nABC\nүй\n".encode()
    told = zt("spoken", "--lang", "kk", "--phonemes", project=tmp_path, stdin=lines)
    assert (told.code, told.out) == (3, "sˈʊw bˈɑɾ | tˈɑw\n\n\nˈuj\n")
    assert "ABC" in told.err


def test_phonemes_can_be_explained(zt: Zt, tmp_path: Path) -> None:
    told = zt("spoken", "--lang", "kk", "--phonemes", "--explain", "Су", project=tmp_path)
    assert told.out == "Су\tСу\tword\nsˈʊw\n"


@pytest.mark.parametrize(
    ("lang", "case", "name", "expected"),
    [
        ("kk", "gen", "«Алтай» базары", "«Алтай» базарының"),
        ("kk", "px3", "базар", "базары"),
        ("ru", "gen", "рынок «Алтай»", "рынка «Алтай»"),
        ("ru", "nom", "рынок", "рынок"),
    ],
)
def test_inflect_one_name(zt: Zt, lang: str, case: str, name: str, expected: str) -> None:
    told = zt("spoken", "--lang", lang, "--case", case, name)
    assert (told.code, told.out, told.err) == (0, expected + "\n", "")


def test_inflect_lines(zt: Zt) -> None:
    told = zt("spoken", "--lang", "kk", "--case", "gen", stdin="базар\n\nмектеп\n".encode())
    assert (told.code, told.out, told.err) == (0, "базардың\n\nмектептің\n", "")


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("kk", "nom gen dat acc loc abl ins"),
        ("ru", "nom gen dat acc ins prep"),
    ],
)
def test_inflect_all(zt: Zt, lang: str, expected: str) -> None:
    rows = [line.split("\t") for line in zt("spoken", "--lang", lang, "--case", "all", "парк").out.splitlines()]
    assert " ".join(case for case, _form in rows) == expected
    assert rows[0][1] == "парк"
    assert len({form for _case, form in rows}) > 3


def test_a_case_that_does_not_exist_is_told_with_those_that_do(zt: Zt) -> None:
    told = zt("spoken", "--lang", "ru", "--case", "loc", "рынок")
    assert told.code == 2
    assert "No such case: loc. There are: nom gen dat acc ins prep all" in told.err
