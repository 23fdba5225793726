"""Projects with one mistake each, as people make them: in texts, settings, records, folders, sound.

`STATES` names each and says how to make it of a copy of a project that is right.
"""

from __future__ import annotations

import errno
import io
import os
import re
import shutil
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from unittest.mock import patch

from filelock import FileLock

from tests.content.test_mistakes import BYTES, MISTAKES
from tests.content.test_slips import BASES, MISNAMED, SLIPS
from tests.support.content_project import FILES, write_project
from tests.support.tiny import Tiny
from zt_audio.app.today.init import start_project
from zt_audio.store.workspace import edit_lock

Make = Callable[[Path, Tiny], None]  # the folder to fill, and a project that was built, to copy
PLAIN, BUILT = "plain", "built"


@dataclass(frozen=True)
class State:
    """`make` writes the project; `holds` keeps a state of the computer while it is used."""

    name: str
    make: Make
    holds: Callable[[Path], AbstractContextManager[None]] = lambda _root: nullcontext()
    is_project: bool = True  # pages that name something in it open


def _speaks_quickly(files: Mapping[str, str | bytes | None], changed: str) -> dict[str, str | bytes | None]:
    """Return `files` with the engine of the tests, unless the settings are what was changed."""
    quick = {} if changed == "settings.yaml" else {"settings.yaml": FILES["settings.yaml"].replace("espeak", "tone")}
    return {**quick, **files}


def _written(files: Mapping[str, str | bytes | None], changed: str = "") -> Make:
    return lambda root, _built: void(write_project(root, _speaks_quickly(files, changed)))


def _of_bytes(name: str, data: bytes | Callable[[], bytes]) -> Make:
    def make(root: Path, built: Tiny) -> None:
        _written({name: data() if callable(data) else data}, name)(root, built)

    return make


def void(_value: object) -> None:
    """Take a value that no one needs."""


def _of_tables() -> Iterator[State]:
    """Yield what the tests of content know, once for each file: slips, wrong values, other programs' bytes."""
    slips = {(row.slug, row.file): row for row in SLIPS}
    mistakes = {(slug, file): (old, new) for file, old, new, slug, *_where in MISTAKES}
    for row in slips.values():
        text = BASES[row.file].replace(row.old, row.new, 1)
        yield State(row.slug, _written({**BASES, row.file: text}, row.file))
    for (slug, file), (old, new) in mistakes.items():
        if (slug, file) not in slips:
            yield State(slug, _written({file: FILES[file].replace(old, new, 1)}, file))
    for name, data, slug, *_where in BYTES:
        yield State(slug, _of_bytes(name, data))
    for right, wrong, _told in MISNAMED:
        yield State("bad-file-name", _written({**BASES, right: None, wrong: {**FILES, **BASES}[right]}))


def _file(name: str, text: str | bytes | None) -> Make:
    return _written({name: text}, name)


def _edited(name: str, *pairs: tuple[str, str]) -> Make:
    text = FILES[name]
    for old, new in pairs:
        if old not in text:
            raise ValueError(f"{name} has no {old!r}")
        text = text.replace(old, new, 1)
    return _file(name, text)


def _settings(*lines: str, voices: str = "{kk: [tone], ru: [tone]}") -> Make:
    return _file("settings.yaml", "\n".join((f"voices: {voices}", *lines)) + "\n")


def _built(change: Callable[[Path], object]) -> Make:
    def make(root: Path, built: Tiny) -> None:
        shutil.copytree(built.root, root, symlinks=True)
        change(root)

    return make


def _plain(change: Callable[[Path], object]) -> Make:
    def make(root: Path, _built: Tiny) -> None:
        write_project(root, _speaks_quickly({}, ""))
        change(root)

    return make


def _put(name: str, data: bytes | str) -> Callable[[Path], None]:
    def put(root: Path) -> None:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())

    return put


def _gone(*names: str) -> Callable[[Path], None]:
    def remove(root: Path) -> None:
        for name in names:
            path = root / name
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    return remove


def _all(*changes: Callable[[Path], object]) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        for each in changes:
            each(root)

    return change


def _cut(name: str, share: float = 0.5) -> Callable[[Path], None]:
    def cut(root: Path) -> None:
        path = next(iter(sorted(root.glob(name))))
        data = path.read_bytes()
        path.write_bytes(data[: int(len(data) * share)])

    return cut


