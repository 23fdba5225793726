"""Tell whether the last word of a name is already a third-person possessive (базары).

A name of a place nearly always ends in such a head, and then takes other endings than a bare noun does:
базары-на, but Алматы-ға.
"""

from __future__ import annotations

import re
from functools import cache

from zt_audio.language.kk.endings import plural, possessive
from zt_audio.language.tables import word_list

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
