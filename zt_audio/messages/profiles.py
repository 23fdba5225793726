"""Sentences for what a player cannot take: its profile, and what a round asks of it."""

from __future__ import annotations

from zt_audio.i18n import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "profile-taken": (N_("The profile “{id}” is built in."), N_("Give your own profile another name.")),
    "profile-contradiction": (
        N_("In the profile “{id}” “{one}” cannot stand together with “{other}”."),
        N_("Change one of the two."),
    ),
    "profile-folders": (
        N_("The round {playlist} makes {n} folders, but a player of profile {profile} takes {limit}."),
        N_("Make two rounds of it, or choose another profile."),
    ),
    "profile-depth": (
        N_("The files of the round {playlist} lie {n} deep, but a player of profile {profile} goes {limit} deep."),
        N_("Choose another layout or another profile."),
    ),
    "profile-name-long": (
        N_("The name {name} (round {playlist}) is too long: a player of profile {profile} takes {limit} characters."),
        N_("Choose another profile, or allow longer names in your own."),
    ),
    "profile-names-collide": (
        N_("In the round {playlist} the names {first} and {name} are one to a player of profile {profile}."),
        N_("Choose another profile."),
    ),
    "file-too-big": (
        N_("{file} would take {gigabytes} GB: no stick for a player holds so large a file."),
        N_("Shorten the stays, or make two rounds of it."),
    ),
}
