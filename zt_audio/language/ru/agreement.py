"""Decide how a number between two texts is said: cardinal or ordinal, in which case and gender.

What follows decides first: «2 жалобы», «2 жалобам» and «2 классе» leave little choice; what stands before chooses
among what is left («на 5 домов» is accusative, «до 5 домов» genitive).
"""

from __future__ import annotations

import re
from dataclasses import replace

from zt_audio.language.ru.case_doubts import goes_whither, other_cases
from zt_audio.language.ru.clauses import role_of_counted
from zt_audio.language.ru.left_context import (
    PREPOSITIONS,
    Cases,
    before,
    before_list,
    cases_of_sum,
    is_measure,
    last_word,
    number_cases,
)
from zt_audio.language.ru.morphology import Form, forms, is_noun, nouns
from zt_audio.language.ru.number_manner import NumberManner, say_number
from zt_audio.language.ru.numbers import CASES, Case, Gender, plural_kind
from zt_audio.language.ru.numbers_alone import manner_alone
from zt_audio.language.ru.owners import RELATED, belongs_to_noun, is_governed, is_in_state, tells_where_or_what
from zt_audio.language.ru.people import CHILD, counted_subject
from zt_audio.language.ru.right_context import OF_FEW, OF_ONE, SUBSTANTIVE, head_forms
from zt_audio.language.tables import word_set

# Nouns that are numbered in order: «1 этаж» is the first floor, not one floor.
_ORDERED = word_set(
    "этаж класс микрорайон разъезд квартал подъезд курс разряд век число степень категория маршрут полугодие "
    "платформа перрон путь сорт созыв"
)
# ... and these are so before these: «1 группа инвалидности», «1 отдел полиции».
_ORDERED_BEFORE = {
    "группа": re.compile(r"\s+групп\w*\s+(?:инвалидн|крови|здоровь|риск|опасн)"),
    "отдел": re.compile(r"\s+отдел\w*\s+(?:полиц|внутренн|управлен|департам|ДП|УП|УВД)"),
    "отделение": re.compile(r"\s+отделени\w*\s+(?:полиц|связи|почт)"),
    "смена": re.compile(r"\s+смена(?!\w)"),
}
# ... or beside the words that begin so: «инвалидам 2 группы».
_ORDERED_BESIDE = {"группа": ("инвалид",), "место": ("за ", "зан"), "половина": ("в",)}
_PUPILS = re.compile(r"(?<!\w)(?:уч[аи]т|учащ|учени|обуча|школьник|класс|дет[ией]|занят|занима)", re.IGNORECASE)
# Nouns that a list of numbers names, though one number may count them: «жители 5, 7 и 9 домов», «в 2 и 3 сменах».
DESIGNATED = word_set(
    "дом школа корпус секция группа отряд отдел участок смена вагон палата больница поликлиника автобус трасса лицей "
    "гимназия линия полоса ряд блок очередь пост место четверть зона бригада отделение аул округ сектор этап ступень "
    "автомаршрут троллейбус павильон бутик кабинет окно статья часть пункт глава раздел квартира садик ясли выход вход "
    "ворота лот тур стадия поток отсек контейнер общежитие мост перрон путь канал турникет километр размер"
)
# Beginnings of nouns after which a number is a name: it stays in the nominative and agrees with nothing.
_NAMED = word_set("стать пункт подпункт номер телефон глав раздел абзац приложени канал форм")
_NAMED_SHORT = frozenset({"ст", "кв", "тел"})
# After these it is a name too, unless a noun follows that it counts: «дом 12», but «в доме 12 квартир».
_NAMED_LOOSELY = word_set(
    "дом школ гимнази лице участок участк пост отдел улиц служб бригад групп поликлиник лини подъезд этаж квартал "
    "кабинет квартир корпус строени офис палат аудитори"
)  # fmt: skip
_UNITS = word_set("метр тонна литр рубль градус тысяча миллион процент гектар")
_MONEY = word_set("тенге рубль доллар евро")
_WEATHER = word_set("мороз тепло холод жара")  # «15–20 мороза»: the degrees are left out
# What has a place in something: «на территории 33 микрорайона».
_PLACES_OF = word_set(
    "территория район двор граница сторона центр конец начало площадка крыша подвал кровля чердак итог отчёт"
)
_STREET_BEFORE = re.compile(r"(?<!\w)(?:(?:ул|пр|просп|пр-к?т|пер|пл|б-р)\.?|улиц\w{1,3}|проспект\w{0,2})\s*$")
_LONGEST_ENDING = 3
_PARTS = word_set("часть части частью частей частям частями частях")
_PART_OF_DAY = re.compile(r"\s+(?P<part>утра|вечера|ночи)(?!\w)")
_WHEN = word_set("в до с к после около на")
_MORE_NUMBERS = re.compile(
    r"(?:(?:\s*(?:,|[-–—])\s*|\s+(?:до|по|на|и|или)\s+)\d+(?:[ \u00a0\u202f]\d{3})*(?:-\w+)?(?![\d.,:]\d)){1,8}"
)
# «среди 45 бригад, 21 случая и 5 квартир»: what was counted last, in one case with the next
_CHAIN = re.compile(r"(?<![\w.,/-])(?P<number>\d{1,6})(?P<counted>(?:\s+[а-яё]+){1,3}?)(?:\s*,|\s+и)\s+$")
# «ребёнок 5 лет 6 месяцев»: months stand in the case of the years
_AGE = re.compile(r"(?<![\w.,-])(?P<number>\d{1,3})\s+(?P<unit>лет|год|года)\s+(?:и\s+)?$")
_TELL_WHEN = word_set(
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь год час минута секунда день сутки "
    "неделя месяц раз процент тысяча миллион"
)
_SIGHT = 200  # characters
_AND_BEYOND = re.compile(r"\s+и\s+(?:более|больше|менее|меньше|выше|старше|младше|свыше)(?=\s)")  # «с 4 и более детьми»
_LAST_LINK = re.compile(r"(?:\s(?P<to>до|по|на)\s+|[\s,–—-])(?P<last>\d+)(?:-\w+)?$")


