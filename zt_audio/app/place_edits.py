"""Put places of a table into the files of a project: behind those that are there, which keep every byte."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from pathlib import Path

from zt_audio.app.edits import Edit, FileEdit, NewFile, ReplaceText
from zt_audio.app.place_rows import ImportedPlace
from zt_audio.content.changes import SetText
from zt_audio.content.files import MAX_PLACES_BYTES, content_file
from zt_audio.content.source import file_bytes, source_of
from zt_audio.content.tree import parse_yaml, plain
from zt_audio.content.yaml_writer import Value, written_block
from zt_audio.errors import ContentError
from zt_audio.model import LANGS, Place, Problem, Project, Where
from zt_audio.suggestions import near_facts
from zt_audio.trust.history import digest_of


def edits_for_new(root: Path, places: Collection[ImportedPlace]) -> Iterator[Edit]:
    """Yield the edit of each file that gets new `places`. Raises ContentError where that cannot be done."""
    by_file: defaultdict[str, list[ImportedPlace]] = defaultdict(list)
    for place in places:
        by_file[place.file].append(place)
    for file, added in by_file.items():
        yield _with_more(root, file, added)


def edits_for_changed(project: Project, places: Collection[ImportedPlace]) -> Iterator[Edit]:
    """Yield an edit that gives each of `places`, which are there, its kind and names in the table."""
    for place in places:
        yield FileEdit(place.file, tuple(_changes(project.places[place.id], place)))


def _with_more(root: Path, file: str, places: Collection[ImportedPlace]) -> Edit:
    """Return the edit that adds `places` behind those of `file`."""
    blocks = (written_block({place.id: _entry(place)}, 2, quoted=False) for place in places)
    more = "\n".join(line for block in blocks for line in (*block, ""))
    content = content_file(root, file)
    if content is None:
        raise ContentError(Problem("no-content-file", None, {"file": file, **near_facts(file, ())}))
    if not content.path.exists():
        _require_room(file, more)
        return NewFile(file, more)
    data = file_bytes(content.path, file, content.most_bytes)
    old = source_of(data, file).text.replace("\r\n", "\n")
    text = f"{old.rstrip()}\n\n{more}" if old.strip() else more
    _require_room(file, text)
    _require_both(file, old, text, places)
    return ReplaceText(file, text, digest_of(data))


def _require_room(file: str, text: str) -> None:
    if len(text.encode()) > MAX_PLACES_BYTES:
        raise ContentError(Problem("file-too-large", Where(file), {"limit_kb": MAX_PLACES_BYTES // 1000}))


def _require_both(file: str, old: str, text: str, places: Collection[ImportedPlace]) -> None:
    """Raise ContentError unless `text` holds what `old` held and `places`: a file may end in brackets."""
    before, after = (parse_yaml(source_of(part.encode(), file))[0] for part in (old, text))
    held = plain(before) if before is not None else {}
    wanted = {place.id: _entry(place) for place in places}
    if after is None or not isinstance(held, dict) or plain(after) != {**held, **wanted}:
        raise ContentError(Problem("edit-impossible", Where(file), {"path": next(iter(wanted))}))


def _entry(place: ImportedPlace) -> dict[str, Value]:
    return {"kind": place.kind, "name": {lang: place.name[lang] for lang in LANGS}}


def _changes(old: Place, new: ImportedPlace) -> Iterator[SetText]:
    if old.kind != new.kind:
        yield SetText((new.id, "kind"), old.kind, new.kind)
    for lang in LANGS:
        if old.name[lang].value != new.name[lang]:
            yield SetText((new.id, "name", lang), old.name[lang].value, new.name[lang])
