"""Fill the templates of the studio's pages, in the language of the person who asked."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse

from zt_audio import __version__
from zt_audio.app.place_kinds import kind_name
from zt_audio.i18n import Figure, current_language, gettext, ngettext
from zt_audio.messages.pages import DAYS, template_environment
from zt_audio.model import LANGS, Role
from zt_audio.studio.names import CASES, choice_name
from zt_audio.studio.screen_table import NAME_LABELS, label_of
from zt_audio.studio.told import Teller, teller_of
from zt_audio.studio.visit import others_who_may, own_path, person_of

if TYPE_CHECKING:
    from jinja2 import Environment

STATIC = Path(__file__).parent / "static"
FONTS = Path(__file__).parent.parent / "pages" / "card" / "fonts"
LOOK = Path(__file__).parent.parent / "pages" / "templates"  # values and mark that all pages of the project share
_TEMPLATES = Path(__file__).parent / "templates"

_LANGUAGES = (("kk", "Қазақша"), ("ru", "Русский"), ("en", "English"))


def page(
    request: Request, template: str, *, status: int = 200, section: str = "", role: Role | None = None, **values: object
) -> HTMLResponse:
    """Return the page of `template`, which belongs to the screen at `section`; every string in `values` is escaped.

    `role` is what changing anything there asks for: where the person has it not, the page says who has.
    """
    frame = {
        "lang": current_language(),
        "path": request.url.path if request.method == "GET" else page_before(request) or "/",
        "stamp": request.app.state.studio.stamp(),
        "section": section or request.url.path,
        "languages": _LANGUAGES,
        "navigation": request.app.state.studio.navigation,
        "undo": request.app.state.studio.undo.shown_to(person_of(request)),
        "teller": teller_of(request),
        "others_who_may": others_who_may(request, role),
    }
    return HTMLResponse(_environment().get_template(template).render(**frame, **values), status)


def page_before(request: Request) -> str:
    """Return the path of the page whose link or button was pressed; "" where a person typed the address."""
    before = urlsplit(request.headers.get("referer", ""))
    path = before.path + (f"?{before.query}" if before.query else "")
    return own_path(path) if before.netloc == request.url.netloc else ""


def bare_page(template: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """Return a page without the frame, which a browser without a session can show as well."""
    return HTMLResponse(_environment().get_template(template).render(lang=current_language(), **values), status)


def fragment(request: Request, template: str, **values: object) -> HTMLResponse:
    """Return a part of a page, which replaces one that the browser has."""
    return HTMLResponse(filled(teller_of(request), template, **values))


def filled(teller: Teller, template: str, **values: object) -> str:
    """Return `template` filled with `values`, each escaped; `teller` says the problems in them."""
    return _environment().get_template(template).render(lang=current_language(), teller=teller, **values)


def _is_day_or_empty(value: str) -> bool:
    """Tell whether a browser shows `value` in a field for a day: it leaves out whatever it cannot read."""
    with suppress(ValueError):
        return not value or date.fromisoformat(value).isoformat() == value
    return False


@cache
def _environment() -> Environment:
    from jinja2 import FileSystemLoader, pass_context  # noqa: PLC0415 - 40 ms of a second start

    environment = template_environment(FileSystemLoader(_TEMPLATES))
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
    environment.tests["day_or_empty"] = _is_day_or_empty
    environment.filters["told"] = pass_context(lambda context, problem: context["teller"].tell(problem))
    return environment
