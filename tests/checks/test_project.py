"""Warnings of a whole project: where they stand, that they come once, and that a good project has none."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from tests.support.tiny import Tiny
from zt_audio.checks.project import project_warnings
from zt_audio.content.project import Snapshot
from zt_audio.content.yaml.tree import Map
from zt_audio.errors import ContentError
from zt_audio.language.reader import Reader, ReadingCache, ReadingMemory
from zt_audio.model import PartId, Problem
from zt_audio.pipeline.load import Content, inspect_content, load_content
from zt_audio.pipeline.script import passages_of

SHIPPED = Path(__file__).parents[2]


def content(tiny: Tiny) -> Content:
    return load_content(tiny.workspace, "code")


def found(tiny: Tiny) -> list[tuple[str, str]]:
    """Return slug and `file:line:column` of each warning."""
    problems = sorted(content(tiny).warnings, key=lambda problem: (problem.where is None, problem.where))
    return [(problem.slug, place(problem)) for problem in problems]


def rest_of_line(tiny: Tiny, problem: Problem) -> str:
    """Return what stands in the file from the place of `problem` on."""
    where = problem.where
    return (tiny.root / where.file).read_text("utf-8").splitlines()[where.line - 1][where.column - 1 :] if where else ""


def place(problem: Problem) -> str:
    where = problem.where
    return f"{where.file.removeprefix('appeals/')}:{where.line}:{where.column}" if where else ""


def test_a_good_project_has_no_warning(fresh: Tiny) -> None:
    assert found(fresh) == []


def test_the_shipped_project_has_no_warning(tmp_path: Path) -> None:
    project, warnings = Snapshot(SHIPPED).project()
    cache = ReadingCache(tmp_path / "readings.json", "code")
    reader = Reader(project.lexicon, cache)
    assert [*warnings, *project_warnings(project, {}, reader, cache)] == []


@pytest.mark.parametrize(
    ("file", "old", "new", "slug", "rest"),
    [
        ("texts/a.yaml", "Көшені таза", "Көшені таза таза", "doubled-word", "таза ұстаңыз"),
        ("texts/a.yaml", "Көшені таза", "Кошени таза", "kazakh-letters-missing", "Кошени"),
        ("texts/a.yaml", "керек.", "керек", "no-final-mark", "к"),
        ("texts/a.yaml", "мусор", "«мусор", "unbalanced-mark", "«мусор"),
        ("texts/a.yaml", "ru: Чистота", "ru: Чистота (", "unbalanced-mark", "(}"),
        ("texts/a.yaml", "улицы.", "улицы до 22:00.", "one-sided-value", "22:00"),
        ("texts/a.yaml", "kk: Тазалық", "kk: 5 күн", "one-sided-value", "5 күн"),
        ("texts/a.yaml", "Көшені", "Алға ауданында көшені", "one-sided-name", "Алға"),
        ("texts/a.yaml", "Чистота нужна всем.", "Да. Так. Вот. Нет.", "sentence-counts", "Көшені"),
        ("texts/a.yaml", "улицы.", "улицы, " + "дом двор " * 12 + "и сад.", "long-sentence", "Берегите"),
        ("intros.yaml", "қонақтары!", "қонақтары", "no-final-mark", 'ы"'),
        ("intros.yaml", "гости {place:gen}!", "гости!", "one-sided-name", "{place:gen} қонақтары"),
        ("intros.yaml", "гости {place:gen}", "гости рынка {place:gen}", "doubled-word", "рынка}"),
        ("intros.yaml", "гости", "гости 22-го", "one-sided-value", "22-го"),
        ("places.yaml", "kk: Мектеп", "kk: «Мектеп", "unbalanced-mark", "«Мектеп"),
        ("places.yaml", "kk: Базар", "kk: Кала", "kazakh-letters-missing", "Кала"),
    ],
)
def test_a_mistake_is_told_at_its_place(fresh: Tiny, file: str, old: str, new: str, slug: str, rest: str) -> None:
    fresh.edit(file, old, new)
    (problem,) = content(fresh).warnings
    assert problem.slug == slug
    assert rest_of_line(fresh, problem).startswith(rest)


def test_both_places_are_named(fresh: Tiny) -> None:
    fresh.edit("texts/a.yaml", "улицы.", "улицы до 22:00.")
    (problem,) = content(fresh).warnings
    assert problem.facts["there"] == "appeals/texts/a.yaml:4:5"
    assert "offset" not in problem.facts


def test_a_name_that_one_language_lacks_is_told_with_its_place(fresh: Tiny) -> None:
    fresh.edit("places.yaml", "{kk: Саябақ, ru: парк}", "{kk: «Алаш» саябағы, ru: парк «Алаш»}")
    fresh.edit("texts/a.yaml", "Көшені", "«Алаш» саябағында көшені")
    assert found(fresh) == [("one-sided-name", "texts/a.yaml:4:6")]


LEXICON = """\
general:
  "АБВ": "а бэ вэ"
  "102": "один ноль два"
  "103": "сто три"
  "КoАП": "коап"
places:
  market:
    "102": "сто-два"
  park:
    "рынка": "рынка"
