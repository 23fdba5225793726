"""Read abbreviated bodies, laws, organisations and countries as their names, in the case of the sentence.

A number before a body may name it: «3 ОП», «в 3-м ОП» are in the third police department. The abbreviation shows
neither case nor number, so the words around must: a predicate that agrees makes it the subject («по данному факту ДЧС
начал …»), a passive with a subject of its own makes it the one who acts, in the instrumental («рейд проведён ДЧС»).
Source: Русская грамматика (1980), vol. 2, on the passive and on verbs with the dative.
"""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Guess, Rule, Unread
from zt_audio.language.ru.cases.clauses import subject_of
from zt_audio.language.ru.cases.left_text import before, last_word
from zt_audio.language.ru.cases.noun_case import OFFICERS, is_clause_of_participle, listed_cases, noun_cases
from zt_audio.language.ru.organisation_names import ORGANISATION_PHRASES
from zt_audio.language.ru.words.government import CHARGING_VERBS, DATIVE_VERBS, PREPOSITIONS, TELLING_VERBS
from zt_audio.language.ru.words.letters import letter_names
from zt_audio.language.ru.words.morphology import Form, forms, likeliest
from zt_audio.language.ru.words.number_tokens import SPACE, any_short, by_key, key
from zt_audio.language.ru.words.numbers import CASES, Case, Gender, ordinal
from zt_audio.language.ru.words.phrases import counted, declined, gender_of, plural_after_number
from zt_audio.language.ru.words.units import COUNTED_BODIES
from zt_audio.language.tables import DIGITS, heads, word_list, word_set

_PHRASES = by_key(ORGANISATION_PHRASES)
# How many of them: «количество ДТП», «несколько ТОО».
_AMOUNTS = (
    "количеств",
    "кол-в",
    "числ",
    "большинств",
    "множеств",
    "сери",
    "статистик",
    "процент",
    "половин",
    "трет",
    "дол",
)
_MANY = word_set("больше меньше много немало мало несколько сколько столько десятки сотни тысячи")
_BODIES_BEFORE = re.compile(r"(?:(?<!\w)[А-ЯЁ]{2,}(?:\s+«[^«»]{1,60}»)?,\s+)+$")
_BODIES_BEHIND = re.compile(
    r"(?:\s+«[^«»]{1,60}»)?(?:,\s+[А-ЯЁ]{2,}(?:\s+«[^«»]{1,60}»)?)*\s+(?:и|или)\s+[А-ЯЁ]{2,}(?!\w)"
)
_MORE_OF_THEM = re.compile(r"\s+(?:стал[ои]?|становится|было|будет)\s+(?:\w+\s+)?(?:меньше|больше|много|мало)(?!\w)")
_ALSO_BEHIND = re.compile(rf"\s+(?:и|или)\s+(?:{any_short(COUNTED_BODIES)})(?!\w|\s*[«\"№])")
_DEPARTMENT = re.compile(
    r"(?:отдел|управлени|департамент|министерств|комитет|служб|штаб|комисси|центр|учени|предупреждени)\w*\s+$",
    re.IGNORECASE,
)
_NAMED = {"НК": "национальная *компания", "УК": "управляющая *компания"}  # with a name; elsewhere they are laws
_OF_ONE = frozenset({"ИИН", "БИН", "ЭЦП"})  # a person or a firm has one
_SIGNED = re.compile(r"[а-яё\d],\s*$")
_TEXT_ENDS = re.compile(r"\s*[.!]?\s*$")
_NUMBER_BEHIND = re.compile(r"\s+(?:№\s*)?\d")
_OF_LAW = re.compile(
    r"\d|(?<!\w)(?:ст|стат|част|ч|пункт|глав|норм|кодекс|закон|согласно|наруш)\w*\.?\s*$", re.IGNORECASE
)
_LAND_BEHIND = re.compile(r"\s+(?:РК|РФ|Республик|Казахстан|Росси)")
_FIRM_BEHIND = re.compile(r"\s+(?:[«\"]|(?!Республик|Казахстан|Росси)[А-ЯЁ][а-яё]+)")
_NAME_BEHIND = re.compile(r"\s+(?P<quote>[«\"])?(?P<name>[А-ЯЁ][а-яё]+)")
# Departments, stations and hospitals of a town have numbers.
_NUMBERED = word_list("ОП ГОП РОП УП ОВД РОВД ГОВД УВД РУВД ПЧ СПЧ ГКБ ГП СШ СОШ ОСШ УПП")
# Who is at the head of a firm each: several heads have several firms.
_HEADS = word_set("владелец председатель хозяин директор собственник руководитель")
_TAKEN = r"(?<!\w)(?:взыск|взыма|взима|взят|удерж|списа|снят|снял|потреб|получ|требова|алимент|долг|штраф)[а-яё]*"
_TAKEN_FROM = re.compile(rf"{_TAKEN}(?:\s+[\w-]+){{0,3}}\s+со?\s+$", re.IGNORECASE)
_TAKEN_BEHIND = re.compile(rf"(?:\s+[«\"А-ЯЁ][\w«»\"-]*){{0,2}}(?:\s+[\w-]+)?\s+{_TAKEN}")
_NAMED_BEHIND = re.compile(r"\s*(?:«|\"|№|\d|[А-ЯЁ])")
_PLACE_AND_BODY = re.compile(r"(?<=[а-яё])\s+(?:г|с|пос)\.\s*[А-ЯЁ][\w-]*\s+и\s+$")
_GOES_THERE = re.compile(
    r"(?:\s+«[^«»]*»|\s+№\s*\d+)?(?:\s+[а-яё]+){0,2}?\s+(?:обрати|обращ|поступ|приш|приход|приех|приез|достав|направ|переда|перевед|"
    r"вызва|зарегистрир|запис|явил|пожалова|подал|подан|подав|зашл|ворва|позвон)[а-яё]*"
)
# What is handed in goes to a body: «сдать документы в ЦОН», but «сдать вторсырьё на пл. Астана»
_HANDED_IN = re.compile(
    r"(?<!\w)(?:сда(?:ть|йте|ли|л|ла)(?:\s+[а-яё]+){0,3}\s+в|(?:не\s)?оп[ао]зд\w+\s+(?:в|на))\s+$", re.IGNORECASE
)
_WORD = re.compile(r"[а-яё]+(?:-[а-яё]+)*", re.IGNORECASE)
_CLAUSE_ENDS = re.compile(r"[.,;:!?()–—]")
_COUNTED_BEFORE = re.compile(r"\d\s?(?:час\w*|дн\w+|сут\w+|недел\w+|чел\.?|человек\w?|минут\w*|тенге|тг|ч|мин)\s+$")
_NEAR = 3  # words


