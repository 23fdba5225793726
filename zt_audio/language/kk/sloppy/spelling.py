"""Spell Kazakh words that were typed with Russian letters, or cut at the end: «кабатка» is қабатқа, «болад» болады.

A word is spelt where its stem and its ending can be spelt in one way only; letters that only Kazakh has are as typed.
`plain_kazakh` warns of such words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from zt_audio.language import late_re as re
from zt_audio.language.kk.sloppy.clipped_words import CUT_NOUNS, CUT_WORDS
from zt_audio.language.kk.stems import FREQUENT, HONEST_WORDS, NAMES, NOUNS, PLAIN_STEMS, VERBS
from zt_audio.language.kk.vowel_harmony import final, harmony
from zt_audio.language.repairs import Repair
from zt_audio.language.ru.words.morphology import forms
from zt_audio.model import Problem

# What is typed in place of each letter; ы is one with і in the look-up alone, for endings have the one or the other.
PLAIN: Mapping[str, str] = {
    "қ": "к",
    "ғ": "г",
    "ұ": "у",
    "ү": "у",
    "ң": "н",
    "ә": "аэ",
    "ө": "о",
    "һ": "х",
    "і": "и",
}
FOLD = str.maketrans({letter: typed[0] for letter, typed in PLAIN.items()} | {"ы": "и"})
_WORD = re.compile(
    r"(?:(?<![\w.+-])|(?<=\d-))(?:[а-яёәғқңөұүһі]|[А-ЯЁӘҒҚҢӨҰҮҺІ](?![А-ЯЁӘҒҚҢӨҰҮҺІ]))[а-яёәғқңөұүһі]+(?![\w+-]|\.\s?[а-яёәғқңөұүһі\d])"
)
_TYPED = FOLD | {ord("э"): "а"}  # a name and all ways to type it become one
_NAMES = tuple({name.translate(_TYPED) for name in NAMES})
_TWO_NAMES = re.compile(r"(?<![\w-])[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яё]{2,}-[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яё]{2,}(?![\w-])")  # Кандыагаш-Актобе
_KAZAKH_BACK = frozenset("қғ")
_KAZAKH = frozenset("әғқңөұүһ")
# Endings, folded, in the order of the grammar; the letters of the groups n… are ң.
_CASES = (
    "(?:[ндт]и(?P<n1{0}>н)|[гк][ае]|н?[ае]|н?[дт][ае](?:ги(?:[лдт][ае]р(?:[гк][ае]|[дт][ае]н?|[дт]ин?)?)?)?|н?[дт][ае]н|н[ае]н|[мбп]ен|[ндт]и|[лдт]ик"
    "|[лдт]и(?!н)|сиз|д[ае]й|ш[ае])?"
)
_NOUN_END = (
    "(?:[лдт][ае]р)?(?:и?миз|и?(?P<n2{0}>н)из(?:д[ае]р)?|с?и(?:н(?=$|-))?|и?м)?"
    + _CASES
    + "(?:м[ае]|б[ае]|п[ае]|мин|син|миз|сиз(?:д[ае]р)?)?"
)
_NOUN = re.compile(
    "(?:[лдт]и)?(?:[лдт]и[кг]|[дт][ае]ги|ги|ки|ши(?:лик)?|сиз|[лдт]и(?!н$))?"
    + _NOUN_END.format("")
    + r"(?P<rest>-\w+)?"
)
_VERB = re.compile(
    "(?:(?:[дт]ир|[гк]из|и?[лнст]|т){{0,3}})(?:[мбп][ае])?(?:"
    "[дт]и(?:м|(?P<n3>н)|к|(?P<n4>н)из(?:д[ае]р)?|(?P<n5>н)д[ае]р)?(?:м[ае])?"
    "|с[ае](?:м|(?P<n6>н)|к|(?P<n7>н)из(?:д[ае]р)?|(?P<n8>н)д[ае]р)?|син"
    "|[аей](?:ди|мин|м|син|миз|сиз(?:д[ае]р)?)?(?:м[ае])?|[аей](?P<cut>д)|(?P<past>(?<=[пстшк])т|(?<![пстшк])д)"
    "|[гк][ае]н(?:мин|син|миз|сиз(?:д[ае]р)?)|[аей]тин{}|[гк][ае]н{}|и?п(?:ти)?|и?(?P<na>н)из(?:д[ае]р)?(?:ши)?|и?(?P<nb>н)д[ае]р(?:ши)?"
    "|у(?:ши)?{}|[аеи]?р|[мбп][ае]с|[гк][ае]ли|[ае]?йик|[ае]йин|м[ае]к(?:ши)?)?".format(
        _NOUN_END.format("c"), _NOUN_END.format("d"), _NOUN_END.format("e")
    )
)
_BARE_VERB = re.compile("(?!.*син$)(?:[дт]ир|[гк]из|и?[лнст]|т){0,3}")  # «тазал»: no ending at all
VOICED = str.maketrans("пкқ", "бгғ")
_MONTHS = ("қаңтар", "ақпан", "қыркүйек", "қазан", "қараша")
_SHORTEST, _SHORT, _SURE_LENGTH = 2, 3, 5  # letters of a stem; from here on a stem is no chance likeness
_BACK_DATIVE = re.compile(r"[а-яёәғқңөұүһі]+[аоуыя][йлмнрз]га")
_RUSSIAN = frozenset({"тайга", "штанга", "пурга", "каторга", "волга", "кочерга", "фаланга", "байга"})
_SECOND_PERSON = re.compile(r"с[ае]н$|.[ыі]нд[ае]р")  # көрсен, көмектесіндер
_MISTYPED = re.compile("и|ы[кг]|[кг][аыоу]|[қғ][еіөү]|[ае]к$")
_NEVER_BEHIND_HARD = frozenset("лдғгнбз")
_HONEST = 2  # what of a rank is no chance: a word that is typed right so far is one
_BACKED, _FRONTED = str.maketrans("кгиі", "қғыы"), str.maketrans("иы", "іі")


def _stems(words: tuple[str, ...], *, verbs: bool) -> dict[str, list[str]]:
    """Return the words, with the forms that their last consonant or vowel has before an ending, by what is typed."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in words:
        forms = {word, word[:-1] + word[-1].translate(VOICED)}
        if verbs and word[-1] in "ыі":
            forms |= {word[:-1], f"{word[:-1]}и"}
        if verbs and word[-1] == "п":
            forms.add(word[:-1] + "у")
        for form in sorted(forms):
            found[form.translate(FOLD)].append(form)
    return dict(found)


