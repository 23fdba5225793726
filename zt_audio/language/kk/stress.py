"""A Kazakh word in, which of its letters bears the stress out; None where the word leans on its neighbour.

Kazakh stresses the last syllable. Not stressed are the personal endings, all from the negative -ма on, -ша of
languages, and the particles; bare loans keep a stress of their own. An ending that may as well be another one
(қоймасын, баласыз, қаламыз) counts as stressed. Source: any school grammar of Kazakh (екпін түспейтін қосымшалар).
"""

from __future__ import annotations

import re

from zt_audio.language.kk.loans import loan_reach
from zt_audio.language.kk.respelling import SOUND_VOWELS, sounds_of
from zt_audio.language.kk.sounds import VOWELS, words
from zt_audio.language.lexicon import STRESS

CLITICS = frozenset(words("мен бен пен да де та те ма ме ба бе па пе ғой қой ғана шы ші ше ау мыс міс"))

_V = f"[{''.join(sorted(VOWELS))}]"
_C = "[бвгджзйклмнпрстфхцчшщь]"
# What bears no stress at the end of a word, in Kazakh words and on loans; it must leave a vowel to stress.
_UNSTRESSED = (
    r"[мбп]а(?:ңыз|ңыздар|ңдар|йық|йды|ймын|ймыз|йсың|йсыз|йсыздар|ған|ды|дық)",
    r"[мбп]е(?:ңіз|ңіздер|ңдер|йік|йді|ймін|йміз|йсің|йсіз|йсіздер|ген|ді|дік)",
    r"(?<=й)(?:мын|мін|мыз|міз|сың|сің|сыз|сіз)",
    r"(?<=[аей])(?:сыздар|сіздер|сыңдар|сіңдер)",
    r"(?<=[ае]н)(?:мын|мін|сыз|сіз)",
    r"(?<=қазақ)ша|(?<=орыс)ша|(?<=ағылшын)ша|(?<=ын)ша|(?<=ін)ше",
)
_UNSTRESSED_TAIL = re.compile(rf"(?P<stem>.*{_V}.*?)(?:{'|'.join(_UNSTRESSED)})$")
# Bare loans: поли-ция, кли-ника, инспек-тор; and surnames, Оспа-нов.
_LOAN_TAIL = re.compile(rf"(?P<stem>.*{_V}{_C}+)(?:ия|ика|(?<=[ак]т)ор)$")
_INA = re.compile(r"(?P<stem>..+и)на$")  # медици-на, маши-на
_SURNAME_TAIL = re.compile(rf"(?P<stem>.*{_V}.*?)[оеё]ва?$")
_LOAN_WORDS = {
    word.replace(STRESS, ""): word.index(STRESS)
    for word in words(
        "аппара\u0301т апте\u0301ка ви\u0301део ко\u0301декс маши\u0301на ми\u0301тинг мото\u0301р му\u0301зыка "
        "програ\u0301мма ра\u0301дио республи\u0301ка росси\u0301я сигаре\u0301та статья\u0301"
    )
}


def stressed_letter(word: str) -> int | None:
    """Return the index of the stressed letter of `word`: one part of a compound, perhaps marked with U+0301."""
    if (mark := word.find(STRESS)) > 0:
        return mark - 1
    small = word.lower()
    if small in CLITICS:
        return None
    sounds = sounds_of(small)[: _stressed_stem(small)]
    return next((at for at in reversed(range(len(sounds))) if SOUND_VOWELS.intersection(sounds[at])), None)


def _stressed_stem(word: str) -> int:
    """Return how many letters of `word` hold the stress, on the last vowel of them."""
    if word in _LOAN_WORDS:
        return _LOAN_WORDS[word]
    tails = (_UNSTRESSED_TAIL, _SURNAME_TAIL, *((_LOAN_TAIL, _INA) if loan_reach(word) else ()))
    match = next((found for tail in tails if (found := tail.match(word))), None)
    return match.end("stem") if match else len(word)
