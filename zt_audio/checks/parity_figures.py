"""A text in both languages in, what stands in the one and not in the other out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from zt_audio.checks.figures import Value, values
from zt_audio.checks.number_words import in_words
from zt_audio.model import LANGS, Lang, Problem

MIN_DIFFERENCE = 2  # sentences
MAX_DIFFERENCE = 0.4  # of the longer text

Find = Callable[[str, Lang], Iterable[Value]]


def one_sided_values(text: str, lang: Lang, other_text: str) -> Iterator[Problem]:
    """Yield `one-sided-value` at each number, time, phone or month of `text` that `other_text` lacks."""
    other = _other(lang)
    there = {value.value for value in values(other_text, other)}
    for value in _unique(values(text, lang)):
        if value.value not in there and not _is_spelt_out(value.value, other_text, other):
            yield Problem.warning("one-sided-value", value.offset, token=value.token, lang=lang, other=other)


def one_sided_names(
    text: str, lang: Lang, other_text: str, find: Find, hinted: Callable[[str, str, Lang], bool] | None = None
) -> Iterator[Problem]:
    """Yield `one-sided-name` at each name that `find` sees in `text` and not in `other_text`."""
    other = _other(lang)
    there = {value.value for value in find(other_text, other)}
    for value in _unique(find(text, lang)):
        if value.value not in there and not (hinted and hinted(value.value, other_text, other)):
            yield Problem.warning("one-sided-name", value.offset, token=value.token, lang=lang, other=other)


def differs_widely(count: int, other_count: int) -> bool:
    """Tell whether the numbers of sentences of two texts are too far apart for a translation."""
    difference = abs(count - other_count)
    return difference >= MIN_DIFFERENCE and difference > MAX_DIFFERENCE * max(count, other_count)


def _other(lang: Lang) -> Lang:
    return LANGS[1 - LANGS.index(lang)]


def _unique(found: Iterable[Value]) -> Iterator[Value]:
    seen: set[str] = set()
    for value in found:
        if value.value not in seen:
            seen.add(value.value)
            yield value


def _is_spelt_out(value: str, text: str, lang: Lang) -> bool:
    pattern = in_words(int(value), lang) if value.isdecimal() else None
    return bool(pattern and pattern.search(text))
