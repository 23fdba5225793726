"""The parts that a build needs, each tried for real: a project folder in, nothing or what is wrong out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from zt_audio.content.presets import DEFAULT_PRESET, PRESETS
from zt_audio.content.project import load_project
from zt_audio.errors import ContentError
from zt_audio.language.registry import language_of
from zt_audio.model import DEFAULT_VOICE, LANGS, Lang, Problem, Prosody, Utterance, Where
from zt_audio.sound.segment import make_segment
from zt_audio.speech.registry import open_engines
from zt_audio.speech.voices import choose_voice, speak_with
from zt_audio.store.workspace import Workspace


def sample_utterance(lang: Lang) -> Utterance:
    """Return a short greeting in `lang`."""
    language = language_of(lang)
    return Utterance(language.samples.greeting, lang, language.syllables(language.samples.greeting), Where("-"))


def _speaks(lang: Lang) -> Callable[[Path], None]:
    def check(project: Path) -> None:
        with open_engines(project) as load:
            choice = choose_voice([DEFAULT_VOICE], lang, load)
            take = speak_with(load(choice.engine), choice.voice, sample_utterance(lang), Prosody())
        make_segment("doctor", [take], 0, PRESETS[DEFAULT_PRESET])

    return check


def _project_loads(project: Path) -> None:
    workspace = Workspace(project.resolve())
    if not workspace.appeals.is_dir():  # no fault of the computer, but nothing that works either
        raise ContentError(Problem("no-project", None, {"path": str(workspace.root)}, "warning"))
    load_project(workspace.root)


CHECKS: Mapping[str, Callable[[Path], None]] = {
    **{lang: _speaks(lang) for lang in LANGS},
    "appeals": _project_loads,
}
