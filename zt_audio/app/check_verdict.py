"""Keep what a check found, so that a check of the same project by the same program has nothing to do.

The file is named in `.zt-cache/` and proves itself by a digest. It is used only if nothing differs: the program, the
packages, every file of the project, the voices of this computer, the day. Anything else, damage too, counts as missing.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date

from zt_audio.model import Problem
from zt_audio.published.inputs import inputs_digest
from zt_audio.store.atomic import write_atomic
from zt_audio.store.records import key_of
from zt_audio.store.state_file import read_json
from zt_audio.store.workspace import Workspace
from zt_audio.trust.journal import JOURNAL_FOLDER


@dataclass(frozen=True, slots=True)
class CheckVerdict:
    """The problems of a project, the ids that no playlist uses, and the exit code of errors outside the content."""

    problems: tuple[Problem, ...]
    unused_appeals: tuple[str, ...]
    unused_places: tuple[str, ...]
    has_content: bool  # False where the content could not be read, so that nothing is known of what is unused
    error_code: int


@dataclass(frozen=True, slots=True)
class _Kept:
    key: str
    sha256: str  # of all the rest
    verdict: CheckVerdict


def check_key(workspace: Workspace, code: str, today: date | None) -> str:
    """Return a digest of everything that a check of `workspace` by the program `code` depends on."""
    day = today.isoformat() if today else ""
    return key_of("check", str(workspace.root), inputs_digest(workspace, code), _stamps(workspace), day)


def _stamps(workspace: Workspace) -> list[object]:
    """Return where each file of staff lies, its size and its time: a link may lead elsewhere to the same bytes.

    Whatever a check reads below appeals/ and journal/ is among them, seals and signatures too.
    """
    found: list[object] = []
    for folder in (workspace.appeals, workspace.root / JOURNAL_FOLDER):
        for path in sorted(path for path in folder.rglob("*") if not path.is_dir()):
            facts = path.lstat()
            target = os.path.realpath(path) if path.is_symlink() else ""
            found.append([str(path), target, facts.st_size, facts.st_mtime_ns])
    return found


def kept_verdict(workspace: Workspace, key: str) -> CheckVerdict | None:
    """Return what was found by a check with the same `key`; None where there was none."""
    kept = read_json(workspace.verdict, _Kept)
    if kept is None or kept.key != key or kept.sha256 != _proof(key, kept.verdict):
        return None
    return kept.verdict


def keep_verdict(workspace: Workspace, key: str, verdict: CheckVerdict) -> None:
    """Keep `verdict`. A project that is write-protected is checked each time."""
    kept = _Kept(key, _proof(key, verdict), verdict)
    with suppress(OSError):
        write_atomic(workspace.verdict, json.dumps(asdict(kept), ensure_ascii=False).encode(), durable=False)


def _proof(key: str, verdict: CheckVerdict) -> str:
    return key_of(key, asdict(verdict))
