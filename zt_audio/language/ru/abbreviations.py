"""Read set phrases, adjectives and nouns that are written short: «и т.д.», «ж/д», «тел.»."""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context, Rule
from zt_audio.language.ru.morphology import declined_adjective
from zt_audio.language.ru.noun_case import noun_cases
from zt_audio.language.ru.number_tokens import any_short, by_key, key, left_of_stop
from zt_audio.language.ru.phrases import declined
from zt_audio.language.ru.right_context import head_forms

# A space in a key stands for any number of spaces, or none.
_PHRASES = {
    "и т. д.": "и так далее",
    "и т. п.": "и тому подобное",
    "и т. д": "и так далее",
    "и т. п": "и тому подобное",
    "и др.": "и другие",
    "и пр.": "и прочее",
    "в т. ч.": "в том числе",
    "т. е.": "то есть",
    "т. к.": "так как",
    "т. о.": "таким образом",
    "т. ч.": "том числе",
    "т. д.": "так далее",
    "т. п.": "тому подобное",
    "до н. э.": "до нашей эры",
    "н. э.": "нашей эры",
    "и. о.": "исполняющий обязанности",
    "напр.": "например",
    "см.": "смотрите",
    "ср.": "сравните",
    "лит.": "литера",
    "бр.": "братьев",
    "т. г.": "текущего года",
    "с. г.": "сего года",
    "г-да": "господа",
    "и/или": "и или",
    "б/у": "бывший в употреблении",
    "24/7": "двадцать четыре на семь",
    # where no number stands before them
    "тыс.": "тысяч",
    "млн": "миллионов",
    "млрд": "миллиардов",
    "руб.": "рублей",
    "чел.": "человек",
    "кв. м": "квадратных метров",
}
_ADJECTIVES = {
    "ж/д": "железнодорожный",
    "ж. д.": "железнодорожный",
    "ж.-д.": "железнодорожный",
    "с/х": "сельскохозяйственный",
    "т. н.": "называемый",
    "адм.": "административный",
    "гор.": "городской",
    "обл.": "областной",
    "респ.": "республиканский",
    "мед.": "медицинский",
    "авт.": "автобусный",
    "ст.": "старший",
    "мл.": "младший",
    "юр.": "юридический",
    "физ.": "физический",
}
_NOUNS = {
    "а/м": "*автомобиль",
    "а/д": "автомобильная *дорога",
    "р-он": "*район",
    "моб. тел.": "мобильный *телефон",
    "моб.": "мобильный *телефон",
    "тел.": "*телефон",
    "тел": "*телефон",
}
_PHRASE = re.compile(rf"(?<!\w)(?P<short>(?i:{any_short(_PHRASES)}))(?:(?<=\.)|(?!\w))")
_ADJECTIVE = re.compile(rf"(?<!\w)(?P<short>{any_short(_ADJECTIVES)})(?:(?<=\.)|(?=\s))(?=\s*[а-яё])")
_NOUN = re.compile(rf"(?<!\w)(?P<short>(?i:{any_short(_NOUNS)}))(?!\w)")
_PERIODS = {"нач": "*начало", "кон": "*конец", "сер": "*середина"}
_PERIOD = re.compile(rf"(?<!\w)(?P<short>{any_short(_PERIODS)})\.(?=\s*(?:[IVX\d]))")
_NAME = re.compile(r"\s*[А-ЯЁ«]")


_PHRASE_OF, _ADJECTIVE_OF, _NOUN_OF = by_key(_PHRASES), by_key(_ADJECTIVES), by_key(_NOUNS)


def _phrase(match: re.Match[str], context: Context) -> str | None:
    short = key(match["short"]).lower()
    if short == "ипр." and _NAME.match(context.text, match.end()):
        return None  # «и пр. Победы» is an avenue
    said = _PHRASE_OF[short]
    if match["short"][0].isupper():
        said = said[0].upper() + said[1:]
    return said + left_of_stop(match)


def _adjective(match: re.Match[str], context: Context) -> str | None:
    """Agree with the noun behind, which is in one of the cases that the text before asks for."""
    right = context.text[match.end() :]
    gap = "" if right[:1].isspace() else " "
    head = head_forms(gap + right)
    if not head:
        return None
    asked = noun_cases(context.text[: match.start()])
    form = next((form for case in asked for form in head if form.case == case), head[0])
    gender = "pl" if form.plural else form.gender or "m"
    word = declined_adjective(_ADJECTIVE_OF[key(match["short"])], form.case or "nom", gender)
    so_called = "так " if key(match["short"]) == "т.н." else ""
    return f"{so_called}{word}{gap}" if word else None


def _noun(match: re.Match[str], context: Context) -> str:
    said = declined(_NOUN_OF[key(match["short"]).lower()], noun_cases(context.text[: match.start()])[0])
    return said[0].upper() + said[1:] if match["short"][0].isupper() else said


def _period(match: re.Match[str], context: Context) -> str:
    """«в нач. XX в.»; before a name «нач.» is a head of something."""
    return declined(_PERIODS[match["short"]], noun_cases(context.text[: match.start()])[0])


def _first_letters(*tables: dict[str, str]) -> frozenset[str]:
    return frozenset(letter for table in tables for short in table for letter in short[0] + short[0].upper())


RULES = (
    Rule("shorthand", _PHRASE, _phrase, _first_letters(_PHRASES)),
    Rule("shorthand", _ADJECTIVE, _adjective, _first_letters(_ADJECTIVES)),
    Rule("shorthand", _PERIOD, _period, frozenset("нкс")),
    Rule("shorthand", _NOUN, _noun, _first_letters(_NOUNS)),
)
