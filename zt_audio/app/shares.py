"""A project in, which voices its settings take out: how many texts each speaks, and why others do not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from zt_audio.errors import ZtError
from zt_audio.model import RECORDINGS, Lang, Problem
from zt_audio.pipeline.online_policy import Reach, closed_by
from zt_audio.pipeline.prepare import Content, read_content, what_is_known
from zt_audio.pipeline.voice_problems import failure_of, warnings_of
from zt_audio.pipeline.voice_selection import Block, Casting, Desk, blocks_of, cast
from zt_audio.speech.registry import LoadEngine
from zt_audio.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Share:
    """How many `texts` (an appeal or a greeting in one language) a voice speaks; of recordings, `voice` is empty."""

    lang: Lang
    engine: str
    voice: str
    texts: int


@dataclass(frozen=True, slots=True)
class Shares:
    """`skipped` warns of voices that are passed over; `error` says why some text has no voice."""

    shares: tuple[Share, ...]
    skipped: tuple[Problem, ...]
    error: ZtError | None


def shares(workspace: Workspace, load: LoadEngine, code: str) -> Shares:
    """Return who would speak, if a person agreed to whatever settings want to be asked for. Raises ContentError."""
    return shares_of(workspace, read_content(workspace, code), load)


def shares_of(workspace: Workspace, content: Content, load: LoadEngine) -> Shares:
    """Return who would speak `content`. Nothing is spoken for it, and no network is asked."""
    settings, kept = content.project.settings, what_is_known(workspace).speech
    reach = Reach(closed_by(settings.voices.online, offline=False, can_ask=True))
    desk = Desk(settings, load, content.takes, workspace.recordings, kept, reach)
    blocks = blocks_of(content.rounds).values()
    casts = cast(blocks, desk)
    counts = Counter(_speaker(block, casts[block.id]) for block in blocks if casts[block.id].speakers)
    found = tuple(Share(*speaker, texts) for speaker, texts in counts.items())
    castings = list(casts.values())
    return Shares(found, warnings_of(castings), failure_of(castings, settings))


def _speaker(block: Block, casting: Casting) -> tuple[Lang, str, str]:
    speaker = next(iter(casting.speakers.values()))
    return block.lang, speaker.engine, "" if speaker.engine == RECORDINGS else speaker.voice
