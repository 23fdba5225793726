"""List the appeals of a project, check one while it is written, and offer a mend for what is wrong in it.

Words that a person typed and did not save are kept: a closed lid or a crashed browser loses nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from zt_audio.app.edit import Change, FileEdit, Put
from zt_audio.app.texts.draft_reading import Mark, ShownText, VoicePace, advice_marks, read_paces, show_text
from zt_audio.app.texts.workbench import BilingualTexts, View, Workbench
from zt_audio.checks.parity import one_sided_by_paragraph
from zt_audio.content.files import content_file
from zt_audio.content.yaml.changes import SetText
from zt_audio.content.yaml.edit import changed
from zt_audio.content.yaml.source import source_of
from zt_audio.content.yaml.tree import Node, items, mapping, parse_yaml, plain, text_value, text_values
from zt_audio.errors import ContentError, ZtError
from zt_audio.language.cleaner import clean_text
from zt_audio.messages.message import message_of
from zt_audio.model import LANGS, SHORT_FORM, Lang, Offer, Problem, Settings, Text
from zt_audio.store.disk import write_atomic
from zt_audio.store.state_file import read_json
from zt_audio.store.workspace import Workspace

# Tell which playlist says what where, and put an appeal into many lists of playlists at once.


@dataclass(frozen=True, slots=True)
class AppealList:
    """A list of appeals: that of `playlist`, or of its stop at `position`, which may say what the playlist says."""

    playlist: str
    file: str
    position: int | None
    place: str
    own: tuple[str, ...]
    said: tuple[str, ...]

    @property
    def id(self) -> str:
        return self.playlist if self.position is None else f"{self.playlist}/{self.position}"


def appeal_lists(view: View) -> tuple[AppealList, ...]:
    """Return the lists of each playlist, its own first, also where a file has mistakes."""
    return tuple(
        each
        for file in view.files.values()
        if file.kind == "playlist"
        for each in _lists(file.id, file.name, view.trees.get(file.name))
    )


def playlists_by_place(view: View) -> Mapping[str, tuple[str, ...]]:
    """Return the playlists that stop at each place, also where their files have mistakes."""
    return _playlists_by((each.place, each.playlist) for each in _of_stops(view))


def playlists_by_appeal(view: View) -> Mapping[str, tuple[str, ...]]:
    """Return the playlists of which a stop says each appeal, also where their files have mistakes."""
    return _playlists_by(
        (name.removesuffix(SHORT_FORM), each.playlist) for each in _of_stops(view) for name in each.said
    )


def _of_stops(view: View) -> Iterator[AppealList]:
    return (each for each in appeal_lists(view) if each.position is not None)


def _playlists_by(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for name, playlist in pairs:
        found.setdefault(name, {})[playlist] = None
    return {name: tuple(playlists) for name, playlists in found.items()}


def unread_playlists(view: View) -> tuple[str, ...]:
    """Return the playlists whose files do not tell plainly where each stop is and what it says."""
    told: dict[str, list[bool]] = {file.id: [] for file in view.files.values() if file.kind == "playlist"}
    for each in _of_stops(view):
        told[each.playlist].append(bool(each.place and each.said))
    return tuple(name for name, stops in told.items() if not stops or not all(stops))


def _lists(playlist: str, file: str, tree: Node | None) -> Iterator[AppealList]:
    usual = text_values(mapping(tree).get("appeals"))
    yield AppealList(playlist, file, None, "", usual, usual)
    for position, stop in enumerate(items(mapping(tree).get("stops"))):
        own = text_values(mapping(stop).get("appeals"))
        yield AppealList(playlist, file, position, text_value(mapping(stop).get("place")), own, own or usual)


def with_appeal(view: View, appeal: str, wanted: Collection[str]) -> tuple[FileEdit, ...]:
    """Return the edits that put `appeal` at the end of the lists whose ids are `wanted`.

    A whole playlist also means those of its stops that have a list of their own.
    """
    edits: dict[str, list[Change]] = {}
    for each in appeal_lists(view):
        by_playlist = each.playlist in wanted and (each.position is None or each.own)
        by_stop = each.id in wanted and not (each.playlist in wanted and not each.own)
        if appeal not in each.said and (by_playlist or by_stop):
            path = ("appeals",) if each.position is None else ("stops", each.position, "appeals")
            edits.setdefault(each.file, []).append(Put(path, [*each.said, appeal], [*each.own] or None))
    return tuple(FileEdit(file, tuple(changes)) for file, changes in edits.items())


_WORD_BEFORE = re.compile(r"\S*\Z")
_SENTENCE = re.compile(r"(?:[^.!?…\n]|[.!?…](?=\S))*")  # «5.5» is within one
_COMMA = re.compile(r"(\S+)(?:,|;| –) (\S)(\S*)")
_MOST_PARTINGS = 2  # of one sentence: those nearest to its middle


def with_mend(mark: Mark, text: str, lang: Lang) -> Mark:
    """Return `mark`, which stands in `text`, with what may be typed instead where nothing is offered yet."""
    if mark.problem is None or mark.offers:
        return mark
    offered, is_certain = _MENDS[message_of(mark.problem).mend]
    offers = tuple(offered(text, mark, lang))
    return replace(mark, offers=offers, is_certain=is_certain and len(offers) == 1)


def _right_letters(text: str, mark: Mark, lang: Lang) -> Iterator[Offer]:
    begin = mark.start - len(_WORD_BEFORE.findall(text[: mark.start])[0])
    written = text[begin : mark.end]
    if (clean := clean_text(written, lang).text) != written:
        yield Offer(begin, mark.end, clean, clean)


def _final_stop(text: str, mark: Mark, _lang: Lang) -> Iterator[Offer]:
    if text[mark.start : mark.start + 1].isalnum():
        begin = mark.start - len(_WORD_BEFORE.findall(text[: mark.start])[0])
        typed = f"{text[begin : mark.start + 1]}."
        yield Offer(begin, mark.start + 1, typed, typed)


def _once(text: str, mark: Mark, _lang: Lang) -> Iterator[Offer]:
    """Take out the second of two equal words, with what parts them."""
    before = text[: mark.start].rstrip()
    begin = len(before) - len(_WORD_BEFORE.findall(before)[0])
    yield Offer(begin, mark.end, before[begin:] + text[mark.start : mark.end][len(before) - begin :], before[begin:])


def _partings(text: str, mark: Mark, _lang: Lang) -> Iterator[Offer]:
    """Make two sentences of one at a comma."""
    found = _SENTENCE.match(text, mark.start)
    begin, end = found.span() if found else (mark.start, mark.end)
    commas = sorted(_COMMA.finditer(text, begin, end), key=lambda each: abs(begin + end - 2 * each.end(1)))
    for comma in commas[:_MOST_PARTINGS]:
        typed = f"{comma[1]}. {comma[2].upper()}{comma[3]}"
        yield Offer(comma.start(), comma.end(), typed, typed)


def _without_picture(text: str, mark: Mark, _lang: Lang) -> Iterator[Offer]:
    """Take out a picture with the blanks before it, at the beginning of a line with those after it."""
    before, after = text[: mark.start].rstrip(" "), text[mark.end :]
    starts_line = not before or before.endswith("\n")
    end = len(text) - len(after.lstrip(" ")) if starts_line else mark.end
    yield Offer(mark.start if starts_line else len(before), end, "", "")


# What each mend offers, and whether its one offer leaves nothing to decide: a picture may say «no», 🚫.
_MENDS = {
    "letters": (_right_letters, True),
    "stop": (_final_stop, True),
    "once": (_once, False),
    "parts": (_partings, False),
    "picture": (_without_picture, False),
}


@dataclass(frozen=True, slots=True)
class AppealRow:
    """An appeal in the list: its titles, where it is heard, how long it takes, and what is wrong with it."""

    id: str
    file: str
    title: BilingualTexts
    seconds: Mapping[Lang, float]
    playlists: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class AppealDraft:
    """The titles and texts of the appeal in `file` as a person has typed them, not saved yet."""

    file: str
    title: BilingualTexts
    text: BilingualTexts


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """How a draft would be said; `others` are problems of this file that stand in none of its texts.

    `one_sided` holds for each paragraph what the same paragraph of the other language does not say.
    """

    shown: Mapping[Lang, ShownText]
    one_sided: Mapping[Lang, tuple[tuple[str, ...], ...]]
    others: tuple[Problem, ...]
    tree: Node | None  # of the file as it would be

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong in the order of the texts, then what is wrong elsewhere in the file."""
        marks = (mark for lang in LANGS for mark in self.shown[lang].marks)
        return (*(mark.problem for mark in marks if mark.problem), *self.others)

    @property
    def unlike_counts(self) -> Mapping[Lang, int]:
        """Return how many paragraphs each text has, where that differs and no problem says so."""
        counts = {lang: len(self.shown[lang].paragraphs) for lang in LANGS}
        told = any(problem.slug == "paragraph-counts" for problem in self.problems)
        return counts if len(set(counts.values())) > 1 and not told else {}


