"""Tell how long a text takes to say: as its sentences were measured, else by the pace of the voice."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from zt_audio.language.registry import language_of
from zt_audio.model import LANGS, Lang, Settings
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
