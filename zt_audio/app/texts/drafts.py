"""Keep words that a person typed and did not save: a closed lid or a crashed browser loses nothing."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path

from zt_audio.app.texts.appeals import AppealDraft
from zt_audio.model import LANGS
from zt_audio.store.disk import write_atomic
from zt_audio.store.state_file import read_json
from zt_audio.store.workspace import Workspace


def keep_draft(root: Path, person: str, draft: AppealDraft) -> None:
    """Write down what `person` typed. Raises OSError."""
    data = {"file": draft.file, "title": dict(draft.title), "text": dict(draft.text)}
    write_atomic(_path(root, person, draft.file), json.dumps(data, ensure_ascii=False).encode())


def kept_draft(root: Path, person: str, file: str) -> AppealDraft | None:
    """Return what `person` typed into `file` and did not save; None where there is nothing, or it is damaged."""
    draft = read_json(_path(root, person, file), AppealDraft)
    is_whole = draft is not None and draft.file == file and draft.title.keys() == draft.text.keys() == set(LANGS)
    return draft if is_whole else None


def drop_draft(root: Path, person: str, file: str) -> None:
    """Forget what `person` typed into `file`: it was saved, or is not wanted."""
    with suppress(OSError):
        _path(root, person, file).unlink(missing_ok=True)


def has_drafts(root: Path) -> bool:
    """Tell whether anyone typed words that were not saved."""
    return any(_folder(root).glob("*.json"))


def _path(root: Path, person: str, file: str) -> Path:
    name = hashlib.sha256(f"{person}\0{file}".encode()).hexdigest()[:24]
    return _folder(root) / f"{name}.json"


def _folder(root: Path) -> Path:
    return Workspace(root).cache / "drafts"
