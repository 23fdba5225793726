"""Find the files that make up the content of a project folder."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Literal, LiteralString

from zt_audio.messages.message import message_of
from zt_audio.model import LANGS, Lang, Problem, Where
from zt_audio.store.disk import is_inside, is_reached_directly
from zt_audio.store.workspace import APPEALS, RECORDINGS_FOLDER
from zt_audio.suggestions import joined_names, nearest

FileKind = Literal[
    "text",
    "places",
    "intros",
    "outros",
    "playlist",
    "settings",
    "lexicon",
    "profiles",
    "pronunciations",
    "people",
    "facts",
]

CHIME_FILE = ".wav"
YAML = ".yaml"
LEXICON = "lexicon"
PEOPLE_FILE = "people.yaml"
FACTS_FILE = "facts.yaml"
PEOPLE_SEAL = "people.sig"
_PLACES = "places.yaml"
PHOTOS = "photos"  # pictures of places by their ids, for the driver's card
PLACES_FOLDER = "places"  # more files of places, for a region or a whole country
_REQUIRED: dict[str, FileKind] = {_PLACES: "places", "intros.yaml": "intros"}
_OPTIONAL: dict[str, FileKind] = {
    "outros.yaml": "outros",
    PEOPLE_FILE: "people",
    FACTS_FILE: "facts",
    "profiles.yaml": "profiles",
    "pronunciations.yaml": "pronunciations",
    "settings.yaml": "settings",
    **{f"{LEXICON}/{lang}.yaml": "lexicon" for lang in LANGS},
}
_FOLDERS: dict[str, tuple[FileKind, str]] = {  # and what is wrong with an empty one, if anything
    "texts": ("text", "no-appeals"),
    PLACES_FOLDER: ("places", ""),
    "playlists": ("playlist", "no-playlists"),
}
MAX_FILE_BYTES = 1_000_000  # 500 places are 60 kB: more is not a file that staff wrote
MAX_PLACES_BYTES = 4_000_000  # 15 000 places are 2 MB: they come from a table
ID_PATTERN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MAX_ID_CHARS = 40
_DEVICES = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")  # Windows makes no file of these names
# Sounds may lie anywhere. The others come by themselves, and people stop reading a warning that they see every time.
_LEFT_ALONE = re.compile(
    r"\.(wav|mp3|flac|m4a|ogg)$"
    rf"|^{re.escape(PEOPLE_SEAL)}$"  # the seal of people.yaml
    r"|^\.|^~|~$|\.(bak|tmp|swp|swo)$"  # hidden files, locks, and copies that editors make
    r"|^(thumbs\.db|desktop\.ini)$",
    re.IGNORECASE,
)
_DOCUMENTS = (".doc", ".docx", ".odt", ".pdf", ".rtf")  # another name would make no text of them


@dataclass(frozen=True, slots=True)
class ContentFile:
    """`name` is what people see: relative to the project, with forward slashes. `id` is the file's stem."""

    kind: FileKind
    path: Path
    name: str

    @property
    def id(self) -> str:
        return self.name.rsplit("/", 1)[-1].removesuffix(".yaml")

    @property
    def is_named_by_staff(self) -> bool:
        """Tell whether staff choose the name of the file, as that of an appeal."""
        return self.name.rsplit("/", 2)[-2] in _FOLDERS

    @property
    def target(self) -> Path | None:
        """Return where the bytes lie if a link stands here or above; None where it leads out of appeals/."""
        home = self.path.parents[self.name.count("/") - 1]
        target = Path(os.path.realpath(self.path))
        return target if target.is_relative_to(os.path.realpath(home)) else None

    @property
    def most_bytes(self) -> int:
        """Return how large the file may be."""
        return MAX_PLACES_BYTES if self.kind == "places" else MAX_FILE_BYTES

    @property
    def lang(self) -> Lang:
        """Return the language of a lexicon, whose stem it is."""
        return next(lang for lang in LANGS if lang == self.id)


def id_problem(name: str) -> tuple[LiteralString, dict[str, str | int]] | None:
    """Return slug and facts of what is wrong with `name` as an id or a file's stem; it becomes a file's name."""
    if not ID_PATTERN.fullmatch(name) or len(name) > MAX_ID_CHARS:
        return "bad-id", {"id": name, "limit": MAX_ID_CHARS}
    if _DEVICES.fullmatch(name):
        return "reserved-id", {"id": name}
    return None


