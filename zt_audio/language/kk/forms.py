"""Put a Kazakh name into a case: its last word takes the ending that its possessive, or its letters, ask for."""

from __future__ import annotations

from functools import cache
from typing import get_args

from zt_audio.errors import ContentError
from zt_audio.language import late_re as re
from zt_audio.language.kk import LANGUAGE
from zt_audio.language.kk.endings import KazakhCase, case_ending, plural, possessive, with_case
from zt_audio.language.kk.numbers import kazakh_cardinal
from zt_audio.language.lexicon import STRESS
from zt_audio.language.tables import word_list
from zt_audio.model import Problem

_CAPITAL = "[А-ЯЁӘҒҚҢӨҰҮҺІ]"
_INITIALISM = re.compile(rf"{_CAPITAL}+[а-яё]?{_CAPITAL}+$")
_LONGEST = 4  # a longer word in capitals is a common word in capitals: БАЗАР
# By custom: республикаға; жэ-шэ-эс is heard with a back ending; қоғамға; көрсеткішке; штаттарға is АҚШ-қа.
_SOUNDS = {"ҚР": "республика", "ЖШС": "жешеса", "АҚ": "қоғам", "АЕК": "көрсеткіш", "АҚШ": "штат"}
_AS_WORD = re.compile(rf"(?:[{''.join(sorted(LANGUAGE.vowels))}][жзқлмнңпрстфхшй]?)$")
_LETTER_NAMES = {
    **{letter: letter + "э" for letter in "бвгджзптцч"},
    **{letter: "э" + letter for letter in "лмнрсф"},
    **{letter: letter + "а" for letter in "кқғхһшщ"},
    "й": "ий",
    "ң": "ың",
}


def is_initialism(word: str) -> bool:
    """Tell whether `word` is written as an abbreviation: ҚР, ІІМ, ӘҚБтК (but not БАЗАР)."""
    return bool(_INITIALISM.match(word)) and (len(word) <= _LONGEST or not word.isupper())


def initialism_sound(word: str) -> str:
    """Return a sound-alike of the end of `word`."""
    small = word.lower()
    if word in _SOUNDS:
        return _SOUNDS[word]
    if _AS_WORD.search(small):
        return small
    return "кэ" if small[-1] == "к" else letter_name(small[-1])  # the common ҚК-нің, ҰҚК-ге are of комитет, кодекс


def letter_name(letter: str) -> str:
    """Return the name of a letter: а, бэ, вэ."""
    small = letter.lower()
    return _LETTER_NAMES.get(small, small)


_LETTERS = "".join(sorted(LANGUAGE.letters))
# A name: what stands before its last word, that word or number, and closing marks.
_NAME = re.compile(rf"(?P<before>.*?)(?P<last>[{_LETTERS}][{_LETTERS}{STRESS}]*|\d+)(?P<after>[^\w]*)$", re.DOTALL)
_MOST_DIGITS = 15  # of a number that kazakh_cardinal says
_OWNER = re.compile(rf"[{_LETTERS}\d»”\"]+[»”\"]?[\s-]+[«“\"]?$")
_OPENING = re.compile(r"[«“„\"]([^»”\"]*)$")


def kazakh_form(name: str, case: str) -> str:
    """Return `name` in `case`: one of nom gen dat acc loc abl ins, or px3, the possessive of a bare noun.

    Raises ContentError `form-unknown` for any other case, and for a name that does not end in a Kazakh word or number.
    """
    match = _NAME.match(name.strip())
    is_too_long = match is not None and match["last"].isdigit() and len(match["last"]) > _MOST_DIGITS
    if match is None or is_too_long or case not in (*get_args(KazakhCase), "px3"):
        raise ContentError(Problem("form-unknown", None, {"name": name, "case": case, "lang": "kk"}))
    before, last, after = match["before"], match["last"], match["after"]
    if case == "nom":
        return name.strip()
    return before + _last_word(before, last, case) + after


def owned(name: str) -> bool:
    """Tell whether `name` already ends in a third-person possessive (базары, Республикасы)."""
    match = _NAME.match(name.strip())
    return match is not None and _owned(match["before"], match["last"])


def _owned(before: str, last: str) -> bool:
    quoted = _OPENING.search(before)
    within = quoted[1] if quoted else before  # a quoted name is judged by itself
    return not last.isdigit() and is_possessive(last, has_owner=bool(_OWNER.search(within)))


