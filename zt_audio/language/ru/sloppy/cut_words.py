"""Tell which words a word that is cut short may stand for between the words beside it, the likeliest first.

A candidate weighs as much as it is used (in tenths of a decimal logarithm), and more where its part of speech fits: an
adjective before a noun that it agrees with, a noun behind a preposition or a number, a verb behind «не» or «просим».
"""

from __future__ import annotations

from functools import lru_cache
from itertools import islice

from zt_audio.language import late_re as re
from zt_audio.language.ru.cases.clip_cases import begins_with_object, subject_before
from zt_audio.language.ru.cases.left_text import last_word
from zt_audio.language.ru.sloppy.clips import CLIPS, Meant
from zt_audio.language.ru.words.government import MONTH_NAMES, PREPOSITIONS
from zt_audio.language.ru.words.known_words import FrequentWord, is_unknown, words_that_begin
from zt_audio.language.ru.words.morphology import (
    Form,
    all_forms,
    begins_adjective,
    forms,
    in_plural,
    is_in_dictionary,
    is_noun,
    longer_words,
    nouns_that_begin,
)
from zt_audio.language.ru.words.numbers import CASES
from zt_audio.language.ru.words.phrases import is_animate
from zt_audio.language.tables import word_set

_MOST = 6  # words that are weighed for the place
FAR_LIKELIER = 7  # tenths: of two words one is five times as likely
_LISTED, _STEP = 36, 3  # the weight of a meaning that is listed by hand, and how much less the next one weighs
_LEAST_SURE = 4  # letters of a cut that may be sure
_LEAST_LEVEL = 13  # a sure noun is no rarer
LEAST_PRICE = 100  # a number that is as large seldom counts what follows: «мешок 1500 самовыв»
_UNLISTED = -20  # how much a word weighs that only the dictionary has
_VOWELS = frozenset("аеиоуыэюя")
_SIBILANT_CUT = 5  # a word is seldom cut before a consonant
_NUMBER = re.compile(r"(?<![\w.,:/+№–-])(?:\d{1,3}[-–])?\d{1,6}\s?$")
_NUMBER_OR_ORDINAL = re.compile(r"\d(?:-?[а-яё]{1,3})?\s?$")
BODY = re.compile(r"(?<![\w-])[А-ЯЁ]{2,5}\s(?:[«\"][^«»\"]+[»\"]\s)?$")  # a body acts: «МЧС предупр»
_CONTRACTED = re.compile(r"-[а-яё]{1,3}$")
_BEING = word_set("будьте будь быть был была было были будет будут")
_NAME_BEHIND = re.compile(r"\s[А-ЯЁ][а-яё]")
_PRICE = re.compile(r"\s*\d")
_TYPED = re.compile(r"([А-Яа-яё-]+)\.?\s$")
_NEXT = re.compile(r"\s+([А-Яа-яё]{2,})")
INFINITIVE_BEFORE = word_set(
    "просьба надо нужно можно нельзя необходимо просит просят просим прошу будет будут будем хочу хотят хотим может "
    "могут можем должен должны должна стоит пора лучше успейте помогите начали начнут желательно запрещено запрещается "
    "кому куда где как когда зачем что"
)
_ORDERED = word_set(
    "разряд степень категория курс семестр квартал тур ряд стол вагон кабинет группа класс школа этаж подъезд участок "
    "смена бригада маршрут микрорайон очередь урок четверть округ отряд путь платформа палата сектор"
)


@lru_cache(maxsize=2048)
def candidates(cut: str) -> tuple[tuple[int, FrequentWord], ...]:
    """Return the words that begin with `cut`, in small letters, and what each weighs; the dictionary's, if none."""
    found = words_that_begin(cut)
    if not found and not is_in_dictionary(cut):
        found = tuple(
            FrequentWord(word, word, kind, _UNLISTED)
            for word in longer_words(cut, _MOST)
            if word.startswith(cut) and (kind := _KINDS.get(forms(word)[0].kind)) and not _NAMES & forms(word)[0].traits
        )
    weighed = ((each.level - _SIBILANT_CUT * (each.plain[len(cut)] not in _VOWELS), each) for each in found)
    return tuple(sorted(weighed, key=lambda each: -each[0]))


_NAMES = frozenset({"Name", "Surn", "Patr", "Geox"})
_KINDS = {"NOUN": "n", "ADJ": "a", "INFN": "v", "ADVB": "w"}


