"""Test preview, verify, voices, doctor, cache, init, schema, and the questions of build."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import soundfile

from tests.support.zt_cli import FILES, Zt, process, snapshot, write_files
from zt_audio.content.presets import CHIMES, PRESETS
from zt_audio.content.profiles import built_in_profiles
from zt_audio.content.project import Snapshot
from zt_audio.content.schema import json_schemas, validated
from zt_audio.content.yaml.source import SourceText
from zt_audio.content.yaml.tree import parse_yaml
from zt_audio.model import LANGS, Located, Settings
from zt_audio.store import manifest

SHIPPED = Path(__file__).parents[2] / "appeals"
CHANGED = {"texts/smoking.yaml": FILES["texts/smoking.yaml"].replace("Пожалуйста, не", "Не")}

TO_DO = "Nothing was done. To do: sentences to speak: 8, files to write: 4, to remove: 0"


# --- build ------------------------------------------------------------------------------------------------


def test_dry_run_says_what_would_be_done_and_does_nothing(zt: Zt, project: Path) -> None:
    told = zt("build", "--dry-run", project=project)
    assert (told.code, told.err) == (0, "")
    assert told.out.splitlines() == [
        "would be written: output/city/001_ALTAI_MARKET.MP3",
        "would be written: output/city/002_YASNY.MP3",
        "would be written: output/city/PLAYER.HTML",
        "would be written: output/city/PLAY.M3U",
        f"{TO_DO}; tracks up to date: 0. The reasons: zt-audio build --explain --dry-run",
    ]
    assert not (project / "output").exists()


def test_dry_run_where_there_is_nothing_to_do(zt: Zt, built: Path) -> None:
    assert zt("build", "--dry-run", project=built).out == "Nothing to do: output is up to date.\n"
    write_files(built, {"texts/smoking.yaml": FILES["texts/smoking.yaml"] + "# a note\n"})
    assert zt("build", "--dry-run", project=built).out == "Nothing to do: output is up to date.\n"


def test_removals_are_told_in_advance_and_afterwards(zt: Zt, built: Path) -> None:
    write_files(built, {"playlists/other.yaml": FILES["playlists/city.yaml"]})
    assert zt("build", project=built).code == 0
    city = FILES["playlists/city.yaml"].replace('  - place: yasny\n    arrive: "11:00"\n', "")
    write_files(built, {"playlists/other.yaml": None, "playlists/city.yaml": city})
    gone = "its file appeals/playlists/other.yaml is gone"
    told = zt("build", "--dry-run", project=built).out
    assert "would be removed: output/city/002_YASNY.MP3\n" in told
    assert f"would be removed: output/other ({gone})\n" in told
    assert "to remove: 2;" in told
    told = zt("build", "--explain", "--dry-run", project=built).out
    assert "remove output/city/002_YASNY.MP3: no stop needs it\n" in told
    assert f"remove output/other: {gone}\n" in told
    assert (built / "output" / "other").is_dir()
    document = json.loads(zt("build", "--dry-run", "--json", project=built).out)
    assert document["removals"] == ["output/city/002_YASNY.MP3", "output/other"]
    told = zt("build", project=built).err
    assert f"Removed: other ({gone})\n" in told
    assert not (built / "output" / "other").exists()


def test_only_what_is_up_to_date_is_ready(zt: Zt, built: Path) -> None:
    for name in ("other", "third"):
        write_files(built, {f"playlists/{name}.yaml": FILES["playlists/city.yaml"].replace("littering, ", "")})
    told = zt("build", "other", project=built).err
    assert re.search(r"output/city \(build [0-9a-f]{8}, as before\): zt-audio .*export city STICK\n", told)
    assert re.search(r"output/other \(build [0-9a-f]{8}, changed\): zt-audio .*export other STICK\n", told)
    assert "output/third (" not in told
    assert "Not up to date: output/third. To make them: zt-audio build third\n" in told
    write_files(built, CHANGED)
    document = json.loads(zt("build", "third", "--json", project=built).out)
    assert (document["changed"], document["not_up_to_date"]) == (["third"], ["city", "other"])
    told = zt("build", project=built).err
    states = dict(re.findall(r"output/(\w+) \(build [0-9a-f]{8}, ([a-z ]+)\)", told))
    assert states == {"city": "changed", "other": "changed", "third": "as before"}


@pytest.mark.parametrize("name", ["PLAY.M3U", "PLAYER.HTML"])
def test_a_playlist_whose_list_or_page_alone_is_stale_is_not_ready(zt: Zt, built: Path, name: str) -> None:
    write_files(built, {"playlists/other.yaml": FILES["playlists/city.yaml"]})
    (built / "output" / "city" / name).unlink()
    assert "Not up to date: output/city." in zt("build", "other", project=built).err
    told = zt("build", "--dry-run", project=built).out.splitlines()
    assert [line for line in told if "written" in line] == [f"would be written: output/city/{name}"]


def test_what_shows_on_the_page_alone_is_written_there_alone(zt: Zt, built: Path) -> None:
    write_files(built, {"playlists/city.yaml": FILES["playlists/city.yaml"].replace("10:00", "09:30")})
    told = zt("build", "--dry-run", project=built).out.splitlines()
    assert [line for line in told if "written" in line] == ["would be written: output/city/PLAYER.HTML"]
    assert "files to write: 1," in told[-1]
    assert zt("build", project=built).err.startswith("Files written: 1.")


def test_explain_gives_the_reason_for_each_thing(zt: Zt, built: Path) -> None:
    write_files(built, CHANGED)
    told = zt("build", "--explain", project=built)
    assert told.code == 0
    reasons = [line for line in told.out.splitlines() if line.startswith(("speak ", "encode ", "write "))]
    assert reasons == [
        "speak appeals/texts/smoking.yaml:6 Не курите.: its text changed",
        "encode appeal/smoking/ru/1: its text changed",
        "write output/city/001_ALTAI_MARKET.MP3: its text changed (appeal/smoking/ru/1)",
        "write output/city/002_YASNY.MP3: its text changed (appeal/smoking/ru/1)",
        "write output/city/PLAYER.HTML: its tracks, texts or times changed, or the file itself",
    ]
    assert f"{built / 'output' / 'city'} (build " in told.out


def test_json_tells_what_was_done(zt: Zt, project: Path) -> None:
    told = zt("build", "--json", project=project)
    assert (told.code, told.err) == (0, "")
    document = json.loads(told.out)
    assert document["ok"] is True
    assert document["playlists"]["city"]["tracks"] == ["001_ALTAI_MARKET.MP3", "002_YASNY.MP3"]
    assert document["written"] == 4
    again = json.loads(zt("build", "--json", project=project).out)
    assert (again["ok"], again["nothing_to_do"], again["written"]) == (True, True, 0)


def test_one_playlist_can_be_named(zt: Zt, project: Path) -> None:
    write_files(project, {"playlists/other.yaml": FILES["playlists/city.yaml"]})
    assert zt("build", "other", project=project).code == 0
    assert sorted(path.name for path in (project / "output").iterdir() if path.is_dir()) == ["other"]


@pytest.mark.parametrize("command", ["build", "verify"])
def test_a_misspelt_playlist_is_told_the_nearest(zt: Zt, built: Path, command: str) -> None:
    told = zt(command, "sity", project=built)
    assert (told.code, told.out) == (3, "")
    assert told.err.startswith("There is no playlist “sity”. The nearest is “city”. [playlist-unknown]")


# --- preview ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", [["littering"], ["--text", "Не мусорите.\n\nПожалуйста."]], ids=["appeal", "text"])
def test_preview_is_an_mp3_that_plays(zt: Zt, project: Path, tmp_path: Path, what: list[str]) -> None:
    file = tmp_path / "probe.mp3"
    told = zt("preview", *what, "--lang", "ru", "-o", file, project=project)
    assert (told.code, told.out, told.err) == (0, "", f"Written: {file}\n")
    samples, rate = soundfile.read(io.BytesIO(file.read_bytes()))
    assert rate == 44_100
    assert len(samples) > rate
    assert max(abs(samples)) > 0.1
    assert not (project / "output").exists()


@pytest.mark.parametrize(
    ("arguments", "start"),
    [
        (["litering"], "There is no appeal “litering”. The nearest is “littering”. [appeal-unknown]"),
        (["--text", "Вот\nтак ☺"], "--text:2:5: There is a picture in the text: “☺”."),
    ],
)
def test_preview_of_what_cannot_be_said(
    zt: Zt, project: Path, tmp_path: Path, arguments: list[str], start: str
) -> None:
    told = zt("preview", *arguments, "--lang", "ru", "-o", tmp_path / "x.mp3", project=project)
    assert (told.code, told.out) == (3, "")
    assert told.err.startswith(start)
    assert not (tmp_path / "x.mp3").exists()


# --- verify -----------------------------------------------------------------------------------------------


def test_verify_proves_what_was_built(zt: Zt, built: Path) -> None:
    told = zt("verify", project=built)
    assert (told.code, told.out) == (0, "")
    stated = manifest.load_manifest(built / "output")
    assert stated
    number = stated.playlists["city"].number  # the one that cards and PLAYER.HTML show
    assert f"2 tracks in 1 playlists are what the manifest says. Build numbers: city {number}\n" in told.err
    document = json.loads(zt("verify", "--json", project=built).out)
    assert (document["ok"], document["playlists"], document["tracks"], document["files"]) == (True, 1, 2, 4)


def test_verify_before_any_build(zt: Zt, project: Path) -> None:
    told = zt("verify", project=project)
    assert (told.code, told.out) == (1, "")
    assert told.err == "Nothing has been built yet. Run: zt-audio build [nothing-built]\n"


def test_verify_tells_every_difference(zt: Zt, built: Path) -> None:
    city = built / "output" / "city"
    (city / "PLAY.M3U").unlink()
    track = city / "002_YASNY.MP3"
    track.write_bytes(track.read_bytes()[:-1])
    told = zt("verify", project=built)
    assert told.code == 1
    assert sorted(re.findall(r"^(\S+) .*\[(.*)\]$", told.err, re.MULTILINE)) == [
        ("output/city/002_YASNY.MP3", "file-changed"),
        ("output/city/PLAY.M3U", "file-missing"),
    ]
    assert zt("build", project=built).code == 0
    assert zt("verify", project=built).code == 0


# --- voices and doctor ------------------------------------------------------------------------------------


@pytest.fixture
def no_account(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ZT_AUDIO_AZURE_KEY", "ZT_AUDIO_AZURE_REGION"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("no_account")
def test_voices_lists_what_can_speak(zt: Zt, tmp_path: Path) -> None:
    told = zt("voices", project=tmp_path)
    assert told.code == 0
    assert all("warning: " in line for line in told.err.splitlines())  # of what could be had besides
    assert "[engine-no-key]" in told.err
    rows = [line.split("\t") for line in told.out.splitlines()]
    assert [row[:4] for row in rows if row[0].startswith("espeak")] == [
        ["espeak:kk", "kk", "draft quality", "offline"],
        ["espeak:ru", "ru", "draft quality", "offline"],
    ]
    document = json.loads(zt("voices", "--json", project=tmp_path).out)
    assert document["ok"] is True
    assert "engine-no-key" in [problem["slug"] for problem in document["problems"]]
    voices = document["voices"]
    assert [f"{voice['engine']}:{voice['id']}" for voice in voices] == [row[0] for row in rows]


@pytest.mark.usefixtures("no_account")
def test_an_engine_that_is_broken_is_a_failure(zt: Zt, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zt_audio.speech.tone.engine", lambda: 1 / 0)
    told = zt("voices")
    assert told.code == 4
    assert "[engine-broken]" in told.err
    assert json.loads(zt("voices", "--json").out)["ok"] is False


WORDS_ABSENT = "words and numbers in recordings: none here"


def test_doctor_says_that_all_works(zt: Zt, project: Path) -> None:
    told = zt("doctor", project=project)
    assert told.code == 0
    assert all(re.search(r"\[ear-no(-model|t-installed)\]$", line) for line in told.err.splitlines())
    works = ["espeak (kk)", "espeak (ru)", "appeals", "kk tone", "ru tone", "kk", "ru", "sentences in recordings"]
    assert told.out.splitlines()[1:] == [*(f"{name}: works" for name in works), WORDS_ABSENT]


def test_doctor_says_what_does_not(zt: Zt, project: Path) -> None:
    write_files(project, {"places.yaml": "- x\n"})
    told = zt("doctor", project=project)
    assert told.code == 3
    assert told.out.splitlines()[1:4] == ["espeak (kk): works", "espeak (ru): works", "appeals: not working"]
    assert "[not-a-mapping]" in told.err


@pytest.mark.parametrize("lang", ["en", "kk", "ru"])
def test_doctor_says_that_there_is_no_project_here(zt: Zt, tmp_path: Path, lang: str) -> None:
    told = zt("doctor", project=tmp_path, lang=lang)
    assert told.code == 0  # the computer is well
    says = {"en": "appeals: none here", "kk": "үндеулер: мұнда жоқ", "ru": "обращения: здесь нет"}
    assert told.out.splitlines()[3] == says[lang]
    assert "zt-audio init" in told.err


# --- cache ------------------------------------------------------------------------------------------------


def records(said: str) -> dict[str, int]:
    """Read what `zt-audio cache` prints: kind and number of records."""
    return {kind: int(n) for kind, n in re.findall(r": (\w+), (\d+) records, [\d.]+ MB$", said, re.MULTILINE)}


def test_cache_is_measured_pruned_and_cleared(zt: Zt, built: Path) -> None:
    before = records(zt("cache", project=built).out)
    assert min(before.values()) > 0
    write_files(built, CHANGED)
    assert zt("build", project=built).code == 0
    assert records(zt("cache", project=built).out)["speech"] == before["speech"] + 1
    pruned = zt("cache", "--drop-unused", project=built)
    assert records(pruned.out) == before
    assert records(pruned.err)["speech"] == 1
    made = snapshot(built / "output")
    assert records(zt("cache", "--clear", project=built).out) == dict.fromkeys(before, 0)
    assert snapshot(built / "output") == made
    assert zt("verify", project=built).code == 0
    assert zt("build", project=built).err.startswith("Nothing to do: output is up to date.\n")


def test_nothing_is_dropped_while_the_content_has_mistakes(zt: Zt, built: Path) -> None:
    before = snapshot(built / ".zt-cache" / "speech"), records(zt("cache", project=built).out)
    write_files(built, CHANGED | {"places.yaml": "- x\n"})
    told = zt("cache", "--drop-unused", project=built)
    assert told.code == 3
    assert "[not-a-mapping]" in told.err
    assert told.err.endswith("Nothing was deleted: while appeals has errors, it is not known what is not used.\n")
    assert (snapshot(built / ".zt-cache" / "speech"), records(told.out)) == before
    assert zt("cache", "--clear", project=built).code == 0


@pytest.mark.parametrize(
    ("lang", "kinds"), [("kk", ["сөз", "өңделген үзінділер"]), ("ru", ["речь", "обработанные отрывки"])]
)
def test_the_kinds_of_the_cache_have_names(zt: Zt, built: Path, lang: str, kinds: list[str]) -> None:
    told = zt("cache", project=built, lang=lang).out
    assert re.findall(r"^[^:]+: ([^,]+),", told, re.MULTILINE) == kinds


# --- check ------------------------------------------------------------------------------------------------


def test_what_no_playlist_uses_is_a_note(zt: Zt, project: Path) -> None:
    assert "Note:" not in zt("check", project=project).err
    city = FILES["playlists/city.yaml"].replace(", smoking", "").replace('  - place: yasny\n    arrive: "11:00"\n', "")
    write_files(project, {"playlists/city.yaml": city})
    told = zt("check", "--strict", project=project)
    assert told.code == 0
    assert told.err.splitlines() == [
        "Note: no playlist plays these appeals: smoking.",
        "Note: no playlist stops at these places: yasny.",
        "Everything can be read aloud.",
    ]
    document = json.loads(zt("check", "--json", project=project).out)
    assert document["unused"] == {"appeals": ["smoking"], "places": ["yasny"]}
    assert "Note" not in zt("build", project=project).err


def test_a_note_names_a_part_of_many_places(zt: Zt, project: Path) -> None:
    places = "".join(f"p{n}:\n  name: {{kk: Алтай, ru: Алтай}}\n  kind: village\n" for n in range(90))
    write_files(project, {"places/more.yaml": places})
    note = next(line for line in zt("check", project=project).err.splitlines() if "no playlist stops" in line)
    assert (note.count(","), note[-2:]) == (30, "….")
    assert len(json.loads(zt("check", "--json", project=project).out)["unused"]["places"]) == 90


def test_what_fails_under_strict_is_called_no_warning(zt: Zt, project: Path) -> None:
    write_files(project, {"note.txt": "x"})
    told, strict = zt("check", project=project), zt("check", "--strict", project=project)
    assert (told.code, "warning: " in told.err) == (0, True)
    assert (strict.code, "warning: " in strict.err) == (3, False)
    document = json.loads(zt("check", "--strict", "--json", project=project).out)
    assert [problem["severity"] for problem in document["problems"]] == ["error"]


# --- init and schema --------------------------------------------------------------------------------------


def test_init_gives_a_project_that_builds(zt: Zt, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    told = zt("init", folder)
    assert (told.code, told.out) == (0, "")
    assert str(folder) in told.err
    write_files(folder, {"settings.yaml": FILES["settings.yaml"]})
    assert zt("check", "--strict", project=folder).code == 0
    assert zt("build", project=folder).code == 0
    assert zt("verify", project=folder).code == 0


def test_what_init_explains_is_what_holds_without_it(zt: Zt, tmp_path: Path) -> None:
    assert zt("init", tmp_path / "new").code == 0
    explained = Snapshot(tmp_path / "new").manner
    settings = explained.settings
    chains = {lang: tuple(Located(voice) for voice in settings.voices.names(lang)) for lang in LANGS}
    voices = replace(settings.voices, chains=chains)
    sound = replace(settings.sound, chime=Located(settings.sound.chime.value))
    (tmp_path / "none" / "appeals").mkdir(parents=True)
    default = Snapshot(tmp_path / "none").manner.settings
    assert (settings.order, default.order) == ("by_appeal", "by_language")  # what was there before keeps its order
    assert replace(settings, voices=voices, sound=sound, order=default.order) == default == Settings()
    assert explained.lexicon == {"kk": (), "ru": ()}
    text = (tmp_path / "new" / "appeals" / "settings.yaml").read_text("utf-8")
    for names in (PRESETS, CHIMES):
        assert text.count(", ".join(names)) == 3  # in each language
    assert f"# {', '.join(built_in_profiles())}\nprofile: usb\n" in text


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_the_example_in_a_new_lexicon_works(zt: Zt, tmp_path: Path, lang: str) -> None:
    assert zt("init", tmp_path / "new").code == 0
    path = tmp_path / "new" / "appeals" / "lexicon" / f"{lang}.yaml"
    example = path.read_text("utf-8").split("#\n", 1)[1].replace("general: {}\n", "").replace("# ", "")
    path.write_text(example, "utf-8")
    written, spoken = re.findall(r'"([^"]+)": "([^"]+)"', example)[0]
    assert zt("spoken", "--lang", lang, written, project=tmp_path / "new").out == f"{spoken}\n"
    assert zt("check", project=tmp_path / "new").code == 0


def test_init_where_you_stand(tmp_path: Path) -> None:
    told = process("init", cwd=tmp_path)
    assert (told.code, told.out) == (0, "")
    assert (tmp_path / "appeals" / "places.yaml").exists()


def test_init_never_writes_over_anything(zt: Zt, project: Path) -> None:
    before = snapshot(project)
    told = zt("init", project)
    assert (told.code, told.out) == (1, "")
    assert "[not-empty]" in told.err
    assert snapshot(project) == before


def test_schema_writes_a_file_a_kind(zt: Zt, tmp_path: Path) -> None:
    told = zt("schema", tmp_path / "schemas")
    assert (told.code, told.out) == (0, "")
    written = {path.name.removesuffix(".schema.json"): path for path in (tmp_path / "schemas").iterdir()}
    printed = json.loads(zt("schema").out)
    assert {kind: json.loads(path.read_bytes()) for kind, path in written.items()} == printed
    assert set(printed) == set(json_schemas())


KIND_OF = {
    "places.yaml": "places",
    "intros.yaml": "intros",
    "outros.yaml": "outros",
    "settings.yaml": "settings",
    "texts/*.yaml": "text",
    "playlists/*.yaml": "playlist",
    "lexicon/*.yaml": "lexicon",
}


@pytest.mark.parametrize(("pattern", "kind"), KIND_OF.items())
def test_each_schema_knows_the_keys_of_the_shipped_files(zt: Zt, pattern: str, kind: str) -> None:
    schema = json.loads(zt("schema").out)[kind]
    paths = sorted(SHIPPED.glob(pattern))
    assert paths
    for path in paths:
        tree, problems = parse_yaml(SourceText(path.name, path.read_text("utf-8")))
        assert problems == ()
        assert validated(kind, tree)[1] == ()  # type: ignore[arg-type]  # the table's words are the literals
        assert list(unknown_to(schema, schema, tree)) == []


def unknown_to(schema: object, root: object, node: object, at: str = "") -> list[str]:
    """Return the keys of `node` that `schema` has no word for: JSON Schema's own way of refusing a misspelt key."""
    branches = resolved(schema, root)
    if isinstance(node, dict):
        found = []
        for key, value in node.items():
            known = [choice for branch in branches for choice in under(branch, key)]
            found += [f"{at}/{key}"] if not known else unknown_to({"anyOf": known}, root, value, f"{at}/{key}")
        return found
    if isinstance(node, list):
        items = {"anyOf": [branch["items"] for branch in branches if "items" in branch]}
        return [wrong for item in node for wrong in unknown_to(items, root, item, f"{at}[]")]
    value = getattr(node, "value", "")
    return [] if any(takes(branch, value) for branch in branches) else [f"{at}={value}"]


