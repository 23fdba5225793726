"""What is wrong with voices and engines, and what to do."""

from __future__ import annotations

from zt_audio.i18n import N_

MESSAGES: dict[str, tuple[str, str]] = {
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
        N_("To have it, run this in the project folder: {command}"),
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
        N_("Look whether there is a word in it that can be read aloud."),
    ),
    "no-voice": (
        N_("No voice can speak {lang_in}; tried: {tried}."),
        N_("Name an engine for it in settings.yaml; “zt-audio voices” lists them."),
    ),
    "voice-language": (
        N_("A text {lang_in} was about to be read by the voice “{voice}” of “{engine}”: “{text}”."),
        N_("Look whether the text stands under the right language, and give that language its own voice."),
    ),
    "voice-unknown": (
        N_("The speech engine “{engine}” has no voice “{voice}”."),
        N_("Did you mean “{nearest}”?"),
    ),
}
