"""Decide how a number between two texts is said: cardinal or ordinal, in which case and gender.

What follows decides first: «2 жалобы», «2 жалобам» and «2 классе» leave little choice; what stands before chooses
among what is left («на 5 домов» is accusative, «до 5 домов» genitive).
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from zt_audio.language import late_re as re
from zt_audio.language.ru.cases.asked_cases import TELL_WHEN, asked_cases, asked_in_clause
from zt_audio.language.ru.cases.case_doubts import goes_whither, other_cases
from zt_audio.language.ru.cases.clauses import predicate_behind
from zt_audio.language.ru.cases.counting import (
    DESIGNATED,
    NUMBER_ENDS,
    PARTS,
    PLACES_WITH_NUMBERS,
    NumberManner,
    beside_noun,
    choose_manner,
    counted_subject,
    counting_manners,
    is_each,
    is_named,
    is_named_before,
    is_numbered,
    is_ordered,
    lacks,
    names_loosely,
    orders_before,
    say_number,
    uncounted,
)
from zt_audio.language.ru.cases.left_context import number_case, number_cases
from zt_audio.language.ru.cases.left_text import SIGHT, before, before_list, last_word
from zt_audio.language.ru.cases.numbers_alone import HOUSE_BEFORE, manner_alone
from zt_audio.language.ru.cases.owners import owns
from zt_audio.language.ru.cases.right_context import OF_FEW, SUBSTANTIVE, head_forms, is_of_study
from zt_audio.language.ru.words.government import PREPOSITIONS, Cases
from zt_audio.language.ru.words.morphology import INDECLINABLE, Form, forms, is_noun, likeliest, nouns
from zt_audio.language.ru.words.numbers import Case, plural_kind
from zt_audio.language.tables import word_set

_UNITS = word_set("метр тонна литр рубль градус тысяча миллион процент гектар")
_ASKING = frozenset(PREPOSITIONS) | {"течение", "минус"}
_WEATHER = word_set("мороз тепло холод жара")  # «15–20 мороза»: the degrees are left out
_STREET_BEFORE = re.compile(r"(?<!\w)(?:(?:ул|пр|просп|пр-к?т|пер|пл|б-р)\.?|улиц\w{1,3}|проспект\w{0,2})\s*$")
# «из-за разлива р. Орь 2 моста под водой»: the name ends what the preposition governs
_NAMED_PLACE = re.compile(
    r"(?:^|[.,!?:]\s)(?i:из-за|после|от|у|в|на|за|около|возле|вдоль)\s(?:[а-яё]+\s){0,3}(?:р|оз|с|п|пос)\.\s?[А-ЯЁ][\w-]+\s+$"
)
_PART_OF_DAY = re.compile(r"\s+(?P<part>утра|дня|вечера|ночи)(?!\w)")
_WHEN = word_set("в до с к после около на")
_MORE_NUMBERS = re.compile(
    r"(?:(?:\s*(?:,|[-–—])\s*|\s+(?:до|по|на|и|или)\s+)\d+(?:[ \u00a0\u202f]\d{3})*(?:-\w+)?(?![\d.,:]\d)){1,8}"
)
# «среди 45 бригад, 21 случая и 5 квартир»: what was counted last, in one case with the next
_CHAIN = re.compile(r"(?<![\w.,/-])(?P<number>\d{1,6})(?P<counted>(?:\s+[а-яё]+){1,3}?)(?P<gap>\s*,|\s+и|)\s+$")
_PRICED = word_set("вход билет проезд цена стоимость оплата взнос тариф тираж")
_HUNDRED, _THOUSAND = 100, 1000
_LAST_CLASS = 11
_LARGE = 32  # «арбуз 120 дыня 200» are prices; so high only what is numbered goes
_AND_BEYOND = re.compile(r"\s+и\s+(?:более|больше|менее|меньше|выше|старше|младше|свыше)(?=\s)")  # «с 4 и более детьми»
_PEOPLE_BEFORE = re.compile(
    r"(?<!\w)(?:двое|двоих|трое|троих|четверо|дет\w+|братья\w*|сёстры|сестры)(?:\s+[а-яё]+)?\s+\($"
)
_NAME_BEHIND = re.compile(r"\s+[«\"]?[А-ЯЁ][а-яё]")
_PART_OF_HOUSE = re.compile(r"\s*(?:корпус|корп\.|строение|стр\.|блок|секция)\s*№?\s*\d")
_UNTIL = re.compile(r"\s+до\s")
_LAST_LINK = re.compile(r"(?:\s(?P<to>до|по|на)\s+|[\s,–—-])(?P<last>\d+)(?:-\w+)?$")


def manner_of(number: int, left: str, right: str) -> NumberManner:
    """Return how `number` between `left` and `right` is said."""
    beyond = _AND_BEYOND.match(right)
    right = right[beyond.end() :] if beyond else right
    more = _MORE_NUMBERS.match(right)
    head = head_forms(right[more.end() :] if more else right)
    if named := _as_name(left, right, head, more):
        return named
    if _PART_OF_HOUSE.match(right):
        return NumberManner()  # «14 корпус 2»
    if not head or _is_hour(number, left, right[more.end() :] if more else right) or head[0].lemma in _WEATHER:
        return manner_alone(number, left, right)
    list_owner = before_list(left)
    asked = _asked(head, left, list_owner)
    if more:
        manner = _shared(left, number, more.group(), head, asked)
    else:
        manner = _before_noun(number, head, asked, left, right)
    if beyond and manner.case == "gen" and "gen" not in asked:
        return replace(manner, case=asked[0] if asked else "nom", animate=False)  # «2 и более нарушений»
    listed = bool(more) or not left.endswith(list_owner)
    if listed and head[0].lemma == "год" and _PEOPLE_BEFORE.search(list_owner):
        return replace(manner, case="gen")  # «двое детей (3 и 6 лет)»
    lacks = _lacks_owner(number, manner, asked, list_owner, head[0])
    return replace(manner, unsayable=manner.unsayable or lacks)


def _as_name(left: str, right: str, head: tuple[Form, ...], more: re.Match[str] | None) -> NumberManner | None:
    """Return how a number that names the noun before it is said: «статья 434», «части вторая и третья»."""
    list_owner = before_list(left)
    named = last_word(list_owner)
    if named in PARTS:
        return _part(list_owner, named, listed=bool(more) or not left.endswith(list_owner))
    own = bool(head) and not left.rstrip().endswith("№") and is_ordered(head, left)  # «каб. № 12, 2 этаж»
    if more and is_named_before(left) and _UNTIL.match(more.group()) and not own:
        return NumberManner()  # «в школе 44 до 25 февраля»
    apart = (
        own
        and more
        and (is_named_before(left) or HOUSE_BEFORE.search(left[-SIGHT:]))
        and more.group().lstrip().startswith(",")
    )  # «кабинет 305, 3 этаж»
    if _NAME_BEHIND.match(right) and nouns(named) and {nouns(named)[0].lemma} & (DESIGNATED | PLACES_WITH_NUMBERS):
        return NumberManner()  # «к разъезду 82 Курылык»
    owner = next((form for form in head if form.case == "gen" and not form.plural and form.lemma in DESIGNATED), None)
    if owner and named.startswith(("номер", "телефон")):
        return NumberManner("gen", owner.gender or "m", in_order=True)  # «номер 6 поликлиники»
    if apart or is_named(named) or (list_owner.rstrip().endswith("№") and not own):
        return NumberManner()
    return None


def _before_noun(number: int, head: tuple[Form, ...], asked: Cases, left: str, right: str) -> NumberManner:
    """Return how a number is said that `head` follows at once."""
    if _isuncounted(number, head, left, right):
        return manner_alone(number, left, right)
    if special := _before_special(number, head, left, right):
        return special
    if "Fixd" in head[0].traits:
        return _before_unchanged(number, head[0], left, right)
    sure = True
    if plural_kind(number) == "many" and any(form.plural and form.case == "gen" for form in head):
        asked, sure = asked_in_clause(asked, head, left, right)
    manner = _agreeing(number, head, asked, left)
    studied = is_of_study(head) and number <= _LAST_CLASS and manner.case == "gen" and not manner.in_order
    unsure = not sure or (studied and plural_kind(number) == "many") or _may_act(head, manner, left, right)
    unsure = unsure or _is_amiss(number, manner, left)
    return replace(manner, unsayable=manner.unsayable or unsure)  # «для 11 классов»: so many, or which


def _is_amiss(number: int, manner: NumberManner, left: str) -> bool:
    """Tell whether the noun stands in another case than the preposition asks: «до 3 месяца», «с 2 часа дня»."""
    if plural_kind(number) != "few" or manner.in_order or manner.case not in ("nom", "acc"):
        return False
    word = last_word(left)
    asked = ("gen",) if word in ("с", "со") else number_cases(left)
    return word in _ASKING and bool(asked) and {"nom", "acc"}.isdisjoint(asked)


def _may_act(head: tuple[Form, ...], manner: NumberManner, left: str, right: str) -> bool:
    """Tell whether people who decline as adjectives may act or be acted on: «курсы прошли 3 военнослужащих»."""
    if SUBSTANTIVE not in head[0].traits or manner.case not in ("nom", "acc"):
        return False
    return bool({"nom", "acc"} & set(other_cases("people", manner.case, left, right)) - {manner.case})


def _isuncounted(number: int, head: tuple[Form, ...], left: str, right: str) -> bool:
    """Tell whether `head` belongs to what is said of the number: «1 восстановлению не подлежит»."""
    lemma = head[0].lemma
    if likeliest(last_word(left)).lemma in _PRICED and not any(form.case == "gen" for form in head):
        return True  # «вход 1500 детям до 7 лет бесплатно»
    if number > _LARGE and is_of_study(head) and not head[0].plural:
        return True  # «30 минут 4000 курс 10 сеансов»
    counted = any(form.plural and form.case == "gen" and form.lemma == lemma for form in head)
    if number >= _LARGE and head[0].case == "nom" and plural_kind(number) == "many" and not counted:
        return lemma not in DESIGNATED and not is_ordered(head, left)  # «картошка 250 лук 180»
    if any(form.plural or form.case not in ("dat", "ins") for form in head) or number_cases(left):
        return False
    if plural_kind(number) == "one":
        return lemma.endswith(("ение", "ание")) and predicate_behind(right) is not None
    return not (is_ordered(head, left) or lemma in DESIGNATED)


def _before_unchanged(number: int, noun: Form, left: str, right: str) -> NumberManner:
    """Return how a number before a noun that never changes is said: «в 2 кафе», «владельцы 5 кафе»."""
    word, asked = last_word(left), number_cases(left)
    if word in ("в", "во", "на"):
        case: Case = "acc" if goes_whither(left) else "prep"
    elif not asked and owns(left, word):
        case = "gen"
    else:
        case = asked[0] if asked else "nom"
    gender = noun.gender or "n"
    manner = NumberManner(case, gender)
    doubts = (replace(manner, case=other) for other in other_cases("things", case, left, right))
    doubtful = any(say_number(number, doubt) != say_number(number, manner) for doubt in doubts)
    return replace(manner, unsayable=doubtful)


def _asked(head: tuple[Form, ...], left: str, list_owner: str) -> Cases:
    """Return the cases that `left` asks of a number before `head`: in a chain those of the number before it."""
    chain = _CHAIN.search(left[-SIGHT:])
    counted = head_forms(chain["counted"]) if chain else ()
    if chain is None or not counted or not nouns(last_word(f"{chain['counted']} ")):
        return asked_cases(head, left, list_owner)
    if chain["gap"] == "" and (head[0].lemma in TELL_WHEN or counted[0].lemma in TELL_WHEN or counted[0].animate):
        return asked_cases(head, left, list_owner)
    before = left[: max(len(left) - SIGHT, 0) + chain.start()]
    asked = _cases_in_chain(int(chain["number"]), counted, before)
    return asked_cases(head, left, list_owner) if asked and chain["gap"] == "" else asked


# The next number of a list asks for the same again: so the time grows with its length alone.
@lru_cache(maxsize=512)
def _cases_in_chain(number: int, counted: tuple[Form, ...], left: str) -> Cases:
    """Return the case of a number and its noun behind `left`, for what goes on behind them."""
    first = _agreeing(number, counted, _asked(counted, left, before_list(left)), left)
    return () if first.case == "nom" or first.in_order else (first.case,)


def _before_special(number: int, head: tuple[Form, ...], left: str, right: str) -> NumberManner | None:
    """«1 отдел полиции» is in order; «2 республиканского и 1 местного значения»: два or две, «34 местного» is sure."""
    if plural_kind(number) == "one":
        if head[0].lemma == "раз" and head[0].plural and last_word(left) not in PREPOSITIONS:
            # «с 40 лет 1 раз в 2 года»: its nominative looks alike
            return NumberManner("nom", "m")
        return _in_order(head, number_cases(left), left) if orders_before(head[0].lemma, right) else None
    if head[0].lemma in _UNITS and head[0].case in ("nom", "acc") and not head[0].plural:
        return NumberManner(unsayable=True)  # «50 метр.»
    if SUBSTANTIVE not in head[0].traits or any(form.plural for form in head):
        return None
    return NumberManner(number_case(left), unsayable=number % 10 == 2)  # noqa: PLR2004 - two is itself


def _lacks_owner(number: int, manner: NumberManner, asked: Cases, left: str, counted: Form) -> bool:
    """Tell whether the noun stands in a genitive plural that nothing asks for: «на борту 52 пассажиров»."""
    if asked or manner.case != "gen" or manner.in_order or manner.without_singular or plural_kind(number) != "few":
        return False
    if counted.lemma == "год" and re.search(r"(?:двое|трое|четверо|возраст\w*|\d|и)[\s:,–—(]+$", left, re.IGNORECASE):
        return False  # «задержаны двое: 19 и 23 лет»
    owner = forms(last_word(left))
    if owner and owner[0].kind == "NOUN" and not counted.animate and counted.lemma not in TELL_WHEN:
        return False  # «в классах 2 школ»
    return not owner or owner[0].kind != "NOUN" or not owner[0].animate


def _in_order(head: tuple[Form, ...], asked: Cases, left: str) -> NumberManner:
    """Return how the noun is numbered in order, in the case that is asked; a noun before it owns it."""
    wanted = asked or (("gen",) if is_noun(last_word(left)) else ())
    form = next((form for case in wanted for form in head if form.case == case), head[0])
    return NumberManner(form.case or "nom", "pl" if form.plural else form.gender or "m", form.animate, in_order=True)


def _is_hour(number: int, left: str, right: str) -> bool:
    """«в 5 утра», «в 12 дня» are hours; «2 ночи» may be two nights, «2 дня» two days."""
    part = _PART_OF_DAY.match(right)
    if part is None or part["part"] in ("утра", "вечера"):
        return part is not None
    word = last_word(left)  # «на 2 ночи»: so many
    return word in _WHEN and ((part["part"] == "ночи" and word != "на") or plural_kind(number) == "many")


def _part(left: str, word: str, *, listed: bool) -> NumberManner:
    """Say a part of a law's article in order: «в части второй», «части вторая и третья»."""
    asked = number_cases(before(left, word))
    own = [form.case for form in nouns(word) if form.case and form.plural == listed] or ["nom"]
    case: Case = "nom" if listed and "nom" in own and not asked else own[0]
    return NumberManner(next((wanted for wanted in asked if wanted in own), case), "f", in_order=True)


