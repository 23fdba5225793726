"""List everything that a person can read aloud: each paragraph of an appeal, each greeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zt_audio.errors import ContentError
from zt_audio.language.reader import Reader
from zt_audio.model import CALL, LANGS, Lang, PartId, Passage, Problem, Project, Utterance, Where
from zt_audio.pipeline.script import PlaylistScript
from zt_audio.suggestions import near_facts


@dataclass(frozen=True, slots=True)
class RecordingText:
    """A text to read without a stop. `part` is its part in a script, or its block where the whole block is read.

    `row` of `rows` is the paragraph of an appeal; a greeting or a whole appeal has 0 of 0.
    """

    part: PartId
    lang: Lang
    utterances: tuple[Utterance, ...]
    where: Where
    row: int = 0
    rows: int = 0

    @property
    def kind(self) -> str:
        return self.part.kind

    @property
    def subject(self) -> str:
        return self.part.subject

    @property
    def sentences(self) -> tuple[str, ...]:
        return tuple(utterance.text for utterance in self.utterances)

    @property
    def printed(self) -> tuple[str, ...]:
        """Return the sentences as a person reads them."""
        return tuple(utterance.printed or utterance.text for utterance in self.utterances)

    @property
    def syllables(self) -> int:
        return sum(utterance.syllables for utterance in self.utterances)


def recording_texts(project: Project, scripts: Sequence[PlaylistScript], reader: Reader) -> tuple[RecordingText, ...]:
    """Return every paragraph of every appeal, and the greetings of the places that playlists visit, by language."""
    found = [*_greetings(scripts, "intro"), *appeal_paragraphs(project, reader), *_greetings(scripts, "outro")]
    return tuple(text for lang in LANGS for text in found if text.lang == lang)


def appeal_paragraphs(project: Project, reader: Reader) -> Iterator[RecordingText]:
    for appeal in project.appeals.values():
        for lang, text in appeal.text.items():
            try:
                passages = reader.passages(text, lang)
            except ContentError:  # the other texts can be read all the same; `check` says what is wrong
                continue
            for row, passage in enumerate(passages, start=1):
                part = PartId("appeal", appeal.id, lang, row)
                yield RecordingText(part, lang, passage.utterances, passage.where, row, len(passages))


def _greetings(scripts: Sequence[PlaylistScript], kind: str) -> Iterator[RecordingText]:
    whole: dict[PartId, dict[PartId, Passage]] = {}
    for script in scripts:
        for part in (part for stop in script.stops for part in stop.parts):
            if part.passage and part.id.kind == kind:
                whole.setdefault(part.id.block, {})[part.id] = part.passage
    yield from (joined_text(name, tuple(passages.values())) for name, passages in whole.items())


def joined_text(part: PartId, texts: Sequence[Passage | RecordingText]) -> RecordingText:
    """Return all of `texts`, one at least, as one text that a person reads without a stop."""
    utterances = tuple(utterance for text in texts for utterance in text.utterances)
    return RecordingText(part, texts[0].lang, utterances, texts[0].where)


def whole_appeal(texts: Sequence[RecordingText], appeal: str, lang: Lang) -> RecordingText:
    """Return all paragraphs of `appeal` as one text. Raises ContentError `appeal-unknown`."""
    rows = [text for text in texts if (text.kind, text.subject, text.lang) == ("appeal", appeal, lang)]
    if not rows:
        known = dict.fromkeys(text.subject for text in texts if text.rows)
        raise ContentError(_unknown("appeal-unknown", appeal, [*known]))
    return joined_text(PartId("appeal", appeal, lang), rows)


def paragraph(texts: Sequence[RecordingText], appeal: str, lang: Lang, row: int) -> RecordingText:
    """Return paragraph `row` of `appeal`. Raises ContentError: appeal-unknown, paragraph-unknown."""
    whole_appeal(texts, appeal, lang)
    found = {text.row: text for text in texts if text.part.block == PartId("appeal", appeal, lang)}
    if row not in found:
        raise ContentError(Problem("paragraph-unknown", None, {"name": appeal, "row": row, "rows": len(found)}))
    return found[row]


def greeting(texts: Sequence[RecordingText], kind: str, place: str, lang: Lang) -> RecordingText:
    """Return the intro or outro of `place`. Raises ContentError: place-not-greeted."""
    found = {text.subject: text for text in texts if (text.kind, text.lang) == (kind, lang)}
    if place not in found:
        raise ContentError(_unknown("place-not-greeted", place, list(found)))
    return found[place]


def recording_title(project: Project, text: RecordingText, lang: Lang) -> str:
    """Return the title of the appeal, or the name of the place, of `text`."""
    if text.kind == "appeal":
        return project.appeals[text.subject].title[lang].value
    return project.places[text.subject.removesuffix(CALL)].name[lang].value


def _unknown(slug: str, name: str, known: Sequence[str]) -> Problem:
    return Problem(slug, None, {"name": name, **near_facts(name, known)})
