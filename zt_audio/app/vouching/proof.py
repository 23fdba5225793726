"""Let a native speaker judge each sentence: write the page that plays them, and take in what the page saves.

What comes back is a file of a stranger: only words of it count. Files, languages and sentences are those of the
project.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

from zt_audio.app.edit import FileEdit, Saved, SetText, save_edits
from zt_audio.app.journal import NOT_NAMED
from zt_audio.app.places.urgent import UrgentMessage, urgent_text
from zt_audio.app.project import open_project
from zt_audio.app.texts.lexicon import lexicon_path, unsayable
from zt_audio.app.texts.workbench import View, Workbench
from zt_audio.checks.lexicon import unsigned_guesses
from zt_audio.content.yaml.tree import node_at, text_value
from zt_audio.errors import ContentError
from zt_audio.events import Emit, ignore_event
from zt_audio.formats.mp3 import mp3_file
from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read
from zt_audio.model import LANGS, URGENT, Lang, PartId, Passage, Problem, Project, Text, Where, rows_by_key
from zt_audio.pages.html import translated
from zt_audio.pages.sheet import PROOF_WORDS, ShownRow, proof_page
from zt_audio.pipeline.request import policy_of
from zt_audio.pipeline.script import parts_of, passages_of
from zt_audio.pipeline.voice_selection import Block
from zt_audio.store.state_file import from_tree

MOST_ANSWERS_BYTES = 1_000_000
_MOST_ROWS = 1500  # on one page: 60 MB of sound; a project of 12 000 places has twenty times as many
_MOST_WORD_CHARS = 60
_MOST_SENTENCE_CHARS = 500
_WORDS = re.compile(r"(?:[^\W_]|[\u0300-\u036f .,!?:;…«»„“”()№%+'’/–—-])+")
_SAMPLE_DAY = date(2026, 12, 1)
_REVIEW = Path(__file__).parents[3] / "docs" / "native-review.md"  # beside the program where it is developed
_PRONUNCIATIONS = "appeals/pronunciations.yaml"
LineKind = Literal["signed", "taught", "changed", "note"]
ProofLine = tuple[LineKind, str, str]


@dataclass(frozen=True, slots=True)
class ProofRow:
    """A sentence to judge: as it is written in `file`, and as it is said; `guesses` are not signed off.

    `block` names the text it stands in; words of the program have none, and its messages are not said.
    """

    lang: Lang
    written: str
    said: str
    passage: Passage | None = None
    block: PartId | None = None
    guesses: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        return hashlib.sha256(f"{self.lang}\0{self.written}\0{self.said}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class ProofAnswer:
    """What a person says of the row `row`: `said` is how the `word`, or without one the whole, should be."""

    row: str
    verdict: str
    word: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class _Answers:
    proof: int
    answers: tuple[ProofAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class ProofPage:
    html: str
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ProofPlan:
    """What the answers bring: `edits` of files, and of what each is, as it is written and as it will be said.

    A note is a sentence that is wrong without a word of how it should be, or no text of the project. `refused` says of
    other answers why they bring nothing; `right` counts those that agree.
    """

    edits: tuple[FileEdit, ...]
    lines: tuple[ProofLine, ...]
    refused: tuple[Problem, ...]
    right: int


def proof_rows(bench: Workbench, today: date) -> tuple[ProofRow, ...]:
    """Return each sentence once: those with guesses first, then appeals, greetings, and messages of the program.

    Raises ContentError with what is wrong with the project.
    """
    found, _readings = bench.inspect(today)
    if found.project is None or found.errors:
        raise ContentError(found.errors)
    project, reader = found.project, bench.reader(found.project)
    passages = passages_of(found.scripts)
    for name, appeal in project.appeals.items():
        for lang, text in appeal.text.items():
            block = PartId("appeal", name, lang)
            passages |= {part.id: part.passage for part in parts_of(block, reader.passages(text, lang)) if part.passage}
    rows = [row for part, passage in passages.items() for row in _rows(project, part, passage, bench)]
    for lang in LANGS:  # what the program itself says around an urgent message
        block = PartId("appeal", URGENT, lang)
        written = urgent_text(UrgentMessage(dict.fromkeys(LANGS, "")), lang, 1, _SAMPLE_DAY)
        said = reader.passages(Text(written, (Where("", 0, 0),)), lang)
        rows += [replace(row, block=None) for each in said for row in _rows(project, block, each, bench)]
    order = sorted(rows, key=lambda row: (not row.guesses, row.block is not None and row.block.kind != "appeal"))
    once: dict[str, ProofRow] = {}
    for row in (*order, *_messages()):
        once.setdefault(row.id, row)
    return tuple(once.values())


def _rows(project: Project, part: PartId, passage: Passage, bench: Workbench) -> Iterator[ProofRow]:
    place = None if part.kind == "appeal" else part.subject
    said = bench.reader(project).sentences(passage.written, passage.lang, place)
    ends = [each.offset for each in said[1:]] + [len(passage.written)]
    guesses = [(guess.written, guess.spoken) for guess in unsigned_guesses(project, [passage])]
    for each, utterance, end in zip(said, passage.utterances, ends, strict=True):
        written = passage.written[each.offset if each is not said[0] else 0 : end].strip()
        own = tuple(guess for guess in guesses if guess[0] in written)
        alone = replace(passage, utterances=(utterance,), guesses=())
        yield ProofRow(passage.lang, written, each.printed or each.text, alone, part.block, own)


def _messages() -> Iterator[ProofRow]:
    """Yield the messages of the program that wait for a native speaker, where its documents are here."""
    lang: Lang = "kk"
    for line in _REVIEW.read_text("utf-8").splitlines() if _REVIEW.is_file() else ():
        lang = "ru" if line == "## Russian" else lang
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and len(cells) > 1 and cells[0] != "sentence":
            yield ProofRow(lang, cells[0], cells[1])


def make_proof(root: Path, today: date, emit: Emit = ignore_event) -> ProofPage:
    """Return the page on which a native speaker judges each sentence, with the sound in it.

    Raises ContentError, VoiceError, BuildError, DeviceError.
    """
    from zt_audio.app.speaking.preview import (  # the studio shows it and must load no sound
        block_frames,
        without_recordings,
    )

    every = proof_rows(Workbench(root), today)
    rows = every[:_MOST_ROWS]
    with open_project(root, emit) as project:
        manner = without_recordings(project.content(today).project.manner)
        sounds: dict[str, bytes] = {}
        warnings: list[Problem] = []
        for lang in LANGS:
            spoken = [row for row in rows if row.lang == lang and row.passage]
            block = PartId("text", "-", lang)
            if parts := parts_of(block, tuple(row.passage for row in spoken if row.passage)):
                policy = policy_of(manner.settings, None)
                made, found = block_frames(
                    Block(block, lang, parts), manner.settings, project.workspace, policy, project.load_engine
                )
                frames = {part.id: audio for part, audio in made}
                sounds |= {row.id: frames[part.id] for row, part in zip(spoken, parts, strict=True)}
                warnings += found
    heard = {row_id: mp3_file([audio]) for row_id, audio in sounds.items() if audio}
    shown = [ShownRow(row.id, row.lang, row.written, row.said, row.guesses, heard.get(row.id, b"")) for row in rows]
    return ProofPage(proof_page(shown, len(every) - len(rows), translated(PROOF_WORDS)), tuple(warnings))


def read_answers(data: bytes) -> tuple[ProofAnswer, ...]:
    """Return the answers in a file that a page saved. Raises ContentError `proof-damaged` where it is none."""
    try:
        tree = json.loads(data[: MOST_ANSWERS_BYTES + 1].decode(), object_pairs_hook=_once, parse_constant=float)
        json.dumps(tree, ensure_ascii=False).encode()  # half a surrogate pair is no character
        found = from_tree(tree, _Answers)
    except (ValueError, RecursionError) as error:
        raise ContentError(Problem("proof-damaged", None, {"reason": type(error).__name__})) from error
    if len(data) > MOST_ANSWERS_BYTES or found.proof != 1:
        raise ContentError(Problem("proof-damaged", None, {"reason": str(found.proof)}))
    return found.answers


def _once(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError("a key stands twice")
        found[name] = value
    return found


@dataclass
class _Taken:
    """What has been taken in so far: the new value of each text, by file and path, with the old one."""

    view: View
    texts: dict[tuple[str, tuple[str, ...]], tuple[str | None, str]] = field(default_factory=dict)

    def now(self, file: str, path: tuple[str, ...]) -> str | None:
        """Return what stands there, or will."""
        if (file, path) in self.texts:
            return self.texts[file, path][1]
        node = node_at(self.view.trees.get(file), path)
        return None if node is None else text_value(node)

    def put(self, file: str, path: tuple[str, ...], value: str) -> None:
        old = self.texts[file, path][0] if (file, path) in self.texts else self.now(file, path)
        self.texts[file, path] = old, value

    @property
    def edits(self) -> tuple[FileEdit, ...]:
        changed = ((file, SetText(path, old, new)) for (file, path), (old, new) in self.texts.items() if old != new)
        by_file = rows_by_key(changed)
        return tuple(FileEdit(file, tuple(changes)) for file, changes in by_file.items())


def plan_answers(bench: Workbench, today: date, answers: Sequence[ProofAnswer]) -> ProofPlan:
    """Return what `answers` bring to the project as it is now; nothing is written. Raises ContentError."""
    rows = {row.id: row for row in proof_rows(bench, today)}
    taken = _Taken(bench.view(today))
    lines: list[ProofLine] = []
    refused: list[Problem] = []
    right = 0
    for answer in {answer.row: answer for answer in answers}.values():
        row, said = rows.get(answer.row), _words(answer.said, _MOST_SENTENCE_CHARS)
        word = _words(answer.word, _MOST_WORD_CHARS)
        if row is None:
            shown = answer.row if re.fullmatch(r"[0-9a-f]{16}", answer.row) else "–"
            refused.append(Problem("proof-row-gone", None, {"row": shown}, "warning"))
        elif answer.verdict == "right":
            right += 1
            for written, spoken in row.guesses:
                taken.put(_PRONUNCIATIONS, (row.lang, written), spoken)
                lines.append(("signed", written, spoken))
        elif answer.verdict == "wrong" or (answer.verdict == "said" and row.block is None and said):
            lines.append(("note", row.written, said or ""))
        elif answer.verdict != "said" or not said or word is None:
            refused.append(Problem("proof-not-words", None, {"token": row.written}, "warning"))
        else:
            wrong = _taught(taken, row, word, said) if word else _changed(taken, row, said)
            refused += [wrong] if wrong else []
            lines += [] if wrong else [("taught", word, said) if word else ("changed", row.written, said)]
    return ProofPlan(taken.edits, tuple(lines), tuple(refused), right)


def _taught(taken: _Taken, row: ProofRow, word: str, said: str) -> Problem | None:
    """Teach how a `word` of a sentence is said; return why it cannot be."""
    if not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", row.written):
        return Problem("proof-not-words", None, {"token": row.written}, "warning")
    if len(said) > 2 * _MOST_WORD_CHARS or unsayable(row.lang, word, said):
        return Problem("proof-unsayable", None, {"token": word, "spoken": said}, "warning")
    taken.put(*lexicon_path(taken.view, row.lang, word), said)
    return None


def _changed(taken: _Taken, row: ProofRow, said: str) -> Problem | None:
    """Change a sentence of an appeal, where it stands once and the new one can be read; return why it cannot be."""
    if row.block is None or row.block.kind != "appeal":
        return Problem("proof-not-there", None, {"token": row.written}, "warning")
    file, path = f"appeals/texts/{row.block.subject}.yaml", ("text", row.lang)
    text, pattern = taken.now(file, path) or "", r"\s+".join(map(re.escape, row.written.split()))
    if len(re.findall(pattern, text)) != 1:
        return Problem("proof-not-there", None, {"token": row.written}, "warning")
    lexicon = taken.view.project.lexicon[row.lang] if taken.view.project else ()
    if read(said, row.lang, Lexicon(lexicon)).problems:
        return Problem("proof-unsayable", None, {"token": row.written, "spoken": said}, "warning")
    taken.put(file, path, re.sub(pattern, lambda _match: said, text))
    return None


def _words(text: str, most: int) -> str | None:
    """Return `text` where it is words on one line and no longer than `most`; "" where it is empty, None otherwise."""
    value = unicodedata.normalize("NFC", text[: 4 * most]).strip()
    return value if not value or (len(value) <= most and _WORDS.fullmatch(value)) else None


def take_answers(
    bench: Workbench, today: date, answers: Sequence[ProofAnswer], by: str = NOT_NAMED
) -> tuple[ProofPlan, Saved | None]:
    """Write what `answers` bring, all of it or nothing. Raises as `save_edits`, and ContentError."""
    plan = plan_answers(bench, today, answers)
    return plan, save_edits(bench.root, plan.edits, by) if plan.edits else None
