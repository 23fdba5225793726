"""List the Kazakh reading rules in the order in which they are tried: the more special ones first."""

from __future__ import annotations

from zt_audio.language import impossible_dates
from zt_audio.language.kk import (
    abbreviations,
    addresses,
    dates,
    everyday_names,
    fractions,
    hyphened_numbers,
    initials,
    law,
    numbered_nouns,
    organisations,
    quantities,
    roman,
    signs,
    telephone_numbers,
    times,
)
from zt_audio.language.kk.sloppy import clipped_words, doubtful, unknown_abbreviations

RULES = (
    *telephone_numbers.EMERGENCY_RULES,
    *impossible_dates.DAY_RULES,
    *everyday_names.RULES,
    *doubtful.RULES,
    *telephone_numbers.RULES,
    *signs.SCORE_RULES,
    *impossible_dates.TIME_RULES,
    *dates.RULES,
    *quantities.MEASURE_RULES,
    *times.RULES,
    *law.RULES,
    *numbered_nouns.RULES,
    *addresses.RULES,
    *abbreviations.RULES,
    *fractions.RULES,
    *hyphened_numbers.RULES,
    *quantities.RULES,
    *roman.RULES,
    *initials.RULES,
    *organisations.RULES,
    *signs.RULES,
    *clipped_words.RULES,
    *unknown_abbreviations.RULES,
)

# Rules whose readings are guesses, each with what a native speaker should confirm. `check` warns of every reading by
# one of them until it is signed off; take a row out once the whole rule is confirmed.
GUESSING = {
    "listed-letter": "the name of the letter of an item in a list: бэ or бы",
}
