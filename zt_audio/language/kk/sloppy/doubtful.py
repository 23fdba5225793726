"""Refuse numbers that can be meant in two ways, before any rule takes them for one of the two.

Each row is a pattern and what it may mean. Take a row out where a rule tells the two apart.
"""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Guess, Rule, Unread
from zt_audio.language.kk import LANGUAGE
from zt_audio.language.kk.dates import MONTHS
from zt_audio.language.kk.number_tokens import CAPITAL, LETTER, SMALL, is_hasty
from zt_audio.language.kk.numbered_nouns import names_by_number
from zt_audio.language.kk.stems import TITLES
from zt_audio.language.kk.suffixes import parse_suffix
from zt_audio.language.kk.times import MEASURED
from zt_audio.language.kk.units import UNIT_WORDS
from zt_audio.language.tables import DIGITS, any_of, word_set

_BEGINS = r"(?<![\w.,:/№+-])"
_SPACE = "[ \u00a0\u202f]"
_DOUBTFUL = (
    # «10.000 теңге»: ten thousand, or ten with three noughts after the comma
    r"\d{1,3}[.,]000(?!\d)|[1-9]\d{0,2}\.\d{3}(?!\d|\.\d)",
    # «2 025 ж.»: a year that was typed as an amount, or so many years
    rf"(?:1{_SPACE}[89]\d\d|2{_SPACE}0(?!00{_SPACE}?жыл(?!д))\d\d)(?={_SPACE}?-?(?:жж?\.|жыл))",
    rf"(?:19|20)\d\d{_SPACE}?[-–/]{_SPACE}?(?:1{_SPACE}9|2{_SPACE}0)\d\d(?!\d)",
    rf"(?:00?|\d{{3,}}){_SPACE}(?:{any_of(MONTHS)})",
    # «1-ден 10 тамызға дейін»: from the first, but the suffix is that of a cardinal
    rf"\d{{1,2}}-[дтн][ае]н{_SPACE}\d{{1,2}}{_SPACE}(?:{any_of(MONTHS)})",
    # «5/6 тамыз»: a night between two days, or a mistake
    rf"\d{{1,2}}/\d{{1,2}}{_SPACE}(?:{any_of(MONTHS)})",
    rf"\d{{1,2}}{_SPACE}[IVXІХ]{{1,4}}{_SPACE}\d{{2,4}}",  # 26 XI 2026
    # «030020»: a postal code or the number of a form, whose groups are not known
    r"0\d{4,}(?!\d|[.,-]\d)",
    # «3.24 белгісі»: a road sign by its number, no decimal
    rf"\d{{1,2}}\.\d{{1,2}}(?:\.\d{{1,2}})?{_SPACE}(?:«[^»]{{1,40}}»{_SPACE})?(?:жол{_SPACE})?белгі",
    # «2024-25 оқу жылы»: two years of which one is cut short
    rf"(?:19|20)\d\d[-–]\d\d(?!\d)(?={_SPACE}(?:оқу|қаржы|бюджет|жыл|жж))",
    # «(1999-2006)»: years, or numbers
    r"(?<=\()(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d(?=\))",
    # «2025 г.»: a year as in Russian, or so many grams
    r"(?:19|20)\d\d\s?гг?\.?(?![\w-])",
    # «8 март көшесі»: a street, and the month in Russian
    r"\d{1,2}\s(?-i:март|октябрь|май(?=\s+(?:көше|даңғыл|мереке)))(?!\w)",
    # «60 км/с»: a second, or an hour cut short; nothing in a notice is so fast
    r"\d+\s?км/с(?!\w)",
    # «код 882 410 551»: a code, and no millions
    r"(?<=код )\d{3} \d{3} \d{3}(?!\d)|(?<=коды )\d{3} \d{3} \d{3}(?!\d)",
    # «карта 4471 мен аяқталады»: figures, and no sum
    r"\d{4}\s?-?[мбп]ен(?=\s+(?:аяқтал|бітет|бастал))",
    # «кабинет 5,15не дейін»: a room and a day
    r"\d{1,3},\d{1,2}\s?-?[сыі]{0,2}н[ае](?=\s+дейін)",
    # «102,4 каб»: no decimal of a room
    r"\d{1,3},\d{1,2}\s?(?:каб|кабинет)(?!\w)",
    # «1800,1күнде»: a price, and so many days
    r"\d{3,},\d(?=\s?(?:күн|сағат|ай|жыл|апта|рет|адам))",
    # «3 сабақта»: the third, or in three
    r"\d{1,2}\s?сабақта(?!\w)",
    # «50/30мың»: two prices, or a share
    r"\d{1,4}/\d{1,4}\s?мы[нң](?!\w)",
    # «4/5 қабат»: a floor of a house, or so many of so many
    r"\d{1,2}/\d{1,2}\s?(?:этаж|эт|қабат|қаб)(?!\w)",
    # «5--7»: a range, or a minus
    r"\d+--\d+",
    # «8 м-н»: a microdistrict as in Russian, or metres
    r"\d{1,4}\s?м-н(?!\w)",
    # «5-7 қар»: two days of November cut short, or snow
    r"\d{1,2}[-–]\d{1,2}\s(?-i:қар|қаз|нау|там)(?![\w])",
    # «Басталуы: 18-30»: a time, or a range
    r"(?<=[:] )(?:[01]?\d|2[0-4])-(?:15|30|45)(?=\s*(?:$|[.,;]))",
    # «2 тар.»: a chapter cut short, or narrow
    r"\d{1,4}\sтар\.",
    # «20 там дейін», «15 қаз да»: a month, cut short, or houses and geese
    r"\d{1,2}(?-i:\s?там|қаз|\sқаз(?=\s(?:[дт]а|ға|нан)))(?![\w.])",
    # «12В»: a house, or volts; mains are 110, 127, 220, 230, 380 and 400 volts
    r"(?-i:(?!(?:110|127|220|230|380|400)В)\d{1,3}В(?![\w-]))",
)
_OF_A_SCALE = re.compile(r"(?i:масштаб|пропорци|қатынас|арақатынас)")
_UNITS = (*(unit for unit in UNIT_WORDS if unit.isalpha()), "км/сағ", "м/с", "мкр", "ш/а", "кв", "каб", "АЕК")
_UNIT_BEFORE = re.compile(rf"\d[\s-]?(?:(?:мың|млн)\s)?(?:{any_of(_UNITS)})[²³]?\.?\s$")
# Words that could be suffixes: conjunctions, until, ready, bread, brother, sweat, a foal, an exam, a net, a gift, skin.
NO_SUFFIXES = word_set(
    "мен пен бен не дейін дайын нан іні ін тер тай сын сыз тар ау дар тары тері у шын сіз сіздер дейді тағы"
)
BREAD_OR_FROM = re.compile(
    r"нан\s+(?:астам|ас[аы]|асқан|асты|асып|артық|кейін|кешік|бастап|бері|кем|жоғары|төмен|көп|аз)"
)
_TO_CALL = re.compile(r"(?<!\d)1[015]\d $")
_BELOW_ZERO = re.compile(
    r"°|℃|(?<![\w)])\+\d\d?(?!\d)|градус|дптр|диоптр|температура|аяз|суы[қт]|ауа\s+райы|түнде|күндіз|(?<!\d )жылы"
    r"|таңертең|боран|төмен"
    r"|қат(?:ып|ад|ты)|тоң(?:ып|ад|ды)|үс(?:іп|ид|ік)"
    r"|(?<!\w)қыс(?!\w)|(?:…|\.\.)\s?[-–−+]?\d",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(  # of two digits below zero in a text of these it is the weather
    r"ертең|көше(?:де|міз)|далада|түнінде|сыны[пб]|оқыма|дизель|жылу|автобус|[-–]\d\d-?[дт][ае]н?(?!\w)", re.IGNORECASE
)
_LENGTH = re.compile(
    r"ұзын|биік|ені|қашық|жер(?:де|ден|дегі)|терең|кабель|перде|мата|метр|құбыр|шырша|жүр|алыс|қар\s|кашык",
    re.IGNORECASE,
)
_SECONDS = re.compile(r"секунд|мин(?:ут|\W)|жүгір|жарыс|мәре|рекорд|старт|нәтиже|жүз(?:у|іп)", re.IGNORECASE)
GOODS = re.compile(r"көмір|шөп|құм|бидай|арпа|жем|астық|уголь|тонна|жүк|шағыл|цемент", re.IGNORECASE)
MEDICINE = re.compile(r"дәрі|мг(?!\w)|күніне|таблет|ішіңіз|ішу", re.IGNORECASE)
PRICED = re.compile(r"сат[аы]|баға|тг|теңге|жала[қк]|ақы(?!л)|мың|арзан|төле|жалға", re.IGNORECASE)
_UNIT_NEXT = (
    rf"\s?(?:[°%₸$€]|(?:{any_of(word for word in UNIT_WORDS if word[0].isalpha())})(?!{SMALL})"
    rf"|{SMALL}*(?:теңге|миллион|грамм|метр|литр|тонна|гектар|жыл|ай|есе|рет|балл|ұпай|сот|курс|сағат|градус))"
)
_AGED = re.compile(r"жас\w{0,2}\s$", re.IGNORECASE)
OF_ROOMS = re.compile(r"\d\s?бөлм\w*\.?\s(?:пәтер\w*\s)?[^.!?\d]{0,20}$")
_NAMED_BEFORE = re.compile(rf"(?:(?<!\w){CAPITAL}{SMALL}+|(?<!\w)(?:{any_of(TITLES)}))\s$")
_UNIT_CHARS = 12  # of a number and its unit
_DEGREES = 2  # digits
_WEATHER_CHARS = 80  # around a minus


def _doubt_message(match: re.Match[str], context: Context) -> Unread | None:
    """Doubt a number in a hasty text unless what stands around «9 м» or «ставка 1,25» leaves one kind."""
    unit, joined = match.group()[-1], match.group()[-2].isdigit()
    if unit == "с" and joined and not _SECONDS.search(match.string):
        return Unread("unreadable-token")  # «52с үй»
    licence = {"м": _LENGTH, "т": GOODS}.get(unit)
    priced = match.group()[:4].isdecimal() or PRICED.search(match.string)  # 5200т
    open_anyway = priced or (unit == "т" and MEDICINE.search(match.string))
    licensed = context.before(MEASURED) or (licence and (licence.search(match.string) or not open_anyway))
    return Unread("unreadable-token") if not licensed and is_hasty(context.text) else None


def _minus(match: re.Match[str], context: Context) -> Unread | None:
    around = context.text[max(0, match.start() - _WEATHER_CHARS) : match.end() + _WEATHER_CHARS]
    cold = len(match["digits"]) <= _DEGREES and (
        _BELOW_ZERO.search(around) or (len(match["digits"]) == _DEGREES and _OUTSIDE.search(around))
    )
    aged = context.before(_AGED, 8)  # «жасы -65тен жоғары»
    return None if (cold and not aged) or not context.text[: match.start()].strip() else Unread("unreadable-token")


def _wide_hyphen(match: re.Match[str], context: Context) -> Guess | Unread | None:
    noun = match["noun"]
    if names_by_number(noun) or (parse_suffix(noun) and noun not in NO_SUFFIXES):
        return Unread("unreadable-token")
    return None if context.before(_TO_CALL, 5) else Guess(",")


RULES = (
    # «45 наурызда», «31 маусым»
    Rule(
        "no-such-date",
        re.compile(
            rf"(?<![\w.,:+-])(?:(?:3[2-9]|[4-9]\d){_SPACE}(?:{any_of(MONTHS)})"
            rf"|(?:30|31){_SPACE}ақпан|31{_SPACE}(?:сәуір|маусым|қыркүйе|қараша)){LETTER}*",
            re.IGNORECASE,
        ),
        Unread("no-such-date"),
        DIGITS,
    ),
    # In a message «9м» is metres or thousands, «24с» hours or seconds; «25,11» a day, a time or a decimal.
    Rule(
        "doubtful",
        re.compile(rf"{_BEGINS}(?:(?:\d{{1,3}}\s?[мст]|\d{{4,6}}\s?т)(?![\w/²³-]|\.\w)|\d{{1,2}}\s?т(?=/күн))"),
        _doubt_message,
        DIGITS,
    ),
    Rule(
        "doubtful",
        re.compile(
            rf"{_BEGINS}(?:\d{{1,2}},[0-5]\d\s?[-–]\s?\d{{1,2}},[0-5]\d|[0-2]?\d,[0-5]\d|[1-9]\d\d[.,]00)"
            rf"(?![\d:]|[.,-]\d)(?!{_UNIT_NEXT})"
        ),
        _doubt_message,
        DIGITS,
    ),
    # «2 бөлмелі пәтер, 5/9»: a floor of a house, and no fraction
    Rule(
        "doubtful",
        re.compile(rf"{_BEGINS}\d{{1,2}}/\d{{1,2}}(?=\s*(?:$|[,.]|сат|жал))"),
        lambda _match, context: Unread("unreadable-token") if context.before(OF_ROOMS, 40) else None,
        DIGITS,
    ),
    # «масштаб 1:1000»: a scale, no time of day
    Rule(
        "doubtful",
        re.compile(r"\d{1,4}:\d{1,6}(?!\d)"),
        lambda _match, context: Unread("unreadable-token") if context.before(_OF_A_SCALE) else None,
        DIGITS,
    ),
    Rule(
        "doubtful",
        re.compile(rf"(?<![\w.,:-])(?:{'|'.join(_DOUBTFUL)})", re.IGNORECASE),
        Unread("unreadable-token"),
        DIGITS,
    ),
    # «Анықтама -102», «Дүкен –5 теңге»: a minus or a dash; only weather has numbers below zero. A real minus (−) is
    # sure.
    Rule(
        "doubtful", re.compile(r"(?<![\w.,)%‰°₸])[-–](?P<digits>\d+(?: \d{3}(?!\d))*)(?!\d)"), _minus, frozenset("-–")
    ),
    # «Түнде – 15 °C»: below zero, or a dash
    Rule(
        "doubtful",
        re.compile(r"(?<!\d)(?<!\d )[-–−—]\s\d{1,2}(?:(?:…|\.{2,3}|[-–])\s?[-–−]?\d{1,2})?\s?(?:°|градус)"),
        Unread("unreadable-token"),
        frozenset("-–−—"),
    ),
    # «Рысқұлов көшінде»: a street that lacks two letters, or people on their way
    Rule(
        "doubtful",
        re.compile(r"көші(?:н(?:[ае]н?|д[ае]н?|ің)?)?(?!\w)"),
        lambda _match, context: Unread("abbreviation-unknown") if context.before(_NAMED_BEFORE) else None,
        frozenset("к"),
    ),
    # «18:00 - де»: a suffix that stands apart from its number, or the particle behind a dash
    Rule(
        "doubtful",
        re.compile(r"(?<=[\d%°₸] )[-–—] ?(?:[ғгқк][ае]|[дт][ае](?:н|[ғг][ыі])?|н[ае]н|[ндт][ыі]ң)(?![\w-])"),
        Unread("unreadable-token"),
        frozenset("-–—"),
    ),
    # «15 мин та», «100 тг дан», «14 км де», «12мкр да»: the same behind a unit
    Rule(
        "doubtful",
        re.compile(r"(?<=[\w.] )(?P<ending>[ғгқк][ае]|[дт][ае][нй]?|[ндт][ыі]ң?|н[ае]н|с[ыі])(?![\w-])"),
        lambda _match, context: Unread("unreadable-token") if context.before(_UNIT_BEFORE, _UNIT_CHARS) else None,
        frozenset("ғгқкдтнс"),
    ),
    # «20% дан», «10.00 дегі», «7 еуі»: a suffix that stands apart from its number
    Rule(
        "doubtful",
        re.compile(rf"(?:(?<=[\d%°₸] )|(?<=°[CС] ))(?P<ending>{SMALL}{{1,8}})(?![\w-])"),
        lambda match, context: (
            Unread("unreadable-token")
            if parse_suffix(match["ending"])
            and (match["ending"] not in NO_SUFFIXES or BREAD_OR_FROM.match(context.text, context.start))
            else None
        ),
        frozenset(letter for letter in LANGUAGE.letters if letter.islower()),
    ),
    # «Батыс–2», «235–V»: a hyphen, or a dash
    Rule(
        "doubtful",
        re.compile(rf"(?<={LETTER})[–—](?=\d)|(?<=\d)[–—](?=[IVX])"),
        Unread("unreadable-token"),
        frozenset("–—"),
    ),
    # «12 - үй», «434 - бабы»: a hyphen with spaces, or a dash. Behind a number to call it is a dash.
    Rule("doubtful", re.compile(rf"(?<=\d )-(?= (?P<noun>{SMALL}+))"), _wide_hyphen, frozenset("-")),
    # «№1,2»: two numbers, or a decimal
    Rule(
        "doubtful",
        re.compile(rf"№{{1,2}}{_SPACE}?\d{{1,4}}[.,]\d{{1,4}}(?!\d)"),
        Unread("unreadable-token"),
        frozenset("№"),
    ),
)
