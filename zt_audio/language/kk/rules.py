"""List the Kazakh reading rules in the order in which they are tried: the more special ones first."""

from __future__ import annotations

from zt_audio.language.kk import (
    abbreviations,
    addresses,
    dates,
    everyday_names,
    fractions,
    initials,
    law,
    measures,
    number_lists,
    organisations,
    quantities,
    ranks,
    road_numbers,
    roman,
    signs,
    telephone_numbers,
    times,
    unknown_abbreviations,
)

RULES = (
    *everyday_names.RULES,
    *telephone_numbers.RULES,
    *signs.SCORE_RULES,
    *dates.RULES,
    *measures.RULES,
    *times.RULES,
    *law.RULES,
    *number_lists.RULES,
    *addresses.RULES,
    *ranks.RULES,
    *road_numbers.RULES,
    *abbreviations.RULES,
    *fractions.RULES,
    *quantities.RULES,
    *roman.RULES,
    *initials.RULES,
    *organisations.RULES,
    *signs.RULES,
    *unknown_abbreviations.RULES,
)
