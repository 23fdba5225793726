"""Make what a stop plays in one cycle, piece by piece, before any build; and take it apart again once it is built."""

from __future__ import annotations

import re
import wave
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
import soxr

from zt_audio.app.speaking.playback import Playback, PlayedPiece, PlayedSentence, part_s, played_sentences
from zt_audio.app.speaking.preview import frames_of, voices_for
from zt_audio.app.texts.draft_reading import read_paces
from zt_audio.errors import ContentError
from zt_audio.formats.mp3 import FRAME_SAMPLES, SAMPLE_RATE, frame_count, mp3_file
from zt_audio.formats.wav import wav_file
from zt_audio.language.reader import Reader
from zt_audio.model import PartId, Problem, Project, Text
from zt_audio.pages.cycle import CyclePart, cycle_parts, frame_outlines
from zt_audio.pipeline.load import own_chime_of
from zt_audio.pipeline.plan import recipe_of, voiced_script
from zt_audio.pipeline.request import policy_of
from zt_audio.pipeline.script import Part, PlaylistScript, stop_script
from zt_audio.pipeline.steps import PartKeys, Recipe, Speakers
from zt_audio.pipeline.voice_selection import blocks_of, speakers_of
from zt_audio.published.manifest_reader import is_wav, read_playlists
from zt_audio.published.verify import decoded_samples, first_cycle, frame_runs
from zt_audio.sound.pcm import MP3_FRAME_S, Envelope, envelope, sentence_starts_s
from zt_audio.sound.segment import decode
from zt_audio.speech.registry import LoadEngine
from zt_audio.store.workspace import SegmentCache, Workspace
from zt_audio.suggestions import near_facts

_RATE_HZ = 44_100
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


class StopSound:
    """The cycle of one stop as the project says it now, for one voice chain. Raises ContentError where it has none."""

    def __init__(
        self, workspace: Workspace, project: Project, reader: Reader, load: LoadEngine, playlist: str, position: int
    ) -> None:
        found = project.playlists.get(playlist)
        if found is None or not 0 <= position < len(found.stops):
            raise _unknown(playlist, project.playlists)
        self._workspace, self._project, self._load = workspace, project, load
        self._script = stop_script(project, reader, found, position)
        self._policy = policy_of(project.settings, None)

    def outlook(self) -> Playback:
        """Return the pieces without their sound; lengths are exact where the sound is there already.

        Raises VoiceError, BuildError.
        """
        settings = self._project.settings
        blocks = [*blocks_of([self._script]).values()]
        choices, known = voices_for(blocks, settings, self._workspace, self._policy.access(), self._load)
        speakers = speakers_of(choices)
        keys, cache = PartKeys(speakers, self._recipe()), SegmentCache(self._workspace.segments)
        paces, found = read_paces(self._workspace, settings), []
        for piece in _pieces(self._script, speakers):
            lengths = [
                cache.get(key).frame_count * MP3_FRAME_S if key in known.segments else None
                for key in (keys.of(part).key for part in piece)
            ]
            seconds = [
                part_s(part, paces) if length is None else length for part, length in zip(piece, lengths, strict=True)
            ]
            exact = not any(length is None for part, length in zip(piece, lengths, strict=True) if not part.is_pause)
            found.append(PlayedPiece(piece[0].id, sum(seconds), self._sentences(piece[0]), is_exact=exact))
        return Playback(tuple(found))

    def piece(self, number: int) -> PlayedPiece:
        """Return piece `number` as it will be on the stick. Raises ContentError, VoiceError, BuildError, OSError."""

        def wanted(speakers: Speakers) -> Sequence[Part]:
            return next(islice(_pieces(self._script, speakers), number, None), ())

        blocks = [*blocks_of([self._script]).values()]
        runs, _warnings = frames_of(
            blocks, wanted, self._project.settings, self._recipe(), self._workspace, self._policy, self._load
        )
        if not runs:
            raise ContentError(Problem("nothing-to-say", None, {"token": ""}))
        return played(runs[0][0].id, runs, appeal_text(self._project, runs[0][0].id))

    def _recipe(self) -> Recipe:
        settings = self._project.settings
        return recipe_of(settings, own_chime_of(self._workspace.appeals, settings.sound))

    def _sentences(self, part: Part) -> tuple[PlayedSentence, ...]:
        return played_sentences(part.passage, appeal_text(self._project, part.id)) if part.passage else ()


def _unknown(playlist: str, known: Iterable[str]) -> ContentError:
    return ContentError(Problem("playlist-unknown", None, {"name": playlist, **near_facts(playlist, known)}))


