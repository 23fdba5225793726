"""Tell which words of a Russian text no dictionary has: «изза», «ксати», «судисп», «интернет-мошен».

Names have a capital letter; a name without one is a guess, too, and staff sign it off.
"""

from __future__ import annotations

import re
from functools import lru_cache

from zt_audio.language.lexicon import STRESS
from zt_audio.language.ru.letters import RUSSIAN_LETTERS
from zt_audio.language.ru.morphology import forms, is_in_dictionary

# Words of notices in Kazakhstan that the dictionary lacks, with any ending.
_LOCAL = re.compile(
    r"(?:тенге|тиын|акимат|маслихат|намаз|ифтар|наурыз|дастархан|баурсак|кинолог|вейп|фликер|ватсап|тиктокер|буллинг|"
    r"дроп?пер|каршеринг)"
    r"(?:[аеиоуыюя]|[аяоеи]м[иу]?|о[вйм]|е[вйм]|а[хм]|ами|ого|ому)?"
)
_LETTERS = frozenset(RUSSIAN_LETTERS.values())
_PLAIN = re.compile(r"[а-яё]{2,}(?:-[а-яё]+)*")
_PARTICLES = frozenset({"то", "либо", "нибудь", "ка", "таки", "де", "за", "под"})  # «что-то», «из-за»
_NEVER_JOINED = frozenset({"PREP", "CONJ", "PRCL", "NPRO", "INTJ"})
_LEAST_REST, _LEAST_PREFIX = 4, 2  # letters of a compound's last word, and of what stands before it


@lru_cache(maxsize=20_000)
def is_unknown(word: str) -> bool:
    """Tell whether `word`, as it is typed, is in small letters and neither a word nor made of words."""
    plain = word.replace(STRESS, "")
    if not _PLAIN.fullmatch(plain) or is_in_dictionary(plain) or _LOCAL.fullmatch(plain):
        return False
    *firsts, last = plain.split("-")
    joined = not firsts or last in _PARTICLES or forms(last)[0].kind not in _NEVER_JOINED  # «маг-на»
    return not (joined and _is_word(last) and all(first.endswith(("о", "е")) or _is_word(first) for first in firsts))


def _is_word(part: str) -> bool:
    """Tell whether `part` is a word or a letter's name, or ends with a word: «медколледж», «дизтопливо»."""
    ends = (part[start:] for start in range(_LEAST_PREFIX, len(part) - _LEAST_REST + 1))
    return part in _LETTERS or bool(_LOCAL.fullmatch(part)) or any(map(is_in_dictionary, (part, *ends)))
