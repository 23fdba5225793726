"""Find readings that are guesses and that staff have not signed off in appeals/pronunciations.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zt_audio.model import GuessedReading, Lang, LexiconEntry, Passage, Problem, Project


def unsigned_guesses(project: Project, passages: Iterable[Passage]) -> Iterator[GuessedReading]:
    """Yield each guess in `passages` that is not signed off as it is said, in order."""
    signed = {(lang, *_compared(entry)) for lang, entries in project.signed.items() for entry in entries}
    for passage in passages:
        for guess in passage.guesses:
            if (guess.lang, *_compared(guess)) not in signed:
                yield guess


def guess_warnings(project: Project, passages: Iterable[Passage]) -> Iterator[Problem]:
    """Yield a warning at each guess that is not signed off, and at each signature that signs nothing off."""
    found = tuple(passages)
    yield from guesses_in(project, found)
    guessed = {(guess.lang, *_compared(guess)) for passage in found for guess in passage.guesses}
    for lang, entry in _signatures(project):
        if (lang, *_compared(entry)) not in guessed:
            yield Problem("signature-unused", entry.where, {"token": entry.written}, "warning")


def guesses_in(project: Project, passages: Iterable[Passage]) -> Iterator[Problem]:
    """Yield a warning at each guess that is not signed off."""
    for guess in unsigned_guesses(project, passages):
        facts = {"token": guess.written, "spoken": guess.spoken, "rule": guess.rule, "lang": guess.lang}
        yield Problem("reading-guessed", guess.where, facts, "warning", guess.offers)


def guess_keys(passages: Iterable[Passage]) -> frozenset[tuple[str, ...]]:
    """Return each guess in `passages` as signatures are compared with it."""
    return frozenset((guess.lang, *_compared(guess)) for passage in passages for guess in passage.guesses)


def _signatures(project: Project) -> Iterator[tuple[Lang, LexiconEntry]]:
    for lang, entries in project.signed.items():
        yield from ((lang, entry) for entry in entries)


def _compared(reading: GuessedReading | LexiconEntry) -> tuple[str, str]:
    """Return what is written and what is said, as they are compared: spaces and capitals have no sound."""
    written, spoken = (" ".join(text.split()) for text in (reading.written, reading.spoken))
    return written, spoken.casefold()
