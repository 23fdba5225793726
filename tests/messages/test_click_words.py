"""Test that click speaks our languages: the list of its words is right, and commands keep their English texts."""

from __future__ import annotations

import ast
from pathlib import Path

import click

from zt_audio.cli.click_words import CLICK_WORDS, translated_command
from zt_audio.cli.commands.recordings import command as recordings
from zt_audio.i18n import gettext, ngettext, speaking


def said_by_click() -> set[str]:
    """Return the strings that click's modules translate."""
    calls = (
        node
        for path in Path(click.__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext")
    )
    words = (arg.value for call in calls for arg in call.args if isinstance(arg, ast.Constant))
    return {word for word in words if isinstance(word, str)}


def test_click_still_says_what_we_translate() -> None:
    ours = {word for words in CLICK_WORDS for word in ((words,) if isinstance(words, str) else words)}
    assert sorted(ours - said_by_click()) == []


def test_modules_of_click_translate_by_our_functions() -> None:
    for module in (click.core, click.exceptions, click.formatting, click.parser, click.types, click.termui):
        assert vars(module)["_"] is gettext
    assert vars(click.core)["ngettext"] is ngettext


def test_a_translated_group_leaves_its_commands_as_they_are() -> None:
    english = recordings.commands["add"].params[-1].to_info_dict()
    with speaking("ru"):
        russian = translated_command(recordings)
    assert isinstance(russian, click.Group)
    assert russian.commands["add"].params[-1].to_info_dict() != english
    assert recordings.commands["add"].params[-1].to_info_dict() == english


def test_a_path_is_named_in_the_language_of_the_context() -> None:
    option = click.Option(["--folder"], type=click.Path(file_okay=False))
    command = click.Command("any", params=[option])
    named = {}
    for lang in ("kk", "ru", "en"):
        with speaking(lang):
            named[lang] = translated_command(command).params[0].type.name
    assert named == {"kk": "қалта", "ru": "папка", "en": "directory"}
    assert option.type.name == "directory"
