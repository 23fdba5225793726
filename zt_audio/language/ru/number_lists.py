"""Read lists of numbers that name things in order: «в 16, 27 и 29 микрорайонах», «1,2,3 этажи», «3 и 4 мкр.».

Each number is an ordinal in the singular, in the case of the noun behind the list: «жители первого и второго подъездов»
(Розенталь, Справочник по правописанию и литературной правке, on several attributes of one noun). What is counted or
measured keeps its cardinals: «5 и 10 суток», «2 или 3 этажа».
"""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Rule, Unread
from zt_audio.language.ru.cases.counting import DESIGNATED, is_named_before, is_ordered, names_loosely
from zt_audio.language.ru.cases.left_context import number_cases
from zt_audio.language.ru.cases.left_text import NEAR, before_list, last_word
from zt_audio.language.ru.cases.noun_case import place_case
from zt_audio.language.ru.cases.numbers_alone import HOUSE_BEFORE
from zt_audio.language.ru.cases.right_context import head_forms
from zt_audio.language.ru.suffixes import SHORT_NOUN, phrase_of_short
from zt_audio.language.ru.words.morphology import Form, is_noun, nouns
from zt_audio.language.ru.words.number_tokens import SPACE, left_of_stop
from zt_audio.language.ru.words.numbers import Case, Gender, cardinal, ordinal
from zt_audio.language.ru.words.phrases import declined, gender_of
from zt_audio.language.tables import DIGITS, word_set

_ITEM = r"[1-9]\d{0,2}(?:-(?:[йяе]|ый|го|му|ом?|м|ая|ой|ую))?"
_LONGEST = 40  # items; a longer list is read in pieces
# «на 34 и 78 минутах»: each is one of many; but «в 5 и 10 минутах ходьбы» are as many as that
_ORDERED_ON = word_set("минута секунда неделя месяц год день час страница строка позиция абзац вопрос задание шаг")
_NEXT = re.compile(rf"\d+{SPACE}?,")
# «средний балл по школе 4,3»: a decimal, whatever noun comes between
_GRADE = re.compile(r"(?<!\w)(?:балл|средн|рейтинг|оценк)[а-яё]*(?:\s+[а-яё]+){0,3}\s+$", re.IGNORECASE)
_DECIMAL = re.compile(r"\d,\d{1,2}")
_NUMBER = re.compile(rf"(?P<number>\d+)(?:-[а-яё]+)?|(?P<comma>{SPACE}?,{SPACE}?)")


def _list(match: re.Match[str], context: Context) -> str | Unread | None:
    left, right = context.text[: match.start()], context.text[match.end() :]
    if _DECIMAL.fullmatch(match["items"]) and _GRADE.search(left[-NEAR:]):
        return None
    head = () if match["noun"] else head_forms(right)
    owned = bool(head) and head[0].case == "gen" and head[0].plural  # «бригады 2 и 3 участков»
    named = is_named_before(left) or before_list(left).rstrip().endswith("№")
    own = bool(head) and not left.rstrip().endswith("№") and is_ordered(head, left)
    if own and (is_named_before(left) or HOUSE_BEFORE.search(left[-NEAR:])) and _NEXT.match(match["items"]):
        return None  # «кабинет 204, 2-й этаж»
    if (
        named and not own and not (owned and names_loosely(last_word(left)))
    ):  # «дома 5,7,9»; else they are read one by one
        cardinals = re.sub(r"\d+", lambda item: f" {cardinal(int(item.group()))}", match["items"]).strip()
        return cardinals if re.fullmatch(r"\d+(?:,\d+)+", match["items"]) and not match["noun"] else None
    if match["noun"]:
        return _with_short_noun(match, left)
    if not head or not _designates(head, left, match["items"]):
        return None
    form = _fitting(head, left)
    return _ordinals(match["items"], form.case or "nom", form.gender or "m", animate=form.animate)


