"""Mutants of tables, Word files and recordings: the right content or a named refusal, within the limits of one file.

`ZT_MUTANTS=2000` tries so many of each kind in the reader of the child, some hundred in one process, under its limits;
`ZT_MUTANTS_OPENED` of each kind go the whole way, each in a child of its own; `ZT_MUTANT_SEED=2` draws others.
"""

from __future__ import annotations

import io
import json
import os
import random
import struct
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.judges import judge
from tests.support.word_file import document_xml, packed, paragraph
from tests.support.workbook import workbook
from zt_audio.errors import ZtError
from zt_audio.messages.message import all_messages
from zt_audio.processes.door import ForeignKind, open_foreign

_MUTANTS = int(os.environ.get("ZT_MUTANTS", "40"))
_OPENED = int(os.environ.get("ZT_MUTANTS_OPENED", "3"))
_SEED = os.environ.get("ZT_MUTANT_SEED", "")
_AT_ONCE = 100  # mutants for one child
_MOST_KB = 500_000
_MOST_CPU_S = 5.0

ROWS: list[list[str | float]] = [
    ["id", "kk", "ru"],
    ["a", "Ақтөбе қаласы", "город Актобе"],
    ["b", "Қарабұтақ", 103233100.0],
]
CSV = "\n".join(";".join(map(str, row)) for row in ROWS)
TABLE = "<w:tbl><w:tr><w:tc>" + paragraph("Қала") + "</w:tc><w:tc>" + paragraph("Город") + "</w:tc></w:tr></w:tbl>"
KINDS: dict[str, ForeignKind] = {
    "xlsx": "table",
    "csv": "table",
    "docx": "word",
    "m4a": "sound",
    "3gp": "sound",
    "wav": "sound",
}
_INTERESTING = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)

# Runs the reader as the opener does, with its limits; says of each file what came, and its time and memory.
SCRIPT = """
import json, sys, time
from pathlib import Path
sys.path[:] = sys.argv[4:]
from zt_audio.formats.refusal import RefusedFileError
from zt_audio.processes import opener
from zt_audio.processes.opener import limit_process
kind, folder, ending = sys.argv[1:4]
limit_process(430_000_000, 3_600)
class Nowhere:
    def write(self, data): pass
    def writelines(self, parts): [None for _ in parts]
for path in sorted(Path(folder).iterdir()):
    print(path.name, flush=True)
    start, said = time.process_time(), ""
    try:
        opener._answer(kind, path, Nowhere(), ending, 600)
    except RefusedFileError as error:
        said = error.slug
    except MemoryError:
        said = "foreign-file-memory"
    took = time.process_time() - start
    # `ru_maxrss` begins with what the process that started this one had
    peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
    print(json.dumps([said, took, int(peak.split()[1])]), flush=True)
"""


def good(ending: str, folder: Path) -> bytes:
    """Return a whole file of a kind."""
    if ending == "xlsx":
        return workbook(ROWS)
    if ending == "csv":
        return CSV.encode()
    if ending == "docx":
        return packed(document_xml(paragraph("Не мусорите.") + TABLE))
    sound, codec = folder / f"whole.{ending}", [] if ending == "wav" else ["-c:a", "aac"]
    tone = [judge("ffmpeg"), "-v", "error", "-y", "-f", "lavfi", "-i", "sine=300:d=1"]
    subprocess.run([*tone, *codec, str(sound)], check=True)
    return sound.read_bytes()


def mutants(whole: bytes, count: int, seed: str) -> Iterator[bytes]:
    """Yield damaged copies; those of an archive are damaged inside as well, and packed again."""
    dice = random.Random(seed + _SEED)  # noqa: S311 - the same mutants each time
    for number in range(count):
        if whole.startswith(b"PK") and number % 2:
            yield _with_damaged_part(whole, dice)
        else:
            yield _damaged(whole, dice)


def _damaged(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 4, 16))):
        at = dice.randrange(len(changed) or 1)
        match dice.randrange(6):
            case 0:
                changed[at : at + 1] = bytes([dice.randrange(256)])
            case 1:
                width = dice.choice((1, 2, 4))
                changed[at : at + width] = (dice.choice(_INTERESTING) & (256**width - 1)).to_bytes(
                    width, dice.choice(("little", "big"))
                )
            case 2:
                del changed[at : at + dice.randrange(1, 64)]
            case 3:
                changed[at:at] = changed[at : at + dice.randrange(1, 64)] * dice.choice((1, 2, 500))
            case 4:
                changed[at:at] = dice.choice(
                    (b"9" * 12, b"&#x41;", b"<!DOCTYPE x>", b"\0", b"\xff\xfe", b'"', b"<w:p>" * 300, b"ZZZ9999999")
                )
            case _:
                del changed[at:]
    return bytes(changed)


