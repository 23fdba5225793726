"""Find words that may be misspelt. It runs only on request, because dictionaries load slowly."""

from __future__ import annotations

import gc
import os
import re
import sys
import warnings
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Protocol

from zt_audio.checks.mentions import towns_in
from zt_audio.checks.texts import TextKind, placed, written_texts
from zt_audio.errors import ContentError
from zt_audio.language.registry import language_of
from zt_audio.model import LANGS, Lang, Problem, Project

_SPELLER_PACKAGE = "spylls"
_DICTIONARIES = "dictionaries"  # below appeals/: dictionaries of staff
_SYSTEM_FOLDERS = (
    "/usr/share/hunspell",
    "/usr/share/myspell/dicts",
    "/usr/share/myspell",
    "/usr/local/share/hunspell",
    "~/.local/share/hunspell",
    "~/Library/Spelling",
    "/Library/Spelling",
)
# LibreOffice keeps each dictionary in a folder below one of these.
_OFFICE_FOLDERS = (
    "/usr/lib/libreoffice/share/extensions",
    "/opt/libreoffice*/share/extensions",
    "/Applications/LibreOffice.app/Contents/Resources/extensions",
    "%PROGRAMFILES%/LibreOffice/share/extensions",
    "%PROGRAMFILES(X86)%/LibreOffice/share/extensions",
    "%APPDATA%/LibreOffice/4/user/uno_packages/cache/uno_packages",
    "~/.config/libreoffice/4/user/uno_packages/cache/uno_packages",
)

_FoldersOf = Callable[[Path], Iterator[Path]]


def find_dictionary(lang: Lang, folders: Iterator[Path]) -> Path | None:
    """Return the path (without its ending) of the first complete dictionary of `lang` in `folders`, or None."""
    for folder in folders:
        for name in language_of(lang).check_facts().dictionaries:
            if (folder / f"{name}.aff").is_file() and (folder / f"{name}.dic").is_file():
                return folder / name
    return None


def dictionary_folders(
    own: Path, system: Iterable[str] = _SYSTEM_FOLDERS, office: Iterable[str] = _OFFICE_FOLDERS
) -> Iterator[Path]:
    """Yield the folders of dictionaries: the project's folder, then the system's, then LibreOffice's."""
    yield own
    yield from (Path(folder).expanduser() for folder in system)
    for pattern in office:
        root = Path(os.path.expandvars(pattern)).expanduser()
        anchor = Path(root.anchor)
        for extensions in anchor.glob(str(root.relative_to(anchor))) if root.is_absolute() else ():
            yield from sorted(folder for folder in extensions.glob("**/") if len(folder.parts) > len(extensions.parts))


def load_dictionary(path: Path, lang: Lang) -> Dictionary:
    """Return the dictionary at `path`. Raises ContentError `bad-dictionary`."""
    hunspell = import_module(f"{_SPELLER_PACKAGE}.hunspell")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # spylls 0.1.7 leaves its files to the garbage collector
        try:
            found: Dictionary = hunspell.Dictionary.from_files(str(path))
        except Exception as error:  # noqa: BLE001 - a damaged file fails anywhere in spylls, with any of them
            reason = f"{type(error).__name__}: {error}"
        else:
            return found
        gc.collect()  # now, while warnings about those files are ignored
    raise ContentError(Problem("bad-dictionary", None, {"lang": lang, "path": str(path), "reason": reason}, "warning"))


_STRESS = re.compile("[\u0300\u0301]")
_WORD = re.compile(r"(?<![\w-])(?:[^\W\d_][\u0300\u0301]?)+(?:-(?:[^\W\d_][\u0300\u0301]?)+)*(?![\w-])")
_SUGGESTED = 3
_SHORTEST = 2  # letters: a single one is an initial or an abbreviation


class Dictionary(Protocol):
    """What spylls.hunspell.Dictionary does."""

    def lookup(self, word: str) -> bool: ...

    def suggest(self, word: str) -> Iterable[str]: ...


class Speller:
    """`known` words are right in any case: the lexicon of staff and the names of places."""

    def __init__(self, dictionary: Dictionary, lang: Lang, known: Collection[str]) -> None:
        self._facts = language_of(lang).check_facts()
        self._known = {word.lower() for word in known} | self._facts.known_words
        self._lookup = cache(dictionary.lookup)
        self._suggest = cache(lambda word: ", ".join(islice(dictionary.suggest(word), _SUGGESTED)))

    def misspelt(self, text: str) -> Iterator[Problem]:
        """Yield once, at each unknown word, `misspelt-word`, or `unknown-word` if no known word is similar."""
        for match in _WORD.finditer(text):
            word = _STRESS.sub("", match.group())
            if not self._is_right(word):
                self._known.add(word.lower())
                nearest = self._suggest(word)
                slug = "misspelt-word" if nearest else "unknown-word"
                yield Problem.warning(slug, match.start(), token=match.group(), nearest=nearest)

    def _is_right(self, word: str) -> bool:
        if len(word) < _SHORTEST or word.isupper() or word.lower() in self._known:
            return True
        if self._lookup(word) or self._facts.has_known_stem(word.lower(), self._is_known):
            return True
        return "-" in word and all(map(self._is_right, word.split("-")))

    def _is_known(self, word: str) -> bool:
        return word in self._known or self._lookup(word)


def words_of(text: str) -> Iterator[str]:
    """Yield the words of `text` without stress marks, and the parts of those with a hyphen."""
    for match in _WORD.finditer(text):
        word = _STRESS.sub("", match.group())
        yield from {word, *word.split("-")}


def spelling_warnings(
    project: Project,
    appeals: Path,
    folders: _FoldersOf = dictionary_folders,
    find_package: Callable[[str], object | None] = find_spec,
) -> tuple[Problem, ...]:
    """Return a warning at each word that no dictionary has, or one that says why spelling was not checked.

    `folders` takes the project's own folder and yields all folders of dictionaries. `find_package` returns None for a
    package that is not installed.
    """
    if find_package(_SPELLER_PACKAGE) is None:
        command = f'"{sys.executable}" -m pip install {_SPELLER_PACKAGE}'
        return (Problem("no-speller", None, {"command": command}, "warning"),)
    found: list[Problem] = []
    for lang in LANGS:
        path = find_dictionary(lang, folders(appeals / _DICTIONARIES))
        if path is None:
            found.append(Problem("no-dictionary", None, {"lang": lang}, "warning"))
            continue
        try:
            found += misspelt_words(project, lang, load_dictionary(path, lang))
        except ContentError as error:
            found += error.problems
    return tuple(found)


def misspelt_words(project: Project, lang: Lang, dictionary: Dictionary) -> Iterator[Problem]:
    """Yield a warning at each word of the texts for `lang` that is neither in `dictionary` nor in the project."""
    speller = Speller(dictionary, lang, frozenset(_known(project, lang)))
    for pair in written_texts(project):
        if pair.kind is not TextKind.LABEL and lang in pair.texts:
            yield from placed(speller.misspelt(pair.words(lang)), pair.texts[lang])


def _known(project: Project, lang: Lang) -> Iterator[str]:
    """Yield the words of the lexicon, of places and their forms, and the towns in the texts."""
    for pair in written_texts(project):
        if lang in pair.texts:
            yield from (town.token for town in towns_in(pair.texts[lang].value, lang))
    for entry in project.lexicon.get(lang, ()):
        for text in (entry.written, entry.spoken, *entry.forms.values()):
            yield from words_of(text)
    for place in project.places.values():
        for name in (place.name[lang], *place.forms.get(lang, {}).values()):
            yield from words_of(name.value)
