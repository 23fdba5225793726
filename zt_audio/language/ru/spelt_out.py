"""Write out what messages cut short without a full stop, so that the rules see the words that are meant.

A clip is written out where its table leaves one meaning and the words around leave one form of it: «закр для груз»
behind «трасса» is «закрыта для грузовых». Where they leave several it stays, is refused as unknown, and they are its
offers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from zt_audio.language.repairs import Repair
from zt_audio.language.ru.clip_cases import subject_before
from zt_audio.language.ru.clip_contexts import ANYWHERE, AS_ADJECTIVES, ONLY, TOLD
from zt_audio.language.ru.clip_forms import (
    NAME_BEHIND,
    NUMBER_BEFORE,
    RANGE_BEFORE,
    WORD_BEHIND,
    Way,
    agreeing_nouns,
    ways_of,
)
from zt_audio.language.ru.clips import CLIPS, Meant
from zt_audio.language.ru.houses import HOUSE, house_words
from zt_audio.language.ru.left_text import last_word
from zt_audio.language.ru.morphology import forms
from zt_audio.language.ru.right_context import head_forms
from zt_audio.language.ru.typed_numbers import Typed, typed_numbers
from zt_audio.language.ru.units import UNITS
from zt_audio.language.tables import word_set

_TWO_WORDS = "|".join(clip.replace("_", r"\.?\s") for clip in CLIPS if "_" in clip)
_CLIP = re.compile(
    rf"(?<![^\W\d])(?<![/.+\u0301-])(?:{_TWO_WORDS}|(?![А-ЯЁ]{{2}})[А-Яа-яё]+(?:[-/][а-яё]{{1,4}})?)(?![^\W\d]|[+\u0301-])"
)
_HOUSE = re.compile(rf"\s*{HOUSE}(?!\s*(?:и|до|по)\s\d|\s*\d|\s*[-–,]\s*\d)")
_HOUSE_LABELS = word_set("д корп кв каб эт под ауд оф")
_SAID_WITH_NUMBER = ("дома", "доме", "дому")
_SMALL_WORD = re.compile(r"\s+[а-яё]")
_FIGURE = re.compile(r"\s*№?\s*\d")
_HOUSE_BEFORE = re.compile(r"(?<!\w)(?:д|дом\w?|кв|корп|квартир\w|[А-ЯЁ][а-яё-]+)\.?\s*\d+\w?(?:/\d+)?\s+$")
_FLOOR_BEHIND = re.compile(r"\s+\d+\s?(?:эт|кв)")
_ENTRANCE_BEFORE = re.compile(r"(?<![\w.,:/-])[12]?\d(?:-?(?:й|го|м))?\s*$")
_VERB_BEFORE = re.compile(
    r"(?<!\w)(?:жив|прожив|стои|лежи|находи|работа|подня|подним|пода|доход|идт?и|пойд|спуст|за[ей]|достав|привез|пожар|гори|застрял|сид)"
    r"\w*(?:\s+\w+){0,3}\s+$",
    re.IGNORECASE,
)
_SIGHT = 200  # characters


def spelt_out(text: str) -> list[Repair]:
    """Return what `text` has to be typed like before any rule reads it."""
    found: list[Repair] = []
    left, done = "", 0
    for start, stop, ways_at in sorted(_events(text), key=lambda event: event[0]):
        if start < done:
            continue
        so_far = (left + text[done:start])[-_SIGHT:]
        ways = tuple(dict.fromkeys(ways_at(so_far)))
        if len(ways) == 1 and ways[0][2]:
            back, typed, _ = ways[0]
            house = _house_behind(text, start, stop, typed) if not back or typed.startswith(",") else None
            end = house.end() if house else stop
            apart = typed[-1:].isalpha() and text[end : end + 1].isdecimal()
            typed += f" {house_words(house)}" if house else " " * apart
            left, done = so_far[: len(so_far) - back] + typed, end
            doubted = _is_guessed(text[start:stop].lower(), so_far, text[stop:], typed)
            found.append(Repair(start - back, end, typed, guessed=doubted))
    return found


def offered(short: str, text: str, start: int, end: int) -> Iterator[str]:
    """Yield what a clip that stays may be typed like, the likeliest first."""
    if short in CLIPS:
        left, right = text[max(0, start - _SIGHT) : start], text[end : end + _SIGHT]
        try:
            ways = list(_ways(short, left, right))
        except (ValueError, LookupError):  # as elsewhere, a word that has no form here has no offer
            return
        yield from (typed.lstrip() for back, typed, _ in ways if not back)


def may_be_cut(short: str, left: str, right: str) -> bool:
    """Tell whether a clip is one here: the full stop that the rules know is missing, and it is no word."""
    if short not in CLIPS or right.startswith("."):
        return False
    if short in _SPECIAL and _SPECIAL[short](left, right):
        return True
    if short in _SPECIAL:
        return _told(short, left, right) is not None
    behind, before = ONLY.get(short, ANYWHERE)
    return bool(behind.search(left) and before.match(right)) or _told(short, left, right) is not None


def _events(text: str) -> Iterator[tuple[int, int, Callable[[str], Iterator[Way]]]]:
    # Yield where something may be written out, and what gives the ways to do so from the text before it
    for match, typed in typed_numbers(text):
        yield *match.span(), partial(_number_ways, match, typed)
    for match in _CLIP.finditer(text):
        if _key(match) in CLIPS:
            yield *match.span(), partial(_clip_ways, match)


def _number_ways(match: re.Match[str], typed: Typed, left: str) -> Iterator[Way]:
    written = typed(match, left, match.string[match.end() : match.end() + _SIGHT])
    if written is not None:
        yield 0, written, True


def _clip_ways(match: re.Match[str], left: str) -> Iterator[Way]:
    right = match.string[match.end() : match.end() + _SIGHT]
    return _ways(_key(match), left, right) if may_be_cut(_key(match), left, right) else iter(())


def _is_guessed(short: str, left: str, right: str, typed: str) -> bool:
    # Of two that a clip may stand for, only an adjective with its noun is certain; «на 1 эт»: where, or where to
    number = NUMBER_BEFORE.search(left)
    if short in ("эт", "кв") and last_word(left[: number.start()] if number else left) == "на":
        return not _VERB_BEFORE.search(left)
    kinds = forms(last_word(f"{typed} ")) if sum(sure for *_, sure in CLIPS.get(short, ())) > 1 else ()
    numbered = number is not None or RANGE_BEFORE.search(left) or _FIGURE.match(right)
    settled = numbered or not kinds or _told(short, left, right) is not None
    alone = kinds and kinds[0].kind == "NOUN" and not head_forms(right)  # no adjective stands without its noun
    return not (settled or alone or kinds[0].kind in ("ADJ", "ADJS", "PRTS"))


def _key(match: re.Match[str]) -> str:
    return match.group().lower().replace(".", "").replace(" ", "_")


def _house_behind(text: str, start: int, end: int, typed: str) -> re.Match[str] | None:
    # Return the number that a label has to be said with: a noun behind it would take it («корп 2 ул Абая»)
    house = _HOUSE.match(text, end) if text[start:end].lower() in _HOUSE_LABELS else None
    taken = house is not None and (typed.strip() in _SAID_WITH_NUMBER or _SMALL_WORD.match(text, house.end()))
    return house if taken else None


def _told(short: str, left: str, right: str) -> tuple[str, str, bool] | None:
    rows = (row for row in TOLD if row[0] == short)
    return next((meant for _, behind, before, meant in rows if behind.search(left) and before.match(right)), None)


def _is_entrance(left: str, right: str) -> bool:
    # «3 под срочно», «дом 15 под 3», but «под лёд», «в 18 под мостом»
    behind = WORD_BEHIND.match(right)
    over = behind is not None and any(form.case in ("ins", "acc") for form in forms(behind[1]))
    if _FIGURE.match(right):
        return bool(_HOUSE_BEFORE.search(left) or (_ENTRANCE_BEFORE.search(left) and _FLOOR_BEHIND.match(right)))
    return bool(_ENTRANCE_BEFORE.search(left)) and not over


def _is_of_a_thing(left: str, _right: str) -> bool:
    # «тренировка перенес», but «врач перенес»
    subject = subject_before(left)
    return subject is not None and not subject.animate


def _governs_nothing(_left: str, right: str) -> bool:
    # «поиск отряд», but «поиск отряда»
    behind = WORD_BEHIND.match(right)
    kinds = forms(behind[1]) if behind else ()
    return {"nom", "prep", "ins", "dat"} & {form.case for form in kinds} != set() and all(
        form.case != "gen" for form in kinds
    )


_SPECIAL: dict[str, Callable[[str, str], bool]] = {
    "под": _is_entrance,
    "перенес": _is_of_a_thing,
    **dict.fromkeys(AS_ADJECTIVES, _governs_nothing),
}


def _has_order(meant: tuple[Meant, ...]) -> bool:
    return any(kind == "o" for kind, *_ in meant)


def _ways(short: str, left: str, right: str) -> Iterator[Way]:
    # Yield the ways to write `short` out
    number = NUMBER_BEFORE.search(left)
    measured = number is not None and short in UNITS and not (short == "г" and NAME_BEHIND.match(right))
    if measured or (RANGE_BEFORE.search(left) and short != "кл"):
        return  # «2 нед»
    told = _told(short, left, right)
    meant = (told,) if told else CLIPS[short]
    if number and (own := tuple(each for each in meant if each[0] == ("o" if _has_order(meant) else "n"))):
        meant = own  # «в 5й больн», «2 подрост»
    gap = " " if left[-1:].isalnum() else ""
    ways: list[Way] = []
    for each in agreeing_nouns(meant, left):
        found = list(ways_of(each, left, right))
        if found and each[0] in "abp" and all(sure for _, _, sure in found):
            ways = found  # an adjective beside its noun is nothing else
            break
        ways += found
    yield from ((back, typed if back else gap + typed, sure) for back, typed, sure in ways)