def manner_of(number: int, left: str, right: str) -> NumberManner:
    """Return how `number` between `left` and `right` is said."""
    list_owner = before_list(left)
    named = last_word(list_owner)
    beyond = _AND_BEYOND.match(right)
    right = right[beyond.end() :] if beyond else right
    more = _MORE_NUMBERS.match(right)
    if named in _PARTS:
        return _part(list_owner, named, listed=bool(more) or not left.endswith(list_owner))
    head = head_forms(right[more.end() :] if more else right)
    own = bool(head) and not left.rstrip().endswith("№") and is_ordered(head, left)  # «каб. № 12, 2 этаж»
    if own and more and is_named_before(left) and more.group().lstrip().startswith(","):
        return NumberManner()  # «кабинет 305, 3 этаж»
    if _begins(named, _NAMED) or (list_owner.rstrip().endswith("№") and not own):
        return NumberManner()
    if (
        not head
        or _is_hour(left, right)
        or head[0].lemma in _WEATHER
        or (not more and _is_uncounted(number, head, left))
    ):
        return manner_alone(number, left, right)
    if not more and (special := _before_special(number, head, left, right)):
        return special
    if "Fixd" in head[0].traits and not more:
        return _before_unchanged(number, head[0], left, right)
    asked = _asked(head, left, list_owner)
    if not more and plural_kind(number) == "many" and any(form.plural and form.case == "gen" for form in head):
        asked, sure = _asked_in_clause(asked, head, left, right)
        if not sure:
            return NumberManner(unsayable=True)
    manner = _shared(left, number, more.group(), head, asked) if more else _agreeing(number, head, asked, left)
    if beyond and manner.case == "gen" and "gen" not in asked:
        return replace(manner, case=asked[0] if asked else "nom", animate=False)  # «2 и более нарушений»
    lacks = _lacks_owner(number, manner, asked, list_owner, is_age=head[0].lemma == "год")
    return replace(manner, unsayable=True) if lacks or (not more and _may_act(head, manner, left, right)) else manner


def _may_act(head: tuple[Form, ...], manner: NumberManner, left: str, right: str) -> bool:
    """Tell whether people who decline as adjectives may act or be acted on: «курсы прошли 3 военнослужащих»."""
    if SUBSTANTIVE not in head[0].traits or manner.case not in ("nom", "acc"):
        return False
    return bool({"nom", "acc"} & set(other_cases("people", manner.case, left, right)) - {manner.case})


def _is_uncounted(number: int, head: tuple[Form, ...], left: str) -> bool:
    """Tell whether `head` belongs to what is said of the number: «1 восстановлению не подлежит»."""
    lemma = head[0].lemma
    if any(form.plural or form.case not in ("dat", "ins") for form in head) or number_cases(left):
        return False
    if plural_kind(number) == "one":
        return lemma.endswith(("ение", "ание"))
    return not (is_ordered(head, left) or lemma in DESIGNATED)


