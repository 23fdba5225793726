"""Read names in Latin letters that everyone writes («SMS», «WhatsApp», «QR-код»); other Latin stays refused.

The built-in part of the lexicon. Staff's own entries come first. A native speaker should confirm each row; see
docs/native-review.md. The names do not decline here: «в Телеграм», as on signs and in notices.
"""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context, Rule
from zt_audio.language.ru.number_tokens import DASH
from zt_audio.language.tables import any_of, heads

_NAMES = {
    "sms": "эсэмэс",
    "смс": "эсэмэс",
    "qr": "кью-ар",
    "whatsapp": "ватсап",
    "egov.kz": "егов точка кей-зет",
    "egov": "егов",
    "call": "колл",
    "ikomek": "айкомек",
    "telegram": "телеграм",
    "kaspi": "каспи",
    "covid-19": "ковид девятнадцать",
    "covid": "ковид",
    "sim": "сим",
    "pin": "пин",
    "cvv": "си-ви-ви",
    "vip": "вип",
    "olx": "о-эл-икс",
    "wi-fi": "вай-фай",
    "wifi": "вай-фай",
    "usb": "ю-эс-би",
    "gps": "джи-пи-эс",
    "it": "ай-ти",
    "instagram": "инстаграм",
    "youtube": "ютуб",
    "facebook": "фейсбук",
    "google": "гугл",
    "5g": "пять джи",
    "4g": "четыре джи",
}
# Only before a hyphen: alone they are read as bodies and things in the case of the sentence.
_FIRST_PARTS = {"ТВ": "тэ-вэ", "ЖКХ": "жэ-ка-ха", "ЕНТ": "е-эн-тэ"}


def _name(match: re.Match[str], _: Context) -> str:
    if match["first"]:
        return f"{_FIRST_PARTS[match['first']]}-{match['behind']}"
    said = _NAMES[match["name"].lower()]
    return f"{said}-{match['word']}" if match["word"] else said


RULES = (
    # declines as a noun
    Rule(
        "name",
        re.compile(r"(?<![\w-])К(?:амАЗ|АМАЗ)(?P<ending>(?:а|у|ом|е|ы|ов|ам|ами|ах)?)(?![\w-])"),
        lambda match, _: f"камаз{match['ending']}",
        frozenset("К"),
    ),
    Rule(
        "latin-name",
        re.compile(
            rf"(?<![\w.@/-])(?:(?P<name>(?i:{any_of(_NAMES)}))(?:{DASH}(?P<word>[а-яё]{{3,}})|(?![\w@/-]|\.\w))"
            rf"|(?P<first>{any_of(_FIRST_PARTS)}){DASH}(?P<behind>[а-яё]{{3,}}))(?!\w)"
        ),
        _name,
        heads((*_NAMES, *_FIRST_PARTS)),
    ),
)