_NOUN_STEMS, _VERB_STEMS = _stems((*NOUNS, *sorted(NAMES)), verbs=False), _stems(VERBS, verbs=True)
VERB_STEMS = frozenset(form for forms_of in _VERB_STEMS.values() for form in forms_of)
_LONGEST = max(map(len, (*_NOUN_STEMS, *_VERB_STEMS)))


@lru_cache(maxsize=20_000)
def spellings(word: str) -> frozenset[str]:
    """Return how `word` (small letters) may be spelt as a frequent word of Kazakh; itself alone where it is one."""
    return spellings_of(word, _NOUN_STEMS, _VERB_STEMS)


def spellings_of(word: str, nouns: Mapping[str, list[str]], verbs: Mapping[str, list[str]]) -> frozenset[str]:
    """Return how `word` may be spelt with one of the stems of `nouns` or `verbs`, by what is typed for them.

    One that is cut is meant only if no other is, a word without an ending sooner than one with it, and a long or
    frequent stem sooner than another.
    """
    folded = word.translate(FOLD)
    found: list[tuple[tuple[bool, ...], str]] = []
    for length in range(_SHORTEST, min(len(word), _LONGEST) + 1):
        begin = folded[:length]
        for stems, pattern in ((nouns, _NOUN), (verbs, _VERB)) if begin in nouns or begin in verbs else ():
            known = stems.get(begin)
            match = pattern.fullmatch(folded, length) if known else None
            if known and match:
                for stem in known:
                    rare = stem not in FREQUENT
                    found += (
                        ((cut, length < len(word), rare and length < _SURE_LENGTH, rare), meant)
                        for meant, cut in _spelt(stem, word, match)
                    )
    best = min((rank for rank, _ in found), default=None)
    if best and any(each == word and rank[:_HONEST] == best[:_HONEST] for rank, each in found):
        return frozenset((word,))
    return frozenset(each for rank, each in found if rank == best)


def _spelt(stem: str, word: str, match: re.Match[str]) -> Iterator[tuple[str, bool]]:
    """Yield `stem` with the ending of `word` (`match` folds it) in its row, and whether its last vowel was cut."""
    back = harmony(stem) == "back"
    ending = list(word[len(stem) :].translate(_BACKED if back else _FRONTED))
    for name, at in match.re.groupindex.items():
        if match[name] and name.startswith("n"):
            ending[match.start(at) - len(stem)] = "ң"
    spelt = stem + "".join(ending)
    verbal = match.groupdict()
    if verbal.get("past") and word.endswith("нд"):  # «сақтанд» may be сақтандыру
        return
    wrong = "е" if back else "а"
    row = "".join(ending).replace("мен", "").replace("бен", "").replace("пен", "")
    if (
        not _joins(stem, word[len(stem) :])
        or wrong in row
        or (not back and _KAZAKH_BACK & set(row))
        or not all(typed == meant or typed in PLAIN.get(meant, "") for typed, meant in zip(word, spelt, strict=False))
    ):
        return
    cut = bool(verbal.get("cut") or verbal.get("past"))
    yield (spelt + ("ы" if back else "і") if cut else spelt), cut