def content_file(root: Path, name: str) -> ContentFile | None:
    """Return the file that people know as `name`, whether it is there or not.

    None where no content of the project at `root` has such a name, or where a link leads out of the project.
    """
    home, _, below = name.partition("/")
    folder, _, leaf = below.rpartition("/")
    kind = {**_REQUIRED, **_OPTIONAL}.get(below)
    if kind is None and folder in _FOLDERS and leaf.endswith(YAML):
        kind = _FOLDERS[folder][0]
    if home != APPEALS or kind is None or not is_inside(name) or not is_reached_directly(root, root / name):
        return None
    return ContentFile(kind, root / name, name)


def content_files(root: Path) -> tuple[Path, ...]:
    """Return every file that a project at `root` is read from, sorted; WAV files may be chimes.

    Recordings are not among them: they are large, and published/inputs.py takes their notes instead.
    """
    home = root / APPEALS
    sounds = (
        Path(folder, name)
        for folder, _, names in os.walk(home)  # it knows folders without asking for each of 500 files
        for name in names
        if os.path.splitext(name)[1].lower() == CHIME_FILE  # noqa: PTH122 - before there is a Path of it
    )
    sounds = (path for path in sounds if home / RECORDINGS_FOLDER not in path.parents and path.is_file())
    return tuple(sorted({*(file.path for file in find_files(root)[0]), *sounds}))


def find_files(root: Path) -> tuple[tuple[ContentFile, ...], tuple[Problem, ...]]:
    """Return the files of the project at `root`, and what is missing or lies there unread."""
    home = root / APPEALS
    if not home.is_dir():
        return (), (Problem("no-project", Where(APPEALS)),)
    files: list[ContentFile] = []
    problems: list[Problem] = []
    has_more_places = any(name.endswith(YAML) for name in _names(home / PLACES_FOLDER))
    for name, kind in {**_REQUIRED, **_OPTIONAL}.items():
        if os.path.lexists(home / name):  # a broken link is not a file left out
            files.append(ContentFile(kind, home / name, f"{APPEALS}/{name}"))
        elif name in _REQUIRED and not (name == _PLACES and has_more_places):
            problems.append(Problem("missing-file", Where(f"{APPEALS}/{name}")))
    for folder, (kind, slug) in _FOLDERS.items():
        found = [
            ContentFile(kind, home / folder / name, f"{APPEALS}/{folder}/{name}") for name in _names(home / folder)
        ]
        files += (file for file in found if file.name.endswith(".yaml"))
        if slug and not any(file.name.endswith(".yaml") for file in found):
            problems.append(Problem(slug, Where(f"{APPEALS}/{folder}")))
    return tuple(files), (*problems, *_unread(home))


def unread_names(root: Path) -> tuple[str, ...]:
    """Return the files that nothing reads: one more or one less changes the warnings, though no sound."""
    return tuple(problem.where.file for problem in _unread(root / APPEALS) if problem.where)


def _unread(home: Path) -> Iterator[Problem]:
    """Warn of what should be content and is not read: a misspelt name, `.yml`, `.yaml.txt`, a folder too deep."""
    known = [*_REQUIRED, *_OPTIONAL]
    # The folders where every file should be read: appeals/ itself, and the rooms of content with all below.
    below = (
        Path(above, name).relative_to(home).as_posix()
        for room in (*_FOLDERS, LEXICON)
        for above, names, _ in os.walk(home / room)
        for name in names
        if not name.startswith(".")
    )
    for folder in ["", LEXICON, *_FOLDERS, *sorted(below)]:
        files = (name for name, is_folder in _entries(home / folder) if not is_folder)
        for name in sorted(name for name in files if not _LEFT_ALONE.search(name)):
            path = f"{folder}/{name}".lstrip("/")
            if path not in known and not (folder in _FOLDERS and name.endswith(YAML)):
                slug = "unread-document" if name.lower().endswith(_DOCUMENTS) else "unread-file"
                yield Problem(slug, Where(f"{APPEALS}/{path}"), {"nearest": _right(path, known)}, "warning")


def _right(path: str, known: Collection[str]) -> str:
    """Return the name under which the file at `path` would be read."""
    folder, _, name = path.rpartition("/")
    if (room := folder.split("/")[0]) not in _FOLDERS:
        return nearest(path, known) or joined_names([*known])
    stem = re.sub(r"(\.(ya?ml|txt))+$", "", name, flags=re.IGNORECASE)
    return f"{room}/{stem.rsplit('.', 1)[0] if stem == name else stem}{YAML}"


