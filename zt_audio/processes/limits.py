"""Limit what this process may take, so that a file cannot take the whole computer."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress
from typing import Any

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
