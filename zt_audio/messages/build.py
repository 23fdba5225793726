"""Sentences for what goes wrong in a build, in output/ and on the disk."""

from __future__ import annotations

from zt_audio.i18n import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "engine-for-tests": (
        N_("“{engine}” only beeps: it is for the tests of this program and says no word."),
        N_("Name another voice in settings.yaml; “zt-audio voices” lists them."),
    ),
    "busy": (
        N_("Another zt-audio command has been working on this project for more than {seconds} seconds."),
        N_("Wait until it is done, or close it, and try again."),
    ),
    "disk-failed": (
        N_("The disk refused at {path}: {reason}."),
        N_("Check the disk and the folder, then run the command again. The last good output is kept."),
    ),
    "disk-full": (
        N_("There is no room on the disk for {path} ({reason})."),
        N_("Free some space, then build again. The last good output is kept."),
    ),
    "file-changed": (
        N_("{file} is not the file that was built."),
        N_("Do not use it. Run: zt-audio build"),
    ),
    "file-in-the-way": (
        N_("{file} is not ours, but its name is needed for a track."),
        N_("Move that file elsewhere, then build again."),
    ),
    "folder-in-the-way": (
        N_("{file} is a folder, but its name is needed for a track."),
        N_("Move that folder elsewhere, then build again."),
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
    "texts-newer": (
        N_("appeals was changed after output/{folder} was built: it may not say what the texts say now."),
        N_("Run: zt-audio build"),
    ),
    "age-unknown": (
        N_("It is not known whether output/{folder} says what the texts say now."),
        N_("Run: zt-audio build"),
    ),
    "file-missing": (
        N_("{file} is missing."),
        N_("Run: zt-audio build"),
    ),
    "manifest-damaged": (
        N_("{file} is damaged, so nothing in output can be proved."),
        N_("Run: zt-audio build"),
    ),
    "not-empty": (
        N_("{path} exists already, and nothing is ever overwritten."),
        N_("Choose an empty folder."),
    ),
    "not-ready": (
        N_("The folder output/{folder} is between two states."),
        N_("Do not copy it. Run: zt-audio build"),
    ),
    "nothing-built": (
        N_("Nothing has been built yet."),
        N_("Run: zt-audio build"),
    ),
    "nothing-to-say": (
        N_("“{token}” holds nothing that can be said."),
        N_("Write words, or take it out."),
    ),
    "playlist-unknown": (
        N_("There is no playlist “{name}”."),
        N_("The nearest is “{nearest}”."),
    ),
    "appeal-unknown": (
        N_("There is no appeal “{name}”."),
        N_("The nearest is “{nearest}”."),
    ),
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
    "read-only": (
        N_("Writing to {path} is not allowed ({reason})."),
        N_("Take the write protection off, or work in another folder. The last good output is kept."),
    ),
    "record-damaged": (
        N_("A stored piece of sound ({key}) is damaged again and again."),
        N_("The disk may be failing. Run zt-audio cache --clear, then build; if it stays, use another disk."),
    ),
    "stopped-by-user": (
        N_("The command was interrupted."),
        N_("What was there before is whole; run the command again to go on."),
    ),
    "track-cycle": (
        N_("{file} does not repeat the same cycle throughout."),
        N_("Do not use it. Delete it and run: zt-audio build"),
    ),
    "track-duration": (
        N_("{file} is not as long as the manifest says."),
        N_("Do not use it. Delete it and run: zt-audio build"),
    ),
    "track-loudness": (
        N_(
            "{file} would have a loudness of {lufs} LUFS and peaks of {dbtp} dBTP; "
            "asked for are {target} LUFS and at most {ceiling} dBTP."
        ),
        N_("Shorten the pauses in settings.yaml, or lengthen the texts of this stop."),
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
}
