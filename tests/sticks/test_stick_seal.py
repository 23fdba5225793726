"""A sealed stick says whose it is: minisign agrees, and no bit of it can change."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.pipeline.test_build_kill import ENVIRONMENT
from tests.support import export_child
from tests.support.sealing import known, minisign_accepts, open_key
from tests.support.tiny import Tiny
from zt_audio.errors import DeviceError, ZtError
from zt_audio.sticks import folder
from zt_audio.sticks.export import Exported, ExportRequest, export
from zt_audio.sticks.manifest import STICK_MANIFEST, STICK_SEAL, parse_stick_manifest, stick_manifest_bytes
from zt_audio.sticks.verify import UNSIGNED, CheckedStick, SealPolicy, StickSigner, verify_stick
from zt_audio.sticks.volume import volume_at
from zt_audio.trust.journal import Deed

TODAY, LATER = date(2026, 11, 24), date(2026, 11, 30)
KILLS = int(os.environ.get("ZT_EXPORT_KILLS", "30"))  # of exports, at random moments: 500 by hand
MUTATIONS = int(os.environ.get("ZT_MUTATIONS", "150"))
Judge = Callable[[str], str]


def signer(person: str = "aigerim", today: date = TODAY, notes: list[Deed] | None = None) -> StickSigner:
    def write_down(deed: Deed) -> str:
        if notes is not None:
            notes.append(deed)
        return "9f8e7d6c" * 8

    return StickSigner("-", today, open_key(person), write_down)


def exported(tiny: Tiny, target: Path, by: StickSigner = UNSIGNED, playlist: str = "city") -> Exported:
    order = ExportRequest(playlist, target, TODAY, (), signer=by)
    return export(tiny.workspace, order, lambda _others: True, lambda _event: None)


def verified(target: Path, policy: SealPolicy | None = None) -> CheckedStick:
    return verify_stick(target, lambda _event: None, policy=policy or SealPolicy((known("aigerim"), known("bolat"))))


def slugs(target: Path, policy: SealPolicy | None = None) -> list[str]:
    return [problem.slug for problem in verified(target, policy).proof.problems]


def state(target: Path) -> str:
    found = verified(target).seal
    return found.state if found else ""


@pytest.fixture(scope="module")
def sealed_once(built_once: Tiny, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sealed") / "stick"
    path.mkdir()
    exported(built_once, path, signer())
    return path


@pytest.fixture
def stick(sealed_once: Path, tmp_path: Path) -> Path:
    return shutil.copytree(sealed_once, tmp_path / "stick")


# --- sealing ----------------------------------------------------------------------------------------------------------


def test_a_seal_names_playlist_build_day_and_journal(built_once: Tiny, stick: Path) -> None:
    found = verified(stick)
    assert found.proof.problems == ()
    assert found.seal
    verdict = found.seal.verdict
    assert (verdict.state, verdict.person, verdict.on, verdict.head) == ("known", "aigerim", TODAY, "9f8e7d6c")
    build = built_once.manifest().playlists["city"].number
    comment = (stick / STICK_SEAL).read_text("ascii").splitlines()[2]
    assert comment == f"trusted comment: city {build} 2026-11-24 log 9f8e7d6c"


def test_the_list_is_what_it_was_without_a_seal(built_once: Tiny, stick: Path, tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    exported(built_once, tmp_path / "plain")
    names = sorted(path.name for path in stick.iterdir() if path.name != STICK_SEAL)
    assert names == sorted(path.name for path in (tmp_path / "plain").iterdir())
    assert (stick / STICK_MANIFEST).read_bytes() == (tmp_path / "plain" / STICK_MANIFEST).read_bytes()
    assert state(tmp_path / "plain") == "none"


def test_minisign_accepts_a_stick_and_refuses_another_list(stick: Path, judge: Judge) -> None:
    arguments = judge("minisign"), stick / STICK_MANIFEST, stick / STICK_SEAL, open_key("aigerim").public
    assert minisign_accepts(*arguments)
    data = (stick / STICK_MANIFEST).read_bytes()
    (stick / STICK_MANIFEST).write_bytes(data.replace(b"complete", b"compiete"))
    assert not minisign_accepts(*arguments)


def test_a_stick_that_minisign_sealed_is_accepted(stick: Path, tmp_path: Path, judge: Judge) -> None:
    secret = tmp_path / "her.key"
    secret.write_bytes(bytes(open_key("aigerim").secret) + b"\n")
    seal = stick / STICK_SEAL
    seal.unlink()
    command = [judge("minisign"), "-S", "-s", str(secret), "-m", str(stick / STICK_MANIFEST), "-x", str(seal)]
    subprocess.run(command, check=True, capture_output=True)
    assert (state(stick), slugs(stick)) == ("known", [])


def test_zips_are_sealed(built_once: Tiny, tmp_path: Path, judge: Judge) -> None:
    target = tmp_path / "x.zip"
    assert exported(built_once, target, signer()).written == 5
    assert (state(target), slugs(target)) == ("known", [])
    assert exported(built_once, target, signer(today=LATER)).written == 0
    with zipfile.ZipFile(target) as archive:
        names, parts = archive.namelist(), [archive.read(each) for each in (STICK_MANIFEST, STICK_SEAL)]
    assert names[-1].endswith(".TXT")  # it shows the build, so it is unpacked last
    for part, data in zip(("list", "seal"), parts, strict=True):
        (tmp_path / part).write_bytes(data)
    assert minisign_accepts(judge("minisign"), tmp_path / "list", tmp_path / "seal", open_key("aigerim").public)
    assert exported(built_once, target, signer("bolat")).written == 5  # another person seals it again
    assert exported(built_once, target, playlist="yard").before == "city"
    assert state(target) == "none"


def test_what_was_sealed_today_is_not_sealed_again_tomorrow(built_once: Tiny, stick: Path) -> None:
    notes: list[Deed] = []
    before = (stick / STICK_SEAL).read_bytes()
    exported(built_once, stick, signer(today=LATER, notes=notes))
    exported(built_once, stick)  # nor is a seal lost where nothing changes
    assert ((stick / STICK_SEAL).read_bytes(), notes) == (before, [])


def test_a_seal_that_is_not_ones_own_is_replaced_and_nothing_else(built_once: Tiny, stick: Path) -> None:
    stamps = {path.name: path.stat().st_mtime_ns for path in stick.glob("*.MP3")}
    assert exported(built_once, stick, signer("bolat")).written == 0
    (stick / STICK_SEAL).write_text("torn", "ascii")
    exported(built_once, stick, signer())
    assert state(stick) == "known"
    assert {path.name: path.stat().st_mtime_ns for path in stick.glob("*.MP3")} == stamps


def test_another_playlist_without_a_key_leaves_no_seal(built_once: Tiny, stick: Path) -> None:
    exported(built_once, stick, playlist="yard")
    assert not (stick / STICK_SEAL).exists()
    assert slugs(stick) == []


def test_the_journal_says_what_begins_before_anything_changes_and_what_was_proved(
    built_once: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "E"
    target.mkdir()
    notes: list[Deed] = []
    seen: list[tuple[str, list[str]]] = []
    real = folder.announce

    def announce(path: Path, *arguments: object) -> None:
        seen.append((notes[-1].did, sorted(each.name for each in path.iterdir())))
        real(path, *arguments)  # type: ignore[arg-type] # as it is called

    monkeypatch.setattr(folder, "announce", announce)
    exported(built_once, target, replace(signer(notes=notes), key=None, by="bolat"))
    build = built_once.manifest().playlists["city"].number
    drive = f"E {volume_at(target).serial}".rstrip()  # Windows tells it of any folder
    assert [(each.by, each.did, each.what) for each in notes] == [
        ("bolat", "stick.begun", f"output/city#{build} {drive}"),
        ("bolat", "stick.written", f"output/city#{build} {drive}"),
    ]
    assert seen == [("stick.begun", [])]


def test_a_device_that_forgets_the_seal_is_noticed(
    built_once: Tiny, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "put_seal", lambda path, _seal: (path / STICK_SEAL).write_bytes(b""))
    with pytest.raises(DeviceError, match="stick-file-changed"):
        exported(built_once, stick, signer("bolat"))
    assert slugs(stick) == ["stick-unfinished"]


def test_a_folder_with_the_name_of_the_seal_is_left_alone(built_once: Tiny, tmp_path: Path) -> None:
    target = tmp_path / "stick"
    (target / STICK_SEAL).mkdir(parents=True)
    with pytest.raises(ZtError, match="stick-name-taken"):
        exported(built_once, target, signer())
    assert [path.name for path in target.iterdir()] == [STICK_SEAL]


# --- verifying --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("policy", "found"),
    [
        (SealPolicy(()), []),  # without a project no key is known, and the key's number is told
        (SealPolicy((known("bolat"),)), ["stick-seal-unknown"]),
        (SealPolicy((), is_needed=True), ["stick-seal-unknown"]),
        (SealPolicy((known("aigerim", since=LATER),)), ["stick-seal-ended"]),
        (SealPolicy((known("aigerim", until=date(2026, 11, 23)),)), ["stick-seal-ended"]),
        (SealPolicy((known("aigerim", until=TODAY),)), []),
        (SealPolicy((known("aigerim"),), is_needed=True), []),
    ],
)
def test_whose_key_counts(stick: Path, policy: SealPolicy, found: list[str]) -> None:
    assert slugs(stick, policy) == found


def test_a_stick_without_a_seal_is_refused_only_where_seals_are_needed(stick: Path) -> None:
    (stick / STICK_SEAL).unlink()
    assert slugs(stick) == []
    assert slugs(stick, SealPolicy((known("aigerim"),), is_needed=True)) == ["stick-not-sealed"]


def test_sound_beside_what_was_sealed_is_refused_where_seals_are_needed(stick: Path) -> None:
    (stick / "000.MP3").write_bytes(b"theirs")
    assert verified(stick).proof.is_whole
    found = verified(stick, SealPolicy((known("aigerim"),), is_needed=True)).proof
    assert ([problem.slug for problem in found.problems], found.is_whole) == (["stick-other-audio"], False)


NEEDED = SealPolicy((known("aigerim"),), is_needed=True)
SOUND = "mpga mpa mp1 m2a mpeg aif aiff aifc au snd ra ram mid midi mka mkv avi 3gp 3g2 dsf ac3 w64 caf amr gsm"
OTHERS = "m3u m3u8 pls wpl asx xspf cue bin jpg exe zt"
ENDINGS = f"{SOUND} {OTHERS}".split()
SYSTEM_FOLDERS = ("System Volume Information", "$RECYCLE.BIN/S-1-5-21", ".Trashes/501", ".Trash-1000/files", "LOST.DIR")


def put(stick: Path, name: str, data: bytes) -> None:
    (stick / name).parent.mkdir(parents=True, exist_ok=True)
    (stick / name).write_bytes(data)


@pytest.mark.parametrize("ending", ENDINGS)
def test_nothing_that_no_one_sealed_may_lie_there(stick: Path, ending: str) -> None:
    put(stick, f"000.{ending}", b"theirs")
    assert verified(stick).proof.is_whole  # a warning only, where no seal is asked for
    assert not verified(stick, NEEDED).proof.is_whole


@pytest.mark.parametrize("folder", SYSTEM_FOLDERS)
@pytest.mark.parametrize("ending", ["MP3", "mpga", "m3u", "wv"])
def test_a_folder_of_the_system_hides_no_sound(stick: Path, folder: str, ending: str) -> None:
    put(stick, f"{folder}/x.{ending}", b"theirs")
    found = verified(stick, NEEDED).proof
    assert ([problem.slug for problem in found.problems], found.is_whole) == (["stick-other-audio"], False)


GUID = "{01234567-89AB-CDEF-0123-456789ABCDEF}"
RECYCLE_BIN = (
    b"[.ShellClassInfo]\r\nCLSID={645FF040-5081-101B-9F08-00AA002F954E}\r\n"
    b"LocalizedResourceName=@%SystemRoot%\\system32\\shell32.dll,-8964\r\n"
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("System Volume Information/IndexerVolumeGuid", GUID.encode("utf-16-le")),
        ("System Volume Information/WPSettings.dat", b"\x0c\0\0\0\x9d\xe5\x91\xd5\1\2\3\n"),
        ("$RECYCLE.BIN/S-1-5-21-7-1001/desktop.ini", RECYCLE_BIN),
        (".fseventsd/0000000000a1b2c3", b"\x1f\x8b\x08\0\0\0"),
        (".fseventsd/fseventsd-uuid", GUID[1:-1].encode()),
        (".fseventsd/no_log", b""),
        (".DS_Store", b"\0\0\0\1Bud1" + bytes(6140)),
        (".metadata_never_index", b""),
        ("._E61751D3.TXT", b"\x00\x05\x16\x07\0\2\0\0Mac OS X"),
        ("._.Trashes", b"\x00\x05\x16\x07\0\2\0\0Mac OS X" + bytes(4080)),
    ],
)
def test_what_systems_put_on_every_stick_is_harmless(stick: Path, name: str, data: bytes) -> None:
    for made in (".Trashes/501", ".Trash-1000/files", "LOST.DIR", ".android_secure", "System Volume Information/EDP"):
        (stick / made).mkdir(parents=True)
    put(stick, name, data)
    assert (slugs(stick), slugs(stick, NEEDED)) == ([], [])


@pytest.mark.parametrize(
    "data", [b"001_MARKET.MP3\r\n", b"<?xml version='1.0'?><playlist/>", b"<!-- --><asx/>", b"x", bytes(4096)]
)
def test_a_harmless_name_is_not_enough(stick: Path, data: bytes) -> None:
    sound = (stick / "001_MARKET.MP3").read_bytes()
    folders = ("System Volume Information/WPSettings.dat", ".Trashes/501/x", "System Volume Information/x.mp3\u3000")
    for name in ("desktop.ini", "Thumbs.db", ".DS_Store", "._x", ".fseventsd/00000000000000aa", *folders):
        for behind in (b"", sound):
            put(stick, name, data + behind)
            assert not verified(stick, NEEDED).proof.is_whole, (name, data[:12])
        (stick / name).unlink()


def test_what_systems_write_hides_no_sound_and_is_small(stick: Path) -> None:
    sound = (stick / "001_MARKET.MP3").read_bytes()[:3000]
    known = (
        ("._x", b"\0\5\x16\7\0\2\0\0"),
        (".DS_Store", b"\0\0\0\1Bud1"),
        (".fseventsd/00000000000000aa", b"\x1f\x8b\x08\0"),
    )
    for name, head in known:
        put(stick, name, head)
        assert verified(stick, NEEDED).proof.is_whole, name
        for data in (head + sound, head + bytes(20_000)):
            put(stick, name, data)
            assert slugs(stick, NEEDED) == ["stick-other-files"], name
        (stick / name).unlink()


def test_a_harmless_name_carries_no_sound(stick: Path) -> None:
    sound = (stick / "001_MARKET.MP3").read_bytes()
    names = ("desktop.ini", "Thumbs.db", ".DS_Store", "._x", "RECYCLER/x", ".fseventsd/0000", "LOST.DIR/1")
    written_otherwise = (b"\t#extm3u\n", "\ufeff[Playlist]\r\n".encode("utf-16-le"), b"<ASX>", b'FILE "A.MP3" MP3\n')
    lists = (b"#EXTM3U\n", b"\xef\xbb\xbf#EXTM3U\n", b"\r\n[playlist]\r\n", *written_otherwise)
    packed = (b"\0\0\0\x18ftypM4A ", b"\xff\xf1\x50\x80", b"\xff\xfd\x90\x04", b"\x0bw\0\0", b"DSD ", b"FRM8")
    beginnings = (sound, b"\0" * 100 + sound, b"RIFF\0\0\0\0WAVE", *packed, *lists)
    for name in names:
        for data in beginnings:
            put(stick, name, data)
            assert not verified(stick, NEEDED).proof.is_whole, (name, data[:12])
        (stick / name).unlink()
    for name, data in (("._001_MARKET.MP3", b"\x00\x05\x16\x07"), ("RECYCLER", b"x"), ("ZT_STICK.TMP", sound)):
        shutil.rmtree(stick / "RECYCLER", ignore_errors=True)
        put(stick, name, data)
        assert not verified(stick, NEEDED).proof.is_whole, name
        (stick / name).unlink()
    (stick / "desktop.ini").mkdir()
    assert not verified(stick, NEEDED).proof.is_whole


def test_an_export_writes_nothing_that_would_be_refused(built_once: Tiny, stick: Path) -> None:
    order = ExportRequest("yard", stick, TODAY, (), signer=signer(), only_sealed=True)
    put(stick, ".metadata_never_index", b"")
    put(stick, ".Trashes/501/old.mp3", b"theirs")
    put(stick, "song.aiff", b"theirs")
    put(stick, "photo.jpg", b"theirs")
    before = {path.name: path.read_bytes() for path in stick.iterdir() if path.is_file()}
    with pytest.raises(DeviceError) as refused:
        export(built_once.workspace, order, lambda _others: True, lambda _event: None)
    told = {problem.slug: problem.facts["files"] for problem in refused.value.problems}
    told["stick-other-audio"] = ", ".join(sorted(str(told["stick-other-audio"]).split(", ")))
    assert told == {"stick-other-audio": ".Trashes/501/old.mp3, song.aiff", "stick-other-files": "photo.jpg"}
    assert {path.name: path.read_bytes() for path in stick.iterdir() if path.is_file()} == before
    for name in ("song.aiff", "photo.jpg", ".Trashes/501/old.mp3"):
        (stick / name).unlink()
    export(built_once.workspace, order, lambda _others: False, lambda _event: None)
    assert slugs(stick, NEEDED) == []


@pytest.mark.parametrize("name", ["x.mpga", "x.AIFF.", "x.pls ", "x.m3u. ."])  # Windows drops dots and spaces
def test_a_zip_hides_nothing_either(built_once: Tiny, tmp_path: Path, name: str) -> None:
    target = tmp_path / "stick.zip"
    exported(built_once, target, signer())
    assert slugs(target, NEEDED) == []
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(f"System Volume Information/{name}", "theirs")
    found = verified(target, NEEDED).proof
    assert ([problem.slug for problem in found.problems], found.is_whole) == (["stick-other-audio"], False)


def test_a_list_that_was_written_anew_does_not_fit_the_seal(stick: Path) -> None:
    stated = parse_stick_manifest((stick / STICK_MANIFEST).read_bytes())
    assert stated
    forged = replace(stated, files=tuple(row for row in stated.files if row.file != "002_PARK.MP3"))
    (stick / "002_PARK.MP3").unlink()
    (stick / STICK_MANIFEST).write_bytes(stick_manifest_bytes(forged))
    assert slugs(stick) == ["stick-seal-altered"]


def test_the_seal_of_another_stick_does_not_fit(built_once: Tiny, stick: Path, tmp_path: Path) -> None:
    (tmp_path / "yard").mkdir()
    exported(built_once, tmp_path / "yard", signer(), "yard")
    shutil.copyfile(tmp_path / "yard" / STICK_SEAL, stick / STICK_SEAL)
    assert slugs(stick) == ["stick-seal-altered"]


def test_no_mutation_of_a_sealed_stick_is_accepted(stick: Path) -> None:
    """A bit that turns, bytes that are gone, twice or foreign, a file that is gone or holds what another one held."""
    chance = random.Random(15)  # noqa: S311 - any bytes will do
    files = sorted(stick.iterdir())
    small = [path for path in files if path.stat().st_size < 10_000]
    for _ in range(MUTATIONS):
        path = chance.choice([*files, *small])  # the list and the seal are small, and the most interesting
        whole = path.read_bytes()
        at, other = chance.randrange(len(whole)), chance.randrange(len(whole))
        ways: list[bytes] = [
            whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :],
            whole[: min(at, other)] + whole[max(at, other) + 1 :],
            whole[:at] + whole[other : other + 9] + whole[at:],
            chance.choice(files).read_bytes(),
            b"",
        ]
        changed = chance.choice(ways)
        if changed == whole:
            continue
        path.write_bytes(changed)
        try:
            found = verified(stick)
        finally:
            path.write_bytes(whole)
        assert not found.proof.is_whole, (path.name, at, changed)
    assert verified(stick).proof.is_whole


# --- kills ------------------------------------------------------------------------------------------------------------


@pytest.mark.slow  # an export for each kill, and another that mends what it left
@pytest.mark.timeout(300 + 10 * KILLS)
@pytest.mark.parametrize("mode", ["touches", "times"])
def test_a_killed_export_leaves_no_stick_that_is_whole_and_wrongly_sealed(
    built: Tiny, stick: Path, tmp_path: Path, mode: str
) -> None:
    key = tmp_path / "her.key"
    key.write_bytes(bytes(open_key("aigerim").secret) + b"\n")
    built.edit("places.yaml", "gen: рынка", "gen: базара")
    built.build()
    arguments = (mode, str(built.root), str(stick), str(tmp_path / "work"), str(KILLS), str(key))
    command = [sys.executable, "-W", "ignore", "-m", export_child.__name__, *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, env=ENVIRONMENT)
    assert int(done.stdout.split()[1]) > 0
    for number in range(KILLS):
        target = tmp_path / "work" / str(number)
        found = verified(target)
        if found.proof.is_whole:
            assert found.seal
            assert found.seal.state == "known"
        exported(built, target, signer())
        assert (state(target), slugs(target)) == ("known", [])
