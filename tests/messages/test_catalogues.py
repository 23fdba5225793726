"""Test that catalogues and message tables are complete: every marked string is translated, every slug has a message."""

from __future__ import annotations

import ast
import importlib
import io
import re
import string
import sys
from collections.abc import Iterator
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tests.support.slugs import constants, facts_given, modules, raised, words
from zt_audio.cli.main import COMMANDS
from zt_audio.i18n import gettext, speaking
from zt_audio.messages.message import all_messages, message_tables

ROOT = Path(__file__).parents[2]
LANGUAGES = ("kk", "ru")
MARKS = ("_", "N_", "ngettext", "_plural")
ADDED_ON_THE_WAY = {  # facts that no call names: they join the others later
    "key",  # of what pydantic refuses: content/validate.py
    "there",  # the other language's text: build/parity_advice.py
    "key_in",  # a key that is a language: content/validate.py
}


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """Give `scripts/messages.py`, which is in no package."""
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        return importlib.import_module("messages")
    finally:
        sys.path.remove(str(ROOT / "scripts"))


@pytest.fixture(scope="module")
def marked(script: ModuleType) -> Catalog:
    """Give the messages that Babel finds in the package."""
    catalogue: Catalog = script.template()
    return catalogue


@pytest.fixture(scope="module")
def read(script: ModuleType) -> dict[str, Catalog]:
    """Give the catalogues as they lie there."""
    return {lang: read_po(io.BytesIO(script.po_file(lang).read_bytes()), locale=lang) for lang in LANGUAGES}


SAME_IN_BOTH = 3  # words at most: “файл”, “{n} мин”, “Лицензия: {licence}”


def test_no_kazakh_sentence_is_the_russian_one(read: dict[str, Catalog]) -> None:
    russian = {message.id: message.string for message in read["ru"] if message.id}
    same = [str(m.string) for m in read["kk"] if m.id and m.string == russian.get(m.id)]
    assert [said for said in same if len(re.findall("[а-яё]+", said, re.IGNORECASE)) > SAME_IN_BOTH] == []


def parts(message: Message) -> list[tuple[str, str]]:
    """Pair what is said in English with each translation that there is: one, or one a plural form."""
    if isinstance(message.id, str):
        return [(message.id, message.string)] if message.string and isinstance(message.string, str) else []
    return [(message.id[min(at, 1)], said) for at, said in enumerate(message.string or ()) if said]


def fields(template: str) -> set[str]:
    """Return the format fields of a template, conversions and formats included: `{mb:.1f}`, `{name!r}`."""
    return {
        name + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "")
        for _text, name, spec, conversion in string.Formatter().parse(template)
        if name is not None
    }


