"""Read numbers as ordinals where no hyphen shows it: 1-4 сыныптар, 16, 27 және 29 шағын аудандарда, 2- және 3-сынып."""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context, Rule, Unread
from zt_audio.language.kk.endings import plural
from zt_audio.language.kk.number_tokens import LETTER, WIDE_DASH, is_range
from zt_audio.language.kk.numbers import kazakh_ordinal
from zt_audio.language.kk.suffixes import INFLECTION
from zt_audio.language.tables import DIGITS, word_list

# A noun that a cardinal counts stays in the singular (он үй); so a plural after a number names things by their numbers.
# Source: any school grammar of Kazakh, on numerals; the nouns are those that have numbers in notices.
_NUMBERED = (
    *word_list(
        "сынып класс мектеп үй пәтер кіреберіс подъезд көше бағыт маршрут топ курс қабат кезең санат учаске бөлім блок "
        "жол вагон цех разряд дәреже аудан бекет аялдама балабақша емхана аурухана корпус сектор "
        "автобус троллейбус кабинет бөлме терезе кесте бригада аймақ телім квартал станция лицей гимназия округ буын "
        "сала тоқсан шақырым километр"
    ),
    "шағын аудан",
    "мөлтек аудан",
    "ықшамаудан",
    "ықшам аудан",
    "балалар бақша",
)
_PLURAL = "кластар|" + "|".join(sorted({plural(noun) for noun in _NUMBERED}, key=len, reverse=True))
# What lies or lives in something names it too: 2 топтағы мүгедектер, 10 және 12 бағыттағы автобустар.
_PLACED = (
    r"(?:топта|бағытта|қабатта|сыныпта|класста|санатта|курста|шағын ауданда|ықшамауданда|кіреберісте|подъезде"
    r"|маршрутта)(?:ғы|гі)"
)
# Members of a class or a route: 2 топ мүгедегі, 5 сынып оқушылары, 12 бағыт автобусы. A class has no classes in it.
_MEMBERS = (
    rf"(?:топ\s+мүгед|(?:сынып|класс)\s+(?:оқушы|түле|бала)|курс\s+(?:студент|курсант)|(?:бағыт|маршрут)\s+автобус"
    rf"|(?:шағын\s+аудан|ықшамаудан)\s+тұрғын){LETTER}*"
)
# Something happens in one place of a road or a house: тас жолының 45 шақырымында, үйдің 5 қабатында.
_WITHIN = r"(?:шақырымы|қабаты|курсы|километрі)н[дт][ае](?:ғы|гі)?"
_JOINT = r"(?:\s*,\s*|\s+(?:және|мен|пен|бен|не|немесе)\s+)"
_MOST = 12  # numbers that share one noun; a bound keeps the look ahead linear
_MORE = rf"(?:{_JOINT}\d{{1,4}}(?:{WIDE_DASH}\d{{1,4}})?){{0,{_MOST}}}"
_KIND = r"(?:(?:автобус|троллейбус|сайлау|орта|әскери)\s+)?"  # 1 және 3 автобус бағыттары

# After № a number stays a cardinal: № 1, № 2 учаскелер is said нөмір бір, нөмір екі.
# Nouns that have numbers and can be counted: without a hyphen or another sign the number may be either, and it is
# refused: «5 шағын ауданда», «үйдің 2 кіреберісі», «жолдың 12 шақырымы», «12 маршрут жабылды». With an owner before
# them they are counted: «қаланың 5 шағын ауданында».
_AREA = r"(?:шағын\s+аудан|ықшам\s?аудан|мөлтек\s+аудан)"
_CASE = r"(?:[ндт][ыі]ң|[ғгқк][ае]|[ндт][ыі]|[дт][ае]|[дтн][ае]н|[мбп]ен)?"
_OWNED_CASE = r"(?:н[ыі]ң|нд[ае](?:ғы|гі)?|н[ае]н|н[ае]|н|мен)?"
_OWNER_BEFORE = re.compile(r"[ндт][ыі]ң\s+$", re.IGNORECASE)
_FROM_BEFORE = re.compile(r"[дтн][ае]н\s+$", re.IGNORECASE)  # қаладан 5 шақырымдағы: how far it is
_STREET_BEFORE = re.compile(r"(?:көше|даңғыл|көш\.|даңғ?\.|к-сі|ш/а|мкр|аудан)[^.!?;]{0,60}$", re.IGNORECASE)
_SIGN_BEFORE = re.compile(r"№[№\d\s,]*(?:(?:және|мен|пен|бен)\s)?[№\d\s]*$")


