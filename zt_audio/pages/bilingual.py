"""Words that a driver reads: always in both languages, whatever the language of the program is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Both:
    """The same in Kazakh and in Russian."""

    kk: str
    ru: str

    def filled(self, **facts: object) -> Both:
        """Return both with their slots filled; a fact that is Both fills each language with its own."""
        return Both(self.kk.format(**_of("kk", facts)), self.ru.format(**_of("ru", facts)))

    @property
    def line(self) -> str:
        """Both in one line, the state language first; once where they read the same, as dates do."""
        return self.kk if self.kk == self.ru else f"{self.kk} / {self.ru}"


def listed(many: Iterable[Both]) -> Both:
    """Return all of `many` in one line for each language: titles have commas of their own."""
    kk, ru = zip(*((both.kk, both.ru) for both in many), strict=True)
    return Both("\u00a0· ".join(kk), "\u00a0· ".join(ru))  # no line begins with the dot


def _of(lang: str, facts: Mapping[str, object]) -> dict[str, object]:
    return {name: getattr(fact, lang) if isinstance(fact, Both) else fact for name, fact in facts.items()}
