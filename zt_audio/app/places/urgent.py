"""Say something urgent: an appeal for today alone, first in each playlist, and one MP3 of it for a messenger."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

from zt_audio.app.edit import Edit, FileEdit, Insert, NewFile, Put, Saved, save_edits
from zt_audio.app.journal import NOT_NAMED, write_down
from zt_audio.app.places.places import place_files, place_rows
from zt_audio.app.places.timetables import playlist_rows
from zt_audio.app.project import workspace_at
from zt_audio.app.roles import EXPORT_ROLE, require_act
from zt_audio.app.texts.appeals import appeal_lists
from zt_audio.app.texts.new_content import file_text, new_place
from zt_audio.app.texts.workbench import BilingualTexts, View, Workbench
from zt_audio.content.yaml.tree import Value, mapping, plain
from zt_audio.errors import BuildError, ContentError
from zt_audio.model import LANGS, URGENT, Fact, Lang, Problem
from zt_audio.sticks.source import stick_source
from zt_audio.store.disk import device_errors
from zt_audio.store.manifest import Manifest, TrackEntry, load_manifest
from zt_audio.trust.journal import Deed

PHONE = "102"
MOST_MP3_BYTES = 6_000_000  # messengers take 16 MB; six minutes are more than any passer-by hears
_TELEPHONE = re.compile(r"\+?[0-9(][0-9 ()-]{1,24}[0-9]")
_PLAYLIST = f"appeals/playlists/{URGENT}.yaml"
_NAME: Mapping[Lang, str] = {"kk": "Шұғыл хабарлама", "ru": "Срочное сообщение"}
_TITLE: Mapping[Lang, str] = {
    "kk": "№ {n} шұғыл хабарлама, {day}",
    "ru": "Срочное сообщение № {n}, {day}",
}
_BEGIN: Mapping[Lang, str] = {  # its day is heard: a messenger carries it on tomorrow, too
    "kk": "Назар аударыңыздар! {day} күнгі № {n} шұғыл хабарлама.",
    "ru": "Внимание! Срочное сообщение № {n} от {day}.",
}
_CALL: Mapping[Lang, str] = {
    "kk": "Мына телефонға қоңырау шалыңыздар: {phone}.",
    "ru": "Звоните по телефону {phone}.",
}


@dataclass(frozen=True, slots=True)
class UrgentMessage:
    """What happened, in each language, and where to call."""

    text: BilingualTexts
    phone: str = PHONE


@dataclass(frozen=True, slots=True)
class UrgentFile:
    """The MP3 of one cycle: a name that says number, day and build, and its bytes."""

    name: str
    audio: bytes


def say_urgently(workbench: Workbench, message: UrgentMessage, today: date, by: str = NOT_NAMED) -> tuple[str, Saved]:
    """Write `message` as an appeal for `today`, first of the playlist `urgent`; return its id.

    Raises ContentError with what cannot be said, and then nothing is written; as `save_edits` does, too.
    """
    view = workbench.view(today)
    if view.project is None:
        raise ContentError(view.errors)
    number = next(n for n in count(1) if _file(_id(today, n)) not in view.files)
    appeal, written = _id(today, number), _appeal(message, number, today)
    if not _TELEPHONE.fullmatch(message.phone.strip()):
        raise ContentError(Problem("urgent-phone", None, {"value": message.phone}))
    alone = file_text({"title": dict(_NAME.items()), "text": dict(message.text.items())})
    for content in (alone, written):  # alone: what frames it hides a text in the other language
        found = workbench.draft(today, _file(appeal), content.encode()).problems
        if wrong := [problem for problem in found if problem.severity == "error"]:
            raise ContentError(wrong)
    edits = (NewFile(_file(appeal), written), *_first(view, appeal, number, today))
    return appeal, save_edits(workbench.root, edits, by)


def _id(today: date, number: int) -> str:
    return f"{URGENT}-{today.isoformat()}-{number}"


def _file(appeal: str) -> str:
    return f"appeals/texts/{appeal}.yaml"


def _appeal(message: UrgentMessage, number: int, today: date) -> str:
    content: Value = {
        "title": {lang: _TITLE[lang].format(n=number, day=f"{today:%d.%m.%Y}") for lang in LANGS},
        "valid_from": today.isoformat(),
        "valid_until": today.isoformat(),
        "text": {lang: urgent_text(message, lang, number, today) for lang in LANGS},
    }
    return file_text(content)


def urgent_text(message: UrgentMessage, lang: Lang, number: int, today: date) -> str:
    """Return all that is said of `message`: its number and day first, where to call at the end."""
    begin = _BEGIN[lang].format(n=number, day=f"{today:%d.%m.%Y}")
    paragraphs = (begin, message.text[lang].strip(), _CALL[lang].format(phone=message.phone.strip()))
    return "\n\n".join(filter(None, paragraphs))


def urgent_words(said: str) -> str:
    """Return what a person typed of all that is `said`."""
    return "\n\n".join(said.strip().split("\n\n")[1:-1])


def _first(view: View, appeal: str, number: int, today: date) -> list[Edit]:
    """Return the edits that put `appeal` first of what is urgent `today`; what was urgent on other days goes."""
    places = {row.id for row in place_rows(view)}
    edits: list[Edit] = [] if URGENT in places else [new_place(place_files(view)[0], URGENT, URGENT, _NAME)]
    stop: Value = {"place": URGENT, "id": f"{URGENT}-{number}", "appeals": [appeal]}
    day = today.isoformat()
    if _PLAYLIST not in view.files:
        content: Value = {"title": dict(_NAME.items()), "dates": [day], "profile": "usb", "stops": [stop]}
        return [*edits, NewFile(_PLAYLIST, file_text(content))]
    dates = mapping(view.trees.get(_PLAYLIST)).get("dates")
    is_todays = dates is not None and plain(dates) == [day]
    changes = (Insert(("stops",), 0, stop),) if is_todays else (Put(("dates",), [day]), Put(("stops",), [stop]))
    return [*edits, FileEdit(_PLAYLIST, changes)]


def take_urgent(root: Path, appeal: str, today: date, by: str = NOT_NAMED) -> UrgentFile:
    """Return the MP3 of the urgent `appeal`; "": of the newest. That it was taken stands in the journal.

    Every rule of an export holds. Raises BuildError with every reason against it, ContentError, ZtError
    `person-not-allowed`, DeviceError.
    """
    workspace = workspace_at(root)
    require_act(root, by, EXPORT_ROLE)
    with device_errors(workspace.root):
        source = stick_source(workspace, URGENT, today)
        track = _track_of(load_manifest(workspace.output) or Manifest(), appeal)
        audio = b"".join(source.chunks(next(row for row in source.files if row.file == track.file), 2**20))
    name = f"Шұғыл-Срочно-{track.stop.rpartition('-')[2]}-{today.isoformat()}-{source.stick.build}.mp3"
    if len(audio) > MOST_MP3_BYTES:
        facts: dict[str, Fact] = {
            "name": name,
            "megabytes": f"{len(audio) / 1e6:.1f}",
            "limit_mb": MOST_MP3_BYTES // 1_000_000,
        }
        raise BuildError(Problem("urgent-too-long", None, facts))
    write_down(workspace, Deed(by, "urgent.taken", f"output/{URGENT}/{track.file}#{source.stick.build}"))
    return UrgentFile(name, audio)


def _track_of(built: Manifest, appeal: str) -> TrackEntry:
    """Return the track that says `appeal`; "": the first. Raises ContentError `urgent-none`."""
    for track in built.playlists[URGENT].tracks:
        if not appeal or appeal in track.appeals(built.segments):
            return track
    raise ContentError(Problem("urgent-none", None, {"name": appeal}))


def urgent_appeals(view: View, today: date) -> Mapping[str, BilingualTexts]:
    """Return the titles of what is urgent `today`, the newest first."""
    if not any(row.id == URGENT and today.isoformat() in row.days for row in playlist_rows(view)):
        return {}
    names = dict.fromkeys(name for each in appeal_lists(view) if each.playlist == URGENT for name in each.said)
    return {name: view.texts(_file(name), "title") for name in names}
