"""The reading rules, in the order in which they are tried."""

from __future__ import annotations

from zt_audio.language.reading import Grammar
from zt_audio.language.ru import (
    addresses,
    bodies,
    compounds,
    dates,
    fractions,
    houses,
    initials,
    law,
    phones,
    quantities,
    ranges,
    roman,
    shorthand,
    signs,
    suffixes,
    times,
    unread,
    weekdays,
    years,
)
from zt_audio.language.ru.entries import entry_form

GRAMMAR = Grammar(
    (
        *phones.RULES,
        *dates.RULES,
        *years.RULES,
        *times.RULES,
        *law.RULES,
        *shorthand.RULES,
        *signs.RULES,
        *weekdays.RULES,
        *fractions.RULES,
        *houses.RULES,
        *addresses.RULES,
        *compounds.RULES,
        *suffixes.RULES,
        *houses.ALONE_RULES,
        *ranges.RULES,
        *quantities.RULES,
        *roman.RULES,
        *bodies.RULES,
        *initials.RULES,
        *unread.RULES,
    ),
    entry=entry_form,
)
