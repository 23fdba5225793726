"""What is wrong with voices that are installed apart: Piper, RHVoice and the files that they need; and what to do."""

from __future__ import annotations

from zt_audio.i18n import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "piper-not-installed": (
        N_("Piper is not installed on this computer."),
        N_("To have its voices, type: {python} -m pip install piper-tts"),
    ),
    "piper-no-model": (
        N_("No voice of Piper on this computer can speak {lang_in}."),
        N_("“zt-audio voices install” lists those that can be fetched."),
    ),
    "piper-model-missing": (
        N_("The Piper voice “{voice}” is not on this computer."),
        N_("To fetch it: zt-audio voices install {voice}"),
    ),
    "piper-model-broken": (
        N_("The file {file} is damaged or no Piper voice: {reason}."),
        N_("Delete it, and fetch the voice again with “zt-audio voices install”."),
    ),
    "piper-sound-missing": (
        N_("The Piper voice was never taught these sounds of “{text}”: {sounds}."),
        N_("Say it in other words, or name another voice in settings.yaml."),
    ),
    "rhvoice-not-installed": (
        N_("RHVoice is not installed on this computer: {missing} is missing."),
        N_("To have its Russian voices, type: {command}"),
    ),
    "rhvoice-unsupported": (
        N_("There is no RHVoice for this kind of computer."),
        N_("Name another engine in settings.yaml."),
    ),
    "download-unknown": (
        N_("There is no voice “{voice}” to fetch."),
        N_("Did you mean “{nearest}”? There are: {known}."),
    ),
    "download-failed": (
        N_("{file} could not be fetched from {address}: {reason}."),
        N_("Look whether this computer is online, and run the command again: it goes on where it stopped."),
    ),
    "download-wrong": (
        N_("What came from {address} is not {file} ({reason}); it was thrown away."),
        N_(
            "Look whether your network asks for a login first. If it happens again, do not use this voice, and tell us."
        ),
    ),
    "download-not-safe": (
        N_("{file} is not fetched: on the way from {reason} anybody could put something else in its place."),
        N_("Give an address that begins with https:// in ZT_AUDIO_VOICES_URL, or none."),
    ),
}
