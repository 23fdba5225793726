"""List every text of a project, as it is written and as it is spoken, and warn about likely mistakes in one.

A new warning is a function here, a line in `text_warnings`, and its sentence in messages/.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from math import ceil

from zt_audio.content.fields import fill_slots, without_slots
from zt_audio.errors import ContentError
from zt_audio.language.reader import PlacedText, Reader
from zt_audio.language.registry import language_of
from zt_audio.language.sentences import paragraphs
from zt_audio.model import LANGS, Appeal, Bilingual, Lang, Place, Problem, Project, Templates
from zt_audio.suggestions import cut


class TextKind(Enum):
    APPEAL = "appeal"
    TEMPLATE = "template"  # greeting or closing words with slots
    LABEL = "label"  # a title, a name or a form of a name: not a sentence


@dataclass(frozen=True, slots=True)
class WrittenText:
    """A text of a file in every language; the forms of a place come one language at a time."""

    kind: TextKind
    texts: Bilingual

    def words(self, lang: Lang) -> str:
        """Return the text for `lang` with blank slots; every other character keeps its offset."""
        text = self.texts[lang].value
        return without_slots(text) if self.kind is TextKind.TEMPLATE else text


@dataclass(frozen=True, slots=True)
class SpokenText:
    """A text with filled slots. `place` is where it is spoken; None means everywhere."""

    text: PlacedText
    lang: Lang
    place: str | None = None


def written_texts(project: Project) -> Iterator[WrittenText]:
    """Yield every text of the project's files except the lexicon."""
    for appeal in project.appeals.values():
        yield from written_texts_of(appeal)
    for templates in (project.intros, project.outros):
        yield from (WrittenText(TextKind.TEMPLATE, texts) for texts in _all(templates))
    yield from names_of_places(project.places.values())
    yield from (WrittenText(TextKind.LABEL, playlist.title) for playlist in project.playlists.values())


def names_of_places(places: Iterable[Place]) -> Iterator[WrittenText]:
    """Yield the name of each place and the forms that staff wrote."""
    for place in places:
        yield WrittenText(TextKind.LABEL, place.name)
        for lang in LANGS:
            for form in place.forms.get(lang, {}).values():
                yield WrittenText(TextKind.LABEL, {lang: form})


def written_texts_of(appeal: Appeal) -> Iterator[WrittenText]:
    yield WrittenText(TextKind.LABEL, appeal.title)
    yield WrittenText(TextKind.APPEAL, appeal.text)


def _all(templates: Templates) -> Iterator[Bilingual]:
    yield templates.default
    yield from templates.kinds.values()
    yield from templates.places.values()


def spoken_texts(project: Project, reader: Reader) -> Iterator[SpokenText]:
    """Yield every appeal and the greetings of every place; skip unknown forms, which the script reports."""
    for appeal in project.appeals.values():
        yield from (SpokenText(text, lang) for lang, text in appeal.text.items())
    for place in project.places.values():
        for templates in (project.intros, project.outros):
            for lang in LANGS:
                if template := templates.pick(place, lang):
                    try:
                        filled = fill_slots(template, place, lang, reader.form)
                    except ContentError:
                        continue
                    yield SpokenText(filled, lang, place.id)


def at_their_places(problems: Iterable[Problem], text: PlacedText) -> Iterator[Problem]:
    """Turn the offset in each problem about `text` into its place in the file."""
    for problem in problems:
        facts = {name: fact for name, fact in problem.facts.items() if name != "offset"}
        yield replace(problem, where=text.at(problem.offset), facts=facts)