def _body(match: re.Match[str], context: Context) -> str | Guess | Unread:
    short, left, right = match.group(), context.text[: match.start()], context.text[match.end() :]
    thing = likeliest(last_word(left)) if last_word(left) and re.match(r"-\d", right) else None
    if thing and thing.kind == "NOUN" and not thing.animate:
        return Guess(letter_names(short).replace(" ", "-"))  # «огнетушитель ОП-5»: a mark
    others = _BODIES_BEFORE.search(left) if _BODIES_BEHIND.match(right) else None
    if short in COUNTED_BODIES and (others or (_ALSO_BEHIND.match(right) and last_word(left))):
        return Unread("abbreviation-unknown")  # «деятельность ИП, ТОО и АО», «руководители ТОО и ИП»: of several
    left = left[: others.start()] if others else left  # «сотрудники ДП, ДЧС и МВД»
    if short == "США" and last_word(left).startswith("доллар"):
        return short  # as behind «долл.»
    said = _said(short, left, right) if short != "ИП" or _is_named_in_case(left, right) else None
    nominative = declined(_phrase(short, right), "nom")
    if short == "г/н" and _NUMBER_BEHIND.match(right) and last_word(left) not in PREPOSITIONS:
        return nominative  # «Камри г/н 421 ABC 04»
    law = _OF_LAW.search(left) or _LAND_BEHIND.match(right) or _FIRM_BEHIND.match(right)
    if said and short in _NAMED and not law:
        return Guess(said)  # «УК не отвечает на звонки»: no code of law
    signed = (
        said != nominative and _SIGNED.search(left) and _TEXT_ENDS.match(right)
    )  # «без надобности, МЧС»: who says it
    return Guess(nominative) if signed else said or Unread("abbreviation-unknown")


