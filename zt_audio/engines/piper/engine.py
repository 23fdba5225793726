"""Speak with neural voices of Piper, from models on this computer."""

from __future__ import annotations

import hashlib
import sys
import threading
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from zt_audio.engines.piper import models as piper_models
from zt_audio.engines.piper.models import QUALITIES, Model, known_names, known_voice
from zt_audio.errors import VoiceError
from zt_audio.language.lexicon import STRESS
from zt_audio.language.registry import language_of
from zt_audio.model import LANGS, Lang, Problem, Prosody, Speech, Utterance, Voice
from zt_audio.speech.pace import as_pcm, pace, pace_sentence, pitch_factor, raised
from zt_audio.speech.protocol import EngineContext
from zt_audio.speech.registry import find_voice
from zt_audio.store.workspace import voice_folders

if TYPE_CHECKING:  # half a second, and not installed everywhere
    from piper import PiperVoice

    from zt_audio.engines.piper.runtime import ModelAudio

_NAME = "piper"
_PACKAGES = ("piper-tts", "onnxruntime")

_LENGTH_SCALES = (0.5, 2.5)  # beyond these a model mumbles or drags


class Piper:
    """See `Engine`. Models of other languages are ignored."""

    name = _NAME
    deterministic = True
    recipe = "1"  # change it when this module or `runtime` makes the same words sound different

    def __init__(self, folders: Sequence[Path], packages: Sequence[str] = _PACKAGES) -> None:
        self._not_installed = _not_installed(packages)
        self._models, self._broken = piper_models.find_models(folders)
        self._loaded: dict[str, PiperVoice] = {}
        self._paces: dict[str, float] = {}
        self._loading = threading.Lock()

    def voices(self, lang: Lang) -> tuple[Voice, ...]:
        """Return the voices, the best first.

        Raises VoiceError: piper-not-installed, piper-no-model, piper-model-broken.
        """
        if self._not_installed:
            raise VoiceError(self._not_installed)
        models = sorted((model for model in self._models.values() if model.lang == lang), key=_best_first)
        if not models:
            raise VoiceError(self.damaged(lang, "") or Problem("piper-no-model", facts={"lang": lang}))
        return tuple(_voice(model, lang, voice_id) for model in models for voice_id in _voice_ids(model))

    def missing(self, lang: Lang, wanted: str) -> tuple[Problem, ...]:
        """Return that packages are not installed, that the model of `wanted` can be fetched, or both."""
        model = wanted.partition("#")[0]
        there = model in self._models or model in self._broken
        if there or model not in known_names() or known_voice(model).lang != lang:
            return self._not_installed
        return (*self._not_installed, Problem("piper-model-missing", None, {"voice": model}))

    def damaged(self, lang: Lang, wanted: str) -> tuple[Problem, ...]:
        """Return what is wrong with `wanted`; without a name, with any model of `lang`.

        Each might have been the best one, and no other voice may silently take its place. A chain that names a voice
        asks for that one.
        """
        if wanted:
            name = wanted.partition("#")[0]
            return (self._broken[name],) if name in self._broken else ()
        return tuple(problem for name, problem in self._broken.items() if name.partition("_")[0] in {lang, name})

    def fingerprint(self, voice_id: str) -> str:
        if self._not_installed:
            raise VoiceError(self._not_installed)
        return self._told(voice_id, *(version(name) for name in _PACKAGES))

    def identity(self, voice_id: str) -> str:
        return self._told(voice_id)

    def _told(self, voice_id: str, *packages: str) -> str:
        model, _speaker = self._find(voice_id)
        how = (self.recipe, pace_sentence(model.lang), _LENGTH_SCALES, *packages)
        told = f"{piper_models.model_digest(model)}{how!r}"
        return f"{_NAME}-{voice_id}-{hashlib.sha256(told.encode()).hexdigest()[:16]}"

    def prepare(self, text: str, lang: Lang) -> str:
        return text if language_of(lang).stresses else text.replace(STRESS, "")

    def speak(self, utterance: Utterance, voice_id: str, prosody: Prosody) -> Speech:
        find_voice(_NAME, self.voices(utterance.lang), voice_id)
        model, speaker = self._find(voice_id)
        voice = self._load(model)
        rate = voice.config.sample_rate
        higher = pitch_factor(prosody.pitch)
        scale = self._pace(voice, model, speaker) / prosody.rate_syl_per_s * higher
        audio = _say(voice, utterance, self.prepare(utterance.text, utterance.lang), speaker, scale)
        return Speech(as_pcm(raised(audio, rate, higher)), rate, words=None)

    def close(self) -> None:
        self._loaded.clear()

    def _find(self, voice_id: str) -> tuple[Model, int]:
        name, _hash, speaker = voice_id.partition("#")
        if name in self._broken:
            raise VoiceError(self._broken[name])
        models = [model for model in self._models.values() if model.lang in LANGS]
        ids = [Voice(voice_id, "kk", draft=True, licence="") for model in models for voice_id in _voice_ids(model)]
        find_voice(_NAME, ids, voice_id)
        return self._models[name], int(speaker or 0)

    def _load(self, model: Model) -> PiperVoice:
        from zt_audio.engines.piper.runtime import load_model  # noqa: PLC0415 - see above

        with self._loading:
            if model.name not in self._loaded:
                self._loaded[model.name] = load_model(model)
            return self._loaded[model.name]

    def _pace(self, voice: PiperVoice, model: Model, speaker: int) -> float:
        """Return the syllables a second that this speaker says unasked: each model has its own pace."""
        from zt_audio.engines.piper.runtime import phonemes, samples  # noqa: PLC0415 - see above

        key = f"{model.name}#{speaker}"
        with self._loading:
            if key not in self._paces:
                audio = samples(voice, phonemes(voice, pace_sentence(model.lang)[0]), speaker, 1.0)
                self._paces[key] = pace(audio, voice.config.sample_rate, model.lang)
            return self._paces[key]


