"""Say what is wrong with the tracks in output/."""

from __future__ import annotations

from zt_audio.i18n import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "file-changed": (
        N_("{file} is not the file that was built."),
        N_("Do not use it. Run: zt-audio build"),
    ),
    "foreign-file": (
        N_(
            "{file} is not from this program. It gets onto the stick if you copy the folder by hand, "
            "and the player shows it."
        ),
        N_("Move it out of the folder, or delete it."),
    ),
    "foreign-folder": (
        N_("{file} is a folder, and not from this program. It gets onto the stick if you copy the folder by hand."),
        N_("Move it out of output."),
    ),
    "takes-doubted": (
        N_("“{playlist}” may not go on a stick: a voice seems to have read something else than the text of: {items}."),
        N_("Run: zt-audio ear listen {playlist}"),
    ),
    "file-missing": (
        N_("{file} is missing."),
        N_("Run: zt-audio build"),
    ),
    "manifest-damaged": (
        N_("{file} is damaged, so output cannot be checked."),
        N_("Run: zt-audio build"),
    ),
    "not-ready": (
        N_("The folder output/{folder} is only partly updated."),
        N_("Do not copy it. Run: zt-audio build"),
    ),
    "nothing-built": (
        N_("Nothing has been built yet."),
        N_("Run: zt-audio build"),
    ),
    "playlist-unknown": (
        N_("There is no playlist “{name}”."),
        N_("The nearest is “{nearest}”."),
    ),
    "track-cycle": (
        N_("{file} does not repeat the same cycle throughout."),
        N_("Do not use it. Delete it and run: zt-audio build"),
    ),
    "track-duration": (
        N_("{file} is not as long as the manifest says."),
        N_("Do not use it. Delete it and run: zt-audio build"),
    ),
    "track-loudness-differs": (
        N_("{file} is not as loud as the manifest says."),
        N_("Do not use it. Delete it and run: zt-audio build"),
    ),
    "track-peak": (
        N_("{file} has peaks above the ceiling."),
        N_("Do not use it. Delete it and run: zt-audio build"),
    ),
    "track-undecodable": (
        N_("{file} cannot be decoded."),
        N_("Do not use it. Delete it and run: zt-audio build"),
    ),
    "guesses-unsigned": (
        N_("The playlist {playlist} may not be exported: {n} of its readings are guesses: {items}."),
        N_(
            "Sign them off in appeals/pronunciations.yaml and build again, or write `quality_floor: draft` in "
            "settings.yaml."
        ),
    ),
    "approval-missing": (
        N_("The playlist {playlist} may not be exported: no one has approved {items}."),
        N_("Listen to it, then: zt-audio approve --playlist {playlist}"),
    ),
    "approval-stale": (
        N_("The playlist {playlist} may not be exported: {items} sounds otherwise than when it was approved."),
        N_("Listen to it again, then: zt-audio approve --playlist {playlist}"),
    ),
    "approval-no-approver": (
        N_("The playlist {playlist} may not be exported: who approved {items} is no approver in people.yaml."),
        N_("Let an approver listen, then: zt-audio approve {units}"),
    ),
    "approval-own-text": (
        N_("{items} was approved by the person who edited it last, or the journal does not tell who edited it."),
        N_("Let another approver listen, then: zt-audio approve {units}"),
    ),
    "approval-unsealed": (
        N_("The playlist {playlist} may not be exported: the approval of {items} has no valid seal of the approver."),
        N_("Let an approver with a key approve it: zt-audio approve {units}"),
    ),
    "pairs-open": (
        N_("The playlist {playlist}: it is not confirmed that both languages say the same: {items}."),
        N_("Compare them, then: zt-audio pairs {units} --confirm"),
    ),
    "holiday-hours": (
        N_("The stop {stop} is outside the hours of a holiday ({hours}), and the playlist is played on {dates}."),
        N_("Do not play it on these days, or make another playlist for them."),
    ),
    "stay-too-short": (
        N_("At the stop {stop} not everything will be heard: {minutes} min are planned, and one cycle lasts {cycle}."),
        N_("Make the stay longer (stay_min), or take out an appeal."),
    ),
    "playlist-over": (
        N_("The last day of this playlist was {date}."),
        N_("Write new dates in the playlist (dates), then build again."),
    ),
    "voice-consent-over": (
        N_("The playlist {playlist} may not be exported: the person whose voice {voice} imitates agreed until {date}."),
        N_("Ask for a longer consent and write its day in settings.yaml (until:), or name another voice."),
    ),
    "voice-consent-ends": (
        N_("The person whose voice {voice} imitates agreed only until {date} (playlist {playlist})."),
        N_("Ask for a longer consent in time: after that day the playlist may not be exported."),
    ),
}
