"""Read numbers that begin a compound («10-летний», «2-х этажный», «5%-ный») as one word with it."""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Rule, Unread
from zt_audio.language.ru.abbreviations import agreeing_adjective
from zt_audio.language.ru.cases.left_text import last_word
from zt_audio.language.ru.cases.noun_case import noun_cases
from zt_audio.language.ru.cases.right_context import head_forms
from zt_audio.language.ru.words.morphology import Form, adjectives, declined_adjective, nouns
from zt_audio.language.ru.words.number_tokens import DASH, SPACE
from zt_audio.language.ru.words.numbers import compound_prefix, ordinal
from zt_audio.language.tables import DIGITS, word_list, word_set

# «2-х этажный»: the ending is a slip for the compound, and only before these beginnings of adjectives.
_AFTER_SLIP = (
    "летн|лети[еяю]|часов[оыау]|этаж|комнатн|дневн|минутн|местн|кратн|процентн|разов|недельн|"
    "месячн|полосн|литров|метров|километров"
)
# Beginnings of nouns that a number makes one word with: «9-этажка», «10-летие»; no other noun is joined to one.
_MAKES_NOUNS = tuple(
    word_list(
        "лет этаж комнат тысяч процент тонк тонн дюйм класс курс бор метр минут секунд миллион куб ход градус звезд "
        "час днев крат част точи колёс колес голос угол"
    )
)
_COMPOUND_ENDS = frozenset("аеиоуыюяйхмьк")
# Before these the hyphen is a Kazakh one, and the number is in order: «41-разъезде».
_NUMBERED = word_set(
    "разъезд микрорайон школа гимназия лицей квартал подъезд этаж отдел участок поликлиника больница автобус маршрут "
    "станция бригада"
)
_BY_HOW_MUCH = re.compile(r"(?P<word>[а-яё]+)\s+на\s+$", re.IGNORECASE)
# «3-комн. квартира»
_SHORT = {
    "комн": "комнатный",
    "этажн": "этажный",
    "эт": "этажный",
    "мест": "местный",
    "местн": "местный",
    "квартирн": "квартирный",
    "полосн": "полосный",
    "дн": "дневный",
    "тонн": "тонный",
    "литр": "литровый",
}
_PERCENT_ENDINGS = {
    "й": "ный",
    "го": "ного",
    "му": "ному",
    "м": "ном",
    "я": "ная",
    "ю": "ную",
    "е": "ные",
    "х": "ных",
}


def _compound(match: re.Match[str], context: Context) -> str | Unread | None:
    word = match["word"]
    kinds = nouns(word)
    if kinds and kinds[0].lemma in _NUMBERED:
        return _in_order(match, context, kinds)
    if word[-1] not in _COMPOUND_ENDS:
        return None
    if kinds and kinds[0].known and not word.startswith(_MAKES_NOUNS) and not adjectives(word):
        return Unread("unreadable-token")  # «500-тенге»
    if match["half"]:
        return f"полутора{word}" if match["number"] == "1" else None
    said = compound_prefix(int(match["last"] or match["number"])) + word
    return f"{compound_prefix(int(match['number']))}-{said}" if match["last"] else said


def _aged(match: re.Match[str], context: Context) -> str | None:
    """«для 12 летних девочек»: people are of an age, where «2 летних лагеря» are counted."""
    head = head_forms(context.text[match.end() :])
    return compound_prefix(int(match["number"])) + match["word"] if head and head[0].animate else None


def _in_order(match: re.Match[str], context: Context, kinds: tuple[Form, ...]) -> str | Unread:
    """«в 41-разъезде», «5-школа»: the number in order, in the case of its noun."""
    asked = noun_cases(context.text[: match.start()])
    form = next((form for case in asked for form in kinds if form.case == case), kinds[0])
    if form.plural or match["half"] or match["last"]:
        return Unread("unreadable-token")
    return f"{ordinal(int(match['number']), form.case or 'nom', form.gender or 'm')} {match['word']}"


def _percent(match: re.Match[str], _: Context) -> str:
    ending = match["ending"]
    if not ending.startswith("н"):
        ending = _PERCENT_ENDINGS.get(ending, f"н{ending}")
    return f"{compound_prefix(int(match['number']))}процент{ending}"