def appeal_rows(view: View) -> tuple[AppealRow, ...]:
    """Return a row for each file of an appeal, in the order of their names."""
    used, paces = playlists_by_appeal(view), view.paces()
    return tuple(
        AppealRow(
            file.id,
            file.name,
            view.texts(file.name, "title"),
            spoken_seconds(view, file.id, paces),
            used.get(file.id, ()),
            view.problems_of(file.name),
        )
        for file in view.files.values()
        if file.kind == "text"
    )


def unused_appeals(view: View) -> Mapping[str, BilingualTexts]:
    """Return the titles of the appeals that no playlist says, by id; nothing while one cannot be read."""
    used = playlists_by_appeal(view)
    texts = (file for file in view.files.values() if file.kind == "text" and file.id not in used)
    return {} if unread_playlists(view) else {file.id: view.texts(file.name, "title") for file in texts}


def spoken_seconds(view: View, appeal: str, paces: Mapping[Lang, VoicePace]) -> Mapping[Lang, float]:
    """Return how long each text of `appeal` takes to say at `paces`."""
    if view.project is None or appeal not in view.project.appeals:
        return {}
    project = view.project
    return {
        lang: show_text(text.value, lang, project.lexicon.get(lang, ()), paces[lang]).seconds
        for lang, text in project.appeals[appeal].text.items()
    }


