"""Refuse numbers that can be meant in two ways, before any rule takes them for one of the two.

Each row is a pattern and what it may mean. Take a row out where a rule tells the two apart.
"""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Rule, Unread
from zt_audio.language.ru.cases.counting import is_named_before
from zt_audio.language.ru.cases.right_context import head_forms, is_of_study
from zt_audio.language.ru.dates import MONTHS
from zt_audio.language.ru.sloppy.kinds import SHORT, is_open
from zt_audio.language.ru.words.morphology import forms, likeliest
from zt_audio.language.ru.words.units import UNITS
from zt_audio.language.tables import DIGITS, word_set

_SPACE = "[ \u00a0\u202f]"
_GAP = "[ \u00a0\u202f–-]"
# A number that begins as a telephone does, in groups, that has not eleven digits; an amount has groups of three.
_AMOUNT = rf"8(?:{_SPACE}\d{{3}})+(?![\d{_GAP[1:-1]}]{{1,2}}\d)"
_ELEVEN = rf"\+?[78](?:{_GAP}?[()]?{_GAP}?\d){{10}}(?![\d]|{_GAP}\d)"
_DIGITS_OF_PHONE = rf"(?!{_ELEVEN})\+?[78]{_GAP}?\(?7\d{{2,4}}\)?{_GAP}?\d{{2,4}}(?:{_GAP}\d{{2,4}})+(?!\d)"
_DOUBTFUL = (
    # «10.000 тенге»: ten thousand, or ten with three noughts after the comma
    rf"\d{{1,3}}[.,]000(?!\d)|\d{{1,3}}\.\d{{3}}(?={_SPACE}?(?:тенге|тг|₸|руб|чел|жител))",
    # «10 000.00 тг»: tiyns are not said as hundredths of a tenge
    rf"\d{{1,3}}(?:{_SPACE}\d{{3}})+\.\d\d(?={_SPACE}?(?:тенге|тг|₸|руб))",
    # «2 025 г.»: a year that was typed as an amount, or grams
    rf"(?:1{_SPACE}[89]\d\d|2{_SPACE}0\d\d)(?={_SPACE}?(?:гг?\.|год(?:а|у|ом|е|ы|ов)?(?!\w)))",
    rf"(?:19|20)\d\d{_SPACE}?[-–/]{_SPACE}?(?:1{_SPACE}9|2{_SPACE}0)\d\d(?!\d)",
    # «54-21 – 33»: a telephone with a space in it, or two numbers
    rf"\d{{1,3}}[-–]\d\d{_SPACE}[-–]{_SPACE}\d\d(?!\d|[-–.:,]\d)",
    # «5?-12-4?»: digits that one could not read
    r"\d{1,4}\?+(?:[-–][\d?]+)+",
    # «10.30ч»: half past ten, or a decimal number of hours
    rf"\d{{1,2}}\.[0-5]\d(?=(?:{_SPACE}?[-–—]{_SPACE}?\d{{1,2}}\.[0-5]\d)?ч(?!\w))",
    # «777 123 45 67»: a telephone without its first figure, or two numbers
    rf"7\d\d{_SPACE}\d{{3}}{_SPACE}\d\d{_SPACE}\d\d(?!\d)",
    # «14-15-16 ноября»: three days, or a telephone
    r"\d{1,2}-\d{1,2}-\d{1,2}(?=\s+(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек))",
    # «12 ед. ТС»: the stop may end the sentence
    rf"\d+{_SPACE}?(?:ед|шт)\.{_SPACE}?(?=[А-ЯЁ]{{2}})",
    # «1 1/2 часа»: one and a half, or a house and its part
    rf"\d{{1,2}}{_SPACE}[1-9]/[2-9](?![\d/])",
    # «05/06»: a date, or a house
    r"0\d/\d{1,2}(?![\d/])",
    # «10.2026 тг»: a month, or a price
    r"(?:0?[1-9]|1[0-2])\.20\d\d(?=\s?(?:тг|тенге|руб|₸|%|кг|м|км|л|т|шт|МРП|чел)(?!\w))",
    # «18.75», «12.60 ч»: no such minute, and a price or a measure would have its unit
    r"(?:1\d|2[0-4])\.[6-9]\d(?=\s*(?:$|[,.;:!?)]|(?:до|по|утра|вечера|и|ч|час\w*)\b))",
    # «8 7132 123 45 67», «8 (701) 123-45»: no telephone has so many digits, or so few
    rf"(?!{_AMOUNT}){_DIGITS_OF_PHONE}",
    # «6-7.12»: two days, or a range that ends in a decimal
    r"(?:[12]\d|3[01]|[1-9])[-–](?:[12]\d|3[01]|0?[1-9])\.(?:0[1-9]|1[0-2])(?!\d|[.:-]\d|\s?(?:%|[а-яё²³]+))",
    # «17/04», «3/4 комнат»: a date or two counts
    r"\d{1,2}/0[1-9](?![\d/])|[1-9]/[2-9](?=\s?-?комн|\s?(?:МРП|МЗП|АЕК|таб))",
    # «1г 8мес», «2х раз питание», «15 км поста»
    rf"\d{{1,2}}{_SPACE}?г\.?{_SPACE}\d{{1,2}}{_SPACE}?мес|\d+{_SPACE}?км(?=\s+(?:пост|отметк))",
    rf"(?<!до )(?<!из )(?<!от )(?<!с )(?<!около )\d{{1,2}}-?х{_SPACE}?раз(?!\w)",
    # «дальше 6 км грунт»: how far it is from here, or how much more than six
    rf"(?<=\bдальше )(?<!не дальше )\d+{_SPACE}?к?м(?!\w)",
    # «14 16 18 мкр»: whose numbers they are
    rf"\d{{1,3}}{_SPACE}\d{{1,3}}{_SPACE}\d{{1,3}}(?={_SPACE}?мкр)",
    # «с 8 до 18,5 дн в нед»: an hour and how many days
    r"(?<=до )(?:[89]|1\d|2[0-4]),[1-7](?=\s?дн)",
    # «9-13.00»: hours, and no decimal
    r"(?:[5-9]|1\d)-(?:1\d|2[0-4])\.(?:00|30)(?!\d|[.:-]\d|\s?(?:%|₸|[а-яё]+))",
    # «1 и 2-й подъезды»: two ordinals of which one is written so
    rf"\d{{1,3}}{_SPACE}(?:и|или){_SPACE}\d{{1,3}}-(?:й|я|е|го|му|м|х|ми|ой|ю)(?!\w)",
)
_CLASSES_BEFORE = re.compile(r"\d\s?кл(?:асс\w*)?\.?(?!\w)")
_NOT_THERE = re.compile(r"(?:не будет|нет (?:света|воды|газа))\s+$", re.IGNORECASE)

