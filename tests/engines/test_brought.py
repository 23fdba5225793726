"""Voices from files that anyone may have made: what is a voice, what is refused, and that nothing lands elsewhere."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from tests.support.piper_voices import config
from tests.support.systems import not_on_windows
from zt_audio.engines.piper import models
from zt_audio.engines.piper.models import bring_voices, known_voice
from zt_audio.errors import VoiceError

KK, RU = "kk_KZ-aigul-medium", "ru_RU-oleg-low"
CARD = "# Model card\n* License: CC0\n"


def voice(name: str, lang: str = "", **changes: Any) -> dict[str, bytes]:  # noqa: ANN401 - JSON
    return {
        f"{name}.onnx": b"a model of " + name.encode(),
        f"{name}.onnx.json": json.dumps(config(lang or name[:2], **changes)).encode(),
    }


def lay(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def zipped(path: Path, files: Mapping[str, bytes], change: Callable[[ZipInfo], None] = lambda _info: None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = ZipInfo(name)
            info.compress_type = ZIP_DEFLATED
            change(info)
            archive.writestr(info, data)
    return path


def brought_to(tmp_path: Path, source: Path) -> dict[str, str]:
    """Return the licence of each voice that `source` has."""
    target = tmp_path / "target"
    target.mkdir()
    return {each.model.name: each.licence for each in bring_voices(source, target)}


def refused(tmp_path: Path, source: Path, **limit: int) -> str:
    """Return why `source` is refused; whatever it holds, nothing lies beside the target."""
    target = tmp_path / "in/target"
    target.mkdir(parents=True)
    before = set(tmp_path.rglob("*"))
    with pytest.raises(VoiceError) as error:
        bring_voices(source, target, **limit)
    assert all(target in path.parents for path in set(tmp_path.rglob("*")) - before)
    return error.value.problems[0].slug


MANY = {**voice(KK), f"{KK}.MODEL_CARD": CARD.encode(), f"deep/er/{RU}.onnx": b"m", "deep/er/MODEL_CARD": CARD.encode()}
MANY |= {f"deep/er/{RU}.onnx.json": json.dumps(config("ru")).encode(), "photo.jpg": b"", "lone.onnx": b""}


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_each_voice_comes_with_the_licence_beside_it(tmp_path: Path, kind: str) -> None:
    source = lay(tmp_path / "Таяқша", MANY) if kind == "folder" else zipped(tmp_path / "дауыстар.zip", MANY)
    assert brought_to(tmp_path, source) == {KK: "CC0", RU: "CC0"}
    names = {path.name for path in (tmp_path / "target").iterdir()}
    assert names == {f"{name}{end}" for name in (KK, RU) for end in (".onnx", ".onnx.json", ".MODEL_CARD")}


def test_one_model_is_named_by_its_file(tmp_path: Path) -> None:
    folder = lay(tmp_path / "a", {**voice(KK), **voice(RU)})
    assert brought_to(tmp_path, folder / f"{KK}.onnx") == {KK: "see the model card"}


ISSAI = "kk_KZ-issai-high"
FOLDERS: dict[str, dict[str, bytes]] = {
    "voice-files-none": {"readme.txt": b"", f"{KK}.onnx": b"without its description"},
    "voice-name-odd": {"model.onnx": b"m", "model.onnx.json": b"{}"},
    "voice-language-other": voice("en_US-joe-medium"),
    "voice-not-the-known": voice(ISSAI),
    "voice-files-odd": {**voice(KK), **{f"b/{name}": data for name, data in voice(KK).items()}},
    "voice-files-large": {name: data for n in range(9) for name, data in voice(f"kk_KZ-a{n}-low").items()},
    "piper-model-broken": {f"{KK}.onnx": b"m", f"{KK}.onnx.json": b'{"audio": 1}'},
}


@pytest.mark.parametrize("slug", FOLDERS)
def test_what_is_no_voice_of_ours_is_refused(tmp_path: Path, slug: str) -> None:
    assert refused(tmp_path, lay(tmp_path / "source", FOLDERS[slug])) == slug


def test_a_known_voice_is_known_by_its_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = lay(tmp_path / "source", voice(ISSAI))
    import hashlib  # noqa: PLC0415 - of this test alone

    def with_digests(name: str) -> Any:  # noqa: ANN401 - as known_voice
        from dataclasses import replace  # noqa: PLC0415 - as above

        known = known_voice(name)
        digests = (hashlib.sha256((source / file.name).read_bytes()).hexdigest() for file in known.files)
        return replace(known, files=tuple(replace(f, sha256=d) for f, d in zip(known.files, digests, strict=True)))

    monkeypatch.setattr(models, "known_voice", with_digests)
    target = tmp_path / "target"
    target.mkdir()
    (found,) = bring_voices(source, target)
    assert found.is_known
    assert found.licence == known_voice(ISSAI).licence
    assert ISSAI in (target / f"{ISSAI}.MODEL_CARD").read_text("utf-8")


def as_link(info: ZipInfo) -> None:
    info.external_attr = (stat.S_IFLNK | 0o777) << 16


def as_device(info: ZipInfo) -> None:
    info.external_attr = (stat.S_IFCHR | 0o777) << 16


def packed_otherwise(info: ZipInfo) -> None:
    info.compress_type = ZIP_BZIP2


ZIPS: dict[str, tuple[dict[str, bytes], Callable[[ZipInfo], None], str]] = {
    "link": (voice(KK), as_link, "voice-files-odd"),
    "device": (voice(KK), as_device, "voice-files-odd"),
    "bzip2": (voice(KK), packed_otherwise, "voice-files-odd"),
    "up": ({f"../../{name}": data for name, data in voice(KK).items()}, lambda _info: None, "voice-files-odd"),
    "up and a good one": ({**voice(KK), "../x": b""}, lambda _info: None, "voice-files-odd"),
    "root": ({f"/etc/{name}": data for name, data in voice(KK).items()}, lambda _info: None, "voice-files-odd"),
    "drive": ({f"C:\\{name}": data for name, data in voice(KK).items()}, lambda _info: None, "voice-files-odd"),
    "many": ({**voice(KK), **{f"{n}": b"" for n in range(2001)}}, lambda _info: None, "voice-files-large"),
    "long index": ({**voice(KK), **{f"{n}" * 9000: b"" for n in range(120)}}, lambda _info: None, "voice-files-large"),
    "large text": ({**voice(KK), f"{KK}.onnx.json": b" " * 1_000_001}, lambda _info: None, "voice-files-large"),
}


@pytest.mark.parametrize("name", ZIPS)
def test_a_hostile_zip_is_refused(tmp_path: Path, name: str) -> None:
    files, change, slug = ZIPS[name]
    assert refused(tmp_path, zipped(tmp_path / "source/voices.zip", files, change)) == slug


def test_a_bomb_is_no_more_than_it_says(tmp_path: Path) -> None:
    bomb = zipped(tmp_path / "source/bomb.zip", {**voice(KK), f"{KK}.onnx": bytes(50_000_000)})
    assert bomb.stat().st_size < 100_000
    assert refused(tmp_path, bomb, model_bytes=3_000_000) == "voice-files-large"
    written = sum(path.stat().st_size for path in (tmp_path / "in/target").iterdir())
    assert written <= 3_000_000 + 2**20


def test_a_locked_or_damaged_zip_is_told(tmp_path: Path) -> None:
    good = zipped(tmp_path / "source/a.zip", voice(KK))
    data = bytearray(good.read_bytes())
    locked = bytes(data).replace(b"PK\1\2\x14\3\x14\0\0\0", b"PK\1\2\x14\3\x14\0\1\0")
    assert locked != data
    damaged = bytes(data).replace(b"PK\3\4", b"PK\3\5", 1)
    index = data.rindex(b"PK\5\6") + 16  # where the zip says that its list begins: before the file does
    early = bytes(data[:index]) + (2**31).to_bytes(4, "little") + bytes(data[index + 4 :])
    for number, (bad, slug) in enumerate(
        [
            (locked, "voice-files-odd"),
            (early, "voice-zip-damaged"),
            (damaged, "voice-zip-damaged"),
            (b"no zip", "voice-zip-damaged"),
            (b"", "voice-zip-damaged"),
        ]
    ):
        good.write_bytes(bad)
        assert refused(tmp_path / str(number), good) == slug


@not_on_windows("links need rights there")
def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    lay(tmp_path / "elsewhere", voice(KK))
    source = tmp_path / "source"
    source.mkdir()
    for name in voice(KK):
        (source / name).symlink_to(tmp_path / "elsewhere" / name)
    (source / "folder").symlink_to(tmp_path / "elsewhere")
    assert refused(tmp_path, source) == "voice-files-none"
