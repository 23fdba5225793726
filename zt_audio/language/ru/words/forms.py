"""Put a place's name into a case.

The head declines, and the adjectives and ordinals before it with it; quotes and everything behind the head stay as
they are: «41-го разъезда», «рынка «Алтай»», «посёлка Ясный».
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from zt_audio.errors import ContentError
from zt_audio.language import late_re as re
from zt_audio.language.ru.words.endings import by_ending, town
from zt_audio.language.ru.words.morphology import (
    INDECLINABLE,
    Form,
    adjectives,
    declined_adjective,
    declined_noun,
    is_in_dictionary,
    nouns,
)
from zt_audio.language.ru.words.numbers import CASES, Case, Gender
from zt_audio.language.ru.words.short_adjectives import SHORT_ADJECTIVES
from zt_audio.language.tables import word_set
from zt_audio.model import Problem

# How an ordinal's ending is written, in the order of CASES.
_ORDINAL_ENDINGS: dict[Gender, tuple[str, ...]] = {
    "m": ("й", "го", "му", "й", "м", "м"),
    "f": ("я", "й", "й", "ю", "й", "й"),
    "n": ("е", "го", "му", "е", "м", "м"),
    "pl": ("е", "х", "м", "е", "ми", "х"),
}
_TITLES = word_set("батыр хан би ата ана апа султан тархан")  # «Есет батыр»: both words decline
_DECLINING_HALVES = word_set("школа гимназия дом ясли магазин завод музей клуб ресторан театр город склад салон")
_NAME_AND_NUMBER = re.compile(r"(?P<name>[^\W\d]+(?:-[^\W\d]+)*)(?P<number>-\d+)")
_SURELY_ADJECTIVE = re.compile(r"(?:ый|ий|(?:[сц]к|н|[оеё]в)(?:ая|ое|ой|ие|ые))(?:-\d+)?$")
_SURNAME = re.compile(r"[А-ЯЁ][а-яё]+(?:[оеё]в|[иы]н)а?")  # of a person
_PLURAL_SURNAME = re.compile(r"(?P<stem>[А-ЯЁ][а-яё]+(?:[оеё]в|[иы]н))ы")
_PLURAL_SURNAME_ENDINGS = ("ы", "ых", "ым", "ых", "ыми", "ых")  # in the order of CASES
_GAPS = re.compile(r"(\s+|(?<=[а-яё]{2}\.)(?=[а-яё]{2})|(?<=[а-яё])(?=\"[А-ЯЁ]))")  # «Маш.двор» is two words
_PROPER = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)*")
ORDINAL = re.compile(r"(?P<number>\d+)-[оыиаья]?(?P<ending>й|я|е)")
_GENDER_OF_ORDINAL: dict[str, Gender] = {"й": "m", "я": "f", "е": "n"}
_ADJECTIVE = re.compile(r"(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|[оеё]в|ин|ья|ье|ьи)(?:-\d+)?$")
# Abbreviations keep their form: «ТРЦ», «ул.», «р-н»; the reader gives them their case later.
_FROZEN = re.compile(r"[А-ЯЁA-Z]{2,}\d*|\w+\.|[^\W\d]+-[^\W\d]\.?|мкр|рзд")
_PASSED_OVER = re.compile(r"№|\d+[а-яё]?|[а-яё]+/[а-яё]+")  # «№ 56 школа», «ж/д вокзал»
# Kinds of places in the classifier of settlements that the dictionary takes for surnames, or does not have
KINDS_OF_PLACES = frozenset({"кордон", "кашара", "подхоз", "селхоз", "сельхоз"})


def russian_form(name: str, case: str) -> str:
    """Return `name` in `case` (nom gen dat acc ins prep). Raises ContentError `form-unknown`."""
    wanted = next((known for known in CASES if known == case), None)
    form = _inflected(name, wanted) if wanted else None
    if form is None:
        raise ContentError(Problem("form-unknown", None, {"name": name, "case": case, "lang": "ru"}))
    return form


@lru_cache(maxsize=4096)
def _inflected(name: str, case: Case) -> str | None:
    if case == "nom":
        return name
    parts = _GAPS.split(name)
    declined = _phrase(tuple(parts[::2]), case)
    if declined is None:
        return None
    return "".join(word + space for word, space in zip(declined, [*parts[1::2], ""], strict=True))


def _phrase(name: tuple[str, ...], case: Case) -> list[str] | None:
    if len(name) == 1:
        alone = _alone(name[0], case)
        return [alone] if alone else None
    if name[1] in _TITLES:
        return [*(by_ending(word, case, "person") or word for word in name[:2]), *name[2:]]
    head = _find_head(name)
    if head is None or _is_strange(name, head):
        return None
    own = _noun(name[head.at], case, plural=head.plural) if head.kind == "noun" else name[head.at]
    agreeing = name[: head.at + (head.kind == "adjective")]
    declined = [*(_agreeing(word, case, head) for word in agreeing), *([own] if head.kind != "adjective" else [])]
    said = [word for word in declined if word]
    return [*said, *_tail(name, head, case)] if len(said) == len(declined) else None


def _is_strange(name: tuple[str, ...], head: Head) -> bool:
    """Tell whether a person's name goes on with another word: how «Нур Сити» declines is unknown."""
    following = name[head.at + 1 : head.at + 2]
    return head.kind == "noun" and is_person(name[head.at]) and not all(map(is_person, following))


