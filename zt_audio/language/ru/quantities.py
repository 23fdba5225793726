"""Numbers, ranges of numbers and numbers with a unit or a currency in, agreeing words out."""

from __future__ import annotations

import re

from zt_audio.language.reading import Context, Rule
from zt_audio.language.ru.left import PREPOSITIONS, Cases, last_word, number_cases
from zt_audio.language.ru.numbers import Case, Gender, cardinal, decimal, one_and_a_half, plural_kind
from zt_audio.language.ru.ordinals import ordinal
from zt_audio.language.ru.phrases import counted, declined, gender_of, plural_after_number
from zt_audio.language.ru.right import Manner, head_forms, manner_of
from zt_audio.language.ru.units import LENGTHS, MAGNITUDES, UNITS
from zt_audio.language.ru.written import DASH, NUMBER, SIGN, SIGNED, SIGNS, SPACE, Number, parsed, stop

_any_unit = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))
_MAGNITUDE = rf"(?:{SPACE}*(?P<magnitude>{'|'.join(MAGNITUDES)})(?!\w)\.?)?"
# «ч.» before a number is an hour only where minutes follow: «статьи 434 ч. 2» speaks of a part.
_UNIT = rf"(?:{SPACE}*(?P<unit>(?!ч\.?\s*\d+(?!\d|\s*м))(?:{_any_unit}))(?![\w²³/-])\.?)?"
_QUANTITY = re.compile(
    rf"(?:(?<![\w)])(?P<sign>{SIGN}))?(?P<first>{NUMBER})(?:{SPACE}?(?:{DASH}|…|\.\.\.){SPACE}?(?P<last_sign>(?<=[….])[-−–+])?(?P<last>{NUMBER}))?"
    rf"{_MAGNITUDE}{_UNIT}(?:(?<=\d)(?!\w)|(?<!\d))"
)
_CURRENCY_FIRST = re.compile(rf"(?P<unit>[₸$€₽]){SPACE}?(?P<first>{NUMBER})(?!\w){_MAGNITUDE}")
_FAR = re.compile(r"\s+(?:от|до|к|выше|ниже|севернее|южнее|западнее|восточнее)(?!\w)")


def _quantity(match: re.Match[str], context: Context) -> str | None:
    first, last = parsed(match["first"]), parsed(match["last"]) if match["last"] else None
    phrases = _phrases(match["magnitude"], match["unit"])
    if first is None and not match["last"]:
        return _with_zeros(match["first"], phrases)
    if first is None or (match["last"] and last is None):
        return None
    if match["last_sign"] and last is not None:
        return _signed_range(first, last, match["sign"] or "", match["last_sign"], phrases)
    left = context.text[: match.start()]
    right = context.text[match.end() :]
    ending = stop(context.text, match.end()) if match.group().endswith(".") else ""
    if last is not None:
        said = _range(first, last, phrases, left, right)
    else:
        said = _single(first, phrases, left, right, far=match["unit"] in LENGTHS)
    return SIGNS[match["sign"] or ""] + said + ending


def _with_zeros(written: str, phrases: tuple[str, ...]) -> str | None:
    """«05 мин» is five minutes; without a unit the zeros are said: «код 007»."""
    if not written.isdecimal() or not written.startswith("0"):
        return None
    if phrases:
        return _words(Number(int(written)), phrases[0], "nom")
    zeros = len(written) - len(written.lstrip("0"))
    rest = written[zeros:]
    return " ".join([cardinal(0)] * zeros + ([cardinal(int(rest))] if rest else []))


def _signed_range(first: Number, last: Number, sign: str, last_sign: str, phrases: tuple[str, ...]) -> str:
    """«–25…–30 °C»"""
    noun = f" {plural_after_number(phrases[0], 'gen')}" if phrases else ""
    said = (SIGNS[mark] + _plain(number, "gen", "m") for mark, number in ((sign, first), (last_sign, last)))
    return "от " + " до ".join(said) + noun


def _phrases(magnitude: str | None, unit: str | None) -> tuple[str, ...]:
    """Return what the number counts, nearest first: «тыс. тенге» counts thousands, which count tenge."""
    return (*((MAGNITUDES[magnitude],) if magnitude else ()), *((UNITS[unit],) if unit else ()))


def _currency_first(match: re.Match[str], context: Context) -> str | None:
    first = parsed(match["first"])
    if first is None:
        return None
    left, right = context.text[: match.start()], context.text[match.end() :]
    return _single(first, _phrases(match["magnitude"], match["unit"]), left, right, far=False)


def _single(number: Number, phrases: tuple[str, ...], left: str, right: str, *, far: bool) -> str:
    if not phrases:
        return _bare(number, left, right)
    case = _case_with_unit(left, right, far=far)
    return f"{_words(number, phrases[0], case)}{_rest(phrases)}"


