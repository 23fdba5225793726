"""Collect every warning about a project that can be read aloud: mistakes, stays, days, facts and long sentences.

What no playlist uses, and engines that do not exist, are found without reading a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from zt_audio.checks.lexicon import SaidByPlace, guess_warnings, guesses_in, lexicon_warnings, note_said
from zt_audio.checks.parity import parity_warnings
from zt_audio.checks.texts import (
    SpokenText,
    TextKind,
    WrittenText,
    at_their_places,
    doubled_words,
    long_sentences,
    names_of_places,
    spoken_texts,
    text_warnings,
    written_texts,
    written_texts_of,
)
from zt_audio.content.facts import fact_finders, fact_verdict, next_fact_change, same_fact
from zt_audio.content.profiles import profile_of
from zt_audio.content.timetable import DayVerdict, next_change, next_date, play_days, verdict_on
from zt_audio.language.homoglyphs import latin_letters
from zt_audio.language.reader import Reader, Readings
from zt_audio.language.registry import language_of
from zt_audio.model import (
    LANGS,
    RECORDINGS,
    SHORT_FORM,
    URGENT,
    Appeal,
    Fact,
    Lang,
    LexiconEntry,
    PartId,
    Passage,
    Playlist,
    Problem,
    Project,
    Settings,
)
from zt_audio.speech.registry import engine_names, is_for_tests
from zt_audio.suggestions import near_facts


def fact_warnings(
    project: Project, written: Iterable[WrittenText], readings: Readings, today: date | None
) -> Iterator[Problem]:
    """Yield a warning at each such place of the `written` texts; without `today` none about time.

    A number that no fact knows gives one warning for a text in all its languages. A project that states no facts is
    not asked about its numbers.
    """
    if not project.facts:
        return
    finders = fact_finders(project.facts.values(), project.lexicon, readings)
    for text in written:
        if text.kind is not TextKind.LABEL:
            told: set[str] = set()
            for lang in text.texts:
                finder = finders[lang]
                words = text.words(finder.lang)
                for mention in finder.mentions(words):
                    where = text.texts[finder.lang].at(mention.start)
                    token = words[mention.start : mention.end]
                    if mention.fact is None:
                        if same_fact(token) in told:
                            continue
                        told.add(same_fact(token))
                        yield Problem("fact-unknown", where, {"token": token}, "warning")
                        continue
                    bound = project.facts[mention.fact].valid_until
                    if bound and today and (slug := fact_verdict(bound.value, today)):
                        yield Problem(
                            slug, where, {"token": token, "fact": mention.fact, "date": bound.value}, "warning"
                        )


def validity_warnings(project: Project, today: date) -> Iterator[Problem]:
    """Yield a warning for each appeal that may not be played on the days of its playlist, or only for a short time.

    These are only warnings, because tracks are built ahead; `export` refuses the playlist on the day itself.
    """
    reported = set()
    for playlist, appeal in _played(project):
        found = verdict_on(*appeal.valid_days, play_days(playlist.days, today), today)
        if found and (appeal.id, found) not in reported:
            reported.add((appeal.id, found))
            verdict, day = found
            bound = appeal.valid_from if verdict is DayVerdict.EARLY else appeal.valid_until
            yield Problem(verdict, bound.where if bound else None, {"appeal": appeal.id, "date": day}, "warning")


def next_validity_change(project: Project, today: date) -> date | None:
    """Return the first day on which appeals, facts or consents give other warnings for the same project."""
    days = [next_change(*appeal.valid_days, today) for _playlist, appeal in _played(project)]
    days += [next_date(playlist.days, today) for playlist in project.playlists.values()]
    if urgent := project.playlists.get(URGENT):
        days += [day for day in play_days(urgent.days, today) if day > today]
    days.append(next_fact_change(project.facts.values(), today))
    origins = project.settings.voices.origins.values()
    days += [next_change(None, origin.consent.until, today) for origin in origins if origin.consent]
    return min((day for day in days if day is not None), default=None)


def _played(project: Project) -> Iterator[tuple[Playlist, Appeal]]:
    for playlist in project.playlists.values():
        yield from ((playlist, project.appeals[name]) for name in playlist.appeals)


_USUAL_MIN = 120
_WAV_BYTES = 2  # of a sample


def long_stays(project: Project) -> Iterator[Problem]:
    """Yield a warning for each stay that is longer than usual: each makes a file as long as itself."""
    for playlist in project.playlists.values():
        profile = profile_of(playlist.profile, project.own_profiles)
        bytes_per_s = (
            profile.sample_rate_hz * profile.channels * _WAV_BYTES
            if profile.format == "wav"
            else profile.bitrate_kbps * 1000 / 8
        )
        for stop in playlist.stops:
            if stop.stay_min is not None and stop.stay_min > _USUAL_MIN:
                megabytes = round(stop.stay_min * 60 * bytes_per_s / 1e6)
                facts: dict[str, Fact] = {"stop": stop.id, "n": stop.stay_min, "mb": megabytes}
                yield Problem("long-stay", stop.where, facts, "warning")


def project_warnings(
    project: Project, passages: Mapping[PartId, Passage], reader: Reader, cache: Readings
) -> tuple[Problem, ...]:
    """Return every warning, each once. `passages` are those of its playlists, by id."""
    written = tuple(written_texts(project))
    said: SaidByPlace = {lang: {} for lang in LANGS}
    doubled: list[Problem] = []
    for text in spoken_texts(project, reader):
        doubled += _filled_warnings(text)
        note_said(text, said)
    all_passages = tuple(_passages(project, passages, reader))
    found = [
        *(problem for pair in written for problem in _written_warnings(pair)),
        *doubled,
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
        yield from at_their_places(text_warnings(pair.words(lang), lang, is_label=pair.kind is TextKind.LABEL), text)


def _filled_warnings(text: SpokenText) -> Iterator[Problem]:
    """Look where a template meets a name: both may be right, and together they say «рынка рынка «Алтай»»."""
    if text.place is not None:
        yield from at_their_places(doubled_words(text.text.value, text.lang), text.text)


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


def strange_engines(settings: Settings) -> Iterator[Problem]:
    """Yield a problem for each unknown or test engine: a misspelt voice must not be skipped silently."""
    known = (RECORDINGS, *engine_names())
    for chain in settings.voices.chains.values():
        for voice in chain:
            if voice.where is None:  # the default voice, which is in no file
                continue
            is_person = voice.value.startswith(f"{RECORDINGS}:")  # people have no voices to name
            name = voice.value if is_person else voice.value.split(":")[0]
            if is_for_tests(name):
                yield Problem("engine-for-tests", voice.where, {"engine": name}, "warning")
            elif name not in known:
                yield Problem("engine-unknown", voice.where, {"engine": name, **near_facts(name, known)})


def unused_content(project: Project) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the appeals and the places that no playlist uses, in the order of the files.

    They are no mistake: they may wait for their playlist.
    """
    stops = [stop for playlist in project.playlists.values() for stop in playlist.stops]
    played = {appeal for stop in stops for appeal in stop.appeals}
    visited = {stop.place for stop in stops}
    return (
        tuple(
            name
            for name in project.appeals
            if not {name, f"{name}{SHORT_FORM}"} & played and not name.endswith(SHORT_FORM)
        ),
        tuple(name for name in project.places if name not in visited),
    )
