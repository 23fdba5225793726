"""Write PLAYER.HTML: a page beside the tracks that plays them on a phone or a laptop."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from zt_audio.model import PartId
from zt_audio.pages.html import render_page
from zt_audio.pages.multilingual import ByLanguage, filled, in_order, one_line
from zt_audio.store.manifest import PlaylistEntry, SegmentEntry, TrackEntry

PLAYER_WORDS: Mapping[str, ByLanguage] = {
    "build": {"kk": "Жинақ нөмірі", "ru": "Номер сборки"},
    "stops": {"kk": "Аялдамалар", "ru": "Остановки"},
    "minutes": {"kk": "{n} мин", "ru": "{n} мин"},
    "now": {"kk": "Қазір ойнап тұр", "ru": "Сейчас звучит"},
    "elapsed": {"kk": "Өткен уақыт", "ru": "Прошло"},
    "stop": {"kk": "Тоқтату", "ru": "Остановить"},
}
SCRIPT_WORDS: Mapping[str, ByLanguage] = {  # the script puts them on the page; player.js knows their names
    "choose": {"kk": "Аялдаманы басыңыз", "ru": "Нажмите остановку"},
    "last": {"kk": "Соңғы аялдама белгіленген", "ru": "Последняя остановка отмечена"},
    "pause": {"kk": "Үзіліс", "ru": "Пауза"},
    "paused": {"kk": "Дыбыс тоқтап тұр", "ru": "Звук приостановлен"},
    "chime": {"kk": "Дыбыс белгісі", "ru": "Сигнал"},
    "intro": {"kk": "Сәлемдесу", "ru": "Приветствие"},
    "outro": {"kk": "Қоштасу", "ru": "Прощание"},
    "following": {"kk": "Келесі", "ru": "Следующая"},
    "end": {"kk": "Соңғы аялдама", "ru": "Последняя остановка"},
    "missing": {
        "kk": "Бұл аялдаманың дыбысы ашылмады: файл жоқ не бүлінген. Флешканы қайта жаздырыңыз.",
        "ru": "Звук этой остановки не открылся: файла нет или он повреждён. Флешку надо записать заново.",
    },
    "asleep": {
        "kk": "Экран сөніп қалуы мүмкін, дыбыс тоқтамайды",
        "ru": "Экран может погаснуть, звук не прервётся",
    },
}


def player_page(entry: PlaylistEntry, segments: Mapping[str, SegmentEntry]) -> bytes:
    """Return the page of a playlist."""
    stops = [{"number": track.number, "when": _when(track), "place": in_order(track.title)} for track in entry.tracks]
    page = render_page(
        "player",
        lang="kk",
        sound=True,
        title=in_order(entry.title),
        stops=stops,
        data=player_data(entry, segments),
        words=PLAYER_WORDS,
        script_words=SCRIPT_WORDS,
    )
    return page.encode()


def player_data(entry: PlaylistEntry, segments: Mapping[str, SegmentEntry]) -> dict[str, Any]:
    """Return what the script needs, as plain JSON. Each segment stands there once; cycles name it by its number."""
    used = dict.fromkeys((part.segment, part.part) for track in entry.tracks for part in track.cycle)
    numbers = {heard: number for number, heard in enumerate(used)}
    return {
        "build": entry.number,
        "tracks": [_track(track, numbers) for track in entry.tracks],
        "segments": [_segment(segments[key], part, entry) for key, part in used],
    }


def _when(track: TrackEntry) -> str:
    stay = one_line(filled(PLAYER_WORDS["minutes"], n=track.stay_min)) if track.stay_min else None
    return " · ".join(told for told in (track.arrive, stay) if told)


def _track(track: TrackEntry, numbers: Mapping[tuple[str, str], int]) -> dict[str, Any]:
    return {
        "number": track.number,
        "file": quote(track.file),
        "title": dict(track.title),
        "arrive": track.arrive,
        "start_s": track.start_ms / 1000,
        "end_s": (track.start_ms + track.duration_ms) / 1000 if track.start_byte else None,  # where others follow it
        "stay_s": (track.stay_min or 0) * 60,
        "cycle_s": round(track.duration_ms / track.repeats / 1000, 3),
        "cycle": [[part.start_ms / 1000, numbers[part.segment, part.part]] for part in track.cycle],
    }


def _segment(segment: SegmentEntry, part: str, entry: PlaylistEntry) -> dict[str, Any]:
    """Return what is said: its kind, the title of its appeal, its sentences. A pause says nothing."""
    spoken = PartId.parse(part or segment.part)
    appeal = entry.appeals.get(spoken.subject) if spoken.kind == "appeal" else None
    title = appeal.title.get(segment.lang or "") if appeal else None
    return {"kind": spoken.kind, "lang": segment.lang, "title": title, "text": " ".join(segment.text)}
