"""Say what is wrong with the engines that come with the program, and with services on the internet."""

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
            "With Azure, check the key and the region; with a speech server, its key. Other services change now and "
            "then: ask for an update of the program, or name another voice in settings.yaml."
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
            "Of a speech server, check address, model and voice in settings.yaml. Of another service, open any page in "
            "a browser: the network may want you to sign in. If it does not, name another voice."
        ),
    ),
    "net-bad-audio": (
        N_("The sound from {host} is damaged or incomplete: “{engine}” could not say “{text}” ({got})."),
        N_("Try again later, or name another voice in settings.yaml."),
    ),
    # what lies in the folder of recordings
    "engine-not-installed": (
        N_("The speech engine “{engine}” is not installed."),
        N_("To install it: zt-audio voices install {engine}"),
    ),
    "engine-no-key": (
        N_("The speech engine “{engine}” has no account: {names} are not set in the environment, or mistyped."),
        N_("Ask for the key and the region of your contract, set them and run the command again."),
    ),
    "server-no-address": (
        N_("The settings name no speech server."),
        N_("To use one of your network, write its address and its voices under server: in settings.yaml."),
    ),
    "server-address-bad": (
        N_("The address of the speech server is not valid."),
        N_("Write it like http://10.0.0.7:8880, without a name and a password."),
    ),
    "server-address-open": (
        N_("The way to the speech server {address} is not encrypted, so nothing is sent there."),
        N_("Use an address with https; in your institute's own network, write network: own under server:."),
    ),
    "engine-data-path": (
        N_("espeak-ng cannot open its data: the path is longer than {longest} bytes, or not plain Latin: {path}."),
        N_("Move the project to a folder with a shorter path."),
    ),
    "engine-crashed": (
        N_("The speech engine “{engine}” crashed twice on “{text}” ({reason})."),
        N_("Say it in other words, or name another engine in settings.yaml."),
    ),
    "piper-model-missing": (
        N_("The Piper voice “{voice}” is not on this computer."),
        N_("To download it: zt-audio voices install {voice}"),
    ),
}
