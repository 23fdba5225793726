"""Define the error tree: every failure that the program foresees, as data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from zt_audio.model import Problem


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
