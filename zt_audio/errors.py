"""Define the error tree: every failure that the program foresees, as data; and find what was meant by a name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches
from typing import ClassVar

from zt_audio.model import Fact, Problem

_COMPARED = 100  # characters at most: comparing takes their square
_SHOWN = 30  # of the known names in a sentence: a shorter list would hide the one that is looked for
_LATIN = str.maketrans("асеорхукіһ", "aceopxykih")  # Cyrillic letters that look like them
_USUAL = {  # what people write for the keys of our languages
    **dict.fromkeys(("kz", "kaz", "қаз", "каз", "қз", "кз"), "kk"),
    **dict.fromkeys(("rus", "рус", "орыс", "ру", "рс"), "ru"),
}


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that is most like `name`; "" where none is like it."""
    names = list(known)
    if len(name) > _COMPARED:
        return ""
    latin = name.lower().translate(_LATIN)
    if (usual := _USUAL.get(name.lower(), latin)) in names:
        return usual
    near = get_close_matches(latin, names, n=1)
    return near[0] if near else ""


def near_facts(name: str, known: Iterable[str]) -> dict[str, Fact]:
    """Return the facts of a problem about `name`: the nearest of the names, which may be "", and the known ones.

    `alike` is there where `name` looks the same as the nearest one, but has Cyrillic letters in it.
    """
    names = list(known)
    near = nearest(name, names)
    facts: dict[str, Fact] = {"nearest": near, "known": first_of(names) or "-"}
    return {**facts, "alike": near} if near and name != near and name.translate(_LATIN) == near else facts


def run_together(name: str, known: Collection[str]) -> str:
    """Return `name` with commas where it is several known names in one; else ""."""
    parts = re.split(r"[\s;]+", name.strip())
    return ", ".join(parts) if len(parts) > 1 and all(part in known for part in parts) else ""


def first_of(names: Sequence[str], most: int = _SHOWN) -> tuple[str, ...]:
    """Return the first of `names`, and “…” where there are more."""
    return (*names[:most], "…") if len(names) > most else (*names,)


def listed(names: Sequence[str], most: int = _SHOWN) -> str:
    """Return the first of `names` as people read a list; a dash where there is none."""
    return ", ".join(first_of(names, most)) or "-"


def cut(text: str, most_chars: int) -> str:
    """Return `text`, or its beginning as far as a whole word or item of a list, and “…”."""
    if len(text) <= most_chars:
        return text
    head = text[:most_chars]
    whole = head if text[most_chars].isspace() else head.rpartition(" ")[0]
    if 2 * len(whole) < most_chars:  # a token longer than what is shown
        return f"{head}…"
    return f"{whole} …" if whole.endswith((",", ";")) else f"{whole.rstrip()}…"


class ZtError(Exception):
    """One or more problems of one kind; `exit_code` is what the shell gets for that kind."""

    exit_code: ClassVar[int] = 1

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__(", ".join(problem.slug for problem in self.problems))

    def __reduce__(self) -> tuple[type[ZtError], tuple[tuple[Problem, ...]]]:
        """Give other processes the problems and not only their text."""
        return type(self), (self.problems,)


class BuildError(ZtError):
    """A playlist could not be made: a bad take, a full disk, a file in the way."""

    exit_code = 1


class ContentError(ZtError):
    """Something in the YAML is wrong, or a text cannot be read aloud."""

    exit_code = 3


class VoiceError(ZtError):
    """No voice can speak a language, or an engine failed. The old output is kept."""

    exit_code = 4


class DeviceError(ZtError):
    """A disk or a stick refused."""

    exit_code = 5


EXIT_PRECEDENCE = (3, 4, 5, 1)  # where several kinds occur at once, the first that applies


def exit_code_of(errors: Iterable[ZtError]) -> int:
    """Return the exit code for all of `errors` together; 0 where there is none."""
    codes = {error.exit_code for error in errors}
    return next((code for code in EXIT_PRECEDENCE if code in codes), 0)
