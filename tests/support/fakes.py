"""Fake engines that register as others do and fail as a test asks; recordings that a synthesizer read."""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

import numpy as np
import pytest
import soundfile

from tests.support.tiny import Tiny
from zt_audio.engines.espeak.engine import Espeak
from zt_audio.errors import VoiceError
from zt_audio.model import Consent, Lang, PartId, Problem, Prosody, Speech, Utterance, Voice, Where
from zt_audio.speech.recordings import note_of, stem_of
from zt_audio.speech.tone import Tone


def nothing(_text: str, _before: int) -> None:
    pass


@dataclass
class Fake:
    """Speaks as the tone engine does, a little higher; `fails` is called with each text and how many came before."""

    name: str
    online: bool = True
    draft: bool = False
    langs: tuple[Lang, ...] = ("kk", "ru")
    fails: Callable[[str, int], None] = nothing
    is_gone: bool = False  # it cannot even say which voices it has
    on_close: Callable[[], None] = lambda: None
    version: str = "1"
    deterministic: bool = True
    by_rule: bool = False
    quick: bool = False
    consent: Consent | None = None  # of the person whose voice it is made from
    origin_known: bool = True
    asked: list[str] = field(default_factory=list)
    prosodies: set[Prosody] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)
    keeps_time: ClassVar[bool] = False
    own_prosody: ClassVar[Prosody | None] = None

    def voices(self, lang: Lang) -> tuple[Voice, ...]:
        if self.is_gone:
            raise failure()
        voice = Voice(f"{self.name}-{lang}", lang, self.draft, "own", self.online, self.consent, self.origin_known)
        return (voice,) if lang in self.langs else ()

    def damaged(self, lang: Lang, wanted: str) -> tuple[Problem, ...]:
        return ()

    def missing(self, lang: Lang, wanted: str) -> tuple[Problem, ...]:
        return ()

    def fingerprint(self, voice_id: str) -> str:
        return f"{voice_id}-{self.version}"

    def identity(self, voice_id: str) -> str:
        return voice_id

    def prepare(self, text: str, lang: Lang) -> str:
        return text

    def speak(self, utterance: Utterance, voice_id: str, prosody: Prosody) -> Speech:
        with self.lock:
            self.asked.append(utterance.text)
            before = len(self.asked) - 1
        self.prosodies.add(prosody)
        self.fails(utterance.text, before)
        return Tone().speak(utterance, utterance.lang, Prosody(prosody.rate_syl_per_s, 70))

    def close(self) -> None:
        self.on_close()


def failure(slug: str = "engine-broken") -> VoiceError:
    return VoiceError(Problem(slug, None, {"engine": "net", "reason": "down", "text": "-", "lang": "-"}))


def after(count: int) -> Callable[[str, int], None]:
    """Let an engine fail for good after `count` sentences."""

    def fails(_text: str, before: int) -> None:
        if before >= count:
            raise failure()

    return fails


def on(texts: Iterable[str], slug: str) -> Callable[[str, int], None]:
    """Let an engine fail for `texts` alone."""

    def fails(text: str, _before: int) -> None:
        if text in texts:
            raise failure(slug)

    return fails


def register(site: Path, monkeypatch: pytest.MonkeyPatch, *engines: Fake) -> None:
    """Register `engines` through entry points of packages in the folder `site`."""
    monkeypatch.syspath_prepend(site)
    for engine in engines:
        info = site / f"{engine.name}-1.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {engine.name}\nVersion: 1\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(
            f"[zt_audio.engines]\n{engine.name} = fake_{engine.name}:engine\n", encoding="utf-8"
        )
        monkeypatch.setitem(sys.modules, f"fake_{engine.name}", SimpleNamespace(engine=lambda it=engine: it))


def record(tiny: Tiny, part: str, *sentences: str) -> Path:
    """Leave a recording of `part`, read by espeak-ng at a reader's pace, and its note; return the audio."""
    lang: Lang = "kk" if "/kk" in part else "ru"
    engine = Espeak()
    speech = engine.speak(Utterance(" ".join(sentences), lang, 1, Where("-")), lang, Prosody(4.2))
    engine.close()
    audio = io.BytesIO()
    soundfile.write(audio, np.frombuffer(speech.pcm, "<i2"), speech.sample_rate, format="FLAC")
    path = tiny.workspace.recordings / f"{stem_of(PartId.parse(part))}.flac"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(audio.getvalue())
    path.with_suffix(".json").write_bytes(note_of(PartId.parse(part), sentences, audio.getvalue(), ".flac"))
    return path
