"""Hold a small project as text, and run zt-audio on it in this process or as another process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

# The engine of the tests speaks here: quick, and the same everywhere.
FILES: dict[str, str] = {
    "settings.yaml": "voices: {kk: [tone], ru: [tone]}\nchime: none\n",
    "texts/littering.yaml": """\
title: {kk: Қоқыс тастамаңыз, ru: Не мусорите}
text:
  kk: |
    Қоқысты тек жәшікке тастаңыз.
  ru: |
    Бросайте мусор только в урну.
""",
    "texts/smoking.yaml": """\
title: {kk: Темекі шекпеңіз, ru: Не курите}
text:
  kk: |
    Темекі шекпеңіздер.
  ru: |
    Пожалуйста, не курите.
""",
    "places.yaml": """\
altai-market:
  kind: market
  name: {kk: «Алтай» базары, ru: рынок «Алтай»}
  forms: {kk: {gen: «Алтай» базарының}, ru: {gen: рынка «Алтай»}}
yasny:
  kind: village
  name: {kk: Ясный ауылы, ru: посёлок Ясный}
  forms: {kk: {gen: Ясный ауылының}, ru: {gen: посёлка Ясный}}
""",
    "intros.yaml": """\
default:
  kk: "Құрметті {place:gen} тұрғындары!"
  ru: "Уважаемые жители {place:gen}!"
""",
    "playlists/city.yaml": """\
title: {kk: Қала орталығы, ru: Центр города}
days: [mon, tue]
appeals: [littering, smoking]
stops:
  - place: altai-market
    arrive: "10:00"
    stay_min: 1
  - place: yasny
    arrive: "11:00"
""",
}


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


Zt = Callable[..., Ran]  # the fixture `zt`: arguments, and project=, lang=, stdin=


def write_files(root: Path, files: Mapping[str, str | bytes | None]) -> None:
    """Write `files` into the project at `root`; None takes one away."""
    for name, content in files.items():
        path = root / "appeals" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return bytes and time of every file below `folder`."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def environment(**changes: str) -> dict[str, str]:
    """Return this process's environment in English and without anything that would colour the output."""
    unwanted = ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "NO_COLOR", "FORCE_COLOR", "PYTHONIOENCODING")
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return {**kept, "ZT_AUDIO_LANG": "en", "COLUMNS": "100", **changes}


def start(*arguments: str, cwd: Path, **changes: str) -> subprocess.Popen[bytes]:
    """Start zt-audio as a process with all three streams as pipes."""
    command = [sys.executable, "-m", "zt_audio", *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=cwd, env=environment(**changes), stdin=pipe, stdout=pipe, stderr=pipe)


def process(*arguments: str, cwd: Path, stdin: bytes = b"", **changes: str) -> Ran:
    """Run zt-audio as a process to its end."""
    with start(*arguments, cwd=cwd, **changes) as running:
        out, err = running.communicate(stdin, timeout=60)
    return Ran(running.returncode, out.decode(), err.decode())
