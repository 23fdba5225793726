"""What pages of the studio and pages that are files have in common: how templates are filled, words of values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zt_audio.i18n import N_

if TYPE_CHECKING:
    from jinja2 import BaseLoader, Environment

DAY_WORDS = {
    "mon": N_("Mon"),
    "tue": N_("Tue"),
    "wed": N_("Wed"),
    "thu": N_("Thu"),
    "fri": N_("Fri"),
    "sat": N_("Sat"),
    "sun": N_("Sun"),
}


def template_environment(loader: BaseLoader) -> Environment:
    """Return what fills templates: each value is escaped, and one that is missing is an error."""
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - 40 ms that other commands save

    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return environment
