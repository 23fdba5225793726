"""Find the status of each text's recording: fresh, stale, unproved or missing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from zt_audio.errors import ContentError
from zt_audio.language.reader import Reader, ReadingCache
from zt_audio.model import CALL, LANGS, Lang, PartId, Passage, Problem, Project, Utterance, Where, rows_by_key
from zt_audio.pipeline.load import Content, load_content
from zt_audio.pipeline.script import PlaylistScript
from zt_audio.speech.recordings import (
    FOLDER,
    Recording,
    is_proved,
    part_of,
    read_recordings,
    recording_for,
)
from zt_audio.store.workspace import Workspace
from zt_audio.suggestions import near_facts

# List everything that a person can read aloud: each paragraph of an appeal, each greeting.


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


class RecordingStatus(Enum):
    """The statuses from best to worst: if several recordings could serve a text, the best one counts."""

    FRESH = "fresh"  # says what the text says
    STALE = "stale"  # the text was changed after it was read
    UNPROVED = "unproved"  # audio without a note that matches it
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class JudgedRecording:
    """The status of a part's recording: the text that was `read` in its `file`, and the text that is `due`."""

    status: RecordingStatus
    file: str | None = None
    read: tuple[str, ...] = ()
    due: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TextStatus:
    """A text and its best recording: of this text alone, or of the whole appeal."""

    text: RecordingText
    recording: JudgedRecording

    @property
    def status(self) -> RecordingStatus:
        return self.recording.status


@dataclass(frozen=True, slots=True)
class FoundRecordings:
    """The folder of recordings: those that match the digests in their notes, and those that do not."""

    proved: Mapping[PartId, Recording]
    unproved: Mapping[PartId, str]  # part -> file
    problems: tuple[Problem, ...]  # of the folder alone


@dataclass(frozen=True, slots=True)
class RecordingsView:
    """What commands about recordings work with: the texts to read, the recordings, the status of each text."""

    project: Project
    folder: Path
    texts: tuple[RecordingText, ...]
    found: FoundRecordings
    statuses: tuple[TextStatus, ...]

    @property
    def warnings(self) -> Sequence[Problem]:
        """Return every problem of recordings that staff should look at."""
        return (*_unused_warnings(self.texts, self.found), *_stale_warnings(self.statuses))


def recordings_view(workspace: Workspace, code: str) -> RecordingsView:
    """Read content and recordings. Raises ContentError with every problem of the content, OSError."""
    return view_of(workspace, load_content(workspace, code), code)


def view_of(workspace: Workspace, content: Content, code: str) -> RecordingsView:
    """Read the recordings of `content`. Raises OSError."""
    reader = Reader(content.project.lexicon, ReadingCache(workspace.readings, code))
    texts = recording_texts(content.project, content.scripts, reader)
    # Read notes and audio below `workspace.recordings`. Raises OSError.
    noted, problems = read_recordings(workspace.recordings)
    proved = {part: recording for part, recording in noted.items() if is_proved(workspace.recordings, recording)}
    changed = {part: f"{FOLDER}/{recording.file}" for part, recording in noted.items() if part not in proved}
    loose = [str(problem.facts["file"]) for problem in problems if problem.slug == "recording-unproved"]
    unproved = {
        part: file
        for file in loose
        if (part := part_of(file.removeprefix(f"{FOLDER}/").rpartition(".")[0])) and part not in proved
    }
    replaced = (Problem("recording-unproved", Where(file), {"file": file}, "warning") for file in changed.values())
    found = FoundRecordings(proved, {**unproved, **changed}, (*problems, *replaced))
    # A recording of a whole appeal counts for each paragraph until every paragraph has its own fresh recording.
    blocks = rows_by_key((_whole(text), text) for text in texts)
    judged = {id(text): status for group in blocks.values() for text, status in _of_block(group, found)}
    statuses = tuple(judged[id(text)] for text in texts)
    return RecordingsView(content.project, workspace.recordings, texts, found, statuses)


def warnings_with_recordings(workspace: Workspace, content: Content, code: str) -> tuple[Problem, ...]:
    """Return the warnings of `content` and of its recordings. Raises OSError.

    `content` reports the folder of recordings file by file; here each warning stands at its text, where there is one.
    """
    if not workspace.recordings.is_dir():
        return content.warnings
    view = view_of(workspace, content, code)
    return (*(problem for problem in content.warnings if problem not in view.found.problems), *view.warnings)


