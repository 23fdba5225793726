"""Mark words that mean two things by their stress: a voice may take either, so the reading is a guess.

A stress typed by staff (з+амок) settles it. The table holds only words both of whose meanings occur in notices, after
A. Zaliznyak's *Grammatical Dictionary of Russian*; where one meaning is rare («уже», «дорога», «стоит») every voice
says the usual one.
"""

from __future__ import annotations

import re

from zt_audio.language.grammar import Guess, Rule
from zt_audio.language.tables import any_of, heads, word_list

_HOMOGRAPHS = (
    *word_list("замок замка замку замком замке замки замков замкам замками замках"),  # on a door; of a khan
    *word_list("мука муки муку мукой муке"),  # flour; torment
    *word_list("атлас атласа атласом"),  # of maps; cloth
    *word_list("кружки кружков кружкам"),  # clubs of children; mugs
    *word_list(
        "засыпать засыпает засыпают отрезать насыпать вырезать"
    ),  # to fall asleep; to fill in: perfective or not
    *word_list("хлопок хлопка хлопком"),  # a bang of gas; cotton
    *word_list("трусит парить вести"),
)
_EITHER_CASE = "|".join(rf"[{word[0].upper()}{word[0]}]{word[1:]}" for word in any_of(_HOMOGRAPHS).split("|"))

RULES = (
    Rule(
        "homograph",
        re.compile(rf"(?<![\w-])(?:{_EITHER_CASE})(?![\w\u0301-])"),
        lambda match, _context: Guess(match.group()),
        heads(_HOMOGRAPHS),
    ),
)
