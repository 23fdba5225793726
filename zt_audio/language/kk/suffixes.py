"""Understand a suffix that is written after a hyphen (102-ге, АЕК-тен, 30-шы), and put it on spoken words.

The suffix says which form is meant; how it sounds follows from the word that is spoken before it: 20-ға is жиырмаға,
and so is a mistyped 20-ге. An entry of the lexicon takes its suffix so, too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context
from zt_audio.language.kk.endings import KazakhCase, owned_plural, plural, possessive, with_case
from zt_audio.language.kk.forms import owned
from zt_audio.language.kk.number_tokens import CAPITAL, HYPHEN, LETTER
from zt_audio.language.kk.numbers import COLLECTIVES, ORDINALS
from zt_audio.language.kk.vowel_harmony import final, harmony
from zt_audio.model import LexiconEntry


@dataclass(frozen=True, slots=True)
class Suffix:
    """What a written suffix asks for, in the order in which it is put on."""

    derived: str = ""  # "лық", "дай", "сыз": the back form after a vowel
    plural: bool = False
    owned: bool = False
    case: KazakhCase = "nom"
    attributive: bool = False  # -дағы, -дегі: the locative made an adjective
    ordinal: bool = False
    collective: bool = False
    person: str = ""  # "1" біз, "2" сіз: жетеуміз, бесеуіңіз


# 30-шы, 8-інші, 20-сыншы: some write the linking vowel, some its consonant too.
_ORDINAL = re.compile(r"(?:с?[ыі]?н)?ш[ыі]")
_COLLECTIVE = re.compile(r"[ае]?у")  # 5-еуі, and 5-уі
_DERIVED = {
    **dict.fromkeys(("лық", "лік", "дық", "дік", "тық", "тік"), "лық"),
    **dict.fromkeys(("дай", "дей", "тай", "тей"), "дай"),
    **dict.fromkeys(("сыз", "сіз"), "сыз"),
    **dict.fromkeys(("даған", "деген", "таған", "теген", "лаған", "леген"), "даған"),  # 100-деген: жүздеген
}
# After a collective: 7-еуміз, 3-еуіміз; 5-еуіңіз.
_PERSON = re.compile(r"(?:(?P<we>[ыі]?м[ыі]з)|(?P<you>[ыі]ң[ыі]з(?:д[ае]р)?))(?P<rest>.*)")
_DERIVED_START = re.compile("|".join(_DERIVED))
_INFLECTED = re.compile(
    r"(?P<plural>[лдт][ае]р)?(?P<owned>с?[ыі])?"
    r"(?:(?P<gen>[ндт][ыі]ң)|(?P<dat>[ғгқкн][ае])|(?P<loc>н?[дт][ае])(?P<attributive>[ғг][ыі])?"
    r"|(?P<abl>[ндт][ае]н)|(?P<ins>[мбп]ен)|(?P<acc>[ндт][ыі]|н))?"
)
# The same without groups, for the patterns of the rules.
INFLECTION = (
    r"(?:[лдт][ае]р)?(?:с?[ыі])?"
    r"(?:[ндт][ыі]ң|[ғгқкн][ае]|н?[дт][ае](?:[ғг][ыі])?|[ндт][ае]н|[мбп]ен|[ндт][ыі]|н)?"
)
# A hyphen and a suffix, for the patterns of the rules: nothing else after a hyphen is taken for one.
SUFFIX = (
    r"[-‑–](?P<suffix>(?i:(?=\w)(?:с?[ыі]?н?ш[ыі]|[ае]у|[лдт][ыі][қк]|[дт][ае]й|с[ыі]з)?"
    rf"{INFLECTION}))(?!\w)"
)
_CASES: tuple[KazakhCase, ...] = ("gen", "dat", "acc", "loc", "abl", "ins")
# First consonant of a derived suffix by the sound before it: теңгелік, пайыздық, жиырмадай, жүздей, қырықтай.
_DERIVED_ONSETS = {
    "лық": {"vowel": "л", "glide": "л", "nasal": "д", "buzz": "д", "hard": "т"},
    "дай": {"vowel": "д", "glide": "д", "nasal": "д", "buzz": "д", "hard": "т"},
    "даған": {"vowel": "л", "glide": "д", "nasal": "д", "buzz": "д", "hard": "т"},  # ондаған, елулеген, қырықтаған
    "сыз": dict.fromkeys(("vowel", "glide", "nasal", "buzz", "hard"), "с"),
}
_FRONTED = str.maketrans("ыақғ", "іекг")
_BACKED = str.maketrans("і", "ы")


def parse_suffix(written: str) -> Suffix | None:
    """Return what `written` asks for; None where it is a word and no suffix (5-мектеп)."""
    written = written.lower()
    if match := _ORDINAL.match(written):
        return _inflected(written[match.end() :], ordinal=True)
    if match := _COLLECTIVE.match(written):
        person = _PERSON.fullmatch(written, match.end())
        suffix = _inflected(person["rest"] if person else written[match.end() :], collective=True)
        if person and suffix:
            return None if suffix.owned else replace(suffix, person="1" if person["we"] else "2")
        return suffix
    if match := _DERIVED_START.match(written):
        return _inflected(written[match.end() :], derived=_DERIVED[match.group()])
    return _inflected(written) if written else None


def suffix_of(match: re.Match[str]) -> Suffix:
    """Return what the group `suffix` of SUFFIX asks for; the bare word where there is none."""
    return (parse_suffix(match["suffix"]) if match["suffix"] else None) or Suffix()


def _inflected(written: str, *, derived: str = "", ordinal: bool = False, collective: bool = False) -> Suffix | None:
    match = _INFLECTED.fullmatch(written)
    if match is None:
        return None
    case: KazakhCase = next((case for case in _CASES if match[case]), "nom")
    return Suffix(
        derived=derived,
        plural=bool(match["plural"]),
        # «мамырдың 20-на»: the н of these endings comes after a possessive only: жиырмасына
        owned=bool(match["owned"] or (match["dat"] or match["loc"] or "")[:1] == "н" or match["acc"] == "н"),
        case=case,
        attributive=bool(match["attributive"]),
        ordinal=ordinal,
        collective=collective,
    )


def attach(spoken: str, suffix: Suffix, *, owned: bool = False) -> str:
    """Put `suffix` on the last word of `spoken`; `owned` where that is a possessive already (министрлігі)."""
    head, space, word = spoken.rpartition(" ")
    if (suffix.ordinal or suffix.collective) and "-" in word:  # 2-3-еуі: екі-үшеуі
        first, _, word = word.rpartition("-")
        first = ORDINALS.get(first, first) if suffix.ordinal else first
        head, space = f"{head}{space}{first}", "-"
    if suffix.ordinal:
        word = ORDINALS.get(word, word)
    if suffix.collective:
        word = COLLECTIVES.get(word, word)
    if suffix.person:  # the vowel ү of the collective needs no link: жетеуміз, but бесеуіңіз
        word += ("міз" if suffix.person == "1" else "іңіз").translate(_BACKED if harmony(word) == "back" else {})
    if suffix.derived:
        word, owned = _derive(word, suffix.derived), False
    if suffix.plural:
        word = owned_plural(word) if owned else plural(word)
    if suffix.owned and not owned:
        word, owned = possessive(word), True
    word = with_case(word, suffix.case, possessive=owned)
    if suffix.attributive:
        word += "гі" if harmony(word) == "front" else "ғы"
    return f"{head}{space}{word}"


def same_form(word: str, base: str, other: str) -> str | None:
    """Return `other` with the ending that `word` has on `base` (жәшікке: контейнерге); None where it is not known."""
    suffix = _inflected(word[len(base) :])
    if suffix is None or attach(base, suffix, owned=owned(base)) != word:
        return None
    return attach(other, suffix, owned=owned(other))


def _derive(word: str, derived: str) -> str:
    onset = "д" if derived == "лық" and word.rstrip("ь").endswith("л") else _DERIVED_ONSETS[derived][final(word)]
    ending = onset + derived[1:]
    return word + (ending.translate(_FRONTED) if harmony(word) == "front" else ending)


_SUFFIX = re.compile(rf"{HYPHEN}({LETTER}+)(?!\w)")
# «УАБП-ға», «Wi-Fi-ға»: a capital letter shows an abbreviation or a name. «м-гі» is contracted, and has no suffix.
_WITH_SUFFIX = re.compile(rf"(?P<word>(?=\S*[A-Z{CAPITAL[1:]})\S{{2,}}){HYPHEN}(?P<ending>{LETTER}+)")


def entry_with_suffix(entry: LexiconEntry, context: Context) -> tuple[str, int]:
    """Return what is said for `entry` and where it ends; with a suffix (АЕК-ке) its own form in that case, if any."""
    match = context.after(_SUFFIX)
    suffix = parse_suffix(match[1]) if match else None
    if match is None or suffix is None:
        return entry.spoken, context.end
    if suffix.case in entry.forms:
        return entry.forms[suffix.case], match.end()
    return attach(entry.spoken, suffix, owned=owned(entry.spoken)), match.end()


def word_of_entry(written: str) -> str:
    """Return what of `written` an entry holds: one entry serves «УАБП», «УАБП-ға» and «УАБП-ның»."""
    match = _WITH_SUFFIX.fullmatch(written)
    return match["word"] if match and match["ending"].islower() and parse_suffix(match["ending"]) else written
