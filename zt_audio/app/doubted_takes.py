"""Tell which takes of neural voices are doubted, and keep the word of the person who listened to one.

A doubted take stays in the tracks, but no playlist with it may leave before a person has listened: the journal holds
the doubt and the person's word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from zt_audio.app.journal import NOT_NAMED, write_down
from zt_audio.app.listening_memory import HeardTake, remembered_takes
from zt_audio.app.project import open_project
from zt_audio.app.roles import TAKE_ROLE, require_act
from zt_audio.model import PartId, Problem
from zt_audio.published.build_state import judge_again
from zt_audio.published.doubts import HEARD, open_doubts
from zt_audio.speech.recordings import stem_of
from zt_audio.store.manifest import Manifest, load_manifest
from zt_audio.store.workspace import Workspace
from zt_audio.trust.journal import Deed

__all__ = ["DoubtedTake", "Listening", "as_doubted", "doubted_file", "doubted_takes", "vouch"]

_DIGEST_CHARS = 8  # in the name of a file


@dataclass(frozen=True, slots=True)
class DoubtedTake:
    """What `voice` said of `part`, in `file` to be listened to; `digest` is what the journal knows it by."""

    part: PartId
    voice: str
    digest: str
    file: Path
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Listening:
    """How many takes were listened to, now or before, and which are doubted and not vouched for.

    `told` is what could not be judged; `unbuilt` are playlists of which something was never spoken.
    """

    takes: int
    doubted: tuple[DoubtedTake, ...]
    told: tuple[Problem, ...]
    unbuilt: tuple[str, ...]


def doubted_takes(root: Path) -> tuple[DoubtedTake, ...]:
    """Return the doubted takes in output/ that no one has vouched for, as they were found the last time.

    Raises ContentError, DeviceError.
    """
    with open_project(root) as project:
        workspace = project.workspace
        if not (doubts := open_doubts(workspace.root)):
            return ()
        built = load_manifest(workspace.output) or Manifest()
    said = {segment.speech for segment in built.segments.values()} & doubts
    takes = ((digest, take) for digest, take in remembered_takes(workspace).items() if digest in said)
    return tuple(as_doubted(workspace, digest, take) for digest, take in takes)


def vouch(root: Path, takes: Sequence[DoubtedTake], by: str = NOT_NAMED) -> None:
    """Write down that `by` has listened to each of `takes`, and that it reads its text word for word.

    Raises ContentError `person-not-allowed`, DeviceError, BuildError `busy`.
    """
    if takes:
        require_act(root, by, TAKE_ROLE)
        with open_project(root, to_change=True) as project:
            write_down(project.workspace, *(Deed(by, HEARD, str(take.part), None, take.digest) for take in takes))
            judge_again(project.workspace)


def as_doubted(workspace: Workspace, digest: str, take: HeardTake) -> DoubtedTake:
    """Return what is remembered of a doubted take, with its file."""
    part = PartId.parse(take.part)
    return DoubtedTake(part, take.voice, digest, doubted_file(workspace, part, digest), take.problems)


def doubted_file(workspace: Workspace, part: PartId, digest: str) -> Path:
    """Return where what was said of `part` is kept to be listened to; a later take of it has another name."""
    return workspace.doubted / f"{stem_of(part)}-{digest[:_DIGEST_CHARS]}.wav"
