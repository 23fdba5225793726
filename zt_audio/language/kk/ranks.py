"""Read ranks of police that are cut short: пол. майоры, аға лейт. Ахметов, полиция серж. Омаров, ген.-майор."""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context, Rule
from zt_audio.language.kk.endings import possessive
from zt_audio.language.kk.number_tokens import CAPITAL, SMALL
from zt_audio.language.tables import any_of

# Source: the ranks of the Law on Law-Enforcement Service, article 22.
_RANKS = {
    "серж.": "сержант",
    "лейт.": "лейтенант",
    "кап.": "капитан",
    "полк.": "полковник",
    "подполк.": "подполковник",
    "л-т": "лейтенант",
    "к-н": "капитан",
    "п-к": "полковник",
    "п/п-к": "подполковник",
    "п/полк.": "подполковник",
    "ген.": "генерал",
}
_WHOLE = ("сержант", "лейтенант", "капитан", "майор", "полковник", "подполковник", "генерал", "старшина")
_SERVICE_BEFORE = re.compile(
    r"(?:полиция(?:сының)?|пол\.|әділет|қызмет|қорғау|милиция)\s+(?:(?:аға|кіші)\s+)?$", re.IGNORECASE
)


def _say_rank(match: re.Match[str], context: Context) -> str:
    rank = _RANKS[match["rank"].lower()]
    owned = _SERVICE_BEFORE.search(context.text[max(0, context.start - 40) : context.start])
    return _as_written(match["rank"], possessive(rank) if owned else rank)


def _as_written(written: str, spoken: str) -> str:
    return spoken.capitalize() if written[0].isupper() else spoken


_FIRST = frozenset("слкпгСЛКПГ")
RULES = (
    # A rank that is cut short is read only right before a person: elsewhere its case is open, and it is refused.
    Rule("rank", re.compile(rf"(?P<rank>(?i:{any_of(_RANKS)}))(?=\s+{CAPITAL}(?:{SMALL}|\.))"), _say_rank, _FIRST),
    Rule(
        "general",
        re.compile(r"(?P<rank>ген\.)-(?P<second>(?:майор|лейтенант|полковник)\w*)", re.IGNORECASE),
        lambda match, _: f"{_as_written(match['rank'], 'генерал')}-{match['second']}",
        _FIRST,
    ),
    # «пол.» before a whole rank or a body is police; no other word of notices is cut so.
    Rule(
        "police",
        re.compile(
            rf"пол\.(?=\s?(?:(?:аға|кіші)\s)?(?:{any_of(_WHOLE)}|{any_of(_RANKS)}|бөлім|басқарма|департамент|қызметкер|пункт|учаске))",
            re.IGNORECASE,
        ),
        lambda match, _: _as_written(match.group(), "полиция"),
        _FIRST,
    ),
)
