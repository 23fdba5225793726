"""Render an HTML page from its template: one file that needs no network and cannot reach one.

Words that a driver reads stand in every language at once, whatever the language of messages is.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape
from importlib.resources import files
from typing import TYPE_CHECKING

from zt_audio.content.timetable import playing_time
from zt_audio.i18n import current_language, gettext as _
from zt_audio.language.registry import language_of
from zt_audio.messages.pages import template_environment
from zt_audio.messages.render import with_program_name
from zt_audio.model import LANGS, Fact

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = files(__package__) / "templates"
_NOTHING = "default-src 'none'; "
_FONT = "font-src data:; "  # what lies in the page itself
_SOUND = "media-src 'self' file: blob: content:; "  # what lies beside the page, wherever a phone opens it from


ByLanguage = Mapping[str, str]  # the same in each of LANGS, the state language first
MINUS = "\u2212"
OWN_NAMES: ByLanguage = {lang: language_of(lang).own_name for lang in LANGS}  # each in itself
NO_BREAK = "\u00a0"


def in_order(words: Mapping[str, str]) -> ByLanguage:
    """Return `words` in the order of LANGS. Raises KeyError where a language is missing."""
    return {lang: words[lang] for lang in LANGS}


def filled_words(words: ByLanguage, **facts: object) -> ByLanguage:
    """Return `words` with their slots filled; a fact by language fills each language with its own."""
    return {
        lang: text.format(**{name: fact[lang] if isinstance(fact, Mapping) else fact for name, fact in facts.items()})
        for lang, text in words.items()
    }


def one_line(words: ByLanguage) -> str:
    """Return all languages in one line; a text once where several read the same, as dates do."""
    return " / ".join(dict.fromkeys(words.values()))


def render_page(name: str, *, lang: str, sound: bool = False, style: str = "", **values: object) -> str:
    """Return the page of the template `name`, with the style and the script that have the same name.

    The style comes after tokens.css and base.css, which all pages share, and after the page's own `style`.
    The page's own policy forbids everything except its style, its script and, with `sound`, tracks.
    """
    script = _source(f"{name}.js") if (TEMPLATES / f"{name}.js").is_file() else ""
    more = (_SOUND if sound else "") + (_FONT if "@font-face" in style else "")
    digest = b64encode(hashlib.sha256(script.encode()).digest()).decode()
    allowed = f"script-src 'sha256-{digest}'; " if script else ""
    rest = "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    frame = {
        "lang": lang,
        "policy": f"{_NOTHING}{allowed}{more}{rest}",
        "style": style + "".join(_source(f"{each}.css") for each in ("tokens", "base", name)),
        "script": script,
        "mark": f"data:image/svg+xml;base64,{b64encode(_source('mark.svg').encode()).decode()}",
    }
    return fill_template(f"{name}.html", **frame, **values)


def fill_template(template: str, **values: object) -> str:
    """Return `template` filled with `values`; every string among them is escaped."""
    return _environment().get_template(template).render(**values)


def is_our_page(first_bytes: bytes) -> bool:
    """Tell whether a file begins as our pages do."""
    return first_bytes.startswith(b"<!doctype html>\n<html ") and _NOTHING in unescape(
        first_bytes.decode(errors="replace")
    )


@cache
def _environment() -> Environment:
    from jinja2 import FunctionLoader  # noqa: PLC0415 - 40 ms that other commands save

    environment = template_environment(FunctionLoader(_source))
    environment.filters |= {"one_line": one_line, "unbroken": _unbroken, "playing_time": playing_time}
    return environment


def _unbroken(text: str) -> str:
    """Return `text`, escaped, with words that no line breaks: 09:00–22:00, 102-ге."""
    from markupsafe import Markup, escape  # noqa: PLC0415 - as above

    escaped = str(escape(text))  # plain: Python 3.11 escapes what it puts into Markup
    return Markup(re.sub(r"\S+–\S+|\d+-[^\W\d_]+", r'<span class="whole">\g<0></span>', escaped))  # noqa: S704


def _source(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of the page in the language of its reader, and how that language writes numbers."""

    lang: str
    words: Mapping[str, str]

    def say(self, key: str, **facts: Fact) -> str:
        """Return the words for `key`, filled with `facts`."""
        return self.words[key].format(**facts)

    def number(self, value: float, digits: int = 1) -> str:
        """Return `value` with a real minus, and with a comma unless the page is in English."""
        written = f"{value:.{digits}f}".replace("-", MINUS)
        return written if self.lang == "en" else written.replace(".", ",")

    def percent(self, share: float) -> str:
        return self.number(100 * share) + ("%" if self.lang == "en" else f"{NO_BREAK}%")


def translated(words: Mapping[str, str]) -> Wording:
    """Return `words` in the language of messages, with commands as they can be typed here."""
    return Wording(current_language(), {key: with_program_name(_(word)) for key, word in words.items()})
