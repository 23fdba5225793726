"""A file as it is written: the way out where its form is broken, so that no other program is needed."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from zt_audio.app.edit import replace_file_text, written_text
from zt_audio.app.roles import role_of_file
from zt_audio.studio.bodies import form_texts, normal_text
from zt_audio.studio.html import page
from zt_audio.studio.undo import offer_undo
from zt_audio.studio.who import person_of


def _file(request: Request) -> Response:
    view = request.app.state.studio.view()
    name = request.path_params["name"]
    if name not in view.files:  # only what the project is read from
        raise HTTPException(404)
    return page(
        request,
        "file.html",
        role=role_of_file(name),
        file=view.files[name],
        text=written_text(request.app.state.studio.root, name),
        problems=view.problems_of(name),
    )


async def _save(request: Request) -> Response:
    """Write the whole file, unless it was changed meanwhile; what it replaces is kept in the history."""
    form = await form_texts(request)
    studio = request.app.state.studio
    name = request.path_params["name"]
    if name not in (await run_in_threadpool(studio.view)).files:
        raise HTTPException(404)
    saved = await run_in_threadpool(
        replace_file_text,
        studio.root,
        name,
        normal_text(form.get("text", "")),
        form.get("base", ""),
        person_of(request),
    )
    offer_undo(request, saved)
    return RedirectResponse(f"/files/{name}", 303)


ROUTES = (Route("/files/{name:path}", _file), Route("/files/{name:path}", _save, methods=["POST"]))
