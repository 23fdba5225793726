"""Tell which words no dictionary has («изза», «ксати», «судисп»), and which frequent ones begin with a cut one.

Names have a capital letter; a name without one is a guess, too, and staff sign it off. `frequent_words.txt` is written
by `scripts/frequent_words.py` from the frequencies of wordfreq (Robyn Speer, CC BY-SA 4.0); words of notices count as
more frequent.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from zt_audio.language import late_re as re
from zt_audio.language.lexicon import STRESS
from zt_audio.language.ru.words.letters import RUSSIAN_LETTERS
from zt_audio.language.ru.words.morphology import LOCAL_STEMS, forms, is_in_dictionary
from zt_audio.language.tables import NUMERALS, any_of, unfolded

_LOCAL = re.compile(rf"(?:{any_of(LOCAL_STEMS)})(?:[аеиоуыюя]|[аяоеи]м[иу]?|о[вйм]|е[вйм]|а[хм]|ами|ого|ому)?")
_LETTERS = frozenset(RUSSIAN_LETTERS.values())
_PLAIN = re.compile(r"[а-яё]{2,}(?:-[а-яё]+)*")
_PARTICLES = frozenset({"то", "либо", "нибудь", "ка", "таки", "де", "за", "под"})  # «что-то», «из-за»
_TWICE = 3  # levels: as often again
_NEVER_JOINED = frozenset({"PREP", "CONJ", "PRCL", "NPRO", "INTJ"})
_LEAST_REST, _LEAST_PREFIX = 4, 2  # letters of a compound's last word, and of what stands before it


@lru_cache(maxsize=20_000)
def is_unknown(word: str) -> bool:
    """Tell whether `word`, as it is typed, is in small letters and neither a word nor made of words."""
    plain = word.replace(STRESS, "")
    if not _PLAIN.fullmatch(plain) or is_in_dictionary(plain) or _LOCAL.fullmatch(plain):
        return False
    *firsts, last = plain.split("-")
    # «маг-на», «док-ми», but «эс-эм-эс»
    whole = last in _LETTERS or (len(last) > _LEAST_PREFIX and forms(last)[0].kind not in _NEVER_JOINED)
    joined = not firsts or last in _PARTICLES or whole
    if not firsts and (words_that_begin(plain) or may_lack_space(plain) or _is_half_of_cut(plain)):
        return True  # «избират» is no compound, nor are «небудет» and «полтабл»
    return not (joined and _is_word(last) and all(first.endswith(("о", "е")) or _is_word(first) for first in firsts))


def may_lack_space(word: str) -> bool:
    """Tell whether `word` (in no dictionary) is «не» and a verb: «небудет», «неработает»."""
    return word.startswith("не") and forms(word[2:])[0].known and forms(word[2:])[0].kind in ("VERB", "INFN")


def _is_half_of_cut(word: str) -> bool:
    """Tell whether behind «пол» stands no genitive but the beginning of longer words: «полтабл»."""
    return word.startswith("пол") and word[-1] not in "аеиоуыэюяй" and bool(words_that_begin(word[3:]))


def _is_word(part: str) -> bool:
    """Tell whether `part` is a word or a letter's name, or ends with a word: «медколледж», «дизтопливо»."""
    ends = (part[start:] for start in range(_LEAST_PREFIX, len(part) - _LEAST_REST + 1))
    return part in _LETTERS or bool(_LOCAL.fullmatch(part)) or any(map(is_in_dictionary, (part, *ends)))


@dataclass(frozen=True, slots=True, order=True)
class FrequentWord:
    """A lemma: `kind` is `n` noun, `N` one mostly in the plural, `a` adjective, `v` verb, `w` what never changes.

    `plain` has е for ё; `level` is ten times the decimal logarithm of how often it is used.
    """

    plain: str
    word: str
    kind: str
    level: int


@cache
def frequent_words() -> tuple[FrequentWord, ...]:
    """Return the words in the order of the alphabet."""
    lines = Path(__file__).with_name("frequent_words.txt").read_text(encoding="utf-8")
    rows = unfolded(lines, told=2)
    return tuple(
        sorted(FrequentWord(word.replace("ё", "е"), word, told[0], NUMERALS.index(told[1])) for word, told in rows)
    )


@cache
def frequent_lemmas() -> Mapping[str, int]:
    """Return the words, each with its highest level."""
    return {each.word: each.level for each in sorted(frequent_words(), key=lambda each: each.level)}


def words_that_begin(cut: str) -> tuple[FrequentWord, ...]:
    """Return the words longer than `cut`, in small letters, that begin with it."""
    words, plain = frequent_words(), cut.replace("ё", "е")
    start = bisect_left(words, plain, key=lambda each: each.plain)
    end = bisect_left(words, plain + "\uffff", key=lambda each: each.plain)
    return tuple(each for each in words[start:end] if each.plain != plain)


@lru_cache(maxsize=4096)
def is_likelier_cut(word: str) -> bool:
    """Tell whether a longer word begins with `word`, in small letters, that is used twice as often: «родит», «темп».

    A word that the list lacks counts as rare, though short ones were left out of it: it is doubted rather than passed.
    """
    lemmas = {form.lemma for form in forms(word)}
    own = max(frequent_lemmas().get(lemma, 0) for lemma in lemmas)
    return any(each.level > own + _TWICE for each in words_that_begin(word) if each.word not in lemmas)
