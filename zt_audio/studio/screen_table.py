"""Say where in the studio each key of the files and each command of the terminal is: nothing staff need is elsewhere.

`tests/studio/test_screen_table.py` fails while a key of a schema has no field on the page that is named here, or a
command is missing. docs/{kk,ru,en}/studio.md show the same table (scripts/docs.py writes it).
"""

from __future__ import annotations

from collections.abc import Mapping

from zt_audio.i18n import N_, gettext as _
from zt_audio.model import LANGS

FILE_SCREENS: Mapping[str, str] = {  # kind of file → the page that has its fields
    "text": "/appeals/{id}",
    "places": "/places/{name}",
    "intros": "/greetings",
    "outros": "/greetings",
    "playlist": "/playlists/{id}",
    "settings": "/settings",
    "lexicon": "/words",
    "pronunciations": "/readings",
    "profiles": "/players",
    "facts": "/facts",
}

ELSEWHERE: Mapping[str, str] = {  # kind of file → why it has no fields of this kind
    "people": "people, roles and keys are given by acts that are sealed and recorded, not by fields",
}

SETTING_GROUPS: Mapping[str, Mapping[str, str]] = {  # heading on the page → key → what stands beside its field
    N_("Voices"): {
        "voices.kk": N_("Kazakh: voices, the most wanted first"),
        "voices.ru": N_("Russian: voices, the most wanted first"),
        "online": N_("Voices on the internet"),
        "quality_floor": N_("Least quality for a stick"),
        "stale_takes": N_("A recording whose text has changed"),
        "voice_origins": N_("Voices made from a person's voice"),
        "voice_origins.*.cloned": N_("It is made from a person's voice"),
        "voice_origins.*.agreed": N_("The person who agreed"),
        "voice_origins.*.until": N_("Last day of that consent"),
    },
    N_("How it is said"): {
        "prosody.kk.rate_syl_per_s": N_("Kazakh: syllables a second (3.5 to 4 is good in a street)"),
        "prosody.kk.pitch": N_("Kazakh: how high the voice is (50 is its own)"),
        "prosody.ru.rate_syl_per_s": N_("Russian: syllables a second (3.5 to 4 is good in a street)"),
        "prosody.ru.pitch": N_("Russian: how high the voice is (50 is its own)"),
        "pauses.sentence_ms": N_("Pause between sentences, ms (1000 is a second)"),
        "pauses.paragraph_ms": N_("Pause between paragraphs, ms"),
        "pauses.appeal_ms": N_("Pause between appeals, ms"),
        "pauses.language_ms": N_("Pause between languages, ms"),
        "pauses.cycle_ms": N_("Pause before everything is repeated, ms"),
        "voice_prosody": N_("Pace and pauses of single voices"),
        "voice_prosody.*.rate_syl_per_s": N_("Syllables a second"),
        "voice_prosody.*.pitch": N_("How high the voice is (50 is its own)"),
        "voice_prosody.*.sentence_ms": N_("Pause between sentences, ms (1000 is a second)"),
        "voice_prosody.*.paragraph_ms": N_("Pause between paragraphs, ms"),
    },
    N_("Approval and facts"): {
        "approval.needed": N_("Approval before a playlist goes on a stick"),
        "approval.of": N_("What needs approval"),
        "approval.four_eyes": N_("Another person approves than the one who edited last"),
        "pairs": N_("A translation that is older than the other language"),
        "facts": N_("A fact that has expired"),
    },
    N_("Sound and player"): {
        "preset": N_("What becomes of the sound"),
        "presets": N_("Presets of your own"),
        "presets.*.base": N_("Built on"),
        "presets.*.target_lufs": N_("Loudness (LUFS): the nearer to 0, the louder"),
        "presets.*.band.low_hz": N_("Nothing below, Hz"),
        "presets.*.band.high_hz": N_("Nothing above, Hz"),
        "presets.*.band.presence_hz": N_("Clearer at, Hz"),
        "presets.*.band.presence_db": N_("Clearer by, dB"),
        "presets.*.compression.ratio": N_("Compression: ratio"),
        "presets.*.compression.threshold_db": N_("Compression: from, dB"),
        "presets.*.compression.attack_ms": N_("Compression: attack, ms"),
        "presets.*.compression.release_ms": N_("Compression: release, ms"),
        "chime": N_("Signal before the speech, or a WAV file in appeals/"),
        "profile": N_("The player in the vehicle"),
        "order": N_("Order of what a stop says"),
        "duty_phone": N_("Whom a driver calls"),
    },
    N_("Hours in which sound may be heard"): {
        "quiet_hours.weekday.begin": N_("Working days: from"),
        "quiet_hours.weekday.end": N_("Working days: to"),
        "quiet_hours.weekend.begin": N_("Weekends and holidays: from"),
        "quiet_hours.weekend.end": N_("Weekends and holidays: to"),
        "quiet_hours.holidays": N_("Holidays, as 16.12.2026"),
        "dose.cycle_min": N_("Warn of a cycle longer than, minutes (5 is offered)"),
        "dose.an_hour": N_("Warn of more cycles an hour at a place than (3 is offered)"),
        "dose.kinds": N_("Tighter where quiet is owed"),
        "dose.kinds.*.cycle_min": N_("A cycle longer than, minutes"),
        "dose.kinds.*.an_hour": N_("More cycles an hour than"),
    },
    N_("A speech server"): {
        "server.address": N_("Address of a speech server in your network, as http://10.0.0.7:8880"),
        "server.name": N_("Name of the speech server: with one, its address may change"),
        "server.network": N_("The way to the speech server"),
        "server.voices.kk.model": N_("Kazakh: model of the speech server"),
        "server.voices.kk.voice": N_("Kazakh: voice of the speech server"),
        "server.voices.ru.model": N_("Russian: model of the speech server"),
        "server.voices.ru.voice": N_("Russian: voice of the speech server"),
    },
    N_("Several computers"): {
        "cluster.address": N_("Computers that build together: address of their scheduler"),
        "cluster.ca": N_("Computers that build together: file of the authority (ca.pem)"),
        "cluster.cert": N_("Computers that build together: file of the certificate"),
        "cluster.key": N_("Computers that build together: file of its key"),
    },
}