def engine(context: EngineContext) -> Piper:
    """Return the engine that the entry point names."""
    return Piper(voice_folders(context.project))


def _not_installed(packages: Sequence[str]) -> tuple[Problem, ...]:
    try:
        for name in packages:
            version(name)
        if find_spec("piper"):
            return ()
    except PackageNotFoundError:
        pass
    return (Problem("piper-not-installed", facts={"python": f'"{sys.executable}"'}),)


def _best_first(model: Model) -> tuple[int, str]:
    return QUALITIES.index(model.quality) if model.quality in QUALITIES else len(QUALITIES), model.name


def _voice_ids(model: Model) -> tuple[str, ...]:
    """Return the model's name, which means its first speaker, and a name for each speaker of several."""
    return model.name, *(f"{model.name}#{speaker}" for speaker in range(model.speakers) if model.speakers > 1)


def _voice(model: Model, lang: Lang, voice_id: str) -> Voice:
    """Return the voice; whose it is is known of models of the catalogue alone: anyone can train one from a person's."""
    is_known = model.name in known_names()
    return Voice(voice_id, lang, model.draft, piper_models.licence_of(model), origin_known=is_known)


def _say(voice: PiperVoice, utterance: Utterance, text: str, speaker: int, scale: float) -> ModelAudio:
    from zt_audio.engines.piper.runtime import phonemes, samples, unknown_sounds  # noqa: PLC0415 - see above

    sentences = phonemes(voice, text)
    if unknown := unknown_sounds(voice, sentences):
        facts = {"text": utterance.text, "sounds": " ".join(unknown)}
        raise VoiceError(Problem("piper-sound-missing", utterance.where, facts))
    shortest, longest = _LENGTH_SCALES
    return samples(voice, sentences, speaker, min(max(scale, shortest), longest))
