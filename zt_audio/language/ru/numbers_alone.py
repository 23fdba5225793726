"""Decide how a number without a noun behind it is said: «3 ранены», «в 7 из 10 случаев», «звоните по 102»."""

from __future__ import annotations

import re

from zt_audio.language.ru.left_context import PREPOSITIONS, before, last_word, number_cases
from zt_audio.language.ru.morphology import Form, forms, nouns
from zt_audio.language.ru.number_manner import NumberManner
from zt_audio.language.ru.numbers import Gender, plural_kind
from zt_audio.language.ru.right_context import head_forms
from zt_audio.language.tables import word_set

# What befalls people and no things: without a noun people are counted by collectives, «двое погибли». Source:
# Розенталь, Справочник по правописанию и литературной правке, on collective numerals.
_BEFALLS = word_set(
    "погибнуть умереть скончаться пострадать ранить госпитализировать травмировать утонуть выжить отравиться задержать "
    "арестовать осудить оштрафовать спастись сбежать скрыться обратиться лишить наградить обморозиться заболеть "
    "разбиться выздороветь"
)
_GIVES = word_set(
    "вернуть возвратить возвращать дать давать подать подавать выдать выдавать вручить вручать оказать оказывать "
    "предоставить предоставлять проиндексировать пересчитать перечислить "
    "выплатить выплачивать раздать раздавать выделить выделять назначить доставить"
)
_WORD_BEHIND = re.compile(r"(?:\s+[–—-])?\s+([а-яё]+)")
_CLAUSE_ENDS = re.compile(r"\s*(?:$|[.,;!?)])")
_EMERGENCY = frozenset({101, 102, 103, 104, 109, 111, 112, 150, 1414})  # «звоните по 102»: names, they do not decline
_OUT_OF = re.compile(r"\s+из(?:\s+\d+)?(?=\s)")  # «2 из 3 школ»
_OUT_OF_BEFORE = re.compile(r"(?<!\w)из\s+\d+(?:\s+[а-яё]+){1,3}\s+(?:в|на)\s+$", re.IGNORECASE)
_COUNTED = re.compile(r"(?P<of>[Ии]з\s+)?(?<![\w.,/-])\d+(?:[ \u00a0\u202f]\d{3})*(?P<counted>(?:\s+[а-яё]+){1,3})")
# «1 восстановлению не подлежит»: what is said may begin with an object of the verb
_SAID_OF = re.compile(r"\s+(?:[а-яё]+(?:ению|анию|ением|анием)\s+)?(?:не\s+)?(?P<word>[а-яё]+)|\s*[–—]")
_IS_SOMEWHERE = re.compile(r"\s+(?:в|во|на|под)\s+[а-яё]+")
_OUT_OF_THESE = re.compile(r"(?<!\w)из\s+\d+(?:\s+[а-яё]+){1,3}\s+$", re.IGNORECASE)
_PREDICATES = frozenset({"VERB", "PRTS", "ADJS", "PRCL", "PRED"})
_OF_THEM = re.compile(r"(?<!\w)из\s+(?:них|которых)\s+$", re.IGNORECASE)
_WHERE_OF = re.compile(r",\s+(?:из\s+них\s+|а\s+|но\s+)?(?:в|на)\s+$")
_SENTENCE_ENDS = re.compile(r"[.!?]\s+(?=[А-ЯЁ])")
# What is no group of which some are named: «с 5 мая 2 закрыты».
_NO_GROUPS = word_set(
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь год час минута секунда день сутки "
    "неделя месяц раз процент тысяча миллион миллиард тенге рубль доллар метр километр"
)
_SIGHT = 200  # characters
_IN_ONE = re.compile(r"\d\s+в\s+$")  # «3 в 1»
_WHERE_BEFORE = re.compile(r"(?<!\w)в\s+\d+\s+[а-яё]+[ая]х(?!\w)[^.!?]{0,80},\s*в\s+$", re.IGNORECASE)


