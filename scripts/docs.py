"""Write the tables of commands, settings and players into the manuals: `.venv/bin/python scripts/docs.py`.

Commands come from click and the message catalogues, settings and pages from the shapes of files, players from
profiles.yaml, problems from messages/. So a new one of them needs no edit of docs/. A table stands between two markers
of a page. The settings of a new project are written too. `tests/docs/test_tables.py` fails while a page, or they, are
not as this script writes them.
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from setup import compile_catalogues
from zt_audio.app.file_form import field_words
from zt_audio.cli.main import COMMANDS, PROGRAM, make_app
from zt_audio.content.profiles import Profile, built_in_profiles, profile_rows
from zt_audio.content.schema import json_schema
from zt_audio.content.settings import SettingsFile
from zt_audio.i18n import gettext, speaking
from zt_audio.messages.message import all_messages
from zt_audio.studio.addresses import FILE_SCREENS, NAVIGATION, screen_label
from zt_audio.studio.screens.forms import FORM_SCREENS
from zt_audio.tracks import Named, listings, track_files

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("kk", "ru", "en")
STARTER = ROOT / "zt_audio" / "app" / "starter" / "settings.yaml"
BEGIN, END = "<!-- {name}: scripts/docs.py writes this -->", "<!-- end of {name} -->"
WORDS: Mapping[str, Mapping[str, str]] = {
    "kk": {
        "page": "бет",
        "fields": "ондағы өрістер",
        "command": "пәрмен",
        "does": "не істейді",
        "option": "параметр",
        "means": "мағынасы",
        "setting": "баптау",
        "values": "мәндері (жақшада – бастапқысы)",
        "profile": "түрі",
        "player": "қандай ойнатқышқа",
        "stick": "флешкада не болады",
        "time": "уақыт",
        "date": "күн",
        "text": "мәтін",
        "list": "тізім",
        "name": "АТ",
        "code": "код",
        "wrong": "не дұрыс емес",
        "do": "не істеу керек",
    },
    "ru": {
        "page": "страница",
        "fields": "поля на ней",
        "command": "команда",
        "does": "что делает",
        "option": "параметр",
        "means": "что значит",
        "setting": "настройка",
        "values": "значения (в скобках – исходное)",
        "profile": "вид",
        "player": "для какого проигрывателя",
        "stick": "что будет на флешке",
        "time": "время",
        "date": "дата",
        "text": "текст",
        "list": "список",
        "name": "ИМЯ",
        "code": "код",
        "wrong": "что не так",
        "do": "что делать",
    },
    "en": {
        "page": "page",
        "fields": "its fields",
        "command": "command",
        "does": "what it does",
        "option": "option",
        "means": "what it means",
        "setting": "setting",
        "values": "values (default in brackets)",
        "profile": "profile",
        "player": "for which player",
        "stick": "what is on the stick",
        "time": "time",
        "date": "date",
        "text": "text",
        "list": "list",
        "name": "NAME",
        "code": "code",
        "wrong": "what is wrong",
        "do": "what to do",
    },
}


def table(headings: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    """Return a table of Markdown."""
    lines = [headings, ("---",) * len(headings), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def commands(lang: str) -> str:
    """Return all commands with what each does, the options that all of them share, and then each command."""
    words = WORDS[lang]
    with speaking(lang):
        app = make_app()
        top = click.Context(app, info_name=PROGRAM)
        found = list(_commands(app, top))
        names = (
            (f"`{_plain_name(name)}`", _first(command.help), _page_of(_plain_name(name)))
            for name, command, _context in found
        )
        parts = [table((words["command"], words["does"], words["page"]), names)]
        parts += [f"```\n{PROGRAM} [OPTIONS] COMMAND\n```", _options_table(app, top, words)]
        for name, command, context in found:
            usage = " ".join((name, *command.collect_usage_pieces(context)))
            parts += [f"### `{_plain_name(name)}`", f"```\n{usage}\n```"]
            parts += [" ".join(paragraph.split()) for paragraph in (command.help or "").split("\n\n")]
            parts.append(_options_table(command, context, words))
    return "\n\n".join(filter(None, parts))


def _commands(group: click.Group, context: click.Context) -> Iterator[tuple[str, click.Command, click.Context]]:
    """Yield every command below `group`, with its full name; commands of commands follow theirs."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None:
            raise LookupError(name)
        inside = click.Context(command, info_name=name, parent=context)
        yield f"{context.command_path} {name}", command, inside
        if isinstance(command, click.Group):
            yield from _commands(command, inside)


