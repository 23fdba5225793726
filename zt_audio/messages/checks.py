"""Say what a careful reader would ask about a project."""

from __future__ import annotations

from zt_audio.i18n import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "fact-unknown": (
        N_("It is written nowhere where “{token}” comes from."),
        N_("Add it to facts.yaml with its source."),
    ),
    "engine-for-tests": (
        N_("“{engine}” only beeps: it is for the tests of this program and says no word."),
        N_("Name another voice in settings.yaml; “zt-audio voices” lists them."),
    ),
    "long-stay": (
        N_("The stay at {stop} is {n} minutes: one file that long, about {mb} MB."),
        N_("Check the number; if it is right, check whether the player takes such a file."),
    ),
    "doubled-word": (N_("“{token}” appears here twice in a row."), N_("Take one of the two out.")),
    "no-final-mark": (
        N_("The paragraph ends without a mark: “{token}”."),
        N_("Put a full stop, an exclamation mark or a question mark at its end."),
    ),
    "unbalanced-mark": (
        N_("The other half of the pair “{token}” is missing in its paragraph."),
        N_("Add the other one, or take it out."),
    ),
    "long-sentence": (
        N_("This sentence is too long for one breath: {words} words, about {seconds} s (“{token}”)."),
        N_("Split it in two: at most 25 words, and at most 15 s."),
    ),
    # guesses
    "reading-guessed": (
        N_("“{token}” is said as “{spoken}”, which is a guess (rule “{rule}”)."),
        N_(
            "If it is right, sign it off in appeals/pronunciations.yaml; if not, teach it in "
            "appeals/lexicon/{lang}.yaml."
        ),
    ),
    "signature-unused": (
        N_("No text has a reading of “{token}” that is a guess: this line signs nothing off."),
        N_("Compare it with what check says, or take it out."),
    ),
    # two languages
    "one-sided-value": (
        N_("“{token}” is in the text {lang_in}; the one {other_in} ({there}) does not have it."),
        N_("Compare the two."),
    ),
    "one-sided-name": (
        N_("“{token}” is named in the text {lang_in}; the one {other_in} ({there}) does not name it."),
        N_("Compare the two."),
    ),
    "sentence-counts": (
        N_("The text {lang_in} has {n} sentences, the one {other_in} ({there}) has {other_n}."),
        N_("Compare the two: something may be missing."),
    ),
    "paragraph-counts": (
        N_("The text {lang_in} has {n} paragraphs, the one {other_in} ({there}) has {other_n}."),
        N_("Compare the two: something may be missing."),
    ),
    # the lexicon
    "entry-unused": (
        N_("Nothing in the project uses the entry “{written}”."),
        N_("Take it out, or compare it with how the texts spell it."),
    ),
    "entry-not-needed": (
        N_("Without the entry “{written}” the rule “{rule}” reads the same: {said}."),
        N_("Take the entry out."),
    ),
    "entry-over-rule": (
        N_("The entry “{written}” is read “{spoken}”; without it the rule “{rule}” reads “{said}”."),
        N_("Keep it if that is what you want."),
    ),
}
