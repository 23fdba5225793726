"""Read numbers: plain, in a range, after a name (Батыс-2), with a unit (40 км/сағ, 5 000,50 теңге)."""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Guess, Rule, Unread
from zt_audio.language.kk.dates import MONTHS
from zt_audio.language.kk.forms import owned
from zt_audio.language.kk.hyphened_numbers import CLAUSE_START, OF_A_LAW
from zt_audio.language.kk.number_tokens import (
    AMOUNT,
    AT_AMOUNT,
    CAPITAL,
    INTEGER,
    LETTER,
    OPTIONAL_STOP,
    SMALL,
    WORD,
    amount_words,
    and_with,
    is_joined,
    is_noun,
    missing_case,
    number_words,
    pair_words,
    whole_value,
)
from zt_audio.language.kk.numbered_nouns import is_a_name, may_be_a_name
from zt_audio.language.kk.numbers import halved, kazakh_cardinal, kazakh_ordinal, last_word_in
from zt_audio.language.kk.suffixes import SUFFIX, Suffix, attach, parse_suffix, suffix_of
from zt_audio.language.kk.units import MAGNITUDE_WORDS, PER, UNIT_WORDS
from zt_audio.language.tables import DIGITS, any_of

# A «decimal» before what has numbers is a list or a part of a law: 1,2 қабат, 3.2 тармақ.
_HAS_NUMBERS = re.compile(
    r"\s+(?:қабат|кіреберіс|подъез|сынып|сыныб|топ|нөмір|үй(?!\w*м)|пәтер|мектеп|шағын|ба[пб](?:$|\W|[ты])|тарма[қғ]|бөлі[кг]|тарау|кесте|маршрут|автобус|кабинет|палата)",
    re.IGNORECASE,
)
# «1.1. Мақсаты»: the number of a clause
_CLAUSE_NUMBER = re.compile(r"\.\s")
_DECIMAL = re.compile(r"\d[,.]\d+$")
_NUMBER_WORDS = frozenset(kazakh_cardinal(number) for number in (*range(11), *range(20, 101, 10))) | {"мың"}
_AND_A_WHOLE = re.compile(r"\s+(?:және|немесе|не)\s+\d+(?![\d,.])")
_LONG_DECIMAL = re.compile(r"\d{3}[,.]\d{3,}$")  # 111,1414: two telephones
_GAME_BEFORE = re.compile(r"(?:шайқас|матч|ойын)\W*$", re.IGNORECASE)
_SCORED = re.compile(r"\s+есе[бп]")  # 3.1 есебімен
# «Маметова, 5-12»: house and flat, or houses
_STREET_BEFORE = re.compile(
    rf"(?:көшесі|даңғылы|к-сі|көш\.|даңғ\.|{CAPITAL}{SMALL}*(?:[ое]ва?|ина?|ский|ұлы|қызы|хан|бай|батыр))(?:,\s*|\s+)$"
)
_NO_NOUN_AFTER = re.compile(r"\s*(?:[,.;:)»”]|$)")
_DASH_MEANT = re.compile(r"[ \u00a0]\d{3}(?!\d)|\s*жыл")
_JOINED_NUMBER = re.compile(r"\d{1,3}|(?:19|20)\d\d")  # Ту-154, Жасыл ел-2026
_SHORT_NUMBER = 2  # digits
# «25.12 дейін», «9.05»: a day, a time or a decimal; decimals have a comma in Kazakh, or a measure behind them
_DAY_OR_TIME = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.[0-5]\d(?:\s?[-–—]\s?(?:0?[1-9]|[12]\d|3[01])\.[0-5]\d)?")
_MEASURE_AFTER = re.compile(
    r"\s+(?:пайыз|миллион|миллиард|мың|есе|балл?|тонна|(?:санти|кило|милли)?метр|градус|литр|грамм|килограмм|гектар|теңге"
    r"|доллар|еуро|рубль|промилле|адам|шаршы|текше)",
    re.IGNORECASE,
)
_DAY_BEFORE = re.compile(rf"\d\s(?:{'|'.join(MONTHS)})\s$")  # «05.05 пен», typed out, is 5 мамыр мен
_TO_CALL = re.compile("10[1-4]|112")  # «103 бригадасы»
_OLDEST_AGE = 99  # «18+», «65+ жастағылар»
_NUMBER_AFTER = re.compile(r"[ \u00a0\u202f\u2009]\d")
# «1,5 сағат», «2,5 есе»; of percents and degrees decimals are read
_HALVED = re.compile(rf"\s(?!пайыз|градус|промилле|ұпай|балл|бап|тарма){SMALL}{{2,}}")