def _percent_thing(match: re.Match[str], context: Context) -> str | Unread | None:
    """«5 % раствор»: the adjective in the case, gender and number of its noun."""
    right = context.text[match.end() :]
    head = head_forms(right)
    if not head or any(form.case == "gen" for form in head):
        return None
    asked = noun_cases(context.text[: match.start()])
    form = next((form for case in asked for form in head if form.case == case), None)
    if form is None:
        if any(one.case == "nom" for one in nouns(last_word(context.text[: match.start()]))):
            return None  # «влажность 82% ветер южный»
        burnt = _BY_HOW_MUCH.search(context.text[: match.start()])  # «обгоревший на 30 % мужчина»
        apart = burnt and any(one.kind == "ADJ" and one.case == head[0].case for one in adjectives(burnt["word"]))
        return Unread("unreadable-token") if head[0].known and not apart else None
    gender = "pl" if form.plural else form.gender or "m"
    adjective = f"{compound_prefix(int(match['number']))}процентный"
    return declined_adjective(adjective, form.case or "nom", gender, animate=form.animate)


def _short(match: re.Match[str], context: Context) -> str | Unread:
    """«в 3-комн. квартире»: the adjective agrees with the noun behind it."""
    right = context.text[match.end() :]
    gap = "" if right[:1].isspace() else " "
    head = head_forms(gap + right)
    if not head:
        return Unread("unreadable-token")
    adjective = compound_prefix(int(match["number"])) + _SHORT[match["short"]]
    return agreeing_adjective(adjective, head, context.text[: match.start()]) + gap


RULES = (
    Rule(
        "compound",
        re.compile(
            rf"(?P<number>\d{{1,4}}){DASH}(?:(?:х|ух|ти|и|ми)[ -])?"
            rf"(?P<short>{'|'.join(sorted(_SHORT, key=len, reverse=True))})\.(?=\s*[а-яё]{{3}})"
        ),
        _short,
        DIGITS,
    ),
    Rule(
        "percent-compound",
        re.compile(rf"(?P<number>\d{{1,3}}){SPACE}?%{DASH}(?P<ending>н?[а-яё]{{1,3}})(?!\w)"),
        _percent,
        DIGITS,
    ),
    # «5 % раствор», «100 % явка»: a noun that is in no genitive is not what the per cent are of.
    Rule(
        "percent-compound",
        re.compile(rf"(?P<number>\d{{1,3}}){SPACE}?%(?=\s+(?!год)[а-яё]{{3}})"),
        _percent_thing,
        DIGITS,
    ),
    # «2- и 5-этажные», «5-, 9- и 12-этажные»: the word behind the last number belongs to all of them.
    Rule(
        "compound",
        re.compile(
            rf"(?P<number>\d{{1,4}})-(?=(?:,{SPACE}?\d{{1,4}}-){{0,9}}(?:,{SPACE}?|{SPACE}(?:и|или){SPACE})\d{{1,4}}{DASH}[а-яё]{{4,}}(?!\w))"
        ),
        lambda match, _: compound_prefix(int(match["number"])),
        DIGITS,
    ),
    Rule(
        "compound",
        re.compile(
            rf"(?P<number>\d{{1,4}})(?:,(?P<half>5))?(?:{DASH}(?P<last>\d{{1,4}}))?"
            rf"(?:{DASH}|{DASH}?(?:х|ух|ех|ёх|ти|и|ми|ю)[ -](?=(?:{_AFTER_SLIP})))"
            r"(?P<word>(?![ьъ])[а-яё]{4,})(?!\w|-)"
        ),
        _compound,
        DIGITS,
    ),
    # «9 этажный дом»: the hyphen is missing. «3 летний», «5 дневный» may be a season or a shift: refused in the
    # singular, for a number that counts or orders («2 летних лагеря») leaves them alone.
    Rule(
        "compound",
        re.compile(
            rf"(?P<number>\d{{1,4}}){SPACE}(?P<word>(?:этажн|комнатн|полосн|кратн|литров|метров|километров|градусн|"
            rf"квартирн|тысячн)(?:ый|ого|ому|ым|ом|ая|ой|ую|ое|ые|ых|ым|ыми))(?!\w)"
        ),
        lambda match, _: compound_prefix(int(match["number"])) + match["word"],
        DIGITS,
    ),
    Rule(
        "compound",
        re.compile(rf"(?P<number>[2-9]|[1-9]\d{{1,2}}){SPACE}(?P<word>летн(?:ие|их|им|ими))(?!\w)"),
        _aged,
        DIGITS,
    ),
    Rule(
        "compound-unclear",
        re.compile(
            rf"(?P<number>[2-9]|[1-9]\d{{1,3}}){SPACE}(?:летн(?:ий|его|ему|им|ем|яя|ей|юю)|(?:дневн|недельн|минутн|месячн|разов)"
            rf"(?:ый|ого|ому|ым|ом|ая|ой|ую|ое))(?!\w)"
        ),
        Unread("unreadable-token"),
        DIGITS,
    ),
)