_BELOW_ZERO = re.compile(
    r"°|℃|градус|температур|мороз|холод|тепл|погод|ночью|дн[её]м|похолодан|столбик|ветер|ветр[оуа]"
    r"|к (?:вечеру|утру)|гол[ое]л[её]д|метел|буран|снег|резин|не уч[аи]т|занятий|дистант|(?:…|\.\.)\s?[-–−+]?\d"
    r"|(?:сегодня|завтра|вчера|утром|вечером)\s[-–]\d\d(?=\s*[,.;])|(?<!\w)(?:до|ниже|выше|около)\s+[-–]\d|(?<!\w)от\s[-–+]\d+\sдо|[-–+]\d+\s(?:до|…)\s[-–+]\d",
    re.IGNORECASE,
)
_PRICE_NEAR = re.compile(r"\d\s?(?:тг)?/\s?(?:л|кг|шт)(?!\w)|\d за (?:литр|килограмм|штуку)")
# What a typed number names, so that «31/12» is a house, «с 930 до 1700» a price, «6с» a time
_ADDRESS_BEFORE = re.compile(
    r"(?<!\w)(?i:ул|улиц\w*|дома?|доме|д|пр|проспект\w*|мкр|микрорайон\w*|пер|переул\w*|адрес\w*|№)[.:]?\s(?:[А-ЯЁ][\w-]*\.?,?\s){0,3}$"
)
_PRICE_BEFORE = re.compile(
    r"(?i:цен|стоим|зарплат|оклад|пособи|тариф|курс|штраф|взнос|балл|норм|увелич|сниз|вырос|повыс|с[её]л|номер|школ|год)[^.!?]{0,40}$"
)
_OF_TIME = re.compile(
    r"(?i:секунд|(?<!\w)сек(?!\w)|бег|заплыв|рекорд|результат|метр|светофор|через|сигнал|задерж|удерж|пауз|(?<!\w)за\s)"
)
_MICRODISTRICT_BEFORE = re.compile(r"(?<!\w)(?i:мкрн?|микрорайон\w*)\.?\s\d{1,3}(?:-?[А-Яа-я])?,?\s$")
_CLOCK = re.compile(r"(?:[5-9]|0\d|1\d|2[0-4])[0-5][05]")
_DEGREES = 2  # digits
_WEATHER_CHARS = 80  # around a minus