def _page_of(command: str) -> str:
    """Return the page of the studio that does what `command` does; "" where there is none."""
    _text, address = COMMANDS.get(command, ("", ""))
    return screen_label(address.partition("/{")[0])


def _plain_name(path: str) -> str:
    return path.removeprefix(f"{PROGRAM} ")


def _first(help_: str | None) -> str:
    return " ".join((help_ or "").split("\n\n")[0].split())


def _options_table(command: click.Command, context: click.Context, words: Mapping[str, str]) -> str:
    """Return the options of `command`, except that for help; "" where it has no other."""
    rows = [(f"`{option}`", help_) for option, help_ in _options(command, context)]
    return table((words["option"], words["means"]), iter(rows)) if rows else ""


def _options(command: click.Command, context: click.Context) -> Iterator[tuple[str, str]]:
    for option in command.params:
        record = option.get_help_record(context) if isinstance(option, click.Option) else None
        if record:
            yield record[0], " ".join(record[1].split())


def settings(lang: str) -> str:
    """Return every setting with what the starter's comment says of it, its values and its default."""
    words, schema, default = WORDS[lang], json_schema("settings"), SettingsFile().model_dump()
    with speaking(lang):
        rows = (
            (f"`{name}`", gettext(shape["description"]), "<br>".join(_values(shape, schema, default[name], words)))
            for name, shape in schema["properties"].items()
        )
        return table((words["setting"], words["means"], words["values"]), rows)


def starter_settings(old: str) -> str:
    """Return settings.yaml of a new project, below the head of the `old` one: each setting with its help."""
    default = SettingsFile().model_dump()
    parts = [old.partition("\n\n")[0]]
    for name, shape in json_schema("settings")["properties"].items():
        said = [in_language(lang, shape["description"]) for lang in LANGUAGES]
        if name == "profile":
            said.append(", ".join(built_in_profiles()))
        comment = [textwrap.fill(f"# {each}", 124, subsequent_indent="# ", break_on_hyphens=False) for each in said]
        parts.append("\n".join((*comment, shape["starter"].rstrip() or _yaml(name, default[name]))))
    return "\n\n".join(parts) + "\n"


def in_language(lang: str, message: str) -> str:
    """Return `message` in `lang`."""
    with speaking(lang):
        return gettext(message)


def _yaml(name: str, value: object) -> str:
    """Return a setting as YAML: a mapping has a line for each of its values."""
    if not isinstance(value, dict):
        return f"{name}: {value}"
    return "\n".join((f"{name}:", *(f"  {key}: {_flow(inner)}" for key, inner in value.items())))


def _flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {inner}" for key, inner in value.items()) + "}"
    return f"[{_shown(value)}]" if isinstance(value, tuple) else str(value)


def _values(
    shape: Mapping[str, Any], schema: Mapping[str, Any], default: object, words: Mapping[str, str], path: str = ""
) -> Iterator[str]:
    """Yield a line for each value below `shape`: its path, what it may be and its default."""
    if "$ref" in shape:
        shape = {**schema["$defs"][shape["$ref"].rsplit("/", 1)[1]], **{k: v for k, v in shape.items() if k != "$ref"}}
    choices = [each for each in shape.get("anyOf", ()) if each.get("type") != "null"]
    if len(choices) == 1:
        yield from _values(choices[0], schema, default, words, path)
    elif "properties" in shape:
        for name, inner in shape["properties"].items():
            known = default.get(name) if isinstance(default, dict) else None
            yield from _values(inner, schema, known, words, f"{path}.{name}".lstrip("."))
    elif named := _values_by_name(shape):
        yield from _values(named, schema, None, words, f"{path}.{words['name']}".lstrip("."))
    else:
        shown = f" ({_shown(default)})" if default not in (None, (), "") else ""
        yield (f"`{path}`: " if path else "") + _allowed(shape, words) + shown


