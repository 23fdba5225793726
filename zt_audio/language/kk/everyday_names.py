"""Read the few names and signs that everyone writes in Latin letters: SMS, QR, WhatsApp, eGov, COVID-19, 5G.

This is the built-in lexicon of such names; all other Latin stays unread until a project teaches it. How each is said
is what announcers say, not a rule of the language: docs/native-review.md asks a native speaker about every row.
"""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Guess, Rule
from zt_audio.language.kk import LANGUAGE
from zt_audio.language.kk.forms import letter_name
from zt_audio.language.kk.number_tokens import SMALL, WORD, is_noun
from zt_audio.language.kk.suffixes import SUFFIX, attach, suffix_of
from zt_audio.language.tables import any_of

SAID_AS_WORDS = ("оси", "узи", "цон", "гаи", "лор", "рэс", "рэо", "камаз", "белаз", "краз")
_NAMES = {
    "sms": "эс эм эс",
    "смс": "эс эм эс",
    "qr": "кью ар",
    "whatsapp": "уатсап",
    "egov": "егов",
    "kamaz": "камаз",
    "enbek.kz": "еңбек нүкте кей зет",
    "telegram": "телеграм",
    "kaspi": "каспи",
    "covid-19": "ковид он тоғыз",
    "covid": "ковид",
    "sim": "сим",
    "pin": "пин",
    "cvv": "си ви ви",
    "vip": "вип",
    "olx": "о эл икс",
    "wi-fi": "вай фай",
    "wifi": "вай фай",
    "usb": "ю эс би",
    "gps": "джи пи эс",
    "instagram": "инстаграм",
    "youtube": "ютуб",
    "facebook": "фейсбук",
    "google": "гугл",
    "egov.kz": "егов нүкте кей зет",
    "zoom": "зум",
    "iphone": "айфон",
    "samsung": "самсунг",
    "xiaomi": "сяоми",
    "redmi": "редми",
    "huawei": "хуавей",
    "toyota": "тойота",
    "hyundai": "хёндай",
    "kia": "киа",
    "lada": "лада",
    "nissan": "ниссан",
    "chevrolet": "шевроле",
    "mercedes": "мерседес",
    "bmw": "бэ эм вэ",
    "lexus": "лексус",
    "gold": "голд",
    "online": "онлайн",
    "tiktok": "тикток",
    "halyk": "халық",
    "mega": "мега",
    "экг": "э ка гэ",
    "ээг": "э э гэ",
    "мрт": "эм эр тэ",
    **{name: name for name in SAID_AS_WORDS},
    "3d": "үш дэ",
    "5g": "бес джи",
    "4g": "төрт джи",
}


_LETTER = f"(?:{any_of({letter_name(letter) for letter in LANGUAGE.alphabet} | {'эль', 'цэ', 'зет'})})"


def _say_name(match: re.Match[str], _context: Context) -> str | Guess | None:
    name, tail = match["name"].lower(), match["tail"]
    back = name[-1] == "и" and re.search("[аы]", match["suffix"] or "")  # «УЗИға» and «УЗИге»: и goes with both
    whole = f"{name}{attach('а', suffix_of(match))[1:]}" if back else attach(_NAMES[name], suffix_of(match))
    said = f"{_NAMES[name]} {tail}" if tail else whole
    if tail and (name == "3d" or not is_noun(tail)):  # SMS-хабарлама
        return None
    return Guess(said) if "." in name else said  # of an address other names are said, too


RULES = (
    # «345 ка эм а 04», «эф эл гэ»: letters by their names, and no suffixes or words that are cut short
    Rule(
        "letter-names",
        re.compile(
            rf"(?=(?:\w{{1,3}} )*(?:\w?э|зет)){_LETTER}(?: {_LETTER})+(?:[ғгқк][ае]|[дт][ае]н?|[ндт][ыі]ң)?(?![\w-])"
            rf"|{_LETTER}(?=(?:,? \w+){{0,3}} (?:дәрумен|витамин|санат))"
            rf"|(?:(?<=дәрумені )|(?<=итамин )){_LETTER}(?![\w-])"
        ),
        lambda match, _: match.group(),
        frozenset(LANGUAGE.alphabet),
    ),
    # Capitals only: «смс» in small letters has no vowel and is refused elsewhere.
    Rule(
        "latin-name",
        re.compile(
            rf"(?<![\w.@/-])(?P<name>{any_of(_NAMES)})(?:{SUFFIX}|[-‑–](?P<tail>{WORD}))?(?![\w@/‑]|[-–.]\w)",
            re.IGNORECASE,
        ),
        _say_name,
        frozenset("".join(_NAMES) + "".join(_NAMES).upper()) - frozenset("-012678 9"),
    ),
    # Everyone writes it so, and says колл-орталық.
    Rule(
        "latin-name",
        re.compile(rf"(?P<call>[Cc])all[-‑–](?P<centre>орталы[қғ]{SMALL}*)(?!\w)"),
        lambda match, _: f"{'Колл' if match['call'] == 'C' else 'колл'}-{match['centre']}",
        frozenset("Cc"),
    ),
)
