"""Find the groups of a Russian reading whose case a rule chose: a number with what it counts, a body, a place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tests.support.ru_proofreading.fits import (
    ACCUSATIVE,
    ALL_CASES,
    STRAIGHT,
    Cases,
    adjective_cases,
    agreeing_cases,
    count_kind,
    counted_cases,
    not_as_object,
    numeral_cases,
    stands_with,
)
from tests.support.ru_proofreading.words import NumeralForm, SpokenWord, numeral_forms
from zt_audio.language.ru.cases.counting import is_named
from zt_audio.language.ru.cases.right_context import head_forms
from zt_audio.language.ru.words.morphology import INDECLINABLE, Form, forms
from zt_audio.language.tables import word_set
from zt_audio.model import Piece

# Rules that choose a case, and those of them that say a noun without a number
_CASED_RULES = word_set(
    "number currency number-sign range body ordered-body ordered rank kilometre law weekday year time shorthand "
    "address house roman ending date"
)
_NAMING_RULES = word_set("body number-sign law weekday shorthand address house rank")
_BEFORE_NOUNS = word_set("number range roman")  # rules that leave the noun to the words behind
_COUNTED_ODDLY = word_set("вольт ватт киловатт ампер герц децибел")  # their genitive plural is the nominative
_NOT_COUNTED = word_set("мороз тепло холод жара")  # «15–20 мороза»: the degrees are left out
_HOUR_BEFORE = word_set("в до с к около после между")
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
    in_order, cases = numeral_cases(ways[-1:] if rule == "range" else ways)
    within = at < len(words) and words[at].piece == words[start].piece
    if rule == "date":
        cases = frozenset(form.case for form in ways[-1] if form.gender == "n")
        return Group(start, _end_of_piece(words, at - 1), cases, ALL_CASES, (), rule, written, "one", in_order)
    if within and words[at].text.startswith("цел"):
        return _fraction_group(words, start, at, cases, rule, written)
    if within and rule == "house":
        return None
    count = count_kind(words[at - 1].text, written)
    return _counted_group(words, Group(start, at, cases, ALL_CASES, (), rule, written, count, in_order), within=within)


def _counted_group(words: Sequence[SpokenWord], group: Group, *, within: bool) -> Group | None:
    """Add the noun that a number counts or orders."""
    at, last = group.end, numeral_forms()[words[group.end - 1].text]
    if within:
        return _with_unit(words, group, last)
    if group.rule not in _BEFORE_NOUNS or (
        group.start and not group.in_order and is_named(words[group.start - 1].text)
    ):
        return group
    behind = _past_list(words, at)
    if behind < len(words) and words[behind].capital and not words[behind].ruled:
        return group  # «разъезд 82 Курылык»
    head = head_forms(_text_from(words, behind, within=None))
    head = tuple(form for form in head if not {"gen2", "loc2"} & form.traits) or head  # «помогли 1 дому»
    if not head or head[0].lemma in _NOT_COUNTED or (behind == at and _is_part_of_day(words, group.start, at)):
        return group
    if behind > at and not group.in_order:
        shown = frozenset(form.case for form in head if form.case) & ALL_CASES
        return replace(group, shown=shown | STRAIGHT if "gen" in shown else shown, head=head)
    listed = behind > at or group.rule == "range" or _goes_on(words, group.start)
    agreeing = agreeing_cases(group.count, head, last, in_order=group.in_order, listed=listed)
    shown = counted_cases(group.count, head, in_order=group.in_order)
    if not agreeing and all(form.case in ("dat", "ins") and not form.plural for form in head):
        return group  # «1 восстановлению не подлежит»
    cases = group.cases & agreeing - not_as_object(words[at - 1].text, head)
    return replace(group, cases=cases, shown=shown, head=head, own_noun=True)


def _is_part_of_day(words: Sequence[SpokenWord], start: int, at: int) -> bool:
    """«с 5 утра», «в 12 дня», but «осталось 2 дня», «за 2 дня»."""
    before = words[start - 1].text if start else ""
    return words[at].text in ("утра", "вечера") or (words[at].text in ("дня", "ночи") and before in _HOUR_BEFORE)


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
        cases &= agreeing_cases(group.count, head, last, in_order=group.in_order, listed=True)
    if group.count == "one":
        cases &= adjective_cases(words[group.end].text, head[0])
    return replace(group, end=end, cases=cases, head=head)


def _end_of_piece(words: Sequence[SpokenWord], at: int) -> int:
    piece = words[at].piece
    while at < len(words) and words[at].piece == piece and not words[at].is_mark:
        at += 1
    return at


def _goes_on(words: Sequence[SpokenWord], start: int) -> bool:
    """Tell whether «и» joins the number at `start` to one before it."""
    return start > 1 and words[start - 1].text in ("и", "или", ",") and words[start - 2].text in numeral_forms()


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


def _fraction_group(words: Sequence[SpokenWord], start: int, at: int, cases: Cases, rule: str, written: str) -> Group:
    ending = words[at].text.removeprefix("цел")
    endings: dict[str, Cases] = {"ая": frozenset({"nom"}), "ую": frozenset({"acc"}), "ой": ALL_CASES - STRAIGHT}
    return Group(
        start,
        _end_of_piece(words, at),
        cases & endings.get(ending, ALL_CASES),
        ALL_CASES,
        (),
        rule,
        written,
        "fraction",
    )


def _named_group(words: Sequence[SpokenWord], start: int, rule: str, written: str) -> Group | None:
    """Return the group of a noun that a rule said, with its adjectives: «дорожно-транспортным происшествием»."""
    if rule not in _NAMING_RULES:
        return None
    piece, at = words[start].piece, start
    passed: list[tuple[Form, ...]] = []
    while at < len(words) and words[at].piece == piece:
        kinds = forms(words[at].text)
        if not kinds or kinds[0].kind != "ADJ":
            break
        passed.append(tuple(form for form in kinds if form.kind == "ADJ"))
        at += 1
    if at == len(words) or words[at].piece != piece:
        return None
    nouns = tuple(form for form in forms(words[at].text) if form.kind == "NOUN" and form.case)
    nouns = tuple(noun for noun in nouns if all(stands_with(noun, ways) for ways in passed))
    if not nouns or not nouns[0].known or nouns[0].lemma in INDECLINABLE or "Fixd" in nouns[0].traits:
        return None
    cases = frozenset(noun.case for noun in nouns if noun.case)
    if nouns[0].animate and (nouns[0].gender == "m" or nouns[0].plural) and "gen" in cases:
        cases |= ACCUSATIVE
    return Group(start, _end_of_piece(words, at), cases, ALL_CASES, nouns, rule, written)


def _text_from(words: Sequence[SpokenWord], at: int, *, within: int | None) -> str:
    found = []
    for word in words[at : at + _FAR]:
        if word.is_mark or (within is not None and word.piece != within):
            break
        found.append(word.text)
    return "".join(f" {word}" for word in found)
