"""Read house numbers («12а», «56/2») and what is short before a number («д. 5», «кв. 12»)."""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Rule
from zt_audio.language.ru.addresses import BEFORE_NUMBER, WITHOUT_STOP
from zt_audio.language.ru.cases.clip_cases import asked_of
from zt_audio.language.ru.cases.left_text import NEAR, last_word
from zt_audio.language.ru.cases.noun_case import place_case
from zt_audio.language.ru.cases.right_context import head_forms
from zt_audio.language.ru.words.government import PREPOSITIONS, preposition_before
from zt_audio.language.ru.words.letters import LETTERS
from zt_audio.language.ru.words.morphology import is_noun, likeliest
from zt_audio.language.ru.words.number_tokens import DASH, SPACE, any_short
from zt_audio.language.ru.words.numbers import Case, cardinal, ordinal
from zt_audio.language.ru.words.phrases import declined
from zt_audio.language.tables import DIGITS, heads, word_set

# «12-е» is an ordinal, so no house has its letter е behind a hyphen.
# A small letter behind a space is a word where more follows: «каб. 7 к девяти», «д. 5 в 10:00».
_APART = rf"{SPACE}(?:[А-ЖК](?![\w.])|[а-жк](?=\s*(?:$|[,;:!?)])))"
_ENDS = r"\.(?:\s*$|\s+[А-ЯЁ])"  # «ул. Абая, 12а.»
HOUSE = (
    rf"(?P<number>\d{{1,4}})(?:(?P<letter>[а-жк](?![\w.])|[аб](?={_ENDS})|[А-ЖК](?!\w)|{_APART})|{SPACE}?[«\"](?P<quoted>[а-жкА-ЖК])[»\"]|{DASH}(?P<hyphened>(?i:[абвгджзклнопрстуфцчшэ]))(?!\w))?"
    rf"(?:{SPACE}?/{SPACE}?(?P<part>\d{{1,4}})(?P<part_letter>[а-жкА-ЖК])?)?(?![\w/])"
)
_STREET_BEFORE = re.compile(
    r"(?<!\w)(?:ул|пр|пр-к?т|просп|пер|мкр|б-р)\.?\s*(?:[А-ЯЁ]\.\s?){0,2}[А-ЯЁ][\w-]*(?:\s[А-ЯЁ]?[\w-]+)?\s+$"
)
_BUILDINGS = word_set(
    "этаж акимат здание школа поликлиника больница подъезд колледж институт центр"
)  # «2 этаж каб. 15»
_ROOMS = word_set("каб оф ауд пав бут")
_LAST_BODY = 30
_NAME_BEFORE = re.compile(r"(?<=\s)[А-ЯЁ][а-яё-]+,?\s+$")
_UP_TO = re.compile(
    rf"(?<!\w)[СсC]о?{SPACE}+(?:[а-яё]{{1,6}}\.?|дома){SPACE}*№?{SPACE}*\d[\w/]*{SPACE}+по{SPACE}+$"
)  # «с д. 93 по»


def _numbered(match: re.Match[str], context: Context) -> str | None:
    short = match["short"].lower()
    if not (match["stop"] or short in WITHOUT_STOP or "/" in short):
        return None
    if short == "к" and int(match["number"]) > _LAST_BODY:
        return None  # «к.216»: no house has so many bodies
    left = context.text[: match.start()]
    case = "acc" if _UP_TO.search(left) else _case(left, short)
    whither = "acc" in PREPOSITIONS.get(last_word(left), ()) and not head_forms(context.text[match.end() :])
    if short == "дом" and (whither or (case == "gen" and last_word(left) not in PREPOSITIONS)):
        case = "nom"  # the word is whole: «нет воды дом 5», «дворник в дом 17»
    mark = "номер " if match["mark"] else ""
    return f"{declined(BEFORE_NUMBER[short], case)} {mark}{house_words(match)}"


