"""Say what is wrong with the engines that come with the program, and with services on the internet."""

from __future__ import annotations

from zt_audio.i18n import N_
from zt_audio.messages.message import FETCHED_THERE, MAKER, OR_OTHER_VOICE, OTHER_VOICE, Message

_OTHER_WORDS = N_("Say it in other words, or choose another voice.")

MESSAGES: dict[str, Message] = {
    "piper-not-installed": Message(
        N_("Piper is not installed on this computer."),
        N_("To get its voices, run: {python} -m pip install piper-tts"),
        what_on_page=N_("Natural voices are not installed on this computer."),
        do_on_page=MAKER,
        is_absence=True,
        is_optional=True,
    ),
    "piper-no-model": Message(
        N_("No voice of Piper on this computer can speak {lang_in}."),
        N_("“zt-audio voices install” lists the voices that can be downloaded."),
        what_on_page=N_("No natural voice on this computer can speak {lang_in}."),
        do_on_page=FETCHED_THERE,
        screen="/recordings/voices",
        is_absence=True,
        is_optional=True,
    ),
    "piper-model-broken": Message(
        N_("The file {file} is damaged or no Piper voice: {reason}."),
        N_("Delete it, and download the voice again with “zt-audio voices install”."),
        what_on_page=N_("The file {file} is damaged or no voice: {reason}."),
        do_on_page=N_("Fetch the voice again."),
        screen="/recordings/voices",
    ),
    "piper-sound-missing": Message(
        N_("The Piper voice was never taught these sounds of “{text}”: {sounds}."),
        N_("Say it in other words, or name another voice in settings.yaml."),
        what_on_page=N_("The voice was never taught these sounds of “{text}”: {sounds}."),
        do_on_page=_OTHER_WORDS,
        screen="/recordings/voices",
    ),
    "rhvoice-not-installed": Message(
        N_("RHVoice is not installed on this computer: {missing} is missing."),
        N_("To get its Russian voices, run: {command}"),
        what_on_page=N_("The plain voice is not installed on this computer."),
        do_on_page=MAKER,
        is_absence=True,
        is_optional=True,
    ),
    "rhvoice-unsupported": Message(
        N_("There is no RHVoice for this kind of computer."),
        N_("Name another engine in settings.yaml."),
        do_on_page=OTHER_VOICE,
        screen="/recordings/voices",
        is_absence=True,
    ),
    "download-unknown": Message(
        N_("There is no voice “{voice}” to download."),
        N_("Did you mean “{nearest}”? There are: {known}."),
    ),
    "net-offline": Message(
        N_("No connection to {host}: “{engine}” could not say “{text}” ({got})."),
        N_("Check the Internet connection, or name a voice in settings.yaml that needs none."),
        do_on_page=N_("Check the Internet connection, or choose a voice that needs none."),
        screen="/recordings/voices",
        may_pass=True,
    ),
    "net-untrusted": Message(
        N_("The connection to {host} is not safe, so nothing was sent: “{engine}” could not say “{text}” ({got})."),
        N_("Check the date and time of this computer; if they are right, ask your network administrator."),
    ),
    "net-refused": Message(
        N_("{host} refuses: “{engine}” could not say “{text}” ({got})."),
        N_(
            "With Azure, check the key and the region; with a speech server, its key. Other services change now and "
            "then: ask for an update of the program, or name another voice in settings.yaml."
        ),
        do_on_page=N_(
            "With Azure, check the key and the region. Other services change now and then: choose another voice."
        ),
        screen="/recordings/voices",
    ),
    "net-busy": Message(
        N_("{host} gets too many requests: “{engine}” could not say “{text}” ({got})."),
        N_("Wait some minutes and run the command again."),
        do_on_page=OR_OTHER_VOICE,
        screen="/recordings/voices",
        may_pass=True,
    ),
    "net-server": Message(
        N_("{host} has a problem: “{engine}” could not say “{text}” ({got})."),
        N_("Try again later, or name another voice in settings.yaml."),
        do_on_page=OR_OTHER_VOICE,
        screen="/recordings/voices",
        may_pass=True,
    ),
    "net-timeout": Message(
        N_("{host} did not answer in time: “{engine}” could not say “{text}” ({got})."),
        N_("Check the Internet connection and run the command again."),
        do_on_page=OR_OTHER_VOICE,
        screen="/recordings/voices",
        may_pass=True,
    ),
    "net-cut": Message(
        N_("The connection to {host} broke before the sound was complete: “{engine}” could not say “{text}” ({got})."),
        N_("Check the Internet connection and run the command again."),
        do_on_page=OR_OTHER_VOICE,
        screen="/recordings/voices",
        may_pass=True,
    ),
    "net-unexpected": Message(
        N_("{host} sent something other than speech: “{engine}” could not say “{text}” ({got})."),
        N_(
            "Of a speech server, check address, model and voice in settings.yaml. Of another service, open any page in "
            "a browser: the network may want you to sign in. If it does not, name another voice."
        ),
        do_on_page=N_(
            "Open any page in a browser: the network may want you to sign in. If it does not, choose another voice."
        ),
        screen="/recordings/voices",
    ),
    "net-bad-audio": Message(
        N_("The sound from {host} is damaged or incomplete: “{engine}” could not say “{text}” ({got})."),
        N_("Try again later, or name another voice in settings.yaml."),
        do_on_page=OR_OTHER_VOICE,
        screen="/recordings/voices",
        may_pass=True,
    ),
    # what lies in the folder of recordings
    "engine-not-installed": Message(
        N_("The speech engine “{engine}” is not installed."),
        N_("To install it: zt-audio voices install {engine}"),
        do_on_page=FETCHED_THERE,
        screen="/recordings/voices",
        is_optional=True,
    ),
    "engine-no-key": Message(
        N_("The speech engine “{engine}” has no account: {names} are not set in the environment, or mistyped."),
        N_("Ask for the key and the region of your contract, set them and run the command again."),
        do_on_page=MAKER,
        is_optional=True,
    ),
    "server-no-address": Message(
        N_("The settings name no speech server."),
        N_("To use one of your network, write its address and its voices under server: in settings.yaml."),
        do_on_page=N_("To use one of your network, write its address and its voices into the settings."),
        screen="/settings",
        is_optional=True,
    ),
    "server-address-bad": Message(
        N_("The address of the speech server is not valid."),
        N_("Write it like http://10.0.0.7:8880, without a name and a password."),
    ),
    "server-address-open": Message(
        N_("The way to the speech server {address} is not encrypted, so nothing is sent there."),
        N_("Use an address with https; in your institute's own network, write network: own under server:."),
    ),
    "engine-data-path": Message(
        N_("espeak-ng cannot open its data: the path is longer than {longest} bytes, or not plain Latin: {path}."),
        N_("Move the project to a folder with a shorter path."),
        what_on_page=N_("The voice cannot read its files: their path is too long, or not in Latin letters: {path}."),
    ),
    "engine-crashed": Message(
        N_("The speech engine “{engine}” crashed twice on “{text}” ({reason})."),
        N_("Say it in other words, or name another engine in settings.yaml."),
        do_on_page=_OTHER_WORDS,
        screen="/recordings/voices",
    ),
    "piper-model-missing": Message(
        N_("The Piper voice “{voice}” is not on this computer."),
        N_("To download it: zt-audio voices install {voice}"),
        what_on_page=N_("The voice “{voice}” is not on this computer."),
        do_on_page=FETCHED_THERE,
        screen="/recordings/voices",
    ),
    # voices from files
    "voice-files-none": Message(
        N_("There is no voice for Piper in {file}."),
        N_("A voice has two files, NAME.onnx and NAME.onnx.json. Name their folder, or a zip that holds both."),
        what_on_page=N_("There is no voice in {file}."),
        do_on_page=N_("A voice has two files, NAME.onnx and NAME.onnx.json. Choose both, or a zip that holds both."),
        screen="/recordings/voices",
    ),
    "voice-files-odd": Message(
        N_("{file} is not opened: “{name}” in it is no plain file of a voice."),
        N_("Have it made again as a plain zip, without a password and links; each voice once."),
        screen="/recordings/voices",
    ),
    "voice-files-large": Message(
        N_("{file} has more or larger files than a voice has: {name}."),
        N_("Put the files of the voice alone into a folder of their own."),
        screen="/recordings/voices",
    ),
    "voice-zip-damaged": Message(
        N_("{file} is no zip, or it is damaged: {reason}."),
        N_("Copy it again from where it was fetched."),
        screen="/recordings/voices",
    ),
    "voice-name-odd": Message(
        N_("{file} is not called as files of voices are."),
        N_("Call its files like kk_KZ-name-medium.onnx and kk_KZ-name-medium.onnx.json."),
        screen="/recordings/voices",
    ),
    "voice-language-other": Message(
        N_("The voice {voice} speaks another language ({spoken})."),
        N_("Take one that speaks Kazakh (kk) or Russian (ru)."),
        screen="/recordings/voices",
    ),
    "voice-not-the-known": Message(
        N_("{voice} is not the voice that its makers publish under this name: its files are damaged or changed."),
        N_("Copy it again from where it was fetched. A voice of your own needs a name of its own."),
        screen="/recordings/voices",
    ),
}
