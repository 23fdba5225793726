"""Bring output/ up to date. Only what makes sound is heavy, and it is loaded only where something is to be made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from zt_audio.events import Emit, Warned
from zt_audio.pipeline.request import BuildReport, BuildRequest
from zt_audio.published.build_state import nothing_to_do
from zt_audio.published.foreign_files import by_folder, foreign_file_warnings
from zt_audio.published.inputs import code_digest, inputs_digest
from zt_audio.store.session import session
from zt_audio.store.workspace import Workspace

if TYPE_CHECKING:
    from zt_audio.pipeline.online_policy import Ask


def update(workspace: Workspace, order: BuildRequest, emit: Emit, ask: Ask | None = None) -> BuildReport:
    """Bring output/ up to date. Raises ContentError, DeviceError, BuildError `busy`.

    `ask` asks a person whether texts may be sent to a service; without it nobody is there to agree. A playlist that
    cannot be made is told in the report and keeps its last good version.
    """
    with session(workspace, emit):
        code = code_digest()
        inputs = inputs_digest(workspace, code)
        last = nothing_to_do(workspace, inputs, order.today)
        if last is not None and not order.explain and _are_known(workspace, order.playlists):
            for problem in foreign_file_warnings(workspace.output, by_folder(last.files)):
                emit(Warned(problem))
            return BuildReport(None, (), last.warnings)
        from zt_audio.language.ru.morphology import let_go
        from zt_audio.pipeline.prepare import read_content

        content = read_content(workspace, code, order.today)  # mistakes show before anything that makes sound is loaded
        let_go()  # all is read: what makes sound needs the memory
        from zt_audio.pipeline.bring import bring

        return bring(workspace, order, emit, ask, content, inputs)


def _are_known(workspace: Workspace, playlists: Sequence[str]) -> bool:
    """Tell whether each of `playlists` has a file; for one that has not, the whole way is gone and says so."""
    return not playlists or set(playlists) <= {path.stem for path in (workspace.appeals / "playlists").glob("*.yaml")}
