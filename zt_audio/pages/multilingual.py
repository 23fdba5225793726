"""Handle words that a driver reads: in every language at once, whatever the language of messages is."""

from __future__ import annotations

from collections.abc import Mapping

from zt_audio.model import LANGS

ByLanguage = Mapping[str, str]  # the same in each of LANGS, the state language first
NO_BREAK = "\u00a0"


def in_order(words: Mapping[str, str]) -> ByLanguage:
    """Return `words` in the order of LANGS. Raises KeyError where a language is missing."""
    return {lang: words[lang] for lang in LANGS}


def filled(words: ByLanguage, **facts: object) -> ByLanguage:
    """Return `words` with their slots filled; a fact by language fills each language with its own."""
    return {
        lang: text.format(**{name: fact[lang] if isinstance(fact, Mapping) else fact for name, fact in facts.items()})
        for lang, text in words.items()
    }


def one_line(words: ByLanguage) -> str:
    """Return all languages in one line; a text once where several read the same, as dates do."""
    return " / ".join(dict.fromkeys(words.values()))
