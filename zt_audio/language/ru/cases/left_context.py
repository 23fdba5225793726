"""Tell which cases the text to the left asks of a number, likeliest first."""

from __future__ import annotations

from functools import lru_cache

from zt_audio.language import late_re as re
from zt_audio.language.ru.cases.left_text import NUMBER, NUMBER_LIST, SIGHT, before, last_word, words_back
from zt_audio.language.ru.cases.verb_objects import FAR, has_object, may_act, object_cases, takes_object
from zt_audio.language.ru.words.government import (
    ACTION_ENDINGS,
    ACTIONS,
    COST,
    DATIVE_VERBS,
    DEPRIVING_VERBS,
    DONE_TO,
    GENITIVE_VERBS,
    INSTRUMENTAL_VERBS,
    MEASURES,
    NO_ACTION,
    PARAMETERS,
    PLACES_OF_ACTION,
    PREPOSITIONS,
    RECEIVE,
    SERVICES,
    TRANSPARENT,
    Cases,
)
from zt_audio.language.ru.words.morphology import Form, forms, is_noun, likeliest
from zt_audio.language.ru.words.numbers import Case
from zt_audio.language.tables import word_set

# «18 часов 30 минут»: the second number stands in the case of the first.
_UNIT = (
    r"(?:млн|млрд|тыс\.?|час\w*|минут\w*|ч\.?|мин\.?|сек\w*\.?|год\w*|лет|мес(?:\.|яц\w*)?|руб\w*\.?|тенге|"
    r"метр\w*|м|км|кг|грамм\w*)"
)
_NUMBER_UNIT = re.compile(rf"(?<!\w){NUMBER}(?:-\w+)?\s*{_UNIT}\s+$")
# «из 5 сёл и 30 домов», «10 дачных и 225 домов»: both numbers stand in one case
_COUNTED_AND = re.compile(
    rf"(?<![\w.]){NUMBER}(?:\s+(?:тыс|млн|млрд)\.?)?(?:\s+[а-яё]+(?:ых|их|ов|ев|ей|[^\Wаеёиоуыэюя\d_]))+\s+и\s+$"
)
# «эвакуировали 131 человека, в том числе 42 детей»: the part stands in the case of the whole
_AMONG_THEM = re.compile(r"(?<!\w)(?:в\s+том\s+числе|в\s*т\.\s*ч\.)\s*:?\s+$", re.IGNORECASE)
_WHOLE = re.compile(rf"(?<![\w.]){NUMBER}\s[^.!?;\d]{{1,60}}[,(–—]\s*$")
_PHRASES: tuple[tuple[re.Pattern[str], Cases], ...] = (
    (  # «в размере 10, на должностных лиц – 30 МРП»
        re.compile(r"(?<!\w)в\s+размере\s+\d[^.!?;]*,\s*(?:а\s+)?(?:на|для)\s+[^.!?;,]*[–—]\s+$"),
        ("gen",),
    ),
    (  # prepositions made of nouns: Русская грамматика (1980), vol. 1, on derived prepositions
        re.compile(
            r"(?<!\w)(?:из\s+числа|в\s+случа[ея]|со\s+стороны|за\s+сч[её]т|за\s+исключением|в\s+адрес|в\s+пользу|в\s+интересах|"
            r"в\s+отношении|на\s+основании|по\s+вине|по\s+причине|по\s+поводу|при\s+помощи|с\s+помощью|во\s+избежание|на\s+базе|"
            r"в\s+присутствии|на\s+глазах\s+у|по\s+мере|в\s+рамках|в\s+честь|в\s+защиту)\s+$",
            re.IGNORECASE,
        ),
        ("gen",),
    ),
    (re.compile(r"(?<!\w)достижени[еяию]\s+[а-яё]+\s+$", re.IGNORECASE), ("gen",)),  # «до достижения ребёнком 1,5 лет»
    (
        re.compile(
            r"(?:сравнени[юи]|вместе|наряду|одновременно|соответствии|рядом|(?<=в )связи|совместно|согласии)\s+со?\s+$",
            re.IGNORECASE,
        ),
        ("ins",),
    ),
    (  # «среди задержанных 3 подростка»: who they are
        re.compile(
            r",\s*внутри\s+$|(?<!\w)(?:в\s+наличии|в\s+их\s+числе|среди\s+(?:них|пострадавших|по(?:гиб|терпев)ших|ранен\w+|задержанных|заболевших|эвакуированных|"
            r"госпитализированных|арестованных|осуждённых|подозреваемых|обвиняемых|спас[её]нных|пропавших))\s+$",
            re.IGNORECASE,
        ),
        (),
    ),
)
_CASES_OF_VERBS: tuple[tuple[frozenset[str], Cases], ...] = (
    (GENITIVE_VERBS, ("gen",)),
    (DATIVE_VERBS, ("dat",)),
    (INSTRUMENTAL_VERBS, ("ins",)),
    (COST, ("acc",)),
)
_HOURS_BEFORE = re.compile(
    r"(?<!\w)с\s+[012]?\d(?:[:.]\d\d)?\s+до\s+[012]?\d(?:[:.]\d\d)?,\s+$|(?<!\w)(?:до|с|после)\s+\d{1,2}-го,\s+$",
    re.IGNORECASE,
)
_NUMBER_ENDS = re.compile(r"\d\s+$")
_MINUTES_TO = re.compile(r"(?<!\w)без\s+(?:\d+|четверти)(?:\s+мин\w*\.?)?\s+$", re.IGNORECASE)  # «без 5 минут 9»
# «с 1 по 5 марта»: up to and with
_UP_TO = re.compile(rf"(?<!\w)с\s+{NUMBER}(?:-\w+)?\s+(?:{_UNIT}\s+|числа\s+|утра\s+|вечера\s+)?по\s+$", re.IGNORECASE)
_PURPOSE = re.compile(r"(?<!\w)(?:на|для|за|по)\s+(?:[а-яё]+\s+)?[а-яё]+\s+$", re.IGNORECASE)
_ABSENT = word_set("оказалось окажется нашлось найдётся обнаружилось имеется имелось")
_IMPERSONAL = word_set("удалось удаётся удастся пришлось придётся можно нужно необходимо надо предстоит планируется")


