"""Say what is wrong while recordings are imported and listed."""

from __future__ import annotations

from zt_audio.i18n import N_
from zt_audio.messages.message import RECORD_AGAIN, Message

MESSAGES: dict[str, Message] = {
    "appeal-unknown": Message(
        N_("There is no appeal “{name}”."),
        N_("The nearest is “{nearest}”."),
    ),
    "recording-too-large": Message(
        N_("{file} is larger than {limit_mb} MB."),
        N_("Cut it: one file for each text."),
    ),
    # which text it reads
    "recording-exists": Message(
        N_("There is a recording of {part} already, so {file} was not stored."),
        N_("Give --replace to put it in its place."),
        do_on_page=N_("Say that it is to take the place of the other one."),
    ),
    "recording-same": Message(
        N_("{file} is the same sound as {other}, which is another text."),
        N_("Listen to it, and give it the number of what is read in it."),
    ),
    "recorded-dropouts": Message(
        N_("Sound was lost while {file} was recorded."),
        N_("Close other programs, and record again."),
    ),
    "recording-stale": Message(
        N_("The text was changed after {file} was recorded. It was: “{old}” Now it is: “{new}”"),
        N_("Record it again: zt-audio recordings script"),
        do_on_page=RECORD_AGAIN,
        screen="/recordings",
    ),
    "recording-orphan": Message(
        N_("The text that {file} reads is no longer in the project."),
        N_("Delete it and its note, or bring the text back."),
    ),
    "paragraph-unknown": Message(
        N_("“{name}” has no paragraph {row}; it has {rows}."),
        N_("Count the paragraphs of the text: an empty line begins a new one."),
    ),
    "place-not-greeted": Message(
        N_("No playlist has such words for the place “{name}”."),
        N_("The nearest is “{nearest}”."),
    ),
    "sheet-damaged": Message(
        N_("{file} is damaged, so it is not known which numbers were printed."),
        N_("Put a whole copy of it back; or delete it, print the sheet again, and use no older sheet."),
    ),
    "import-empty": Message(N_("There is no recording in {folder}."), N_("Give the folder that holds the files.")),
    "import-no-number": Message(
        N_("The name {file} does not begin with a number of the sheet."),
        N_("Rename it, for example 007.wav."),
    ),
    "import-unknown-number": Message(
        N_("No sheet has the number {number} ({file})."),
        N_("Compare the number with the sheet, and rename the file."),
    ),
    "import-twice": Message(
        N_("There are several files for number {number}: {files}."),
        N_("Keep the one you want, and move the others elsewhere."),
    ),
    "import-other-language": Message(
        N_("{file} reads a text {lang_in}."),
        N_("Leave --lang out, or move the file elsewhere."),
        do_on_page=N_("Give the file where its text is recorded."),
        screen="/recordings",
    ),
    "import-changed": Message(
        N_("The text was changed since the sheet was printed, so {file} was not stored. Printed: “{old}” Now: “{new}”"),
        N_("Print the sheet again, and record its new number."),
    ),
}
