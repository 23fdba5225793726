"""A playlist for each kind of player, judged by other programs: decoders, checkers, a reader of cue sheets."""

from __future__ import annotations

import re
import subprocess
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from mutagen.id3 import ID3, ID3NoHeaderError

from tests.support.tiny import Tiny
from zt_audio.content.profiles import built_in_profiles
from zt_audio.formats.mp3 import FRAME_SAMPLES, SAMPLE_RATE
from zt_audio.store.manifest import TrackEntry

Judge = Callable[[str], str]
PROFILES = list(built_in_profiles())
MP3 = [name for name, profile in built_in_profiles().items() if profile.format == "mp3"]
LONG = "Марат Оспанов атындағы Батыс Қазақстан медицина университеті"
DECODER_DELAY_SAMPLES = 529


@pytest.fixture(scope="module")
def folders(built_once: Tiny, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Tiny]:
    """Build the playlist for every player; one stop has a long name, each stays for more than a cycle."""
    made = {}
    for profile in PROFILES:
        tiny = built_once.copy(tmp_path_factory.mktemp(profile) / "project")
        tiny.edit("playlists/city.yaml", '"10:00"', '"10:00", stay_min: 1')
        tiny.edit("playlists/city.yaml", '"11:00"', '"11:00", stay_min: 2')
        tiny.edit("places.yaml", "kk: Базар", f"kk: {LONG}")
        tiny.edit("settings.yaml", "pauses:", f"profile: {profile}\npauses:")
        assert tiny.build().slugs == {}
        made[profile] = tiny
    return made


def city(tiny: Tiny) -> Iterator[tuple[Path, TrackEntry]]:
    for track in tiny.manifest().playlists["city"].tracks:
        yield tiny.output / "city" / track.file, track


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=True)
    return done.stdout + done.stderr


@pytest.mark.parametrize("profile", PROFILES)
def test_ffmpeg_finds_no_fault(folders: dict[str, Tiny], judge: Judge, profile: str) -> None:
    for path, _ in city(folders[profile]):
        assert run(judge("ffmpeg"), "-v", "error", "-i", str(path), "-f", "null", "-") == ""


@pytest.mark.parametrize("profile", MP3)
def test_mp3_checkers_find_no_fault_and_count_as_we_do(folders: dict[str, Tiny], judge: Judge, profile: str) -> None:
    frames: dict[Path, int] = {}
    for path, track in city(folders[profile]):
        frames[path] = frames.get(path, 0) + track.frames
    for path, count in frames.items():
        assert not re.search("warning|error", run(judge("mpg123"), "-t", str(path)), re.IGNORECASE)
        verdict = run(judge("mp3val"), str(path))
        tag = ", +ID3v2" if built_in_profiles()[profile].tags != "none" else ", no tags"
        assert f"{count + 1} MPEG frames (MPEG 1 Layer III){tag}, CBR" in verdict  # + the Info frame
        faults = re.findall("(?:WARNING|ERROR|PROBLEM).*", verdict)
        tagged = built_in_profiles()[profile].tags != "none"
        assert [fault for fault in faults if "No supported tags" not in fault or tagged] == []
        assert f"{count} frames decoded" in run(judge("madplay"), "-o", "null:/dev/null", str(path))


@pytest.mark.parametrize("profile", MP3)
def test_tags_are_those_that_the_player_reads(folders: dict[str, Tiny], profile: str) -> None:
    path = next(city(folders[profile]))[0]
    if built_in_profiles()[profile].tags == "none":
        with pytest.raises(ID3NoHeaderError):
            ID3(path)
        return
    tag = ID3(path, translate=False)
    assert tag.version == (2, 3, 0)
    assert not [name for name in tag if name.startswith("APIC")]
    whole = f"{LONG} / рынок"
    expected = {"headunit": whole[:31], "continuous": "Қала / Город"}.get(profile, whole)
    assert str(tag["TIT2"]) == expected
    if profile == "headunit":
        assert len(expected.encode("utf-16")) == 64
        assert b"\xff\xfe" + expected.encode("utf-16-le") in path.read_bytes()[:400]


def heard(path: Path) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    samples: np.ndarray[tuple[int, ...], np.dtype[np.float32]] = soundfile.read(path, dtype="float32")[0]
    return samples


