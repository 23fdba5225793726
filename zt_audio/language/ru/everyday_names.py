"""Read names in Latin letters that everyone writes («SMS», «WhatsApp», «QR-код»); other Latin stays refused.

The built-in part of the lexicon. Staff's own entries come first. A native speaker should confirm each row; see
docs/native-review.md. The names do not decline here: «в Телеграм», as on signs and in notices.
"""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context, Rule
from zt_audio.language.ru.number_tokens import DASH
from zt_audio.language.tables import any_of

_NAMES = {
    "SMS": "эсэмэс",
    "СМС": "эсэмэс",
    "QR": "кью-ар",
    "WhatsApp": "ватсап",
    "Whatsapp": "ватсап",
    "eGov": "егов",
    "Egov": "егов",
    "EGOV": "егов",
    "Telegram": "телеграм",
    "Kaspi": "каспи",
    "COVID-19": "ковид девятнадцать",
    "Covid-19": "ковид девятнадцать",
    "COVID": "ковид",
    "5G": "пять джи",
    "4G": "четыре джи",
    "ТВ": "тэ-вэ",
    "ЖКХ": "жэ-ка-ха",
    "ЕНТ": "е-эн-тэ",
}
# Only before a hyphen: alone they are read as bodies and things in the case of the sentence.
_FIRST_PARTS = frozenset({"ТВ", "ЖКХ", "ЕНТ"})
_NAME = re.compile(
    rf"(?<![\w-])(?P<name>{any_of(_NAMES)})(?:(?P<hyphen>{DASH})(?P<word>[а-яё]{{2,}})|(?![\w@/-]|\.\w))"
)
_LORRY = re.compile(r"(?<![\w-])К(?:амАЗ|АМАЗ)(?P<ending>(?:а|у|ом|е|ы|ов|ам|ами|ах)?)(?![\w-])")  # declines as a noun


def _name(match: re.Match[str], _: Context) -> str | None:
    said = _NAMES[match["name"]]
    if match["word"]:
        return f"{said}-{match['word']}" if len(match["word"]) > len("код") - 1 else None
    return None if match["name"] in _FIRST_PARTS else said


def _lorry(match: re.Match[str], _: Context) -> str:
    return f"камаз{match['ending']}"


RULES = (
    Rule("name", _LORRY, _lorry, frozenset("К")),
    Rule("name", _NAME, _name, frozenset(name[0] for name in _NAMES)),)
