"""Type the days and hours of messages as the rules know them: 15.08 ден is 15 тамыздан, 9-17 are hours."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from zt_audio.language import late_re as re
from zt_audio.language.kk.dates import DAY, MONTH, MONTH_FORM, MONTHS
from zt_audio.language.kk.endings import KazakhCase
from zt_audio.language.kk.number_tokens import SMALL, is_message
from zt_audio.language.kk.numbers import kazakh_cardinal, kazakh_ordinal
from zt_audio.language.kk.sloppy.doubtful import NO_SUFFIXES
from zt_audio.language.kk.suffixes import INFLECTION, Suffix, attach, parse_suffix
from zt_audio.language.kk.times import DAYS
from zt_audio.language.kk.units import UNIT_WORDS
from zt_audio.language.repairs import Repair
from zt_audio.language.tables import any_of, word_list

# One reading, or the likelier of several: then it is a guess, and the others stand in words.
_Propose = Callable[[re.Match[str]], str | tuple[str, ...] | None]
NumberRow = tuple[str, str, str | _Propose] | tuple[str, str, str | _Propose, str]

MONTHS_BY_CUT = {month[:length]: month for month in reversed(MONTHS) for length in range(3, len(month))}
CUT_MONTHS = {
    **{cut: month for cut, month in MONTHS_BY_CUT.items() if cut not in {"там", "қаз", "қар", "жел", "тамы", "қара"}},
    "мар": "наурыз",
    "янв": "қаңтар",
    "фев": "ақпан",
    "апр": "сәуір",
    "июн": "маусым",
    "июл": "шілде",
    "авг": "тамыз",
    "сент": "қыркүйек",
    "окт": "қазан",
    "нояб": "қараша",
    "ноя": "қараша",
    "дек": "желтоқсан",
    "каз": "қазан",
    "кан": "қаңтар",
    "кант": "қаңтар",
    "кыр": "қыркүйек",
    "сау": "сәуір",
    "шил": "шілде",
    "акп": "ақпан",
}
RUSSIAN_MONTHS = any_of(word_list("январ феврал март апрел июн июл август сентябр октябр ноябр декабр"))
_DATE = re.compile(
    rf"(?<![\w.,:/№-])(?P<day>{DAY})\.(?P<month>{MONTH})(?!\d|[.,:%]\d|%)(?:\.?[\s-]?(?P<ending>{SMALL}{{2,4}})(?![\w-]))?"
)
_DATES = re.compile(rf"(?<![\w.,:/№-])({DAY})\.({MONTH})\s?[-–]\s?({DAY})\.({MONTH})(?!\w|[.,:]\d)")
_FULL_MINUTES = ("05", "10")  # «16.10» is a time as well
_HOURS_NAMED = re.compile(
    r"(?:сағ|бүгін|кеше|таңғы|кешкі|түнгі|түнде|автобус|пойыз|рейс|(?:сенбі|жұма)д[ае]\s\d)", re.IGNORECASE
)
_NO_DATE = re.compile(
    rf"\s*(?:{any_of(word for word in UNIT_WORDS if word[0].isalpha())}|пайыз|миллион|балл|бал|есе"
    rf"|тонна|метр|литр|градус|сот|ставка|жас|км|рет|ұпай|белгі)(?!{SMALL})|\s?[°%₸$-]|\s*«"
)
_NO_DATE_BEFORE = re.compile(
    r"(?:сағ|курс|баға|нұсқа|индекс|балл|коэффициент|№|бап|тармақ|доллар|еуро|масштаб|белгі)\w*\s$", re.IGNORECASE
)
_A_LINE_FROM = re.compile(
    r"(?i:автобус|пойыз|рейс)(?!.*(?:сағ|бүгін|кеше|таңғы|кешкі|түн)).*\sбастап"
)  # by day, or by hour
_BESIDE_AN_HOUR = re.compile(r"\s+(?:күн[іг]|(?:сағ\.?|сағат)\s+\d|\d{1,2}:\d\d)")  # `dates` reads it
_AFTER: dict[str, KazakhCase] = {
    "дейін": "dat",
    "шейін": "dat",
    "қарай": "dat",
    "бастап": "abl",
    "кейін": "abl",
    "соң": "abl",
    **dict.fromkeys(("жоғары", "төмен", "артық", "астам"), "abl"),
    **dict.fromkeys(("тұратын", "тұрады", "тұрам", "орналасқан"), "loc"),
}
_BEFORE_A_DATE_OR_HOUR = re.compile(  # «05.10 кешкі 8де»
    rf"\s?[-–]?\s?{DAY}\.(?:0[1-46-9]|1[12])(?!\d)|\s(?:таңғы|кешкі|түнгі|түскі|таңертең|кешке)\s(?:сағ(?:ат)?\.?\s)?\d|\s(?:дс|сс|ср|бс|жм|сб|жс)(?!\w)"
)
_FROM = re.compile(r"\s(?:баста|кейін|соң|бері|\d)")
_NEXT = re.compile(rf"[\s/]*({SMALL}+)")


def case_behind(text: str, end: int) -> Suffix:
    after = _NEXT.match(text, end)
    return Suffix(case=_AFTER.get(after[1], "nom") if after else "nom")


def _day(day: str, month: str, suffix: Suffix) -> str:
    return f"{int(day)} {attach(MONTHS[int(month) - 1], suffix)}"


def _from_to(match: re.Match[str], first: str, last: str) -> str:
    """Return two days as from the one to the other, or side by side where «аралығында» follows."""
    behind = match.string[match.end() :].lstrip()
    if behind.startswith("аралы"):
        return f"{first} – {last}"
    until = "" if behind.startswith("дейін") else " дейін"
    return f"{attach(first, Suffix(case='abl'))} {attach(last, Suffix(case='dat'))}{until}"


def _days(match: re.Match[str]) -> str | None:
    """Return two days of one month: 14-23.03; None where they may be hours, or so much of something."""
    text, month = match.string, match["month"]
    measured = _NO_DATE.match(text, match.end()) or _NO_DATE_BEFORE.search(text, 0, match.start())
    if (
        int(match["first"]) >= int(match["last"])
        or (month in _FULL_MINUTES and int(match["last"]) <= _LAST_HOUR)
        or measured
    ):
        return None
    return f"{match['first']}-{match['last']} {attach(MONTHS[int(month) - 1], case_behind(text, match.end()))}"


def typed_dates(text: str) -> Iterator[Repair]:
    for match in _DATES.finditer(text):
        if not {match[2], match[4]} <= set(_FULL_MINUTES) or max(int(match[1]), int(match[3])) > _LAST_HOUR:
            days = (_day(match[at], match[at + 1], Suffix()) for at in (1, 3))
            yield Repair(match.start(), match.end(), _from_to(match, *days))
    is_clean = text[:1].isupper() and text.rstrip()[-1:] in ".!?…"
    dated = is_message(text) or (text[:1].islower() and text.count(" ") >= _FEW - 1)
    for match in _DATE.finditer(text):
        apart = match["ending"] and text[match.end("month")] != "-" and not is_clean
        if (dated or apart) and (typed := _date(match)):
            yield Repair(match.start(), match.end() if _ending(match) else match.end("month"), typed)


def _ending(match: re.Match[str]) -> Suffix | None:
    written = match["ending"]
    from_a_day = written == "нан" and _FROM.match(match.string, match.end())
    return parse_suffix(written) if written and (from_a_day or written not in NO_SUFFIXES) else None


def _date(match: re.Match[str]) -> str | None:
    """Return a day of two digits and a point with its month; None where it may be a time or a decimal."""
    text, suffix = match.string, _ending(match)
    end = match.end() if suffix else match.end("month")
    after = case_behind(text, end)
    other = _BESIDE_AN_HOUR.match(text, end) or (suffix is None and _NO_DATE.match(text, end))
    if other or _NO_DATE_BEFORE.search(text, 0, match.start()):
        return None
    dated = _BEFORE_A_DATE_OR_HOUR.match(text, end)
    if match["month"] in _FULL_MINUTES and int(match["day"]) <= _LAST_HOUR and not dated and _HOURS_NAMED.search(text):
        if after.case == "abl" and _A_LINE_FROM.search(text):
            return None
        return f"{match['day']}:{match['month']}{'-' + match['ending'] if suffix else ''}"
    if match["month"] in _FULL_MINUTES:
        early = (
            match["day"][0] == "0" or int(match["day"]) > _LAST_HOUR or (len(match["day"]) == 1 and after.case != "nom")
        )
        until = match["month"] == "10" and after.case == "dat"
        if not (early or until or dated):
            return None
    return _day(match["day"], match["month"], suffix or after)


def _hours(match: re.Match[str]) -> str | tuple[str, ...] | None:
    """Return a range of hours as times where it is one of work, of a pause, of no light."""
    text, (low, start), (high, end) = match.string, *(re.split("[.:]", f"{match[at]}.00")[:2] for at in ("low", "high"))
    behind = _WORKING.match(text, match.end())
    last = not text[match.end() :].strip() and _WORKED.search(text, 0, match.start())
    before = _WORKING_BEFORE.search(text, 0, match.start())
    days = (_DAYS_BEFORE.search(text, 0, match.start()) or _REST_BEHIND.search(text, match.end())) and (
        _NOTHING_BEHIND.match(text, match.end())
    )
    measured = _NO_DATE_BEFORE.search(text, 0, match.start())
    minutes = (start, end) != ("00", "00") and not measured and _HOURS_NAMED.search(text)
    if (
        (start, end, match["hours"]) == ("00", "00", None)
        and _FIRST_HOUR <= int(low) <= _NOON < int(high)
        and _OPEN_BEFORE.search(text, 0, match.start())
        and _NOTHING_BEHIND.match(text, match.end())
        and not (before or days or last)
    ):
        return f"{low}:00–{high}:00", f"{kazakh_cardinal(int(low))}-{kazakh_cardinal(int(high))}"
    if int(low) > int(high) or not (behind or last or "01" <= low <= "09" or before or days or minutes):
        return None
    if match["hours"]:  # «жұмыс 5-6 сағат» lasts so long
        at_work = bool(int(low) >= _FIRST_HOUR and before and _SHORT_DAY.search(before.group()))
    else:
        at_work = bool(behind or not _NO_DATE.match(text, match.end()))
    if not at_work:
        return None
    return f"{int(low)}:{start}–{int(high)}:{end}"


_FEW = 4  # spaces; a title or a line of a list has less words
_FIRST_HOUR, _NOON, _LAST_HOUR = 6, 12, 23
# «дүкен Айгүл 8-23»: its hours, or a house and a flat
_OPEN_BEFORE = re.compile(
    r"(?i:кент|базар|дүкен|аптека|дәріхана|цон|касса|кеңсе|офис|банк|магнум|маркет|кафе|асхана|көрме|мұражай|шаштараз|салон"
    r"|кітапхана|пошта|тегін|емхана|тіркеу|регистратура)\w*(?:\s\w+)?\s$|\d\s?-?каб\w*,\s$|(?:керек|аламыз|сатушы|график\w*|кесте\w*),?\s$|\d/\d,?\s$"
)
_WORK = r"(?:жұмыс\sіст|қабылда|ашық|жабық|азаматт|демал|үзіліс|болмай|өшір|(?:жарық|су|газ)\s(?:жоқ|бол|сөн))"
_WORKING = re.compile(rf"\s*(?:(?:күні|күндері|тұрғындарды)\s)?{_WORK}|,?\s?(?:дс|сс|ср|бс)\s?[-–]\s?(?:бс|жм|сб|жс)")
_WORKED = re.compile(rf"\b{_WORK}")
_WORKING_BEFORE = re.compile(
    r"(?:аш\sқарынға|үзіліс|обед|сменада|ауысымда|күндері|күні|сенбі|жұма|жұмыс|қабылдау|қабылдауы|сайын|түскі|кезекшілік|уақыты|(?<!\w)(?:дс|сс|ср|бс|жм|сб|жс))"
    r":?\s$"
)
_SHORT_DAY = re.compile(r"(?:[дсбж][срмбн]|сенбі|жұма):?\s$")
# «апелляция 2 күн 9-17», «кітапхана 10-19, обед 13-14»
_DAYS_BEFORE, _NOTHING_BEHIND = re.compile(r"\d\s?-?күн:?\s$"), re.compile(r"\s*(?:$|,)")
_REST_BEHIND = re.compile(r"\s(?:обед|түскі|үзіліс|демалыс)")
ALONE = r"(?<![\w.,:/-])"
_AN_HOUR = r"(?:сағ|\d\d?[.:]\d\d(?![\d%]|\s?(?:к[ег]|га|т)))"  # not «12 қаз 3.50 келіден»
CASE_ENDING = r"[гғкқ][ае]|[дтн][ае]н|[дт][ае]|[ндт][ыі]ң"
_TIME = r"(\d{1,2}(?:[.:][0-5]\d)?)"
HOUR = r"(?:[01]?\d|2[0-4])"
_WITH_HOURS = rf"({HOUR})(?:[.:]([0-5][05])|-(00|[3-5][05]))\s?ч\.?"  # «10-15ч» may be ten to fifteen hours
# Days and hours that are meant so in any text, then those of messages; `message_numbers` tells what a row holds.
DATE_ROWS: tuple[NumberRow, ...] = (
    # «06-12.10»: days, or hours
    (
        "-",
        rf"{ALONE}0([1-9])-(1\d|2[0-4])\.10(?![\w.:-])",
        lambda match: (f"{match[1]}-{match[2]} қазан", f"{match[1]}:00–{match[2]}:10"),
        r"^(?!.*[Сс]ағ)",
    ),
    # «9-17 жұмыс істейді», «түскі үзіліс 13-14», «дс 9-12.30», «ср 14-17 сағ», but not «мереке күндері 16-18 желтоқсан»
    (
        "-",
        (
            rf"{ALONE}(?P<low>(?:[01]?\d|2[0-3])(?:[.:][0-5][05](?=[\s-]+\d\d?(?![\d.:])))?)\s?-\s?"
            rf"(?P<high>{HOUR}(?:[.:][0-5][05])?)(?![\w:%°/-]|[.,]\d|\s?(?:{MONTH_FORM}|(?:{any_of(CUT_MONTHS)})(?!\w)))"
            r"(?P<hours>\s?сағ(?:ат)?(?!\w)\.?)?"
        ),
        _hours,
    ),
    # «14-23.03 аралығында»; «көжеге 5 қазан керек»: cauldrons, or October
    (".", rf"{ALONE}(?P<first>{DAY})\s?[-–]\s?(?P<last>{DAY})\.(?P<month>{MONTH})(?![\w%]|[.,:]\d)", _days),
    (
        "қазан",
        rf"{ALONE}([1-9]|1\d)\s?қазан(?=,|\s*$|\sкерек)",
        lambda match: (f"{kazakh_cardinal(int(match[1]))} қазан", f"{kazakh_ordinal(int(match[1]))} қазан"),
        r"(?i:қазан\sкерек|(?<!\w)(?:ет(?!\w)|көже|палау|құрбан|дастарқан|отын|ас\sпісір|май(?!\w)).*керек|керек.*(?:көже|палау|құрбан))",
    ),
    # «2 сентябрьде», «8 март мерекесі»: a month in Russian
    ("б", rf"{ALONE}(\d{{1,2}})\s?(?=(?:сент|окт|но|дек)[ая]?бр[дғгт])", r"\1-"),
    ("көкек", rf"{ALONE}(\d{{1,2}})\s?(?=көкек)", r"\1-"),
    ("ь", rf"{ALONE}(\d{{1,2}})\s?(?=(?:{RUSSIAN_MONTHS})(?:[ья]|ь?{INFLECTION})(?!\w))", r"\1-"),
    ("8 март", rf"{ALONE}8\s(?=март\s(?:мереке|қарсаң|күн))", "8-"),
    # «10 қар дейін», «12қар», «6 қар ға дейін»: no notice counts snow; a village has «12 там», and a flock «10 қаз»
    *(
        (
            cut,
            rf"{ALONE}(?P<day>[12]?\d|3[01])\s?(?P<cut>{cut})(?!\w){behind}",
            lambda match: (
                f"{match['day']} "
                + attach(
                    MONTHS_BY_CUT[match["cut"]],
                    parse_suffix(match["apart"] or "") or case_behind(match.string, match.end()),
                )
            ),
        )
        for behind in (
            rf"(?:\s(?P<apart>{CASE_ENDING})(?=\s{{0,3}}(?:[дш]ейін|баста|кейін|бері|соң|қарай)))",
            r"(?P<apart>)(?=\s(?:[дш]ейін|бастап|күні|баста|өтеді))",
            rf"(?<=қар)(?:\s(?P<apart>{CASE_ENDING})(?!\w)|(?!\s(?:жа[уң]|күре|тазала)))",
        )
        for cut in ("қар", "там", "қаз")
    ),
    # «1-5 қар аралығы», «15 қаз 18:00»
    *(
        (
            cut,
            (
                rf"{ALONE}(?P<days>\d{{1,2}}-\d{{1,2}}|(?:[12]?\d|3[01])(?=\s?{cut}\s{_AN_HOUR}))"
                rf"\s?{cut}(?=\s(?:күн|аралы|сағ|\d\d?[.:]\d\d|[А-ЯӘҒҚҢӨҰҮІ])|[,)]|\s*$)"
            ),
            rf"\g<days> {MONTHS_BY_CUT[cut]}",
            r"^(?!.*(?i:(?<!\w)(?:жау|м/с|см(?!\w)|күре(?!с)|тазала|қалың|үй(?!\w)|сат)))",
        )
        for cut in ("қар", "там", "қаз", "жел")
    ),
    # «10-00/19-00», «6-00,8-20,13-40 та», «7.10,9.40,13.00», «17ч ға дейін», «кино 21-10да»
    ("-00/", rf"{ALONE}([01]?\d|2[0-3])-00/({HOUR})-00(?![\w/-])", r"\1:00–\2:00"),
    # «14-00ч-22.00», «14-00ч-тан», «22.00ч ға»
    (
        "ч",
        rf"{ALONE}{_WITH_HOURS}\s?[-–]\s?({HOUR})[.:-]([0-5][05])(?:\s?ч(?!\w))?(?![\w/-])",
        r"\1:\2\3–\4:\5",
    ),
    ("ч", rf"{ALONE}{_WITH_HOURS}\s?-?({CASE_ENDING})(?!\w)", r"\1:\2\3-\4"),
    (
        ",",
        (
            rf"{ALONE}(?:[01]?\d|2[0-3])(?P<mark>[-.])[0-5][05](?:,\s?(?:[01]?\d|2[0-3])(?P=mark)[0-5][05]){{2,}}"
            rf"(?:\s?-?(?P<ending>[дт][ае]))?(?![\w.:-])"
        ),
        lambda match: (
            ", ".join(":".join(each) for each in re.findall(r"(\d+)[-.](\d+)", match.group()))
            + (f"-{match['ending']}" if match["ending"] else "")
        ),
    ),
    ("ч", rf"(?<![\w.,:-])({HOUR})\s?ч\.?\s?-?([гғ][ае])(?=\s[дш]ейін)", r"сағат \1-\2"),
    (
        "-",
        rf"{ALONE}([01]?\d|2[0-3])-([0-5]\d)\s?-?([дт][ае])(?!\w)",
        r"\1:\2-\3",
        r"(?i:кино|концерт|жинал|ойын|спектакль|кездесу|матч|поезд|пойыз|автобус|рейс)",
    ),
    # «1 сент 9-00», «9 май 10.00 парад», «2 сағ та бір рет», «20 сына дейін»
    ("-00", rf"{ALONE}(\d)-00(?=\s(?!-|(?:{CASE_ENDING})(?!\w))|,|\s*$)", r"\1:00"),
    ("май", rf"{ALONE}(\d{{1,2}})\s(?=май(?:да|ға|дан)?\s(?:\d{{1,2}}[.:-]\d|парад|мереке))", r"\1-"),
    (
        "",
        rf"{ALONE}(\d{{1,2}})\s?(?P<unit>сағ|сағат|күн|апта|ай|мин)\.?\s([дт][ае])(?=\s(?:бір|\d)\s)",
        lambda match: f"{match[1]} {attach(UNIT_WORDS.get(match['unit'], match['unit']), Suffix(case='loc'))}",
    ),
    ("", rf"{ALONE}(\d{{1,2}})\s(с?[ыі]н[ае])(?!\w)", r"\1-\2"),
    # «сағ 10-15те», «әр айдың 2-бс-де»
    ("ағ ", rf"(?<=ағ )([01]?\d|2[0-3])-(0[1-9]|[1-5]\d)\s?-?({CASE_ENDING})(?!\w)", r"\1:\2-\3"),
    (
        "ң ",
        (
            rf"(?<=айдың )(?P<number>[1-5])(?:-?ш[ыі])?[\s-](?P<day>{any_of(DAYS)})"
            rf"(?:\s?-?(?P<ending>{CASE_ENDING})(?!\w)|(?=\sкүн))"
        ),
        lambda match: (
            f"{match['number']}-ші "
            + attach(
                DAYS[match["day"]],
                Suffix(owned=bool(match["ending"]), case=(parse_suffix(match["ending"] or "") or Suffix()).case),
            )
        ),
    ),
    # «12-14қазан аралығында»
    ("", rf"(?<=\d)(?={MONTH_FORM})", " "),
    # «автобус 8-15 те»
    (
        "-",
        rf"{ALONE}([01]?\d|2[0-3])-([0-5][05])\s?-?([дт][ае])(?=\s\w|\s*$)",
        r"\1:\2-\3",
        r"(?i:(?:автобус|по[ей](?:зд|ыз)|рейс|маршрутка|электричка)\w*\s\d)",
    ),
    # «22,10 күні», «10га дейін», «80ж тойы», «40 мынан», «1 курс», «170/100», «1/2 таб»
    (
        ",",
        rf"{ALONE}({DAY}),({MONTH})(?=\s(?:күн[іг]|дейін|бастап|сағ|таңғы|кешкі))",
        lambda match: f"{int(match[1])} {MONTHS[int(match[2]) - 1]}",
    ),
    # «таңғы 7.00-кешкі 20.00»
    (
        "",
        rf"{ALONE}{_TIME}\s?[-–]\s?((?:таңғы|кешкі|түнгі|түскі)\s(?:сағ(?:ат|\.)?\s)?){_TIME}(?![\w.,:-]\d|\s?-?[гқ])",
        r"\1-ден \2\3-ге дейін",
    ),
    # «1 сәу-31 там», «8-30да»
    (
        "",
        rf"{ALONE}(?P<from>\d{{1,2}})\s?(?P<first>{any_of(MONTHS_BY_CUT)})\.?\s?[-–]\s?(?P<day>\d{{1,2}})\s?(?P<month>{any_of(MONTHS_BY_CUT)})(?!\w)\.?",
        lambda match: _from_to(
            match, *(f"{match[day]} {MONTHS_BY_CUT[match[cut]]}" for day, cut in (("from", "first"), ("day", "month")))
        ),
    ),
    ("-", rf"{ALONE}([01]?\d|2[0-3])-(30|45)\s?-?([дт][ае]н?|[гғкқ][ае])(?!\w)", r"\1:\2-\3"),
    # «31/12ге дейін», «22нояб-ға», «2 еуи», «сағат15-00»
    (
        "/",
        rf"{ALONE}(?P<day>(?:1[3-9]|2\d|3[01])(?=/{MONTH})|{DAY}(?=/0))/(?P<month>\d\d)\s?-?[гғкқ][ае](?=\s(?:дейін|шейін))",
        lambda match: f"{int(match['day'])} {attach(MONTHS[int(match['month']) - 1], Suffix(case='dat'))}",
    ),
    (
        "",
        rf"{ALONE}({DAY})\s?(?!шілде(?!\w))(?P<cut>{any_of(CUT_MONTHS)})-?(?P<ending>{CASE_ENDING})(?!\w)",
        lambda match: f"{match[1]} {attach(CUT_MONTHS[match['cut']], parse_suffix(match['ending']) or Suffix())}",
    ),
    # «27 желт. 11.00», «26 желт.сағ.16.00»
    (
        ".",
        rf"{ALONE}(?P<day>[12]?\d|3[01])\s?(?P<cut>{any_of(CUT_MONTHS)})\.\s?(?=\d{{1,2}}(?!\d)|сағ)",
        lambda match: f"{match['day']} {CUT_MONTHS[match['cut']]} ",
    ),
    # «25.10.1990 ж.т.», «01.01.2015ж ға дейін», «27.12.2024 ж жазылған»
    (
        "ж",
        (
            rf"{ALONE}({DAY})\.({MONTH})\.((?:19|20)\d\d)\s?ж\.?(?:\s?(?P<born>т)\.?(?!\w)|[\s-]?(?P<ending>{CASE_ENDING})(?!\w)"
            r"|(?<!\.)(?=\s(?:жазыл|тіркел|қабылдан|беріл|өтк|тапсыр|ұрлан|жоғал|қайтыс|туған|шық[қт])))"
        ),
        lambda match: (
            f"{match[3]} жылғы {int(match[1])} "
            + attach(
                MONTHS[int(match[2]) - 1],
                parse_suffix(match["ending"] or "") or Suffix(case="loc"),
            )
            + (" туған" if match["born"] else "")
        ),
    ),
    ("саг", r"(?<=\d)\s?саг(?!\w)", " сағат"),
    ("-", rf"{ALONE}(0\d)-([0-5]\d)\s?-?([дт][ае]н?|[гғкқ][ае])(?!\w)", r"\1:\2-\3"),
    ("ағат", r"(?<=[Сс]ағат)(?=\d)", " "),
    (
        "-",
        rf"{ALONE}(?P<day>[12]?\d|3[01])-(?P<cut>{any_of(MONTHS_BY_CUT)})\.?(?!\w)",
        lambda match: f"{match['day']} {attach(MONTHS_BY_CUT[match['cut']], case_behind(match.string, match.end()))}",
    ),
    ("ағ", r"(?<=[Сс]ағ)(?=\d)", ". "),
    # «с. 13.00», «сағ.15.00», «24мам/дейін», «140\\90»
    ("с.", r"(?<![\w.-])с\.\s?(?=\d{1,2}[.:]\d\d(?!\d))", "сағат "),
    ("ағ.", r"(?<=[Сс]ағ)\.(?=\d)", ". "),
)
DATE_ROWS_OF_MESSAGES: tuple[NumberRow, ...] = (
    # «6 сәу. сенбілік»
    (
        ".",
        rf"{ALONE}(?P<day>(?:\d{{1,2}}-)?(?:[12]?\d|3[01]))\s?(?P<cut>{any_of(CUT_MONTHS)})\.\s(?={SMALL})",
        lambda match: f"{match['day']} {attach(CUT_MONTHS[match['cut']], case_behind(match.string, match.end()))} ",
    ),
    # «25 күні түседі»: the day of a month
    (
        "күні",
        rf"{ALONE}(?!\d+\sкүні\s(?:қал|бол|бар))([12]?\d|3[01])\s(?=күні\s\w+(?:[ае]ді|йді|[дт][ыі])(?!\w))",
        r"\1-",
    ),
    ("га", r"(?<![\w.,])((?:[01]?\d|2[0-3])\.[0-5]\d)\s?га(?!\w)", r"\1-ға"),
    # «14 30 да жабылады», «қоңырау 9.30»
    ("", rf"{ALONE}([01]?\d|2[0-3])\s(00|15|30|45)\s?([дт][ае]н?|[гғкқ][ае])(?!\w)", r"\1:\2-\3"),
    (
        ".",
        rf"{ALONE}([5-9])\.(00|15|30|45)(?![\w.,:%°])(?!\s(?:\d|км|м|кг|г|л|млн|мың|пайыз|балл|га|сот)(?!\w))",
        r"\1:\2",
    ),
)
