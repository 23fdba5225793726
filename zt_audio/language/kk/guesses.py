"""List the Kazakh rules whose readings are guesses, each with what a native speaker should confirm.

`check` warns of every reading by one of them until it is signed off; take a row out once the whole rule is confirmed.
"""

from __future__ import annotations

GUESSING = {
    "latin-name": "how announcers say names that are written in Latin letters: SMS, QR, WhatsApp",
    "road": "the name of the letter of a road or of petrol: эм отыз екі, а и тоқсан бес",
    "class": "the name of the letter of a class: бэ or бы",
    "house-letter": "the name of the letter of a house: бэ or бы",
    "quoted-letter": "the name of a letter that stands for itself: бэ or бы",
    "listed-letter": "the name of the letter of an item in a list: бэ or бы",
    "score": "two numbers with a pause, and no case",
}
