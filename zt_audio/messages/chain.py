"""Who speaks and who does not: problems of the chain of voices, of recordings in it and of voices on the internet."""

from __future__ import annotations

from zt_audio.i18n import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "recordings-none": (
        N_("Nothing is recorded in the language “{lang}”."),
        N_("To record: zt-audio takes script"),
    ),
    "recordings-missing": (
        N_("Not recorded in the language “{lang}”: {n} ({items})."),
        N_("The next voice speaks there. To record them: zt-audio takes script"),
    ),
    "recordings-missing-last": (
        N_("Not recorded in the language “{lang}”: {n} ({items})."),
        N_("No other voice is named for it. Name one in settings.yaml, or record them: zt-audio takes script"),
    ),
    "recordings-stale-last": (
        N_("Recordings in the language “{lang}” that say another text than now: {n} ({items})."),
        N_("No other voice is named for it. Name one in settings.yaml, or record them again: zt-audio takes script"),
    ),
    "recordings-stale": (
        N_("Recordings in the language “{lang}” that say another text than now: {n} ({items})."),
        N_("The next voice speaks there. Record them again."),
    ),
    "recording-stops": (
        N_("The recording {file} says another text than this."),
        N_("Record it again, or write `stale_takes: next` in settings.yaml to let the next voice speak."),
    ),
    "online-never": (
        N_(
            "The voice “{voice}” is on the internet; the settings say `online: never`. Not spoken by it: {n} ({items})."
        ),
        N_("To use it, write `online: ask` in settings.yaml."),
    ),
    "online-closed": (
        N_("The voice “{voice}” is on the internet; the settings say `online: never`."),
        N_("To use it, write `online: ask` in settings.yaml."),
    ),
    "online-off": (
        N_("The voice “{voice}” is on the internet; nothing may be sent there now. Not spoken by it: {n} ({items})."),
        N_("To use it, run the command without --offline."),
    ),
    "online-unasked": (
        N_("The voice “{voice}” is on the internet; nobody is here to be asked. Not spoken by it: {n} ({items})."),
        N_("Run the command in a terminal, or write `online: yes` in settings.yaml."),
    ),
    "online-refused": (
        N_("The voice “{voice}” is on the internet; you said no. Not spoken by it: {n} ({items})."),
        N_("To use it, run the command again and agree."),
    ),
    "voice-lost": (
        N_("The voice “{voice}” failed, so it does not speak these in the language “{lang}”: {n} ({items})."),
        N_("The next voice speaks there. Run the command again later to try it again."),
    ),
    "voice-lost-last": (
        N_("The voice “{voice}” failed, so it does not speak these in the language “{lang}”: {n} ({items})."),
        N_("No other voice speaks there. Run the command again later to try it again."),
    ),
    "below-floor": (
        N_("The round {playlist} may not be exported: a voice of draft quality speaks {n} of its texts: {items}."),
        N_("Record them (zt-audio takes script), or write `quality_floor: draft` in settings.yaml."),
    ),
}