def _asked(head: tuple[Form, ...], left: str, list_owner: str) -> Cases:
    """Return the cases that `left` asks of a number before `head`: in a chain those of the number before it."""
    if head[0].lemma in _TELL_WHEN and (age := _AGE.search(left[-_SIGHT:])):
        kind = plural_kind(int(age["number"]))
        owner = left[: max(len(left) - _SIGHT, 0) + age.start()]
        in_genitive = (kind, age["unit"]) in (("few", "лет"), ("one", "года"))  # «2 лет 4 месяцев»
        if in_genitive or (age["unit"] != "год" and belongs_to_noun(head_forms(" лет"), owner)):
            return ("gen",)
    chain = _CHAIN.search(left[-_SIGHT:])
    counted = head_forms(chain["counted"]) if chain else ()
    if chain is None or not counted or not nouns(last_word(f"{chain['counted']} ")):
        if head[0].lemma in _MONEY:
            return cases_of_sum(left)
        return ("gen",) if belongs_to_noun(head, list_owner) else number_cases(left)
    if counted[0].lemma in _TELL_WHEN:
        return number_cases(left)  # «с 5 ноября, 12 домов»
    before = left[: max(len(left) - _SIGHT, 0) + chain.start()]
    first = _agreeing(int(chain["number"]), counted, _asked(counted, before, before_list(before)), before)
    return () if first.case == "nom" or first.in_order else (first.case,)


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


def _asked_in_clause(asked: Cases, head: tuple[Form, ...], left: str, right: str) -> tuple[Cases, bool]:
    """Correct `asked` for a noun in the genitive plural behind another noun by the rest of its clause.

    Returns the cases, and whether they are sure.
    """
    word = last_word(left)
    if asked not in ((), ("gen",)) or not is_noun(word) or is_measure(word):
        return asked, True
    if {forms(word)[0].lemma, head[0].lemma} & _TELL_WHEN:
        return asked, True
    role = role_of_counted(left, right)
    if asked:
        return ((), True) if role == "subject" else (asked, role == "owned" or not is_in_state(before(left, word)))
    given = any(form.case == "dat" and form.animate and form.plural for form in nouns(word)[:1])  # «жителям 5 машин»
    return asked, role == "subject" or not (given or (role == "owned" and is_governed(before(left, word))))


def _before_special(number: int, head: tuple[Form, ...], left: str, right: str) -> NumberManner | None:
    """«1 отдел полиции» is in order; «2 республиканского и 1 местного значения»: два or две, «34 местного» is sure."""
    if plural_kind(number) == "one":
        numbered = _ORDERED_BEFORE.get(head[0].lemma)
        return _in_order(head, number_cases(left), left) if numbered and numbered.match(right) else None
    if head[0].lemma in _UNITS and head[0].case in ("nom", "acc") and not head[0].plural:
        return NumberManner(unsayable=True)  # «50 метр.»
    if SUBSTANTIVE not in head[0].traits or head[0].plural:
        return None
    asked = number_cases(left)
    return NumberManner(asked[0] if asked else "nom", unsayable=number % 10 == 2)  # noqa: PLR2004 - two is itself


def _lacks_owner(number: int, manner: NumberManner, asked: Cases, left: str, *, is_age: bool) -> bool:
    """Tell whether the noun stands in a genitive plural that nothing asks for: «на борту 52 пассажиров»."""
    if asked or manner.case != "gen" or manner.in_order or manner.without_singular or plural_kind(number) != "few":
        return False
    if is_age and re.search(r"(?:двое|трое|четверо|возраст\w*|\d|и)[\s:,–—(]+$", left, re.IGNORECASE):
        return False  # «задержаны двое: 19 и 23 лет»
    owner = forms(last_word(left)) if last_word(left) else ()
    return not owner or owner[0].kind != "NOUN" or not owner[0].animate


def _in_order(head: tuple[Form, ...], asked: Cases, left: str) -> NumberManner:
    """Return how the noun is numbered in order, in the case that is asked; a noun before it owns it."""
    wanted = asked or (("gen",) if is_noun(last_word(left)) else ())
    form = next((form for case in wanted for form in head if form.case == case), head[0])
    return NumberManner(form.case or "nom", "pl" if form.plural else form.gender or "m", form.animate, in_order=True)


