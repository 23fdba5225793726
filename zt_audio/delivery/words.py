"""Words that a driver reads: always in both languages, whatever the language of the program is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Both:
    """The same in Kazakh and in Russian."""

    kk: str
    ru: str

    def filled(self, **facts: object) -> Both:
        """Return both with their slots filled."""
        return Both(self.kk.format(**facts), self.ru.format(**facts))

    @property
    def line(self) -> str:
        """Both in one line, the state language first; once where they read the same, as dates do."""
        return self.kk if self.kk == self.ru else f"{self.kk} / {self.ru}"
