"""Settings: each key of settings.yaml as a field, with what it is for and what counts where it is left empty."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from zt_audio.app.setting_fields import SETTINGS_FILE, SettingField, setting_fields
from zt_audio.i18n import N_
from zt_audio.studio.html import page

GROUPS: tuple[tuple[str, dict[str, str]], ...] = (  # heading, label of each key
    (
        N_("Voices"),
        {
            "voices.kk": N_("Kazakh: voices, the most wanted first"),
            "voices.ru": N_("Russian: voices, the most wanted first"),
            "online": N_("Voices on the internet: never, ask before a text is sent, or yes"),
            "quality_floor": N_("Least quality for a stick: draft, or broadcast"),
            "stale_takes": N_("A recording whose text has changed: take the next voice, or stop"),
        },
    ),
    (
        N_("How it is said"),
        {
            "prosody.kk.rate_syl_per_s": N_("Kazakh: syllables a second (3.5 to 4 is good in a street)"),
            "prosody.kk.pitch": N_("Kazakh: how high the voice is (50 is its own)"),
            "prosody.ru.rate_syl_per_s": N_("Russian: syllables a second (3.5 to 4 is good in a street)"),
            "prosody.ru.pitch": N_("Russian: how high the voice is (50 is its own)"),
            "voice_prosody": N_("Pace and pauses of single voices"),
            "pauses.sentence_ms": N_("Pause between sentences, ms (1000 is a second)"),
            "pauses.paragraph_ms": N_("Pause between paragraphs, ms"),
            "pauses.appeal_ms": N_("Pause between appeals, ms"),
            "pauses.language_ms": N_("Pause between languages, ms"),
            "pauses.cycle_ms": N_("Pause before everything is repeated, ms"),
        },
    ),
    (
        N_("Sound and player"),
        {
            "preset": N_("What becomes of the sound; street is for a horn loudspeaker"),
            "presets": N_("Presets of your own"),
            "chime": N_("Signal before the speech, or a WAV file in appeals/"),
            "profile": N_("The player in the vehicle"),
            "duty_phone": N_("Whom a driver calls"),
        },
    ),
    (
        N_("Hours in which sound may be heard"),
        {
            "quiet_hours.weekday.begin": N_("Working days: from"),
            "quiet_hours.weekday.end": N_("Working days: to"),
            "quiet_hours.weekend.begin": N_("Weekends and holidays: from"),
            "quiet_hours.weekend.end": N_("Weekends and holidays: to"),
            "quiet_hours.holidays": N_("Holidays, as 2026-12-16"),
        },
    ),
    (
        N_("What must be so before a stick is written"),
        {
            "approval.needed": N_("Approval: none, named by a person, or sealed by a key"),
            "approval.of": N_("Of appeals, or of all: greetings and closing words too"),
            "approval.four_eyes": N_("Not by the person who edited the text last"),
            "pairs": N_("Paragraphs not confirmed to say the same: warn, or stop"),
            "facts": N_("Facts that have expired: warn, or stop"),
        },
    ),
)


def _settings(request: Request) -> Response:
    view = request.app.state.studio.view()
    fields: dict[str, SettingField] = {field.name: field for field in setting_fields(view)}
    return page(
        request,
        "settings.html",
        groups=[(heading, [(label, fields[name]) for name, label in keys.items()]) for heading, keys in GROUPS],
        file=SETTINGS_FILE,
        problems=view.problems_of(SETTINGS_FILE),
    )


ROUTES = (Route("/settings", _settings),)
