"""The language of messages: environment in, a gettext domain set for the process out."""

from __future__ import annotations

import gettext
import locale
import os
from collections.abc import Mapping
from pathlib import Path

DOMAIN = "zt_audio"
LOCALE_DIR = Path(__file__).parent / "locale"
LANGUAGES = ("kk", "ru", "en")
OTHER_NAMES = {"kz": "kk"}  # people name the language after the country's code


def use_language(environ: Mapping[str, str] = os.environ) -> str:
    """Choose kk, ru or en for all messages of this process, click's own among them; return it."""
    chosen = choose(environ, system_locale())
    os.environ["LANGUAGE"] = chosen  # what gettext looks at first
    gettext.bindtextdomain(DOMAIN, LOCALE_DIR)
    gettext.textdomain(DOMAIN)
    return chosen


def choose(environ: Mapping[str, str], system: str | None) -> str:
    """Return the first of ZT_AUDIO_LANG, the locale variables and the system's own that we speak; else English."""
    wishes = [environ.get(name) for name in ("ZT_AUDIO_LANG", "LC_ALL", "LC_MESSAGES", "LANG")]
    for wish in (*wishes, system):
        code = (wish or "").strip().replace("-", "_").split("_")[0].split(".")[0].lower()
        code = OTHER_NAMES.get(code, code)
        if code in LANGUAGES:
            return code
    return "en"


def system_locale() -> str | None:
    """Return the user's language as Windows knows it, where no variable tells; None elsewhere."""
    if os.name != "nt":
        return None
    import ctypes  # noqa: PLC0415 - Windows only

    return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage())  # type: ignore[attr-defined,unused-ignore]


def N_(message: str) -> str:  # noqa: N802 - the name that gettext's extractors know
    """Return `message`: it is marked for the catalogue here and translated where it is shown."""
    return message
