"""A file as it is written: the way out where its form is broken, so that no other program is needed."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from zt_audio.studio.html import page


def _file(request: Request) -> Response:
    view = request.app.state.studio.view()
    name = request.path_params["name"]
    if name not in view.files:  # only what the project is read from
        raise HTTPException(404)
    data = (request.app.state.studio.root / name).read_bytes()
    return page(
        request,
        "file.html",
        file=view.files[name],
        text=data.decode("utf-8-sig", "replace"),
        problems=view.problems_of(name),
    )


async def _save(request: Request) -> Response:
    form = await request.form()
    return RedirectResponse(f"/files/{request.path_params['name']}", 303) if form else Response(status_code=422)


ROUTES = (Route("/files/{name:path}", _file), Route("/files/{name:path}", _save, methods=["POST"]))
