"""A round as it was built in, how its files lie out: the inverse of `names.track_files`, read off the files alone.

Not looked up by the profile's name: staff may have changed a profile of their own since, and the sound is as it was.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from zt_audio.content.profiles import Layout
from zt_audio.store.manifest import PlaylistEntry, TrackEntry


def layout_of(entry: PlaylistEntry) -> Layout:
    """Return the layout of the profile that `entry` was built for."""
    first = PurePosixPath(entry.tracks[0].file)
    if first.parent.name:
        return "folder-per-stop" if first.parent.name == first.stem else "numbered"
    return "one-file" if _is_one_file(entry) else "flat"


def in_folders(entry: PlaylistEntry) -> bool:
    """Tell whether a number alone would not find a file: there are several numbered folders."""
    return layout_of(entry) == "numbered" and len({_folder(track) for track in entry.tracks}) > 1


def folder_and_file(track: TrackEntry) -> str:
    """Return `02/001` for `02/001.mp3`."""
    return f"{_folder(track)}/{PurePosixPath(track.file).stem}"


def _is_one_file(entry: PlaylistEntry) -> bool:
    """Tell it of one stop, too: only a whole round has a cue sheet or a file that does not begin with a number."""
    if len(entry.tracks) > 1:
        return len({track.file for track in entry.tracks}) == 1
    has_cue = any(listed.file.lower().endswith(".cue") for listed in entry.files)
    return has_cue or re.match(r"0*1[_ .]", entry.tracks[0].file) is None


def _folder(track: TrackEntry) -> str:
    return PurePosixPath(track.file).parent.name
