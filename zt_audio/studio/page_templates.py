"""Fill the templates of pages: what every template may name, and how it shows values."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from zt_audio import __version__
from zt_audio.app.file_form import OWN_NAMES, field_words
from zt_audio.app.places.places import kind_name
from zt_audio.app.places.timetables import TYPED_TIME_PATTERN, is_day, written_day
from zt_audio.app.speaking.voices import usual_voices
from zt_audio.i18n import Figure, current_language, gettext, ngettext
from zt_audio.messages.pages import DAY_WORDS, template_environment
from zt_audio.model import LANGS
from zt_audio.studio.addresses import NAVIGATION
from zt_audio.studio.names import (
    CASE_QUESTIONS,
    choice_name,
    greeting_mark,
    paragraph_name,
    shown,
    slot_words,
    voice_names,
    worded,
)
from zt_audio.studio.problem_words import Teller

if TYPE_CHECKING:
    from jinja2 import Environment

_LANGUAGES = (*OWN_NAMES.items(), ("en", "English"))
_TEMPLATES = Path(__file__).parent / "templates"


def filled(teller: Teller, template: str, **values: object) -> str:
    """Return `template` filled with `values`, each escaped; `teller` says the problems in them."""
    return _environment().get_template(template).render(lang=current_language(), teller=teller, **values)


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
        "label_of": lambda kind, key: field_words(kind)[key].label,
        "name_label": lambda kind, key: field_words(kind)[key].name,
        "choice_name": choice_name,
        "day_names": DAY_WORDS,
        "case_names": CASE_QUESTIONS,
        "paragraph": paragraph_name,
        "voice_names": voice_names,
        "greeting_mark": greeting_mark,
        "usual_voices": usual_voices,
        "languages": _LANGUAGES,
        "navigation": NAVIGATION,
        "time_pattern": TYPED_TIME_PATTERN,
        "slot_words": slot_words,
        "kind_name": pass_context(lambda context, kind: kind_name(kind, context["teller"].view)),
    }
    environment.filters["days"] = lambda value: ", ".join(map(written_day, str(value).split(", ")))
    environment.filters["moment"] = lambda moment: f"{moment:%d.%m.%Y %H:%M}"
    environment.filters["worded"] = worded
    environment.filters["shown"] = shown
    # a browser leaves a field for a day empty where it cannot read it
    environment.tests["day_or_empty"] = lambda value: not value or is_day(value)
    environment.filters["told"] = pass_context(lambda context, problem: context["teller"].tell(problem))
    return environment
