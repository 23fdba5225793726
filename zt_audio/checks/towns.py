"""A text in, the towns and districts of its region that it names out: each by one key in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from zt_audio.checks.figures import Value
from zt_audio.model import LANGS, Lang

# Key, then in each of LANGS the beginnings of the name and of its adjective, with a capital: the word «темір» is iron.
_TOWNS = (
    ("Ақтөбе", "Ақтөбе", "Актобе|Актюбинск"),
    ("Алға", r"Алға(?!\s*[,!])", r"Алг[аиуе]\b|Алгой\b|Алгинск"),  # «Алға!» is a call
    ("Хромтау", "Хромтау", "Хромтау"),
    ("Қандыағаш", "Қандыағаш", "Кандыагаш"),
    ("Ембі", "Ембі", "Эмб[аыуе]"),
    ("Шалқар", "Шалқар", "Шалкар"),
    ("Темір", "Темір", "Темир"),
    ("Жем", "Жем", "Жем(?!ч)"),
    ("Қобда", "Қобда", "Кобд|Хобд"),
    ("Ырғыз", "Ырғыз", "Иргиз"),
    ("Мәртөк", "Мәртөк", "Март[уо]к"),
    ("Қарғалы", "Қарғалы", "Каргал"),
    ("Байғанин", "Байғанин", "Байганин"),
    ("Ойыл", "Ойыл", "Уил"),
    ("Әйтеке би", "Әйтеке би", "Айтеке ?[Бб]и|Айтекебий"),
    ("Мұғалжар", "Мұғалжар", "Мугалжар"),
    ("Шұбарқұдық", "Шұбарқұдық", "Шубаркудук"),
    ("Астана", "Астана", "Астан"),
    ("Алматы", "Алматы", "Алмат"),
    ("Шымкент", "Шымкент", "Шымкент"),
    ("Атырау", "Атырау", "Атырау"),
    ("Ақтау", "Ақтау", "Актау"),
    ("Орал", "Орал", "Уральск|Орал"),
    ("Қостанай", "Қостанай", "Костана"),
    ("Қарағанды", "Қарағанды", "Караганд"),
    ("Қазақстан", "Қазақстан", "Казахстан"),
)
_ALL: Mapping[Lang, re.Pattern[str]] = {
    lang: re.compile(r"(?<!\w)(?:" + "|".join(f"({row[column]})" for row in _TOWNS) + r")\w*")
    for column, lang in enumerate(LANGS, start=1)
}


def towns(text: str, lang: Lang) -> Iterator[Value]:
    """Yield every town that `text` names."""
    for match in _ALL[lang].finditer(text):
        if match.lastindex:
            yield Value(_TOWNS[match.lastindex - 1][0], match.start(), match.group())
