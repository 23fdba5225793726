"""List the Russian rules whose readings are guesses, each with what a native speaker should confirm.

`check` warns of every reading by one of them until it is signed off; take a row out once the whole rule is confirmed.
"""

from __future__ import annotations

GUESSING = {
    "latin-name": "how announcers say names that are written in Latin letters: SMS, QR, WhatsApp",
    "homograph": "which of two words is meant that differ in their stress alone",
}
