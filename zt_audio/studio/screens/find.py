"""Find: words in appeals, places, playlists, greetings and the lexicon, and pages by their names."""

from __future__ import annotations

from urllib.parse import quote

from zt_audio.app.texts.replacing import Found, find_words
from zt_audio.i18n import gettext as _
from zt_audio.messages.message import AS_WRITTEN
from zt_audio.studio.addresses import SCREEN_NAMES, screen_of
from zt_audio.studio.names import greeting_mark
from zt_audio.studio.visit import Response, Visit, get

_SHOWN = 60


@get("/find")
def _find(visit: Visit) -> Response:
    asked = " ".join(visit.query.get("q", "").split())
    found = find_words(visit.view, asked)
    screens = [(address, _(name)) for address, name in SCREEN_NAMES.items() if address != AS_WRITTEN]
    return visit.page(
        "find.html",
        asked=asked,
        screens=[each for each in screens if asked and asked.casefold() in each[1].casefold()],
        rows=[(_address(each), each) for each in found[:_SHOWN]],
        left=max(0, len(found) - _SHOWN),
    )


def _address(found: Found) -> str:
    if found.kind == "places" and found.path:
        return f"/places/{quote(str(found.path[0]))}"
    if found.kind in ("intros", "outros"):
        return "#".join((screen_of(found.file), greeting_mark(found.kind, found.path)))
    return screen_of(found.file) or f"{AS_WRITTEN}/{quote(found.file)}"
