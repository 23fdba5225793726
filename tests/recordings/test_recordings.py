"""Recordings of people: added, numbered, imported, judged; fresh and stale; a kill never makes a wrong note."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from hypothesis import given, strategies as st

from tests.support.read_aloud import RATE, record, spoken
from tests.support.tiny import LANGUAGE, Done, Tiny
from zt_audio.errors import BuildError
from zt_audio.model import PartId, Utterance, Where
from zt_audio.recordings.judge import checked_speech
from zt_audio.recordings.sheet import SheetEntry, add_numbers, read_numbers, write_numbers
from zt_audio.recordings.status import RecordingText, difference
from zt_audio.speech.recordings import decode_recording, read_recordings, recorded_audio
from zt_audio.store.workspace import SHEET

STREETS = ("Көшені таза ұстаңыз.", "Қоқысты жәшікке салыңыз.")
CLEAN = ("Тазалық бәрімізге керек.",)
MARKET = ("Уважаемые гости рынка!",)
BYE = ("Спасибо вам за внимание!",)
OUTROS = 'default: {kk: "Назарларыңызға рақмет!", ru: "Спасибо вам за внимание!"}\n'


@pytest.fixture
def tiny(fresh: Tiny) -> Tiny:
    """Give a project whose places share their closing words."""
    fresh.write("outros.yaml", OUTROS)
    fresh.edit("settings.yaml", "{kk: [tone], ru: [tone]}", "{kk: [recordings, tone], ru: [recordings, tone]}")
    return fresh


def recordings(tiny: Tiny) -> Path:
    return tiny.root / "appeals/recordings"


def stored(tiny: Tiny) -> list[str]:
    folder = recordings(tiny)
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def states(tiny: Tiny) -> Mapping[str, str]:
    return {row["part"]: row["state"] for row in document(tiny)["takes"]}


def document(tiny: Tiny) -> dict[str, Any]:
    told = tiny.run("recordings", "list", "--json")
    assert told.returncode == 0, told.stderr
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def add(tiny: Tiny, file: Path, *arguments: str) -> Done:
    return tiny.run("recordings", "add", str(file), *arguments)


def slugs(told: Done) -> list[str]:
    return [line.rpartition("[")[2].rstrip("]") for line in told.stderr.splitlines() if line.endswith("]")]


# --- add --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["wav", "flac", "mp3"])
def test_a_paragraph_is_added(tiny: Tiny, tmp_path: Path, ending: str) -> None:
    told = add(tiny, record(tmp_path / f"x.{ending}", STREETS), "--appeal", "a", "--lang", "kk", "--paragraph", "1")
    assert (told.returncode, told.stdout) == (0, "")
    assert told.stderr == f"x.{ending} → appeals/recordings/kk/a.1.flac\n"
    takes, problems = read_recordings(recordings(tiny))
    assert (list(map(str, takes)), problems) == (["appeal/a/kk/1"], ())
    assert takes[PartId.parse("appeal/a/kk/1")].sentences == STREETS
    assert [part for part, state in states(tiny).items() if state == "fresh"] == ["appeal/a/kk/1"]


def test_what_is_kept_is_what_was_read_without_the_silence_around(tiny: Tiny, tmp_path: Path) -> None:
    add(tiny, record(tmp_path / "x.wav", STREETS), "--appeal", "a", "--lang", "kk", "--paragraph", "1")
    take = read_recordings(recordings(tiny))[0][PartId.parse("appeal/a/kk/1")]
    speech = decode_recording(recorded_audio(recordings(tiny), take), take.file)
    whole = soundfile.read(tmp_path / "x.wav", dtype="int16")[0].astype("<i2").tobytes()
    assert speech.sample_rate == RATE
    assert speech.pcm in whole
    assert len(whole) - len(speech.pcm) > RATE  # half a second and more, at two bytes a sample


def test_a_whole_appeal_is_one_of_each_paragraph(tiny: Tiny, tmp_path: Path) -> None:
    assert add(tiny, record(tmp_path / "x.wav", STREETS + CLEAN), "--appeal", "a", "--lang", "kk").returncode == 0
    assert stored(tiny) == ["kk/a.flac", "kk/a.json"]
    fresh = [part for part, state in states(tiny).items() if state == "fresh"]
    assert fresh == ["appeal/a/kk/1", "appeal/a/kk/2"]


def test_greetings(tiny: Tiny, tmp_path: Path) -> None:
    assert add(tiny, record(tmp_path / "x.wav", MARKET), "--place", "market", "--lang", "ru").returncode == 0
    assert add(tiny, record(tmp_path / "y.wav", BYE), "--place", "park", "--outro", "--lang", "ru").returncode == 0
    assert [name for name in stored(tiny) if name.endswith("flac")] == [
        "ru/intros/market.flac",
        "ru/outros/park.flac",
    ]
    assert [part for part, state in states(tiny).items() if state == "fresh"] == ["intro/market/ru", "outro/park/ru"]


@pytest.mark.parametrize(
    ("arguments", "code", "slug"),
    [
        (("--appeal", "c", "--lang", "kk"), 3, "appeal-unknown"),
        (("--appeal", "a", "--lang", "kk", "--paragraph", "3"), 3, "paragraph-unknown"),
        (("--place", "marke", "--lang", "kk"), 3, "place-not-greeted"),
        (("--place", "school", "--lang", "kk"), 3, "place-not-greeted"),  # the playlist there is in Russian only
        (("--lang", "kk"), 2, None),
        (("--appeal", "a", "--place", "market", "--lang", "kk"), 2, None),
        (("--place", "market", "--paragraph", "1", "--lang", "kk"), 2, None),
        (("--appeal", "a", "--outro", "--lang", "kk"), 2, None),
        (("--appeal", "a"), 2, None),
    ],
)
def test_a_text_that_is_not_there(
    tiny: Tiny, tmp_path: Path, arguments: Sequence[str], code: int, slug: str | None
) -> None:
    told = add(tiny, record(tmp_path / "x.wav", STREETS), *arguments)
    assert told.returncode == code
    assert slugs(told) == ([slug] if slug else [])
    assert stored(tiny) == []


def bad_files(folder: Path) -> Mapping[str, list[str]]:
    """Write recordings of STREETS that are not good enough; return what is wrong with each."""
    good = spoken(STREETS, "kk")
    rng = np.random.default_rng(5)
    files: dict[str, tuple[np.ndarray, int, list[str]]] = {
        "silent.wav": (0 * good, RATE, ["recorded-silent"]),
        "quiet.flac": (good / 30, RATE, ["recorded-quiet"]),
        "clipped.wav": (np.clip(good * 60, -0.9, 0.9), RATE, ["recorded-clipped"]),
        "noisy.wav": (good + 0.06 * rng.standard_normal(len(good)), RATE, ["recorded-noise"]),
        "telephone.wav": (good[::2][: len(good) // 2], RATE // 2, ["recorded-rate"]),
        "other-text.mp3": (spoken(CLEAN[0:1] * 9, "kk"), RATE, ["recorded-slow"]),
        "short.wav": (spoken(("Иә!",), "kk"), RATE, ["recorded-fast"]),
        "offset.wav": (good + 0.1, RATE, ["recorded-offset"]),
    }
    for name, (wave, rate, _slugs) in files.items():
        soundfile.write(folder / name, wave, rate)
    (folder / "text.wav").write_text("no sound", "utf-8")
    return {**{name: row[2] for name, row in files.items()}, "text.wav": ["recording-unreadable"]}


def test_nothing_is_kept_of_what_is_not_good_enough(tiny: Tiny, tmp_path: Path) -> None:
    for name, expected in bad_files(tmp_path).items():
        told = add(tiny, tmp_path / name, "--appeal", "a", "--lang", "kk", "--paragraph", "1")
        assert (name, told.returncode, slugs(told)) == (name, 1, expected)
        assert name in told.stderr
    assert stored(tiny) == []


def test_both_channels_of_a_good_recorder(tiny: Tiny, tmp_path: Path) -> None:
    wave = np.repeat(spoken(STREETS, "kk"), 2)  # as if it had been 44.1 kHz
    soundfile.write(tmp_path / "x.wav", np.stack([wave, 0 * wave], axis=1), 2 * RATE, subtype="PCM_24")
    assert add(tiny, tmp_path / "x.wav", "--appeal", "a", "--lang", "kk", "--paragraph", "1").returncode == 0
    info = soundfile.info(recordings(tiny) / "kk/a.1.flac")
    assert (info.samplerate, info.channels, info.subtype) == (2 * RATE, 1, "PCM_16")


# --- replacing --------------------------------------------------------------------------------------------

PARAGRAPH = ("--appeal", "a", "--lang", "kk", "--paragraph", "1")


def test_a_take_is_replaced_only_if_that_is_said(tiny: Tiny, tmp_path: Path) -> None:
    first, second = record(tmp_path / "1.wav", STREETS), record(tmp_path / "2.wav", STREETS, gain=0.5)
    add(tiny, first, *PARAGRAPH)
    before = (recordings(tiny) / "kk/a.1.flac").read_bytes()
    again = add(tiny, first, *PARAGRAPH)
    assert (again.returncode, again.stderr) == (0, "1.wav is there already.\n")
    told = add(tiny, second, *PARAGRAPH)
    assert (told.returncode, slugs(told)) == (1, ["recording-exists"])
    assert (recordings(tiny) / "kk/a.1.flac").read_bytes() == before
    assert add(tiny, second, *PARAGRAPH, "--replace").returncode == 0
    assert (recordings(tiny) / "kk/a.1.flac").read_bytes() != before
    assert states(tiny)["appeal/a/kk/1"] == "fresh"


def test_what_lay_there_in_another_format_goes(tiny: Tiny, tmp_path: Path) -> None:
    record(recordings(tiny) / "kk/a.1.mp3", CLEAN)
    assert states(tiny)["appeal/a/kk/1"] == "unproved"
    told = add(tiny, record(tmp_path / "1.wav", STREETS), *PARAGRAPH)
    assert (told.returncode, slugs(told)) == (1, ["recording-exists"])
    assert add(tiny, tmp_path / "1.wav", *PARAGRAPH, "--replace").returncode == 0
    assert stored(tiny) == ["kk/a.1.flac", "kk/a.1.json"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no terminals that a program can pretend to be")
@pytest.mark.parametrize(("answer", "code", "outcome"), [(b"y\n", 0, "replaced"), (b"n\n", 1, "kept")])
def test_on_a_terminal_there_is_a_question(tiny: Tiny, tmp_path: Path, answer: bytes, code: int, outcome: str) -> None:
    add(tiny, record(tmp_path / "1.wav", STREETS), *PARAGRAPH)
    before = (recordings(tiny) / "kk/a.1.flac").read_bytes()
    record(tmp_path / "2.wav", STREETS, gain=0.5)
    ours, theirs = os.openpty()
    command = [
        sys.executable,
        "-m",
        "zt_audio",
        "--project",
        str(tiny.root),
        "recordings",
        "add",
        str(tmp_path / "2.wav"),
    ]
    with subprocess.Popen(
        [*command, *PARAGRAPH], stdin=theirs, stderr=subprocess.PIPE, env={**os.environ, **LANGUAGE}
    ) as run:
        os.write(ours, answer)
        said = run.communicate(timeout=60)[1].decode()
    os.close(ours)
    os.close(theirs)
    assert run.returncode == code
    assert "There is a recording already for what these files read: 2.wav. Replace it? [y/N]:" in said
    assert ((recordings(tiny) / "kk/a.1.flac").read_bytes() != before) is (outcome == "replaced")


# --- kills ------------------------------------------------------------------------------------------------

DYING = """
import os, signal, sys
from zt_audio.cli.main import run
count, at = [0], int(sys.argv[1])
def deadly(real):
    def touch(*args, **kwargs):
        count[0] += "recordings" in str(args[0])
        if count[0] >= at:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **kwargs)
    return touch
