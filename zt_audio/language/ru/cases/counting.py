"""Count nouns or put them in order: in which manner a number may stand before a noun, and which manner is meant.

«2 этажа сгорели» counts, «жильцы 2 этажа» live on the second one. Source: Русская грамматика (1980), vol. 1, on
numerals with nouns.
"""

from __future__ import annotations

from dataclasses import dataclass

from zt_audio.language import late_re as re
from zt_audio.language.ru.cases.left_text import SIGHT, before, last_word
from zt_audio.language.ru.cases.owners import is_in_place, is_in_state, owns
from zt_audio.language.ru.cases.right_context import OF_ONE, SUBSTANTIVE
from zt_audio.language.ru.words.government import GENITIVE_VERBS, PREPOSITIONS, Cases
from zt_audio.language.ru.words.morphology import Form, forms, is_noun
from zt_audio.language.ru.words.numbers import CASES, Case, Gender, cardinal, collective, ordinal, plural_kind
from zt_audio.language.tables import word_set

# Nouns that are numbered in order: «1 этаж» is the first floor, not one floor.
_ORDERED = word_set(
    "этаж класс микрорайон разъезд квартал подъезд курс разряд век число степень категория маршрут полугодие "
    "платформа перрон путь сорт созыв тур раунд тайм"
)
# ... and these are so before these: «1 группа инвалидности», «1 отдел полиции».
_ORDERED_BEFORE = {
    "группа": re.compile(r"\s+групп\w*\s+(?:инвалидн|крови|здоровь|риск|опасн)"),
    "отдел": re.compile(r"\s+отдел\w*\s+(?:полиц|внутренн|управлен|департам|ДП|УП|УВД)"),
    "отделение": re.compile(r"\s+отделени\w*\s+(?:полиц|связи|почт)"),
    "смена": re.compile(r"\s+смена(?!\w)|\s+смену\s+(?:уч|обуч|занима|ход)"),
}
# ... or beside the words that begin so: «инвалидам 2 группы».
_ORDERED_BESIDE = {
    "ряд": ("в ", "на "),
    "урок": ("до ", "после ", "перед ", "к "),
    "группа": ("инвалид",),
    "место": ("за ", "зан"),
    "половина": ("в",),
}
_PUPILS = re.compile(r"(?<!\w)(?:уч(?:[аи]т|[её]б|ащ|ени)|обуча|школьник|класс|дет[ией]|занят|занима)", re.IGNORECASE)
# Nouns that a list of numbers names, though one number may count them: «жители 5, 7 и 9 домов», «в 2 и 3 сменах».
DESIGNATED = word_set(
    "дом школа корпус секция группа отряд отдел участок смена вагон палата больница поликлиника роддом автобус трасса "
    "лицей гимназия линия полоса ряд блок очередь пост место четверть зона бригада отделение аул округ сектор этап "
    "ступень автомаршрут троллейбус павильон бутик кабинет окно статья часть пункт глава раздел квартира садик ясли "
    "выход вход ворота лот тур урок стадия поток отсек контейнер дивизия полк общежитие мост перрон путь канал "
    "турникет километр размер"
)
# Beginnings of nouns after which a number is a name: it stays in the nominative and agrees with nothing.
_NAMED_BY_NUMBERS = word_set("стать пункт подпункт номер телефон глав раздел абзац приложени канал форм")
# After these it is a name too, unless a noun follows that it counts: «дом 12», but «в доме 12 квартир».
_NAMED_LOOSELY = word_set(
    "дом сад школ гимнази лице участок участк пост отдел улиц служб бригад групп поликлиник лини подъезд этаж квартал "
    "микрорайон кабинет квартир корпус строени офис палат аудитори поезд рейс"
)  # fmt: skip
_LONGEST_ENDING, _MANY = 3, 40
# Settlements whose name goes on behind a number: «разъезд 82 Курылык»
PLACES_WITH_NUMBERS = word_set("разъезд кордон зимовка село посёлок аул станция точка")
PARTS = word_set("часть части частью частей частям частями частях")
_OF_PEOPLE = {2: "двоих", 3: "троих", 4: "четверых"}  # «задержали четверых»
CHILD = "ребёнок"
NUMBER_ENDS = re.compile(r"\d+(?:-\w+)?\s+$")


def is_ordered(head: tuple[Form, ...], left: str) -> bool:
    """Tell whether the noun is numbered in order, by itself or beside the word that ends `left`."""
    if head[0].lemma == "смена" and _PUPILS.search(left[-SIGHT:]):
        return last_word(left) in ("в", "во")  # «дети учатся в 1 смену», but «цех работает в 1 смену»
    beside = _ORDERED_BESIDE.get(head[0].lemma, ())
    return head[0].lemma in _ORDERED or bool(beside and f"{last_word(left)} ".startswith(beside))


def is_named_before(left: str) -> bool:
    """Tell whether `left` ends with a noun that the numbers behind it name: «статьи 434 и 437»."""
    named = last_word(left)
    return (
        named in PARTS
        or begins_with(named, _NAMED_BY_NUMBERS)
        or begins_with(named, _NAMED_LOOSELY)
        or left.rstrip().endswith("№")
    )


def begins_with(word: str, stems: frozenset[str]) -> bool:
    return word in {"ст", "кв", "тел"} or any(
        word[:length] in stems for length in range(max(len(word) - _LONGEST_ENDING, 1), len(word) + 1)
    )


def is_named(word: str) -> bool:
    """Tell whether a number behind `word` is a name, whatever follows: «статья 434»."""
    return begins_with(word, _NAMED_BY_NUMBERS)


