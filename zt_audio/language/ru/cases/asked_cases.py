"""Tell which cases the words around ask of a number that counts a noun, and whether they are sure."""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.ru.cases.clauses import has_predicate, role_of_counted
from zt_audio.language.ru.cases.left_context import cases_of_sum, number_cases
from zt_audio.language.ru.cases.left_text import SIGHT, before, last_word
from zt_audio.language.ru.cases.noun_case import joined_cases, listed_cases
from zt_audio.language.ru.cases.owners import belongs_to_noun, is_governed, is_in_state, names_length
from zt_audio.language.ru.cases.right_context import head_forms
from zt_audio.language.ru.words.government import MEASURES, MONTH_NAMES, PREPOSITIONS, Cases
from zt_audio.language.ru.words.morphology import Form, forms, is_noun, nouns
from zt_audio.language.ru.words.numbers import plural_kind
from zt_audio.language.tables import word_set

# «ребёнок 5 лет 6 месяцев»: months stand in the case of the years
_AGE = re.compile(r"(?<![\w.,-])(?P<number>\d{1,3})\s+(?P<unit>лет|год|года)\s+(?:и\s+)?$")
TELL_WHEN = MONTH_NAMES | word_set("год час минута секунда день сутки неделя месяц раз процент тысяча миллион")
_IN_STATE = re.compile(r"(?<!\w)(?:на|в|(?P<under>под))\s+(?:[а-яё]+(?:ом|ем|им|ым)\s+)?$", re.IGNORECASE)
_NO_STATES = word_set("случае результате отношении присутствии сопровождении направлении исполнении совершении")
_WITHOUT = re.compile(r"(?<!\w)без\s+$", re.IGNORECASE)  # «без отопления 12 домов»
_AGO = re.compile(r"\s+[а-яё]+\s+(?:тому\s+)?назад(?!\w)")
_VERB_BEHIND = re.compile(r"\s+[а-яё]+\s+(?:не\s+)?(?P<verb>[а-яё]+)")
_LASTING = word_set("день час минута сутки")
# Verbs of one occasion, which lasts no years: «ребёнок 7 лет переходил дорогу»
_ON_ONE_OCCASION = word_set(
    "переходить перебегать переезжать пересекать идти ехать бежать выбегать выходить возвращаться спешить купаться "
    "кататься плыть падать тонуть кричать звонить"
)
_NOTHING_BEHIND = re.compile(r"(?:\s+[а-яё]+){1,3}?\s+нет\s+[а-яё]")


def asked_cases(head: tuple[Form, ...], left: str, list_owner: str) -> Cases:
    """Return the cases that `left` asks of a number before `head`; numbers before it are no part of `list_owner`."""
    if head[0].lemma in TELL_WHEN and (age := _AGE.search(left[-SIGHT:])):
        kind = plural_kind(int(age["number"]))
        owner = left[: max(len(left) - SIGHT, 0) + age.start()]
        in_genitive = (kind, age["unit"]) in (("few", "лет"), ("one", "года"))  # «2 лет 4 месяцев»
        if in_genitive or (age["unit"] != "год" and belongs_to_noun(head_forms(" лет"), owner)):
            return ("gen",)
    if head[0].lemma in {"тенге", "рубль", "доллар", "евро"}:
        return cases_of_sum(left)
    if joined := joined_cases(left):
        return joined[0] if joined[0] != ("nom",) else ()
    return ("gen",) if belongs_to_noun(head, list_owner) else number_cases(left)


def asked_in_clause(asked: Cases, head: tuple[Form, ...], left: str, right: str) -> tuple[Cases, bool]:
    """Correct `asked` for a noun in the genitive plural behind another noun by the rest of its clause.

    Returns the cases, and whether they are sure.
    """
    word = last_word(left)
    if joined := joined_cases(left):
        return asked, joined[1]
    if not asked and (listed := listed_cases(left, right)):
        return listed
    if asked not in ((), ("gen",)) or not is_noun(word) or word in MEASURES or word in PREPOSITIONS:
        return asked, True  # «порядка 90 машин»: a preposition made of a noun
    if head[0].lemma in ("год", "месяц") and forms(word)[0].animate:
        return _asked_by_person(asked, head[0].lemma, word, right)
    if {forms(word)[0].lemma, head[0].lemma} & TELL_WHEN:
        exercise = head[0].lemma == "раз" and last_word(before(left, word)) not in PREPOSITIONS  # «отжимания 12 раз»
        lasts = exercise or (head[0].lemma in _LASTING and names_length(left))
        return () if lasts else asked, True  # «обучение 7 дней»
    return _asked_by_role(asked, left, right, head[0])


def _asked_by_person(asked: Cases, unit: str, word: str, right: str) -> tuple[Cases, bool]:
    """Return the cases for years or months behind a person: an age, unless they may be how long something lasted.

    «Мужчина 40 лет упал» tells his age, «мужчина 5 лет скрывался» may tell how long.
    """
    if _AGO.match(right):
        return (), True  # «задержали мужчину 5 лет назад»
    if any(form.case == "dat" for form in forms(word)[:2]):
        return asked, True  # «ребёнку 8 месяцев»
    lasting = _VERB_BEHIND.match(right)
    verbs = forms(lasting["verb"])[:1] if lasting else ()
    lasts = any("impf" in form.traits and form.lemma not in _ON_ONE_OCCASION for form in verbs)
    return asked, unit == "год" and not lasts


def _asked_by_role(asked: Cases, left: str, right: str, counted: Form) -> tuple[Cases, bool]:
    """Return the cases for a counted noun by its role in the clause, and whether they are sure."""
    word, role = last_word(left), role_of_counted(left, right)
    owner = before(left, word)
    if (last_word(owner) in ("о", "об", "обо") and not has_predicate(right)) or _NOTHING_BEHIND.match(right):
        return ("gen",), True  # «сообщается об угоне 5 машин», «во дворах 5 домов нет света»
    to_people = any(
        form.case == "dat" and form.plural and (form.animate or form.lemma == "семья") for form in nouns(word)[:1]
    )
    if to_people:
        return asked, bool(asked)  # «жителям 5 домов помогут», but «жителям 5 машин»
    if role == "subject" or (asked and role == "open" and _is_state(owner, word)):  # «на лечении 12 человек»
        return (), True
    if asked:
        return asked, role == "owned" or not (is_in_state(owner) or _WITHOUT.search(owner))
    several = any(form.plural for form in nouns(word)[:1]) and not counted.animate
    return asked, not is_governed(owner) or (role != "owned" and not (role == "open" and several))


def _is_state(left: str, word: str) -> bool:
    """Tell whether `word` names the state that people or things are in: «на лечении», «в розыске», «под арестом»."""
    governs = _IN_STATE.search(left) if word not in _NO_STATES else None
    cases = {form.case for form in nouns(word)}
    return governs is not None and (("ins" if governs["under"] else "prep") in cases) and "acc" not in cases
