"""Type the numbers of messages as the rules know them: 5кв is 5-пәтер, 3каб-те is 3-кабинетте.

A message has no full stop at its end, and its writer leaves hyphens out: 9 пәтер is the ninth flat.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from zt_audio.language import late_re as re
from zt_audio.language.kk.addresses import placed_room
from zt_audio.language.kk.dates import DAY, MONTH, MONTHS
from zt_audio.language.kk.endings import plural, possessive, with_case
from zt_audio.language.kk.forms import letter_name
from zt_audio.language.kk.number_tokens import CAPITAL, SMALL, is_message
from zt_audio.language.kk.numbered_nouns import bears_number, counts_parts
from zt_audio.language.kk.numbers import digits_in_groups, kazakh_cardinal, kazakh_ordinal
from zt_audio.language.kk.sloppy.clipped_words import CUT_NOUNS, CUT_WORDS, ORDERED_CUTS
from zt_audio.language.kk.sloppy.doubtful import NO_SUFFIXES
from zt_audio.language.kk.sloppy.known_words import is_unknown
from zt_audio.language.kk.sloppy.message_dates import (
    ALONE,
    CASE_ENDING,
    CUT_MONTHS,
    DATE_ROWS,
    DATE_ROWS_OF_MESSAGES,
    RUSSIAN_MONTHS,
    NumberRow,
    case_behind,
    typed_dates,
)
from zt_audio.language.kk.sloppy.spelling import is_known, spelt
from zt_audio.language.kk.stems import NO_NAMES, TITLES
from zt_audio.language.kk.suffixes import INFLECTION, Suffix, attach, parse_suffix
from zt_audio.language.kk.units import UNIT_WORDS, counts
from zt_audio.language.repairs import Repair
from zt_audio.language.tables import any_of

# Rooms, bodies and lines that a message calls by their numbers, in the singular.
_BY_NUMBER = re.compile(
    rf"(?:пәтер|кабинет|терезе|подъезд?|кіреберіс|ауысым|аусым|разъезд|палата|корпус|маршрут|қабат|мектеп|мектеб|емхана"
    rf"|поликлиника|аурухана|балабақша|автобус|бөлме|блок|лицей|гимназия|колледж|кезек|сынып|сыныб|тоқсан|пойыз|отряд"
    rf"|учаске|участок|размер|топ|зал|этаж|курс|қатар|тур(?=\w)|смена|сорт|группа|раунд|тайм|этап|пара(?![тқш])|период|семестр|округ|отделение|проба|разряд|терминал|платформа|перрон|тұйық|қақпа|деңгей|бокс)(?![лдт][ае]р)(?:{INFLECTION})"
)
_COUNTING = re.compile(  # behind such a noun: so many of them
    r"\s+(?:үй|етіп|болып|сатыл|сынд|сынып\sқал|жөндел|келді|келіп|салын|жабыл|бар(?!\w)|жоқ(?!\w)|керек|қосыл|өртен|берілд|ашыл|тонал"
    r"|алын|жіберіл|жұмылдырыл|жан(?:ып\sк|ды)|қира|бүлін|зақымдан|мен\s\d|және\s\d|пен\s\d|бөле|қажет|жетпей|тапсырыс|қал(?:ды|ған)|тұр(?!\w)|ұрлан|соқтығыс|құлат|рұқсат|лицензия|субсидия|құрыл|зардап|ескерту|егіл|отырғыз)"
    r"|,\s?тек(?!\w)"
)
_COUNTED_BEFORE = re.compile(
    r"(?i:(?:(?<!\d)(?<!\d\s)[дт][ае]|барлығы|барлық|жалпы|тағы|бар|әр|кемінде|шамамен|жаңа|соңғы|алғашқы)\s)$"
)
_OWNED_BEFORE = re.compile(
    r"(?i:барлығы|барлық|жалпы|\w[ндт][ыі]ң)\s$|(?<!:\d)\d(?:,|\s(?:және|мен|бен|пен))\s$"
)  # or a list
# «4 қабатқа жетпейді», «1 сыныпқа алынады»: of one of them
_INTO_A_PART = re.compile(
    r"(?:қабат|сынып|подъезд?|кіреберіс)(?:[қк][ае]|[гғ][ае]|[дт][ае]н?)|(?:разряд|сорт|проба|раунд|тайм|платформа|перрон).*"
)
_ENDS = re.compile(rf"с?[ыіи]н|[лдт][ыіи][қкғг]|көкек|{RUSSIAN_MONTHS}")  # «15инде», «2500дікін», «17сентябрден»
_OF_A_PLACE = re.compile(r"(?i:қала|облыс|аудан|ауыл|өңір|ел|өлке)\w*[дт][ае][ғг][ыі]\s$")
_OF_A_THING = re.compile(
    r"(?:\w+\s?[дт][ае]н\s\d+\s?адам|(?:[қк]абат|этаж)\s[үу][йи]|(?:мектеп|балабақша|бөлме)\s(?:автобус|[үу]й|бала|оқушы)|(?:ауысым|смена)мен|саб(?:ақ)?\s\d{3})"
)
_OF_A_HOUSE = re.compile(r"(?:пәтер|кабинет|терезе|подъезд|кіреберіс|разъезд|палата|бөлме|ауысым|аусым)")
_NUMBER = re.compile(
    rf"(?<![\w.,:/+№-])(?<!№ )(?:0(?=\d\s?(?:{any_of(CUT_MONTHS)})(?!\w)))?"
    rf"(?P<number>(?!0)\d{{1,4}}(?:-\d{{1,3}})?)(?:(?P<gap>\s)|-(?=(?:{any_of(CUT_NOUNS)})(?!\w)))?"
    rf"(?P<word>(?!кір\s(?:жу|машин|ұнтақ|сабын)){SMALL}{{2,20}})(?![\w-]|\.(?!\s*$))"
    r"(?:\s(?P<apart>[гғкқ][ае]|[дт][ае]н?|[ндт][ыі]ң)(?!\w))?"
)
_HOUSE_NEXT = re.compile(  # «5эт,9эт үйлер», «9қаб,2 подъезд,72 пәтер»
    r"(?:,\s?\d{1,2}\s?(?:эт|қаб)\w*)*(?:\s[үу][йи]|,\s?\d{1,2}\s?(?:подъезд|кіреберіс))"
)
_OF_A_BUILDING = re.compile(r"(?:қаб|эт)\w*,\s?\d{1,2}\s?(?:подъезд|кіреберіс)(?:,\s?\d{1,4}\s?пәтер)?$")
_OF_A_CLASS = re.compile(r"\s(?:оқушы|бала|бітір|түлек|ата-ана|мұғалім|саба[қғ]|кеш(?:і|тер))")
_DIGIT = re.compile(r"\d")
_TOUCHED_MONTHS = {**CUT_MONTHS, "жел": "желтоқсан"}  # between its day and its ending it is no wind


def _counted(match: re.Match[str], *, message: bool) -> str | None:
    """Return a number and its noun with the hyphen or the space that they lack."""
    text, number = match.string, match["number"]
    glued = match.end("number") == match.start("word")
    word = _cut_word(match) if message or glued else match["word"]
    months = _TOUCHED_MONTHS if glued or match["apart"] else CUT_MONTHS
    month = months.get(word) or (word if word in MONTHS and match["apart"] else None)
    suffix = parse_suffix(match["apart"] or "") or case_behind(text, match.end("word"))
    if month and (word in MONTHS or "-" in number or int(number) <= _LAST_DAY):
        return f"{number} {attach(month, suffix)}"
    area = word == "кв" and ("-" in number or _AREA_OR_FLAT.match(text, match.end("word")))  # «6-10 кВ», «120 кв м»
    if word in CUT_NOUNS and not area:
        noun, sign = CUT_NOUNS[word]
        sixth = (
            match["word"] == "сын"
            and not match["gap"]
            and number == "6"
            and not _OF_A_CLASS.match(text, match.end("word"))
        )
        if noun == "сынып" and (int(number.rpartition("-")[2]) > _LAST_CLASS or sixth):  # «6-сын» may be алтысын
            return None
        if noun in ("этаж", "қабат") and _HOUSE_NEXT.match(text, match.end("word")):
            return f"{number} {noun}{'ты' if noun == 'қабат' else 'ды'}"
        sign = " " if _OF_A_THING.match(text, match.start("word")) else sign
        noun = placed_room(noun, text, match.end("word")) if suffix == Suffix() else attach(noun, suffix)
        return f"{number}{sign}{noun}"
    if _BY_NUMBER.fullmatch(word) and (message or (glued and bears_number(word))):
        return f"{number}{' ' if _counts(match, word) else '-'}{word}"
    glued = glued and word not in ("қаз", "там")  # «23қаз»: October, or geese
    return _parted(number, word, match["word"], message=message) if glued else None


def _counts(match: re.Match[str], word: str) -> bool:
    """Tell whether a number before a thing that numbers name counts it, by what stands beside it."""
    text = match.string
    before = text[max(0, match.start() - _NEAR) : match.start()]
    if _INTO_A_PART.fullmatch(word):
        return False
    many = (
        _COUNTING.match(text, match.end("word"))
        or len(match["number"]) > _SHORT_NUMBER
        or counts_parts(word, text)
        or (match["gap"] and _OF_A_PLACE.search(before))
    )
    owned = _OWNED_BEFORE.search(before) or (_COUNTED_BEFORE.search(before) and not _OF_A_HOUSE.match(word))
    of_a_building = _OF_A_BUILDING.search(text, 0, match.end("word"))
    return bool(many or owned or of_a_building or _OF_A_THING.match(text, match.start("word")))


def _parted(number: str, word: str, typed: str, *, message: bool) -> str | None:
    """Return a number and what touches it, which is spelt `word`, with a hyphen or a space between them."""
    if word in ("нан", "не") or (word not in UNIT_WORDS and parse_suffix(word) and word not in NO_SUFFIXES):
        return f"{number}-{word}"
    if named := {"аек": "АЕК", "тыс": "мың"}.get(word):
        return f"{number} {named}"
    if word.endswith("ка") and word != "маршрутка" and not is_unknown(word[:-2]):  # «15минутка»
        word = f"{word[:-2]}қа"
    measured = message or word.startswith(("минут", "секунд", "теңге", "метр", "литр", "километр", "адам"))
    return f"{number} {word}" if measured and typed not in UNIT_WORDS and _is_whole(word) else None


def _is_whole(word: str) -> bool:
    """Tell whether `word`, which touches a number, is a word of its own."""
    listed = len(word) >= _SHORT_NUMBER and word not in CUT_WORDS and not is_unknown(word)
    return (listed or is_known(word) or counts(word)) and word not in NO_SUFFIXES and not _ENDS.match(word)


def _class(match: re.Match[str]) -> str | None:
    """Return «7Б» with its quotation marks where the text is of a school."""
    if not _SCHOOL.search(match.string):
        return None
    number, letter = match["number"], match["letter"].upper()
    noun = attach("сынып", parse_suffix((match["ending"] or "").replace("нын", "ның")) or Suffix())
    return f"{number} «{letter}» {noun}" if match["noun"] or match["ending"] else f"{number}-ші «{letter}»"


def _listed(match: re.Match[str]) -> str | None:
    """Return several numbers and the noun that they name; behind a street two are a house and a flat."""
    numbers, word = re.findall(r"\d+", match["numbers"]), spelt(match["word"]) or match["word"]
    house = len(numbers) == _PAIR and _STREET_BEFORE.search(match.string, 0, match.start())
    if house or not (word in _AREAS or _BY_NUMBER.fullmatch(word)):
        return None
    return f"{', '.join(numbers)}{' ' if word in _AREAS else '-'}{word}"


def _of_a_class(match: re.Match[str]) -> str:
    suffix = parse_suffix(match["ending"].replace("нын", "ның")) or Suffix()
    return f"{match['number']}-ші {attach(letter_name(match['letter'].lower()), suffix)}"


def _in_a_case(match: re.Match[str]) -> str:
    noun, sign = CUT_NOUNS[match["cut"]]
    suffix = parse_suffix(match["ending"]) or case_behind(match.string, match.end())
    return f"{match[1]}{sign}{attach(noun, suffix)}"


def _from_to(match: re.Match[str]) -> str | None:
    nouns = plural(CUT_NOUNS.get(match["noun"], (match["noun"],))[0])
    return f"{match['low']}-{match['high']}-{nouns}" if int(match["low"]) < int(match["high"]) else None


def _shifts(match: re.Match[str]) -> str | None:
    """Return days of work and of rest as they are said: беске екі."""
    usual = (
        match.group() in ("5/2", "6/1")
        or (match.group() == "1/3" and _OF_GUARDS.search(match.string))
        or (match["work"] == match["rest"] and _OF_WORK.search(match.string))
    )
    named = _SHIFT.search(match.string, 0, match.start()) or _SHIFT_BEHIND.match(match.string, match.end())
    if not (usual or named):
        return None
    work, rest = kazakh_cardinal(int(match["work"])), kazakh_cardinal(int(match["rest"]))
    return f"{with_case(work, 'dat')} {rest}"


_NEAR = 30  # characters
_AREAS, _PAIR = ("ш/а", "мкр"), 2
_AREA_OR_FLAT = re.compile(r"\s?(?:м(?!\w)|метр|\d{1,3}(?!\d|\s?-?үй))")
_LAST_DAY, _LAST_CLASS, _SHORT_NUMBER = 31, 12, 3
_STREET_BEFORE = re.compile(  # no «Түнде 3 үйге», no «Барлығы 3 үйге»
    r"(?:(?:көшесі|даңғылы|көш\.|даңғ\.)|\d[\s-](?:пәтер|тұйық)"
    rf"|(?!(?:{any_of((*NO_NAMES, 'Жаңа', 'Ескі'))})\s){CAPITAL}{SMALL}{{3,}}(?<![дт][ае])(?:\s(?:{any_of(TITLES)}))?"
    r"),?\s$"
)
_SCHOOL = re.compile(
    "сынып|сыныб|саба[қғ]|оқушы|оқулық|кітап|мектеп|ата.?ана|бала|шешек|карантин|кварц|мұғалім|физр|спортзал|дебат|физика|математика|информатика|химия|биология|[ТБ]ЖБ",
    re.IGNORECASE,
)
_SHIFT = re.compile(r"(?:график|кесте|смена|ауысым|жұмыс|режим)\w*:?\s$", re.IGNORECASE)
_OF_WORK = re.compile(r"жұмыс|вахта|ауысым|күзет|охран|сатуш|жал|керек", re.IGNORECASE)
_OF_GUARDS = re.compile(r"күзет|охран|вахтер|сақшы", re.IGNORECASE)
_SHIFT_BEHIND = re.compile(r"\s(?:тәулік(?!\w)|график|кесте|смена|ауысым|режим)", re.IGNORECASE)
_ONE_PART = r"(?:эт(?!\w)|қаб(?!\w)|қабат(?!ты)|подъез|кіреберіс|пәтер|каб|сынып(?!ты)|мектеп|палата|маршрут)"
_NO_NAME = r"(?<![\w-])(?!(?:Сағ|Сағат|Бөлме|Корпус|Мкр|Каб|Тел|Пәт|Маршрут|Автобус|Мектеп|Подъезд|Қабат)\d)"
# Each row: what every match has in it, so that most texts need no search; where it is; what is typed for it; what
# the text must have, too.
# The first are meant so in any text, the others in messages.
_HEAVY = {  # the adjective of a unit, without its last letter
    "кг": "килограмды",
    "г": "грамды",
    "гр": "грамды",
    "л": "литрлі",
    "м": "метрлі",
    "см": "сантиметрлі",
    "км": "километрлі",
    "т": "тонналы",
}


_OF_ITS = "н[ае]н|нд[ае]|н[ае]|н[ыі]ң"


def _of_a_house(match: re.Match[str]) -> str:
    noun = possessive(CUT_NOUNS[match["cut"]][0])
    return f"{match[1]}-{attach(noun, parse_suffix(match['ending']) or Suffix(), owned=True)}"


_ANYWHERE: tuple[NumberRow, ...] = (
    ("тг", r"(?<=\d)\s?т\.?\s?(?=тг(?!\w))", " мың "),
    # «7-20га дейін», «5990 нан 6990 тг», «10 нан бастап», «№5 12 терезе»
    (
        "-",
        rf"{ALONE}(?P<low>\d|1\d|2[0-3])\s?-\s?(?P<high>1?\d|2[0-4])\s?-?(?:[гқ]а|[гк]е)(?=\s[дш]ейін)",
        lambda match: f"{match['low']}-ден {match['high']}-ге" if int(match["low"]) < int(match["high"]) else None,
    ),
    (
        "нан",
        r"(?P<month>\w[ндт][ыі][ңн]\s)?\b(?P<day>\d+)\s?нан(?=\s(?:бастап|кейін|бері)(?!\w))",
        lambda match: (
            f"{match['month']}{attach(kazakh_cardinal(int(match['day'])), Suffix(owned=True, case='abl'))}"
            if match["month"]
            else f"{match['day']}-дан"
        ),
    ),
    (
        "нан",
        rf"{ALONE}(?P<low>\d{{3,6}})\s?нан\s(?P<high>\d{{3,6}})(?=\s?(?:тг|теңге))",
        lambda match: f"{match['low']}-дан {match['high']}" if int(match["low"]) < int(match["high"]) else None,
    ),
    ("№", r"(№\s?\d{1,4})\s(?=\d{1,4}\s?(?:терезе|каб|қабат|пәтер|топ|автобус))", r"\1, "),
    # «5 қабаттың 3-інде»: of so many, the third
    ("қабат", r"(?<!\d)(\d{1,2})\s?-?қабаттың\s(\d{1,2})-?\s?с?[ыі]?нде(?!\w)", r"\1 қабаттың \2-шісінде"),
    # «апаттық 21 00 05 ке хабарласыңыз»
    (
        "",
        r"(?<![\d,:-] )(?<![\w.,:+-])(\d\d) (\d\d) (\d\d)(?!\s?\d|[.,:-]\d|\w{3})(?:\s?(?P<suffix>[гғкқ][ае]))?(?!\w)",
        lambda match: "-".join(filter(None, match.group(1, 2, 3, "suffix"))),
        r"(?i:\bтел|апатт|диспетчер|нөмір|номер|хабарлас|звон|қоңырау|шалыңыз|байланыс)",
    ),
    # «желі 110кв»: kilovolts
    (
        "кв",
        rf"{ALONE}((?:6-)?10|6|35|110|220|500)\s?кв(?!\w|\.?\s?м)",
        r"\1 кВ",
        r"(?i:(?<!\w)желі(?!ні)|кабель|подстанц|трансформ|электр|фидер)",
    ),
    ("кв", r"(?<=әтер\s)(\d{2,3})\s?кв(?=,|\s*$|\sм(?!\w))(?:\sм)?", r"\1 шаршы метр"),  # «пәтер 45кв»
    ("кв", r"(?<!\w)кв\s?(\d{1,3})(?!\w|,\s?\d|\s?[-–]\s?\d|\s?[дтғгкқн][аеіы]\w?(?!\w))", r"\1-пәтер"),
    (
        "кв",
        rf"(?<!\w)кв\s?(\d{{1,3}})\s?-?({CASE_ENDING}|[дт][ае][ғг][ыі])(?!\w)",
        lambda match: f"{match[1]}-{attach('пәтер', parse_suffix(match[2]) or Suffix())}",
    ),
    # «кв 45-60 ашыңыздар», «12-20 кв», «үй 5-11 жарық жоқ»: from flat to flat, from house to house
    *(
        (
            noun,
            rf"(?<![\w.])(?<!\d\s)(?P<noun>{noun}){where}\.?\s?(?P<low>\d{{1,3}})\s?[-–]\s?(?P<high>\d{{1,3}})(?![\w-]|[.,:]\d)",
            _from_to,
        )
        for noun, where in (
            *((noun, "") for noun in ("кв", "пәт", "пәтер", "подъезд", "кіреберіс")),
            ("үй", r"(?=[\s\d–-]+(?:су|жарық|газ|жылу)\s)"),
        )
    ),
    (
        "кв",
        rf"{ALONE}(?!6-10|10-35|35-110)(?P<low>\d{{1,3}})\s?[-–]\s?(?P<high>\d{{1,3}})\s?(?P<noun>кв)(?!\w|\.?\s?м|\.?\s?\d)",
        _from_to,
    ),
    ("кв ", r"(?<=кв )(\d{1,3})\s(?=үй(?!\w))", r"\1-"),
    # «37 ши номер», «1-ши»
    ("ши", r"(?<=\d)\s?-?н?ши(?=\s)", "-ші"),
    ("ставка", rf"{ALONE}0[,.]5(?=\sставка)", "жарты"),
    # «10 нан 13 ке дейін», «140/90 нан асса», «25 не дейін»: a suffix that is a word, too
    (
        "нан",
        r"(?<=\d)\s?нан(?=\s(?:\d+\s?-?(?:[гқкғ][ае])(?!\w)|(?:ас(?:[аыс]|қан|там)|артық|жоғары|төмен(?!\sбаға))))",
        "-дан",
    ),
    ("нан", r"(?<=000)\s?нан(?=\s(?:жин|бер|төле|ал|тапсыр|қос|басталад))", "-нан"),
    ("нан", r"(?<=000)\s?нан(?=\s*(?:$|,))", "-нан", r"(?i:билет|баға|құны|ақы(?!л)|тұрад|тг|теңге|кіру)"),
    ("не дейін", r"(?<=\d)\s?не(?=\sдейін)", "-не"),
    # «2к пәтер»: rooms, and no thousands; «9-12,14-16»: hours, and no decimal
    ("к", rf"{ALONE}([1-5])\s?-?к\.?\s?(?=пәт(?:ер)?(?!\w\w\w\w))", r"\1 бөлмелі "),
    (",", rf"{ALONE}(\d{{1,2}}-\d{{1,2}}),(?=\d{{1,2}}-\d{{1,2}}(?![\w.,:/-]))", r"\1, "),
    # «каб 112,1қабат»: no decimal of a floor
    (
        ",",
        rf"((?:каб|кабинет|пәт|пәтер|үй|офис|бөлме|тел|телефон|(?P<street>көшесі|даңғылы|көш|даңғ))\.?\s?№?\d{{1,4}}),(\d{{1,2}})\s?-?(?={_ONE_PART})(?!(?(street)пәтер|жоқ))",
        r"\1, \3-",
    ),
    # «2014ж.т», «өтілі 35ж ден», «мерзімі 1ж», «3ж ға»
    (
        "ж",
        rf"{ALONE}((?:19|20)\d\d)(?!\s?ж\.\s?т\.\s)\s?ж\.?\s?т\.?(?=\s{SMALL}|,|\s*$)",
        lambda match: f"{match[1]} жылы туған" if match.group() != match.string else None,
    ),
    # «270 декларация», «мәслихаттың 12 сессиясы»: their numbers
    ("0 декл", rf"{ALONE}([1-9]\d0)\s(?=декларация)", r"\1-"),
    ("сесси", r"(?<=[Мм]әслихат)(\w*\s(?:кезекті\s)?\d{1,3})\s(?=сесси)", r"\1-"),
    # «85кв/м», «бәрі 2каб келсін», «1 сабақ 8.00,2 сабақ 8.50», «6б мен 7г», «тас жол 35км де»
    ("кв/м", rf"{ALONE}(\d{{1,4}})\s?кв/м2?(?!\w)", r"\1 шаршы метр"),
    ("", rf"{ALONE}([1-9])\s?(?=(?:сабақ|саб|аус|ауысым|топ|тур|рейс)\s\d{{1,2}}[.:-][0-5]\d)", r"\1-"),
    # «1 орын 100мың тг», «2 кезең 12 ақпаннан», «8 мектеп аялдамасы», «7 "Б" жиналады»
    ("орын ", rf"{ALONE}([1-3](?:-[2-4])?)\s(?=орын\s(?:[-–]\s)?\d)", r"\1-"),
    ("линия", rf"{ALONE}(\d{{1,2}}(?:-\d{{1,2}})?)\s(?=линия(?!\w))", r"\1-"),
    (
        "үй ",
        rf"{ALONE}(\d{{1,3}})\s(?=үй\s(?:\d+\s?-?(?:корпус|подъезд|пәтер)|жанында|алдында|ауласында|тұсында|қасында))",
        r"\1-",
    ),
    ("кезең", rf"{ALONE}([1-9])\s(?=кезең\s(?:\d|баст|аяқ|өт))", r"\1-"),
    (
        "мектеп ",
        rf"{ALONE}(\d{{1,3}})\s(?=мектеп\s(?:аялдама|жан|алды|аула|маң|қас|директор|оқушылары|тұс)\w*[ыін])",
        r"\1-",
    ),
    ('"', rf'{ALONE}(1?\d)\s?"([А-ЕӘ])"(?=\s(?:жинал|кел|шық|кет|бос|сабағ|оқ|қал))', r"\1-ші «\2»"),
    (
        "ен ",
        rf"{ALONE}(1?\d)(?P<one>[а-ге])\s([мбп]ен)\s(1?\d)(?P<other>[а-ге])(?!\w)",
        lambda match: (
            f"{match[1]}-ші «{match['one'].upper()}» {match[3]} {match[4]}-ші «{match['other'].upper()}»"
            if match["one"] != match["other"]
            else None
        ),
    ),
    (
        "км",
        rf"{ALONE}(\d{{1,4}})\s?км\s?-?[дт]е(?!\w)",
        lambda match: (f"{match[1]}-километрінде", f"{kazakh_cardinal(int(match[1]))} километрде"),
        r"(?i:тас\s?жол|трасса|автожол)\s\d",
    ),
    # «5 «А» мен 5 «Б» сыныптары»
    *(
        (
            mark,
            rf"{ALONE}(1?\d)\s?{mark}([А-ЕӘ])[»\"](?=,?\s(?:(?:мен|бен|пен|және)\s)?1?\d\s?{mark}[А-ЕӘ][»\"])",
            r"\1-ші «\2»",
        )
        for mark in '«"'
    ),
    # «42км 195м», «1сағ 20м»: the smaller unit behind the larger
    ("км", r"(?<=\d)(\s?км\s\d{1,3})\s?м(?![\w/²³.])", r"\1 метр"),
    ("сағ", r"(?<=\d)(\s?сағ(?:ат)?\.?\s\d{1,2})\s?м(?![\w/²³.])", r"\1 минут"),
    # «188 бабы 2 бөл», «ӘҚБтК 434 б. бойынша»: parts of a law
    ("бөл", r"(\d\s?-?ба[пб][а-яы]*,?\s\d{1,2})\s?-?бөл\.?(?=\s(?!бастығы)|,|$)", r"\1-бөлігі"),
    (
        "К ",
        r"(?<=К )(\d{1,3}(?:-\d)?)\s?-?\s?б(?:\.|(?=\s))(?=\s?(?P<part>\d)|\s?(?:бойынша|сәйкес))",
        lambda match: f"{match[1]}-баб{'ының' if match['part'] else 'ы'} ",
    ),
    # «14 үйден 28 үйге дейін», «өмірінің 3-4 күні», «2007-2008 ж.т.»
    ("үйден ", rf"{ALONE}(\d{{1,3}})\s?-?үйден\s(\d{{1,3}})\s?-?үйге", r"\1-үйден \2-үйге"),
    (
        "күні",
        r"(?:(?<=өмірінің )\d{1,2}|(?<![\w.,:-])\d{1,2}-\d{1,2})\s(?=күні(?!\w|\sқал))",
        lambda match: f"{match.group().rstrip()}-",
    ),
    (
        "ж",
        r"(?<!\d)((?:19|20)\d\d)\s?-\s?((?:19|20)\d\d)\s?ж\.?\s?т\.?(?!\w)",
        lambda match: f"{'-'.join(kazakh_ordinal(int(year)) for year in match.groups())} жылы туған",
    ),
    # «КТ/МРТ», «10км/21км/42 км», «2000/3000/5000тг»: several of them
    ("/", rf"(?<![\w/])({CAPITAL}{{2,5}})/(?={CAPITAL}{{2,5}}(?![\w/]))", r"\1, "),
    ("м/", r"(?<=\d)(\s?к?м)/(?=\d+\s?к?м(?!\w))", r"\1, "),
    (
        "/",
        r"(?<![\w./])(\d{3,6})/(\d{3,6})(?:/(\d{3,6}))?(?=\s?(?:тг|теңге)(?!\w))",
        lambda match: ", ".join(filter(None, match.groups())),
    ),
    # «0,7,14 күндері», «Wi-Fi паролі 12345678»
    (
        "күн",
        rf"{ALONE}(?!{DAY},{MONTH}\sкүні)\d{{1,2}}(?:(?:,\s?|-|\s(?:және|мен|пен|бен)\s)\d{{1,2}})+\s(?=күн(?:дер)?і(?!\w))",
        lambda match: re.sub(r"\d+", lambda number: kazakh_ordinal(int(number.group())), match.group()).replace(
            ",", ", "
        ),
    ),
    (
        "парол",
        r"(?i:(?<=паролі )|(?<=пароль )|(?<=паролі: )|(?<=пароль: ))\d{5,16}(?!\w)",
        lambda match: " ".join(kazakh_cardinal(int(digit)) for digit in match.group()),
    ),
    # «жолының 145км-інде», «гол 90+3 минутта», «0-4 сын», «+7 495-тен», «5 «В» дан»
    ("км", r"(?<=\d)км[\s-]?(і(?:нде|нен|не|нің)?)(?!\w)", lambda match: f"-километр{match[1]}"),
    ("мин", r"(?<=\d)\+(?=\d{1,2}\s?-?мин)", " плюс "),
    ("0-", rf"{ALONE}(0-\d{{1,2}})\s?(?:сын|кл)\.?(?!\w)", r"\1-сынып"),
    (
        "-",
        rf"(?<![\w+])(\+7|8)\s(\d{{3}}|(?P<town>7\d{{3}}))(?=\s?-?(?:{CASE_ENDING})\s|\s(?:деп|бастал))",
        lambda match: f"{match[1]}, {match[2][:2]}, {match[2][2:]}" if match["town"] else f"{match[1]}, {match[2]}",
        r"(?i:қоңырау|звон|нөмір|номер|тел)",
    ),
    # «в/ч 3656», «№ ді», «33,18пәт», «1уч: су», «200 теңге/дана», «2015-16 ж.т»
    (
        "в/ч",
        r"в/ч(?:\s?№?\s?(\d\d)(\d\d\d?)(?!\d))?(?!\w)",
        lambda match: f"әскери бөлім {digits_in_groups(list(match.groups()))}" if match[1] else "әскери бөлім",
    ),
    (
        "№",
        rf"№\s?-?({CASE_ENDING})(?!\w)",
        lambda match: attach("нөмір", parse_suffix(match[1]) or Suffix()),
    ),
    (",", rf"(?<={SMALL}\s)(\d{{1,3}}),(\d{{1,3}})\s?-?(?:пәт|кв)(?!\w)", r"\1-үй, \2-пәтер"),
    ("уч", rf"{ALONE}(\d{{1,2}})\s?-?уч(?=:|\s(?:су|тұрғын|жарық)(?!\w))", r"\1-учаске"),
    ("теңге/", r"(?<=\d)\s?теңге/(?=дана|кг|адам|күн|ай)", " теңге "),
    ("тг/", r"(?<=\d)\s?тг/(?=(?:бет|смена|сабақ|орын|парақ|қап|рейс|бала|кісі|шар)(?!\w))", " тг "),
    ("тг/смен", r"(?<=[\dң])\s?тг/смен\.?(?!\w)", " тг смена"),
    ("қаз", rf"(?<!\d)((?:19|20)\d\d\s?ж\.?)\s?({DAY})\s?қаз\.?(?!\w)", r"\1 \2 қазан"),
    # «13/14-інде»: a day and the next
    (
        "/",
        rf"{ALONE}(\d{{1,2}})/(\d{{1,2}})-?(с?[ыі]н(?:д[ае]н?|[ае]))(?!\w)",
        lambda match: f"{match[1]}-{match[3]}, {match[2]}-{match[3]}" if int(match[2]) == int(match[1]) + 1 else None,
    ),
    ("к", rf"{ALONE}(\d{{1,3}})\s?к\.?(?=\sішінде)", r"\1 күн"),
    ("ш", r"(?<!\d)((?:19|20)\d\d)\s?ж\.\s?ш(?:ығ)?\.?(?!\w)", r"\1 жылы шығарылған"),
    ("к", r"((?:мерзімі?|мерз\.?):?\s\d{1,3})\s?к\.?(?!\w)", r"\1 күн"),
    ("үйл", rf"{ALONE}(\d{{1,3}}-\d{{1,3}})\s?-?үйл\.?(?!\w)", r"\1-үйлер"),
    ("сал", r"(?<!\d)((?:19|20)\d\d)\s?ж\.?\s?сал\.?(?!\w)", r"\1 жылы салынған"),
    # «5эт. үй», «11-А сын.»
    ("эт", rf"{ALONE}(\d{{1,2}})\s?эт\.?(?=\s[үу]й)", r"\1 этажды"),
    ("-", rf"{ALONE}(1?\d)-([А-ЕӘ])\s?(?:сын|кл)\.?(?![\w-])", r"\1-ші «\2» сынып"),
    ("…", r"(?<=\d)°\s?…\s?(?=[+−-]\d)", "…"),
    ("+", rf"(?<=\d{SMALL}{{4}})\+(?=\d+{SMALL}{{3}})", " плюс "),
    ("т.", r"(?<![\w.])т\.\s?(?=(?:\+7|8)[\s(-]?7\d\d|1[01]\d(?!\d))", "тел. "),
    ("ор", r"(?<=[123])-ор\.?(?!\w)", "-орын"),
    ("таб", rf"{ALONE}1/4\s?таб(?:л|летка)?\.?(?!\w)", lambda _: ("таблетканың төрттен бірі", "төрттен бір таблетка")),
    (
        "т",
        rf"{ALONE}(\d{{1,2}})\s?т\.?(?=\s(?:тоқтама|жұмыс|бойы|ішінде|жоқ|бұрын|кейін))",
        lambda match: (f"{match[1]} тәулік", f"{match[1]} тонна"),
    ),
    (
        "орын",
        rf"{ALONE}([1-9])\s(?=орын(?!\w|\s(?:бар|бос|қал)))",
        r"\1-",
        r"(?i:(?<!\w)(?:күрес|жарыс|турнир|бокс|кубог|кубок|байқау|олимпиада|бәйге|спартакиада|чемпионат))",
    ),
    (
        "жұм",
        rf"{ALONE}(\d{{1,3}})\s?жұм\.?\s?күні?(?!\w)",
        lambda match: f"{match[1]} {attach('жұмыс күні', case_behind(match.string, match.end()), owned=True)}",
    ),
    (
        ",",
        rf"(?<![\w.,:])(\d{{1,2}},\d)\s?(?P<cut>{any_of(set(CUT_NOUNS) - set(ORDERED_CUTS))})\.?(?!\w)",
        lambda match: f"{match[1]} {CUT_NOUNS[match['cut']][0]}",
    ),
    # «2қ.», «347ш.», «№10 ү.», «24ұ»
    *(
        (letter, rf"(?:№\s?|{ALONE})(\d{{{digits}}})\s?-?{letter}{stop}(?=\s*(?:$|[,;]))", rf"\1{noun}")
        for letter, digits, stop, noun in (
            ("қ", "1,2", r"\.?", "-қабат"),
            ("ш", "2,4", r"\.", "-шақырым"),
            ("ү", "1,3", r"\.", "-үй"),
            ("ұ", "1,3", r"\.?", " ұпай"),
        )
    ),
    (
        "ж",
        rf"{ALONE}((?:19|20)(\d\d))\s?-\s?(\d\d)\s?ж\.?\s?т\.?(?=\s{SMALL}|,|\s*$)",
        lambda match: (
            f"{kazakh_ordinal(int(match[1]))}-{kazakh_ordinal(int(match[1][:2] + match[3]))} жылы туған"
            if match[2] < match[3]
            else None
        ),
    ),
    (
        "",
        rf"{ALONE}(?P<number>1?\d)\s?[«\"](?P<letter>[А-ЕӘ])[»\"]\s?-?(?P<ending>{CASE_ENDING}|н[ыі]н)(?!\w)",
        _of_a_class,
    ),
    # «графигі 5/2»
    (
        "/",
        r"(?<![\w,./])(?P<work>[1-7]|1[45])/(?P<rest>[1-7]|1[45])(?![\w/])(?!\s?-?(?:үй|пәтер|корпус|кв|бөлі))",
        _shifts,
        r"(?i:вахта|ауысым|күзет|охран|сатуш|сақшы|керек|график|кесте|смена|режим|кассир|вахтер|жалақы|ж/а|жұмыс)",
    ),
    # «204 каб болады»
    (
        "каб",
        rf"{ALONE}(\d{{1,3}})\s?-?каб(?:инет)?\.?(?=\s(?:қабылда|отыр(?:ад|м)|өт(?:ед|ті)|бол(?:ад|ды)|күтед|жұмыс\sіст|беріл))",
        r"\1-кабинетте",
    ),
    # «1 Гкал сы 4520 тг»
    (
        "1",
        rf"{ALONE}1\s?(?P<unit>{any_of(UNIT_WORDS)})\s?-?с?[ыі](?=\s\d)",
        lambda match: f"1 {possessive(UNIT_WORDS[match['unit']])}",
    ),
    # «58 ші км де», «2027ж ға», «2-қ, каб 204», «3 вагон, 17 орын», «дөңгелегі 28"», «748мм с.б. на дейін»
    (
        "ш",
        rf"(?<![\d.,])(?P<of>[ндт][ыі]ң\s)?(\d{{1,4}})\s?-?н?ш[ыі]\s(?P<unit>км|шақ)\.?\s({CASE_ENDING})(?!\w)",
        lambda match: (
            f"{match['of'] or ''}{match[2]}-"
            + attach(
                UNIT_WORDS[match["unit"]],
                Suffix(owned=bool(match["of"]), case=(parse_suffix(match[4]) or Suffix()).case),
            )
        ),
    ),
    (
        "ж",
        rf"(?<![\d.])((?:19|20)\d\d)\s?ж\.?\s?-?({CASE_ENDING})(?!\w)",
        lambda match: f"{match[1]} {attach('жыл', parse_suffix(match[2]) or Suffix())}",
    ),
    ("қ", rf"{ALONE}(\d{{1,2}})\s?-?қ(?=,?\s(?:каб|бөлме|кабинет|\d{{1,3}}\s?-?каб))", r"\1-қабат"),
    ("орын", rf"{ALONE}(\d{{1,2}})\s?-?ваг(?:он)?,?\s(\d{{1,2}})\s?-?(?=орын)", r"\1-вагон, \2-"),
    (
        '"',
        rf"(?<=\d)\s?\"(?!{CAPITAL}|\d)",
        " дюйм ",
        r"(?i:дөңгеле|велик|велосипед|телевиз|теледид|экран|монитор|диск|ноутбук|шина)",
    ),
    ("с", r"(?<=\d)\s?мм\sс\.\s?б\.?\s(?=на)", " мм сынап бағанасы"),
    # «кезекте 318-шімін»
    (
        "ш",
        r"(?<![\w.,:])(\d{1,4})\s?-?ш[ыі]((?:м[ыі]н|с[ыі]ң|м[ыі]з|с[ыі]з)(?!\w))",
        lambda match: f"{kazakh_ordinal(int(match[1]))}{match[2]}",
    ),
    # «Кредит %-ы»
    ("%", r"(?<!\d)(?<!\d )%-?(?=ы)", "пайыз"),
    # «5,6 мың тн», «"5" ке»
    *(
        (
            "тн",
            rf"{before}тн\.?(?:[\s-]?(?P<ending>{CASE_ENDING}))?(?!\w)",
            lambda match: (
                " " + attach("тонна", parse_suffix(match["ending"] or "") or case_behind(match.string, match.end()))
            ),
            licence,
        )
        for before, licence in (
            (r"(?:(?<=\d)\s|(?<=[ңн])\s?)", ""),
            (
                r"(?<=\d)",
                r"(?i:арпа|бидай|(?<!\w)ұн(?!\w)|көмір|шөп|жүк|салмақ|цемент|құм|шағыл|жем(?!\w)|астық|көлік|кран(?!\w))",
            ),
        )
    ),
    ("тур", rf"{ALONE}([1-9])\s?(?=тур\s(?:\d|қорытынды|нәтиже|басталад|өтед|жеңімпаз))", r"\1-"),
    ("орынға", rf"{ALONE}([1-3])\s?(?=орынға\s\d[\d ]*\s?(?:000|мың|тг|теңге))", r"\1-"),
    (
        "т",
        rf"{ALONE}(\d)\s?т(?:аб)?\.?\s?-?дан(?!\w)",
        r"\1 таблеткадан",
        r"(?i:күніне|дәрі|іш(?:у|іңіз|ед)|\d\s?рет|\d\s?р(?!\w))",
    ),
    (
        ",",
        rf"{ALONE}(\d{{1,2}}),(\d{{1,2}}\s(?:және|мен|пен|бен)\s\d{{1,2}})\s?(?P<noun>{SMALL}{{3,}})",
        lambda match: f"{match[1]}, {match[2]}-{match['noun']}" if bears_number(match["noun"]) else None,
    ),
    ("орын", rf"{ALONE}([1-9]-[1-9])\s?(?=орын(?:\sал|\sиелен|ға\sие))", r"\1-"),
    ("дн", r"(?<=\d)дн(?!\w)", " дана", r"(?i:жұмыртқа|бума|қорап|(?<!\w)нан(?!\w))"),
    # «6 х 12м», «1таб 3р күніне», «11 тірек пункті», «2400тг/кг дан»
    ("м", rf"{ALONE}(\d{{1,3}})\s?[хx×*]\s?(\d{{1,3}})\s?м(?![\w²³])", r"\1-ге \2 метр"),
    (
        "р",
        rf"{ALONE}(?:(?P<dose>\d)\s?таб\.?\s)?(?P<times>\d)\s?р(?:ет)?\.?\s(?P<each>күніне|аптасына|айына)(?!\w)",
        lambda match: (
            (f"{match['dose']} таблеткадан " if match["dose"] else "") + f"{match['each']} {match['times']} рет"
        ),
    ),
    ("мин", rf"{ALONE}(\d{{1,3}})\s?мин\.?(?=\s{CAPITAL})", r"\1-минут", r"(?i:(?<!\w)гол(?:дар)?(?!\w)|пенальти)"),
    ("апт", rf"{ALONE}(\d)\s?р(?:ет)?\.?\s?апт\.?(?!\w)", r"аптасына \1 рет"),
    ("1/2", r"(?<![\w/])1/2(?![\w/])", "жарты", r"(?i:таблетка|(?<!\w)таб(?!\w)).*1/2"),
    ("көше", rf"{ALONE}(\d{{1,2}})\s(?=көше,?\s\d{{1,3}}\s?-?үй)", r"\1-"),
    ("көше", r"(?<=разъезд )(\d{1,2})\s(?=көше)", r"\1-"),
    ("тірек", r"(?<=, )(\d{1,3})\s(?=тірек\sпункті(?:,|\s*$))", r"\1-"),
    ("тг/кг", rf"(?<![\d,.])(\d+)\s?тг/кг\s?-?({CASE_ENDING})(?!\w)", r"килограмы \1 тг-\2"),
    # «42-ші шақ. терең шұңқыр», «3 мин. алуға болады», «12-14 апт УЗИ», «соғылды,121км»: a case that lacks, or not
    (
        "ң ",
        rf"(?<=[ндт][ыі]ң\s)(\d{{1,4}})(?:-?н?ш[ыі])?\s(?P<unit>шақ|км)\.?(?=\s(?!бойын|ара|тұс|бөлі|телім|учаске|жөндел|салын|төсе|қашық){SMALL}{{3}})",
        lambda match: (
            f"{match[1]}-{attach(UNIT_WORDS[match['unit']], Suffix(owned=True, case='loc'))}",
            f"{kazakh_ordinal(int(match[1]))} {UNIT_WORDS[match['unit']]}",
        ),
        r"(?i:жолының|трассасының|автожолының)\s\d",
    ),
    (
        "мин",
        rf"{ALONE}(\d{{1,2}})\s?мин\.?(?=\s(?:ал(?:уға|ып|асыз|амыз)|дайын|бітед|шығад|жасалад|қаралад|рәсімде|тексер|келед|жетед)\w*)",
        lambda match: (f"{kazakh_cardinal(int(match[1]))} минутта", f"{kazakh_cardinal(int(match[1]))} минут"),
    ),
    (
        "апт",
        rf"{ALONE}(\d{{1,2}}-\d{{1,2}})\s?апт\.?(?=\s\w)",
        lambda match: (
            f"{match[1]}-аптада",
            f"{'-'.join(kazakh_cardinal(int(each)) for each in match[1].split('-'))} апта",
        ),
        r"(?i:жүкті|УЗИ|скрининг|сессия|емтихан)",
    ),
    (
        "км",
        rf"(?:(?<=,\s)|(?<={SMALL}\s))(\d{{2,4}})\s?км(?=,|\s*$)",
        lambda match: (f"{match[1]}-километр", f"{kazakh_cardinal(int(match[1]))} километр"),
        r"(?i:соғыл|соқтығ|апат|аударыл|тас\sжолда|трассада|радар|(?<!\w)ЖКО(?!\w))",
    ),
    (
        "км",
        r"(?<![\w.,:/-])(\d{1,4})-(\d{1,4})\s?км(?=\s(?:[\w-]+\s){0,4}(?:жабық|жабыл|жөндел|қозғалыс))",
        lambda match: (
            f"{kazakh_ordinal(int(match[1]))}-{kazakh_ordinal(int(match[2]))} километр",
            f"{kazakh_cardinal(int(match[1]))}-{kazakh_cardinal(int(match[2]))} километр",
        ),
        r"(?:\w-[А-ЯӘҒҚҢӨҰҮІ]\w+|жолы\w*|трасса\w*)\s\d",
    ),
    (
        "каб",
        r"(?<=[лдт][ае]р )(\d{1,3})\s?каб\.?(?=,|\s*$)",
        lambda match: (f"{match[1]}-кабинетке", f"{kazakh_ordinal(int(match[1]))} кабинет"),
    ),
    ('"', rf"[«\"](\d{{1,2}})[»\"]\s?-?({CASE_ENDING})(?!\w)", r"\1-\2"),
    (
        "ж",
        rf"(?:(?P<term>(?:өтілі|мерзімі|кепілдігі|[Сс]тажы?)\s)|{ALONE})(\d{{1,2}})\s?ж\.?[\s-]?(?P<ending>{CASE_ENDING})?(?!\w)",
        lambda match: (
            f"{match['term'] or ''}{match[2]} {attach('жыл', parse_suffix(match['ending'] or '') or Suffix())}"
            if match["term"] or match["ending"] in ("ға", "дан")
            else None
        ),
    ),
    # «1бөл пәтер»
    (
        "бөл",
        rf"{ALONE}([1-6])\s?-?бөлм?\.?(?=\s(?:пәтер|үй|кв|айына|жалға|сат\w+)(?!\w)|,|$)",
        lambda match: f"{match[1]} бөлмелі" if counts_parts("бөлме", match.string) else None,
    ),
    # «қан тобы 2(+)», «9бен», «40ша адам»
    (
        "ш",
        rf"{ALONE}(\d*[05])-?(ш[ае])(?=\s(?:адам|бала|кісі|отбасы|көлік|машина|теңге|үй|тұрғын))",
        lambda match: f"{kazakh_cardinal(int(match[1]))}{match[2]}",
    ),
    ("(", r"(?<![\w.,])([1-4])\s?\(\+\)", r"\1-оң"),
    ("(", r"(?<![\w.,])([1-4])\s?\([-–]\)", r"\1-теріс"),
    ("дан ", r"(?<=\d)\s?т\s?-?дан(?=\s(?:ас|ауыр|жоғары).*(?:көлік|машин|жүк))", " тоннадан"),
    ("ен", rf"{ALONE}(\d{{1,3}})([мбп]ен)(?!\w)", r"\1-\2"),
    ("разряд", rf"{ALONE}([1-6])\s?(?=разряд)", r"\1-"),
    # «25инде», «38,5пен»
    ("ин", r"(?<=\d)ин(д?е|ен)(?!\w)", r"-ін\1"),
    ("ине", rf"{ALONE}(\d{{1,2}})\s?(с?)ине(?=\s(?:дейін|шейін|дейин))", r"\1-\2іне"),
    # «3,4,5 подъезд», «7,13,16 маршрут»
    (
        ",",
        (
            rf"{ALONE}(?P<numbers>\d{{1,3}}(?:,\d{{1,3}}|(?:\s?,\s?\d{{1,3}}){{2,6}}))\s?(?P<word>ш/а|мкр(?!\.)|"
            rf"(?!размер|қабат|курс){SMALL}{{4,}})(?![\w-])"
        ),
        _listed,
    ),
    ("ы/а", rf"{ALONE}(\d{{1,2}})\s?-?ы/а(?!\w)", r"\1-ықшам аудан"),
    # «4 сабақ орнына»
    (
        "сабақ",
        rf"{ALONE}([1-9](?:-[1-9])?)\s?(?=сабақ(?:тың)?\s(?:орнына|болмайды|жоқ)|(?<=-\d\s)сабақ(?:ты|та|тан)(?!\w))",
        r"\1-",
    ),
    # «1-4 сын. 3 сабақ», «2саг», «поезд 04-55те»
    (
        "сын",
        rf"{ALONE}(\d{{1,2}}-\d{{1,2}})\s?(?:сын|сынып)\.?(?=\sсабақ\s(?:болмай|жоқ|өтпей|тоқтат))",
        r"\1-сыныптарда",
    ),
    ("сын.", rf"{ALONE}(\d{{1,2}}(?:-\d{{1,2}})?)\s?сын\.(?=\s)", r"\1-сынып"),
    ("сын", r"(?<=[»\"] )сын\.?(?=\s)", "сынып"),
    ("→", r"(\d{1,2}[.:]\d\d)\s?→\s?(\d{1,2}[.:]\d\d)(?!\d)", r"\1-ден \2-ге"),
    ("ен", r"(?<=\d,\d)([мбп]ен)(?!\w)", r"-\1"),
    # «1қап(45кг)-9мың», «1ГБ-99тг», «6сот.-9мың»: a price; «7.20/9.50/14.10», «10⁰⁰»: times
    ("-", r"(?<=\d\))-(?=\d)", " – "),
    (
        "-",
        rf"(?<=\d)\s?(?P<noun>{SMALL}{{3,5}}|ГБ|МБ)\.?-(?=\d{{3,}}|\d+\s?(?:мың|тг|теңге))",
        lambda match: f" {CUT_NOUNS.get(match['noun'], (match['noun'],))[0]} – ",
    ),
    (
        "/",
        r"(?<![\w./:])\d{1,2}[.:]\d\d(?:/\d{1,2}[.:]\d\d)+(?![\w/])",
        lambda match: match.group().replace("/", ", ").replace(".", ":"),
    ),
    (
        "",
        r"(?<!\d)(\d{1,2})([⁰¹²³⁴⁵])([⁰¹²³⁴⁵⁶⁷⁸⁹])",
        lambda match: f"{match[1]}:{unicodedata.digit(match[2])}{unicodedata.digit(match[3])}",
    ),
    ("км/с ", r"(?<=\d)\s?км/с\s([дт]ан)(?!\w)", r" км/сағ-\1"),
    ("еу", r"(?<=\b[2-7])\s?еу[иі](?!\w)", "-еуі"),
    # «4 кв-да», «3-қаб-қа», «9қаб-ты үй», «31-қаз»
    ("-т", rf"{ALONE}(\d{{1,2}})\s?-?қаб-(ты|ті)(?!\w)", r"\1 қабатты"),
    (
        "-",
        rf"(?:№\s?|{ALONE})(\d{{1,3}})\s?-?(?P<cut>{any_of(CUT_NOUNS)})\.?-(?P<ending>{CASE_ENDING})(?!\w)",
        _in_a_case,
    ),
    ("га", r"(?<=\d)\s?га(?=\s(?:дейін|шейі?и?н|қарай|таман))", "-ға"),
    ("ж", rf"{ALONE}(\d{{2,3}})\s?ж\.?(?=\sтой)", r"\1 жас"),
    ("ж", rf"{ALONE}(\d{{2,3}})\s?ж\.?(?=\sмерейтой)", r"\1 жылдық"),
    (
        "жж",
        rf"{ALONE}((?:19|20)(\d\d))\s?[-–]\s?(\d\d)\s?жж\.?(?!\w)",
        lambda match: f"{match[1]}–{match[1][:2]}{match[3]} жж.",
    ),
    # «10 ж.к. ішінде», «1-рет», «№14 авт», «1ай», «сағ12ге», «2000 см3», «180В», «075/у»
    (
        "ж",
        rf"{ALONE}(\d{{1,3}}(?:-\d{{1,3}})?)\s?ж\.\s?к(?:\.|(?!\w))",
        lambda match: f"{match[1]} {attach('жұмыс күні', case_behind(match.string, match.end()), owned=True)}",
    ),
    (
        "№",
        rf"№\s?(\d{{1,3}})\s?-?(?P<cut>{any_of(ORDERED_CUTS)})\.?(?![\w-])",
        lambda match: f"{match[1]}-{CUT_NOUNS[match['cut']][0]}",
    ),
    (
        "",
        rf"{ALONE}((?:\d{{1,3}}-)?\d{{1,3}})(?=(?:ай|күн|жыл|апта|жас|бас|рет)(?:{INFLECTION}|д[ае]н)?(?!\w))",
        r"\1 ",
    ),
    ("3", r"(?<=\d)\s?([сдмк]?м)3(?=\W|$)", r" \1³"),
    ("2", r"(?<=\d)\s?([сдмк]?м)2(?=\W|$)", r" \1²"),
    ("В", r"(?<=\d\d)В(?!\w)", " В", r"(?i:(?:110|127|220|380|400)\s?В|кернеу|вольт|напряж)"),
    ("/у", rf"{ALONE}0(\d\d)/у(?!\w)", lambda match: f"нөл {kazakh_cardinal(int(match[1]))} у"),
    (":", rf"(?<={SMALL}\s)(\d{{1,2}}):(\d)(?=\s{CAPITAL}{SMALL})", r"\1, \2"),
    # «1 пәтерден 4500 тг»: of each
    (
        "1",
        rf"{ALONE}1\s?((?!{any_of(MONTHS)}){SMALL}{{3,}}[дтн][ае]н)(?=\s\d[\d ]*(?:тг|теңге|мың|кг|л)(?!\w))",
        r"бір \1",
    ),
    # «гол 88 минутта»: the minute of a match
    (
        "мин",
        rf"{ALONE}(\d{{1,3}}(?:(?:,\s?|\s(?:және|мен|пен|бен)\s)\d{{1,3}})*)\s?-?мин(?:ут)?\.?[\s-]?та(?!\w)",
        lambda match: re.sub(r"(\d+)", r"\1-ші", match[1]) + " минутта",
        r"(?i:(?<!\w)гол(?:дар)?(?!\w)|матч|пенальти|тайм)",
    ),
    ("р", rf"{ALONE}([1-9])\s?р(?![\w/])", r"\1 рет"),
    # «5 гр аяз»: of the weather; «100 гр жылы сүт» is weighed
    (
        "гр",
        r"(?<=\d)\s?гр\.?(?=\s(?:аяз|суық|ыстық)(?!\s(?:су|сүт|шай))|\s(?:жылы|салқын)(?:\W*$|[,.]|\s(?:бол|жел|күн)))",
        " градус",
    ),
    (
        "-",
        r"(?<!\w)(?P<one>солт?|оңт?)\.?-(?P<other>бат|шығ)(?:ыс(?=тан|қа|та|тың|\W|$)|\.|(?!\w))",
        lambda match: (
            f"{'солтүстік' if match['one'][0] == 'с' else 'оңтүстік'}-{'батыс' if match['other'] == 'бат' else 'шығыс'}"
        ),
    ),
    (" б", rf"(?<={SMALL}\s)б\.?(?=\s(?:даңғ|көш))", "батыр"),
    ("х", r"(?<=\w)\s[хx]\s?(?=\d\s?(?:р|рет)(?!\w))", " "),
    ("м", r"(?<=\d)\s?м[ыі]н([ае]н)?(?!\w)", lambda match: " мыңнан" if match[1] else " мың"),
    ("кв", r"(?<=\d)\sкв\s?(\d{1,3})(?![\w,]|\s?[-–]\s?\d|\s?-?үй)", r"-үй, \1-пәтер"),
    (
        "1/2",
        rf"(?<![\w/])1/2\s?(?:таб|табл)\.?(?:[\s-]?(?P<ending>{CASE_ENDING}))?(?!\w)",
        lambda match: f"жарты {attach('таблетка', parse_suffix(match['ending'] or '') or Suffix())}",
    ),
    ("1/2", r"(?<![\w/])1/2\s?(?=ампул|стақан|қасық|таблетка)", "жарты "),
    ("гб", r"(?<![\w.,])(\d{1,2})\s(?=(?:16|32|64|128|256|512)\s?гб)", r"\1, "),
    ("/дейін", r"(?<=\w)/(?=дейін)", " "),
    ("\\", r"(?<=\d)\\(?=\d)", "/"),
    # «1ж2ай», «1м80», «2млн700мың»
    ("ай", rf"{ALONE}(\d{{1,2}})\s?ж\s?(\d{{1,2}})\s?ай(?=(?:лық)?(?:ға|да|дан|ды)?(?!\w))", r"\1 жыл \2 ай"),
    ("м", rf"{ALONE}([1-9])м([1-9]\d)(?![\w.,])", r"\1 м \2 см"),
    ("м", rf"{ALONE}(\d{{1,2}})\s?с\s?([1-5]?\d)\s?м(?!\w)", r"\1 сағат \2 минут"),
    (
        "FM",
        r"(?<![\d.,])(\d{2,3})[.,](\d)\s?FM(?!\w)",
        lambda match: f"{kazakh_cardinal(int(match[1]))} бүтін оннан {kazakh_cardinal(int(match[2]))} эф эм",
    ),
    ("млн", r"(?<=\dмлн)(?=\d{1,3}\s?мың)", " "),
    # «4мыңтг», «2,5млнтеңге»: a count, its scale and its currency
    (
        "т",
        r"(?<=\d)[\s-]?м(?:[ыі][ңн]|(?P<large>лн|лрд))(?:тг|те[ңн]ге)",
        lambda match: f" м{match['large'] or 'ың'} теңге",
    ),
    # «1.200.000», «50АЕК», «25%бен», «214 ауд», «15%арзан», «1м20см»
    (".", r"(?<![\w.,])(\d{1,3})\.(\d{3})\.(\d{3})(?![\w.,])", r"\1 \2 \3"),
    ("АЕК", r"(?<=\d)(АЕК)(?!\w)", r" \1"),
    ("%", r"(?<=\d%)\s?([мбп]ен)(?!\w)", r"-\1"),
    ("ауд", rf"{ALONE}(\d{{3}})\s?ауд(?![\w.])", r"\1-аудитория"),
    ("%", rf"(?<=\d%)(?={SMALL}{{4,}})", " "),
    ("см", r"(?<![\w.,])(\d)\s?м\s?(\d\d)\s?см(?!\w)", r"\1 м \2 см"),
    # «1 топтағы мүгедек», «4 топ қан»
    ("топ", rf"{ALONE}([1-4])\s?(?=топ(?![лдт][ае]р){INFLECTION}\s(?:қан|теріс|оң|мүгедек))", r"\1-"),
    # «0.25га», «1сабақ 8.00-8.45», «2019жылғылар», «33 үйдің 9 эт», «9 эт нан», «8 мкр дағы»
    (
        ".",
        r"(?<![\w.,])(0|\d(?=.*(?i:жер|алқап|жайылым|егіс)|\.\d{1,3}\s?га\s(?:жер|алқап)))\.(\d{1,3})\s?га(?!\w)",
        r"\1,\2 га",
    ),
    ("сабақ", rf"{ALONE}(\d{{1,2}})сабақ(?=,?\s(?:сағ\w*\s)?\d{{1,2}}[.:]\d\d)", r"\1-сабақ"),
    (
        "жылғылар",
        r"(?<!\d)((?:19|20)\d\d)\s?жылғылар",
        lambda match: f"{kazakh_ordinal(int(match[1]))} жылғылар",
    ),
    (
        "га ",
        r"(?<![\w.,])([01]?\d|2[0-3])\.([0-5]\d)\s?га(?=\s(?:[дш]ейін|қарай|ауыс|қалдыр|кел|жет))",
        r"\1:\2-ге",
    ),
    (
        "үйдің",
        rf"{ALONE}(\d{{1,3}})\s?үйдің(?=\s\d{{1,2}}[\s-]?(?:подъез|под|кіреберіс|кіреб|қаб|эт)\w*(?!\w))",
        r"\1-үйдің",
    ),
    (
        "н",
        rf"(?<=үйдің\s)(\d{{1,2}})\s?-?(?P<cut>эт|қаб|под|кіреб)\s-?(?P<ending>{_OF_ITS})(?!\w|\s(?:дүкен|сат))",
        _of_a_house,
    ),
    # «33-үйдің 2 подъезінде»: in the second one, or in two of them
    (
        "үйдің",
        r"(?<=үйдің\s)(\d{1,2})\s?-?(?P<noun>(?:подъез|кіреберіс|этаж|қабат)\w*[ыі](?:н[ае]н|нд[ае]))(?!\w)",
        lambda match: (f"{match[1]}-{match['noun']}", f"{kazakh_cardinal(int(match[1]))} {match['noun']}"),
    ),
    ("мкр", r"(?<=\d)\s?мкр\s-?(?=[дт][ае][ғг][ыі](?!\w))", " мкр-"),
    # «5-9ға -35°С»: classes, as those before them
    (
        "-",
        r"(?<=, )(?P<low>1?\d)-(?P<high>1?\d)\s?-?(?P<ending>[ғгқк][ае]|[дт][ае]н?)(?=\s[-–−+]?\d)",
        lambda match: (
            f"{kazakh_ordinal(int(match['low']))}-"
            f"{attach(kazakh_ordinal(int(match['high'])), parse_suffix(match['ending']) or Suffix())}"
        ),
        r"\d\s?-?(?:сынып|кл)",
    ),
    # «1990-шы жж.», «592б. 1т. бойынша», «25 кг-лығы», «3млн нан 5 млн», «1кв м іне»
    ("жж", r"(?<=0)(-[ыі]?н?ш[ыі])\s?жж\.?(?!\w)", r"\1 жылдары"),
    (
        "б",
        rf"{ALONE}(\d{{2,3}})\s?-?б\.?,?\s(\d{{1,2}})\s?-?т\.?(?=\s(?:бойынша|сәйкес|негіз|көздел))",
        r"\1-б. \2-т.",
    ),
    (
        "ғы",
        rf"(?<=\d)\s?(?P<unit>{any_of(_HEAVY)})\s?-?[лдт][ыі](?P<last>[қк]|[ғг][ыі])(?!\w)",
        lambda match: f" {_HEAVY[match['unit']]}{match['last']}",
    ),
    ("н", r"(?<=\d)\s?(млн|млрд)\s-?(?=н[ае]н\s\d)", r" \1-"),
    ("м", r"(?<=\d)\s?кв\.?\s?м\.?\s?-?(?:ін|н)е(?!\w)", " шаршы метріне"),
    (
        "х",
        rf"{ALONE}(\d{{1,3}})\s?[хx×*]\s?(\d{{1,3}})(?=,\s\d)",
        lambda match: f"{match[1]}-ке {kazakh_cardinal(int(match[2]))}",
        r"(?i:(?<!\w)үй|бөлме|гараж|қора|монша|телім)",
    ),
    # «Пойыз 379Т», «0-0-12 бөліп төлеу», «820ш. бұрылып қалды»
    ("", r"(?<=[Пп]ойыз )(\d{1,3})\s?([ТЦХЫ])(?!\w)", r"\1 «\2»"),
    ("0-0-", r"(?<![\w.,-])0-0-(\d{1,2})(?![\w.,-])", lambda match: f"нөл-нөл-{kazakh_cardinal(int(match[1]))}"),
    (
        "ш",
        r"(?<=[ыі]\s)(\d{1,4})\s?ш\.?(?=\s)",
        lambda match: (f"{match[1]}-шақырымда", f"{match[1]} шақырым"),
        r"(?i:трасса|тасжол|тас\sжол|автожол)",
    ),
)
_OF_HOUSE = {"де": "нде", "ге": "не", "ден": "нен", "ген": "н"}
_IN_MESSAGES: tuple[NumberRow, ...] = (
    # «ұл, 8 ж, бойы 125см»
    ("ж", r"(?<=, )(\d{1,2})\s?ж(?=,)", r"\1 жаста"),
    # «болмайды.желі»: a sentence, and the next in small letters
    (
        ".",
        rf"(?<![^\W\d])({SMALL}{{5,}})\.\s?(?={SMALL}{{2}})",
        lambda match: None if is_unknown(match[1]) or match[1] in CUT_WORDS else f"{match[1]}, ",
    ),
    # «23.09.2025 сағ 10:00»
    (
        ".20",
        rf"{ALONE}({DAY})\.({MONTH})\.(20\d\d)\s?(?:ж\.?|жылы)?(?=\s(?:сағ|\d)|\s?$|,)",
        lambda match: f"{match[3]} жылғы {int(match[1])} {MONTHS[int(match[2]) - 1]}",
    ),
    # «3под. домофон»
    (
        ".",
        rf"{ALONE}(\d{{1,3}})\s?(?P<cut>{any_of(ORDERED_CUTS)})(?<!кв)\.(?P<ending>)(?=\s?(?![үу][йи]){SMALL})",
        _in_a_case,
    ),
    # «205 кабта»; «5 сынға» is a word
    (
        "",
        rf"{ALONE}(\d{{1,3}})\s?(?P<cut>{any_of(ORDERED_CUTS)})(?<!сын)(?<!қат)(?<!тап)(?<!кір)(?P<ending>{CASE_ENDING})(?!\w)",
        _in_a_case,
    ),
    # «Есет батыр 17 үйде», «34 үйдің қасында», «71 72 пәтер»
    (
        "үй",
        rf"(?<=\s)(?P<number>\d{{1,3}}(?:-\d{{1,3}})?)\s?(?P<word>үй(?!лі){INFLECTION})(?!\w)",
        lambda match: (
            f"{match['number']}-{_cut_word(match)}"
            if _STREET_BEFORE.search(match.string, 0, match.start())
            and not match.string.startswith(" зардап", match.end())
            else None
        ),
    ),
    ("жылғы", rf"{ALONE}(\d\d) (?=жылғы(?!\w))", r"\1-"),
    ("үй ", rf"{ALONE}(\d{{1,3}})\s?(?=үй\s\d{{1,3}}(?:\s?(?:пәт|кв|подъезд|қаб)|-пәтер))", r"\1-"),
    (
        "",
        rf"{ALONE}(?P<first>\d{{1,3}})\s(?P<last>\d{{1,3}})\s(?P<word>пәтер|үй|кабинет|подъезд)(?!\w)",
        lambda match: (
            f"{match['first']}-{match['last']}-{match['word']}"
            if int(match["last"]) == int(match["first"]) + 1
            else None
        ),
    ),
    # «№4зал», «0-18жас», «1,5айлық»
    (
        "",
        rf"(?:(?<=№)|(?<=№\s)|(?<=\d[,-]))(?P<number>\d{{1,4}})(?P<word>{SMALL}{{2,20}})(?![\w.-])",
        lambda match: f"{match['number']} {match['word']}" if _is_whole(match["word"]) else None,
    ),
    ("каб", rf"{ALONE}(\d{{1,3}})\s?-?каб(?:инет)?(?=\s(?:кел|бар(?:ың|сын)|кір|жүгін))", r"\1-кабинетке"),
    # «жолының 34-52км аралығы», «8марш микроавтобусы», «6 "Г" мен 6"Д"»
    (
        "-",
        r"(?<=ның\s)(\d{1,4})\s?[-–]\s?(\d{1,4})\s?(?P<unit>км|шақ)\.?(?=\s(?:(?P<between>аралы)|бөлі|учаске|телім|жабы))",
        lambda match: (
            f"{kazakh_ordinal(int(match[1]))}{' мен ' if match['between'] else '-'}{kazakh_ordinal(int(match[2]))} "
            f"{UNIT_WORDS[match['unit']]}"
            if int(match[1]) < int(match[2])
            else None
        ),
        r"(?i:жолының|трассасының)\s\d",
    ),
    ("марш", rf"{ALONE}(\d{{1,3}})\s?марш(?=\s(?:микро|авто|газель)|\s*$|,)", r"\1-маршрут"),
    (
        '"',
        rf"{ALONE}(1?\d)\s?\"([А-ЕӘ])\"(?!\w|\s?(?:сын|кл|үй|көш))",
        r"\1-ші «\2»",
        r"(?i:сынып|сыныб|оқушы|мектеп|ата.?ана|ойна|жарыс|жеңді|футбол|волейбол|кросс)",
    ),
    # «поезд 2 жолға келеді», «8 шағын ауданда»
    *(
        (
            noun,
            rf"{ALONE}(\d{{1,2}}){gap}({noun}(?:{cases})?)(?=\s*(?:$|[,;])|(?<!{noun})\s|\s(?:\d|кел|жүр|орын))",
            r"\1-\2",
            r"(?i:по[ей](?:зд|ыз)|поезы|электричка|вагон|перрон|вокзал|рейс)",
        )
        for noun, gap, cases in (("жол", r"\s?", "ға|да|дан"), ("вагон", r"(?:\s(?=вагон[ғдн]))?", "ға|да|нан"))
    ),
    ("мкр да", rf"{ALONE}(\d{{1,2}})(?:-?ш[ыі])?\s?мкр да(?!\w)", r"\1-шағын ауданда"),
    ("шағын", rf"{ALONE}(\d{{1,2}})(?=шағын\s?аудан(?!ы))", r"\1-"),
    # «120тг/кг»: as it is typed
    ("тг/кг", r"(?<=\d)\s?тг/кг(?!\w)", " тг килограмы"),
    # «1 кезең-5 адам», «1 қабат-касса,2 қабат-дәрігер»: parts by their numbers; «1 бөлме-5000тг» is a price
    (
        "-",
        (
            rf"(?<![\w.,/-])(?<!\d:)(\d{{1,3}})\s?(?P<noun>{SMALL}{{3,}})\s?-\s?(?=(?P<digit>\d)|{SMALL}{{3}})"
            r"(?!\d{3}|\d+\s?(?:мың|тг|теңге|млн))"
        ),
        lambda match: (
            f"{match[1]}-{match['noun']} – "
            if (bears_number(match["noun"]) or match["noun"] in ("үй", "тур"))
            and (match["digit"] or len(re.findall(rf"\d\s?{match['noun']}\s?-", match.string)) > 1)
            else None
        ),
    ),
    # «1 орын 1 млн, 2 ор 500 мың»: places of a contest
    (
        "орын",
        rf"(?<![\w.,/-])(?<!\d:)([1-9])\s?орын(?=\s{CAPITAL}|\s?[-–:]\s?{CAPITAL})",
        r"\1-орын",
    ),
    ("ор", rf"{ALONE}([1-3])\s?ор(?:ын)?(?=.{{0,40}}[\s,][23]\s?ор|[\s-]+\d+(?:\s?мың|000|\s000))", r"\1-орын"),
    # «7ден 20 га», «109га звондаңыз», «95 пен келе жатқан», «60 асқан»
    ("га", r"(?<=[дт][ае]н\s)(\d+)\s?га(?=\s(?!жер|егін|алқап|орман|шабынд|өрт|дала)|$)", r"\1-ға"),
    ("га", r"(?<=\b10[1-9])га(?=\s(?:емес|звон|хабар|қоңырау|шал|айт))", "-ға"),
    ("ен ", r"(?<=\d)\s(?P<ending>[пб]ен)(?=\s(?!\d|және)\w)(?!\s\w+\s\d)", r"-\g<ending>"),
    (" ас", r"(?<=\d)\s(?=ас(?:қан|са|ып)(?!\w))", "-тан "),
    # «12ж қыз», «10ж тәжірибе», «8-12ж балалар»
    (
        "ж",
        r"(?<=\d)\s?ж\.?(?=\s(?:қыз|ұл|бала\w*|жасөспірім|оқушы|ер|әйел|азамат|келіншек|адам|жігіт|кісі|қария|ана|әже|ата|жас)(?!\w))",
        " жастағы",
    ),
    (
        "ж ",
        r"(?<=\d)\s?ж(?=\s(?:тәжірибе|өтіл|кепіл|жұмыс\sіст|бұрын|кейін|бойы|шартты|бас\sбост|түрме|сотта))",
        " жыл",
    ),
    ("ж", r"(?<=\d-\d\d)\s?ж(?=\s|,|$)", " жас"),
    ("ж", rf"(?:(?<={SMALL} \d\d)|(?<={SMALL} \d))ж(?=\s\d(?!\s?рет)|\s*$)", " жаста"),
    ("рет", r"(?<=\d)\s?ж(?=\s\d\s?рет)", " жылда"),
    ("құқығынан", r"(?<=\d)\s?ж(?=\s(?:жүргізу\s)?құқығынан)", " жылға"),
    # «Батыс2ге», «Ақжар2»: a name with its number
    (
        "",
        rf"{_NO_NAME}(?P<name>{CAPITAL}{SMALL}{{2,}})(?P<number>\d{{1,2}})(?:\s?-?(?P<ending>{CASE_ENDING}))?(?![\w-])",
        lambda match: "-".join(filter(None, match.group("name", "number", "ending"))),
    ),
    # «7Б да», «5А сын»: a class
    (
        "",
        rf"(?<![\w.,:/№-])(?P<number>1?\d)\s?(?P<letter>[А-ЕабвгдӘә])(?:(?P<noun>\s(?:сын|кл))|(?:-|\s(?=н))(?P<ending>{CASE_ENDING}|нын))?(?!\w)",
        _class,
    ),
    (
        "",
        r"(?<![\w.,:/№-])(?P<number>1?\d)\s?(?P<letter>[А-ЕабвгдӘә])\s(?P<ending>[дт][ае])(?!\w)",
        _of_a_class,
        _SCHOOL.pattern.join(("(?i:", ")")),
    ),
    # «12үйдің ауласында», «7қатар 11 орын», «2006 жылғылар», «48л дәптер», «15м күтеміз», «15мыңнан»
    (
        "үйдің",
        rf"{ALONE}(\d{{1,3}})\s?үйдің(?=\s(?:аула|алд|жан|шатыр|төбе|подъез|кіреберіс|жертөле|арт|қас|маң|тұсы?нд))",
        r"\1-үйдің",
    ),
    ("қатар", rf"{ALONE}(\d{{1,2}})\s?-?қатар,?\s(\d{{1,2}})\s?орын(?!\w)", r"\1-қатар, \2-орын"),
    ("дәптер", rf"{ALONE}(\d\d)\s?л(?=\sдәптер)", r"\1 парақты"),
    ("м", rf"{ALONE}(\d{{1,2}})\s?м(?=\s(?:күт|кешік|үзіліс|дамы))", r"\1 минут"),
    ("мың", r"(?<=\d)(?=мың(?:нан|ға|да|ды)(?!\w))", " "),
    ("МҮ", r"(?<!\w)МҮ(?P<case>[дг]ен?)(?!\w)", lambda match: f"мәдениет үйі{_OF_HOUSE[match['case']]}"),
    ("", r"(?<=\d )т(?=\s?8?7\d{9}(?!\d))|(?<=\w )т\.?(?=\s?(?:87\d{9}|\d-\d\d-\d\d)(?!\d))", "тел."),
    ("қан ", r"(?<=қан\s)([1-4])\s?(?=(?:топ|теріс|оң)(?!\w))", r"\1-"),
)
_ROWS = tuple(
    (hint, re.compile(pattern), typed, re.compile("".join(licence)), in_messages)
    for rows, in_messages in (
        (DATE_ROWS, False),
        (_ANYWHERE, False),
        (DATE_ROWS_OF_MESSAGES, True),
        (_IN_MESSAGES, True),
    )
    for hint, pattern, typed, *licence in rows
)


def number_repairs(text: str) -> Iterator[Repair]:
    """Yield the numbers of `text` that surely stand for other ones, as the rules know them."""
    if not _DIGIT.search(text):
        return
    message = is_message(text)
    if "." in text:
        yield from typed_dates(text)
    for hint, pattern, typed, licence, in_messages in _ROWS:
        for match in pattern.finditer(text) if hint in text and (message or not in_messages) else ():
            meant = match.expand(typed) if isinstance(typed, str) else typed(match)
            if meant is not None and licence.search(text):
                first, *others = [meant] if isinstance(meant, str) else meant
                ways = (first, *others) if others else ()
                yield Repair(match.start(), match.end(), first, guessed=bool(others), others=ways)
    for match in _NUMBER.finditer(text):
        if match.group() == text and "-" in text:  # «204-каб» alone
            continue
        if meant := _counted(match, message=message):
            joined = match["apart"] and _cut_word(match) in (*CUT_NOUNS, *MONTHS, *_TOUCHED_MONTHS)
            end = match.end() if joined else match.end("word")
            if meant != text[match.start() : end]:
                yield Repair(match.start(), end, meant)


def _cut_word(match: re.Match[str]) -> str:
    return match["word"] if match["word"] in CUT_NOUNS else spelt(match["word"]) or match["word"]
