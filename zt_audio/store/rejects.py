"""Keep rejected takes as WAV files, each with a JSON that gives the reasons."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from zt_audio.formats.wav import wav_file
from zt_audio.model import Fact, Lang, Problem, Speech, Utterance, Where
from zt_audio.store.disk import write_atomic
from zt_audio.store.state_file import read_json

MOST_KEPT = 50  # takes
_ANY_RATE_HZ = 22_050  # of a take that states none


@dataclass(frozen=True, slots=True)
class Reject:
    """A rejected take: its text, the voice, what is wrong with it, and the file to listen to."""

    file: Path
    text: str
    lang: Lang
    engine: str
    voice: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _RejectReason:
    slug: str
    facts: Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class _RejectFile:
    """What stands in the JSON beside a take."""

    text: str
    lang: Lang
    engine: str
    voice: str
    where: tuple[str, int, int]
    problems: tuple[_RejectReason, ...]


def keep_reject(
    folder: Path, speech: Speech, utterance: Utterance, by: tuple[str, str], problems: Sequence[Problem]
) -> None:
    """Keep a take of `utterance` by the engine and voice `by`; only the newest MOST_KEPT stay. Raises OSError.

    The same take of the same text is kept once: its name comes from both.
    """
    name = hashlib.sha256(utterance.text.encode() + b"\0" + speech.pcm).hexdigest()[:16]
    where = utterance.where.file, utterance.where.line, utterance.where.column
    rows = tuple(_RejectReason(problem.slug, problem.facts) for problem in problems)
    tree = asdict(_RejectFile(utterance.text, utterance.lang, *by, where, rows))
    write_atomic(folder / f"{name}.wav", wav_file(speech.pcm, max(0, speech.sample_rate) or _ANY_RATE_HZ))
    write_atomic(folder / f"{name}.json", json.dumps(tree, ensure_ascii=False, indent=1).encode())
    for old in _newest_first(folder)[MOST_KEPT:]:
        old.unlink(missing_ok=True)
        old.with_suffix(".wav").unlink(missing_ok=True)


def read_rejects(folder: Path) -> tuple[Reject, ...]:
    """Return the takes in `folder`, the newest first; other files are skipped."""
    rejects = []
    for path in _newest_first(folder):
        if (found := read_json(path, _RejectFile)) is not None:
            problems = tuple(Problem(row.slug, Where(*found.where), row.facts) for row in found.problems)
            rejects.append(
                Reject(path.with_suffix(".wav"), found.text, found.lang, found.engine, found.voice, problems)
            )
    return tuple(rejects)


def _newest_first(folder: Path) -> list[Path]:
    found = []
    for path in folder.glob("*.json"):
        with suppress(FileNotFoundError):  # another thread has deleted it
            found.append((path.stat().st_mtime_ns, path.name, path))
    return [path for _, _, path in sorted(found, reverse=True)]
