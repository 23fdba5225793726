"""The reading rules, in the order in which they are tried."""

from __future__ import annotations

from zt_audio.language.reading import Grammar
from zt_audio.language.ru import abbreviations as shorthand
from zt_audio.language.ru import (
    addresses,
    compounds,
    dates,
    fractions,
    houses,
    initials,
    law,
    quantities,
    ranges,
    roman,
    signs,
    suffixes,
    times,
    weekdays,
    years,
)
from zt_audio.language.ru import organisations as bodies
from zt_audio.language.ru import telephone_numbers as phones
from zt_audio.language.ru import unknown_abbreviations as unread
from zt_audio.language.ru.lexicon_entries import entry_form

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
