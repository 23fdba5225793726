"""Turn skipped voices into warnings, or into the error of a playlist: each reason once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from zt_audio.errors import BuildError, VoiceError, ZtError
from zt_audio.model import Lang, Located, Problem, Settings
from zt_audio.pipeline.voice_selection import Rejection, VoiceChoice
from zt_audio.suggestions import listed

_LISTED = 5  # names at most in a sentence for people
# What to say of a reason where no voice comes after it.
_LAST = {
    "recordings-missing": "recordings-missing-last",
    "recordings-stale": "recordings-stale-last",
    "voice-lost": "voice-lost-last",
}


def warnings_of(choices: Iterable[VoiceChoice]) -> tuple[Problem, ...]:
    """Return why spoken blocks are not spoken by a better voice of the chain; what is expected is left out."""
    skipped = [each for choice in choices if choice.speakers for each in choice.rejections if not each.expected]
    return tuple(replace(problem, severity="warning") for problem in _each_once(skipped))


def failure_of(choices: Sequence[VoiceChoice], settings: Settings) -> ZtError | None:
    """Return why a playlist cannot be spoken, with every reason; None where it can."""
    stopped = [problem for choice in choices for problem in choice.stopped]
    silent = [choice for choice in choices if not choice.speakers and not choice.stopped]
    if not silent:
        return BuildError(stopped) if stopped else None
    langs = dict.fromkeys(choice.lang for choice in silent)
    voiceless = [_no_voice(lang, settings.voices.chains[lang]) for lang in langs]
    rejections = _each_once(each for choice in silent for each in choice.rejections)
    reasons = (replace(problem, slug=_LAST.get(problem.slug, problem.slug)) for problem in rejections)
    return VoiceError([*voiceless, *reasons, *stopped])


def _no_voice(lang: Lang, chain: Sequence[Located[str]]) -> Problem:
    where = chain[0].where if chain else None  # a sample of a project with recordings alone has an empty chain
    return Problem("no-voice", where, {"lang": lang, "tried": ", ".join(voice.value for voice in chain) or "-"})


def _each_once(rejections: Iterable[Rejection]) -> tuple[Problem, ...]:
    """Return each reason once, at its first place; of those that are counted, how often, and the first names."""
    # A missing engine is reported once, though two languages name it: its place is no part of the reason.
    found: dict[object, tuple[Problem, dict[str, None]]] = {}
    for problem, item in ((rejection.problem, rejection.item) for rejection in rejections):
        _first, items = found.setdefault((problem.slug, frozenset(problem.facts.items())), (problem, {}))
        if item:
            items[item] = None
    return tuple(_counted(problem, [*items]) for problem, items in found.values())


def _counted(problem: Problem, items: Sequence[str]) -> Problem:
    return (
        replace(problem, facts={**problem.facts, "n": len(items), "items": listed(items, _LISTED)})
        if items
        else problem
    )
