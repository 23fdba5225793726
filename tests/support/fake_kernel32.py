"""Stand in for kernel32 of Windows: drives, volumes, and files that are opened past the cache."""

from __future__ import annotations

import ctypes
from typing import Any


class FakeKernel32:
    """Answers as Windows does. `volumes` maps a root to (drive type, (label, file system, flags)); None: no volume."""

    class _CreateFile:
        restype: object = None
        handle: int | None = 7
        calls: tuple[object, ...] = ()

        def __call__(self, *arguments: object) -> int | None:
            self.calls = arguments
            return self.handle

    def __init__(self, volumes: dict[str, tuple[int, tuple[str, str, int] | None]]) -> None:
        self.volumes = volumes
        self.error_mode = 0
        self.closed: list[int | None] = []
        self.CreateFileW = self._CreateFile()

    def SetThreadErrorMode(self, mode: int, _old: object) -> int:  # noqa: N802
        self.error_mode = mode
        return 1

    def GetLogicalDrives(self) -> int:  # noqa: N802 - as Windows calls it
        return sum(1 << (ord(root[0]) - ord("A")) for root in self.volumes)

    def GetDriveTypeW(self, root: ctypes.c_wchar_p) -> int:  # noqa: N802
        return self.volumes[root.value or ""][0]

    def GetVolumePathNameW(self, path: ctypes.c_wchar_p, root: Any, size: int) -> int:  # noqa: ANN401, N802
        root.value = f"{(path.value or '')[:1]}:\\"[: size - 1]
        return 1

    def GetVolumeInformationW(self, *arguments: Any) -> int:  # noqa: ANN401, N802
        root, label, _chars, serial, _length, flags, kind, _chars_again = arguments
        told = self.volumes[root.value][1]
        if told is None:
            return 0
        label.value, kind.value, flags._obj.value = told
        serial._obj.value = 0x1A2B03C4
        return 1

    def CloseHandle(self, handle: ctypes.c_void_p) -> int:  # noqa: N802
        self.closed.append(handle.value)
        return 1


def kernel(**volumes: tuple[int, tuple[str, str, int] | None]) -> FakeKernel32:
    return FakeKernel32({f"{letter}:\\": facts for letter, facts in volumes.items()})