def due_of(texts: Sequence[RecordingText]) -> frozenset[tuple[PartId, tuple[str, ...]]]:
    """Return the blocks and sentences that are to be read."""
    return frozenset((text.part.block, text.sentences) for text in texts)


def _of_block(group: Sequence[RecordingText], found: FoundRecordings) -> Iterator[tuple[RecordingText, TextStatus]]:
    due = due_of(group)
    rows = [_judged(text.part, text.sentences, found, due) for text in group]
    sentences = tuple(sentence for text in group for sentence in text.sentences)
    whole = _judged(_whole(group[0]), sentences, found, due)
    order = list(RecordingStatus)
    for text, own in zip(group, rows, strict=True):
        if whole.status is RecordingStatus.FRESH and any(row.status is not RecordingStatus.FRESH for row in rows):
            yield text, TextStatus(text, whole)
        else:
            yield text, TextStatus(text, min((own, whole), key=lambda judged: order.index(judged.status)))


def _whole(text: RecordingText) -> PartId:
    return text.part.block if text.rows else text.part


def _judged(
    part: PartId, said: tuple[str, ...], found: FoundRecordings, due: Collection[tuple[PartId, tuple[str, ...]]]
) -> JudgedRecording:
    if recording := recording_for(found.proved, part, said):
        file = f"{FOLDER}/{recording.file}"
        if recording.sentences == said:
            return JudgedRecording(RecordingStatus.FRESH, file, recording.sentences, said)
        if (part.block, recording.sentences) not in due:  # otherwise it belongs to another paragraph and is fresh there
            return JudgedRecording(RecordingStatus.STALE, file, recording.sentences, said)
    if loose := found.unproved.get(part):
        return JudgedRecording(RecordingStatus.UNPROVED, loose)
    return JudgedRecording(RecordingStatus.MISSING)


def _unused_warnings(texts: Sequence[RecordingText], found: FoundRecordings) -> Iterator[Problem]:
    """Yield the problems of the folder, each at its text if there is one, and recordings that belong to no text."""
    places = {part: text.where for text in reversed(texts) for part in (text.part, _whole(text))}
    parts = {file: part for part, file in found.unproved.items()}
    for problem in found.problems:
        about = parts.get(str(problem.facts["file"]))
        where = places.get(about, problem.where) if about else problem.where
        yield replace(problem, where=where)
    due = due_of(texts)
    for part, recording in found.proved.items():
        if part not in places and (part.block, recording.sentences) not in due:
            file = f"{FOLDER}/{recording.file}"
            yield Problem("recording-orphan", Where(file), {"file": file}, "warning")


def _stale_warnings(statuses: Sequence[TextStatus]) -> Iterator[Problem]:
    """Yield a warning at each text whose recording has another wording."""
    stale = {each.recording.file: each for each in reversed(statuses) if each.status is RecordingStatus.STALE}
    for file, each in stale.items():
        old, new = difference(each.recording.read, each.recording.due)
        facts = {"file": file or "", "old": old, "new": new}
        yield Problem("recording-stale", each.text.where, facts, "warning")


def difference(old: Sequence[str], new: Sequence[str]) -> tuple[str, str]:
    """Return the sentences of `old` that are not in `new`, and those of `new` that are not in `old`."""
    gone = [sentence for sentence in old if sentence not in new]
    come = [sentence for sentence in new if sentence not in old]
    if not gone and not come:  # another order, or another number of repeats
        gone, come = list(old), list(new)
    return " ".join(gone) or "-", " ".join(come) or "-"


def totals(statuses: Sequence[TextStatus]) -> dict[Lang, dict[RecordingStatus, int]]:
    """Return the number of texts by language and status; texts that say the same are one, as on the sheet."""
    found = rows_by_key(((each.text.lang, each.text.sentences), each.status) for each in statuses)
    counts: dict[Lang, dict[RecordingStatus, int]] = {}
    for (lang, _sentences), stands in found.items():
        counts.setdefault(lang, dict.fromkeys(RecordingStatus, 0))[status_of_equals(stands)] += 1
    return counts


def status_of_equals(stands: Sequence[RecordingStatus]) -> RecordingStatus:
    """Return the one status of texts that say the same: fresh where all are, else the best of the others."""
    wanted = [status for status in stands if status is not RecordingStatus.FRESH]
    return min(wanted or stands, key=list(RecordingStatus).index)
