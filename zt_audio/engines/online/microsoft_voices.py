"""List the neural voices of Microsoft, which `edge` and `azure` both reach, and convert prosody to their percents."""

from __future__ import annotations

from zt_audio.model import Lang, Prosody, Voice

_NAMES: dict[Lang, tuple[str, ...]] = {
    "kk": ("kk-KZ-AigulNeural", "kk-KZ-DauletNeural"),
    "ru": ("ru-RU-SvetlanaNeural", "ru-RU-DmitryNeural"),
}

# An assumption: these voices speak 5 syllables a second by themselves in both languages, as announcers do.
NATURAL_SYL_PER_S = 5.0
_SLOWEST_PERCENT, _FASTEST_PERCENT = -50, 100  # the service bends no further (SSML: rate 0.5 to 2)
_DEEPEST_PERCENT, _HIGHEST_PERCENT = -50, 50


def voices(lang: Lang, licence: str) -> tuple[Voice, ...]:
    """Return the voices for `lang`. They are good enough for a broadcast; whether one may is a question of terms."""
    return tuple(Voice(name, lang, draft=False, licence=licence, online=True) for name in _NAMES[lang])


def locale(voice_id: str) -> str:
    """Return the language and country of a voice: `kk-KZ`."""
    return "-".join(voice_id.split("-")[:2])


def rate_percent(prosody: Prosody) -> int:
    """Return how much faster than by itself a voice should speak: the default of 3.8 syllables a second is -24 %."""
    percent = round(100 * (prosody.rate_syl_per_s / NATURAL_SYL_PER_S - 1))
    return min(max(percent, _SLOWEST_PERCENT), _FASTEST_PERCENT)


def pitch_percent(prosody: Prosody) -> int:
    """Return how much higher than by itself a voice should speak; 50 is its own pitch."""
    return min(max(prosody.pitch - 50, _DEEPEST_PERCENT), _HIGHEST_PERCENT)
