"""Find the groups of a Russian reading whose case a rule chose: a number with what it counts, a body, a place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from zt_audio.language.ru.morphology import INDECLINABLE, Form, forms
from zt_audio.language.ru.numbered_nouns import DESIGNATED, is_named, is_ordered
from zt_audio.language.ru.numbers import CASES, Case, plural_kind
from zt_audio.language.ru.proofreading.words import NumeralForm, SpokenWord, kind_of_numeral, numeral_forms
from zt_audio.language.ru.right_context import OF_ONE, SUBSTANTIVE, head_forms
from zt_audio.language.ru.units import COUNTED_BODIES, UNITS
from zt_audio.language.tables import word_set
from zt_audio.model import Piece

Cases = frozenset[Case]

NOMINATIVE: Cases = frozenset({"nom"})
GENITIVE: Cases = frozenset({"gen"})
ACCUSATIVE: Cases = frozenset({"acc"})
STRAIGHT: Cases = NOMINATIVE | ACCUSATIVE
_ALL: Cases = frozenset(CASES)
# Heads of the units, and what else measures rather than counts things
MEASURED = frozenset(
    re.sub(r"^.*\*", "", phrase).split()[0]
    for short, phrase in UNITS.items()
    if short not in COUNTED_BODIES | {"чел", "ед"}
) | word_set("год раз тиын тысяча миллион миллиард сотка место показатель вольт ампер балл очко")
_CASED_RULES = word_set(
    "number currency number-sign range body ordered-body ordered rank kilometre shorthand address house roman ending date"
)
_BEFORE_NOUNS = word_set("number range roman")  # rules that leave the noun to the words behind
_COUNTED_ODDLY = word_set("вольт ватт киловатт ампер герц децибел")  # their genitive plural is the nominative
_OF_THINGS = word_set("два две три четыре двое трое четверо")
_NOT_COUNTED = word_set("мороз тепло холод жара")  # «15–20 мороза»: the degrees are left out
_PARTS_OF_DAY = word_set("утра дня вечера ночи")
_FAR = 6  # words to a noun


@dataclass(frozen=True, slots=True)
class Group:
    """Words from `start` up to `end` that stand in one of `cases`.

    `shown` holds the cases that the writer's own noun leaves to them, all where a rule said the noun or there is none;
    `head` are the ways to take the noun.
    """

    start: int
    end: int
    cases: Cases
    shown: Cases
    head: tuple[Form, ...]
    rule: str
    written: str
    count: str = ""  # of a number: one, few, many, group
    in_order: bool = False
    own_noun: bool = False  # the noun was written in letters

    @property
    def lemma(self) -> str:
        return self.head[0].lemma if self.head else ""

    @property
    def living(self) -> bool:
        return bool(self.head) and self.head[0].animate


def groups_of(words: Sequence[SpokenWord], pieces: Sequence[Piece], text: str) -> Iterator[Group]:
    """Yield the groups of `words` in order, which are said for `pieces` of `text`."""
    at = 0
    while at < len(words):
        word = words[at]
        piece = pieces[word.piece]
        if word.ruled and piece.rule in _CASED_RULES:
            group = _group_at(words, at, piece.rule, text[piece.start : piece.end])
            if group:
                yield group
        while at < len(words) and words[at].piece == word.piece:
            at += 1


def _group_at(words: Sequence[SpokenWord], start: int, rule: str, written: str) -> Group | None:
    numerals = numeral_forms()
    at = start + 1 if words[start].text in ("минус", "плюс") else start
    first = at
    while at < len(words) and words[at].text in numerals and words[at].piece == words[start].piece:
        at += 1
    if at == first:
        return _named_group(words, start, rule, written)
    ways = [numerals[word.text] for word in words[first:at]]
    in_order, cases = _numeral_cases(ways[-1:] if rule == "range" else ways)
    within = at < len(words) and words[at].piece == words[start].piece
    if rule == "date":
        return Group(start, _end_of_piece(words, at - 1), cases, _ALL, (), rule, written, "one", in_order)
    if within and words[at].text.startswith("цел"):
        return _fraction_group(words, start, at, cases, rule, written)
    if within and rule == "house":
        return None
    count = _count_kind(words[at - 1].text, written)
    return _counted_group(words, Group(start, at, cases, _ALL, (), rule, written, count, in_order), within=within)


def _counted_group(words: Sequence[SpokenWord], group: Group, *, within: bool) -> Group | None:
    """Add the noun that a number counts or orders."""
    at, last = group.end, numeral_forms()[words[group.end - 1].text]
    if within:
        return _with_unit(words, group, last)
    named = group.start > 0 and not group.in_order and is_named(words[group.start - 1].text)
    if group.rule not in _BEFORE_NOUNS or named:
        return group
    behind = _past_list(words, at)
    head = head_forms(_text_from(words, behind, within=None))
    if not head or head[0].lemma in _NOT_COUNTED or (words[behind].text in _PARTS_OF_DAY and behind == at):
        return group
    if behind > at and not group.in_order:
        shown = frozenset(form.case for form in head if form.case) & _ALL
        return replace(group, shown=shown | STRAIGHT if "gen" in shown else shown, head=head)
    listed = behind > at or group.rule == "range" or _goes_on(words, group.start)
    agreeing = _agreeing_cases(group, head, last, listed=listed)
    shown = _counted_cases(group.count, head, in_order=group.in_order)
    if not agreeing and all(form.case in ("dat", "ins") and not form.plural for form in head):
        return group  # «1 восстановлению не подлежит»
    cases = group.cases & agreeing - _no_object(words[at - 1].text, head)
    return replace(group, cases=cases, shown=shown, head=head, own_noun=True)


def _no_object(numeral: str, head: tuple[Form, ...]) -> Cases:
    """Return the accusative where the number has the form of things: «двое детей», «два пострадавших»."""
    in_plural = all(form.plural for form in head if form.case == "gen")
    living = head[0].animate and in_plural and numeral in _OF_THINGS
    return frozenset({"acc"}) if living else frozenset()


def _with_unit(words: Sequence[SpokenWord], group: Group, last: frozenset[NumeralForm]) -> Group | None:
    """Add the noun that a rule has said behind a number: «пять килограммов»."""
    piece, end = words[group.start].piece, group.end
    head = head_forms(_text_from(words, end, within=piece))
    end = _end_of_piece(words, end)
    if not head:
        return None
    living = group.count == "few" and head[0].animate and any(not form.plural for form in head)
    cases = group.cases - {"acc"} if living else group.cases
    if head[0].lemma not in _COUNTED_ODDLY:
        cases &= _agreeing_cases(group, head, last, listed=True)
    if group.count == "one":
        cases &= _adjective_cases(words[group.end : end], head[0])
    return replace(group, end=end, cases=cases, head=head)


def _adjective_cases(words: Sequence[SpokenWord], noun: Form) -> Cases:
    """Return the cases of the adjective that begins `words`: «квадратный метр»; all where none does."""
    kinds = forms(words[0].text) if words else ()
    if not kinds or kinds[0].kind != "ADJ":
        return _ALL
    living = noun.animate or noun.gender != "m"
    return frozenset(form.case for form in kinds if form.case and (form.case != "acc" or living or not form.animate))


def _end_of_piece(words: Sequence[SpokenWord], at: int) -> int:
    piece = words[at].piece
    while at < len(words) and words[at].piece == piece and not words[at].is_mark:
        at += 1
    return at


def _goes_on(words: Sequence[SpokenWord], start: int) -> bool:
    """Tell whether «и» joins the number at `start` to one before it."""
    return start > 1 and words[start - 1].text in ("и", "или", ",") and words[start - 2].text in numeral_forms()


def _agreeing_cases(group: Group, head: tuple[Form, ...], last: frozenset[NumeralForm], *, listed: bool) -> Cases:
    """Return the cases in which the number and a form of its noun agree."""
    if not group.in_order:
        return frozenset(case for case in CASES if _may_stand(case, group.count, head, in_order=False))
    return frozenset(
        form.case
        for form in last
        if any(
            _fits(form.case, group.count, noun, in_order=True)
            and (listed or noun.gender is None or form.gender == ("pl" if noun.plural else noun.gender))
            for noun in head
        )
    )


def _past_list(words: Sequence[SpokenWord], at: int) -> int:
    """Return where the words begin behind the numbers that go on a list: «пять и семь лет», «первой и второй групп»."""
    numerals = numeral_forms()
    behind, last = at, ""
    while behind + 1 < len(words) and words[behind].text in (",", "и", "или") and words[behind + 1].text in numerals:
        last = words[behind].text
        behind += 1
        while behind < len(words) and words[behind].text in numerals:
            behind += 1
    return behind if last in ("и", "или") else at


def _count_kind(last: str, written: str) -> str:
    """Return which form of a noun the number takes."""
    if last in ("двое", "трое", "четверо"):
        return "many"
    kind = kind_of_numeral(last)
    digits = re.findall(r"\d+", written)
    return plural_kind(int(digits[-1][-2:])) if digits and kind != "group" and "," not in written else kind


def _numeral_cases(words: list[frozenset[NumeralForm]]) -> tuple[bool, Cases]:
    """Return whether a number is an ordinal, and its cases."""
    last = words[-1]
    if all(form.in_order for form in last):
        return True, frozenset(form.case for form in last)
    cases = _ALL
    for ways in words:
        cases &= frozenset(form.case for form in ways if not form.in_order)
    return False, cases


def _fraction_group(words: Sequence[SpokenWord], start: int, at: int, cases: Cases, rule: str, written: str) -> Group:
    ending = words[at].text.removeprefix("цел")
    endings: dict[str, Cases] = {"ая": frozenset({"nom"}), "ую": frozenset({"acc"}), "ой": _ALL - STRAIGHT}
    return Group(
        start, _end_of_piece(words, at), cases & endings.get(ending, _ALL), _ALL, (), rule, written, "fraction"
    )


def _named_group(words: Sequence[SpokenWord], start: int, rule: str, written: str) -> Group | None:
    """Return the group of a noun that a rule said, with its adjectives: «дорожно-транспортным происшествием»."""
    if rule not in ("body", "number-sign", "shorthand", "address", "house", "rank"):
        return None
    piece, cases, at = words[start].piece, _ALL, start
    passed: list[tuple[Form, ...]] = []
    while at < len(words) and words[at].piece == piece:
        kinds = forms(words[at].text)
        nouns = tuple(form for form in kinds if form.kind == "NOUN" and form.case)
        adjectives = tuple(form for form in kinds if form.kind == "ADJ" and form.case)
        if adjectives and kinds[0].kind == "ADJ":
            passed.append(adjectives)
        elif nouns and nouns[0].known and nouns[0].lemma not in INDECLINABLE and "Fixd" not in nouns[0].traits:
            nouns = tuple(noun for noun in nouns if all(_is_with(noun, ways) for ways in passed))
            cases = frozenset(noun.case for noun in nouns if noun.case)
            living = nouns and nouns[0].animate and (nouns[0].gender == "m" or nouns[0].plural) and "gen" in cases
            cases |= ACCUSATIVE if living else frozenset()
            return Group(start, _end_of_piece(words, at), cases, _ALL, nouns, rule, written) if nouns else None
        else:
            return None
        at += 1
    return None


def _is_with(noun: Form, adjectives: tuple[Form, ...]) -> bool:
    """Tell whether an adjective in one of these forms stands before the noun."""
    return any(
        form.case == noun.case and form.plural == noun.plural and (form.plural or form.gender == noun.gender)
        for form in adjectives
    )


def _text_from(words: Sequence[SpokenWord], at: int, *, within: int | None) -> str:
    found = []
    for word in words[at : at + _FAR]:
        if word.is_mark or (within is not None and word.piece != within):
            break
        found.append(word.text)
    return "".join(f" {word}" for word in found)


def _counted_cases(count: str, head: tuple[Form, ...], *, in_order: bool) -> Cases:
    """Return the cases in which a number of this kind may stand before the noun, as a cardinal or as an ordinal."""
    numbered = in_order or head[0].lemma in DESIGNATED or is_ordered(head, "")
    return frozenset(
        case
        for case in CASES
        if _may_stand(case, count, head, in_order=False) or (numbered and _may_stand(case, count, head, in_order=True))
    )


def _may_stand(case: Case, count: str, head: tuple[Form, ...], *, in_order: bool) -> bool:
    return any(_fits(case, count, form, in_order=in_order) for form in head)


def _fits(case: Case, count: str, noun: Form, *, in_order: bool) -> bool:
    """Tell whether a number in `case` may stand before this form of a noun. Source: Русская грамматика (1980), vol. 1."""
    if noun.lemma in INDECLINABLE or "Fixd" in noun.traits:
        return True
    if in_order:
        return noun.case == case or (noun.animate and case == "acc" and noun.case == "gen")
    if count == "group":
        return noun.plural and noun.case == "gen"
    if count == "one":
        return (not noun.plural and (noun.case == case or (noun.animate and case == "acc" and noun.case == "gen"))) or (
            "Pltm" in noun.traits and noun.case == case
        )
    straight = case in STRAIGHT
    if count == "few" and straight and noun.case == "gen" and not noun.plural:
        return OF_ONE not in noun.traits
    if not noun.plural:
        return False
    if count == "few" and straight:
        substantive = SUBSTANTIVE in noun.traits or "Pltm" in noun.traits or noun.lemma in ("ребёнок", "человек")
        return (noun.case in ("gen", "nom", "acc") and substantive) or (
            case == "acc" and noun.animate and noun.case in ("gen", "acc")
        )
    if straight:
        return noun.case == "gen"
    return noun.case == case
