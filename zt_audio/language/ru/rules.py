"""The reading rules, in the order in which they are tried."""

from __future__ import annotations

from zt_audio.language.reading import Grammar
from zt_audio.language.ru import (
    addresses,
    bodies,
    dates,
    initials,
    law,
    phones,
    quantities,
    roman,
    shorthand,
    suffixes,
    times,
    unread,
)

GRAMMAR = Grammar(
    (
        *phones.RULES,
        *dates.RULES,
        *times.RULES,
        *law.RULES,
        *shorthand.RULES,
        *addresses.RULES,
        *suffixes.RULES,
        *addresses.HOUSE_RULES,
        *quantities.RULES,
        *roman.RULES,
        *bodies.RULES,
        *initials.RULES,
        *unread.RULES,
    )
)
