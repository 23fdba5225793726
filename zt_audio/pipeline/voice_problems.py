"""Why choices of a chain were skipped in, each reason once out: as warnings, or as what a playlist fails with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from zt_audio.errors import BuildError, VoiceError, ZtError
from zt_audio.model import Lang, Located, Problem, Settings
from zt_audio.pipeline.voice_selection import Casting, Skip

_LISTED = 5  # names at most in a sentence for people
# What to say of a reason where no voice comes after it.
_LAST = {
    "recordings-missing": "recordings-missing-last",
    "recordings-stale": "recordings-stale-last",
    "voice-lost": "voice-lost-last",
}


def warnings_of(castings: Iterable[Casting]) -> tuple[Problem, ...]:
    """Return why blocks that somebody speaks are not spoken by a voice that stands further up in the chain."""
    skips = [skip for casting in castings if casting.speakers for skip in casting.skips]
    return tuple(replace(problem, severity="warning") for problem in _told(skips))


def failure_of(castings: Sequence[Casting], settings: Settings) -> ZtError | None:
    """Return why a playlist cannot be spoken, with every reason; None where it can."""
    stopped = [problem for casting in castings for problem in casting.stopped]
    silent = [casting for casting in castings if not casting.speakers and not casting.stopped]
    if not silent:
        return BuildError(stopped) if stopped else None
    nobody = [
        _no_voice(lang, settings.voices.chains[lang]) for lang in dict.fromkeys(casting.lang for casting in silent)
    ]
    told = _told(skip for casting in silent for skip in casting.skips)
    reasons = (replace(problem, slug=_LAST.get(problem.slug, problem.slug)) for problem in told)
    return VoiceError([*nobody, *reasons, *stopped])


def _no_voice(lang: Lang, chain: Sequence[Located[str]]) -> Problem:
    where = chain[0].where if chain else None  # a sample of a project with recordings alone has an empty chain
    return Problem("no-voice", where, {"lang": lang, "tried": ", ".join(voice.value for voice in chain) or "-"})


def _told(skips: Iterable[Skip]) -> tuple[Problem, ...]:
    """Return each reason once, at its first place; of those that are counted, how often, and the first names."""
    found: list[tuple[Problem, list[str]]] = []
    for skip in skips:
        items = next((items for problem, items in found if _same(problem, skip.problem)), None)
        if items is None:
            found.append((skip.problem, items := []))
        if skip.item and skip.item not in items:
            items.append(skip.item)
    return tuple(_counted(problem, items) for problem, items in found)


def _same(one: Problem, other: Problem) -> bool:
    """Tell whether two reasons are one: a missing engine is told once, though two languages name it."""
    return (one.slug, one.facts) == (other.slug, other.facts)


def _counted(problem: Problem, items: Sequence[str]) -> Problem:
    return replace(problem, facts={**problem.facts, "n": len(items), "items": listed(items)}) if items else problem


def listed(items: Sequence[str]) -> str:
    """Return the first of `items` as people read a list."""
    return ", ".join(items[:_LISTED]) + (", …" if len(items) > _LISTED else "")