def _alone(word: str, case: Case) -> str | None:
    """Decline a name of one word: a town, a noun of the dictionary, an adjective, else by its ending."""
    bare = word.strip('«»"')
    if bare != word:
        inside = _alone(bare, case) if bare else None
        return word.replace(bare, inside) if inside else None
    if match := _NAME_AND_NUMBER.fullmatch(word):
        return (_noun(match["name"], case) or match["name"]) + match["number"]
    if is_frozen(word):
        return word
    if _is_surname(word) and not town(word, case):
        return by_ending(word, case, "person", surname=True)
    return (
        _noun(word, case)
        or _noun(word, case, plural=True)
        or _adjective(word, case)
        or (by_ending(word, case) if _PROPER.fullmatch(word) else None)
    )


def _is_surname(word: str) -> bool:
    """Tell whether `word` looks like a person's surname and the dictionary knows it as nothing else first."""
    if not _SURNAME.fullmatch(word):
        return False
    found = nouns(word) if is_in_dictionary(word.lower()) else ()
    return not found or not found[0].known or "Surn" in found[0].traits


def _adjective(word: str, case: Case) -> str | None:
    """Decline an adjective that is a name; one that no dictionary has must look like one («Нурсая» does not)."""
    surely = _SURELY_ADJECTIVE.search(word) is not None
    gender = adjective_gender(word) if surely or is_in_dictionary(word.lower()) else None
    if gender and (surely or any(form.known for form in adjectives(word))):
        return declined_adjective(word, case, gender)
    return None


def _agreeing(word: str, case: Case, head: Head) -> str | None:
    """Decline a word before the head; a quoted name and a number stay."""
    if match := ORDINAL.fullmatch(word):
        return f"{match['number']}-{_ORDINAL_ENDINGS[head.gender][CASES.index(case)]}"
    return declined_adjective(word, case, head.gender, animate=head.animate) if adjective_gender(word) else word


def _noun(word: str, case: Case, *, plural: bool = False) -> str | None:
    if word.lower() in INDECLINABLE:
        return word
    if word.lower() in KINDS_OF_PLACES:
        return by_ending(word, case)
    return _both_halves(word, case) or town(word, case) or declined_noun(word, case, from_plural=plural)


def _both_halves(word: str, case: Case) -> str | None:
    """Decline both halves of «дом-интернат»; of «бизнес-центр» only the second one declines."""
    first, hyphen, second = word.partition("-")
    if not hyphen or first.lower() not in _DECLINING_HALVES:
        return None
    halves = (_noun(first, case) or _noun(first, case, plural=True), _noun(second, case))
    return "-".join(half for half in halves if half) if all(halves) else None


def _tail(name: tuple[str, ...], head: Head, case: Case) -> list[str]:
    """Keep what stands behind the head; decline only a second head after «и» and the rest of a person's name."""
    tail = list(name[head.at + 1 :])
    if len(tail) > 1 and tail[0] == "и" and is_nominative(tail[1]):
        more = _phrase(tuple(tail[1:]), case)
        return ["и", *more] if more else tail
    if name[head.at].lower() in {"братья", "сёстры", "супруги"}:
        return [_PLURAL_SURNAME.sub(rf"\g<stem>{_PLURAL_SURNAME_ENDINGS[CASES.index(case)]}", word) for word in tail]
    if is_person(name[head.at]):
        return [by_ending(word, case, "person", surname=True) or word for word in tail]
    return tail