def _say(match: re.Match[str], context: Context) -> str | None:
    low, high = match["low"], match["high"]
    if _SIGN_BEFORE.search(context.text, max(0, context.start - 40), context.start):
        return None
    if not high:
        return kazakh_ordinal(int(low))
    return f"{kazakh_ordinal(int(low))}-{kazakh_ordinal(int(high))}" if is_range(low, high) else None


def _refuse_place(_match: re.Match[str], context: Context) -> Unread | None:
    written = context.text[context.start : context.end].lower()
    counting = _FROM_BEFORE if written.endswith(("шақырымдағы", "километрдегі")) else _OWNER_BEFORE
    counted = counting.search(context.text, max(0, context.start - 40), context.start)
    if written.endswith(("күні", "күніне", "күнінен", "күнінде", "күнін")):  # айдың 5 күні
        counted = None
    signed = _SIGN_BEFORE.search(context.text, max(0, context.start - 40), context.start)
    return None if counted or signed else Unread("unreadable-token")


def _say_shared(match: re.Match[str], context: Context) -> str | Unread | None:
    if _SIGN_BEFORE.search(context.text, max(0, context.start - 40), context.start):
        return None
    in_address = _STREET_BEFORE.search(context.text, max(0, context.start - 80), context.start)
    if in_address and not (match["houses"] or match["area"]):  # Абай даңғылы 5, 12 пәтер: a house, and a flat of it
        return None
    if not (match["area"] or in_address):
        return Unread("unreadable-token")
    return re.sub(r"\d+", lambda number: kazakh_ordinal(int(number.group())), match["all"])


def _refuse_open(_match: re.Match[str], context: Context) -> Unread | None:
    counted = _SIGN_BEFORE.search(context.text, max(0, context.start - 40), context.start)
    return None if counted else Unread("unreadable-token")


