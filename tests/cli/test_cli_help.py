"""Test that every command can be found: in help in three languages, and after a typing mistake."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.support.zt_cli import Zt
from zt_audio import __version__
from zt_audio.cli.main import COMMAND_GROUPS, COMMANDS, make_app
from zt_audio.i18n import speaking

LANGUAGES = ("en", "kk", "ru")


def test_there_is_a_module_for_each_command_and_a_command_for_each_module() -> None:
    folder = Path(importlib.import_module("zt_audio.cli.commands").__file__ or "").parent
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    groups = {path.parent.name for path in folder.glob("*/__init__.py")}
    assert modules | groups == {name.replace("-", "_") for name in COMMANDS}


def named(help_: str) -> list[str]:
    return re.findall(r"^  ([a-z][a-z-]*) ", help_, re.MULTILINE)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_names_the_commands_of_a_day_and_a_second_step_all(zt: Zt, lang: str) -> None:
    day = zt("--help", lang=lang)
    assert (day.code, day.err) == (0, "")
    assert named(day.out) == ["check", "build", "preview", "card", "export", "verify-stick", "studio"]
    assert "zt-audio help" in day.out
    for arguments in (("help",), ("help", "more")):
        told = zt(*arguments, lang=lang)
        assert (told.code, told.err) == (0, "")
        assert set(COMMANDS) <= set(named(told.out))


@pytest.mark.parametrize("path", [("build",), ("recordings",), ("recordings", "add")])
def test_help_explains_a_command_as_the_command_itself_does(zt: Zt, path: tuple[str, ...]) -> None:
    assert zt("help", *path).out == zt(*path, "--help").out


@pytest.mark.parametrize(("path", "said"), [(("bild",), "“build”"), (("build", "x"), "'x'"), (("keys", "nw"), "“new”")])
def test_help_of_what_is_no_command_says_so(zt: Zt, path: tuple[str, ...], said: str) -> None:
    told = zt("help", *path)
    assert (told.code, told.out, said in told.err) == (2, "", True)


def test_without_a_command_there_is_help(zt: Zt) -> None:
    assert zt().out == zt("--help").out


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help(zt: Zt, command: str) -> None:
    told = zt(command, "-h")
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith(f"Usage: zt-audio {command}")
    assert " ".join(told.out.split()).count(COMMANDS[command][0]) == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_the_same_when_it_is_asked_again(zt: Zt, command: str) -> None:
    assert zt(command, "--help").out == zt(command, "--help").out


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_no_english_is_left_in_help(zt: Zt, command: str, lang: str) -> None:
    english = [line.strip() for line in zt(command, "--help").out.splitlines() if re.search(r"[a-z]{2} [a-z]{2}", line)]
    english = [line for line in english if "nom gen" not in line]  # the cases have the same names everywhere
    told = [line.strip() for line in zt(command, "--help", lang=lang).out.splitlines()]
    assert not set(told) & set(english)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_option_has_help(command: str) -> None:
    found: click.Command = importlib.import_module(f"zt_audio.cli.commands.{command.replace('-', '_')}").command
    options = [
        each for each in found.params if isinstance(each, click.Option) and not each.hidden
    ]  # old ones are hidden
    assert [option.name for option in options if not option.help] == []


def test_the_old_name_of_a_command_works_and_is_not_shown(zt: Zt, project: Path) -> None:
    assert "  takes " not in zt("help").out
    new, old = zt("recordings", "list", project=project), zt("takes", "list", project=project)
    assert (old.code, old.out, old.err) == (new.code, new.out, new.err)
    assert (new.code, "littering" in new.out) == (0, True)


def test_version(zt: Zt) -> None:
    told = zt("--version")
    assert (told.code, told.out, told.err) == (0, f"zt-audio, version {__version__}\n", "")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("biuld", "build"), ("chek", "check"), ("voice", "voices"), ("verfy", "verify")],
)
def test_a_misspelt_command_is_told_the_nearest(zt: Zt, typed: str, meant: str) -> None:
    told = zt(typed)
    assert (told.code, told.out) == (2, "")
    assert f"No such command '{typed}'. Did you mean “{meant}”?" in told.err


@pytest.mark.parametrize(("lang", "meant"), [("en", "Did you mean “import”?"), ("ru", "Может быть, «import»?")])
def test_a_misspelt_command_of_a_group_is_told_the_nearest(zt: Zt, lang: str, meant: str) -> None:
    told = zt("recordings", "imprt", lang=lang)
    assert (told.code, meant in told.err) == (2, True)


def test_commands_are_grouped_by_job_and_ordered_by_day(zt: Zt) -> None:
    told = zt("help").out
    places = [told.index(f"\n  {name} ") for name in COMMANDS]
    assert places == sorted(places)
    assert [title for title in COMMAND_GROUPS if f"\n{title}:\n" in told] == list(COMMAND_GROUPS)
    assert list(COMMANDS)[:3] == ["check", "build", "preview"]


@pytest.mark.parametrize("lang", ["kk", "ru"])
@pytest.mark.parametrize(
    "arguments",
    [["verify-stick"], ["recordings", "add", "--lang", "kk"], ["build", "--jobs", "x"], ["recordings", "x"]],
)
def test_no_english_of_click_is_left(zt: Zt, arguments: list[str], lang: str) -> None:
    told = zt(*arguments, lang=lang)
    assert told.code == 2
    assert not re.search(r"Missing|Invalid|Usage|Error|OPTIONS|COMMAND|PATH|FILE\b", told.err)


def test_where_nothing_is_near_nothing_is_suggested(zt: Zt) -> None:
    told = zt("qqq")
    assert told.code == 2
    assert "Did you mean" not in told.err


@pytest.mark.parametrize("arguments", [["make"], ["recordings", "qqq"]])
def test_where_nothing_is_near_all_commands_are_named(zt: Zt, arguments: list[str]) -> None:
    told = zt(*arguments)
    assert (told.code, "There are: " in told.err, ("import" if len(arguments) > 1 else "build") in told.err) == (
        2,
        True,
        True,
    )


# What has the same name in each language: kinds of files, makers, and the words that people type.
_SAME = {"csv", "dask", "excel", "flac", "html", "json", "mp3", "pdf", "piper", "schema", "tab", "wav", "yaml"} | {
    "pin",
    "zip",
}
_TYPED = {"abl", "acc", "dat", "gen", "ins", "loc", "nom", "prep", "approver", "greeting", "here", "littering", "more"}
_TYPED |= {"all", "appeals", "cards", "id", "kind", "kk", "output", "ru", "en", "yasny", "stderr", "espeak", "tls"}


def _helps(group: click.Group, context: click.Context) -> Iterator[str]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        inside = click.Context(command, info_name=name, parent=context, terminal_width=1000)
        yield command.get_help(inside)
        if isinstance(command, click.Group):
            yield from _helps(command, inside)


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_help_has_no_latin_word_that_is_not_typed_as_it_is(zt: Zt, lang: str) -> None:
    with speaking(lang):
        app = make_app()
        texts = [*_helps(app, click.Context(app, info_name="zt-audio", terminal_width=1000))]
        assert len(texts) > len(COMMANDS)
    texts += [zt("--help", lang=lang).out, zt("help", lang=lang).out]
    commands = {*COMMANDS, *re.findall(r"(?m)^  ([a-z-]+) {2,}", "\n".join(texts))}  # and those of groups
    words = {  # not of paths, options, file names, keys, addresses and what shells read
        word
        for text in texts
        for line in text.splitlines()
        if "_ZT_AUDIO_COMPLETE" not in line
        for word in re.findall(r"(?<![\w./:{-])[A-Za-z][A-Za-z]+(?![\w/]|[.:-]\w|\})", line)
    }
    assert {word for word in words if word.lower() not in _SAME | _TYPED | commands} == set()