def number_cases(left: str) -> Cases:
    """Return the cases that `left` asks of a number right after it; () where it asks nothing."""
    return _number_cases(left[-SIGHT:])


def number_case(left: str) -> Case:
    """Return the likeliest case that `left` asks of a number; the nominative where it asks nothing."""
    return next(iter(number_cases(left)), "nom")


@lru_cache(maxsize=256)  # several rules ask this of one place
def _number_cases(left: str) -> Cases:
    if _UP_TO.search(left):
        return ("acc",)
    if _MINUTES_TO.search(left):
        return ()
    if part := _AMONG_THEM.search(left):
        whole = _WHOLE.search(left[: part.start()])
        return number_cases(left[: whole.start()]) if whole else ()
    asked = next((cases for phrase, cases in _PHRASES if phrase.search(left)), None)
    if asked is not None:
        return asked
    if match := _NUMBER_UNIT.search(left) or NUMBER_LIST.search(left) or _COUNTED_AND.search(left):
        return number_cases(left[: match.start()])
    word = last_word(left)
    return (_cases_after(word, before(left, word)) or object_cases(left)) if word else ()


def cases_of_sum(left: str) -> Cases:
    """Return the cases that `left` asks of a sum of money, which is never what is done: «выделили на ремонт 5 млн»."""
    word = last_word(left)
    if is_action(word, ACTIONS | SERVICES):
        return ()
    if _HOURS_BEFORE.search(left):
        return ()  # «с 7 до 20, 700 тг»
    verb = _governing_verb(left)
    if verb in DEPRIVING_VERBS:
        return ("gen",)  # «лишили пенсионерку 2 млн тенге»
    if word and verb in RECEIVE and forms(word)[0].lemma == verb:
        return ("acc",)  # «каждая семья получила 21 тыс. тенге»
    purpose = is_action(word, DONE_TO) or looks_like_action(word)
    asked = object_cases(left) if purpose and _PURPOSE.search(left) else number_cases(left)
    return asked or (("acc",) if _is_cost(left) else ())


def _governing_verb(left: str) -> str:
    """Return the lemma of the verb that ends `left`, or stands before one noun that does; '' where there is none."""
    verbs = (kinds[0].lemma for _, kinds, _ in words_back(left, 2) if kinds[0].kind in ("VERB", "INFN", "GRND"))
    return next(verbs, "")