"""


def test_entries_that_do_nothing_or_a_rules_work_are_told(fresh: Tiny) -> None:
    fresh.edit("texts/a.yaml", "Берегите улицы.", "Звоните 102, 103.")
    fresh.edit("texts/a.yaml", "Көшені таза ұстаңыз.", "102, 103.")
    fresh.write("lexicon/ru.yaml", LEXICON)
    assert found(fresh) == [
        ("entry-unused", "lexicon/ru.yaml:2:4"),
        ("entry-over-rule", "lexicon/ru.yaml:3:4"),
        ("entry-not-needed", "lexicon/ru.yaml:4:4"),
        ("entry-unused", "lexicon/ru.yaml:5:4"),
        ("mixed-alphabet", "lexicon/ru.yaml:5:4"),
        ("entry-unused", "lexicon/ru.yaml:8:6"),
        ("entry-unused", "lexicon/ru.yaml:10:6"),
    ]


def test_spoken_words_of_the_lexicon_are_checked(fresh: Tiny) -> None:
    fresh.edit("texts/a.yaml", "Берегите улицы.", "Звоните в АБВ.")
    fresh.write("lexicon/ru.yaml", 'general:\n  "АБВ": "а бэ бэ"\n')
    assert found(fresh) == [("doubled-word", "lexicon/ru.yaml:2:4")]


def test_an_entry_that_a_rule_repeats_everywhere_is_judged_by_its_first_uses(fresh: Tiny) -> None:
    row = "Звоните сто три."
    fresh.edit("texts/a.yaml", "Берегите улицы.", "\n\n    ".join(f"Звоните 103, дом {n}." for n in range(1, 12)))
    fresh.write("lexicon/ru.yaml", 'general:\n  "103": "сто три"\n')
    assert ("entry-not-needed", "lexicon/ru.yaml:2:4") in found(fresh), row


def test_an_entry_that_a_rule_asks_for_is_used(fresh: Tiny) -> None:
    fresh.edit("texts/a.yaml", "Берегите улицы.", "Берегите улицу А. Абаева.")
    fresh.write("lexicon/ru.yaml", 'general: {"А. Абаев": "Арман Абаев"}\n')
    assert found(fresh) == []


def test_what_was_found_out_about_entries_is_remembered(fresh: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh.edit("texts/a.yaml", "Берегите улицы.", "Звоните 102, 103.")
    fresh.write("lexicon/ru.yaml", LEXICON)
    before = found(fresh)
    monkeypatch.delattr("zt_audio.checks.lexicon.entry_effect")
    monkeypatch.delattr("zt_audio.language.reader.read")
    assert found(fresh) == before


@pytest.mark.parametrize(
    ("file", "old", "new", "slug", "rest"),
    [
        ("texts/a.yaml", "kk: Тазалық,", "kk: Тазaлық,", "mixed-alphabet", "aлық,"),
        ("playlists/city.yaml", "ru: Город", "ru: Гoрод", "mixed-alphabet", "oрод"),
        ("intros.yaml", "гости", "гoсти", "mixed-alphabet", "oсти"),
        ("places.yaml", "ru: парк}", "ru: пaрк}", "mixed-alphabet", "aрк}"),
        ("places.yaml", "gen: парка", "gen: пaрка", "mixed-alphabet", "aрка"),
        ("texts/a.yaml", "Берегите улицы", "Көше таза", "wrong-language", "Көше"),
    ],
)
def test_letters_and_languages_are_errors_of_the_content(
    fresh: Tiny, file: str, old: str, new: str, slug: str, rest: str
) -> None:
    fresh.edit(file, old, new)
    with pytest.raises(ContentError) as caught:
        content(fresh)
    first = caught.value.problems[0]
    assert first.slug == slug
    assert rest_of_line(fresh, first).startswith(rest)
    if slug == "mixed-alphabet":
        assert first.facts["right"] == {"a": "а", "o": "о"}[rest[0]]


def test_a_build_tells_warnings_and_is_made(fresh: Tiny) -> None:
    fresh.edit("texts/a.yaml", "керек.", "керек")
    ran = fresh.build()
    assert ran.report.warnings == 1
    assert ran.written


def test_a_build_with_nothing_to_do_looks_at_nothing(built: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("zt_audio.pipeline.load.project_warnings")
    assert built.build().report.outcome is None


def test_strict_lets_a_warning_fail(fresh: Tiny) -> None:
    fresh.edit("texts/a.yaml", "керек.", "керек")
    assert fresh.run("check").returncode == 0
    strict = fresh.run("check", "--strict")
    assert strict.returncode == 3
    assert "[no-final-mark]" in strict.stderr
    assert strict.stdout == ""


def test_the_trees_of_the_files_are_let_go_once_the_project_is_there(fresh: Tiny) -> None:
    """Those of 12 000 places take 40 MB, and a view of a mapping keeps all of it."""

    def trees() -> int:
        gc.collect()
        return sum(isinstance(each, Map) for each in gc.get_objects())

    before = trees()
    held = inspect_content(fresh.workspace, ReadingMemory(), keeps_trees=False)
    assert held.project
    assert trees() <= before


def test_words_that_name_no_place_are_one_value_at_all_places(fresh: Tiny) -> None:
    """But not where the lexicon teaches a word at one place."""
    (fresh.root / "appeals/outros.yaml").write_text('default: {kk: "Сау болыңыз!", ru: "Удачи!"}\n', "utf-8")
    lexicon = fresh.root / "appeals/lexicon/ru.yaml"
    lexicon.parent.mkdir(exist_ok=True)
    lexicon.write_text("places: {park: {Удачи: Счастья}}\n", "utf-8")
    said = passages_of(content(fresh).scripts)
    market, park, school = (said[PartId("outro", place, "ru", 1)] for place in ("market", "park", "school"))
    assert market is school
    assert [each.utterances[0].text for each in (market, park)] == ["Удачи!", "Счастья!"]
    assert said[PartId("intro", "market", "ru", 1)] != said[PartId("intro", "school", "ru", 1)]
