"""Files of strangers are opened in a process that may die, hang or want all memory; each time this one goes on."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.fake_kernel32 import FakeKernel32
from tests.support.word_file import word_file
from tests.support.workbook import workbook
from zt_audio.errors import BuildError, ContentError, ZtError
from zt_audio.i18n import speaking
from zt_audio.messages.render import render
from zt_audio.processes import opener
from zt_audio.processes.door import ForeignKind, OpeningLimits, open_foreign
from zt_audio.processes.opener import limit_process

GOOD: dict[ForeignKind, bytes] = {"table": "kk;ru\nҚала;город\n".encode(), "word": word_file("Қала.")}


def far_cell(column: str, row: int) -> bytes:
    """Return a small workbook with a cell far from the others."""
    return workbook([["kk", "ru"]], {f"{column}{row}": "x"})


@pytest.fixture
def instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let another script open files: what a reader does that a mutant has got into."""

    def use(script: str) -> None:
        path = tmp_path / "opener.py"
        path.write_text(f"import os, sys, time\n{script}\n", encoding="utf-8")
        monkeypatch.setattr(opener, "__file__", str(path))

    return use


@pytest.mark.parametrize(
    ("script", "slug"),
    [
        ("os.abort()", "foreign-file-died"),
        ("os._exit(3)", "foreign-file-died"),
        ("sys.exit('a word of its own')", "foreign-file-died"),
        ("os.write(1, b'{}\\n[[1, [\"half\"]]'); os._exit(1)", "foreign-file-died"),
        ("while True: os.write(1, b'x' * 65536)", "foreign-file-died"),
        ("time.sleep(60)", "foreign-file-late"),
        ("os.close(1); time.sleep(60)", "foreign-file-late"),
        ("os.write(1, b'no JSON')", "foreign-file-died"),
        ("os.write(1, b'[1]\\n[]')", "foreign-file-died"),
    ],
)
def test_a_reader_that_breaks_off_is_a_refusal_with_the_name_of_the_file(
    instead: Callable[[str], None], script: str, slug: str
) -> None:
    instead(script)
    before = threading.active_count()
    kinds: dict[ForeignKind, type[ZtError]] = {"table": ContentError, "sound": BuildError}
    for kind, error in kinds.items():
        with pytest.raises(error) as caught:
            open_foreign(kind, b"x", "Ауылдар.xlsx", OpeningLimits(seconds=2, answer_bytes=1_000_000))
        (problem,) = caught.value.problems
        assert problem.slug == slug
        for lang in ("kk", "ru", "en"):
            with speaking(lang):
                assert "Ауылдар.xlsx" in render(problem)
    assert threading.active_count() == before


@pytest.mark.parametrize(("column", "row"), [("XFD", 1_048_576), ("ZZZZZZ", 4_294_967_295), ("A", 5_000_001)])
def test_a_cell_far_away_takes_no_memory(column: str, row: int) -> None:
    with pytest.raises(ContentError) as caught:
        open_foreign("table", far_cell(column, row), "t.xlsx")
    assert caught.value.problems[0].slug == "table-too-wide"


