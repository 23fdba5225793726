"""Show how a text will be said while it is written, what is read otherwise or refused, and how long it takes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Literal

from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import moved_offer, read
from zt_audio.language.registry import language_of
from zt_audio.language.sentences import paragraphs, sentences
from zt_audio.messages.message import message_of
from zt_audio.model import LANGS, Lang, LexiconEntry, Offer, Piece, Problem, Settings, Text, Where
from zt_audio.store.disk import write_atomic
from zt_audio.store.records import key_of
from zt_audio.store.state_file import read_json, to_tree
from zt_audio.store.workspace import Workspace

EDGES_MS = 80  # of silence that each sentence has already (sound/pcm.py: LEAD_MS and TAIL_MS)
_END_S = 0.05  # of a passage: END_MS of sound/segment.py, and the encoder's own frame
_REST = re.compile(r"[,;:…–—-](?=\s)")
_USUAL_RATE = 3.8  # of `Tempo.weights`; every voice is measured when it first speaks


@dataclass(frozen=True, slots=True)
class VoicePace:
    """How fast the voice of a language speaks, with its pauses; `said_s` are sentences that were measured.

    `made_for` is a digest of the settings under which `voice` speaks so; both are "" of a pace that was not measured.
    """

    weights: tuple[float, ...]
    sentence_ms: int
    paragraph_ms: int
    made_for: str = ""
    voice: str = ""
    said_s: Mapping[str, float] = field(default_factory=dict)

    def sentence_s(self, text: str, syllables: int) -> float:
        """Return how long `text`, as it is said, takes."""
        if (known := self.said_s.get(text)) is not None:
            return known
        return max(0.2, sum(w * x for w, x in zip(self.weights, features(text, syllables), strict=True)))

    def passage_s(self, sentences: Sequence[tuple[str, int]]) -> float:
        """Return how long a paragraph takes, whose sentences have these texts and syllables."""
        rests_s = max(0, len(sentences) - 1) * max(0, self.sentence_ms - EDGES_MS) / 1000
        return sum(self.sentence_s(*each) for each in sentences) + rests_s + (_END_S if sentences else 0.0)

    def text_s(self, paragraphs: Sequence[float]) -> float:
        """Return how long paragraphs of these lengths take together."""
        return sum(paragraphs) + max(0, len(paragraphs) - 1) * self.paragraph_ms / 1000


@dataclass(frozen=True, slots=True)
class _KeptPaces:
    paces: Mapping[str, VoicePace]


def features(text: str, syllables: int) -> tuple[float, ...]:
    """Return what the length of a sentence depends on, in the order of its weights."""
    return (1.0, syllables, len(_REST.findall(text)), sum(map(str.isalpha, text)), len(text.split()))


def usual_pace(lang: Lang, settings: Settings) -> VoicePace:
    """Return the pace of a voice that was never measured."""
    slower = _USUAL_RATE / settings.voices.prosody[lang].rate_syl_per_s
    weights = tuple(weight * slower for weight in language_of(lang).tempo.weights)
    return VoicePace(weights, settings.pauses.sentence_ms, settings.pauses.paragraph_ms)


def settings_digest(lang: Lang, settings: Settings) -> str:
    """Return a digest of what decides who speaks `lang`, and how fast."""
    voices = settings.voices
    own = {name: asdict(each) for name, each in sorted(voices.own_prosody.items())}
    chain = [voice.value for voice in voices.chains[lang]]
    return key_of("pace", chain, to_tree(voices.prosody[lang]), own, to_tree(settings.pauses))


def read_paces(workspace: Workspace, settings: Settings) -> Mapping[Lang, VoicePace]:
    """Return the pace of each language: what was measured for these settings, else the usual one."""
    found = {lang: usual_pace(lang, settings) for lang in LANGS}
    kept = read_json(workspace.paces, _KeptPaces)
    measured = kept.paces if kept else {}
    return found | {lang: measured[lang] for lang in LANGS if _fits(measured.get(lang), lang, settings)}


def _fits(pace: VoicePace | None, lang: Lang, settings: Settings) -> bool:
    """Tell whether `pace` is of these settings, and of this program: any file may lie there."""
    if pace is None or len(pace.weights) != len(language_of(lang).tempo.weights):
        return False
    return pace.made_for == settings_digest(lang, settings)


def keep_paces(workspace: Workspace, paces: Mapping[str, VoicePace]) -> None:
    """Write down what was measured. Raises OSError."""
    write_atomic(workspace.paces, json.dumps(to_tree(_KeptPaces({**paces})), ensure_ascii=False).encode())


MarkKind = Literal["read", "guess", "unreadable", "advice"]
_SILENT = frozenset({"space", "mark"})


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the written text, `start` to `end`, about which something is to be said.

    `read`: it is said otherwise than it is written. `guess`: by a rule that is not sure. `unreadable`: it is refused.
    `advice`: a warning. `rule` is the rule or entry of the lexicon that reads it.
    """

    start: int
    end: int
    kind: MarkKind
    said: str = ""
    rule: str = ""
    problem: Problem | None = None
    offers: tuple[Offer, ...] = ()  # what to type instead, with places in the text
    is_certain: bool = False  # the one offer leaves nothing to decide

    @property
    def is_teachable(self) -> bool:
        """Tell whether the lexicon may learn to read it: it cannot learn a full stop, or a day that no month has."""
        if self.problem is None or not message_of(self.problem).is_teachable:
            return False
        return any(map(str.isalnum, str(self.problem.facts["token"])))


