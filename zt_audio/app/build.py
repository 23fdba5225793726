"""The whole build as one call: a project folder in, a report out. Light until there is something to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

from zt_audio.events import Emit, Warned
from zt_audio.published.foreign_files import by_folder, foreign
from zt_audio.published.inputs import code_digest
from zt_audio.store.session import inputs_digest, nothing_to_do, session
from zt_audio.store.workspace import Workspace

if TYPE_CHECKING:  # loading these costs more than telling that there is nothing to do
    from zt_audio.errors import ZtError
    from zt_audio.pipeline.dry_run import Forecast
    from zt_audio.pipeline.online_policy import Ask
    from zt_audio.pipeline.run import Outcome
    from zt_audio.pipeline.steps import Step


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for: the playlists (none means all), how many jobs at once, whether to state reasons.

    Without `today` nobody is warned of appeals whose days are over.
    """

    playlists: Sequence[str] = ()
    jobs: int = 2
    dry_run: bool = False
    explain: bool = False
    offline: bool = False  # no text leaves this computer, whatever the settings allow
    today: date | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a build; `outcome` is None where there was nothing to do or it was a dry run.

    `failed` says of each round that could not be made, or that a dry run knows to be unspeakable, why.
    """

    outcome: Outcome | None
    steps: tuple[Step, ...]
    warnings: int
    forecast: Forecast | None = None
    stale: tuple[str, ...] = ()  # rounds that were not asked for and are not up to date
    failed: Mapping[str, ZtError] = field(default_factory=dict)


def update(workspace: Workspace, order: Order, emit: Emit, ask: Ask | None = None) -> Report:
    """Bring output/ up to date. Raises ContentError, DeviceError, BuildError `busy`.

    `ask` asks a person whether texts may be sent to a service; without it nobody is there to agree. A playlist that
    cannot be made is told in the report and keeps its last good version.
    """
    with session(workspace, emit):
        code = code_digest()
        inputs = inputs_digest(workspace, code)
        last = nothing_to_do(workspace, inputs, order.today)
        if last is not None and not order.explain and _are_known(workspace, order.playlists):
            for problem in foreign(workspace.output, by_folder(last.files)):
                emit(Warned(problem))
            return Report(None, (), last.warnings)
        content = import_module("zt_audio.pipeline.prepare").read_content(workspace, code, order.today)
        import_module("zt_audio.language.ru.morphology").let_go()  # all is read: what makes sound needs the memory
        report: Report = import_module("zt_audio.pipeline.bring").bring(workspace, order, emit, ask, content, inputs)
        return report


def _are_known(workspace: Workspace, playlists: Sequence[str]) -> bool:
    """Tell whether each of `playlists` has a file; for one that has not, the whole way is gone and says so."""
    return not playlists or set(playlists) <= {path.stem for path in (workspace.appeals / "playlists").glob("*.yaml")}
