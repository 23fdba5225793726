"""Read ranks, acting heads and initials of people in their case: «подполк. полиции», «с и. о. акима», «А. Баишев»."""

from __future__ import annotations

from functools import lru_cache

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Guess, Rule, Unread
from zt_audio.language.ru.cases.left_text import last_word
from zt_audio.language.ru.cases.noun_case import OFFICERS, noun_cases
from zt_audio.language.ru.words.endings import by_ending
from zt_audio.language.ru.words.forms import is_person
from zt_audio.language.ru.words.letters import letter_names
from zt_audio.language.ru.words.morphology import declined_adjective, forms, nouns
from zt_audio.language.ru.words.number_tokens import any_short, capitals_of
from zt_audio.language.ru.words.numbers import CASES, Case, Gender
from zt_audio.language.ru.words.phrases import declined
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
# People after whom streets and schools of the region are named; the lexicon's entries come first.
_KNOWN = (
    "Марат Оспанов",
    "Сактаган Баишев",
    "Алия Молдагулова",
    "Маншук Маметова",
    "Кудайберген Жубанов",
    "Ахмет Жубанов",
    "Газиза Жубанова",
    "Тахави Ахтанов",
    "Сакен Сейфуллин",
    "Мухтар Ауэзов",
    "Турар Рыскулов",
    "Динмухамед Кунаев",
    "Ибрай Алтынсарин",
    "Чокан Валиханов",
    "Каныш Сатпаев",
)
# The nominatives that a written surname may come from: its ending, what stands there in the nominative.
_NOMINATIVES = (
    ("", ""),
    ("а", ""),
    ("у", ""),
    ("ым", ""),
    ("е", ""),
    ("ой", "а"),
    ("у", "а"),
    ("ого", "ий"),
    ("ому", "ий"),
)


def _rank(match: re.Match[str], context: Context) -> str | None:
    behind = match["behind"]
    named = behind[0].isupper() and (is_person(behind) or not any(form.known for form in forms(behind)))
    if not named and not behind.startswith(_SERVICE):
        return None
    phrase = _OF_KEY[re.sub(r"[.\s]", "", match["short"]).lower()]
    case = _case_of_rank(context.text[: match.start()], behind if named else "")
    return capitals_of(match["short"], declined(phrase, case))


_GIVEN = re.compile(r"(?:вруч|выда|переда|присво|подар|объяв)\w*\s+(?:[а-яё]+\s+){1,3}$", re.IGNORECASE)


def cases_of_surname(surname: str) -> tuple[Case, ...]:
    """Return the cases that a surname shows; the dictionary takes «Тлеуов» for a plural of another word."""
    if _NOMINATIVE_SURNAME.search(surname):
        return ("nom",)
    return tuple(form.case for form in nouns(surname) if "Surn" in form.traits and not form.plural and form.case)


def _case_of_rank(left: str, surname: str) -> Case:
    """Return the case that the words before ask for, among those in which the surname can be."""
    if _GIVEN.search(left[-_SIGHT:]):
        return "dat"  # «вручили грамоту ст. серж. полиции»
    officer = last_word(left) in OFFICERS | {"дознаватель", "следователь"}
    asked = ("nom",) if officer else noun_cases(left)  # «участковый ст. л-т Омаров»
    own = cases_of_surname(surname) or [form.case for form in forms(surname) if form.case]
    return next((case for case in asked if not own or case in own), next(iter(own), asked[0]))


_NOMINATIVE_SURNAME = re.compile(r"(?:[ое]в|ёв|[иы]н)$")
_CLAUSE = re.compile(r"[.,;:!?()–—]")


_WORDS = re.compile(r"[а-яё]+", re.IGNORECASE)


