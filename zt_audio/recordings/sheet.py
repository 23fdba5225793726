"""Make the reading sheet: the texts that are still to be recorded, each under a number.

A number belongs to one text in one language on every sheet, for ever. So recordings from an old sheet still find their
texts. A changed text gets a new number.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from zt_audio.errors import BuildError
from zt_audio.model import Lang, PartId, Problem, Where, rows_by_key
from zt_audio.pages.sheet import SheetText
from zt_audio.recordings.status import RecordingStatus, RecordingsView, RecordingText, recording_title
from zt_audio.speech.recordings import FOLDER
from zt_audio.store.disk import write_atomic
from zt_audio.store.state_file import from_tree, parse_json, read_regular
from zt_audio.store.workspace import SHEET

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """The text that was printed under a number; `parts` are the parts that had this text then."""

    lang: Lang
    sentences: tuple[str, ...]
    parts: tuple[PartId, ...]


@dataclass(frozen=True, slots=True)
class _SheetRow:
    """A SheetEntry as JSON."""

    lang: Lang
    parts: tuple[str, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _SheetFile:
    format: int
    numbers: Mapping[str, _SheetRow]


SheetNumbers = Mapping[int, SheetEntry]


def read_numbers(folder: Path) -> SheetNumbers:
    """Return the numbers that were printed so far. Raises BuildError `sheet-damaged`, OSError."""
    try:
        found = from_tree(parse_json(read_regular(folder / SHEET)), _SheetFile)
        return {
            int(number): SheetEntry(row.lang, row.sentences, tuple(map(PartId.parse, row.parts)))
            for number, row in {_FORMAT: found.numbers}[found.format].items()
        }
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError) as error:
        file = f"{FOLDER}/{SHEET}"
        raise BuildError(Problem("sheet-damaged", Where(file), {"file": file})) from error


def write_numbers(folder: Path, numbers: SheetNumbers) -> None:
    """Save `numbers`. Raises OSError."""
    rows = {
        str(number): {"lang": entry.lang, "parts": list(map(str, entry.parts)), "sentences": list(entry.sentences)}
        for number, entry in sorted(numbers.items())
    }
    tree = {"format": _FORMAT, "numbers": rows}
    write_atomic(folder / SHEET, json.dumps(tree, ensure_ascii=False, indent=1).encode() + b"\n")


def number_by_text(numbers: SheetNumbers) -> Mapping[tuple[Lang, tuple[str, ...]], int]:
    """Return the number of each printed text, by its language and sentences."""
    return {(entry.lang, entry.sentences): number for number, entry in numbers.items()}


def add_numbers(
    numbers: SheetNumbers, texts: Iterable[RecordingText]
) -> tuple[SheetNumbers, Mapping[int, tuple[RecordingText, ...]]]:
    """Return `numbers` with one for each of `texts`, and the texts by number; equal texts share a number."""
    groups = rows_by_key(((text.lang, text.sentences), text) for text in texts)
    known = number_by_text(numbers)
    grown, printed = dict(numbers), {}
    for (lang, sentences), group in groups.items():
        number = known.get((lang, sentences)) or max(grown, default=0) + 1
        grown.setdefault(number, SheetEntry(lang, sentences, tuple(text.part for text in group)))
        printed[number] = tuple(group)
    return grown, dict(sorted(printed.items()))


def reading_sheet(
    view: RecordingsView, numbers: SheetNumbers, langs: Sequence[Lang]
) -> tuple[SheetNumbers, tuple[SheetText, ...]]:
    """Return `numbers` with the new ones, and a sheet entry for each text in `langs` without a fresh recording."""
    wanted = [s for s in view.statuses if s.text.lang in langs and s.status is not RecordingStatus.FRESH]
    grown, printed = add_numbers(numbers, [each.text for each in wanted])
    statuses = {each.text.part: each.status for each in wanted}
    blocks = [_block(view, number, texts, statuses) for number, texts in printed.items()]
    return grown, tuple(block for lang in langs for block in blocks if block.lang == lang)


def _block(
    view: RecordingsView, number: int, texts: Sequence[RecordingText], statuses: Mapping[PartId, RecordingStatus]
) -> SheetText:
    first = texts[0]
    status = min((statuses[text.part] for text in texts), key=list(RecordingStatus).index)
    names = tuple(dict.fromkeys(recording_title(view.project, text, text.lang) for text in texts))
    return SheetText(number, first.lang, first.kind, names, first.printed, status.value, first.row, first.rows)
