"""Make a small manifest for pages: two tracks that share segments, draft and other voices, every day of the week."""

from __future__ import annotations

from collections.abc import Mapping

from zt_audio.pages.report import Built, Limits
from zt_audio.sound.pcm import Envelope
from zt_audio.store.manifest import CycleEntry, PlaylistEntry, SegmentEntry, TrackEntry
from zt_audio.tracks import duration_ms

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun", "2026-12-16")


def segment(part: str, lang: str | None, frames: int, *text: str, draft: bool = False) -> SegmentEntry:
    level = None if part == "pause" else -13.0
    engine = "tone" if lang else None
    source = "appeals/intros.yaml" if part.startswith(("intro", "outro")) else f"appeals/texts/{part}.yaml"
    return SegmentEntry(
        part, lang, text, source if lang else None, engine, engine, lang, draft, frames, level, level and -1.2
    )


SEGMENTS: Mapping[str, SegmentEntry] = {
    "chime": segment("chime", None, 50),
    "pause": segment("pause", None, 40),
    "kk1": segment("intro/park/kk/1", "kk", 100, "Құрметті тұрғындар!", draft=True),
    "kk2": segment("appeal/litter/kk/1", "kk", 200, "Қоқыс тастамаңыз.", "Қала бәрімізге ортақ."),
    "kk3": segment("appeal/litter/kk/2", "kk", 60, "Рақмет.", draft=True),
    "ru1": segment("appeal/litter/ru/1", "ru", 230, "Не мусорите."),
    "ru2": segment("outro/park/ru/1", "ru", 70, "Берегите город."),
}
CYCLE = ("chime", "kk1", "pause", "kk2", "pause", "kk3", "pause", "ru1", "pause", "ru2", "pause")


def cycle(*keys: str) -> tuple[CycleEntry, ...]:
    starts, frames = [], 0
    for key in keys:
        starts.append(CycleEntry(key, duration_ms(frames)))
        frames += SEGMENTS[key].frames
    return tuple(starts)


def track(
    number: int, keys: tuple[str, ...] = CYCLE, repeats: int = 1, title: Mapping[str, str] | None = None, **facts: float
) -> TrackEntry:
    frames = sum(SEGMENTS[key].frames for key in keys) * repeats
    return TrackEntry(
        key="",
        number=number,
        file=f"{number:03d}_PARK.MP3",
        stop="park",
        place="park",
        title=title or {"kk": "Саябақ", "ru": "парк"},
        arrive="10:00" if number == 1 else None,
        stay_min=15 if number == 1 else None,
        sha256="",
        bytes=0,
        frames=frames,
        duration_ms=duration_ms(frames),
        repeats=repeats,
        loudness_lufs=facts.get("lufs", -13.02),
        true_peak_dbtp=facts.get("dbtp", -1.05),
        cycle=cycle(*keys),
    )


def envelope(frames: int) -> Envelope:
    return Envelope([-0.5] * frames, [0.75] * frames, [0.25] * frames)


def built(*tracks: TrackEntry, target_lufs: float | None = -13.0, name: str = "city") -> Built:
    entry = PlaylistEntry({"kk": "Қала", "ru": "Город"}, ("kk", "ru"), DAYS, "usb", draft=True, tracks=tracks, files=())
    envelopes = {key: envelope(each.frames) for key, each in SEGMENTS.items() if key != "pause"}
    return Built({name: entry}, SEGMENTS, envelopes, Limits(target_lufs, 0.5, -1.0), "output")