def _minus(match: re.Match[str], context: Context) -> Unread | None:
    around = context.text[max(0, match.start() - _WEATHER_CHARS) : match.end() + _WEATHER_CHARS]
    cold = len(match["digits"]) <= _DEGREES and _BELOW_ZERO.search(around)
    return None if cold or not context.text[: match.start()].strip() else Unread("unreadable-token")


def _from_to(match: re.Match[str], context: Context) -> Unread | None:
    head = head_forms(context.text[match.end() :])
    fits = any(form.case == "gen" if form.plural else form.case in ("nom", "acc") for form in head)
    if fits and _CLASSES_BEFORE.search(match.string, 0, match.start()) and not is_of_study(head):
        return Unread("unreadable-token")  # «1-4 кл учатся, с 5 по 11 дистант»
    counts = fits or match["next"] in UNITS or forms(match["next"])[0].kind == "CONJ"
    return None if counts or is_named_before(context.text[: match.start()]) else Unread("unreadable-token")


def _hours_or_days(match: re.Match[str], context: Context) -> Unread | None:
    entrance = context.text[match.end() :].lstrip().startswith("под")
    return Unread("unreadable-token") if entrance or _NOT_THERE.search(context.text[: match.start()]) else None


def _clock_or_count(match: re.Match[str], context: Context) -> Unread | None:
    # «с 930 до 1700»: times without their colon, unless a noun that is counted stands behind
    first, last = match["first"], match["last"]
    clock = _CLOCK.fullmatch(first) and _CLOCK.fullmatch(last) and int(first) < int(last)
    counted = any(form.case == "gen" for form in head_forms(context.text[match.end() :]))
    priced = _PRICE_BEFORE.search(context.text[: match.start()])
    return Unread("unreadable-token") if clock and not (counted or priced) else None


_IN_ORDER = word_set(
    "группа класс курс категория степень разряд смена квартал четверть очередь подъезд кабинет участок"
)


def _ungoverned(match: re.Match[str], _context: Context) -> Unread | None:
    kinds = forms(match["noun"])
    nominative = all(form.known and form.kind == "NOUN" for form in kinds) and any(
        form.case == "nom" and not form.plural for form in kinds
    )
    singular = any(form.case == "gen" and not form.plural for form in kinds)
    ordered = singular and kinds[0].lemma in _IN_ORDER  # «инвалидам 1,2 группы», but «в 5,6 классах»
    return Unread("unreadable-token") if ordered or (nominative and not singular) else None


