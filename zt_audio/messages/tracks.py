"""Say what a player cannot take."""

from __future__ import annotations

from zt_audio.i18n import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "profile-files": (
        N_("The round {playlist} makes {n} files, but a player of profile {profile} takes {limit} in a folder."),
        N_("Make two rounds of it."),
    ),
    "profile-links": (
        N_("The round {playlist} has {n} stops, but a player of profile {profile} takes {limit} in a list."),
        N_("Make two rounds of it."),
    ),
    "profile-m3u-bytes": (
        N_("The list of the round {playlist} is {n} bytes long; a player of profile {profile} takes {limit}."),
        N_("Make two rounds of it."),
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
}
