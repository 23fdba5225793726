"""Test what check, build, voices, doctor and cache say about the chain of voices."""

from __future__ import annotations

import io
import json
import sys
from contextlib import suppress
from pathlib import Path

import pytest
import soundfile

from tests.support.zt_cli import FILES, Zt, snapshot, write_files
from zt_audio.errors import VoiceError
from zt_audio.model import LANGS, Problem, Speech
from zt_audio.speech.registry import TEST_SWITCH, engine_names, open_engines
from zt_audio.speech.tone import Tone
from zt_audio.store import workspace
from zt_audio.store.workspace import Workspace

SPOKEN = "\tspeaks here: 4"


def settings(project: Path, chain: str, more: str = "") -> None:
    write_files(project, {"settings.yaml": f"voices: {chain}\nchime: none\n{more}"})


@pytest.mark.parametrize(
    ("chain", "place", "told"),
    [
        ("{kk: [recordings, tonne], ru: [tone]}", "1:27", "“tonne”. Did you mean “tone”?"),
        ("{kk: [tone], ru: ['espek:ru', tone]}", "1:28", "“espek”. Did you mean “espeak”?"),
        ("{kk: [tone], ru: ['recordings:ru']}", "1:28", "“recordings:ru”. Did you mean “recordings”?"),
    ],
)
@pytest.mark.parametrize("command", ["check", "build"])
def test_a_misspelt_engine_is_told_at_its_place(
    zt: Zt, project: Path, command: str, chain: str, place: str, told: str
) -> None:
    settings(project, chain)
    done = zt(command, project=project)
    assert (done.code, done.out) == (3, "")
    assert done.err.count("[engine-unknown]") == 1
    assert done.err.startswith(f"appeals/settings.yaml:{place}: There is no speech engine {told}")


@pytest.mark.parametrize(
    ("chain", "place", "slugs"),
    [
        ("{kk: [tone], ru: ['tone:x']}", "1:28", ["no-voice", "voice-unknown"]),
        ("{kk: [recordings], ru: [tone]}", "1:15", ["no-voice", "recordings-missing-last"]),
        ("{kk: [tone], ru: [edge]}", "1:27", ["no-voice", "online-never"]),
    ],
)
def test_check_and_a_dry_run_tell_of_a_voice_what_the_build_tells(
    zt: Zt, project: Path, chain: str, place: str, slugs: list[str]
) -> None:
    settings(project, chain)
    for command in (["check"], ["build", "--dry-run"], ["build"]):
        done = zt(*command, project=project)
        assert (done.code, done.out) == (4, ""), command
        told = [line for line in done.err.splitlines() if line.startswith(f"appeals/settings.yaml:{place}: ")]
        assert [line.rpartition("[")[2].rstrip("]") for line in told] == slugs, command
        assert "The next voice speaks there" not in done.err
        assert not any(said in done.err for said in ("Everything can be read aloud", "Nothing to do"))


def test_check_warns_of_a_voice_that_is_passed_over_where_it_is_named(zt: Zt, project: Path) -> None:
    settings(project, "{kk: [recordings, 'tone:x', tone], ru: [tone]}")
    done = zt("check", project=project)
    assert done.code == 0
    assert "Not recorded" not in done.err  # not everything must be recorded
    assert "appeals/settings.yaml:1:28: warning: The speech engine “tone” has no voice “x”." in done.err


