"""List every text of a project: as it is written in its file, and as it is spoken at a place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import Enum

from zt_audio.content.templates import Filled, fill_slots, without_slots
from zt_audio.errors import ContentError
from zt_audio.language.reader import PlacedText, Reader
from zt_audio.model import LANGS, Appeal, Bilingual, Lang, Place, Problem, Project, Templates


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
        for texts in _all(templates):
            yield WrittenText(TextKind.TEMPLATE, texts)
    yield from names_of_places(project.places.values())
    for playlist in project.playlists.values():
        yield WrittenText(TextKind.LABEL, playlist.title)


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
        for lang, text in appeal.text.items():
            yield SpokenText(text, lang)
    for place in project.places.values():
        for templates in (project.intros, project.outros):
            for lang in LANGS:
                with suppress(ContentError):
                    yield from _greeting(templates, place, lang, reader)


def at_their_places(problems: Iterable[Problem], text: PlacedText) -> Iterator[Problem]:
    """Turn the offset in each problem about `text` into its place in the file."""
    for problem in problems:
        facts = {name: fact for name, fact in problem.facts.items() if name != "offset"}
        yield replace(problem, where=text.at(problem.offset), facts=facts)


def _greeting(templates: Templates, place: Place, lang: Lang, reader: Reader) -> Iterator[SpokenText]:
    if template := templates.pick(place, lang):
        text: Filled = fill_slots(template, place, lang, reader.form)
        yield SpokenText(text, lang, place.id)
