"""List the Kazakh reading rules in the order in which they are tried: the more special ones first."""

from __future__ import annotations

from zt_audio.language.kk import (
    abbreviations,
    addresses,
    dates,
    fractions,
    initials,
    law,
    measures,
    organisations,
    quantities,
    roman,
    signs,
    telephone_numbers,
    times,
    unknown_abbreviations,
)

RULES = (
    *telephone_numbers.RULES,
    *dates.RULES,
    *measures.RULES,
    *times.RULES,
    *law.RULES,
    *addresses.RULES,
    *abbreviations.RULES,
    *fractions.RULES,
    *quantities.RULES,
    *roman.RULES,
    *initials.RULES,
    *organisations.RULES,
    *signs.RULES,
    *unknown_abbreviations.RULES,
)