def test_the_engine_of_the_tests_is_no_voice(zt: Zt, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is to drive through the streets beeping unwarned."""
    monkeypatch.delenv(TEST_SWITCH)
    settings(built, "{kk: [espeak, tone], ru: ['tone:ru']}")
    for command in ("check", "build"):
        told = zt(command, project=built)
        assert (told.code, told.err.count("[engine-for-tests]")) == (0, 2)
        assert "appeals/settings.yaml:1:23: warning: “tone” only beeps" in told.err
    assert zt("check", "--strict", project=built).code == 3
    settings(built, "{kk: [ton], ru: [espeak]}")
    for told in (zt("check", project=built), zt("voices", project=built), zt("doctor", project=built)):
        assert "tone" not in told.out + told.err


def test_the_same_reason_is_told_once(zt: Zt, project: Path) -> None:
    write_files(project, {"playlists/other.yaml": FILES["playlists/city.yaml"]})
    settings(project, "{kk: ['tone:x'], ru: [tone]}")
    told = zt("build", project=project)
    assert told.code == 4
    assert (told.err.count("[no-voice]"), told.err.count("[voice-unknown]"), told.err.count("Not built:")) == (1, 1, 2)


def test_a_playlist_below_the_floor_is_built_but_not_ready(zt: Zt, project: Path) -> None:
    settings(project, "{kk: [tone], ru: [tone]}", "quality_floor: broadcast\n")
    for _ in range(2):  # and it goes on saying so
        told = zt("build", project=project)
        assert (told.code, told.out) == (0, "")
        assert "appeals/playlists/city.yaml:1:1: warning: The playlist city may not be exported: " in told.err
        assert "8 of its texts: greeting of altai-market (kk), littering (kk), " in told.err
        assert "export city STICK" not in told.err
    manifest = json.loads((project / "output/manifest.json").read_text("utf-8"))
    below = manifest["playlists"]["city"]["below_floor"]
    assert sorted(below) == sorted(entry["part"] for entry in manifest["segments"].values() if entry["lang"])
    document = json.loads(zt("build", "--json", project=project).out)
    assert document["playlists"]["city"]["below_floor"] == below
    settings(project, "{kk: [tone], ru: [tone]}")
    before = {name: seen for name, seen in snapshot(project / "output").items() if name.endswith("MP3")}
    assert "export city STICK" in zt("build", project=project).err
    assert {n: seen for n, seen in snapshot(project / "output").items() if n.endswith("MP3")} == before


def test_voices_say_which_the_settings_take_and_why_not_the_others(zt: Zt, project: Path) -> None:
    settings(project, "{kk: [recordings, 'tone:x', tone], ru: [espeak]}")
    told = zt("voices", project=project)
    assert told.code == 0
    rows = told.out.splitlines()
    assert [row.split("\t")[0] for row in rows if row.endswith(SPOKEN)] == ["espeak:ru", "tone:kk"]
    assert "warning: Not everything is recorded in Kazakh: not " in told.err
    assert "warning: The speech engine “tone” has no voice “x”." in told.err
    document = json.loads(zt("voices", "--json", project=project).out)
    assert {(row["lang"], row["engine"], row["texts"]) for row in document["taken"]} == {
        ("kk", "tone", 4),
        ("ru", "espeak", 4),
    }
    settings(project, "{kk: ['tone:x'], ru: [tone]}")
    told = zt("voices", project=project)
    assert (told.code, "[no-voice]" in told.err) == (4, True)


@pytest.mark.parametrize("inside", [True, False])
def test_a_sample_of_a_voice(zt: Zt, project: Path, tmp_path: Path, *, inside: bool) -> None:
    file, where = tmp_path / "sample.mp3", project if inside else tmp_path / "empty"
    where.mkdir(exist_ok=True)
    told = zt("voices", "--sample", file, "--lang", "kk", "--voice", "tone", project=where)
    assert (told.code, told.out, told.err) == (0, "", f"Written: {file}\n")
    samples, rate = soundfile.read(io.BytesIO(file.read_bytes()))
    assert len(samples) > 4 * rate
    assert inside or list(where.iterdir()) == []


def test_a_sample_of_the_first_voice_that_can_speak(zt: Zt, project: Path, tmp_path: Path) -> None:
    file, named = tmp_path / "sample.mp3", tmp_path / "named.mp3"
    settings(project, "{kk: [recordings, 'tone:x', tone, espeak], ru: [espeak]}")
    told = zt("voices", "--sample", file, "--lang", "kk", project=project)
    assert (told.code, told.out) == (0, "")
    assert told.err.count("warning: ") == told.err.count("The speech engine “tone” has no voice “x”.") == 1
    assert told.err.endswith(f"Written: {file}\n")
    zt("voices", "--sample", named, "--lang", "kk", "--voice", "tone", project=project)
    assert file.read_bytes() == named.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "code", "slug"),
    [
        (["--sample", "{tmp}/x.mp3", "--voice", "tone"], 2, "add one of: --lang kk, --lang ru"),
        (["--lang", "kk"], 2, "--sample"),
        (["--voice", "tone"], 2, "--sample"),
        (["--sample", "{tmp}/x.mp3", "--lang", "kk", "--voice", "tonne"], 4, "[engine-unknown]"),
        (["--sample", "{tmp}/x.mp3", "--lang", "kk", "--voice", "tone:ru"], 4, "[voice-unknown]"),
    ],
)
def test_no_sample(zt: Zt, project: Path, tmp_path: Path, arguments: list[str], code: int, slug: str) -> None:
    told = zt("voices", *(argument.format(tmp=tmp_path) for argument in arguments), project=project)
    assert (told.code, told.out) == (code, "")
    assert slug in told.err
    assert not (tmp_path / "x.mp3").exists()


@pytest.mark.parametrize("voice", ["piper", "pipper", "tone:x", "recordings", ":"])
@pytest.mark.parametrize("chain", ["[tone]", "[recordings, tone]", "[tone, espeak]", "['tone:x', 'piper:y', espeak]"])
def test_a_voice_that_cannot_speak_is_a_sentence_whatever_the_settings_name(
    zt: Zt, project: Path, tmp_path: Path, chain: str, voice: str
) -> None:
    settings(project, f"{{kk: {chain}, ru: {chain}}}")
    told = zt("voices", "--sample", tmp_path / "x.mp3", "--lang", "ru", "--voice", voice, project=project)
    assert (told.code, told.out) == (4, "")
    assert len(told.err.splitlines()) == 2
    assert told.err.startswith("No voice can speak in Russian")


def test_a_text_without_a_playlist_lacks_no_recording(zt: Zt, project: Path, tmp_path: Path) -> None:
    settings(project, "{kk: [recordings, tone], ru: [tone]}")
    told = zt("preview", "--text", "Темекі шекпеңіз.", "--lang", "kk", "-o", tmp_path / "x.mp3", project=project)
    assert (told.code, told.err) == (0, f"Written: {tmp_path / 'x.mp3'}\n")


def test_doctor_tries_every_voice_of_the_settings(zt: Zt, project: Path) -> None:
    settings(project, "{kk: [recordings, tone], ru: ['tone:x']}")
    told = zt("doctor", project=project)
    assert told.code == 4
    assert told.out.splitlines()[4:-2] == [
        "kk recordings: no recordings yet",
        "kk tone: works",
        "ru tone:x: not working",
        "kk: works",
        "ru: not working",
    ]
    assert (
        "\nNo voice can speak in Russian; tried: tone:x. Name an engine for it in settings.yaml, such as espeak"
        in told.err
    )


def test_doctor_finds_no_error_on_a_healthy_machine(
    zt: Zt, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(workspace.VOICES_VARIABLE, str(tmp_path / "voices"))
    (project / "appeals/settings.yaml").unlink()
    told = zt("doctor", project=project)
    assert (told.code, "not working" in told.out) == (0, False)
    assert {"kk recordings: no recordings yet", "kk piper: none here", "kk: works", "ru: works"} <= {
        *told.out.splitlines()
    }


def test_doctor_does_not_say_that_a_language_works_in_which_no_voice_does(
    zt: Zt, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(workspace.VOICES_VARIABLE, str(tmp_path / "voices"))
    settings(project, "{kk: [recordings, piper], ru: [tone]}")
    told = zt("doctor", project=project)
    assert (told.code, {"kk: not working", "ru: works"} <= {*told.out.splitlines()}) == (4, True)


def test_a_closed_service_without_a_key_is_told_to_be_closed(
    zt: Zt, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ZT_AUDIO_AZURE_KEY", "ZT_AUDIO_AZURE_REGION"):
        monkeypatch.delenv(name, raising=False)
    settings(project, "{kk: [tone], ru: [azure, tone]}", "online: never\n")
    for command in (("check",), ("build", "--dry-run")):
        told = zt(*command, project=project)
        assert ("[online-closed]" in told.err, "[engine-no-key]" in told.err) == (True, True), told.err


@pytest.mark.parametrize("installed", [True, False])
def test_doctor_names_the_command_that_fetches_a_voice(
    zt: Zt, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, installed: bool
) -> None:
    monkeypatch.setenv(workspace.VOICES_VARIABLE, str(tmp_path / "voices"))
    if not installed:
        monkeypatch.setitem(sys.modules, "piper", None)
    settings(project, "{kk: ['piper:kk_KZ-issai-high#3', tone], ru: ['piper:kk_KZ-issai-high', 'piper:unknown', tone]}")
    told = zt("doctor", project=project)
    assert told.code == 0
    assert told.err.count("is not on this computer. To download it: zt-audio voices install kk_KZ-issai-high [") == 1
    assert told.err.count("[piper-no-model]") == (2 if installed else 0)  # it speaks only Kazakh; `unknown` is no voice
    assert told.err.count("-m pip install piper-tts") == (0 if installed else 3)


def test_doctor_does_not_fetch_a_voice_that_is_there(zt: Zt, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "voices").mkdir()
    (project / "voices" / "kk_KZ-issai-high.onnx").touch()
    monkeypatch.setenv(workspace.VOICES_VARIABLE, str(project / "voices"))
    settings(project, "{kk: ['piper:kk_KZ-issai-high', tone], ru: [tone]}")
    told = zt("doctor", project=project)
    assert ("[piper-model-broken]" in told.err, "[piper-model-missing]" in told.err) == (True, False)


@pytest.mark.parametrize(
    ("voice", "lacking"),
    [("gtts", ""), ("edge", "zt-audio voices install edge"), ("azure", "ZT_AUDIO_AZURE_KEY, ZT_AUDIO_AZURE_REGION")],
)
@pytest.mark.parametrize("online", ["never", "ask"])
def test_doctor_tells_both_that_a_service_is_closed_and_what_it_lacks(
    zt: Zt, project: Path, monkeypatch: pytest.MonkeyPatch, voice: str, lacking: str, online: str
) -> None:
    monkeypatch.setattr("zt_audio.engines.online.edge.find_spec", lambda _name: None)
    for name in ("ZT_AUDIO_AZURE_KEY", "ZT_AUDIO_AZURE_REGION"):
        monkeypatch.delenv(name, raising=False)
    settings(project, f"{{kk: [tone], ru: [{voice}, tone]}}", f"online: {online}\n")
    told = zt("doctor", project=project)
    closed = f"The voice “{voice}” is on the internet; the settings say `online: never`."
    assert told.err.count(closed) == (online == "never")
    assert told.err.count("To use it, write `online: ask` in settings.yaml.") == (online == "never")
    assert lacking in told.err
    of_voices = [line for line in told.err.splitlines() if not line.endswith("[ear-not-installed]")]
    assert len(of_voices) == (online == "never") + bool(lacking)


def test_an_engine_is_online_whose_voices_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZT_AUDIO_AZURE_KEY", "a" * 32)
    monkeypatch.setenv("ZT_AUDIO_AZURE_REGION", "westeurope")
    found = set()
    with open_engines(Path()) as load:
        for name in engine_names():
            with suppress(VoiceError):
                found |= {name for lang in LANGS for voice in load(name).voices(lang) if voice.online}
        assert found == {name for name in engine_names() if load(name).online} - {"server"}  # no settings name one here


@pytest.mark.parametrize(("typed", "left"), [(b"y\n", 0), (b"n\n", 1), (b"", 1)])
@pytest.mark.parametrize("terminal", [True, False])
def test_what_was_fetched_goes_only_where_a_person_agrees(
    zt: Zt, project: Path, monkeypatch: pytest.MonkeyPatch, typed: bytes, left: int, *, terminal: bool
) -> None:
    fetched = Workspace(project).fetched
    fetched.put("ab" * 32, {}, b"speech")
    for option in ("--clear", "--drop-unused"):
        assert "In the cache: from the internet, 1 records" in zt("cache", option, project=project).out
    monkeypatch.setattr("zt_audio.cli.commands.cache.is_terminal", lambda: terminal)
    zt("cache", "--drop-fetched", project=project, stdin=typed)
    assert len(fetched.keys()) == (left if terminal else 1)
    assert zt("cache", "--drop-fetched", "--yes", project=project).code == 0
    assert len(fetched.keys()) == 0


# --- engines of others that do not keep their promises ----------------------------------------------------


def fail(*_: object) -> None:
    raise RuntimeError("no model")


@pytest.mark.parametrize("command", ["build", "voices", "doctor"])
@pytest.mark.parametrize(
    ("method", "wrong"),
    [("voices", fail), ("voices", lambda *_: None), ("fingerprint", fail), ("fingerprint", lambda *_: 5)],
)
def test_an_engine_that_fails_is_told_by_its_name(
    zt: Zt, project: Path, monkeypatch: pytest.MonkeyPatch, command: str, method: str, wrong: object
) -> None:
    monkeypatch.setattr(Tone, method, wrong)
    told = zt(command, project=project)
    asked = method == "voices" or command != "doctor"  # it asks for no fingerprint
    assert told.code == (4 if asked else 0)
    assert ("The speech engine “tone” does not work here: " in told.err) == asked
    assert "itself failed" not in told.err


@pytest.mark.parametrize("wrong", [None, Speech([1], 16_000), Speech(b"\1\0", 16_000, "x")])  # type: ignore[arg-type]
def test_what_is_no_speech_is_not_published(
    zt: Zt, project: Path, monkeypatch: pytest.MonkeyPatch, wrong: object
) -> None:
    monkeypatch.setattr(Tone, "speak", lambda *_: wrong)
    told = zt("build", project=project)
    assert told.code == 4
    assert "The speech engine “tone” failed on “" in told.err
    assert not list((project / "output").rglob("*.MP3"))


def test_an_engine_that_cannot_be_closed_harms_no_build(zt: Zt, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Tone, "close", fail)
    told = zt("build", project=project)
    assert told.code == 0
    assert "export city STICK" in told.err


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (
            Problem("hum-tired", facts={"engine": "hum", "why": "night"}),
            "says: engine: hum, why: night. Ask its makers",
        ),
        (Problem("hum-tired"), "says: hum-tired. Ask its makers"),
        (Problem("engine-timeout", facts={"engine": "hum"}), "“hum” did not finish “-” within -."),
    ],
)
def test_what_an_engine_of_others_foresees_is_told(
    zt: Zt, project: Path, monkeypatch: pytest.MonkeyPatch, problem: Problem, sentence: str
) -> None:
    def foresee(*_: object) -> None:
        raise VoiceError(problem)

    monkeypatch.setattr(Tone, "speak", foresee)
    told = zt("build", project=project)
    assert (told.code, sentence in told.err) == (4, True)
