"""Open one file of a stranger in a process of its own, which may die of it.

Runs as a script, `opener.py KIND FILE ENDING BYTES CPU_SECONDS SECONDS SOUND_SECONDS PATH…`: what kind of file it is,
where it lies, how its name ends, the memory and the time that it may take, how long a sound may be, and where modules
are sought. The answer on standard output is a line
of JSON, and after it what was read: JSON, or PCM. An answer counts where the exit code is 0. Only what this kind needs
is imported: the start takes 30 ms for a table and 150 ms for a sound.
"""

from __future__ import annotations

import ctypes
import faulthandler
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

_TIME, _ONE_PROCESS, _MEMORY, _END_AT_ONCE = 0x2, 0x8, 0x100, 0x400  # JOB_OBJECT_LIMIT_…; the last shows no window
_TICKS_PER_S = 10_000_000
_EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation


class _ExtendedLimits(ctypes.Structure):
    """`JOBOBJECT_EXTENDED_LIMIT_INFORMATION` of winnt.h, with the basic limits and the counters that it begins with."""

    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
        ("io_counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


def limit_process(memory_bytes: int, cpu_s: int, library: Any = None) -> None:  # noqa: ANN401 - kernel32 has no types
    """Let this process have so much memory and time of the processor: more is a MemoryError, or its end.

    On Windows it may start no process, either. macOS keeps no such limit: there the bounds of each reader must do.
    Raises OSError.
    """
    if library is not None or sys.platform == "win32":
        _enter_job(memory_bytes, cpu_s, library or getattr(ctypes, "WinDLL")("kernel32", use_last_error=True))  # noqa: B009 - only Windows has it
        return
    import resource  # noqa: PLC0415 - Windows has none

    # Linux counts what is written to; the address space counts what libraries only reserve, some 400 MB.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s + 1))  # at the first SIGXCPU, which tells why
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _enter_job(memory_bytes: int, cpu_s: int, library: Any) -> None:  # noqa: ANN401 - as above
    """Put this process into a job of its own, which ends with it."""
    library.CreateJobObjectW.restype = library.GetCurrentProcess.restype = ctypes.c_void_p
    job = library.CreateJobObjectW(None, None)
    flags = _TIME | _ONE_PROCESS | _MEMORY | _END_AT_ONCE
    limits = _ExtendedLimits(process_time=cpu_s * _TICKS_PER_S, flags=flags, processes=1, process_memory=memory_bytes)
    is_set = job and library.SetInformationJobObject(
        ctypes.c_void_p(job), _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
    )
    this = ctypes.c_void_p(library.GetCurrentProcess())
    if not is_set or not library.AssignProcessToJobObject(ctypes.c_void_p(job), this):
        raise OSError("kernel32 refuses a job")


def _main(kind: str, file: str, ending: str, most_bytes: str, cpu_s: str, seconds: str, sound_s: str) -> None:
    from zt_audio.formats.refusal import RefusedFileError  # noqa: PLC0415 - the path is set below

    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print is no answer
    faulthandler.dump_traceback_later(float(seconds), exit=True)  # for the case that the parent is gone
    try:
        limit_process(int(most_bytes), int(cpu_s))
        _answer(kind, Path(file), answers, ending, int(sound_s))
    except RefusedFileError as error:
        answers.write(json.dumps({"refused": error.slug, "line": error.line, "facts": error.facts}).encode())
    except MemoryError:
        answers.write(json.dumps({"refused": "foreign-file-memory"}).encode())
    answers.flush()
    os._exit(0)  # at once: to free a table of 100 000 rows takes longer than to read it


def _answer(kind: str, file: Path, answers: BinaryIO, ending: str, sound_s: int) -> None:
    """Write what is read in `file`."""
    if kind == "sound":
        from zt_audio.formats.sound_file import spoken_sound  # noqa: PLC0415 - brings numpy and more

        rate_hz, blocks = spoken_sound(file, ending, sound_s)
        answers.write(b'{"rate_hz": %d}\n' % rate_hz)
        answers.writelines(memoryview(block) for block in blocks)
    elif kind == "word":
        from zt_audio.formats.documents import word_paragraphs  # noqa: PLC0415 - as said above

        answers.write(b"{}\n" + json.dumps(word_paragraphs(file.read_bytes())).encode())
    else:
        from zt_audio.formats.documents import table_rows  # noqa: PLC0415 - as said above

        rows = table_rows(file.read_bytes())
        answers.write(b"{}\n[")
        # Row by row: as a whole it would be in memory twice.
        answers.writelines(b"," * bool(number) + json.dumps(row).encode() for number, row in enumerate(rows))
        answers.write(b"]")


if __name__ == "__main__":
    sys.path[:] = sys.argv[8:]
    _main(*sys.argv[1:8])