@dataclass(frozen=True, slots=True)
class ShownSentence:
    said: str
    offset: int  # in the whole text
    differs: bool  # from what is written


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    """A paragraph, `start` to `end` of the text; `seconds` is how long it takes to say, 0 where it is refused."""

    number: int  # from 1
    start: int
    end: int
    sentences: tuple[ShownSentence, ...]
    seconds: float
    is_refused: bool


@dataclass(frozen=True, slots=True)
class ShownText:
    """A text paragraph by paragraph; `seconds` is how long all of it takes to say."""

    paragraphs: tuple[ShownParagraph, ...]
    marks: tuple[Mark, ...]
    seconds: float


def show_text(text: str, lang: Lang, entries: Iterable[LexiconEntry], pace: VoicePace) -> ShownText:
    """Return how `text` (NFC) is said with the project's lexicon `entries` and at the `pace` of its voice."""
    lexicon = Lexicon([entry for entry in entries if entry.place is None])
    shown: list[ShownParagraph] = []
    marks: list[Mark] = []
    for number, (start, paragraph) in enumerate(paragraphs(text), start=1):
        reading = read(paragraph, lang, lexicon)
        marks += _marks(reading.pieces, reading.problems, paragraph, start)
        said = () if reading.problems else sentences(reading, lang, paragraph)
        seconds = pace.passage_s([(each.text, each.syllables) for each in said])
        rows = tuple(
            ShownSentence(
                each.printed or each.text, start + each.offset, _letters(each.text) not in _letters(paragraph)
            )
            for each in said
        )
        shown.append(ShownParagraph(number, start, start + len(paragraph), rows, seconds, bool(reading.problems)))
    return ShownText(tuple(shown), tuple(marks), pace.text_s([each.seconds for each in shown if not each.is_refused]))


def _marks(pieces: Sequence[Piece], problems: Sequence[Problem], paragraph: str, start: int) -> Iterator[Mark]:
    at = {problem.offset: problem for problem in problems}
    for piece in pieces:
        begin, end = start + piece.start, start + piece.end
        written = paragraph[piece.start : piece.end]
        if piece.rule == "unreadable":
            problem = at.get(piece.start)
            offers = tuple(moved_offer(offer, start) for offer in problem.offers) if problem else ()
            yield Mark(begin, end, "unreadable", problem=problem, offers=offers)
        elif piece.confidence == "guess":
            offers = tuple(moved_offer(offer, start) for offer in piece.offers)
            yield Mark(begin, end, "guess", piece.spoken.strip(), piece.rule, offers=offers)
        elif piece.rule not in _SILENT and _letters(piece.spoken) != _letters(written):
            yield Mark(begin, end, "read", piece.spoken.strip(), piece.rule)


def _letters(text: str) -> str:
    """Return what of `text` is spoken, to compare two spellings of it."""
    return "".join(char for char in text.lower() if char.isalnum())


def advice_marks(problems: Iterable[Problem], text: Text) -> Iterator[Mark]:
    """Yield a mark for each problem that stands within `text`; one that has no place there is left out."""
    offsets = offsets_of(text)
    for problem in problems:
        if problem.where is None or (offset := offsets.get(problem.where)) is None:
            continue
        token = str(problem.facts.get("token", ""))
        is_here = token and text.value.startswith(token, offset)
        end = offset + len(token) if is_here else _word_end(text.value, offset)
        kind: MarkKind = "advice" if problem.severity == "warning" else "unreadable"
        yield Mark(offset, end, kind, problem=replace(problem, where=None))


def offsets_of(text: Text) -> Mapping[Where, int]:
    """Return the offset of each place of a file that `text` stands at."""
    return {text.at(offset): offset for offset in range(len(text.value) - 1, -1, -1)}


def _word_end(text: str, start: int) -> int:
    end = start
    while end < len(text) and not text[end].isspace():
        end += 1
    return max(end, start + 1)