def _last_word(before: str, last: str, case: str) -> str:
    if last.isdigit():
        return f"{last}-{_ending(kazakh_cardinal(int(last)).split()[-1], case)}"
    if is_initialism(last):
        return f"{last}-{_ending(initialism_sound(last), case)}"
    is_owned = _owned(before, last)
    if case == "px3":
        return last if is_owned else possessive(last)
    return with_case(last, _as_case(case), possessive=is_owned)


def _ending(sound: str, case: str) -> str:
    """Return the ending that is written after a hyphen: Батыс-2-ге, ІІМ-нің."""
    if case == "px3":
        return possessive(sound).removeprefix(sound) or possessive(sound)[-1]
    return case_ending(sound, _as_case(case))


def _as_case(case: str) -> KazakhCase:
    return next(known for known in get_args(KazakhCase) if known == case)


# What places, bodies and their parts are called, as bare nouns; their possessive forms follow by rule.
_HEADS = word_list(
    "базар аудан вокзал көше қойма жағалау университет қала ауыл мешіт аялдама саябақ мектеп алаң облыс бекет дүкен "
    "аурухана емхана стадион орталық кент даңғыл үй кешен зауыт фабрика театр кинотеатр мұражай кітапхана колледж "
    "институт академия балабақша әуежай станция көпір өзен көл тоған әкімдік бөлім бөлімше басқарма департамент "
    "министрлік пункт серіктестік қоғам кәсіпорын тұрақ жол разъезд қорым зират шіркеу монша қонақүй мейрамхана "
    "дәмхана сарай гимназия лицей парк сквер бульвар жатақхана мұрағат дала тау сай бұлақ жаға село округ "
    "республика кодекс заң комитет полиция учаске кәсіпкер мекеме ұйым бірлестік кооператив агенттік халық "
    "тұрғын сатушы алушы азамат оқушы жүргізуші жолаушы бап бөлік тармақ тармақша кеңес сот банк қор клуб "
    "кафе нарық бассейн ескерткіш кесене мейрам мереке айналма айлақ порт жер алқап төбе шахта "
    # what ends as adjectives and agents do once it is owned: қызметі, заводы, филиалы
    "қызмет мәслихат факультет интернат кабинет бюджет парламент президент студент құжат санат завод сад склад поезд "
    "зал канал филиал терминал тіл"
)
# Bare nouns that end as if they were possessives.
_BARE_NOUNS = word_list(
    "бөрі дәрі пері тері кірпі кісі қажы қозы тоты ұры үкі тәтті жылқы қазы торы сары сұлы шаңғы ұлы сулы ірі "
    "жонғы сарғы бағы кеңсі қоңсы әкімші ертегі таңғы кешкі қысқы жазғы күзгі көктемгі ішкі сыртқы жоғарғы төменгі "
    "ортаңғы бұрынғы соңғы алғашқы кейінгі қазіргі бүгінгі жергілікті жаңғы қаржы арғы бергі қыршы түнгі күндізгі "
    "екі алты жеті"  # Батыс екі, as Батыс-2 is said
)
_PLURAL_POSSESSIVE = re.compile(r"\w{2,}(?:лары|лері|дары|дері|тары|тері)$")
_AFTER_VOWEL = re.compile(r"\w*[аәеоөыіяиуэ](?:сы|сі)$")
_PATRONYMIC = re.compile(r"\w{2,}(?:ұлы|қызы)$")
_AFTER_CONSONANT = re.compile(r"\w*[бвгғджзйклмнңпрстуфхһцч](?:ы|і)$")
_ADJECTIVE = re.compile(r"\w+(?:лы|лі|ды|ді|ты|ті|шы|ші)$")


@cache
def _known() -> frozenset[str]:
    single = frozenset(possessive(head) for head in _HEADS)
    return single | frozenset(possessive(plural(head)) for head in _HEADS)


def is_possessive(word: str, *, has_owner: bool) -> bool:
    """Tell whether `word`, the last of a name, ends in a possessive; `has_owner` where words stand before it.

    A word that is no known head is judged by its ending: -сы after a vowel and -лары are possessive, other -ы and -і
    only in a name of several words, in small letters, and where they are no adjective or agent (-лы, -шы).
    """
    small = word.lower()
    if small in _known():
        return True
    if small in _BARE_NOUNS:
        return False
    if _PATRONYMIC.match(small):
        return True
    if not has_owner and word != small:
        return False
    if _PLURAL_POSSESSIVE.match(small) or _AFTER_VOWEL.match(small):
        return True
    common = has_owner and word == small
    return common and bool(_AFTER_CONSONANT.match(small)) and not _ADJECTIVE.match(small)