@dataclass(frozen=True, slots=True)
class Head:
    """Where the head stands among the words, what it is, and what its adjectives agree with."""

    at: int
    gender: Gender
    plural: bool = False
    animate: bool = False
    kind: Literal["noun", "adjective", "frozen"] = "noun"


def _find_head(words: tuple[str, ...]) -> Head | None:
    """Return the first nominative noun that the adjectives before it agree with; None where there is none."""
    gender: Gender | None = None
    quoted = False
    for at, word in enumerate(words):
        quoted = quoted or word.startswith(("«", '"'))
        if quoted or _PASSED_OVER.fullmatch(word) or _agrees_later(words[at : at + 2]):
            quoted = quoted and not word.rstrip(",").endswith(("»", '"'))
            continue
        if is_frozen(word):
            return Head(at, gender or "m", kind="frozen")
        # The dictionary guesses a noun in every second «21-е», and guesses long.
        if not ORDINAL.fullmatch(word) and (head := _as_head(word, at, gender)):
            return head
        own = _ordinal_gender(word) or adjective_gender(word)
        if own is None or (gender and own != gender):
            return _adjective_before(words, at, gender)
        gender = own
    return _adjective_before(words, len(words), gender)


def _agrees_later(words: tuple[str, ...]) -> bool:
    """Tell whether the first of `words` keeps its form before the second: «мед. центр», «отдельно стоящий дом».

    The reader spells a short adjective out in the case of its noun; adverbs have no case.
    """
    first, second = words[0].lower(), words[-1]
    short = first in SHORT_ADJECTIVES and second[:1].islower()
    return len(words) > 1 and (short or first == "отдельно")


def _adjective_before(words: tuple[str, ...], at: int, gender: Gender | None) -> Head | None:
    """Take the adjective as the head where no noun follows: «Первая Набережная», «набережная реки Илек»."""
    return Head(at - 1, gender, kind="adjective") if gender and at and adjective_gender(words[at - 1]) else None


def _as_head(word: str, at: int, gender: Gender | None) -> Head | None:
    if word.lower() in INDECLINABLE or town(word, "nom"):
        return Head(at, gender or "m")
    # «магазин» ends like an adjective, but the dictionary has it as a noun alone
    if adjective_gender(word) and (
        not any(form.known for form in nouns(word)[:1]) or any(form.known for form in adjectives(word))
    ):
        return None
    found = sorted(
        (form for form in nouns(word) if form.case == "nom" and _fits(form, gender)), key=lambda form: form.plural
    )
    if not found:
        return None
    form = found[0]
    return Head(at, "pl" if form.plural else form.gender or "m", plural=form.plural, animate=form.animate)


def _fits(form: Form, gender: Gender | None) -> bool:
    return gender is None or ((gender == "pl") == form.plural and (form.plural or form.gender == gender))


def is_frozen(word: str) -> bool:
    """Tell whether `word` is an abbreviation, which keeps its form."""
    return _FROZEN.fullmatch(word) is not None


def is_person(word: str) -> bool:
    """Tell whether `word` is a person's name."""
    named = any({"Name", "Surn", "Patr"} & form.traits for form in nouns(word)[:1])
    return named and word[:1].isupper() and word.lower() not in KINDS_OF_PLACES


def is_nominative(word: str) -> bool:
    """Tell whether `word` is likeliest a noun or adjective in the nominative."""
    return any(form.case == "nom" for form in (*nouns(word), *adjectives(word))[:1])


def _ordinal_gender(word: str) -> Gender | None:
    match = ORDINAL.fullmatch(word)
    if match and word.endswith(("ые", "ие")):
        return "pl"
    return _GENDER_OF_ORDINAL[match["ending"]] if match else None


@lru_cache(maxsize=4096)
def adjective_gender(word: str) -> Gender | None:
    """Return the gender of an adjective in the nominative, 'pl' in the plural; None where it is none."""
    forms = adjectives(word) if _ADJECTIVE.search(word.lower()) else ()
    found = next((form for form in forms if form.case == "nom"), None)
    if found is None:
        return None
    return "pl" if found.plural else found.gender
