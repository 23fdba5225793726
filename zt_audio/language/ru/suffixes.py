"""Numbers with an ending («8-го», «90-е», «5-ти») and compounds («10-летний») in, the words that end so out.

No table of endings: of all forms of the number that end as written, the one that fits the words around is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zt_audio.language.reading import Context, Rule
from zt_audio.language.ru.left import Cases, number_cases
from zt_audio.language.ru.noun_case import noun_cases
from zt_audio.language.ru.morphology import Form
from zt_audio.language.ru.numbers import CASES, Gender, cardinal, plural_kind
from zt_audio.language.ru.ordinals import compound_prefix, ordinal
from zt_audio.language.ru.phrases import declined
from zt_audio.language.ru.agreement import Manner, in_words
from zt_audio.language.ru.head import head_forms
from zt_audio.language.ru.written import DASH, DIGITS, SPACE, left_of_stop, words

_GENDERS: tuple[Gender, ...] = ("m", "f", "n", "pl")
_MAX_ENDING = 3
# A cardinal is meant by these endings: двух, пяти, восьми, двумя, сорока; «3-м» is one only before a plural.
_CARDINAL_ENDINGS = words("ти ми мя ка та ух ёх ех мью тью")
# Abbreviated nouns that are numbered in order.
_ORDERED = {
    "км": "*километр",
    "г": "*год",
    "гг": "*годы",
    "мкр": "*микрорайон",
    "мкрн": "*микрорайон",
    "мкр-н": "*микрорайон",
    "м-н": "*микрорайон",
    "кл": "*класс",
    "эт": "*этаж",
    "под": "*подъезд",
    "кв-л": "*квартал",
    "ул": "*улица",
    "пер": "*переулок",
    "в": "*век",
    "вв": "*века",
}
_ordered_unit = "|".join(sorted(map(re.escape, _ORDERED), key=len, reverse=True))

_SUFFIXED = re.compile(
    rf"(?P<number>\d{{1,9}}){DASH}(?:(?P<last>\d{{1,9}}){DASH})?(?P<ending>[а-яё]{{1,{_MAX_ENDING}}})(?!\w|-\w)"
    rf"(?:{SPACE}(?P<unit>(?:{_ordered_unit})(?![\w/-])(?:\.|(?<=км)|(?<=-н)|(?<=-л)|(?<=мкр))))?"
)
_ORDERED_UNIT = re.compile(rf"(?P<number>\d{{1,3}}){SPACE}*(?P<unit>мкрн?\.?|мкр-н|м-н|(?:кл|эт|под)\.|кв-л)(?![\w-])")
_LISTED = re.compile(r"\d-е(?:,|\s+и)\s+$")
# «10-летний», «2-х этажный», «10–12-летние»; in «2-х этажный» the ending is a slip for the compound.
_STEMS = "летн|летие|летия|летию|этаж|комнатн|дневн|минутн|местн|кратн|процентн|разов|недельн|месячн|полосн|литров|метров|километров"
_COMPOUND = re.compile(
    rf"(?P<number>\d{{1,9}})(?:,(?P<half>5))?(?:{DASH}(?P<last>\d{{1,9}}))?"
    rf"(?:{DASH}|{DASH}?(?:х|ех|ёх|ти|и|ми)[ -](?=(?:{_STEMS})))(?P<word>[а-яё]{{4,}})(?!\w)"
)
_PERCENT = re.compile(rf"(?P<number>\d{{1,3}}){SPACE}?%{DASH}(?P<ending>н?[а-яё]{{1,3}})(?!\w)")


def _suffixed(match: re.Match[str], context: Context) -> str | None:
    number, unit = int(match["number"]), (match["unit"] or "").removesuffix(".")
    phrase = _ORDERED.get(unit, "")
    head = head_forms(f" {phrase[1:]}" if phrase else context.text[match.end() :])
    if match["ending"] == "е" and _LISTED.search(context.text[: match.start()]):
        head = ()  # «1-е и 2-е места»: each is one place
    asked = number_cases(context.text[: match.start()])
    found = list(_candidates(int(match["last"] or number), match["ending"]))
    if not found:
        return None
    counts = match["ending"] in _CARDINAL_ENDINGS or (match["ending"] == "х" and plural_kind(number) == "few")
    decade = number % 10 == 0 and not head
    best = min(found, key=lambda manner: _misfit(manner, head, asked, counts=counts, decade=decade, unit=bool(phrase)))
    said = in_words(int(match["last"] or number), best)
    if match["last"]:
        said = f"{in_words(number, best)}-{said}"
    if not phrase:
        return said
    plural = best.gender == "pl"
    return f"{said} {declined(phrase, best.case, plural=plural)}{left_of_stop(match)}"


def _ordered_unit_said(match: re.Match[str], context: Context) -> str:
    """«в 8 мкр.»: the number in order, the noun where its place asks it to be."""
    case = noun_cases(context.text[: match.start()])[0]
    phrase = _ORDERED[match["unit"].removesuffix(".")]
    left_over = left_of_stop(match)
    return f"{ordinal(int(match['number']), case)} {declined(phrase, case)}{left_over}"


def _candidates(number: int, ending: str) -> Iterator[Manner]:
    """Yield the forms of `number` that end in `ending`."""
    for gender in _GENDERS:
        for case in CASES:
            if ordinal(number, case, gender).endswith(ending):
                yield Manner(case, gender, in_order=True)
    for case in CASES:
        if case != "nom" and cardinal(number, case).endswith(ending):
            yield Manner(case, "m")


def _misfit(
    manner: Manner, head: tuple[Form, ...], asked: Cases, *, counts: bool, decade: bool, unit: bool
) -> tuple[bool, bool, bool, int, int]:
    """Order candidates: those that agree with the noun after them first, then those that what stands before asks for."""
    if unit:
        agrees = any(form.gender == manner.gender or (form.plural and manner.gender == "pl") for form in head)
    else:
        agrees = any(_agree(manner, form) for form in head)
    place = asked.index(manner.case) if manner.case in asked else len(CASES)
    not_decade = decade and manner.gender != "pl"
    return (bool(head) and not agrees, manner.in_order == counts, not_decade, place, CASES.index(manner.case))


def _agree(manner: Manner, form: Form) -> bool:
    if not manner.in_order:
        return form.plural and form.case in (manner.case, "gen" if manner.case == "acc" else None)
    if form.case != manner.case:
        return form.animate and manner.case == "gen" and form.case == "acc"
    return manner.gender == "pl" if form.plural else manner.gender == form.gender


def _compound(match: re.Match[str], _: Context) -> str | None:
    word = match["word"]
    if match["half"]:
        return f"полутора{word}" if match["number"] == "1" else None
    said = compound_prefix(int(match["last"] or match["number"])) + word
    return f"{compound_prefix(int(match['number']))}-{said}" if match["last"] else said


def _percent(match: re.Match[str], _: Context) -> str:
    ending = match["ending"]
    long = {"й": "ный", "го": "ного", "му": "ному", "м": "ном", "я": "ная", "ю": "ную", "е": "ные", "х": "ных"}
    return f"{compound_prefix(int(match['number']))}процент{ending if ending.startswith('н') else long.get(ending, 'н' + ending)}"


RULES = (
    Rule("percent-compound", _PERCENT, _percent, DIGITS),
    Rule("compound", _COMPOUND, _compound, DIGITS),
    Rule("ending", _SUFFIXED, _suffixed, DIGITS),
    Rule("ordered", _ORDERED_UNIT, _ordered_unit_said, DIGITS),
)