def orders_before(lemma: str, right: str) -> bool:
    """Tell whether a noun is numbered in order before what follows it: «1 отдел полиции»."""
    pattern = _ORDERED_BEFORE.get(lemma)
    return pattern is not None and pattern.match(right) is not None


def names_loosely(word: str) -> bool:
    """Tell whether a number behind `word` names it unless it counts another noun: «дом 12», «в доме 12 квартир»."""
    return begins_with(word, _NAMED_LOOSELY)


@dataclass(frozen=True, slots=True)
class NumberManner:
    """How a number is said."""

    case: Case = "nom"
    gender: Gender = "m"
    animate: bool = False
    in_order: bool = False
    without_singular: bool = False  # what is counted has none: «трое суток»
    unsayable: bool = False  # the language counts it in another way: «2 женщин пришли»


def say_number(number: int, manner: NumberManner) -> str:
    """Return `number` in words, said in this manner."""
    if manner.without_singular and manner.animate and manner.case == "acc":
        return _OF_PEOPLE[number]
    if manner.without_singular:
        return collective(number, manner.case) or cardinal(number, manner.case)
    say = ordinal if manner.in_order else cardinal
    return say(number, manner.case, manner.gender, animate=manner.animate)


def counted_subject(number: int, head: tuple[Form, ...], word: str) -> NumberManner | None:
    """Count what stands in the genitive plural behind the verb `word` and can only be its subject.

    «задержаны 2 мужчин» are two men, collectively; women and things are counted in no such way.
    """
    form, kinds = head[0], forms(word)
    acts = bool(kinds) and (kinds[0].kind == "PRTS" or (kinds[0].kind == "VERB" and "intr" in kinds[0].traits))
    counted_so = form.lemma in ("человек", CHILD) or {SUBSTANTIVE, "Pltm"} & form.traits
    if not acts or kinds[0].lemma in GENITIVE_VERBS or plural_kind(number) != "few" or counted_so:
        return None
    if not form.plural or form.case not in ("gen", "acc") or any(one.case == "gen" and not one.plural for one in head):
        return None
    return NumberManner("nom", "pl", without_singular=True, unsayable=not form.animate or form.gender != "m")


def counting_manners(number: int, form: Form) -> tuple[NumberManner, ...]:
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


def choose_manner(manners: list[NumberManner], asked: Cases) -> NumberManner:
    """Take the first manner in the order of the cases that are asked, else in the order of all cases."""
    if asked == PREPOSITIONS["по"] and any(manner.case == "acc" for manner in manners):
        asked = ("acc",)  # each: «по пять тенге»; «по пяти улицам» has no accusative to choose
    order = (*asked, *CASES)
    return min(manners, key=lambda manner: order.index(manner.case))


def is_numbered(number: int, head: tuple[Form, ...], left: str, word: str) -> bool:
    """Tell whether the number puts in order what it could count as well: «начальник 2 отдела», «во 2 классе»."""
    if owns(left, word) and head[0].lemma in DESIGNATED and plural_kind(number) == "few" and _is_of_one(head):
        return not lacks(left, word)
    # «1 этаж», «за 2 полугодие»: the noun stands in the singular of its own
    own = plural_kind(number) == "one" or all(form.case != "gen" for form in head)
    of_one = (
        plural_kind(number) != "one" and number < _MANY and all(form.case != "gen" and not form.plural for form in head)
    )
    return (is_ordered(head, left) and (own or owns(left, word))) or (
        of_one and head[0].lemma in DESIGNATED
    )  # «2 смена»


def beside_noun(head: tuple[Form, ...], left: str, word: str) -> NumberManner | None:
    """Say or refuse 2-4 that may count or order what follows: «квартиры 2 подъезда», «под угрозой сноса 2 дома»."""
    if not _is_of_one(head):
        return None
    if names_loosely(word):
        return _in_house(head, left, word)
    if is_ordered(head, left) and is_noun(word) and NUMBER_ENDS.search(before(left, word)):
        return NumberManner(unsayable=True)  # «на 3 путь 2 платформы»
    threatened = is_noun(word) and is_in_state(before(left, word))
    if head[0].lemma in DESIGNATED and (threatened or (owns(left, word) and is_in_place(left, word))):
        return NumberManner(unsayable=True)
    return None


def _is_of_one(head: tuple[Form, ...]) -> bool:
    """«начальник 2 отдела», but «жители 4 аулов»."""
    return any(form.case == "gen" and not form.plural for form in head)


def _in_house(head: tuple[Form, ...], left: str, word: str) -> NumberManner:
    """«квартиры 2 подъезда» are in the second one; «в доме 2 подъезда» has two, or speaks of the second."""
    if is_ordered(head, left) and any(form.plural and form.case == "nom" for form in forms(word)):
        return NumberManner("gen", head[0].gender or "m", in_order=True)
    within = last_word(NUMBER_ENDS.sub("", before(left, word))) in ("в", "на", "у")  # «на 5 этаже 3 квартиры»
    unsayable = is_ordered(head, left) or (head[0].lemma in DESIGNATED and not within)
    return NumberManner("nom", head[0].gender or "m", unsayable=unsayable)


def lacks(left: str, word: str) -> bool:
    """Tell whether `word`, which ends `left`, is what is missing: «без отопления 23 дома»."""
    return last_word(before(left, word)) in ("без", "нет")


def is_each(word: str) -> bool:
    return bool(word) and any(form.lemma == "каждый" and not form.plural for form in forms(word))


def uncounted(counting: list[NumberManner], ordering: list[NumberManner]) -> set[Case]:
    """Return the cases in which the noun can only be numbered in order."""
    return {manner.case for manner in ordering} - {manner.case for manner in counting}
