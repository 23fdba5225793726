"""Read abbreviations that are said letter by letter («ПЦР», «ВЛ-10»), and words in capitals with an ending («ЦОНе»).

Letters decline in no case, so they are right in any place of a sentence. Source of the names of letters: Русская
грамматика (1980), vol. 1.
"""

from __future__ import annotations

import re

from zt_audio.language.grammar import Rule
from zt_audio.language.ru.letters import RUSSIAN_LETTERS
from zt_audio.language.tables import any_of, heads, word_list

_SPELT = word_list(
    "ПЦР МРТ КТ ЭКГ ЭЭГ ДНК РНК ВПЧ АКДС ДЦП НДС НДФЛ ИПН КПН ЭСФ ВЛ КЛ ТП РП ПС КТП ГРП ГРПШ ГРС КНС ЦТП АКПП "
    "ОСМС ГОБМП ПМСП АСП ФСМС ЕНПФ МСЭ ИЖС ГСМ БПЛА ПДК СНТ ФИО ДВС СУГ ГБО КТЖ ОРВИ ОГПО ДСП ЖБИ СССР ПВХ ТВ "
    # settlements of the classifier are named after these
    "ЛСП ЛТО ЛДПС ЛХПП ПМК РСУ ДСУ МТС АТК ГКС КФК КГТПИ УНГБ СТФ АБЗ ПХЦ ТПБ"
)
_NAMES = {**RUSSIAN_LETTERS, "л": "эл"}  # among other letters: «вэ-эл»
# «в ЦОНе», «2 ФАПа»: they decline as nouns.
_WORDS = word_list("ФАП ЦОН ЗАГС РАГС ОМОН СОБР ВУЗ ТЮЗ ЧОП ГОСТ УАЗ ГАЗ ВАЗ МРОТ ЦУМ ГУМ НИШ")


RULES = (
    Rule(
        "letters",
        re.compile(rf"(?<![\w.-])(?P<short>{any_of(_SPELT)})(?!\w|-[^\d])"),
        lambda match, _: "-".join(_NAMES[letter.lower()] for letter in match["short"]),
        heads(_SPELT),
    ),
    Rule(
        "said-as-word",
        re.compile(rf"(?<![\w-])(?P<word>{any_of(_WORDS)})(?P<ending>а|у|ом|е|ы|ов|ам|ами|ах)(?!\w|-)"),
        lambda match, _: match["word"].lower() + match["ending"],
        heads(_WORDS),
    ),
)
