"""A rule is tried only where its match may begin: the pairs of characters that it names must not miss a match."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from zt_audio.language.grammar import Context, Rule, Unread
from zt_audio.language.lexicon import Lexicon
from zt_audio.language.registry import language_of
from zt_audio.language.ru.sloppy.typed_numbers import _WORDS
from zt_audio.language.tables import heads
from zt_audio.model import LANGS, Lang

_DATA = Path(__file__).parent / "data"


def _texts(lang: Lang) -> tuple[str, ...]:
    """Return what is written in the tables of `lang`, as it is, in small letters and in capitals."""
    texts = set()
    for path in sorted(_DATA.glob(f"{lang}_*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            texts |= {cell for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) for cell in row}
    return tuple(sorted({form for text in texts for form in (text, text.lower(), text.upper())}))


def _applies(rule: Rule, match: re.Match[str]) -> bool:
    context = Context(match.string, match.start(), match.end(), (), Lexicon())
    return isinstance(rule.say, Unread) or rule.say(match, context) is not None


@pytest.mark.parametrize("lang", LANGS)
def test_no_second_character_keeps_a_rule_from_its_match(lang: Lang) -> None:
    texts = _texts(lang)
    wrong = [
        (rule.name, text, match.group())
        for rule in language_of(lang).grammar().rules
        if rule.first and (paired := {pair[0] for pair in rule.first if len(pair) > 1} - rule.first)
        for text in texts
        for match in rule.pattern.finditer(text)
        if match.group()[:1] in paired and text[match.start() :][:2] not in rule.first and _applies(rule, match)
    ]
    assert not wrong


def test_no_row_of_typed_words_matches_where_its_group_is_passed_over() -> None:
    texts = _texts("ru")
    wrong = [
        (row.pattern.pattern, text)
        for gate, rows in _WORDS
        for text in texts
        if not gate.search(text)
        for row in rows
        if row.pattern.search(text)
    ]
    assert not wrong


def test_two_characters_in_any_case() -> None:
    assert heads(["ул", "д"]) == {"ул", "Ул", "уЛ", "УЛ", "д", "Д"}
    assert heads(["д", "ж. д"], ".«") == {"д.", "Д.", "д«", "Д«", "ж.", "Ж."}
    assert heads(["в т. ч."]) == {"в", "В"}  # the space may be left out
