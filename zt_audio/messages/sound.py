"""Say what is wrong with the sound of a voice, a recording or a chime."""

from __future__ import annotations

from zt_audio.i18n import N_
from zt_audio.messages.message import UPDATE, Message

_LISTEN_CHANGE = N_("Change the sentence a little, choose another voice, or record the text.")

MESSAGES: dict[str, Message] = {
    # how it must sound
    "recorded-silent": Message(
        N_("Nothing can be heard in {file}."),
        N_("Check that the right microphone was on, and record again."),
        is_unmeasurable=True,
    ),
    "recorded-rate": Message(
        N_("{file} has {measured} samples a second; {bound} are needed, or s and sh are lost."),
        N_("Choose a better quality in the recorder (44100 or 48000), and record again."),
        is_unmeasurable=True,
    ),
    "recorded-fast": Message(
        N_("{file} is too short for its text: it lasts {length_s} s, and about {usual_s} s are needed."),
        N_("Check that it is the right text and complete, and record again, slower."),
    ),
    "recorded-slow": Message(
        N_("{file} is too long for its text: it lasts {length_s} s, and about {usual_s} s are needed."),
        N_("Check that it is only the right text, read once and without long rests, and record again."),
    ),
    "recorded-quiet": Message(
        N_("{file} is too quiet: {measured} dB, needed are {bound} dB."),
        N_("Record again closer to the microphone, or turn the microphone up."),
    ),
    "recorded-clipped": Message(
        N_("{file} is distorted: its loudest moments are cut off."),
        N_("Record again farther from the microphone, or turn the microphone down."),
    ),
    "recorded-noise": Message(
        N_("There is noise behind the voice in {file}: {measured} dB against the voice, allowed are {bound} dB."),
        N_("Record again in a quieter room, closer to the microphone; switch off fans and close the window."),
    ),
    "recorded-harsh": Message(
        N_("The loudest moments of {file} are cut off."),
        N_("Listen to it. If it sounds harsh, record again farther from the microphone, or turn the microphone down."),
    ),
    "recorded-room": Message(
        N_("The room is heard behind the voice in {file}: {measured} dB against the voice; below {bound} dB is good."),
        N_("Listen to it. If the noise disturbs, record again in a quieter room, closer to the microphone."),
    ),
    "recorded-narrow": Message(
        N_("{file} sounds like a telephone call: the high sounds of s and t are missing."),
        N_(
            "Listen to it. If words are unclear, choose a better quality in the recorder (64 kbit/s), and record again."
        ),
    ),
    "recorded-offset": Message(
        N_("The sound in {file} has a constant offset: the microphone or its socket is broken."),
        N_("Record again with another microphone or with a phone."),
    ),
    "recorded-cut-start": Message(
        N_("{file} begins in the middle of a sound: the first word is cut."),
        N_("Record again, and wait for a second before you read."),
    ),
    "recorded-cut-end": Message(
        N_("{file} ends in the middle of a sound: the last word is cut."),
        N_("Record again, and wait for a second before you stop."),
    ),
    "recorded-rest": Message(
        N_("The reader falls silent for {measured} seconds in {file}; {bound} are allowed."),
        N_("Record again without the long rest."),
    ),
    "recorded-maybe-short": Message(
        N_("A sentence may be missing in {file}."),
        N_("Listen to it to the end, and keep it if all of the text is there."),
    ),
    "recorded-maybe-long": Message(
        N_("{file} takes longer than the recordings before: something may be said twice."),
        N_("Listen to it to the end, and keep it if only the text is there."),
    ),
    "recorded-hiss": Message(
        N_("{file} does not sound like a voice: it hisses."),
        N_("Record again closer to the microphone, or with another one."),
    ),
    "recorded-rumble": Message(
        N_("{file} rumbles below any voice: wind, a hand on the microphone, or mains hum."),
        N_("Record again indoors; lay the phone down, and do not blow into it."),
    ),
    "recorded-stuck": Message(
        N_("The same moment comes twice in {file}: the recorder got stuck."),
        N_("Close other programs, and record again."),
    ),
    "microphone-silent": Message(
        N_("The microphone hears nothing."),
        N_("Choose another microphone above, or switch this one on, and read the sentence after the quiet."),
    ),
    "microphone-rate": Message(
        N_("The microphone gives {measured} samples a second; {bound} are needed, or s and sh are lost."),
        N_("Connect it by a cable instead of Bluetooth, or choose another one."),
    ),
    "microphone-quiet": Message(
        N_("The voice is too quiet: {measured} dB, needed are {bound} dB."),
        N_("Come closer to the microphone, or turn it up in the settings of the computer."),
    ),
    "microphone-clipped": Message(
        N_("The voice is too loud: its loudest moments are cut off."),
        N_("Move away from the microphone, or turn it down in the settings of the computer."),
    ),
    "microphone-noise": Message(
        N_("The room is noisy: {measured} dB against the voice, allowed are {bound} dB."),
        N_("Switch off fans, close the window, and come closer to the microphone."),
    ),
    "microphone-spoken": Message(
        N_("It was not quiet before the sentence."),
        N_("Say nothing until the page asks you to read, and try again."),
    ),
    "microphone-dropouts": Message(
        N_("Sound was lost on the way from the microphone."),
        N_("Close other programs, and try again."),
    ),
    "microphone-processed": Message(
        N_("The computer changes what the microphone hears, as for calls: ends of words may be cut off."),
        N_("Switch off noise suppression in the settings of the microphone, or use another one."),
    ),
    "take-silent": Message(
        N_("The voice said nothing for this text."),
        N_("Build again; if it stays silent, choose another voice or record the text."),
        do_on_page=_LISTEN_CHANGE,
        screen="/recordings",
    ),
    "take-cut": Message(
        N_("The sound of the voice is not complete: its last sample is cut."),
        N_("Build again; if it happens again, choose another voice."),
        do_on_page=_LISTEN_CHANGE,
        screen="/recordings",
    ),
    "take-words": Message(
        N_("The voice did not speak as many words as the text has: {measured:+g}."),
        N_("Listen to it in the studio: Sound. Look for a word that this voice does not know."),
        do_on_page=_LISTEN_CHANGE,
        screen="/recordings",
        is_by_chance=True,
    ),
    "take-length": Message(
        N_("What the voice said does not fit the text: it lasts {measured} times as long as usual."),
        N_("Listen to it in the studio: Sound. If it happens again, choose another voice or record the text."),
        do_on_page=_LISTEN_CHANGE,
        screen="/recordings",
    ),
    "take-rest": Message(
        N_("The voice falls silent in the middle of the text for {measured} seconds more than its marks ask for."),
        N_("Listen to it in the studio: Sound. If it happens again, choose another voice or record the text."),
        do_on_page=_LISTEN_CHANGE,
        screen="/recordings",
    ),
    "take-torn": Message(
        N_("What the voice said ends in the middle of a sound."),
        N_("Build again; if it happens again, choose another voice or record the text."),
        do_on_page=_LISTEN_CHANGE,
        screen="/recordings",
    ),
    "take-clipped": Message(
        N_("What the voice said is distorted: its loudest moments are cut off."),
        N_("Turn the voice down at its source, or choose another voice."),
    ),
    "take-offset": Message(
        N_("The sound of this voice has a constant offset."),
        N_("Its source is broken: choose another voice or record the text."),
    ),
    "take-noise": Message(
        N_("There is noise where the voice should be silent: {measured} dB against the speech, allowed {bound} dB."),
        N_("Listen to it in the studio: Sound. If it happens again, choose another voice or record the text."),
        do_on_page=_LISTEN_CHANGE,
        screen="/recordings",
    ),
    "take-spectrum": Message(
        N_("This does not sound like speech: it hisses all the time, or is played too fast."),
        N_("Listen to it in the studio: Sound. If it happens again, choose another voice."),
        do_on_page=_LISTEN_CHANGE,
        screen="/recordings",
    ),
    "take-rumble": Message(
        N_("This does not sound like speech: it rumbles below any voice, or is played too slow."),
        N_("Listen to it in the studio: Sound. If it happens again, choose another voice."),
        do_on_page=_LISTEN_CHANGE,
        screen="/recordings",
    ),
    "take-stuck": Message(
        N_("The voice got stuck: the same moment comes twice."),
        N_("Build again; if it happens again, choose another voice or record the text."),
        do_on_page=_LISTEN_CHANGE,
        screen="/recordings",
    ),
    "take-backwards": Message(
        N_("What the voice said fits the text better when the text is read from its end."),
        N_("Listen to it in the studio: Sound. If it is right, change the sentence a little and build again."),
        do_on_page=_LISTEN_CHANGE,
        screen="/recordings",
        is_by_chance=True,
    ),
    "peak-too-high": Message(
        N_("The loudest moments of this sound stay too high: {true_peak_dbtp} dB, allowed {allowed_dbtp} dB."),
        N_("Choose a quieter sound preset in settings.yaml (preset)."),
        do_on_page=N_("Choose a quieter kind of sound in the settings."),
        screen="/settings",
    ),
    "chime-undecodable": Message(
        N_("The chime's file is not a WAV sound."),
        N_("Save it again as WAV."),
        what_on_page=N_("The chime's file is of a kind of sound that cannot be read."),
        do_on_page=N_("Choose another chime."),
        screen="/settings",
    ),
    "chime-length": Message(
        N_("The chime lasts {length_s} seconds; from {shortest_s} to {longest_s} are allowed."),
        N_("Cut it to fit."),
    ),
    "chime-silent": Message(N_("The chime is silent."), N_("Use another file.")),
    "frames-damaged": Message(
        N_("The MP3 data is damaged at byte {offset} of {bytes}."),
        N_("Build again; the damaged part will be made again."),
        do_on_page=UPDATE,
        screen="/sound",
    ),
}