def is_ordered(head: tuple[Form, ...], left: str) -> bool:
    """Tell whether the noun is numbered in order, by itself or beside the word that ends `left`."""
    if head[0].lemma == "смена" and _PUPILS.search(left[-_SIGHT:]):
        return last_word(left) in ("в", "во")  # «дети учатся в 1 смену», but «цех работает в 1 смену»
    beside = _ORDERED_BESIDE.get(head[0].lemma, ())
    return head[0].lemma in _ORDERED or bool(beside and f"{last_word(left)} ".startswith(beside))


def is_named_before(left: str) -> bool:
    """Tell whether `left` ends with a noun that the numbers behind it name: «статьи 434 и 437»."""
    named = last_word(left)
    return named in _PARTS or _begins(named, _NAMED) or _begins(named, _NAMED_LOOSELY) or left.rstrip().endswith("№")


def is_named_loosely(left: str) -> bool:
    """Tell whether `left` ends with a noun that numbers name unless another noun follows: «бригады 2 и 3 участков»."""
    return _begins(last_word(left), _NAMED_LOOSELY)


def _is_hour(left: str, right: str) -> bool:
    """«в 5 утра» is an hour; «2 ночи» may be two nights, «в 2 ночи» is an hour."""
    part = _PART_OF_DAY.match(right)
    return part is not None and (part["part"] != "ночи" or last_word(left) in _WHEN)


def _begins(word: str, stems: frozenset[str]) -> bool:
    return word in _NAMED_SHORT or any(
        word[:length] in stems for length in range(max(len(word) - _LONGEST_ENDING, 1), len(word) + 1)
    )


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
    if manner.without_singular:
        return manner
    case = asked[0] if spans and asked else "nom" if spans else manner.case
    if asked == PREPOSITIONS["по"] and manner.case == "acc" and not manner.in_order and plural_kind(number) == "one":
        case = "dat"  # «по одному, два и три человека»
    return replace(manner, case=case, in_order=manner.in_order and not ("или" in more and head[0].case == "gen"))


def _agreeing(number: int, head: tuple[Form, ...], asked: Cases, left: str) -> NumberManner:
    """Count the noun where its form allows it, else take the number as its name («8 класса»)."""
    word = last_word(left)
    head = tuple(form for form in head if "gen2" not in form.traits) or head  # «помогли 1 дому»
    counting = [manner for form in head for manner in _counting(number, form)]
    ordering = [
        NumberManner(form.case or "nom", form.gender or "m", form.animate, in_order=True)
        for form in head
        if not form.plural and OF_FEW not in form.traits
    ]
    owned = owns(left, word)
    numbered = is_ordered(head, left) and (_is_first(number, head) or owned)
    in_singular = any(
        form.case == "gen" and not form.plural for form in head
    )  # «начальник 2 отдела», but «жители 4 аулов»
    if number == 2 and word in ("во", "со", "ко") and ordering:  # noqa: PLR2004 - «второй» alone asks for the vowel
        numbered = True
    if _begins(word, _NAMED_LOOSELY) and in_singular and plural_kind(number) == "few" and counting and ordering:
        return _in_house(head, left, word)
    if owned and in_singular and head[0].lemma in DESIGNATED and plural_kind(number) == "few":
        if ordering and counting and (_is_in_place(left, word) or is_in_state(before(left, word))):
            return NumberManner(unsayable=True)
        numbered = True
    if not asked and (manner := counted_subject(number, head, word)):
        return manner
    if asked == PREPOSITIONS["по"] and plural_kind(number) == "one":
        asked = ("dat",)  # «по одному тенге»
    if ordering and (_STREET_BEFORE.search(left) or _is_each(word)):
        return _choose(ordering, asked)  # «пр. 101 Стрелковой бригады», «каждого 3 водителя»
    named = is_ordered(head, left) or head[0].lemma in DESIGNATED
    if named and asked and asked[0] in _uncounted(counting, ordering):  # «до 3 этажа», «с 2 подъезда»
        if counting and is_noun(word) and is_in_state(before(left, word)):
            return NumberManner(unsayable=True)  # «под угрозой сноса 2 дома»
        counting = []
    if ordering and not _begins(word, _NAMED_LOOSELY) and (numbered or not counting):
        return _choose(ordering, asked)
    return _choose(counting, asked) if counting else NumberManner(asked[0] if asked else "nom")


