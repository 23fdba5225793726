"""Home: what must be done now, in the order in which it must be done."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from zt_audio.studio.html import page


def _home(request: Request) -> Response:
    view = request.app.state.studio.view()
    by_file: dict[str, list[object]] = {}
    for problem in view.problems:
        by_file.setdefault(problem.where.file if problem.where else "", []).append(problem)
    return page(request, "home.html", view=view, by_file=by_file, screen_of=screen_of)


def screen_of(file: str) -> str:
    """Return the address of the screen on which the file `file` is edited."""
    folder, _, name = file.rpartition("/")
    if folder == "appeals/texts" and name.endswith(".yaml"):
        return f"/appeals/{name.removesuffix('.yaml')}"
    return f"/files/{file}"


ROUTES = (Route("/", _home),)
