"""Say what is wrong with engines, voices, services and the recordings that speak."""

from __future__ import annotations

from zt_audio.i18n import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "piper-not-installed": (
        N_("Piper is not installed on this computer."),
        N_("To get its voices, run: {python} -m pip install piper-tts"),
    ),
    "piper-no-model": (
        N_("No voice of Piper on this computer can speak {lang_in}."),
        N_("“zt-audio voices install” lists the voices that can be downloaded."),
    ),
    "piper-model-broken": (
        N_("The file {file} is damaged or no Piper voice: {reason}."),
        N_("Delete it, and download the voice again with “zt-audio voices install”."),
    ),
    "piper-sound-missing": (
        N_("The Piper voice was never taught these sounds of “{text}”: {sounds}."),
        N_("Say it in other words, or name another voice in settings.yaml."),
    ),
    "rhvoice-not-installed": (
        N_("RHVoice is not installed on this computer: {missing} is missing."),
        N_("To get its Russian voices, run: {command}"),
    ),
    "rhvoice-unsupported": (
        N_("There is no RHVoice for this kind of computer."),
        N_("Name another engine in settings.yaml."),
    ),
    "download-unknown": (
        N_("There is no voice “{voice}” to download."),
        N_("Did you mean “{nearest}”? There are: {known}."),
    ),
    "download-failed": (
        N_("{file} could not be downloaded from {address}: {reason}."),
        N_("Check whether this computer is online, and run the command again: it continues where it stopped."),
    ),
    "download-wrong": (
        N_("What came from {address} is not {file} ({reason}); it was deleted."),
        N_(
            "Check whether your network asks you to sign in first. If it happens again, do not use this "
            "voice, and tell us."
        ),
    ),
    "download-not-safe": (
        N_("{file} is not downloaded: on the way from {reason} anybody could replace it."),
        N_("Give an address that begins with https:// in ZT_AUDIO_VOICES_URL, or none."),
    ),
    "net-offline": (
        N_("No connection to {host}: “{engine}” could not say “{text}” ({got})."),
        N_("Check the Internet connection, or name a voice in settings.yaml that needs none."),
    ),
    "net-untrusted": (
        N_("The connection to {host} is not safe, so nothing was sent: “{engine}” could not say “{text}” ({got})."),
        N_("Check the date and time of this computer; if they are right, ask your network administrator."),
    ),
    "net-refused": (
        N_("{host} refuses: “{engine}” could not say “{text}” ({got})."),
        N_(
            "With Azure, check the key and the region. Other services change now and then: ask for an update of the "
            "program, or name another voice in settings.yaml."
        ),
    ),
    "net-busy": (
        N_("{host} gets too many requests: “{engine}” could not say “{text}” ({got})."),
        N_("Wait some minutes and run the command again."),
    ),
    "net-server": (
        N_("{host} has a problem: “{engine}” could not say “{text}” ({got})."),
        N_("Try again later, or name another voice in settings.yaml."),
    ),
    "net-timeout": (
        N_("{host} did not answer in time: “{engine}” could not say “{text}” ({got})."),
        N_("Check the Internet connection and run the command again."),
    ),
    "net-cut": (
        N_("The connection to {host} broke before the sound was complete: “{engine}” could not say “{text}” ({got})."),
        N_("Check the Internet connection and run the command again."),
    ),
    "net-unexpected": (
        N_("{host} sent something other than speech: “{engine}” could not say “{text}” ({got})."),
        N_(
            "Open any page in a browser: the network may want you to sign in. If it does not, name another voice in "
            "settings.yaml."
        ),
    ),
    "net-bad-audio": (
        N_("The sound from {host} is damaged or incomplete: “{engine}” could not say “{text}” ({got})."),
        N_("Try again later, or name another voice in settings.yaml."),
    ),
    # what lies in the folder of recordings
    "recording-unproved": (
        N_("It is not known which text {file} reads: it has no note, or it was replaced by another file."),
        N_("It is not played. Listen to it, then add it with: zt-audio recordings add"),
    ),
    "recording-note-broken": (
        N_("The note {file} cannot be read, so its recording is not played."),
        N_("Add the recording again with: zt-audio recordings add"),
    ),
    "recording-lost": (
        N_("The recording {audio} is missing; only its note is there."),
        N_("Put the file back, or record the text again."),
    ),
    "recording-name": (
        N_("{file} is not named like a recording."),
        N_("Move it elsewhere, and add it with: zt-audio recordings add"),
    ),
    "recording-changed": (
        N_("{file} is not the recording that was added."),
        N_("Listen to it, then add it again with: zt-audio recordings add"),
    ),
    "recording-broken": (
        N_("The recording {file} cannot be read."),
        N_("Put a whole copy of the file back, or record the text again."),
    ),
    # what a file must be
    "recording-unreadable": (
        N_("{file} is not a sound file that can be read."),
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
    "engine-unknown": (
        N_("There is no speech engine “{engine}”."),
        N_("Did you mean “{nearest}”? The program knows: {known}."),
    ),
    "engine-broken": (
        N_("The speech engine “{engine}” does not work here: {reason}."),
        N_("Install it again, or name another engine in settings.yaml."),
    ),
    "engine-not-installed": (
        N_("The speech engine “{engine}” is not installed."),
        N_("To install it, run this in the project folder: {command}"),
    ),
    "engine-no-key": (
        N_("The speech engine “{engine}” has no account: {names} are not set in the environment, or mistyped."),
        N_("Ask for the key and the region of your contract, set them and run the command again."),
    ),
    "engine-language": (
        N_("The speech engine “{engine}” cannot speak {lang_in}."),
        N_("Name an engine that does in settings.yaml; “zt-audio voices” lists them."),
    ),
    "engine-data-path": (
        N_("espeak-ng cannot open its data: the path is longer than {longest} bytes, or not plain Latin: {path}."),
        N_("Move the project to a folder with a shorter path."),
    ),
    "engine-failed": (
        N_("The speech engine “{engine}” failed on “{text}”: {reason}."),
        N_("Try again; if it fails again, name another engine in settings.yaml."),
    ),
    "engine-crashed": (
        N_("The speech engine “{engine}” crashed twice on “{text}” ({reason})."),
        N_("Say it in other words, or name another engine in settings.yaml."),
    ),
    "engine-timeout": (
        N_("The speech engine “{engine}” did not finish “{text}” within {reason}."),
        N_("Try again when the computer is less busy; if it fails again, say it in other words."),
    ),
    "engine-silent": (
        N_("The speech engine “{engine}” made no sound of “{text}”."),
        N_("Check whether it has a word that can be read aloud."),
    ),
    "voice-language": (
        N_("A text {lang_in} was about to be read by the voice “{voice}” of “{engine}”: “{text}”."),
        N_("Check whether the text is under the right language, and give that language its own voice."),
    ),
    "voice-unknown": (
        N_("The speech engine “{engine}” has no voice “{voice}”."),
        N_("Did you mean “{nearest}”?"),
    ),
    "piper-model-missing": (
        N_("The Piper voice “{voice}” is not on this computer."),
        N_("To download it: zt-audio voices install {voice}"),
    ),
}
