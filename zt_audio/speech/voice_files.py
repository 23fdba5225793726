"""List the files whose change may change which voices speak here, and how.

An engine that keeps its voices in files has a module `voice_files` in its folder, with a function of that name. A build
that has nothing to do asks it and loads no engine for that: the module must import little and open nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

_HERE = Path(__file__).parent


def voice_files(project: Path) -> Iterator[Path]:
    """Yield the files, those that an engine prefers first; they need not exist."""
    for path in sorted(_HERE.glob("*/voice_files.py")):
        yield from import_module(f"{__package__}.{path.parent.name}.voice_files").voice_files(project)