for name in ("replace", "unlink"):
    setattr(os, name, deadly(getattr(os, name)))
sys.exit(run(sys.argv[2:]))
"""


@pytest.mark.slow  # a process for each touch of the disk
def test_a_kill_leaves_the_old_take_or_the_new_one(tiny: Tiny, tmp_path: Path) -> None:
    """The text was changed after the first take: the note of the one beside the sound of the other would be a lie."""
    record(tmp_path / "1.wav", STREETS)
    assert add(tiny, tmp_path / "1.wav", *PARAGRAPH).returncode == 0
    old = (recordings(tiny) / "kk/a.1.flac").read_bytes()
    changed = ("Көшені таза ұстаңыз.", "Қоқысты урнаға салыңыз.")
    tiny.edit("texts/a.yaml", "жәшікке", "урнаға")
    record(tmp_path / "2.wav", changed)
    seen = []
    for at in range(1, 20):
        copy = tiny.copy(tmp_path / f"copy{at}")
        command = [sys.executable, "-c", DYING, str(at), "--project", str(copy.root), "recordings", "add"]
        done = subprocess.run(
            [*command, str(tmp_path / "2.wav"), *PARAGRAPH, "--replace"],
            env={**os.environ, **LANGUAGE},
            capture_output=True,
            check=False,
        )
        state = states(copy)["appeal/a/kk/1"]
        seen.append(state)
        if done.returncode != -signal.SIGKILL:
            break
        assert add(copy, tmp_path / "2.wav", *PARAGRAPH, "--replace").returncode == 0
        assert states(copy)["appeal/a/kk/1"] == "fresh"
        assert (recordings(copy) / "kk/a.1.flac").read_bytes() != old
    assert (seen[0], seen[-1], done.returncode) == ("stale", "fresh", 0)
    assert set(seen) == {"stale", "fresh"}  # a take that no note names yet stands for nothing


# --- stale, and check -------------------------------------------------------------------------------------


def test_a_changed_text_makes_its_take_stale(tiny: Tiny, tmp_path: Path) -> None:
    add(tiny, record(tmp_path / "1.wav", STREETS), *PARAGRAPH)
    add(tiny, record(tmp_path / "2.wav", CLEAN), "--appeal", "a", "--lang", "kk", "--paragraph", "2")
    assert slugs(tiny.run("check")) == []
    tiny.edit("texts/a.yaml", "жәшікке", "урнаға")
    row = next(row for row in document(tiny)["takes"] if row["part"] == "appeal/a/kk/1")
    assert row == {
        "number": None,
        "part": "appeal/a/kk/1",
        "lang": "kk",
        "state": "stale",
        "where": "appeals/texts/a.yaml:4",
        "file": "appeals/recordings/kk/a.1.flac",
        "read": list(STREETS),
        "due": ["Көшені таза ұстаңыз.", "Қоқысты урнаға салыңыз."],
    }
    told = tiny.run("recordings", "list", "--lang", "kk").stdout.splitlines()
    at = told.index("-\tstale\tappeal/a/kk/1\tappeals/texts/a.yaml:4\tappeals/recordings/kk/a.1.flac")
    assert told[at + 1 : at + 3] == ["  − Қоқысты жәшікке салыңыз.", "  + Қоқысты урнаға салыңыз."]
    assert told[-1] == "kk: 1 of 7 recorded, 1 stale, 5 missing"
    checked = tiny.run("check")
    assert (checked.returncode, slugs(checked)) == (0, ["recording-stale"])
    assert checked.stderr.startswith("appeals/texts/a.yaml:4:5: warning: The text was changed after")
    assert tiny.run("check", "--strict").returncode == 3
    tiny.edit("texts/a.yaml", "урнаға", "жәшікке")
    assert states(tiny)["appeal/a/kk/1"] == "fresh"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("салыңыз.", "салыңыз. Рақмет."),  # one more
        (" Қоқысты жәшікке салыңыз.", ""),  # one less
        ("Көшені таза ұстаңыз. Қоқысты жәшікке салыңыз.", "Қоқысты жәшікке салыңыз. Көшені таза ұстаңыз."),
        ("ұстаңыз. ", "ұстаңыз! "),
        ("таза", "та́за"),
    ],
)
def test_any_change_of_what_is_said_counts(tiny: Tiny, tmp_path: Path, old: str, new: str) -> None:
    add(tiny, record(tmp_path / "1.wav", STREETS), *PARAGRAPH)
    tiny.edit("texts/a.yaml", old, new)
    assert states(tiny)["appeal/a/kk/1"] == "stale"


def test_a_paragraph_that_moved_keeps_its_take_and_no_take_is_lost_to_another(tiny: Tiny, tmp_path: Path) -> None:
    add(tiny, record(tmp_path / "1.wav", STREETS), *PARAGRAPH)
    add(tiny, record(tmp_path / "2.wav", CLEAN), "--appeal", "a", "--lang", "kk", "--paragraph", "2")
    before = {name: (recordings(tiny) / name).read_bytes() for name in stored(tiny)}
    tiny.edit("texts/a.yaml", "Көшені таза ұстаңыз.", "Бұл маңызды.\n\n    Көшені таза ұстаңыз.")
    assert [states(tiny)[f"appeal/a/kk/{row}"] for row in (1, 2, 3)] == ["missing", "fresh", "fresh"]
    assert slugs(tiny.run("check")) == ["paragraph-counts"]
    told = add(tiny, record(tmp_path / "3.wav", ("Бұл маңызды.",)), *PARAGRAPH)
    assert (told.returncode, slugs(told)) == (0, [])
    assert [states(tiny)[f"appeal/a/kk/{row}"] for row in (1, 2, 3)] == ["fresh", "fresh", "fresh"]
    assert {name: (recordings(tiny) / name).read_bytes() for name in before} == before
    assert set(stored(tiny)) - set(before) == {"kk/a.4.flac", "kk/a.4.json"}
    assert slugs(tiny.run("check")) == ["paragraph-counts"]  # a.4 is no take of a text that is gone


def test_paragraphs_that_changed_places_keep_their_takes(tiny: Tiny, tmp_path: Path) -> None:
    add(tiny, record(tmp_path / "1.wav", STREETS), *PARAGRAPH)
    add(tiny, record(tmp_path / "2.wav", CLEAN), "--appeal", "a", "--lang", "kk", "--paragraph", "2")
    tiny.edit("texts/a.yaml", "Тазалық бәрімізге керек.", "@")
    tiny.edit("texts/a.yaml", " ".join(STREETS), CLEAN[0])
    tiny.edit("texts/a.yaml", "@", " ".join(STREETS))
    rows = {row["part"]: (row["state"], row["file"]) for row in document(tiny)["takes"]}
    assert rows["appeal/a/kk/1"] == ("fresh", "appeals/recordings/kk/a.2.flac")
    assert rows["appeal/a/kk/2"] == ("fresh", "appeals/recordings/kk/a.1.flac")
    again = add(tiny, record(tmp_path / "3.wav", CLEAN, gain=0.5), *PARAGRAPH)
    assert slugs(again) == ["recording-exists"]
    old = (recordings(tiny) / "kk/a.1.flac").read_bytes()
    assert add(tiny, tmp_path / "3.wav", *PARAGRAPH, "--replace").returncode == 0
    assert (recordings(tiny) / "kk/a.1.flac").read_bytes() == old  # it reads the other paragraph


def test_a_whole_take_replaces_those_of_all_paragraphs_and_is_played_until_all_have_one(
    tiny: Tiny, tmp_path: Path
) -> None:
    whole = record(tmp_path / "w.wav", STREETS + CLEAN)
    add(tiny, record(tmp_path / "1.wav", STREETS), *PARAGRAPH)
    add(tiny, record(tmp_path / "2.wav", CLEAN), "--appeal", "a", "--lang", "kk", "--paragraph", "2")
    assert slugs(add(tiny, whole, "--appeal", "a", "--lang", "kk")) == ["recording-exists"]
    assert add(tiny, whole, "--appeal", "a", "--lang", "kk", "--replace").returncode == 0
    assert stored(tiny) == ["kk/a.flac", "kk/a.json"]
    add(tiny, record(tmp_path / "2.wav", CLEAN), "--appeal", "a", "--lang", "kk", "--paragraph", "2")
    files = {row["part"]: row["file"] for row in document(tiny)["takes"] if row["part"].startswith("appeal/a/kk")}
    assert set(files.values()) == {"appeals/recordings/kk/a.flac"}


def test_one_sound_is_no_take_of_two_texts(tiny: Tiny, tmp_path: Path) -> None:
    once = record(tmp_path / "1.wav", CLEAN)
    add(tiny, once, "--appeal", "a", "--lang", "kk", "--paragraph", "2")
    other = add(tiny, once, "--place", "market", "--lang", "ru")
    assert (other.returncode, slugs(other)) == (1, ["recording-same"])
    assert stored(tiny) == ["kk/a.2.flac", "kk/a.2.json"]


def test_a_stale_whole_take_is_told_once_and_a_fresh_paragraph_beats_it(tiny: Tiny, tmp_path: Path) -> None:
    add(tiny, record(tmp_path / "1.wav", STREETS + CLEAN), "--appeal", "a", "--lang", "kk")
    tiny.edit("texts/a.yaml", "Тазалық бәрімізге", "Тазалық баршамызға")
    assert slugs(tiny.run("check")) == ["recording-stale"]
    assert [states(tiny)[f"appeal/a/kk/{row}"] for row in (1, 2)] == ["stale", "stale"]
    add(tiny, record(tmp_path / "2.wav", STREETS), *PARAGRAPH)
    assert [states(tiny)[f"appeal/a/kk/{row}"] for row in (1, 2)] == ["fresh", "stale"]


def test_check_tells_of_sound_that_nothing_vouches_for_at_its_text(tiny: Tiny, tmp_path: Path) -> None:
    add(tiny, record(tmp_path / "1.wav", STREETS), *PARAGRAPH)
    shutil.copy(recordings(tiny) / "kk/a.1.flac", recordings(tiny) / "kk/a.2.flac")
    record(recordings(tiny) / "kk/a.1.flac", CLEAN)
    record(recordings(tiny) / "kk/c.flac", CLEAN)
    record(recordings(tiny) / "kk/Жазба 1.wav", CLEAN)
    told = tiny.run("check").stderr.splitlines()
    assert [(line.split(": ")[0], line.rpartition("[")[2]) for line in told[:-1]] == [
        ("appeals/recordings/kk/c.flac:1:1", "recording-unproved]"),
        ("appeals/recordings/kk/Жазба 1.wav:1:1", "recording-name]"),
        ("appeals/texts/a.yaml:4:5", "recording-unproved]"),
        ("appeals/texts/a.yaml:6:5", "recording-unproved]"),
    ]
    assert [states(tiny)[f"appeal/a/kk/{row}"] for row in (1, 2)] == ["unproved", "unproved"]


def test_a_take_of_a_text_that_is_gone(tiny: Tiny, tmp_path: Path) -> None:
    add(tiny, record(tmp_path / "1.wav", MARKET), "--place", "market", "--lang", "ru")
    tiny.edit("playlists/city.yaml", "  - {place: market", "  - {place: school")
    assert slugs(tiny.run("check")) == ["recording-orphan"]


# --- sheet and import -------------------------------------------------------------------------------------


def numbers(tiny: Tiny) -> dict[str, int]:
    """Return the number that was printed for each part."""
    return {str(part): number for number, entry in read_numbers(recordings(tiny)).items() for part in entry.parts}


def recorded_sheet(tiny: Tiny, folder: Path) -> Path:
    for number, entry in read_numbers(recordings(tiny)).items():
        record(folder / f"{number:03d}.wav", entry.sentences)
    return folder


def test_from_the_sheet_to_a_whole_set(tiny: Tiny, tmp_path: Path) -> None:
    told = tiny.run("recordings", "script")
    assert (told.returncode, told.stderr) == (0, f"Written: {tiny.root / 'reading-sheet.html'}\n")
    assert sorted(set(numbers(tiny).values())) == list(range(1, 16))  # 8 + 10 texts; places share closing words
    assert len(numbers(tiny)) == 18
    done = tiny.run("recordings", "import", str(recorded_sheet(tiny, tmp_path / "rec")))
    assert (done.returncode, done.stderr.splitlines()[-2]) == (0, "15 recordings are good.")
    assert set(states(tiny).values()) == {"fresh"}
    assert document(tiny)["totals"] == {
        lang: {"texts": n, "fresh": n, "stale": 0, "unproved": 0, "missing": 0} for lang, n in (("kk", 7), ("ru", 8))
    }
    again = tiny.run("recordings", "import", str(tmp_path / "rec"))
    assert (again.returncode, again.stderr.splitlines()[0]) == (0, "001.wav is there already.")
    assert tiny.run("recordings", "script").stderr == "Everything is recorded: there is nothing to read.\n"


def test_a_sheet_is_printed_as_people_write(tiny: Tiny) -> None:
    tiny.edit(
        "texts/a.yaml", "Берегите улицы.", "Родная земля – наш общий дом. Рынок «Наурыз» (он рядом) открыт до 18:00…"
    )
    told = tiny.run("recordings", "script", "--lang", "ru")
    assert told.returncode == 0, told.stderr
    page = (tiny.root / "reading-sheet-ru.html").read_text("utf-8")
    for line in (
        "Родная земля – наш общий дом.",
        "Рынок «Наурыз» (он рядом) открыт до восемнадцати часов…",
        "Бросайте мусор в урны.",
    ):
        assert f">{line}<" in page
    assert "Родная земля, наш общий дом." in {
        one for entry in read_numbers(recordings(tiny)).values() for one in entry.sentences
    }


def test_numbers_stay_and_a_changed_text_gets_a_new_one(tiny: Tiny, tmp_path: Path) -> None:
    tiny.run("recordings", "script", "--lang", "ru")
    before = numbers(tiny)
    folder = recorded_sheet(tiny, tmp_path / "rec")
    tiny.edit("texts/a.yaml", "Берегите улицы.", "Берегите наши улицы.")
    told = tiny.run("recordings", "import", str(folder))
    assert (told.returncode, slugs(told)) == (1, ["import-changed"])
    assert "Printed: “Берегите улицы.” Now: “Берегите наши улицы.”" in told.stderr
    assert "\n7 recordings are good. 1 file is not.\n" in told.stderr
    assert states(tiny)["appeal/a/ru/1"] == "missing"
    tiny.run("recordings", "script")
    after = read_numbers(recordings(tiny))
    assert {number: tuple(map(str, after[number].parts)) for number in before.values()} == {
        number: tuple(part for part in before if before[part] == number) for number in before.values()
    }
    assert after[9].parts[0].lang == "kk"
    assert any(entry.parts == (PartId("appeal", "a", "ru", 1),) and number > 8 for number, entry in after.items())
    tiny.edit("texts/a.yaml", "Берегите наши улицы.", "Берегите улицы.")
    assert tiny.run("recordings", "import", str(folder)).returncode == 0
    assert states(tiny)["appeal/a/ru/1"] == "fresh"


def test_every_problem_of_a_folder_at_once(tiny: Tiny, tmp_path: Path) -> None:
    tiny.run("recordings", "script")
    at = numbers(tiny)
    folder = tmp_path / "rec"
    one, two, market, bye = (at[p] for p in ("appeal/a/kk/1", "appeal/a/kk/2", "intro/market/ru", "outro/park/ru"))
    record(folder / f"{one} second try.flac", STREETS)
    record(folder / f"{two:03d}.wav", CLEAN)
    record(folder / f"{two} (2).mp3", CLEAN)
    record(folder / f"{market:03d}.wav", MARKET, gain=1 / 30)
    record(folder / f"{bye}.mp3", BYE)
    record(folder / "099.wav", CLEAN)
    record(folder / "new.wav", CLEAN)
    (folder / "readme.txt").write_text("7", "utf-8")
    (folder / f"._{one}.wav").write_bytes(b"what macOS leaves on sticks")
    told = tiny.run("recordings", "import", str(folder), "--lang", "ru")
    expected = ["import-no-number", "import-other-language", "import-twice", "import-unknown-number", "recorded-quiet"]
    assert (told.returncode, sorted(slugs(told))) == (1, expected)
    assert [name for name in stored(tiny) if name.endswith(".flac")] == [
        f"ru/outros/{place}.flac" for place in ("market", "park", "school")
    ]
    again = tiny.run("recordings", "import", str(folder))
    assert sorted(slugs(again)) == [slug for slug in expected if slug != "import-other-language"]
    assert states(tiny)["appeal/a/kk/1"] == "fresh"


def test_an_import_replaces_what_is_stale_and_nothing_else_unless_told(tiny: Tiny, tmp_path: Path) -> None:
    add(tiny, record(tmp_path / "1.wav", STREETS), *PARAGRAPH)
    add(tiny, record(tmp_path / "2.wav", CLEAN), "--appeal", "a", "--lang", "kk", "--paragraph", "2")
    tiny.edit("texts/a.yaml", "жәшікке", "урнаға")
    tiny.run("recordings", "script")
    number = numbers(tiny)["appeal/a/kk/1"]
    record(tmp_path / f"rec/{number}.wav", ("Көшені таза ұстаңыз.", "Қоқысты урнаға салыңыз."))
    assert tiny.run("recordings", "import", str(tmp_path / "rec")).returncode == 0
    assert states(tiny)["appeal/a/kk/1"] == "fresh"
    record(tmp_path / f"rec/{number}.wav", ("Көшені таза ұстаңыз.", "Қоқысты урнаға салыңыз."), gain=0.5)
    told = tiny.run("recordings", "import", str(tmp_path / "rec"))
    assert (told.returncode, slugs(told)) == (1, ["recording-exists"])
    assert tiny.run("recordings", "import", str(tmp_path / "rec"), "--replace").returncode == 0


def test_an_empty_folder(tiny: Tiny, tmp_path: Path) -> None:
    told = tiny.run("recordings", "import", str(tmp_path))
    assert (told.returncode, slugs(told)) == (1, ["import-empty"])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b'{"format": 2, "numbers": {}}',
        b'{"format": 1, "numbers": {"x": {}}}',
        b'{"format": 1, "numbers": {"1": {"lang": "xx", "sentences": [], "parts": []}}}',
    ],
)
def test_a_damaged_sheet_is_never_begun_again(tiny: Tiny, tmp_path: Path, data: bytes) -> None:
    recordings(tiny).mkdir()
    (recordings(tiny) / SHEET).write_bytes(data)
    record(tmp_path / "rec/001.wav", STREETS)
    for command in (("script",), ("import", str(tmp_path / "rec"))):
        told = tiny.run("recordings", *command)
        assert (told.returncode, slugs(told)) == (1, ["sheet-damaged"])
    assert (recordings(tiny) / SHEET).read_bytes() == data
    assert not (tiny.root / "reading-sheet.html").exists()


TEXTS = st.lists(st.tuples(st.sampled_from(["kk", "ru"]), st.sampled_from("абвгд"), st.integers(1, 30)), max_size=12)


def to_read(rows: Sequence[tuple[Any, str, int]]) -> list[RecordingText]:
    where = Where("a.yaml")
    return [
        RecordingText(PartId("appeal", "a", lang, row), lang, (Utterance(text, lang, 1, where),), where)
        for lang, text, row in rows
    ]


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path) -> None:
    [text] = to_read([("ru", "а", 1)])
    (tmp_path / "1.wav").write_bytes(bytes(2_000_001))
    with pytest.raises(BuildError) as error:
        checked_speech(tmp_path / "1.wav", text, most_bytes=2_000_000)
    [problem] = error.value.problems
    assert (problem.slug, problem.facts) == ("recording-too-large", {"file": "1.wav", "limit_mb": 2})


@given(sheets=st.lists(TEXTS, max_size=5))
def test_a_number_is_of_one_text_for_good(
    tmp_path_factory: pytest.TempPathFactory, sheets: list[list[tuple[Any, str, int]]]
) -> None:
    folder = tmp_path_factory.mktemp("sheet")
    known: dict[int, SheetEntry] = {}
    for rows in sheets:
        grown, printed = add_numbers(known, texts := to_read(rows))
        assert {number: grown[number] for number in known} == known
        assert sorted(str(text.part) for group in printed.values() for text in group) == sorted(
            str(text.part) for text in texts
        )
        for number, group in printed.items():
            assert {(text.lang, text.sentences) for text in group} == {(grown[number].lang, grown[number].sentences)}
        write_numbers(folder, grown)
        known = dict(read_numbers(folder))
        assert known == grown
    said = [(entry.lang, entry.sentences) for entry in known.values()]
    assert len(said) == len(set(said))
    assert sorted(known) == list(range(1, len(known) + 1))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("аб", "ав", ("б", "в")),
        ("аб", "а", ("б", "-")),
        ("а", "аб", ("-", "б")),
        ("аб", "ба", ("а б", "б а")),
        ("аа", "а", ("а а", "а")),
    ],
)
def test_what_was_changed(old: str, new: str, told: tuple[str, str]) -> None:
    assert difference(list(old), list(new)) == told


def test_errors_of_a_sheet_are_of_the_build(tmp_path: Path) -> None:
    (tmp_path / SHEET).write_bytes(b"{")
    with pytest.raises(BuildError, match="sheet-damaged"):
        read_numbers(tmp_path)
