"""Files as forms: greetings, words, readings, players and settings, each key a field; entries added and taken out.

A word is also taught where it stands; what will sound otherwise is shown and heard before.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zt_audio.app.edit import FileEdit, save_edits
from zt_audio.app.file_form import (
    FOR_INSTALLERS,
    FileField,
    FileKind,
    FormPart,
    NamedEntries,
    added_entry,
    entries_at,
    file_form,
    group_of,
    items_of,
    name_of_entry,
)
from zt_audio.app.places.places import sample_greeting
from zt_audio.app.roles import role_of_file
from zt_audio.app.texts.lexicon import AppealText, teach_word, try_word
from zt_audio.app.texts.workbench import View
from zt_audio.app.vouching.facts import fact_rows
from zt_audio.i18n import N_, gettext as _
from zt_audio.messages.message import message_of
from zt_audio.model import LANGS, Problem
from zt_audio.studio.addresses import SCREEN_NAMES
from zt_audio.studio.names import namer, place_choice
from zt_audio.studio.visit import (
    HTTPException,
    Response,
    Visit,
    get,
    json_value,
    known_lang,
    normal_text,
    post,
    post_json,
    typed_path,
    typed_text,
)

_VALUE = "value:"  # what begins the names of fields that hold the value of a new entry
_MOST_CHARS = 200


@dataclass(frozen=True, slots=True)
class FormFile:
    """A file on a form."""

    file: str
    kind: FileKind
    heading: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class FormScreen:
    """A page with the forms of some files."""

    path: str
    files: tuple[FormFile, ...]
    hint: str = ""

    @property
    def heading(self) -> str:
        return SCREEN_NAMES[self.path]


@dataclass(frozen=True, slots=True)
class _Section:
    file: str
    kind: FileKind
    heading: str
    lang: str
    problems: tuple[Problem, ...]
    parts: tuple[FormPart, ...]
    groups: Mapping[str, Sequence[FormPart]]


FORM_SCREENS = (
    FormScreen(
        "/greetings",
        (
            FormFile("appeals/intros.yaml", "intros", N_("Before the appeals")),
            FormFile("appeals/outros.yaml", "outros", N_("After the appeals")),
        ),
        N_("A mark in a text becomes the name of the place in that form. Below each text: what a real place hears."),
    ),
    FormScreen(
        "/words",
        tuple(FormFile(f"appeals/lexicon/{lang}.yaml", "lexicon", N_("Lexicon"), lang) for lang in LANGS),
        N_("Only what the program does not know or reads otherwise. Put a + before the vowel that is said stronger."),
    ),
    FormScreen(
        "/readings",
        (FormFile("appeals/pronunciations.yaml", "pronunciations", N_("Doubtful words")),),
    ),
    FormScreen(
        "/facts",
        (FormFile("appeals/facts.yaml", "facts", N_("Numbers and sources")),),
        N_("Articles, telephones, sums and dates that appeals say, with source and the day until which they hold."),
    ),
    FormScreen(
        "/players",
        (FormFile("appeals/profiles.yaml", "profiles", N_("Players of your own")),),
        N_(
            "Choose the known player that yours is like, and fill in only what is different: an empty field means “the "
            "same as there”. What a player can take is said in its manual."
        ),
    ),
    FormScreen(
        "/settings",
        (FormFile("appeals/settings.yaml", "settings", N_("Settings")),),
    ),
)
_NAMING_PLACES = ("/greetings", "/words")
_BY_PATH = {screen.path: screen for screen in FORM_SCREENS}
_KINDS = {each.file: each.kind for screen in FORM_SCREENS for each in screen.files}


@get(*_BY_PATH)
def _form(visit: Visit) -> Response:
    screen = _BY_PATH[visit.path]
    project = visit.view.project
    return visit.page(
        "forms.html",
        facts=fact_rows(visit.root, project, visit.today) if project and screen.path == "/facts" else (),
        project=project,
        role=role_of_file(screen.files[0].file),
        heading=screen.heading,
        closed=FOR_INSTALLERS,
        hint=screen.hint,
        sections=[_section(visit.view, each) for each in screen.files],
        name_of=namer(visit.view),
        sample_of=lambda at, words: sample_greeting(visit.view, at, words, at[-1]),
        guesses=_guesses(visit.view) if screen.path == "/readings" else (),
        files=[each.file for each in screen.files if each.file in visit.view.files],
        **(place_choice(visit.view, visit.query) if screen.path in _NAMING_PLACES else {"is_long": False}),
    )


def _section(view: View, each: FormFile) -> _Section:
    parts = file_form(view, each.file, each.kind)
    groups: dict[str, list[FormPart]] = {}
    for part in parts:
        groups.setdefault(group_of(each.kind, str(part.path[0])) if part.path else "", []).append(part)
    return _Section(each.file, each.kind, each.heading, each.lang, view.problems_of(each.file), parts, groups)


def _guesses(view: View) -> list[Mapping[str, object]]:
    """Return what the reader guesses and no one has signed off, each once."""
    found = [problem.facts for problem in view.problems if message_of(problem).is_guess]
    return [*{(facts["lang"], facts["token"]): facts for facts in found}.values()]


@post("/greetings/said")
def _greeting_said(visit: Visit) -> Response:
    """Say what a real place would hear of a greeting that is typed: its field bears the path of its words."""
    at, words = next(
        ((typed_path(json_value(name)), words) for name, words in visit.form.items() if name[:1] == "["), ((), "")
    )
    code = known_lang(at[-1] if at else None)
    sample = sample_greeting(visit.view, [*map(str, at)], normal_text(words), code)
    return visit.fragment("greeting_said.html", sample=sample, code=code)


@post("/entries")
def _add(visit: Visit) -> Response:
    """Put a new entry under a name into a file. A page that names none to go back to stays open."""
    before = visit.studio.stamp()
    file, entries = _entries_of(visit)
    path: tuple[str | int, ...] = (*entries.path, name_of_entry(entries, visit.line("name")))
    if entries.below:
        path = (*path, visit.line("below"))
    changes = added_entry(visit.view, file, path, _new_value(visit.form, (entries.below or entries).blank))
    saved = save_edits(visit.root, [FileEdit(file, changes)], visit.person)
    return visit.lead_back(saved=saved) if "back" in visit.form else visit.stay(saved, before)


def _entries_of(visit: Visit) -> tuple[str, NamedEntries]:
    """Return the file and the mapping that the form names. Raises HTTPException 400 where there is none of them."""
    file, path = visit.form.get("file", ""), json_value(visit.form.get("path", ""))
    if file not in _KINDS:
        raise HTTPException(400)
    parts = file_form(visit.view, file, _KINDS[file])
    found = entries_at(parts, typed_path(path) if path else ())  # all of some files is one mapping
    if found is None:
        raise HTTPException(400)
    return file, found


def _new_value(form: Mapping[str, str], fields: Sequence[FileField]) -> Any:  # noqa: ANN401 - texts, lists, mappings
    """Return the value that the fields of a new entry hold; those left empty are left out."""
    value: dict[str, Any] = {}
    for field in fields:
        name = _VALUE + json.dumps(field.path, separators=(",", ":"))
        text = normal_text(form.get(name, "")).strip()
        if text and not field.path:
            return text
        inner = value
        for step in field.path[:-1] if text else ():
            inner = inner.setdefault(str(step), {})
        if text:
            inner[str(field.path[-1])] = items_of(text) if field.kind in ("list", "set") else text
    if not value:
        raise HTTPException(400, _("Nothing was filled in. Go back and fill in a field."))
    return value


@post_json("/lexicon/try")
def _try(visit: Visit) -> Response:
    """Return the panel of a word; with spoken words only the list of what they change."""
    said = visit.said
    lang, written = known_lang(said.get("lang")), _line(said.get("written"))
    spoken = None if said.get("spoken") is None else typed_text(said["spoken"]).strip()[:_MOST_CHARS]
    appeal = said.get("appeal")
    draft = AppealText(appeal, typed_text(said.get("text"))) if isinstance(appeal, str) else None
    trial = try_word(visit.studio.workbench, visit.today, lang, written, spoken, draft)
    template = "teach.html" if spoken is None else "word_changes.html"
    return visit.fragment(template, trial=trial, code=lang, spoken=spoken)


@post_json("/lexicon")
def _teach(visit: Visit) -> Response:
    said = visit.said
    lang, written, spoken = known_lang(said.get("lang")), _line(said.get("written")), _line(said.get("spoken"))
    old = typed_text(said["old"]) if said.get("old") is not None else None
    before = visit.studio.stamp()
    saved = teach_word(visit.root, visit.view, lang, written, spoken, old, visit.person)
    return visit.stay(saved, before)


def _line(value: object) -> str:
    line = typed_text(value).strip()
    if not line or "\n" in line or len(line) > _MOST_CHARS:
        raise HTTPException(400)
    return line
