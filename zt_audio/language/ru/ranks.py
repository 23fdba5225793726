"""Read ranks and acting heads, written short, in the case of the sentence: «подполк. полиции», «с и. о. акима»."""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context, Guess, Rule
from zt_audio.language.ru.morphology import declined_adjective, forms
from zt_audio.language.ru.name_head import is_person
from zt_audio.language.ru.noun_case import noun_cases
from zt_audio.language.ru.number_tokens import any_short
from zt_audio.language.ru.numbers import Case, Gender
from zt_audio.language.ru.phrases import declined
from zt_audio.language.tables import heads

# The special ranks of the police of Kazakhstan (Law «О правоохранительной службе»), shortened as people write them.
_RANKS = {
    "ряд.": "*рядовой",
    "мл. серж.": "младший *сержант",
    "мл. с-т": "младший *сержант",
    "серж.": "*сержант",
    "с-т": "*сержант",
    "ст. серж.": "старший *сержант",
    "ст. с-т": "старший *сержант",
    "ст-на": "*старшина",
    "прап.": "*прапорщик",
    "мл. лейт.": "младший *лейтенант",
    "мл. л-т": "младший *лейтенант",
    "лейт.": "*лейтенант",
    "л-т": "*лейтенант",
    "ст. лейт.": "старший *лейтенант",
    "ст. л-т": "старший *лейтенант",
    "ст. лейтенант": "старший *лейтенант",
    "кап.": "*капитан",
    "к-н": "*капитан",
    "м-р": "*майор",
    "подполк.": "*подполковник",
    "п/п-к": "*подполковник",
    "п/полк.": "*подполковник",
    "пп-к": "*подполковник",
    "полк.": "*полковник",
    "п-к": "*полковник",
    "ген.": "*генерал",
    "ген.-майор": "*генерал-майор",
    "ген.-м-р": "*генерал-майор",
    "ген.-лейт.": "*генерал-лейтенант",
    "ген.-лейтенант": "*генерал-лейтенант",
    "ген.-полк.": "*генерал-полковник",
}
_OF_KEY = {re.sub(r"[.\s]", "", short): phrase for short, phrase in _RANKS.items()}
_SIGHT = 60  # characters; a verb and what is given
# A rank stands before its service; before a name its word must be no noun of the language («Прибыл полк. Солдаты …»).
_SERVICE = ("полиц", "юстиц", "милиц", "запас", "отстав", "внутренн", "гражданск", "медицинск", "таможенн", "авиац")


def _rank(match: re.Match[str], context: Context) -> str | None:
    behind = match["behind"]
    named = behind[0].isupper() and (is_person(behind) or not any(form.known for form in forms(behind)))
    if not named and not behind.startswith(_SERVICE):
        return None
    phrase = _OF_KEY[re.sub(r"[.\s]", "", match["short"]).lower()]
    said = declined(phrase, _case(context.text[: match.start()], behind if named else ""))
    return said[0].upper() + said[1:] if match["short"][0].isupper() else said


_GIVEN = re.compile(r"(?:вруч|выда|переда|присво|подар|объяв)\w*\s+(?:[а-яё]+\s+){1,3}$", re.IGNORECASE)


def _case(left: str, surname: str) -> Case:
    """Return the case that the words before ask for, among those in which the surname can be."""
    if _GIVEN.search(left[-_SIGHT:]):
        return "dat"  # «вручили грамоту ст. серж. полиции»
    asked = noun_cases(left)
    own = {form.case for form in forms(surname) if form.case} if surname else set()
    return next((case for case in asked if not own or case in own), asked[0])


_CLAUSE = re.compile(r"[.,;:!?()–—]")
_WORDS = re.compile(r"[а-яё]+", re.IGNORECASE)


def _acting(match: re.Match[str], context: Context) -> str | Guess:
    """Read «и. о.»: the letters show neither case nor gender, so the words before and the predicate must."""
    left, right = context.text[: match.start()], context.text[match.end() :]
    case = noun_cases(left)[0]
    genders = _genders(f"{_CLAUSE.split(left)[-1]} {_CLAUSE.split(right)[0]}") if case == "nom" else set()
    gender: Gender = "f" if genders == {"f"} else "m"
    said = f"{declined_adjective('исполняющий', case, gender, animate=True)} обязанности"
    said = said[0].upper() + said[1:] if match.group()[0].isupper() else said
    return said if genders == {"m"} else Guess(said)


def _genders(clause: str) -> set[Gender]:
    """Return the genders that predicates in the past show: «сообщил», «назначена»."""
    first = (next(iter(forms(word)), None) for word in _WORDS.findall(clause.lower()))
    return {form.gender for form in first if form and form.kind in ("VERB", "PRTS") and not form.plural and form.gender}


RULES = (
    Rule(
        "rank",
        re.compile(rf"(?<![\w/-])(?P<short>(?i:{any_short(_RANKS)}))\.?(?!\w|-)(?=\s+(?P<behind>[А-ЯЁа-яё][а-яё]+))"),
        _rank,
        heads(_RANKS),
    ),
    Rule("acting", re.compile(r"(?<![\w/-])[Ии]\.\s?о\.(?=\s+[а-яё])"), _acting, frozenset("Ии")),
)
