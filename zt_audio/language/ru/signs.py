"""Read signs beside numbers and between them: «№ 5», «Батыс-2», «3:1», «18+», «1/3 территории», «3х4 см», «140/90»."""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Rule, Unread
from zt_audio.language.ru.cases.left_context import number_case
from zt_audio.language.ru.cases.left_text import last_word
from zt_audio.language.ru.cases.noun_case import place_case
from zt_audio.language.ru.cases.right_context import head_forms
from zt_audio.language.ru.quantities import number_and_noun
from zt_audio.language.ru.words.government import PREPOSITIONS
from zt_audio.language.ru.words.number_tokens import SPACE, WRITTEN_NUMBER, key, left_of_stop, parsed
from zt_audio.language.ru.words.numbers import Case, cardinal, decimal, ordinal
from zt_audio.language.ru.words.phrases import counted, declined
from zt_audio.language.ru.words.units import PHRASES, UNIT
from zt_audio.language.tables import DIGITS, word_set

_NUMBER_TO = re.compile(rf"\d[\w/-]*{SPACE}(?:по|до){SPACE}№?{SPACE}?\d")
_NUMBER_AND = re.compile(rf"(?:№{SPACE}?\d[\w/-]*(?:{SPACE}?,|{SPACE}(?:и|или)){SPACE})+$")
_FROM_NUMBER = re.compile(rf"(?<!\w)со?{SPACE}№№?{SPACE}?\d[\w/-]*{SPACE}по{SPACE}$", re.IGNORECASE)
_RATIO = re.compile(rf"(?P<first>\d{{1,4}})(?::|\s:\s)(?P<second>\d{{1,3}}(?:{SPACE}\d{{3}})+|\d{{1,6}})(?![\w:])")
# Words that show what two numbers with a colon are; otherwise they may be a time, a score or a scale.
# «площадь Победы» and «День Победы» are no games.
SCORE = re.compile(
    r"(?i:сч[её]т|матч|футбол|хоккей|волейбол|баскетбол|(?-i:(?!Победы))побед|выигра|проигра|ничь|(?:сы|и)гр[аы]"
    r"|обыгр|разгром|(?:нашу|их|свою) пользу)"
)
_SCALE = re.compile(r"(?i:масштаб|пропорци|соотношени|отношени|разв(?:[её][дл]|ест)|разбав|раствор)")
_NEAR = 40  # characters
# A time of day all the same, where a game or a mixture is spoken of: «матч начнётся в 19:30», «начало матча – 19:00»
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d")
_BEFORE_TIMES = word_set("в во с со до к ко после около по на между")
_SIGNS = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4)}
_BEFORE_PARTS = word_set("на до около более менее почти примерно лишь свыше")  # «на 1/3»
_OF_THEM = re.compile(r"(?<!\w)из\s(?:них|всех|общего числа)\s+$", re.IGNORECASE)  # «из них 1/3 – повторные»
_NOUNS = {3: "*треть", 4: "*четверть"}
_CROSS = re.compile(rf"{SPACE}?[xхX×*]{SPACE}?|{SPACE}на{SPACE}")
_PRESSURE_BEFORE = re.compile(r"(?:[Дд]авлени\w+|(?<!\w)АД)\s(?:[а-яё]+\s){0,3}$")


def _number_sign(match: re.Match[str], context: Context) -> str | Unread:
    """«№ 5» is a noun of its own behind a preposition: «от номера пять»; elsewhere it stays as it is."""
    left = _NUMBER_AND.sub("", context.text[: match.start()][-_NEAR:])  # «между № 5 и № 7»
    glued, several = " " * left[-1:].isalpha(), match["many"] == "№№"  # «стол№7»
    word = last_word(left + glued)
    if word not in PREPOSITIONS:
        return f"{glued}номера " if several else f"{glued}номер "
    case = _case_of_number(word, left + glued, context.text[match.end() :])
    return f"{glued}{declined('*номер', case, plural=several)} " if case else Unread("unreadable-token")


def _case_of_number(word: str, left: str, right: str) -> Case | None:
    """Return the case that the preposition `word` asks of «№»; None where it may ask for several."""
    if word in ("с", "со"):
        return "gen" if _NUMBER_TO.match(right) else None  # «с № 12» alone may be together with it
    if word == "по":
        return "acc" if _FROM_NUMBER.search(left) else None
    if word in ("за", "под"):
        return "ins"  # «за № 145», «под № 7»
    cases = PREPOSITIONS[word]
    return cases[0] if len(cases) == 1 else None


def _behind_name(match: re.Match[str], _: Context) -> str:
    """«Батыс-2» is «Батыс два»."""
    number = int(match["number"])
    unit = f" {counted(PHRASES[match['unit']], number, 'nom')}" if match["unit"] else ""  # «ВЛ-10 кВ»
    return f" {cardinal(number)}{unit}"


def _ratio(match: re.Match[str], context: Context) -> str | None:
    """«счёт 3:1» is «три один», «масштаб 1:1000» «один к одной тысяче»."""
    # minutes are written as such («19:00»), or a preposition of time stands before them
    timed = match["second"].startswith("0") or last_word(context.text[: match.start()]) in _BEFORE_TIMES
    if timed and _CLOCK.fullmatch(match.group()):
        return None
    first, second = int(match["first"]), int(re.sub(r"\s", "", match["second"]))
    around = context.text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
    if _SCALE.search(around):
        return f"{cardinal(first)} к {cardinal(second, 'dat')}"
    return f"{cardinal(first)} {cardinal(second)}" if SCORE.search(around) else None


