"""Turn a Kazakh negation into its opposite: тастамаңыз, болмайды, жоқ, емес."""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.kk.stress import NEGATIVE_SUFFIX, NO_NEGATIVES

_WORDS = {"емес": "", "жоқ": "бар"}  # an adjective stands without емес
_NEGATIVE = re.compile(
    rf"(?P<stem>.+){NEGATIVE_SUFFIX}(?P<vowel>[ае])"
    r"(?P<ending>(?:[ңу]|й(?:ды|ді|тын|тін|ық|ік|м|с)|ған|ген|са|се|ды|ді).*)$"
)
_VOWELS = "аәеоөұүыіиуюя"
_HARD = "кқпстфхцчшщ"
_VOICED = str.maketrans("пкқ", "бгғ")  # at the end of a stem before a vowel: шық-па-ңыз, шығ-ыңыз
_CLOSE = {"а": "ы", "е": "і"}
_AFTER_HARD = {"ғ": "қ", "г": "к", "д": "т"}


def affirmed(word: str) -> str | None:
    """Return what says the opposite of `word`, "" where that is nothing; None where `word` is no negation.

    The converb in -май has none that sounds like it.
    """
    small = word.lower()
    if small in _WORDS:
        return _WORDS[small]
    found = _NEGATIVE.match(small)
    if not found or small in NO_NEGATIVES:
        return None
    stem, vowel, ending = found["stem"], found["vowel"], found["ending"]
    if stem[-1] in _VOWELS:
        return stem + ending
    if ending[0] in "ңйу":
        link = {"ң": _CLOSE[vowel], "й": vowel, "у": ""}[ending[0]]
        # тұр-ма-йды is тұр-а-ды, тұр-ма-йық is тұр-айық
        rest = ending[1:] if ending[0] == "й" and ending[1] not in "ыі" else ending
        return stem[:-1] + stem[-1].translate(_VOICED) + link + rest
    return stem + (_AFTER_HARD.get(ending[0], ending[0]) if stem[-1] in _HARD else ending[0]) + ending[1:]
