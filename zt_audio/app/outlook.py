"""Tell what a build would make of each playlist, and remember it while nothing changes that a plan depends on."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from zt_audio.errors import ContentError, ZtError
from zt_audio.events import Reason
from zt_audio.pipeline.build_plan import BuildPlan
from zt_audio.pipeline.load import Content, Inspection
from zt_audio.pipeline.staleness import plan_inspected, planned_changes
from zt_audio.pipeline.steps import Known
from zt_audio.published.inputs import voices_digest
from zt_audio.speech.registry import LoadEngine
from zt_audio.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Outlook:
    """Why playlists have no voice, and how many tracks of the others are to be made, by reason.

    `to_make` names every playlist that a build would change, also those of which no track changes.
    """

    voiceless: Mapping[str, ZtError]
    to_make: Mapping[str, Mapping[Reason, int]]


@dataclass(frozen=True, slots=True)
class _Planned:
    found: Inspection
    known: Known
    voices: str
    plans: dict[tuple[str, ...], BuildPlan | None]


@dataclass
class PlanMemory:
    """Keeps the last plans: one of 12 000 places takes 4 s. Safe for threads."""

    _lock: threading.Lock = field(default_factory=threading.Lock)
    _last: _Planned | None = None

    def plan(
        self, workspace: Workspace, found: Inspection, known: Known, load: LoadEngine, names: Sequence[str]
    ) -> BuildPlan | None:
        """Return the plan of `names` in `found` where `known` is there; None where nothing of it can be read."""
        voices = voices_digest(workspace.root)
        with self._lock:
            last = self._last
            if last is None or last.found is not found or (last.known, last.voices) != (known, voices):
                self._last = last = _Planned(found, known, voices, {})
            if tuple(names) not in last.plans:
                last.plans[tuple(names)] = plan_inspected(workspace, found, load, names, known)
            return last.plans[tuple(names)]


def outlook_of(workspace: Workspace, plan: BuildPlan | None) -> Outlook:
    """Return what a build would make that carries out `plan`."""
    return Outlook(plan.voiceless, planned_changes(workspace, plan)) if plan else Outlook({}, {})


def content_of(found: Inspection) -> Content:
    """Return `found` as what a build takes. Raises ContentError where it has errors."""
    if found.project is None or found.errors:
        raise ContentError(found.errors)
    return Content(found.project, found.scripts, found.warnings, found.own_chime, found.recordings)
