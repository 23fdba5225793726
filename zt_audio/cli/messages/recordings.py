"""What is wrong with recordings that people made, and what to do."""

from __future__ import annotations

from zt_audio.cli.messages.mark import N_

MESSAGES: dict[str, tuple[str, str]] = {
    # what lies in the folder of recordings
    "recording-unproved": (
        N_("Nobody knows which text is read in {file}: it has no note, or another file has taken its place."),
        N_("It is not played. Listen to it, then add it with: zt-audio takes add"),
    ),
    "recording-note-broken": (
        N_("The note {file} cannot be read, so its recording is not played."),
        N_("Add the recording again with: zt-audio takes add"),
    ),
    "recording-lost": (
        N_("The recording {audio} is missing; only its note is there."),
        N_("Put the file back, or record the text again."),
    ),
    "recording-name": (
        N_("{file} has no name of a recording."),
        N_("Move it elsewhere, and add it with: zt-audio takes add"),
    ),
    "recording-changed": (
        N_("{file} is not the recording that was added."),
        N_("Listen to it, then add it again with: zt-audio takes add"),
    ),
    "recording-broken": (
        N_("The recording {file} cannot be read."),
        N_("Put a whole copy of the file back, or record the text again."),
    ),
    # what a file must be
    "recording-unreadable": (
        N_("{file} is no sound that can be read."),
        N_("Save it as WAV, FLAC or MP3 and try again."),
    ),
    "recording-needs-decoder": (
        N_("{file} is in a phone's own format, and nothing on this computer can read it."),
        N_("Save it as WAV or MP3 (in the phone's recorder or on the computer), or install ffmpeg."),
    ),
    "recording-endless": (
        N_("{file} is longer than {limit_min} minutes."),
        N_("Cut it: one file for each text."),
    ),
}
