"""Run a command; return how long it took and what it printed. Linux and macOS: Windows has no `wait4`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Run:
    wall_s: float
    cpu_s: float  # user and system, of the process and of all that it waited for
    out: str
    err: str
    peak_mb: int  # the most memory of the process, or of one that it waited for


def run(command: Sequence[str | Path], folder: Path, exit_codes: Collection[int] = (0,)) -> Run:
    """Run `command` in `folder`. Raises RuntimeError with what it said where it ends with none of `exit_codes`."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)  # or Popen would wait for it again
        texts = [_text(file) for file in (out, err)]
    if process.returncode not in exit_codes:
        raise RuntimeError(f"{' '.join(map(str, command))}: exit {process.returncode}\n{texts[1]}")
    unit = 1 if sys.platform == "darwin" else 1024
    peak_mb = usage.ru_maxrss * unit // 2**20
    return Run(wall_s, usage.ru_utime + usage.ru_stime, texts[0], texts[1], peak_mb)


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()


def python(folder: Path, *arguments: str | Path) -> Run:
    """Run this Python in `folder`."""
    return run([sys.executable, *arguments], folder)


def build(folder: Path, *arguments: str) -> Run:
    """Run `zt-audio build` on the project `folder`."""
    return python(folder, "-m", "zt_audio", "build", *arguments)


def part(name: str, *arguments: str | Path) -> Run:
    """Run `name`.py, which lies beside this file, in a process of its own. Paths are to be absolute."""
    return python(ROOT, "-m", f"benchmarks.{name}", *arguments)


def synced() -> None:
    """Wait until everything that was written is on the disk."""
    os.sync()
