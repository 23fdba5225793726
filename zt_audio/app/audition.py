"""Choose the sentences by which voices are compared, and the voices that can read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from zt_audio.app.voices import VoiceList
from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read
from zt_audio.language.sentences import paragraphs, sentences
from zt_audio.model import Lang, Online, Project

_SENTENCES = 10
_LONGEST = 220  # characters: a longer sentence tires those who compare
_PLAIN = frozenset({"word", "space", "mark"})  # rules that only read letters and marks
_RULE_WEIGHT = 3  # a number or an abbreviation counts as much as three rare pairs of letters
_NO_CHANGES = "-ND"  # of Creative Commons: no derivatives


def hard_sentences(project: Project, lang: Lang, most: int = _SENTENCES) -> tuple[str, ...]:
    """Return the sentences of the appeals that are hardest to say, the hardest first, each once.

    A sentence is the harder the more of it is read by a rule or an entry of the lexicon (numbers, abbreviations, names)
    and the more pairs of letters it has that no other sentence of the project has.
    """
    lexicon = Lexicon([entry for entry in project.lexicon.get(lang, ()) if entry.place is None])
    found = dict(
        entry for appeal in project.appeals.values() for entry in _rated(appeal.text[lang].value, lang, lexicon)
    )
    common = Counter(pair for _ruled, said in found.values() for pair in _pairs(said))

    def hardness(written: str) -> int:
        ruled, said = found[written]
        return _RULE_WEIGHT * ruled + sum(common[pair] == 1 for pair in _pairs(said))

    return tuple(sorted((one for one in found if len(one) <= _LONGEST), key=hardness, reverse=True)[:most])


def _rated(text: str, lang: Lang, lexicon: Lexicon) -> Iterator[tuple[str, tuple[int, str]]]:
    """Yield each sentence of `text` as it is written, how many tokens of it a rule reads, and what is said."""
    for _start, paragraph in paragraphs(text):
        reading = read(paragraph, lang, lexicon)
        said = sentences(reading, lang, paragraph)
        ends = [*(each.offset for each in said), len(paragraph)][1:]  # none where nothing can be said
        for sentence, end in zip(said, ends, strict=True):
            begin = sentence.offset
            ruled = sum(begin <= piece.start < end and piece.rule not in _PLAIN for piece in reading.pieces)
            written = " ".join(paragraph[begin:end].split())
            if sentence.syllables and not read(written, lang, lexicon).problems:
                yield written, (ruled, sentence.text)


def _pairs(said: str) -> set[str]:
    words = "".join(letter if letter.isalpha() else " " for letter in said.lower()).split()
    return {word[at : at + 2] for word in words for at in range(len(word) - 1)}


def audition_voices(found: VoiceList, lang: Lang, online: Online) -> tuple[str, ...]:
    """Return the name of every voice of `found` that can speak `lang` and may be used.

    Those on the internet only where the settings allow it; none whose licence forbids to change it, as every sound is.
    """
    names = [
        f"{engine}:{voice.id}"
        for engine, voice in found.voices
        if voice.lang == lang and (online != "never" or not voice.online) and _NO_CHANGES not in voice.licence
    ]
    # The bare name of a model with several speakers means its first one, which has a name of its own.
    return tuple(name for name in names if f"{name}#0" not in names)
