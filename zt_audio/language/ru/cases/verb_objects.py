"""Find the verb whose object a number is, where other words stand between: «похитил у женщины 21 тыс. тенге»."""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.ru.cases.left_text import before, last_word
from zt_audio.language.ru.words.government import (
    DATIVE_VERBS,
    GENITIVE_VERBS,
    INSTRUMENTAL_VERBS,
    PREPOSITIONS,
    RECEIVE,
    TIMES,
    WITHOUT_OBJECT,
    Cases,
)
from zt_audio.language.ru.words.morphology import Form, forms

# A time between a verb and its object: «задержали 5 мая в 15:30 2 мужчин», «раскрыли за 9 месяцев 21 кражу»
_WHEN = re.compile(
    r"(?<!\w)(?:(?:в|около|до|после|с|к|за|через)\s+)?\d{1,2}(?:[:.]\d\d|\s+(?:час\w*|минут\w*|дн\w+|сут\w+|недел\w+|месяц\w*|"
    r"января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)"
    r"(?:\s+\d{4}\s+(?:года|г\.))?)\s+$|(?<!\w)в\s+\d{4}\s+(?:году|г\.)\s+$",
    re.IGNORECASE,
)
_OUT_OF = re.compile(r"(?<!\w)из\s+\d+\s[^,.;!?]*$", re.IGNORECASE)
_LONGEST_TIME = 40  # characters: «после 15 сентября 2026 года»
FAR = 7  # words between a verb and its object


def object_cases(left: str) -> Cases:
    """Return the case of the object that a verb before other words still lacks: «похитил у женщины 21 тыс. тенге».

    Only phrases with prepositions, adverbs and nouns in the dative or the instrumental may stand between.
    """
    between: list[str] = []
    timed = False
    for _ in range(FAR):
        while when := _WHEN.search(left, max(len(left) - _LONGEST_TIME, 0)):
            left, timed = left[: when.start()], True
        word = last_word(left)
        kinds = forms(word)
        if not kinds:
            return ()
        left = before(left, word)
        if kinds[0].kind in ("VERB", "INFN", "GRND") or "actv" in kinds[0].traits:
            leave = _leave_object(between[::-1]) if between else timed
            return _case_of_object(kinds, left) if leave else ()
        between.append(word)
    return ()


def _case_of_object(kinds: tuple[Form, ...], left: str) -> Cases:
    """Return the case that a verb behind `left` asks of an object further on: «лишился за день 1 млн тенге»."""
    lemma = kinds[0].lemma
    if lemma in GENITIVE_VERBS:
        return ("gen",)
    if lemma in INSTRUMENTAL_VERBS:
        return ("ins",)
    acts = takes_object(kinds) and lemma not in DATIVE_VERBS | RECEIVE
    return ("acc",) if acts and not has_object(kinds, left) else ()


def _leave_object(words: list[str]) -> bool:
    """Tell whether none of `words`, which follow a verb, may be its object."""
    within = governed = False  # a phrase with a preposition; its noun is still to come
    for word in words:
        kinds = forms(word)
        lady = kinds[0].kind == "ADJ" and kinds[0].gender == "f" and any(form.case == "dat" for form in kinds)
        if word in PREPOSITIONS or kinds[0].kind == "PREP":
            within = governed = True
        elif governed:
            governed = kinds[0].kind == "ADJ"
        elif kinds[0].kind in ("ADVB", "PRCL") or kinds[0].case in ("dat", "ins") or lady:  # «потерпевшей»
            continue
        elif not within or not any(form.case == "gen" for form in kinds):
            return False
    return bool(words) and not governed


def takes_object(kinds: tuple[Form, ...]) -> bool:
    """Tell whether a verb takes an object: «пришли» came, though it may also be «send»."""
    came = "impr" in kinds[0].traits and any("intr" in form.traits and "past" in form.traits for form in kinds)
    return "tran" in kinds[0].traits and not came and kinds[0].lemma not in WITHOUT_OBJECT


def has_object(kinds: tuple[Form, ...], left: str) -> bool:
    """Tell whether the object of a verb ends `left`, so that the number names who acts: «осмотр прошёл 81 человек».

    The noun must be no possible subject of the verb, no measure of time and stand behind no preposition.
    """
    word = last_word(left)
    verbs = [form for form in kinds if form.kind == "VERB" and "impr" not in form.traits]
    found = tuple(form for form in (forms(word)) if form.kind == "NOUN")
    if _OUT_OF.search(left):
        return False  # «из 3 взрослых и 2 детей спасли …»
    if not verbs or not found or found[0].lemma in TIMES or not any(form.case == "acc" for form in found):
        return False
    governed = last_word(before(left, word))
    others = forms(governed)
    if governed in PREPOSITIONS or (others and others[0].kind in ("ADJ", "NOUN", "PREP", "NUMR")):
        return False
    return not any(form.case == "nom" and may_act(form, verb) for form in found for verb in verbs)


def may_act(noun: Form, verb: Form) -> bool:
    return noun.plural == verb.plural and (noun.plural or verb.gender in (None, noun.gender))
