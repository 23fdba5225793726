"""Read the numbers of emergency services that are typed together: 101,102, 101,102,103. They are no decimals."""

from __future__ import annotations

import re

from zt_audio.language.grammar import Rule
from zt_audio.language.ru.numbers import cardinal
from zt_audio.language.tables import DIGITS

# Fire 101, police 102, ambulance 103, gas 104, city 109; 112 for all; help lines 111, 150: as notices name them.
_SERVICE = "(?:10[1-49]|11[12]|150)"
_TOGETHER = re.compile(rf"(?<![\d.,/-]){_SERVICE}(?:,{_SERVICE}){{1,5}}(?![\d/-]|[.,]\d)")

RULES = (
    Rule(
        "emergency-numbers",
        _TOGETHER,
        lambda match, _context: ", ".join(cardinal(int(number)) for number in re.findall(r"\d+", match.group())),
        DIGITS,
    ),
)