def _replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    def replace(root: Path) -> None:
        path = next(iter(sorted(root.glob(name))))
        text = path.read_text("utf-8")
        if old not in text:
            raise ValueError(f"{name} has no {old!r}")
        path.write_text(text.replace(old, new, 1), "utf-8")

    return replace


def _folder(name: str) -> Callable[[Path], None]:
    def make(root: Path) -> None:
        path = next(iter(sorted(root.glob(name))), root / name)
        if path.is_file():
            path.unlink()
        path.mkdir(parents=True, exist_ok=True)

    return make


def _pipe(name: str) -> Callable[[Path], None]:
    """Put a pipe, which never answers, where a file is expected; a system without pipes has a folder there."""

    def make(root: Path) -> None:
        (root / name).unlink(missing_ok=True)
        os.mkfifo(root / name) if hasattr(os, "mkfifo") else (root / name).mkdir()

    return make


def _link(name: str, to: str) -> Callable[[Path], None]:
    def make(root: Path) -> None:
        path = root / name
        path.unlink(missing_ok=True)
        path.symlink_to(to)

    return make


def _odd_name(root: Path) -> None:
    (Path(os.fsdecode(os.fsencode(root / "appeals/texts") + b"/\xff\xfe.yaml"))).write_text("a: b\n", "utf-8")


@contextmanager
def _busy(root: Path) -> Iterator[None]:
    """Hold the texts, as a program that saves just now."""
    (root / ".zt-cache").mkdir(exist_ok=True)
    at_once = partial(edit_lock, timeout_s=0)
    with FileLock(root / ".zt-cache/edit.lock"), patch("zt_audio.app.edit.edit_lock", at_once):
        yield


def _refusing(number: int) -> Callable[[Path], AbstractContextManager[None]]:
    """Let the disk refuse every new file in the project, as one that is full or write-protected."""

    @contextmanager
    def hold(root: Path) -> Iterator[None]:
        real = os.open
        inside = str(root.resolve())

        def opened(path: str | bytes, flags: int, mode: int = 0o777, **options: int | None) -> int:
            if flags & (os.O_WRONLY | os.O_RDWR) and os.path.abspath(os.fsdecode(path)).startswith(inside):  # noqa: PTH100
                raise OSError(number, os.strerror(number), os.fsdecode(path))
            return real(path, flags, mode, **options)

        with ExitStack() as held:
            held.enter_context(patch("os.open", opened))
            held.enter_context(patch("os.mkdir", _refusing_folder(os.mkdir, inside, number)))
            held.enter_context(patch("os.replace", _refusing_folder(os.replace, inside, number)))
            held.enter_context(patch("io.open", _refusing_file(open, inside, number)))
            yield

    return hold


def _refusing_folder(real: Callable[..., None], inside: str, number: int) -> Callable[..., None]:
    def refuse(path: str | bytes, *more: object, **options: object) -> None:
        if os.path.abspath(os.fsdecode(path)).startswith(inside):  # noqa: PTH100
            raise OSError(number, os.strerror(number), os.fsdecode(path))
        real(path, *more, **options)

    return refuse


def _refusing_file(real: Callable[..., object], inside: str, number: int) -> Callable[..., object]:
    def refuse(path: object, mode: str = "r", *more: object, **options: object) -> object:
        is_written = isinstance(path, str | Path) and set(mode) & set("wax+")
        if is_written and os.path.abspath(str(path)).startswith(inside):  # noqa: PTH100
            raise OSError(number, os.strerror(number), str(path))
        return real(path, mode, *more, **options)

    return refuse


def _shared(path: str) -> PermissionError:
    """Return what Windows says of a file that another program has open."""
    error = PermissionError(errno.EACCES, "The process cannot access the file", path)
    if os.name != "nt":
        vars(error).update(winerror=32)
    return error


def bytes_of(path: Path, real: Callable[[Path, int], int] = os.open) -> bytes:
    """Return what stands in a file, even where a state lets nothing read it."""
    with os.fdopen(real(path, os.O_RDONLY | getattr(os, "O_BINARY", 0)), "rb") as file:
        return file.read()


_TOUCHES = ("os.open", "os.replace", "os.unlink", "io.open")


