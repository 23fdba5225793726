"""Say things in the language of a page's reader: its words and how it writes numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zt_audio.i18n import current_language, gettext as _
from zt_audio.language.registry import language_of
from zt_audio.messages.render import with_program_name
from zt_audio.model import LANGS, Fact
from zt_audio.pages.html import NO_BREAK

OWN_NAMES = {lang: language_of(lang).own_name for lang in LANGS}  # each in itself
MINUS = "\u2212"


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