def _pieces(script: PlaylistScript, speakers: Speakers) -> Iterator[tuple[Part, ...]]:
    """Yield what the one stop of `script` plays: each sounding part with the pauses after it."""
    parts = voiced_script(script, speakers).stops[0].parts
    starts = [at for at, part in enumerate(parts) if not at or not part.is_pause]
    yield from (parts[first:end] for first, end in pairwise([*starts, len(parts)]))


def appeal_text(project: Project, part: PartId) -> Text | None:
    """Return the text of the appeal that `part` says; None of anything else."""
    appeal = project.appeals.get(part.subject) if part.kind == "appeal" and part.lang else None
    return appeal.text[part.lang] if appeal and part.lang else None


def played(part: PartId, runs: Sequence[tuple[Part, bytes]], text: Text | None) -> PlayedPiece:
    """Return the MP3 of `runs` with its picture, and when each of its sentences begins."""
    drawn = envelope(decode(b"".join(frames for _part, frames in runs)))
    sentences: list[PlayedSentence] = []
    first = 0
    for each, frames in runs:
        count = frame_count(frames)
        said = played_sentences(each.passage, text) if each.passage else ()
        sentences += _timed(said, drawn, first, first + count)
        first += count
    audio, outlines = mp3_file(frames for _part, frames in runs), frame_outlines(drawn)
    return PlayedPiece(part, first * MP3_FRAME_S, tuple(sentences), audio=audio, outlines=outlines)


def played_take(part: PartId, file: Path) -> PlayedPiece:
    """Return a take of `part` as it was spoken, with its picture. Raises OSError where its file is gone."""
    audio = file.read_bytes()
    with wave.open(BytesIO(audio)) as take:
        rate, spoken = take.getframerate(), np.frombuffer(take.readframes(take.getnframes()), "<i2")
    samples = soxr.resample((spoken / 32768).astype(np.float32), rate, SAMPLE_RATE)
    drawn = envelope(np.pad(samples, (0, -len(samples) % FRAME_SAMPLES)))
    return PlayedPiece(part, len(spoken) / rate, (), audio=audio, outlines=frame_outlines(drawn))


def _timed(said: Sequence[PlayedSentence], drawn: Envelope, first: int, end: int) -> Iterator[PlayedSentence]:
    starts = sentence_starts_s(drawn.rms[first:end], len(said))
    yield from (replace(each, at_s=first * MP3_FRAME_S + at) for each, at in zip(said, starts, strict=True))


class BuiltStop:
    """The first cycle of a track in output/. Raises ContentError, BuildError, OSError where it is not there."""

    def __init__(self, workspace: Workspace, playlist: str, number: int) -> None:
        manifest = read_playlists(workspace, [playlist])
        entry = manifest.playlists[playlist]
        if (track := next((each for each in entry.tracks if each.number == number), None)) is None:
            raise _unknown(playlist, manifest.playlists)
        self._file = track.file
        self._coded = first_cycle(workspace.output / playlist / track.file, track, entry)
        parts = cycle_parts(track, manifest.segments)
        starts = [at for at, part in enumerate(parts) if not at or part.kind != "pause"]
        self._pieces = [parts[first:end] for first, end in pairwise([*starts, len(parts)])]

    def outlook(self) -> Playback:
        """Return the pieces without their sound."""
        return Playback(tuple(self._shown(piece) for piece in self._pieces))

    def piece(self, number: int) -> PlayedPiece:
        """Return piece `number` with its sound. Raises ContentError where there is none, BuildError."""
        if number >= len(self._pieces):
            raise ContentError(Problem("nothing-to-say", None, {"token": ""}))
        counts = [piece[-1].end - piece[0].first for piece in self._pieces[: number + 1]]
        run = [*frame_runs(self._coded, self._file, counts)][number]
        drawn = envelope(decoded_samples(run, self._file))
        shown = self._shown(self._pieces[number])
        return replace(
            shown,
            sentences=tuple(_timed(shown.sentences, drawn, 0, len(drawn.rms))),
            audio=wav_file(run, _RATE_HZ) if is_wav(self._file) else mp3_file([run]),
            outlines=frame_outlines(drawn),
        )

    def _shown(self, piece: Sequence[CyclePart]) -> PlayedPiece:
        said = piece[0].entry
        written = _SENTENCE_END.split(said.written.strip()) if said.written else []
        texts = written if len(written) == len(said.text) else said.text
        seconds = (piece[-1].end - piece[0].first) * MP3_FRAME_S
        return PlayedPiece(piece[0].name, seconds, tuple(PlayedSentence(each) for each in texts))
