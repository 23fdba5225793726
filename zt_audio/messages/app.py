"""Say what keeps a command from starting or a voice from working."""

from __future__ import annotations

from zt_audio.i18n import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "not-empty": (
        N_("{path} exists already, and nothing is ever overwritten."),
        N_("Choose an empty folder."),
    ),
    "recordings-none": (
        N_("Nothing is recorded {lang_in}."),
        N_("To record: zt-audio recordings script"),
    ),
    "online-closed": (
        N_("The voice “{voice}” is on the internet; the settings say `online: never`."),
        N_("To use it, write `online: ask` in settings.yaml."),
    ),
}
