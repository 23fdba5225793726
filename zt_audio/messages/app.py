"""Say what keeps a command from starting or a voice from working."""

from __future__ import annotations

from zt_audio.i18n import N_
from zt_audio.messages.message import MAKER, OTHER_FOLDER, SEE_KEYS, UPDATE, Message

_ADD_PERSON = N_("Add them there, with a name and what they do.")

MESSAGES: dict[str, Message] = {
    "recording-unheard": Message(
        N_("{file} was not kept: it may read something else than its text."),
        N_("Listen to it. If it reads its text word for word, run it again with --heard {file}; else record again."),
        do_on_page=N_("Listen to it. If it reads its text word for word, say so; else record again."),
    ),
    "clock-behind": Message(
        N_("The clock of this computer says {today}, but this program or this project is of {newest}."),
        N_("Set date and time: quiet hours, days, approvals and the journal go by them."),
    ),
    "inside-project": Message(
        N_("The project is not here: this is its folder {inside}."),
        N_('Go to the project’s folder: cd "{path}"; or name it: zt-audio --project "{path}"'),
        do_on_page=OTHER_FOLDER,
    ),
    "project-newer": Message(
        N_("Version {version} of the program wrote in this project; this is the older {here}. Nothing was changed."),
        N_("Start the newer program: in a folder from a zip, STUDIO does; elsewhere update this one."),
    ),
    "voice-name-taken": Message(
        N_("A voice with the name {voice} is here already; it stays."),
        N_("To take the new one, first delete {voice}.onnx and {voice}.onnx.json, or rename the files that you bring."),
        screen="/recordings/voices",
    ),
    "not-empty": Message(
        N_("{path} exists already, and nothing is ever overwritten."),
        N_("Choose an empty folder."),
    ),
    # places from a table
    "table-no-district": Message(
        N_("The table has no district “{district}”."),
        N_("Write its name or its code as the table does. The first ones are: {known}."),
    ),
    "table-region": Message(
        N_("“{district}” is a region; the table is imported by districts."),
        N_("Name one of its districts: {known}. Without --district all of the table is imported."),
        do_on_page=N_("Name one of its districts: {known}."),
    ),
    "table-district-twice": Message(
        N_("Several districts are called “{district}”: {known}."),
        N_("Write the code of the one you mean."),
    ),
    "table-districts-many": Message(
        N_("The table has {n} districts, and each gets a file; {limit} are the most."),
        N_("Look at the column of districts, or import one district at a time."),
    ),
    "table-kind-unknown": Message(
        N_("“{kind}” in the column of kinds is none of the kinds of places of this project."),
        N_("Write one of these, by its name or in words: {known}."),
        do_on_page=N_("Write one of these: {names}."),
    ),
    "table-no-name": Message(N_("This place has no name {lang_in}."), N_("Write it into the table.")),
    "table-letters": Message(
        N_("“{token}” has letters that no word {lang_in} has."),
        N_("Write “{right}” into the table, or take all such names with the right letters (--corrected)."),
        do_on_page=N_("Write “{right}” into the table, or take such names corrected."),
        screen="/places",
    ),
    "playlist-exists": Message(
        N_("There is such a playlist already: it stays as it is."),
        N_("If the rule is to make it, with {n} stops, remove it first."),
    ),
    "no-content-file": Message(
        N_("{file} is not among the files of appeals that hold texts, or a link stands in its place."),
        N_("Nearest: {nearest}."),
    ),
    "edit-not-text": Message(
        N_("{path} is not one text: it holds others."),
        N_("Name one of them: {names}."),
    ),
    "version-gone": Message(
        N_("The earlier text {version} is not kept on this computer."),
        N_("Look for it on the computer where it was changed, in the folder .zt-history."),
    ),
    "appeal-used": Message(
        N_("The playlist {id} plays this appeal."),
        N_("Open the appeal again: its page says what else is changed when it is removed."),
    ),
    "appeal-alone": Message(
        N_("A stop of the playlist {id} would have nothing to play without this appeal."),
        N_("Add another appeal there first."),
    ),
    "appeal-recorded": Message(
        N_("This appeal has recordings, whose names begin with the name of its file."),
        N_("Keep the name of the file. The title can be changed at any time."),
    ),
    "approval-names-id": Message(
        N_("The approval of {unit} is sealed, and the seal holds the name of the file."),
        N_("Take the approval back, rename, and approve again."),
        of_approval=True,
        has_own_todo=True,
    ),
    "appeal-id-taken": Message(
        N_("Another appeal has the name {id}."),
        N_("Take another name; {right} is free."),
    ),
    "journal-no-head": Message(
        N_("No journal of this project ever ended with {head}."),
        N_(
            "The card or stick comes from another project or from a computer whose journal is not here, "
            "or the journal was rewritten."
        ),
        of_trust=True,
    ),
    "no-such-person": Message(
        N_("There is no {person} in the list of people."),
        N_("Add them there with a name and a role, and repeat the command."),
        do_on_page=_ADD_PERSON,
        screen="/people",
    ),
    "not-a-keeper": Message(
        N_("{person} is no keeper in the list of people, or this key is not theirs there."),
        N_("A keeper seals it: a person with the role keeper and a key that has no end."),
    ),
    "export-no-key": Message(
        N_("The settings say that sticks are sealed, and no key was opened."),
        N_("Say who exports, and type their PIN: zt-audio export PLAYLIST TARGET --by PERSON"),
        do_on_page=N_("Choose who seals, and type their PIN."),
        screen="/sticks",
    ),
    "key-does-not-count": Message(
        N_(
            "The key of {person} seals no sticks here: it is not in the list of people, has ended, or is no approver's."
        ),
        N_("To see the keys: zt-audio keys list"),
        do_on_page=SEE_KEYS,
        screen="/people",
    ),
    "key-exists": Message(
        N_("{person} has a key on this computer already: {key}."),
        N_("If its PIN is lost, end it first: zt-audio keys end {person}"),
        do_on_page=N_("If its PIN is lost, end it first."),
        screen="/people",
    ),
    "key-not-here": Message(
        N_("There is no key of {person} on this computer."),
        N_("Seal where it is, or make one: zt-audio keys new {person}"),
        do_on_page=N_("Seal where it is, or make one here."),
        screen="/people",
    ),
    "key-wrong-pin": Message(
        N_("This PIN does not open the key of {person}."),
        N_("Look at the language of the keyboard and try again. A lost PIN cannot be found: a new key is needed."),
    ),
    "pin-too-short": Message(
        N_("The PIN is too short: {n} characters are needed."),
        N_("A few words are easier to keep in mind than digits, and harder to guess."),
    ),
    "approval-not-heard": Message(
        N_("{unit} is not approved: no one has said that all of it was heard in each language."),
        N_("Listen to it to the end; then add --all-heard."),
        do_on_page=N_("Listen to it to the end."),
        screen="/approvals",
        of_approval=True,
        has_own_todo=True,
    ),
    "approval-none-heard": Message(
        N_("Nothing is approved: no text that waits for approval was played to its end here."),
        N_("Play both languages of a text to the end, then approve."),
        screen="/approvals",
        of_approval=True,
        has_own_todo=True,
    ),
    "approval-not-built": Message(
        N_("{unit} is not approved: what was built is older than the texts, or differs between playlists."),
        N_("Run: zt-audio build"),
        do_on_page=UPDATE,
        screen="/sound",
        of_approval=True,
        has_own_todo=True,
    ),
    "approval-none-given": Message(
        N_("{unit} has no approval that could be taken back."),
        N_("To see all: zt-audio approve"),
        do_on_page=N_("All approvals are on their page."),
        screen="/approvals",
        of_approval=True,
        has_own_todo=True,
    ),
    "approval-unit-unknown": Message(
        N_("Nothing that was built is called “{name}”."),
        N_("Nearest: {nearest}. Known: {known}."),
        of_approval=True,
        has_own_todo=True,
    ),
    "people-missing": Message(
        N_("It is not known who approves: there is no file appeals/people.yaml."),
        N_("Write the people into it, with the role approver for those who approve."),
        what_on_page=N_("It is not known who approves: there is no list of people."),
        do_on_page=_ADD_PERSON,
        screen="/people",
        of_trust=True,
    ),
    "person-unknown": Message(
        N_("There is no “{name}” in people.yaml."),
        N_("Nearest: {nearest}. Known: {known}."),
        what_on_page=N_("There is no “{name}” in the list of people."),
    ),
    "person-no-approver": Message(
        N_("{name} may not approve."),
        N_("Choose an approver, or let a keeper add the role in people.yaml."),
        do_on_page=N_("Choose an approver, or let a keeper make {name} one."),
        screen="/people",
    ),
    "person-not-allowed": Message(
        N_("This is for {known}, and it is done in the name of {name}."),
        N_("Say who you are (--by; in the studio: Settings, People and keys), or ask one of them."),
        do_on_page=N_("Say who you are, or ask one of them."),
        screen="/people",
    ),
    "key-unseals": Message(
        N_("The list of people is sealed. A new key changes it, and no key counts until a keeper seals it again."),
        N_("Make the key together with a keeper: {known}."),
        do_on_page=N_("Make the key together with a keeper: {known}."),
        screen="/people",
    ),
    "person-has-keys": Message(
        N_("{person} has keys, so what they sealed must stay known."),
        N_("End the keys and take the roles away instead."),
    ),
    "last-keeper": Message(
        N_("There would be no keeper in the list of people."),
        N_("Let another person be a keeper first."),
    ),
    "pins-differ": Message(N_("The two PINs differ."), N_("Type the same PIN twice.")),
    "stick-seal-ahead": Message(
        N_("The stick is sealed by {person} on {date}, and that day is still to come."),
        N_("Look at the clock of this computer, and of the one where it was written. Then run zt-audio export again."),
        do_on_page=N_(
            "Look at the clock of this computer, and of the one where it was written. Then write the stick again."
        ),
        screen="/sticks",
    ),
    "stick-log-unknown": Message(
        N_("The seal names the end of a journal that is not in this project: {head}."),
        N_("Ask where the stick was written, and for the journal of that computer."),
    ),
    "ear-deaf": Message(
        N_("On this computer the program does not notice when a recording reads a sentence twice."),
        N_("Install the program again."),
        do_on_page=MAKER,
    ),
    "ear-broken": Message(
        N_("What hears words and numbers in recordings does not work here ({reason})."),
        N_("Delete the folder {folder} and run “zt-audio ear install” again."),
        do_on_page=MAKER,
    ),
    "stick-over": Message(
        N_("What is on the stick was to be played until {date}."),
        N_("Do not use it. Run zt-audio build and zt-audio export again."),
        do_on_page=N_("Do not use it. Update the sound, then write the stick again."),
        screen="/sound",
    ),
    "residents-address": Message(
        N_("“{value}” is no address of a page."),
        N_("Write it whole, as https://polisia.kz/undeu.html."),
    ),
    "proof-damaged": Message(
        N_("This is no file that a proof page has saved ({reason})."),
        N_("Press “Save” on the page again, and give that file."),
    ),
    "proof-row-gone": Message(
        N_("A sentence that was judged is not in the project as it was: {row}."),
        N_("Make the page again, and judge it there."),
    ),
    "proof-not-words": Message(
        N_("An answer to “{token}” holds something else than words, and is left out."),
        N_("Write it in letters, digits and usual marks, on one line."),
    ),
    "proof-unsayable": Message(
        N_("“{spoken}” cannot be said for “{token}”."),
        N_("Write it out in words of that language."),
    ),
    "proof-not-there": Message(
        N_("“{token}” stands in no appeal by itself, so it cannot be changed from here."),
        N_("Change its greeting or text on its own page."),
    ),
    "urgent-none": Message(
        N_("There is no sound of the urgent message {name}."),
        N_("Make its sound again: zt-audio urgent"),
        do_on_page=N_("Make its sound again."),
        screen="/urgent",
    ),
    "urgent-phone": Message(
        N_("“{value}” is no telephone number."),
        N_("Write it in digits: 102."),
    ),
    "urgent-too-long": Message(
        N_("{name} is too long for a messenger: {megabytes} MB, and {limit_mb} MB are the most."),
        N_("Make the text shorter."),
    ),
    "recordings-none": Message(
        N_("Nothing is recorded {lang_in}."),
        N_("To record: zt-audio recordings script"),
        do_on_page=N_("Record it."),
        screen="/recordings",
    ),
}
