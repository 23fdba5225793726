"""The checks of a text take time in proportion to its length.

CPU times of two sizes are compared, never a wall time.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from zt_audio.checks.parity import figures_in
from zt_audio.checks.texts import text_warnings
from zt_audio.language.cleaner import clean_text
from zt_audio.language.foreign_words import foreign_word
from zt_audio.language.homoglyphs import latin_letters
from zt_audio.language.sentences import paragraphs
from zt_audio.model import LANGS, Lang

CHECKS: dict[str, Callable[[str, Lang], object]] = {
    "warnings": lambda text, lang: list(text_warnings(text, lang, is_label=False)),
    "latin": lambda text, lang: list(latin_letters(text, lang)),
    "foreign": foreign_word,
    "clean": clean_text,
    "figures": lambda text, lang: list(figures_in(text, lang)),
    "paragraphs": lambda text, _lang: list(paragraphs(text)),
}
PATTERNS = (
    " ",
    "\t",
    "\n",
    "\n ",
    "1)",
    "а) ",
    "«",
    "«а",
    "»",
    "(",
    "ул. ",
    "Слово. ",
    "а ",
    "а",
    "a ",
    "аa",
    "аa ",
    "1 000 ",
    "8 (",
)


def cpu_s(check: Callable[[str, Lang], object], text: str, lang: Lang) -> float:
    began = time.process_time()
    check(text, lang)
    return time.process_time() - began


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", CHECKS)
@pytest.mark.parametrize("pattern", PATTERNS)
def test_repeated_input_takes_linear_time(lang: Lang, name: str, pattern: str) -> None:
    small, large = ("а" + (pattern * size)[:size] + "б" for size in (5_000, 20_000))
    check = CHECKS[name]
    base = min(cpu_s(check, small, lang) for _ in range(2))
    # Four times the text: eight times the time allows for noise, quadratic would be sixteen.
    assert min(cpu_s(check, large, lang) for _ in range(2)) <= 8 * max(base, 0.02)
