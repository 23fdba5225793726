"""Say problems on a page: which screen and field they are about, what is wrong, and the screen that mends it.

A terminal names files, lines, slugs and commands (messages/render.py); a page names what people see on it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from urllib.parse import quote

from zt_audio.app.edit import FileVersions
from zt_audio.app.file_form import OWN_NAMES, FileKind, field_words, mappings_at, path_at
from zt_audio.app.places.places import kind_name
from zt_audio.app.places.timetables import written_day
from zt_audio.app.texts.workbench import View
from zt_audio.i18n import N_, current_language, gettext as _
from zt_audio.messages.message import AS_WRITTEN, message_of
from zt_audio.messages.render import part_name, sentence
from zt_audio.model import CALL, LANGS, SHORT_FORM, Fact, PartId, Problem
from zt_audio.studio.addresses import SCREEN_NAMES, screen_label, screen_of
from zt_audio.studio.names import choice_name, paragraph_name, place_names, title_of, voice_names

_TITLED = {"text": "appeals/texts", "playlist": "appeals/playlists"}
_NAMED = ("settings", "lexicon", "facts", "profiles")  # kinds of files whose entries are known by the names in them
_APPROVALS, _PAIRS = "appeals/approvals/", "appeals/pairs/"
_TRACK = re.compile(r"(?:.*/)?0*(\d+)[_ ](.+)\.(?:mp3|wav)", re.IGNORECASE)  # as tracks.py names them
_OUTPUT, _SOUND_FILES = "output/", ("appeals/recordings/", ".zt-cache/doubted/")


@dataclass(frozen=True, slots=True)
class Told:
    """A problem in words: `place` is where it is, linked to `address`; `screen`, called `label`, is where to do it."""

    text: str
    place: str = ""
    address: str = ""
    screen: str = ""
    label: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.text}" if self.place else self.text


@dataclass(frozen=True, slots=True)
class Teller:
    """Says problems of the project that `view` shows, on the page at the address `path`."""

    view: View | None = None
    path: str = ""
    former: dict[str, str] = field(default_factory=dict)  # names of places that are no more, where a page knows them
    _places: dict[str, str] = field(default_factory=dict)  # names, once they are asked for

    def tell(self, problem: Problem) -> Told:
        """Return `problem` in the words of a page."""
        where, place = self._where(problem)
        message = message_of(problem)
        screen, to_do = message.screen.format_map(problem.facts), message.do_on_page
        if self.path.startswith(f"{AS_WRITTEN}/"):  # here lines and keys are what people see
            screen = to_do = ""
        if message.wants_source and self.path.startswith("/appeals/"):  # its page has the fields for it
            return Told(
                sentence(
                    replace(problem, facts=self._facts(problem)),
                    (message.what_on_page, N_("Write it below, under “Numbers without a source”.")),
                ),
                place,
                "",
                "#sources",
                _("Write down where it was read"),
            )
        facts = self._facts(problem)
        text = sentence(replace(problem, facts=facts), (message.what_on_page, to_do))
        if screen == AS_WRITTEN:
            screen = f"{AS_WRITTEN}/{quote(problem.where.file)}" if problem.where else ""
        if self._is_here(screen) or screen == where:
            screen = ""
        label = screen_label(screen) or (_("Open it") if screen else "")
        return Told(text, place, "" if self._is_here(where) else where, screen, label)

    def tell_all(self, problems: Iterable[Problem]) -> str:
        """Return `problems` as lines of plain text."""
        return "\n".join(str(self.tell(problem)) for problem in problems)

    # --- where ----------------------------------------------------------------------------------------------

    def _where(self, problem: Problem) -> tuple[str, str]:
        """Return the address of the screen that `problem` is about, and the name of the place there."""
        if problem.where is None:
            return "", ""
        file = problem.where.file
        if self.path == f"{AS_WRITTEN}/{file}":
            return self.path, _("line {n}").format(n=problem.where.line)
        state = self.view.files.get(file) if self.view else None
        address = screen_of(file)
        if self.view is None or state is None:
            address = address if address in SCREEN_NAMES else ""
            row = _("line {n}").format(n=problem.where.line) if problem.where.line > 1 else ""  # of a table that came
            return address, screen_label(address) or " · ".join(filter(None, (PurePosixPath(file).name, row)))
        path, paragraph = self._path(problem)
        if state.kind == "places" and path:
            address = f"/places/{path[0]}"
        if file not in self.view.trees:  # no field of its page is filled
            address = f"{AS_WRITTEN}/{quote(file)}"
        inside = self._inside(state.kind, path, paragraph)
        name = "" if self._is_here(address) else self._name(file, state.kind, path) or screen_label(screen_of(file))
        return address, " · ".join(filter(None, (name, inside)))

    def _path(self, problem: Problem) -> tuple[tuple[str | int, ...], int]:
        """Return the path of what `problem` is about, and the paragraph there; of the mapping that lacks a key."""
        if self.view is None or problem.where is None:
            return (), 0
        file, key = problem.where.file, str(problem.facts.get("key", ""))
        tree, kind = self.view.trees.get(file), self.view.files[file].kind
        if message_of(problem).lacks_key:
            around = (path for path in mappings_at(tree, problem) if field_label(kind, (*path, key)))
            return next(around, ()), 0
        return path_at(tree, problem)

    def _name(self, file: str, kind: str, path: tuple[str | int, ...]) -> str:
        if self.view and kind in _TITLED:
            return title_of(self.view, file, "title") or PurePosixPath(file).stem
        return self.place_name(str(path[0])) if kind == "places" and path else ""

    def _inside(self, kind: FileKind, path: tuple[str | int, ...], paragraph: int) -> str:
        """Return the field at `path` in words: the stop, the label, the language, the paragraph."""
        lang = next((step for step in path if step in OWN_NAMES), "")
        stop = next((step + 1 for step in path[1:2] if isinstance(step, int) and path[0] == "stops"), 0)
        words = (
            _("stop {n}").format(n=stop) if stop else "",
            "" if path[:-1] == ("stops",) else label_at(kind, path),
            OWN_NAMES.get(str(lang), ""),
            paragraph_name(paragraph) if paragraph else "",
        )
        return " · ".join(filter(None, words))

    def _is_here(self, address: str) -> bool:
        """Tell whether the page, or the one that a part of a page is asked for, is the screen at `address`."""
        return self.path == address or (address not in SCREEN_NAMES and self.path.startswith(f"{address}/"))

    # --- facts ----------------------------------------------------------------------------------------------

    def _facts(self, problem: Problem) -> dict[str, Fact]:
        """Return the facts of `problem` with titles and names in place of ids, files and keys."""
        return {name: self._fact(problem, name, fact) for name, fact in problem.facts.items()}

    def _fact(self, problem: Problem, name: str, fact: Fact) -> Fact:
        if isinstance(fact, tuple):
            return tuple(str(self._fact(problem, name, each)) for each in fact)
        if not isinstance(fact, str):
            return fact
        if problem.slug == "kind-without-greeting":
            return kind_name(fact, self.view)
        if problem.slug == "unknown-place" and name == "id":
            return self.place_name(fact)
        if name in ("key", "known") and not self.path.startswith(f"{AS_WRITTEN}/"):  # there people see keys
            return self._key(problem, fact) if name == "key" else choice_name(str(problem.facts.get("key")), fact)
        name_of: Mapping[str, Callable[[str], str]] = {
            **dict.fromkeys(("playlist", "folder"), self.title),
            "appeal": lambda appeal: self.title(appeal, "text"),
            **dict.fromkeys(("stop", "place"), self.place_name),
            **dict.fromkeys(("one", "other"), self.title),
            "unit": self.unit_name,
            **dict.fromkeys(("items", "part"), self._part),
            **dict.fromkeys(("file", "path", "there", "nearest"), self.file_name),
        }
        return name_of[name](fact) if name in name_of else written_day(fact)

    def _key(self, problem: Problem, key: str) -> str:
        """Return the label of the field `key`, where it has one."""
        state = self.view.files.get(problem.where.file) if self.view and problem.where else None
        if state is None or problem.slug == "missing-language":
            return key
        path, _paragraph = self._path(problem)
        return field_label(state.kind, path if path[-1:] == (key,) else (*path, key)) or key

    def file_name(self, fact: str) -> str:
        """Return what people call the file `fact`."""
        if fact.startswith(_OUTPUT):
            playlist, _slash, file = fact.removeprefix(_OUTPUT).partition("/")
            return ": ".join(filter(None, (self.title(playlist), self._output_name(file))))
        if fact.startswith(_SOUND_FILES):
            return PurePosixPath(fact).name
        if self.view and fact in self.view.files:
            return self._name(fact, self.view.files[fact].kind, ()) or screen_label(screen_of(fact))
        if (named := part_name(self._part(fact))) != self.title(fact, "text"):  # a text that a voice spoke
            return named
        label = screen_label(screen_of(fact))
        return (
            " · ".join(filter(None, (label, self._subject(fact)))) if label else self.title(fact.removesuffix(".yaml"))
        )

    def _output_name(self, file: str) -> str:
        """Return number and place of a track, what another file is for, or its name where that is not known."""
        if track := _TRACK.fullmatch(file):
            place = track[2].lower().replace("_", "-")
            name = self.place_name(place)
            return f"{track[1]} · {name}" if name != place else track[1]
        known = {".M3U": _("the list for the player"), ".HTML": _("the driver's page")}
        return known.get(PurePosixPath(file).suffix, file)

    def _subject(self, file: str) -> str:
        """Return what people call the subject of a record or of a former file; "" where its screen says it all."""
        name = PurePosixPath(file).stem
        if file.startswith(_APPROVALS):
            return self.unit_name(str(PurePosixPath(file.removeprefix(_APPROVALS)).with_suffix("")))
        if file.startswith(_PAIRS):
            return self.title(name, "text")
        return name if file.startswith(tuple(f"{folder}/" for folder in _TITLED.values())) else ""

    def field_name(self, file: str, path: tuple[str | int, ...], place: str = "") -> str:
        """Return what people call the value at `path` of `file`, in the stop at `place`; its keys if it has no name."""
        state = self.view.files.get(file) if self.view else None
        shown = ("stops", "*", *path[2:]) if place else path  # named by its place, not by its number
        project = self.view.project if self.view else None
        if project and state and state.kind == "facts" and path and (fact := project.facts.get(str(path[0]))):
            says = [words for lang, words in fact.says.items() if lang == current_language()] or [*fact.says.values()]
            shown = (", ".join(says[0]), *path[1:])  # named by what texts say, not by its id
        known = self._inside(state.kind, shown, 0) if state else ""
        name = self.place_name(place or str(path[0])) if place or (state and state.kind == "places" and path) else ""
        return " · ".join(filter(None, (name, known))) or " · ".join(map(str, path))

    def saved_name(self, changes: Iterable[FileVersions], page: str) -> str:
        """Return what people call what `changes` are about: the appeal, the playlist, the place of `page`."""
        named = {"text": _("appeal “{name}”"), "playlist": _("playlist “{name}”"), "places": _("place “{name}”")}
        said = []
        for file in (each.file for each in changes):
            kind = self.view.files[file].kind if self.view and file in self.view.files else ""
            is_place = kind == "places" and page.startswith("/places/")
            name = self.place_name(page.removeprefix("/places/")) if is_place else self.file_name(file)
            said.append(named[kind].format(name=name) if is_place or kind in _TITLED else name)
        return ", ".join(dict.fromkeys(said))

    def unit_name(self, unit: str) -> str:
        """Return what people call what is approved as one: the appeal `littering`, the words of `greeting/yasny`."""
        kind, _slash, subject = unit.rpartition("/")
        if kind != "greeting":
            return self.title(subject, "text")
        return " · ".join((_("Greeting"), self.place_name(subject)))

    def value_name(self, path: tuple[str | int, ...], value: str) -> str:
        """Return a value as people read it: places, appeals, kinds and choices by their names, days as on paper."""
        keys = [step for step in path if isinstance(step, str)]
        key = keys[-1] if keys else ""
        if key == "place":
            return self.place_name(value)
        if key == "appeals":
            return self.title(value.removesuffix(SHORT_FORM), "text") if value else ""
        if key == "kind":
            return choice_name(key, kind_name(value))  # of a place, or of a fact
        if keys[:1] == ["voices"]:
            return ", ".join(voice_names(value.split(", ")).values())
        return written_day(choice_name(key, value))

    def piece_name(self, part: PartId) -> str:
        """Return what the player bar calls `part`; "" of a pause, and of a text in no file."""
        if part.kind == "appeal":
            return self.title(part.subject.removesuffix(SHORT_FORM), "text")
        what = {"chime": _("Chime"), "intro": _("Greeting"), "outro": _("Closing words")}.get(part.kind, "")
        place = part.subject.removesuffix(CALL) if what and part.lang else ""
        return " · ".join(filter(None, (what, self.place_name(place))))

    def title(self, name: str, kind: str = "playlist") -> str:
        """Return the title of the playlist or appeal `name`, of `kind` first; `name` itself where there is none."""
        for each in sorted(_TITLED, key=lambda each: each != kind):
            file = f"{_TITLED[each]}/{name}.yaml"
            if self.view and file in self.view.files:
                return title_of(self.view, file, "title") or name
        return name

    def _part(self, item: str) -> str:
        """Return the part `item` with its title or place, still as text that messages/ can name."""
        with suppress(ValueError):
            part = PartId.parse(item)
            name = self.title(part.subject, "text") if part.kind == "appeal" else self.place_name(part.subject)
            return str(replace(part, subject=name.replace("/", " ").replace(", ", " ")))
        appeal, _sign, paragraph = item.partition(" ¶")
        return " · ".join((self.title(appeal, "text"), *((paragraph_name(paragraph),) if paragraph else ())))

    def place_name(self, place: str) -> str:
        """Return the name of the place, or the one that it had; its id where none is known."""
        if self.view and not self._places:
            self._places.update(place_names(self.view))
        return self._places.get(place) or self.former.get(place, place)


def field_label(kind: FileKind, path: tuple[str | int, ...]) -> str:
    """Return the label of the field at `path` itself, or of its languages; "" where it has none."""
    keys = [key.split(".") for key in field_words(kind)]
    fields = (path, (*path, LANGS[0]))
    return next((label_at(kind, at) for at in fields for key in keys if len(key) == len(at) and _is_at(key, at)), "")


def label_at(kind: FileKind, path: tuple[str | int, ...]) -> str:
    """Return the label of the field at `path` of a file of `kind`, or of what it stands in; "" where there is none."""
    found = [key for key in field_words(kind) if key and _is_at(key.split("."), path)]
    if not found:
        return ""
    key = max(found, key=lambda each: each.count("."))
    names = [str(step) for part, step in zip(key.split("."), path, strict=False) if part == "*" and kind in _NAMED]
    return " · ".join([*names, _(field_words(kind)[key].label)])


def _is_at(key: list[str], path: tuple[str | int, ...]) -> bool:
    if len(key) > len(path):
        return False
    return all(part in ("*", step) or (part == "LANG" and step in LANGS) for part, step in zip(key, path, strict=False))
