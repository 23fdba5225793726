"""Read ranges of numbers («5–10 МРП»), both ends in the case of the sentence.

Without a preposition before it a range is said «от … до …»; after one its ends follow each other: «на пять-десять
суток».
"""

from __future__ import annotations

from dataclasses import replace

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Rule, Unread
from zt_audio.language.ru.cases.agreement import manner_of
from zt_audio.language.ru.cases.counting import DESIGNATED, NumberManner, is_named_before, is_ordered, say_number
from zt_audio.language.ru.cases.left_context import number_case, number_cases
from zt_audio.language.ru.cases.left_text import NEAR, last_word
from zt_audio.language.ru.cases.measure_case import counted_phrases, tells_where
from zt_audio.language.ru.cases.right_context import head_forms, is_of_study
from zt_audio.language.ru.quantities import DEGREES_BEHIND, alone, number_and_noun
from zt_audio.language.ru.signs import SCORE
from zt_audio.language.ru.words.government import PREPOSITIONS
from zt_audio.language.ru.words.morphology import Form, likeliest
from zt_audio.language.ru.words.number_tokens import (
    DASH,
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
    Gender,
    cardinal,
    decimal,
    in_portions,
    one_and_a_half,
    plural_kind,
)
from zt_audio.language.ru.words.phrases import plural_after_number
from zt_audio.language.ru.words.units import MAGNITUDE, UNIT
from zt_audio.language.tables import word_set

_ASKING = frozenset(PREPOSITIONS) | {
    "минус",
    "плюс",
    "течение",
    "ближайшие",
    "последние",
    "первые",
    "каждые",
}  # behind these no «от … до» fits

_TEAMS = re.compile(r"[А-ЯЁ][а-яё]+[»\"]?\s?[-–]\s?[«\"]?[А-ЯЁ][а-яё]+[»\"]?\s$")
_VEHICLES = frozenset({"автобус", "маршрут", "троллейбус", "маршрутка", "поезд", "рейс"})  # «маршруты 2-3»

_TIMES = word_set(
    "время график дежурство обед перерыв приём работа режим смена час понедельник вторник среда четверг пятница "
    "суббота воскресенье пн вт ср чт пт сб вс"
)
_NAMES_NOTHING = frozenset({"VERB", "INFN", "GRND", "PRTS", "ADJS", "ADVB", "PRED"})  # kinds of words
_LAST_HOUR = 24

_STREET_BEFORE = re.compile(
    r"(?<!\w)(?:ул|пр|просп|пр-к?т|пер|мкр|б-р|пл|улиц\w|проспекте?|переулке?)(?:\.\s*|\s+)(?:[^,.:;]{2,40},\s*(?:дома?\s+|д\.\s*)?|[А-ЯЁ][\w-]*(?:\s[\w-]+)?\s+)$"
)
# «дома 5, 7, 9–15»
_HOUSES_BEFORE = re.compile(r"(?<!\w)(?:д|дом\w*|кв|квартир\w*|№)\.?\s*№?\s*(?:\d+[а-я]?(?:/\d+)?(?:,\s*|\s+и\s+))+$")
_STREET_ALONE = re.compile(r"(?<=[а-яё,\d] )[А-ЯЁ][а-яё-]+(?:[аяы]|ой|ого|их)\s+$")
_MORE_RANGES = re.compile(rf"(?:(?:\s*,\s*|\s+и\s+)\d+(?:\s?{DASH}\s?\d+)?)+(?=\s+[а-яё])")
# «часа 2-3», «минут 10-15»
_ROUGHLY = re.compile(r"(?<!\w)(?:часа|часов|минут|дня|дней|недели|месяца|месяцев|метров|километров|лет|раза)\s+$")
_SPACED = re.compile(rf"{WRITTEN_NUMBER}{SPACE}[–—]{SPACE}{WRITTEN_NUMBER}")


