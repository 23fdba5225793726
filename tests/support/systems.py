"""Mark tests that cannot hold on one system, each with its reason."""

from __future__ import annotations

import ctypes
import importlib
import os
from pathlib import Path

import pytest

IS_WINDOWS = os.name == "nt"
IS_WINE = IS_WINDOWS and hasattr(getattr(ctypes, "windll").ntdll, "wine_get_version")  # noqa: B009 - only Windows has it


def not_on_windows(reason: str) -> pytest.MarkDecorator:
    """Skip a test on Windows: it is about another system, or needs what Windows does not have."""
    return pytest.mark.skipif(IS_WINDOWS, reason=f"not on Windows: {reason}")


def not_under_wine(reason: str) -> pytest.MarkDecorator:
    """Skip a test under Wine, which lacks what Windows has."""
    return pytest.mark.skipif(IS_WINE, reason=f"not under Wine: {reason}")


def path_of(handle: int) -> Path:
    """Return where an open file lies, as the system tells it: Linux and Windows only."""
    if not IS_WINDOWS:
        return Path(f"/proc/self/fd/{handle}").readlink()
    told = ctypes.create_unicode_buffer(1_000)
    system_handle = ctypes.c_void_p(importlib.import_module("msvcrt").get_osfhandle(handle))
    getattr(ctypes, "windll").kernel32.GetFinalPathNameByHandleW(system_handle, told, len(told), 0)  # noqa: B009 - as above
    return Path(told.value.removeprefix("\\\\?\\"))
