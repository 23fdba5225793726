"""Run a Piper model by piper-tts and onnxruntime, so that it says the same each time.

No other module imports them. The input of a model has nothing random, and a session computes on one thread: with three
and more, the last bits depend on how many threads share the sums.
"""

from __future__ import annotations

import json
import threading
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from piper import PiperVoice
from piper.config import PiperConfig, SynthesisConfig
from piper.phonemize_espeak import ESPEAK_DATA_DIR

from zt_audio.engines.espeak.data import reachable, short_places
from zt_audio.engines.piper.models import Model, broken_model

ModelAudio = NDArray[np.float32]

_ERRORS_ONLY = 3
_ESPEAK = threading.Lock()  # the espeak-ng inside piper-tts has one state for the whole process


def load_model(model: Model) -> PiperVoice:
    """Return the model ready to speak. Raises VoiceError `piper-model-broken`, `engine-data-path`."""
    data = reachable(ESPEAK_DATA_DIR, short_places())  # espeak-ng would end the process for a path that it cannot open
    try:
        config = PiperConfig.from_dict(json.loads(model.config.read_bytes()))
        session = onnxruntime.InferenceSession(str(model.onnx), _options(), providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime has a class for each kind of damage
        raise broken_model(model.onnx, f"{type(error).__name__}: {error}") from error
    return PiperVoice(session=session, config=config, espeak_data_dir=data)


def _options() -> Any:  # noqa: ANN401 - onnxruntime has no types
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # a plan for each length: 480 MB more for 8 threads, no faster
    options.log_severity_level = _ERRORS_ONLY
    return options


def phonemes(voice: PiperVoice, text: str) -> list[list[str]]:
    with _ESPEAK:
        return voice.phonemize(text)


def unknown_sounds(voice: PiperVoice, sentences: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Return the letters of `sentences` that the model does not know: it would leave them out."""
    used = {sound for sentence in sentences for sound in sentence}
    letters = (sound for sound in used if unicodedata.category(sound[0]).startswith("L"))
    return tuple(sorted(sound for sound in letters if sound not in voice.config.phoneme_id_map))


def samples(voice: PiperVoice, sentences: Iterable[Sequence[str]], speaker: int, length_scale: float) -> ModelAudio:
    """Return the sound of `sentences`, about -1 to 1, at the model's own level: one gain for all of them."""
    how = SynthesisConfig(speaker_id=speaker, length_scale=length_scale, noise_scale=0.0, noise_w_scale=0.0)
    known = voice.config.phoneme_id_map
    parts = [np.zeros(0, np.float32)]
    for sentence in sentences:
        ids = voice.phonemes_to_ids([sound for sound in sentence if sound in known])
        parts.append(np.asarray(voice.phoneme_ids_to_audio(ids, how), np.float32).reshape(-1))
    return np.concatenate(parts)
