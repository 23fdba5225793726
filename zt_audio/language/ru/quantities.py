"""Read numbers with a unit or a currency, or without, so that all words agree."""

from __future__ import annotations

from dataclasses import replace

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Rule, Unread
from zt_audio.language.ru.cases.agreement import manner_of
from zt_audio.language.ru.cases.case_doubts import other_cases
from zt_audio.language.ru.cases.counting import NumberManner, is_named_before, say_number
from zt_audio.language.ru.cases.left_context import number_case, number_cases
from zt_audio.language.ru.cases.left_text import NEAR, last_word
from zt_audio.language.ru.cases.measure_case import case_with_unit, counted_phrases, is_money, is_open_distance, kind_of
from zt_audio.language.ru.cases.numbers_alone import EMERGENCY
from zt_audio.language.ru.cases.owners import belongs_to_noun, ends_with_person
from zt_audio.language.ru.cases.right_context import head_forms
from zt_audio.language.ru.words.government import PREPOSITIONS
from zt_audio.language.ru.words.morphology import forms
from zt_audio.language.ru.words.number_tokens import (
    SIGN,
    SIGNED,
    SIGNS,
    SPACE,
    WRITTEN_NUMBER,
    Number,
    left_of_stop,
    parsed,
)
from zt_audio.language.ru.words.numbers import (
    Case,
    cardinal,
    collective,
    decimal,
    in_portions,
    one_and_a_half,
    plural_kind,
)
from zt_audio.language.ru.words.phrases import counted, declined, gender_of, is_animate, plural_after_number
from zt_audio.language.ru.words.units import COUNTED_BODIES, MAGNITUDE, MAGNITUDES, UNIT, UNITS
from zt_audio.language.tables import DIGITS

_DAYS_AND_NIGHTS = "*сутки"
_TO_ANOTHER = re.compile(r"\s+(?:до|или)\s+\d+(?:,\d+)?(?=\s)")
_INITIALISM = re.compile(r"\s+[А-ЯЁ]{2,5}(?![\w-])")
_SHORT_NOUN = re.compile(r"\s+(?:тел(?!\.?:?\s*[\d+(])|упр|управл|деп|департ|удост|моб|отд|инсп|сотр|уч)\.")
_SHOUTED = re.compile(r"[А-ЯЁ]{2}\s+$")
_TERM = re.compile(r"(?<!\w)(?:лиш[её]н|осужд|осудил|пригов|срок|стаж|возраст)\w*[^.!?]*$", re.IGNORECASE)
_TERM_BEHIND = re.compile(r"\s+(?:(?:и\s+)?\d+\s+мес|лишени|ограничени|колони|условн|тюрьм|заключени|рождени)")
_ONE_PART = re.compile(r"(?<=целых )одну (\w+)ую")  # «по 0,1 %»
_FEW = 4
_LONGEST_CODE = 6  # digits behind noughts
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])\.[0-5]\d")
_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])\.20\d\d")  # or a month: «10.2026»


DEGREES_BEHIND = re.compile(r"\s*(?:градус|процент|балл|[а-яё]+(?:ого|ой)(?!\w))")


def _quantity(match: re.Match[str], context: Context) -> str | Unread | None:
    phrases = counted_phrases(match)
    number = parsed(match["number"].lstrip("0") or "0" if phrases and match["number"].isdecimal() else match["number"])
    sign = match.groupdict().get("sign") or ""
    if match["unit"] in COUNTED_BODIES and is_named_before(context.text[: match.start()]):
        return Unread("unreadable-token")
    if number is None:
        return _with_zeros(match["number"])
    left, right = context.text[: match.start()], context.text[match.end() :]
    if sign and not match["unit"] and not DEGREES_BEHIND.match(right):
        right = ""  # «до -35, 2 смена не учится», «-18 ветер 15»: no noun that counts stands behind it
    if set(number.fraction) == {"0"} and is_money(phrases, right):
        number = Number(number.whole)  # «10 000,00 тенге»
    measured = bool(phrases) or any(form.case == "gen" for form in head_forms(right))  # «1.5 процента»
    if not measured and _is_no_decimal(match["number"], number):
        return Unread("unreadable-token")
    if phrases:
        said = _measured(match, number, left, right)
    else:
        said = _decimal(number, left, right) if number.fraction else _whole(number.whole, left, right)
    if not said:
        return Unread("unreadable-token")
    if number_cases(left) == PREPOSITIONS["по"]:
        said = _ONE_PART.sub(r"одной \1ой", in_portions(said, number.whole))
    return SIGNS[sign] + said + left_of_stop(match)