def _held(name: str, touches: Sequence[str] = _TOUCHES) -> Callable[[Path], AbstractContextManager[None]]:
    """Let nothing touch the file `name` so, as where another program holds it on Windows."""

    @contextmanager
    def hold(root: Path) -> Iterator[None]:
        held = str((root / name).resolve())

        def refusing(real: Callable[..., object]) -> Callable[..., object]:
            def refuse(path: object, *more: object, **options: object) -> object:
                for each in (path, *more[:1]):
                    if isinstance(each, str | bytes | Path) and os.path.abspath(os.fsdecode(each)) == held:  # noqa: PTH100
                        raise _shared(held)
                return real(path, *more, **options)

            return refuse

        with ExitStack() as patched:
            for function in touches:
                module, _dot, of = function.partition(".")
                patched.enter_context(patch(function, refusing(getattr({"os": os, "io": io}[module], of))))
            yield

    return hold


def _meanwhile(change: Callable[[Path], object]) -> Callable[[Path], AbstractContextManager[None]]:
    """Change the project once the studio is open."""

    @contextmanager
    def hold(root: Path) -> Iterator[None]:
        change(root)
        yield

    return hold


def _renamed(root: Path) -> None:
    root.rename(root.with_name("project of another name"))


def _in_the_future(root: Path) -> None:
    """Leave what was built and written down as before the clock was set back by an hour."""
    ahead = time.time() + 3600
    for path in root.rglob("*"):
        os.utime(path, (ahead, ahead))
    for path in (root / "journal").glob("*.jsonl"):
        path.write_bytes(re.sub(rb'"at":"20', b'"at":"21', path.read_bytes()))


TEXT, CITY, PLACES, INTROS = "texts/littering.yaml", "playlists/city.yaml", "places.yaml", "intros.yaml"
_PERSON = "{name: {kk: Дана, ru: Дана}, roles: [editor, approver, keeper]}"
_FACT = 'duty: {{kind: phone, source: "сайт", says: {{kk: ["102"], ru: ["102"]}}{more}}}\n'
_TONE = "voices: {kk: [tone], ru: [tone]}\n"
_ACT = '{"n": 1}\n'

