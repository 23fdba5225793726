"""Help: the manuals of staff in the language of the page, by task, and the pages that they link to."""

from __future__ import annotations

import posixpath
import re
from functools import cache
from pathlib import Path

from markupsafe import Markup

import zt_audio
from zt_audio.i18n import current_language
from zt_audio.studio.visit import FileResponse, HTTPException, Response, Visit, get, or_404

_PACKAGE = Path(zt_audio.__file__).parent
# A wheel brings the pages inside the package (setup.py); in a checkout they lie beside it.
_HOME = _PACKAGE / "manuals" if (_PACKAGE / "manuals").is_dir() else _PACKAGE.parent
MANUALS = _HOME / "docs"
_TASK = re.compile(r"^\| (.+) \| \[(.+)\]\((.+)\.md\) \|$", re.MULTILINE)
_MANY_ROWS = 100  # of tables: who looks for one of them wants to search
_PICTURES = (".png", ".svg", ".jpg")
_LINK = re.compile(r'<a href="(?![a-z]+:|#)([^"#]+)(#[^"]*)?">(.*?)</a>', re.DOTALL)


@get("/help")
def _contents(visit: Visit) -> Response:
    # The headings of the index, each with page, title and task of its manuals.
    index = MANUALS / current_language() / "index.md"
    text = index.read_text("utf-8") if index.is_file() else ""
    parts = [part.partition("\n") for part in text.split("\n## ")[1:]]
    return visit.page("manuals.html", parts=[(heading, _TASK.findall(rows)) for heading, _, rows in parts])


@get("/help/{name:path}")
def _manual(visit: Visit) -> Response:
    name = visit.named["name"].removesuffix(".md")
    path = or_404(_shelf().get(f"docs/{current_language()}/{name}") or _shelf().get(name))
    text = _rendered(path)
    title = path.read_text("utf-8").split("\n", 1)[0].lstrip("# ")
    is_long = text.count("<tr>") > _MANY_ROWS
    return visit.page("manual.html", title=title, text=Markup(text), is_long=is_long)  # noqa: S704 - HTML is off


@cache
def _shelf() -> dict[str, Path]:
    """Return every page by its path without ending: docs/ru/studio, docs/trust, README."""
    found = (path for pattern in ("*.md", "docs/*.md", "docs/*/*.md") for path in _HOME.glob(pattern))
    return {path.relative_to(_HOME).with_suffix("").as_posix(): path for path in found}


@get("/images/{name:str}")
def _picture(visit: Visit) -> Response:
    path = MANUALS / "images" / visit.named["name"]
    if path not in MANUALS.glob("images/*") or path.suffix not in _PICTURES:
        raise HTTPException(404)
    return FileResponse(path)


@cache
def _rendered(path: Path) -> str:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - the first page need not wait for it

    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    text = re.sub("<!--.*?-->", "", path.read_text("utf-8"))  # which parts are generated is for scripts/docs.py
    rendered = str(markdown.render(text))
    rendered = re.sub("<(pre|table)>", r'<\1 tabindex="0">', rendered)  # what scrolls can be reached by keys
    rendered = re.sub(r'<img src="[^":]*/', '<img src="/images/', rendered)
    folder = path.parent.relative_to(_HOME).as_posix()
    return _LINK.sub(lambda link: _within_help(folder, *link.groups()), rendered)


def _within_help(folder: str, target: str, place: str | None, words: str) -> str:
    """Return a link of a page in `folder` as one of Help; its words alone where Help has no such page."""
    name = posixpath.normpath(posixpath.join(folder, target)).removesuffix(".md")
    if name not in _shelf():
        return words
    if folder != "docs":  # another page of the same manual, which Help shows in the language of the studio
        name = name.removeprefix(f"{folder}/")
    return f'<a href="/help/{name}{place or ""}">{words}</a>'
