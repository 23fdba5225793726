"""Words that a dictionary does not have, and the dictionaries of a project, the system and LibreOffice."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.support.tiny import Tiny
from zt_audio.checks.spelling import (
    Speller,
    dictionary_folders,
    find_dictionary,
    load_dictionary,
    misspelt_words,
    spelling_warnings,
    words_of,
)
from zt_audio.content.project import load_project
from zt_audio.model import Lang, Problem, Project


class FewWords:
    """A dictionary of a handful of words; it suggests those that begin alike."""

    words = frozenset({"чистый", "двор", "наш", "жасыл", "бақ", "аула"})

    def lookup(self, word: str) -> bool:
        return word.lower() in self.words

    def suggest(self, word: str) -> Iterable[str]:
        return sorted(known for known in self.words if known[:2] == word[:2].lower())


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("ru", "Чистый наш двор.", []),
        ("ru", "Чистий двор", [("Чистий", "чистый")]),
        ("ru", "наш дво́р", []),
        ("ru", "ыыы", [("ыыы", "")]),
        ("ru", "дворр и дворр, дворр", [("дворр", "двор")]),
        ("ru", "двор-наш", []),
        ("ru", "двор-ыы", [("двор-ыы", "двор")]),
        ("ru", "МВД 41-й А. Ясный", []),
        ("kk", "аулада, аулаларымыздың", []),
        ("kk", "ауллада", [("ауллада", "аула")]),
        ("kk", "құрметті тұрғындар", []),
    ],
)
def test_unknown_words_come_with_what_is_near(lang: Lang, text: str, found: list[tuple[str, str]]) -> None:
    problems = list(Speller(FewWords(), lang, {"Ясный"}).misspelt(text))
    assert [problem.facts["token"] for problem in problems] == [token for token, _ in found]
    for problem, (_, nearest) in zip(problems, found, strict=True):
        assert problem.facts["nearest"] == nearest
        assert problem.slug == ("misspelt-word" if problem.facts["nearest"] else "unknown-word")
        assert text[int(problem.facts["offset"]) :].startswith(str(problem.facts["token"]))


def test_the_words_of_a_name_are_its_parts_too() -> None:
    assert set(words_of("41-разъезд, Сая-бақ «А́лтай»")) == {"Сая-бақ", "Сая", "бақ", "Алтай"}


def project_of(tiny: Tiny) -> Project:
    return load_project(tiny.root)[0]


def place(problem: Problem) -> str:
    where = problem.where
    return f"{where.file.removeprefix('appeals/')}:{where.line}:{where.column}" if where else ""


AFF = "SET UTF-8\nTRY аеиоы\nSFX A Y 1\nSFX A 0 ы .\n"
DIC = "8\nберегите\nулиц/A\nбросайте\nмусор\nв\nчистота\nнужна\nвсем\n"


@pytest.fixture
def russian(fresh: Tiny) -> Tiny:
    """Give a project with a small Russian dictionary of its own."""
    fresh.write("dictionaries/ru.aff", AFF)
    fresh.write("dictionaries/ru.dic", DIC)
    return fresh


def test_a_dictionary_of_ones_own_is_read(russian: Tiny) -> None:
    russian.edit("texts/a.yaml", "мусор", "мусар")
    project = project_of(russian)
    path = find_dictionary("ru", iter([russian.root, russian.root / "appeals/dictionaries"]))
    assert path is not None
    problems = list(misspelt_words(project, "ru", load_dictionary(path, "ru")))
    near = {problem.facts["token"]: (problem.slug, problem.facts["nearest"], place(problem)) for problem in problems}
    assert near["мусар"] == ("misspelt-word", "мусор", "texts/a.yaml:8:30")
    assert not {"Берегите", "улицы", "рынка"} & near.keys()


def test_words_of_the_lexicon_and_of_places_are_known(russian: Tiny) -> None:
    russian.edit("texts/a.yaml", "мусор", "мусорбак у базарчика")
    russian.edit("places.yaml", "gen: парка", "gen: базарчика")
    russian.write("lexicon/ru.yaml", 'general:\n  "мусорбак": "мусорный бак"\n')
    dictionary = load_dictionary(russian.root / "appeals/dictionaries/ru", "ru")
    found = {str(problem.facts["token"]) for problem in misspelt_words(project_of(russian), "ru", dictionary)}
    assert "урны" in found
    assert not {"мусорбак", "базарчика"} & found


def only_own(own: Path) -> Iterator[Path]:
    return dictionary_folders(own, system=(), office=())


def test_without_a_dictionary_that_is_said(fresh: Tiny) -> None:
    problems = spelling_warnings(project_of(fresh), fresh.workspace.appeals, only_own)
    assert [(p.slug, p.facts["lang"], p.severity) for p in problems] == [
        ("no-dictionary", "kk", "warning"),
        ("no-dictionary", "ru", "warning"),
    ]


def test_without_the_package_that_is_said(fresh: Tiny) -> None:
    (problem,) = spelling_warnings(project_of(fresh), fresh.workspace.appeals, find_package=lambda _name: None)
    assert problem.slug == "no-speller"
    assert problem.facts["command"] == f'"{sys.executable}" -m pip install spylls'  # ours, not the computer's Python


def test_a_damaged_dictionary_is_said(russian: Tiny) -> None:
    (russian.root / "appeals/dictionaries/ru.aff").write_bytes(b"SET UTF-8\nSFX A Y\nSFX\n\xff\xfe")
    problems = spelling_warnings(project_of(russian), russian.workspace.appeals, only_own)
    assert [problem.slug for problem in problems] == ["no-dictionary", "bad-dictionary"]


def test_dictionaries_are_sought_in_office_extensions(tmp_path: Path) -> None:
    extension = tmp_path / "office1" / "extensions" / "dict-kk"
    extension.mkdir(parents=True)
    for ending in ("aff", "dic"):
        (extension / f"kk_KZ.{ending}").write_text("SET UTF-8\n", encoding="utf-8")
    folders = dictionary_folders(tmp_path / "none", system=(), office=(f"{tmp_path}/office*/extensions",))
    assert find_dictionary("kk", folders) == extension / "kk_KZ"
