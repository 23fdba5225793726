"""Words that a dictionary does not know."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from zt_audio.checks.spelling import Speller, words_of
from zt_audio.model import Lang


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