def test_wav_is_the_decoded_mp3_to_the_sample(folders: dict[str, Tiny]) -> None:
    for (path, track), (mp3, _) in zip(city(folders["wav"]), city(folders["usb"]), strict=True):
        with wave.open(str(path)) as file:
            assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, SAMPLE_RATE)
            assert file.getnframes() == track.frames * FRAME_SAMPLES
        ours, theirs = heard(path), heard(mp3)
        delay = len(ours) - len(theirs)  # the reader of MP3 leaves its own delay out
        assert delay in (0, DECODER_DELAY_SAMPLES)
        assert np.abs(ours[delay:] - theirs).max() < 1e-4
        assert track.repeats > 1


def loudness(judge: Judge, path: Path) -> float:
    command = (judge("ffmpeg"), "-hide_banner", "-nostats", "-i", str(path), "-af", "ebur128", "-f", "null", "-")
    return float(re.findall(r"I:\s+(\S+) LUFS", run(*command))[-1])


def test_wav_is_as_loud_as_the_mp3(folders: dict[str, Tiny], judge: Judge) -> None:
    for (path, track), (mp3, _) in zip(city(folders["wav"]), city(folders["usb"]), strict=True):
        ours, theirs = (loudness(judge, file) for file in (path, mp3))
        assert ours == pytest.approx(theirs, abs=0.1)
        assert ours == pytest.approx(track.loudness_lufs, abs=0.15)


def test_the_cue_sheet_is_read_and_leads_to_each_stop(folders: dict[str, Tiny], judge: Judge) -> None:
    tiny = folders["continuous"]
    sheet = tiny.output / "city/CITY.CUE"
    titles = run(judge("cueprint"), "-d", "%N %T\n", "-t", "%n %t\n", str(sheet)).splitlines()
    assert titles == ["2 CITY", "1 MARKET", "2 PARK"]
    [split] = run(judge("cuebreakpoints"), str(sheet)).split()
    minutes, seconds, frames = map(int, re.split("[:.]", split))
    market, park = (track for _, track in city(tiny))
    start_s = minutes * 60 + seconds + frames / 75
    assert 0 <= park.start_ms / 1000 - start_s < 1 / 75
    assert (market.start_ms, park.start_ms) == (0, market.duration_ms)
    assert market.file == park.file == "CITY.MP3"
    assert 'FILE "CITY.MP3" MP3' in sheet.read_text("ascii")


def test_each_stop_of_the_one_file_is_the_track_of_its_own(folders: dict[str, Tiny]) -> None:
    alone = [heard(path) for path, _ in city(folders["usb"])]
    together = heard(folders["continuous"].output / "city/CITY.MP3")
    frames = 0
    for (_, track), each in zip(city(folders["continuous"]), alone, strict=True):
        assert round(track.start_ms * SAMPLE_RATE / 1000 / FRAME_SAMPLES) == frames
        start = frames * FRAME_SAMPLES  # the reader leaves out the decoder's delay of both files at their beginnings
        both = min(len(each), track.frames * FRAME_SAMPLES - SAMPLE_RATE)  # it may be repeated less often there
        assert np.abs(together[start : start + both] - each[:both]).max() < 1e-4
        frames += track.frames


@pytest.mark.parametrize("profile", [name for name, row in built_in_profiles().items() if row.list.startswith("m3u")])
def test_lists_lead_to_every_track_in_order(folders: dict[str, Tiny], judge: Judge, profile: str) -> None:
    top = folders[profile].output / "city"
    lists = sorted(path for path in top.rglob("*") if path.suffix.lower() in (".m3u", ".m3u8"))
    reached = []
    for path in lists:
        data = path.read_bytes()
        assert data.endswith(b"\r\n")
        assert not data.startswith(b"\xef\xbb\xbf")
        assert b"\\" not in data
        names = data.decode("utf-8" if profile == "phone" else "ascii").splitlines()
        reached += [path.parent / name for name in names]
        concat = "".join(f"file '{name}'\n" for name in names)
        script = path.with_suffix(".ffconcat")
        script.write_text(f"ffconcat version 1.0\n{concat}", "utf-8")
        assert run(judge("ffmpeg"), "-v", "error", "-safe", "0", "-i", str(script), "-f", "null", "-") == ""
        script.unlink()
    assert reached == [path for path, _ in city(folders[profile])]
    assert all(path.is_file() for path in reached)
