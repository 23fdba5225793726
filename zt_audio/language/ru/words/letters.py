"""Read capital letters by their names: «корпус Б», «5 А», «гепатит В»; abbreviations letter by letter: «ПЦР», «ВЛ-10».

A letter that two alphabets have is said as in the one that is meant: vitamins, hepatitis and driving licences have
Latin letters, houses and classes Russian ones. Where neither is sure the letter is refused; at the beginning of a
sentence it is a word («А вы?», «В городе …»). Letters decline in no case, so abbreviations are right in any place of a
sentence. Source of the names: Русская грамматика (1980), vol. 1.
"""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Rule, Unread
from zt_audio.language.tables import any_of, heads, word_list

# The letters of houses and classes
LETTERS = {
    "а": "а",
    "б": "бэ",
    "в": "вэ",
    "г": "гэ",
    "д": "дэ",
    "е": "е",
    "ж": "жэ",
    "з": "зэ",
    "к": "ка",
    "л": "эль",
    "н": "эн",
    "о": "о",
    "п": "пэ",
    "р": "эр",
    "с": "эс",
    "т": "тэ",
    "у": "у",
    "ф": "эф",
    "ц": "цэ",
    "ч": "че",
    "ш": "ша",
    "э": "э",
}
RUSSIAN_LETTERS = {**LETTERS, "и": "и", "й": "и краткое", "м": "эм", "х": "ха", "щ": "ща", "ю": "ю", "я": "я"}
# As doctors and drivers say them, typed in either alphabet.
_LATIN_LETTERS = {
    **dict.fromkeys("AА", "а"),
    **dict.fromkeys("BВ", "бэ"),
    **dict.fromkeys("CС", "цэ"),
    "D": "дэ",
    **dict.fromkeys("EЕ", "е"),
    **dict.fromkeys("KК", "ка"),
}
# Beginnings of nouns that a letter names, and the alphabet of the letter.
_RUSSIAN = "|".join(
    word_list(
        "корпус блок подъезд секци литер дом строени вход класс групп сектор зон зал площадк ряд очеред квартал "
        "павильон участ этап пункт вариант план лини терминал смен подгрупп крыл"
    )
)
_LATIN = "|".join(word_list("витамин гепатит грипп"))
_LICENCE = re.compile(r"водител|прав[ао]?\b|удостоверен|автошкол|транспорт|автомоб|вожден|машин", re.IGNORECASE)
_LETTER = r"(?:[«\"„“](?P<quoted>[А-ЯЁA-EK])[»\"“”]|(?P<letter>[А-ЯЁA-EK])(?!\w|\.\s*[^\s]))"
_LISTED = r"(?:[«\"„“]?[А-ЯЁA-EK][»\"“”]?(?:,|\s+и|\s+или)\s+)*"
_NAMING = re.compile(rf"(?<!\w)(?P<noun>(?i:{_RUSSIAN}|{_LATIN}|категори|кат\.))[а-яё]{{0,3}}(?:\s+типа)?\s+{_LISTED}$")
_AFTER_NUMBER = re.compile(r"(?<![\d.])(?<!\d,)\d{1,3}\s$")
_IN_ADDRESS = re.compile(
    r"(?<!\w)(?:ул|пр|пр-к?т|пер|мкр|д|дом\w*|улиц\w+|проспект\w*|переул\w+)\.?\s[^.!?:;]{0,40}$", re.IGNORECASE
)
_AFTER_ORDINAL = re.compile(r"\d-(?:й|го|му|м|ом|е|х)\s$")  # «5-й «А»»
# A small letter or a comma before it: the sentence goes on, and what is no preposition before a word is a name.
_IN_SENTENCE = re.compile(r"[а-яё],?\s+$")
_WORD_BEHIND = re.compile(r"\s+[а-яё]")
_SIGHT = 60  # characters
_SPELT = word_list(
    "ПЦР МРТ КТ ЭКГ ЭЭГ ДНК РНК ВПЧ АКДС ДЦП НДС НДФЛ ИПН КПН ЭСФ ВЛ КЛ ТП РП ПС КТП ГРП ГРПШ ГРС КНС ЦТП АКПП "
    "ОСМС ГОБМП ПМСП АСП ФСМС ЕНПФ МСЭ ИЖС ГСМ БПЛА ПДК СНТ ФИО ДВС СУГ ГБО КТЖ ОРВИ ОГПО ДСП ЖБИ СССР ПВХ ТВ "
    # settlements of the classifier are named after these
    "ЛСП ЛТО ЛДПС ЛХПП ПМК РСУ ДСУ МТС АТК ГКС КФК КГТПИ УНГБ СТФ АБЗ ПХЦ ТПБ"
)
_AMONG_OTHERS = {**RUSSIAN_LETTERS, "л": "эл"}  # among other letters: «вэ-эл»
# «в ЦОНе», «2 ФАПа»: they decline as nouns.
_WORDS = word_list("ФАП ЦОН ЗАГС РАГС ОМОН СОБР ВУЗ ТЮЗ ЧОП ГОСТ УАЗ ГАЗ ВАЗ МРОТ ЦУМ ГУМ НИШ")
INITIALISM_RULES = (
    Rule(
        "letters",
        re.compile(rf"(?<![\w.-])(?P<short>{any_of(_SPELT)})(?!\w|-[^\d])"),
        lambda match, _: "-".join(_AMONG_OTHERS[letter.lower()] for letter in match["short"]),
        heads(_SPELT),
    ),
    Rule(
        "said-as-word",
        re.compile(rf"(?<![\w-])(?P<word>{any_of(_WORDS)})(?P<ending>а|у|ом|е|ы|ов|ам|ами|ах)(?!\w|-)"),
        lambda match, _: match["word"].lower() + match["ending"],
        heads(_WORDS),
    ),
)


