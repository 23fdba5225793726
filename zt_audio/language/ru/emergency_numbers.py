"""Read the numbers of emergency services that are typed together: 101,102, 103/112. They are no decimals."""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context, Rule
from zt_audio.language.ru.numbers import cardinal
from zt_audio.language.tables import DIGITS

# Fire 101, police 102, ambulance 103, gas 104, city 109; 112 for all; help lines 111, 150: as notices name them.
_SERVICE = "(?:10[1-49]|11[12]|150)"

_CALLED = re.compile(r"(?:тел|звон|номер|служб)[а-яё]*[\s.:]+$", re.IGNORECASE)
_SIGHT = 20  # characters


def _together(match: re.Match[str], context: Context) -> str | None:
    """Say each number; with a slash only where a telephone is spoken of («тел. 103/112»): houses have one too."""
    if "/" in match.group() and not _CALLED.search(context.text[max(context.start - _SIGHT, 0) : context.start]):
        return None
    return ", ".join(cardinal(int(number)) for number in re.findall(r"\d+", match.group()))


RULES = (
    Rule(
        "emergency-numbers",
        re.compile(rf"(?<![\d,/-])(?<!\d\.){_SERVICE}(?:[,/]{_SERVICE}){{1,5}}(?![\d/-]|[.,]\d)"),
        _together,
        DIGITS,
    ),
)
