"""Name the files of approvals and pairs that count as not there, so that people know why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from zt_audio.model import Problem
from zt_audio.trust.approval import APPROVALS_FOLDER, Approval
from zt_audio.trust.pairs import PAIRS_FOLDER, AppealPairs
from zt_audio.trust.record_files import record_problem


def damaged_records(root: Path) -> Iterator[Problem]:
    """Yield a warning for each record of the project at `root` that is not as the program wrote it."""
    for folder, kind in ((APPROVALS_FOLDER, Approval), (PAIRS_FOLDER, AppealPairs)):
        for path in sorted((root / folder).rglob("*.json")):
            if problem := record_problem(root, path.relative_to(root).as_posix(), kind):
                yield problem
