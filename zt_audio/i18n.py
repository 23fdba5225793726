"""Translate messages into the language of the current context: kk, ru or English.

The language belongs to the context (contextvars), not to the process, so that threads of one process can speak
different languages at once. A new thread starts with an empty context and so with English: code that renders messages
in a thread of its own enters `speaking(...)` there, or runs the thread in `contextvars.copy_context()`.
"""

from __future__ import annotations

import gettext as catalogues
import locale
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

DOMAIN = "zt_audio"
LOCALE_DIR = Path(__file__).parent / "locale"
MESSAGE_LANGUAGES = ("kk", "ru", "en")
OTHER_NAMES = {"kz": "kk"}  # people name the language after the country's code

_language: ContextVar[str] = ContextVar("zt_audio_language", default="en")


def gettext(message: str) -> str:
    """Return `message` in the language of this context."""
    return _catalogue(_language.get()).gettext(message) if message else ""  # gettext keeps its header under ""


def ngettext(singular: str, plural: str, n: int) -> str:
    """Return the form for `n` of a message in the language of this context."""
    return _catalogue(_language.get()).ngettext(singular, plural, n)


def N_(message: str) -> str:  # noqa: N802 - the name that gettext's extractors know
    """Return `message` as it is: it is marked for the catalogue here and translated where it is shown."""
    return message


def current_language() -> str:
    """Return the language of this context."""
    return _language.get()


class Figure(float):
    """A number that formats itself with the decimal sign of the language of this context: 8.5, or 8,5."""

    def __format__(self, spec: str) -> str:
        written = super().__format__(spec)
        return written if current_language() == "en" else written.replace(".", ",")


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Render messages in `language` (kk, ru or en) inside the block, only in this context."""
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


@cache
def _catalogue(language: str) -> catalogues.NullTranslations:
    """Return the catalogue of `language`; English is what the code is written in and has none."""
    return catalogues.translation(DOMAIN, LOCALE_DIR, [language], fallback=True)


def language_asked_for(environ: Mapping[str, str] = os.environ) -> str:
    """Return the language that the environment and the system ask for."""
    return choose(environ, system_locale())


def choose(environ: Mapping[str, str], system: str | None) -> str:
    """Return the first of ZT_AUDIO_LANG, the locale variables and the system's own that we speak; else English."""
    wishes = [environ.get(name) for name in ("ZT_AUDIO_LANG", "LC_ALL", "LC_MESSAGES", "LANG")]
    for wish in (*wishes, system):
        code = (wish or "").strip().replace("-", "_").split("_")[0].split(".")[0].lower()
        if (code := OTHER_NAMES.get(code, code)) in MESSAGE_LANGUAGES:
            return code
    return "en"


def system_locale() -> str | None:
    """Return the user's language as Windows knows it, where no variable names one; None on other systems."""
    if os.name != "nt":
        return None
    import ctypes  # noqa: PLC0415 - Windows only

    return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage())  # type: ignore[attr-defined,unused-ignore]
