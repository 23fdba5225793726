"""The reading rules, in the order in which they are tried."""

from __future__ import annotations

from zt_audio.language.reading import Grammar
from zt_audio.language.ru import dates, phones, quantities, suffixes, times

GRAMMAR = Grammar((*phones.RULES, *dates.RULES, *times.RULES, *suffixes.RULES, *quantities.RULES))
