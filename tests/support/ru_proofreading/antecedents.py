"""Tell whether a Russian number without a noun agrees with what the sentence counted before: «3 машины, 1 сгорела»."""

from __future__ import annotations

import re

from tests.support.ru_proofreading.clauses import Surroundings
from tests.support.ru_proofreading.words import numeral_forms
from zt_audio.language.ru.cases.right_context import head_forms
from zt_audio.language.ru.words.government import PREPOSITIONS
from zt_audio.language.ru.words.morphology import Form, nouns
from zt_audio.language.ru.words.numbers import CASES, Gender, cardinal

_TEENS = (11, 12, 13, 14)
_COLLECTIVES = frozenset({"двое", "трое", "четверо"})
_LABEL_MARKS = frozenset({"–", "—", "-", ":"})
_NO_GROUPS = frozenset(
    {"год", "час", "минута", "сутки", "месяц", "процент", "тенге", "раз", "километр", "день", "январь"}
)


def agrees_with_counted(around: Surroundings) -> bool:
    """Tell whether the group needs no noun to agree with, or agrees with one that the sentence named."""
    group, words = around.group, around.words
    digits = re.findall(r"\d+", group.written)
    if group.head or group.in_order or group.count not in ("one", "few") or group.rule != "number" or not digits:
        return True
    number, last = int(digits[-1]), words[group.end - 1].text
    counted = _counted(around)
    if counted is None:
        return _is_hour(around) or number % 10 > 2 or last in _COLLECTIVES
    if last in _COLLECTIVES:
        return counted.animate
    partly = group.end < len(words) and words[group.end].text == "из"
    if counted.animate and "nom" in group.cases and number % 10 > 1 and counted.gender != "f" and not partly:
        return False  # two people are «двое»
    gender: Gender = counted.gender or "m"
    said = {cardinal(number, case, gender).split()[-1] for case in CASES if case in group.cases}
    living = {cardinal(number, "acc", gender, animate=True).split()[-1]} if counted.animate else set()
    return last in said | living


def _counted(around: Surroundings) -> Form | None:
    """Return the noun that the number stands for; None where the text names none."""
    words, group = around.words, around.group
    if group.end < len(words) and words[group.end].text == "из":
        behind = [word.text for word in words[group.end + 1 : group.end + 6] if not word.is_mark]
        while behind and behind[0] in numeral_forms():
            behind.pop(0)
        chosen = head_forms("".join(f" {word}" for word in behind))
        if chosen and chosen[0].plural:
            return chosen[0]
    if (
        group.start > 1
        and words[group.start - 1].text in _LABEL_MARKS
        and (label := nouns(words[group.start - 2].text))
    ):
        return label[0]
    before = (one for one in reversed(around.groups) if one.count and one.head and one.lemma not in _NO_GROUPS)
    return next((one.head[0] for one in before), None)


def _is_hour(around: Surroundings) -> bool:
    """«до 21», «в 2»: nothing was counted, and the number tells when."""
    start = around.group.start
    return start > 0 and around.words[start - 1].text in PREPOSITIONS
