"""Teach the reader how a word is said, and show beforehand which sentences will sound otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from zt_audio.app.edit import FileEdit, Saved, save_edits
from zt_audio.app.texts.workbench import View, Workbench
from zt_audio.checks.lexicon import may_use
from zt_audio.checks.texts import spoken_texts
from zt_audio.content.project import Snapshot
from zt_audio.content.yaml.changes import SetText
from zt_audio.content.yaml.source import odd_character, odd_characters
from zt_audio.content.yaml.tree import Map, mapping, text_value
from zt_audio.errors import ContentError
from zt_audio.language.homoglyphs import latin_letters
from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reader import Reader
from zt_audio.language.reading import read
from zt_audio.language.registry import language_of
from zt_audio.language.sentences import paragraphs, sentences
from zt_audio.language.stretches import MAX_TEXT_CHARS
from zt_audio.model import Lang, LexiconEntry, Piece, Problem, Reading, Utterance, Where

if TYPE_CHECKING:
    from zt_audio.engines.espeak.engine import Espeak


# Tell how one text is read aloud and which forms a name has. No project is needed.


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """What is `said` for a line; each of `pieces` is a part of it as written, as spoken, and the rule that read it.

    A piece that is read by a guess has a fourth value, `guess`.
    """

    said: str
    pieces: Sequence[tuple[str, ...]]


ReadLine = Callable[[str], SpokenLine]  # raises ContentError, whose problems hold `offset` and no place


@contextmanager
def open_line_reader(root: Path, lang: Lang, *, phonemes: bool = False) -> Iterator[ReadLine]:
    """Yield a reader of lines in `lang`, with the lexicon of the project at `root` if it is one.

    `phonemes` says a line in the phonetic script of espeak-ng. Raises ContentError where the lexicon is wrong.
    """
    lexicon = Snapshot(root).lexicon(lang)

    def say(line: str, result: Callable[[Reading], str]) -> SpokenLine:
        if problems := tuple(_unlike(line, lang, lexicon)):
            raise ContentError(problems)
        reading = read(line, lang, lexicon)
        if reading.problems:
            raise ContentError(reading.problems)
        return SpokenLine(result(reading), [_row(piece, line) for piece in reading.pieces if piece.rule != "space"])

    if not phonemes:
        yield lambda line: say(line, lambda reading: reading.spoken)
        return
    from zt_audio.engines.espeak.engine import Espeak

    with closing(Espeak()) as espeak:
        yield lambda line: say(line, lambda reading: _in_phonemes(espeak, reading, lang))


def _unlike(line: str, lang: Lang, lexicon: Lexicon) -> Iterator[Problem]:
    """Name the invisible characters of `line`, and the Latin letters in its Cyrillic words, as `check` names them."""
    if len(line) > MAX_TEXT_CHARS:  # the reader refuses it
        return
    for offset in odd_characters(line):
        problem = odd_character(line[offset], Where(""))
        yield replace(problem, where=None, facts={**problem.facts, "offset": offset})
    for latin in latin_letters(line, lang, lexicon.written):
        slug = "mixed-alphabet" if latin.right else "latin-letter"
        yield Problem(slug, None, {name: getattr(latin, name) for name in ("letter", "right", "token", "offset")})


def _row(piece: Piece, line: str) -> tuple[str, ...]:
    row = (line[piece.start : piece.end], piece.spoken, piece.rule)
    return (*row, piece.confidence) if piece.confidence == "guess" else row


def _in_phonemes(espeak: Espeak, reading: Reading, lang: Lang) -> str:
    """Return what espeak-ng says for `reading`, clause by clause."""
    said = (Utterance(one.text, lang, one.syllables, Where("-")) for one in sentences(reading, lang))
    return " | ".join(clause for one in said for clause in espeak.phonemes(one, lang))


def cases_of(lang: Lang, *, of_slots: bool = False) -> Sequence[str]:
    """Return the names of the cases of `lang`; `of_slots` adds the forms that only a template asks for."""
    language = language_of(lang)
    return language.slot_cases if of_slots else language.cases


def name_form(name: str, lang: Lang, case: str) -> str:
    """Return `name` in `case`. Raises ContentError `form-unknown`."""
    return language_of(lang).inflect(name, case)


_Entries = Mapping[Lang, tuple[LexiconEntry, ...]]
_SHOWN = 20  # sentences


@dataclass(frozen=True, slots=True)
class AppealText:
    """The text of an appeal in one language as a person types it, not saved yet."""

    appeal: str
    text: str


@dataclass(frozen=True, slots=True)
class SoundChange:
    """A sentence that will sound otherwise, in a paragraph of an appeal or in the words for a place.

    `before` or `after` is empty where the sentence cannot be read.
    """

    title: str
    paragraph: int  # from 1
    place: str | None
    written: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class WordTrial:
    """How `written` is said now, what the lexicon has for it, and what another reading changes.

    `asked` is the word as it stands in a text, of which the lexicon learns `written`: of «УАБП-ға» it learns УАБП.
    `said` is how the whole is said then. `changes` are the first of `count`; `unknown` are other words that keep
    sentences with it silent. With `problems` the word cannot be taught so.
    """

    asked: str
    written: str
    now: str
    entry: str | None
    said: str = ""
    changes: tuple[SoundChange, ...] = ()
    count: int = 0
    unknown: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def try_word(
    bench: Workbench, today: date, lang: Lang, asked: str, spoken: str | None, draft: AppealText | None = None
) -> WordTrial:
    """Return what would sound otherwise if `asked` were said as `spoken`; nothing is taught. Raises as `view`."""
    view = bench.view(today)
    entries: _Entries = view.project.lexicon if view.project else {}
    written = _taught_word(view, lang, asked)
    trial = WordTrial(asked, written, _said(written, lang, entries), _entry(view, lang, written)[1])
    if not spoken:
        return trial
    if problems := unsayable(lang, written, spoken):
        return replace(trial, problems=problems)
    taught = taught_lexicon(entries, lang, written, spoken)
    readers = [bench.reader_of(lexicon) for lexicon in (entries, taught)]
    entry = LexiconEntry(written, spoken, {}, None, Where(""))
    found: list[SoundChange] = []
    unknown: dict[str, None] = {}
    for title, number, paragraph, place in _paragraphs(view, lang, readers[0], draft):
        if may_use(entry, paragraph):
            found += _changes(title, number, paragraph, place, lang, readers)
            if _stands_in(entry, paragraph):
                unknown |= dict.fromkeys(_unknown_words(readers[1], paragraph, lang, place))
    said = _said(asked, lang, taught)
    return replace(trial, said=said, changes=tuple(found[:_SHOWN]), count=len(found), unknown=tuple(unknown))


def teach_word(root: Path, view: View, lang: Lang, asked: str, spoken: str, old: str | None, by: str) -> Saved:
    """Write into the lexicon how `asked` is said, without its suffix; `old` is what the person saw there.

    Raises ContentError where `spoken` cannot be said, and as `save_edits` does.
    """
    written = _taught_word(view, lang, asked)
    if problems := unsayable(lang, written, spoken):
        raise ContentError(problems)
    path, _entry_now = _entry(view, lang, written)
    return save_edits(root, [FileEdit(_file(lang), (SetText(path, old, spoken),))], by)


def taught_lexicon(entries: _Entries, lang: Lang, written: str, spoken: str) -> _Entries:
    """Return `entries` as they are once `written` is taught for all places."""
    others = [entry for entry in entries.get(lang, ()) if entry.written != written or entry.place is not None]
    forms = next((e.forms for e in entries.get(lang, ()) if e.written == written and e.place is None), {})
    return {**entries, lang: (*others, LexiconEntry(written, spoken, forms, None, Where(_file(lang))))}


def _file(lang: Lang) -> str:
    return f"appeals/lexicon/{lang}.yaml"


def lexicon_path(view: View, lang: Lang, written: str) -> tuple[str, tuple[str, ...]]:
    """Return the file of the lexicon and where in it the reading of `written` stands, or will."""
    return _file(lang), _entry(view, lang, written)[0]


def _entry(view: View, lang: Lang, written: str) -> tuple[tuple[str, ...], str | None]:
    """Return where the file of the lexicon has, or will have, the reading of `written`, and what it has now."""
    node = mapping(mapping(view.trees.get(_file(lang))).get("general")).get(written)
    if isinstance(node, Map):  # it has forms, too
        return ("general", written, "spoken"), text_value(node.get("spoken"))
    return ("general", written), None if node is None else text_value(node)


def _taught_word(view: View, lang: Lang, asked: str) -> str:
    """Return what of `asked` the lexicon learns: the word without its suffix, unless the whole is there already."""
    return asked if _entry(view, lang, asked)[1] is not None else language_of(lang).grammar().entry_word(asked)


def _said(written: str, lang: Lang, entries: _Entries) -> str:
    """Return how `written` is said alone; nothing where it cannot be read."""
    reading = read(written, lang, Lexicon(entries.get(lang, ())))
    return "" if reading.problems else reading.spoken


def unsayable(lang: Lang, written: str, spoken: str) -> tuple[Problem, ...]:
    """Return what is wrong with `spoken` as the reading of `written`."""
    entry = LexiconEntry(written, spoken, {}, None, Where(_file(lang)))
    return read(written, lang, Lexicon([entry])).problems


def _paragraphs(
    view: View, lang: Lang, reader: Reader, draft: AppealText | None
) -> Iterator[tuple[str, int, str, str | None]]:
    """Yield title, number, words and place of each paragraph that is spoken in `lang`."""
    if view.project is None:
        yield from (("", row, words, None) for row, (_, words) in enumerate(paragraphs(draft.text if draft else ""), 1))
        return
    for appeal in view.project.appeals.values():
        text = draft.text if draft and draft.appeal == appeal.id else appeal.text[lang].value
        for row, (_start, words) in enumerate(paragraphs(text), start=1):
            yield appeal.title[lang].value, row, words, None
    for said in spoken_texts(view.project, reader):
        if said.place is not None and said.lang == lang:
            title = view.project.places[said.place].name[lang].value
            for row, (_start, words) in enumerate(paragraphs(said.text.value), start=1):
                yield title, row, words, said.place


def _changes(
    title: str, number: int, paragraph: str, place: str | None, lang: Lang, readers: Sequence[Reader]
) -> Iterator[SoundChange]:
    before, after = (_sentences(reader, paragraph, lang, place) for reader in readers)
    if len(before) != len(after):  # one of both cannot be read, or a sentence ends elsewhere
        said = (" ".join(text for text, _offset in each) for each in (before, after))
        yield SoundChange(title, number, place, paragraph, *said)
        return
    ends = [offset for _text, offset in before[1:]] + [len(paragraph)] * bool(before)  # neither can be read
    for (old, start), (new, _), end in zip(before, after, ends, strict=True):
        if old != new:
            yield SoundChange(title, number, place, paragraph[start:end].strip(), old, new)


def _sentences(reader: Reader, paragraph: str, lang: Lang, place: str | None) -> list[tuple[str, int]]:
    try:
        return [(each.printed or each.text, each.offset) for each in reader.sentences(paragraph, lang, place)]
    except ContentError:
        return []


def _stands_in(entry: LexiconEntry, paragraph: str) -> bool:
    """Tell whether `entry` reads something in `paragraph`, which `may_use` only supposes."""
    lexicon = Lexicon([entry])
    return any(lexicon.find(paragraph, offset) for offset in range(len(paragraph)))


def _unknown_words(reader: Reader, paragraph: str, lang: Lang, place: str | None) -> list[str]:
    """Return what keeps `paragraph` from being read."""
    try:
        reader.sentences(paragraph, lang, place)
    except ContentError as error:
        return [str(problem.facts["token"]) for problem in error.problems]
    return []
