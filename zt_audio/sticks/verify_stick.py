"""A stick, a zip or an image in, what it is and every difference from its own list out. It needs no project."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from zt_audio.events import Moved, Phase, StickEmit
from zt_audio.sticks.device_errors import stick_errors
from zt_audio.sticks.target import TargetKind, open_contents
from zt_audio.sticks.verify import Proof, prove


@dataclass(frozen=True, slots=True)
class Checked:
    """`is_ordered` tells whether the order in which a player finds the files could be seen."""

    kind: TargetKind
    is_ordered: bool
    proof: Proof


def verify_stick(path: Path, tell: StickEmit) -> Checked:
    """Read all of `path` and prove it. Raises DeviceError, BuildError where it is no zip or image at all."""
    target = path.resolve()
    with stick_errors(target):
        kind, contents = open_contents(target)
        tell(Phase("read", sum(entry.bytes for entry in contents.entries())))
        return Checked(kind, contents.is_ordered, prove(contents, lambda count: tell(Moved(count))))
