"""Read telephone numbers in the groups that are written, zeros in front one by one, and those of emergency services."""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Rule, Unread
from zt_audio.language.ru.words.numbers import cardinal
from zt_audio.language.tables import DIGITS, TELEPHONE_CODE, is_cut_telephone

_GAP = "[ \u00a0\u202f\u2011–-]?"
_TAIL = rf"(?P<a>\d{{3}}){_GAP}(?P<b>\d{{2}}){_GAP}(?P<c>\d{{2}})"
_AFTER_TELEPHONE = re.compile(
    r"(?:тел(?:ефон\w*)?|номер\w*|звон\w+|моб|факс\w*|доверия(?:\sпо\s[а-яё]+)?|последние цифры|лини\w+|центр\w*"
    r"|диспетчер\w*|ИИН|БИН)[.:]*\s*(?:на\s+|по\s+)?$",
    re.IGNORECASE,
)
_LONGEST_GROUP = 3  # digits that are said as one number
# Fire 101, police 102, ambulance 103, gas 104, city 109; 112 for all; help lines 111, 150: as notices name them.
_SERVICE = "(?:10[1-49]|11[12]|150)"
_CALLED = re.compile(r"(?:тел|звон|номер|служб)[а-яё]*[\s.:]+$", re.IGNORECASE)
_SIGHT = 20  # characters


def _city(match: re.Match[str], _: Context) -> str:
    code = match["code"] or match["code2"]
    groups = re.findall(r"\d+", match["rest"] or match["rest2"])
    rest = [part for group in groups for part in (_local_groups(group) if len(group) > _LONGEST_GROUP else [group])]
    return _said(match["trunk"] or match["trunk2"] or "", *_halves(code), *rest)


def _cut(match: re.Match[str], context: Context) -> Unread | None:
    is_called = _AFTER_TELEPHONE.search(context.text[: match.start()]) is not None
    return Unread("telephone-incomplete") if is_cut_telephone(match.group(), is_called=is_called) else None


def _local_groups(digits: str) -> list[str]:
    """Cut a number of a town: 21102 is 2-11-02, as it is printed, and 901102 is 90-11-02."""
    return [digits[:1], *_halves(digits[1:])] if len(digits) % 2 else _halves(digits)


def _halves(digits: str) -> list[str]:
    """Cut digits that were written together into pairs; an odd number of them begins with three."""
    head = 3 if len(digits) % 2 else 0
    return ([digits[:head]] if head else []) + [digits[at : at + 2] for at in range(head, len(digits), 2)]


def _said(trunk: str, *groups: str) -> str:
    plus = "плюс семь " if trunk == "+7" else f"{cardinal(int(trunk))} " if trunk else ""
    return plus + " ".join(_group(group) for group in groups)


def _group(digits: str) -> str:
    """007 is «ноль ноль семь»."""
    rest = digits.lstrip("0")
    words = [cardinal(0)] * (len(digits) - len(rest))
    return " ".join([*words, cardinal(int(rest))] if rest else words)


def _together(match: re.Match[str], context: Context) -> str | None:
    """Say each number; with a slash only where a telephone is spoken of («тел. 103/112»): houses have one too."""
    if "/" in match.group() and not _CALLED.search(context.text[max(context.start - _SIGHT, 0) : context.start]):
        return None
    return ", ".join(cardinal(int(number)) for number in re.findall(r"\d+", match.group()))


RULES = (
    Rule(
        "phone",
        re.compile(rf"(?P<trunk>\+7|8|7){_GAP}\(?(?P<code>\d{{3}})\)?[ ]?{_GAP}{_TAIL}(?!\w)"),
        lambda match, _: _said(match["trunk"], match["code"], match["a"], match["b"], match["c"]),
        DIGITS | {"+"},
    ),
    Rule(
        "phone",
        re.compile(
            rf"(?:(?P<trunk>\+7|8){_GAP})?\((?P<code>\d{{3,5}})\)[ ]?"
            rf"(?P<rest>\d{{1,3}}(?:{_GAP}\d{{2,3}}){{1,3}})(?!\w)"
            rf"|(?P<trunk2>\+7|8){_GAP}(?P<code2>\d{{4}}){_GAP}(?P<rest2>\d\d(?:{_GAP}\d\d){{2}})(?!\w)"
        ),
        _city,
        DIGITS | {"+", "("},
    ),
    Rule(
        "phone",
        re.compile(r"(?P<rest>\d{2,3}[-‑–]\d{2}[-‑–]\d{2}|\d[-‑–]\d{2}[-‑–]\d{2})(?![-\w])"),
        lambda match, _: _said("", *re.findall(r"\d+", match["rest"])),
        DIGITS,
    ),
    Rule(
        "phone",
        re.compile(r"(?P<rest>\d{4,12})(?![\w-]|[.,:]\d)"),
        lambda match, context: (
            _said("", *_halves(match["rest"])) if _AFTER_TELEPHONE.search(context.text[: match.start()]) else None
        ),
        DIGITS,
    ),
    Rule(
        "phone",
        re.compile(r"8[-‑–](?P<code>7\d{2,4})(?![\d-]|[.,:]\d)"),
        lambda match, _: _said("8", *_halves(match["code"])),
        frozenset("8"),
    ),
    # A bank card: read aloud it is a leak, and as four numbers it is wrong.
    Rule("digits", re.compile(r"\d{4}(?:[ \u00a0-]?\d{4}){3}(?!\d)"), Unread("unreadable-token"), DIGITS),
    Rule(
        "digits",
        re.compile(r"\d{8,}(?!\d|[.,]\d|\s*(?:тенге|тг|₸|[%$€₽]|руб|[а-яё]))"),
        Unread("unreadable-token"),
        DIGITS,
    ),
)
EMERGENCY_RULES = (
    Rule(
        "emergency-numbers",
        re.compile(rf"(?<![\d,/-])(?<!\d\.){_SERVICE}(?:[,/]{_SERVICE}){{1,5}}(?![\d/-]|[.,]\d)"),
        _together,
        DIGITS,
    ),
    Rule(
        "phone-cut",
        re.compile(rf"(?P<trunk>\+7|8){_GAP}{TELEPHONE_CODE}[ ]?(?:{_GAP}\d{{1,3}}){{1,5}}(?!\w|{_GAP}\d)"),
        _cut,
        frozenset("+8"),
    ),
)