def _case_with_unit(left: str, right: str, *, far: bool) -> Case:
    asked = number_cases(left)
    if not asked:
        return "nom"
    word = last_word(left)
    if word == "по":
        return "acc" if asked == PREPOSITIONS["по"] else asked[0]
    if far and word in ("в", "во") and _FAR.match(right):
        return "prep"
    return asked[0]


def _rest(phrases: tuple[str, ...]) -> str:
    """A unit behind thousands or millions is always in the genitive plural: «пять тысяч тенге»."""
    return "".join(" " + plural_after_number(phrase, "gen") for phrase in phrases[1:])


def _words(number: Number, phrase: str, case: Case) -> str:
    """Return `number` with what it counts."""
    gender = gender_of(phrase)
    if not number.fraction:
        return f"{cardinal(number.whole, case, gender)} {counted(phrase, number.whole, case)}"
    if number.whole == 1 and number.fraction == "5":
        noun = declined(phrase, "gen") if case in ("nom", "acc") else plural_after_number(phrase, case)
        return f"{one_and_a_half(case, gender)} {noun}"
    return f"{decimal(number.whole, number.fraction, case)} {declined(phrase, 'gen')}"


def _bare(number: Number, left: str, right: str) -> str:
    if number.fraction:
        return _bare_decimal(number, left, right)
    manner = manner_of(number.whole, left, right)
    say = ordinal if manner.in_order else cardinal
    return say(number.whole, manner.case, manner.gender, animate=manner.animate)


def _bare_decimal(number: Number, left: str, right: str) -> str:
    asked: Cases = number_cases(left)
    case: Case = asked[0] if asked else "nom"
    if number.whole == 1 and number.fraction == "5":
        head = [form for form in head_forms(right) if form.case == "gen"]
        if head:
            return one_and_a_half(case, head[0].gender or "m")
    return decimal(number.whole, number.fraction, "acc" if last_word(left) == "по" else case)


def _range(first: Number, last: Number, phrases: tuple[str, ...], left: str, right: str) -> str:
    gender: Gender = gender_of(phrases[0]) if phrases else _gender_of_next(right)
    if first.value >= last.value:
        return f"{_plain(first, 'nom', gender)} дефис {_single(last, phrases, '', right, far=False)}"
    asked = number_cases(left)
    manner = None if phrases or last.fraction else manner_of(last.whole, left, right)
    if last_word(left) not in PREPOSITIONS and _fits_from_to(last, phrases, right, manner):
        noun = " " + plural_after_number(phrases[0], "gen") if phrases else ""
        if phrases and last.fraction:
            noun = " " + declined(phrases[0], "gen")
        return f"от {_plain(first, 'gen', gender)} до {_plain(last, 'gen', gender)}{noun}{_rest(phrases)}"
    if manner is None:
        case: Case = "acc" if last_word(left) == "по" else asked[0] if asked else "nom"
        end = f"{_words(last, phrases[0], case)}{_rest(phrases)}" if phrases else _plain(last, case, gender)
        return _joined(_plain(first, case, gender), end)
    return _joined(_in_manner(first, manner), _in_manner(last, manner))


def _fits_from_to(last: Number, phrases: tuple[str, ...], right: str, manner: Manner | None) -> bool:
    """«от … до» needs a noun in the genitive plural after it, or none: «5–10 минут», not «2–3 раза»."""
    if phrases or manner is None:
        return True
    if manner.in_order:
        return False
    head = head_forms(right)
    return not head or any(form.plural and form.case == "gen" for form in head) or plural_kind(last.whole) == "one"


def _gender_of_next(right: str) -> Gender:
    head = head_forms(right)
    return (head[0].gender if head else None) or "m"


def _plain(number: Number, case: Case, gender: Gender) -> str:
    if number.whole == 1 and number.fraction == "5":
        return one_and_a_half(case, gender)
    return decimal(number.whole, number.fraction, case) if number.fraction else cardinal(number.whole, case, gender)


def _in_manner(number: Number, manner: Manner) -> str:
    if number.fraction:
        return decimal(number.whole, number.fraction, manner.case)
    say = ordinal if manner.in_order else cardinal
    return say(number.whole, manner.case, manner.gender, animate=manner.animate)


def _joined(first: str, last: str) -> str:
    """Two single words are said in one breath, longer ones with a pause between them."""
    return f"{first}-{last}" if " " not in first else f"{first}, {last}"


RULES = (
    Rule("currency", _CURRENCY_FIRST, _currency_first, frozenset("₸$€₽")),
    Rule("number", _QUANTITY, _quantity, SIGNED),
)