def _said(short: str, left: str, right: str) -> str | None:
    """Return what `short` stands for, in the case and number of its sentence; None where they are open."""
    phrase = _phrase(short, right)
    if short == "ЧС" and _DEPARTMENT.search(left):
        return plural_after_number(phrase, "gen")
    from_there = short in {"АЗС", "СТО", "КПП", "ДК"} or _TAKEN_FROM.search(left) or _TAKEN_BEHIND.match(right)
    if last_word(left) in ("с", "со") and from_there:
        return declined(phrase, "gen")  # «похитили с АЗС», «взыскали с ТОО»
    if _MORE_OF_THEM.match(right):
        return plural_after_number(phrase, "gen")  # «ДТП стало меньше»
    if said := _after_number_word(phrase, last_word(left)):
        return said
    if is_several(left, right):
        # «ИИН узнайте в ЦОНе»: each has one; «ЕНТ сдали 84 выпускника»
        own = short == "ЕНТ" or (short in _OF_ONE and not last_word(left))
        return declined(phrase, "acc" if own else noun_cases(left)[0], plural=not own)
    case = body_case(left, right, gender_of(phrase), happens=short in COUNTED_BODIES)
    verb = likeliest(last_word(left)) if short == "ИП" and case == "nom" and last_word(left) else None
    if verb and verb.kind == "VERB" and "tran" in verb.traits and subject_of(left, verb):
        case = "acc"  # «суд оштрафовал ИП»
    return declined(phrase, case) if case else None


def _phrase(short: str, right: str) -> str:
    if short == "УИК" and _NUMBER_BEHIND.match(right):
        return "участковая избирательная *комиссия"
    return _NAMED[short] if short in _NAMED and _FIRM_BEHIND.match(right) else _PHRASES[key(short)]


def _is_named_in_case(left: str, right: str) -> bool:
    """Tell whether «ИП» can stand in the case that `left` asks for.

    People write «в ИП Сериков» of a shop: the name does not decline, and nothing is in a person. Where the name is in
    another case than the words before ask for, what is meant is open.
    """
    name = _NAME_BEHIND.match(right)
    if not name:
        return True
    case = noun_cases(left)[0]
    if case == "prep" or (case == "acc" and last_word(left) in ("в", "во", "на")):
        return False
    if name["quote"] or case == "nom":
        return True
    return not name["name"].endswith(("ов", "ев", "ёв", "ин", "ын"))  # such a surname is in the nominative


def _after_number_word(phrase: str, word: str) -> str | None:
    """«в размере десяти МРП», «три ДТП»: the number stands in words; None where `word` is none."""
    number = next((form for form in forms(word) if form.kind == "NUMR"), None)
    if number and number.case:
        return counted(phrase, 2 if number.lemma in {"два", "три", "четыре"} else 5, number.case)
    grouped = any(form.lemma in {"тысяча", "миллион", "миллиард"} and form.kind == "NOUN" for form in forms(word))
    return plural_after_number(phrase, "gen") if grouped or word.startswith(_AMOUNTS) or word in _MANY else None


def _body_in_order(match: re.Match[str], context: Context) -> str | Unread | None:
    left = context.text[: match.start()]
    phrase, number = ORGANISATION_PHRASES[match["body"]], int(match["number"])
    asked, gender = noun_cases(left), gender_of(ORGANISATION_PHRASES[match["body"]])
    for case in (*asked, *CASES):
        said = ordinal(number, case, gender)
        if said.endswith(match["ending"] or ""):
            return f"{said} {declined(phrase, case)}"
    return Unread("unreadable-token")


def body_case(left: str, right: str, gender: Gender, *, happens: bool) -> Case | None:
    """Return the case of an abbreviated noun of `gender` between `left` and `right`; None where it stays open.

    What `happens` (a road accident) acts in no passive: «зарегистрировано ДТП», but «объявлено МЧС».
    """
    if place := _PLACE_AND_BODY.search(left):
        left = f"{left[: place.start()]} и "  # «акимат г. Актобе и АО «КТЖ»»
    if listed := listed_cases(left, right):
        return listed[0][0] if listed[1] else None  # «сотрудники полиции, ДЧС и акимата»
    word = last_word(left)
    kinds = forms(word)
    case = noun_cases(left)[0]
    if case == "prep" and word in ("в", "во", "на") and (_GOES_THERE.match(right) or _HANDED_IN.search(left)):
        return "acc"  # «в ЦОН обратились 40 человек»
    if not kinds or kinds[0].kind == "PREP":
        return case
    if kinds[0].kind == "NOUN" and case == "gen":
        counted = _COUNTED_BEFORE.search(left)  # «нет света 3 часа КСК молчит»
        return "nom" if counted or _begins_clause_of(left, right, gender) else "gen"
    if kinds[0].kind not in ("VERB", "PRTS", "INFN"):
        return case if is_clause_of_participle(kinds, before(left, word)) else _beside_adjective(kinds, case, gender)
    return _behind_verb(kinds[0], case, left, right, gender, happens=happens)


