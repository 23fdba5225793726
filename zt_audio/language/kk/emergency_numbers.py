"""Read the numbers of emergency services that are typed together: 101,102, 101,102,103-ке. They are no decimals."""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context, Rule
from zt_audio.language.kk.numbers import kazakh_cardinal
from zt_audio.language.kk.suffixes import SUFFIX, attach, suffix_of
from zt_audio.language.tables import DIGITS

# Fire 101, police 102, ambulance 103, gas 104, city 109; 112 for all; help lines 111, 150: as notices name them.
_SERVICE = "(?:10[1-49]|11[12]|150)"


def _say(match: re.Match[str], _context: Context) -> str:
    numbers = [kazakh_cardinal(int(number)) for number in re.findall(r"\d+", match["all"])]
    return ", ".join([*numbers[:-1], attach(numbers[-1], suffix_of(match))])


RULES = (
    Rule(
        "emergency-numbers",
        re.compile(rf"(?<![\d.,/-])(?P<all>{_SERVICE}(?:,{_SERVICE}){{1,5}})(?:{SUFFIX})?(?![\d/-]|[.,]\d)"),
        _say,
        DIGITS,
    ),
    # «102-полиция» names the service behind the number: no ordinal, though a hyphen stands where a dash should.
    Rule(
        "emergency-numbers",
        re.compile(
            rf"(?<![\w./-])(?<!\d,)(?P<number>{_SERVICE})[-‑–](?=(?:полиц|өрт|жедел|құтқару|авариял|апатт|газ|бірыңғай|анықтама|сенім|орталы[қғ]|қызмет|нөмір|арна|пульт))"
        ),
        lambda match, _: f"{kazakh_cardinal(int(match['number']))}, ",
        DIGITS,
    ),
)
