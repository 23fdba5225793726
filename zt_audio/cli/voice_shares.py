"""What the settings take of the voices: a project in, a note for each voice and the reasons of the others out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from zt_audio.errors import ZtError
from zt_audio.i18n import gettext as _
from zt_audio.model import RECORDINGS, Lang, Problem
from zt_audio.store.workspace import Workspace

if TYPE_CHECKING:
    from zt_audio.app.shares import Share
    from zt_audio.speech.registry import LoadEngine


@dataclass(frozen=True, slots=True)
class Taken:
    """`shares` of the project that was looked at; empty outside one."""

    shares: Sequence[Share] = ()
    problems: Sequence[Problem] = ()
    exit_code: int = 0

    @property
    def notes(self) -> Mapping[tuple[str, str, Lang], str]:
        """Return what to say of each voice that speaks, by engine, voice and language."""
        return {(s.engine, s.voice, s.lang): _("speaks here: {n}").format(n=s.texts) for s in self.shares}

    def recorded(self) -> Sequence[str]:
        """Return a row for each language of which people read something."""
        rows = [share for share in self.shares if share.engine == RECORDINGS]
        notes = self.notes
        return [
            "\t".join((RECORDINGS, s.lang, _("broadcast quality"), _("offline"), "-", notes[s.engine, s.voice, s.lang]))
            for s in rows
        ]

    def as_json(self) -> list[dict[str, object]]:
        return [asdict(share) for share in self.shares]


def taken(project: Path, load: LoadEngine) -> Taken:
    """Return what the settings of `project` take; nothing where it is no project."""
    from zt_audio.app.shares import shares  # noqa: PLC0415 - as above
    from zt_audio.published.inputs import code_digest  # noqa: PLC0415 - loaded with the command that needs it

    workspace = Workspace(project.resolve())
    if not workspace.appeals.is_dir():
        return Taken()
    try:
        found = shares(workspace, load, code_digest())
    except ZtError as error:
        return Taken(problems=error.problems, exit_code=error.exit_code)
    problems = (*found.skipped, *(found.error.problems if found.error else ()))
    return Taken(found.shares, problems, found.error.exit_code if found.error else 0)
