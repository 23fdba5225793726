"""The reading rules, in the order in which they are tried."""

from __future__ import annotations

from zt_audio.language.reading import Grammar

GRAMMAR = Grammar(())