def _with_damaged_part(archive: bytes, dice: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = dice.choice(old.namelist())
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, _damaged(data, dice) if name == chosen else data)
    return out.getvalue()


@pytest.mark.parametrize("ending", KINDS)
def test_a_mutant_is_read_or_refused_within_its_limits(ending: str, tmp_path: Path) -> None:
    """What kills the reader would kill its child alone: counted here, and shown on the whole way below."""
    whole, died, script = good(ending, tmp_path), [], tmp_path / "reader.py"
    script.write_text(SCRIPT, encoding="utf-8")
    folder = tmp_path / "mutants"
    folder.mkdir()
    for number, mutant in enumerate(mutants(whole, _MUTANTS, ending)):
        (folder / f"{number:05}").write_bytes(mutant)
    while waiting := sorted(folder.iterdir())[:_AT_ONCE]:
        batch = tmp_path / "batch"
        batch.mkdir()
        for path in waiting:
            path.rename(batch / path.name)
        command = [sys.executable, "-I", "-S", "-B", str(script), KINDS[ending], str(batch), f".{ending}", *sys.path]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=250)
        lines = done.stdout.split()
        for name, answer in zip(done.stdout.splitlines()[::2], done.stdout.splitlines()[1::2], strict=False):
            said, took_s, kb = json.loads(answer)
            assert said == "" or said in all_messages(), (name, said)
            assert took_s < _MOST_CPU_S, (name, took_s)
            assert kb < _MOST_KB, (name, kb)
            (batch / name).unlink()
        if done.returncode:  # the one that it was reading
            name = next(line for line in reversed(lines) if (batch / line).exists())
            died.append((batch / name).read_bytes())
            (batch / name).unlink()
        for path in batch.iterdir():
            path.rename(folder / path.name)
        batch.rmdir()
    assert len(died) <= max(2, _MUTANTS // 20), "a reader that dies so often is no reader"
    for mutant in died:
        assert _is_read_or_told(KINDS[ending], mutant, ending)


@pytest.mark.parametrize("ending", KINDS)
def test_a_mutant_goes_the_whole_way(ending: str, tmp_path: Path) -> None:
    for mutant in mutants(good(ending, tmp_path), _OPENED, f"whole way {ending}"):
        assert _is_read_or_told(KINDS[ending], mutant, ending)


def _is_read_or_told(kind: ForeignKind, mutant: bytes, ending: str) -> bool:
    """Tell whether `mutant` is opened, or refused in known words that name its file."""
    name = f"Файл.{ending}"
    try:
        open_foreign(kind, mutant, name)
    except ZtError as error:
        (problem,) = error.problems
        return problem.slug in all_messages() and problem.facts["file"] == name
    return True


@pytest.mark.parametrize("ending", ["xlsx", "csv", "docx"])
def test_the_whole_file_is_read(ending: str, tmp_path: Path) -> None:
    found = json.loads(open_foreign(KINDS[ending], good(ending, tmp_path), f"a.{ending}").body)
    expected: object = [[n, [str(each).removesuffix(".0") for each in row]] for n, row in enumerate(ROWS, start=1)]
    if ending == "docx":
        expected = [["Не мусорите.", 0], ["Қала", 1], ["Город", 2]]
    if ending == "csv":
        expected = [[n, list(map(str, row))] for n, row in enumerate(ROWS, start=1)]
    assert found == expected


@pytest.mark.parametrize("field", range(3))
def test_an_archive_of_another_version_is_refused(field: int) -> None:
    """Versions above those that zipfile knows, kinds of compression that it lacks, and encryption."""
    data = bytearray(workbook(ROWS))
    at = data.index(b"PK\x01\x02")
    while at >= 0:
        if field == 0:
            data[at + 6 : at + 8] = struct.pack("<H", 146)
        elif field == 1:
            data[at + 10 : at + 12] = struct.pack("<H", 99)
        else:
            data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    with pytest.raises(ZtError, match="table-unreadable"):
        open_foreign("table", bytes(data), "t.xlsx")
