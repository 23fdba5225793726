"""What the problems of the room sound/ say: slug in, (what is wrong, what to do) out."""

from __future__ import annotations

from zt_audio.i18n import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "take-silent": (
        N_("The voice said nothing for this text."),
        N_("Build again; if it stays silent, choose another voice or record the text."),
    ),
    "take-cut": (
        N_("What the voice said breaks off in the middle of a sample."),
        N_("Build again; if it happens again, choose another voice."),
    ),
    "take-words": (
        N_("The voice spoke {measured:+g} words other than the text has."),
        N_("Listen to it with: zt-audio rejects. Look for a word that this voice does not know."),
    ),
    "take-length": (
        N_("The voice took {measured} times as long as this text needs, which cannot be right."),
        N_("Listen to it with: zt-audio rejects. If it happens again, choose another voice or record the text."),
    ),
    "take-rest": (
        N_("The voice falls silent in the middle of the text for {measured} seconds more than its marks ask for."),
        N_("Listen to it with: zt-audio rejects. If it happens again, choose another voice or record the text."),
    ),
    "take-torn": (
        N_("What the voice said ends in the middle of a sound."),
        N_("Build again; if it happens again, choose another voice or record the text."),
    ),
    "take-clipped": (
        N_("What the voice said is distorted: its loudest moments are cut off."),
        N_("Turn the voice down at its source, or choose another voice."),
    ),
    "take-offset": (
        N_("The sound of this voice does not swing around zero."),
        N_("Its source is broken: choose another voice or record the text."),
    ),
    "take-noise": (
        N_("There is noise where the voice should be silent: {measured} dB against the speech, allowed {bound} dB."),
        N_("Listen to it with: zt-audio rejects. If it happens again, choose another voice or record the text."),
    ),
    "take-spectrum": (
        N_("This does not sound like speech: it hisses all the time, or is played too fast."),
        N_("Listen to it with: zt-audio rejects. If it happens again, choose another voice."),
    ),
    "take-rumble": (
        N_("This does not sound like speech: it rumbles below any voice, or is played too slow."),
        N_("Listen to it with: zt-audio rejects. If it happens again, choose another voice."),
    ),
    "take-stuck": (
        N_("The voice got stuck: the same moment comes twice."),
        N_("Build again; if it happens again, choose another voice or record the text."),
    ),
    "take-backwards": (
        N_("What the voice said fits the text better when the text is read from its end."),
        N_("Listen to it with: zt-audio rejects. If it is right, change the sentence a little and build again."),
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
