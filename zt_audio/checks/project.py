"""Collect every warning about a project that can be read aloud: likely mistakes, and sentences that are too long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from zt_audio.checks.guesses import guess_warnings, guesses_in
from zt_audio.checks.lexicon import lexicon_warnings
from zt_audio.checks.parity import parity_warnings
from zt_audio.checks.sentences import doubled_words, long_sentences, text_warnings
from zt_audio.checks.texts import (
    SpokenText,
    TextKind,
    WrittenText,
    names_of_places,
    placed,
    spoken_texts,
    written_texts,
    written_texts_of,
)
from zt_audio.language.homoglyphs import latin_letters
from zt_audio.language.reader import Reader, Readings
from zt_audio.language.registry import language_of
from zt_audio.model import LANGS, Appeal, Lang, LexiconEntry, PartId, Passage, Problem, Project


def project_warnings(
    project: Project, passages: Mapping[PartId, Passage], reader: Reader, cache: Readings
) -> tuple[Problem, ...]:
    """Return every warning, each once. `passages` are those of its playlists, by id."""
    written = tuple(written_texts(project))
    said = tuple(spoken_texts(project, reader))
    all_passages = tuple(_passages(project, passages, reader))
    found = [
        *(problem for pair in written for problem in _written_warnings(pair)),
        *(problem for text in said for problem in _filled_warnings(text)),
        *_long_sentences(project, all_passages),
        *guess_warnings(project, all_passages),
        *parity_warnings(project, written, reader),
        *_taught_warnings(project.lexicon),
        *lexicon_warnings(project.lexicon, said, cache),
    ]
    return _once(found)


def reading_warnings(project: Project, passages: Mapping[PartId, Passage], reader: Reader) -> tuple[Problem, ...]:
    """Return those of `project_warnings` that are about guessed readings."""
    return _once(guess_warnings(project, _passages(project, passages, reader)))


def appeal_warnings(project: Project, appeal: Appeal, reader: Reader) -> tuple[Problem, ...]:
    """Return the warnings that stand in the file of `appeal` of `project`, each once."""
    written = tuple(written_texts_of(appeal))
    passages = tuple(_passages_of(appeal, reader))
    found = [
        *(problem for pair in written for problem in _written_warnings(pair)),
        *_long_sentences(project, passages),
        *guesses_in(project, passages),
        *parity_warnings(project, written, reader),
    ]
    return _once(found)


def place_warnings(project: Project, passages: Sequence[Passage], reader: Reader) -> tuple[Problem, ...]:
    """Return the warnings that the places of `project` cause, at their names and in greetings, each once."""
    written = tuple(names_of_places(project.places.values()))
    found = [
        *(problem for pair in written for problem in _written_warnings(pair)),
        *(problem for text in spoken_texts(project, reader) for problem in _filled_warnings(text)),
        *_long_sentences(project, passages),
        *guesses_in(project, passages),
        *parity_warnings(project, written, reader),
    ]
    return _once(found)


def _once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Keep one problem of a kind at each place, because a mistake of a template appears at every stop."""
    return tuple({(problem.slug, problem.where): problem for problem in reversed(list(problems))}.values())


def _written_warnings(pair: WrittenText) -> Iterator[Problem]:
    for lang, text in pair.texts.items():
        yield from placed(text_warnings(pair.words(lang), lang, is_label=pair.kind is TextKind.LABEL), text)


def _filled_warnings(text: SpokenText) -> Iterator[Problem]:
    """Look where a template meets a name: both may be right, and together they say «рынка рынка «Алтай»»."""
    if text.place is not None:
        yield from placed(doubled_words(text.text.value, text.lang), text.text)


def _taught_warnings(lexicon: Mapping[Lang, Sequence[LexiconEntry]]) -> Iterator[Problem]:
    for lang, entries in lexicon.items():
        for entry in entries:
            # Check the written words of an entry, which no other rule reads, and its spoken words.
            for latin in latin_letters(entry.written, lang):
                if latin.right:
                    facts = {"letter": latin.letter, "right": latin.right, "token": latin.token}
                    yield Problem("mixed-alphabet", entry.where, facts, "warning")
            for problem in (*doubled_words(entry.spoken, lang), *language_of(lang).check_facts().slips(entry.spoken)):
                yield replace(problem, where=entry.where)


def _long_sentences(project: Project, passages: Iterable[Passage]) -> Iterator[Problem]:
    for passage in passages:
        rate = project.settings.voices.prosody[passage.lang].rate_syl_per_s
        for utterance in passage.utterances:
            for problem in long_sentences(utterance.text, utterance.syllables, rate):
                yield replace(problem, where=utterance.where)


def _passages(project: Project, of_playlists: Mapping[PartId, Passage], reader: Reader) -> Iterator[Passage]:
    """Yield each passage once: those of the playlists, and of appeals that no playlist has."""
    yield from of_playlists.values()
    for appeal in project.appeals.values():
        langs = (lang for lang in appeal.text if PartId("appeal", appeal.id, lang, 1) not in of_playlists)
        yield from _passages_of(appeal, reader, langs)


def _passages_of(appeal: Appeal, reader: Reader, langs: Iterable[Lang] = LANGS) -> Iterator[Passage]:
    for lang in langs:
        yield from reader.passages(appeal.text[lang], lang)
