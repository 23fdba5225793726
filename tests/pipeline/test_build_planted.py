"""A project folder from a stranger: whatever its journal, manifest and links say, files outside stay as they are."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.tiny import Tiny
from tests.support.zt_cli import snapshot
from zt_audio.store import manifest
from zt_audio.store.journal import JOURNAL, MANIFEST_FILE, NOT_READY, STAGING
from zt_audio.store.manifest import FileEntry, Manifest

PRECIOUS = "precious"
COMMANDS = (
    "check",
    "verify",
    "report",
    "card",
    "recordings list",
    "recordings script",
    "build",
    "cache --clear",
    "rejects",
)
ALL_COMMANDS = (*COMMANDS, "rejects --clear", "export city STICK", "preview a --lang kk -o STICK/p.mp3")


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Path]:
    """Yield a folder of the user beside the project, and require that nothing in it has changed."""
    folder = tmp_path / "outside"
    (folder / "inner").mkdir(parents=True)
    for name in (PRECIOUS, "manifest.json", NOT_READY, "inner/x.wav", "inner/x.json", "ab.1.2.tmp", f"ab{'0' * 62}"):
        (folder / name).write_bytes(b"mine")
    before = snapshot(folder)
    yield folder
    assert snapshot(folder) == before
    assert sorted(path.name for path in folder.iterdir()) == sorted({name.split("/")[0] for name in before})


def run_on(tiny: Tiny, command: str, stick: Path) -> int:
    stick.mkdir(exist_ok=True)
    done = tiny.run(*command.replace("STICK", str(stick)).split())
    assert "itself failed" not in done.stderr, done.stderr
    return done.returncode


def journal(moves: list[object], removals: list[object]) -> bytes:
    body = json.dumps({"moves": moves, "removals": removals})
    return json.dumps({"sha256": hashlib.sha256(body.encode()).hexdigest(), "body": body}).encode()


@pytest.mark.parametrize("command", ALL_COMMANDS)
def test_a_planted_journal_deletes_and_moves_nothing_outside(
    command: str, built: Tiny, outside: Path, tmp_path: Path
) -> None:
    target = str(outside / PRECIOUS)
    up = os.path.relpath(target, built.output)
    for moves, removals in (([], [target]), ([], [up]), ([up], []), ([target], []), ([f"city/../{up}"], [])):
        for name in moves:
            (built.output / STAGING).mkdir(exist_ok=True)
            (built.output / STAGING / Path(name).name).write_bytes(b"theirs")
        (built.output / JOURNAL).write_bytes(journal(list(moves), list(removals)))
        run_on(built, command, tmp_path / "stick")


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize("data", [journal([1], []), journal([], [None]), journal([[]], []), b"[" * 99_999, b"7"])
def test_a_journal_of_wrong_types_decides_nothing(data: bytes, command: str, built: Tiny, tmp_path: Path) -> None:
    before = built.tree()
    (built.output / JOURNAL).write_bytes(data)
    assert run_on(built, command, tmp_path / "stick") == 0
    assert {name: content for name, content in built.tree().items() if name != JOURNAL} == before


@pytest.mark.parametrize("way", ["", "sub/../", "absolute"])
def test_a_planted_manifest_names_nothing_outside(way: str, built: Tiny, outside: Path) -> None:
    known = built.manifest()
    up = os.path.relpath(outside / PRECIOUS, built.output / "city")
    name = str(outside / PRECIOUS) if way == "absolute" else f"{way}{up}"
    digest = hashlib.sha256(b"mine").hexdigest()
    for playlist in ("city", "gone", "../city"):
        entry = replace(known.playlists["city"], files=(FileEntry(name, digest, 4),))
        forged = Manifest({**known.playlists, playlist: entry}, known.segments)
        (built.output / MANIFEST_FILE).write_bytes(manifest.to_bytes(forged))
        built.build()
        assert (outside / PRECIOUS).read_bytes() == b"mine"


LINKS: dict[str, Callable[[Tiny], Path]] = {
    "output": lambda tiny: tiny.output,
    "city": lambda tiny: tiny.output / "city",
    "gone": lambda tiny: tiny.output / "yard",
    "staging": lambda tiny: tiny.output / STAGING,
    "cache": lambda tiny: tiny.workspace.cache,
    "lock": lambda tiny: tiny.workspace.cache / "lock",
    "rejects": lambda tiny: tiny.workspace.rejects,
    "speech": lambda tiny: tiny.workspace.speech.root,
    "segments": lambda tiny: tiny.workspace.segments.root,
    "one folder of segments": lambda tiny: next(iter(sorted(tiny.workspace.segments.root.iterdir()))),
    "new folder of segments": lambda tiny: tiny.workspace.segments.root / "ab",
    "fetched": lambda tiny: tiny.workspace.fetched.root,
    "recordings": lambda tiny: tiny.workspace.recordings,
    "mark": lambda tiny: tiny.output / "city" / NOT_READY,
    "page": lambda tiny: tiny.output / "city" / "PLAYER.HTML",
    "manifest": lambda tiny: tiny.output / MANIFEST_FILE,
    "state": lambda tiny: tiny.workspace.state,
    "readings": lambda tiny: tiny.workspace.readings,
    "report": lambda tiny: tiny.root / "report.html",
    "sheet": lambda tiny: tiny.root / "reading-sheet.html",
    "cards": lambda tiny: tiny.root / "cards",
}
FILES = ("lock", "mark", "page", "manifest", "state", "readings", "report", "sheet")


TARGETS = ("folder", "inner folder", "nowhere")

EVERY = 1 if os.environ.get("ZT_PLANTED") == "all" else 2  # of the pairs; each name of both kinds is in one


def sample(rows: Iterable[str], columns: Iterable[str]) -> list[tuple[str, str]]:
    """Return the squares of one colour of a chessboard, or all."""
    return [(row, one) for at, row in enumerate(rows) for n, one in enumerate(columns) if (at + n) % EVERY == 0]


@pytest.mark.slow  # a third of the commands for each link and target, so that each link meets them all
@pytest.mark.parametrize(("name", "target"), sample(LINKS, TARGETS))
def test_nothing_is_written_or_deleted_through_a_link(
    name: str, target: str, built: Tiny, outside: Path, tmp_path: Path
) -> None:
    link = LINKS[name](built)
    to = {"folder": outside, "inner folder": outside / "inner", "nowhere": outside / "new"}[target]
    if name in FILES and target != "nowhere":
        to = outside / PRECIOUS
    if link.is_dir():
        link.rename(tmp_path / "before")
    else:
        link.unlink(missing_ok=True)
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(to)
    built.edit("texts/a.yaml", "Чистота нужна", "Чистота очень нужна")
    if name == "gone":
        (built.root / "appeals" / "playlists" / "yard.yaml").unlink()
    first = (list(LINKS).index(name) + TARGETS.index(target)) % 3
    for command in ("build", *ALL_COMMANDS[first::3]):
        run_on(built, command, tmp_path / "stick")


PLANTED: dict[str, Callable[[Tiny], Path]] = {
    "places": lambda tiny: tiny.root / "appeals" / "places.yaml",
    "text": lambda tiny: tiny.root / "appeals" / "texts" / "a.yaml",
    "settings": lambda tiny: tiny.root / "appeals" / "settings.yaml",
    "chime": lambda tiny: tiny.root / "appeals" / "chime.wav",
    "note": lambda tiny: tiny.workspace.recordings / "kk" / "a.json",
    "recording": lambda tiny: tiny.workspace.recordings / "kk" / "a.flac",
    "sheet": lambda tiny: tiny.workspace.recordings / "sheet.json",
    "journal": lambda tiny: tiny.output / JOURNAL,
    "manifest": lambda tiny: tiny.output / MANIFEST_FILE,
    "track": lambda tiny: tiny.output / "city" / "001_MARKET.MP3",
    "mark": lambda tiny: tiny.output / "city" / NOT_READY,
    "state": lambda tiny: tiny.workspace.state,
    "readings": lambda tiny: tiny.workspace.readings,
    "lock": lambda tiny: tiny.workspace.cache / "lock",
    "reject": lambda tiny: tiny.workspace.rejects / "a.json",
    "segment": lambda tiny: next(iter(sorted(tiny.workspace.segments.root.glob("??/*")))),
    "speech": lambda tiny: next(iter(sorted(tiny.workspace.speech.root.glob("??/*")))),
}
KINDS: dict[str, Callable[[Path], None]] = {
    "pipe": os.mkfifo,
    "folder": Path.mkdir,
    "endless": lambda path: path.symlink_to("/dev/zero"),
    "broken": lambda path: path.symlink_to("nowhere"),
    "itself": lambda path: path.symlink_to(path.name),
    "nested": lambda path: _write(path, b"[" * 99_999),
    "half": lambda path: _write(path, b'{"a": "\\ud800"}'),
    "endless number": lambda path: _write(path, b'{"a": 1e999, "b": -Infinity}'),
}


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


SEVEN = ("build", "check", "verify", "recordings list", "recordings script", "rejects", "cache")


@pytest.mark.slow  # a third of the commands for each kind of each file, so that each file and each kind meet them all
@pytest.mark.parametrize(("name", "kind"), sample(PLANTED, KINDS))
def test_whatever_stands_for_a_file_commands_end_with_a_sentence(
    name: str, kind: str, built: Tiny, tmp_path: Path
) -> None:
    path = PLANTED[name](built)
    if name == "chime":
        built.edit("settings.yaml", "voices:", "chime: chime.wav\nvoices:")
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    KINDS[kind](path)
    for command in SEVEN[(list(PLANTED).index(name) + list(KINDS).index(kind)) % 3 :: 3]:
        run_on(built, command, tmp_path / "stick")
    built.edit("texts/b.yaml", "Соблюдайте порядок", "Всегда соблюдайте порядок")
    run_on(built, "build", tmp_path / "stick")
