"""The pages of the documentation agree with the program and with each other."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po

from tests.support.zt_cli import FILES, write_files
from zt_audio.cli.main import OLD_NAMES, make_app, run

ROOT = Path(__file__).parents[2]
LANGUAGES = ("kk", "ru", "en")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]
FENCED = re.compile(r"^ *```\w*\n(.*?)^ *```", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
README_BYTES = 12_000
HISTORIES = ("changelog.md", "changes.md")  # they tell what was


def pages_of(lang: str) -> set[str]:
    return {page.name for page in (ROOT / "docs" / lang).glob("*.md")}


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def headings(text: str) -> set[str]:
    """Return the anchors of a page's headings, as hosts of repositories make them."""
    lines = re.findall(r"^#+ (.+)$", FENCED.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in lines}


def test_the_readme_is_short() -> None:
    assert (ROOT / "README.md").stat().st_size <= README_BYTES


def test_the_manuals_have_the_same_pages() -> None:
    assert pages_of("kk") == pages_of("ru") == pages_of("en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_index_leads_to_every_page(lang: str) -> None:
    linked = set(LINK.findall(read(f"docs/{lang}/index.md")))
    assert pages_of(lang) - {"index.md"} <= linked


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("kk", "пәрмен|айнымалы|нейрон"),
        ("ru", "команд|переменн|нейрон"),
        ("en", r"(?<![.(])\bcommand|variable|neural"),  # no names of files
    ],
)
def test_pages_of_staff_speak_of_no_commands(lang: str, words: str) -> None:
    """What is for the person who runs the program stands under the last heading of the index."""
    jargon = re.compile(rf"{words}|\.venv|MODEL_CARD|\.onnx|ZT_AUDIO_", re.IGNORECASE)
    keys = re.compile(r"appeals\\|\.yaml|\.json|^apt |\w: |^[a-z]+:?$|[a-z]_[a-z]")
    staff = LINK.findall(read(f"docs/{lang}/index.md").rpartition("\n## ")[0])
    assert len(staff) > 12
    assert {name: found for name in staff if (found := jargon.findall(read(f"docs/{lang}/{name}")))} == {}
    pages = {name: LINK.sub("", read(f"docs/{lang}/{name}")) for name in staff}
    spans = {name: [each for each in CODE.findall(text) if keys.search(each)] for name, text in pages.items()}
    assert {name: found for name, found in spans.items() if found} == {}
    assert {name for name, text in pages.items() if "```yaml" in text or "F8" in text} == set()
    assert {name for name, text in pages.items() if text.count("FAT32") > 1} == set()  # Windows says it


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere(name: str) -> None:
    here = ROOT / name
    wrong = []
    for link in LINK.findall(FENCED.sub("", read(name))):
        if link.startswith(("https://", "http://")):
            continue
        path, _hash, anchor = link.partition("#")
        there = (here.parent / path) if path else here
        if not there.exists() or (anchor and anchor not in headings(there.read_text("utf-8"))):
            wrong.append(link)
    assert wrong == []


def typed(text: str) -> Iterator[str]:
    """Yield the command lines of a page, each from the name of a command on."""
    for block in FENCED.findall(text):
        yield from (line.partition("zt-audio ")[2] for line in block.splitlines() if "zt-audio " in line)
    for span in CODE.findall(FENCED.sub("", text)):
        before, program, rest = span.rpartition("zt-audio ")
        if program and "_ZT_AUDIO_COMPLETE" not in before:
            yield rest
        elif " -" in span and span.split()[0] in make_app().list_commands(click.Context(make_app())):
            yield span


