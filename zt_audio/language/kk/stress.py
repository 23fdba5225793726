"""Find the stressed letter of a Kazakh word; a word that leans on its neighbour has none.

Kazakh stresses the last syllable, except personal endings, all endings from the negative -ма on, the -ша of languages,
and particles; bare loans keep a stress of their own. An ending that may also be another one (қоймасын, баласыз,
қаламыз) counts as stressed. Source: any school grammar of Kazakh (екпін түспейтін қосымшалар).
"""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.kk import LANGUAGE
from zt_audio.language.kk.loans import loan_reach
from zt_audio.language.kk.respelling import SOUND_VOWELS, sounds_of
from zt_audio.language.lexicon import STRESS
from zt_audio.language.tables import word_list, word_set

_CLITICS = word_set("мен бен пен да де та те ма ме ба бе па пе ғой қой ғана шы ші ше ау мыс міс")
LEANING = _CLITICS | {"ақ"}  # after a hyphen: келді-ау, сондай-ақ

_V = f"[{''.join(sorted(LANGUAGE.vowels))}]"
_C = "[бвгғджзйкқлмнңпрстфхһцчшщь]"
# The negative suffix, which bears no stress, by the sound before it: болма, жазба, айтпа. It is no negative in та-бады,
# си-пады; after a vowel the stem must be longer than in қа-мады.
_LONG_STEM = rf"(?:(?<={_V}{_C}{_V})|(?<={_V}{_C}{_C}{_V}))"
NEGATIVE_SUFFIX = rf"(?:(?<=[жзмнң])б|(?<=[кқпстфхцчшщбвгғд])п|(?<=[рлйу])м|(?<=^[дж]е)м|{_LONG_STEM}м)"
_NEGATIVE = (
    rf"{NEGATIVE_SUFFIX}а(?:ңыз|ңыздар|ңдар|йық|йды|ймын|ймыз|йсың|йсыз|йсыздар|ған|ды|дық)",
    rf"{NEGATIVE_SUFFIX}е(?:ңіз|ңіздер|ңдер|йік|йді|ймін|йміз|йсің|йсіз|йсіздер|ген|ді|дік)",
)
# Nouns that look like a negative: your office, your stop.
NO_NEGATIVES = word_set("мекемеңіз бөлмеңіз аялдамаңыз ережеңіз басқармаңыз анықтамаңыз хабарламаңыз")
# What else bears no stress at the end of a word, in Kazakh words and on loans; it must leave a vowel to stress.
_PERSONAL = (
    r"(?<=[йи])(?:мын|мін|мыз|міз|сың|сің|сыз|сіз)",
    r"(?<=[аей])(?:сыздар|сіздер|сыңдар|сіңдер)",
    r"(?<=[ае]н)(?:мын|мін|сыз|сіз)",
    r"(?<=қазақ)ша|(?<=орыс)ша|(?<=ағылшын)ша|(?<=ын)ша|(?<=ін)ше",
)
_NEGATIVE_TAIL = re.compile(rf"(?P<stem>.*{_V}.*?)(?:{'|'.join(_NEGATIVE)})$")
_PERSONAL_TAIL = re.compile(rf"(?P<stem>.*{_V}.*?)(?:{'|'.join(_PERSONAL)})$")
# Bare loans, stressed as in Russian: поли-ция, кли-ника, инспек-тор, прокурату-ра, марш-рутка; surnames, Оспа-нов.
_LOAN_TAIL = re.compile(
    rf"(?P<stem>.*{_V}{_C}+)(?:ия|иум|ика|(?<=[акя]т)ор|(?<=[аеёиоу]{_C})ка|(?<=[аеёиоу]{_C}{_C})ка)$"
)
_STRESSED_BEFORE = re.compile(r"(?P<stem>..+(?:и(?=на)|у(?=ра)|е(?=я)))(?:на|ра|я)$")  # медици-на, прокурату-ра, алле-я
_SURNAME_TAIL = re.compile(rf"(?P<stem>.*{_V}.*?)[оеё]ва?$")
_LOAN_WORDS = {
    word.replace(STRESS, ""): word.index(STRESS)
    for word in word_list(
        "авто\u0301бус аллерги\u0301я аппара\u0301т апте\u0301ка ви\u0301део гипертони\u0301я ко\u0301декс "
        "маши\u0301на ми\u0301тинг мото\u0301р му\u0301зыка нота\u0301риус педиатри\u0301я пневмони\u0301я "
        "програ\u0301мма психиатри\u0301я пье\u0301са ра\u0301дио росси\u0301я сигаре\u0301та статья\u0301 "
        "терапи\u0301я хирурги\u0301я"
    )
} | {name: len(name) for name in word_list("мария сафия рабия асия шария зия жария дария")}


def stressed_letter(word: str, *, leads: bool = False) -> int | None:
    """Return the index of the stressed letter of `word`: one part of a compound, perhaps marked with U+0301.

    A word that `leads` its clause leans on nothing: мен is "I" there, and no "and".
    """
    if (mark := word.find(STRESS)) > 0:
        return mark - 1
    small = word.lower()
    if small in _CLITICS and not leads:
        return None
    sounds = sounds_of(small)[: _stressed_stem(small)]
    return next((at for at in reversed(range(len(sounds))) if SOUND_VOWELS.intersection(sounds[at])), None)


def _stressed_stem(word: str) -> int:
    """Return how many letters of `word` hold the stress, on the last vowel of them."""
    if word in _LOAN_WORDS:
        return _LOAN_WORDS[word]
    loan = (_LOAN_TAIL, _STRESSED_BEFORE) if loan_reach(word) else ()
    negative = () if word in NO_NEGATIVES else (_NEGATIVE_TAIL,)
    tails = (*negative, _PERSONAL_TAIL, _SURNAME_TAIL, *loan)
    match = next((found for tail in tails if (found := tail.match(word))), None)
    return match.end("stem") if match else len(word)
