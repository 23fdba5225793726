"""Say what to do on a screen of the studio, where a terminal names a command, a key or a file.

A row: the screen that does it, what to do there, and the slugs of the problems. `WHAT_IS_WRONG` has other first halves.
`tests/studio/test_told.py` fails while a message that a page may show speaks of files or commands.
"""

from __future__ import annotations

from collections.abc import Mapping

from zt_audio.i18n import N_
from zt_audio.studio.addresses import AS_WRITTEN

_UPDATE = N_("Update the sound.")
_WRITE_AGAIN = N_("Do not use the stick. Write it again.")
_OTHER_VOICE = N_("Choose another voice.")
_OR_OTHER_VOICE = N_("Try again later, or choose another voice.")
_FETCHED_THERE = N_("It can be fetched on the page of voices.")
_MAKER = N_("It is for the person who installs the program.")
_KEYS = N_("A keeper seals the list on the page of people and keys.")
_HOURS = N_("Change the time, or say why it must be so. The hours are set {rule}; the settings can have others.")
_LISTEN_CHANGE = N_("Change the sentence a little, choose another voice, or record the text.")
_LEXICON = N_("Write it in words, or teach how it is said.")
_APPROVE = N_("An approver listens to it and approves it.")

_ROWS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    # sound
    (
        "/sound",
        _UPDATE,
        (
            "approval-not-built",
            "file-changed",
            "texts-newer",
            "age-unknown",
            "file-missing",
            "manifest-damaged",
            "not-ready",
            "nothing-built",
            "track-cycle",
            "track-duration",
            "track-loudness-differs",
            "track-peak",
            "track-undecodable",
            "frames-damaged",
        ),
    ),
    (
        "/sound",
        N_("Move it out of the folder of the sound, then update the sound."),
        ("file-in-the-way", "folder-in-the-way"),
    ),
    ("/sound", N_("Free some space, then update the sound. What was made before is still there."), ("disk-full",)),
    (
        "",
        N_("Check the disk and the folder, then do it again. What was there before is still there."),
        ("disk-failed",),
    ),
    ("", N_("Delete the link, not what it leads to, and do it again."), ("link-in-project",)),
    ("", N_("The disk may be failing. Update the sound; if it stays, use another disk."), ("record-damaged",)),
    ("/settings", N_("Shorten the pauses in the settings, or lengthen the texts of this stop."), ("track-loudness",)),
    ("/settings", N_("Choose a quieter kind of sound in the settings."), ("peak-too-high",)),
    (
        "/recordings",
        _LISTEN_CHANGE,
        (
            "take-silent",
            "take-cut",
            "take-words",
            "take-length",
            "take-rest",
            "take-torn",
            "take-noise",
            "take-spectrum",
            "take-rumble",
            "take-stuck",
            "take-backwards",
        ),
    ),
    # texts and words
    ("/words", _LEXICON, ("unreadable-token", "initials-unknown", "abbreviation-unknown")),
    (
        "/words",
        N_("Correct how it is said: only letters of that language, spaces and plain punctuation."),
        ("unsayable-reading",),
    ),
    ("/readings", N_("If it is right, say so; if not, teach how it is said."), ("reading-guessed",)),
    ("/readings", N_("Take it out there, or compare it with the texts."), ("signature-unused",)),
    ("/facts", N_("Add it to the facts with its source."), ("fact-unknown",)),
    ("/facts", N_("Look into its source, and correct the text, or the last day of the fact."), ("fact-expired",)),
    ("", _MAKER, ("piper-not-installed", "rhvoice-not-installed")),
    ("", _MAKER, ("ear-broken", "ear-deaf")),
    ("/places", N_("Write that form on the page of the place."), ("form-unknown",)),
    ("/places", N_("Write “{right}” into the table, or take such names corrected."), ("table-letters",)),
    ("/appeals", N_("Write an appeal."), ("no-appeals",)),
    ("/playlists", N_("Make a playlist."), ("no-playlists",)),
    ("/places", N_("Add a place."), ("no-places",)),
    (
        "/appeals",
        N_("If it holds a text, take it into an appeal from Word; then move it elsewhere."),
        ("unread-document",),
    ),
    ("", N_("If it is needed, give it a name that counts, as {nearest}; if not, move it elsewhere."), ("unread-file",)),
    ("", N_("Every text needs both languages."), ("missing-language",)),
    ("", N_("Open the studio in the folder of a project."), ("no-project", "inside-project")),
    ("/playlists", _HOURS, ("too-early-weekday", "too-early-weekend", "too-late-weekday", "too-late-weekend")),
    ("/playlists", N_("Give each stop a time."), ("quiet-hours-unchecked",)),
    ("/playlists", N_("Make the stay longer, or take out an appeal."), ("stay-too-short",)),
    ("/playlists", N_("Give the playlist new dates, then update the sound."), ("playlist-over",)),
    (
        "/appeals",
        N_("Take it out of the playlists, or give it a later last day, then update the sound."),
        ("appeal-expired",),
    ),
    ("/appeals", N_("Do not play it before that day, or change its first day."), ("appeal-not-yet",)),
    (AS_WRITTEN, N_("Nothing was written. Change it where the file is shown as it is written."), ("edit-impossible",)),
    (
        "/settings",
        N_("Write it as tls://HOST:8786, or leave it empty: then this computer makes the sound alone."),
        ("cluster-address",),
    ),
    ("", _MAKER, ("cluster-certificate", "cluster-not-installed", "cluster-unsafe", "cluster-worker-broken")),
    ("", _MAKER, ("cluster-worker-differs", "cluster-worker-wrong")),
    (
        "/settings",
        N_("Start it, or leave the address empty: then this computer makes the sound alone."),
        ("cluster-unreachable", "cluster-no-worker"),
    ),
    # voices
    (
        "/recordings/voices",
        _OTHER_VOICE,
        ("engine-for-tests", "no-voice", "rhvoice-unsupported", "engine-language", "engine-unknown", "voice-unknown"),
    ),
    (
        "/recordings/voices",
        _OR_OTHER_VOICE,
        ("net-server", "net-bad-audio", "engine-failed", "engine-broken", "net-busy", "net-timeout", "net-cut"),
    ),
    ("/recordings/voices", N_("Check the Internet connection, or choose a voice that needs none."), ("net-offline",)),
    (
        "/recordings/voices",
        N_("With Azure, check the key and the region. Other services change now and then: choose another voice."),
        ("net-refused",),
    ),
    (
        "/recordings/voices",
        N_("Open any page in a browser: the network may want you to sign in. If it does not, choose another voice."),
        ("net-unexpected",),
    ),
    (
        "/recordings/voices",
        N_("Say it in other words, or choose another voice."),
        ("engine-crashed", "piper-sound-missing"),
    ),
    ("/recordings/voices", _FETCHED_THERE, ("piper-no-model", "piper-model-missing")),
    ("/recordings/voices", _FETCHED_THERE, ("ear-not-installed", "engine-not-installed")),
    ("/recordings/voices", N_("Fetch the voice again."), ("piper-model-broken",)),
    ("", _MAKER, ("engine-no-key",)),
    (
        "/recordings/voices",
        N_("Check whether this computer is online, and fetch it again: it goes on."),
        ("download-failed", "extra-offline"),
    ),
    ("", _MAKER, ("download-not-safe", "extra-failed")),
    ("/settings", N_("To use it, choose in the settings that a person is asked."), ("online-closed", "online-never")),
    ("/settings", N_("To use it, allow it in the settings, or update the sound and agree."), ("online-unasked",)),
    ("/sound", N_("To use it, update the sound again and agree."), ("online-refused",)),
    ("/sound", N_("The next voice speaks there. Update the sound again later to try it again."), ("voice-lost",)),
    ("/sound", N_("No other voice speaks there. Update the sound again later."), ("voice-lost-last",)),
    (
        "/settings",
        N_("To use one of your network, write its address and its voices into the settings."),
        ("server-no-address",),
    ),
    (
        "/settings",
        N_("Ask for a longer consent and write its day into the settings, or choose another voice."),
        ("voice-consent-over",),
    ),
    # recordings
    ("/recordings", N_("The next voice speaks there. What is missing can be recorded."), ("recordings-missing",)),
    (
        "/recordings",
        N_("No other voice is chosen for it. Record them, or choose a voice."),
        ("recordings-missing-last", "recordings-stale-last"),
    ),
    ("", N_("Name one of its districts: {known}."), ("table-region",)),
    ("/recordings", N_("Record it."), ("recordings-none",)),
    ("/recordings/voices", N_("Put the recordings first among the voices {lang_in}."), ("recordings-not-heard",)),
    ("/recordings", N_("Record it again."), ("recording-stale", "recording-note-broken", "recording-changed")),
    ("/recordings", N_("Record it again, or let the next voice speak: the settings say which."), ("recording-stops",)),
    ("/recordings", N_("It is not played. Record the text again, or give the file there."), ("recording-unproved",)),
    ("/recordings", N_("Move it elsewhere, and give the file where its text is recorded."), ("recording-name",)),
    ("", N_("Say that it is to take the place of the other one."), ("recording-exists",)),
    ("", N_("Listen to it. If it reads its text word for word, say so; else record again."), ("recording-unheard",)),
    ("/recordings", N_("Give the file where its text is recorded."), ("import-other-language",)),
    ("/recordings", N_("Record them, or allow drafts in the settings."), ("below-floor",)),
    ("/sound/voices", N_("Listen to them there, and say that they are right."), ("takes-doubted",)),
    (
        "/settings",
        N_("Write into the settings that it is no one's, or who agreed and until which day."),
        ("voice-origin-unsaid",),
    ),
    ("/settings", N_("Write who agreed, and until which day."), ("voice-unagreed",)),
    # sticks
    (
        "/sticks",
        _WRITE_AGAIN,
        (
            "stick-file-not-built",
            "stick-file-missing",
            "stick-order",
            "stick-unfinished",
            "stick-not-sealed",
            "stick-no-list",
        ),
    ),
    ("/sticks", N_("Do not use the stick. Write it again; if this stays, take another one."), ("stick-file-changed",)),
    ("/sticks", N_("Write the stick again."), ("stick-other-build",)),
    ("/sticks", N_("Do not use it. Delete it and write it again."), ("zip-damaged",)),
    ("/sticks", N_("The stick is not complete. Check it and write it again, or take another one."), ("stick-failed",)),
    ("/sticks", N_("Take a larger stick, or delete what is not needed there, and write it again."), ("stick-full",)),
    ("/sticks", N_("The stick is not complete. Plug it in again and write it again."), ("stick-gone",)),
    ("/sticks", N_("Delete the tracks and this list yourself, then write the stick again."), ("stick-list-damaged",)),
    (
        "/sticks",
        N_("Move that file elsewhere, then write the stick again. Nothing was touched."),
        ("stick-name-taken",),
    ),
    ("/sticks", N_("Move everything off the stick, or format it as FAT32, and write it again."), ("stick-no-order",)),
    ("/sticks", N_("Move them elsewhere; or write it again and say that they may stay."), ("stick-not-empty",)),
    ("/sticks", N_("Do not use the stick. Ask who changed it, and write it again."), ("stick-seal-altered",)),
    (
        "/sticks",
        N_("Do not use the stick. Ask {person}, and write it again with a key that counts."),
        ("stick-seal-ended",),
    ),
    (
        "/sticks",
        N_("Look at the clock of this computer, and of the one where it was written. Then write the stick again."),
        ("stick-seal-ahead",),
    ),
    ("/sticks", N_("Choose a stick from the list, or name a folder or such a file."), ("target-kind",)),
    ("/sticks", N_("Plug the stick in, or make the folder first."), ("target-missing",)),
    ("/sticks", N_("Choose who seals, and type their PIN."), ("export-no-key",)),
    # people, approvals, pairs
    ("/people", N_("The page of people and keys shows whose key counts."), ("key-does-not-count", "bad-public-key")),
    ("/people", N_("If its PIN is lost, end it first."), ("key-exists",)),
    ("/people", N_("Seal where it is, or make one here."), ("key-not-here",)),
    ("/people", N_("Add them there, with a name and what they do."), ("no-such-person", "people-missing")),
    ("/people", N_("Choose an approver, or let a keeper make {name} one."), ("person-no-approver",)),
    ("/people", N_("Say who you are, or ask one of them."), ("person-not-allowed",)),
    ("/people", N_("Make the key together with a keeper: {known}."), ("key-unseals",)),
    ("/people", _KEYS, ("people-not-sealed",)),
    (
        "/people",
        N_("Ask who did it. If all of the list is right, a keeper seals it again."),
        ("people-seal-gone", "people-changed"),
    ),
    (
        "/people",
        N_("Ask the keeper by telephone and compare the digits of the key. Who installs the program can accept it."),
        ("people-other-keeper", "people-first-seen"),
    ),
    (
        "/people",
        N_("Bring the newer list back. If this is the newest one, the keeper's clock was behind: set it, seal again."),
        ("people-older",),
    ),
    (
        "/people",
        N_("Look at the clock of this computer, then at the keeper's. When both are right, the keeper seals again."),
        ("people-sealed-ahead",),
    ),
    (
        "/people",
        N_("Look at the clock of this computer. If it is right, end the key, make another one, and seal with it."),
        ("people-seal-early",),
    ),
    (
        "/people",
        N_("Ask the keeper by telephone who changed the list. If both keys are used, make a key here: that adds it."),
        ("people-key-replaced",),
    ),
    ("/history", N_("Ask who did it. After a back-up the person who installs the program helps."), ("journal-cut",)),
    (
        "/history",
        N_("Anyone could have written it. If it is known which computer that is, who installs the program accepts it."),
        ("journal-unseen",),
    ),
    ("/approvals", N_("Listen to it to the end."), ("approval-not-heard",)),
    ("/approvals", "", ("approval-none-heard",)),
    ("/approvals", N_("All approvals are on their page."), ("approval-none-given",)),
    ("/approvals", _APPROVE, ("approval-missing", "approval-stale", "approval-no-approver")),
    ("/approvals", N_("Another approver listens to it and approves it."), ("approval-own-text",)),
    ("/approvals", N_("An approver with a key approves it."), ("approval-unsealed",)),
    ("/pairs", N_("Compare them and say so."), ("pairs-open",)),
    ("/readings", N_("Say of each whether it is right, or allow drafts in the settings."), ("guesses-unsigned",)),
)