def _range(match: re.Match[str], context: Context) -> str | Unread | None:
    first, last = parsed(match["first"]), parsed(match["last"])
    if first is None or last is None:
        return None
    left, right = context.text[: match.start()], context.text[match.end() :]
    phrases = counted_phrases(match)
    if match["last_sign"]:
        return _signed(first, last, match, phrases, last_word(left))
    money = " " in match.group() and "тенге" in "".join(phrases) and not _is_asked(left)
    if first.value >= last.value or (money and last.value > 2 * first.value):  # «бензин 92 - 205 тг»
        played = SCORE.search(left[-NEAR:] + right[:NEAR]) or (_TEAMS.search(left) and not right.lstrip()[:1].isalpha())
        # «комендантский час 23-6», «открыто 9-2», «с 22-6»: hours, where no noun is numbered
        hours = not played and first.value <= _LAST_HOUR and _tells_hours(left)
        if phrases or hours or " " in match.group():
            return Unread("unreadable-token")  # «в 2024 году — 350 случаев, в 2025 — 210», «1500 - 45 минут»
        index = "" if played else " дефис"  # «434-2», but «сыграли 2-2»
        return f"{_plain(first, 'nom', 'm')}{index} {_plain(last, 'nom', 'm')}"
    if match["sign"] in ("-", "−", "–", "+"):
        return _both_signed(first, last, match, context) + left_of_stop(match)
    if phrases:
        said = _with_noun(first, last, phrases, left, where=tells_where(match, left, right))
    else:
        apart = " " in match.group() and bool(first.fraction) != bool(last.fraction)  # «сметана 0,5 - 900»
        # the dash may stand for words that are left out: «в 1 смену учатся 820 детей, во 2 — 410»
        listed = _SPACED.fullmatch(match.group()) and last_word(left) in PREPOSITIONS and not head_forms(right)
        said = "" if apart or listed else _bare(first, last, left, right)
    if number_cases(left) == PREPOSITIONS["по"]:
        said = in_portions(in_portions(said, first.whole), last.whole)
    return SIGNS[match["sign"] or ""] + said + left_of_stop(match) if said else Unread("unreadable-token")


def _tells_hours(left: str) -> bool:
    """Tell whether a preposition, a word for a time or a verb stands before two numbers, which are then no index."""
    word = last_word(left.rstrip(" :") + " ")
    head = likeliest(word)
    return word in PREPOSITIONS or not _TIMES.isdisjoint({word, head.lemma}) or head.kind in _NAMES_NOTHING


def _signed(first: Number, last: Number, match: re.Match[str], phrases: tuple[str, ...], word: str) -> str | Unread:
    """Return «–25…–30 °C» with both its signs and «градусов», whatever «-1…-3 градуса» has.

    Behind «до» no other «от … до» fits.
    """
    if word in PREPOSITIONS and PREPOSITIONS[word] != ("gen",):
        return Unread("unreadable-token")
    ends = ((match["sign"] or "", first), (match["last_sign"], last))
    said = (", " if word in PREPOSITIONS else " до ").join(
        SIGNS[sign] + _plain(number, "gen", "m") for sign, number in ends
    )
    counted = phrases or (("*градус",) if match["degrees"] else ())
    unit = f" {plural_after_number(counted[0], 'gen')}" if counted else ""
    return f"{said}{unit}" if word in PREPOSITIONS else f"от {said}{unit}"


def _both_signed(first: Number, last: Number, match: re.Match[str], context: Context) -> str:
    """«-35-37 градусов»: the sign belongs to both ends, and no «от … до» fits behind one of them."""
    left, right = context.text[: match.start()], context.text[match.end() :]
    phrases, sign = counted_phrases(match), SIGNS[match["sign"]]
    if phrases:
        case = number_case(left)
        return sign + _joined(alone(first, case, phrases[0]), number_and_noun(last, phrases, case))
    right = right if DEGREES_BEHIND.match(right) else ""  # «-3-5 осадки»: nothing else is counted, or in order
    head = head_forms(right)
    manner = _manner(last, left, right, head)
    least, most = _in_manner(first, manner), _in_manner(last, manner)
    return sign + _joined(least, most if head or " " not in least else sign + most)


def _with_noun(first: Number, last: Number, phrases: tuple[str, ...], left: str, *, where: bool) -> str:
    asked = number_cases(left)
    if not _is_asked(left):
        end = number_and_noun(last, phrases, "gen")
        return f"от {alone(first, 'gen', phrases[0])} до {end}"
    case: Case = "acc" if asked == PREPOSITIONS["по"] else asked[0] if asked else "nom"
    if where:
        case = "prep"  # «в 2–3 км от посёлка»
    if asked == PREPOSITIONS["по"] and not first.fraction and plural_kind(first.whole) == "one":
        return _joined(alone(first, "dat", phrases[0]), number_and_noun(last, phrases, case))  # «по одному-два»
    return _joined(alone(first, case, phrases[0]), number_and_noun(last, phrases, case))


def _is_asked(left: str) -> bool:
    """Tell whether a preposition or a verb asks a case that «от … до» cannot have: «ветер достигнет 23–28 м/с»."""
    word = last_word(left)
    governed = likeliest(word).kind in ("VERB", "INFN", "GRND") and number_case(left) in ("gen", "dat", "ins")
    return word in _ASKING or governed


