"""Rename or remove a place or a playlist: the page says where it is used, and one button changes it there too."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from zt_audio.app.new_content import free_id
from zt_audio.app.places import place_rows
from zt_audio.app.uses import (
    PlaceUse,
    place_uses,
    remove_place,
    remove_playlist,
    rename_place,
    rename_playlist,
    taken_ids,
)
from zt_audio.app.workbench import View
from zt_audio.i18n import N_
from zt_audio.i18n import gettext as _
from zt_audio.studio.bodies import form_line, form_texts
from zt_audio.studio.names import title_of
from zt_audio.studio.undo import offer_undo
from zt_audio.studio.who import person_of

_SCREENS = {"place": "/places", "playlist": "/playlists"}
_RENAME = {"place": rename_place, "playlist": rename_playlist}
_TEXTS_OF = {
    "intros": N_("its own greeting"),
    "outros": N_("its own closing words"),
    "lexicon": N_("words of its greeting"),
}


@dataclass(frozen=True, slots=True)
class Use:
    """A page that names what is to be removed: its address, its title, and how often."""

    address: str
    title: str
    stops: tuple[int, ...]  # from 1
    is_all: bool


@dataclass(frozen=True, slots=True)
class Changing:
    """What the page needs to offer both: `suggestion` is an id made of the title that is free."""

    id: str
    address: str
    suggestion: str
    uses: tuple[Use, ...]

    @property
    def hindered_by(self) -> tuple[Use, ...]:
        """Return the playlists that would be left without a stop."""
        return tuple(use for use in self.uses if use.is_all)


def changing_of(view: View, kind: str, name: str) -> Changing:
    """Return what the page of the `kind` (place or playlist) `name` offers."""
    if kind == "place":
        title = next(row.name for row in place_rows(view) if row.id == name)
    else:
        title = view.texts(f"appeals/playlists/{name}.yaml", "title")
    suggestion = free_id(title["ru"] or name, taken_ids(view, kind) - {name})
    uses = tuple(_use(view, use) for use in place_uses(view, name)) if kind == "place" else ()
    return Changing(name, f"{_SCREENS[kind]}/{name}", suggestion, uses)


def _use(view: View, use: PlaceUse) -> Use:
    if use.kind != "playlist":
        return Use("/words" if use.kind == "lexicon" else "/greetings", _(_TEXTS_OF[use.kind]), (), is_all=False)
    playlist = view.files[use.file].id
    title = title_of(view, use.file, "title") or playlist
    return Use(f"/playlists/{playlist}", title, tuple(n + 1 for n in use.stops), use.is_all)


async def _rename(request: Request) -> Response:
    kind, name, view = await _asked(request)
    form = await form_texts(request)
    wanted = form_line(form, "id")
    new = free_id(wanted, taken_ids(view, kind) - {name})
    address = f"{_SCREENS[kind]}/{name}"
    if new != name and _is_current(request, form.get("stamp", "")):
        root = request.app.state.studio.root
        offer_undo(request, await run_in_threadpool(_RENAME[kind], root, view, name, new, person_of(request)))
        address = f"{_SCREENS[kind]}/{new}"
    return RedirectResponse(address, 303)


async def _remove(request: Request) -> Response:
    """Remove it everywhere; where files were changed since the page was drawn, the page is shown again instead."""
    kind, name, view = await _asked(request)
    form = await form_texts(request)
    if not _is_current(request, form.get("stamp", "")) or changing_of(view, kind, name).hindered_by:
        return RedirectResponse(f"{_SCREENS[kind]}/{name}", 303)
    remove = remove_place if kind == "place" else remove_playlist
    root = request.app.state.studio.root
    offer_undo(request, await run_in_threadpool(remove, root, view, name, person_of(request)))
    return RedirectResponse(_SCREENS[kind], 303)


async def _asked(request: Request) -> tuple[str, str, View]:
    """Return kind and id of what the address names, and the project. Raises HTTPException 404 where it is not there."""
    kind = next(kind for kind, path in _SCREENS.items() if request.url.path.startswith(f"{path}/"))
    view: View = await run_in_threadpool(request.app.state.studio.view)
    name: str = request.path_params["name"]
    if name not in taken_ids(view, kind):
        raise HTTPException(404)
    return kind, name, view


def _is_current(request: Request, stamp: str) -> bool:
    current: str = request.app.state.studio.stamp()
    return stamp == current


ROUTES = tuple(
    Route(f"{path}/{{name:str}}/{what}", function, methods=["POST"])
    for path in _SCREENS.values()
    for what, function in (("rename", _rename), ("remove", _remove))
)
