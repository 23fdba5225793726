"""Tell whether a number names the noun before it and counts nothing: «школа номер пять», «по улице Абая, восемь»."""

from __future__ import annotations

import re

from tests.support.ru_proofreading.clauses import Surroundings, group_ending_at
from zt_audio.language.ru.cases.counting import DESIGNATED, PLACES_WITH_NUMBERS, is_named, is_named_before
from zt_audio.language.ru.words.morphology import nouns
from zt_audio.language.tables import word_set

# Services that have these numbers: they are said so wherever they stand.
_SERVICES = word_set("101 102 103 104 109 111 112 150 1406 1414")
_NAMING = re.compile(
    r"(?:номер|маршрут|автобус|троллейбус|микрорайон|добавочн|код|индекс|гост|дел[оае]|поезд|рейс|экипаж|пикет|блокпост)\w{0,4}$"
)
_HOUSE_PARTS = word_set("корпус строение блок секция подъезд квартира")


def is_name(around: Surroundings) -> bool:
    """Tell whether the group is a number in the nominative that names something."""
    group, words = around.group, around.words
    if group.rule == "roman" and not group.head:
        return True  # «при Петре I»
    if not group.count or group.in_order or "nom" not in group.cases:
        return False
    if group.rule == "house" or group.written in _SERVICES or _is_heading(around):
        return True
    at = group.start - 1
    if _is_part_of_name(around):
        return True
    if at >= 0 and (_NAMING.match(words[at].text) or is_named(words[at].text)) and not group.own_noun:
        return True
    while at >= 0 and (words[at].text in (",", "и", "или") or group_ending_at(around, at)):
        at -= 1
    before = words[at].text if at >= 0 else ""
    if (
        at >= 0
        and (_NAMING.match(before) or is_named(before))
        and (not group.own_noun or at < group.start - 1 or is_named(before))
    ):
        return True
    address = (
        group.start > 0 and words[group.start - 1].text == "," and any(one.rule == "address" for one in around.groups)
    )
    if address and (not group.head or group.lemma in _HOUSE_PARTS):
        return True
    return not group.head and at >= 0 and not words[at].is_mark and is_named_before(f"{before} ")


def _is_part_of_name(around: Surroundings) -> bool:
    """Tell whether a number is a part of a name: «к разъезду 82 Курылык» goes on behind it, «село Жыгылган 1» ends."""
    group, words = around.group, around.words
    if (
        group.start > 1
        and words[group.start - 1].capital
        and not group.head
        and around.next_word in ("", ".", ",", "!")
    ):
        return True  # «село Жыгылган 1»
    if not group.start or group.end >= len(words) or not words[group.end].capital:
        return False
    found = nouns(words[group.start - 1].text)
    return bool(found) and found[0].lemma in DESIGNATED | PLACES_WITH_NUMBERS


def _is_heading(around: Surroundings) -> bool:
    """Tell whether the number begins an entry of a list: «1. Не мусорить»."""
    group, words = around.group, around.words
    begins = group.start == 0 or words[group.start - 1].text in (".", ";", ":")
    return not group.head and begins and group.end < len(words) and words[group.end].text in (".", ")")
