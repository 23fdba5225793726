"""Verify output/ by its manifest. What decodes sound is loaded only when that is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from zt_audio.app.project import open_project
from zt_audio.errors import ZtError
from zt_audio.events import Emit, ignore_event
from zt_audio.model import Problem
from zt_audio.pipeline.staleness import output_warnings
from zt_audio.published.manifest_reader import Verified

__all__ = ["Verified", "VerifyReport", "verify_output"]


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What was found in output/; `proved` is None where something is not what was built."""

    proved: Verified | None
    problems: tuple[Problem, ...]
    exit_code: int = 0


def verify_output(root: Path, playlists: Sequence[str] = (), emit: Emit = ignore_event) -> VerifyReport:
    """Compare the files of `playlists` (all where none is named) with the manifest; no file is changed."""
    from zt_audio.published.verify import verify

    problems: list[Problem] = []
    try:
        with open_project(root, emit) as project:
            problems += output_warnings(project.workspace, playlists)
            return VerifyReport(verify(project.workspace, playlists), tuple(problems))
    except ZtError as error:
        return VerifyReport(None, (*problems, *error.problems), error.exit_code)
