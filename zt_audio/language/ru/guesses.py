"""Read what is always a guess: names in Latin letters, and words that mean two things by their stress.

`check` warns of every reading by one of these rules until it is signed off; take a row out of GUESSING once the whole
rule is confirmed. See docs/native-review.md.
"""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Guess, Rule
from zt_audio.language.ru.words.number_tokens import DASH
from zt_audio.language.tables import any_of, heads, word_list, word_set

GUESSING = {
    "homograph": "which of two words is meant that differ in their stress alone",
}
_LATIN_NAMES = {
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
    "zoom": "зум",
    "visa": "виза",
    "mastercard": "мастеркард",
    "toyota": "тойота",
    "camry": "камри",
    "beeline": "билайн",
    "kcell": "кселл",
    "damumed": "дамумед",
    "samsung": "самсунг",
    "iphone": "айфон",
    "hyundai": "хёндай",
    "nissan": "ниссан",
    "lada": "лада",
    "halyk": "халык",
    "5g": "пять джи",
    "4g": "четыре джи",
}
# Announcers differ: «эсэмэс» or «эс-эм-эс»
_SAID_OTHERWISE = word_set("sms смс egov.kz call covid covid-19")
# Only before a hyphen: alone they are read as bodies and things in the case of the sentence.
_FIRST_PARTS = {"ТВ": "тэ-вэ", "ЖКХ": "жэ-ка-ха", "ЕНТ": "е-эн-тэ"}
_HOMOGRAPHS = (
    *word_list("замок замка замку замком замке замки замков замкам замками замках"),  # on a door; of a khan
    *word_list("мука муки муку мукой муке"),  # flour; torment
    *word_list("атлас атласа атласом"),  # of maps; cloth
    *word_list("кружки кружков кружкам"),  # clubs of children; mugs
    *word_list(
        "засыпать засыпает засыпают отрезать насыпать вырезать"
    ),  # to fall asleep; to fill in: perfective or not
    *word_list("хлопок хлопка хлопком"),  # a bang of gas; cotton
    *word_list("трусит парить вести"),
)
_EITHER_CASE = "|".join(rf"[{word[0].upper()}{word[0]}]{word[1:]}" for word in any_of(_HOMOGRAPHS).split("|"))
HOMOGRAPH_RULES = (
    Rule(
        "homograph",
        re.compile(rf"(?<![\w-])(?:{_EITHER_CASE})(?![\w\u0301-])"),
        lambda match, _context: Guess(match.group()),
        heads(_HOMOGRAPHS),
    ),
)


def _latin_name(match: re.Match[str], _: Context) -> str | Guess:
    if match["first"]:
        return f"{_FIRST_PARTS[match['first']]}-{match['behind']}"
    said = _LATIN_NAMES[match["name"].lower()]
    said = f"{said}-{match['word']}" if match["word"] else said
    return Guess(said) if match["name"].lower() in _SAID_OTHERWISE else said


LATIN_RULES = (
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
            rf"(?<![\w.@/-])(?:(?P<name>(?i:{any_of(_LATIN_NAMES)}))(?:{DASH}(?P<word>[а-яё]{{3,}})|(?![\w@/-]|\.\w))"
            rf"|(?P<first>{any_of(_FIRST_PARTS)}){DASH}(?P<behind>[а-яё]{{3,}}))(?!\w)"
        ),
        _latin_name,
        heads((*_LATIN_NAMES, *_FIRST_PARTS)),
    ),
)
