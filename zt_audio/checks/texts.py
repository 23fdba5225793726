"""A project in, every text that is written in it out: as it stands in its file, and as a place fills it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum

from zt_audio.content.templates import Filled, fill_slots, without_slots
from zt_audio.errors import ContentError
from zt_audio.language.reader import PlacedText, Reader
from zt_audio.model import LANGS, Bilingual, Lang, Place, Project, Templates


class Kind(Enum):
    APPEAL = "appeal"
    TEMPLATE = "template"  # an intro or an outro with its slots
    LABEL = "label"  # a title, a name, a form of one: no sentence


@dataclass(frozen=True, slots=True)
class Pair:
    """One text of a file in both languages; a place's forms come one language at a time."""

    kind: Kind
    texts: Bilingual

    def words(self, lang: Lang) -> str:
        """Return the text for `lang` with no word in its slots; every other character keeps its offset."""
        text = self.texts[lang].value
        return without_slots(text) if self.kind is Kind.TEMPLATE else text


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text with nothing left to fill in; `place` is the place that it is spoken at, None where at any."""

    text: PlacedText
    lang: Lang
    place: str | None = None


def pairs(project: Project) -> Iterator[Pair]:
    """Yield every text of the project's files but those of the lexicon."""
    for appeal in project.appeals.values():
        yield Pair(Kind.LABEL, appeal.title)
        yield Pair(Kind.APPEAL, appeal.text)
    for templates in (project.intros, project.outros):
        for texts in _all(templates):
            yield Pair(Kind.TEMPLATE, texts)
    for place in project.places.values():
        yield Pair(Kind.LABEL, place.name)
        for lang in LANGS:
            for form in place.forms.get(lang, {}).values():
                yield Pair(Kind.LABEL, {lang: form})
    for playlist in project.playlists.values():
        yield Pair(Kind.LABEL, playlist.title)


def _all(templates: Templates) -> Iterator[Bilingual]:
    yield templates.default
    yield from templates.kinds.values()
    yield from templates.places.values()


def spoken(project: Project, reader: Reader) -> Iterator[Spoken]:
    """Yield every appeal, and every place's intro and outro; one whose form nobody knows is told elsewhere."""
    for appeal in project.appeals.values():
        for lang, text in appeal.text.items():
            yield Spoken(text, lang)
    for place in project.places.values():
        for templates in (project.intros, project.outros):
            for lang in LANGS:
                with suppress(ContentError):
                    yield from _greeting(templates, place, lang, reader)


def _greeting(templates: Templates, place: Place, lang: Lang, reader: Reader) -> Iterator[Spoken]:
    if template := templates.pick(place, lang):
        text: Filled = fill_slots(template, place, lang, reader.form)
        yield Spoken(text, lang, place.id)
