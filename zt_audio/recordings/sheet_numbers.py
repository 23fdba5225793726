"""The numbers of reading sheets: texts in, a number for each out that stays theirs for good.

A number is given once, to one text in one language, whichever sheet it is printed on: who reads from an old sheet
reads under numbers that nothing else has since got. A text that was changed gets a new one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zt_audio.errors import BuildError
from zt_audio.model import LANGS, Lang, PartId, Problem, Where
from zt_audio.recordings.texts import RecordingText
from zt_audio.speech.recordings import FOLDER, SHEET
from zt_audio.store.atomic import write_atomic

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """What was printed under a number; `parts` are those that said it then."""

    lang: Lang
    sentences: tuple[str, ...]
    parts: tuple[PartId, ...]


Numbers = Mapping[int, Entry]


def read_numbers(folder: Path) -> Numbers:
    """Return what was printed so far. Raises BuildError `sheet-damaged`, OSError."""
    try:
        tree: dict[str, Any] = json.loads((folder / SHEET).read_bytes())
        rows = {FORMAT: tree["numbers"]}[tree["format"]]
        return {int(number): _entry(row) for number, row in rows.items()}
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        file = f"{FOLDER}/{SHEET}"
        raise BuildError(Problem("sheet-damaged", Where(file), {"file": file})) from error


def _entry(row: Mapping[str, Any]) -> Entry:
    if row["lang"] not in LANGS or not isinstance(row["sentences"], list):
        raise ValueError(row)
    return Entry(row["lang"], tuple(map(str, row["sentences"])), tuple(map(PartId.parse, row["parts"])))


def write_numbers(folder: Path, numbers: Numbers) -> None:
    """Keep `numbers`. Raises OSError."""
    rows = {
        str(number): {"lang": entry.lang, "parts": list(map(str, entry.parts)), "sentences": list(entry.sentences)}
        for number, entry in sorted(numbers.items())
    }
    tree = {"format": FORMAT, "numbers": rows}
    write_atomic(folder / SHEET, json.dumps(tree, ensure_ascii=False, indent=1).encode() + b"\n")


def numbered(
    numbers: Numbers, texts: Iterable[RecordingText]
) -> tuple[Numbers, Mapping[int, tuple[RecordingText, ...]]]:
    """Return `numbers` with one for each of `texts`, and the texts by number: those that say the same share one."""
    groups: dict[tuple[Lang, tuple[str, ...]], list[RecordingText]] = {}
    for text in texts:
        groups.setdefault((text.lang, text.sentences), []).append(text)
    known = {(entry.lang, entry.sentences): number for number, entry in numbers.items()}
    grown, printed = dict(numbers), {}
    for (lang, sentences), group in groups.items():
        number = known.get((lang, sentences)) or max(grown, default=0) + 1
        grown.setdefault(number, Entry(lang, sentences, tuple(text.part for text in group)))
        printed[number] = tuple(group)
    return grown, dict(sorted(printed.items()))
