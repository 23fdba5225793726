"""Tell whether letters that no rule has claimed are plain words: what may be short for something is refused.

A row of the tables below is one that a linguist can argue with.
"""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.lexicon import STRESS
from zt_audio.language.registry import language_of
from zt_audio.language.tables import word_set
from zt_audio.model import Lang

# A full stop that a small letter follows ends no sentence, so the word before it is short: «админ. протокол»,
# «мед. көмек». Source: the rules of Russian spelling of 1956, § 93 (capital letter after a full stop); the same in
# Kazakh (emle.kz); nor does one before a comma. Three dots are a pause, not a full stop.
_SHORTENED = re.compile(r"\.(?!\.)(?:,|[^\S\n]*[«„“\"(\[]?[а-яёәғқңөұүһі])")
# Nor does one that a figure or a comma follows: «стр. 5», «стр., бригады». Behind capitals it may: «на ТЭЦ. 5 мая».
_STOP_OF_WORD = re.compile(r"\.(?!\.)(?=[^\S\n]*(?:[,;:!?)№«„“\"]|[А-ЯЁ]{2}|[-–−+]\d|[«„“\"(\[]?[а-яёәғқңөұүһіa-z\d]))")
_STOP_OF_CAPITALS = re.compile(r"\.(?!\.)(?=[^\S\n]*(?:[,;:)]|[«„“\"(\[]?[а-яёәғқңөұүһіa-z]))")
# Ends of words that were shortened in the middle: кол-во, произ-во, г-жа, ст-ца. None is a word or a particle.
# Source: ГОСТ 7.0.12-2011, shortening with a hyphen.
_TAILS = word_set(
    "во ва ву вом ве вам вами вах ция ции цию цией ца цы цу цей ния нию нием ние жа жи жу жей тель теля телю телем "
    "ник ника нику лей ром тер сть сти"
)
# Shortened words that are no words of either language, so that they are short before any full stop: «ул. Абая» in a
# Kazakh text, «серж. Ахметов». Source: ranks, addresses and months in orders and notices of police and akimats.
_NEVER_WORDS = word_set(
    "ул обл респ мкр просп микрор подполк серж лейт инсп капит ефр админ управл департ инж сур прил "
    "қаң ақп нау сәу мау шіл желт бөл басқ қызм"
)
_VOWELLESS = word_set("в")  # «в-третьих»
_MIXED = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮҺІ]{2,}[а-яёәғқңөұүһі]|[а-яёәғқңөұүһі][А-ЯЁӘҒҚҢӨҰҮҺІ]{2}")
_MARKS_OF_STRESS = re.compile(rf"[+{STRESS}]")


def may_be_short(word: str, text: str, end: int, lang: Lang) -> bool:
    """Tell whether `word`, which ends at `end` of `text`, may be an abbreviation."""
    if _SHORTENED.match(text, end):
        return True
    plain = _MARKS_OF_STRESS.sub("", word)
    if plain.lower() in _NEVER_WORDS and text.startswith(".", end):
        return True
    if not word[1:].islower() and _MIXED.search(plain):  # пКМ, ПДДшник; КазМунайГаз has one capital at a time
        return True
    return "-" in plain and _compound_may_be_short(plain.split("-"), lang)


def end_of_short(word: str, text: str, end: int) -> int:
    """Return where the abbreviation `word`, which `end` of `text` follows, ends: its full stop belongs to it.

    A full stop that may end the sentence does not, so that what replaces the word leaves it there.
    """
    own_stop = _STOP_OF_CAPITALS if word.isupper() else _STOP_OF_WORD
    stop = own_stop.match(text, end) if word[-1:].isalpha() else None
    return stop.end() if stop else end


def _compound_may_be_short(parts: list[str], lang: Lang) -> bool:
    """Tell whether one part of a word with hyphens is an abbreviation (СМС-код), or the whole is (кол-во, р-н)."""
    shouted = all(part.isupper() for part in parts)
    if not shouted and any(part.isupper() and len(part) > 1 for part in parts):
        return True
    vowels = language_of(lang).vowels
    if any(not vowels & set(part.lower()) and part.lower() not in _VOWELLESS for part in parts):
        return True
    return parts[-1].lower() in _TAILS