def _shared(left: str, number: int, more: str, head: tuple[Form, ...], asked: Cases) -> NumberManner:
    """Agree with the noun behind a later number as that one does: «по две, три и четыре», «с первого по пятый»."""
    link = _LAST_LINK.search(more)
    last_left = f"{left}{number}{more[: link.start('last')]}" if link else left
    last = int(link["last"]) if link else number
    spans = link is not None and link["to"] is not None
    manner = _agreeing(last, head, number_cases(last_left) if spans else asked, last_left)
    case = asked[0] if spans and asked else "nom" if spans else manner.case
    if asked == PREPOSITIONS["по"] and manner.case == "acc" and not manner.in_order and plural_kind(number) == "one":
        case = "dat"  # «по одному, два и три человека»
    # «2 или 3 числа»; «долг 500 до 30 числа»: no day
    unordered = ("или" in more and head[0].case == "gen") or (spans and last < _LARGE <= number)
    return replace(manner, case=case, in_order=manner.in_order and not unordered)


def _agreeing(number: int, head: tuple[Form, ...], asked: Cases, left: str) -> NumberManner:
    """Count the noun where its form allows it, else take the number as its name («8 класса»)."""
    word = last_word(left)
    lemma = head[0].lemma if head[0].lemma in DESIGNATED else None  # «урок» is no form of «урка»
    head = tuple(form for form in head if "gen2" not in form.traits and lemma in (None, form.lemma)) or head
    counting = [manner for form in head for manner in counting_manners(number, form)]
    ordering = [
        NumberManner(form.case or "nom", form.gender or "m", form.animate, in_order=True)
        for form in head
        if not form.plural and OF_FEW not in form.traits
    ]
    if counting and ordering and plural_kind(number) == "few" and (manner := beside_noun(head, left, word)):
        return manner
    if not asked and (manner := counted_subject(number, head, word)):
        return manner
    if asked == PREPOSITIONS["по"] and plural_kind(number) == "one":
        asked = ("dat",)  # «по одному тенге»
    if ordering and (_STREET_BEFORE.search(left) or is_each(word)):
        return choose_manner(ordering, asked)  # «пр. 101 Стрелковой бригады», «каждого 3 водителя»
    named = is_ordered(head, left) or head[0].lemma in DESIGNATED
    one = head[0].animate and PREPOSITIONS.get(word) == ("gen",)  # «для 3 ребёнка»
    if (named or one) and asked and asked[0] in uncounted(counting, ordering) and not lacks(left, word):
        counting = []  # «до 3 этажа», «с 2 подъезда»
    loosely = names_loosely(word) and not NUMBER_ENDS.search(before(left, word))  # «4 подъездов 12 дома»
    licensed = (
        number < _LARGE
        or (named and number < _THOUSAND)
        or (number < _HUNDRED and last_word(before_list(left)) in PREPOSITIONS)
    )
    licensed = licensed and (not asked or any(manner.case in asked for manner in ordering))
    loosely = loosely or (bool(counting) and _NAMED_PLACE.search(left) is not None)
    if ordering and not loosely and ((not counting and licensed) or is_numbered(number, head, left, word)):
        return choose_manner(ordering, asked)
    unshown = asked == PREPOSITIONS["в"] and head[0].lemma not in INDECLINABLE
    if unshown and {"acc", "prep"} <= {manner.case for manner in counting}:
        asked = ("acc",) if goes_whither(left) else ("prep",)  # «в 1 училище», which shows neither
    return _of_one_gender(number, counting, asked) if counting else NumberManner(asked[0] if asked else "nom")


def _of_one_gender(number: int, counting: list[NumberManner], asked: Cases) -> NumberManner:
    """Return the manner that is asked for; unsayable where two nouns look alike: «в 1 гранате» (граната, гранат)."""
    manner = choose_manner(counting, asked)
    said = {say_number(number, other) for other in counting if other.case == manner.case and not other.animate}
    return replace(manner, unsayable=len(said) > 1 and not manner.animate)
