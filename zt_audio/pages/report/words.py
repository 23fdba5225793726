"""Hold the words of the report by what they are for: English; the catalogue has the other languages."""

from __future__ import annotations

from collections.abc import Mapping

from zt_audio.i18n import N_

REPORT_WORDS: Mapping[str, str] = {
    "title": N_("The sound of the playlists"),
    "build": N_("Build number"),
    "playlists": N_("Playlists"),
    "draft_notice": N_("Draft quality: {voices}. Have a native speaker listen before it goes on the street."),
    "below_floor": N_("Not to be exported: a voice of draft quality speaks {items}."),
    "footnote": N_(
        "One cycle of each track is drawn. Everything is mono; loudness after EBU R 128, true peak of the decoded MP3. "
        "LUFS says how loud the whole of it seems, dBTP how high its highest peak goes: the nearer to 0, the louder. "
        "The band is what the settings ask for today. Airtime counts speech alone, with repeats and without pauses."
    ),
    # what stands in a cycle
    "chime": N_("Chime"),
    "pause": N_("Pause"),
    "intro": N_("Greeting"),
    "appeal": N_("Appeal"),
    "outro": N_("Closing words"),
    "draft": N_("draft"),
    "what_is_said": N_("What is said"),
    "passages": N_("Passages: {n}"),
    "play_from": N_("Play from {time}"),
    "player_of": N_("Player: {name}"),
    "waveform_of": N_("Waveform of one cycle: {name}"),
    # figures of a round and of a track
    "folder": N_("Folder"),
    "days": N_("Days"),
    "tracks": N_("Tracks"),
    "tracks_of": N_("Tracks: {name}"),
    "arrival": N_("Arrival"),
    "stay": N_("Stay"),
    "minutes": N_("{n} min"),
    "duration": N_("Duration"),
    "repeats": N_("{n} × {cycle}"),
    "loudness": N_("Loudness"),
    "band": N_("band {low} to {high}"),
    "true_peak": N_("True peak"),
    "at_most": N_("≤ {ceiling}"),
    "holds": N_("As required:"),
    "fails": N_("Not as required:"),
    "airtime": N_("Airtime"),
    # columns
    "column_number": N_("№"),
    "column_place": N_("Place"),
    "column_arrival": N_("Arrival"),
    "column_stay": N_("Stay"),
    "column_duration": N_("Duration"),
    "column_lufs": N_("Loudness, LUFS"),
    "column_dbtp": N_("Peak, dBTP"),
    "column_ratio": N_("kk : ru, %"),
    # days of the week
    "mon": N_("Mon"),
    "tue": N_("Tue"),
    "wed": N_("Wed"),
    "thu": N_("Thu"),
    "fri": N_("Fri"),
    "sat": N_("Sat"),
    "sun": N_("Sun"),
}
