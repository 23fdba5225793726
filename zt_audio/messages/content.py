"""Say what is wrong in the files that staff edit."""

from __future__ import annotations

from zt_audio.i18n import N_
from zt_audio.messages.message import AS_WRITTEN, OTHER_FOLDER, SEE_KEYS, Message

_HOURS = N_(
    "Change the time, or say in the playlist why it must be so (outside_hours_reason). "
    "The hours are set {rule}; settings.yaml can set others (quiet_hours)."
)

_ASK_WHO = N_("Ask who did it. If all of the list is right, a keeper seals it again.")
_COMPARE_DIGITS = N_(
    "Ask the keeper by telephone and compare the digits of the key. Who installs the program can accept it."
)
_HOURS_ON_PAGE = N_(
    "Change the time, or say why it must be so. The hours are set {rule}; the settings can have others."
)
_MEND_FORM = N_("Mend it where the file is shown as it is written.")

MESSAGES: dict[str, Message] = {
    # the folder
    "no-project": Message(
        N_("There is no project here: the folder “appeals” is missing."),
        N_("Go to the project's folder, or name it with --project; zt-audio init starts a new one."),
        do_on_page=OTHER_FOLDER,
    ),
    "missing-file": Message(N_("This file is missing."), N_("Create it, or put it back from a copy."), lacks_file=True),
    "no-appeals": Message(
        N_("There is no text in this folder."),
        N_("Put at least one text there, in a file like littering.yaml."),
        do_on_page=N_("Write an appeal."),
        screen="/appeals",
        lacks_file=True,
    ),
    "no-playlists": Message(
        N_("There is no playlist in this folder."),
        N_("Put at least one playlist there, in a file like city-centre.yaml."),
        do_on_page=N_("Make a playlist."),
        screen="/playlists",
        lacks_file=True,
    ),
    "no-places": Message(
        N_("There is no place in this file."),
        N_("Write at least one place."),
        do_on_page=N_("Add a place."),
        screen="/places",
    ),
    "repeated-place": Message(
        N_("The place “{id}” is already in {file}, line {line}."),
        N_("Keep one of them; if it is another place, give it another name."),
        is_of_several_files=True,
    ),
    "unread-file": Message(
        N_("This file is not used: it changes no sound."),
        N_("If it is needed, rename it (for example {nearest}); if not, move it out of appeals."),
        do_on_page=N_("If it is needed, give it a name that counts, as {nearest}; if not, move it elsewhere."),
        is_stray_file=True,
    ),
    "bad-file-name": Message(
        N_("This file is not read: it has a name that cannot be used."), N_("Rename it: {right}"), is_stray_file=True
    ),
    "unread-document": Message(
        N_("This file is not used: it is a document of a word processor."),
        N_("If it holds a text, open it in Word and paste the text into a .yaml file; then move it out of appeals."),
        do_on_page=N_("If it holds a text, take it into an appeal from Word; then move it elsewhere."),
        screen="/appeals",
    ),
    # tables of places
    "table-no-names": Message(
        N_("No column holds the names {lang_in}. The columns are: {columns}."),
        N_("Head the columns id, kind, kk and ru; or name_kk and name_ru, as the classifier has them."),
        what_on_page=N_("No column is headed as one of the names {lang_in}. The first row says: {columns}."),
        do_on_page=N_("Write kk above the Kazakh names in the first row of the table, and ru above the Russian ones."),
        screen="/places",
    ),
    # edits
    "edit-conflict": Message(
        N_("{path} has been changed meanwhile. Now it is: “{theirs}”."),
        N_("Nothing was written. Look at what is there now, then make the change again."),
    ),
    "edit-file-conflict": Message(
        N_("This file has been changed meanwhile, or it is there already."),
        N_("Nothing was written. Look at what is there now, then make the change again."),
    ),
    "edit-target-gone": Message(
        N_("There is no {path} here."),
        N_("Nothing was written. Check whether it was removed or has another name."),
    ),
    "edit-impossible": Message(
        N_("{path} cannot be changed here without touching anything else."),
        N_("Nothing was written. Change it in an editor."),
        do_on_page=N_("Nothing was written. Change it where the file is shown as it is written."),
        screen=AS_WRITTEN,
    ),
    # bytes and characters
    "unreadable-file": Message(N_("This file cannot be read: {reason}."), N_("Check the file and who may read it.")),
    "link-outside": Message(
        N_("This is a link that leads out of the project, and it is not followed."),
        N_("Put the file itself here, not a link to it."),
    ),
    "file-too-large": Message(
        N_("This file is larger than {limit_kb} kB."),
        N_("Split it, or take out what does not belong in it."),
    ),
    "not-utf8": Message(
        N_("This file is saved as {encoding}."),
        N_("Save it as UTF-8: in the editor, Save as, Encoding, UTF-8."),
    ),
    "bad-utf8": Message(
        N_("This file is damaged here: the byte {byte} is not UTF-8."),
        N_("Write the character again and save the file as UTF-8."),
    ),
    "kazakh-letters-lost": Message(
        N_("The Kazakh letters of this file were lost when it was saved: “?” stands in their place (“{token}”)."),
        N_("Put the file back from a copy, and save it as UTF-8: in the editor, Save as, Encoding, UTF-8."),
        cannot_be_written=True,
    ),
    "nul-byte": Message(
        N_("There is a zero byte here; the file is damaged."),
        N_("Delete it, or put the file back from a copy."),
        cannot_be_written=True,
    ),
    "odd-character": Message(
        N_("There is an invisible or damaged character here: {code} ({name})."),
        N_("Delete it."),
        cannot_be_written=True,
    ),
    # the form of YAML
    "yaml-colon": Message(
        N_("There is a colon inside this text."),
        N_("Put the whole text in straight quotes: {right}"),
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "yaml-comma": Message(
        N_("The comma cuts this text in two: “{key}” is left over."),
        N_("Put the whole text in straight quotes: {right}"),
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "yaml-two-keys": Message(
        N_("“{key}” is a second key in the same line."),
        N_("Begin a new line before “{key}:”, in the same column as the keys beside it."),
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "yaml-colon-space": Message(
        N_("A space is missing after the colon."), N_("Write: {right}"), do_on_page=_MEND_FORM, screen=AS_WRITTEN
    ),
    "yaml-no-colon": Message(
        N_("A colon is missing here."),
        N_("Write: {right}"),
        misspells_key=True,
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "yaml-loose-line": Message(
        N_("This line is neither a key with its value nor a part of a text."),
        N_("If it is a note, begin it with #; if it belongs to a text, put as many spaces before it as its text has."),
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "yaml-merged": Message(
        N_("Two versions of the file were put together here, and none was chosen."),
        N_("Keep one of the two, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>."),
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "yaml-dash": Message(
        N_("This line begins with “{sign}”, which makes no list."),
        N_("Type an ordinary dash and a space: {right}"),
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "yaml-dash-space": Message(
        N_("A space is missing after the dash."), N_("Write: {right}"), do_on_page=_MEND_FORM, screen=AS_WRITTEN
    ),
    "yaml-list-key": Message(
        N_("This list has no key above it."),
        N_("Write its key, a word with a colon, in the line above: stops:"),
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "yaml-spaces": Message(
        N_("Spaces at the beginning of this line: {n}; needed: {spaces}."),
        N_("Move the line so that it begins right below its neighbours."),
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "yaml-after-quote": Message(
        N_("This text goes on after its closing quote."),
        N_("Put the whole text in quotes: {right}"),
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "yaml-after-bracket": Message(
        N_("This text goes on after its closing bracket."),
        N_("Put the whole text in quotes: {right}"),
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "yaml-printed-end": Message(
        N_("The quote at the beginning of this text is straight, and the one at its end is not."),
        N_('Type the straight quote (") at both ends.'),
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "yaml-tab": Message(
        N_("There is a tab here."),
        N_("Delete it and type as many spaces as its neighbours have."),
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "yaml-quote": Message(
        N_("This quote is not closed."),
        N_("Write the same quote at the end of the text."),
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "yaml-bracket": Message(
        N_("This bracket is not closed."),
        N_("Write the closing bracket, and a comma between the items."),
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "yaml-escape": Message(
        N_("In double quotes a backslash begins a special character, and there is no such character as this one."),
        N_("Take it out, or use single quotes."),
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "yaml-start": Message(
        N_("A text may not begin with this character."),
        N_("Take it out, or put the whole text in quotes."),
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "yaml-alias": Message(
        N_("A text may not begin with &, * or <<."),
        N_("Take it out, or put the whole text in quotes."),
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "yaml-tag": Message(
        N_("A text may not begin with an exclamation mark."),
        N_("Take it out, or put the whole text in quotes."),
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "yaml-indent": Message(
        N_("This line does not fit the lines before it."),
        N_("Check the spaces at its beginning, and that nothing follows a closing quote."),
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "yaml-documents": Message(
        N_("A file holds one document only."),
        N_("Take out the lines --- and ... and those with %."),
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "yaml-syntax": Message(
        N_("This is not YAML."),
        N_("Compare the line with a file that works."),
        what_on_page=N_("The form of this file is broken."),
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "yaml-unquoted-slot": Message(
        N_("A text that begins with a slot needs quotes."),
        N_('Write it as "{{place:gen}} ...", with the quotes.'),
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "yaml-block-line": Message(
        N_("After the sign | or > the text may not stand on the same line."),
        N_("Begin it on the next line, with two spaces more than this line has."),
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "yaml-depth": Message(
        N_("Lists and mappings are nested too deep here."),
        N_("Compare the file with one that works."),
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "key-not-text": Message(
        N_("A key must be a word."),
        N_("If it is a text with brackets, put it in quotes."),
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "yaml-odd-space": Message(
        N_("There is a special space here, of the kind that word processors and messengers insert."),
        N_("Delete it and type an ordinary space."),
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "yaml-text-indent": Message(
        N_("This line belongs to the text above it, but stands too far left."),
        N_("Put {spaces} spaces before it, as before the other lines of the text."),
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "missing-dash": Message(
        N_("“{key}” is repeated here; it is already in line {first}. The dash before the next entry is missing."),
        N_("Write “- {key}: ...”, the dash under the dash before."),
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "repeated-key": Message(
        N_("The key “{key}” is repeated here; it is already in line {first}."),
        N_("Keep one of them; if it is another one, give it another name."),
    ),
    # the shape of a file
    "not-a-mapping": Message(
        N_("“{key}” must hold lines like “key: value”."),
        N_("Compare it with a file that works."),
        may_come_of_hidden_keys=True,
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "key-too-left": Message(
        N_("“{key}” belongs under “{above}”, but stands too far left."),
        N_("Put two spaces more before it than “{above}” has, and two more again before the lines that belong to it."),
        hides_keys=True,
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "key-in-text": Message(
        N_("“{key}:” stands inside the text above it and would be read aloud."),
        N_("Move it to the left, so that both languages begin in the same column."),
        hides_keys=True,
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "text-cut": Message(
        N_("The text ends here: what follows the sign # is a note and is not read aloud."),
        N_("If it belongs to the text, put the whole text in quotes; if it is a note, give it a line of its own."),
        hides_keys=True,
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "not-both-languages": Message(
        N_("“{key}” has no languages."),
        N_("Write it in two lines below, with two spaces more: kk: ... and ru: ..."),
        may_come_of_hidden_keys=True,
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "not-a-list": Message(
        N_("“{key}” must be a list."),
        N_("Write it in square brackets: {right}"),
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "missing-comma": Message(
        N_("There is no comma between the items here: “{value}”."),
        N_("Write: {right}"),
        do_on_page=_MEND_FORM,
        screen=AS_WRITTEN,
    ),
    "empty-list": Message(N_("“{key}” is an empty list."), N_("Write at least one item.")),
    "unknown-key": Message(
        N_("The key “{key}” is not known here."),
        N_("Nearest: {nearest}."),
        misspells_key=True,
        may_come_of_hidden_keys=True,
    ),
    "missing-key": Message(
        N_("The key “{key}” is missing."),
        N_("Add it."),
        what_on_page=N_("“{key}” is missing."),
        lacks_key=True,
        may_come_of_hidden_keys=True,
    ),
    "missing-language": Message(
        N_("The text {key_in} is missing (key “{key}”)."),
        N_("Every text needs both languages: kk and ru."),
        what_on_page=N_("The text {key_in} is missing."),
        do_on_page=N_("Every text needs both languages."),
        lacks_key=True,
        may_come_of_hidden_keys=True,
    ),
    "not-text": Message(N_("“{key}” must be a text."), N_("If it is text, put it in quotes.")),
    "empty-text": Message(N_("“{key}” is empty."), N_("Write the text."), may_come_of_hidden_keys=True),
    "text-too-long": Message(
        N_("“{key}” has {n} characters; {limit} are allowed."), N_("Shorten it, or split it in two.")
    ),
    "not-one-line": Message(N_("“{key}” must be one line."), N_("Write it in one line.")),
    "not-a-number": Message(N_("“{key}” must be a number, not “{value}”."), N_("Write a number from {low} to {high}.")),
    "decimal-comma": Message(
        N_("A number is written with a comma here."),
        N_("Write it with a point: 3.8."),
    ),
    "printed-quotes": Message(
        N_("“{key}” is in typographic quotes."),
        N_('Use straight ones, or none: "{value}".'),
    ),
    "kind-without-greeting": Message(
        N_("No greeting is written for the kind “{id}”, so the general one is used."),
        N_("Did you mean “{nearest}”?"),
        is_of_several_files=True,
    ),
    "out-of-range": Message(N_("“{key}” may not be {value}."), N_("Write a number from {low} to {high}.")),
    "unknown-value": Message(N_("“{value}” is not known here."), N_("Nearest: {nearest}. Known: {known}.")),
    "unknown-case": Message(
        N_("There is no case “{case}” among the cases {lang_of}."),
        N_("Nearest: {nearest}. Known: {known}."),
    ),
    "bad-id": Message(
        N_("“{id}” cannot be a name."),
        N_("Use small Latin letters, digits and single dashes between them, at most {limit} characters: altai-market."),
    ),
    "reserved-id": Message(N_("The name “{id}” is reserved by Windows."), N_("Choose another name.")),
    "bad-time": Message(N_("There is no time “{value}”."), N_("Write hours, a colon and minutes, for example 09:30.")),
    "fact-expired": Message(
        N_("{token}: the fact {fact} held until {date}."),
        N_("Look into its source, and correct the text, or the date in facts.yaml."),
        do_on_page=N_("Look into its source, and correct the text, or the last day of the fact."),
        screen="/facts",
        ends_fact=True,
        has_own_todo=True,
    ),
    "fact-expires-soon": Message(
        N_("{token}: the fact {fact} holds until {date} only."),
        N_("Find out what holds afterwards."),
        ends_fact=True,
        has_own_todo=True,
    ),
    "bad-public-key": Message(
        N_("This is no public key."),
        N_("Write the key that `zt-audio keys list` shows: 56 letters and digits that begin with RW."),
        do_on_page=SEE_KEYS,
        screen="/people",
    ),
    "key-backwards": Message(
        N_("This key ends on {until}, but begins only on {from}."),
        N_("Correct one of the two dates."),
    ),
    "repeated-key-of-person": Message(
        N_("This key stands twice, here and in line {first}: then it is not known who has sealed with it."),
        N_("Take one of the two out."),
    ),
    "people-not-sealed": Message(
        N_("No keeper has sealed this list: anyone who can write here can add a key."),
        N_("To seal it: zt-audio keys seal KEEPER"),
        do_on_page=N_("A keeper seals the list on the page of people and keys."),
        screen="/people",
        of_trust=True,
    ),
    "people-seal-gone": Message(
        N_("The seal of the list of people is gone. This computer has seen it, so no key counts now."),
        N_("Ask who deleted it. To seal the list again: zt-audio keys seal KEEPER"),
        do_on_page=_ASK_WHO,
        screen="/people",
        of_trust=True,
    ),
    "people-changed": Message(
        N_("The list of people is not as a keeper sealed it, so no key counts now."),
        N_("Ask who changed it. If all of it is right, a keeper seals it again: zt-audio keys seal KEEPER"),
        do_on_page=_ASK_WHO,
        screen="/people",
        of_trust=True,
    ),
    "people-other-keeper": Message(
        N_("ATTENTION: the list of people is sealed by another keeper ({person}, key {key}), so no key counts now."),
        N_("Ask the keeper by telephone and compare the digits of the key. If they are right: zt-audio keys trust"),
        do_on_page=_COMPARE_DIGITS,
        screen="/people",
        of_trust=True,
    ),
    "people-older": Message(
        N_("This list of people was sealed on {date}, but this computer has seen one of {seen}: no key counts now."),
        N_(
            "Bring the newer list back. If this is the newest one, the keeper's clock was behind: set it, and seal "
            "again: zt-audio keys seal KEEPER"
        ),
        do_on_page=N_(
            "Bring the newer list back. If this is the newest one, the keeper's clock was behind: set it, seal again."
        ),
        screen="/people",
        of_trust=True,
    ),
    "people-sealed-ahead": Message(
        N_("The list of people was sealed on {date}, but here it is {today}: no key counts now."),
        N_(
            "Look at the clock of this computer, then at the keeper's. When both are right, the keeper seals again: "
            "zt-audio keys seal KEEPER"
        ),
        do_on_page=N_(
            "Look at the clock of this computer, then at the keeper's. When both are right, the keeper seals again."
        ),
        screen="/people",
        of_trust=True,
    ),
    "people-seal-early": Message(
        N_("The list of people was sealed on {date}, but the key {key} of {person} counts from {since} on."),
        N_(
            "Look at the clock of this computer. If it is right, it was wrong when the key was made. Then: "
            "zt-audio keys end {person}, zt-audio keys new {person}, zt-audio keys seal {person}"
        ),
        do_on_page=N_(
            "Look at the clock of this computer. If it is right, end the key, make another one, and seal with it."
        ),
        screen="/people",
        of_trust=True,
    ),
    "people-first-seen": Message(
        N_("ATTENTION: this computer sees the keeper {person} (key {key}) of this project for the first time."),
        N_("Ask the keeper by telephone and compare the digits of the key. If they are right: zt-audio keys trust"),
        do_on_page=_COMPARE_DIGITS,
        screen="/people",
        shown_by_tracks=True,
        told_each_time=True,
        of_trust=True,
    ),
    "people-key-replaced": Message(
        N_(
            "ATTENTION: the list of people names another key for {person}, and not the one on this computer ({key}), "
            "so no key counts now."
        ),
        N_(
            "Ask the keeper by telephone who changed the list. If {person} works with both keys: "
            "zt-audio keys new {person}, and the keeper seals again."
        ),
        do_on_page=N_(
            "Ask the keeper by telephone who changed the list. If both keys are used, make a key here: that adds it."
        ),
        screen="/people",
        of_trust=True,
    ),
    "bad-date": Message(
        N_("There is no date “{value}”."),
        N_("Write year, month and day: 2026-12-16."),
        do_on_page=N_("Write day, month and year: 16.12.2026."),
    ),
    "bad-voice": Message(
        N_("“{value}” cannot be a voice."),
        N_("Write an engine, or an engine, a colon and a voice: espeak."),
    ),
    "voice-not-in-chain": Message(
        N_("The voice “{voice}” is not in the list `voices`."),
        N_("Write it as it stands there. Nearest: {nearest}."),
        what_on_page=N_("The voice “{voice}” is not among the voices of the settings."),
    ),
    "voice-unagreed": Message(
        N_("The voice {voice} is made from a person's voice; who agreed is not written."),
        N_("Write who agreed (agreed:) and until which day (until:); until then it counts as draft quality."),
        do_on_page=N_("Write who agreed, and until which day."),
        screen="/settings",
    ),
    "preset-taken": Message(N_("The preset “{id}” is built in."), N_("Give your own preset another name.")),
    "chime-outside": Message(
        N_("“{value}” is not a file inside the folder “appeals”."),
        N_("Put the WAV file there and write its path with forward slashes: chimes/own.wav."),
        what_on_page=N_("“{value}” is no file of this project."),
        do_on_page=N_("Choose another chime."),
        screen="/settings",
    ),
    # texts
    "mixed-alphabet": Message(
        N_("“{token}” has a Latin “{letter}” instead of the Cyrillic “{right}”."),
        N_("Type it again as “{right}”."),
    ),
    "latin-letter": Message(
        N_("“{token}” has a Latin “{letter}” among its Cyrillic letters."),
        N_("Write the word in Cyrillic, or teach it to the lexicon."),
        do_on_page=N_("Write the word in Cyrillic, or write how it is said."),
    ),
    "wrong-language": Message(
        N_("This text should be {lang_in} and looks as if it were {other_in}: “{token}”."),
        N_("Put each text under its own language, or teach the word to the lexicon."),
        do_on_page=N_("Put each text under its own language, or write how the word is said."),
        may_come_of_hidden_keys=True,
    ),
    "unknown-slot": Message(N_("The slot “{slot}” is not known."), N_("Nearest: {nearest}.")),
    "unbalanced-braces": Message(
        N_("One brace of a pair is missing."), N_("Write slots as {{place}} or {{place:gen}}.")
    ),
    "slot-not-allowed": Message(
        N_("“{slot}” is in a text where no place is filled in."),
        N_("Use slots in intros and outros only."),
    ),
    # names of other things
    "unknown-place": Message(
        N_("There is no place “{id}” in places.yaml."),
        N_("Nearest: {nearest}."),
        what_on_page=N_("There is no place “{id}”."),
        do_on_page=N_("Choose a place that is there, or take this out."),
    ),
    "unknown-appeal": Message(
        N_("There is no text “{id}” in appeals/texts."),
        N_("Nearest: {nearest}."),
        what_on_page=N_("There is no appeal “{id}”."),
    ),
    "dose-cycle": Message(
        N_("At the place “{place}” a cycle lasts {cycle} s; the settings allow {limit} s there (dose)."),
        N_("Take out an appeal at this stop, or shorten one."),
    ),
    "dose-hour": Message(
        N_("The place “{place}” hears {n} cycles within an hour; the settings allow {limit} (dose)."),
        N_("Make the stay shorter, or take a stop out."),
    ),
    "dose-together": Message(
        N_("At the place “{place}” the vehicles of “{one}” and “{other}” are heard at the same time."),
        N_("Change the time of one of them."),
    ),
    "short-missing": Message(
        N_("The vehicle does not stand here, and the appeal “{id}” has no short text."),
        N_("Write one in its file (short:), of one or two sentences in each language."),
        do_on_page=N_("Write one on its page, of one or two sentences in each language."),
    ),
    "unknown-kind": Message(N_("No place is of the kind “{id}”."), N_("Nearest: {nearest}.")),
    # playlists
    "days-and-dates": Message(
        N_("A playlist has either days or dates."),
        N_("Take out one of the two."),
        what_on_page=N_("A playlist has either days of the week or single dates."),
    ),
    "repeated-item": Message(
        N_("“{value}” is repeated here; it is already in line {first}."), N_("Take one of them out.")
    ),
    "repeated-appeal": Message(
        N_("The appeal “{value}” is repeated here; it is already in line {first}. It is heard twice in each cycle."),
        N_("Take one of the two out, if that is not what you want."),
    ),
    "repeated-stop-id": Message(
        N_("Two stops have the id “{value}”; the first is in line {first}."),
        N_("Give each stop an id of its own, or none."),
    ),
    "nothing-to-play": Message(N_("This stop has no appeals."), N_("Name them at the stop or for the whole playlist.")),
    "time-backwards": Message(
        N_("This stop is at {value}, but the one before it is at {before}."),
        N_("Put the stops in the order of their times, or correct the time."),
    ),
    "stay-too-long": Message(
        N_("This stop is at {value}, but the stay before it lasts until {leave}."),
        N_("Shorten the stay or come later."),
        shown_by_tracks=True,
    ),
    "profile-taken": Message(N_("The profile “{id}” is built in."), N_("Give your own profile another name.")),
    "hours-backwards": Message(
        N_("These hours end at {end}, but begin at {begin}."),
        N_("Write the earlier time first; they may not go over midnight."),
    ),
    "validity-backwards": Message(
        N_("The appeal holds until {until}, but begins only on {from}."),
        N_("Correct one of the two dates."),
    ),
    "too-early-weekday": Message(
        N_("The stop {stop} begins at {value}: on weekdays nothing may be heard before {limit}."),
        _HOURS,
        do_on_page=_HOURS_ON_PAGE,
        screen="/playlists",
    ),
    "too-early-weekend": Message(
        N_("The stop {stop} begins at {value}: at weekends and on holidays nothing may be heard before {limit}."),
        _HOURS,
        do_on_page=_HOURS_ON_PAGE,
        screen="/playlists",
    ),
    "too-late-weekday": Message(
        N_("The stop {stop} lasts until {leave}: on weekdays nothing may be heard after {limit}."),
        _HOURS,
        do_on_page=_HOURS_ON_PAGE,
        screen="/playlists",
    ),
    "too-late-weekend": Message(
        N_("The stop {stop} lasts until {leave}: at weekends and on holidays nothing may be heard after {limit}."),
        _HOURS,
        do_on_page=_HOURS_ON_PAGE,
        screen="/playlists",
    ),
    "outside-hours-allowed": Message(
        N_("The stop {stop} is heard outside the allowed hours, from {value} to {leave}. Reason given: {reason}."),
        N_("Take the reason out when it no longer holds."),
    ),
    "quiet-hours-unchecked": Message(
        N_("The quiet hours could not be checked: stops without a time: {n}, the first is {stop}."),
        N_("Write arrive: at every stop."),
        do_on_page=N_("Give each stop a time."),
        screen="/playlists",
    ),
    "appeal-expired": Message(
        N_("The appeal “{appeal}” was valid until {date}."),
        N_("Take it out of the playlists, or correct valid_until, then build again."),
        do_on_page=N_("Take it out of the playlists, or give it a later last day, then update the sound."),
        screen="/appeals",
        is_over=True,
    ),
    "appeal-expires-soon": Message(
        N_("The appeal “{appeal}” is valid only until {date}."),
        N_("Prepare its replacement: after that day it may not be played."),
    ),
    "appeal-not-yet": Message(
        N_("The appeal “{appeal}” is valid only from {date}."),
        N_("Do not play it before that day, or correct valid_from."),
        do_on_page=N_("Do not play it before that day, or change its first day."),
        screen="/appeals",
    ),
}
