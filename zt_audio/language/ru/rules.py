"""List the Russian reading rules in the order in which they are tried: the more special ones first."""

from __future__ import annotations

from zt_audio.language.ru import (
    abbreviations,
    addresses,
    compounds,
    dates,
    fractions,
    houses,
    initials,
    law,
    organisations,
    quantities,
    ranges,
    roman,
    signs,
    suffixes,
    telephone_numbers,
    times,
    unknown_abbreviations,
    weekdays,
    years,
)

RULES = (
    *telephone_numbers.RULES,
    *dates.RULES,
    *years.RULES,
    *times.RULES,
    *law.RULES,
    *abbreviations.RULES,
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
    *organisations.RULES,
    *initials.RULES,
    *unknown_abbreviations.RULES,
)
