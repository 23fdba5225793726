"""The mistakes of a newcomer: what each state is answered, in Russian. One row for each; nothing is ever lost by one.

The project is what `init` makes, or a small one that is built. A row says what was done, which slugs the answer has,
and what it must name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.read_aloud import record
from tests.support.zt_cli import Ran, Zt, snapshot, write_files
from zt_audio.app import clock
from zt_audio.app.today.init import starter_files
from zt_audio.events import StickEmit
from zt_audio.sticks.export import Accept, Exported, ExportRequest, export
from zt_audio.sticks.volume import SYSTEM_IO, Volume
from zt_audio.store import workspace
from zt_audio.store.workspace import Workspace

TEXT, PLACES, ROUND = "texts/call-102.yaml", "places.yaml", "playlists/first-playlist.yaml"
SETTINGS, INTROS, LEXICON = "settings.yaml", "intros.yaml", "lexicon/ru.yaml"
STARTER = {name: data.decode() for name, data in starter_files().items()}


class Slip(NamedTuple):
    """In `file` of a new project `old` becomes `new` (None: all of it); `check` ends with `code` and says `slugs`."""

    name: str
    file: str
    old: str | None
    new: str | bytes | None
    code: int
    slugs: Sequence[str]
    named: Sequence[str]
    not_said: Sequence[str] = ()


def coded(file: str, encoding: str, *changes: tuple[str, str]) -> bytes:
    text = STARTER[file]
    for old, new in changes:
        text = text.replace(old, new)
    return text.encode(encoding, "replace")


SHORT_PLACES = "altai-market:\n  kind: market\n  name: {kk: «Алтай», ru: «Алтай»}\n"
SLIPS = [
    Slip("one space less", TEXT, "  ru: |", " ru: |", 3, ["yaml-spaces"], ["call-102.yaml:5", "1, а нужно: 2"]),
    Slip("tab", TEXT, "  ru: |", "\tru: |", 3, ["yaml-tab"], ["call-102.yaml:5", "табуляция"]),
    Slip("CRLF and BOM", TEXT, None, b"\xef\xbb\xbf" + coded(TEXT, "utf-8", ("\n", "\r\n")), 0, [], []),
    Slip("UTF-16", TEXT, None, coded(TEXT, "utf-16"), 3, ["not-utf8"], ["UTF-16", "UTF-8"]),
    Slip("Windows-1251 text", TEXT, None, coded(TEXT, "cp1251"), 3, ["not-utf8"], ["Windows-1251", "UTF-8"]),
    Slip("Windows-1251 intros", INTROS, None, coded(INTROS, "cp1251"), 3, ["not-utf8"], ["Windows-1251"]),
    Slip("Windows-1251 settings", SETTINGS, None, coded(SETTINGS, "cp1251"), 3, ["not-utf8"], ["Windows-1251"]),
    Slip("Windows-1251 lexicon", LEXICON, None, coded(LEXICON, "cp1251"), 3, ["not-utf8"], ["Windows-1251"]),
    Slip(
        "Windows-1251 places, short", PLACES, None, SHORT_PLACES.encode("cp1251"), 3, ["not-utf8"],
        ["places.yaml:3", "Windows-1251", "UTF-8"], ["повреждён"],
    ),
    Slip("time in quotes of Word", ROUND, '"10:00"', "“10:00”", 3, ["printed-quotes"], ['"10:00"']),
    Slip("quotes of Word in a text", TEXT, "Позвоните", "“Позвоните”", 0, [], []),
    Slip("a language left out of a text", TEXT, STARTER[TEXT][STARTER[TEXT].index("  ru: |") :], "", 3,
         ["missing-language"], ["русском", "«ru»"]),
    Slip("a language left out of a place", PLACES, ", ru: рынок «Алтай»", "", 3, ["missing-language"], ["русском"]),
    Slip("Russian under kk", TEXT,
         "Құқық бұзушылықты көрсеңіз, бейжай қалмаңыз. Полицияға 102 нөмірі арқылы хабарласыңыз.",
         "Если вы увидели правонарушение, позвоните в полицию.", 3, ["wrong-language"], ["казахском", "русском"]),
    Slip("place misspelt", ROUND, "altai-market", "altay-market", 3, ["unknown-place"],
         ["altay-market", "altai-market"]),
    Slip("appeal misspelt", ROUND, "[call-102]", "[cal-102]", 3, ["unknown-appeal"], ["cal-102", "call-102"]),
    Slip("same id twice", PLACES, None, STARTER[PLACES] * 2, 3, ["repeated-key"], ["altai-market", "строке 1"]),
    Slip("stop twice, times backwards", ROUND, None,
         f'{STARTER[ROUND]}  - place: altai-market\n    arrive: "09:30"\n', 3,
         ["time-backwards"], ["09:30", "10:00"]),
    Slip("25:70", ROUND, "10:00", "25:70", 3, ["bad-time"], ["25:70"]),
    Slip("03:00", ROUND, "10:00", "03:00", 3, ["too-early-weekday"], ["09:00", "Эти часы заданы самой программой"],
         ["взяты отсюда"]),
    Slip("10:00 unquoted", ROUND, '"10:00"', "10:00", 0, [], []),
    Slip("stay 0", ROUND, "stay_min: 5", "stay_min: 0", 3, ["out-of-range"], ["не может быть 0", "от 1 до 720"]),
    Slip("stay -5", ROUND, "stay_min: 5", "stay_min: -5", 3, ["out-of-range"], ["-5", "от 1 до 720"]),
    Slip("stay in words", ROUND, "stay_min: 5", "stay_min: пять", 3, ["not-a-number"], ["пять"]),
    Slip("stay 180", ROUND, "stay_min: 5", "stay_min: 180", 0, ["long-stay"], ["180 минут", "173 МБ"]),
    Slip("setting that is not there", SETTINGS, "preset: street", "volume: 5", 3, ["unknown-key"],
         ["«volume»", "voices, online", "quiet_hours", "dose, server, cluster"], ["….", "p…"]),
    Slip("setting misspelt", SETTINGS, "preset: street", "presett: street", 3, ["unknown-key"], ["«preset»"]),
    Slip("wrong value", SETTINGS, "online: never", "online: maybe", 3, ["unknown-value"], ["never, ask, yes"]),
    Slip("Cyrillic id", PLACES, "altai-market:", "алтай-базар:", 3, ["bad-id", "unknown-place"],
         ["маленькими латинскими"]),
    Slip("Latin a in a word", TEXT, "Позвоните", "Позвонитe", 3, ["mixed-alphabet"], ["«e»", "«е»", "Позвонитe"]),
    Slip("SMS", TEXT, "Позвоните", "Через SMS позвоните", 0, ["reading-guessed"], ["эсэмэс", "не уверена"]),
    Slip("Mega", TEXT, "Позвоните", "В «Mega» позвоните", 3, ["unreadable-token"], ["Mega"]),
    Slip("ст., п., МРП", TEXT, "Позвоните", "По ст. 434 и п. 2 – 5 МРП. Позвоните", 0,
         ["one-sided-value"], ["434"]),
    Slip("colon in a title in brackets", TEXT, "ru: Сообщите в полицию", "ru: Внимание: сообщите", 3, ["yaml-colon"],
         ["call-102.yaml:1", "двоеточие", '"Внимание: сообщите"'], ["скобка"]),
    Slip("word in quotes, then more", TEXT, "title: {kk: Полицияға хабарлаңыз, ru: Сообщите в полицию}",
         'title:\n  kk: Хабар\n  ru: "Внимание", граждане!', 3, ["yaml-after-quote"], ['"«Внимание», граждане!"']),
    Slip("case of a slot", INTROS, "Уважаемые посетители {place:gen}", "Уважаемые {place:genitive}", 3,
         ["unknown-case"], ["genitive", "nom, gen"]),
    Slip("slot misspelt", INTROS, "Уважаемые посетители {place:gen}", "Уважаемые {plase}", 3, ["unknown-slot"],
         ["plase", "place"]),
    Slip("quality_floor", SETTINGS, "quality_floor: draft", "quality_floor: broadcast", 0, [], []),
]  # fmt: skip


def started(root: Path) -> Path:
    """Write the project that `init` makes, with all that speaks here."""
    write_files(root, STARTER)
    return root


@pytest.fixture(autouse=True)
def as_on_any_computer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(workspace.VOICES_VARIABLE, str(tmp_path / "voices"))
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 30))
    for name in ("ZT_AUDIO_AZURE_KEY", "ZT_AUDIO_AZURE_REGION"):
        monkeypatch.delenv(name, raising=False)


def slugs_in(told: Ran) -> set[str]:
    return set(re.findall(r"\[([a-z0-9-]+)\]$", told.err, re.MULTILINE))


def lacks(told: Ran, named: Sequence[str]) -> list[str]:
    return [words for words in named if words not in told.out + told.err]


@pytest.mark.parametrize("slip", SLIPS, ids=[slip.name for slip in SLIPS])
def test_a_slip_in_a_file(zt: Zt, tmp_path: Path, slip: Slip) -> None:
    root = started(tmp_path / "project")
    text = STARTER[slip.file]
    assert slip.old is None or slip.old in text, "the table is out of date"
    if isinstance(slip.new, bytes) or slip.old is None:
        write_files(root, {slip.file: slip.new})
    else:
        write_files(root, {slip.file: text.replace(slip.old, slip.new or "", 1)})
    before = snapshot(root / "appeals")
    told = zt("check", project=root, lang="ru")
    assert (told.code, slugs_in(told)) == (slip.code, set(slip.slugs)), told.err
    assert lacks(told, slip.named) == [], told.err
    assert [words for words in slip.not_said if words in told.err] == [], told.err
    assert snapshot(root / "appeals") == before


# --- the names of files ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "code", "named"),
    [
        ("texts/вызов.yaml", 3, ["[bad-file-name]", "Переименуйте", "appeals/texts/"]),
        ("texts/call 103.yaml", 3, ["[bad-file-name]", "appeals/texts/call-103.yaml"]),
        ("texts/second.yml", 0, ["[unread-file]", "texts/second.yaml"]),
        ("texts/second.yaml.txt", 0, ["[unread-file]", "texts/second.yaml"]),
    ],
)
def test_a_name_that_is_not_read(zt: Zt, tmp_path: Path, name: str, code: int, named: Sequence[str]) -> None:
    root = started(tmp_path / "project")
    write_files(root, {name: STARTER[TEXT]})
    told = zt("check", project=root, lang="ru")
    assert (told.code, lacks(told, named)) == (code, []), told.err


# --- recordings -----------------------------------------------------------------------------------------------------

SAID = {"kk": ("Құрметті «Алтай» базарының келушілері!",), "ru": ("Уважаемые посетители рынка «Алтай»!",)}


def test_a_picture_called_wav(zt: Zt, tmp_path: Path) -> None:
    (tmp_path / "s.wav").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(5000))
    told = added(zt, started(tmp_path / "project"), tmp_path / "s.wav")
    assert (told.code, lacks(told, ["s.wav", "WAV, FLAC", "[recording-unreadable]"])) == (1, []), told.err


def test_a_good_voice_is_taken_and_will_be_heard(zt: Zt, tmp_path: Path) -> None:
    root = started(tmp_path / "project")
    told = added(zt, root, record(tmp_path / "s.flac", SAID["ru"]))
    assert told.code == 0, told.err
    assert "s.flac → appeals/recordings/ru/intros/altai-market.flac" in told.err
    assert "[recordings-not-heard]" not in zt("check", project=root, lang="ru").err
    rows = zt("voices", project=root, lang="ru").out.splitlines()
    assert [row for row in rows if row.startswith("recordings\tru\t")] != []
    again = added(zt, root, record(tmp_path / "again.flac", SAID["ru"], gain=0.5))
    assert (again.code, lacks(again, ["--replace", "[recording-exists]"])) == (1, []), again.err


def test_silence(zt: Zt, tmp_path: Path) -> None:
    told = added(zt, started(tmp_path / "project"), record(tmp_path / "s.wav", SAID["ru"], gain=0))
    assert (told.code, "s.wav" in told.err) == (1, True), told.err


def test_no_language(zt: Zt, tmp_path: Path) -> None:
    (tmp_path / "s.wav").touch()
    told = zt("recordings", "add", tmp_path / "s.wav", project=started(tmp_path / "project"), lang="ru")
    assert (told.code, lacks(told, ["--lang", "Не указан"])) == (2, []), told.err


def added(zt: Zt, root: Path, file: Path) -> Ran:
    return zt("recordings", "add", file, "--place", "altai-market", "--lang", "ru", project=root, lang="ru")


# --- commands and folders -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "named"), [("biuld", ["Может быть, «build»?"]), ("make", ["Есть: check, build, preview"])]
)
def test_a_command_that_is_not_there(zt: Zt, typed: str, named: Sequence[str]) -> None:
    told = zt(typed, lang="ru")
    assert (told.code, lacks(told, named)) == (2, []), told.err


def test_another_folder(zt: Zt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = zt("check", lang="ru")
    assert (told.code, lacks(told, ["не найдена папка «appeals»", "--project", "zt-audio init"])) == (3, []), told.err


def test_a_folder_inside_the_project(zt: Zt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(started(tmp_path / "project") / "appeals/texts")
    told = zt("check", lang="ru")
    assert (told.code, lacks(told, ["appeals/texts", "../..", "[inside-project]"])) == (3, []), told.err


# --- sticks and output ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("volume", "named"),
    [
        (Volume("vfat", 1000, 512, read_only=False), ["нужно ещё", "[stick-full]"]),
        (Volume("vfat", 10**9, 512, read_only=True), ["переключатель", "[stick-read-only]"]),
    ],
)
def test_a_stick_that_is_too_small_or_locked(
    zt: Zt, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, volume: Volume, named: Sequence[str]
) -> None:
    (tmp_path / "stick").mkdir()
    io = replace(SYSTEM_IO, volume_at=lambda _path: volume)

    def on_that_stick(workspace: Workspace, order: ExportRequest, accept: Accept, tell: StickEmit) -> Exported:
        return export(workspace, replace(order, io=io), accept, tell)

    monkeypatch.setattr("zt_audio.app.making.export.export", on_that_stick)
    told = zt("export", "city", tmp_path / "stick", project=built, lang="ru")
    assert (told.code, lacks(told, named)) == (5, []), told.err
    assert [*(tmp_path / "stick").iterdir()] == []


def test_a_file_of_a_stick_is_changed_and_another_file_is_there(zt: Zt, built: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "song.doc").write_bytes(b"la")
    refused = zt("export", "city", stick, project=built, lang="ru")
    assert (refused.code, lacks(refused, ["song.doc", "Ничего не тронуто"])) == (5, []), refused.err
    (stick / "song.doc").unlink()
    assert zt("export", "city", stick, project=built).code == 0
    (stick / "002_YASNY.MP3").write_bytes(b"x")
    told = zt("verify-stick", stick, project=built, lang="ru")
    assert (told.code, lacks(told, ["Не отдавайте её водителю", "002_YASNY.MP3"])) == (1, []), told.err


def test_output_is_edited_and_files_are_added(zt: Zt, built: Path) -> None:
    city = built / "output/city"
    whole = (city / "001_ALTAI_MARKET.MP3").read_bytes()
    (city / "001_ALTAI_MARKET.MP3").write_bytes(b"x")
    (city / "own.txt").write_bytes(b"mine")
    told = zt("verify", project=built, lang="ru")
    assert (told.code, lacks(told, ["001_ALTAI_MARKET.MP3"])) == (1, []), told.err
    repaired = zt("build", project=built, lang="ru")
    assert (repaired.code, lacks(repaired, ["own.txt"])) == (0, []), repaired.err
    assert ((city / "001_ALTAI_MARKET.MP3").read_bytes(), (city / "own.txt").read_bytes()) == (whole, b"mine")


@pytest.mark.parametrize("damage", [None, b"{"])
def test_the_manifest_is_gone_or_damaged(zt: Zt, built: Path, damage: bytes | None) -> None:
    manifest = built / "output/manifest.json"
    whole = manifest.read_bytes()
    manifest.unlink() if damage is None else manifest.write_bytes(damage)
    told = zt("build", project=built, lang="ru")
    assert (told.code, manifest.read_bytes()) == (0, whole), told.err


# --- this computer --------------------------------------------------------------------------------------------------


def test_a_clock_in_1970(zt: Zt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(1970, 1, 1))
    told = zt("check", project=started(tmp_path / "project"), lang="ru")
    assert (told.code, lacks(told, ["1970-01-01", "Установите дату и время", "[clock-behind]"])) == (0, []), told.err


VOICES = "voices:\n  kk: [recordings, piper, espeak]\n  ru: [recordings, piper, rhvoice, espeak]"


def test_no_kazakh_voice_and_the_doctor_then(zt: Zt, tmp_path: Path) -> None:
    root = started(tmp_path / "project")
    write_files(root, {SETTINGS: STARTER[SETTINGS].replace(VOICES, "voices:\n  kk: [piper]\n  ru: [espeak]")})
    told = zt("build", project=root, lang="ru")
    named = ["Нет голоса, который говорит на казахском", "проверены: piper", "espeak", "[no-voice]"]
    assert (told.code, lacks(told, named)) == (4, []), told.err
    doctor = zt("doctor", project=root, lang="ru")
    assert (doctor.code, lacks(doctor, ["kk piper: здесь нет", "kk: ошибка", "ru: работает", "espeak"])) == (4, [])
    write_files(root, {SETTINGS: STARTER[SETTINGS]})
    healthy = zt("doctor", project=root, lang="ru")
    assert (healthy.code, "ошибка" in healthy.out, "kk: работает" in healthy.out) == (0, False, True)


def test_a_service_without_a_key_that_is_closed(zt: Zt, tmp_path: Path) -> None:
    root = started(tmp_path / "project")
    write_files(root, {SETTINGS: STARTER[SETTINGS].replace(VOICES, "voices:\n  ru: [azure, espeak]")})
    told = zt("check", project=root, lang="ru")
    named = ["online: never", "[online-closed]", "[engine-no-key]", "ZT_AUDIO_AZURE_KEY"]
    assert (told.code, lacks(told, named)) == (0, []), told.err


def test_drafts_where_broadcast_is_asked_for(zt: Zt, built: Path) -> None:
    write_files(built, {SETTINGS: "voices: {kk: [tone], ru: [tone]}\nchime: none\nquality_floor: broadcast\n"})
    told = zt("build", project=built, lang="ru")
    assert (told.code, lacks(told, ["city", "[below-floor]", "littering"])) == (0, []), told.err
