"""Test bad input: exit code 3, a place, a slug, no traceback, and the old output stays as it is."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.support.zt_cli import FILES, Zt, process, snapshot, write_files

TEXT = "texts/littering.yaml"
CITY = "playlists/city.yaml"
IN_KAZAKH, IN_RUSSIAN = "Қоқысты тек жәшікке тастаңыз", "Бросайте мусор только в урну"

Content = str | bytes | tuple[str, str]  # a whole file, or what to replace in the shipped one by what

CASES: list[tuple[str, str, Content, str]] = [
    # the form
    ("broken yaml: open quote", TEXT, ("ru: Не мусорите}", 'ru: "Не мусорите}'), "yaml-quote"),
    ("broken yaml: open bracket", TEXT, ("ru: Не мусорите}", "ru: Не мусорите"), "yaml-bracket"),
    ("broken yaml: indentation", TEXT, ("  ru: |", " ru: |"), "yaml-spaces"),
    ("broken yaml: tab", CITY, ('    arrive: "10:00"', '\tarrive: "10:00"'), "yaml-tab"),
    ("broken yaml: colon", TEXT, ("title: {", "title {"), "yaml-no-colon"),
    ("repeated key", TEXT, ("text:", "title: {kk: Ә, ru: Я}\ntext:"), "repeated-key"),
    ("unknown key", CITY, ("    stay_min: 1", "    stay_mim: 1"), "unknown-key"),
    ("missing language", TEXT, (", ru: Не мусорите", ""), "missing-language"),
    ("empty text", TEXT, ("    Бросайте мусор только в урну.\n", "\n"), "empty-text"),
    ("empty file", TEXT, "", "missing-key"),
    ("a list where a mapping belongs", "places.yaml", "- altai\n", "not-a-mapping"),
    ("alias bomb", TEXT, "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "yaml-alias"),
    ("a thousand brackets", TEXT, "[" * 1000, "yaml-depth"),
    # the bytes
    ("cp1251", TEXT, "title: Не мусорите\n".encode("cp1251"), "not-utf8"),
    ("utf-16", TEXT, FILES[TEXT].encode("utf-16"), "not-utf8"),
    ("half a character", TEXT, FILES[TEXT].encode().replace("м".encode(), b"\xd0", 1), "bad-utf8"),
    ("nul bytes", TEXT, FILES[TEXT].encode().replace(b"|", b"|\0", 1), "nul-byte"),
    ("a megabyte of text", TEXT, FILES[TEXT].replace("урну.", "урну. " * 100_000), "file-too-large"),
    ("half a megabyte of text", TEXT, FILES[TEXT].replace("урну.", "урну. " * 40_000), "text-too-long"),
    # letters and languages
    ("latin letter in a kazakh word", TEXT, ("жәшікке", "жәшiкке"), "mixed-alphabet"),
    ("latin letter in a russian word", TEXT, ("мусор ", "мycop "), "mixed-alphabet"),
    ("kazakh in the russian slot", TEXT, (IN_RUSSIAN, IN_KAZAKH), "wrong-language"),
    ("russian in the kazakh slot", TEXT, (IN_KAZAKH, IN_RUSSIAN), "wrong-language"),
    ("a soft hyphen", TEXT, ("мусор ", "му\u00adсор "), "odd-character"),
    ("what cannot be read", TEXT, ("в урну", "в урну ☺"), "emoji-in-text"),
    # names
    ("unknown place", CITY, ("place: yasny", "place: jasny"), "unknown-place"),
    ("unknown appeal", CITY, ("[littering, smoking]", "[litering]"), "unknown-appeal"),
    ("unknown slot", "intros.yaml", ("жители {place:gen}", "жители {plase:gen}"), "unknown-slot"),
    ("unknown case", "intros.yaml", ("жители {place:gen}", "жители {place:loc}"), "unknown-case"),
    ("a slot in an appeal", TEXT, ("в урну", "в {place}"), "slot-not-allowed"),
    ("a path as an id", "places.yaml", ("yasny:", "../yasny:"), "bad-id"),
    ("a separator in an id", "places.yaml", ("yasny:", "a/b:"), "bad-id"),
    ("a backslash in an id", CITY, ("  - place: yasny", "  - place: yasny\n    id: a\\b"), "bad-id"),
    ("a device name", "places.yaml", ("yasny:", "con:"), "reserved-id"),
    ("a device as a file", "texts/nul.yaml", FILES[TEXT], "bad-file-name"),
    # numbers and times
    ("stay of -5", CITY, ("stay_min: 1", "stay_min: -5"), "out-of-range"),
    ("stay of 0", CITY, ("stay_min: 1", "stay_min: 0"), "out-of-range"),
    ("stay of 10000", CITY, ("stay_min: 1", "stay_min: 10000"), "out-of-range"),
    ("stay of abc", CITY, ("stay_min: 1", "stay_min: abc"), "not-a-number"),
    ("times backwards", CITY, ("11:00", "09:00"), "time-backwards"),
    ("no such time", CITY, ("11:00", "25:00"), "bad-time"),
    ("no such day", CITY, ("[mon, tue]", "[mon, tuesdag]"), "unknown-value"),
    ("equal ids", CITY, ("  - place: yasny", "    id: x\n  - place: yasny\n    id: x"), "repeated-stop-id"),
]  # fmt: skip


def spoil(root: Path, file: str, content: Content) -> None:
    if isinstance(content, tuple):
        old, new = content
        assert old in FILES[file], "the table is out of date"
        content = FILES[file].replace(old, new, 1)
    write_files(root, {file: content})


@pytest.mark.parametrize(("file", "content", "slug"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_bad_input(zt: Zt, built: Path, file: str, content: Content, slug: str) -> None:
    before = snapshot(built / "output")
    spoil(built, file, content)
    told = zt("build", project=built)
    assert (told.code, told.out) == (3, "")
    assert re.search(rf"^appeals/{re.escape(file)}:\d+:\d+: .+\. .+ \[{slug}\]$", told.err, re.MULTILINE)
    assert snapshot(built / "output") == before
    checked = zt("check", project=built)
    assert checked.code == 3
    mistakes = [line for line in told.err.splitlines() if line.startswith("appeals/")]
    assert set(mistakes) <= set(checked.err.splitlines())
    document = json.loads(zt("build", "--json", project=built).out)
    assert document["ok"] is False
    assert slug in {problem["slug"] for problem in document["problems"]}


@pytest.mark.parametrize("lang", ["kk", "ru"])
@pytest.mark.parametrize(("file", "content", "slug"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_bad_input_is_told_in_every_language(
    zt: Zt, project: Path, file: str, content: Content, slug: str, lang: str
) -> None:
    spoil(project, file, content)
    told, english = zt("check", project=project, lang=lang).err, zt("check", project=project).err
    assert f"[{slug}]" in told
    sentences = [re.sub(r"^.*?:\d+:\d+: | \[.*\]$", "", line) for line in told.splitlines()]
    assert not set(sentences) & {re.sub(r"^.*?:\d+:\d+: | \[.*\]$", "", line) for line in english.splitlines()}


def test_a_byte_order_mark_is_accepted(zt: Zt, built: Path) -> None:
    before = snapshot(built / "output")
    for name, text in FILES.items():
        write_files(built, {name: b"\xef\xbb\xbf" + text.encode()})
    assert zt("build", project=built).code == 0
    assert snapshot(built / "output") == before


def test_two_stops_at_one_place_get_names_of_their_own(zt: Zt, built: Path) -> None:
    spoil(built, CITY, ("place: yasny", "place: altai-market"))
    assert zt("build", project=built).code == 0
    tracks = sorted(path.name for path in (built / "output" / "city").glob("*.MP3"))
    assert [name[:4] for name in tracks] == ["001_", "002_"]
    assert tracks[0][4:] != tracks[1][4:]
    assert zt("verify", project=built).code == 0


def test_all_problems_of_all_files_are_told_at_once(zt: Zt, project: Path) -> None:
    spoil(project, TEXT, ("жәшікке", "жәшiкке"))
    spoil(project, CITY, ("place: yasny", "place: jasny"))
    spoil(project, "places.yaml", ("yasny:", "con:"))
    told = zt("check", project=project).err
    for file, slug in ((TEXT, "mixed-alphabet"), (CITY, "unknown-place"), ("places.yaml", "reserved-id")):
        assert re.search(rf"^appeals/{file}:.*\[{slug}\]$", told, re.MULTILINE)


def test_a_real_process_tells_it_the_same_way(project: Path) -> None:
    spoil(project, TEXT, FILES[TEXT].encode("utf-16"))
    told = process("build", cwd=project)
    assert (told.code, told.out) == (3, "")
    assert re.fullmatch(r"appeals/texts/littering\.yaml:1:1: .*UTF-16.* \[not-utf8\]\n", told.err)
    assert not (project / "output").exists()


@pytest.mark.parametrize(
    ("arguments", "instead"),
    [
        (("facts",), "The studio lists the facts: Appeals, Numbers and sources."),
        (("inflect", "--lang", "ru", "--all", "рынок"), "spoken --case gen, or --case all."),
        (("log", "said", "park", "2026-11-20"), "The studio knows what was said on a day: History."),
        (("voices", "audition", "--lang", "kk"), "The studio compares voices: Voices and recordings, Voices,"),
        (("voices", "vote", "kk-000000"), "put it first on the studio's page of voices."),
    ],
)
def test_a_command_that_was_taken_out_says_what_to_use_instead(
    zt: Zt, tmp_path: Path, arguments: tuple[str, ...], instead: str
) -> None:
    told = zt(*arguments, project=tmp_path)
    assert (told.code, told.out) == (2, "")
    assert instead in told.err
    assert "There are:" not in told.err
