"""Save what a person changed on any screen, or a file as it is written; and bring former words back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from zt_audio.app.edit import (
    Change,
    EditConflict,
    FileEdit,
    Insert,
    Move,
    Put,
    Remove,
    SetText,
    replace_file_text,
    save_edits,
    undo_edits,
    written_text,
)
from zt_audio.app.file_form import items_of, without_empty_mappings
from zt_audio.app.places.timetables import typed_day, typed_time
from zt_audio.app.roles import role_of_file
from zt_audio.app.texts.appeals import keep_draft
from zt_audio.i18n import gettext as _
from zt_audio.studio.names import place_names
from zt_audio.studio.screens.urgent import draft_of
from zt_audio.studio.visit import (
    HTTPException,
    JSONResponse,
    PlainTextResponse,
    Response,
    Visit,
    filled,
    get,
    given_text,
    normal_text,
    or_404,
    own_path,
    post,
    post_json,
    typed_path,
    typed_value,
)

_MAX_EDITS = 1000  # a playlist of 200 stops in another order


@post_json("/save")
def _save(visit: Visit) -> Response:
    """Write the edits of one file, all or none; 409 with both values where another person was faster.

    409 also where words would go and nothing would stand for them, until the person has agreed.
    """
    file, changes = given_text(visit.said.get("file")), _changes(visit.said.get("edits"))
    if emptied := [*_emptied(visit.said["edits"], changes)]:
        html = filled(visit.teller, "emptied.html", file=file, emptied=emptied)
        return JSONResponse(
            {"told": _("Nothing is saved yet: say first whether the words are to go."), "html": html}, 409
        )
    before = visit.studio.workbench.stamp()
    try:
        if not all(isinstance(change, SetText) and change.old is not None for change in changes):
            changes = without_empty_mappings(visit.view.trees.get(file), changes)
        saved = save_edits(visit.root, (FileEdit(file, changes),), visit.person)
    except EditConflict as conflict:
        return JSONResponse(
            {
                "told": visit.teller.tell_all(conflict.problems),
                "conflicts": [
                    {"path": list(each.path), "mine": each.new, "theirs": each.theirs} for each in conflict.conflicts
                ],
                "html": filled(visit.teller, "conflicts.html", conflicts=conflict.conflicts),
            },
            409,
        )
    return visit.stay(saved, before, base=saved.digests[file])


@post("/undo")
def _undo(visit: Visit) -> Response:
    """Bring back what stood there before a save, as a new version."""
    told = _("This can no longer be undone here. History brings it back.")
    changes = or_404(visit.studio.undo.take(visit.person, visit.number("save")), told)
    draft = draft_of(visit, changes)
    undo_edits(visit.root, changes, visit.person)
    if draft:
        keep_draft(visit.root, visit.person, draft)
    back = own_path(visit.form.get("back", ""))
    of, name = PurePosixPath(back).parent, PurePosixPath(back).name
    gone = any(each.old is None and PurePosixPath(each.file).stem == name for each in changes)  # a new file
    if of == PurePosixPath("/places"):
        gone = name not in place_names(visit.view)
    return visit.lead_to(str(of) if gone else back)


def _changes(edits: object) -> tuple[Change, ...]:
    if not isinstance(edits, list) or not 0 < len(edits) <= _MAX_EDITS:
        raise HTTPException(400)
    return tuple(_change(edit) for edit in edits)


def _emptied(edits: Iterable[Mapping[str, object]], changes: Iterable[Change]) -> Iterator[Change]:
    """Yield what leaves a field without its words, and no person has agreed to that."""
    for edit, change in zip(edits, changes, strict=True):
        is_emptied = isinstance(change, SetText) and (change.old or "").strip() and not change.new.strip()
        if is_emptied and edit.get("agreed") is not True:
            yield change


def _change(edit: object) -> Change:
    if not isinstance(edit, dict):
        raise HTTPException(400)
    path = typed_path(edit.get("path"))
    match edit:
        case {"do": "insert", "position": int(position), "value": {"arrive": str(arrive)} as value}:
            return Insert(path, position, typed_value({**value, "arrive": typed_time(arrive)}))
        case {"do": "insert", "position": int(position), "value": value}:
            return Insert(path, position, typed_value(value))
        case {"do": "remove", "old": old}:
            return Remove(path, typed_value(old))
        case {"do": "move", "position": int(position), "to": int(to)}:
            return Move(path, position, to)
        case {"do": "put", "value": value}:
            return Put(path, typed_value(value), typed_value(edit["old"]) or None if "old" in edit else ...)
        case {"old": str() | None as old, "new": str(new)}:
            before = None if old is None else _as_in_files(path, normal_text(old))
            return _field_change(path, before, _as_in_files(path, normal_text(new)), edit)
    raise HTTPException(400)


def _as_in_files(path: tuple[str | int, ...], value: str) -> str:
    """Return times and days that a person wrote as 15.30 and 30.11.2026 as the files have them."""
    if path[-1] in ("dates", "holidays"):
        return ", ".join(map(typed_day, items_of(value)))
    return typed_time(value) if path[-1] == "arrive" or path[0] == "quiet_hours" else value


def _field_change(path: tuple[str | int, ...], old: str | None, new: str, edit: Mapping[str, object]) -> Change:
    """Write what one field says; an empty list, or an empty value that may be left out, is taken out of the file."""
    if edit.get("list") is True:
        before, after = typed_value(items_of(old or "")), typed_value(items_of(new))
        return Put(path, after, before or None) if after else Remove(path, before)
    if edit.get("optional") is True:
        return SetText(path, old or None, new) if new.strip() else Remove(path, old or "")
    return SetText(path, old, new)


@get("/stamp")
def _stamp(visit: Visit) -> Response:
    """Return what changes with any file: pages ask for it every two seconds."""
    return PlainTextResponse(visit.studio.stamp())


@get("/files/{name:path}")
def _file(visit: Visit) -> Response:
    name = visit.named["name"]
    if name not in visit.view.files:  # only what the project is read from
        raise HTTPException(404)
    return visit.page(
        "file.html",
        role=role_of_file(name),
        file=visit.view.files[name],
        text=written_text(visit.root, name),
        problems=visit.view.problems_of(name),
    )


@post("/files/{name:path}")
def _save_file(visit: Visit) -> Response:
    """Write the whole file, unless it was changed meanwhile; what it replaces is kept in the history."""
    name, text = visit.named["name"], normal_text(visit.form.get("text", ""))
    if name not in visit.view.files:
        raise HTTPException(404)
    saved = replace_file_text(visit.root, name, text, visit.form.get("base", ""), visit.person)
    return visit.lead_to(f"/files/{name}", saved)
