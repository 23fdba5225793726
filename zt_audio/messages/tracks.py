"""Say what a player cannot take."""

from __future__ import annotations

from zt_audio.i18n import N_
from zt_audio.messages.message import Message

MESSAGES: dict[str, Message] = {
    "profile-files": Message(
        N_(
            "The playlist {playlist} has {n} files, but a player of profile {profile} reads at most {limit} "
            "in a folder."
        ),
        N_("Split the playlist in two."),
    ),
    "profile-links": Message(
        N_("The playlist {playlist} has {n} stops, but a player of profile {profile} reads at most {limit} in a list."),
        N_("Split the playlist in two."),
    ),
    "profile-m3u-bytes": Message(
        N_(
            "The list file of the playlist {playlist} is {n} bytes long; a player of profile {profile} reads "
            "at most {limit}."
        ),
        N_("Split the playlist in two."),
    ),
    "profile-folders": Message(
        N_("The playlist {playlist} has {n} folders, but a player of profile {profile} reads at most {limit}."),
        N_("Split the playlist in two, or choose another profile."),
    ),
    "profile-depth": Message(
        N_(
            "The files of the playlist {playlist} lie {n} levels deep, but a player of profile {profile} "
            "reads only {limit}."
        ),
        N_("Choose another layout or another profile."),
    ),
    "profile-name-long": Message(
        N_(
            "The name {name} (playlist {playlist}) is too long: a player of profile {profile} reads at most "
            "{limit} characters."
        ),
        N_("Choose another profile, or allow longer names in your own."),
    ),
    "profile-names-collide": Message(
        N_("A player of profile {profile} cannot tell the names {first} and {name} apart (playlist {playlist})."),
        N_("Choose another profile."),
    ),
}
