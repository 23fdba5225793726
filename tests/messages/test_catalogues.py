"""Catalogues and message tables are whole: all that is marked is translated, each slug has its sentences."""

from __future__ import annotations

import gettext
import importlib.util
import io
import string
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message

from tests.support.slugs import facts_given, raised, words
from zt_audio.messages.render import ROOMS, all_messages

ROOT = Path(__file__).parents[2]
LANGUAGES = ("kk", "ru")
ADDED_ON_THE_WAY = {  # facts that no call names: they join the others later
    "key",  # of what pydantic refuses: content/validate.py
    "there",  # the other language's text: build/parity_advice.py
    "key_in",  # a key that is a language: content/validate.py
}


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """`scripts/messages.py`, which is no package."""
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        spec = importlib.util.spec_from_file_location("catalogue_script", ROOT / "scripts" / "messages.py")
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(ROOT / "scripts"))
    return module


def parts(message: Message) -> list[tuple[str, str]]:
    """Pair what is said in English with each translation that there is: one, or one a plural form."""
    if not message.pluralizable:
        return [(message.id, message.string)] if message.string else []
    return [(message.id[min(at, 1)], said) for at, said in enumerate(message.string) if said]


def fields(template: str) -> set[str]:
    """Return the format fields of a template, conversions and formats included: `{mb:.1f}`, `{name!r}`."""
    return {
        name + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "")
        for _text, name, spec, conversion in string.Formatter().parse(template)
        if name is not None
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_is_what_the_source_says(script: ModuleType, language: str) -> None:
    _catalogue, po, mo = script.current(language)
    assert (script.folder(language) / "zt_audio.po").read_bytes() == po, "run scripts/messages.py"
    assert (script.folder(language) / "zt_audio.mo").read_bytes() == mo, "run scripts/messages.py"


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_translated(script: ModuleType, language: str) -> None:
    catalogue: Catalog = script.read(language)
    assert script.untranslated(catalogue) == []
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_placeholders(script: ModuleType, language: str) -> None:
    wrong = [
        (english, said)
        for message in script.read(language)
        if message.id
        for english, said in parts(message)
        if (fields(english) != fields(said) or english.count("%(") != said.count("%("))
        and not (message.pluralizable and fields(said) <= fields(message.id[1]))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_end_as_the_original_does(script: ModuleType, language: str) -> None:
    ends = (" ", ".", "?")
    wrong = [
        (english, said)
        for message in script.read(language)
        if message.id
        for english, said in parts(message)
        if [english.endswith(end) for end in ends] != [said.endswith(end) for end in ends]
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_gettext_reads_the_compiled_catalogue(script: ModuleType, language: str) -> None:
    data = (script.folder(language) / "zt_audio.mo").read_bytes()
    translations = gettext.GNUTranslations(io.BytesIO(data))
    for message in script.read(language):
        if message.id and message.string and not message.pluralizable:
            assert translations.gettext(message.id) == message.string


def test_the_header_names_no_time_and_no_tool(script: ModuleType) -> None:
    header = (script.folder("kk") / "zt_audio.po").read_text("utf-8").split("\n\n")[0]
    assert not any(word in header for word in ("Date", "Generated", "PROJECT", "@"))


def test_marked_strings_are_found_inside_f_strings(script: ModuleType, tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text("x = f\"{_('inside')} {N_('two')}\"\ny = _(x)\nz = ngettext('one', 'many', 2)\n", "utf-8")
    assert list(script.messages_in(module)) == ["inside", "two", ("one", "many")]


def test_the_script_leaves_alone_what_is_whole(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue, po, _mo = script.current("ru")
    missing_before = script.untranslated(catalogue)
    monkeypatch.setattr(script, "folder", lambda language: tmp_path)
    (tmp_path / "zt_audio.po").write_bytes(po)
    _again, po_again, _ = script.current("ru")
    assert po_again == po
    next(message for message in catalogue if message.id == "new").string = ""
    (tmp_path / "zt_audio.po").write_bytes(script.as_po(catalogue))
    assert sorted(script.untranslated(script.current("ru")[0])) == sorted([*missing_before, "new"])


# --- slugs ------------------------------------------------------------------------------------------------


def test_every_slug_has_a_message() -> None:
    missing = {slug: places for slug, places in raised().items() if slug not in all_messages()}
    assert missing == {}


def test_every_message_is_for_a_slug() -> None:
    assert sorted(set(all_messages()) - words()) == []


def test_no_slug_has_two_messages() -> None:
    rows = [slug for room in ROOMS for slug in import_module(f"zt_audio.messages.{room}").MESSAGES]
    assert sorted({slug for slug in rows if rows.count(slug) > 1}) == []


def test_every_room_of_messages_is_read() -> None:
    folder = ROOT / "zt_audio" / "messages"
    assert {path.stem for path in folder.glob("*.py")} - {"__init__", "render", "called"} == set(ROOMS)


def test_sentences_ask_for_no_fact_that_is_not_given() -> None:
    wrong = []
    for slug, given, place in facts_given():
        facts = given | {f"{name}_{form}" for name in given for form in ("in", "of")}
        for sentence in all_messages()[slug]:
            asked = {name.split("!")[0].split(":")[0] for name in fields(sentence)}
            wrong += [(place, slug, name) for name in sorted(asked - facts - ADDED_ON_THE_WAY)]
    assert wrong == []


def test_the_search_sees_what_it_should() -> None:
    found = raised()
    for slug in ("unknown-place", "no-appeals", "read-only", "profile-links", "track-peak", "take-cut", "bad-time"):
        assert slug in found, slug
    assert {"disk-full", "no-voice"} <= {slug for slug, _facts, _place in facts_given()}