def _bare(first: Number, last: Number, left: str, right: str) -> str:
    more = _MORE_RANGES.match(right)
    right = right[more.end() :] if more else right
    head = head_forms(right)
    if more and not is_of_study(head) and head:
        return ""  # «1–3 и 5–7 домов»
    houses = not head and _STREET_ALONE.search(left[-NEAR:])  # «Тургенева 80-94»
    roughly = not head and _ROUGHLY.search(left)
    if (
        houses
        or roughly
        or is_named_before(left)
        or (not head and likeliest(last_word(left)).lemma in DESIGNATED | _VEHICLES)
        or _HOUSES_BEFORE.search(left[-NEAR:])
        or _STREET_BEFORE.search(left[-NEAR:])
    ):
        return _joined(_plain(first, "nom", "m"), _plain(last, "nom", "m"))
    manner = _manner(last, left, right, head)
    listed = head and not (manner.in_order or number_cases(left)) and {form.case for form in head} <= {"nom", "acc"}
    numbered = head and (is_ordered(head, left) or head[0].lemma in DESIGNATED or "Pltm" in head[0].traits)
    if listed or manner.unsayable or (manner.in_order and not numbered):
        return ""  # «28-30 концерт»: days, or numbers of something
    if not _is_asked(left) and _fits_from_to(last, head, manner):
        gender: Gender = (head[0].gender if head else None) or "m"
        if head and "Pltm" in head[0].traits:
            gender = "pl"  # «от одних до двух суток»
        return f"от {_plain(first, 'gen', gender)} до {_plain(last, 'gen', gender)}"
    if number_cases(left) == PREPOSITIONS["по"] and manner.case == "acc" and plural_kind(first.whole) == "one":
        return _joined(_in_manner(first, replace(manner, case="dat")), _in_manner(last, manner))  # «по одной-две»
    return _joined(_in_manner(first, manner), _in_manner(last, manner))


def _manner(last: Number, left: str, right: str, head: tuple[Form, ...]) -> NumberManner:
    if is_of_study(head) and head[0].plural and left.strip():
        return NumberManner(head[0].case or "nom", "pl", in_order=True)
    if head and head[0].lemma == "место" and is_ordered(head, left):
        return NumberManner("acc", "n", in_order=True)  # «заняли 1–3 места»
    if _is_of_order(head, left):
        return NumberManner(head[0].case or "nom", head[0].gender or "m", in_order=True)
    return NumberManner(number_case(left)) if last.fraction else manner_of(last.whole, left, right)


def _is_of_order(head: tuple[Form, ...], left: str) -> bool:
    """«на 2–5 этажах», «жители 1–4 подъездов»; but «5–9 этажей» counts them."""
    if not head or not head[0].plural or not is_ordered(head, left):
        return False
    owner = likeliest(last_word(left))
    return head[0].case != "gen" or (owner.kind == "NOUN" and owner.animate)


def _fits_from_to(last: Number, head: tuple[Form, ...], manner: NumberManner) -> bool:
    """Tell whether «от … до» fits: it needs a genitive plural behind it, or nothing: «5–10 минут», not «2–3 раза»."""
    if manner.in_order:
        return False
    in_plural = any(form.plural and form.case == "gen" for form in head)
    return not head or in_plural or bool(last.fraction) or plural_kind(last.whole) == "one"


def _plain(number: Number, case: Case, gender: Gender) -> str:
    if number.is_one_and_a_half:
        return one_and_a_half(case, gender)
    return decimal(number.whole, number.fraction, case) if number.fraction else cardinal(number.whole, case, gender)


def _in_manner(number: Number, manner: NumberManner) -> str:
    return _plain(number, manner.case, manner.gender) if number.fraction else say_number(number.whole, manner)


def _joined(first: str, last: str) -> str:
    """Say two short ends in one breath, longer ones with a pause between them."""
    return f"{first}-{last}" if " " not in first else f"{first}, {last}"


RULES = (
    Rule(
        "range",
        re.compile(
            rf"(?:(?<![\w)])(?P<sign>{SIGN}))?(?P<first>{WRITTEN_NUMBER}){SPACE}?(?:{DASH}|…|\.{{2,3}}){SPACE}?"
            rf"(?P<last_sign>(?<=[….]){SIGN})?(?P<last>{WRITTEN_NUMBER}){MAGNITUDE}{UNIT}"
            r"(?:(?<=\d)(?!\w)|(?<!\d))(?P<degrees>(?(last_sign)(?<=\d)\s?градус(?:а|ов)(?!\w)))?"
        ),
        _range,
        SIGNED,
    ),
)