def letter_names(letters: str) -> str:
    """Return the names of `letters`; "" where one has none."""
    single = re.findall(r"\w", letters.lower())
    names = [(_AMONG_OTHERS if len(single) > 1 else RUSSIAN_LETTERS).get(letter, "") for letter in single]
    return " ".join(names) if all(names) else ""


def _letter(match: re.Match[str], context: Context) -> str | Unread | None:
    left = context.text[max(context.start - _SIGHT, 0) : context.start]
    letter = match["quoted"] or match["letter"]
    named = _NAMING.search(left)
    if named and letter != "Я":
        return _named(named["noun"].lower(), letter, context)
    housed = _AFTER_NUMBER.search(left) and _IN_ADDRESS.search(left)
    if (housed or _AFTER_ORDINAL.search(left)) and letter.lower() in RUSSIAN_LETTERS:
        return RUSSIAN_LETTERS[letter.lower()]
    goes_on = _IN_SENTENCE.search(left) and not _WORD_BEHIND.match(context.text, context.end)
    doubtful = letter != "Я" and (match["quoted"] or _AFTER_NUMBER.search(left) or goes_on)
    return Unread("abbreviation-unknown") if doubtful else None


def _named(noun: str, letter: str, context: Context) -> str | Unread | None:
    if noun.startswith("кат"):
        near = context.text[max(context.start - _SIGHT, 0) : context.end + _SIGHT]
        said = _LATIN_LETTERS.get(letter) if _LICENCE.search(near) or letter in "ABCDEА" else None
        return said or Unread("abbreviation-unknown")
    if noun in _LATIN.split("|"):
        return _LATIN_LETTERS.get(letter) or Unread("abbreviation-unknown")
    return RUSSIAN_LETTERS.get(letter.lower()) or Unread("abbreviation-unknown")


RULES = (
    Rule(
        "letter",
        re.compile(rf"(?<![\w.-]){_LETTER}(?![-/])"),
        _letter,
        frozenset('АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЭЮЯABCDEK«"„“'),
    ),
)
