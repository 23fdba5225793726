"""Tell which cases a group may have behind a noun: «жители 5 сёл», «в больнице 5 пострадавших», «срок 5 лет».

The noun may own what is counted, or end a phrase of place, time or object before it: the predicate of the clause tells,
and its subject. Source: Русская грамматика (1980), vol. 2, on the genitive behind nouns.
"""

from __future__ import annotations

from tests.support.ru_proofreading.clauses import (
    Surroundings,
    any_nominative,
    fits_subject,
    is_impersonal,
    likeliest,
    other_object,
    other_subject,
    predicate_of,
)
from tests.support.ru_proofreading.fits import GENITIVE, MEASURED, Cases
from tests.support.ru_proofreading.noun_phrases import Phrase, phrase_before
from tests.support.ru_proofreading.ungoverned import by_predicate, straight_case
from zt_audio.language.ru.cases.left_context import looks_like_action
from zt_audio.language.ru.cases.owners import ACTORS, HAD, KIN, RELATED, SUMMED_UP
from zt_audio.language.ru.cases.verb_objects import takes_object
from zt_audio.language.ru.words.government import (
    ACTIONS,
    DONE_TO,
    GIVING_VERBS,
    MEASURES,
    NO_ACTION,
    PARAMETERS,
    PLACES_OF_ACTION,
    TIMES,
    UNDERGO,
)
from zt_audio.language.ru.words.morphology import Form
from zt_audio.language.tables import word_set

_MEASURING = PARAMETERS | word_set(
    "магнитуда протяжённость напряжение линия промежуток интервал вместимость численность население пробег доход сила "
    "ветер мороз порыв рост количество весь запас остаток осадки видимость стаж частота объём тираж штраф ущерб"
)
_PAYMENTS = word_set("выплата оплата доплата уплата утрата трата перечисление взыскание")
# Sums of money that the number says, and does not own: «вознаграждение 300 000 тенге».
_SUMS = word_set(
    "вознаграждение штраф грант премия пособие сумма ущерб взятка заём кредит долг залог компенсация субсидия зарплата "
    "оклад финансирование возмещение"
)
_PRICES = word_set("цена стоимость тариф плата расценка себестоимость")
_MONEY = word_set("тенге рубль доллар евро тысяча миллион миллиард")
# Source: Русская грамматика (1980), vol. 1, on derived prepositions
_PREPOSITIONS_OF_NOUNS = frozenset(
    f"{preposition} {noun}"
    for preposition, nouns in {
        "в": "отношении случае адрес пользу интересах присутствии рамках честь защиту результате ходе целях качестве",
        "из": "числа",
        "со": "стороны",
        "за": "счёт исключением",
        "на": "основании базе",
        "по": "вине причине поводу мере",
        "при": "помощи",
        "с": "помощью",
        "во": "избежание",
    }.items()
    for noun in nouns.split()
)
_AGES = word_set("год месяц")
# Behind these a noun may name what is done with goods, whichever it is: «за обмолот 5 т», «после слива 2 л»
_BEFORE_DEEDS = word_set("за из-за о об при после для без против от к")
_GOODS = word_set("тонна килограмм грамм литр центнер штука экземпляр")
_OWNERS = RELATED | HAD | KIN | SUMMED_UP


def phrase_licence(around: Surroundings, at: int) -> Cases | None:
    """Return the cases of the group behind the noun at `at`; None where they are open."""
    phrase = phrase_before(around, at)
    if phrase is None:
        return by_predicate(around)
    word, group, noun = around.words[at].text, around.group, phrase.nearest[0]
    if word in MEASURES or f"{around.words[at - 1].text} {word}" in _PREPOSITIONS_OF_NOUNS:
        return GENITIVE
    if around.next_word in ("назад", "тому", "спустя"):
        return straight_case(around)
    measured = group.lemma in MEASURED or group.count in ("fraction", "group")
    if measured and noun.lemma in _PRICES and group.lemma not in _MONEY and group.count not in ("fraction", "group"):
        return GENITIVE  # «цена 1 кг – 500 тенге»
    if measured and any(each[0].lemma in _MEASURING for each in phrase.nouns):
        return straight_case(around)
    if group.lemma in _AGES and noun.animate:
        return straight_case(around) if "dat" in {form.case for form in phrase.nearest} else GENITIVE
    acts = noun.lemma in ACTIONS | DONE_TO | _PAYMENTS or (looks_like_action(word) and noun.lemma not in NO_ACTION)
    if phrase.governor == "preposition":
        return _behind_prepositional(around, phrase, acts=acts, measured=measured)
    if phrase.governor == "verb":
        return _behind_object(around, phrase, acts=acts, measured=measured)
    return _behind_heading(around, phrase, acts=acts, measured=measured)