def _say_plain(match: re.Match[str], context: Context) -> str | Guess | Unread | None:
    if _may_be_other(match, context):
        return Unread("unreadable-token")
    if is_joined(match):
        return _say_numbered_between(match, context)
    words = amount_words(match, context)
    if words is None:
        return None
    if context.after(_HALVED):
        words = halved(words)
    if not match["high"] and not match["plus"] and is_a_name(match, context):
        return Guess(kazakh_ordinal(int(match.group())))
    if not (match["plus"] or context.text[: context.start].rstrip().endswith("№")):  # «Қазандық №2 тоқтады»
        words = last_word_in(words, missing_case(context))
    may_be_a_list = (
        not match["high"] and _DECIMAL.search(match.group()) and context.after(_AND_A_WHOLE)
    )  # 5,7 және 9 АЕК
    if may_be_a_list or (may_be_a_name(match, context) and not _TO_CALL.fullmatch(match.group())):
        return Guess(words)
    return words + (" плюс" if match["plus"] else "")


def _say_numbered_between(match: re.Match[str], context: Context) -> str | Guess | Unread | None:
    """Say 434-2, an article put between two others, with its hyphen; elsewhere 5-3 may be a score or a size."""
    words = amount_words(match, context)
    if words is None or context.before(OF_A_LAW):
        return words
    like_an_article = len(match["low"]) > _SHORT_NUMBER and len(match["high"]) < _SHORT_NUMBER
    return Guess(words) if like_an_article else Unread("unreadable-token")


def _may_be_other(match: re.Match[str], context: Context) -> bool:
    """Tell whether a plain number may be a time, a telephone, a day, houses, a clause of a text."""
    written = match.group()
    if context.after(_NUMBER_AFTER):  # «18 00-де»: a time, a telephone or two counts
        return True
    if match["plus"]:  # «300+ адам»: so many and more
        return (whole_value(match["low"]) or 0) > _OLDEST_AGE
    houses = match["high"] and context.before(_STREET_BEFORE) and context.after(_NO_NOUN_AFTER)
    day = _DAY_OR_TIME.fullmatch(written) and not context.after(_MEASURE_AFTER)
    listed = _DECIMAL.search(written) and (
        context.after(_SCORED)
        or context.before(_GAME_BEFORE)
        or context.after(_HAS_NUMBERS)
        or (context.after(_CLAUSE_NUMBER) and context.before(CLAUSE_START, 3))
    )
    return bool(houses or day or listed or _LONG_DECIMAL.search(written))


def _say_twice(match: re.Match[str], _context: Context) -> str | Unread | None:
    """Say a number once that is written twice: 3 (үш) жұмыс күні; refuse it where the two differ."""
    words, written = number_words(match["number"]), match["words"].lower()
    if words in (written, f"бір {written}") or written == f"бір {words}":
        return words
    return Unread("unreadable-token") if written.partition(" ")[0] in _NUMBER_WORDS else None


def _say_joined(match: re.Match[str], context: Context) -> str | Unread | None:
    """Say the number after the name: Батыс-2."""
    suffix = parse_suffix(match["tail"]) if match["tail"] else Suffix()
    words, number = number_words(match["number"]), whole_value(match["number"])
    if context.after(_DASH_MEANT) or not _JOINED_NUMBER.fullmatch(match["number"]):
        return Unread("unreadable-token")  # халқы-48 912 адам, күдікті-1987 жылы туған, телефоны-1414
    if words is None or number is None:
        return None
    if suffix is None:
        return f" {kazakh_ordinal(number)} {match['tail']}" if is_noun(match["tail"]) else None
    return f" {attach(words, suffix)}"


def _say_and(_match: re.Match[str], context: Context) -> str | None:
    """Make the conjunction of «9.00 мен 18.00», «12-көш пен» agree with what is spoken: тоғыз бен, көше мен."""
    spoken = next((piece for piece in reversed(context.left) if piece.rule != "space"), None)
    if spoken is None or (spoken.rule in ("word", "mark", "unreadable") and not context.before(_DAY_BEFORE)):
        return None
    return and_with(spoken.spoken.strip()).rpartition(" ")[2]


# Without its full stop «тең» may be the word for equal: 2 тең бөлікпен
_EQUAL = r"(?<=тең)\s+(?:бөл[іш]|үлес|жарт|топ|дәреж|мөлшер|құқық|шама|сан|көлем|ұзын|жағдай|шарт|мүше|қабырға|бұрыш)"

_ROAD_BEFORE = re.compile(r"(?:жолы|трассасы|бағыты)(?:ның)?\s+$|(?<!\w)[МАР]-?\d{1,3}\s+$")
_LENGTH_OF = re.compile(r"\s+(?:бөлі[кг]|телім|учаске|жол|аралы|қашық)")  # жолының 23 км бөлігі
_LAW_BEFORE = re.compile(r"(?:ба[пб]|бөлі[кг])\w*,?\s+$|\dб\.,?\s+$|\d-?\s?б\.,?\s+$")
_EXACT = frozenset({"пайыз", "градус", "промилле", "Цельсий градусы"})  # their decimals are read as such