def _designates(head: tuple[Form, ...], left: str, items: str) -> bool:
    """Tell whether the noun behind is named by numbers, and the list is no decimal before it («1,5 дома»)."""
    is_decimal = re.fullmatch(r"\d+,\d+", items) and any(f.case == "gen" and not f.plural for f in head)
    on = head[0].lemma in _ORDERED_ON and head[0].case == "prep" and head[0].plural and last_word(left) == "на"
    return not is_decimal and (is_ordered(head, left) or head[0].lemma in DESIGNATED or on)


def _fitting(head: tuple[Form, ...], left: str) -> Form:
    """Return the form in the first case that the text before asks for; «жители 3 и 4 этажа», but «1 и 2 места»."""
    asked = number_cases(left) or ("gen" if is_noun(last_word(left)) else "nom",)
    return next((form for case in asked for form in head if form.case == case), head[0])


def _with_short_noun(match: re.Match[str], left: str) -> str | Unread | None:
    if match["noun"].rstrip(".") == "г":
        return Unread("unreadable-token")  # «дома 16,17,21г»: no years
    if match["noun"] == "км" or re.fullmatch(r"\d+,\d+", match["items"]):
        return None
    phrase = phrase_of_short(match["noun"])
    case: Case = "acc" if last_word(left) == "за" else place_case(left)
    said = _ordinals(match["items"], case, gender_of(phrase), animate=False)
    return f"{said} {declined(phrase, case, plural=True)}{left_of_stop(match)}"


def _ordinals(items: str, case: Case, gender: Gender, *, animate: bool) -> str:
    def say(item: re.Match[str]) -> str:
        return ", " if item["comma"] else ordinal(int(item["number"]), case, gender, animate=animate)

    return _NUMBER.sub(say, items)


_NAMED_FROM = re.compile(r"(?:(?P<noun>[а-яё]+)\s+)?(?<!\w)со?\s+$", re.IGNORECASE)


def _from_to(match: re.Match[str], context: Context) -> str | Unread | None:
    owner = _NAMED_FROM.search(context.text[: match.start()])
    if owner is None or match["noun"] == "км":
        return None
    if match["noun"]:
        phrase = phrase_of_short(match["noun"])
        gender = gender_of(phrase)
        ends = f"{ordinal(int(match['first']), 'gen', gender)} по {ordinal(int(match['last']), 'acc', gender)}"
        return f"{ends} {declined(phrase, 'acc')}{left_of_stop(match)}"
    found = next((form for form in nouns(owner["noun"]) if form.plural), None) if owner["noun"] else None
    if found is None or not (found.lemma in DESIGNATED or is_ordered((found,), "")):
        return Unread("unreadable-token")  # «по улице Абая с 5 по 9»
    gender = found.gender or "m"
    first, last = ordinal(int(match["first"]), "gen", gender), ordinal(int(match["last"]), "acc", gender)
    return f"{first} по {last}"


RULES = (
    # «дома с 5 по 9»: from the fifth to the ninth
    Rule(
        "number-list",
        re.compile(
            rf"(?P<first>[1-9]\d{{0,2}}){SPACE}по{SPACE}(?P<last>[1-9]\d{{0,2}})(?![\w/%°-]|[.,:]\d)(?:{SPACE}(?P<noun>{SHORT_NOUN}))?(?=\s*(?:$|[.,;)]))"
        ),
        _from_to,
        DIGITS,
    ),
    Rule(
        "number-list",
        re.compile(
            rf"(?<![\d.,:/+-])(?P<items>{_ITEM}(?:(?:{SPACE}?,{SPACE}?|{SPACE}и{SPACE}){_ITEM}){{1,{_LONGEST}}})"
            rf"(?![\w/%°-]|[.,:]\d)(?:{SPACE}(?P<noun>{SHORT_NOUN}))?"
        ),
        _list,
        DIGITS,
    ),
)