def _behind_prepositional(around: Surroundings, phrase: Phrase, *, acts: bool, measured: bool) -> Cases | None:
    """«В больнице 5 пострадавших», «после пожара 2 дома сгорели», «с участием 5 команд», «по вине 2 водителей»."""
    group, found = around.group, predicate_of(around)
    if found is None:
        return _without_predicate(around, phrase, acts=acts, measured=measured)
    at, predicate = found
    if is_impersonal(around, at, predicate):
        return GENITIVE
    subject = other_subject(around, predicate)
    if subject and at > group.start and predicate.lemma in UNDERGO:
        return straight_case(around) if group.living else None  # «5 школ получили предписания»
    if fits_subject(group, predicate) and not subject:
        active = predicate.kind == "VERB" and "tran" in predicate.traits and predicate.lemma not in UNDERGO
        return None if active and (acts or other_object(around, at)) else straight_case(around)
    if takes_object((predicate,)) and at < group.start and not other_object(around, at):
        return straight_case(around)  # «похитил у женщины 21 тыс. тенге»
    if measured and not acts:
        return None if _may_be_done_to(around, phrase) else straight_case(around)
    return None if phrase.named else GENITIVE


def _without_predicate(around: Surroundings, phrase: Phrase, *, acts: bool, measured: bool) -> Cases | None:
    owns = phrase.nearest[0].lemma in (_OWNERS if around.words[phrase.at].text not in ("в", "на") else _OWNERS - KIN)
    if owns and not (measured and phrase.nearest[0].lemma not in SUMMED_UP):
        return GENITIVE
    if any(each[0].lemma in PLACES_OF_ACTION for each in phrase.nouns[1:]):
        return straight_case(around)  # «в зоне подтопления 39 домов»
    if acts and not (around.words[phrase.at].text in ("в", "на", "под") and _is_state(phrase)):
        return GENITIVE
    return None if any_nominative(around) or (measured and _may_be_done_to(around, phrase)) else straight_case(around)


def _may_be_done_to(around: Surroundings, phrase: Phrase) -> bool:
    """Tell whether the noun may name what is done with the goods behind it."""
    goods = around.group.lemma in _GOODS and around.words[phrase.at].text in _BEFORE_DEEDS
    return goods and not phrase.nearest[0].animate and phrase.nearest[0].lemma not in TIMES


def _is_state(phrase: Phrase) -> bool:
    """Tell whether the noun tells the state that people or things are in: «на лечении», «под наблюдением»."""
    return len(phrase.nouns) == 1 and any(form.case in ("prep", "ins") for form in phrase.nearest)


def _behind_object(around: Surroundings, phrase: Phrase, *, acts: bool, measured: bool) -> Cases | None:
    """«Завершён ремонт 6 школ», «получили травмы 5 рабочих», «обеспечены водой 62 дома»."""
    group, verb = around.group, likeliest(around.words[phrase.at])
    cases = {form.case for form in phrase.first}
    if verb and "dat" in group.cases and verb.lemma in GIVING_VERBS:
        return frozenset({"dat"})  # «оказали помощь 3 чел.»
    if cases & {"nom", "acc"}:
        if verb and verb.lemma in UNDERGO and fits_subject(group, verb) and not measured:
            acting = group.living or group.lemma in ACTORS or phrase.first[0].lemma == "участие"
            return straight_case(around) if acting else None
        if not measured or acts:
            return GENITIVE
        return straight_case(around) if phrase.nearest[0].lemma in _SUMS else None
    if "dat" in cases and verb and (takes_object((verb,)) or verb.lemma == "должный") and measured:
        return straight_case(around)  # «перевёл мошенникам 1 370 000 тенге»
    if "ins" in cases and not phrase.named:
        return straight_case(around)
    if all(form.plural and form.case == "gen" for form in phrase.nearest[:1]) and not group.head:
        return straight_case(around)  # «зарегистрировано нарушений 25»
    return GENITIVE if "gen" in cases and acts else None


def _behind_heading(around: Surroundings, phrase: Phrase, *, acts: bool, measured: bool) -> Cases | None:
    """«Ремонт 5 школ», «жители 5 сёл остались …», «срок 5 лет», «ночью 5 домов …»."""
    noun, found = phrase.nearest[0], predicate_of(around)
    cases = {form.case for form in phrase.first}
    if cases in ({"ins"}, {"prep"}):
        return straight_case(around)
    if measured and not acts:
        if noun.lemma in SUMMED_UP:
            return GENITIVE
        return straight_case(around) if not noun.animate else None
    if noun.lemma in _OWNERS and "gen" in around.group.cases:
        return GENITIVE
    if found is None:
        return GENITIVE if "nom" in cases else None
    if cases == {"acc"} and found[1].gender == "n" and not found[1].plural:
        return GENITIVE  # «крышу 2 подъезда сорвало ветром»
    return GENITIVE if _is_subject(phrase.first, found[1]) else None


def _is_subject(noun: tuple[Form, ...], predicate: Form) -> bool:
    return any(form.case == "nom" and form.plural == predicate.plural for form in noun)
