"""Sentences for days and hours: when an appeal holds, when a vehicle stands where, when nobody may be disturbed."""

from __future__ import annotations

from zt_audio.i18n import N_

_HOURS = N_(
    "Change the time, or say in the playlist why it must be so (outside_hours_reason). "
    "The hours are those of {rule}; settings.yaml can set others (quiet_hours)."
)

MESSAGES: dict[str, tuple[str, str]] = {
    "hours-backwards": (
        N_("These hours end at {end}, but begin at {begin}."),
        N_("Write the earlier time first; they may not go over midnight."),
    ),
    "validity-backwards": (
        N_("The appeal holds until {until}, but begins only on {from}."),
        N_("Correct one of the two dates."),
    ),
    "too-early-weekday": (
        N_("The stop {stop} begins at {value}: on weekdays nothing may be heard before {limit}."),
        _HOURS,
    ),
    "too-early-weekend": (
        N_("The stop {stop} begins at {value}: at weekends and on holidays nothing may be heard before {limit}."),
        _HOURS,
    ),
    "too-late-weekday": (
        N_("The stop {stop} lasts until {leave}: on weekdays nothing may be heard after {limit}."),
        _HOURS,
    ),
    "too-late-weekend": (
        N_("The stop {stop} lasts until {leave}: at weekends and on holidays nothing may be heard after {limit}."),
        _HOURS,
    ),
    "outside-hours-allowed": (
        N_("The stop {stop} is heard outside the allowed hours, from {value} to {leave}. Reason given: {reason}."),
        N_("Take the reason out when it no longer holds."),
    ),
    "holiday-hours": (
        N_("The stop {stop} is outside the hours of a holiday ({hours}), and the round is heard on {dates}."),
        N_("Leave the round out on these days, or give them another one."),
    ),
    "stay-too-short": (
        N_("At the stop {stop} not everything will be heard: {minutes} min are planned, and one cycle lasts {cycle}."),
        N_("Make the stay longer (stay_min), or take out an appeal."),
    ),
    "round-over": (
        N_("The last day of this round was {date}."),
        N_("Write new dates in the playlist (dates), then build again."),
    ),
    "quiet-hours-unchecked": (
        N_("The quiet hours could not be checked: stops without a time: {n}, the first is {stop}."),
        N_("Write arrive: at every stop."),
    ),
    "appeal-expired": (
        N_("The appeal “{appeal}” was valid until {date}."),
        N_("Take it out of the playlists, or correct valid_until, then build again."),
    ),
    "appeal-expires-soon": (
        N_("The appeal “{appeal}” is valid only until {date}."),
        N_("Prepare what comes after it; after that day it may not be played."),
    ),
    "appeal-not-yet": (
        N_("The appeal “{appeal}” is valid only from {date}."),
        N_("Do not play it before that day, or correct valid_from."),
    ),
}