def manner_alone(number: int, left: str, right: str) -> NumberManner:
    """Return how `number` between `left` and `right` is said."""
    asked = () if _is_subject(number, left, right) else number_cases(left)
    if number in (2, 3, 4) and asked in ((), ("acc",)) and _speaks_of_people(left, right):
        return NumberManner("nom", "pl", without_singular=True)
    stays = number in _EMERGENCY and (last_word(left) in ("по", "на", "в") or last_word(left) not in PREPOSITIONS)
    group = _OUT_OF.match(right)
    chosen = head_forms(right[group.end() :]) if group else ()
    gender = chosen[0].gender if chosen and chosen[0].plural else None
    counted = None if group else _counted_before(number, left, right)
    if counted:
        if number in (2, 3, 4) and not asked and counted.animate and counted.gender == "m":
            return NumberManner("nom", "pl", without_singular=True)  # «из 5 учеников 2 болеют»
        gender = counted.gender
        if asked == PREPOSITIONS["в"] and _WHERE_OF.search(left):
            return NumberManner("prep", gender or "m")  # «осмотрено 12 квартир, в 2 нет газа»
        predicate = _gender_behind(right) if plural_kind(number) == "one" else None
        if predicate not in (None, "n", gender):
            return NumberManner(unsayable=True)  # «из 10 домов 1 закрыта»
    elsewhere = _OUT_OF_BEFORE.search(left) or _WHERE_BEFORE.search(left)
    if number == 2 and last_word(left) in ("во", "со", "ко"):  # noqa: PLR2004 - «во второй», of something
        return NumberManner(unsayable=True)
    if asked == PREPOSITIONS["за"] or (asked == PREPOSITIONS["с"] and (group or _was_found(right))):
        return NumberManner(unsayable=True)  # «за 1 ведётся наблюдение», «с 3 из них беседовали», «с 3 из них сняли»
    if group and is_given(left):
        return NumberManner("dat", gender or "m")
    if asked == PREPOSITIONS["в"] and (group or _IN_ONE.search(left) or elsewhere or _was_found(right)):
        asked = ("prep",)  # «в 7 из 10 случаев», «из 10 случаев в 7»: where
    return NumberManner(asked[0] if asked and not stays else "nom", gender or "m")


def _is_subject(number: int, left: str, right: str) -> bool:
    """Tell whether something is said of the number alone: «в результате столкновения 3 пострадали»."""
    behind = _SAID_OF.match(right)
    kinds = forms(behind["word"]) if behind and behind["word"] else ()
    if not kinds or kinds[0].kind not in ("VERB", "PRTS", "ADJS") or last_word(left) in PREPOSITIONS:
        return False
    return kinds[0].plural == (plural_kind(number) != "one")


def _counted_before(number: int, left: str, right: str) -> Form | None:
    """Return the noun that the sentence counted before, where its gender or kind changes `number` alone.

    «Из 21 пробы воды 2 не соответствуют норме»: two samples.
    """
    if number % 100 in (11, 12, 13, 14) or number % 10 not in (1, 2, 3, 4) or not _goes_on_about(left, right):
        return None
    sentence = _SENTENCE_ENDS.split(left[-_SIGHT:])[-1]
    groups = [(match["of"], head_forms(match["counted"])) for match in _COUNTED.finditer(sentence)]
    found = [(of, head[0]) for of, head in groups if head and head[0].lemma not in _NO_GROUPS and head[0].gender]
    chosen = next((noun for of, noun in reversed(found) if of), None)
    return chosen or (found[-1][1] if found else None)


def _goes_on_about(left: str, right: str) -> bool:
    """Tell whether a number alone is the subject of a clause: something is said of it, or it ends «из них 2»."""
    behind = _SAID_OF.match(right)
    kinds = forms(behind["word"]) if behind and behind["word"] else ()
    if behind and (not behind["word"] or (kinds and kinds[0].kind in _PREDICATES)):
        return True
    if _IS_SOMEWHERE.match(right) and (_OUT_OF_THESE.search(left) or left.rstrip().endswith(",")):
        return True  # «погибли 5 человек, 2 в больнице»
    return _OF_THEM.search(left) is not None or _WHERE_OF.search(left) is not None


def _gender_behind(right: str) -> Gender | None:
    behind = _SAID_OF.match(right)
    kinds = forms(behind["word"]) if behind and behind["word"] else ()
    return kinds[0].gender if kinds and kinds[0].kind in ("VERB", "PRTS", "ADJS") and not kinds[0].plural else None


def _was_found(right: str) -> bool:
    """Tell whether a passive follows: «на 5 выявлены нарушения» says where."""
    behind = _WORD_BEHIND.match(right)
    kinds = forms(behind.group(1)) if behind else ()
    return bool(kinds) and kinds[0].kind == "PRTS"


def is_given(left: str) -> bool:
    """Tell whether the verb that ends `left` gives something named before it to what is counted.

    «Свет вернули 45 из 60 домов»; but «выдали 45 из 60 справок».
    """
    word = last_word(left)
    kinds = forms(word) if word else ()
    if any(form.kind == "NOUN" and form.case == "acc" for form in kinds):  # «раздали пайки 5 тыс. жителей»
        verb = last_word(before(left, word))
        return bool(verb) and forms(verb)[0].kind == "VERB" and forms(verb)[0].lemma in _GIVES
    if not kinds or kinds[0].lemma not in _GIVES or (kinds[0].kind not in ("VERB", "PRTS")):
        return False
    given = last_word(before(left, word))
    return any(form.case in ("nom", "acc", "gen") for form in nouns(given))


def _speaks_of_people(left: str, right: str) -> bool:
    """Tell whether the verb beside a number alone says what befalls people: «3 ранены», «погибли 2, ранены 5»."""
    behind = _WORD_BEHIND.match(right)
    word = behind.group(1) if behind else last_word(left) if _CLAUSE_ENDS.match(right) else ""
    kinds = forms(word) if word else ()
    return bool(kinds) and kinds[0].kind in ("VERB", "PRTS") and kinds[0].plural and kinds[0].lemma in _BEFALLS
