"""Say what is wrong with a voice, an engine as a whole, a download or a recording that speaks."""

from __future__ import annotations

from zt_audio.i18n import N_
from zt_audio.messages.message import ASK_PERSON, MAKER, OR_OTHER_VOICE, OTHER_VOICE, RECORD_AGAIN, Message

_FETCH_AGAIN = N_("Check whether this computer is online, and fetch it again: it goes on.")

MESSAGES: dict[str, Message] = {
    "download-failed": Message(
        N_("{file} could not be downloaded from {address}: {reason}."),
        N_("Check whether this computer is online, and run the command again: it continues where it stopped."),
        do_on_page=_FETCH_AGAIN,
        screen="/recordings/voices",
    ),
    "download-wrong": Message(
        N_("What came from {address} is not {file} ({reason}); it was deleted."),
        N_(
            "Check whether your network asks you to sign in first. If it happens again, do not use this "
            "voice, and tell us."
        ),
    ),
    "download-not-safe": Message(
        N_("{file} is not downloaded: on the way from {reason} anybody could replace it."),
        N_("Give an address that begins with https:// in ZT_AUDIO_VOICES_URL, or none."),
        do_on_page=MAKER,
    ),
    "extra-offline": Message(
        N_("The packages of “{name}” could not be fetched: there is no connection ({reason})."),
        N_("Check whether this computer is online, and do it again. What was here is as before."),
        do_on_page=_FETCH_AGAIN,
        screen="/recordings/voices",
    ),
    "extra-failed": Message(
        N_("The packages of “{name}” could not be installed: {reason}."),
        N_("Show this to the person who installs the program. What was here is as before."),
        do_on_page=MAKER,
    ),
    "extra-no-pip": Message(
        N_("This program came whole in a folder, and “{name}” cannot be added to it."),
        N_("Install the program with Python instead, or do without."),
        do_on_page=MAKER,
    ),
    "recording-unproved": Message(
        N_("It is not known which text {file} reads: it has no note, or it was replaced by another file."),
        N_("It is not played. Listen to it, then add it with: zt-audio recordings add"),
        do_on_page=N_("It is not played. Record the text again, or give the file there."),
        screen="/recordings",
        told_at_texts=True,
    ),
    "online-closed": Message(
        N_("The voice “{voice}” is on the internet; the settings say `online: never`."),
        N_("To use it, write `online: ask` in settings.yaml."),
        what_on_page=N_("The voice “{voice}” is on the internet, which the settings forbid."),
        do_on_page=ASK_PERSON,
        screen="/settings",
    ),
    "recordings-not-heard": Message(
        N_("Recordings {lang_in} are never heard: the settings do not name them, or after what always speaks."),
        N_("Write in settings.yaml, under voices: {right}"),
        do_on_page=N_("Put the recordings first among the voices {lang_in}."),
        screen="/recordings/voices",
    ),
    "recording-note-broken": Message(
        N_("The note {file} cannot be read, so its recording is not played."),
        N_("Add the recording again with: zt-audio recordings add"),
        do_on_page=RECORD_AGAIN,
        screen="/recordings",
    ),
    "recording-lost": Message(
        N_("The recording {audio} is missing; only its note is there."),
        N_("Put the file back, or record the text again."),
    ),
    "recording-name": Message(
        N_("{file} is not named like a recording."),
        N_("Move it elsewhere, and add it with: zt-audio recordings add"),
        do_on_page=N_("Move it elsewhere, and give the file where its text is recorded."),
        screen="/recordings",
    ),
    "recording-changed": Message(
        N_("{file} is not the recording that was added."),
        N_("Listen to it, then add it again with: zt-audio recordings add"),
        do_on_page=RECORD_AGAIN,
        screen="/recordings",
    ),
    "recording-broken": Message(
        N_("The recording {file} cannot be read."),
        N_("Put a whole copy of the file back, or record the text again."),
    ),
    "engine-unknown": Message(
        N_("There is no speech engine “{engine}”."),
        N_("Did you mean “{nearest}”? The program knows: {known}."),
        do_on_page=OTHER_VOICE,
        screen="/recordings/voices",
    ),
    "engine-broken": Message(
        N_("The speech engine “{engine}” does not work here: {reason}."),
        N_("Install it again, or name another engine in settings.yaml."),
        do_on_page=OR_OTHER_VOICE,
        screen="/recordings/voices",
    ),
    "engine-language": Message(
        N_("The speech engine “{engine}” cannot speak {lang_in}."),
        N_("Name an engine that does in settings.yaml; “zt-audio voices” lists them."),
        do_on_page=OTHER_VOICE,
        screen="/recordings/voices",
    ),
    "engine-failed": Message(
        N_("The speech engine “{engine}” failed on “{text}”: {reason}."),
        N_("Try again; if it fails again, name another engine in settings.yaml."),
        do_on_page=OR_OTHER_VOICE,
        screen="/recordings/voices",
    ),
    "engine-timeout": Message(
        N_("The speech engine “{engine}” did not finish “{text}” within {reason}."),
        N_("Try again when the computer is less busy; if it fails again, say it in other words."),
    ),
    "engine-silent": Message(
        N_("The speech engine “{engine}” made no sound of “{text}”."),
        N_("Check whether it has a word that can be read aloud."),
        is_about_sentence=True,
    ),
    "voice-language": Message(
        N_("A text {lang_in} was about to be read by the voice “{voice}” of “{engine}”: “{text}”."),
        N_("Check whether the text is under the right language, and give that language its own voice."),
        is_about_sentence=True,
    ),
    "voice-unknown": Message(
        N_("The speech engine “{engine}” has no voice “{voice}”."),
        N_("Did you mean “{nearest}”?"),
        do_on_page=OTHER_VOICE,
        screen="/recordings/voices",
    ),
}