def under(schema: dict[str, Any], key: str) -> list[object]:
    """Return what a schema of a mapping says of `key`."""
    patterns = schema.get("patternProperties", {})
    found = [choice for pattern, choice in patterns.items() if re.search(pattern, key)]
    named = schema.get("properties", {}).get(key, schema.get("additionalProperties"))
    return [*found, named] if isinstance(named, dict) else found


def resolved(schema: object, root: object) -> list[dict[str, Any]]:
    """Return the plain schemas behind references and alternatives."""
    assert isinstance(schema, dict)
    assert isinstance(root, dict)
    if "$ref" in schema:
        return resolved(root["$defs"][schema["$ref"].rsplit("/", 1)[-1]], root)
    choices = schema.get("anyOf")
    return [schema] if choices is None else [branch for choice in choices for branch in resolved(choice, root)]


def takes(schema: dict[str, Any], value: str) -> bool:
    """Tell whether a schema of a scalar takes `value`."""
    if schema.get("type") in ("integer", "number"):
        return bool(schema["minimum"] <= float(value) <= schema["maximum"])
    return (
        schema.get("type") == "string"
        and schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value))
        and value in schema.get("enum", [value])
        and re.search(schema.get("pattern", ""), value) is not None
    )


def test_the_schema_check_can_fail(zt: Zt) -> None:
    schema = json.loads(zt("schema").out)["playlist"]
    playlist = FILES["playlists/city.yaml"].replace("arrive:", "arive:").replace("mon", "mo")
    tree, _problems = parse_yaml(SourceText("x", playlist))
    assert unknown_to(schema, schema, tree) == ["/days[]=mo", "/stops[]/arive", "/stops[]/arive"]
