"""List the Kazakh reading rules in the order in which they are tried: the more special ones first."""

from __future__ import annotations

from zt_audio.language.kk import (
    abbreviations,
    addresses,
    dates,
    fractions,
    initials,
    latin_names,
    law,
    measures,
    ordinals,
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
    *latin_names.RULES,
    *telephone_numbers.RULES,
    *signs.SCORE_RULES,
    *dates.RULES,
    *measures.RULES,
    *times.RULES,
    *law.RULES,
    *ordinals.RULES,
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
