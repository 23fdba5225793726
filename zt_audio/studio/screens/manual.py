"""Help: the manuals of staff in the language of the page, by task."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

import zt_audio
from zt_audio.i18n import current_language
from zt_audio.studio.html import page

MANUALS = Path(zt_audio.__file__).parent.parent / "docs"
_TASK = re.compile(r"^\| (.+) \| \[(.+)\]\((.+)\.md\) \|$", re.MULTILINE)
_PICTURES = (".png", ".svg", ".jpg")


def _contents(request: Request) -> Response:
    return page(request, "manuals.html", rows=_tasks(MANUALS / current_language() / "index.md"))


def _tasks(index: Path) -> list[tuple[str, str, str]]:
    """Return page, title and task of each manual in the order of the index, the studio first."""
    text = index.read_text("utf-8") if index.is_file() else ""
    rows = [(name, title, task) for task, title, name in _TASK.findall(text)]
    return sorted(rows, key=lambda row: row[0] != "studio")


def _manual(request: Request) -> Response:
    name = request.path_params["name"].removesuffix(".md")
    path = MANUALS / current_language() / f"{name}.md"
    if path not in MANUALS.glob("*/*.md"):  # never a path of the request
        raise HTTPException(404)
    return page(request, "manual.html", title=_title(path), text=Markup(_rendered(path)))  # noqa: S704 - HTML is off


def _picture(request: Request) -> Response:
    path = MANUALS / "images" / request.path_params["name"]
    if path not in MANUALS.glob("images/*") or path.suffix not in _PICTURES:
        raise HTTPException(404)
    return FileResponse(path)


@cache
def _rendered(path: Path) -> str:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - the first page need not wait for it

    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    rendered = str(markdown.render(path.read_text("utf-8")))
    return re.sub("<(pre|table)>", r'<\1 tabindex="0">', rendered)  # what scrolls can be reached by keys


def _title(path: Path) -> str:
    return path.read_text("utf-8").split("\n", 1)[0].lstrip("# ")


ROUTES = (
    Route("/help", _contents),
    Route("/images/{name:str}", _picture),
    Route("/help/{name:str}", _manual),
)
