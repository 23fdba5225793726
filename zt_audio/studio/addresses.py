"""Name the screens of the studio, and tell which of them shows a file.

Each key of a file has a field on the screen of `FILE_SCREENS`, and each command a page: nothing staff need is elsewhere
(tests/studio/test_screen_table.py). docs/{kk,ru,en}/studio.md show the same table (scripts/docs.py writes it).
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from zt_audio.i18n import N_, gettext as _
from zt_audio.messages.message import AS_WRITTEN

NAVIGATION = (  # address, label
    ("/", N_("Home")),
    ("/urgent", N_("Urgent")),
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
SCREEN_NAMES: Mapping[str, str] = {
    **dict(NAVIGATION),
    "/greetings": N_("Greetings and closing words"),
    "/words": N_("Words and how they are said"),
    "/readings": N_("Doubtful words"),
    "/facts": N_("Numbers and sources"),
    "/proof": N_("Is it said right?"),
    "/players": N_("Players"),
    "/week": N_("The week"),
    "/replace": N_("Replace in all texts"),
    "/people": N_("People and keys"),
    "/pairs": N_("Compare the languages"),
    "/recordings/voices": N_("Voices"),
    "/sound/voices": N_("What the voices said"),
    AS_WRITTEN: N_("The file as it is written"),
}
_BESIDE = (  # screens of one subject, the first of which stands in the navigation
    ("/appeals", "/pairs", "/facts", "/words", "/readings", "/replace", "/proof"),
    ("/places", "/greetings"),
    ("/playlists", "/week"),
    ("/recordings", "/recordings/voices"),
    ("/sound", "/sound/voices"),
    ("/settings", "/players", "/people"),
)
_BY_FOLDER = {  # where a file lies → the screen; {id} is the name of the file
    "appeals/texts/": "/appeals/{id}",
    "appeals/playlists/": "/playlists/{id}",
    "appeals/places/": "/places",
    "appeals/places.yaml": "/places",
    "appeals/intros.yaml": "/greetings",
    "appeals/outros.yaml": "/greetings",
    "appeals/lexicon/": "/words",
    "appeals/pronunciations.yaml": "/readings",
    "appeals/facts.yaml": "/facts",
    "appeals/profiles.yaml": "/players",
    "appeals/settings.yaml": "/settings",
    "appeals/people": "/people",
    "appeals/approvals/": "/approvals",
    "appeals/pairs/": "/pairs",
    "appeals/recordings/": "/recordings",
    "journal/": "/history",
    "output/": "/sound",
}
FILE_SCREENS: Mapping[str, str] = {  # kind of file → the page that has its fields
    "text": "/appeals/{id}",
    "places": "/places/{name}",
    "intros": "/greetings",
    "outros": "/greetings",
    "playlist": "/playlists/{id}",
    "settings": "/settings",
    "lexicon": "/words",
    "pronunciations": "/readings",
    "profiles": "/players",
    "facts": "/facts",
}

ELSEWHERE: Mapping[str, str] = {  # kind of file → why it has no fields of this kind
    "people": "people, roles and keys are given by acts that are sealed and recorded, not by fields",
}


def screen_of(file: str) -> str:
    """Return the address of the screen that shows `file`; a folder of many files has its list. "" where none does."""
    stem = file.rpartition("/")[2].removesuffix(".yaml")
    for begin, address in _BY_FOLDER.items():
        if file == begin.removesuffix("/"):
            return address.partition("/{")[0]
        if file.startswith(begin):
            return address.format(id=quote(stem))
    return ""


def screens_beside(address: str) -> tuple[tuple[str, str], ...]:
    """Return the screens of one subject with the one at `address`, with their names; () where it stands alone."""
    group = next((group for group in _BESIDE if address in group), ())
    return tuple((each, SCREEN_NAMES[each]) for each in group)


def screen_label(address: str) -> str:
    """Return the name of the screen at `address`, or of the one above it; "" where there is none."""
    while address and address not in SCREEN_NAMES:
        address = address.rpartition("/")[0]
    return _(SCREEN_NAMES[address]) if address else ""
