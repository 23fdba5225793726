"""Say what is wrong with the tracks in output/."""

from __future__ import annotations

from zt_audio.i18n import N_
from zt_audio.messages.message import UPDATE, Message

_APPROVE = N_("An approver listens to it and approves it.")

MESSAGES: dict[str, Message] = {
    "file-changed": Message(
        N_("{file} is not the file that was built."),
        N_("Do not use it. Run: zt-audio build"),
        do_on_page=UPDATE,
        screen="/sound",
    ),
    "foreign-file": Message(
        N_(
            "{file} is not from this program. It gets onto the stick if you copy the folder by hand, "
            "and the player shows it."
        ),
        N_("Move it out of the folder, or delete it."),
    ),
    "foreign-folder": Message(
        N_("{file} is a folder, and not from this program. It gets onto the stick if you copy the folder by hand."),
        N_("Move it out of output."),
    ),
    "takes-doubted": Message(
        N_("“{playlist}” may not go on a stick: a voice seems to have read something else than the text of: {items}."),
        N_("Run: zt-audio ear listen {playlist}"),
        do_on_page=N_("Listen to them there, and say that they are right."),
        screen="/sound/voices",
        shown_by_tracks=True,
    ),
    "file-missing": Message(
        N_("{file} is missing."),
        N_("Run: zt-audio build"),
        do_on_page=UPDATE,
        screen="/sound",
    ),
    "manifest-damaged": Message(
        N_("{file} is damaged, so output cannot be checked."),
        N_("Run: zt-audio build"),
        what_on_page=N_("The list of what was made is damaged, so the sound cannot be checked."),
        do_on_page=UPDATE,
        screen="/sound",
    ),
    "not-ready": Message(
        N_("The folder output/{folder} is only partly updated."),
        N_("Do not copy it. Run: zt-audio build"),
        what_on_page=N_("The sound of “{folder}” is only partly updated."),
        do_on_page=UPDATE,
        screen="/sound",
    ),
    "nothing-built": Message(
        N_("Nothing has been built yet."),
        N_("Run: zt-audio build"),
        do_on_page=UPDATE,
        screen="/sound",
    ),
    "playlist-unknown": Message(
        N_("There is no playlist “{name}”."),
        N_("The nearest is “{nearest}”."),
    ),
    "track-cycle": Message(
        N_("{file} does not repeat the same cycle throughout."),
        N_("Do not use it. Delete it and run: zt-audio build"),
        do_on_page=UPDATE,
        screen="/sound",
    ),
    "track-duration": Message(
        N_("{file} is not as long as the manifest says."),
        N_("Do not use it. Delete it and run: zt-audio build"),
        do_on_page=UPDATE,
        screen="/sound",
    ),
    "track-loudness-differs": Message(
        N_("{file} is not as loud as the manifest says."),
        N_("Do not use it. Delete it and run: zt-audio build"),
        do_on_page=UPDATE,
        screen="/sound",
    ),
    "track-peak": Message(
        N_("{file} has peaks above the ceiling."),
        N_("Do not use it. Delete it and run: zt-audio build"),
        do_on_page=UPDATE,
        screen="/sound",
    ),
    "track-undecodable": Message(
        N_("{file} cannot be decoded."),
        N_("Do not use it. Delete it and run: zt-audio build"),
        do_on_page=UPDATE,
        screen="/sound",
    ),
    "below-floor": Message(
        N_("The playlist {playlist} may not be exported: a voice of draft quality speaks {n} of its texts: {items}."),
        N_("Record them (zt-audio recordings script), or write `quality_floor: draft` in settings.yaml."),
        do_on_page=N_("Record them, or allow drafts in the settings."),
        screen="/recordings",
        shown_by_tracks=True,
        wants_better_voice=True,
    ),
    "guesses-unsigned": Message(
        N_("The playlist {playlist} may not be exported: {n} of its readings are guesses: {items}."),
        N_(
            "Sign them off in appeals/pronunciations.yaml and build again, or write `quality_floor: draft` in "
            "settings.yaml."
        ),
        do_on_page=N_("Say of each whether it is right, or allow drafts in the settings."),
        screen="/readings",
        shown_by_tracks=True,
    ),
    "approval-missing": Message(
        N_("The playlist {playlist} may not be exported: no one has approved {items}."),
        N_("Listen to it, then: zt-audio approve --playlist {playlist}"),
        do_on_page=_APPROVE,
        screen="/approvals",
        shown_by_tracks=True,
        of_approval=True,
        has_own_todo=True,
    ),
    "approval-stale": Message(
        N_("The playlist {playlist} may not be exported: {items} sounds otherwise than when it was approved."),
        N_("Listen to it again, then: zt-audio approve --playlist {playlist}"),
        do_on_page=_APPROVE,
        screen="/approvals",
        shown_by_tracks=True,
        of_approval=True,
        has_own_todo=True,
    ),
    "approval-no-approver": Message(
        N_("The playlist {playlist} may not be exported: who approved {items} is no approver in people.yaml."),
        N_("Let an approver listen, then: zt-audio approve {units}"),
        what_on_page=N_("“{playlist}” may not go on a stick: who approved {items} is no approver any more."),
        do_on_page=_APPROVE,
        screen="/approvals",
        shown_by_tracks=True,
        of_approval=True,
        has_own_todo=True,
    ),
    "approval-own-text": Message(
        N_("{items} was approved by the person who edited it last, or the journal does not tell who edited it."),
        N_("Let another approver listen, then: zt-audio approve {units}"),
        do_on_page=N_("Another approver listens to it and approves it."),
        screen="/approvals",
        shown_by_tracks=True,
        of_approval=True,
        has_own_todo=True,
    ),
    "approval-unsealed": Message(
        N_("The playlist {playlist} may not be exported: the approval of {items} has no valid seal of the approver."),
        N_("Let an approver with a key approve it: zt-audio approve {units}"),
        do_on_page=N_("An approver with a key approves it."),
        screen="/approvals",
        shown_by_tracks=True,
        of_approval=True,
        has_own_todo=True,
    ),
    "pairs-open": Message(
        N_("The playlist {playlist}: it is not confirmed that both languages say the same: {items}."),
        N_("Compare them, then: zt-audio pairs {units} --confirm"),
        do_on_page=N_("Compare them and say so."),
        screen="/pairs",
        shown_by_tracks=True,
        has_own_todo=True,
    ),
    "holiday-hours": Message(
        N_("The stop {stop} is outside the hours of a holiday ({hours}), and the playlist is played on {dates}."),
        N_("Do not play it on these days, or make another playlist for them."),
        shown_by_tracks=True,
    ),
    "stay-too-short": Message(
        N_(
            "At the stop {stop} not everything will be heard: {minutes} min are planned, and one cycle lasts "
            "{cycle_min} min {cycle_s} s."
        ),
        N_("Make the stay longer (stay_min), or take out an appeal."),
        do_on_page=N_("Make the stay longer, or take out an appeal."),
        screen="/playlists",
        shown_by_tracks=True,
    ),
    "playlist-over": Message(
        N_("The last day of this playlist was {date}."),
        N_("Write new dates in the playlist (dates), then build again."),
        do_on_page=N_("Give the playlist new dates, then update the sound."),
        screen="/playlists",
        shown_by_tracks=True,
        is_over=True,
    ),
    "voice-consent-over": Message(
        N_("The playlist {playlist} may not be exported: the person whose voice {voice} imitates agreed until {date}."),
        N_("Ask for a longer consent and write its day in settings.yaml (until:), or name another voice."),
        do_on_page=N_("Ask for a longer consent and write its day into the settings, or choose another voice."),
        screen="/settings",
        shown_by_tracks=True,
    ),
    "voice-consent-ends": Message(
        N_("The person whose voice {voice} imitates agreed only until {date} (playlist {playlist})."),
        N_("Ask for a longer consent in time: after that day the playlist may not be exported."),
        shown_by_tracks=True,
    ),
}