def _behind_verb(verb: Form, case: Case, left: str, right: str, gender: Gender, *, happens: bool) -> Case | None:
    asked_to_tell = verb.lemma in TELLING_VERBS and (verb.kind == "INFN" or {"impr", "2per"} & verb.traits)
    if verb.lemma in DATIVE_VERBS or asked_to_tell or (verb.lemma in CHARGING_VERBS and _has_task(right)):
        return "dat"
    agrees = not verb.plural and verb.gender in (None, gender)
    if verb.lemma in CHARGING_VERBS and not (verb.kind == "VERB" and agrees):
        return None
    if verb.kind != "PRTS" and not (verb.kind == "VERB" and last_word(left).endswith("ся")):
        return case
    if subject_of(left, verb):
        return "ins"  # «рейд проведён ДЧС»
    if agrees and (happens or verb.gender != "n"):
        return "nom"
    return "ins" if verb.gender == "n" and gender != "n" else None  # «установлено ДЧС, что …»


def _beside_adjective(kinds: tuple[Form, ...], case: Case, gender: Gender) -> Case | None:
    """«проведённая ДЧС акция» tells who acts; «созданный ДЧС» may be the body itself, and stays open."""
    if kinds[0].kind != "ADJ" or "pssv" not in kinds[0].traits:
        return case
    return None if any(not form.plural and form.gender == gender for form in kinds) else "ins"


def _begins_clause_of(left: str, right: str, gender: Gender) -> bool:
    """Tell whether a predicate of `gender` follows at once, and no other word of the clause can be its subject."""
    if not left.rstrip()[-1:].islower() or left.rstrip().split()[-1].isupper():
        return False  # «УК РК»
    clause = _CLAUSE_ENDS.split(right)[0]
    first = _WORD.match(clause.lstrip())
    behind = next(iter(forms(first.group())), None) if first else None
    if behind is None or behind.kind not in ("VERB", "PRTS") or behind.plural or behind.gender not in (None, gender):
        return False
    if behind.kind == "PRTS" and forms(last_word(left))[0].case == "ins":
        return False  # «сотрудниками УАП выявлено»
    return not subject_of(left, behind) and not subject_of(clause.lstrip()[first.end() :] if first else "", behind)


def _has_task(right: str) -> bool:
    """Tell whether an infinitive is near: «поручено ДЧС провести проверку»."""
    return any(forms(word) and forms(word)[0].kind == "INFN" for word in _WORD.findall(right)[:_NEAR])


def is_several(left: str, right: str) -> bool:
    """Tell whether the words beside a body speak of several: «все АЗС», «произошли ДТП», «ОСИ получили деньги»."""
    word = last_word(left)
    kinds = forms(word)
    joined = bool(kinds) and (kinds[0].kind == "CONJ" or kinds[0].lemma in DATIVE_VERBS | CHARGING_VERBS)
    if joined or (word and is_clause_of_participle(kinds, before(left, word))):
        return False  # «полиция и ДЧС проводят рейд», «помогли ДЧС», «рейды, организованные ДЧС»
    if kinds and kinds[0].kind == "ADJ":
        if kinds[0].lemma in OFFICERS or right.lstrip().startswith("№"):
            return False  # «участковые ОП № 2»
        return all(form.plural for form in kinds if form.kind == "ADJ")
    if kinds and kinds[0].kind in ("VERB", "PRTS") and kinds[0].plural and "impr" not in kinds[0].traits:
        return ("tran" not in kinds[0].traits or kinds[0].kind == "PRTS") and not subject_of(left, kinds[0])
    if kinds and kinds[0].kind == "NOUN" and kinds[0].plural and kinds[0].lemma in _HEADS:
        return not _NAMED_BEHIND.match(right)  # «владельцы АЗС», but «руководители ТОО «Нур»»
    behind = next((forms(match.group()) for match in [_WORD.search(right)] if match and match.start() == 1), ())
    said = behind[0] if behind and behind[0].kind in ("VERB", "PRTS") and behind[0].plural else None
    return said is not None and noun_cases(left)[0] == "nom" and not subject_of(left, said)


RULES = (
    Rule(
        "body",
        re.compile(rf"(?<![\w+])(?:{any_short(ORGANISATION_PHRASES)})(?!\w|-[^\d])"),
        _body,
        heads(ORGANISATION_PHRASES),
    ),
)
IN_ORDER_RULES = (
    Rule(
        "ordered-body",
        re.compile(
            rf"(?P<number>\d{{1,3}})(?:-(?P<ending>й|го|му|м|ом|е|я|ю))?{SPACE}(?P<body>{any_short(_NUMBERED)})(?!\w|-|{SPACE}?№)"
        ),
        _body_in_order,
        DIGITS,
    ),
)