def _measured(match: re.Match[str], number: Number, left: str, right: str) -> str | None:
    """Return a number with its unit in words; None where the case is open, or the language counts in another way."""
    phrases = counted_phrases(match)
    if match["unit"] in ("г", "л") and (_TERM.search(left[-NEAR:]) or _TERM_BEHIND.match(right)):
        return None  # «2 г. лишения свободы» are years
    if is_open_distance(match, left, right) or (match["unit"] == "мес" and ends_with_person(left)):
        return None  # «малыш 8 мес.»: eight months old, or for eight months
    case = case_with_unit(match, left, right)
    if phrases[0] == _DAYS_AND_NIGHTS and not collective(number.whole, case):
        return None
    said = number_and_noun(number, phrases, case)
    others = other_cases(kind_of(match, right), case, left, right)
    return said if all(number_and_noun(number, phrases, other) == said for other in others) else None


def _is_no_decimal(written: str, number: Number) -> bool:
    """Tell whether a number with a full stop may be a time («начало 12.30»), a date or a name («форма 240.00»)."""
    named = set(number.fraction) == {"0"} or number.whole >= 100  # noqa: PLR2004 - forms have three digits
    return bool(_CLOCK.fullmatch(written) or _DAY.fullmatch(written)) or ("." in written and named)


def _with_zeros(written: str) -> str | Unread | None:
    """Read zeros in front, which are said where no unit stands behind: «код 007»."""
    if not written.isdecimal() or not written.startswith("0"):
        return None
    rest = written.lstrip("0")
    if len(rest) > _LONGEST_CODE:
        return Unread("unreadable-token")  # «удостоверение № 041556203»: it is said in groups
    return " ".join([cardinal(0)] * (len(written) - len(rest)) + ([cardinal(int(rest))] if rest else []))


def number_and_noun(number: Number, phrases: tuple[str, ...], case: Case) -> str:
    """Return `number` with what it counts; a unit behind thousands stays in the genitive: «пять тысяч тенге»."""
    phrase, *others = phrases
    rest = "".join(" " + plural_after_number(other, "gen") for other in others)
    return f"{alone(number, case, phrase)} {_noun(number, phrase, case)}{rest}"


def alone(number: Number, case: Case, phrase: str) -> str:
    """Return `number` in words as it stands before `phrase`."""
    gender = gender_of(phrase)
    if phrase == _DAYS_AND_NIGHTS and not number.fraction:
        return collective(number.whole, case) or cardinal(number.whole, case)
    if number.is_one_and_a_half:
        return one_and_a_half(case, gender)
    if number.fraction:
        return decimal(number.whole, number.fraction, case)
    living = plural_kind(number.whole) == "one" and is_animate(phrase)  # «за одного человека», «на два человека больше»
    return cardinal(number.whole, case, gender, animate=living)


def _noun(number: Number, phrase: str, case: Case) -> str:
    if phrase == _DAYS_AND_NIGHTS and not number.fraction:
        return declined(phrase, "gen" if case in ("nom", "acc") and number.whole % 10 != 1 else case)
    if not number.fraction:
        return counted(phrase, number.whole, case)
    if number.is_one_and_a_half and case not in ("nom", "acc"):
        return plural_after_number(phrase, case)
    return declined(phrase, "gen")


def _whole(number: int, left: str, right: str) -> str | None:
    if _INITIALISM.match(right) and not is_named_before(left) and not _SHOUTED.search(left):
        return None  # «3 КНБ»: neither counted nor numbered
    if _SHORT_NOUN.match(right):
        return None  # «5 тел.»
    manner = manner_of(number, left, right)
    if manner.unsayable or (manner.without_singular and not collective(number, manner.case)):
        return None
    if (
        manner.case == "dat"
        and number > _FEW
        and not (manner.in_order or {"gen", "dat"} & {form.case for form in head_forms(right)})
        and number not in EMERGENCY
        and last_word(left) == "по"
    ):
        manner = replace(manner, case="acc")  # «помидоры по 900»
    return say_number(number, manner)


def _decimal(number: Number, left: str, right: str) -> str:
    asked = number_cases(left)
    case: Case = "acc" if asked == PREPOSITIONS["по"] else asked[0] if asked else "nom"
    to = _TO_ANOTHER.match(right)  # «от 1,5 до 3 лет»
    halved = next((form for form in head_forms(right[to.end() :] if to else right) if form.case == "gen"), None)
    if number.is_one_and_a_half and halved:
        return one_and_a_half("gen" if halved.plural else case, halved.gender or "m")
    halves = _with_a_half(left, right, case) if number.fraction == "5" and number.whole > 1 else None
    if halves:
        return f"{say_number(number.whole, halves)} с половиной"
    return decimal(number.whole, number.fraction, case)


