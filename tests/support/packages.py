"""A shelf of packages from which pip installs without a network, into a folder beside the environment."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest


class Shelf:
    """Wheels in a folder. What pip installs lies in another one, which no interpreter reads."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._wheels, self._target, self._monkeypatch = folder / "wheels", folder / "target", monkeypatch
        self._wheels.mkdir()
        for name, value in (("NO_INDEX", "1"), ("FIND_LINKS", str(self._wheels)), ("TARGET", str(self._target))):
            monkeypatch.setenv(f"PIP_{name}", value)
        monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")

    def put(self, name: str, version: str, asks: str = "") -> None:
        """Lay a package of one module on the shelf; `asks` is what it requires."""
        about = f"{name}-{version}.dist-info"
        requires = f"Requires-Dist: {asks}\n" if asks else ""
        with zipfile.ZipFile(self._wheels / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"{name}.py", "")
            wheel.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{requires}")
            wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(f"{about}/RECORD", "")

    def installed(self) -> set[str]:
        """Return the modules that pip has installed."""
        return {path.stem for path in self._target.glob("*.py")}

    def ask_at(self, port: int) -> None:
        """Let pip ask an index at `port` of this computer instead."""
        self._monkeypatch.delenv("PIP_NO_INDEX")
        self._monkeypatch.delenv("PIP_FIND_LINKS")
        self._monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{port}/simple")
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"):
            self._monkeypatch.delenv(name, raising=False)

    def go_offline(self) -> None:
        """Let pip ask where nothing answers."""
        self.ask_at(9)