def mistakes(line: str) -> list[str]:
    """Return what is wrong in a command line: names of commands and options that do not exist."""
    line = re.sub(r"--project \S+", "", re.sub(r"\"[^\"]*\"", "TEXT", line).partition("  #")[0])
    words = [word for word in line.split() if word != "COMMAND" and not word.startswith("[")]  # as usage shows them
    app = make_app()
    command: click.Command = app
    while words and isinstance(command, click.Group) and not words[0].startswith("-"):
        found = command.get_command(click.Context(command), words[0])
        if found is None:
            return [words[0]] if command is app else []
        command = found
        words = words[1:]
    known = {"-h", "--help", *(option for parameter in command.params for option in parameter.opts)}
    return [word for word in words if word.startswith("-") and word.rstrip(".,;:") not in known]


@pytest.mark.parametrize("name", [name for name in NAMES if not name.lower().endswith(HISTORIES)])
def test_every_command_exists_with_its_options(name: str) -> None:
    assert {line: found for line in typed(read(name)) if (found := mistakes(line))} == {}


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("check --strict --read-aloud", []),
        ("chek", ["chek"]),
        ("check --stict", ["--stict"]),
        ("recordings add 1.wav --appeal littering --lang kk", []),
        ("recordings add 1.wav --list", ["--list"]),
        ('--project C:\\zt_audio spoken --lang kk "--no option"', []),
        ("--version", []),
        *((old, []) for old in OLD_NAMES),
    ],
)
def test_a_command_line_is_judged_by_the_program(line: str, wrong: list[str]) -> None:
    assert mistakes(line) == wrong


LABEL = re.compile(r"(?<![*\w])\*([^*\n]+)\*(?![*\w])")  # what the manuals set in italics
TABLES = re.compile(r"<!-- (\w+): scripts/docs.py writes this -->.*?<!-- end of \1 -->", re.DOTALL)


def messages(lang: str) -> dict[str, str]:
    """Return every message with its words in `lang`, both with … where names and numbers come in."""
    catalogue = ROOT / "zt_audio" / "locale" / ("ru" if lang == "en" else lang) / "LC_MESSAGES" / "zt_audio.po"
    with catalogue.open("rb") as file:
        told = [(message.id, message.string) for message in read_po(file, locale=lang) if isinstance(message.id, str)]
    texts = ((id_, id_ if lang == "en" else str(string)) for id_, string in told)
    return {re.sub(r"\{[^}]*\}", "…", id_): re.sub(r"\{[^}]*\}", "…", text) for id_, text in texts}