LABELS: Mapping[str, Mapping[str, str]] = {  # kind of file → key → what stands beside its field
    "text": {
        "title.LANG": N_("Title"),
        "text.LANG": N_("Text"),
        "short.LANG": N_("Short text, for a vehicle that drives past"),
        "valid_from": N_("Not said before this day"),
        "valid_until": N_("Last day on which it is said"),
    },
    "places": {
        "*.kind": N_("Kind of place: it decides which greeting is said"),
        "*.name.LANG": N_("Name"),
        "*.address.LANG": N_("Address or landmark, for the driver's card"),
        "*.forms.LANG.*": N_("Yours, only where that is wrong"),
    },
    "intros": {
        "default.LANG": N_("Where nothing else is written"),
        "kind_names": N_("Names of kinds of places of your own"),
        "kind_names.*.LANG": N_("Kind of place"),
        "kinds": N_("At places of one kind"),
        "kinds.*.LANG": N_("Greeting"),
        "places": N_("At one place alone"),
        "places.*.LANG": N_("Greeting"),
    },
    "outros": {
        "default.LANG": N_("Where nothing else is written"),
        "kinds": N_("At places of one kind"),
        "kinds.*.LANG": N_("Closing words"),
        "places": N_("At one place alone"),
        "places.*.LANG": N_("Closing words"),
    },
    "playlist": {
        "title.LANG": N_("Title"),
        "days": N_("Days of the week"),
        "dates": N_("Or single dates, as 16.12.2026, with commas"),
        "languages": N_("Languages"),
        "appeals": N_("Appeals that are said at every stop without appeals of its own"),
        "profile": N_("The player, where it is not that of the settings"),
        "order": N_("Order of what a stop says, where it is not that of the settings"),
        "outside_hours_reason": N_("Why it may be heard outside the permitted hours"),
        "stops": N_("Stops"),
        "stops.*.place": N_("Place"),
        "stops.*.id": N_("Name of its file on the stick, in Latin letters"),
        "stops.*.arrive": N_("from"),
        "stops.*.stay_min": N_("minutes"),
        "stops.*.moving.km_h": N_("drives past, km/h"),
        "stops.*.moving.range_m": N_("understood within, m"),
        "stops.*.appeals": N_("What is said, in this order"),
    },
    "settings": {key: label for group in SETTING_GROUPS.values() for key, label in group.items()},
    "lexicon": {
        "general": N_("In all texts"),
        "general.*.spoken": N_("How it is said"),
        "general.*.forms": N_("Forms of the word"),
        "general.*.forms.*": N_("Form"),
        "places": N_("In the greeting of one place alone"),
        "places.*": N_("Words"),
        "places.*.*.spoken": N_("How it is said"),
        "places.*.*.forms": N_("Forms of the word"),
        "places.*.*.forms.*": N_("Form"),
    },
    "pronunciations": {
        "LANG": N_("Words that were found right"),
        "LANG.*": N_("How it is said"),
    },
    "facts": {
        "": N_("What texts state"),
        "*.kind": N_("Kind"),
        "*.says.LANG": N_("As it may stand in a text, with commas"),
        "*.source": N_("Where it was read"),
        "*.valid_until": N_("Last day on which it holds"),
        "*.checked": N_("Who checked it, and when"),
        "*.checked.by": N_("Who checked it"),
        "*.checked.on": N_("When it was checked"),
    },
    "profiles": {
        "": N_("Players of your own"),
        "*.base": N_("Built on"),
        "*.layout": N_("Folders: all tracks side by side, numbered, one for each stop, or one file"),
        "*.format": N_("Kind of file"),
        "*.bitrate_kbps": N_("Bit rate, kbit/s"),
        "*.sample_rate_hz": N_("Sample rate, Hz"),
        "*.channels": N_("Channels"),
        "*.tags": N_("Titles inside the files"),
        "*.tag_bytes": N_("Longest title, bytes"),
        "*.alphabet": N_("Letters in names of files"),
        "*.case": N_("Capital or small letters in names"),
        "*.name_chars": N_("Longest name, characters"),
        "*.files_per_folder": N_("Most files in a folder"),
        "*.folders": N_("Most folders"),
        "*.depth": N_("Most folders inside each other"),
        "*.list": N_("Kind of list"),
        "*.list_links": N_("Most lines of a list"),
        "*.list_bytes": N_("Longest list, bytes"),
        "*.silence_begin_ms": N_("Silence before each cycle, ms"),
        "*.silence_end_ms": N_("Silence after each cycle, ms"),
        "*.order": N_("Order in which it plays: as copied, or by name"),
        "*.why": N_("For which player"),
        "*.source": N_("Where that is known from"),
    },
}


