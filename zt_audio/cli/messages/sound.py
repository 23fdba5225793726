"""What the problems of the room sound/ say: slug in, (what is wrong, what to do) out."""

from __future__ import annotations

from zt_audio.cli.messages.mark import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "take-silent": (
        N_("The voice said nothing for this text."),
        N_("Build again; if it stays silent, choose another voice or record the text."),
    ),
    "take-cut": (
        N_("What the voice said breaks off in the middle of a sample."),
        N_("Build again; if it happens again, choose another voice."),
    ),
    "take-length": (
        N_("The voice took {length_s} seconds for {syllables} syllables, which cannot be right."),
        N_("Build again; if it happens again, choose another voice or record the text."),
    ),
    "peak-too-high": (
        N_("The loudest moments of this sound stay too high: {true_peak_dbtp} dB, allowed {allowed_dbtp} dB."),
        N_("Choose a sound preset that is less loud."),
    ),
    "chime-missing": (
        N_("The chime “{value}” cannot be read: {reason}."),
        N_("Put the WAV file into the folder “appeals” under this name, or choose a chime that is built in."),
    ),
    "chime-too-large": (N_("The chime's file is larger than {limit_mb} MB."), N_("Shorten it to 5 seconds at most.")),
    "chime-undecodable": (N_("The chime's file is no WAV sound."), N_("Save it again as WAV.")),
    "chime-length": (
        N_("The chime lasts {length_s} seconds; from {shortest_s} to {longest_s} are allowed."),
        N_("Cut it to fit."),
    ),
    "chime-silent": (N_("The chime is silent."), N_("Use another file.")),
    "frames-damaged": (
        N_("The MP3 data is damaged at byte {offset} of {bytes}."),
        N_("Build again; the damaged part is made anew."),
    ),
}