def _in_house(head: tuple[Form, ...], left: str, word: str) -> NumberManner:
    """«квартиры 2 подъезда» are in the second one; «в доме 2 подъезда» has two, or speaks of the second."""
    if is_ordered(head, left) and any(form.plural and form.case == "nom" for form in forms(word)):
        return NumberManner("gen", head[0].gender or "m", in_order=True)
    within = last_word(before(left, word)) in ("в", "на", "у")
    unsayable = is_ordered(head, left) or (head[0].lemma in DESIGNATED and not within)
    return NumberManner("nom", head[0].gender or "m", unsayable=unsayable)


def _is_each(word: str) -> bool:
    return bool(word) and any(form.lemma == "каждый" and not form.plural for form in forms(word))


def _is_in_place(left: str, word: str) -> bool:
    """«В районе 2 дома» are two houses, or the second one."""
    return forms(word)[0].lemma in _PLACES_OF and last_word(before(left, word)) in ("в", "на")


def _uncounted(counting: list[NumberManner], ordering: list[NumberManner]) -> set[Case]:
    """Return the cases in which the noun can only be numbered in order."""
    return {manner.case for manner in ordering} - {manner.case for manner in counting}


def owns(left: str, word: str) -> bool:
    """Tell whether the number belongs to the noun `word`: «жители 33 микрорайона», but «после пожара 3 этажа»."""
    if not is_noun(word):
        return False
    noun = forms(word)[0]
    if noun.lemma in RELATED or (noun.lemma in _PLACES_OF and last_word(before(left, word)) in PREPOSITIONS):
        return True
    return not tells_where_or_what(before(left, word), acts=False)


def _is_first(number: int, head: tuple[Form, ...]) -> bool:
    """«1 этаж», «за 2 полугодие»: the noun stands in the singular of its own."""
    return plural_kind(number) == "one" or all(form.case != "gen" for form in head)


def _counting(number: int, form: Form) -> tuple[NumberManner, ...]:
    """Return how `number` may be said before a noun in this form; () where it does not count it."""
    kind, case, gender = plural_kind(number), form.case or "nom", form.gender or "m"
    if "Pltm" in form.traits:
        return _counting_without_singular(number, form)
    if kind == "one":
        return () if form.plural else (NumberManner(case, gender, form.animate or SUBSTANTIVE in form.traits),)
    if kind == "few" and form.plural and (form.lemma == CHILD or SUBSTANTIVE in form.traits):
        return _counting_few(form, case, gender)
    straight = (NumberManner("nom", gender), NumberManner("acc", gender))
    if not form.plural:
        return straight if kind == "few" and case == "gen" and OF_ONE not in form.traits else ()
    if case != "gen":
        return (NumberManner(case, gender),) if case in ("dat", "ins", "prep") else ()
    living = (NumberManner("acc", gender, animate=True),) if kind == "few" and form.animate else ()
    return (*(straight if kind == "many" else ()), NumberManner("gen", gender), *living)


def _counting_few(form: Form, case: Case, gender: Gender) -> tuple[NumberManner, ...]:
    """Return how 2-4 may be said before children, and before nouns that decline as adjectives.

    «двое детей» (in the nominative the collective alone is right), «два полицейских пострадали», «наградили двух
    полицейских», «две столовые».
    """
    if case in ("nom", "acc") and not form.animate:
        return (NumberManner("nom", "f"), NumberManner("acc", "f"))
    if case != "gen":
        return (NumberManner(case, gender),) if case in ("dat", "ins", "prep") else ()
    child = form.lemma == CHILD
    nominative = NumberManner("nom", "pl", without_singular=True) if child else NumberManner("nom", gender)
    return (nominative, NumberManner("acc", gender, form.animate), NumberManner("gen", gender))


def _counting_without_singular(number: int, form: Form) -> tuple[NumberManner, ...]:
    if form.case in ("nom", "acc") and plural_kind(number) != "one":  # «на 4 сутки»
        return (NumberManner(form.case, "pl", in_order=True),)
    cases: tuple[Case, ...] = ("nom", "acc", "gen") if form.case == "gen" else (form.case or "nom",)
    return tuple(NumberManner(case, "pl", without_singular=True) for case in cases)


def _choose(manners: list[NumberManner], asked: Cases) -> NumberManner:
    """Take the first manner in the order of the cases that are asked, else in the order of all cases."""
    if asked == PREPOSITIONS["по"] and any(manner.case == "acc" for manner in manners):
        asked = ("acc",)  # each: «по пять тенге»; «по пяти улицам» has no accusative to choose
    order = (*asked, *CASES)
    return min(manners, key=lambda manner: order.index(manner.case))