RULES = (
    Rule(
        "part-of-a-year",
        re.compile(r"(?P<low>[1-4])(?P<high>)(?=\s+тоқсан(?!\w*дық))|(?P<low2>[12])(?=\s+жарты\s?жылд)", re.IGNORECASE),
        lambda match, _context: kazakh_ordinal(int(match["low"] or match["low2"])),
        DIGITS,
    ),
    Rule(
        "ordinals-before-a-plural",
        re.compile(
            rf"(?P<low>\d{{1,4}})(?:{WIDE_DASH}(?P<high>\d{{1,4}}))?(?={_MORE}\s+(?:{_KIND}(?:{_PLURAL}){INFLECTION}|{_PLACED}|{_MEMBERS}|{_WITHIN})(?!{LETTER}))",
            re.IGNORECASE,
        ),
        _say,
        DIGITS,
    ),
    # 2- және 3-сынып: the first number shares the noun after the second.
    Rule(
        "hanging-ordinal",
        re.compile(
            rf"(?P<low>\d{{1,4}})[-‑–](?P<high>)(?=[\s,])"
            rf"(?=(?:{_JOINT}\d{{1,4}}[-‑–]?){{1,{_MOST}}}-?{LETTER}{{3,}})",
            re.IGNORECASE,
        ),
        _say,
        DIGITS,
    ),
    # Degrees and categories are numbered, never counted: 3 дәрежелі күйік, 2 санатты жүргізуші.
    Rule(
        "degree",
        re.compile(
            rf"(?P<low>[1-9])(?:{WIDE_DASH}(?P<high>[1-9]))?(?=\s+(?:дәрежелі|санатты|разрядты|категориялы|класты)(?!{LETTER}))",
            re.IGNORECASE,
        ),
        _say,
        DIGITS,
    ),
    # Quarters and halves of a year have numbers: 3 тоқсан қорытындысы, 2025 жылдың 1 жартыжылдығы.
    # Troops have numbers, and streets are named after them: 312 Атқыштар дивизиясы даңғылы.
    Rule(
        "troops",
        re.compile(
            r"(?P<low>\d{1,3})(?P<high>)(?=\s+(?i:атқыштар|гвардия\w*|танк|артиллерия)\s+(?:\w+\s+)?(?:дивизия|бригада|полк))",
            re.IGNORECASE,
        ),
        _say,
        DIGITS,
    ),
    # Classes in a pair have numbers: 1-2 сынып. They are not counted so.
    Rule(
        "classes",
        re.compile(
            rf"(?P<low>\d{{1,2}})[-–](?P<high>\d{{1,2}})(?=\s+(?:сынып|класс|курс){_CASE}(?!{LETTER}))", re.IGNORECASE
        ),
        _say,
        DIGITS,
    ),
    Rule(
        "area-of-an-address",
        re.compile(rf"(?P<number>\d{{1,3}})(?=\s+{_AREA}(?:ы)?\s*,?\s*\d)", re.IGNORECASE),
        lambda match, _: kazakh_ordinal(int(match["number"])),
        DIGITS,
    ),
    # «12, 14 үйде», «11, 12 мкр.»: several numbers of one noun in the singular are ordinals in an address or before
    # an abbreviation of an area; elsewhere they may be counted.
    Rule(
        "numbers-sharing-a-noun",
        re.compile(
            rf"(?P<all>\d{{1,4}}(?:{_JOINT}\d{{1,4}}){{1,{_MOST}}})"
            rf"(?=\s+(?:(?P<houses>үй)|пәтер|мектеп|кабинет|бөлме|учаске|подъезд?|кіреберіс|қабат(?!ты)){_CASE}(?!{LETTER})"
            rf"|[-\s]?(?P<area>ш/а|ш\.а\.|м/а|мкр))",
            re.IGNORECASE,
        ),
        _say_shared,
        DIGITS,
    ),
    # A floor before a room, a crossing of two digits and more, the place of a winner: 2 қабат, 205-кабинет; 41
    # разъезд.
    Rule(
        "numbered",
        re.compile(
            rf"(?P<low>\d{{1,2}})(?P<high>)(?=\s+қабат,?\s+(?:№\s?)?\d{{1,4}}[-\s]?(?:каб|бөлме|пәтер|офис|терезе))"
            rf"|(?P<crossing>\d{{2,3}})(?=\s+разъез)"
            rf"|(?P<won>[1-9])(?={_MORE}\s+орын(?:ға\s+(?:ие|шық|көтеріл|тұрақта|табан|лайық)|(?:ды)?\s+(?:ал|иелен|жеңіп|бөліс|қанағат|еншіле)))",
            re.IGNORECASE,
        ),
        lambda match, _: kazakh_ordinal(int(match["low"] or match["crossing"] or match["won"])),
        DIGITS,
    ),
    # «11 шағын ауданында» without an owner before it, «5 қабатта», «3 подъезге», «5 күні»: a number that may be a
    # name.
    Rule(
        "counted-or-numbered",
        re.compile(
            rf"\d{{1,3}}\s+(?:{_AREA}ы{_OWNED_CASE}|(?:қабат|подъез|кіреберіс)(?:қа|ке|ге|та|те|де|тан|тен|ден)(?:ғы|гі)?|разъезд?[гд]?е?н?"
            rf"|күні(?:н[ае]н?|нд[ае]|н)?|пәтер(?:де|ден|дегі)|шақырымдағы|километрдегі"
            rf"|автобус(?:пен|қа)(?=\s+(?:жет|бар|кел|отыр|мін)))(?!{LETTER})"
            rf"|\d{{1,2}}\s+(?:топ|жол|платформа|перрон|вагон|терезе|кабинет|корпус|блок|кесте|сурет|бет|абзац|тармақ|тармақша|тарау"
            rf"|семестр)(?:[ғгқк][ае]|[дт][ае](?:ғы|гі)?|[дтн][ае]н(?!\s+тұра)|[мбп]ен)(?!{LETTER})",
            re.IGNORECASE,
        ),
        _refuse_place,
        DIGITS,
    ),
    Rule(
        "counted-or-numbered",
        re.compile(
            rf"\d{{1,4}}(?:{WIDE_DASH}\d{{1,4}}(?=\s+шақырымы))?\s+(?:{_AREA}{_CASE}|(?:бағыт|маршрут){_CASE}|автобусы(?:на|нда|нан|н|мен)?"
            rf"|(?:кіреберісі|подъезі|пәтері|бөлмесі|сыныбы|кабинеті|палатасы|терезесі){_OWNED_CASE}"
            rf"|(?:қабаты|шақырымы|километрі)(?:н[ыі]ң|н[ае]н|н[ае]|н|мен)?)(?!{LETTER})"
            rf"|(?:[1-9]|1[0-2])\s+(?:сынып|класс|курс){_CASE}(?!{LETTER})"
            rf"|\d{{1,2}}\s+қосымша(?:[ғд]а|н[ыі]ң|с[ыі]н?[ад]?а?)(?!{LETTER})",
            re.IGNORECASE,
        ),
        _refuse_open,
        DIGITS,
    ),
)