_NAMED = ("settings", "lexicon", "facts", "profiles")  # kinds of files whose entries are known by the names in them
NAME_LABELS: Mapping[str, str] = {  # kind of file and key of a mapping → what stands beside the name of a new entry
    "kinds": N_("Kind of place"),
    "kind_names": N_("Kind of place"),
    "places": N_("Place"),
    "dose.kinds": N_("Kind of place"),
    "voice_prosody": N_("Voice"),
    "voice_origins": N_("Voice, as the page of voices names it"),
    "presets": N_("Name"),
    "general": N_("As it is written"),
    "general.*.forms": N_("Case"),
    "places.*": N_("As it is written"),
    "places.*.*.forms": N_("Case"),
    "LANG": N_("As it is written"),
    "": N_("Name"),
}


def label_of(kind: str, key: str, path: tuple[str | int, ...] = ()) -> str:
    """Return what stands beside the field `key`, to be translated; `voices.kk` has words of its own."""
    labels = LABELS[kind]
    return labels.get(".".join(map(str, path))) or labels[key] if path else labels[key]


def field_label(kind: str, path: tuple[str | int, ...]) -> str:
    """Return the label of the field at `path` itself, or of its languages; "" where it has none."""
    keys = [key.split(".") for key in LABELS.get(kind, {})]
    fields = (path, (*path, LANGS[0]))
    return next((label_at(kind, at) for at in fields for key in keys if len(key) == len(at) and _is_at(key, at)), "")


def label_at(kind: str, path: tuple[str | int, ...]) -> str:
    """Return the label of the field at `path` of a file of `kind`, or of what it stands in; "" where there is none."""
    found = [key for key in LABELS.get(kind, {}) if key and _is_at(key.split("."), path)]
    if not found:
        return ""
    key = max(found, key=lambda each: each.count("."))
    names = [str(step) for part, step in zip(key.split("."), path, strict=False) if part == "*" and kind in _NAMED]
    return " · ".join([*names, _(label_of(kind, key, path[: key.count(".") + 1]))])


def _is_at(key: list[str], path: tuple[str | int, ...]) -> bool:
    if len(key) > len(path):
        return False
    return all(part in ("*", step) or (part == "LANG" and step in LANGS) for part, step in zip(key, path, strict=False))
