"""Read telephone numbers group by group, with a pause between the groups; refuse numbers of cards and persons."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Rule, Unread
from zt_audio.language.kk.numbers import digits_in_groups, kazakh_cardinal
from zt_audio.language.kk.suffixes import SUFFIX, attach, suffix_of
from zt_audio.language.tables import DIGITS, TELEPHONE_CODE, TELEPHONE_DIGITS, is_cut_telephone

# Source of the shapes: the numbering plan of Kazakhstan. With the country's 7 or 8 a number has eleven digits. Codes of
# towns have four (7132), those of districts five (71331), those of mobile networks and of free calls three (701, 800);
# what is left has six, five and seven.
_GAP = "[ \u00a0\u202f‑–-]*"
_JOINT = "[ \u00a0\u202f‑–-]"
_NOT_BEFORE, _NOT_AFTER = r"(?<![\w-])(?<!\d[.,])", rf"(?:{SUFFIX})?(?![\w/]|[-‑–]\d)"
_CALL_BEFORE = re.compile(
    r"(?:тел\.|тел|телефон\w*|факс\w*|байланыс нөмірі\w*|ішкі(?: нөмірі?)?)(?:\s+нөмірі\w*)?\s*[:–-]?\s*$",
    re.IGNORECASE,
)
# Or the word behind them: 258 36 91 телефонына, 54 12 12 нөміріне.
_CALL_AFTER = re.compile(r"\s+(?:(?:ұялы|байланыс|сенім|анықтама)\s+)?(?:телефон|нөмір(?:і|лері))")
_TO_CALL_AFTER = re.compile(
    r"\s+(?:телефон|нөмір(?:і|лері)(?:не|мен)?\s+(?:қоңырау|хабарлас|телефон|бойынша|арқылы|жүгін|жазы|звон))"
)
_PAIRS_LAST = re.compile(r"\d{2,3}\D\d\d\D\d\d")
# «8 747, 8 705 нөмірлерінен»: how numbers of mobile networks begin
_NETWORK = r"(?:8|\+7)[ -]?7\d\d"
_CALL = (
    r"(?:қысқа\s+нөмір\w*|сенім\s+телефон\w*|телефон(?:ы|дар)\w*|call-орталы\w+|колл-орталы\w+|байланыс\s+орталы\w+)"
)
_SERVICE = r"(?:нөмір(?:і|лер)\w*|желісі\w*|орталығы\w*)"
_LISTED = r"(?:,|\s+(?:және|не|немесе|мен|пен|бен))\s"
_MORE_LEFT = rf"(?:\d{{3,4}}(?:[-‑–]\w+)?{_LISTED}){{0,5}}"
_CALLED_BEFORE = re.compile(
    r"(?:(?P<call>телефон|коды?|тел\.|телефон(?:ы|дары)|байланыс|(?:call|колл|байланыс)[- ]орталығы"
    r"|қоңырау шал\w+(?=\s*[:–—-]))"
    rf"|(?:нөмірі|нөмірлері|желісі|орталығы))[\s:–—-]*{_MORE_LEFT}$",
    re.IGNORECASE,
)
_MORE_RIGHT = rf"(?:{_LISTED}\d{{3,4}}(?:[-‑–]\w+)?){{0,5}}"
_CALLED_AFTER = re.compile(
    rf"{_MORE_RIGHT}\s+[«“\"]?(?:(?:тегін|бірыңғай|жедел|шұғыл|ыстық|тәулік\s+бойы)\s+){{0,3}}(?:(?P<call>{_CALL})|{_SERVICE})",
    re.IGNORECASE,
)
_ANSWERS_BEFORE = re.compile(r"(?:диспетчер|кезекші)\w*\s*[:–-]?\s*$", re.IGNORECASE)
_RING_AFTER = re.compile(r"\s+(?:қоңырау\s+ша|хабарлас|телефон\s+ша)", re.IGNORECASE)
_DATIVE = re.compile(r"[ғгқк][ае]")
_TO_CALL = re.compile(r"\s+(?:қоңырау\s+ша|хабарлас|телефон\s+ша|(?:смс|sms)?\s?жібер)", re.IGNORECASE)
_NO_NOUN = re.compile(r"\s*(?:[.,;)!?»”]|$|арқылы|бойынша)")
_OR = ("және", "немесе")
_LISTED_WITH = re.compile(r",|\b(?:және|немесе)\b")
_COUNTED = re.compile(r"[\s\u00a0]+(?:теңге|тг|₸|адам|нөмір(?:ге|лер)?\s+(?:бер|тірке))")
# By length of what follows the code; a code of five digits goes with five.
_REST_AFTER = {3: 7, 4: 6, 5: 5}
_SPLIT = {5: (1, 2, 2), 6: (2, 2, 2), 7: (3, 2, 2)}
_MOBILE_CODE, _TOWN_CODE, _DISTRICT_CODE = 3, 4, 5
_LONGEST_GROUP = 3
_NEAR = 60  # characters


def _code_groups(code: str) -> list[str]:
    """Return a code as it is said: 7132 in pairs, жетпіс бір, отыз екі; 71331 as 713 and 31; 701 as it is."""
    split = {4: 2, 5: 3}.get(len(code), len(code))
    return [part for part in (code[:split], code[split:]) if part]


def _groups(written: str) -> list[str]:
    """Return the groups of what follows the code: as they are written where they are short, else in pairs."""
    groups = re.findall(r"\d+", written)
    digits = "".join(groups)
    if len(groups) > 1 and all(len(group) <= _LONGEST_GROUP for group in groups):
        return groups
    return list(_split(digits))


def _split(digits: str) -> Iterator[str]:
    for length, end in zip(_SPLIT[len(digits)], accumulate(_SPLIT[len(digits)]), strict=True):
        yield digits[end - length : end]


def _say(groups: list[str], match: re.Match[str], before: str = "") -> str:
    return attach(before + digits_in_groups(groups), suffix_of(match))


def _say_long(match: re.Match[str], _context: Context) -> str | None:
    written = f"{match['code']} {match['rest']}"
    if len(re.sub(r"\D", "", written)) != TELEPHONE_DIGITS - 1:
        return None
    length = _code_length(written, match)
    code, rest = written[:length], written[length:]
    if not code.isdigit():  # 8-713-36-2-13-05: the code itself is written in groups
        code, rest = re.sub(r"\D", "", written)[:length], re.sub(r"\d", "", written, count=length)
    return _say([match["country"], *_code_groups(code), *_groups(rest)], match, "плюс " if match["plus"] else "")


def _cut(match: re.Match[str], context: Context) -> Unread | None:
    is_called = _CALL_BEFORE.search(context.text[: match.start()]) is not None
    return Unread("telephone-incomplete") if is_cut_telephone(match.group(), is_called=is_called) else None


def _code_length(written: str, match: re.Match[str]) -> int:
    """Return how many digits the code has: towns begin with 71 and 72; five and three of them stand apart."""
    if not written.startswith(("71", "72")):
        return _MOBILE_CODE
    after_country = match.string[match.end("country") : match.end("rest")]
    ends = set(accumulate(len(group) for group in re.findall(r"\d+", after_country)))
    if _TOWN_CODE in ends:
        return _TOWN_CODE
    return next((length for length in (_DISTRICT_CODE, _MOBILE_CODE) if length in ends), _TOWN_CODE)


def _say_area(match: re.Match[str], _context: Context) -> str | None:
    code = match["code"] or match["bare"]
    if _REST_AFTER.get(len(code)) != len(re.sub(r"\D", "", match["rest"])):
        return None
    return " " + _say([*_code_groups(code), *_groups(match["rest"])], match)


def _follows_a_phone(context: Context) -> bool:
    """Tell whether a comma alone stands between this number and a telephone, and no noun after it is counted."""
    pieces = (piece for piece in reversed(context.left) if piece.rule not in ("space", "mark"))
    read = next((piece for piece in pieces if piece.spoken not in _OR), None)
    after_phone = read and read.rule.startswith("phone") and context.after(_NO_NOUN)
    return bool(after_phone and read and _LISTED_WITH.search(context.text, read.end, context.start))


def _say_joined(match: re.Match[str], context: Context) -> str | Unread | None:
    called = context.before(_CALL_BEFORE) or context.after(_TO_CALL_AFTER)
    if not match["rest"].endswith("000"):  # «диспетчер 2612233», no wage
        called = called or context.before(_ANSWERS_BEFORE) or context.after(_RING_AFTER)
    if not (called or _follows_a_phone(context)) or context.after(_COUNTED):
        return None
    digits = match["rest"]
    return _say(list(_split(digits)), match) if len(digits) in _SPLIT else Unread("unreadable-token")


def _say_pairs(match: re.Match[str], context: Context) -> str | None:
    text, digits = context.text, match["rest"]
    named = context.before(_CALLED_BEFORE, _NEAR) or _CALLED_AFTER.match(text, context.end, context.end + _NEAR)
    called = _DATIVE.fullmatch(match["suffix"] or "") and _TO_CALL.match(text, context.end)
    if not (called or _follows_a_phone(context) or (named and (named["call"] or digits[0] == "1"))) or _COUNTED.match(
        text, context.end
    ):
        return None
    return _say([digits[:2], digits[2:]], match).replace(",", "")


# Fire 101, police 102, ambulance 103, gas 104, city 109; 112 for all; help lines 111, 150: as notices name them.
_EMERGENCY = "(?:10[1-49]|11[12]|150)"


EMERGENCY_RULES = (
    Rule(
        "emergency-numbers",
        re.compile(rf"(?<![\d.,/-])(?P<all>{_EMERGENCY}(?:,{_EMERGENCY}){{1,5}})(?:{SUFFIX})?(?![\d/-]|[.,]\d)"),
        lambda match, _: attach(
            ", ".join(kazakh_cardinal(int(number)) for number in re.findall(r"\d+", match["all"])), suffix_of(match)
        ),
        DIGITS,
    ),
    # «102-полиция» names the service behind the number: no ordinal, though a hyphen stands where a dash should.
    Rule(
        "emergency-numbers",
        re.compile(
            rf"(?<![\w./-])(?<!\d,)(?P<number>{_EMERGENCY})[-‑–](?=(?:полиц|өрт|жедел|құтқару|авариял|апатт|газ|бірыңғай|анықтама|сенім|орталы[қғ]|қызмет|нөмір|арна|пульт))"
        ),
        lambda match, _: f"{kazakh_cardinal(int(match['number']))}, ",
        DIGITS,
    ),
    Rule(
        "phone-cut",
        re.compile(rf"(?P<trunk>\+7|8){_GAP}{TELEPHONE_CODE}(?:{_GAP}\d{{1,3}}){{1,5}}(?!\w|{_JOINT}?\d)"),
        _cut,
        frozenset("+8"),
    ),
)


RULES = (
    Rule(
        "phone",
        re.compile(
            rf"{_NOT_BEFORE}(?P<plus>\+)?(?P<country>[78]){_GAP}[(/]?(?P<code>\d{{3,5}}?)[)/]?{_GAP}"
            rf"(?P<rest>\d(?:{_GAP}\d){{4,6}}){_NOT_AFTER}(?!\s?(?:тг|теңге|₸))"
        ),
        _say_long,
        DIGITS | {"+"},
    ),
    Rule(
        "phone-code",
        re.compile(
            rf"{_NOT_BEFORE}(?P<country>8|\+7)[ -]?(?P<code>7\d\d)"
            rf"(?:(?=(?:, {_NETWORK}){{0,6}}(?:,? (?:және|мен|пен) {_NETWORK})?\s+(?:код|нөмір|сан))"
            r"|(?<=\+7.7\d\d)(?!\w|[ -]?\d))"
        ),
        lambda match, _: (
            ("плюс " if match["country"] == "+7" else "") + digits_in_groups([match["country"][-1], match["code"]])
        ),
        DIGITS | {"+"},
    ),
    Rule(
        "phone-area",
        re.compile(
            rf"(?:\((?P<code>7\d{{2,4}})\)|{_NOT_BEFORE}(?P<bare>7[12]\d{{2,3}})(?=[ -]\d{{1,2}}-))"
            rf"{_GAP}(?P<rest>\d(?:{_GAP}\d){{4,6}}){_NOT_AFTER}"
        ),
        _say_area,
        frozenset("(7"),
    ),
    # a code whose number has too many digits, or too few
    Rule("phone-wrong", re.compile(r"\(7[12]\d{2,3}\)(?=\s?\d)"), Unread("unreadable-token"), frozenset("(")),
    # Three groups that hyphens join are a number to call, never a range: 41-00-05, 2-13-05, 555-12-34.
    Rule(
        "phone-local",
        re.compile(rf"{_NOT_BEFORE}(?P<rest>\d{{1,3}}[‑–-]\d\d[‑–-]\d\d){_NOT_AFTER}"),
        lambda match, _: _say(re.findall(r"\d+", match["rest"]), match),
        DIGITS,
    ),
    # After the word for it, two groups or spaces are enough: тел. 410-005, телефон: 41 00 05.
    Rule(
        "phone-called",
        re.compile(rf"{_NOT_BEFORE}(?P<rest>\d{{1,3}}(?:{_JOINT}\d{{2,3}}){{1,2}}){_NOT_AFTER}"),
        lambda match, context: (
            _say(re.findall(r"\d+", match["rest"]), match)
            if context.before(_CALL_BEFORE) or (_PAIRS_LAST.fullmatch(match["rest"]) and context.after(_CALL_AFTER))
            else None
        ),
        DIGITS,
    ),
    # Numbers of four digits are said in pairs: 1414 is он төрт он төрт, 1402 он төрт нөл екі. A word beside them
    # tells them from a count; services have numbers from 1000 to 1999.
    Rule(
        "phone-short",
        re.compile(rf"{_NOT_BEFORE}(?P<rest>\d{{4}})(?:{SUFFIX})?(?![\w/-]|[.,:]\d| \d)"),
        _say_pairs,
        DIGITS,
    ),
    # Digits that are written together: тел. 213647; 8 (71337) 21102, 21103. Ten of them lack the country.
    Rule(
        "phone-joined",
        re.compile(rf"{_NOT_BEFORE}(?P<rest>\d{{5,7}}|\d{{10}})(?:{SUFFIX})?(?![\w/-]|[.,:]\d| \d)"),
        _say_joined,
        DIGITS,
    ),
    Rule(
        "digit-groups",
        re.compile(rf"{_NOT_BEFORE}(?!\d{{4}}-\d\d-\d\d(?!\d))\d+(?:[‑–-]\d+){{2,}}(?!\d)"),
        Unread("unreadable-token"),
        DIGITS,
    ),
    # Numbers of cards, persons and accounts: not for a loudspeaker, and too long to be told from a count.
    Rule(
        "long-number",
        re.compile(r"(?<![\w-])\d{4}(?:[ \u00a0\u202f‑–-]\d{4}){3}(?!\d)|(?<![\w,.-])\d{10,}(?![\d/]|[-–]\d)"),
        Unread("unreadable-token"),
        DIGITS,
    ),
)
