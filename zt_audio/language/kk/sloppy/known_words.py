"""Tell which words are no forms of a Kazakh word: what is cut short, mistyped or of another language («ша», «ерт»).

A form is a known stem with an ending of nouns or verbs. Stems are those of `stems.py`, the words of
`known_words.txt` (written by `scripts/kazakh_words.py` from the dictionary hunspell-kk, GPL 2 or later) and, for loans,
the Russian nouns, adjectives and adverbs. Names have a capital letter and are not doubted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, KeysView, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from zt_audio.language import late_re as re
from zt_audio.language.kk.number_tokens import CAPITAL, SMALL, is_message
from zt_audio.language.kk.sloppy.clipped_words import NOTICE_WORDS, SHORT_WORDS, WHOLE_WORDS
from zt_audio.language.kk.sloppy.spelling import (
    FOLD,
    PLAIN,
    VERB_STEMS,
    VOICED,
    ends_as_noun,
    ends_as_verb,
    spellings,
    spellings_of,
)
from zt_audio.language.kk.stems import HONEST_WORDS, NOUNS, PARTICLES, PLAIN_STEMS, VERBS
from zt_audio.language.kk.vowel_harmony import final, harmony
from zt_audio.language.repairs import Repair
from zt_audio.language.ru.words.known_words import is_likelier_cut, words_that_begin
from zt_audio.language.ru.words.morphology import forms
from zt_audio.language.tables import unfolded
from zt_audio.model import Piece

LIST = Path(__file__).with_name("known_words.txt")
# Stems that are no orders to one person, for words of notices are cut to them: «қал», «жинал».
_STUMPS = {
    verb for verb in VERBS if verb[-1] in "лн" and verb != "жан" and any(word.startswith(verb) for word in WHOLE_WORDS)
}
_WHOLE = frozenset((*NOUNS, *VERBS, *SHORT_WORDS, *PARTICLES, *PLAIN_STEMS, *NOTICE_WORDS)) - _STUMPS
_STEMS = frozenset(
    (*NOUNS, *NOTICE_WORDS, *SHORT_WORDS, *PLAIN_STEMS, *(word[:-1] + word[-1].translate(VOICED) for word in NOUNS))
)
_SHORTEST_STEM, _SHORTEST_LOAN, _SHORT, _LONG, _NEAR = 2, 4, 3, 6, 40  # letters
_UNVOICED = str.maketrans("бгғ", "пкқ")
_HARDENED = str.maketrans("гб", "кп")
_LOAN_ENDS = ("", "а", "я", "ь", "о", "ы", "и")  # «команд-а», «стоимост-ь»: what a stem may have lost before an ending
_WORD = re.compile(rf"(?<![^\W\d])(?<![.@/+-])(?!(?<=\d){SMALL}(?!\w)){SMALL}+(?![\w@/+])")
_TYPED = re.compile(rf"(?<!%){_WORD.pattern}(?![.-])")
# «Тобыл өз.» has a name
_FIRST = re.compile(rf"{CAPITAL}{SMALL}{{3,}}(?![\w.@/+-]|\s(?:өз|көл|ау|обл|қала|көш|к\.|р-н|стан|мкр))")
_SAID = re.compile(rf"{SMALL}+")
_DOSE_BEHIND = re.compile(r"\.?\s?\d+(?:[.,/]\d+)?\s?(?:мг|мл|таб|капс|амп)")  # «парацет 500мг»
_NUMBER_BEFORE = re.compile(r"\d\s?$")
_GLIDE = re.compile("(?<=[аоуіұү])я")
_GLIDING = re.compile("и(?=[тд][ыі])")
_MADE = re.compile("(?<=...)[мбп][ае](?=$|[сғгнмлд])")  # what is done: «түйіндемені»
_CUT_MONTH = re.compile("(?:каз|кар|кан|кирк?|кирку|там|жел|нау|сау|мам|мау|шил|акп)[а-я]?$")
_BACK_DATIVES = {"га": "ға", "ка": "қа"}
_NO_WORDS = frozenset({"space", "mark"})
_VOWELS = frozenset("аәеиоөуұүыіэюяё")
_SPELT_IN_CASE = re.compile(r"(?<=\w\w)(?:[ғгқк][ае]|[дт][ае]н?|[ндт][ыі]ң)$")
# What loans begin with stands before words of Kazakh, too: «медкітапша», «ксерокөшірме».
_FRONT = re.compile(
    r"(?:мед|физ|ксеро|авто|электр|теле|фото|видео|кино|спорт|микро|радио|тех|проф|эко|агро|био|гидро|интернет|онлайн"
    r"|пед|студ|көп|қос|спец|веб|аудио|мото|нефте|энерго|космо)(?=\w{4})"
)
_BARE_VERBS = VERB_STEMS - _STEMS


@cache
def listed() -> KeysView[str]:
    """Return the words of the list, in order."""
    return dict(unfolded(LIST.read_text(encoding="utf-8"))).keys()


@lru_cache(maxsize=20_000)
def is_unknown(word: str) -> bool:
    """Tell whether `word` (small letters, no hyphen) is no form of any known word."""
    if word in _WHOLE or word in listed():
        return False
    if (front := _FRONT.match(word)) and not is_unknown(word[front.end() :]):
        return False
    stem = word.removesuffix("ка")
    if stem != word and stem in NOUNS and final(stem) == "hard" and harmony(stem) == "back":  # «топка», «сотка»
        return True
    # «қоямыз» is of қой, «қияды» of қи, «таситын» of тасы, «туристер» of турист, «сынамасы» of сына
    spelt = {word, _GLIDE.sub("йа", word), word.replace("ия", "иа"), word.replace("ист", "истт")}
    spelt |= {
        _GLIDING.sub("ий", word),
        *(word[: made.start()] + "у" + word[made.end() :] for made in _MADE.finditer(word)),
    }
    return not any(
        _is_loan(each) or any(_is_form(each, each[:end]) for end in range(_SHORTEST_STEM, len(each))) for each in spelt
    )


def _is_form(word: str, stem: str) -> bool:
    noun = stem in _STEMS or bool({stem, stem[:-1] + stem[-1].translate(_UNVOICED)} & listed())
    return (noun and ends_as_noun(word, len(stem))) or (
        (noun or stem in VERB_STEMS or f"{stem.rstrip('иыі')}у" in listed()) and ends_as_verb(word, stem)
    )


def _is_loan(word: str) -> bool:
    stems = (word[:length] for length in range(_SHORTEST_LOAN, len(word)) if ends_as_noun(word, length))
    whole = _is_russian(word) and (  # «справ», «прог»
        not is_likelier_cut(word) or any(form.kind == "NOUN" and form.lemma == word for form in forms(word))
    )
    return whole or any(
        _is_russian(stem + end) or _is_russian(stem[:-1] + stem[-1].translate(_HARDENED))  # «датчиг-і»
        for stem in stems
        for end in _LOAN_ENDS
    )


@lru_cache(maxsize=20_000)
def _is_russian(word: str) -> bool:
    return len(word) >= _SHORTEST_LOAN and any(form.known for form in forms(word))


@cache
def _stems_as_typed() -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
    """Return the words of the list, and the stems of its verbs, by what Russian letters type for them."""
    nouns: dict[str, list[str]] = defaultdict(list)
    verbs: dict[str, list[str]] = defaultdict(list)
    for word in listed():
        nouns[word.translate(FOLD)].append(word)
        if word.endswith("у"):
            verbs[word[:-1].translate(FOLD)].append(word[:-1])
    return nouns, verbs


@lru_cache(maxsize=20_000)
def respelt(word: str) -> str:
    """Return the one known word that `word`, which is none, is typed for in Russian letters; "" where there is none."""
    stem, case = word[:-2], _BACK_DATIVES.get(word[-2:])
    if case and _is_russian(stem) and not _is_russian(word) and harmony(stem) == "back":  # «аварияга»
        return stem + case
    nouns, verbs = _stems_as_typed()
    whole = {
        meant
        for meant in nouns.get(word.translate(FOLD), ())
        if all(one in (other, *PLAIN.get(other, "")) for one, other in zip(word, meant, strict=False))
    }
    found = {
        each
        for each in spellings(word) | spellings_of(word, nouns, verbs) | whole
        if len(each) == len(word) and not is_unknown(each)
    }
    sure = (
        len(found) == 1
        and not may_be_month(word)
        and not _begins_another(word)
        and not _is_russian(word)
        and (len(word) > _SHORT or (whole and word not in HONEST_WORDS))
    )
    return next(iter(found)) if sure else ""


def may_be_month(word: str) -> bool:
    """Tell whether `word` may be the beginning of a month: «қырк»."""
    return bool(_CUT_MONTH.match(word.translate(FOLD)))


def letter_repairs(text: str) -> Iterator[Repair]:
    """Yield the words of a message that are none, with the one word of the list that they are typed for."""
    for match in _TYPED.finditer(text) if is_message(text) else ():
        if is_unknown(match.group()) and (meant := respelt(match.group())) not in ("", match.group()):
            yield Repair(match.start(), match.end(), meant)


@lru_cache(maxsize=20_000)
def _begins_another(word: str) -> bool:
    """Tell whether a longer known word begins with `word`: «каник», «прокур»."""
    words = _sorted_words()
    longer = words[(at := bisect_right(words, word)) : at + 1]
    return any(each.startswith(word) for each in longer) or bool(words_that_begin(word))


@cache
def _sorted_words() -> tuple[str, ...]:
    return tuple(sorted((*listed(), *sorted((*NOUNS, *WHOLE_WORDS)))))  # two sorted runs: a tenth of the time


def _is_cut(word: str) -> bool:
    """Tell whether a word that begins a sentence is a longer one cut short, and hardly a name: «Сантехн», «Экскав»."""
    return word[-1] not in _VOWELS and is_unknown(word) and _begins_another(word)


def unknown_words(text: str, pieces: Sequence[Piece]) -> Iterator[int]:
    """Yield the sure pieces of `text`, by their index, that say a word as it is typed though it is none.

    No list has all words: in a text that is not hasty a long word which is not listed is a rare one, not a mistake,
    unless a longer one begins with it.
    """
    hasty = is_message(text)
    first = _FIRST.match(text) if hasty else None
    for index, piece in enumerate(pieces):
        # «жэ қа бэ ха», as an offer for ЖҚБХ types it; in a message «123 а бэ цэ», «ка цэ отыз рейсі», «ка эс каға»
        spelt = piece.rule == "letter-names" and (
            not hasty
            or " " not in piece.spoken
            or _SPELT_IN_CASE.search(piece.spoken)
            or "рейс" in text[piece.end : piece.end + _NEAR]
            or _NUMBER_BEFORE.search(text, 0, piece.start)
        )
        if piece.rule in _NO_WORDS or spelt or piece.confidence == "guess" or piece.rule.startswith("lexicon:"):
            continue
        if first and piece.start == 0 and piece.spoken == first.group() and _is_cut(first.group().lower()):
            yield index
            continue
        said = set(_SAID.findall(piece.spoken))
        for word in _WORD.finditer(text, piece.start, piece.end):
            counted = (  # «3 бөл», but no «3 айда»
                word.group() in _BARE_VERBS
                and _NUMBER_BEFORE.search(text, 0, word.start())
                and not any(word.group()[:end] in NOUNS and ends_as_noun(word.group(), end) for end in (2, 3))
            )
            # what is long and lacks no letter was right in each of 25 rows
            near = hasty and (len(word.group()) < _LONG or bool(spellings(word.group())))
            likely = (
                near
                or _DOSE_BEHIND.match(text, word.end())
                or len(word.group()) <= _SHORT
                or _begins_another(word.group())
            )
            doubted = likely and is_unknown(word.group())
            # «Ертең олимпиада матем.»: what a stem and an ending look like by chance, before a full stop
            stopped = (
                text.startswith(".", word.end()) and word.group()[-1] not in _VOWELS and len(word.group()) > _SHORT
            )
            cut = (
                stopped and not ({word.group()} & _WHOLE or {word.group()} & listed()) and _begins_another(word.group())
            )
            if word.group() in said and (counted or doubted or cut):
                yield index
                break