WHAT_IS_WRONG: Mapping[str, str] = {
    "texts-newer": N_("The sound of “{folder}” is not as it is written now: {reasons}."),
    "age-unknown": N_("It is not known whether the sound of “{folder}” says what the texts say now."),
    "not-ready": N_("The sound of “{folder}” is only partly updated."),
    "manifest-damaged": N_("The list of what was made is damaged, so the sound cannot be checked."),
    "entry-not-needed": N_("Without the entry “{written}” the program reads the same: {said}."),
    "entry-over-rule": N_("The entry “{written}” is read “{spoken}”; without it the program reads “{said}”."),
    "missing-key": N_("“{key}” is missing."),
    "missing-language": N_("The text {key_in} is missing."),
    "reading-guessed": N_("“{token}” is said as “{spoken}”, which is a guess."),
    "people-missing": N_("It is not known who approves: there is no list of people."),
    "person-unknown": N_("There is no “{name}” in the list of people."),
    "approval-no-approver": N_("“{playlist}” may not go on a stick: who approved {items} is no approver any more."),
    "online-closed": N_("The voice “{voice}” is on the internet, which the settings forbid."),
    "online-never": N_(
        "The voice “{voice}” is on the internet, which the settings forbid. Not spoken by it: {n} ({items})."
    ),
    "online-unasked": N_(
        "The voice “{voice}” is on the internet, and no one could be asked. Not spoken by it: {n} ({items})."
    ),
    "voice-not-in-chain": N_("The voice “{voice}” is not among the voices of the settings."),
    "unknown-place": N_("There is no place “{id}”."),
    "unknown-appeal": N_("There is no appeal “{id}”."),
    "stick-no-list": N_("There is no list ZT_STICK.JSN here: this program did not write it."),
    "busy": N_("Another program has been working on this project for more than {seconds} seconds."),
    "yaml-syntax": N_("The form of this file is broken."),
    "chime-outside": N_("“{value}” is no file of this project."),
}

ADVICE: Mapping[str, tuple[str, str]] = {slug: (screen, to_do) for screen, to_do, slugs in _ROWS for slug in slugs}
