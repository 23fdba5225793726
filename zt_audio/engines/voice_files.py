"""List the files that decide which voices speak here, engine by engine."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path


def all_voice_files(project: Path) -> Iterator[Path]:
    """Yield the files whose change may change which voices speak here, and how; they need not exist.

    An engine that keeps its voices in files has a module `voice_files` in its folder, with a function of that name,
    which yields the files that the engine prefers first. A build that has nothing to do calls it without loading the
    engine: the module must import little and open nothing.
    """
    here = Path(__file__).parent
    for path in sorted(here.glob("*/voice_files.py")):
        yield from import_module(f"{__package__}.{path.parent.name}.voice_files").voice_files(project)
