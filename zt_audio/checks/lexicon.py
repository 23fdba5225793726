"""The lexicon and all spoken texts in, the entries that do nothing or do a rule's work out. Remembered by key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from zt_audio.checks.entries import Effect, effect_of, heads
from zt_audio.checks.texts import Spoken
from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reader import ReadingCache
from zt_audio.language.sentences import paragraphs
from zt_audio.model import Lang, LexiconEntry, Problem
from zt_audio.store.records import key_of

_LOOKED_AT = 8  # uses of an entry: as a rule reads it in these, so it does in more


def lexicon_advice(
    lexicon: Mapping[Lang, Sequence[LexiconEntry]], said: Sequence[Spoken], cache: ReadingCache
) -> Iterator[Problem]:
    """Yield a warning at each entry that nothing uses, that is not needed, and that reads other than a rule would."""
    for lang, entries in lexicon.items():
        judge = _Judge(lang, entries, cache)
        texts = _by_place(text for text in said if text.lang == lang)
        for entry in entries:
            if problem := _problem(entry, judge.effect(entry, _uses(entry, texts)), lang):
                yield problem


def _by_place(said: Iterable[Spoken]) -> dict[str | None, list[str]]:
    """Return the paragraphs that are spoken at each place, and under None those that are spoken anywhere."""
    found: dict[str | None, list[str]] = {}
    for text in said:
        found.setdefault(text.place, []).extend(paragraph for _, paragraph in paragraphs(text.text.value))
    return found


def _uses(entry: LexiconEntry, texts: Mapping[str | None, Sequence[str]]) -> Iterator[tuple[str, str | None]]:
    """Yield paragraphs that may use `entry`, and the place of each."""
    beginnings = heads(entry.written)
    rarest = max(beginnings, key=len)  # most texts lack it
    for place in texts if entry.place is None else (entry.place,):
        for paragraph in texts.get(place, ()):
            if rarest in paragraph and all(head in paragraph for head in beginnings):
                yield paragraph, place


def _problem(entry: LexiconEntry, effect: Effect, lang: Lang) -> Problem | None:
    facts = {"written": entry.written, "spoken": entry.spoken, "rule": effect.rule, "said": effect.spoken, "lang": lang}
    slug = {"unused": "entry-unused", "same": "entry-not-needed", "other": "entry-over-rule"}.get(effect.verdict)
    return Problem(slug, entry.where, facts, "warning") if slug else None


class _Judge:
    """Judges the entries of one language; readings that it made before come from the cache."""

    def __init__(self, lang: Lang, entries: Sequence[LexiconEntry], cache: ReadingCache) -> None:
        self._lang, self._cache = lang, cache
        self._general = [entry for entry in entries if entry.place is None]
        self._specific: dict[str, list[LexiconEntry]] = {}
        for entry in entries:
            if entry.place is not None:
                self._specific.setdefault(entry.place, []).append(entry)
        self._general_key = key_of(*map(_facts, self._general))

    def effect(self, entry: LexiconEntry, uses: Iterable[tuple[str, str | None]]) -> Effect:
        """Return what `entry` does: what it is needed for in one place, else what it does where it is used first."""
        first = Effect("unused")
        looked_at = 0
        for paragraph, place in uses:
            effect = self._effect_in(entry, paragraph, place)
            if effect.verdict == "needed":
                return effect
            if effect.verdict != "unused":
                first = effect if first.verdict in ("unused", "same") else first
                looked_at += 1
            if looked_at == _LOOKED_AT:
                break
        return first

    def _effect_in(self, entry: LexiconEntry, paragraph: str, place: str | None) -> Effect:
        specific = self._specific.get(place, []) if place is not None else []
        key = key_of("entry", self._lang, self._general_key, *map(_facts, specific), _facts(entry), paragraph)
        known = self._cache.recall(key)
        if isinstance(known, list):
            return Effect(*known)
        # Those that the text does not have do nothing in it, and a large lexicon is slow to make.
        others = [other for other in (*self._general, *specific) if _may_use(other, paragraph)]
        without = [other for other in others if other is not entry]
        effect = effect_of(entry, paragraph, self._lang, Lexicon(others, place), Lexicon(without, place))
        self._cache.keep(key, [effect.verdict, effect.rule, effect.spoken])
        return effect


def _may_use(entry: LexiconEntry, paragraph: str) -> bool:
    return all(head in paragraph for head in heads(entry.written))


def _facts(entry: LexiconEntry) -> list[object]:
    return [entry.written, entry.spoken, dict(entry.forms), entry.place]
