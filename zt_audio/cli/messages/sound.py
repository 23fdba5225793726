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
    "frames-damaged": (
        N_("The MP3 data is damaged at byte {offset} of {bytes}."),
        N_("Build again; the damaged part is made anew."),
    ),
}