def _names(folder: Path) -> list[str]:
    """Return the names in `folder` that end like YAML, sorted; hidden files are no content."""
    return sorted(
        name for name, _folder in _entries(folder) if name.lower().endswith(YAML) and not name.startswith(".")
    )


def _entries(folder: Path) -> list[tuple[str, bool]]:
    """Return the name of each entry of `folder`, and whether it is a folder."""
    try:
        with os.scandir(folder) as found:
            return [(os.fsencode(entry.name).decode("utf-8", "replace"), entry.is_dir()) for entry in found]
    except OSError:
        return []


_ENDINGS = re.compile(r"(\.(ya?ml|txt))+$", re.IGNORECASE)
_COPY = re.compile(r"(?:[ _-]*(?:\(\d+\)|copy|copie|копия|көшірме)(?: \d+)?)+$|^(?:копия|copy of) ", re.IGNORECASE)
_LETTERS = {  # for names of files
    **str.maketrans("аәбвгғдеёзийкқлмноөпрстуұүфхһыіэ", "aabvggdeeziykqlmnooprstuuufhhyie", "ъь"),
    **{ord(char): latin for char, latin in zip("жңцчшщюя", "zh ng ts ch sh sh yu ya".split(), strict=True)},  # noqa: SIM905
}


def trace_misnamed_files(problems: Sequence[Problem], files: Collection[ContentFile]) -> list[Problem]:
    """Return `problems`; where a misnamed file explains others, they are left out and the file is an error."""
    # a name that is like a known one is misspelt, and no file has it
    unlike = {name for problem in problems if problem.facts.get("nearest", "") == "" for name in _missing(problem)}
    strays = [problem for problem in problems if message_of(problem).is_stray_file and problem.where]
    missing = {name for problem in problems for name in _missing(problem)}
    found = {file.name for file in files}
    explained: dict[str, str] = {}  # the name that is missing, by that of the file which has it
    for stray in strays:
        likely = unlike if len(strays) == 1 else frozenset[str]()
        if name := _meant(stray, missing - set(explained.values()), likely):
            explained[_file(stray)] = name
    kept = [problem for problem in problems if not {*_missing(problem)} & set(explained.values())]
    return [_named(problem, explained, found) for problem in kept]


def usable_name(file: str) -> str:
    """Return the name like that of `file` under which it could be read."""
    path = PurePosixPath(file)
    words = _COPY.sub("", _ENDINGS.sub("", path.name))  # without what systems add to the name of a copy
    stem = re.sub("[^a-z0-9]+", "-", words.lower().translate(_LETTERS)).strip("-")[:40].strip("-") or "text"
    return f"{path.parent}/{stem if id_problem(stem) is None else f'{stem}-1'}{YAML}"


def _missing(problem: Problem) -> Iterator[str]:
    """Yield the file, or the folder of files, that `problem` misses."""
    if problem.slug == "unknown-appeal":
        yield f"{APPEALS}/texts/{problem.facts['id']}{YAML}"
    elif message_of(problem).lacks_file and problem.where:
        yield problem.where.file


def _file(problem: Problem) -> str:
    return problem.where.file if problem.where else ""


def _meant(stray: Problem, missing: Collection[str], likely: Collection[str]) -> str:
    """Return which of `missing` the file of `stray` is; "" where that cannot be told.

    Where its name says nothing, it is the only one of `likely` in its folder.
    """
    if (name := f"{APPEALS}/{stray.facts.get('nearest')}") not in missing:
        name = usable_name(_file(stray))
    if name in missing:
        return name
    if (folder := str(PurePosixPath(name).parent)) in missing:  # it has no file at all
        return folder
    others = [each for each in likely if each.startswith(f"{folder}/") and each.endswith(YAML)]
    return others[0] if len(others) == 1 else ""


def _named(problem: Problem, explained: dict[str, str], found: Collection[str]) -> Problem:
    """Return `problem` with the new name of its file, and as an error where that explains what is missing."""
    if not message_of(problem).is_stray_file:
        return problem
    file = _file(problem)
    meant = explained.get(file, "")
    right = meant if meant.endswith(YAML) else usable_name(file)
    if not meant and "right" not in problem.facts:
        return problem
    if right in found and right != file:  # a copy: the name is taken
        right = f"{right.removesuffix(YAML)}-2{YAML}"
    return replace(problem, slug="bad-file-name", where=Where(file), facts={"right": right}, severity="error")
