"""Decide what a driver's card says: plain values that the PDF and the HTML page lay out alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import TypeVar

from zt_audio.content.profiles import Layout
from zt_audio.content.timetable import day_kinds, playing_time, stay_span, written_day, written_length
from zt_audio.model import LANGS, rows_by_key
from zt_audio.pages.html import ByLanguage, filled_words, in_order
from zt_audio.store.manifest import PlaylistEntry, SegmentEntry, TrackEntry

CARD_WORDS: Mapping[str, ByLanguage] = {
    "number": {"kk": "Нөмір", "ru": "Номер"},
    "place": {"kk": "Орны", "ru": "Место"},
    "time": {"kk": "Уақыты", "ru": "Время"},
    "said": {"kk": "Қай аялдамада не айтылады", "ru": "Что на какой остановке звучит"},
    "everywhere": {"kk": "барлығында", "ru": "на всех"},
    "press": {"kk": "Аялдаманың нөмірін басыңыз", "ru": "Нажмите номер остановки"},
    "press_folder": {"kk": "Аялдаманың қалтасын таңдаңыз", "ru": "Выберите папку остановки"},
    "seek": {"kk": "Аялдаманың уақытынан бастап қосыңыз", "ru": "Включите с места остановки"},
    "loop": {"kk": "Бір файлды қайталауды қосыңыз", "ru": "Включите повтор одного файла"},
    "loop_folder": {"kk": "Бір қалтаны қайталауды қосыңыз", "ru": "Включите повтор одной папки"},
    "pause": {"kk": "Қозғалар алдында кідіртіңіз", "ru": "Перед отъездом поставьте на паузу"},
    "hours": {"kk": "Тек {begin} мен {end} аралығында", "ru": "Только с {begin} до\u00a0{end}"},
    "hours_of_both": {
        "kk": "Тек {weekday}; демалыс, мереке: {weekend}",
        "ru": "Только {weekday}; выходные, праздники: {weekend}",
    },
    "help": {"kk": "Ойнамаса", "ru": "Если не играет"},
    "phone": {"kk": "Кезекші", "ru": "Дежурный"},
    "code": {"kk": "бағыт, жинақ", "ru": "маршрут, сборка"},
    "cycle": {"kk": "айналым", "ru": "круг"},
    "sign": {"kk": "Жүргізушінің қолы, күні", "ru": "Подпись водителя, дата"},
    "build": {"kk": "Жинақ нөмірі", "ru": "Номер сборки"},
    "printed": {"kk": "Карточка күні", "ru": "Дата карточки"},
    "page": {"kk": "Бет", "ru": "Страница"},
    "print": {"kk": "Басып шығару не PDF етіп сақтау: Ctrl+P", "ru": "Напечатать или сохранить как PDF: Ctrl+P"},
    "minutes": {"kk": "{n} мин", "ru": "{n} мин"},
    "hours_minutes": {"kk": "{h} сағ {m:02d} мин", "ru": "{h} ч {m:02d} мин"},
    "dates": {"kk": "{first} … {last}, барлығы {n} күн", "ru": "{first} … {last}, всего дней: {n}"},
    "total": {
        "kk": "Аялдама саны: {stops}. Дыбыстың жалпы ұзақтығы: {sound}.",
        "ru": "Остановок: {stops}. Общая длительность звука: {sound}.",
    },
    "from": {
        "kk": "Осы бағытты қосуға болатын бірінші күн: {day}. Үндеу содан бұрын жарамсыз.",
        "ru": "Первый день, когда можно включать этот маршрут: {day}. Раньше обращение ещё не действует.",
    },
    "until": {
        "kk": "Осы бағытты қосуға болатын соңғы күн: {day}. Содан кейін үндеудің мерзімі бітеді.",
        "ru": "Последний день, когда можно включать этот маршрут: {day}. Потом срок обращения кончается.",
    },
    "folders": {
        "kk": "Сол жақта қалта мен файлдың нөмірі тұр: {file} – алдымен қалта, одан кейін файл.",
        "ru": "Слева стоят номер папки и номер файла: {file} – сначала папка, потом файл.",
    },
    "one_file": {
        "kk": "Бүкіл бағыт бір файлда: {file}. Сол жақта әр аялдаманың сол файлдағы уақыты тұр.",
        "ru": "Весь маршрут в одном файле: {file}. Слева стоит место в нём, с которого начинается остановка.",
    },
    "same_build": {
        "kk": (
            "Флешкадағы .TXT файлының атында және PLAYER.HTML бетінде де осы жинақ нөмірі тұруы керек. "
            "Басқа болса, флешканы қайта жаздырыңыз."
        ),
        "ru": (
            "В имени файла .TXT на флешке и на странице PLAYER.HTML должен стоять тот же номер сборки. "
            "Если он другой, флешку надо записать заново."
        ),
    },
    "outside_hours": {
        "kk": "Осы бағыт бұл уақыттан тыс рұқсат етілген: {reason}",
        "ru": "Вне этих часов маршрут разрешён: {reason}",
    },
    "silent": {
        "kk": "Флешканы шығарып, қайта салыңыз. Басқа USB ұясын байқаңыз. Телефоннан PLAYER.HTML бетін ашыңыз.",
        "ru": "Выньте и снова вставьте флешку. Попробуйте другой разъём USB. Откройте на телефоне PLAYER.HTML.",
    },
    "draft": {
        "kk": "Дыбыс сынақ сапасында: көшеге шығармай тұрып, тыңдап тексеріңіз.",
        "ru": "Голос чернового качества: прослушайте до выезда.",
    },
}

SHORT_DAYS: Mapping[str, ByLanguage] = {
    "mon": {"kk": "дс", "ru": "пн"},
    "tue": {"kk": "сс", "ru": "вт"},
    "wed": {"kk": "ср", "ru": "ср"},
    "thu": {"kk": "бс", "ru": "чт"},
    "fri": {"kk": "жм", "ru": "пт"},
    "sat": {"kk": "сб", "ru": "сб"},
    "sun": {"kk": "жс", "ru": "вс"},
}


T = TypeVar("T")
MINUTE_MS, HOUR_MIN = 60_000, 60
SHORTEST_RUN = 2  # days, or stops, that are still listed one by one
MOST_DATES = 10  # that are written out: two lines of A5
MOST_BIG = 3  # figures to press that are written in big letters
_STEPS: Mapping[Layout, tuple[str, str]] = {  # what the driver does at a stop
    "flat": ("press", "loop"),
    "numbered": ("press", "loop"),
    "folder-per-stop": ("press_folder", "loop_folder"),
    "one-file": ("seek", "pause"),
}


@dataclass(frozen=True, slots=True)
class Sight:
    """How a driver finds a place: its address or a landmark by language, and a picture as a data URL."""

    address: Mapping[str, str]
    photo: str = ""


NO_SIGHTS: Mapping[str, Sight] = {}


@dataclass(frozen=True, slots=True)
class CardRow:
    """One stop: what to press, where, when, and what the player shows for it."""

    press: str  # the number, or `02/001`; where the playlist is one file, when in it the stop begins
    place: ByLanguage
    begin: str  # "10:00", or "" where the playlist has no times
    end: str  # "10:15", or "" where it is not known
    shown: str  # the name of the file or folder as a player lists it; "" where the number to press says it
    cycle: str  # how long one cycle lasts: 4 мин 50 с
    address: ByLanguage = field(default_factory=dict)  # or a landmark; empty where none is known
    photo: str = ""  # as a data URL; "" where there is none

    @property
    def press_is_long(self) -> bool:
        return len(self.press) > MOST_BIG


@dataclass(frozen=True, slots=True)
class Said:
    """An appeal, and at which stops it is heard: `1–3, 5`, or "" for all of them."""

    title: ByLanguage
    stops: str


@dataclass(frozen=True, slots=True)
class Card:
    """The card of a playlist, in the order in which a driver needs it."""

    build: str
    line: str  # what the QR code says
    printed: str  # 24.11.2026
    title: ByLanguage
    days: ByLanguage
    steps: tuple[ByLanguage, ...]
    rows: tuple[CardRow, ...]
    help: tuple[ByLanguage, ...]  # what to do when it is silent
    phone: str  # of the one on duty, or ""
    said: tuple[Said, ...]
    notes: tuple[ByLanguage, ...]


def card(
    name: str,
    entry: PlaylistEntry,
    segments: Mapping[str, SegmentEntry],
    printed: date,
    log_heads: Sequence[str] = (),
    sights: Mapping[str, Sight] = NO_SIGHTS,
) -> Card:
    """Return the card of the playlist `entry`, whose folder is `name`, printed on the day `printed`.

    `sights` say of a place by its id how a driver finds it. `log_heads` are the digests of the last acts in the
    project's journals, one for each computer.
    """
    rows = zip(_presses(entry), entry.tracks, strict=True)
    return Card(
        build=entry.number,
        line=" ".join(("zt_audio", name, entry.number, *(f"log {head[:8]}" for head in log_heads))),
        printed=written_day(printed.isoformat()),
        title=in_order(entry.title),
        days=days_told(entry.days),
        steps=tuple(_steps(entry)),
        rows=tuple(_row(press, track, layout_of(entry), sights) for press, track in rows),
        help=(CARD_WORDS["silent"],),
        phone=entry.duty_phone or "",
        said=tuple(_said(entry, segments)),
        notes=tuple(_notes(entry, printed)),
    )


def _said(entry: PlaylistEntry, segments: Mapping[str, SegmentEntry]) -> Iterator[Said]:
    at = rows_by_key((name, track.number) for track in entry.tracks for name in track.appeals(segments))
    for name, numbers in at.items():
        if name in entry.appeals:
            stops = "" if len(numbers) == len(entry.tracks) else _listed(_runs(numbers, int))
            yield Said(in_order(entry.appeals[name].title), stops)


def _steps(entry: PlaylistEntry) -> Iterator[ByLanguage]:
    yield from (CARD_WORDS[step] for step in _STEPS[layout_of(entry)])
    if entry.quiet_hours:
        yield _hours(entry)


def _hours(entry: PlaylistEntry) -> ByLanguage:
    """Return when the playlist may be heard on its days; a holiday has the hours of a weekend."""
    needed: set[str] = {*day_kinds(entry.days, entry.holidays), *(("weekend",) if entry.holidays else ())}
    spans = {name: span for name, span in entry.quiet_hours.items() if name in needed}
    if len(set(spans.values())) == 1:
        begin, _dash, end = next(iter(spans.values())).partition("-")
        return filled_words(CARD_WORDS["hours"], begin=begin, end=end)
    return filled_words(CARD_WORDS["hours_of_both"], **{name: span.replace("-", "–") for name, span in spans.items()})


def _row(press: str, track: TrackEntry, layout: Layout, sights: Mapping[str, Sight]) -> CardRow:
    begin, _dash, end = stay_span(track.arrive or "", track.stay_min).partition("–")
    path = PurePosixPath(track.file)
    shown = {"flat": path.name, "folder-per-stop": path.parent.name}.get(layout, "")
    cycle = written_length(track.duration_ms / track.repeats / 1000, "{n} мин", "{n} с")  # in both languages
    sight = sights.get(track.place, Sight({}))
    address: ByLanguage = {lang: sight.address[lang] for lang in LANGS if lang in sight.address}
    return CardRow(press, in_order(track.title), begin, end, shown, cycle, address, sight.photo)


def _presses(entry: PlaylistEntry) -> tuple[str, ...]:
    if layout_of(entry) == "one-file":
        return tuple(playing_time(track.start_ms) for track in entry.tracks)
    if _in_folders(entry):
        return tuple(map(_folder_and_file, entry.tracks))
    return tuple(str(track.number) for track in entry.tracks)


# --- the layout of the files ----------------------------------------------------------------------------------------


def layout_of(entry: PlaylistEntry) -> Layout:
    """Return the layout of the profile that `entry` was built for, as its files show it.

    This is the inverse of `track_files`. The profile's name does not say it: staff may have changed their
    profile since then, and the sound is as it was.
    """
    first = PurePosixPath(entry.tracks[0].file)
    if first.parent.name:
        return "folder-per-stop" if first.parent.name == first.stem else "numbered"
    return "one-file" if _is_one_file(entry) else "flat"


def _in_folders(entry: PlaylistEntry) -> bool:
    """Tell whether a number alone would not find a file: there are several numbered folders."""
    return layout_of(entry) == "numbered" and len({_folder(track) for track in entry.tracks}) > 1


def _folder_and_file(track: TrackEntry) -> str:
    """Return `02/001` for `02/001.mp3`."""
    return f"{_folder(track)}/{PurePosixPath(track.file).stem}"


def _is_one_file(entry: PlaylistEntry) -> bool:
    """Tell whether all stops share one file. One stop alone has a cue sheet then, or a name without a number."""
    if len(entry.tracks) > 1:
        return len({track.file for track in entry.tracks}) == 1
    has_cue = any(listed.file.lower().endswith(".cue") for listed in entry.files)
    return has_cue or re.match(r"0*1[_ .]", entry.tracks[0].file) is None


def _folder(track: TrackEntry) -> str:
    return PurePosixPath(track.file).parent.name


# --- notes ------------------------------------------------------------------------------------------------


def _notes(entry: PlaylistEntry, printed: date) -> Iterator[ByLanguage]:
    yield _total(entry)
    appeals = entry.appeals.values()
    begins = [appeal.valid_from for appeal in appeals if appeal.valid_from]
    ends = [appeal.valid_until for appeal in appeals if appeal.valid_until]
    if begins and max(begins) > printed.isoformat():
        yield filled_words(CARD_WORDS["from"], day=written_day(max(begins)))
    if ends:
        yield filled_words(CARD_WORDS["until"], day=written_day(min(ends)))
    if layout_of(entry) == "one-file":
        yield filled_words(CARD_WORDS["one_file"], file=entry.tracks[0].file)
    if _in_folders(entry):
        yield filled_words(CARD_WORDS["folders"], file=_folder_and_file(entry.tracks[-1]))
    yield CARD_WORDS["same_build"]
    if entry.outside_hours_reason:
        yield filled_words(CARD_WORDS["outside_hours"], reason=entry.outside_hours_reason)
    if entry.draft:
        yield CARD_WORDS["draft"]


def _total(entry: PlaylistEntry) -> ByLanguage:
    minutes = max(1, round(sum(track.duration_ms for track in entry.tracks) / MINUTE_MS))
    if minutes < HOUR_MIN:
        sound = filled_words(CARD_WORDS["minutes"], n=minutes)
    else:
        sound = filled_words(CARD_WORDS["hours_minutes"], h=minutes // HOUR_MIN, m=minutes % HOUR_MIN)
    return filled_words(CARD_WORDS["total"], stops=len(entry.tracks), sound=sound)


# --- days -------------------------------------------------------------------------------------------------


def days_told(named: Sequence[str]) -> ByLanguage:
    """Return weekdays, or ISO dates, as runs (`пн–пт, вс`); of many dates the first, the last and their number."""
    weekdays, dates = list(SHORT_DAYS), sorted(day for day in named if day not in SHORT_DAYS)
    days = _runs(sorted((day for day in named if day in SHORT_DAYS), key=weekdays.index), weekdays.index)
    found = _runs(dates, lambda day: date.fromisoformat(day).toordinal())
    told: ByLanguage = dict.fromkeys(LANGS, _listed([[written_day(day) for day in run] for run in found]))
    if sum(min(len(run), 2) for run in found) > MOST_DATES:  # a run writes its ends
        told = filled_words(CARD_WORDS["dates"], first=written_day(dates[0]), last=written_day(dates[-1]), n=len(dates))
    named_days = {lang: _listed([[SHORT_DAYS[day][lang] for day in run] for run in days]) for lang in LANGS}
    return {lang: ", ".join(filter(None, (named_days[lang], told[lang]))) for lang in LANGS}


def _runs(ordered: Sequence[T], place: Callable[[T], int]) -> list[list[T]]:
    """Return `ordered` in runs of neighbours, which `place` numbers one after the other."""
    runs: list[list[T]] = []
    for day in ordered:
        if runs and place(day) == place(runs[-1][-1]) + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _listed(runs: Sequence[Sequence[T]]) -> str:
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > SHORTEST_RUN else ", ".join(map(str, run)) for run in runs)
