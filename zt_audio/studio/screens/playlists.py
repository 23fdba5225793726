"""Playlists: the list, and one playlist on a line of time, whose stops are moved by drag or by keys."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from zt_audio.app.appeals import appeal_rows
from zt_audio.app.edit import save_edits
from zt_audio.app.new_content import free_id, new_playlist
from zt_audio.app.places import place_rows
from zt_audio.app.timetables import playlist_rows, playlist_times
from zt_audio.i18n import N_
from zt_audio.model import LANGS
from zt_audio.studio.bodies import form_line, form_texts
from zt_audio.studio.html import page
from zt_audio.studio.undo import offer_undo
from zt_audio.studio.who import person_of

_FIRST_APPEALS = 4  # of a new playlist: about what a stay of ten minutes repeats

DAYS = {
    "mon": N_("Mon"),
    "tue": N_("Tue"),
    "wed": N_("Wed"),
    "thu": N_("Thu"),
    "fri": N_("Fri"),
    "sat": N_("Sat"),
    "sun": N_("Sun"),
}


def _playlists(request: Request) -> Response:
    view = request.app.state.studio.view()
    return page(request, "playlists.html", rows=playlist_rows(view), days=DAYS, places=place_rows(view))


async def _new_playlist(request: Request) -> Response:
    form = await form_texts(request)
    studio = request.app.state.studio
    view = await run_in_threadpool(studio.view)
    title = {lang: form_line(form, f"title-{lang}") for lang in LANGS}
    playlist = free_id(title["ru"], {row.id for row in playlist_rows(view)})
    said = [row.id for row in appeal_rows(view)][:_FIRST_APPEALS]
    file = new_playlist(playlist, title, form_line(form, "place"), said)
    saved = await run_in_threadpool(save_edits, studio.root, [file], person_of(request))
    offer_undo(request, saved)
    return RedirectResponse(f"/playlists/{playlist}", 303)


def _playlist(request: Request) -> Response:
    view = request.app.state.studio.view()
    times = playlist_times(view, request.path_params["playlist"])
    if times is None:
        raise HTTPException(404)
    return page(
        request,
        "playlist.html",
        times=times,
        file=view.files[times.row.file],
        days=DAYS,
        places=place_rows(view),
        appeals=appeal_rows(view),
        hours=range(24),
    )


ROUTES = (
    Route("/playlists", _playlists),
    Route("/playlists", _new_playlist, methods=["POST"]),
    Route("/playlists/{playlist:str}", _playlist),
)
