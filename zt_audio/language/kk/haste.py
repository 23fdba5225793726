"""Tell whether a text was typed in haste, as messages are."""

from __future__ import annotations

import re

from zt_audio.language.kk.number_tokens import CAPITAL, SMALL

_FEW, _MANY = 4, 5  # spaces; a title or a line of a list has less words
_HASTE = re.compile(rf"^{SMALL}|\d{SMALL}|,(?=[^\s\d»)])|{SMALL}\.{CAPITAL}")


def is_message(text: str) -> bool:
    """Tell whether `text` is a sentence that was typed in haste: no full stop ends it."""
    return text.rstrip()[-1:] not in ".!?…:;" and text.count(" ") >= _FEW


def is_hasty(text: str) -> bool:
    """Tell whether `text` shows haste beyond a missing full stop: what it types badly may be read as a guess."""
    unstopped = not text.isupper() and text.rstrip()[-1:] not in ".…:;" and text.count(" ") >= _MANY
    return text.count(" ") >= _FEW and bool(unstopped or _HASTE.search(text))
