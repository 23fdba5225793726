"""Say what a careful reader would ask about a project."""

from __future__ import annotations

from zt_audio.i18n import N_
from zt_audio.messages.message import OTHER_VOICE, Message

MESSAGES: dict[str, Message] = {
    "fact-unknown": Message(
        N_("It is written nowhere where “{token}” comes from."),
        N_("Add it to facts.yaml with its source."),
        do_on_page=N_("Add it to the facts with its source."),
        screen="/facts",
        wants_source=True,
    ),
    "engine-for-tests": Message(
        N_("“{engine}” only beeps: it is for the tests of this program and says no word."),
        N_("Name another voice in settings.yaml; “zt-audio voices” lists them."),
        do_on_page=OTHER_VOICE,
        screen="/recordings/voices",
    ),
    "long-stay": Message(
        N_("The stay at {stop} is {n} minutes: one file that long, about {mb} MB."),
        N_("Check the number; if it is right, check whether the player takes such a file."),
    ),
    "doubled-word": Message(N_("“{token}” appears here twice in a row."), N_("Take one of the two out."), mend="once"),
    "no-final-mark": Message(
        N_("The paragraph ends without a mark: “{token}”."),
        N_("Put a full stop, an exclamation mark or a question mark at its end."),
        mend="stop",
    ),
    "unbalanced-mark": Message(
        N_("The other half of the pair “{token}” is missing in its paragraph."),
        N_("Add the other one, or take it out."),
    ),
    "long-sentence": Message(
        N_("This sentence is too long for one breath: {words} words, about {seconds} s (“{token}”)."),
        N_("Split it in two: at most 25 words, and at most 15 s."),
        mend="parts",
    ),
    # guesses
    "reading-guessed": Message(
        N_("“{token}” is said as “{spoken}”, which is a guess (rule “{rule}”)."),
        N_(
            "If it is right, sign it off in appeals/pronunciations.yaml; if not, teach it in "
            "appeals/lexicon/{lang}.yaml."
        ),
        what_on_page=N_("“{token}” is said as “{spoken}”, which is a guess."),
        do_on_page=N_("If it is right, say so; if not, teach how it is said."),
        screen="/readings",
        is_guess=True,
    ),
    "signature-unused": Message(
        N_("No text has a reading of “{token}” that is a guess: this line signs nothing off."),
        N_("Compare it with what check says, or take it out."),
        do_on_page=N_("Take it out there, or compare it with the texts."),
        screen="/readings",
    ),
    # two languages
    "one-sided-value": Message(
        N_("“{token}” is in the text {lang_in}; the one {other_in} ({there}) does not have it."),
        N_("Compare the two."),
        is_one_sided=True,
        what_on_page=N_("“{token}” is in the text {lang_in}; the one {other_in} does not have it."),
    ),
    "one-sided-name": Message(
        N_("“{token}” is named in the text {lang_in}; the one {other_in} ({there}) does not name it."),
        N_("Compare the two."),
        what_on_page=N_("“{token}” is named in the text {lang_in}; the one {other_in} does not name it."),
    ),
    "sentence-counts": Message(
        N_("The text {lang_in} has {n} sentences, the one {other_in} ({there}) has {other_n}."),
        N_("Compare the two: something may be missing."),
        what_on_page=N_("The text {lang_in} has {n} sentences, the one {other_in} has {other_n}."),
    ),
    "paragraph-counts": Message(
        N_("The text {lang_in} has {n} paragraphs, the one {other_in} ({there}) has {other_n}."),
        N_("Compare the two: something may be missing."),
        what_on_page=N_("The text {lang_in} has {n} paragraphs, the one {other_in} has {other_n}."),
    ),
    "paragraphs-unpaired": Message(
        N_("The languages of the appeal “{appeal}” differ in their paragraphs ({counts}): here it is said by appeal."),
        N_("Give its texts as many paragraphs as each other, or choose the order by_appeal."),
    ),
    # the lexicon
    "entry-unused": Message(
        N_("Nothing in the project uses the entry “{written}”."),
        N_("Take it out, or compare it with how the texts spell it."),
    ),
    "entry-not-needed": Message(
        N_("Without the entry “{written}” the rule “{rule}” reads the same: {said}."),
        N_("Take the entry out."),
        what_on_page=N_("Without the entry “{written}” the program reads the same: {said}."),
    ),
    "entry-over-rule": Message(
        N_("The entry “{written}” is read “{spoken}”; without it the rule “{rule}” reads “{said}”."),
        N_("Keep it if that is what you want."),
        what_on_page=N_("The entry “{written}” is read “{spoken}”; without it the program reads “{said}”."),
    ),
    "table-name-unlooked": Message(
        N_("The names before this one were refused so often ({limit}) that it was not looked at."),
        N_("Look at the columns of names, mend what is named, and import the table again."),
    ),
}