def _with_a_half(left: str, right: str, case: Case) -> NumberManner | None:
    """«осуждён на 7,5 лет»: a noun in the plural belongs to the whole number; «7,5 года» to the fraction."""
    head = head_forms(right)
    if not head or not all(form.plural for form in head):
        return None
    if belongs_to_noun(head, left):
        case = "gen"  # «девочка 2,5 лет»
    own = head[0].case or "gen"
    return NumberManner(case if own == "gen" else own, head[0].gender or "m")


def _half(match: re.Match[str], context: Context) -> str | None:
    """«не менее 1,5 метра»: «полутора» takes the plural, though after decimals people write the singular."""
    if match["noun"].strip() in UNITS:
        return None  # «свыше 1,5 руб.»
    asked = number_cases(context.text[: match.start()])
    counted_once = (form for form in head_forms(match["noun"]) if form.case == "gen" and not form.plural)
    singular = next((form for form in counted_once if "Abbr" not in form.traits), None)  # «1,5 обл.»
    if not asked or asked[0] in ("nom", "acc") or asked == PREPOSITIONS["по"] or singular is None:
        return None
    return f"{one_and_a_half(asked[0], singular.gender or 'm')} {plural_after_number(f'*{singular.lemma}', asked[0])}"


def _thousands_of(match: re.Match[str], context: Context) -> str | Unread | None:
    """«12 тыс. семьям»: thousands take the case of what they count, and ask for its genitive."""
    number, word = parsed(match["number"]), match["noun"]
    head = head_forms(context.text[match.start("noun") - 1 :])
    if number is None or not head or not head[0].plural or not {form.case for form in head} <= {"dat", "ins", "prep"}:
        return None
    if forms(word)[0].kind != "NOUN":
        return Unread("unreadable-token")  # «12 тыс. сельским семьям»
    if head[0].animate and last_word(context.text[: match.start()]) == "по":
        return None  # «по 25 тыс. пенсионерам»: for so much, to them
    own = {form.case for form in head}
    case = next((case for case in number_cases(context.text[: match.start()]) if case in own), head[0].case or "dat")
    return number_and_noun(number, (MAGNITUDES[match["thousands"]], f"*{head[0].lemma}"), case)


_CURRENT = re.compile(
    r"(?<!\w)(?:ток|сил\w{1,3}\sтока|ампер|автомат|розетк|предохранител|счётчик|выключател|нагрузк)\w*", re.IGNORECASE
)


def _amperes(match: re.Match[str], context: Context) -> str | None:
    """«автомат на 16 А»: elsewhere a capital letter behind a number names a house or a class."""
    left = context.text[: match.start()]
    number = parsed(match["number"])
    if number is None or not _CURRENT.search(left[-NEAR:]):
        return None
    return number_and_noun(number, ("*ампер",), number_case(left))


RULES = (
    Rule("number", re.compile(rf"(?P<number>{WRITTEN_NUMBER}){SPACE}?А(?![\w-])"), _amperes, DIGITS),
    Rule(
        "number",
        re.compile(
            rf"(?P<number>{WRITTEN_NUMBER}){SPACE}*(?P<thousands>{'|'.join(MAGNITUDES)})(?!\w)\.?{SPACE}(?P<noun>[а-яё]{{3,}})(?!\w)"
        ),
        _thousands_of,
        DIGITS,
    ),
    Rule(
        "number",
        re.compile(rf"1[.,]5(?P<noun> (?!(?:{'|'.join(MAGNITUDES)})(?!\w))[а-яё]{{3,}})(?!\w)"),
        _half,
        frozenset("1"),
    ),
    Rule(
        "currency",
        re.compile(rf"(?<!\w)(?P<unit>[₸$€₽]){SPACE}?(?P<number>{WRITTEN_NUMBER})(?!\w){MAGNITUDE}"),
        _quantity,
        frozenset("₸$€₽"),
    ),
    Rule(
        "number",
        re.compile(
            rf"(?:(?<![\w)])(?P<sign>{SIGN}))?(?P<number>{WRITTEN_NUMBER}){MAGNITUDE}{UNIT}(?:(?<=\d)(?!\w)|(?<!\d))"
        ),
        _quantity,
        SIGNED,
    ),
)