def _values_by_name(shape: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the shape of each value where the keys are names that staff give."""
    named = [*shape.get("patternProperties", {}).values(), shape.get("additionalProperties")]
    return named[0] if isinstance(named[0], dict) else None


def _allowed(shape: Mapping[str, Any], words: Mapping[str, str]) -> str:
    if "anyOf" in shape:
        return ", ".join(_allowed(each, words) for each in shape["anyOf"])
    if "enum" in shape:
        return ", ".join(f"`{each}`" for each in shape["enum"])
    if "minimum" in shape:
        return f"{shape['minimum']} – {shape['maximum']}"
    return words["list"] if shape.get("type") == "array" else _by_example(shape, words)


def _by_example(shape: Mapping[str, Any], words: Mapping[str, str]) -> str:
    """Return what a text may be, told by what its pattern takes."""
    pattern = shape.get("pattern", "")
    examples = {"09:00": words["time"], "2026-12-16": words["date"], ".wav": "`*.wav`"}
    taken = (meant for example, meant in examples.items() if pattern and re.search(pattern, example))
    return next(taken, words["text"]) if "maxLength" not in shape else words["text"]


def _shown(default: object) -> str:
    return ", ".join(map(str, default)) if isinstance(default, tuple) else str(default)


def profiles(lang: str) -> str:
    """Return the kinds of players with the files that each gets."""
    words = WORDS[lang]
    rows = ((f"`{name}`", profile_rows()[name].about[lang], _files(row)) for name, row in built_in_profiles().items())
    return table((words["profile"], words["player"], words["stick"]), rows)


def _files(profile: Profile) -> str:
    """Return the first file of a playlist and the list that leads to it."""
    tracks = track_files(profile, Named("city-centre", "Центр города"), [Named("yasny", "Ясный ауылы")])
    lists = (listing.file for listing in listings(profile, tracks))
    return ", ".join(f"`{name}`" for name in (tracks[0], *lists))


def screens(lang: str) -> str:
    """Return the pages of the studio with what each has fields for."""
    words = WORDS[lang]
    with speaking(lang):
        rows = (
            (gettext(title), "; ".join(_field_names(address)))
            for address, title in (*NAVIGATION, *((screen.path, screen.heading) for screen in FORM_SCREENS))
        )
        return table((words["page"], words["fields"]), iter(dict.fromkeys(rows)))


def _field_names(address: str) -> Iterator[str]:
    """Yield what stands beside the fields of a page, each once."""
    kinds = [kind for kind, where in FILE_SCREENS.items() if where.partition("/{")[0] == address]
    yield from dict.fromkeys(gettext(words.label) for kind in kinds for words in field_words(kind).values())


def problems(lang: str) -> str:
    """Return every problem by its code: what is wrong, and what to do."""
    words = WORDS[lang]
    with speaking(lang):
        rows = (
            (f"`{slug}`", *(_said(said) for said in (message.what, message.do)))
            for slug, message in sorted(all_messages().items())
        )
        return table((words["code"], words["wrong"], words["do"]), rows)


def _said(sentence: str) -> str:
    """Return a sentence with “…” for each of its facts."""
    said = re.sub(r"(?<!\{)\{[^{}]*\}(?!\})", "…", gettext(sentence))
    return re.sub(r"…\.(?=\s|$)", "…", said).replace("{{", "{").replace("}}", "}")


TABLES = {
    "commands": commands,
    "settings": settings,
    "players": profiles,
    "screens": screens,
    "problems": problems,
}


def with_tables(text: str, lang: str) -> str:
    """Return a page whose tables are new. A page without markers stays as it is."""
    for name, made in TABLES.items():
        begin, end = BEGIN.format(name=name), END.format(name=name)
        if begin in text:
            before, _begin, rest = text.partition(begin)
            after = rest.partition(end)[2]
            text = f"{before}{begin}\n\n{made(lang)}\n\n{end}{after}"
    return text


def stale(root: Path = ROOT) -> list[Path]:
    """Return the pages whose tables are not as they would be written now."""
    pages = [page for lang in LANGUAGES for page in sorted((root / "docs" / lang).glob("*.md"))]
    return [page for page in (*pages, STARTER) if renewed(page) != _read(page)]


def renewed(page: Path) -> str:
    """Return `page`, of the manuals or the settings of a new project, as it would be written now."""
    text = _read(page)
    return starter_settings(text) if page.name == STARTER.name else with_tables(text, page.parent.name)


def _read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def main() -> int:
    compile_catalogues(ROOT)  # messages may have been translated since the project was set up
    for page in stale():
        page.write_text(renewed(page), encoding="utf-8", newline="\n")
        print(page.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
