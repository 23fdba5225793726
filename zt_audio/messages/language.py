"""Say what cannot be read aloud."""

from __future__ import annotations

from zt_audio.i18n import N_
from zt_audio.messages.message import Message

_LEXICON = N_("Write it in words, or teach how it is said.")

MESSAGES: dict[str, Message] = {
    "nothing-to-say": Message(
        N_("“{token}” holds nothing that can be said."),
        N_("Write words, or take it out."),
    ),
    # words and marks
    "kazakh-letters-missing": Message(
        N_("“{token}” looks like “{right}” typed without Kazakh letters."),
        N_("Type it with its own letters."),
    ),
    "unsayable-reading": Message(
        N_("“{token}” is read as something other than plain words of the language."),
        N_(
            "Correct its entry in appeals/lexicon/{lang}.yaml: use only letters of that language, spaces and "
            "plain punctuation."
        ),
        do_on_page=N_("Correct how it is said: only letters of that language, spaces and plain punctuation."),
        screen="/words",
        is_teachable=True,
    ),
    "unreadable-token": Message(
        N_("It is not known how to read “{token}”."),
        N_("Write it in words, or teach it in appeals/lexicon/{lang}.yaml."),
        do_on_page=_LEXICON,
        screen="/words",
        names_token=True,
        may_be_retyped=True,
        is_teachable=True,
    ),
    "telephone-incomplete": Message(
        N_("“{token}” is no whole telephone number: digits are missing, or there are too many."),
        N_("Type all eleven digits, as in 8 701 123 45 67."),
        names_token=True,
    ),
    "no-such-date": Message(N_("There is no such day: “{token}”."), N_("Correct the date.")),
    "no-such-time": Message(
        N_("There is no such time of day: “{token}”."),
        N_("Correct it, or write in words what is meant."),
    ),
    "emoji-in-text": Message(
        N_("There is a picture in the text: “{token}”."),
        N_("Take it out: it cannot be read aloud."),
        mend="picture",
    ),
    "token-too-long": Message(
        N_("“{token}” goes on for {n} characters without a space: nothing so long is a word or a number."),
        N_("Put spaces between the words, or take it out."),
    ),
    "sentence-too-long": Message(
        N_("No sentence ends within {n} characters, from “{token}” on: it is too long to be read."),
        N_("Write shorter sentences with a full stop after each."),
    ),
    "numbers-too-many": Message(
        N_("The text has more than {limit} numbers: it is too long to be read."),
        N_("Make several texts of it."),
    ),
    "initials-unknown": Message(
        N_("It is not known what the initials in “{token}” stand for."),
        N_("Write the full name, or teach it in appeals/lexicon/{lang}.yaml."),
        do_on_page=_LEXICON,
        screen="/words",
        may_be_retyped=True,
        is_teachable=True,
    ),
    "abbreviation-unknown": Message(
        N_("It is not known what “{token}” stands for."),
        N_("Write it in words, or teach it in appeals/lexicon/{lang}.yaml."),
        do_on_page=_LEXICON,
        screen="/words",
        names_token=True,
        may_be_retyped=True,
        is_teachable=True,
    ),
    "stop-before-small": Message(
        N_("The full stop before a small letter ends no sentence, so it is not known what stands before it."),
        N_("Write the words out, or begin the next sentence with a capital letter."),
        may_be_retyped=True,
    ),
    "form-unknown": Message(
        N_("“{name}” has no form “{case}” that the rules know."),
        N_("Write that form under `forms` in appeals/places.yaml."),
        what_on_page=N_("It is not known how the name “{name}” is inflected in a greeting."),
        do_on_page=N_("Write that form on the page of the place."),
        screen="/places",
    ),
}
