"""After any edit of any file, a studio that was open shows what a studio that was opened just now shows.

Edits are drawn by `ZT_KEPT_SEED` and the seed behind it; most projects in between are broken. CI makes few edits of
each, `ZT_KEPT_EDITS` more.
"""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.studio.test_states import no_downloads
from tests.support.in_process import Asker, studio_in_process
from tests.support.studio import PAGES
from tests.support.tiny import Tiny
from zt_audio.app import clock
from zt_audio.app.texts import appeals
from zt_audio.content import project
from zt_audio.content.yaml import tree
from zt_audio.content.yaml.source import SourceText

EDITS = int(os.environ.get("ZT_KEPT_EDITS", "5"))
SEED = int(os.environ.get("ZT_KEPT_SEED", "1"))
LEFT_OUT = ("/help", "/recordings/session", "/recordings/voices", "/sound/voices")  # no file decides these
ASKED = tuple(page for page in PAGES if not page.startswith(LEFT_OUT))
WORDS = ("мусор", "қоқыс", "25", "{place:gen}", "[", "'", ": ", "- x", "\t", "ә", "yard", "kk", "2026-13-01", "#")
SECRET = re.compile(r"[\w-]{43}")


def shown(asker: Asker) -> dict[str, tuple[int, str]]:
    """Return status and text of each page, but for secrets."""
    answers = {page: asker.get(page) for page in ASKED}
    return {page: (answer.status, SECRET.sub("", answer.text)) for page, answer in answers.items()}


def edits(root: Path, chance: random.Random) -> Iterator[str]:
    """Change one file of the project at a time, and say how: its text, its bytes, away with it, or as it was."""
    first = {path: path.read_bytes() for path in sorted((root / "appeals").rglob("*.yaml"))}
    while True:
        path = chance.choice(list(first))
        act = chance.choice(("text", "text", "text", "byte", "gone", "again", "again", "all"))
        if act in ("again", "all"):
            for each in first if act == "all" else (path,):
                each.write_bytes(first[each])
        elif act == "gone":
            path.unlink(missing_ok=True)
        else:
            now = path.read_bytes() if path.exists() else first[path]
            half = len(now) // 2
            path.write_bytes(now[:half] + b"\xff" + now[half:] if act == "byte" else edited(now, chance))
        yield f"{act}: {path.name}"


def edited(data: bytes, chance: random.Random) -> bytes:
    """Return the YAML in `data` with another word, indent or order of lines."""
    lines = data.decode("utf-8", "replace").splitlines(keepends=True) or ["\n"]
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    changed = {
        at: chance.choice(
            (
                re.sub(r"(?<=[\s:])\S+", lambda _found: chance.choice(WORDS), lines[at], count=1),
                chance.choice(("", " ", "  ")) + lines[at].lstrip(" "),
                lines[at] + lines[other],
                lines[other],
                "",
            )
        )
    }
    return "".join(changed.get(n, line) for n, line in enumerate(lines)).encode()


def test_a_page_shown_again_reads_no_file_of_the_project(built_once: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zt_audio.studio.studio.Studio._measure", lambda _studio: None)  # it opens engines meanwhile
    read: list[str] = []
    parse = tree.parse_yaml

    def noted(source: SourceText, *more: object) -> object:
        read.append(source.file)
        return parse(source, *more)

    with studio_in_process(built_once.root) as asker:
        shown(asker)
        for module in (project, appeals):
            monkeypatch.setattr(module, "parse_yaml", noted)
        shown(asker)
    assert read == []


@pytest.mark.parametrize("seed", [SEED, SEED + 1])
def test_what_is_kept_says_what_is_new(
    built_once: Tiny, tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = clock.today()
    monkeypatch.setattr(clock, "today", lambda: day)  # else midnight comes between what is new and what was kept
    root = tmp_path / "project"
    shutil.copytree(built_once.root, root)
    done: list[str] = []
    change = edits(root, random.Random(seed))  # noqa: S311 - no secret
    with studio_in_process(root) as kept, no_downloads():
        shown(kept)
        for _ in range(EDITS):
            done.append(next(change))
            with studio_in_process(root) as new:
                expected = shown(new)
            was = shown(kept)
            wrong = [page for page in ASKED if was[page] != expected[page]]
            assert wrong == [], (done, first_difference(was[wrong[0]][1], expected[wrong[0]][1]))


def first_difference(kept: str, new: str) -> str:
    both = zip(kept.splitlines(), new.splitlines(), strict=False)
    return next((f"kept: {one} | new: {other}" for one, other in both if one != other), "one is longer")
