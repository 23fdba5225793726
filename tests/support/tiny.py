"""Write a tiny project on disk, build it with the test engine, and compare what came of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TypeVar
from unittest.mock import patch

from zt_audio.app.making.build import build
from zt_audio.cli.main import run
from zt_audio.events import Event, SegmentMade, TrackWritten, UtteranceSpoken
from zt_audio.pipeline.request import BuildReport, BuildRequest
from zt_audio.store import manifest
from zt_audio.store.manifest import Manifest
from zt_audio.store.workspace import Workspace

E = TypeVar("E")
LANGUAGE = {"ZT_AUDIO_LANG": "en", "NO_COLOR": "1"}  # what the tests read

TEXT_A = """\
title: {kk: Тазалық, ru: Чистота}
text:
  kk: |
    Көшені таза ұстаңыз. Қоқысты жәшікке салыңыз.

    Тазалық бәрімізге керек.
  ru: |
    Берегите улицы. Бросайте мусор в урны.

    Чистота нужна всем.
"""
TEXT_B = """\
title: {kk: Тәртіп, ru: Порядок}
text:
  kk: |
    Тәртіп сақтаңыз. Бейжай қалмаңыз.

    Полицияға хабарласыңыз.
  ru: |
    Соблюдайте порядок. Не будьте равнодушны.

    Звоните в полицию.
"""
PLACES = """\
market:
  kind: market
  name: {kk: Базар, ru: рынок}
  forms: {kk: {gen: базардың}, ru: {gen: рынка}}
park:
  kind: park
  name: {kk: Саябақ, ru: парк}
  forms: {kk: {gen: саябақтың}, ru: {gen: парка}}
school:
  kind: school
  name: {kk: Мектеп, ru: школа}
  forms: {kk: {gen: мектептің}, ru: {gen: школы}}
"""
INTROS = """\
default: {kk: "Құрметті {place:gen} қонақтары!", ru: "Уважаемые гости {place:gen}!"}
"""
CITY = """\
title: {kk: Қала, ru: Город}
days: [mon]
appeals: [a, b]
stops:
  - {place: market, arrive: "10:00"}
  - {place: park, arrive: "11:00", appeals: [a]}
"""
YARD = """\
title: {kk: Аула, ru: Двор}
days: [tue]
languages: [ru]
appeals: [b]
stops:
  - {place: school, arrive: "12:00"}
"""
SETTINGS = """\
voices: {kk: [tone], ru: [tone]}
prosody: {kk: {rate_syl_per_s: 6}, ru: {rate_syl_per_s: 6}}
pauses: {sentence_ms: 200, paragraph_ms: 300, appeal_ms: 400, language_ms: 500, cycle_ms: 600}
"""
FILES = {
    "texts/a.yaml": TEXT_A,
    "texts/b.yaml": TEXT_B,
    "places.yaml": PLACES,
    "intros.yaml": INTROS,
    "playlists/city.yaml": CITY,
    "playlists/yard.yaml": YARD,
    "settings.yaml": SETTINGS,
}
SENTENCES = 4 * 3 + 5  # of both appeals in both languages; three intros in Russian, two in Kazakh
CITY_FILES = ("001_MARKET.MP3", "002_PARK.MP3", "PLAY.M3U", "PLAYER.HTML")


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


@dataclass(frozen=True)
class Ran:
    """What one build said and did."""

    report: BuildReport
    events: Sequence[Event]

    def of(self, kind: type[E]) -> list[E]:
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def spoken(self) -> list[str]:
        return sorted(event.text for event in self.of(UtteranceSpoken))

    @property
    def encoded(self) -> list[str]:
        return sorted(event.part for event in self.of(SegmentMade))

    @property
    def tracks(self) -> list[str]:
        return sorted(f"{event.playlist}/{event.file}" for event in self.of(TrackWritten))

    @property
    def written(self) -> int:
        return self.report.outcome.written if self.report.outcome else 0

    @property
    def slugs(self) -> dict[str, list[str]]:
        """Return for each playlist that failed the slugs of its problems."""
        failed = self.report.outcome.failed if self.report.outcome else {}
        return {name: [problem.slug for problem in error.problems] for name, error in failed.items()}


@dataclass(frozen=True)
class Tiny:
    root: Path

    @property
    def workspace(self) -> Workspace:
        return Workspace(self.root)

    @property
    def output(self) -> Path:
        return self.root / "output"

    def write(self, name: str, text: str) -> None:
        path = self.root / "appeals" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.root / "appeals" / name
        text = path.read_text(encoding="utf-8")
        if old not in text:
            raise ValueError(f"{name} has no {old!r}")
        path.write_text(text.replace(old, new), encoding="utf-8")

    def build(self, *playlists: str, dry_run: bool = False, explain: bool = False) -> Ran:
        events: list[Event] = []
        order = BuildRequest(playlists, jobs=2, dry_run=dry_run, explain=explain)
        return Ran(build(self.workspace, order, events.append), events)

    def run(self, *arguments: str) -> Done:
        """Run a command of the program."""
        with patch.dict(os.environ, LANGUAGE), redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
            return Done(run(["--project", str(self.root), *arguments]), out.getvalue(), err.getvalue())

    def process(self, *arguments: str) -> Done:
        """Do the same in a process of its own."""
        command = [sys.executable, "-m", "zt_audio", "--project", str(self.root), *arguments]
        done = subprocess.run(
            command, capture_output=True, encoding="utf-8", env={**os.environ, **LANGUAGE}, check=False
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def tree(self, folder: str = "") -> dict[str, bytes]:
        """Return every file below output/, hidden ones too."""
        top = self.output / folder
        return {
            path.relative_to(self.output).as_posix(): path.read_bytes()
            for path in sorted(top.rglob("*"))
            if not path.is_dir()
        }

    def stamps(self) -> dict[str, tuple[int, int, int]]:
        """Return inode, size and time of everything in output/, folders too: equal means untouched."""
        stats = {path.relative_to(self.output).as_posix(): path.stat() for path in self.output.rglob("*")}
        return {name: (stat.st_ino, stat.st_size, stat.st_mtime_ns) for name, stat in stats.items()}

    def manifest(self) -> Manifest:
        found = manifest.load_manifest(self.output)
        if found is None:
            raise ValueError("the manifest is damaged")
        return found

    def copy(self, root: Path) -> Tiny:
        """Return a copy of all of it, times included, so that what was built still counts as untouched."""
        shutil.copytree(self.root, root, symlinks=True)
        return Tiny(root)


def tiny_project(root: Path) -> Tiny:
    """Write the project below `root`."""
    tiny = Tiny(root)
    for name, text in FILES.items():
        tiny.write(name, text)
    return tiny


def touched(path: Path, data: bytes | None = None) -> None:
    """Give a file other bytes, or the same, and in any case another time."""
    later_ns = path.stat().st_mtime_ns + 5_000_000_000
    path.write_bytes(path.read_bytes() if data is None else data)
    os.utime(path, ns=(later_ns, later_ns))


def flipped(data: bytes, at: int = -1) -> bytes:
    """Return `data` with one bit turned over."""
    at %= len(data)
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