def is_appeal(root: Path, file: str) -> bool:
    """Tell whether the project at `root` has an appeal in `file`."""
    found = content_file(root.resolve(), file)
    return found is not None and found.kind == "text" and os.path.isfile(found.path)  # noqa: PTH113 - a name may be too long


def check_draft(workbench: Workbench, draft: AppealDraft, today: date) -> CheckedDraft:
    """Return how `draft` would be said, with everything that is wrong with it. Raises ContentError, OSError."""
    view = workbench.draft(today, draft.file, as_yaml(draft, workbench.workspace.root))
    tree = mapping(view.tree)
    paces = read_paces(workbench.workspace, view.manner.settings if view.manner else Settings())
    shown: dict[Lang, ShownText] = {}
    marked: list[Problem] = []
    for lang in LANGS:
        entries = view.manner.lexicon.get(lang, ()) if view.manner else ()
        said = show_text(draft.text[lang], lang, entries, paces[lang])
        node = mapping(tree.get("text")).get(lang)
        advice = list(_advice(view.problems, node, said, draft.text[lang])) if isinstance(node, Text) else []
        marked += (problem for problem, _mark in advice)
        told = [mark for _problem, mark in advice if mark]
        kept = _without_questions(said, [mark.start for mark in told if mark.problem and mark.problem.slug == _OTHER])
        marks = sorted((*kept, *told), key=lambda mark: mark.start)
        shown[lang] = replace(said, marks=tuple(with_mend(mark, draft.text[lang], lang) for mark in marks))
    return CheckedDraft(
        shown,
        one_sided_by_paragraph(draft.text),
        tuple(problem for problem in view.problems if problem not in marked),
        view.tree,
    )