def marks_in(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Yield the literal messages that a module marks, and the calls."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value, node


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((ROOT / "zt_audio").rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def test_babel_finds_every_marked_string(marked: Catalog) -> None:
    unseen = {message: file for file, tree in trees() for message, _call in marks_in(tree) if message not in marked}
    assert unseen == {}


def test_each_command_that_a_message_names_is_there(marked: Catalog) -> None:
    texts = [text for message in marked for text in ([message.id] if isinstance(message.id, str) else message.id)]
    named = {name: text for text in texts for name in re.findall("zt-audio ([a-z][a-z-]*)", text)}
    assert "export" in named
    assert {name: text for name, text in named.items() if name not in {*COMMANDS, "command"}} == {}


def test_no_message_is_marked_inside_an_f_string() -> None:
    """Babel does not look there before Python 3.12."""
    hidden = [
        (file, message)
        for file, tree in trees()
        for text in ast.walk(tree)
        if isinstance(text, ast.JoinedStr)
        for message, _call in marks_in(ast.Module([ast.Expr(text)], []))
    ]
    assert hidden == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_is_what_the_source_says(script: ModuleType, marked: Catalog, language: str) -> None:
    po = script.as_po(language, script.renewed(language, marked))
    assert script.po_file(language).read_bytes() == po, "run scripts/messages.py"


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_translated(script: ModuleType, read: dict[str, Catalog], language: str) -> None:
    assert script.untranslated(read[language]) == []
    assert [message.id for message in read[language] if message.id and message.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_placeholders(read: dict[str, Catalog], language: str) -> None:
    wrong = [
        (english, said)
        for message in read[language]
        if message.id
        for english, said in parts(message)
        if (fields(english) != fields(said) or english.count("%(") != said.count("%("))
        and not (message.pluralizable and fields(said) <= fields(message.id[1]))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_end_as_the_original_does(read: dict[str, Catalog], language: str) -> None:
    ends = (" ", ".", "?")
    wrong = [
        (english, said)
        for message in read[language]
        if message.id
        for english, said in parts(message)
        if [english.endswith(end) for end in ends] != [said.endswith(end) for end in ends]
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_program_speaks_what_the_catalogue_says(read: dict[str, Catalog], language: str) -> None:
    with speaking(language):
        for message in read[language]:
            if message.id and isinstance(message.id, str):
                assert gettext(message.id) == message.string, "set the project up again, or run scripts/messages.py"


def test_the_header_names_no_time_and_no_tool(script: ModuleType) -> None:
    header = script.po_file("kk").read_text("utf-8").split("\n\n")[0]
    assert not any(word in header for word in ("Date", "Generated", "PROJECT", "@"))


def test_a_new_message_comes_in_empty_and_an_old_one_goes(script: ModuleType) -> None:
    wanted = Catalog()
    wanted.add("Nobody says this")
    wanted.add("Duration")
    catalogue = script.renewed("ru", wanted)
    assert script.untranslated(catalogue) == ["Nobody says this"]
    assert "Длительность" in script.as_po("ru", catalogue).decode()
    assert "Written" not in script.as_po("ru", catalogue).decode()


def test_set_up_compiles_catalogues_to_the_same_bytes_each_time(tmp_path: Path, script: ModuleType) -> None:
    sys.path.insert(0, str(ROOT))
    try:
        compile_catalogues = importlib.import_module("setup").compile_catalogues
    finally:
        sys.path.remove(str(ROOT))
    for root in (tmp_path / "one", tmp_path / "two"):
        target = root / script.po_file("kk").relative_to(ROOT)
        target.parent.mkdir(parents=True)
        target.write_bytes(script.po_file("kk").read_bytes())
    (one,), (two,) = compile_catalogues(tmp_path / "one"), compile_catalogues(tmp_path / "two")
    assert one.read_bytes() == two.read_bytes()
    compiled, by_babel = BytesIO(one.read_bytes()), BytesIO()
    with script.po_file("kk").open("rb") as source:
        write_mo(by_babel, read_po(source, locale="kk"))
    by_babel.seek(0)
    ours, theirs = (dict(GNUTranslations(each)._catalog) for each in (compiled, by_babel))  # type: ignore[attr-defined]
    assert {each: ours[each] for each in ours if each} == {each: theirs[each] for each in theirs if each}  # no head
    assert len(ours) > 2000


# --- slugs ------------------------------------------------------------------------------------------------


def test_every_slug_has_a_message() -> None:
    missing = {slug: places for slug, places in raised().items() if slug not in all_messages()}
    assert missing == {}


def test_every_message_is_for_a_slug() -> None:
    assert sorted(set(all_messages()) - words()) == []


def test_no_slug_has_two_messages() -> None:
    rows = [slug for table in message_tables().values() for slug in table]
    assert sorted({slug for slug in rows if rows.count(slug) > 1}) == []


def test_every_table_is_that_of_a_room() -> None:
    rooms = {path.stem for path in (ROOT / "zt_audio").iterdir() if path.suffix == ".py" or path.is_dir()}
    assert set(message_tables()) <= rooms
    assert {"content", "speech", "sticks"} <= set(message_tables())


def test_a_message_stands_in_the_table_of_a_room_that_names_its_slug() -> None:
    named = {
        (name.split("/")[0].removesuffix(".py"), text) for name, tree in modules() for text, _at in constants(tree)
    }
    strangers = {slug: room for room, table in message_tables().items() for slug in table if (room, slug) not in named}
    assert strangers == {}


def test_sentences_ask_for_no_fact_that_is_not_given() -> None:
    wrong = []
    for slug, given, place in facts_given():
        facts = given | {f"{name}_{form}" for name in given for form in ("in", "of")}
        message = all_messages()[slug]
        for sentence in (message.what, message.do, message.what_on_page, message.do_on_page):
            asked = {name.split("!")[0].split(":")[0] for name in fields(sentence)}
            wrong += [(place, slug, name) for name in sorted(asked - facts - ADDED_ON_THE_WAY)]
    assert wrong == []


def test_the_search_sees_what_it_should() -> None:
    found = raised()
    for slug in ("unknown-place", "no-appeals", "read-only", "profile-links", "track-peak", "take-cut", "bad-time"):
        assert slug in found, slug
    assert {"disk-full", "no-voice"} <= {slug for slug, _facts, _place in facts_given()}