def _is_cost(left: str) -> bool:
    """Tell whether what `left` ends with costs the sum behind it: «стоит в магазине 1 тыс. тенге»."""
    for word, kinds, _ in words_back(left, FAR):
        if any(form.lemma in COST for form in kinds) or word in ("должен", "должна", "должны", "должно"):
            return True
        if kinds[0].kind not in ("NOUN", "ADJ", "PREP", "ADVB", "PRCL"):
            break
    return False


def _cases_after(word: str, left: str) -> Cases:
    if word.startswith("котор"):
        return ()  # «из которых 15 – дети»
    if word in _ABSENT and last_word(left) == "не":
        return ("gen",)  # «не оказалось 5 домов»
    if word in TRANSPARENT or (word in _IMPERSONAL and likeliest(last_word(left.removesuffix("не "))).kind == "INFN"):
        return number_cases(left)  # «вернуть удалось 1 млн»
    if word in MEASURES or is_action(word, DONE_TO | ACTIONS):
        return ("gen",)
    if looks_like_action(word) and not NO_ACTION & {form.lemma for form in forms(word)}:
        measured = word.endswith("ния") and likeliest(last_word(left)).lemma in PARAMETERS | PLACES_OF_ACTION
        return () if measured else ("gen",)  # «глубина промерзания»
    return PREPOSITIONS.get(word) or _cases_by_kind(word, left)


def is_action(word: str, actions: frozenset[str]) -> bool:
    """Tell whether `word` is one of `actions`, nouns that do not look like it: «осмотр», «проверка»."""
    return is_noun(word) and likeliest(word).lemma in actions


def looks_like_action(word: str) -> bool:
    """Tell whether `word` is a noun in -ение or -ание in any case: «задержания», but not «компании»."""
    return word.endswith(ACTION_ENDINGS) and any(form.lemma.endswith(("ение", "ание")) for form in forms(word))


def _cases_by_kind(word: str, left: str) -> Cases:
    """Return what a word of an open class asks: an adjective its own case, a verb the accusative."""
    kinds = forms(word)
    if not kinds or kinds[0].kind == "COMP":
        return ("gen",) if kinds else ()
    if kinds[0].kind in ("VERB", "INFN", "GRND") or "actv" in kinds[0].traits:  # also «не достигшие 18 лет»
        asked = _cases_of_verb(kinds, left)
        if asked is not None:
            return asked
    return _cases_of_adjective(kinds, left) if kinds[0].kind == "ADJ" else ()


def _cases_of_verb(kinds: tuple[Form, ...], left: str) -> Cases | None:
    """Return the case that a verb asks of a number right behind it; None where it takes no object."""
    lemma = kinds[0].lemma
    if lemma == "рисковать" and likeliest(last_word(left)).kind == "INFN":
        return number_cases(left)  # «потерять рискуют 1 млн»
    for verbs, cases in _CASES_OF_VERBS:
        if lemma in verbs:
            return cases
    if not takes_object(kinds):  # also «превышающей 60 км/ч»
        return None
    thing = forms(last_word(left)) if lemma in RECEIVE and is_noun(last_word(left)) else ()
    # one thing receives, and is not received: «библиотека получила», but «ожоги получили»
    receives = not kinds[0].plural and any(form.case == "nom" and may_act(form, kinds[0]) for form in thing)
    taken = bool(thing) and not thing[0].animate and not receives
    return () if taken or has_object(kinds, left) else ("acc",)


def _cases_of_adjective(kinds: tuple[Form, ...], left: str) -> Cases:
    if _NUMBER_ENDS.search(left):
        return ()  # «из 50 опрошенных 35 довольны»: another number, another clause
    own = tuple(dict.fromkeys(form.case for form in kinds if form.kind == "ADJ" and form.case))
    asked = number_cases(left)
    person = any("PRTF" in form.traits for form in kinds) or not set(asked) & set(own)
    if person and not any(form.kind == "ADJ" and form.plural for form in kinds):
        return ()  # «выплатил потерпевшей 5 тыс. тенге»: she is no tenge
    if person and not asked and not {"nom", "dat", "ins"} & set(own):
        return ()  # «погибших 2 чел.»
    agreeing = tuple(case for case in asked if case in own)
    return agreeing or (asked if asked == ("acc",) and "dat" in own else own)  # «выплатили пострадавшим 5 тыс.»
