"""Kill saves in copies of a project: `calls` at the n-th touch of the disk, `delays` at some time.

Runs as a process of its own and forks one for each save. Prints how many saves were killed; the copies lie in WORK/1,
WORK/2 and so on.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tests.support.deadly import run_kills
from zt_audio.app.edit import FileEdit, NewFile, RemoveFile, save_edits
from zt_audio.content.yaml.changes import SetText
from zt_audio.trust.history import digest_of

CALLS = ("open", "replace", "unlink", "mkdir", "fsync", "ftruncate")
TEXT = "appeals/texts/littering.yaml"
PLACES = "appeals/places.yaml"
SMOKING = "appeals/texts/smoking.yaml"
NEW = "appeals/texts/new.yaml"


def save(root: Path) -> None:
    """Change two files, delete one and make one."""
    title = FileEdit(TEXT, (SetText(("title", "ru"), "Не мусорите", "Берегите чистоту"),))
    kind = FileEdit(PLACES, (SetText(("yasny", "kind"), "village", "market"),))
    smoking = (root / SMOKING).read_bytes()
    save_edits(root, [title, RemoveFile(SMOKING, digest_of(smoking)), kind, NewFile(NEW, smoking.decode())])


def warm(template: Path, work: Path) -> None:
    """Save here once: what that loads is then in each fork, and kills hit the save. The journal stays a new one."""
    shutil.copytree(template, work / "warm")
    data, os.environ["XDG_DATA_HOME"] = os.environ["XDG_DATA_HOME"], str(work / "warm" / "data")
    save(work / "warm")
    os.environ["XDG_DATA_HOME"] = data


if __name__ == "__main__":
    run_kills(save, CALLS, warm)