_MADE = [
    # what is missing, empty, or something else
    State("all-is-right", _plain(lambda _root: None)),
    State("all-is-built", _built(lambda _root: None)),
    State("started-by-init", lambda root, _built: start_project(root)),
    State("started-with-phone", lambda root, _built: start_project(root, "+7 701 000 00 00")),
    State("no-appeals-folder", _plain(_gone("appeals")), is_project=False),
    State("appeals-empty", _plain(_all(_gone("appeals"), _folder("appeals")))),
    State("appeals-is-a-file", _plain(_all(_gone("appeals"), _put("appeals", "x"))), is_project=False),
    State("no-texts", _plain(_gone("appeals/texts"))),
    State("no-playlists", _plain(_gone("appeals/playlists"))),
    State("no-places", _file(PLACES, None)),
    State("no-intros", _file(INTROS, None)),
    State("no-settings", _file("settings.yaml", None)),
    *(State(f"empty-{name}", _file(name, "")) for name in (TEXT, CITY, PLACES, INTROS, "settings.yaml")),
    *(State(f"bare-{name}", _file(name, "{}\n")) for name in (TEXT, CITY, PLACES, INTROS, "settings.yaml")),
    *(State(f"comment-{name}", _file(name, "# later\n")) for name in (TEXT, CITY, "outros.yaml", "facts.yaml")),
    *(State(f"list-{name}", _file(name, "- a\n- b\n")) for name in (TEXT, CITY, "outros.yaml", "profiles.yaml")),
    State("texts-is-a-file", _plain(_all(_gone("appeals/texts"), _put("appeals/texts", "x")))),
    State("text-is-a-folder", _plain(_folder("appeals/texts/littering.yaml"))),
    State("settings-is-a-folder", _plain(_folder("appeals/settings.yaml"))),
    State("places-is-a-folder", _plain(_folder("appeals/places.yaml"))),
    State("link-to-nowhere", _plain(_link("appeals/texts/littering.yaml", "nowhere"))),
    State("link-elsewhere", _plain(_link("appeals/texts/link.yaml", "/etc/hostname"))),
    State("link-to-itself", _plain(_link("appeals/texts/loop.yaml", "loop.yaml"))),
    State("link-without-end", _plain(_link("appeals/texts/zero.yaml", "/dev/zero"))),
    State("text-is-a-pipe", _plain(_pipe("appeals/texts/littering.yaml"))),
    State("settings-are-a-pipe", _plain(_pipe("appeals/settings.yaml"))),
    State("file-too-large", _file(TEXT, "#" * 1_100_000)),
    State("file-of-a-name-of-no-letters", _plain(_odd_name)),
    State("hidden-and-backup-files", _plain(_all(_put("appeals/texts/.x.yaml", "x"), _put("appeals/~$a.docx", "x")))),
    State("word-file-among-texts", _plain(_put("appeals/texts/littering.docx", b"PK\3\4"))),
    State("folder-below-texts", _plain(_put("appeals/texts/more/a.yaml", FILES[TEXT]))),
    State("places-twice", _plain(_put("appeals/places/more.yaml", FILES[PLACES]))),
    State("places-file-broken", _plain(_put("appeals/places/more.yaml", "a: [\n"))),
    # one language, no words, wrong words
    *(
        State(f"{what}-without-{lang}", _file(TEXT, text))
        for lang, other in (("kk", "ru"), ("ru", "kk"))
        for what, text in (
            ("title", f"title: {{{other}: Сөз}}\ntext: {{kk: Сәлем., ru: Привет.}}\n"),
            ("text", f"title: {{kk: Сөз, ru: Слово}}\ntext: {{{other}: Сөз.}}\n"),
        )
    ),
    State("title-null", _file(TEXT, "title:\ntext: {kk: Сәлем., ru: Привет.}\n")),
    State("text-null", _file(TEXT, "title: {kk: А, ru: Б}\ntext:\n  kk:\n  ru:\n")),
    State("title-is-a-list", _file(TEXT, "title: [а, б]\ntext: {kk: Сәлем., ru: Привет.}\n")),
    State("text-is-a-number", _file(TEXT, "title: {kk: 1, ru: 2}\ntext: {kk: 3, ru: 4}\n")),
    State("place-without-ru", _edited(PLACES, ("    ru: посёлок Ясный\n", ""))),
    State("place-without-kind", _edited(PLACES, ("yasny:\n  kind: village\n", "yasny:\n"))),
    State("place-null", _file(PLACES, FILES[PLACES] + "empty:\n")),
    State("place-is-a-text", _file(PLACES, FILES[PLACES] + "word: сөз\n")),
    State(
        "place-name-is-a-text",
        _edited(PLACES, ("  name:\n    kk: Ясный ауылы\n    ru: посёлок Ясный\n", "  name: Ясный\n")),
    ),
    State("forms-are-a-list", _edited(PLACES, ("  forms:\n", "  forms: [a]\n  other:\n"))),
    State("intros-without-default", _edited(INTROS, ("default:", "defaults:"))),
    State("intro-of-unknown-place", _edited(INTROS, ("places: {}", "places: {gone: {kk: Сәлем!, ru: Привет!}}"))),
    State("intro-kinds-null", _file(INTROS, "default: {kk: Сәлем!, ru: Привет!}\nkinds:\nplaces:\n")),
    State("outros-broken", _file("outros.yaml", "default: {kk: Сау бол, ru\n")),
    State("text-expired", _file(TEXT, FILES[TEXT] + "valid_until: 2020-01-01\n")),
    State("text-not-yet", _file(TEXT, FILES[TEXT] + "valid_from: 2099-01-01\n")),
    State("validity-backwards", _file(TEXT, FILES[TEXT] + "valid_from: 2026-02-01\nvalid_until: 2026-01-01\n")),
    State("valid-until-no-date", _file(TEXT, FILES[TEXT] + "valid_until: 31.12.2026\n")),
    *(
        State(name, _edited(TEXT, change))
        for name, change in (
            ("unknown-abbreviation", ("Чистота –", "По данным ИДП чистота –")),
            ("no-such-date", ("Чистота –", "31.02.2026 чистота –")),
            ("number-of-5000-digits", ("Чистота –", f"{'9' * 5000} –")),
            ("emoji", ("Чистота –", "Чистота 🙂 –")),
            ("long-sentence", ("Чистота –", "Чистота и " * 200 + "–")),
            ("repeated-paragraph", ("    Чистота –", "    Чистота.\n\n    Чистота.\n\n    Чистота –")),
            ("counts-differ", ("    Тазалық – бәрімізге ортақ.\n", "")),
            ("guessed-reading", ("Тазалық –", "5 мектеп. Тазалық –")),
        )
    ),
    # playlists
    *(
        State(name, _edited(CITY, change))
        for name, change in (
            ("order-impossible", ("11:30", "09:30")),
            ("same-time-twice", ("11:30", '"10:00"')),
            ("stay-of-5000-digits", ("stay_min: 15", f"stay_min: {'9' * 5000}")),
            ("stay-too-long", ("stay_min: 15", "stay_min: 700")),
            ("stop-null", ("  - place: yasny\n    arrive: 11:30\n", "  -\n")),
            ("stop-without-place", ("  - place: yasny\n    arrive: 11:30\n", "  - arrive: 11:30\n")),
            ("stop-of-unknown-place", ("place: yasny", "place: gone")),
            ("stop-of-unknown-appeal", ("appeals: [littering]", "appeals: [gone]")),
            ("stop-says-nothing", ("    appeals: [littering]\n", "    appeals: []\n")),
            ("no-days", ("days: [mon, tue]\n", "")),
            ("days-and-dates", ("days: [mon, tue]\n", "days: [mon]\ndates: [2026-12-01]\n")),
            ("all-dates-over", ("days: [mon, tue]\n", "dates: [2020-01-01]\n")),
            ("too-late", ("12:00", '"23:30"')),
            ("too-early", ('arrive: "10:00"', 'arrive: "03:00"')),
            ("profile-unknown", ("languages:", "profile: walkman\nlanguages:")),
            ("languages-empty", ("languages: [kk, ru]", "languages: []")),
            ("language-unknown", ("languages: [kk, ru]", "languages: [en]")),
        )
    ),
    State("stops-null", _file(CITY, "title: {kk: А, ru: Б}\ndays: [mon]\nappeals: [littering]\nstops:\n")),
    State("stops-empty", _file(CITY, "title: {kk: А, ru: Б}\ndays: [mon]\nappeals: [littering]\nstops: []\n")),
    State("stops-are-texts", _file(CITY, "title: {kk: А, ru: Б}\ndays: [mon]\nappeals: [littering]\nstops: [yasny]\n")),
    State("many-stops", _file(CITY, FILES[CITY] + '  - {place: yasny, arrive: "13:00"}\n' * 150)),
    # settings, voices, sound
    State("no-voice-installed", _settings(voices="{kk: [piper], ru: [rhvoice]}")),
    State("voice-of-no-engine", _settings(voices="{kk: [robot], ru: [tone]}")),
    State("voice-of-wrong-language", _settings(voices="{kk: ['piper:ru_RU-irina-medium'], ru: [tone]}")),
    State("voices-empty", _settings(voices="{kk: [], ru: []}")),
    State("voices-null", _settings(voices="")),
    State("only-recordings", _settings(voices="{kk: [recordings], ru: [recordings]}")),
    State("only-online", _settings("online: never", voices="{kk: [azure], ru: [gtts]}")),
    State("online-ask", _settings("online: ask", voices="{kk: [gtts], ru: [gtts]}")),
    State(
        "server-nowhere", _settings("server: {address: 'http://127.0.0.1:9/v1'}", voices="{kk: [server], ru: [tone]}")
    ),
    State("server-no-address", _settings("server: {name: x}", voices="{kk: [server], ru: [tone]}")),
    State("cloned-voice-without-consent", _settings("voice_origins: {'piper:kk_KZ-own-medium': {cloned: yes}}")),
    State("broadcast-only", _settings("quality_floor: broadcast")),
    State("chime-missing", _settings("chime: bell.wav")),
    State("chime-outside", _settings("chime: ../bell.wav")),
    State(
        "chime-no-sound",
        _plain(_all(_put("appeals/bell.wav", "x"), _put("appeals/settings.yaml", "chime: bell.wav\n"))),
    ),
    State("preset-unknown", _settings("preset: loud")),
    State("presets-null", _settings("presets:")),
    State("settings-null-everywhere", _settings("prosody:\npauses:\nquiet_hours:\napproval:\nserver:")),
    State("hours-backwards", _settings("quiet_hours: {weekday: {begin: '07:00', end: '23:00'}}")),
    State("profile-taken", _file("profiles.yaml", "usb: {base: usb}\n")),
    State("profile-of-no-base", _file("profiles.yaml", "mine: {base: none}\n")),
    State("profiles-broken", _file("profiles.yaml", "mine: {base\n")),
    State("duty-phone-odd", _settings("duty_phone: {a: b}")),
    State("cluster-nowhere", _settings("cluster: {address: 'tls://127.0.0.1:9'}")),
    # words
    State("lexicon-null", _file("lexicon/kk.yaml", "general:\nplaces:\n")),
    State("lexicon-broken", _file("lexicon/kk.yaml", "general: {а\n")),
    State("lexicon-of-unknown-place", _file("lexicon/ru.yaml", "places: {gone: {'№ 5': номер пять}}\n")),
    State("lexicon-unsayable", _file("lexicon/ru.yaml", "general: {МРП: 'м 5'}\n")),
    State("lexicon-unused", _file("lexicon/ru.yaml", "general: {МРП: месячный показатель}\n")),
    State("lexicon-forms-wrong", _file("lexicon/ru.yaml", "general: {'22-х': {spoken: двадцати, forms: {xyz: a}}}\n")),
    State("readings-null", _file("pronunciations.yaml", "kk:\nru:\n")),
    State("readings-broken", _file("pronunciations.yaml", "kk: {а\n")),
    State("readings-unused", _file("pronunciations.yaml", "ru: {5 мектеп: пять}\n")),
    State("fact-expired", _file("facts.yaml", _FACT.format(more=", valid_until: 2020-01-01"))),
    State("fact-ends-soon", _file("facts.yaml", _FACT.format(more=", valid_until: 2026-12-05"))),
    State("fact-without-source", _file("facts.yaml", "duty: {kind: phone}\n")),
    State("facts-null", _file("facts.yaml", "duty:\n")),
    State("facts-broken", _file("facts.yaml", "duty: {kind\n")),
    # people and approvals
    State("people-named", _file("people.yaml", f"dana: {_PERSON}\n")),
    State("people-null", _file("people.yaml", "dana:\n")),
    State("people-broken", _file("people.yaml", "dana: {name\n")),
    State("people-empty", _file("people.yaml", "")),
    State("people-without-keeper", _file("people.yaml", "dana: {name: {kk: Дана, ru: Дана}, roles: [approver]}\n")),
    State("people-without-roles", _file("people.yaml", "dana: {name: {kk: Дана, ru: Дана}}\n")),
    State("people-role-unknown", _file("people.yaml", "dana: {name: {kk: Дана, ru: Дана}, roles: [boss]}\n")),
    State(
        "people-key-broken", _file("people.yaml", f"dana: {_PERSON[:-1]}, keys: [{{key: abc, from: 2026-01-01}}]}}\n")
    ),
    State(
        "people-seal-broken",
        _plain(_all(_put("appeals/people.yaml", f"dana: {_PERSON}\n"), _put("appeals/people.sig", "x"))),
    ),
    State("people-sealed-and-gone", _plain(_put("appeals/people.sig", b"\xff\0"))),
    State(
        "named-approval-of-no-one",
        _built(_put("appeals/settings.yaml", "voices: {kk: [tone], ru: [tone]}\napproval: {needed: named}\n")),
    ),
    State(
        "sealed-approval-of-no-one",
        _built(_put("appeals/settings.yaml", "voices: {kk: [tone], ru: [tone]}\napproval: {needed: sealed}\n")),
    ),
    State(
        "sealed-approval-without-keys",
        _built(
            _all(
                _put("appeals/people.yaml", f"dana: {_PERSON}\n"),
                _put(
                    "appeals/settings.yaml",
                    f"{_TONE}approval: {{needed: sealed, four_eyes: yes}}\npairs: stop\nfacts: stop\n",
                ),
            )
        ),
    ),
    State("approval-no-json", _built(_put("appeals/approvals/appeal/a.json", "x"))),
    State("approval-empty", _built(_put("appeals/approvals/appeal/a.json", ""))),
    State("approval-of-no-unit", _built(_put("appeals/approvals/appeal/gone.json", "{}"))),
    State("approval-of-bytes", _built(_put("appeals/approvals/appeal/a.json", b"\xff\xfe\0"))),
    State("approval-is-a-folder", _built(_folder("appeals/approvals/appeal/a.json"))),
    State("approvals-is-a-file", _built(_put("appeals/approvals", "x"))),
    State("pairs-no-json", _built(_put("appeals/pairs/a.json", "[1, 2"))),
    State("pairs-of-deep-json", _built(_put("appeals/pairs/a.json", "[" * 5000))),
    State("pairs-is-a-file", _built(_put("appeals/pairs", "x"))),
    # the journal
    State("journal-torn", _built(_cut("journal/*.jsonl", 0.9))),
    State("journal-changed", _built(_replaced("journal/*.jsonl", '"by":"', '"by":"x'))),
    State("journal-cut", _built(_cut("journal/*.jsonl", 0))),
    State("journal-gone", _built(_gone("journal"))),
    State("journal-of-another", _built(_put("journal/00000000.jsonl", _ACT))),
    State("journal-of-bytes", _built(_put("journal/00000000.jsonl", b"\xff\xfe\0\n"))),
    State("journal-of-numbers", _built(_put("journal/00000000.jsonl", "1e999\n[]\nnull\n"))),
    State("journal-is-a-file", _built(_all(_gone("journal"), _put("journal", "x")))),
    State("history-gone", _built(_gone(".zt-history"))),
    State("journal-file-is-a-folder", _built(_folder("journal/*.jsonl"))),
    State("journal-of-a-stranger", _built(_put("journal/Мой журнал.txt", "x"))),
    # recordings
    State("recording-no-sound", _built(_put("appeals/recordings/kk/a.1.flac", "x"))),
    State("recording-of-nothing", _built(_put("appeals/recordings/ru/gone.1.wav", b"RIFF"))),
    State(
        "recording-note-broken",
        _built(_all(_put("appeals/recordings/kk/a.1.flac", b"fLaC"), _put("appeals/recordings/kk/a.1.json", "{"))),
    ),
    State("recording-note-alone", _built(_put("appeals/recordings/kk/a.1.json", "{}"))),
    State("recording-of-bytes", _built(_put("appeals/recordings/kk/a.1.json", b"\xff"))),
    State("recordings-is-a-file", _built(_put("appeals/recordings", "x"))),
    State("sheet-broken", _built(_put("appeals/recordings/sheet.json", "[[["))),
    # the cache
    State("cache-gone", _built(_gone(".zt-cache"))),
    State("cache-is-a-file", _built(_all(_gone(".zt-cache"), _put(".zt-cache", "x")))),
    State("cache-is-a-link", _built(_all(_gone(".zt-cache"), _link(".zt-cache", ".."))), is_project=False),
    State("cache-state-broken", _built(_cut(".zt-cache/*.json"))),
    State("readings-kept-broken", _built(_put(".zt-cache/readings.json", b"\xff{"))),
    State("segments-broken", _built(_cut(".zt-cache/segments/*/*"))),
    State("drafts-broken", _built(_put(".zt-cache/drafts/-/a.json", "{"))),
    State("intention-broken", _built(_put(".zt-cache/edit.json", "{"))),
    State("doubted-broken", _built(_put(".zt-cache/doubted/x.json", "{"))),
    # the sound
    State("output-gone", _built(_gone("output"))),
    State("output-is-a-file", _built(_all(_gone("output"), _put("output", "x")))),
    State("output-is-a-link", _built(_all(_gone("output"), _link("output", ".."))), is_project=False),
    State("output-empty", _built(_all(_gone("output"), _folder("output")))),
    State("manifest-gone", _built(_gone("output/manifest.json"))),
    State("manifest-cut", _built(_cut("output/manifest.json"))),
    State("manifest-of-bytes", _built(_put("output/manifest.json", b"\xff\0"))),
    State("manifest-bare", _built(_put("output/manifest.json", "{}"))),
    State("manifest-list", _built(_put("output/manifest.json", "[]"))),
    State(
        "manifest-of-a-later-program", _built(_replaced("output/manifest.json", '"format":', '"format": 99, "was":'))
    ),
    State("manifest-is-a-folder", _built(_folder("output/manifest.json"))),
    State("playlist-gone", _built(_gone("output/city"))),
    State("track-gone", _built(_gone("output/city/001_MARKET.MP3"))),
    State("track-cut", _built(_cut("output/city/001_MARKET.MP3"))),
    State("track-empty", _built(_put("output/city/001_MARKET.MP3", b""))),
    State("track-is-a-folder", _built(_folder("output/city/001_MARKET.MP3"))),
    State("foreign-file-in-output", _built(_put("output/city/PHOTO.JPG", b"x"))),
    State("half-written-output", _built(_put("output/city/NOT_READY.TXT", b"x"))),
    State("texts-newer", _built(_replaced("appeals/texts/a.yaml", "Берегите улицы.", "Берегите дворы."))),
    State("built-appeal-gone", _built(_all(_gone("appeals/texts/b.yaml")))),
    State("built-playlist-gone", _built(_gone("appeals/playlists/yard.yaml"))),
    State("built-text-broken", _built(_cut("appeals/texts/a.yaml", 0.9))),
    State("built-places-broken", _built(_put("appeals/places.yaml", "market: {\n"))),
    State("built-settings-broken", _built(_put("appeals/settings.yaml", "voices: {\n"))),
    # while the studio is open
    State("folder-renamed-meanwhile", _built(lambda _root: None), _meanwhile(_renamed), is_project=False),
    State("appeals-gone-meanwhile", _built(lambda _root: None), _meanwhile(_gone("appeals")), is_project=False),
    State("output-gone-meanwhile", _built(lambda _root: None), _meanwhile(_gone("output"))),
    State("playlist-gone-meanwhile", _built(lambda _root: None), _meanwhile(_gone("output/city"))),
    State("cache-gone-meanwhile", _built(lambda _root: None), _meanwhile(_gone(".zt-cache"))),
    State("journal-gone-meanwhile", _built(lambda _root: None), _meanwhile(_gone("journal", ".zt-history"))),
    State("text-emptied-meanwhile", _built(lambda _root: None), _meanwhile(_put("appeals/texts/a.yaml", ""))),
    State("text-gone-meanwhile", _built(lambda _root: None), _meanwhile(_gone("appeals/texts/a.yaml"))),
    State(
        "merged-badly",
        _edited(
            TEXT,
            (
                "  ru: ",
                "<<<<<<< HEAD\n  ru: Сор\n=======\n  ru: ",
            ),
        ),
    ),
    # names
    State("long-id", _plain(_put(f"appeals/texts/{'a' * 245}.yaml", FILES[TEXT]))),
    State("long-id-of-place", _file(PLACES, FILES[PLACES].replace("yasny:", f"{'y' * 3000}:"))),
    State("long-id-of-playlist", _plain(_put(f"appeals/playlists/{'p' * 245}.yaml", FILES[CITY]))),
    State("name-ends-with-a-space", _plain(_put("appeals/texts/littering .yaml", FILES[TEXT]))),
    State("name-ends-with-a-space-2", _plain(_put("appeals/texts/littering.yaml ", FILES[TEXT]))),
    State("name-of-two-lines", _plain(_put("appeals/texts/litter\ning.yaml", FILES[TEXT]))),
    State("name-decomposed", _plain(_put(f"appeals/texts/{unicodedata.normalize('NFD', 'мой')}.yaml", FILES[TEXT]))),
    State("name-with-marks", _plain(_put("appeals/texts/a%00?#&<b>.yaml", FILES[TEXT]))),
    State("words-decomposed", _file(TEXT, unicodedata.normalize("NFD", FILES[TEXT]))),
    State("places-decomposed", _file(PLACES, unicodedata.normalize("NFD", FILES[PLACES]))),
    State(
        "files-of-a-mac",
        _plain(_all(_put("appeals/texts/._littering.yaml", b"\0\5\x16\7\xff"), _put("appeals/.DS_Store", b"\0"))),
    ),
    # the computer
    State("text-held-by-another-program", _built(lambda _root: None), _held("appeals/texts/a.yaml")),
    State("places-held-by-another-program", _built(lambda _root: None), _held("appeals/places.yaml")),
    State("settings-held-by-another-program", _built(lambda _root: None), _held("appeals/settings.yaml")),
    State("playlist-held-by-another-program", _built(lambda _root: None), _held("appeals/playlists/city.yaml")),
    State(
        "manifest-held-by-another-program", _built(lambda _root: None), _held("output/manifest.json"), is_project=False
    ),
    State("track-held-by-another-program", _built(lambda _root: None), _held("output/city/001_MARKET.MP3")),
    State(
        "people-held-by-another-program",
        _built(_put("appeals/people.yaml", f"dana: {_PERSON}\n")),
        _held("appeals/people.yaml"),
    ),
    *(
        State(
            f"{name}-open-in-another-program",
            _built(lambda _root: None),
            _held(f"appeals/{name}", ("os.replace", "os.unlink")),
        )
        for name in ("texts/a.yaml", "settings.yaml")
    ),
    State("clock-set-back", _built(_in_the_future)),
    State("another-program-saves", _built(lambda _root: None), _busy),
    State("disk-full", _built(lambda _root: None), _refusing(errno.ENOSPC)),
    State("write-protected", _built(lambda _root: None), _refusing(errno.EROFS)),
    State("not-allowed", _built(lambda _root: None), _refusing(errno.EACCES)),
    State("disk-fails", _built(lambda _root: None), _refusing(errno.EIO)),
]


def all_states() -> tuple[State, ...]:
    """Return every state under a name of its own."""
    seen: dict[str, int] = {}
    found = []
    for state in (*_MADE, *_of_tables()):
        seen[state.name] = seen.get(state.name, 0) + 1
        name = state.name if seen[state.name] == 1 else f"{state.name}-{seen[state.name]}"
        found.append(replace(state, name=name))
    return tuple(found)