def labels(lang: str, name: str) -> set[str]:
    """Return the labels of the studio that a page names in its own words, without the signs before them."""
    page = CODE.sub("", TABLES.sub("", FENCED.sub("", read(f"docs/{lang}/{name}"))))
    return {label.lstrip("+●▶ ") for label in LABEL.findall(page)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_label_that_the_manuals_name_is_in_the_catalogue(lang: str) -> None:
    named = {name: labels(lang, name) for name in pages_of(lang) - {"changes.md"}}
    known = set(messages(lang).values())
    assert {name: found - known for name, found in named.items() if found - known} == {}
    assert len(set().union(*named.values())) > 100, "the manuals name no labels"


@pytest.mark.parametrize("lang", ["kk", "ru"])
@pytest.mark.parametrize("name", sorted(pages_of("en") - {"changes.md"}))
def test_a_page_names_the_same_labels_in_each_language(lang: str, name: str) -> None:
    in_words = messages(lang)
    assert labels(lang, name) == {in_words[label] for label in labels("en", name)}


def commands(lang: str, name: str) -> set[tuple[str, ...]]:
    """Return the commands that a page names in its own words, each with its options."""
    lines = typed(TABLES.sub("", read(f"docs/{lang}/{name}")))
    return {
        tuple(re.findall(r"(?<!\S)-{0,2}[a-z][a-z-]+(?!\S)", re.sub(r'"[^"]*"|--lang \w+', "", line))) for line in lines
    }


@pytest.mark.parametrize("lang", ["kk", "ru"])
@pytest.mark.parametrize("name", sorted(pages_of("en") - {"changes.md"}))
def test_a_page_names_the_same_commands_in_each_language(lang: str, name: str) -> None:
    assert commands(lang, name) == commands("en", name)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_mistake_looks_as_the_manual_shows_it(
    lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    playlist = FILES["playlists/city.yaml"].replace("place: altai-market", "place: altay-market")
    write_files(tmp_path, {**FILES, "playlists/city.yaml": playlist})
    monkeypatch.setenv("ZT_AUDIO_LANG", lang)
    run(["--project", str(tmp_path), "check"])
    said = capsys.readouterr().err.splitlines()[0]
    shown = re.sub(r"^.*?:\d+:\d+: ", "appeals/playlists/markets.yaml:19:12: ", said)
    assert shown in read(f"docs/{lang}/problems.md").splitlines()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_exit_code_is_explained(lang: str) -> None:
    table = re.findall(r"^\| (\d+) \|", read(f"docs/{lang}/problems.md"), re.MULTILINE)
    assert table == re.findall(r"\d+", make_app().epilog or "")


def test_the_sample_is_small() -> None:
    assert (ROOT / "docs" / "sample.mp3").stat().st_size <= 300_000
    assert all(image.stat().st_size <= 300_000 for image in (ROOT / "docs" / "images").iterdir())


DEVELOPER_PAGES = (
    "CONTRIBUTING.md",
    "SECURITY.md",
    *(f"docs/{name}.md" for name in ("architecture", "decisions", "development", "engines", "measurements", "reading")),
)
A_FILE = re.compile(r"[\w./-]+\.(?:py|pyi|yaml|toml|html|typ|css|js|po|tsv|txt|md)|[\w.-]+(?:/[\w.-]+)*/")
STAND_IN = re.compile(r"\b(NAME|ROOM|CODE)\b")  # for a name of the reader's own
NOT_IN_GIT = ("output/", ".zt-fetched/", ".zt-history/", "voices/", "build/")  # made by the program, or gone


def spans(name: str) -> set[str]:
    """Return what stands in backquotes on a page, except in blocks."""
    return set(CODE.findall(FENCED.sub("", read(name))))


def is_there(path: str) -> bool:
    """Tell whether the project has such a file or folder: below its top, the package or a room, or by name alone."""
    package = ROOT / "zt_audio"
    if any((place / path).exists() for place in (ROOT, package, *package.iterdir())):
        return True
    return "/" not in path and any(path == file.name for top in (package, ROOT / "docs") for file in top.rglob(path))


@pytest.mark.parametrize("name", DEVELOPER_PAGES)
def test_every_file_that_developers_read_of_exists(name: str) -> None:
    named = {span.split(":")[0] for span in spans(name)}
    files = {path for path in named if A_FILE.fullmatch(path) and not STAND_IN.search(path)}
    assert sorted(path for path in files if not path.startswith(NOT_IN_GIT) and not is_there(path)) == []


@pytest.mark.parametrize("name", DEVELOPER_PAGES)
def test_every_name_that_developers_read_of_is_in_the_code(name: str) -> None:
    names = {span for span in spans(name) if re.fullmatch(r"[A-Za-z]\w*_\w+|[A-Z][a-z]+[A-Z]\w+|[A-Z]{4,}", span)}
    sources = [path for folder in ("zt_audio", "scripts", "tests") for path in (ROOT / folder).rglob("*.py")]
    known = set(re.findall(r"\w+", " ".join(path.read_text("utf-8") for path in (*sources, ROOT / "pyproject.toml"))))
    assert sorted(name for name in names - known if "NAME" not in name) == []


def test_the_import_rules_are_those_of_the_contract() -> None:
    contracts = tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    assert FENCED.findall(read("docs/architecture.md"))[2].splitlines() == layers


def test_every_room_is_described() -> None:
    rooms = [path.name for path in (ROOT / "zt_audio").iterdir() if (path / "__init__.py").exists()]
    assert [room for room in rooms if f"| `{room}/` |" not in read("docs/architecture.md")] == []