RULES = (
    Rule(
        "doubtful",
        re.compile(
            r"[Сс]\s(?P<first>\d{3,4})\s(?:до|по)\s(?P<last>\d{4})(?![\w.,:/%₸-]|\s?(?:г|тг|тенге|руб|км|кг|т|м)(?!\w))"
        ),
        _clock_or_count,
        frozenset("Сс"),
    ),
    # «рынок 31/12 до 16ч»: a day, or a house
    Rule(
        "doubtful",
        re.compile(r"(?<![\w.,:/+-])(?:1[3-9]|2\d|3[01])/1[0-2](?=\s(?:до|с|в|к|по|после)\s\d)"),
        lambda match, _context: (
            None if _ADDRESS_BEFORE.search(match.string, 0, match.start()) else Unread("unreadable-token")
        ),
        DIGITS,
    ),
    # «мкр 5 12-35»: houses, or hours
    Rule(
        "doubtful",
        re.compile(r"\d{1,3}[-–]\d{1,3}(?![\d.,:/-])(?!\s?(?:дом|д(?!\w)|кв|под|эт|ч(?!\w)|час))"),
        lambda match, _context: (
            Unread("unreadable-token") if _MICRODISTRICT_BEFORE.search(match.string, 0, match.start()) else None
        ),
        DIGITS,
    ),
    # «участок 6с»: hundredths of a hectare, or seconds
    Rule(
        "doubtful",
        re.compile(r"(?<![\w.,:/+-])\d{1,3}с(?![\w./-])"),
        lambda _match, context: None if _OF_TIME.search(context.text) else Unread("unreadable-token"),
        DIGITS,
    ),
    # «света не будет 10-12»: hours, or days; «у 1-4 под»
    Rule(
        "doubtful",
        re.compile(
            r"\d{1,2}[-–]\d{1,2}(?=\s*(?:$|[.!]\s*$))|\d{1,2}[-–]\d{1,2}(?=\s?под(?!\w|\s(?!сам)(?:[а-яё]+(?:ом|ой|ами|ем)|\d)))"
        ),
        _hours_or_days,
        DIGITS,
    ),
    Rule(
        "doubtful",
        re.compile(rf"(?<![\w.,:+-])(?:{'|'.join(_DOUBTFUL)})"),
        Unread("unreadable-token"),
        DIGITS | {"+"},
    ),
    # «Хлеб -180 тг», «тел. -112»: a minus or a dash; only weather has numbers below zero. A real minus (−) is sure.
    Rule(
        "doubtful", re.compile(r"(?<![\w.,)%‰°₸])[-–](?P<digits>\d+(?: \d{3}(?!\d))*)(?!\d)"), _minus, frozenset("-–")
    ),
    # «4г», «2ч», «5т»: a letter that is short for several words, and nothing shows which
    Rule(
        "doubtful",
        SHORT,
        lambda match, context: Unread("unreadable-token") if is_open(match, context.text[: match.start()]) else None,
        DIGITS,
    ),
    # «18 апреля-20 апреля»: a hyphen that is a dash
    Rule(
        "doubtful",
        re.compile(rf"(?<=[ая])[-–]\d{{1,2}}\s(?:{'|'.join(MONTHS)})"),
        Unread("unreadable-token"),
        frozenset("-–"),
    ),
    # «с 1 по 14 в отпуске»: days of a month, or numbers
    Rule(
        "doubtful",
        re.compile(rf"[Сс]о?\s+\d{{1,2}}\s+по\s+\d{{1,2}}(?=\s+(?!{'|'.join(MONTHS)})(?P<next>[а-яё]+)(?![\w.-]))"),
        _from_to,
        frozenset("Сс"),
    ),
    # «10-11 учатся»: classes, or days
    Rule(
        "doubtful",
        re.compile(r"\d{1,2}[-–]\d{1,2}(?=\s(?:не\s)?(?P<verb>[а-яё]+(?:[юуая]т|[юуая]тся))(?!\w))"),
        lambda match, _context: Unread("unreadable-token") if likeliest(match["verb"]).kind == "VERB" else None,
        DIGITS,
    ),
    # «школа 7,4 класс», «1,5 литр»: a decimal governs the genitive singular, so it is none or the noun is misspelt
    Rule(
        "doubtful",
        re.compile(r"(?<![\w.,:/+№-])\d{1,3},\d{1,2}\s(?P<noun>[а-яё]{3,})(?![\w.-])"),
        _ungoverned,
        DIGITS,
    ),
    # «творог 1500кг»: so many, or what a kilogram costs, beside «300/л»
    Rule(
        "doubtful",
        re.compile(rf"(?<!\bот )(?<!\bдо )\d{{3,}}{_SPACE}?(?:кг|л|шт)(?!\w)"),
        lambda _match, context: Unread("unreadable-token") if _PRICE_NEAR.search(context.text) else None,
        DIGITS,
    ),
    # «№1,2»: two numbers, or a decimal
    Rule(
        "doubtful",
        re.compile(rf"№{{1,2}}{_SPACE}?\d{{1,4}}[.,]\d{{1,4}}(?!\d)"),
        Unread("unreadable-token"),
        frozenset("№"),
    ),
    # «с №№ 5 по 9»: neither «с номеров» nor «с номера» fits what follows
    Rule(
        "doubtful",
        re.compile(rf"№{{2}}{_SPACE}?\d{{1,4}}{_SPACE}по{_SPACE}"),
        Unread("unreadable-token"),
        frozenset("№"),
    ),
    # «с 9-18 ч.»: the preposition wants «до», which is not written
    Rule(
        "doubtful",
        re.compile(rf"[Сс]{_SPACE}\d{{1,2}}[-–]\d{{1,2}}{_SPACE}?(?:ч|час)\b"),
        Unread("unreadable-token"),
        frozenset("Сс"),
    ),
)
