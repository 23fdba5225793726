"""Nothing that staff need is left to a terminal or to YAML: each key has a field, each command a page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape

import pytest

from tests.support.studio import RunningStudio, running_studio
from tests.support.tiny import tiny_project
from zt_audio.app.file_form import (
    FileKind,
    Shape,
    field_key,
    field_words,
    is_of_mappings,
    named_shape,
    resolved,
)
from zt_audio.cli.main import COMMANDS
from zt_audio.content.files import find_files
from zt_audio.content.schema import json_schemas
from zt_audio.model import LANGS
from zt_audio.studio.addresses import ELSEWHERE, FILE_SCREENS

LIMIT_S = 60
PAIR = "{kk: Сәлем, ru: Привет}"
FILES = {  # a project in which every mapping whose keys staff give has an entry
    "intros.yaml": f"default: {PAIR}\nkinds: {{market: {PAIR}}}\nplaces: {{park: {PAIR}}}\n"
    f"kind_names: {{fair: {PAIR}}}\n",
    "outros.yaml": f"default: {PAIR}\nkinds: {{market: {PAIR}}}\nplaces: {{park: {PAIR}}}\n",
    "lexicon/ru.yaml": """\
general: {ИДП: {spoken: инспектор, forms: {gen: инспектора}}}
places: {park: {ПК: {spoken: парк культуры, forms: {gen: парка культуры}}}}
""",
    "pronunciations.yaml": "ru: {50-летия: пятидесятилетия}\n",
    "facts.yaml": "mrp:\n  {kind: sum, says: {ru: [4325 тенге]}, source: закон, checked: {by: А, on: 2026-11-01}}\n",
    "profiles.yaml": "ours: {base: usb}\n",
    "settings.yaml": """\
voices: {kk: [tone], ru: [tone]}
voice_prosody: {tone: {pitch: 50}}
voice_origins: {tone: {cloned: no}}
dose: {kinds: {school: {cycle_min: 3}}}
presets: {ours: {base: street}}
""",
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStudio]:
    tiny = tiny_project(tmp_path_factory.mktemp("studio") / "project")
    for name, text in FILES.items():
        tiny.write(name, text)
    with running_studio(tiny.root) as running:
        yield running


def fields_on(studio: RunningStudio, address: str) -> list[tuple[str | int, ...]]:
    """Return the path of each value that has a field on a page."""
    answer = studio.browser().get(studio.base + address, timeout=LIMIT_S)
    assert answer.status_code == 200, (address, answer.text)
    found = re.findall(r"""data-(?:path|text|title)=(?:"([^"]*)"|'([^']*)')""", answer.text)
    paths = [unescape(one or other) for one, other in found]
    own = [("text", path) if f'data-text="{path}"' in answer.text else () for path in paths if path in LANGS]
    return [*own, *(("title", lang) for lang in LANGS if f'data-title="{lang}"' in answer.text)] + [
        tuple(json.loads(path)) for path in paths if path.startswith("[")
    ]


def keys_of(raw: Shape, whole: Shape, key: tuple[str, ...] = ()) -> Iterator[str]:
    shape = resolved(raw, whole)
    if "properties" in shape:
        for name, inner in shape["properties"].items():
            yield from keys_of(inner, whole, (*key, name))
    elif (named := named_shape(shape)) is not None:
        yield from keys_of(named, whole, (*key, "*"))
    elif is_of_mappings(shape, whole):
        yield from keys_of(shape["items"], whole, (*key, "*"))
    elif len(shape.get("enum", ())) != 1:  # else there is nothing to choose
        yield field_key(key)


def key_of(path: tuple[str | int, ...], keys: tuple[str, ...]) -> str | None:
    """Return the key that the value at `path` has; the short form of a word counts as what is said."""
    steps = ["LANG" if step in LANGS else str(step) for step in path]
    for key in keys:
        pattern = key.split(".")
        for tail in ([], ["spoken"]):
            said = [*steps, *tail]
            if len(said) == len(pattern) and all(one in ("*", step) for one, step in zip(pattern, said, strict=True)):
                return key
    return None


@pytest.mark.parametrize("kind", [kind for kind in json_schemas() if kind not in ELSEWHERE])
def test_each_key_of_a_file_has_a_field_on_its_page(pages: RunningStudio, kind: FileKind) -> None:
    """Give a missing key a `title` in its shape (zt_audio/content) and, where its page is no general form, a field."""
    schema = json_schemas()[kind]
    keys = tuple(dict.fromkeys(keys_of(schema, schema)))
    files = [file for file in find_files(pages.studio.root)[0] if file.kind == kind]
    shown = [
        key_of(path, keys)
        for file in files
        for path in fields_on(pages, FILE_SCREENS[kind].format(id=file.id, name="park"))
    ]
    assert [key for key in keys if key not in shown] == []
    assert [key for key in keys if key not in field_words(kind)] == []


def test_no_kind_of_file_is_forgotten() -> None:
    assert sorted(json_schemas()) == sorted({*FILE_SCREENS, *ELSEWHERE})
    assert all(ELSEWHERE.values())


def test_each_command_has_a_page_or_a_reason(pages: RunningStudio) -> None:
    for command, (_text, where) in COMMANDS.items():
        if where.startswith("/"):
            address = pages.base + where.format(id="a", name="park")
            assert pages.browser().get(address, timeout=LIMIT_S).status_code == 200, command
        else:
            assert where.startswith("no page: "), command


def test_each_mapping_has_words_for_its_names() -> None:
    for kind in ("intros", "outros", "settings", "lexicon", "pronunciations", "profiles", "facts"):
        schema = json_schemas()[kind]
        keys = {key[: at.start()].rstrip(".") for key in keys_of(schema, schema) for at in re.finditer(r"\*", key)}
        assert [key for key in keys if not field_words(kind)[key].name] == [], kind
