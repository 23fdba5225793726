"""What is wrong with recordings that people made, and what to do."""

from __future__ import annotations

from zt_audio.i18n import N_

MESSAGES: dict[str, tuple[str, str]] = {
    # what lies in the folder of recordings
    "recording-unproved": (
        N_("Nobody knows which text is read in {file}: it has no note, or another file has taken its place."),
        N_("It is not played. Listen to it, then add it with: zt-audio takes add"),
    ),
    "recording-note-broken": (
        N_("The note {file} cannot be read, so its recording is not played."),
        N_("Add the recording again with: zt-audio takes add"),
    ),
    "recording-lost": (
        N_("The recording {audio} is missing; only its note is there."),
        N_("Put the file back, or record the text again."),
    ),
    "recording-name": (
        N_("{file} has no name of a recording."),
        N_("Move it elsewhere, and add it with: zt-audio takes add"),
    ),
    "recording-changed": (
        N_("{file} is not the recording that was added."),
        N_("Listen to it, then add it again with: zt-audio takes add"),
    ),
    "recording-broken": (
        N_("The recording {file} cannot be read."),
        N_("Put a whole copy of the file back, or record the text again."),
    ),
    # what a file must be
    "recording-unreadable": (
        N_("{file} is no sound that can be read."),
        N_("Save it as WAV, FLAC or MP3 and try again."),
    ),
    "recording-needs-decoder": (
        N_("{file} is in a phone's own format, and nothing on this computer can read it."),
        N_("Save it as WAV or MP3 (in the phone's recorder or on the computer), or install ffmpeg."),
    ),
    "recording-endless": (
        N_("{file} is longer than {limit_min} minutes."),
        N_("Cut it: one file for each text."),
    ),
    "recording-too-large": (
        N_("{file} is larger than {limit_mb} MB."),
        N_("Cut it: one file for each text."),
    ),
    # how it must sound
    "recorded-silent": (
        N_("Nothing can be heard in {file}."),
        N_("Look whether the right microphone was on, and record again."),
    ),
    "recorded-rate": (
        N_("{file} has {measured} samples a second; {bound} are needed, or s and sh are lost."),
        N_("Choose a better quality in the recorder (44100 or 48000), and record again."),
    ),
    "recorded-fast": (
        N_("{file} is too short for its text: {measured} syllables a second would have been said."),
        N_("Look whether it is the right text and whole, and record again, slower."),
    ),
    "recorded-slow": (
        N_("{file} is {measured} seconds too long for its text."),
        N_("Look whether it is the right text alone, read once and without long rests, and record again."),
    ),
    "recorded-quiet": (
        N_("{file} is too quiet: {measured} dB, needed are {bound} dB."),
        N_("Record again closer to the microphone, or turn the microphone up."),
    ),
    "recorded-clipped": (
        N_("{file} is distorted: its loudest moments are cut off."),
        N_("Record again farther from the microphone, or turn the microphone down."),
    ),
    "recorded-noise": (
        N_("There is noise behind the voice in {file}: {measured} dB against the voice, allowed are {bound} dB."),
        N_("Record again in a quieter room, closer to the microphone; switch off fans and close the window."),
    ),
    "recorded-offset": (
        N_("The sound in {file} does not swing around zero: the microphone or its socket is broken."),
        N_("Record again with another microphone or with a phone."),
    ),
    "recorded-cut-start": (
        N_("{file} begins in the middle of a sound: the first word is cut."),
        N_("Record again, and wait for a second before you read."),
    ),
    "recorded-cut-end": (
        N_("{file} ends in the middle of a sound: the last word is cut."),
        N_("Record again, and wait for a second before you stop."),
    ),
    "recorded-rest": (
        N_("The reader falls silent for {measured} seconds in {file}; {bound} are allowed."),
        N_("Record again without the long rest."),
    ),
    "recorded-hiss": (
        N_("{file} does not sound like a voice: it hisses."),
        N_("Record again closer to the microphone, or with another one."),
    ),
    "recorded-rumble": (
        N_("{file} rumbles below any voice: wind, a hand on the microphone, or mains hum."),
        N_("Record again indoors; lay the phone down, and do not blow into it."),
    ),
    "recorded-stuck": (
        N_("The same moment comes twice in {file}: the recorder got stuck."),
        N_("Close other programs, and record again."),
    ),
    # which text it reads
    "recording-exists": (
        N_("There is a recording of {part} already, so {file} was not stored."),
        N_("Give --replace to put it in its place."),
    ),
    "recording-same": (
        N_("{file} is the very sound that is stored as {other}, which is another text."),
        N_("Listen to it, and give it the number of what is read in it."),
    ),
    "recording-stale": (
        N_("The text was changed after {file} was recorded. Read was: “{old}” Now it says: “{new}”"),
        N_("Record it again: zt-audio takes script"),
    ),
    "recording-orphan": (
        N_("Nothing in the project says what {file} reads any more."),
        N_("Take it and its note away, or bring the text back."),
    ),
    "paragraph-unknown": (
        N_("“{name}” has no paragraph {row}; it has {rows}."),
        N_("Count the paragraphs of the text: an empty line begins a new one."),
    ),
    "place-not-greeted": (
        N_("No round has such words for the place “{name}”."),
        N_("The nearest is “{nearest}”."),
    ),
    "sheet-damaged": (
        N_("{file} is damaged, so nobody knows which numbers were printed."),
        N_("Put a whole copy of it back; or delete it, print the sheet again, and use no older sheet."),
    ),
    "import-empty": (N_("There is no recording in {folder}."), N_("Name the folder that the files are in.")),
    "import-no-number": (
        N_("The name {file} does not begin with a number of the sheet."),
        N_("Rename it, for example 007.wav."),
    ),
    "import-unknown-number": (
        N_("No sheet has the number {number} ({file})."),
        N_("Compare the number with the sheet, and rename the file."),
    ),
    "import-twice": (
        N_("There are several files for number {number}: {files}."),
        N_("Keep the one you want, and move the others elsewhere."),
    ),
    "import-other-language": (
        N_("{file} reads a text {lang_in}."),
        N_("Leave --lang out, or move the file elsewhere."),
    ),
    "import-changed": (
        N_("The text was changed since the sheet was printed, so {file} was not stored. Printed: “{old}” Now: “{new}”"),
        N_("Print the sheet again, and record its new number."),
    ),
}