@lru_cache(maxsize=20_000)
def spelt(word: str) -> str:
    """Return `word` (small letters) as it is spelt; "" where it is known to be right, or is not known surely."""
    found = frozenset[str]() if word in CUT_WORDS or word in CUT_NOUNS else spellings(word)
    if len(found) > 1:
        found = frozenset(each for each in found if each.startswith(_MONTHS))  # «кантарда» is of January, no sugar
    if len(found) != 1 or word in found:
        return ""
    meant = next(iter(found))
    too_short = len(word) <= _SHORT and not any(stem in FREQUENT or stem in NAMES for stem in (meant, meant[:-1]))
    if too_short or word in HONEST_WORDS or not _may_forget(word, meant):
        return ""
    inflected = meant.translate(FOLD) not in _NOUN_STEMS and not _KAZAKH & set(word)
    return (
        ""
        if inflected and any(form.known and form.kind == "NOUN" and form.lemma == word for form in forms(word))
        else meant
    )


def _may_forget(word: str, meant: str) -> bool:
    """Tell whether one hand types both: who has typed one of the letters forgets others in the ending alone."""
    if not _KAZAKH & set(word) or meant in NAMES:
        return True
    changed = [(at, one) for at, (one, other) in enumerate(zip(word, meant, strict=False)) if one != other]
    return all(one in "кги" or (one == "н" and _SECOND_PERSON.match(word, at - 2)) for at, one in changed)


def is_known(word: str) -> bool:
    """Tell whether `word` (small letters) is a frequent one of Kazakh that is spelt right."""
    return word in spellings(word)


def ends_as_verb(word: str, stem: str) -> bool:
    """Tell whether `stem`, with which `word` begins, has an ending of verbs there that is spelt right."""
    folded = word.translate(FOLD)
    match = None if _BARE_VERB.fullmatch(folded, len(stem)) else _VERB.fullmatch(folded, len(stem))
    return match is not None and (word, False) in _spelt(stem, word, match)


def ends_as_noun(word: str, end: int) -> bool:
    """Tell whether what follows `end` of `word` is an ending of nouns with the letters that stand beside its vowels."""
    ended = _joins(word[:end], word[end:]) and _NOUN.fullmatch(word.translate(FOLD), end)
    return bool(ended) and not _MISTYPED.search(word, end)


def _joins(stem: str, ending: str) -> bool:
    """Tell whether `ending` may follow the last sound of `stem`: «турақлы» and «разм» are no words."""
    after = final(stem)
    if after == "hard" and not stem.endswith("зд") and ending[:1] in _NEVER_BEHIND_HARD:
        return False
    return after == "vowel" or len(ending) != 1 or ending not in "мңнп"


def spelling_repairs(text: str) -> Iterator[Repair]:
    """Yield the words of `text` that lack letters, spelt; within it a capital letter begins only known names."""
    for match in _WORD.finditer(text):
        typed = match.group()
        alone = text[match.start() - 1 : match.start()] != "-"  # 9-этажка
        small = typed.lower()
        if match.start() and typed[0].isupper() and not small.translate(_TYPED).startswith(_NAMES):
            continue
        # No Russian word but a few ends as «нолевойга» does.
        back = alone and _BACK_DATIVE.fullmatch(small) and small not in _RUSSIAN and harmony(small[:-2]) == "back"
        meant = spelt(small) or (f"{small[:-2]}ға" if back else "")
        named = any(meant[:end] in NAMES for end in range(len(meant), 1, -1)) if meant else False
        if meant and (named or not match.start() or typed[0].islower()):
            yield Repair(match.start(), match.end(), meant.capitalize() if typed[0].isupper() else meant)
    for match in _TWO_NAMES.finditer(text) if "-" in text else ():
        typed = "-".join(
            meant.capitalize() if (meant := spelt(name.lower())) in NAMES else name for name in match.group().split("-")
        )
        if typed != match.group():
            yield Repair(match.start(), match.end(), typed)


_ANY_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# The endings of nouns in their order, folded: plural, possessive, case; then the particles written with a hyphen.
_PLAIN_ENDINGS = re.compile(
    "(?:[лдт][ае]р)?(?:и?м|и?н|с?и|и?миз|иниз|низ)?(?:дики|н?даги|н?деги)?"
    "(?:[ндт]ин|[гк][ае]|н?[ае]|[ндт]и|н|н?[дт][ае]|[дтн][ае]н|[мбп]ен)?(?:миз|сиз|нар)?"
    r"(?:-\w+)?"
)


def plain_kazakh(text: str) -> Iterator[Problem]:
    """Yield `kazakh-letters-missing` at each word of a Kazakh `text` that lacks Kazakh letters."""
    for match in _ANY_WORD.finditer(text):
        if meant := spelt(match.group().lower()):
            right = meant.capitalize() if match.group()[0].isupper() else meant
            yield Problem.warning("kazakh-letters-missing", match.start(), token=match.group(), right=right)


@lru_cache(maxsize=20_000)
def is_plain_word(word: str) -> bool:
    """Tell whether `word` (small letters) is a frequent one that has no Kazakh letters, with endings or without."""
    if word in PLAIN_STEMS:
        return True
    folded = word.translate(FOLD)
    lengths = range(_SHORTEST_PLAIN, len(word))
    return any(word[:length] in PLAIN_STEMS and _PLAIN_ENDINGS.fullmatch(folded, length) for length in lengths)


_SHORTEST_PLAIN = min(map(len, PLAIN_STEMS))