def _acting(match: re.Match[str], context: Context) -> str | Guess:
    """Read «и. о.»: the letters show neither case nor gender, so the words before and the predicate must."""
    left, right = context.text[: match.start()], context.text[match.end() :]
    case = noun_cases(left)[0]
    genders = _genders(f"{_CLAUSE.split(left)[-1]} {_CLAUSE.split(right)[0]}") if case == "nom" else set()
    gender: Gender = "f" if genders == {"f"} else "m"
    said = capitals_of(match.group(), f"{declined_adjective('исполняющий', case, gender, animate=True)} обязанности")
    return said if genders == {"m"} else Guess(said)


def _genders(clause: str) -> set[Gender]:
    """Return the genders that predicates in the past show: «сообщил», «назначена»."""
    first = (next(iter(forms(word)), None) for word in _WORDS.findall(clause.lower()))
    return {form.gender for form in first if form and form.kind in ("VERB", "PRTS") and not form.plural and form.gender}


def _initials_behind(match: re.Match[str], context: Context) -> str | Guess | None:
    """Read «Сериков А. Б.» as the full name, else by the names of the letters, which is a guess."""
    if said := _full_name(match, context):
        return said
    is_name = match["initials"].count(".") > 1
    return Guess(f"{match['surname']} {letter_names(match['initials'])}") if is_name else None


def _full_name(match: re.Match[str], context: Context) -> str | None:
    """Return the name that staff taught, or that the region knows, in the case of the written surname."""
    surname, initials, left = match["surname"], match["initials"], context.text[: match.start()]
    for ending, nominative in _NOMINATIVES:
        if not surname.endswith(ending):
            continue
        base = surname.removesuffix(ending) + nominative
        entry = context.lexicon.person(initials, base)
        known = (name for name in _KNOWN if initials == f"{name[0]}." and name.endswith(f" {base}"))
        full = entry.spoken if entry else next(known, "")
        if full and (case := _case_of(surname, base, left)):
            return (entry and entry.forms.get(case)) or person(full, case)
    return None


def _case_of(surname: str, base: str, left: str) -> Case | None:
    """Return the case that the written surname is in; where two look alike, what stands before decides."""
    fitting = [case for case in CASES if by_ending(base, case, "person", surname=True) == surname]
    return next((case for case in noun_cases(left) if case in fitting), fitting[0] if fitting else None)


@lru_cache(maxsize=4096)
def person(full: str, case: Case) -> str:
    """Return a full name in `case`: every word of it declines, the last one as a surname."""
    words = full.split()
    last = len(words) - 1
    return " ".join(by_ending(word, case, "person", surname=at == last) or word for at, word in enumerate(words))


RANK_RULES = (
    Rule(
        "rank",
        re.compile(rf"(?<![\w/-])(?P<short>(?i:{any_short(_RANKS)}))\.?(?!\w|-)(?=\s+(?P<behind>[А-ЯЁа-яё][а-яё]+))"),
        _rank,
        heads(_RANKS),
    ),
    Rule("acting", re.compile(r"(?<![\w/-])[Ии]\.\s?о\.(?=\s+[а-яё])"), _acting, frozenset("Ии")),
)
_CAPITALS = frozenset("АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЭЮЯ")
INITIAL_RULES = (
    # «Сериков А. Б.», but «улица А. С. Пушкина». One initial may be the last letter of a sentence.
    Rule(
        "initials-behind",
        re.compile(
            r"(?<!\w)(?P<surname>[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)[ \u00a0]"
            r"(?P<initials>[А-ЯЁ]\.(?:[ \u00a0]?[А-ЯЁ]\.)?)(?![ \u00a0]?[А-ЯЁ][а-яё])"
        ),
        _initials_behind,
        _CAPITALS,
    ),
    Rule(
        "initials",
        re.compile(
            r"(?<!\w)(?P<initials>[А-ЯЁ]\s*\.(?:[ \u00a0]?[А-ЯЁ]\.)*)[ \u00a0]?"
            r"(?P<surname>[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)?(?!\w)"
        ),
        lambda match, context: (match["surname"] and _full_name(match, context)) or Unread("initials-unknown"),
        _CAPITALS,
    ),
)
