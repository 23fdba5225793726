"""Say why a build cannot go on, and which voices do not speak."""

from __future__ import annotations

from zt_audio.i18n import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "texts-newer": (
        N_("output/{folder} is not as it is written now: {reasons}."),
        N_("Run: zt-audio build"),
    ),
    "age-unknown": (
        N_("It is not known whether output/{folder} says what the texts say now."),
        N_("Run: zt-audio build"),
    ),
    "file-in-the-way": (
        N_("{file} is not from this program, but its name is needed for a track."),
        N_("Move that file elsewhere, then build again."),
    ),
    "folder-in-the-way": (
        N_("{file} is a folder, but its name is needed for a file."),
        N_("Move that folder elsewhere, then build again."),
    ),
    "track-loudness": (
        N_(
            "{file} would have a loudness of {lufs} LUFS and peaks of {dbtp} dBTP; "
            "asked for are {target} LUFS and at most {ceiling} dBTP."
        ),
        N_("Shorten the pauses in settings.yaml, or lengthen the texts of this stop."),
    ),
    "no-voice": (
        N_("No voice can speak {lang_in}; tried: {tried}."),
        N_(
            "Name an engine for it in settings.yaml, such as espeak, which comes with the program; "
            "“zt-audio voices” lists them."
        ),
    ),
    "recordings-missing": (
        N_("Not everything is recorded {lang_in}: not {items}."),
        N_("The next voice speaks there. To see what is missing: zt-audio recordings list"),
    ),
    "recordings-missing-last": (
        N_("Not everything is recorded {lang_in}: not {items}."),
        N_("No other voice is named for it. Name one in settings.yaml, or record them: zt-audio recordings script"),
    ),
    "recordings-stale-last": (
        N_("Recordings {lang_in} that say another text than now: {n} ({items})."),
        N_(
            "No other voice is named for it. Name one in settings.yaml, or record them again: "
            "zt-audio recordings script"
        ),
    ),
    "recordings-stale": (
        N_("Recordings {lang_in} that say another text than now: {n} ({items})."),
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
    "online-off": (
        N_("The voice “{voice}” is on the internet; nothing may be sent there now. Not spoken by it: {n} ({items})."),
        N_("To use it, run the command without --offline."),
    ),
    "online-unasked": (
        N_(
            "The voice “{voice}” is on the internet; without a terminal the question cannot be asked. Not "
            "spoken by it: {n} ({items})."
        ),
        N_("Run the command in a terminal, or write `online: yes` in settings.yaml."),
    ),
    "online-refused": (
        N_("The voice “{voice}” is on the internet; you said no. Not spoken by it: {n} ({items})."),
        N_("To use it, run the command again and agree."),
    ),
    "voice-lost": (
        N_("The voice “{voice}” failed, so it does not speak these {lang_in}: {n} ({items})."),
        N_("The next voice speaks there. Run the command again later to try it again."),
    ),
    "voice-lost-last": (
        N_("The voice “{voice}” failed, so it does not speak these {lang_in}: {n} ({items})."),
        N_("No other voice speaks there. Run the command again later to try it again."),
    ),
    "profile-contradiction": (
        N_("In the profile “{id}” “{one}” cannot stand together with “{other}”."),
        N_("Change one of the two."),
    ),
    "file-too-big": (
        N_("{file} would take {gigabytes} GB: no stick for a player holds so large a file."),
        N_("Shorten the stays, or split the playlist in two."),
    ),
    "chime-missing": (
        N_("The chime “{value}” cannot be read: {reason}."),
        N_("Put the WAV file into the folder “appeals” under this name, or choose a chime that is built in."),
    ),
    "chime-too-large": (N_("The chime's file is larger than {limit_mb} MB."), N_("Shorten it to 5 seconds at most.")),
    "below-floor": (
        N_("The playlist {playlist} may not be exported: a voice of draft quality speaks {n} of its texts: {items}."),
        N_("Record them (zt-audio recordings script), or write `quality_floor: draft` in settings.yaml."),
    ),
    "voice-origin-unsaid": (
        N_("Whether the voice {voice} is made from a person's voice is not written: it counts as draft quality."),
        N_("Write it in settings.yaml under voice_origins: cloned: no, or who agreed and until which day."),
    ),
    # a build on a cluster
    "cluster-not-installed": (
        N_("A build on a cluster needs Dask, which is not installed."),
        N_('Install it: {python} -m pip install "zt-audio[cluster]"'),
    ),
    "cluster-address": (
        N_("“{address}” is no address of a Dask scheduler."),
        N_("Write it as tls://HOST:8786, in settings.yaml under cluster: address:, or after --cluster."),
    ),
    "cluster-unsafe": (
        N_("{address} would send everything unprotected over the network."),
        N_("Use tls:// with certificates (docs/cluster.md); tcp:// is for this computer alone."),
    ),
    "cluster-certificate": (
        N_("The certificate file of {key} is missing: {file}."),
        N_("Write in settings.yaml where it lies; docs/cluster.md says how to make one."),
    ),
    "cluster-unreachable": (
        N_("No Dask scheduler answers at {address} ({reason})."),
        N_("Start it, or build on this computer: zt-audio build --cluster here"),
    ),
    "cluster-no-worker": (
        N_("No worker of the cluster at {address} makes the same sound as this computer."),
        N_("Start workers with the same versions, or build on this computer: zt-audio build --cluster here"),
    ),
    "cluster-worker-differs": (
        N_("The worker {worker} gets no such task: it would make another sound ({differs})."),
        N_("Install there the same versions and voices as here."),
    ),
    "cluster-worker-broken": (
        N_("A worker of the cluster cannot be asked what it can do ({reason})."),
        N_("Install this program there, in the same version, or end that worker."),
    ),
    "cluster-worker-wrong": (
        N_("What the worker {worker} gave back cannot be used ({reason}): its tasks are done elsewhere."),
        N_("End that worker and look at its machine. To drop all that it made: zt-audio cache --drop-worker {worker}"),
    ),
    "cluster-lost": (
        N_("The cluster does not answer any more ({reason})."),
        N_("What is left is made on this computer."),
    ),
}