def _advice(
    found: tuple[Problem, ...], text: Text, said: ShownText, written: str
) -> Iterator[tuple[Problem, Mark | None]]:
    """Yield each problem of `text` with its mark in what is `written`; None where that has a mark there already.

    A file holds no spaces that stand before a text, so places in it are moved by these.
    """
    left_out = len(written) - len(written.lstrip()) - (len(text.value) - len(text.value.lstrip()))
    taken = {mark.start for mark in said.marks if mark.kind == "unreadable"}
    for problem in found:
        for there in advice_marks((problem,), text):
            mark = replace(there, start=there.start + left_out, end=there.end + left_out)
            is_marked = mark.kind == "unreadable" and mark.start in taken and problem.slug != _OTHER
            yield problem, None if is_marked else mark


_OTHER = "wrong-language"


def _without_questions(said: ShownText, foreign: Collection[int]) -> Iterator[Mark]:
    """Yield the marks of `said`, but no question in a paragraph of the other language, which begins there at `foreign`.

    A person who typed Russian needs no offer for «с» and «до» in Kazakh.
    """
    others = [each for each in said.paragraphs if any(each.start <= at < each.end for at in foreign)]
    for mark in said.marks:
        is_question = mark.kind in ("guess", "unreadable")
        if not (is_question and any(each.start <= mark.start < each.end for each in others)):
            yield mark


def as_yaml(draft: AppealDraft, root: Path) -> bytes:
    """Return the file with what `draft` says, as it would be saved; JSON, which is YAML, where that is refused."""
    path = root / draft.file
    data = path.read_bytes() if path.exists() else b""  # a new one
    saved = mapping(saved_tree(data, draft.file))
    old = {key: mapping(saved.get(key)) for key in ("title", "text")}
    new = {"title": draft.title, "text": draft.text}
    edits = [
        SetText((key, lang), text_value(old[key][lang]) if lang in old[key] else None, new[key][lang])
        for key in new
        for lang in LANGS
        if lang not in old[key] or text_value(old[key][lang]) != new[key][lang]
    ]
    try:
        return changed(data, draft.file, edits)
    except ZtError:  # the form of the file is broken, or a text is empty
        content = {key: plain(node) for key, node in saved.items()}
        return json.dumps({**content, **{key: dict(texts) for key, texts in new.items()}}, ensure_ascii=False).encode()


def saved_texts(root: Path, file: str) -> BilingualTexts:
    """Return the texts of the appeal in `file` as the disk holds them. Raises OSError."""
    text = mapping(mapping(saved_tree((root / file).read_bytes(), file)).get("text"))
    return {lang: text_value(text.get(lang)) for lang in LANGS}


def saved_tree(data: bytes, file: str) -> Node | None:
    """Return the tree of a file; None where its form is broken."""
    try:
        return parse_yaml(source_of(data, file))[0]
    except ContentError:
        return None


def keep_draft(root: Path, person: str, draft: AppealDraft) -> None:
    """Write down what `person` typed. Raises OSError."""
    data = {"file": draft.file, "title": dict(draft.title), "text": dict(draft.text)}
    write_atomic(_path(root, person, draft.file), json.dumps(data, ensure_ascii=False).encode())


def kept_draft(root: Path, person: str, file: str) -> AppealDraft | None:
    """Return what `person` typed into `file` and did not save; None where there is nothing, or it is damaged."""
    draft = read_json(_path(root, person, file), AppealDraft)
    is_whole = draft is not None and draft.file == file and draft.title.keys() == draft.text.keys() == set(LANGS)
    return draft if is_whole else None


def drop_draft(root: Path, person: str, file: str) -> None:
    """Forget what `person` typed into `file`: it was saved, or is not wanted."""
    with suppress(OSError):
        _path(root, person, file).unlink(missing_ok=True)


def has_drafts(root: Path) -> bool:
    """Tell whether anyone typed words that were not saved."""
    return any(_folder(root).glob("*.json"))


def _path(root: Path, person: str, file: str) -> Path:
    name = hashlib.sha256(f"{person}\0{file}".encode()).hexdigest()[:24]
    return _folder(root) / f"{name}.json"


def _folder(root: Path) -> Path:
    return Workspace(root).cache / "drafts"
