"""Fill the templates of the studio's pages, in the language of the person who asked."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import HTMLResponse

from zt_audio import __version__
from zt_audio.i18n import N_, Figure, current_language, gettext, ngettext
from zt_audio.messages.render import render
from zt_audio.model import LANGS
from zt_audio.studio.names import CASES, DAYS, choice_name, kind_name
from zt_audio.studio.screen_table import NAME_LABELS, label_of
from zt_audio.studio.who import person_of

if TYPE_CHECKING:
    from jinja2 import Environment

STATIC = Path(__file__).parent / "static"
FONTS = Path(__file__).parent.parent / "pages" / "card" / "fonts"
LOOK = Path(__file__).parent.parent / "pages" / "templates"  # values and mark that all pages of the project share
_TEMPLATES = Path(__file__).parent / "templates"

NAVIGATION = (  # address, label
    ("/", N_("Home")),
    ("/appeals", N_("Appeals")),
    ("/places", N_("Places")),
    ("/playlists", N_("Playlists")),
    ("/recordings", N_("Voices and recordings")),
    ("/sound", N_("Sound")),
    ("/approvals", N_("Approvals")),
    ("/sticks", N_("Sticks")),
    ("/history", N_("History")),
    ("/settings", N_("Settings")),
    ("/help", N_("Help")),
)
_LANGUAGES = (("kk", "Қазақша"), ("ru", "Русский"), ("en", "English"))


def page(request: Request, template: str, *, status: int = 200, section: str = "", **values: object) -> HTMLResponse:
    """Return the page of `template`, which belongs to the screen at `section`; every string in `values` is escaped."""
    frame = {
        "lang": current_language(),
        "path": request.url.path,
        "stamp": request.app.state.studio.stamp(),
        "section": section or request.url.path,
        "languages": _LANGUAGES,
        "navigation": request.app.state.studio.navigation,
        "undo": request.app.state.studio.undo.shown_to(person_of(request)),
    }
    return HTMLResponse(_environment().get_template(template).render(**frame, **values), status)


def fragment(template: str, **values: object) -> HTMLResponse:
    """Return a part of a page, which replaces one that the browser has."""
    return HTMLResponse(filled(template, **values))


def filled(template: str, **values: object) -> str:
    """Return `template` filled with `values`, each escaped."""
    return _environment().get_template(template).render(lang=current_language(), **values)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - 40 ms of a second start

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals |= {
        "_": gettext,
        "ngettext": ngettext,
        "version": __version__,
        "LANGS": LANGS,
        "language_names": dict(_LANGUAGES),
        "figure": Figure,
        "label_of": label_of,
        "name_label": lambda key: NAME_LABELS[key],
        "choice_name": choice_name,
        "kind_name": kind_name,
        "day_names": DAYS,
        "case_names": CASES,
    }
    environment.filters["told"] = render
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return environment
