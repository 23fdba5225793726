"""Find the lexicon entry that stands at a position of a text: the longest one wins."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from zt_audio.language import late_re as re
from zt_audio.language.typography import uniform
from zt_audio.model import LexiconEntry

STRESS = "\u0301"
_INITIALS = r"(?:[^\W\d_]\.\s?)"
_PERSON = re.compile(rf"(?P<before>{_INITIALS}*)(?P<surname>[^\W\d_]{{2,}}(?:-\w+)?)(?P<behind>(?:\s?{_INITIALS})*)")
_WORD_CHAR = rf"\w{STRESS}"


class Lexicon:
    """The lexicon of a place: its own entries come before the general ones."""

    def __init__(self, entries: Iterable[LexiconEntry] = (), place: str | None = None) -> None:
        usable = [_uniform(entry) for entry in entries if entry.place is None or entry.place == place]
        usable.sort(key=lambda entry: (-len(entry.written), entry.place is None))
        self._by_written: dict[str, LexiconEntry] = {}
        for entry in usable:
            self._by_written.setdefault(entry.written, entry)
        persons = ((entry, match) for entry in reversed(usable) if (match := _PERSON.fullmatch(entry.written)))
        self._people = {(_letters(m["before"] + m["behind"]), m["surname"]): entry for entry, m in persons}
        self._pattern = _whole_words(self._by_written) if self._by_written else None

    def find(self, text: str, pos: int) -> LexiconEntry | None:
        """Return the longest entry that stands at `pos` of `text` as whole words, or None."""
        match = self._pattern.match(text, pos) if self._pattern else None
        return self._by_written[match.group()] if match else None

    def person(self, initials: str, surname: str) -> LexiconEntry | None:
        """Return the entry of a person, whether it has the initials before or behind the surname, or with spaces."""
        return self._people.get((_letters(initials), surname))

    @property
    def written(self) -> Collection[str]:
        """Return what the entries read."""
        return self._by_written.keys()


def _letters(initials: str) -> str:
    return re.sub(r"[.\s]", "", initials)


def _whole_words(written: Iterable[str]) -> re.Pattern[str]:
    """Match any of `written` as whole words: no letter may follow at either end (a full stop does not end a word)."""
    parts = []
    for word in written:
        before = rf"(?<![{_WORD_CHAR}])" if re.match(r"\w", word) else ""
        after = rf"(?![{_WORD_CHAR}])" if re.search(rf"[{_WORD_CHAR}]$", word) else ""
        parts.append(before + re.escape(word) + after)
    return re.compile("|".join(parts))


def _uniform(entry: LexiconEntry) -> LexiconEntry:
    """Return `entry` itself, or as texts are made before they are read: «рук.Ахметов» gets a space."""
    written, _places = uniform(entry.written)
    return entry if written == entry.written else replace(entry, written=written)
