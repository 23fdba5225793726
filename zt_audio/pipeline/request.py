"""Define what a build is asked for and what it reports. Light: nothing that plans or makes sound is loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from zt_audio.trust.journal import NOT_NAMED

if TYPE_CHECKING:  # loading these costs more than reporting that there is nothing to do
    from zt_audio.errors import ContentError, ZtError
    from zt_audio.pipeline.steps import Step
    from zt_audio.published.build_state import StandingPlaylist
    from zt_audio.store.manifest import Manifest


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What was asked for: the playlists (none means all), how many jobs at once, whether to state reasons.

    Without `today` there is no warning of appeals whose days are over.
    """

    playlists: Sequence[str] = ()
    jobs: int = 2
    dry_run: bool = False
    explain: bool = False
    offline: bool = False  # no text leaves this computer, whatever the settings allow
    today: date | None = None
    cluster: str | None = None  # address of a scheduler, or HERE; None as the settings say
    by: str = NOT_NAMED  # in whose name the journal keeps it


HERE = "here"  # build on this computer, whatever the settings say


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did. `failed` says for each playlist that kept its last good version why."""

    manifest: Manifest
    failed: Mapping[str, ZtError]
    written: int  # files that are new or other than before
    removed: int
    changed: tuple[str, ...] = ()  # folders in which files were written or removed


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a planned build does to output/ besides writing tracks; files are named as `output/…`."""

    gone: tuple[str, ...] = ()  # playlists that were built and have no file in appeals/playlists any more
    removed: tuple[str, ...] = ()  # files of other playlists that no stop needs any more
    beside: tuple[str, ...] = ()  # files that are to be written besides tracks

    @property
    def goes(self) -> tuple[str, ...]:
        """Return the files and folders that go."""
        return (*self.removed, *(f"output/{name}" for name in self.gone))


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What came of a build; `outcome` is None where there was nothing to do or it was a dry run.

    `untouched` tells that nothing has changed since the last build; `playlists` are then those that it left.

    `failed` says why, for each playlist that could not be made or that a dry run finds unspeakable; `unused` are the
    mistakes in what no playlist reads.
    """

    outcome: Outcome | None
    steps: tuple[Step, ...]
    warnings: int
    forecast: Forecast = Forecast()
    stale: tuple[str, ...] = ()  # playlists that were not asked for and are not up to date
    failed: Mapping[str, ZtError] = field(default_factory=dict)
    untouched: bool = False
    playlists: Mapping[str, StandingPlaylist] = field(default_factory=dict)  # in output/; none of a dry run
    unused: ContentError | None = None

    @property
    def errors(self) -> list[ZtError]:
        """Return why not all of the project is right and built."""
        return [*self.failed.values(), *([self.unused] if self.unused else [])]
