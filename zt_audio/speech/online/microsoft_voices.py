"""Prosody in, percentages out; and the neural voices of Microsoft, which `edge` and `azure` both reach."""

from __future__ import annotations

from zt_audio.model import Lang, Prosody, Voice

NAMES: dict[Lang, tuple[str, ...]] = {
    "kk": ("kk-KZ-AigulNeural", "kk-KZ-DauletNeural"),
    "ru": ("ru-RU-SvetlanaNeural", "ru-RU-DmitryNeural"),
}

# What these voices speak by themselves is taken to be 5 syllables a second in both languages, as announcers do.
NATURAL_SYL_PER_S = 5.0
SLOWEST_PERCENT, FASTEST_PERCENT = -50, 100  # the service bends no further (SSML: rate 0.5 to 2)
DEEPEST_PERCENT, HIGHEST_PERCENT = -50, 50


def voices(lang: Lang, licence: str) -> tuple[Voice, ...]:
    """Return the voices for `lang`. They are good enough for a broadcast; whether one may is a question of terms."""
    return tuple(Voice(name, lang, draft=False, licence=licence, online=True) for name in NAMES[lang])


def locale(voice_id: str) -> str:
    """Return the language and country of a voice: `kk-KZ`."""
    return "-".join(voice_id.split("-")[:2])


def rate_percent(prosody: Prosody) -> int:
    """Return how much faster than by itself a voice should speak: the default of 3.8 syllables a second is -24 %."""
    percent = round(100 * (prosody.rate_syl_per_s / NATURAL_SYL_PER_S - 1))
    return min(max(percent, SLOWEST_PERCENT), FASTEST_PERCENT)


def pitch_percent(prosody: Prosody) -> int:
    """Return how much higher than by itself a voice should speak; 50 is its own pitch."""
    return min(max(prosody.pitch - 50, DEEPEST_PERCENT), HIGHEST_PERCENT)