_MAX_WORDS = 25  # of a sentence that can be said in one breath
_MAX_S = 15.0
_ENDED = re.compile(r"[.!?…:][\s»”“\"')\]]*$")
_SHOWN_TAIL_CHARS, _SHOWN_HEAD_CHARS = 30, 40  # of a paragraph's end, of a sentence's beginning
_PARTNERS = {"»": "«", ")": "(", "]": "["}
_PAIRED = re.compile(r"[«»()\[\]“”„\"]")
_OPENING = frozenset("«([„")
# «1)», «а)»: the number of an item in a list has a closing bracket only.
_ITEM = re.compile(r"(?:^|\s)\w{1,2}$")
_ITEM_CHARS = 3
# A hyphen makes one word of two (күн-күн, еле-еле), and a mark parts them («Нет, нет!»): neither is a slip.
# The word is never shortened (++): what is left of it is no gap, and to try takes as long as the text has letters.
_GAP = r"[^\S\n]{0,20}\s[^\S\n]{0,20}"  # one line end at most; bounded, for a text may be full of spaces
_DOUBLED = re.compile(rf"(?<![\w-])(?P<word>[^\W\d_]++){_GAP}(?P<again>(?P=word))(?![\w-])", re.IGNORECASE)


def text_warnings(text: str, lang: Lang, *, is_label: bool) -> Iterator[Problem]:
    """Yield every warning about `text` with its offset; a label (a title, a name) is not a sentence."""
    yield from doubled_words(text, lang)
    yield from unbalanced_marks(text)
    if not is_label:
        yield from missing_final_marks(text)
    yield from language_of(lang).check_facts().slips(text)


def missing_final_marks(text: str) -> Iterator[Problem]:
    """Yield `no-final-mark` at the last character of each paragraph of `text` that does not end like a sentence."""
    for start, paragraph in paragraphs(text):
        if not _ENDED.search(paragraph):
            tail = cut(paragraph[::-1], _SHOWN_TAIL_CHARS)[::-1]
            yield Problem.warning("no-final-mark", start + len(paragraph) - 1, token=tail)


def unbalanced_marks(text: str) -> Iterator[Problem]:
    """Yield `unbalanced-mark` at each quote or bracket without a partner in its paragraph."""
    for start, paragraph in paragraphs(text):
        for offset in _partnerless(paragraph):
            yield Problem.warning("unbalanced-mark", start + offset, token=paragraph[offset])


def _partnerless(paragraph: str) -> list[int]:
    """Return the offsets of marks without a partner, in their order."""
    opened: list[int] = []
    lonely: list[int] = []
    for offset, mark in ((found.start(), found.group()) for found in _PAIRED.finditer(paragraph)):
        if mark in _OPENING:
            opened.append(offset)
        elif mark in '“”"':
            last = paragraph[opened[-1]] if opened else ""
            # “ opens and closes („so“, “so”), and so does a straight quote
            closes = last == '"' if mark == '"' else last in ("„", "“")
            if closes:
                opened.pop()
            else:
                opened.append(offset)
        elif mark in _PARTNERS:
            if opened and paragraph[opened[-1]] == _PARTNERS[mark]:
                opened.pop()
            elif not (mark == ")" and _ITEM.search(paragraph, max(0, offset - _ITEM_CHARS), offset)):
                lonely.append(offset)
    return sorted(opened + lonely)


def doubled_words(text: str, lang: Lang) -> Iterator[Problem]:
    """Yield `doubled-word` at the second of two equal words."""
    for match in _DOUBLED.finditer(text):
        if match["word"].lower() not in language_of(lang).check_facts().said_twice:
            yield Problem.warning("doubled-word", match.start("again"), token=match["word"])


def long_sentences(spoken: str, syllables: int, rate_syl_per_s: float) -> Iterator[Problem]:
    """Yield `long-sentence` where `spoken` has too many words or lasts too long at that rate."""
    words = sum(any(char.isalpha() for char in word) for word in spoken.split())
    length_s = syllables / rate_syl_per_s
    if words > _MAX_WORDS or length_s > _MAX_S:
        yield Problem.warning(
            "long-sentence", 0, token=cut(spoken, _SHOWN_HEAD_CHARS), words=words, seconds=ceil(length_s)
        )
