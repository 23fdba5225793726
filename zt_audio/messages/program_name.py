"""Write commands in sentences so that they can be typed here: `.venv/bin/zt-audio check` for `zt-audio check`."""

from __future__ import annotations

import os
import re
import shutil
import sys
from contextlib import suppress
from pathlib import Path

BUILD_CALL = "ZT_AUDIO_BUILD_CALL"  # scripts/regenerate.py puts its own call here
_NAME = "zt-audio"
_COMMAND = re.compile(rf"\b{_NAME} (?!command\b)(?=[a-z-])")


def with_program_name(sentence: str) -> str:
    """Return `sentence` with the path to this program in each `zt-audio COMMAND`."""
    if f"{_NAME} " not in sentence:
        return sentence
    build = os.environ.get(BUILD_CALL)
    if build:
        sentence = sentence.replace(f"{_NAME} build", build)
    program = _program(Path(sys.argv[0]), by_script=bool(build))
    return _COMMAND.sub(lambda _match: f"{program} ", sentence)


def _program(called: Path, *, by_script: bool) -> str:
    """Return what to type for this program in the current folder; `called` is how it was started."""
    if by_script:
        called = Path(sys.executable).with_name(_NAME)
    elif called.stem != _NAME:  # python -m, or a test
        return _NAME
    on_path = shutil.which(_NAME)
    if on_path and Path(on_path).with_suffix("") == called.absolute().with_suffix(""):
        return _NAME
    shown = called.absolute().with_suffix("")
    with suppress(ValueError):
        shown = shown.relative_to(Path.cwd())
    return f'"{shown}"' if " " in str(shown) else str(shown)