def test_a_format_far_away_is_no_cell() -> None:
    data = workbook([["kk", "ru"], ["Қала", "город"]], {"XFD1048576": None})
    assert open_foreign("table", data, "t.xlsx").body == open_foreign("table", GOOD["table"], "t.csv").body


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let a script run in the true opener, under its limits, in the place of the reader of tables."""
    package, root = tmp_path / "zt_audio", Path(opener.__file__).parent.parent
    (package / "formats").mkdir(parents=True)
    for name in ("__init__.py", "processes", "formats/refusal.py"):
        (package / name).symlink_to(root / name)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])

    def use(script: str) -> None:
        body = "".join(f"  {line}\n" for line in script.splitlines())
        (package / "formats/documents.py").write_text(f"def table_rows(data):\n{body}", encoding="utf-8")

    return use


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS keeps no limit of memory")
@pytest.mark.parametrize("script", ["bytearray(2_000_000_000)", "x = []\nwhile True: x.append(bytes(1_000_000))"])
def test_memory_is_limited(reader: Callable[[str], None], script: str) -> None:
    reader(script)
    with pytest.raises(ContentError) as caught:
        open_foreign("table", b"x", "t.csv", OpeningLimits(memory_bytes=300_000_000))
    (problem,) = caught.value.problems
    assert (problem.slug, problem.facts["limit_mb"]) == ("foreign-file-memory", 300)


def test_the_time_of_the_processor_is_limited(reader: Callable[[str], None]) -> None:
    reader("while True: pass")
    with pytest.raises(ContentError) as caught:
        open_foreign("table", b"x", "t.csv", OpeningLimits(cpu_s=1))
    (problem,) = caught.value.problems
    assert (problem.slug, problem.facts["seconds"]) == ("foreign-file-late", 1)


@pytest.mark.parametrize("name", ["a\0b.csv", "-c.csv", "\udcff.csv", "x" * 5_000 + ".csv", "a.\0", "", "../../a.xlsx"])
def test_a_name_of_a_file_is_only_a_name(name: str) -> None:
    assert open_foreign("table", GOOD["table"], name).body == open_foreign("table", GOOD["table"], "t.csv").body


def test_a_module_in_the_working_folder_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("json", "csv", "zipfile", "faulthandler", "encodings"):
        (tmp_path / f"{name}.py").write_text("import os; os._exit(9)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert open_foreign("table", GOOD["table"], "t.csv")
    assert open_foreign("word", GOOD["word"], "t.docx")


def test_nothing_stays_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for kind, data in GOOD.items():
        open_foreign(kind, data, "t")
        with pytest.raises(ZtError):
            open_foreign(kind, b"PK\x03\x04", "t")
    assert [*tmp_path.iterdir()] == []


class _Job(FakeKernel32):
    """Keeps what a process asks of its job."""

    class _Call:
        restype: object = None

        def __init__(self, answer: int) -> None:
            self.answer, self.calls = answer, list[tuple[object, ...]]()

        def __call__(self, *arguments: object) -> int:
            self.calls.append(arguments)
            return self.answer

    def __init__(self, *, sets: bool = True, assigns: bool = True, makes: bool = True) -> None:
        super().__init__({})
        self.CreateJobObjectW = self._Call(0x1_0000_0042 * makes)
        self.GetCurrentProcess = self._Call(-1)
        self.SetInformationJobObject = self._Call(sets)
        self.AssignProcessToJobObject = self._Call(assigns)


def test_on_windows_the_process_enters_a_job_with_limits() -> None:
    kernel = _Job()
    limit_process(430_000_000, 20, kernel)
    job, kind, limits, size = kernel.SetInformationJobObject.calls[0]
    raw = bytes(limits._obj)  # type: ignore[attr-defined]
    # Offsets of JOBOBJECT_EXTENDED_LIMIT_INFORMATION in 64 bits: flags 16, processes 40, memory of a process 112.
    assert (kind, size, len(raw)) == (9, 144, 144)
    assert int.from_bytes(raw[0:8], sys.byteorder) == 20 * 10_000_000
    assert int.from_bytes(raw[16:20], sys.byteorder) == 0x2 | 0x8 | 0x100 | 0x400
    assert int.from_bytes(raw[40:44], sys.byteorder) == 1
    assert int.from_bytes(raw[112:120], sys.byteorder) == 430_000_000
    ((assigned, process),) = kernel.AssignProcessToJobObject.calls
    assert isinstance(job, ctypes.c_void_p)
    assert isinstance(assigned, ctypes.c_void_p)
    assert job.value == assigned.value == 0x1_0000_0042  # a handle of 64 bits is not cut
    assert isinstance(process, ctypes.c_void_p)
    assert process.value == 2**64 - 1


@pytest.mark.parametrize("failing", ["sets", "assigns", "makes"])
def test_a_process_without_limits_opens_nothing(failing: str) -> None:
    with pytest.raises(OSError, match="kernel32"):
        limit_process(1, 1, _Job(**{failing: False}))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there is no file that never answers")
def test_the_child_ends_by_itself_where_its_parent_is_gone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "never")
    asked = ["table", str(tmp_path / "never"), ".csv", "400000000", "20", "0.5", "600"]
    command = [sys.executable, "-I", "-S", opener.__file__, *asked, *sys.path]
    orphan = subprocess.run(command, capture_output=True, check=False)
    assert (orphan.returncode, orphan.stdout) == (1, b"")
    assert b"Timeout" in orphan.stderr
