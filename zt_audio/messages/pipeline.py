"""Say why a build cannot go on, and which voices do not speak."""

from __future__ import annotations

from zt_audio.i18n import N_
from zt_audio.messages.message import ASK_PERSON, MAKER, OTHER_VOICE, UPDATE, Message

_MOVE_OUT = N_("Move it out of the folder of the sound, then update the sound.")
_RECORD_OR_CHOOSE = N_("No other voice is chosen for it. Record them, or choose a voice.")
_START_CLUSTER = N_("Start it, or leave the address empty: then this computer makes the sound alone.")

MESSAGES: dict[str, Message] = {
    "texts-newer": Message(
        N_("output/{folder} is not as it is written now: {reasons}."),
        N_("Run: zt-audio build"),
        what_on_page=N_("The sound of “{folder}” is not as it is written now: {reasons}."),
        do_on_page=UPDATE,
        screen="/sound",
    ),
    "age-unknown": Message(
        N_("It is not known whether output/{folder} says what the texts say now."),
        N_("Run: zt-audio build"),
        what_on_page=N_("It is not known whether the sound of “{folder}” says what the texts say now."),
        do_on_page=UPDATE,
        screen="/sound",
    ),
    "file-in-the-way": Message(
        N_("{file} is not from this program, but its name is needed for a track."),
        N_("Move that file elsewhere, then build again."),
        do_on_page=_MOVE_OUT,
        screen="/sound",
    ),
    "folder-in-the-way": Message(
        N_("{file} is a folder, but its name is needed for a file."),
        N_("Move that folder elsewhere, then build again."),
        do_on_page=_MOVE_OUT,
        screen="/sound",
    ),
    "moving-too-long": Message(
        N_(
            "The stop “{stop}” needs {needed} s so that no one misses a sentence; people are in range of the moving "
            "vehicle for {there} s. The longest: “{sentence}”."
        ),
        N_("Shorten this sentence, name fewer appeals, or drive more slowly (moving)."),
    ),
    "track-loudness": Message(
        N_(
            "{file} would have a loudness of {lufs} LUFS and peaks of {dbtp} dBTP; "
            "asked for are {target} LUFS and at most {ceiling} dBTP."
        ),
        N_("Shorten the pauses in settings.yaml, or lengthen the texts of this stop."),
        do_on_page=N_("Shorten the pauses in the settings, or lengthen the texts of this stop."),
        screen="/settings",
    ),
    "no-voice": Message(
        N_("No voice can speak {lang_in}; tried: {tried}."),
        N_(
            "Name an engine for it in settings.yaml, such as espeak, which comes with the program; "
            "“zt-audio voices” lists them."
        ),
        do_on_page=OTHER_VOICE,
        screen="/recordings/voices",
    ),
    "recordings-missing": Message(
        N_("Not everything is recorded {lang_in}: not {items}."),
        N_("The next voice speaks there. To see what is missing: zt-audio recordings list"),
        do_on_page=N_("The next voice speaks there. What is missing can be recorded."),
        screen="/recordings",
        ends_with_files=True,
        told_at_texts=True,
        for_recorders=True,
    ),
    "recordings-missing-last": Message(
        N_("Not everything is recorded {lang_in}: not {items}."),
        N_("No other voice is named for it. Name one in settings.yaml, or record them: zt-audio recordings script"),
        do_on_page=_RECORD_OR_CHOOSE,
        screen="/recordings",
    ),
    "recordings-stale-last": Message(
        N_("Recordings {lang_in} that say another text than now: {n} ({items})."),
        N_(
            "No other voice is named for it. Name one in settings.yaml, or record them again: "
            "zt-audio recordings script"
        ),
        do_on_page=_RECORD_OR_CHOOSE,
        screen="/recordings",
    ),
    "recordings-stale": Message(
        N_("Recordings {lang_in} that say another text than now: {n} ({items})."),
        N_("The next voice speaks there. Record them again."),
        told_at_texts=True,
    ),
    "recording-stops": Message(
        N_("The recording {file} says another text than this."),
        N_("Record it again, or write `stale_takes: next` in settings.yaml to let the next voice speak."),
        do_on_page=N_("Record it again, or let the next voice speak: the settings say which."),
        screen="/recordings",
    ),
    "online-never": Message(
        N_(
            "The voice “{voice}” is on the internet; the settings say `online: never`. Not spoken by it: {n} ({items})."
        ),
        N_("To use it, write `online: ask` in settings.yaml."),
        what_on_page=N_(
            "The voice “{voice}” is on the internet, which the settings forbid. Not spoken by it: {n} ({items})."
        ),
        do_on_page=ASK_PERSON,
        screen="/settings",
        ends_with_files=True,
    ),
    "online-off": Message(
        N_("The voice “{voice}” is on the internet; nothing may be sent there now. Not spoken by it: {n} ({items})."),
        N_("To use it, run the command without --offline."),
    ),
    "online-unasked": Message(
        N_(
            "The voice “{voice}” is on the internet; without a terminal the question cannot be asked. Not "
            "spoken by it: {n} ({items})."
        ),
        N_("Run the command in a terminal, or write `online: yes` in settings.yaml."),
        what_on_page=N_(
            "The voice “{voice}” is on the internet, and no one could be asked. Not spoken by it: {n} ({items})."
        ),
        do_on_page=N_("To use it, allow it in the settings, or update the sound and agree."),
        screen="/settings",
    ),
    "online-refused": Message(
        N_("The voice “{voice}” is on the internet; you said no. Not spoken by it: {n} ({items})."),
        N_("To use it, run the command again and agree."),
        do_on_page=N_("To use it, update the sound again and agree."),
        screen="/sound",
    ),
    "voice-lost": Message(
        N_("The voice “{voice}” failed, so it does not speak these {lang_in}: {n} ({items})."),
        N_("The next voice speaks there. Run the command again later to try it again."),
        do_on_page=N_("The next voice speaks there. Update the sound again later to try it again."),
        screen="/sound",
    ),
    "voice-lost-last": Message(
        N_("The voice “{voice}” failed, so it does not speak these {lang_in}: {n} ({items})."),
        N_("No other voice speaks there. Run the command again later to try it again."),
        do_on_page=N_("No other voice speaks there. Update the sound again later."),
        screen="/sound",
    ),
    "profile-contradiction": Message(
        N_("In the profile “{id}” “{one}” cannot stand together with “{other}”."),
        N_("Change one of the two."),
    ),
    "file-too-big": Message(
        N_("{file} would take {gigabytes} GB: no stick for a player holds so large a file."),
        N_("Shorten the stays, or split the playlist in two."),
    ),
    "chime-missing": Message(
        N_("The chime “{value}” cannot be read: {reason}."),
        N_("Put the WAV file into the folder “appeals” under this name, or choose a chime that is built in."),
        do_on_page=N_("Choose another chime."),
        screen="/settings",
    ),
    "chime-too-large": Message(
        N_("The chime's file is larger than {limit_mb} MB."), N_("Shorten it to 5 seconds at most.")
    ),
    "voice-origin-unsaid": Message(
        N_("Whether the voice {voice} is made from a person's voice is not written: it counts as draft quality."),
        N_("Write it in settings.yaml under voice_origins: cloned: no, or who agreed and until which day."),
        do_on_page=N_("Write into the settings that it is no one's, or who agreed and until which day."),
        screen="/settings",
        ends_with_files=True,
    ),
    # a build on a cluster
    "cluster-not-installed": Message(
        N_("A build on a cluster needs Dask, which is not installed."),
        N_('Install it: {python} -m pip install "zt-audio[cluster]"'),
        do_on_page=MAKER,
    ),
    "cluster-address": Message(
        N_("“{address}” is no address of a Dask scheduler."),
        N_("Write it as tls://HOST:8786, in settings.yaml under cluster: address:, or after --cluster."),
        do_on_page=N_("Write it as tls://HOST:8786, or leave it empty: then this computer makes the sound alone."),
        screen="/settings",
    ),
    "cluster-unsafe": Message(
        N_("{address} would send everything unprotected over the network."),
        N_("Use tls:// with certificates (docs/cluster.md); tcp:// is for this computer alone."),
        do_on_page=MAKER,
    ),
    "cluster-certificate": Message(
        N_("The certificate file of {key} is missing: {file}."),
        N_("Write in settings.yaml where it lies; docs/cluster.md says how to make one."),
        do_on_page=MAKER,
    ),
    "cluster-unreachable": Message(
        N_("No Dask scheduler answers at {address} ({reason})."),
        N_("Start it, or build on this computer: zt-audio build --cluster here"),
        do_on_page=_START_CLUSTER,
        screen="/settings",
    ),
    "cluster-no-worker": Message(
        N_("No worker of the cluster at {address} makes the same sound as this computer."),
        N_("Start workers with the same versions, or build on this computer: zt-audio build --cluster here"),
        do_on_page=_START_CLUSTER,
        screen="/settings",
    ),
    "cluster-worker-differs": Message(
        N_("The worker {worker} gets no such task: it would make another sound ({differs})."),
        N_("Install there the same versions and voices as here."),
        do_on_page=MAKER,
    ),
    "cluster-worker-broken": Message(
        N_("A worker of the cluster cannot be asked what it can do ({reason})."),
        N_("Install this program there, in the same version, or end that worker."),
        do_on_page=MAKER,
    ),
    "cluster-worker-wrong": Message(
        N_("What the worker {worker} gave back cannot be used ({reason}): its tasks are done elsewhere."),
        N_("End that worker and look at its machine. To drop all that it made: zt-audio cache --drop-worker {worker}"),
        do_on_page=MAKER,
    ),
    "cluster-lost": Message(
        N_("The cluster does not answer any more ({reason})."),
        N_("What is left is made on this computer."),
    ),
}
