"""Write PLAYER.HTML: a page beside the tracks that plays them on a phone or a laptop."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from zt_audio.content.timetable import minutes_of_day, stay_span
from zt_audio.model import WEEKDAYS, PartId
from zt_audio.pages.card import CARD_WORDS, days_told
from zt_audio.pages.html import ByLanguage, in_order, render_page
from zt_audio.store.manifest import PlaylistEntry, SegmentEntry, TrackEntry

MOST_CARRIED_BYTES = 2**25  # of MP3 in one page, 35 minutes: a phone opens half of that in 3 s
NO_SOUNDS: Mapping[str, bytes] = {}
USUAL_STAY_MIN = 15  # after which a stop that names no stay is over by the clock

PLAYER_WORDS: Mapping[str, ByLanguage] = {
    "build": {"kk": "Жинақ", "ru": "Сборка"},
    "stops": {"kk": "Аялдамалар", "ru": "Остановки"},
    "now": {"kk": "Қазір ойнап тұр", "ru": "Сейчас звучит"},
    "text": {"kk": "Не айтылып жатыр", "ru": "Что сейчас говорят"},
    "hide": {"kk": "Түсінікті", "ru": "Понятно"},
    "resume": {"kk": "Жалғастыру", "ru": "Продолжить"},
    "stop": {"kk": "Тоқтату", "ru": "Остановить"},
    "phone": CARD_WORDS["phone"],
    "other_day": {"kk": "Бүгін бұл бағыттың күні емес", "ru": "Сегодня не день этого маршрута"},
}
SCRIPT_WORDS: Mapping[str, ByLanguage] = {  # the script puts them on the page; player.js knows their names
    "choose": {"kk": "Аялдаманы басыңыз", "ru": "Нажмите остановку"},
    "now": {"kk": "▶\ufe0e Қазір", "ru": "Сейчас"},
    "next": {"kk": "Келесі", "ru": "Следующая"},
    "done": {"kk": "✓ Ойнатылды", "ru": "Прозвучало"},
    "past": {"kk": "Уақыты өтті", "ru": "Время прошло"},
    "end": {"kk": "Соңғы аялдама", "ru": "Последняя остановка"},
    "lap": {"kk": "Айналым", "ru": "Круг"},
    "pause": {"kk": "Үзіліс", "ru": "Пауза"},
    "paused": {"kk": "Дыбыс тоқтап тұр", "ru": "Звук приостановлен"},
    "chime": {"kk": "Дыбыс белгісі", "ru": "Сигнал"},
    "intro": {"kk": "Сәлемдесу", "ru": "Приветствие"},
    "outro": {"kk": "Қоштасу", "ru": "Прощание"},
    "carried": {
        "kk": (
            "Телефон флешкадағы файлдарды ашпады, дыбыс осы беттің өзінен ойнап тұр. "
            "Бұл флешка бүлінген дегенді білдірмейді."
        ),
        "ru": "Телефон не открыл файлы с флешки, звук идёт из самой страницы. Это не значит, что флешка неисправна.",
    },
    "carried_missing": {
        "kk": (
            "Бұл аялдаманың файлы ашылмады, дыбыс осы беттің өзінен ойнап тұр. Ойнатқыш үшін флешканы қайта жаздырыңыз."
        ),
        "ru": (
            "Файл этой остановки не открылся, звук идёт из самой страницы. "
            "Для проигрывателя флешку надо записать заново."
        ),
    },
    "unread": {
        "kk": (
            "Телефон бұл бетке флешкадағы дыбысты ашуға рұқсат бермейді. Флешканы ойнатқышқа салыңыз не бетті "
            "ноутбуктен ашыңыз."
        ),
        "ru": (
            "Телефон не даёт этой странице открыть звук с флешки. Вставьте флешку в проигрыватель или откройте "
            "страницу на ноутбуке."
        ),
    },
    "missing": {
        "kk": "Бұл аялдаманың дыбысы ашылмады: файл жоқ не бүлінген. Флешканы қайта жаздырыңыз.",
        "ru": "Звук этой остановки не открылся: файла нет или он повреждён. Флешку надо записать заново.",
    },
    "asleep": {
        "kk": "Экран сөніп қалуы мүмкін, дыбыс тоқтамайды",
        "ru": "Экран может погаснуть, звук не прервётся",
    },
}


_SOUND_HERE = Markup("<sound>")  # no text of staff can hold it: there < is escaped


def player_page(
    entry: PlaylistEntry,
    segments: Mapping[str, SegmentEntry],
    sounds: Mapping[str, bytes] = NO_SOUNDS,
    most_bytes: int = MOST_CARRIED_BYTES,
) -> Iterator[bytes]:
    """Yield the page of a playlist in pieces. It carries `sounds`, the MP3 frames of segments by their ids.

    A phone may open the page alone, without the tracks beside it: then a stop plays from what the page carries. Where
    that would be more than `most_bytes` it carries nothing.
    """
    if sum(map(len, sounds.values())) > most_bytes:
        sounds = NO_SOUNDS
    data = player_data(entry, segments)
    numbers = {number: key for (key, _part), number in _numbers(entry).items() if key in sounds}
    page = render_page(
        "player",
        lang="kk",
        sound=True,
        title=in_order(entry.title),
        days=days_told(entry.days),
        phone=entry.duty_phone or "",
        stops=[_stop(track) for track in entry.tracks],
        data=data,
        words=PLAYER_WORDS,
        script_words=SCRIPT_WORDS,
        sounds=numbers,
        sound_here=_SOUND_HERE,
    )
    # Sound is put in as bytes, one by one: the whole page of 60 stops takes 33 MB, and 130 MB as text.
    head, *rests = page.encode().split(_SOUND_HERE.encode())
    yield head
    for key, rest in zip(numbers.values(), rests, strict=True):
        yield b64encode(sounds[key])
        yield rest


def player_data(entry: PlaylistEntry, segments: Mapping[str, SegmentEntry]) -> dict[str, Any]:
    """Return what the script needs, as plain JSON. Each segment stands there once; cycles name it by its number."""
    numbers = _numbers(entry)
    return {
        "build": entry.number,
        "days": [
            WEEKDAYS.index(day) + 1 if day in WEEKDAYS else day for day in entry.days
        ],  # Monday is 1; or ISO dates
        "tracks": [_track(track, numbers) for track in entry.tracks],
        "segments": [_segment(segments[key], part, entry) for key, part in numbers],
    }


def _numbers(entry: PlaylistEntry) -> Mapping[tuple[str, str], int]:
    used = dict.fromkeys((part.segment, part.part) for track in entry.tracks for part in track.cycle)
    return {heard: number for number, heard in enumerate(used)}


def _stop(track: TrackEntry) -> Mapping[str, object]:
    """Return what the row of a stop shows."""
    begin, _dash, end = stay_span(track.arrive or "", track.stay_min).partition("–")
    return {
        "number": track.number,
        "place": in_order(track.title),
        "begin": begin,
        "end": end,
    }


def _track(track: TrackEntry, numbers: Mapping[tuple[str, str], int]) -> dict[str, Any]:
    arrive_min = minutes_of_day(track.arrive) if track.arrive else None
    return {
        "number": track.number,
        "file": quote(track.file),
        "title": dict(track.title),
        "arrive": track.arrive,
        "until_min": None if arrive_min is None else arrive_min + (track.stay_min or USUAL_STAY_MIN),
        "start_s": track.start_ms / 1000,
        "end_s": (track.start_ms + track.duration_ms) / 1000 if track.start_byte else None,  # where others follow it
        "stay_s": (track.stay_min or 0) * 60,
        "cycle_s": round(track.duration_ms / track.repeats / 1000, 3),
        "laps": track.repeats,
        "cycle": [[part.start_ms / 1000, numbers[part.segment, part.part]] for part in track.cycle],
    }


def _segment(segment: SegmentEntry, part: str, entry: PlaylistEntry) -> dict[str, Any]:
    """Return what is said: its kind, the title of its appeal, its sentences. A pause says nothing."""
    spoken = PartId.parse(part or segment.part)
    appeal = entry.appeals.get(spoken.subject) if spoken.kind == "appeal" else None
    title = appeal.title.get(segment.lang or "") if appeal else None
    return {"kind": spoken.kind, "lang": segment.lang, "title": title, "text": " ".join(segment.text)}
