"""A reading by guess is a warning at its place until staff sign it off as it is said, or teach the lexicon."""

from __future__ import annotations

import json

import pytest

from tests.support.tiny import Tiny
from zt_audio.language.registry import language_of
from zt_audio.model import LANGS, Problem
from zt_audio.pipeline.load import load_content

SIGNATURES = "pronunciations.yaml"
GUESS = 'ru:\n  "замок": "{}"\n'


def warnings(tiny: Tiny) -> list[Problem]:
    return [problem for problem in load_content(tiny.workspace, "code").warnings if problem.where]


def with_guess(tiny: Tiny) -> Tiny:
    tiny.edit("texts/a.yaml", "Бросайте мусор в урны.", "Вот замок. Бросайте мусор в урны.")
    tiny.edit("texts/a.yaml", "Қоқысты жәшікке салыңыз.", "Міне сарай. Қоқысты жәшікке салыңыз.")
    return tiny


def test_a_guess_is_a_warning_at_its_place(fresh: Tiny) -> None:
    (problem,) = warnings(with_guess(fresh))
    assert (problem.slug, problem.severity) == ("reading-guessed", "warning")
    assert problem.facts == {"token": "замок", "spoken": "замок", "rule": "homograph", "lang": "ru"}
    assert problem.where is not None
    line = (fresh.root / problem.where.file).read_text("utf-8").splitlines()[problem.where.line - 1]
    assert line[problem.where.column - 1 :].startswith("замок.")


def test_it_is_a_warning_again_from_the_cache(fresh: Tiny) -> None:
    assert warnings(with_guess(fresh)) == warnings(fresh)


def test_a_signature_settles_it(fresh: Tiny) -> None:
    with_guess(fresh).write(SIGNATURES, GUESS.format("Замок"))
    assert warnings(fresh) == []


@pytest.mark.parametrize("spoken", ["з+амок", "замок"])
def test_an_entry_settles_it_too(fresh: Tiny, spoken: str) -> None:
    with_guess(fresh).write("lexicon/ru.yaml", f'general:\n  "замок": "{spoken}"\n')
    assert warnings(fresh) == []


def test_a_stress_settles_it_too(fresh: Tiny) -> None:
    with_guess(fresh).edit("texts/a.yaml", "замок", "зам+ок")
    assert warnings(fresh) == []


def test_a_signature_of_another_reading_signs_nothing_off(fresh: Tiny) -> None:
    with_guess(fresh).write(SIGNATURES, GUESS.format("дворец"))
    assert sorted(problem.slug for problem in warnings(fresh)) == ["reading-guessed", "signature-unused"]


def test_a_signature_that_no_text_needs_is_a_warning(fresh: Tiny) -> None:
    fresh.write(SIGNATURES, GUESS.format("замок"))
    (problem,) = warnings(fresh)
    assert (problem.slug, problem.where and (problem.where.file, problem.where.line)) == (
        "signature-unused",
        (f"appeals/{SIGNATURES}", 2),
    )


def test_check_strict_fails_on_a_guess(fresh: Tiny) -> None:
    with_guess(fresh)
    told = fresh.run("check", "--json")
    assert told.returncode == 0
    assert [problem["slug"] for problem in json.loads(told.stdout)["problems"]] == ["reading-guessed"]
    strict = fresh.run("check", "--strict")
    assert strict.returncode == 3
    assert "“замок” is said as “замок”, which is a guess (rule “homograph”)" in strict.stderr


@pytest.mark.parametrize("floor", ["draft", "broadcast"])
def test_only_broadcast_quality_forbids_the_export_of_a_guess(fresh: Tiny, floor: str) -> None:
    with_guess(fresh).edit("settings.yaml", "prosody:", f"quality_floor: {floor}\nprosody:")
    told = fresh.run("build")
    said = "1 of its readings are guesses: замок → замок" in told.stderr
    assert (told.returncode, said) == (0, floor == "broadcast")
    fresh.write(SIGNATURES, GUESS.format("замок"))
    assert "guesses" not in fresh.run("build").stderr


@pytest.mark.parametrize("lang", LANGS)
def test_a_rule_that_guesses_exists(lang: str) -> None:
    grammar = language_of(lang).grammar()
    assert grammar.guessing - {"latin-name"} <= {rule.name for rule in grammar.rules}