def meant_by(cut: str, left: str, right: str, heads: tuple[Form, ...], listed: tuple[Meant, ...] = ()) -> list[Meant]:
    """Return what `cut` may stand for between `left` and `right`, the likeliest first; `heads` is the noun behind.

    The meanings that are `listed` by hand weigh more than frequent words. The first is sure where it is far likelier
    than all others and nothing beside it is cut short as well.
    """
    place = _Place(left, right, heads)
    weighed, lead = weighed_words(cut, left, right, heads, listed)
    alone = lead >= FAR_LIKELIER
    least = _LEAST_SURE - (bool(weighed) and weighed[0][1][0] == "a" and place.wants_adjective)
    sure = alone and len(cut) >= least and place.licenses(weighed[0][1][0], cut)
    return [(*meant, sure and not at) for at, (_, meant) in enumerate(weighed[:_MOST])]


def weighed_words(
    cut: str, left: str, right: str, heads: tuple[Form, ...], listed: tuple[Meant, ...] = ()
) -> tuple[list[tuple[int, tuple[str, str]]], int]:
    """Return what `cut` may stand for with what each weighs, the heaviest first, and its lead over any other word."""
    place = _Place(left, right, heads)
    weighed = [
        (_LISTED - _STEP * at + place.weight(kind, word), (kind, word)) for at, (kind, word, _) in enumerate(listed)
    ]
    for level, each in candidates(cut):
        for less, (kind, word) in enumerate(_meant(each, left, right)):
            if word not in {word for _, word, _ in listed}:
                weighed.append((level + place.weight(kind, word) - _STEP * less, (kind, word)))
    weighed.sort(key=lambda each: -each[0])
    alike = [
        each for each in weighed[1:] if not (weighed[0][1][0] == "a" and each[1][0] in "nhol" and place.wants_adjective)
    ]
    rivals = [weight for weight, (_, word) in alike if in_plural(word) != weighed[0][1][1]]
    return weighed, (weighed[0][0] - rivals[0] if rivals else 100) if weighed else 0


def _meant(each: FrequentWord, left: str, right: str) -> tuple[tuple[str, str], ...]:
    """Return the kinds of clip and words that a frequent word may be; of one mostly in the plural, both numbers."""
    if each.kind in "nN":
        numbered = _NUMBER_OR_ORDINAL.search(left) is not None
        named = _NAME_BEHIND.match(right) is not None and is_animate(f"*{each.word}")  # «воспит Айгуль»
        one = ("o" if numbered and each.word in _ORDERED else "h" if named else "n", each.word)
        both = (("n", in_plural(each.word)), one) if each.kind == "N" and not numbered else (one,)
        return both[::-1] if _PRICE.match(right) else both  # «взн 1000»
    return (({"v": "i"}.get(each.kind, each.kind), each.word),)