def _written(match: re.Match[str], context: Context) -> str | None:
    """Read «2/3» as a part of what follows in the genitive; elsewhere it is a house («ул. Абая, 2/3»)."""
    above, below = int(match["above"]), int(match["below"])
    left = context.text[: match.start()]
    head = head_forms(context.text[match.end() :])
    of_what = any(form.case == "gen" or form.lemma == "часть" for form in head)
    apart = left.strip() and not last_word(left) and not (of_what and left.rstrip().endswith(("–", "-", ":")))
    if above >= below or apart:
        return None
    if not of_what and last_word(left) not in _BEFORE_PARTS and not _OF_THEM.search(left):
        return None
    return _said(above, below, number_case(left))


def _storey(match: re.Match[str], context: Context) -> str | None:
    """«на 2/5 этаже» is «на втором этаже из пяти»."""
    storey, of = int(match["storey"]), int(match["of"])
    if not 0 < storey <= of:
        return None
    case = place_case(context.text[: match.start()])
    return f"{ordinal(storey, case)} {declined('*этаж', case)} из {cardinal(of, 'gen')}{left_of_stop(match)}"


def _said(above: int, below: int, case: Case) -> str:
    if below in _NOUNS:
        return f"{cardinal(above, case, 'f')} {counted(_NOUNS[below], above, case)}"
    one = above == 1
    part = ordinal(below, case if one or case not in ("nom", "acc") else "gen", "f" if one else "pl")
    return f"{cardinal(above, case, 'f')} {part}"


def _crossed(match: re.Match[str], _: Context) -> str | None:
    numbers = [parsed(each) for each in _CROSS.split(match["numbers"])]
    *first, last = numbers
    if last is None or None in first:
        return None
    # «две целых две десятых на одну целую шесть десятых»
    said = [_plain(one.whole, one.fraction, "acc" if at else "nom") for at, one in enumerate(first) if one]
    unit = PHRASES[key(match["unit"])] if match["unit"] else ""
    said.append(number_and_noun(last, (unit,), "acc") if unit else _plain(last.whole, last.fraction, "acc"))
    return " на ".join(said) + left_of_stop(match)


def _plain(whole: int, fraction: str, case: Case = "nom") -> str:
    return decimal(whole, fraction, case) if fraction else cardinal(whole)


def _pressure(match: re.Match[str], context: Context) -> str | None:
    left = context.text[: match.start()]
    if not match["unit"] and not _PRESSURE_BEFORE.search(left[-60:]):
        return None
    case = number_case(left)
    unit = " миллиметров ртутного столба" if match["unit"] else ""
    return f"{cardinal(int(match['upper']), case)} на {cardinal(int(match['lower']), 'acc')}{unit}{left_of_stop(match)}"


RATIO_RULES = (Rule("ratio", _RATIO, _ratio, DIGITS),)  # before the times of day
RULES = (
    Rule("number-sign", re.compile(rf"(?P<many>№№|№){SPACE}*(?=\d|[А-ЯЁ]\w*-?\d)"), _number_sign, frozenset("№")),
    Rule(
        "name-number",
        re.compile(rf"(?<=[А-ЯЁа-яё»])-(?P<number>\d{{1,6}})(?:{SPACE}?(?P<unit>кВ))?(?!\w|-\w|{SPACE}\d{{3}}(?!\d))"),
        _behind_name,
        frozenset("-"),
    ),
    Rule("ratio-unclear", _RATIO, Unread("unreadable-token"), DIGITS),
    Rule(
        "plus",
        re.compile(r"(?P<number>\d{1,4})\+(?!\w)"),
        lambda match, _: f"{cardinal(int(match['number']))} плюс",
        DIGITS,
    ),
)
JOINED_RULES = (
    Rule(
        "fraction",
        re.compile(f"[{''.join(_SIGNS)}](?!\\w)"),
        lambda match, context: _said(*_SIGNS[match.group()], number_case(context.text[: match.start()])),
        frozenset(_SIGNS),
    ),
    # «2/5 этаж»: which of how many
    Rule(
        "storey",
        re.compile(r"(?P<storey>\d{1,2})/(?P<of>\d{1,2})(?=\s?(?P<noun>этаж[а-яё]{0,2}|эт\.)(?!\w))\s?(?P=noun)"),
        _storey,
        DIGITS,
    ),
    Rule("fraction", re.compile(r"(?P<above>[1-9])/(?P<below>[2-9]|10)(?![\w/])"), _written, DIGITS),
    Rule(
        "dimension",
        re.compile(
            rf"(?P<numbers>{WRITTEN_NUMBER}(?:{SPACE}?[xхX×*]{SPACE}?{WRITTEN_NUMBER}){{1,2}}){UNIT}(?:(?<=\d)(?!\w)|(?<!\d))"
        ),
        _crossed,
        DIGITS,
    ),
    # «баня 5 на 6 м»; but «с 5 на 6 м» goes from one to the other.
    Rule(
        "dimension",
        re.compile(
            rf"(?P<numbers>{WRITTEN_NUMBER}{SPACE}на{SPACE}{WRITTEN_NUMBER}){SPACE}?(?P<unit>м|см|мм|км)(?![\w²³/])\.?"
        ),
        lambda match, context: (
            None if last_word(context.text[: match.start()]) in ("с", "со") else _crossed(match, context)
        ),
        DIGITS,
    ),
    Rule(
        "pressure",
        re.compile(
            rf"(?P<upper>[1-3]?\d\d)/(?P<lower>1?\d\d)(?P<unit>{SPACE}мм{SPACE}?рт\.{SPACE}?ст(?!\w)\.?)?(?![\w/])"
        ),
        _pressure,
        DIGITS,
    ),
)
