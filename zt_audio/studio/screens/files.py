"""A file as it is written: the way out where its form is broken, so that no other program is needed."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from zt_audio.app.edit import replace_file_text, written_text
from zt_audio.app.roles import role_of_file
from zt_audio.studio.html import page
from zt_audio.studio.undo import show_saved
from zt_audio.studio.visit import form_texts, normal_text, person_of


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
    name, text = request.path_params["name"], normal_text(form.get("text", ""))
    if name not in (await run_in_threadpool(request.app.state.studio.view)).files:
        raise HTTPException(404)
    seen, by = form.get("base", ""), person_of(request)
    return await show_saved(request, f"/files/{name}", replace_file_text, name, text, seen, by)


ROUTES = (Route("/files/{name:path}", _file), Route("/files/{name:path}", _save, methods=["POST"]))