class _Place:
    """What the words beside a cut word ask of it."""

    def __init__(self, left: str, right: str, heads: tuple[Form, ...]) -> None:
        self._before = last_word(left)
        self._kinds = forms(self._before) if self._before else ()
        number = _NUMBER.search(left)
        self._number = number is not None and not is_noun(last_word(left[: number.start()]))  # «касса 3 раб»
        self._priced = number is not None and int(re.split("[-–]", number.group())[-1]) >= LEAST_PRICE
        self._ordinal = not self._number and _NUMBER_OR_ORDINAL.search(left) is not None
        self._governed = self._before in PREPOSITIONS
        self._body = BODY.search(left) is not None
        self._heads = heads
        behind = _NEXT.match(right)
        self._next = behind[1].lower() if behind else ""
        self._noun_behind = tuple(form for form in forms(self._next) if form.kind == "NOUN") if behind else ()
        self._subject, self._has_object = subject_before(left), begins_with_object(left)
        self._numbered = _PRICE.match(right) is not None
        self._says = right.startswith(":")
        self._named = any("Name" in form.traits for form in self._noun_behind)  # «маш» is no Masha
        labelled = self._next in CLIPS and CLIPS[self._next][0][0] == "l"  # «пересеч ул Абая»
        self._cut_behind = not labelled and (self._next in CLIPS or is_unknown(self._next) or self._named)
        self._unknown_behind = not labelled and is_unknown(self._next)
        typed = _TYPED.search(left)
        self._cut_before = typed is not None and (is_unknown(typed[1]) or _CONTRACTED.search(typed[1]) is not None)
        self._known = typed is not None and typed[1].islower() and bool(self._kinds)

    @property
    def wants_adjective(self) -> bool:
        """Whether the word behind is a noun that no other noun can own: «вступ. взнос», «общ. работы»."""
        return bool(self._noun_behind) and all(form.case != "gen" for form in self._noun_behind)

    def weight(self, kind: str, word: str) -> int:
        """Return how much likelier than elsewhere `word` of a `kind` of clip is here."""
        if kind in "nhol":
            return self._noun() + 12 * (self._number and word in MONTH_NAMES)
        if kind in "abc":
            return self._adjective() - 10 * (kind == "b")
        behind = {form.case for form in self._noun_behind}
        if kind == "p" and (self._has_object or ("acc" in behind and "nom" not in behind)):
            return -14  # «воду откл», «не закр задвижку» is no «отключена»
        if kind == "w" and forms(word)[0].kind != "VERB":
            return -20 if self._governed or self._number else -2
        return self._verb(word)

    def licenses(self, kind: str, cut: str) -> bool:
        """Tell whether the words beside `cut` leave a word of `kind` and one form of it, and none is cut short too."""
        if self._priced or self._cut_before or self._named or self._unknown_behind or not _is_everyday(cut, kind):
            return False
        clear = not self._before or self._governed
        if kind == "w":
            return self._before not in _BEING
        if kind == "i":
            beside = self._before in ("", "не") or any(form.case == "nom" for form in self._kinds)
            return (self._subject is not None and beside) or self._before in INFINITIVE_BEFORE
        if kind in "abc":
            nouns = [level for level, each in candidates(cut) if each.kind in "nN"]
            return clear or not nouns or candidates(cut)[0][0] - nouns[0] >= 2 * _STEP
        asks = self._known and self._kinds[0].kind in ("NOUN", "VERB", "INFN", "ADJ")
        agreeing = {form.case for form in self._noun_behind} & set(PREPOSITIONS.get(self._before, CASES))
        return (clear or asks) and not (agreeing and begins_adjective(cut))

    def _noun(self) -> int:
        if self._before == "не":
            return -12
        beside = self._noun_behind and all(form.case != "gen" for form in self._noun_behind)
        described = self._kinds[:1] and self._kinds[0].kind == "ADJ" and self._known  # «штормовое предупр»
        return 2 + 6 * bool(self._governed or self._number or described) - 8 * bool(beside) - 4 * self._cut_behind

    def _adjective(self) -> int:
        if self._heads and not self._cut_behind:
            owned = all(form.case == "gen" for form in self._heads) and not (self._governed or self._before)
            return -4 if owned else 8
        if self._cut_behind:
            return 6  # «избират уч»
        follows = (
            bool(self._kinds) and self._kinds[0].kind == "NOUN" and any(form.case == "nom" for form in self._kinds)
        )
        return -4 if follows else -14

    def _verb(self, word: str) -> int:
        if self._governed or self._number or self._ordinal:
            return -30
        objective = self._has_object or any(form.case == "acc" for form in self._noun_behind)
        objective = objective and "intr" not in forms(word)[0].traits
        acts = self._subject is not None or self._before == "не"
        fit = (-8 if objective else 8 * acts) if word.endswith(("ся", "сь")) else 6 * objective
        if self._body:
            return fit + 4 + 8 * self._says + 4 * ("impf" in forms(word)[0].traits)
        asked = self._before in INFINITIVE_BEFORE or self._has_object
        if self._subject is not None and self._numbered and not word.endswith("ся"):
            return fit + 8  # «спасатели эвакуир 18 чел»
        return fit + (12 if self._before == "не" else 8 if asked else -4)


def _is_everyday(cut: str, kind: str) -> bool:
    """Tell whether the likeliest word that begins with `cut` is used often; a rarer noun must have no rival."""
    if not candidates(cut):
        return False
    level, first = candidates(cut)[0]
    alike = kind not in "no" or all(noun.startswith(first.word[: len(cut) + 2]) for noun in nouns_that_begin(cut))
    return (first.level != _UNLISTED or kind == "a") and (level >= _LEAST_LEVEL or alike)


def contracted(head: str, tail: str) -> tuple[tuple[str, ...], bool]:
    """Return the forms of words that begin with `head` and end with `tail`, and whether the first is far likelier."""
    found: dict[str, int] = {}
    for weight, each in candidates(head)[:40]:
        ended = (form for form in all_forms(each.word) if form.endswith(tail) and len(form) > len(head + tail))
        for less, form in enumerate(islice(ended, 1 + (tail == "м"))):  # «волонт-м»: «волонтёром», «волонтёрам»
            found.setdefault(form, weight - less)
    levels = list(found.values())
    return tuple(found), len(levels) == 1 or (len(levels) > 1 and levels[0] - levels[1] >= FAR_LIKELIER)
