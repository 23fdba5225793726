"""A project and dictionaries in, words that may be misspelt out. Only where asked: dictionaries load slowly."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from zt_audio.checks.dictionaries import PACKAGE, dictionary_folders, find_dictionary, has_speller, load_dictionary
from zt_audio.checks.misspelt import Dictionary, Speller, words_of
from zt_audio.checks.project import placed
from zt_audio.checks.texts import Kind, pairs
from zt_audio.checks.towns import towns
from zt_audio.errors import ContentError
from zt_audio.model import LANGS, Lang, Problem, Project

FOLDER = "dictionaries"  # below appeals/: staff's own

Open = Callable[[Lang], Dictionary]


def spelling(project: Project, appeals: Path) -> tuple[Problem, ...]:
    """Return a warning at each word that no dictionary knows, or one that says why spelling was not checked."""
    if not has_speller():
        return (Problem("no-speller", None, {"command": f'"{sys.executable}" -m pip install {PACKAGE}'}, "warning"),)
    found: list[Problem] = []
    for lang in LANGS:
        path = find_dictionary(lang, dictionary_folders(appeals / FOLDER))
        if path is None:
            found.append(Problem("no-dictionary", None, {"lang": lang}, "warning"))
            continue
        try:
            found += misspelt(project, lang, load_dictionary(path, lang))
        except ContentError as error:
            found += error.problems
    return tuple(found)


def misspelt(project: Project, lang: Lang, dictionary: Dictionary) -> Iterator[Problem]:
    """Yield a warning at each word of the texts for `lang` that neither `dictionary` nor the project knows."""
    speller = Speller(dictionary, lang, frozenset(_known(project, lang)))
    for pair in pairs(project):
        if pair.kind is not Kind.LABEL and lang in pair.texts:
            yield from placed(speller.misspelt(pair.words(lang)), pair.texts[lang])


def _known(project: Project, lang: Lang) -> Iterator[str]:
    """Yield the words of staff's lexicon, of places and their forms, and the towns that texts name."""
    for pair in pairs(project):
        if lang in pair.texts:
            yield from (town.token for town in towns(pair.texts[lang].value, lang))
    for entry in project.lexicon.get(lang, ()):
        for text in (entry.written, entry.spoken, *entry.forms.values()):
            yield from words_of(text)
    for place in project.places.values():
        for name in (place.name[lang], *place.forms.get(lang, {}).values()):
            yield from words_of(name.value)
