"""What is wrong on the way to a service that speaks, and what to do."""

from __future__ import annotations

from zt_audio.i18n import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "net-offline": (
        N_("No connection to {host}: “{engine}” could not say “{text}” ({got})."),
        N_("Check the Internet connection, or name a voice in settings.yaml that needs none."),
    ),
    "net-untrusted": (
        N_("The connection to {host} is not safe, so nothing was sent: “{engine}” could not say “{text}” ({got})."),
        N_("Check the date and time of this computer; if they are right, ask whoever looks after the network."),
    ),
    "net-refused": (
        N_("{host} refuses: “{engine}” could not say “{text}” ({got})."),
        N_(
            "With Azure, check the key and the region. Other services change now and then: ask for an update of the "
            "program, or name another voice in settings.yaml."
        ),
    ),
    "net-busy": (
        N_("{host} is asked too often: “{engine}” could not say “{text}” ({got})."),
        N_("Wait some minutes and run the command again."),
    ),
    "net-server": (
        N_("{host} has a fault of its own: “{engine}” could not say “{text}” ({got})."),
        N_("Try again later, or name another voice in settings.yaml."),
    ),
    "net-timeout": (
        N_("{host} did not answer in time: “{engine}” could not say “{text}” ({got})."),
        N_("Check the Internet connection and run the command again."),
    ),
    "net-cut": (
        N_("The connection to {host} broke before all was there: “{engine}” could not say “{text}” ({got})."),
        N_("Check the Internet connection and run the command again."),
    ),
    "net-unexpected": (
        N_("{host} answered something else than speech: “{engine}” could not say “{text}” ({got})."),
        N_(
            "Open any page in a browser: the network may want you to sign in. If it does not, name another voice in "
            "settings.yaml."
        ),
    ),
    "net-bad-audio": (
        N_("What {host} sent is no whole sound: “{engine}” could not say “{text}” ({got})."),
        N_("Try again later, or name another voice in settings.yaml."),
    ),
}
