"""Test that the language of messages belongs to the context: threads of one process speak several languages at once."""

from __future__ import annotations

import io
import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from pathlib import Path
from threading import Barrier

import click
import pytest

from tests.messages.test_language_of_commands import SAYS as EVERYTHING_IS_READABLE
from zt_audio.cli.main import make_app
from zt_audio.i18n import current_language, gettext, ngettext, speaking
from zt_audio.messages.render import render
from zt_audio.model import Problem, Where

LANGUAGES = ("kk", "ru", "en")
TIMES = 20
PROBLEM = Problem("unknown-place", Where("places.yaml", 3, 5), {"place": "x", "nearest": "y", "known": "y"})


class OutputOfThread(io.TextIOBase):
    """A stream that keeps what each thread writes apart."""

    def __init__(self) -> None:
        self._written = threading.local()

    def write(self, text: str) -> int:
        self._written.text = self.written() + text
        return len(text)

    def written(self) -> str:
        return str(getattr(self._written, "text", ""))


def problem() -> str:
    return render(PROBLEM)


def help_of(*names: str) -> str:
    command: click.Command = make_app()
    context = click.Context(command, info_name="zt-audio")
    for name in names:
        assert isinstance(command, click.Group)
        found = command.get_command(context, name)
        assert found
        command, context = found, click.Context(found, context, info_name=name)
    return command.get_help(context)


def usage_error() -> str:
    with pytest.raises(click.UsageError) as raised:
        make_app().main(["build", "--drj-run"], standalone_mode=False)
    return raised.value.format_message()


def said_in(language: str, say: Callable[[], str]) -> str:
    with speaking(language):
        return say()


SAYINGS = {
    "a problem": problem,
    "a sum": lambda: ngettext("{n} recording is good.", "{n} recordings are good.", 3).format(n=3),
    "all commands": help_of,
    "help of a command": lambda: help_of("build"),
    "help of a command below a group": lambda: help_of("recordings", "add"),
    "what click says": usage_error,
}


@pytest.mark.parametrize("say", SAYINGS.values(), ids=SAYINGS)
def test_each_language_says_it_otherwise(say: Callable[[], str]) -> None:
    assert len({said_in(language, say) for language in LANGUAGES}) == len(LANGUAGES)


def at_once(say: Callable[[Barrier], list[str]]) -> dict[str, list[str]]:
    """Return what `say` says in each language when three threads say it; it gets a barrier where they can meet."""
    together = Barrier(len(LANGUAGES), timeout=60)

    def speak(language: str) -> list[str]:
        with speaking(language):
            together.wait()
            return say(together)

    with ThreadPoolExecutor(len(LANGUAGES)) as threads:
        return dict(zip(LANGUAGES, threads.map(speak, LANGUAGES), strict=True))


def test_three_threads_speak_three_languages_at_once() -> None:
    alone = {language: [said_in(language, say) for say in SAYINGS.values()] for language in LANGUAGES}

    def say_all(together: Barrier) -> list[str]:
        said = []
        for say in list(SAYINGS.values()) * TIMES:
            together.wait()  # each sentence is rendered in three languages in the same moment
            said.append(say())
        return said

    assert at_once(say_all) == {language: said * TIMES for language, said in alone.items()}


def test_a_command_runs_in_three_languages_at_once(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = OutputOfThread()
    monkeypatch.setattr(sys, "stderr", stream)

    def check(_together: Barrier) -> list[str]:
        make_app().main(["--project", str(project), "check"], standalone_mode=False)
        return [stream.written()]

    assert at_once(check) == {language: [f"{said}\n"] for language, said in EVERYTHING_IS_READABLE.items()}


def test_a_new_thread_speaks_english_unless_it_is_given_the_context() -> None:
    with speaking("kk"), ThreadPoolExecutor(1) as thread:
        assert thread.submit(current_language).result() == "en"
        assert thread.submit(copy_context().run, current_language).result() == "kk"


def test_the_language_before_comes_back_after_an_error() -> None:
    with speaking("ru"):
        with pytest.raises(LookupError), speaking("kk"):
            raise LookupError
        assert current_language() == "ru"


def test_nothing_is_translated_to_nothing() -> None:
    with speaking("kk"):
        assert gettext("") == ""


def test_the_environment_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZT_AUDIO_LANG", "kk")
    before = dict(os.environ)
    help_of()
    assert dict(os.environ) == before