def _say(match: re.Match[str], context: Context) -> str | Unread | None:
    suffix = suffix_of(match)
    if suffix == Suffix():
        suffix = Suffix(case=missing_case(context))
    if match["unit"] == "т" and context.before(_LAW_BEFORE):
        return Unread("abbreviation-unknown")  # 188-бап 1 т.: a part of the law
    at_one = suffix.case == "loc" or (suffix == Suffix() and not context.after(_LENGTH_OF))
    post = match["unit"] == "км" and at_one and not match["per"] and not _DECIMAL.search(match["low"])
    if post and context.before(_ROAD_BEFORE):
        return Unread("unreadable-token")  # тас жолының 120 км-де: at the 120th kilometre, or so far away
    # «-тен -ге дейін» goes with a bare unit only: он бес-жиырма пайызға, екі жүз-үш жүз мың теңге.
    in_case = match["high"] and (suffix != Suffix() or match["scale"] or match["unit"] in MAGNITUDE_WORDS)
    if match["unit"] == "с" and match.group().endswith("."):
        return Unread("abbreviation-unknown")  # 5 с. қараңыз: a page
    if is_joined(match):  # 12-5 м; from ten degrees to five: 10-5 °C
        return Unread("unreadable-token")
    amount = pair_words(match) if in_case else amount_words(match, context)
    if amount is None:
        return None
    rate = f"{PER[match['per']]} " if match["per"] else ""
    scale = f"{UNIT_WORDS.get(match['scale'], match['scale'])} " if match["scale"] else ""
    below_zero = match["unit"] == "гр" and match["sign"]  # -5 гр.: no grams are below zero
    unit = "градус" if below_zero else UNIT_WORDS[match["unit"]]
    said = f"{rate}{amount if unit in _EXACT else halved(amount)} {scale}{unit}"
    return attach(said, suffix, owned=owned(unit)) + (" " if match.group().endswith(".") else "")  # 10 млн.теңге


def _say_rate_from(match: re.Match[str], _context: Context) -> str | None:
    low, high = number_words(match["low"]), number_words(match["high"])
    if low is None or high is None:
        return None
    return attach(
        f"{PER[match['per']]} {last_word_in(low, 'abl')} {high} {UNIT_WORDS[match['unit']]}", suffix_of(match)
    )


def _say_money(match: re.Match[str], _context: Context) -> str | None:
    """5 000,50 теңге is so many tenge and so many tiyn, not a decimal."""
    tenge, tiyn = number_words(match["tenge"]), number_words(match["tiyn"].lstrip("0") or "0")
    suffix = parse_suffix(match["fused"]) if match["fused"] else suffix_of(match)
    return None if tenge is None or suffix is None else attach(f"{tenge} теңге {tiyn} тиын", suffix)


MEASURE_RULES = (
    # The unit of a rate goes before both numbers: 60-тан 90 км/сағ-қа дейін.
    Rule(
        "rate-from",
        re.compile(
            rf"(?P<low>{INTEGER})[-‑–](?:[тдн][ае]н)\s(?P<high>{INTEGER})\s?(?P<unit>{any_of(UNIT_WORDS)})/(?P<per>{any_of(PER)})(?:{SUFFIX})(?!\w)"
        ),
        _say_rate_from,
        DIGITS,
    ),
    Rule(
        "money",
        re.compile(rf"(?P<tenge>{INTEGER})[,.](?P<tiyn>\d\d)\s?(?:₸|тг|теңге)(?:{SUFFIX}|(?P<fused>{SMALL}+))?(?!\w)"),
        _say_money,
        DIGITS,
    ),
    Rule(
        "measure",
        re.compile(
            rf"{AMOUNT}(?:\s?(?P<scale>{any_of(MAGNITUDE_WORDS)})(?!{LETTER})\.?)?\s?(?P<unit>{any_of(UNIT_WORDS)})"
            rf"(?:/(?P<per>{any_of(PER)}))?(?![\w/]|\.\s?\w\.|(?<!%)\s?сыны[бп]|{_EQUAL}){OPTIONAL_STOP}(?:{SUFFIX})?"
        ),
        _say,
        AT_AMOUNT,
    ),
)


RULES = (
    Rule(
        "number", re.compile(rf"(?P<number>{INTEGER})\s?\((?P<words>{WORD}(?:\s{WORD}){{0,8}})\)"), _say_twice, DIGITS
    ),
    Rule("number", re.compile(rf"{AMOUNT}(?P<plus>\+(?!\w))?(?!\d)(?!{LETTER})"), _say_plain, AT_AMOUNT),
    Rule(
        "joined-number",
        re.compile(rf"(?<=\w)[-‑](?P<number>\d+)(?:-(?P<tail>{LETTER}+))?(?!\w)"),
        _say_joined,
        frozenset("-‑"),
    ),
    Rule("and", re.compile(r"[мбп]ен(?!\w)"), _say_and, frozenset("мбп")),
)