def _case(left: str, short: str) -> Case:
    """«у д. 5»; behind a street or a mark the house is a name: «ул. Абая д. 5», «бухгалтерия каб. 5»."""
    if listed := re.search(rf"(?:(?<!\w){short}\.?\s?№?\s?\d[\w/]*(?:,\s*|\s+и\s+))+$", left, re.IGNORECASE):
        left = left[: listed.start()]  # «по кв. 18, кв. 33 и кв. 71»
    word = last_word(left)
    named = (
        not word
        or word.startswith(("мкр", "микрорайон"))  # «в 12 мкр д. 25»
        or (likeliest(word).lemma in _BUILDINGS and not (short == "д" and word in ("подъезда", "подъезде")))
        or _NAME_BEFORE.search(left)
        or (word not in PREPOSITIONS and _STREET_BEFORE.search(left[-NEAR:]))
    )
    if named:
        return "nom"
    own = (word in PREPOSITIONS and word != "за") or (is_noun(word) and short not in _ROOMS)  # «дверь кв. 5»
    return place_case(left) if own else asked_of(left, "l", BEFORE_NUMBER[short])[0]


def _several(match: re.Match[str], context: Context) -> str | None:
    short = match["short"].lower()
    if not (match["stop"] or short in WITHOUT_STOP or "/" in short) or (match["to"] and match["more"]):
        return None
    if match["to"] and int(match["to"]) <= int(match["first"]):
        return None
    left = context.text[: match.start()]
    case = _case(left, short)
    noun = short if short == "дом" else declined(BEFORE_NUMBER[short], case, plural=True)  # «дом 3, 5 и 7»
    if match["to"] and BEFORE_NUMBER[short] == "*квартира":  # «кв. 1–36»: all of them, and not two
        first = ordinal(int(match["first"]), "gen", "f")
        return f"{noun} {preposition_before('с', first)} {first} по {ordinal(int(match['to']), 'acc', 'f')}"
    numbers = [cardinal(int(number)) for number in re.findall(r"\d+", match["first"] + match["more"])]
    last = cardinal(int(match["last"] or match["to"]))
    mark = "номера " if match["mark"] else ""
    return f"{noun} {mark}{', '.join(numbers)}{' и ' if match['last'] else ', '}{last}"


def house_words(match: re.Match[str]) -> str:
    number = match["number"]
    said = ["ноль"] * (len(number) - len(number.lstrip("0"))) + [cardinal(int(number))]  # «№04/215»
    if letter := match["letter"] or match["quoted"] or match["hyphened"]:
        said.append(LETTERS[letter.strip().lower()])
    if match["part"]:
        said += ["дробь", cardinal(int(match["part"]))]
    if match["part_letter"]:
        said.append(LETTERS[match["part_letter"].lower()])
    return " ".join(said)


def _alone(match: re.Match[str], _: Context) -> str | None:
    """Read «12а» and «56/2»; without a letter or a part it is a number like any other, and «12 а» goes on."""
    glued_letter = match["letter"] and match.group()[len(match["number"])] == match["letter"]
    return house_words(match) if glued_letter or match["quoted"] or match["hyphened"] or match["part"] else None


_FIRST = heads(BEFORE_NUMBER)
RULES = (
    # «каб. 305 и 306», «кв. 1–20»: the noun in the plural
    Rule(
        "house",
        re.compile(
            rf"(?<![\w-])(?P<short>(?i:{any_short(BEFORE_NUMBER)}))(?:(?P<stop>\.)|(?![\w.-])){SPACE}*(?P<mark>№{{1,2}}{SPACE}*)?"
            rf"(?P<first>\d{{1,4}})(?P<more>(?:,{SPACE}?\d{{1,4}}){{0,9}})(?:{SPACE}и{SPACE}(?P<last>\d{{1,4}})|{SPACE}?{DASH}{SPACE}?(?P<to>\d{{1,4}}))"
            rf"(?![\w/]|[.,:]\d|{DASH}|{SPACE}\d{{3}}(?!\d))"
        ),
        _several,
        _FIRST,
    ),
    Rule(
        "house",
        re.compile(
            rf"(?<![\w-])(?P<short>(?i:{any_short(BEFORE_NUMBER)}))(?:(?P<stop>\.)|(?![\w.-])){SPACE}*"
            rf"(?P<mark>№{SPACE}*)?{HOUSE}(?!{DASH}\d|\.\d|:\d)"
        ),
        _numbered,
        _FIRST,
    ),
)
ALONE_RULES = (
    # «Абая, 12г», but «250г» is a weight
    Rule("house", re.compile(rf"(?!(?<![а-яё],\s)\d+г){HOUSE}"), _alone, DIGITS),
)
